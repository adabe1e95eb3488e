"""The words that an edit writes: what a property asks for, and how it is joined to what a clause says."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from policy_dsl import syntax
from policy_dsl.model import Alone, CanBlock, Property, Role, Specification
from policy_dsl.model.atoms import bodies_in_requirement
from policy_dsl.model.traverse import requirements_of
from policy_dsl.records import dataclass, fields, is_dataclass
from policy_dsl.source import Source
from policy_dsl.state import after_events, intervals_of
from verifier.repair.editing import TextChange


@dataclass(frozen=True)
class Substance:
    """The substance that a property protects, or what it keeps from change, as its author says it; and denied."""

    text: str
    denied: str


@dataclass(frozen=True)
class AskedWording:
    """What a property asks for: consents to write into a clause, and of which decisions.

    `requirements` are the consents as they go into a clause, those that ask least of other decisions first. Who is kept
    from voting can consent by an act of its own only.
    """

    consents: tuple[str, ...]
    requirements: tuple[str, ...]
    substance: Substance | None


def asked_for(
    source: Source,
    specification: Specification,
    prop: Property,
    written: syntax.Property | None,
    powers: Sequence[str],
    recused: bool = False,
) -> AskedWording:
    """What a property asks for; nothing where it stands in another file, or its holder has no single name.

    `recused`: its holder is kept from voting in some way round it.
    """
    if written is None:
        return AskedWording((), (), None)
    claim = written.claim
    when = getattr(claim, "when", None)
    substance = None if when is None else _substance(source, specification, when)
    consents: tuple[str, ...] = ()
    if isinstance(claim, syntax.EveryRequires):
        asked = _text(source, claim.requirement)
        consents = (f"({asked})" if isinstance(claim.requirement, syntax.Or) else asked,)
    elif isinstance(prop.claim, CanBlock):
        consents = _consents(specification, prop, powers)
    given = consents
    if recused and isinstance(prop.claim, CanBlock):
        given = (*given, *dict.fromkeys(_APART.sub(" by separate act", each) for each in consents))
    limited = () if substance is None else tuple(f"({c} or {substance.denied})" for c in given)
    return AskedWording(consents, (*limited, *given), substance)


# The body in whose vote somebody consents.
_APART = re.compile(r" in \w+$")


def _consents(
    specification: Specification, prop: Property, powers: Sequence[str]
) -> tuple[str, ...]:
    """The holder's consent, where it has a vote in a body that these powers count; else where it has one at all.

    Without any vote it is an act of its own.
    """
    assert isinstance(prop.claim, CanBlock)
    who = prop.claim.who
    if len(who.parts) != 1 or who.parts[0].count is not None:
        return ()
    meant = who.parts[0].who
    if not meant.single and who.alone is not Alone.EVERY:
        return ()
    label = meant.label if meant.single else f"every one of {meant.label}"
    # It is proposed for whoever it is to whom happens what is supposed.
    happens = [event for event in prop.supposing if event.one_of is None]
    state = after_events(intervals_of(specification, prop)[-1].state, happens)
    seats = [
        body.name
        for body in specification.bodies
        if body.name in meant.bodies or any(state.votes_in(body.name, p) for p in meant.parties)
    ]
    counted = {
        body
        for name in powers
        for requirement in requirements_of(specification.clause[name])
        for body in bodies_in_requirement(requirement)
    }
    chosen = [body for body in seats if body in counted] or seats
    if chosen:
        return tuple(f"consent of {label} in {body}" for body in chosen)
    ever = any(s.party in meant.parties for body in specification.bodies for s in body.members)
    return (f"consent of {label} by separate act" if ever else f"consent of {label}",)


def _substance(
    source: Source, specification: Specification, when: syntax.Expression
) -> Substance | None:
    """Those parts of a condition that speak of substance only, or of what is changed."""
    parts = when.operands if isinstance(when, syntax.And) else (when,)
    kept = [part for part in parts if _of_substance(specification, part)]
    if not kept:
        return None
    texts = [_text(source, part) for part in kept]
    texts = [f"({t})" if isinstance(p, syntax.Or) else t for t, p in zip(texts, kept, strict=True)]
    text = " and ".join(texts)
    if len(kept) == 1:
        return Substance(text, _denied(source, kept[0]))
    return Substance(text, f"not ({text})")


_OPPOSITE = {
    "is not": "is",
    "is below": "is at least",
    "is at least": "is below",
    "is above": "is at most",
    "is at most": "is above",
}


def _denied(source: Source, it: syntax.Expression) -> str:
    text = _text(source, it)
    match it:
        case syntax.Comparison(attribute=attribute, operator="is", value=value):
            return f"{attribute.text} is not {_text(source, value)}"
        case syntax.Comparison(attribute=attribute, operator=operator, value=value):
            return f"{attribute.text} {_OPPOSITE[operator]} {_text(source, value)}"
        case syntax.Not(operand=syntax.AttributeHolds() as operand):
            return _text(source, operand)
        case syntax.And() | syntax.Or():
            return f"not ({text})"
        case _ if isinstance(it, syntax.Effect):
            return f"not ({text})"
        case _:
            return f"not {text}"


_OF_ATTRIBUTES = (
    syntax.AttributeHolds,
    syntax.Comparison,
    syntax.Includes,
    syntax.IncludesCount,
)


def _of_substance(specification: Specification, it: syntax.Expression) -> bool:
    attributes = [node.attribute.text for node in nodes(it) if isinstance(node, _OF_ATTRIBUTES)]
    changes = any(isinstance(node, syntax.Effect) for node in nodes(it))
    return bool(attributes or changes) and all(
        specification.attribute[name].role is Role.SUBSTANCE for name in attributes
    )


def _text(source: Source, node: syntax.Node) -> str:
    return " ".join(source.text[node.span.start : node.span.end].split())


# --- parts of clauses ------------------------------------------------------------------------------


def nodes(it: object) -> Iterator[syntax.Node]:
    """A part of the tree, and all parts of it."""
    if isinstance(it, syntax.Node):
        yield it
    if isinstance(it, tuple):
        for part in it:
            yield from nodes(part)
    elif is_dataclass(it):
        for field in fields(it):
            yield from nodes(getattr(it, field.name))


def expressions(it: syntax.Wording) -> tuple[syntax.Expression, ...]:
    """What an edit may change of a part of a clause: nothing where there are readings, which say how it can be read."""
    return (it.expression,) if isinstance(it, syntax.Plain) else ()


def tallies(it: syntax.Wording | None) -> Iterator[syntax.Tally]:
    """The tallies in which votes for are counted, as far as an edit may change them."""
    for expression in () if it is None else expressions(it):
        against = [node.tally for node in nodes(expression) if isinstance(node, syntax.NoRejection)]
        for node in nodes(expression):
            if isinstance(node, syntax.Tally) and node not in against:
                yield node


def replace(node: syntax.Node, text: str) -> TextChange:
    """A node's words replaced."""
    return TextChange(node.span.start, node.span.end, text)


def both(source: Source, it: syntax.Expression, more: str) -> str:
    """What an expression says, and something more."""
    written = source.text[it.span.start : it.span.end]
    bare = isinstance(it, syntax.Or)
    return f"({written}) and {more}" if bare else f"{written} and {more}"
