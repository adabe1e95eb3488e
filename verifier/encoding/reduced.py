"""The terms of a reduced specification, tied to those of the whole one: both speak of the same decision.

In the reduced specification fewer things tell parties apart, so each of its cells holds voters of several cells of the
whole one; it has as many as these together.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

import z3

from policy_dsl.model import Party, Specification, Who
from policy_dsl.records import dataclass
from policy_dsl.state import State
from verifier.encoding.adoption import Encoding, encode
from verifier.encoding.cells import Cell
from verifier.encoding.classes import VoterClass, voter_classes
from verifier.encoding.terms import Bool, Int, both, negation, same, term, total, where


@dataclass(frozen=True)
class Tied:
    """The reduced encoding, and what makes its decision the one of the whole encoding.

    `named` is false where no attribute names parties there: all decisions are decided by the same votes.
    """

    encoding: Encoding
    links: tuple[z3.BoolRef, ...]
    named: bool


def tied(
    whole: Encoding,
    specification: Specification,
    state: State,
    apart: Callable[[Party], object] = lambda party: None,
) -> Tied:
    """`specification` and `state` are reduced from those of `whole`. Parties are told apart by `apart`, too."""
    made = encode(specification, state, _classes(specification, state, apart))
    inside = {
        party.name: cell
        for cell in made.electorate.cells
        for party in cell.voters.parties
        if cell.voters.single
    }
    links: list[z3.BoolRef] = []
    done_to = _done_to(whole, specification)
    for cell in made.electorate.cells:
        # A single voter's attributes are the same variables in both, but for what says what would be done to it.
        if cell.voters.first.name not in inside and not isinstance(cell.size, int):
            # One cell here is several there, so its size is their sum: the decision is the same one, seen with fewer
            # marks.
            links.append(term(same(cell.size, _counted(whole, cell, specification, done_to))))
    for one in whole.electorate.cells if done_to else ():
        party = one.voters.first.name
        for mark, who in done_to.items() if party in inside else ():
            so = both((whole.electorate.belongs(one, who, False),))
            links.append(made.decision.names(mark, party) == so)
    return Tied(made, tuple(links), bool(specification.attributes))


def _classes(
    specification: Specification, state: State, told_apart: Callable[[Party], object]
) -> list[VoterClass]:
    """The classes of voters, those apart who are suspended; named so that no variable is that of the whole encoding."""
    found: list[VoterClass] = []
    for voters in voter_classes(specification):
        apart: dict[tuple[frozenset[str], object], list[int]] = {}
        for index, party in enumerate(voters.parties):
            bodies = frozenset(body for body, name in state.suspended if name == party.name)
            apart.setdefault((bodies, told_apart(party)), []).append(index)
        for indices in apart.values():
            parties = tuple(voters.parties[index] for index in indices)
            found.append(VoterClass(f"those like {parties[0].name}", parties))
    return found


def _done_to(whole: Encoding, specification: Specification) -> dict[str, Who]:
    """The attributes of the reduced specification that say to whom the decision does something."""
    known = {
        who.label: who
        for recusal in whole.specification.recusals
        for who in recusal.excluded.nodes()
        if who.effects
    }
    return {a.name: known[a.name] for a in specification.attributes if a.name in known}


def _counted(
    whole: Encoding, cell: Cell, specification: Specification, done_to: Mapping[str, Who]
) -> Int:
    """How many voters of the whole encoding's cells belong in a cell of the reduced one."""
    marks = {attribute.name for attribute in specification.attributes} - done_to.keys()
    names = {party.name for party in cell.voters.parties}
    parts: list[Int] = []
    for one in whole.electorate.cells:
        if one.voters.first.name not in names:
            continue
        done = [
            _so(whole.electorate.belongs(one, who, False), mark in cell.marks)
            for mark, who in done_to.items()
        ]
        if not one.voters.single:
            if one.marks & marks == cell.marks & marks:
                parts.append(where(both(done), one.size))
            continue
        party = one.voters.first.name
        so = [
            whole.decision.names(mark, party)
            if mark in cell.marks
            else z3.Not(whole.decision.names(mark, party))
            for mark in sorted(marks)
        ]
        parts.append(where(both((*so, *done)), 1))
    return total(parts)


def _so(it: Bool, wanted: bool) -> z3.BoolRef:
    return both((it,)) if wanted else negation(it)
