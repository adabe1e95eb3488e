"""Quorums: requirements on who attends."""

from __future__ import annotations

from policy_dsl import model, syntax
from policy_dsl.checker.conditions import speaks_of_votes
from policy_dsl.checker.context import Context
from policy_dsl.checker.tallies import CheckedTally, tally
from policy_dsl.checker.voters import attendance


def quorum(context: Context, node: syntax.Expression, of: str) -> model.Requirement:
    """What a quorum demands: tallies of members, turnout, attendance of parties, `and`, `or`."""
    counted = CheckedTally(attendance=True, body=of)
    match node:
        case syntax.And(operands=operands):
            return model.AllOf(tuple(quorum(context, operand, of) for operand in operands))
        case syntax.Or(operands=operands):
            return model.AnyOf(tuple(quorum(context, operand, of) for operand in operands))
        case syntax.Tally():
            return model.AttendanceTally(tally(context, node, counted))
        case syntax.AttendanceTally(tally=inner):
            return model.AttendanceTally(tally(context, inner, counted))
        case syntax.Turnout(tally=inner):
            return model.Turnout(tally(context, inner, CheckedTally(turnout=True, body=of)))
        case syntax.Attendance():
            return attendance(context, node, counted)
        case _:
            context.report.error(
                "VP055",
                node.span,
                _why_not(node),
                "a quorum says how many members have to attend, and who:"
                " `at least 1/2 of members`, `attendance of …`; `turnout of …` counts those who vote for or against",
            )
            return model.AllOf(())


def _why_not(node: syntax.Expression) -> str:
    if not speaks_of_votes(node):
        return "a quorum does not depend on the decision"
    if isinstance(node, syntax.Not):
        return "a quorum is reached by attending, so `not` has no sense in it"
    return "a quorum counts who attends, not how they vote or what they consent to"
