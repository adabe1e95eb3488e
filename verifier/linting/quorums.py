"""Requirements with a quorum of their own that fewer meet than the quorum of the body asks for."""

from __future__ import annotations

from collections.abc import Iterator

from policy_dsl.model import (
    AllOf,
    AnyClause,
    AnyOf,
    ExceptionTo,
    Power,
    Requirement,
    Rule,
    Successive,
    Versions,
)
from policy_dsl.model.atoms import without_quorum
from verifier.encoding.activity import kind_of
from verifier.encoding.terms import Int, at_least, both, negation, total
from verifier.linting.lint_context import LintContext
from verifier.results.lint import LintFinding
from verifier.solving.answers import LimitReached
from verifier.solving.limits import Budget
from verifier.solving.questions import Exists
from verifier.solving.values import Values
from verifier.words import lint as words
from verifier.words import lint_lines as lines


def lower_quorums(room: LintContext) -> None:
    """VL13, for what counts without the quorum of its body, together with all that is asked for beside it."""
    for clause in room.specification.clauses:
        if not isinstance(clause, Power | Rule | ExceptionTo) or clause.requires is None:
            continue
        if clause.name not in room.now.state.in_force:
            continue
        try:
            room.findings += _of_clause(room, clause, clause.requires)
        except LimitReached as reached:
            room.not_decided((words.LOWER,), clause.name, reached.reason)


def _of_clause(
    room: LintContext, clause: AnyClause, requires: Versions[Requirement]
) -> Iterator[LintFinding]:
    specification = room.specification
    texts: list[tuple[str | None, Requirement]] = [*requires.by_reading.items()]
    for reading, requirement in texts or [(None, requires.under(None))]:
        for asked, name in dict.fromkeys(own_quorums(requirement)):
            body = specification.body[name]
            if body.quorum is None:
                continue
            fewest = _fewest(room, clause, reading, asked, name, room.budget())
            if fewest is not None:
                yield LintFinding(
                    words.LOWER,
                    kind_of(clause),
                    clause.name,
                    clause.place.file,
                    clause.place.line,
                    words.lower_quorum(specification, clause, reading, asked, body, fewest),
                    words.INSTEAD_OF_LOWER_QUORUM,
                    lines.lower_quorum(clause, body),
                )


def own_quorums(
    requirement: Requirement, joined: Requirement | None = None
) -> Iterator[tuple[Requirement, str]]:
    """Whatever counts votes without the quorum of a body, joined with what has to be met besides; and that body."""
    match requirement:
        case AllOf(parts):
            for part in parts:
                yield from own_quorums(part, requirement)
        case AnyOf(parts) | Successive(parts):
            for part in parts:
                yield from own_quorums(part)
        case _:
            body = without_quorum(requirement)
            if body is not None:
                yield joined or requirement, body


def _fewest(
    room: LintContext,
    clause: AnyClause,
    reading: str | None,
    asked: Requirement,
    body: str,
    budget: Budget,
) -> int | None:
    """How many attend at the least where it is met and the body is not quorate; None where there is no such meeting.

    Both are as they are when some power is judged that the clause is about.
    """
    encoding = room.ground(room.now.state).encoding
    choices = encoding.activity.readings.choices
    read = [] if reading is None else [choices[clause.name][reading]]
    views = {id(view): view for view in map(encoding.views.of, _powers(room, clause))}
    found = [
        _fewest_in(
            room,
            Exists(
                [
                    *encoding.limits,
                    *encoding.ballot_limits,
                    *read,
                    encoding.activity.active(clause.name),
                    view.met(asked, False),
                    negation(view.quorate(body)),
                ]
            ),
            total([seat.present for seat in view.ballots.seats[body]]),
            budget,
        )
        for view in views.values()
    ]
    return min((number for number in found if number is not None), default=None)


def _powers(room: LintContext, clause: AnyClause) -> list[str]:
    """The powers in force that a clause is, or limits; of an exception those that its targets limit."""
    if isinstance(clause, Power):
        return [clause.name]
    whole = room.specification
    targets = clause.targets if isinstance(clause, ExceptionTo) else (clause.name,)
    return [
        power.name
        for power in whole.powers
        if power.name in room.now.state.in_force
        and any(whole.limits(whole.clause[target], power.name) for target in targets)
    ]


def _fewest_in(room: LintContext, question: Exists, there: Int, budget: Budget) -> int | None:
    known: int | None = None
    low = 0
    while known is None or low < known:
        most = [] if known is None else [both((at_least((low + known) // 2, there),))]
        found = room.found(question, budget, most)
        if found is not None:
            known = Values(found.model).number(there)
        elif known is None:
            return None
        else:
            low = (low + known) // 2 + 1
    return known
