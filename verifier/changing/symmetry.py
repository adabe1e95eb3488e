"""Whom of a holder nothing tells apart: an answer for one choice of members is one for others."""

from __future__ import annotations

from collections.abc import Iterator

from policy_dsl.records import replace
from verifier.changing.problem import Problem
from verifier.encoding.classes import voter_classes
from verifier.encoding.terms import Int
from verifier.solving.values import Values


def held_of_each(problem: Problem, values: Values) -> Iterator[tuple[list[Int], int]]:
    """How many of those whom nothing tells apart belong to the holder, as terms and as chosen.

    Theorem: an exchange of two parties of which nothing said, and nothing that may be done, tells one from the other
    maps what decisions reach with one holder to what they reach with the other. Tested against going through all
    choices in tests/changing.
    """
    of_party: dict[str, list[Int]] = {}
    for cell in problem.encoding.electorate.cells:
        of_party.setdefault(cell.voters.first.name, []).append(problem.holding.of(cell))
    for them in interchangeable(problem):
        held = [number for party in them for number in of_party[party]]
        yield held, sum(values.number(number) for number in held)


def interchangeable(problem: Problem) -> list[list[str]]:
    """All parties, those together whom nothing tells apart: neither words, seats at any beginning nor what is open."""
    ask = problem.ask
    specification = replace(ask.specification, properties=(ask.prop,))
    granted = {g.party for power in ask.specification.powers for g in power.grants}
    classes = {
        party.name: index
        for index, voters in enumerate(voter_classes(specification))
        for party in voters.parties
    }
    found: dict[object, list[str]] = {}
    for party in ask.specification.parties:
        name = party.name
        seats = [
            ((body.name, name) in state.seats, (body.name, name) in state.suspended)
            for state in (ask.state, *ask.starts)
            for body in ask.specification.bodies
        ]
        own = name if name in granted else ""
        key = (classes[name], own, tuple(seats), problem.told_apart(name))
        found.setdefault(key, []).append(name)
    return list(found.values())
