"""What an amended clause may say: the two extremes of each kind, and a recusal of anybody, in any body.

Whatever else a clause of its kind says lies between the two for any one decision and ballot: it applies or
not, and is met or not.
"""

from __future__ import annotations

from fractions import Fraction

from policy_dsl.model import (
    ALWAYS,
    AllOf,
    AnyClause,
    Composition,
    EffectKind,
    EffectPattern,
    ExceptionTo,
    Given,
    Or,
    Power,
    Prohibition,
    Recusal,
    Requirement,
    Right,
    Rule,
    Successive,
    Versions,
    Who,
)
from policy_dsl.records import dataclass, replace
from policy_dsl.wording import listed

NEVER = Or(())
NOTHING: Requirement = AllOf(())
IMPOSSIBLE: Requirement = Given(NEVER)
EVERY_EFFECT = tuple(EffectPattern(kind) for kind in EffectKind)


@dataclass(frozen=True)
class Wording:
    """What an amended clause now says, and that in a sentence."""

    clause: AnyClause | Right
    text: str


def belonging(right: Right, bodies: tuple[str, ...]) -> Wording:
    """A right of all members and observers of some bodies."""
    now = replace(right, members_of=bodies, observers_of=bodies)
    if not bodies:
        return Wording(now, "belongs to nobody")
    return Wording(now, f"belongs to members and observers of {listed(bodies)}")


def nothing_asked(clause: AnyClause) -> Wording:
    """The wording that asks least of a decision."""
    match clause:
        case Power():
            now = replace(
                clause,
                readings=(),
                when=Versions(plain=ALWAYS),
                requires=Versions(plain=NOTHING),
                grants=EVERY_EFFECT,
            )
            return Wording(now, "covers every decision and requires nothing")
        case Rule():
            # What was read in several ways is read in none any more, so nothing may be left that asks for a reading.
            never = replace(
                clause, readings=(), when=Versions(plain=NEVER), requires=Versions(plain=NOTHING)
            )
            return Wording(never, "applies to no decision at all")
        case Prohibition():
            no_more = replace(clause, readings=(), when=Versions(plain=NEVER))
            return Wording(no_more, "applies to no decision at all")
        case ExceptionTo():
            wide = replace(
                clause,
                readings=(),
                when=Versions(plain=ALWAYS),
                requires=None if clause.requires is None else Versions(plain=NOTHING),
            )
            return Wording(wide, "covers every decision")
        case Recusal():
            nobody = replace(clause, readings=(), when=Versions(plain=NEVER), limits=None)
            return Wording(nobody, "excludes nobody")
        case Composition():
            anybody = replace(clause, most=Fraction(0), share=False, who=Who("nobody"))
            return Wording(anybody, "allows anybody")
        case _:
            return Wording(clause, "says something else, without formal effect")


def at_meetings(it: Wording, meetings: int) -> Wording:
    """The same of a power that is used at so many meetings, one after the other."""
    power = it.clause
    if meetings == 1 or not isinstance(power, Power):
        return it
    stages = tuple(power.requires.under(None) for _ in range(meetings))
    now = replace(power, requires=Versions(plain=Successive(stages)))
    return Wording(now, f"{it.text}, at {meetings} meetings that follow one another")


def stops_everything(clause: AnyClause) -> Wording:
    """The wording that stops most: what no decision can meet; an exception or power that covers nothing."""
    match clause:
        case Power():
            never = replace(
                clause, readings=(), when=Versions(plain=NEVER), requires=Versions(plain=IMPOSSIBLE)
            )
            return Wording(never, "covers no decision")
        case ExceptionTo():
            nowhere = replace(
                clause,
                readings=(),
                when=Versions(plain=NEVER),
                requires=None if clause.requires is None else Versions(plain=IMPOSSIBLE),
            )
            return Wording(nowhere, "covers no decision")
        case Rule():
            now = replace(
                clause,
                readings=(),
                limits=None,
                when=Versions(plain=ALWAYS),
                requires=Versions(plain=IMPOSSIBLE),
            )
            return Wording(now, "demands of every decision what cannot be met")
        case Prohibition():
            all_of_it = replace(clause, readings=(), limits=None, when=Versions(plain=ALWAYS))
            return Wording(all_of_it, "forbids every decision")
        case _:
            return nothing_asked(clause)


def stands_in_the_way(clause: ExceptionTo) -> Wording:
    """An exception to rules and prohibitions that stops what it covers, whatever its own requirement was."""
    wide = replace(
        clause,
        readings=(),
        when=Versions(plain=ALWAYS),
        requires=Versions(plain=IMPOSSIBLE),
    )
    return Wording(wide, "covers every decision, and demands what cannot be met")


def keeping_out(clause: Composition, who: Who, body: str) -> Wording:
    """A composition by which none of `who` may come to sit in a body."""
    now = replace(clause, body=body, most=Fraction(0), share=False, who=who)
    return Wording(now, f"allows none of {who.label} in {body}")


def recusing(
    clause: Recusal,
    who: Who,
    and_counting: bool,
    body: str | None = None,
    limits: tuple[str, ...] | None = None,
) -> Wording:
    """A recusal that excludes `who` from every vote of `body` (None: of the body that it is about already).

    With `limits` only where one of these powers is judged.
    """
    there = clause.body if body is None else body
    now = replace(
        clause,
        readings=(),
        body=there,
        when=Versions(plain=ALWAYS),
        excluded=who,
        and_counting=and_counting,
        limits=limits,
    )
    counting = " and counting" if and_counting else ""
    where = f", now in {there}" if there != clause.body else ""
    on = "" if limits is None else f", where {listed(limits)} decide{'s' * (len(limits) == 1)}"
    return Wording(now, f"excludes {who.label} from voting{counting}{where}{on}")
