"""The statement test finds sentences false that once were printed: each drops what it is relative to."""

from __future__ import annotations

from pathlib import Path

import pytest

from policy_dsl import load, load_text
from policy_dsl.model import Specification
from tests.statements.putting_back import Effort, printed
from verifier.statements.statement import Said, Statement, about

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
]  # fmt: skip


def said(name: str, kind: Said, claim: str) -> tuple[Specification, Statement, str]:
    file = OWN / f"{name}.policy"
    text = file.read_text(encoding="utf-8")
    prop = load_text(f"{text}\nproperty said {claim}\n", file.name, str(OWN)).properties[-1]
    return load(str(file)), about(prop, kind, prop.claim, True), text


@pytest.mark.parametrize(("name", "kind", "claim"), FALSE)
def test_a_false_sentence_is_refuted_put_back(name: str, kind: Said, claim: str) -> None:
    specification, statement, text = said(name, kind, claim)
    read = printed(specification, "found", [statement], text, str(OWN))
    for explained in (True, False):
        (judged,) = read.judged(explained=explained)
        assert judged.kind == (kind, True)
        assert len(judged.refuted) == 1


@pytest.mark.parametrize(
    ("name", "kind", "claim"), [each for each in FALSE if "cohort" not in each[0]]
)
def test_a_false_sentence_is_refuted_by_brute_force(name: str, kind: Said, claim: str) -> None:
    specification, statement, text = said(name, kind, claim)
    read = printed(specification, "found", [statement], text, str(OWN))
    (prop,) = read.properties
    assert read.by_brute_force(prop, Effort(), {})
