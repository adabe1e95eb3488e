"""One slip in what a clause is about: which powers it limits, to which clauses it is made, in which body it holds."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from policy_dsl.model import (
    AnyClause,
    ExceptionTo,
    PowersOf,
    Prohibition,
    Recusal,
    Rule,
    Scope,
    Specification,
)
from policy_dsl.model.contents import Content, contents
from policy_dsl.records import replace
from verifier.words import mutating as say

# What kind of slip, and how the changed part reads before and after.
Slip = tuple[str, str, str]
Names = tuple[str, ...]


def changed_scopes(
    specification: Specification, clause: AnyClause
) -> Iterator[tuple[AnyClause, Slip]]:
    """The clause with each scope that its kind has one step otherwise: a name less, another name, or all of them."""
    for part in contents(clause):
        if not part.scope:
            continue
        now = getattr(clause, part.field)
        for other, kind in _of_part(specification, clause, part, now):
            changed: dict[str, Any] = {part.field: other}
            yield (
                replace(clause, **changed),
                (kind, _said(clause, part, now), _said(clause, part, other)),
            )


def _said(clause: AnyClause, part: Content, named: str | Scope) -> str:
    if isinstance(clause, Recusal) and part.field == "limits":
        assert not isinstance(named, str)
        return say.scope_of_recusal(named)
    return say.scope(part.word, named)


def _of_part(
    specification: Specification, clause: AnyClause, part: Content, now: str | Scope
) -> Iterator[tuple[str | Scope, str]]:
    if isinstance(now, PowersOf):
        yield None, say.SCOPE_WIDENED
        for body in specification.bodies:
            if specification.limited(PowersOf(body.name)) and body.name != now.body:
                yield PowersOf(body.name), say.SCOPE_MOVED
        return
    yield from _others(now, _possible(specification, clause, part))
    if isinstance(clause, Recusal) and part.field == "limits" and now is not None:
        yield None, say.SCOPE_WIDENED


def _possible(specification: Specification, clause: AnyClause, part: Content) -> Names:
    """All that this part may name in the clause."""
    match part.field:
        case "limits":
            return tuple(power.name for power in specification.powers)
        case "body":
            return tuple(body.name for body in specification.bodies)
        case "targets":
            assert isinstance(clause, ExceptionTo)
            return tuple(_exceptable(specification, clause))
    raise AssertionError(part.field)


def _exceptable(specification: Specification, clause: ExceptionTo) -> Iterator[str]:
    """What the exception may be made to: clauses of the kinds that it is made to, without going in a circle."""
    kinds: set[type[AnyClause]] = {type(specification.clause[name]) for name in clause.targets}
    if kinds & {Rule, Prohibition}:
        kinds |= {Rule, Prohibition}
    for each in specification.clauses:
        if type(each) in kinds and not _leads_to(specification, each, clause.name):
            yield each.name


def _leads_to(specification: Specification, clause: AnyClause, name: str) -> bool:
    """Whether the clause is the one named, or by way of others an exception to it."""
    seen: set[str] = set()
    left = [clause.name]
    while left:
        here = left.pop()
        if here == name:
            return True
        it = specification.clause[here]
        if isinstance(it, ExceptionTo) and here not in seen:
            seen.add(here)
            left += it.targets
    return False


def _others(
    now: str | Names | None, possible: Sequence[str]
) -> Iterator[tuple[str | Names | None, str]]:
    if isinstance(now, str):
        yield from ((name, say.SCOPE_MOVED) for name in possible if name != now)
        return
    named = tuple(possible) if now is None else now
    for index in range(len(named)):
        rest = (*named[:index], *named[index + 1 :])
        if rest:
            yield rest, say.SCOPE_NARROWED
        for other in possible if now is not None else ():
            if other not in named:
                yield (*named[:index], other, *named[index + 1 :]), say.SCOPE_MOVED
    if now is not None and set(possible) - set(named):
        yield from _widened(now, possible)


def _widened(now: Names, possible: Sequence[str]) -> Iterator[tuple[Names, str]]:
    yield (*now, *(name for name in possible if name not in now)), say.SCOPE_WIDENED
