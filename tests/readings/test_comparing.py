"""Where readings part: the smallest votes against all votes there are, by hand, and what is told of them."""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from policy_dsl import examine_text
from policy_dsl.decisions import Ballots
from policy_dsl.interpreter import Meeting, decide
from policy_dsl.model import ALWAYS, ConsentAct, ReadingMakesNoDifference, Specification
from policy_dsl.state import intervals
from tests.cli.calling import call
from tests.semantics.brute_force import TooLarge
from tests.semantics.enumerating import Domain, all_ballots, all_readings, nodes
from tests.semantics.generating_claims import specification_about
from tests.semantics.generator import TINY
from verifier import Verdict, check
from verifier.readings.pairs import readings
from verifier.rendering.readings_text import render_text
from verifier.results.readings import ComparedReadings


def acting(ballots: Ballots) -> int:
    """How many votes, attendances, consents and casting votes there are."""
    votes = sum(c.attending for cells in ballots.votes.values() for c in cells.values())
    consents = sum(n for cells in ballots.consents.values() for n in cells.values())
    return votes + consents + len(ballots.casting)


def smallest(specification: Specification, clause: str, adopting: str, failing: str) -> int | None:
    """With how few acting a vote is adopted by one reading and not by the other, going through all of them."""
    state = intervals(specification)[-1].state
    claim = ReadingMakesNoDifference(clause, adopting, failing, ALWAYS)
    found: list[int] = []
    acts = any(isinstance(it, ConsentAct) for it in nodes(specification.clauses))
    for decision in Domain(specification, state, ALWAYS, (), False, claim, 16).decisions():
        for read in all_readings(specification, state, {clause: adopting}):
            meeting = Meeting(specification, state, read, decision)
            otherwise = {**read, clause: failing}
            for ballots in all_ballots(meeting, 400, consents=acts):
                given = (specification, state)
                if found and acting(ballots) >= min(found):
                    continue
                if (
                    decide(*given, read, decision, ballots).adopted
                    and not decide(*given, otherwise, decision, ballots).adopted
                ):
                    found.append(acting(ballots))
    return min(found, default=None)


def with_readings(seed: int) -> Specification:
    """A small specification in which some clause has readings."""
    made = specification_about(
        random.Random(f"readings {seed}"),
        1,
        TINY,
        lambda prop: isinstance(prop.claim, ReadingMakesNoDifference),
    )
    return replace(made, properties=())


def partings(found: ComparedReadings) -> Iterator[tuple[str, str, str, int | None]]:
    """Of each pair of readings, both ways: with how few acting they part."""
    for pair in found.pairs:
        for each in pair.partings:
            assert each.happens is not None
            assert each.open is None
            scenario = each.scenario
            number = None if scenario is None else acting(scenario.ballots)
            assert (number is not None) is each.happens
            yield pair.clause, each.adopting, each.failing, number


def differences(specification: Specification) -> list[str]:
    """Where the votes found are not the smallest of all that there are."""
    return [
        f"{clause}, {adopting} and not {failing}: {number}"
        for clause, adopting, failing, number in partings(readings(specification))
        if number != smallest(specification, clause, adopting, failing)
    ]


def test_the_smallest_votes_against_all_there_are() -> None:
    """Of the first models that are small enough to go through all their votes."""
    parting = small = 0
    for seed in range(150):
        specification = with_readings(seed)
        try:
            wrong = differences(specification)
        except TooLarge:
            continue
        assert not wrong, (seed, wrong)
        numbers = [number for *_, number in partings(readings(specification))]
        parting += any(number is not None for number in numbers)
        small += bool(numbers)
        if small >= 3 and parting:
            break
    assert small >= 3
    assert parting


COUNCIL = """governance "Council"
party Mayor
parties 6 Member
body Council members Mayor, Member quorum at least 3 of members
decision substance borrows : yes or no
power ordinary
  requires
    reading cast "of those voting": majority of votes cast in Council
    reading present "of those in the room": majority of those present in Council
    reading all_of "of all members": majority of members in Council
rule many limits ordinary when borrows
  requires
    reading heads: at least 4 votes in favour in Council
    reading half: majority of members in Council
"""


def council() -> Specification:
    specification = examine_text(COUNCIL, "council.policy").specification
    assert specification is not None
    return specification


def test_a_council_against_all_its_votes() -> None:
    assert not differences(council())


def test_by_hand() -> None:
    assert list(partings(readings(council()))) == [
        # One for and two abstaining: the quorum needs three.
        ("ordinary", "cast", "present", 3),
        ("ordinary", "present", "cast", None),
        ("ordinary", "cast", "all_of", 3),
        ("ordinary", "all_of", "cast", None),
        ("ordinary", "present", "all_of", 3),
        ("ordinary", "all_of", "present", None),
        ("many", "heads", "half", None),
        ("many", "half", "heads", None),
    ]


def test_what_is_said_is_a_claim_that_check_confirms() -> None:
    said = readings(council()).statements
    assert len(said) == 4
    props = tuple(each.as_property(f"p{number}", "it is so") for number, each in enumerate(said))
    for result in check(replace(council(), properties=props)).properties:
        assert result.verdict in {Verdict.HOLDS, Verdict.FAILS}
        assert result.as_expected


def test_text() -> None:
    text = " ".join(str(render_text(readings(council()))).split())
    assert (
        "Adopted as cast and not as present: in Council 1 for, 2 abstaining, 4 absent (on a" in text
    )
    assert "Every decision has the same outcome on every ballot." in text


def test_command(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "c.policy").write_text(COUNCIL, encoding="utf-8")
    whole = call("readings", "c.policy")
    assert whole.code == 0
    limited = call("readings", "c.policy", "--steps", "1")
    assert limited.code == 3
    assert "not settled" in limited.out
    assert "Every decision has" not in limited.out
