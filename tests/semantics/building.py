"""Models written tersely in Python, for tests of meaning that should not depend on the parser."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from fractions import Fraction

from policy_dsl.model import (
    ALWAYS,
    IN_FORCE,
    NO_NOTES,
    NOT_IN_FORCE,
    NOWHERE,
    AllBut,
    AnyClause,
    AttendanceTally,
    Attribute,
    AttributeType,
    Base,
    Body,
    Chair,
    Composition,
    Condition,
    Count,
    Effect,
    EffectKind,
    EffectPattern,
    Event,
    EventKind,
    ExceptionTo,
    Group,
    Notes,
    NumberIn,
    OneOf,
    Party,
    PartySet,
    Power,
    PowersOf,
    Prohibition,
    Provision,
    Quantity,
    Reading,
    Recusal,
    Requirement,
    Right,
    Role,
    Rounding,
    Rule,
    Scope,
    Seat,
    Share,
    Specification,
    Status,
    Tally,
    Touches,
    Turnout,
    Versions,
    Who,
    YesNo,
)
from policy_dsl.state import State, intervals

# --- who there is --------------------------------------------------------------------------------


def party(name: str, **weights: int) -> Party:
    return Party(name, name, 1, False, weights, NOWHERE)


def cohort(size: int, name: str, **weights: int) -> Party:
    return Party(name, name, size, True, weights, NOWHERE)


def body(
    name: str,
    members: str,
    quorum: Requirement | None = None,
    chair: str | None = None,
    casting: bool = False,
    observers: str = "",
    fixed: bool = False,
    fixed_quorum: bool = False,
    seats: int | None = None,
) -> Body:
    return Body(
        name,
        name,
        tuple(Seat(m, NOWHERE) for m in members.split()),
        tuple(Seat(m, NOWHERE) for m in observers.split()),
        Chair(chair, casting, NOWHERE) if chair else None,
        quorum,
        NOWHERE,
        Notes(fixed="statute") if fixed_quorum else NO_NOTES,
        fixed,
        NOWHERE,
        NO_NOTES,
        seats,
    )


def one(name: str) -> Who:
    return Who(name, (name,), single=True)


def some(label: str, names: str) -> Who:
    """A group."""
    return Who(label, tuple(names.split()))


def sitting(name: str) -> Who:
    """Those who hold a seat in a body."""
    return Who(name, bodies=(name,))


def those(attribute: str) -> Who:
    return Who(attribute, attribute=attribute)


def group(who: Who) -> Group:
    return Group(who.label, who.label, who, NOWHERE)


# --- what is decided -----------------------------------------------------------------------------


def _attribute(name: str, kind: AttributeType, judge: str | None) -> Attribute:
    return Attribute(name, Role.SUBSTANCE, kind, judge, NOWHERE)


def flag(name: str, judge: str | None = None) -> Attribute:
    return _attribute(name, YesNo(), judge)


def choice(name: str, values: str, judge: str | None = None) -> Attribute:
    return _attribute(name, OneOf(tuple(values.split())), judge)


def number(name: str, judge: str | None = None) -> Attribute:
    return _attribute(name, NumberIn(), judge)


def parties(name: str, judge: str | None = None) -> Attribute:
    return _attribute(name, PartySet(), judge)


# --- requirements --------------------------------------------------------------------------------


def quantity(text: str) -> Quantity:
    """Thresholds: "majority", "unanimity", ">= 2/3", "> 3/4", ">= 3", "> 3", "all but 2", ">= 4% rounded down"."""
    text, _, rounded = text.partition(" rounded ")
    if rounded:
        share = quantity(text)
        assert isinstance(share, Share)
        return replace(share, rounding=Rounding(rounded))
    if text == "majority":
        return Share(Fraction(1, 2), strict=True)
    if text == "unanimity":
        return Share(Fraction(1), strict=False)
    sign, _, amount = text.rpartition(" ")
    if sign == "all but":
        return AllBut(int(amount))
    strict = {">": True, ">=": False}[sign]
    if amount.endswith("%"):
        return Share(Fraction(amount[:-1]) / 100, strict)
    return Share(Fraction(amount), strict) if "/" in amount else Count(int(amount), strict)


def of(
    threshold: str,
    base: str,
    where: str,
    among: Who | None = None,
    weight: str | None = None,
    abstentions: bool = False,
) -> Tally:
    """A tally: of("majority", "cast", "Board"); base "members", "not abstaining", "present", "cast",
    "seats" or "" for none.
    """
    bases = {
        "members": Base.MEMBERS,
        "not abstaining": Base.NOT_ABSTAINING,
        "present": Base.PRESENT,
        "cast": Base.CAST,
        "seats": Base.SEATS,
        "": None,
    }
    return Tally(quantity(threshold), bases[base], where, among, weight, abstentions)


def turnout(threshold: str, base: str, where: str) -> Turnout:
    return Turnout(of(threshold, base, where))


def attending(threshold: str, where: str, among: Who | None = None) -> AttendanceTally:
    return AttendanceTally(of(threshold, "members", where, among))


# --- clauses -------------------------------------------------------------------------------------

Requires = Requirement | Mapping[str, Requirement]
When = Condition | Mapping[str, Condition]


def _readings(*parts: object, disputed: bool) -> tuple[Reading, ...]:
    names = [name for part in parts if isinstance(part, Mapping) for name in part]
    own = tuple(dict.fromkeys(names))
    if disputed:
        own = (*(own or (IN_FORCE,)), NOT_IN_FORCE)
    return tuple(Reading(name, name, False, NOWHERE) for name in own)


def _requires(it: Requires) -> Versions[Requirement]:
    return Versions(None, dict(it)) if isinstance(it, Mapping) else Versions(it)


def _when(it: When) -> Versions[Condition]:
    return Versions(None, dict(it)) if isinstance(it, Mapping) else Versions(it)


def _notes(fixed: bool, disputed: bool, proposed: bool) -> Notes:
    status = Status.DISPUTED if disputed else Status.PROPOSED if proposed else None
    return Notes(status=status, fixed="statute" if fixed else None)


def power(
    name: str,
    requires: Requires,
    when: When = ALWAYS,
    grants: Sequence[EffectPattern] = (),
    fixed: bool = False,
    disputed: bool = False,
    proposed: bool = False,
) -> Power:
    return Power(
        name,
        name,
        NOWHERE,
        _notes(fixed, disputed, proposed),
        _readings(when, requires, disputed=disputed),
        _when(when),
        _requires(requires),
        tuple(grants),
    )


def _scope(limits: str | PowersOf | None) -> Scope:
    return tuple(limits.split()) if isinstance(limits, str) else limits


def rule(
    name: str,
    requires: Requires,
    when: When = ALWAYS,
    limits: str | PowersOf | None = None,
    fixed: bool = False,
    disputed: bool = False,
    proposed: bool = False,
) -> Rule:
    return Rule(
        name,
        name,
        NOWHERE,
        _notes(fixed, disputed, proposed),
        _readings(when, requires, disputed=disputed),
        _scope(limits),
        _when(when),
        _requires(requires),
    )


def prohibition(
    name: str,
    when: When = ALWAYS,
    limits: str | PowersOf | None = None,
    fixed: bool = False,
    disputed: bool = False,
    proposed: bool = False,
) -> Prohibition:
    return Prohibition(
        name,
        name,
        NOWHERE,
        _notes(fixed, disputed, proposed),
        _readings(when, disputed=disputed),
        _scope(limits),
        _when(when),
    )


def exception(
    name: str,
    to: str,
    when: When = ALWAYS,
    requires: Requires | None = None,
    fixed: bool = False,
    disputed: bool = False,
    proposed: bool = False,
) -> ExceptionTo:
    return ExceptionTo(
        name,
        name,
        NOWHERE,
        _notes(fixed, disputed, proposed),
        _readings(when, requires, disputed=disputed),
        tuple(to.split()),
        _when(when),
        None if requires is None else _requires(requires),
    )


def composition(
    name: str, where: str, most: str, who: Who, fixed: bool = False, proposed: bool = False
) -> Composition:
    """At most `most` of `who`: "2", or "1/3" of all members."""
    share = "/" in most
    notes = _notes(fixed, False, proposed)
    return Composition(name, name, NOWHERE, notes, (), where, Fraction(most), share, who)


def recusal(
    name: str,
    where: str,
    excluded: Who,
    when: When = ALWAYS,
    and_counting: bool = False,
    disputed: bool = False,
    proposed: bool = False,
    limits: str | PowersOf | None = None,
) -> Recusal:
    return Recusal(
        name,
        name,
        NOWHERE,
        _notes(False, disputed, proposed),
        _readings(when, disputed=disputed),
        where,
        _when(when),
        excluded,
        and_counting,
        _scope(limits),
    )


def right(name: str, members_of: str = "", observers_of: str = "") -> Right:
    return Right(name, name, tuple(members_of.split()), tuple(observers_of.split()), NOWHERE)


# --- effects -------------------------------------------------------------------------------------


def effect(kind: str, target: str = "", who: str = "") -> Effect:
    return Effect(EffectKind[kind.upper()], target, who)


def pattern(kind: str, targets: str | None = None, who: str | None = None) -> EffectPattern:
    names = None if targets is None else tuple(targets.split())
    return EffectPattern(EffectKind[kind.upper()], names, who)


def touches(label: str, *patterns: EffectPattern) -> Touches:
    return Touches(label, patterns)


# --- events and the whole ------------------------------------------------------------------------

_EVENTS = {
    "joins": EventKind.JOINS,
    "leaves": EventKind.LEAVES,
    "suspended": EventKind.SUSPENDED,
    "restored": EventKind.RESTORED,
    "takes": EventKind.TAKES_EFFECT,
    "lapses": EventKind.LAPSES,
}


def event(day: int | None, text: str) -> Event:
    """Events: event(3, "City leaves Board"), event(None, "rule1 lapses"); days of January 2020."""
    subject, verb, *where = text.split()
    on = None if day is None else date(2020, 1, day)
    return Event(_EVENTS[verb], subject, " ".join(where), on, NOWHERE)


Declaration = Party | Group | Body | Attribute | AnyClause | Right | Event


def specification(*them: Declaration) -> Specification:
    """A specification of these declarations, in any order."""

    def kind(*types: type) -> tuple[object, ...]:
        return tuple(it for it in them if isinstance(it, types))

    clauses = kind(Power, Rule, Prohibition, ExceptionTo, Recusal, Provision)
    return Specification(
        "test",
        None,
        "test.policy",
        (),
        kind(Party),  # type: ignore[arg-type]
        kind(Group),  # type: ignore[arg-type]
        kind(Body),  # type: ignore[arg-type]
        kind(Attribute),  # type: ignore[arg-type]
        clauses,  # type: ignore[arg-type]
        kind(Right),  # type: ignore[arg-type]
        tuple(sorted(kind(Event), key=lambda e: e.on)),  # type: ignore[attr-defined, arg-type]
        (),
        (),
    )


def latest(spec: Specification) -> State:
    """The state after the last event."""
    return intervals(spec)[-1].state
