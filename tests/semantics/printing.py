"""A model as a text in the policy language: `to_text(specification)`.

It knows what the language can say. What it cannot say (an attendance of "at least 2 of G", an effect
pattern of no clause's wording) is a mistake in the model, and raises.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from policy_dsl import claim_wording, wording
from policy_dsl.loading import examine_text
from policy_dsl.model import (
    ALWAYS,
    NOT_IN_FORCE,
    AnyClause,
    Attribute,
    Body,
    Composition,
    Condition,
    EffectKind,
    EffectPattern,
    ExceptionTo,
    Notes,
    NumberIn,
    OneOf,
    PartySet,
    Power,
    Prohibition,
    Property,
    Provision,
    Reading,
    Recusal,
    Rule,
    Specification,
    Versions,
    Who,
    YesNo,
)
from tests.semantics.generating_words import (
    AMENDS_ANY,
    AMENDS_DECLARED,
    admits,
    changes_membership,
)


def to_text(specification: Specification) -> str:
    """The whole specification."""
    return "\n".join(_lines(specification)) + "\n"


def writable(specification: Specification) -> bool:
    """Whether the language has these claims: at which meeting something is asked has to be said, where that matters."""
    return examine_text(to_text(specification), "drawn.policy").specification is not None


def _quoted(text: str) -> str:
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'


def _lines(spec: Specification) -> Iterator[str]:
    version = f" version {_quoted(spec.version)}" if spec.version else ""
    yield f"governance {_quoted(spec.title)}{version}"
    for party in spec.parties:
        word = f"parties {party.size}" if party.cohort else "party"
        weights = ", ".join(f"{name} {value}" for name, value in party.weights.items())
        title = f" {_quoted(party.title)}" if party.title else ""
        facts = [f"{fact} there" for fact, them in _facts(spec) if party.name in them]
        said = ", ".join([*([weights] if weights else []), *facts])
        yield f"{word} {party.name}{title}{f' with {said}' if said else ''}"
    for group in spec.groups:
        with_fact = _fact(group.who)
        made_of = wording.made_of(group.who)
        if with_fact is not None:
            made_of = f"those of {group.who.bodies[0]} with {with_fact[0]} there"
        yield f"group {group.name} is {made_of}"
    for body in spec.bodies:
        yield from _body(spec, body)
    if spec.attributes:
        yield "decision"
        yield from (f"  {_attribute(a)}" for a in spec.attributes)
    for clause in spec.clauses:
        yield from _clause(spec, clause)
    for right in spec.rights:
        yield f"right {right.name} {_quoted(right.title)} held by members of {right.members_of[0]}"
    if spec.events:
        yield "timeline"
        for it in spec.events:
            assert it.on is not None
            yield f"  on {it.on.isoformat()} {wording.event(it)}"
    for prop in spec.properties:
        yield from _property(spec, prop)


def _fact(who: Who) -> tuple[str, tuple[str, ...]] | None:
    """The fact by which those of a body are told from the rest, and of whom it is so."""
    words = who.but[-1].label.split(" ") if who.but else []
    if words[:2] != ["those", "without"]:
        return None
    return words[2], who.but[-1].but[-1].parties


def _facts(spec: Specification) -> list[tuple[str, tuple[str, ...]]]:
    return [fact for group in spec.groups if (fact := _fact(group.who)) is not None]


def _body(spec: Specification, body: Body) -> Iterator[str]:
    yield f"body {body.name} {_quoted(body.title)}"
    if body.members:
        yield f"  members {', '.join(seat.party for seat in body.members)}"
    if body.those_of:
        yield f"  members those of {', '.join(body.those_of)}"
    if body.observers:
        yield f"  observers {', '.join(seat.party for seat in body.observers)}"
    if body.chair:
        casting = " with casting vote" if body.chair.casting_vote else ""
        yield f"  chair {body.chair.party}{casting}"
    if body.seats is not None and not body.those_of:
        yield f"  seats {body.seats}"
    fixed = f" fixed {_quoted(body.quorum_notes.fixed)}" if body.quorum_notes.fixed else ""
    yield f"  quorum {wording.quorum(spec, body.quorum)}{fixed}"
    if body.fixed_membership:
        yield '  fixed membership "statute"'


def _attribute(it: Attribute) -> str:
    match it.type:
        case YesNo():
            kind = "yes or no"
        case OneOf(values):
            kind = f"one of {', '.join(values)}"
        case NumberIn(unit):
            kind = f"number in {unit}" if unit else "number"
        case PartySet():
            kind = "parties"
    judged = f" judged by {it.judge}" if it.judge else ""
    return f"{it.role.value} {it.name} : {kind}{judged}"


# --- clauses -------------------------------------------------------------------------------------


def _clause(spec: Specification, clause: AnyClause) -> Iterator[str]:
    title = _quoted(clause.title)
    match clause:
        case Power():
            yield f"power {clause.name} {title}"
        case Rule() | Prohibition():
            word = "rule" if isinstance(clause, Rule) else "prohibition"
            at = wording.at_meeting(clause.at) if isinstance(clause, Rule) else ""
            yield f"{word} {clause.name} {title} limits {wording.limited(clause.limits)}{at}"
        case ExceptionTo():
            at = wording.at_meeting(clause.at)
            yield f"exception {clause.name} {title} to {', '.join(clause.targets)}{at}"
        case Recusal():
            limits = "" if clause.limits is None else f" limits {wording.limited(clause.limits)}"
            yield f"recusal {clause.name} {title} in {clause.body}{limits}"
        case Composition():
            yield f"composition {clause.name} {title} in {clause.body}"
            yield f"  allows {wording.allowed(clause)}"
        case Provision():
            yield f"provision {clause.name} {_quoted(clause.text)}"
    if not isinstance(clause, Composition | Provision):
        yield from _versions(clause.when, clause.readings, "when", _condition)
    if isinstance(clause, Power | Rule | ExceptionTo) and clause.requires is not None:
        yield from _versions(
            clause.requires, clause.readings, "requires", lambda r: wording.requirement(spec, r)
        )
    if isinstance(clause, Recusal):
        counting = " and counting" if clause.and_counting else ""
        yield f"  excludes {wording.everyone(clause.excluded)} from voting{counting}"
    if isinstance(clause, Power) and clause.grants:
        yield f"  may {', '.join(_grants(spec, clause.grants))}"
    yield from _notes(clause.notes)


def _condition(it: Condition) -> str:
    # No condition of the language's own says "always".
    assert it != ALWAYS
    return wording.condition(it)


def _versions(
    versions: Versions[Any], readings: Iterable[Reading], word: str, text: Any
) -> Iterator[str]:
    if not versions.by_reading:
        if versions.plain != ALWAYS:
            yield f"  {word} {text(versions.plain)}"
        return
    yield f"  {word}"
    by_name = {reading.name: reading for reading in readings if reading.name != NOT_IN_FORCE}
    for name, version in versions.by_reading.items():
        reading = by_name[name]
        intended = " intended" if reading.intended else ""
        yield f"    reading {name} {_quoted(reading.title)}: {text(version)}{intended}"


def _notes(notes: Notes) -> Iterator[str]:
    if notes.fixed:
        yield f"  fixed {_quoted(notes.fixed)}"
    if notes.status:
        yield f"  status {notes.status.value}"


def _grants(spec: Specification, grants: tuple[EffectPattern, ...]) -> Iterator[str]:
    forms = sorted(_forms(spec), key=lambda form: -len(form[0]))
    while grants:
        said = next((f for f in forms if grants[: len(f[0])] == f[0]), None)
        if said is None:
            raise ValueError(f"the language has no words for {grants}")
        patterns, text = said
        yield text
        grants = grants[len(patterns) :]


def _forms(spec: Specification) -> Iterator[tuple[tuple[EffectPattern, ...], str]]:
    """Everything that a power may be granted, with its words."""
    yield AMENDS_ANY, "amend any clause"
    yield AMENDS_DECLARED, "amend any declared clause"
    yield (EffectPattern(EffectKind.ENACT_POWER),), "enact any power"
    for clause in spec.clauses:
        made = tuple(e.name for e in spec.exceptions_to.get(clause.name, ()))
        enacts = EffectPattern(EffectKind.ENACT, made)
        amends = [
            EffectPattern(EffectKind.AMEND, (clause.name,)),
            EffectPattern(EffectKind.LAPSE, (clause.name,)),
        ]
        if made:
            amends.append(enacts)
        if not isinstance(clause, Power | Provision):
            amends.append(EffectPattern(EffectKind.ENACT_EXCEPTION, (clause.name,)))
        yield tuple(amends), f"amend {clause.name}"
        yield (EffectPattern(EffectKind.ENACT, (clause.name,)),), f"enact {clause.name}"
    for body in spec.bodies:
        where = (body.name,)
        quorum = f"amend quorum of {body.name}"
        yield (EffectPattern(EffectKind.AMEND_QUORUM, where),), quorum
        yield changes_membership(body.name), f"change membership of {body.name}"
        yield (EffectPattern(EffectKind.REMOVE, where),), f"remove members of {body.name}"
        yield (EffectPattern(EffectKind.SUSPEND, where),), f"suspend members of {body.name}"
        yield (EffectPattern(EffectKind.RESTORE, where),), f"restore members of {body.name}"
        yield admits(body.name), f"admit members to {body.name}"


# --- properties ----------------------------------------------------------------------------------


def _property(spec: Specification, it: Property) -> Iterator[str]:
    yield f"property {it.name} {_quoted(it.title)}"
    yield f"  {claim_wording.claim(spec, it.claim)}"
    yield from (f"  {text}" for text in claim_wording.modifiers(it))
    if it.expected_false:
        yield f"  expected to be false because {_quoted(it.expected_false)}"
