"""What `entrenchment` says holds as printed, of shipped specifications and of random ones."""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import pytest

from policy_dsl import load, load_text, touching
from policy_dsl.model import Specification
from policy_dsl.wording import event
from tests.semantics.generator import TINY, Maker
from tests.semantics.judging import LIMITS
from tests.statements.putting_back import judged, put_back
from verifier.changing.entrenchment import entrenchment
from verifier.results.entrenchment import Hold
from verifier.results.statement import Said, Statement
from verifier.words.statements import title

SPECS = Path(__file__).parents[2] / "specs"
OWN = Path(__file__).parent / "specs"
SHAPE = replace(TINY, events=1, powers=2)
# Rules of which everything is told in a second or two.
SEEDS = (0, 3, 9, 15)

SHIPPED = [
    SPECS / "gallery" / "us_article_v.policy",
    SPECS / "gallery" / "company_articles.policy",
    *sorted(OWN.glob("entrenchment_*.policy")),
]
# Sentences that are no claims of the language, and what holds them.
NO_CLAIMS = {
    "under which clauses a power changes it": "test_limits_are_of_the_power_that_they_are_said_of",
    "after how many others it is changed": "tests/changing/test_entrenchment.py",
    "which decisions come before": "the claim that it fails after amendments, and the replay of its story",
    "what protects itself": "tests/changing/test_entrenchment.py",
    "lock-outs": "tests/changing/test_entrenchment.py",
}


@pytest.mark.parametrize("file", SHIPPED, ids=lambda file: file.stem)
def test_what_is_printed_of_shipped_rules_holds(file: Path) -> None:
    specification = load(str(file))
    table = entrenchment(specification)
    assert not table.undetermined
    text = file.read_text(encoding="utf-8")
    refuted, seen, _ = put_back(
        specification, "entrenchment", table.statements, text, str(file.parent)
    )
    assert refuted == []
    assert not [kind for kind, what in seen if what == "undetermined"]


@pytest.mark.campaign
@pytest.mark.parametrize("file", sorted(SPECS.rglob("*.policy")), ids=lambda file: file.stem)
def test_what_is_printed_of_any_shipped_rules_holds(file: Path) -> None:
    specification = load(str(file))
    table = entrenchment(specification)
    text = file.read_text(encoding="utf-8")
    refuted = put_back(specification, "entrenchment", table.statements, text, str(file.parent))[0]
    assert refuted == []


def of(seed: int) -> Specification:
    """Random rules, of which the first power may amend any."""
    made = Maker(random.Random(f"entrenched {seed}"), SHAPE).specification()
    first = made.powers[0].name if made.powers else None
    clauses = tuple(
        replace(clause, grants=touching.AMENDING_ANY) if clause.name == first else clause
        for clause in made.clauses
    )
    return replace(made, clauses=clauses)


def said(specification: Specification) -> Sequence[Statement]:
    return entrenchment(specification, LIMITS).statements


def test_what_is_printed_of_random_rules_holds() -> None:
    wrong, seen, confirmed = judged("entrenchment", of, said, SEEDS)
    assert wrong == []
    assert confirmed > 15
    for kind in (Said.CHANGED_BY, Said.NOT_CHANGED_BY, Said.STOPS_NONE, Said.STOPS_FOR_GOOD):
        assert seen[title(kind), "confirmed"] > 3, seen
    for kind in (Said.NEVER_CHANGED, Said.CHANGED_LATER, Said.STOPS_NONE_LATER):
        assert seen[title(kind), "confirmed"], seen


@pytest.mark.campaign
def test_what_is_printed_of_many_random_rules_holds() -> None:
    wrong, _, confirmed = judged("entrenchment", of, said, range(1000, 1400))
    assert wrong == []
    assert confirmed > 2000


# --- single answers --------------------------------------------------------------------------


def stopped(name: str, row: str) -> list[tuple[str, Hold]]:
    table = entrenchment(load(str(OWN / f"{name}.policy")))
    (found,) = (each for each in table.rows if each.name == row)
    return [(stop.who, stop.hold) for stop in found.stops]


def test_one_of_a_cohort_stops_what_a_named_party_would() -> None:
    assert stopped("entrenchment_cohort", "shield") == [("each S", Hold.AT_FIRST)]
    text = (OWN / "entrenchment_cohort.policy").read_text(encoding="utf-8")
    names = [f"S{number}" for number in range(1, 11)]
    parties = "\n".join(f"party {name}" for name in names)
    named = text.replace("parties 10 S", parties).replace(
        "members S", f"members {', '.join(names)}"
    )
    named = named.partition("property")[0]
    for row in entrenchment(load_text(named, "named.policy")).rows:
        if row.kind in ("provision", "rule", "power"):
            alike = [("each S", hold) for _, hold in [(s.who, s.hold) for s in row.stops]]
            assert stopped("entrenchment_cohort", row.name) == alike, row.name


def test_what_happens_first_is_a_supposition() -> None:
    said_of = entrenchment(load(str(OWN / "entrenchment_cohort.policy"))).statements
    once = [each for each in said_of if each.said is Said.NOT_ONCE_CHANGED]
    assert [[event(e) for e in each.supposing] for each in once] == [["all_accept lapses"]]


def test_whoever_is_not_recused_stops_it_in_some_cases() -> None:
    who = [("each voting member of C", Hold.SOMETIMES)]
    assert stopped("entrenchment_recusal", "p") == who


def test_limits_are_of_the_power_that_they_are_said_of() -> None:
    table = entrenchment(load(str(OWN / "entrenchment_under.policy")))
    (row,) = (each for each in table.rows if each.kind == "seat")
    assert {route.power: route.limits for route in row.routes} == {
        "expel": (),
        "solemn": ("careful",),
    }


def test_what_depends_on_a_reading_says_so() -> None:
    table = entrenchment(load(str(SPECS / "gallery" / "us_article_v.policy")))
    (row,) = (each for each in table.rows if each.name == "proviso")
    good = [stop for stop in row.stops if stop.hold is Hold.FOR_GOOD]
    assert [(s.parties, s.readings) for s in good] == [
        (("Delaware",), ({"proviso": "entrenched"},))
    ]
