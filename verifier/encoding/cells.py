"""Voters as counters: the cells of each class, who of them belongs to a group, and who has a voting seat.

A cell is the part of a class that exactly certain parties attributes name; its size is a number for the solver
to choose. A class of one voter has one cell, and whether an attribute names it is a truth value.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from functools import cached_property
from itertools import combinations

import z3

from policy_dsl.decisions import NO_ATTRIBUTE
from policy_dsl.decisions import Cell as Marks
from policy_dsl.model import (
    Body,
    BodyHas,
    Comparison,
    EffectKind,
    Includes,
    IncludesCount,
    Specification,
    Who,
)
from policy_dsl.records import dataclass, field, replace
from policy_dsl.state import State
from verifier.encoding.classes import VoterClass, counted_elsewhere
from verifier.encoding.decisions import DecisionTerms
from verifier.encoding.facts import FactKind, Relaxation, TrackedFact
from verifier.encoding.seat_facts import seat_fact
from verifier.encoding.terms import (
    FALSE,
    TRUE,
    Bool,
    Int,
    at_least,
    both,
    either,
    implies,
    less,
    negation,
    number_term,
    same,
    term,
    total,
    where,
)
from verifier.solving.library import CONTEXT


@dataclass(frozen=True)
class Cell:
    """Some voters of a class who are alike in this decision. `marks` are those of `policy_dsl.decisions`.

    `sits`: where a class may sit in part, in which of those bodies they sit that are told apart.
    """

    name: str  # unique, and so all that tells one from another
    voters: VoterClass = field(compare=False)
    marks: Marks = field(compare=False)
    size: Int = field(compare=False)
    sits: frozenset[str] = field(default=frozenset(), compare=False)


@dataclass
class Electorate:
    """All cells, and for each body the number of voting seats that each cell has there.

    `newcomers` are, in a loosened encoding, the members of a body that the specification does not list. As of
    other classes, the parties `attributes` name any number of them; and of the bodies whose members are counted
    elsewhere it is told who of them sits there, too, as it is of classes that may be parted (`parted`).
    """

    specification: Specification
    state: State
    decision: DecisionTerms
    relaxation: Relaxation
    cells: tuple[Cell, ...] = ()
    attributes: tuple[str, ...] = ()
    parted: tuple[str, ...] = ()
    newcomers: dict[str, tuple[Cell, ...]] = field(default_factory=dict)
    seats: dict[tuple[str, str], Int] = field(default_factory=dict)
    # Where seats are open: how many of a cell have a seat, suspended or not.
    sitting: dict[tuple[str, str], Int] = field(default_factory=dict)
    # And where those of a party are in several cells: the least and the most that each has, once it is known of those
    # before it; for the last what is left.
    shares: list[tuple[z3.ArithRef, Int, Int]] = field(default_factory=list)
    _newcomers_done_to: dict[tuple[str, tuple[EffectKind, ...]], Bool] = field(default_factory=dict)
    limits: list[z3.BoolRef] = field(default_factory=list)
    variables: list[z3.ExprRef] = field(default_factory=list)

    def seats_in(self, body: str) -> Iterator[tuple[Cell, Int]]:
        """The cells that may have voting seats there, each with how many."""
        for cell in self.cells:
            number = self.seats.get((body, cell.name), 0)
            if not (isinstance(number, int) and number == 0):
                yield cell, number
        for cell in self.newcomers.get(body, ()):
            yield cell, cell.size

    def held(self, body: str, by: Collection[str] | None = None) -> Int:
        """How many hold a seat there, suspended or not; of these parties, if some are given."""
        parts: list[Int] = []
        for cell in self.cells:
            if by is not None and cell.voters.first.name not in by:
                continue
            if (body, cell.name) in self.sitting:
                parts.append(self.sitting[body, cell.name])
            elif (body, cell.voters.first.name) in self.state.seats:
                parts.append(cell.size)
        if by is None:
            parts += [cell.size for cell in self.newcomers.get(body, ())]
        return total(parts)

    def together(self, parts: Sequence[Int], whole: Int, rooms: Sequence[Int]) -> None:
        """Numbers of a party's several cells, which are variables, make up a whole; each at most its room."""
        self.limits.append(both((same(total(parts), whole),)))
        # The first is that of whom no attribute names, and gets what is left: of the others less is told by accident.
        *others, first = [*zip(parts, rooms, strict=True)][::-1]
        left, behind = whole, total(rooms)
        for part, room in others:
            behind = less(behind, room)
            least = where(at_least(left, behind), less(left, behind))
            most = where(at_least(left, room), room, left)
            self.shares.append((number_term(part), least, most))
            left = less(left, part)
        self.shares.append((number_term(first[0]), left, left))

    @cached_property
    def every_cell(self) -> tuple[Cell, ...]:
        """All cells, those of newcomers last."""
        news = (cell for cells in self.newcomers.values() for cell in cells)
        return (*self.cells, *dict.fromkeys(news))

    def admit(
        self, number: Callable[[str, frozenset[str]], Int], whole: Mapping[str, Int] | None = None
    ) -> None:
        """Newcomers in all bodies; `number` makes of a name, and of where they sit, how many they are.

        Where it is known how many there are in each body, `whole` says so. Those in one body alone whom no attribute
        names are then the rest of these, and no number of their own: what is said of the others is so said whatever
        the whole is, where a sum of numbers would have to be said anew of each.
        """
        bodies = [body.name for body in self.specification.seating]
        elsewhere = counted_elsewhere(self.specification)
        places = {there | {body}: None for body in bodies for there in _sets(elsewhere)}
        cells: list[Cell] = []
        plain: dict[str, Cell] = {}
        for sits in places:
            in_all = f"newcomers in {', '.join(sorted(sits))}"
            for marks in _sets(self.attributes):
                name = _told_apart(in_all, marks)
                rest = whole is not None and len(sits) == 1 and not marks
                size = 0 if rest else number(name, sits)
                there = sits | {f for f, them in self.specification.following if sits & set(them)}
                made = Cell(name, VoterClass(name, ()), marks, size, there)
                if rest:
                    plain.update(dict.fromkeys(sits, made))
                else:
                    cells.append(made)
        for body, cell in plain.items():
            assert whole is not None
            size = less(whole[body], total([each.size for each in cells if body in each.sits]))
            self.limits.append(both((at_least(size, 0),)))
            self.newcomers[body] = (replace(cell, size=size),)
        self.newcomers = {
            body: (
                *self.newcomers.get(body, ()),
                *(cell for cell in cells if body in cell.sits),
            )
            for body in bodies
        }
        for body, them in self.specification.following:
            both_in = (cell for each in them for cell in self.newcomers[each])
            self.newcomers[body] = tuple(dict.fromkeys(both_in))

    def seat_followers(self) -> None:
        """Where the members of a body are those of others, the seats there are theirs, each person's once."""
        for body, them in self.specification.following:
            for cell in self.cells:
                voting = [self.seats[each, cell.name] for each in them]
                sitting = [self.sitting[each, cell.name] for each in them]
                key = (body, cell.name)
                if len(them) == 1:
                    self.seats[key], self.sitting[key] = voting[0], sitting[0]
                    continue
                # Of those who are told by their number, all or none have a seat in a body (see `counted_elsewhere`).
                self.sitting[key] = where(either([it >= 1 for it in sitting]), cell.size)
                if cell.voters.single:
                    self.seats[key] = where(either([it >= 1 for it in voting]), 1)
                else:
                    self.seats[key] = self._voting_in_one(key, voting)

    def _voting_in_one(self, key: tuple[str, str], voting: Sequence[Int]) -> Int:
        """How many have a vote in one body or another: open, where some are suspended here and others there."""
        found = z3.Int(f"votes of {key[1]} in {key[0]}", CONTEXT)
        told, here = self.relaxation, self.relaxation.parts_classes
        # It is chosen with the numbers that it is made of.
        (self.variables if here else told.open_values).append(found)
        limits = self.limits if here else told.constraints
        most = (at_least(total(voting), found), at_least(self.sitting[key], found))
        limits.append(both((*most, *(found >= it for it in (0, *voting)))))
        return found

    def belongs(self, cell: Cell, who: Who, facts: bool) -> Bool:
        """Whether the voters of a cell are among `who`. Classes are formed so that all or none are."""
        parts: list[Bool] = []
        for body in who.bodies:
            if not cell.voters.parties or (body in self.parted and not cell.voters.single):
                parts.append(body in cell.sits)
                continue
            if (body, cell.name) in self.sitting:
                parts.append(self.sitting[body, cell.name] >= 1)
                continue
            parts.append((body, cell.voters.first.name) in self.state.seats)
        if cell.voters.parties and cell.voters.first.name in who.parties:
            parts.append(True)
        if who.attribute is not None:
            mark = self.decision.mark(who.attribute, facts)
            if cell.voters.single:
                parts.append(self.decision.names(mark, cell.voters.first.name))
            else:
                parts.append(mark in cell.marks)
        if who.effects:
            parts.append(self._done_to(cell, who))
        parts += [self.belongs(cell, part, facts) for part in who.also]
        if not who.but:
            return either(parts)
        taken_out = either([self.belongs(cell, part, facts) for part in who.but])
        return both((either(parts), negation(taken_out)))

    def _done_to(self, cell: Cell, who: Who) -> Bool:
        """Whether the decision would do something to the voters of a cell, in any body.

        Newcomers have no effects of their own here: it may do so to any of them, or not.
        """
        if cell.voters.parties:
            return self.decision.touches(who.doing(cell.voters.first.name))
        key = (cell.name, who.effects)
        if key not in self._newcomers_done_to:
            name = f"{who.label}: {cell.name}"
            self._newcomers_done_to[key] = self.relaxation.fresh_bool(name)
        return self._newcomers_done_to[key]

    def includes(self, condition: Includes | IncludesCount | BodyHas, facts: bool) -> z3.BoolRef:
        """The parties attribute includes every one, any, or so many of a group; or so many sit in a body."""
        if isinstance(condition, BodyHas):
            return self._body_has(condition)
        if isinstance(condition, IncludesCount):
            return self._includes_count(condition, facts)
        mark = self.decision.mark(condition.attribute, facts)
        found: list[Bool] = []
        for cell in self.every_cell:
            member = self.belongs(cell, condition.who, facts)
            if cell.voters.single:
                named: Bool = self.decision.names(mark, cell.voters.first.name)
                found.append(implies(member, named) if condition.every else both((member, named)))
            elif condition.every:
                nobody = TRUE if mark in cell.marks else cell.size == 0
                found.append(implies(member, nobody))
            else:
                somebody = cell.size >= 1 if mark in cell.marks else FALSE
                found.append(both((member, somebody)))
        return both(found) if condition.every else either(found)

    def _body_has(self, condition: BodyHas) -> z3.BoolRef:
        if condition.vacant:
            declared = self.specification.body[condition.body].seats
            assert declared is not None
            number = less(declared, self.held(condition.body))
        else:
            among = condition.among
            number = total(
                [
                    seats if among is None else where(self.belongs(cell, among, False), seats)
                    for cell, seats in self.seats_in(condition.body)
                ]
            )
        return _compared(number, condition.comparison, condition.number)

    def _includes_count(self, condition: IncludesCount, facts: bool) -> z3.BoolRef:
        mark = self.decision.mark(condition.attribute, facts)
        named: list[Int] = []
        every: list[Int] = []
        for cell in self.every_cell:
            member = self.belongs(cell, condition.who, facts)
            every.append(where(member, cell.size))
            if cell.voters.single:
                single = self.decision.names(mark, cell.voters.first.name)
                named.append(where(both((member, single)), 1))
            elif mark in cell.marks:
                named.append(where(member, cell.size))
        if not condition.share:
            return _compared(total(named), condition.comparison, int(condition.number))
        share = condition.number
        # A share, as a product of whole numbers. Of nobody none is reached, and any is kept to.
        part = total(named) * share.denominator
        whole = total(every) * share.numerator
        reached = condition.comparison in (Comparison.AT_LEAST, Comparison.ABOVE)
        somebody = at_least(total(every), 1)
        compared = _compared(part, condition.comparison, whole)
        return both((somebody, compared)) if reached else either((negation(somebody), compared))


