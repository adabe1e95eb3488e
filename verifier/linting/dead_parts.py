"""Parts of requirements, and quorums, without which every decision would have the same outcome."""

from __future__ import annotations

from collections.abc import Iterable

from policy_dsl.model import ExceptionTo, Power, Rule
from policy_dsl.state import State
from verifier.encoding.activity import kind_of
from verifier.encoding.classes import voter_classes
from verifier.encoding.clause_parts import ClausePart, LeftOut, left_out
from verifier.linting.dead_clauses import can_change, entrenches
from verifier.linting.lint_context import LintContext
from verifier.results.lint import LintFinding
from verifier.solving.answers import LimitReached
from verifier.solving.reasons import Reason
from verifier.words import lint as words
from verifier.words import lint_lines as lines


def idle_parts(room: LintContext) -> None:
    """VL12, of all that is required at some time, and of every quorum. Of what is idle no parts are told."""
    asked = {state: _asked(room, state) for state in room.states}
    idle: list[ClausePart] = []
    opened: dict[str, Reason] = {}
    for part in dict.fromkeys(part for it in asked.values() for part in it.of):
        if any(part.within(other) for other in idle):
            continue
        try:
            if _matters(room, part, asked.values()):
                continue
        except LimitReached as reached:
            opened.setdefault(words.part_of(part), reached.reason)
            continue
        idle.append(part)
        finding = _idle(room, part)
        if finding is not None:
            room.findings.append(finding)
    for subject, reason in opened.items():
        room.not_decided((words.PART,), subject, reason)


def _asked(room: LintContext, state: State) -> LeftOut:
    watched = room.ground(state).effects.watched
    return left_out(room.specification, state, voter_classes(room.specification), watched)


def _matters(room: LintContext, part: ClausePart, asked: Iterable[LeftOut]) -> bool:
    budget = room.budget()
    return any(
        room.found(it.question, budget, [it.of[part]]) is not None for it in asked if part in it.of
    )


def _idle(room: LintContext, part: ClausePart) -> LintFinding | None:
    """None where the whole clause makes no difference, which is another finding, and where it is there for later."""
    specification = room.specification
    if part.quorum:
        body = specification.body[part.name]
        if body.quorum_notes.fixed is not None and can_change(room, ""):
            return None
        place = body.quorum_place if body.quorum_place.line else body.place
        return LintFinding(
            words.PART,
            "body",
            part.name,
            place.file or body.place.file,
            place.line or body.place.line,
            words.idle_quorum(specification, body, part),
            words.instead_of_idle_quorum(part),
            lines.idle_quorum(specification, body, part),
        )
    clause = specification.clause[part.name]
    assert isinstance(clause, Power | Rule | ExceptionTo)
    whole = not part.path and not isinstance(clause, Power)
    if whole or entrenches(room, clause):
        return None
    return LintFinding(
        words.PART,
        kind_of(clause),
        part.name,
        clause.place.file,
        clause.place.line,
        words.idle_part(specification, clause, part),
        words.instead_of_idle_part(part),
        lines.idle_part(specification, clause, part),
    )
