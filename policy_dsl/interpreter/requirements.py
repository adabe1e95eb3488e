"""Whether a requirement is met by ballots, and whether a body is quorate."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction
from math import ceil
from math import floor as whole_part

from policy_dsl.decisions import Counts, Vote
from policy_dsl.interpreter.conditions import judge
from policy_dsl.interpreter.counting import Floor
from policy_dsl.interpreter.outcome import Checked, Counted, Numbers, Seated
from policy_dsl.model import (
    AllBut,
    AllOf,
    AnyOf,
    AttendanceTally,
    Attends,
    Base,
    CastingVote,
    Consensus,
    ConsentAct,
    ConsentVote,
    Count,
    Given,
    NoObjection,
    NoObjectionAct,
    NoRejection,
    Quantity,
    Quorate,
    Requirement,
    Rounding,
    Share,
    Successive,
    Tally,
    Turnout,
    Who,
)

MAJORITY = Share(Fraction(1, 2), strict=True)


def quorum(floor: Floor, body: str) -> Checked | None:
    """A body's quorum; None where it has none. It is a rule, so it sees rulings whoever asks."""
    requirement = floor.specification.body[body].quorum
    return None if requirement is None else check(floor, requirement, False, of_quorum=True)


def quorate(floor: Floor, body: str) -> bool:
    """Whether a body can do business."""
    checked = quorum(floor, body)
    return checked is None or checked.met


def _may_count(floor: Floor, it: Tally | Consensus | NoObjection) -> bool:
    """Whether votes on it count: the body is quorate, or they need no quorum."""
    return it.no_quorum or quorate(floor, it.body)


def check(floor: Floor, requirement: Requirement, facts: bool, of_quorum: bool = False) -> Checked:
    """Whether a requirement is met. In a quorum (`of_quorum`) every tally counts attendance."""
    match requirement:
        case AllOf(parts):
            them = tuple(check(floor, part, facts, of_quorum) for part in parts)
            return Checked(requirement, all(c.met for c in them), parts=them)
        case AnyOf(parts):
            them = tuple(check(floor, part, facts, of_quorum) for part in parts)
            return Checked(requirement, any(c.met for c in them), parts=them)
        case Successive(stages):
            last = len(stages) - 1
            them = tuple(
                check(floor.before(last - index), stage, facts, of_quorum)
                for index, stage in enumerate(stages)
            )
            return Checked(requirement, all(c.met for c in them), parts=them)
        case Quorate(body, so):
            attending = quorum(floor, body)
            there = attending is None or attending.met
            them = () if attending is None else (attending,)
            return Checked(requirement, there is so, quorate=there, parts=them)
        case Given(condition):
            judged = judge(floor.situation, condition, facts)
            return Checked(requirement, judged.holds, judged=judged)
        case Tally():
            if of_quorum:
                return _attendance(floor, requirement, requirement, facts)
            return _votes(floor, requirement, facts, against=False)
        case AttendanceTally(tally):
            return _attendance(floor, requirement, tally, facts)
        case Turnout(tally):
            return _turnout(floor, requirement, tally, facts)
        case NoRejection(tally):
            return _no_rejection(floor, requirement, tally, facts, of_quorum)
        case Consensus():
            _no_circle(of_quorum)
            return _no_votes_against(floor, requirement, None, facts)
        case NoObjection(who):
            _no_circle(of_quorum)
            return _no_votes_against(floor, requirement, who, facts)
        case ConsentVote(who, body, need):
            return _members(
                floor, requirement, who, body, need, facts, lambda s: s.entitled, _in_favour
            )
        case Attends(who, body, need):
            return _members(
                floor, requirement, who, body, need, facts, lambda s: s.counts, _attending
            )
        case ConsentAct(who, need):
            return _acts(floor, requirement, who, need, facts)
        case NoObjectionAct(who):
            return _no_acts_against(floor, requirement, who, facts)
        case CastingVote(body):
            cast = floor.casting(body)
            return Checked(requirement, cast is Vote.FOR, casting=cast)


def _no_circle(of_quorum: bool) -> None:
    if of_quorum:
        raise ValueError("a quorum cannot ask for votes that need a quorum")


# --- tallies -------------------------------------------------------------------------------------


def measured(quantity: Quantity, counted: int, base: int | None, heads: int) -> Numbers:
    """What is counted against a quantity of a base."""
    match quantity:
        case Share(fraction, strict, rounding):
            assert base is not None
            return Numbers(counted, base, _rounded(fraction * base, rounding), strict, heads)
        case Count(number, strict):
            return Numbers(counted, base, number, strict, heads)
        case AllBut(number):
            assert base is not None
            return Numbers(counted, base, base - number, False, heads)


def _rounded(share: Fraction, rounding: Rounding | None) -> Fraction | int:
    match rounding:
        # A fraction of votes is reached by the next whole number, so nothing is rounded unless the rules say so.
        case None:
            return share
        case Rounding.UP:
            return ceil(share)
        case Rounding.DOWN:
            return whole_part(share)
        case Rounding.NEAREST:
            return whole_part(share + Fraction(1, 2))


def _base(floor: Floor, tally: Tally, count: Counted) -> int | None:
    match tally.base:
        case Base.MEMBERS:
            return count.members
        case Base.NOT_ABSTAINING:
            return count.members - count.abstaining
        case Base.PRESENT:
            return count.present
        case Base.CAST:
            return count.cast
        case Base.SEATS:
            return floor.seats(tally.body)
        case None:
            return None


