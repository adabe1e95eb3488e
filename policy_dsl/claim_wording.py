"""Claims in words, as the language writes them: what is said of a property beside its title and status."""

from __future__ import annotations

from collections.abc import Iterable

from policy_dsl.model import (
    Alone,
    AtMeeting,
    Between,
    CanBeQuorate,
    CanBlock,
    CannotBlock,
    CanPass,
    Claim,
    Coalition,
    EveryCanPass,
    HoldsRight,
    IsMember,
    IsSuspended,
    Latest,
    MakesNoDifference,
    Manner,
    NeverApplies,
    NeverMatters,
    NoneCanPass,
    OnDate,
    Others,
    PassesWith,
    Property,
    ReadingMakesNoDifference,
    Requires,
    SomeCanPass,
    Specification,
    Throughout,
    VoteCarries,
)
from policy_dsl.wording import at_meeting, event, requirement, when


def coalition(it: Coalition) -> str:
    """Who a claim is about: "City", "A and any 2 of G together", "no one of G alone"."""
    if it.alone is Alone.EVERY:
        return f"every one of {it.parts[0].who.label} alone"
    if it.alone is Alone.NONE:
        (part,) = it.parts
        if part.count is not None:
            return f"no {part.count} of {part.who.label} together"
        return f"no one of {part.who.label} alone"
    which = "some" if it.alone is Alone.SOME else "any"
    names = [
        p.who.label if p.count is None else f"{which} {p.count} of {p.who.label}" for p in it.parts
    ]
    if len(it.parts) == 1 and it.parts[0].count is None and it.parts[0].who.single:
        return names[0]
    return f"{' and '.join(names)} together"


def claim(specification: Specification, it: Claim) -> str:
    """A claim: "City can block every decision when kind is policy"."""
    match it:
        case CanBlock(who, cond, manner, others, at):
            acting = how(others, manner, at)
            return f"{coalition(who)} can block every decision{when(cond)}{acting}"
        case CannotBlock(who, cond, manner, others, at):
            acting = how(others, manner, at)
            return f"{coalition(who)} cannot block any decision{when(cond)}{acting}"
        case CanPass(who, cond, others):
            return f"{coalition(who)} can pass every decision{when(cond)}{how(others)}"
        case Requires(cond, needed):
            return f"every decision{when(cond)} requires {requirement(specification, needed)}"
        case PassesWith(cond, needed):
            return f"every decision{when(cond)} passes with {requirement(specification, needed)}"
        case EveryCanPass(cond):
            return f"every decision{when(cond)} can pass"
        case SomeCanPass(cond):
            return f"some decision{when(cond)} can pass"
        case NoneCanPass(cond):
            return f"no decision{when(cond)} can pass"
        case VoteCarries(yes, no, abstaining, body, cond, carries):
            extra = f" with {abstaining} abstaining" if abstaining else ""
            verb = "carries every" if carries else "does not carry any"
            return f"a vote of {yes} to {no}{extra} in {body} {verb} decision{when(cond)}"
        case NeverMatters(who, cond):
            voter = coalition(who).removesuffix(" alone")
            return f"the vote of {voter} never matters to any decision{when(cond)}"
        case NeverApplies(clause, cond):
            return f"{clause} never applies{when(cond)}"
        case MakesNoDifference(clause, cond):
            return f"{clause} makes no difference{when(cond)}"
        case ReadingMakesNoDifference(clause, one, other, cond):
            said = f"whether {clause} is read as {one} or {other} makes no difference"
            return f"{said}{when(cond)}"
        case HoldsRight(party, right, positive):
            return f"{party} {'holds' if positive else 'does not hold'} {right}"
        case IsMember(party, body, positive):
            return f"{party} is {'' if positive else 'not '}a member of {body}"
        case IsSuspended(party, body, positive):
            return f"{party} is {'' if positive else 'not '}suspended from {body}"
        case CanBeQuorate(body, positive):
            return f"{body} {'can' if positive else 'cannot'} be quorate"


def how(others: Others | None, manner: Manner = Manner.AGAINST, at: AtMeeting | None = None) -> str:
    """How those whom a claim is about act, and the others: " by abstaining while the others stay away"."""
    by = "" if manner is Manner.AGAINST and at is None else f" {manner.value}"
    return by + at_meeting(at) + ("" if others is None else f" {others.value}")


def modifiers(it: Property) -> tuple[str, ...]:
    """What qualifies a property's claim: "under override", "on 2019-04-12", "whatever Chair rules"."""
    return tuple(_modifiers(it))


def _modifiers(it: Property) -> Iterable[str]:
    if it.under is not None:
        yield f"under {it.under}"
    match it.at:
        case Latest():
            pass
        case OnDate(day):
            yield f"on {day.isoformat()}"
        case Between(first, last):
            yield f"from {first.isoformat()} to {last.isoformat()}"
        case Throughout():
            yield "throughout"
    if it.supposing:
        yield "supposing " + ", ".join(event(e) for e in it.supposing)
    for clause, reading in it.fixed_readings:
        yield f"under reading {reading} of {clause}"
    for judge in it.free_judges:
        yield f"whatever {judge} rules"
    if it.even_after_amendments:
        yield "even after amendments" + (" unless it leaves" if it.unless_it_leaves else "")
