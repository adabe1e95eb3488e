"""Where the abstract state is not wide enough for a proof: then nothing is claimed."""

from __future__ import annotations

from collections.abc import Iterator

from policy_dsl.model import ConsentAct, Given, Specification, Who
from policy_dsl.model.traverse import (
    all_requirements,
    all_whos,
    requirement_atoms,
)
from verifier.changing.problem import Problem
from verifier.changing.saturation import Saturated
from verifier.encoding.points import Item, Point
from verifier.words import changing as words


def blind_spots(problem: Problem, made: Saturated) -> str | None:
    """Why "cannot happen" would be too much to say; None where nothing stands against it."""
    specification = problem.encoding.specification
    for body in specification.bodies:
        if Point(Item("newcomers", body.name), "some") not in made.reached:
            continue
        if any(who.attribute is not None for who in all_whos(specification)):
            return words.newcomers_and_attributes(body.name)
        weighs = any(party.weights for party in specification.parties)
        if weighs and problem.inquiry.shows:
            return words.newcomers_and_weights(body.name)
    for body in specification.bodies:
        for party in specification.parties:
            if party.size == 1:
                continue
            item = Item("seat", body.name, party.name)
            moved = [p for p in made.reached if p.item == item and p not in problem.beginning]
            if moved and any(
                body.name in who.bodies for who in _elsewhere(specification, body.name)
            ):
                return words.cohort_moves(party.name, body.name)
    return None


def _elsewhere(specification: Specification, body: str) -> Iterator[Who]:
    """Groups that mean a body's members where something else than votes in that body is counted."""
    for requirement in all_requirements(specification):
        for atom in requirement_atoms(requirement):
            if isinstance(atom, Given):
                continue
            here = getattr(atom, "body", None) or getattr(
                getattr(atom, "tally", None), "body", None
            )
            who = getattr(atom, "who", None) or getattr(atom, "among", None)
            if who is not None and (isinstance(atom, ConsentAct) or here != body):
                yield who
    for clause in specification.recusals:
        if clause.body != body:
            yield clause.excluded
