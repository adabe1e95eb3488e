"""What the matrix says, as claims of the language."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date

from policy_dsl.model import (
    Alone,
    And,
    CanBlock,
    CannotBlock,
    CanPass,
    Claim,
    Coalition,
    Condition,
    EffectPattern,
    EveryCanPass,
    Latest,
    Manner,
    NoneCanPass,
    Not,
    OnDate,
    Or,
    Part,
    PartySet,
    Specification,
    Touches,
    When,
    Who,
)
from policy_dsl.model.traverse import condition_atoms
from policy_dsl.records import replace
from policy_dsl.state import interval_on, intervals
from verifier.results.matrix import Matrix, MatrixCell
from verifier.results.statement import Said, Statement, alone


def statements(
    specification: Specification, it: Matrix, at: date | None = None
) -> tuple[Statement, ...]:
    """All that is said of classes of decisions that the language can describe; `at` as the matrix was asked for.

    Of rules that are listed power by power nothing: such rows speak of one power alone.
    """
    when: When = Latest() if at is None else OnDate(at)
    interval = intervals(specification)[-1] if at is None else interval_on(specification, at)
    in_force = [p.name for p in specification.powers if p.name in interval.state.in_force]
    return tuple(
        replace(said, at=when, claim=leaving_aside(said.claim, it.never))
        for row in it.rows
        if row.exact and not row.power
        for cell in row.cells
        for reading in cell.readings or ({},)
        for said in _of_cell(specification, row.condition, cell, reading, in_force)
        if not (_by_effects(specification, row.recusals) and _leaves_effects_aside(said))
    )


def _by_effects(specification: Specification, recusals: Sequence[str]) -> bool:
    """Whether some of these recusals keep those from voting to whom the decision does something."""
    return any(each.excluded.by_effects for each in specification.recusals if each.name in recusals)


def _leaves_effects_aside(said: Statement) -> bool:
    """Whether its claim is of decisions that change nothing but what is named, of fewer decisions than a row is."""
    match said.said:
        case Said.CAN_PASS:
            return not said.holds
        case Said.STOPS_SOME | Said.FEWER_DO_NOT_CARRY | Said.SO_MANY_BLOCK | Said.SO_MANY_CARRY:
            return True
        case _:
            return False


def leaving_aside(claim: Claim, never: Sequence[Touches]) -> Claim:
    """A claim that decisions can pass leaves aside what no power may do, as the rows do; others need not say so.

    Such a claim is of decisions that change only what it names somewhere, if only to deny it of some of them.
    """
    match claim:
        case EveryCanPass(when) | CanPass(_, when):
            named = [each for each in condition_atoms(when) if isinstance(each, Touches)]
            aside = [
                each
                for each in never
                if any(_overlap(each, other) for other in named) and _may_have(when, each)
            ]
            parts = when.parts if isinstance(when, And) else (when,)
            return replace(claim, when=And((*parts, *map(Not, aside)))) if aside else claim
        case _:
            return claim


def _may_have(it: Condition, change: Touches) -> bool:
    """Whether some of the decisions of which it is true may change so, as far as it says by denying changes."""
    match it:
        case Not(Touches(patterns=denied)):
            return not all(any(_covers(d, pattern) for d in denied) for pattern in change.patterns)
        case And(parts):
            return all(_may_have(part, change) for part in parts)
        case Or(parts):
            return any(_may_have(part, change) for part in parts)
        case _:
            return True


def _covers(one: EffectPattern, other: EffectPattern) -> bool:
    """Whether every effect of the other is of the one, too."""
    return (
        one.kind is other.kind
        and (
            one.targets is None
            or (other.targets is not None and set(other.targets) <= {*one.targets})
        )
        and one.party in (None, other.party)
    )


def _overlap(one: Touches, other: Touches) -> bool:
    """Whether one effect may be of both."""
    return any(
        a.kind is b.kind
        and (a.targets is None or b.targets is None or bool(set(a.targets) & set(b.targets)))
        and (a.party is None or b.party is None or a.party == b.party)
        for a in one.patterns
        for b in other.patterns
    )


def _of_cell(
    specification: Specification,
    when: Condition,
    cell: MatrixCell,
    reading: Mapping[str, str],
    powers: list[str],
) -> Iterator[Statement]:
    if cell.undetermined is not None:
        return
    ways = {way.power for way in cell.powers}
    for name in powers:
        if name not in ways:
            yield Statement(Said.NOT_TAKEN_BY, NoneCanPass(when), True, name, reading)
    if cell.can_pass == "none":
        if not powers:
            return  # where no power is in force, that nothing can pass says nothing
        yield Statement(Said.CANNOT_PASS, NoneCanPass(when), True, None, reading)
        return
    every = cell.can_pass == "every"
    yield Statement(Said.CAN_PASS, EveryCanPass(when), every, None, reading)
    if not every:
        yield Statement(Said.SOME_CAN_PASS, NoneCanPass(when), False, None, reading)
    yield from _of_holders(specification, when, cell, reading)
    yield from _of_numbers(specification, when, cell, reading)


def _of_holders(
    specification: Specification, when: Condition, cell: MatrixCell, reading: Mapping[str, str]
) -> Iterator[Statement]:
    """Who blocks alone: every such decision, some, or none."""
    always = {name: holder.always for holder in cell.holders for name in holder.parties}
    for party in specification.parties:
        blocks = CanBlock(alone(party), when, Manner.AGAINST)
        cannot = CannotBlock(alone(party), when, Manner.AGAINST)
        match always.get(party.name):
            case True:
                yield Statement(Said.STOPS_AT_FIRST, blocks, True, None, reading)
            case False:
                yield Statement(Said.STOPS_SOME, cannot, False, None, reading)
                yield Statement(Said.STOPS_NOT_ALL, blocks, False, None, reading)
            case None:
                yield Statement(Said.STOPS_NONE, cannot, True, None, reading)


def _of_numbers(
    specification: Specification, when: Condition, cell: MatrixCell, reading: Mapping[str, str]
) -> Iterator[Statement]:
    """Fewer than these do not suffice for every decision; and of rules by which nobody is named, these do."""
    all_of_them = everybody(specification)
    if all_of_them is None:
        return
    named = any(isinstance(a.type, PartySet) for a in specification.attributes)
    if cell.block is not None and cell.block.most is not None:
        number = cell.block.most
        for who in _together(all_of_them, number - 1, Alone.NONE):
            blocks = CanBlock(who, when, Manner.AGAINST)
            yield Statement(Said.FEWER_DO_NOT_BLOCK, blocks, True, None, reading)
        for who in () if named else _together(all_of_them, number, Alone.SOME):
            blocks = CanBlock(who, when, Manner.AGAINST)
            yield Statement(Said.SO_MANY_BLOCK, blocks, True, None, reading)
    if cell.carry is not None and cell.carry.most is not None:
        number = cell.carry.most
        for who in _together(all_of_them, number - 1, Alone.NONE):
            yield Statement(Said.FEWER_DO_NOT_CARRY, CanPass(who, when), True, None, reading)
        for who in () if named else _together(all_of_them, number, Alone.SOME):
            yield Statement(Said.SO_MANY_CARRY, CanPass(who, when), True, None, reading)


def everybody(specification: Specification) -> Who | None:
    """A group or body to which every party belongs, if there is one with several."""
    wanted = {party.name for party in specification.parties}
    if sum(party.size for party in specification.parties) < 2:
        return None
    for group in specification.groups:
        if wanted == set(group.who.certain):
            return group.who
    for body in specification.bodies:
        if wanted == {seat.party for seat in body.members} and not specification.events:
            return Who(body.name, bodies=(body.name,))
    return None


def _together(everybody: Who, number: int, how: Alone) -> Iterator[Coalition]:
    if number == 1 and how is Alone.NONE:
        yield Coalition((Part(everybody),), how)
    elif number >= 1:
        yield Coalition((Part(everybody, number),), how)
