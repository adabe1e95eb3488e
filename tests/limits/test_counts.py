"""What is counted under a limit is not told as all that there is, and nothing that is open is told twice."""

from __future__ import annotations

from policy_dsl import load_text
from policy_dsl.records import replace
from verifier.mutation.scoring import score
from verifier.resilience.fewest_departures import resilience
from verifier.solving.limits import Limits, StepsOfRun
from verifier.suggesting.suggested import suggest
from verifier.words import resilience as of_departures
from verifier.words import suggest as of_suggestions

CLUB = """governance "Club"
party A
party B
body Board members A, B quorum none
decision form kind : one of motion, bylaw
power ordinary when kind is motion requires majority of members in Board
power bylaws when kind is bylaw requires unanimity of members in Board
"""


def limited(steps: int = 1) -> Limits:
    return Limits(seconds=None, run=StepsOfRun(steps))


def test_what_is_to_suggest() -> None:
    found = suggest(load_text(CLUB), limited())
    assert found.undetermined
    said = of_suggestions.counts(found, 0)
    assert said != of_suggestions.counts(replace(found, undetermined=()), 0)
    assert "not settled" in said
    every = suggest(load_text(CLUB))
    number = len(every.suggestions)
    assert of_suggestions.counts(every, number).startswith(f"{number:,} ")
    some = replace(every, undetermined=("a limit was reached",))
    assert of_suggestions.counts(some, number).startswith(f"At least {number:,} ")
    assert f"of at least {number:,} " in of_suggestions.counts(some, 1)


def test_kinds_of_decision_after_departures() -> None:
    found = resilience(load_text(CLUB), limited())
    assert found.undetermined
    said = of_departures.counts(found)
    assert said != of_departures.counts(replace(found, undetermined=()))
    assert "not all is settled" in said
    every = resilience(load_text(CLUB), fewest=False)
    assert of_departures.counts(every).startswith("2 kinds")
    some = replace(every, undetermined=("a limit was reached",))
    assert of_departures.counts(some).startswith("At least 2 kinds")


def test_a_property_is_open_once() -> None:
    it = load_text(
        CLUB + "property q A can block every decision\nproperty r some decision can pass\n"
    )
    named = 0
    for steps in (1, 700, 1_500, 3_000, 6_000):
        for each in score(it, (), limited(steps), ("bylaws",)).each:
            assert len(set(each.undetermined)) == len(each.undetermined)
            named += len(each.undetermined)
    assert named