def _compared(number: Int, comparison: Comparison, limit: Int) -> z3.BoolRef:
    match comparison:
        case Comparison.AT_LEAST:
            return term(at_least(number, limit))
        case Comparison.ABOVE:
            return negation(at_least(limit, number))
        case Comparison.AT_MOST:
            return term(at_least(limit, number))
        case Comparison.BELOW:
            return negation(at_least(number, limit))
        case Comparison.EXACTLY:
            return term(same(number, limit))


def electorate(
    specification: Specification,
    state: State,
    decision: DecisionTerms,
    relaxation: Relaxation,
    classes: Sequence[VoterClass],
    marks: Sequence[str],
) -> Electorate:
    """The cells of `classes` under the parties attributes meant by `marks`, and their seats in `state`."""
    made = Electorate(specification, state, decision, relaxation, attributes=tuple(marks))
    if relaxation.parts_classes:
        made.parted = counted_elsewhere(specification)
    cells: list[Cell] = []
    for voters in classes:
        if voters.single or not (marks or made.parted):
            cells.append(Cell(voters.name, voters, NO_ATTRIBUTE, voters.size))
            continue
        split: list[Cell] = []
        for sits in _sets(made.parted):
            seated = _told_apart(voters.name, sits, "sitting in")
            for chosen in _sets(marks):
                name = _told_apart(seated, chosen)
                size = z3.Int(f"size {name}", CONTEXT)
                made.variables.append(size)
                made.limits.append(size >= 0)
                split.append(Cell(name, voters, chosen, size, sits))
        sizes: list[Int] = [cell.size for cell in split]
        # Each of the class is named by some of the attributes and by no others. So these cells are a partition of it,
        # and any sizes that add up are those of some decision: no voter needs a variable.
        made.limits.append(total(sizes) == voters.size)
        cells += split
    made.cells = tuple(cells)
    for body in specification.bodies:
        if body.seats is not None and _held(specification, state, body.name) > body.seats:
            raise ValueError(f"{body.name} has fewer seats than are held in this state")
    if relaxation.seats_everybody(made):
        _within_seats(made)
        return made
    for body in specification.seating if relaxation.loosened else specification.bodies:
        _seat(made, body)
    if relaxation.loosened:
        made.seat_followers()
        _others_may_sit(made)
        _within_seats(made)
    return made


