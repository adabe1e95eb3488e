"""The statement test finds sentences false that once were printed: each drops what it is relative to."""

from __future__ import annotations

from pathlib import Path

import pytest

from policy_dsl import load, load_text
from tests.statements.putting_back import Effort, Printed, printed
from verifier.results.statement import Said, about

OWN = Path(__file__).parent / "specs"
# The rules, which kind of sentence it is, and the claim that was said to hold.
FALSE = [
    # One of a cohort stops it.
    ("entrenchment_cohort", Said.STOPS_NONE, "no one of S alone can block every decision when amends shield"),
    # Whoever is not recused stops it in some cases.
    ("entrenchment_recusal", Said.STOPS_NONE, "A cannot block any decision when amends p"),
    # A rule that limits one power limits no other.
    (
        "entrenchment_under",
        Said.STOPS_AT_FIRST,
        "every one of M alone can block every decision when removes any member of M",
    ),
    # Those who are named stop it, not each member always.
    ("matrix_whoever_is_named", Said.STOPS_AT_FIRST, "A can block every decision when land includes any of K"),
    # An example's number is not every decision's.
    ("matrix_whoever_is_named", Said.SO_MANY_CARRY, "B can pass every decision when land includes any of K"),
    # The holder is there to make the quorum only if it votes against.
    ("loopholes_presence", Said.SUFFICE_WHATEVER, "B and C and D together can pass every decision when not money"),
    (
        "loopholes_presence",
        Said.SUFFICE_IF_SILENT,
        "B and C together can pass every decision when not money while the others stay away",
    ),
    # The power that the claim names has a reading under which to stay away does not stop it.
    (
        "loopholes_presence",
        Said.NO_WAY_ROUND,
        "A can block every decision when money by staying away under solemn",
    ),
    # Not four stay away: with some of them there and against, it is another way.
    (
        "said_attendance",
        Said.SUFFICE_IF_SILENT,
        "any 3 of Board together can pass every decision when not big while the others stay away",
    ),
    # The manner that a claim names is the one in which it is asked about.
    ("said_attendance", Said.STOPS_NONE, "A cannot block any decision when big by staying away"),
    # So many suffice against all opposition; if the others are silent fewer do.
    (
        "said_silence",
        Said.FEWER_IF_SILENT,
        "no 2 of Committee together can pass every decision when not grave while the others stay away",
    ),
    # Those who may object are no matter of numbers.
    ("said_silence", Said.SUFFICE_WHATEVER, "B and C and D together can pass every decision when grave"),
    # `and` binds closer than `or`.
    (
        "said_precedence",
        Said.CANNOT_PASS,
        "no decision when not removes B from Board or not removes C from Board and removes A from Board can pass",
    ),
    # Under one of the readings it does.
    ("said_readings", Said.STOPS_NONE, "A cannot block any decision by abstaining under ordinary"),
    # Not if all are in conflict.
    ("said_readings", Said.CAN_PASS, "every decision can pass under joint"),
    # What was not searched, changes of the rules, is not closed.
    ("said_later", Said.NO_WAY_ROUND_LATER, "Ann can block every decision when sale even after amendments"),
    ("said_later", Said.NEVER_CHANGED, "no decision when amends careful can pass even after amendments"),
    ("said_later", Said.NOT_CHANGED_BY, "no decision when amends careful can pass under house"),
]  # fmt: skip


# Sentences that a claim fails, of claims that hold.
HOLDING = [
    # It is another power by which it is got round.
    ("said_readings", Said.GOT_ROUND_SO, "A can block every decision by abstaining under joint"),
    ("said_later", Said.CHANGED_BY, "no decision when amends careful can pass under ordinary"),
    # It cannot be changed once others are: no power may, and seats are all that changes.
    ("said_precedence", Said.CHANGED_LATER, "no decision when amends removal can pass even after amendments"),
    ("said_attendance", Said.STOPS_SOME, "A cannot block any decision when not big"),
]  # fmt: skip
EVERY = [(*each, True) for each in FALSE] + [(*each, False) for each in HOLDING]


def said(name: str, kind: Said, claim: str, holds: bool) -> Printed:
    """The sentence, read again from what is printed of it."""
    file = OWN / f"{name}.policy"
    text = file.read_text(encoding="utf-8")
    prop = load_text(f"{text}\nproperty said {claim}\n", file.name, str(OWN)).properties[-1]
    statement = about(prop, kind, prop.claim, holds)
    return printed(load(str(file)), "found", [statement], text, str(OWN))


@pytest.mark.parametrize(("name", "kind", "claim", "holds"), EVERY)
def test_a_false_sentence_is_refuted_put_back(
    name: str, kind: Said, claim: str, holds: bool
) -> None:
    read = said(name, kind, claim, holds)
    for explained in (True, False):
        (judged,) = read.judged(explained=explained)
        assert judged.kind == (kind, holds)
        assert len(judged.refuted) == 1


@pytest.mark.parametrize(
    ("name", "kind", "claim", "holds"), [each for each in EVERY if "cohort" not in each[0]]
)
def test_a_false_sentence_is_refuted_by_brute_force(
    name: str, kind: Said, claim: str, holds: bool
) -> None:
    read = said(name, kind, claim, holds)
    (prop,) = read.properties
    assert read.by_brute_force(prop, Effort(changes=True), {})
