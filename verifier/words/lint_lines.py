"""What lint finds, in a line each that is true by itself."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from policy_dsl.decisions import Vote
from policy_dsl.model import (
    ALWAYS,
    AnyClause,
    Attribute,
    Body,
    Condition,
    ExceptionTo,
    Party,
    Power,
    Specification,
)
from verifier.words.lint import (
    NAMED_IN_FULL,
    decisions_text,
    named,
    quorum_of,
    required_by,
    under,
)
from verifier.words.lint_votes import called, number_in_favour

if TYPE_CHECKING:
    from verifier.encoding.classes import VoterClass
    from verifier.encoding.clause_parts import ClausePart

# Which decisions are meant would take several lines to say.
SOME_DECISIONS = "certain decisions (--show says which)"


def _decisions(condition: Condition) -> str:
    text = decisions_text(condition)
    return text if len(text) <= NAMED_IN_FULL else SOME_DECISIONS


def no_power(condition: Condition, reading: Mapping[str, str]) -> str:
    """VL01."""
    return f"nobody may take {_decisions(condition)}{under(reading)}"


def never_applies(clause: AnyClause, of_seats: bool) -> str:
    """VL02."""
    seats = " as the seats are" if of_seats else ""
    return f"{named(clause)} can never apply{seats}, however the rules are read"


def makes_no_difference(clause: AnyClause) -> str:
    """VL03."""
    return f"{named(clause)} makes no difference to any outcome, as the rules stand"


def cannot_pass(condition: Condition, reading: Mapping[str, str], every: bool) -> str:
    """VL04."""
    decisions = _decisions(condition)
    whose = decisions if every or decisions == SOME_DECISIONS else f"some {decisions}"
    return f"{whose}{under(reading)} cannot pass, whatever anybody votes"


def no_vote_matters(body: Body, condition: Condition) -> str:
    """VL05, of everybody in a body."""
    on = "" if condition == ALWAYS else f" on {_decisions(condition)}"
    return f"no vote in {body.name} matters{on}"


def vote_never_matters(voters: VoterClass, body: Body, condition: Condition) -> str:
    """VL05."""
    on = "" if condition == ALWAYS else f" on {_decisions(condition)}"
    return f"the vote of {called(voters)} in {body.name} never matters{on}"


def body_decides_nothing(body: Body) -> str:
    """VL05, of a whole body."""
    return f"no requirement counts votes in {body.name}"


def coming_helps(body: Body, vote: Vote) -> str:
    """VL06 of a vote against, VL14 of an abstention."""
    what = "a vote against" if vote is Vote.AGAINST else "an abstention"
    return (
        f"{what} in {body.name} can let a decision pass that would fail had that voter stayed away"
    )


def lost_by_coming(body: Body) -> str:
    """VL19."""
    return (
        f"a vote for at a first meeting of {body.name} can lose a decision that would pass had that"
        " voter stayed away"
    )


def one_vote_passes(power: Power, fewest: int) -> str:
    """VL15."""
    return f"power {power.name} can pass a decision with {number_in_favour(fewest)}"


def changed_without(clause: AnyClause) -> str:
    """VL16."""
    return f"{named(clause)} can be changed without what it requires"


def demand_differs(one: AnyClause, other: AnyClause) -> str:
    """VL17."""
    return f"{named(one)} and {named(other)} ask for different things of one kind of decision"


def in_no_decision(clause: AnyClause, apart: bool) -> str:
    """VL18."""
    but = ", though it can be done in several" if apart else ""
    return f"{named(clause)}: no decision that can be taken meets its condition{but}"


def swallows(exception: ExceptionTo, target: AnyClause, of_seats: bool) -> str:
    """VL07."""
    seats = " as the seats are" if of_seats else ""
    return f"exception {exception.name} leaves nothing of {named(target)}{seats}"


def no_property_depends(clause: AnyClause) -> str:
    """VL08: clauses on which no property depends."""
    return f"no property depends on {named(clause)}"


def judge_profits(attribute: Attribute, judge: Party, adopted: bool) -> str:
    """VL09."""
    gain = "carry a decision that it votes for" if adopted else "stop one that it votes against"
    return f"{judge.name} rules on {attribute.name}, and by a false ruling alone can {gain}"


def passes_together(act: str, other: str) -> str:
    """VL10."""
    return f"some decision that does nothing but {act} cannot pass, whatever anybody votes; with {other}, it can"


def lower_quorum(clause: AnyClause, body: Body) -> str:
    """VL13."""
    return f"{named(clause)} can be met where too few attend for the quorum of {body.name}"


def idle_quorum(specification: Specification, body: Body, part: ClausePart) -> str:
    """VL12 of a quorum, or of a part of one."""
    what = quorum_of(specification, body, part)
    if len(what) > NAMED_IN_FULL:
        what = f"a part of the quorum of {body.name}"
    return f"{what} makes no difference to any outcome, as the rules stand"


def idle_part(specification: Specification, clause: AnyClause, part: ClausePart) -> str:
    """VL12 of a part of what a clause requires."""
    what = required_by(specification, clause, part)
    if len(what) > NAMED_IN_FULL:
        what = f"a part of what {named(clause)} requires"
    return f"{what} makes no difference to any outcome, as the rules stand"