def _held(specification: Specification, state: State, body: str) -> int:
    return sum(specification.party[party].size for where, party in state.seats if where == body)


def _within_seats(made: Electorate) -> None:
    """Nobody holds a seat beyond those that a body has."""
    for body in made.specification.bodies:
        if body.seats is not None:
            made.limits.append(both((at_least(body.seats, made.held(body.name)),)))


def _seat(made: Electorate, body: Body) -> None:
    listed = {seat.party: seat.place for seat in body.members}
    touched = {e.subject: e for e in made.specification.events if e.body == body.name}
    others = _nobody_else(body)
    for cell in made.cells:
        party = cell.voters.first.name
        _check_alike(made.state, body.name, cell.voters)
        votes = made.state.votes_in(body.name, party)
        written: Int = cell.size if votes else 0
        if not made.relaxation.loosened:
            made.seats[body.name, cell.name] = written
            continue
        fact = others
        if party in listed or party in touched or (body.name, party) in made.state.seats:
            fact = seat_fact(made.state, body, cell.voters, listed.get(party), touched.get(party))
        _open_seat(made, body.name, cell, fact, written)


def _others_may_sit(made: Electorate) -> None:
    """Where it does not stand that nobody else sits in a body, newcomers may."""

    def number(name: str, sits: frozenset[str]) -> z3.ArithRef:
        found = made.relaxation.fresh_int(name, 0, None)
        for body in made.specification.seating:
            if body.name in sits:
                nobody_else = made.relaxation.guard(_nobody_else(body))
                made.relaxation.constraints.append(z3.Implies(nobody_else, found == 0))
        return found

    made.admit(number)


