"""What each clause means, in plain English: a few sentences a clause, from its formalisation."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import takewhile

from policy_dsl import wording
from policy_dsl.model import (
    ALWAYS,
    NOT_IN_FORCE,
    AnyClause,
    AtMeeting,
    Attribute,
    Body,
    Composition,
    Condition,
    EffectKind,
    EffectPattern,
    Event,
    ExceptionTo,
    NumberIn,
    OneOf,
    PartySet,
    Power,
    PowersOf,
    Prohibition,
    Provision,
    Recusal,
    Right,
    Role,
    Rule,
    Scope,
    Specification,
    Versions,
)
from verifier.words import in_titles, plain_conditions, plain_names, plain_requirements
from verifier.words.sentences import capitalised
from verifier.words.verdicts import day


def clause(specification: Specification, it: AnyClause) -> tuple[str, ...]:
    """A clause of any kind."""
    return tuple(capitalised(sentence) for sentence in _clause(specification, it))


def _clause(specification: Specification, it: AnyClause) -> Iterator[str]:
    match it:
        case Provision():
            yield "This text has no formal effect here: no answer of this review depends on it."
            return
        case Power():
            yield from _power(specification, it)
        case Rule():
            yield from _rule(specification, it)
        case Prohibition():
            limited = _cannot_be_used(specification, it.limits)
            for read, when in _whens(it.when):
                yield f"{read}{limited} for {plain_conditions.decisions(specification, when)}, whoever votes how."
        case ExceptionTo():
            yield from _exception(specification, it)
        case Recusal():
            yield from _recusal(specification, it)
        case Composition():
            yield from _composition(specification, it)
    if any(reading.name == NOT_IN_FORCE for reading in it.readings):
        yield "Whether it is in force at all is disputed: this review looks at both."
    if it.fixed:
        yield f"No decision can change it: {it.notes.fixed}."


def _whens(it: Versions[Condition]) -> Iterator[tuple[str, Condition]]:
    """What a clause applies to, with the reading to say before it where readings differ."""
    if not it.by_reading:
        yield "", it.under(None)
    for name, when in it.by_reading.items():
        yield f"read as {name}, ", when


def _cannot_be_used(specification: Specification, scope: Scope) -> str:
    match scope:
        case None:
            return "no power can be used"
        case PowersOf(body):
            return f"no power that counts votes or consents in {plain_names.body(specification, body)} can be used"
        case _:
            return f"{_named(specification, scope)} cannot be used"


def _powers(specification: Specification, scope: tuple[str, ...] | PowersOf) -> str:
    if isinstance(scope, PowersOf):
        return f"any power that counts votes or consents in {plain_names.body(specification, scope.body)}"
    return _named(specification, scope)


def _named(specification: Specification, names: Sequence[str]) -> str:
    return wording.listed([in_titles.clause(specification, name) for name in names])


def _power(specification: Specification, it: Power) -> Iterator[str]:
    for read, when in _whens(it.when):
        yield f"{read}it covers {plain_conditions.decisions(specification, when)}."
    yield from _required(specification, it, "a decision is taken in this way if")
    if it.grants:
        yield f"It can also be used to change the rules or the seats: {_granted(specification, it.grants)}."
    else:
        yield "It cannot be used to change the rules or the seats."


_SEATS = frozenset(
    {
        EffectKind.SUSPEND,
        EffectKind.RESTORE,
        EffectKind.REMOVE,
        EffectKind.ADMIT,
        EffectKind.ADMIT_NEW,
    }
)
_CLAUSES = frozenset({EffectKind.AMEND, EffectKind.LAPSE, EffectKind.ENACT})
_NEW = frozenset({EffectKind.ENACT_NEW, EffectKind.ENACT_EXCEPTION})


def _granted(specification: Specification, grants: Sequence[EffectPattern]) -> str:
    """What decisions may change, in few words: "any clause, any quorum, who sits in Board"."""
    left = list(grants)
    found: list[str] = []
    for targets in dict.fromkeys(grant.targets for grant in grants):
        mine = [g for g in left if g.targets == targets and g.party is None]
        kinds = {grant.kind for grant in mine}
        named = [in_titles.anything(specification, target) for target in targets or ()]
        names = wording.listed(named)
        if kinds >= _CLAUSES:
            every = "any clause, declared or new" if kinds >= _NEW else "any declared clause"
            found.append(every if targets is None else names)
            left = [g for g in left if g not in mine or g.kind not in _CLAUSES | _NEW]
        if kinds >= _SEATS:
            found.append("who sits in any body" if targets is None else f"who sits in {names}")
            left = [g for g in left if g not in mine or g.kind not in _SEATS]
        if EffectKind.AMEND_QUORUM in kinds:
            found.append("any quorum" if targets is None else f"the quorum of {names}")
            left = [g for g in left if g not in mine or g.kind is not EffectKind.AMEND_QUORUM]
    found += [f"a decision that {in_titles.pattern(specification, grant)}" for grant in left]
    return ", ".join(found)


def _required(specification: Specification, it: Power | Rule, opening: str) -> Iterator[str]:
    if not it.requires.by_reading:
        assert it.requires.plain is not None
        yield f"{opening} {plain_requirements.requirement(specification, it.requires.plain)}."
        return
    yield f"How many votes that takes can be read in {len(it.requires.by_reading)} ways."
    titles = {r.name: (r.title, r.intended) for r in it.readings}
    for name, asked in it.requires.by_reading.items():
        title, intended = titles.get(name, ("", False))
        called = f"“{title or plain_names.spaced(name)}”"
        meant = ", the one marked as meant" if intended else ""
        yield f"Read as {called}{meant}: {opening} {plain_requirements.requirement(specification, asked)}."


def _rule(specification: Specification, it: Rule) -> Iterator[str]:
    for read, when in _whens(it.when):
        which = plain_conditions.decisions(specification, when)
        yield f"{read}it applies to {which}, {through(specification, it)}."
    yield from _required(specification, it, f"such a decision passes only if{_at(it.at)}")


def through(specification: Specification, it: Rule) -> str:
    """By which powers a rule asks what it does."""
    if it.limits is None:
        return "whatever power is used"
    return f"under {_powers(specification, it.limits)}"


def _at(it: AtMeeting | None) -> str:
    """At which of its meetings something is demanded of a decision."""
    match it:
        case None:
            return ""
        case AtMeeting.EVERY:
            return " at each of its meetings"
        case AtMeeting.FIRST | AtMeeting.LAST:
            return f" at its {it.name.lower()} meeting"


def _exception(specification: Specification, it: ExceptionTo) -> Iterator[str]:
    targets = wording.listed([in_titles.clause(specification, name) for name in it.targets])
    verb = "does" if len(it.targets) == 1 else "do"
    for read, when in _whens(it.when):
        yield f"{read}for {plain_conditions.decisions(specification, when)}, {targets} {verb} not apply."
    for asked in () if it.requires is None else it.requires.all():
        said = plain_requirements.requirement(specification, asked)
        if said == plain_requirements.NOTHING_MORE:
            yield (
                "Nothing takes its place." if len(it.targets) == 1 else "Nothing takes their place."
            )
        else:
            yield f"In its place: it passes only if{_at(it.at)} {said}."


def _composition(specification: Specification, it: Composition) -> Iterator[str]:
    part = f"{wording.fraction(it.most)} of all who sit there" if it.share else f"{int(it.most):,}"
    where, them = (
        plain_names.body(specification, it.body),
        plain_names.who(specification, it.who),
    )
    yield f"of those who sit in {where} at most {part} may belong to {them}, suspended or not."
    yield (
        "a decision after which it would be more, and by more than before, is not adopted; whoever leaves may leave,"
        " and who has to go where it is more already is not said."
    )


def _recusal(specification: Specification, it: Recusal) -> Iterator[str]:
    them = plain_names.who(specification, it.excluded)
    where = plain_names.body(specification, it.body)
    only = (
        ""
        if it.limits is None
        else f", where it is decided under {_powers(specification, it.limits)}"
    )
    for read, when in _whens(it.when):
        scope = "" if when == ALWAYS else f" on {plain_conditions.decisions(specification, when)}"
        yield f"{read}{them} may not vote in {where}{scope}{only}."
    if it.limits is not None:
        yield "They give their votes all the same: elsewhere these count."
    if it.and_counting:
        yield "They leave the count of members and the quorum as well."
    else:
        yield "They still count as members, and towards the quorum if they attend."


# --- bodies, attributes, rights, events ----------------------------------------------------------


def body(specification: Specification, it: Body) -> tuple[str, ...]:
    """Who sits and votes in a body, and when it can decide."""
    names = [_seated(specification, seat.party) for seat in it.members]
    same = next(
        (
            each
            for each in takewhile(lambda each: each != it, specification.bodies)
            if [seat.party for seat in each.members] == [seat.party for seat in it.members]
        ),
        None,
    )
    if it.those_of:
        theirs = [f"those of {plain_names.body(specification, name)}" for name in it.those_of]
        once = ", each person once" if len(theirs) > 1 else ""
        found = [
            f"Decides by the votes of its members: {wording.listed(theirs)}.",
            f"Whoever joins or leaves there, joins or leaves here{once}.",
        ]
    elif same is not None and len(names) > 1:
        first = plain_names.body(specification, same.name)
        found = [f"Decides by the votes of its members, who are listed as those of {first} are."]
    else:
        found = [f"Decides by the votes of its members: {wording.listed(names) or 'nobody'}."]
    if it.seats is not None and not it.those_of:
        held = f"It has {it.seats:,} seats" if it.seats != 1 else "It has 1 seat"
        found.append(f"{held}; nobody is admitted beyond.")
    if it.observers:
        watching = [_seated(specification, seat.party) for seat in it.observers]
        found.append(f"Observers, without a vote: {wording.listed(watching)}.")
    if it.chair is not None:
        casting = "with" if it.chair.casting_vote else "without"
        found.append(
            f"Chair: {plain_names.party(specification, it.chair.party)}, {casting} a casting vote."
        )
    found.append(f"It can decide {plain_requirements.deciding(specification, it.name)}.")
    if it.fixed_membership:
        found.append("No decision can change who sits there.")
    return tuple(found)


def _seated(specification: Specification, name: str) -> str:
    it = specification.party[name]
    title = plain_names.party(specification, name)
    return f"{it.size:,} × {title}" if it.cohort else title


def attribute(specification: Specification, it: Attribute) -> tuple[str, ...]:
    """What a decision says or is, and who rules on it."""
    what = "what a decision does" if it.role is Role.SUBSTANCE else "how a decision is packaged"
    match it.type:
        case OneOf(values):
            kind = f"one of {wording.listed([plain_names.spaced(v) for v in values])}"
        case NumberIn(unit):
            kind = f"a number{f' in {unit}' if unit else ''}"
        case PartySet():
            kind = "some of the parties, or none"
        case _:
            kind = "yes or no"
    found = [f"{capitalised(plain_names.attribute(specification, it.name))} says {what}: {kind}."]
    if it.judge is not None:
        found.append(f"{capitalised(plain_names.party(specification, it.judge))} rules on it.")
    return tuple(found)


def right(specification: Specification, it: Right) -> tuple[str, ...]:
    """What goes with a seat."""
    holders = [f"members of {plain_names.body(specification, name)}" for name in it.members_of]
    holders += [f"observers of {plain_names.body(specification, name)}" for name in it.observers_of]
    return (f"It belongs to {wording.listed(holders)} as long as they are not suspended.",)


def event(specification: Specification, them: Sequence[Event]) -> tuple[str, ...]:
    """What happened on one day, by one line of the timeline."""
    on = them[0].on
    assert on is not None
    return (
        f"On {day(on)}: {wording.listed([in_titles.event(specification, it) for it in them])}.",
    )
