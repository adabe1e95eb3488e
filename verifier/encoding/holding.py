"""Who belongs to a coalition that a claim speaks of: how many voters of each cell."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

import z3

from policy_dsl.model import Coalition, Part, Who
from policy_dsl.records import dataclass, field
from verifier.encoding.adoption import Encoding
from verifier.encoding.cells import Cell
from verifier.encoding.classes import VoterClass
from verifier.encoding.terms import (
    Bool,
    Int,
    at_least,
    both,
    either,
    is_false,
    is_same,
    is_true,
    same,
    term,
    total,
    where,
)
from verifier.solving.library import CONTEXT


@dataclass
class Holding:
    """How many voters of each cell belong to the coalition (cells not mentioned: none).

    Where it is chosen before the decision, the same for all, `choice` are the variables that say who is chosen, and
    `choice_limits` what makes them a choice; both are among `variables` and `limits`, too. `chosen` says how many of
    each class of voters are then meant. `back`: they act as a claim says at that meeting only, the last or so many
    before it; at the others they are like everybody else.
    """

    held: Mapping[str, Int] = field(default_factory=dict)
    limits: list[z3.BoolRef] = field(default_factory=list)
    variables: list[z3.ExprRef] = field(default_factory=list)
    choice: list[z3.ExprRef] = field(default_factory=list)
    choice_limits: list[z3.BoolRef] = field(default_factory=list)
    chosen: Mapping[str, Int] = field(default_factory=dict)
    back: int | None = None

    def of(self, cell: Cell) -> Int:
        """How many voters of a cell belong to it."""
        return self.held.get(cell.name, 0)

    def at(self, cell: Cell, back: int) -> Int:
        """How many voters of a cell act at a meeting as the claim says."""
        return self.of(cell) if self.back in (None, back) else 0

    def has_all(self, cell: Cell) -> bool:
        """Whether all voters of a cell do, however many are in it."""
        return is_same(self.of(cell), cell.size)


NOBODY = Holding()


def holding(encoding: Encoding, coalition: Coalition) -> Holding:
    """The coalition's voters; where it says "any 7 of G", any such choice.

    "every one of G alone" is any one of G.
    """
    if coalition.chosen_once:
        return _chosen_once(encoding, coalition)
    whole: dict[str, list[Bool]] = {}
    chosen: dict[str, list[Int]] = {}
    sizes: dict[str, Int] = {}
    made = Holding()
    for index, part in enumerate(coalition.parts):
        count = part.count if coalition.alone.value == "together" else 1
        numbers: list[Int] = []
        for cell, inside in _members(encoding, part.who):
            sizes[cell.name] = cell.size
            if count is None:
                assert _told_apart(cell, part.who), part.who.label
                whole.setdefault(cell.name, []).append(inside)
                continue
            number = z3.Int(f"chosen {index} of {cell.name}", CONTEXT)
            made.variables.append(number)
            most = where(inside, cell.size)
            made.limits += [term(at_least(number, 0)), term(at_least(most, number))]
            chosen.setdefault(cell.name, []).append(number)
            numbers.append(number)
        if count is not None:
            # Any numbers that add up are a choice of so many, and each choice has such numbers: of a cell its members
            # are alike.
            made.limits.append(both((total(numbers) == count,)))
    held: dict[str, Int] = {}
    for name, size in sizes.items():
        inside = either(whole.get(name, ()))
        several = chosen.get(name, [])
        if is_true(inside) or not several:
            held[name] = where(inside, size)
            continue
        number = several[0] if len(several) == 1 else _union(made, name, several, size)
        held[name] = where(inside, size, number)
    return Holding(held, made.limits, made.variables)


def _chosen_once(encoding: Encoding, coalition: Coalition) -> Holding:
    """A choice of so many of each class; which cells those of a class are in goes with the decision."""
    classes: dict[str, list[Cell]] = {}
    for cell in encoding.electorate.cells:
        classes.setdefault(cell.voters.name, []).append(cell)
    whole: set[str] = set()
    chosen: dict[str, list[Int]] = {}
    made = Holding()
    for index, part in enumerate(coalition.parts):
        numbers: list[Int] = []
        for name, cells in classes.items():
            if not _declared(encoding, cells[0], part.who):
                continue
            if part.count is None:
                whole.add(name)
                continue
            number = z3.Int(f"chosen {index} of all {name}", CONTEXT)
            made.choice.append(number)
            made.choice_limits += [number >= 0, number <= cells[0].voters.size]
            chosen.setdefault(name, []).append(number)
            numbers.append(number)
        if part.count is not None:
            made.choice_limits.append(both((total(numbers) == part.count,)))
    held: dict[str, Int] = {}
    of_class: dict[str, Int] = {}
    limits: list[z3.BoolRef] = []
    variables: list[z3.ExprRef] = []
    for name, cells in classes.items():
        if name in whole:
            held.update((cell.name, cell.size) for cell in cells)
            of_class[name] = cells[0].voters.size
            continue
        several = chosen.get(name, [])
        if not several:
            continue
        number = several[0]
        if len(several) > 1:
            number = z3.Int(f"chosen of all {name}", CONTEXT)
            made.choice.append(number)
            made.choice_limits += [number <= cells[0].voters.size, number <= total(several)]
            made.choice_limits += [both((number >= each,)) for each in several]
        of_class[name] = number
        if len(cells) == 1:
            held[cells[0].name] = number
            continue
        own = [z3.Int(f"chosen of {cell.name}", CONTEXT) for cell in cells]
        variables += own
        for cell, one in zip(cells, own, strict=True):
            limits += [one >= 0, term(at_least(cell.size, one))]
            held[cell.name] = one
        limits.append(both((same(number, total(own)),)))
    return Holding(
        held,
        [*made.choice_limits, *limits],
        [*made.choice, *variables],
        made.choice,
        made.choice_limits,
        of_class,
    )


def _union(made: Holding, name: str, several: list[Int], size: Int) -> Int:
    """Parts may overlap, so together they hold between the largest of them and their sum."""
    number = z3.Int(f"chosen of {name}", CONTEXT)
    made.variables.append(number)
    made.limits += [number <= size, both((number <= total(several),))]
    made.limits += [both((number >= each,)) for each in several]
    return number


def one_of(voters: VoterClass) -> Part:
    """One of those that nothing tells apart."""
    names = tuple(party.name for party in voters.parties)
    who = Who(names[0], parties=names, single=voters.single)
    return Part(who, None if voters.single else 1)


def _members(encoding: Encoding, who: Who) -> Iterator[tuple[Cell, Bool]]:
    """The cells that may belong to a group, each with whether it does.

    Claims name groups that the decision does not change, so a body stands for those who sit there in the state asked
    about. Where it is open who does, a proof rests on that, too.
    """
    cells = encoding.electorate.cells
    if not encoding.relaxation.opens_holder:
        yield from ((cell, True) for cell in cells if _declared(encoding, cell, who))
        return
    for cell in encoding.electorate.every_cell:
        inside = encoding.electorate.belongs(cell, who, facts=True)
        if not is_false(inside):
            yield cell, inside


def _declared(encoding: Encoding, cell: Cell, who: Who) -> bool:
    return who.means(cell.voters.first.name, encoding.state.seats)


def _told_apart(cell: Cell, who: Who) -> bool:
    """Whether who is meant by name is all of the cell or nobody: not so where nothing that is encoded names them.

    Newcomers have no names, so none of them is meant by name.
    """
    names = [party.name for party in cell.voters.parties]
    return all(len({name in part.parties for name in names}) <= 1 for part in who.nodes())