def _nobody_else(body: Body) -> TrackedFact:
    return TrackedFact(FactKind.MEMBERSHIP, body.name, body.place, body.notes)


def _sets(names: Sequence[str]) -> Iterator[frozenset[str]]:
    for count in range(len(names) + 1):
        for chosen in combinations(names, count):
            yield frozenset(chosen)


def _told_apart(name: str, by: frozenset[str], how: str = "in") -> str:
    return f"{name} {how} {', '.join(sorted(by))}" if by else name


def _check_alike(state: State, body: str, voters: VoterClass) -> None:
    """Parties of one class sit alike; a state that says otherwise was not reached by events that name them."""
    for among in (state.seats, state.suspended):
        if len({(body, party.name) in among for party in voters.parties}) > 1:
            raise ValueError(f"{voters.name} do not sit alike in {body}, so they are no class")


def _open_seat(made: Electorate, body: str, cell: Cell, fact: TrackedFact, written: Int) -> None:
    """Where the fact does not stand, they may have joined, left or been suspended."""
    sitting = made.relaxation.fresh_int(f"sitting of {cell.name} in {body}", 0, None)
    voting = made.relaxation.fresh_int(f"seats of {cell.name} in {body}", 0, None)
    sits: Int = cell.size if (body, cell.voters.first.name) in made.state.seats else 0
    made.relaxation.constraints += [
        voting <= sitting,
        # All of a cell sit there or none, as `belongs` takes them; how many of them may vote is open.
        z3.Or(sitting == 0, sitting == cell.size),
        z3.Implies(made.relaxation.guard(fact), z3.And(voting == written, sitting == sits)),
    ]
    made.seats[body, cell.name] = voting
    made.sitting[body, cell.name] = sitting
