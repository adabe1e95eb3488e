"""Bodies whose members are those of others: who sits there is worked out here by hand, and it matters."""

from __future__ import annotations

import random
from dataclasses import replace

import pytest

from policy_dsl.change import Newcomers, after_decision, begin, leaving
from policy_dsl.decisions import Ballots
from policy_dsl.interpreter import decide, possible_effects
from policy_dsl.model import (
    NOWHERE,
    Body,
    Effect,
    EffectKind,
    Seat,
    Specification,
)
from policy_dsl.state import State, initial_state, intervals
from tests.semantics.building import body, cohort, of, party, pattern, power, specification
from tests.semantics.generator import LARGER, ORDINARY, Case, Maker
from verifier.changing.lock_outs import lock_outs
from verifier.solving.limits import Budget, Limits

CASES = 400


def listed(spec: Specification) -> Specification:
    """The plain form: the members that such a body has at first, by name, whatever becomes of the others."""
    first = initial_state(spec)

    def plain(it: Body) -> Body:
        them = tuple(Seat(p, NOWHERE) for where, p in sorted(first.seats) if where == it.name)
        return replace(it, members=them, those_of=()) if it.those_of else it

    return replace(spec, bodies=tuple(map(plain, spec.bodies)))


def adopted(spec: Specification, state: State, case: Case) -> bool:
    """By these ballots, as far as those who gave them have a vote."""

    def theirs(given: Ballots) -> Ballots:
        votes = {seat: cells for seat, cells in given.votes.items() if state.votes_in(*seat)}
        return replace(given, votes=votes, earlier=tuple(map(theirs, given.earlier)))

    return decide(spec, state, case.readings, case.decision, theirs(case.ballots)).adopted


def compared() -> tuple[int, int]:
    """How many decisions were put to both forms, and how many of them have another outcome."""
    cases = otherwise = seed = 0
    while cases < CASES:
        maker = Maker(
            random.Random(seed), replace(ORDINARY, following=1.0, meetings=0, cohorts=False)
        )
        seed += 1
        spec = maker.specification()
        if not spec.following:
            continue
        plain = listed(spec)
        for it in (maker.case(spec) for _ in range(4)):
            at = [each.state for each in intervals(spec)].index(it.state)
            there = intervals(plain)[at].state
            cases += 1
            otherwise += adopted(plain, there, it) != adopted(spec, it.state, it)
    return cases, otherwise


def test_the_plain_form_is_another_outcome() -> None:
    cases, otherwise = compared()
    assert otherwise * 100 >= cases, (otherwise, cases)


@pytest.mark.parametrize("shape", [ORDINARY, LARGER])
def test_who_sits_there(shape: object) -> None:
    """One who has a seat in any of the others, with a vote where it has one in any."""
    joint = 0
    for seed in range(60):
        maker = Maker(random.Random(seed), replace(shape, following=1.0))  # type: ignore[type-var]
        spec = maker.specification()
        for it in spec.bodies if len(spec.bodies) > 1 else ():
            joint += len(it.those_of) > 1
            for state in (each.state for each in intervals(spec)):
                for name in spec.party if it.those_of else ():
                    sits = any((other, name) in state.seats for other in it.those_of)
                    votes = any(state.votes_in(other, name) for other in it.those_of)
                    assert ((it.name, name) in state.seats, state.votes_in(it.name, name)) == (
                        sits,
                        votes,
                    )
    assert joint > 5


def congress() -> Specification:
    return specification(
        *map(party, ("Ada", "Ben", "Cleo")),
        body("House", "Ada Ben"),
        body("Senate", "Ben"),
        replace(body("Congress", ""), those_of=("House", "Senate")),
        replace(body("Whole", ""), those_of=("Congress",)),
        power("law", of("majority", "members", "Whole")),
    )


def test_seats_change_where_they_are() -> None:
    spec = congress()
    world = begin(spec, initial_state(spec))
    targets = {
        e.target for e in possible_effects(spec, world.state) if e.kind is EffectKind.ADMIT_NEW
    }
    assert targets == {"House", "Senate"}
    with pytest.raises(ValueError, match="those of other bodies"):
        leaving(world, "Ben", "Congress")
    gone = leaving(world, "Ben", "House")
    assert gone.state.votes_in("Whole", "Ben")
    gone = leaving(gone, "Ben", "Senate")
    assert not gone.state.votes_in("Whole", "Ben")
    come = after_decision(
        gone,
        [Effect(EffectKind.ADMIT_NEW, "Senate"), Effect(EffectKind.SUSPEND, "House", "Ada")],
        {"Senate": (Newcomers(3, {}, "Dot"),)},
    )
    assert come.state.votes_in("Whole", "Dot")
    assert ("Congress", "Ada") in come.state.suspended


def test_a_cohort_in_a_joint_session_does_not_lock_the_rules() -> None:
    """What is so of it as it sits there is no number that a search for lock-outs may choose."""
    spec = specification(
        party("Ada"),
        cohort(5, "Deputy"),
        body("House", "Deputy Ada"),
        body("Senate", "Ada"),
        replace(body("Congress", ""), those_of=("House", "Senate")),
        power(
            "law",
            of("majority", "members", "Congress"),
            grants=[pattern("suspend", "House", "Ada")],
        ),
    )
    # Once she is suspended there is nothing left to change; decisions can be taken all the same.
    found = lock_outs(spec, initial_state(spec), Budget(Limits()))
    assert [(it.kind, len(it.steps)) for it in found] == [("change", 1)]