def _votes(floor: Floor, tally: Tally, facts: bool, against: bool) -> Checked:
    """A tally of votes for (or `against`): quorate, one such vote, and enough of them.

    A majority of votes cast at a tie is met if and only if the casting vote is cast that way.
    """
    count = floor.count(tally.body, tally.among, tally.weight, facts)
    counted = count.against if against else count.in_favour
    heads = count.heads_against if against else count.heads_in_favour
    if tally.abstentions:
        counted += count.abstaining
    numbers = measured(tally.quantity, counted, _base(floor, tally, count), heads)
    is_quorate = _may_count(floor, tally)
    chair = floor.specification.body[tally.body].chair
    tie = (
        chair is not None
        and chair.casting_vote
        and tally.quantity == MAJORITY
        and tally.base is Base.CAST
        and tally.among is None
        and not tally.abstentions
        and count.in_favour == count.against >= 1
    )
    casting = floor.casting(tally.body) if tie else None
    # A tie is not more than half, so where it matters the numbers alone are never enough.
    way = Vote.AGAINST if against else Vote.FOR
    enough = numbers.enough or casting is way
    return Checked(
        tally,
        is_quorate and heads >= 1 and enough,
        quorate=is_quorate,
        numbers=numbers,
        tie=tie,
        casting=casting,
    )


def _attendance(floor: Floor, requirement: Requirement, tally: Tally, facts: bool) -> Checked:
    """A tally of those who attend. It needs no quorum, but somebody attending."""
    count = floor.count(tally.body, tally.among, tally.weight, facts)
    numbers = measured(
        tally.quantity, count.present, _base(floor, tally, count), count.heads_present
    )
    return Checked(requirement, numbers.enough and numbers.heads >= 1, numbers=numbers)


def _turnout(floor: Floor, requirement: Requirement, tally: Tally, facts: bool) -> Checked:
    """A tally of those who vote for or against. It needs no quorum, but one such vote."""
    count = floor.count(tally.body, tally.among, tally.weight, facts)
    heads = count.heads_in_favour + count.heads_against
    numbers = measured(tally.quantity, count.cast, _base(floor, tally, count), heads)
    return Checked(requirement, numbers.enough and heads >= 1, numbers=numbers)


def _no_rejection(
    floor: Floor, requirement: Requirement, tally: Tally, facts: bool, of_quorum: bool
) -> Checked:
    """The body is quorate and the tally of votes against is not met."""
    _no_circle(of_quorum)
    rejection = _votes(floor, tally, facts, against=True)
    return Checked(
        requirement,
        _may_count(floor, tally) and not rejection.met,
        quorate=rejection.quorate,
        parts=(rejection,),
    )


def _no_votes_against(
    floor: Floor, requirement: Consensus | NoObjection, who: Who | None, facts: bool
) -> Checked:
    """The body is quorate, and nobody (of `who`) entitled to vote there votes against."""
    count = floor.count(requirement.body, who, None, facts)
    is_quorate = _may_count(floor, requirement)
    numbers = Numbers(count.against, None, 0, False, count.heads_against)
    return Checked(
        requirement, is_quorate and count.against == 0, quorate=is_quorate, numbers=numbers
    )


# --- members and parties one by one --------------------------------------------------------------


def _in_favour(counts: Counts) -> int:
    return counts.in_favour


def _attending(counts: Counts) -> int:
    return counts.attending


def _members(
    floor: Floor,
    requirement: Requirement,
    who: Who,
    body: str,
    need: int | None,
    facts: bool,
    could: Callable[[Seated], bool],
    did: Callable[[Counts], int],
) -> Checked:
    """Of those of `who` who could, every one did, or at least `need` of them. A single party could, too."""
    able = counted = 0
    for seated in floor.seated[body]:
        if could(seated) and floor.situation.refers(who, seated.party, seated.cell, facts):
            able += seated.number
            counted += did(floor.counts(body, seated))
    needed = able if need is None else need
    # Of a group, whoever could not is not asked; a party that is named is, so that one without a vote consents to
    # nothing.
    if need is None and who.single:
        needed = max(1, able)
    numbers = Numbers(counted, able, needed, False, counted)
    return Checked(requirement, numbers.enough, numbers=numbers)


def _acts(
    floor: Floor, requirement: Requirement, who: Who, need: int | None, facts: bool
) -> Checked:
    """Every one of `who` consents by an act of its own, or at least `need` of them do."""
    everybody = counted = 0
    for party, cell, number in floor.situation.those(who, facts):
        everybody += number
        counted += floor.ballots.consents.get(party, {}).get(cell, 0)
    needed = everybody if need is None else need
    numbers = Numbers(counted, everybody, needed, False, counted)
    return Checked(requirement, numbers.enough, numbers=numbers)


def _no_acts_against(floor: Floor, requirement: Requirement, who: Who, facts: bool) -> Checked:
    """Nobody of `who` objects by an act of its own."""
    objecting = sum(
        floor.ballots.objections.get(party, {}).get(cell, 0)
        for party, cell, _ in floor.situation.those(who, facts)
    )
    numbers = Numbers(objecting, None, 0, False, objecting)
    return Checked(requirement, objecting == 0, numbers=numbers)
