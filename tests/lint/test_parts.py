"""Parts of requirements and quorums, against rules that were written without them, by all ballots."""

from __future__ import annotations

import random
from collections.abc import Mapping
from dataclasses import replace

import pytest

from policy_dsl import examine_text
from policy_dsl.decisions import Decision
from policy_dsl.interpreter import Meeting
from policy_dsl.model import (
    AllOf,
    AnyOf,
    ExceptionTo,
    Power,
    Requirement,
    Rule,
    Specification,
    Successive,
    Versions,
)
from policy_dsl.model.atoms import adjourned, adjournment
from policy_dsl.state import State
from tests.lint.test_against_brute_force import LIMITS, first_fitting, made
from tests.semantics.enumerating import TooLarge, all_ballots, all_readings
from verifier.encoding.classes import voter_classes
from verifier.encoding.clause_parts import ClausePart, left_out
from verifier.encoding.treatment import effect_groups
from verifier.linting.dead_parts import idle_parts
from verifier.linting.lint_context import LintContext
from verifier.solving.answers import Found, Unknown
from verifier.solving.limits import Budget, Limits
from verifier.words import lint as words

NOTHING, NEVER = AllOf(()), AnyOf(())


def without(it: Requirement, path: tuple[int, ...], alternative: bool) -> Requirement:
    """The requirement with a part taken out of it."""
    if not path:
        return NEVER if alternative else NOTHING
    first, *rest = path
    made = adjournment(it)
    if made is not None:
        inner = without((made.first, made.again)[first], tuple(rest), True)
        return adjourned(replace(made, **{("first", "again")[first]: inner}))
    if isinstance(it, Successive):
        stage = without(it.stages[first], tuple(rest), False)
        return replace(it, stages=(*it.stages[:first], stage, *it.stages[first + 1 :]))
    assert isinstance(it, AllOf | AnyOf)
    changed = without(it.parts[first], tuple(rest), isinstance(it, AnyOf))
    return replace(it, parts=(*it.parts[:first], changed, *it.parts[first + 1 :]))


def rewritten(spec: Specification, part: ClausePart) -> Specification:
    """The rules without the part."""
    if part.quorum:
        bodies = tuple(
            replace(body, quorum=without(body.quorum, part.path, False))
            if body.name == part.name and body.quorum is not None
            else body
            for body in spec.bodies
        )
        return replace(spec, bodies=bodies)

    def changed(versions: Versions[Requirement]) -> Versions[Requirement]:
        if part.reading is None:
            return replace(versions, plain=without(versions.under(None), part.path, False))
        it = without(versions.by_reading[part.reading], part.path, False)
        return replace(versions, by_reading={**versions.by_reading, part.reading: it})

    clauses = tuple(
        replace(clause, requires=changed(clause.requires))
        if clause.name == part.name
        and isinstance(clause, Power | Rule | ExceptionTo)
        and clause.requires is not None
        else clause
        for clause in spec.clauses
    )
    return replace(spec, clauses=clauses)


def matters(spec: Specification, state: State, part: ClausePart, decisions: list[Decision]) -> bool:
    """Some decision and ballots have another outcome without the part."""
    other = rewritten(spec, part)

    def differs(readings: Mapping[str, str], put: Decision) -> bool:
        one, two = (Meeting(each, state, readings, put) for each in (spec, other))
        return any(one.adopted(b) != two.adopted(b) for b in all_ballots(one, 600))

    return any(
        differs(readings, put) for readings in all_readings(spec, state, {}) for put in decisions
    )


def judged(spec: Specification) -> bool:
    """Every part is said to make a difference just where it does."""
    state, decisions = made(spec, 24)
    effects = effect_groups(spec, state)
    decisions = [put for put in decisions if not put.effects & set(effects.never)]
    asked = left_out(spec, state, voter_classes(spec), effects.watched)
    compared = 0
    for part, flag in asked.of.items():
        try:
            expected = matters(spec, state, part, decisions)
        except TooLarge:
            continue
        answer = asked.question.ask(Budget(LIMITS), [flag])
        assert isinstance(answer, Found) == expected, part
        assert not isinstance(answer, Unknown)
        compared += 1
    return compared > 0


# The third takes as long as all others together.
@pytest.mark.parametrize("seed", sorted({*range(20)} - {3}))
def test_random_models(seed: int) -> None:
    first_fitting(seed, judged)


SHARES = (
    "majority",
    "at least 2/3",
    "unanimity",
    "at least 1/2",
    "all but 1",
    "at least 2",
    "at least 1/3",
)
BASES = ("members", "those present", "votes cast")


