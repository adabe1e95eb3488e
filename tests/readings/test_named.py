"""A reading is named only where what is said depends on it."""

from __future__ import annotations

import random
import re

import pytest

from policy_dsl import load_text
from policy_dsl.model import Specification
from policy_dsl.records import replace
from verifier import Options, check
from verifier.rendering.check_text import render_text
from verifier.results import Verdict

WHENS = ("", "when kind is plan", "when kind is bylaw", "when urgent", "when not urgent")
ASKED = ("consent of Ann in Board", "majority of members in Board")
CLAIMS = (
    "Ann can block every decision when kind is bylaw",
    "Bob cannot block any decision when kind is plan and urgent",
    "every decision when not urgent requires consent of Bob in Board",
    "every decision when kind is bylaw passes with consent of Cem in Board",
    "the vote of Cem never matters to any decision",
    "a vote of 2 to 2 in Board does not carry any decision",
    "some 2 of Board together can block every decision when kind is plan",
    "stop makes no difference when kind is plan",
)


def drawn(seed: int) -> Specification:
    """Two or three clauses, each with two readings; what a claim speaks of may be covered by one of them only."""
    rng = random.Random(f"named {seed}")

    def readings(asked: str, *them: str) -> str:
        one, other = rng.sample(them, 2)
        return f"{asked} reading one: {one} reading other: {other}"

    kinds = ("kind is plan", "kind is bylaw", "urgent", "kind is plan and urgent")
    lines = [
        'governance "Named"',
        "party Ann party Bob party Cem",
        "body Board members Ann, Bob quorum none",
        "decision substance kind : one of plan, bylaw substance urgent : yes or no",
        f"power first {readings('when', *kinds)} requires {rng.choice(ASKED)}",
        f"rule second limits first {rng.choice(WHENS)} {readings('requires', *ASKED)}",
        f"prohibition stop limits first {readings('when', *kinds)}",
    ]
    lines += [f"property c{number} {claim}" for number, claim in enumerate(CLAIMS)]
    return load_text("\n".join(lines), f"{seed}.policy")


def unread(reason: str | None) -> str:
    """Why a claim says nothing, whichever readings are named."""
    return re.sub(r" under the reading .*? of \w+( and .*? of \w+)*(?=[:,]|$)", "", reason or "")


def answered(
    specification: Specification, name: str, read: dict[str, str]
) -> tuple[Verdict, str | None]:
    """The verdict on a claim by some readings, and why."""
    asked = next(it for it in specification.properties if it.name == name)
    asked = replace(asked, fixed_readings=tuple(read.items()))
    (found,) = check(replace(specification, properties=(asked,)), Options()).properties
    return found.verdict, found.reason


@pytest.mark.parametrize("seed", range(3))
def test_what_says_nothing_does_so_by_each_way_of_reading_what_is_not_named(seed: int) -> None:
    specification = drawn(seed)
    vacuous = 0
    for result in check(specification, Options()).properties:
        if result.verdict is not Verdict.VACUOUS:
            continue
        assert result.reason is not None
        named = {
            clause: reading
            for clause in ("first", "second", "stop")
            for reading in ("one", "other")
            if f"{reading} of {clause}" in result.reason
        }
        vacuous += 1
        assert answered(specification, result.name, named)[0] is Verdict.VACUOUS
        if "prohibited" in result.reason:
            continue  # why, and not only that, may depend on the reading
        for clause, read in named.items():
            # By the other reading of what is named the same is possible.
            otherwise = {**named, clause: "one" if read == "other" else "other"}
            verdict, why = answered(specification, result.name, otherwise)
            assert verdict is not Verdict.VACUOUS or unread(why) != unread(result.reason), why
    assert vacuous


BY_DATE = """governance "By date"
party Ann
party Bob
party Cem
body Board members Ann, Bob, Cem quorum none
decision substance urgent : yes or no
power first requires majority of members in Board
rule second limits first when urgent
  requires reading one: consent of Ann in Board reading other: consent of Bob in Board
timeline on 2020-01-01 Cem is suspended from Board on 2020-06-01 Cem is restored to Board
property always Cem can block every decision from 2019-01-01 to 2020-12-31
"""


def test_by_date_no_reading_is_named_where_it_fails_by_all() -> None:
    specification = load_text(BY_DATE, "by_date.policy")
    found = check(specification, Options())
    (result,) = found.properties
    assert result.verdict is Verdict.FAILS
    assert result.every_reading
    said = str(render_text([found], explain=False, colour=False))
    assert "from 2020-01-01 to 2020-05-31: fails\n" in said


DISPUTED = """governance "Disputed"
party Ann
party Bob
party Cem
body Board members Ann, Bob, Cem quorum none
decision substance urgent : yes or no
power first requires majority of members in Board
power slow requires consent of Ann in Board then consent of Bob in Board
rule promised limits first when urgent requires consent of Cem in Board
  status disputed
property calm Cem can block every decision when not urgent under first
property hasty Ann can block every decision when urgent under first
property twice Cem can block every decision under slow
"""


def test_a_story_names_no_reading_of_a_clause_that_would_not_apply_by_any() -> None:
    found = check(load_text(DISPUTED, "disputed.policy"), Options())
    for result in found.properties:
        assert result.verdict is Verdict.FAILS
        assert result.every_reading
        (state,) = result.states
        assert state.scenario is not None
        said = "\n".join(state.scenario.text)
        assert ("Read so" in said) is (result.name == "hasty"), said


def test_what_is_assumed_of_several_meetings_is_where_a_claim_is_about_some() -> None:
    found = check(load_text(DISPUTED, "disputed.policy"), Options())
    for result in found.properties:
        several = any("between the meetings" in each.text for each in result.assumptions)
        assert several is (result.name == "twice")
