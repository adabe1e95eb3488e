"""The reference interpreter: what a specification means, for one decision and everybody's ballots.

It is the meaning of the language. It shares no code with the verifier's encoding, and is slow if need be.
"""

from policy_dsl.interpreter.conditions import count_holds, settled
from policy_dsl.interpreter.deciding import (
    Meeting,
    check_requirement,
    condition_holds,
    count_votes,
    decide,
    is_quorate,
    judge_condition,
    requirement_met,
    seats_of,
)
from policy_dsl.interpreter.effects import (
    beyond_composition,
    beyond_seats,
    possible_effects,
    vacant_seats,
    what_is_fixed,
)
from policy_dsl.interpreter.outcome import (
    BodyOutcome,
    Checked,
    ClauseOutcome,
    Counted,
    Judged,
    Limit,
    Numbers,
    Obstacle,
    Outcome,
    PowerOutcome,
    Seated,
)

__all__ = [
    "BodyOutcome",
    "Checked",
    "ClauseOutcome",
    "Counted",
    "Judged",
    "Limit",
    "Meeting",
    "Numbers",
    "Obstacle",
    "Outcome",
    "PowerOutcome",
    "Seated",
    "beyond_composition",
    "beyond_seats",
    "check_requirement",
    "condition_holds",
    "count_holds",
    "count_votes",
    "decide",
    "is_quorate",
    "judge_condition",
    "possible_effects",
    "requirement_met",
    "seats_of",
    "settled",
    "vacant_seats",
    "what_is_fixed",
]