def layered(rng: random.Random) -> Specification:
    """One body in which several thresholds are asked for at once, or in any of several ways, beside a quorum."""

    def threshold() -> str:
        return f"{rng.choice(SHARES)} of {rng.choice(BASES)} in Board"

    one, two, three = threshold(), threshold(), threshold()
    requirement = rng.choice(
        (one, f"{one} and {two}", f"{one} or {two}", f"{one} and ({two} or {three})")
    )
    quorum = rng.choice(
        ("none", "majority of members", "at least 2 of members", "all but 1 of members")
    )
    text = f"""governance "Layers"
parties 3 Member
body Board members Member quorum {quorum}
decision
  substance urgent : yes or no
power motion requires {requirement}
rule further limits motion when urgent requires {threshold()}
"""
    read = examine_text(text, "layers.policy")
    assert read.specification is not None, text
    return read.specification


@pytest.mark.parametrize("seed", range(30))
def test_thresholds_beside_one_another(seed: int) -> None:
    """Most of what stands beside a stronger threshold is idle, and so are many quorums."""
    assert judged(layered(random.Random(seed)))


IDLE_QUORUM = """governance "Vote of no confidence"
parties 60 Elector
body Electors members Elector
  quorum at least 50% of members
power no_confidence requires at least 2/3 of members in Electors
"""


def found(text: str, limits: Limits = LIMITS) -> LintContext:
    read = examine_text(text, "parts.policy")
    assert read.specification is not None
    room = LintContext(read.specification, limits)
    idle_parts(room)
    return room


ADJOURNED = """governance "Layers"
party A
body Board members A quorum at least 1 of members
power motion requires majority of votes cast in Board or at an adjourned meeting of Board
  {again} with quorum none
"""


@pytest.mark.parametrize(
    "again", ["at least 1 of members in Board", "no objection from A in Board"]
)
def test_what_is_asked_at_an_adjourned_meeting(again: str) -> None:
    read = examine_text(ADJOURNED.format(again=again), "adjourned.policy")
    assert read.specification is not None, read.diagnostics
    assert judged(read.specification)


def test_a_quorum_beside_a_share_of_all() -> None:
    (finding,) = found(IDLE_QUORUM).findings
    assert (finding.code, finding.kind, finding.subject) == (words.PART, "body", "Electors")
    # Where the dissolution takes two thirds of those there it is the quorum that asks for thirty.
    assert not found(IDLE_QUORUM.replace("2/3 of members", "2/3 of those present")).findings


def test_a_part_of_an_idle_clause_is_not_told() -> None:
    both = "majority of members in Electors and at least 1/2 of members in Electors"
    rule = f"rule also limits no_confidence requires {both}"
    text = IDLE_QUORUM.replace("quorum at least 50% of members", "quorum none") + rule + "\n"
    assert not found(text).findings


def test_a_limit_leaves_every_part_open() -> None:
    room = found(IDLE_QUORUM, Limits(steps=1))
    assert not room.findings
    assert {each.subject for each in room.open} >= {"quorum of Electors"}


def test_a_part_that_matters_at_some_time_is_not_idle() -> None:
    """Before the rule takes effect nothing else asks for as much."""
    rule = "rule firm limits no_confidence requires at least 3/4 of members in Electors\n"
    power = "requires majority of members in Electors and at least 2/3 of votes cast in Electors"
    text = IDLE_QUORUM.replace("requires at least 2/3 of members in Electors", power)
    text = text.replace("quorum at least 50% of members", "quorum none")
    always = found(text + rule)
    (finding,) = always.findings  # all that the power requires itself, so none of its parts
    assert (finding.kind, finding.subject) == ("power", "no_confidence")
    later = found(text + rule + "timeline\n  on 2020-01-01  firm takes effect\n")
    assert not later.findings


def test_a_quorum_that_another_power_does_without_is_not_said_to_be_there_anyway() -> None:
    """What passes may pass with fewer than the quorum that makes no difference."""
    by_letter = "power letter requires at least 1/3 of members in Electors with quorum none\n"
    text = IDLE_QUORUM.replace("2/3", "1/3") + by_letter
    (finding,) = found(text).findings
    assert (finding.code, finding.kind, finding.subject) == (words.PART, "body", "Electors")
    assert finding.instead.endswith("has as many there anyway, or passes without that.")


@pytest.mark.parametrize(
    "quorum", ["with quorum at least 1 of members", "and attendance of at least 1 of members"]
)
def test_a_part_is_quoted_as_the_file_has_it(quorum: str) -> None:
    text = f"""governance "Club"
parties 3 Member
body Board members Member quorum none
power p requires at least 2 of members in Board {quorum} in Board
"""
    (said,) = (finding.why for finding in found(text).findings)
    assert f"{quorum.removeprefix('and ')} in Board" in said
