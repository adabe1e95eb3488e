"""One small change to a condition or a requirement: the slips that drafters and programmers make."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from policy_dsl import wording
from policy_dsl.model import (
    ALWAYS,
    AllBut,
    AllOf,
    And,
    AnyOf,
    AttendanceTally,
    Base,
    BodyHas,
    Compare,
    Comparison,
    Condition,
    Count,
    Given,
    IncludesCount,
    NoRejection,
    Not,
    Or,
    Quantity,
    Requirement,
    Rounding,
    Share,
    Specification,
    Successive,
    Tally,
    Turnout,
)
from policy_dsl.model.atoms import (
    abstentions_outweigh,
    adjourned,
    adjournment,
    bodies_in_requirement,
    requirement_atoms,
)
from policy_dsl.records import replace
from verifier.words import mutating as say

NOTHING = AllOf(())
_NEIGHBOUR = {
    Comparison.BELOW: Comparison.AT_MOST,
    Comparison.AT_MOST: Comparison.BELOW,
    Comparison.AT_LEAST: Comparison.ABOVE,
    Comparison.ABOVE: Comparison.AT_LEAST,
}

# What kind of slip, and how the changed part reads before and after.
Slip = tuple[str, str, str]


def changed_conditions(condition: Condition) -> Iterator[tuple[Condition, Slip]]:
    """Every condition with one slip."""
    for changed, kind in _conditions(condition):
        yield changed, (kind, say.when(wording.condition(condition)), _when(changed))


def _when(condition: Condition) -> str:
    return say.ALWAYS if condition == ALWAYS else say.when(wording.condition(condition))


def _conditions(condition: Condition) -> Iterator[tuple[Condition, str]]:
    match condition:
        case Compare(attribute, comparison, value):
            if comparison in _NEIGHBOUR:
                yield Compare(attribute, _NEIGHBOUR[comparison], value), say.BOUNDARY
            else:
                yield Compare(attribute, Comparison.AT_LEAST, value), say.BOUNDARY
        case IncludesCount(comparison=comparison) | BodyHas(comparison=comparison):
            near = _NEIGHBOUR.get(comparison, Comparison.AT_LEAST)
            yield replace(condition, comparison=near), say.BOUNDARY
        case Not(part):
            for changed, kind in _conditions(part):
                yield Not(changed), kind
        case And(parts) | Or(parts) if len(parts) > 1:
            other = Or if isinstance(condition, And) else And
            yield other(parts), say.AND_OR
            for index, part in enumerate(parts):
                rest = (*parts[:index], *parts[index + 1 :])
                yield (
                    (rest[0] if len(rest) == 1 else replace(condition, parts=rest)),
                    say.PART_DROPPED,
                )
                for changed, kind in _conditions(part):
                    mixed = (*parts[:index], changed, *parts[index + 1 :])
                    yield replace(condition, parts=mixed), kind
        case _:
            pass


def changed_requirements(
    specification: Specification, requirement: Requirement
) -> Iterator[tuple[Requirement, Slip]]:
    """Every requirement with one slip."""
    before = wording.requirement(specification, requirement)
    bodies = [specification.body[name] for name in bodies_in_requirement(requirement)]
    quorums = any(body.quorum is not None for body in bodies)
    for changed, kind in _requirements(requirement):
        if not _sayable(specification, changed):
            continue
        if quorums or kind != say.QUORUM_ASKED_OR_NOT:
            yield changed, (kind, before, wording.requirement(specification, changed))


def _sayable(specification: Specification, requirement: Requirement) -> bool:
    """Whether seats are counted only where a body says how many it has, and vacant ones in no group or weight."""
    tallies = [getattr(atom, "tally", atom) for atom in requirement_atoms(requirement)]
    return all(
        specification.body[it.body].seats is not None and it.among is None and it.weight is None
        for it in tallies
        if isinstance(it, Tally) and it.base is Base.SEATS
    )


def _requirements(requirement: Requirement) -> Iterator[tuple[Requirement, str]]:
    made = adjournment(requirement)
    if made is not None:
        yield made.first, say.MEETING_DROPPED
        for first, kind in _requirements(made.first):
            yield adjourned(replace(made, first=first)), kind
        for again, kind in _requirements(made.again):
            yield adjourned(replace(made, again=again)), kind
        return
    match requirement:
        case Tally():
            yield from changed_tallies(requirement)
            yield from who_counts(requirement)
        case AttendanceTally(tally) | NoRejection(tally) | Turnout(tally):
            for changed, kind in changed_tallies(tally, _bases(requirement)):
                yield replace(requirement, tally=changed), kind
            yield from who_counts(requirement)
        case Given(condition):
            for inner, kind in _conditions(condition):
                yield Given(inner), kind
        case Successive(stages):
            for index, stage in enumerate(stages):
                rest = (*stages[:index], *stages[index + 1 :])
                yield (rest[0] if len(rest) == 1 else Successive(rest)), say.MEETING_DROPPED
                for changed_stage, kind in _requirements(stage):
                    mixed = (*stages[:index], changed_stage, *stages[index + 1 :])
                    yield replace(requirement, stages=mixed), kind
        case AllOf(parts) | AnyOf(parts) if len(parts) > 1:
            other = AnyOf if isinstance(requirement, AllOf) else AllOf
            yield other(parts), say.AND_OR
            for index, part in enumerate(parts):
                rest = (*parts[:index], *parts[index + 1 :])
                yield (
                    (rest[0] if len(rest) == 1 else replace(requirement, parts=rest)),
                    say.PART_DROPPED,
                )
                for changed_part, kind in _requirements(part):
                    mixed = (*parts[:index], changed_part, *parts[index + 1 :])
                    yield replace(requirement, parts=mixed), kind
        case _:
            pass


def who_counts(requirement: Requirement) -> Iterator[tuple[Requirement, str]]:
    """A number of members with others counted towards it: all who attend, those who vote, or those who vote for."""
    tally = requirement if isinstance(requirement, Tally) else getattr(requirement, "tally", None)
    # Of votes cast or those present it is a majority; of members it may be meant to make a quorum.
    if not isinstance(tally, Tally) or tally.base not in (Base.MEMBERS, Base.SEATS):
        return
    if isinstance(requirement, NoRejection):
        return
    votes_for = replace(tally, abstentions=False, no_quorum=True)
    there = replace(votes_for, no_quorum=False)
    others: tuple[Requirement, ...]
    if isinstance(requirement, Tally):
        others = (AttendanceTally(there), Turnout(there))
    else:
        voting = Turnout if isinstance(requirement, AttendanceTally) else AttendanceTally
        others = (voting(there), votes_for, replace(votes_for, abstentions=True))
    for other in others:
        if other != requirement:
            yield other, say.WHO_COUNTS


def _bases(requirement: Requirement) -> tuple[Base, ...] | None:
    """What it can be measured against, where it counts who comes or takes part; None: it counts votes one way."""
    match requirement:
        case AttendanceTally():
            return (Base.MEMBERS, Base.SEATS)
        case Turnout():
            return tuple(base for base in Base if base is not Base.CAST)
        case _:
            return None


def changed_tallies(
    tally: Tally, bases: tuple[Base, ...] | None = None
) -> Iterator[tuple[Tally, str]]:
    """Every tally with one slip: `>` for `>=`, off by one, another base, abstentions, quorum, whom and what it counts.

    With `bases`, it counts attendance or turnout, of these: abstentions and a quorum are no matter of it. Nothing that
    the language refuses is a slip.
    """
    return (each for each in _slips(tally, bases) if not abstentions_outweigh(each[0]))


def _slips(tally: Tally, bases: tuple[Base, ...] | None) -> Iterator[tuple[Tally, str]]:
    for quantity, kind in _quantities(tally.quantity):
        yield replace(tally, quantity=quantity), kind
    for base in (bases or tuple(Base)) if tally.base is not None else ():
        counts = not isinstance(tally.quantity, Count)  # a number is the same of every base
        if base is not tally.base and counts:
            yield replace(tally, base=base), say.BASE_SWAPPED
    if bases is None:
        if tally.base is not None:
            counted = replace(tally, abstentions=not tally.abstentions)
            # A share that leaves abstentions out comes to be one of all those who are there.
            wide = replace(counted, base=Base.PRESENT)
            yield wide if abstentions_outweigh(counted) else counted, say.ABSTENTIONS
        yield replace(tally, no_quorum=not tally.no_quorum), say.QUORUM_ASKED_OR_NOT
    if tally.among is not None:
        yield replace(tally, among=None), say.SCOPE_OF_COUNT
    if tally.weight is not None:
        yield replace(tally, weight=None), say.HEADS_FOR_WEIGHTS


def _other_shares(share: Share) -> Iterator[tuple[Quantity, str]]:
    """A per cent more or less; where the share is no such number, its numerator off by one; all but one for all."""
    if share == wording.UNANIMITY:
        yield AllBut(1), say.OFF_BY_ONE
    if share in (wording.MAJORITY, wording.UNANIMITY):
        return
    whole = share.fraction.denominator
    step = Fraction(1, 100 if 100 % whole == 0 and whole > 4 else whole)
    for other in (share.fraction + step, share.fraction - step):
        if 0 < other <= 1 and not (other == 1 and share.strict):
            yield replace(share, fraction=other), say.OFF_BY_ONE


def _quantities(quantity: Quantity) -> Iterator[tuple[Quantity, str]]:
    match quantity:
        case Share(fraction, strict, rounding):
            if fraction < 1:
                yield Share(fraction, not strict, rounding), say.STRICT_OR_NOT
            goes_without_saying = Rounding.DOWN if strict else Rounding.UP
            other_way = Rounding.UP if strict else Rounding.DOWN
            for so in () if quantity == wording.UNANIMITY else (None, other_way, Rounding.NEAREST):
                if so not in (rounding, goes_without_saying):
                    yield replace(quantity, rounding=so), say.ROUNDING
            yield from _other_shares(quantity)
        case Count(number, strict):
            for other in (number + 1, number - 1):
                if other + strict >= 1:
                    yield Count(other, strict), say.OFF_BY_ONE
        case AllBut(number):
            for other in (number + 1, number - 1):
                if other >= 0:
                    yield AllBut(other), say.OFF_BY_ONE
