"""Why a requirement is met or not, in words."""

from __future__ import annotations

from typing import assert_never

from policy_dsl import wording
from policy_dsl.interpreter import Checked, Numbers
from policy_dsl.model import (
    AllOf,
    AnyOf,
    AttendanceTally,
    Attends,
    CastingVote,
    Consensus,
    ConsentAct,
    ConsentVote,
    Given,
    NoObjection,
    NoObjectionAct,
    NoRejection,
    Quorate,
    Requirement,
    Specification,
    Successive,
    Tally,
    Turnout,
)
from policy_dsl.model.atoms import adjournment, at_every_meeting
from verifier.words.meetings import at_its
from verifier.words.why_so import condition_why, decisive

__all__ = ["numbers_text", "requirement_why"]


def requirement_why(specification: Specification, checked: Checked) -> str:
    """Whether a requirement was met, with its numbers."""
    if isinstance(checked.requirement, Successive):
        return _at_meetings(specification, checked)
    if adjournment(checked.requirement) is not None:
        return _perhaps_adjourned(specification, checked)
    if at_every_meeting(checked.requirement) is not None:
        return _at_those_held(specification, checked)
    joined = {AllOf: " and ", AnyOf: " or "}.get(type(checked.requirement))
    if joined and checked.parts and all(part.met == checked.met for part in checked.parts):
        return joined.join(
            f"{_bracketed(specification, part.requirement)} ({_outcome(specification, part)})"
            for part in checked.parts
        )
    return f"{wording.requirement(specification, checked.requirement)}: {_outcome(specification, checked)}"


def _at_meetings(specification: Specification, checked: Checked) -> str:
    """What was needed at each of several meetings, and whether it was met; where nothing was needed nothing is said."""
    said = [
        f"{at_its(index)} {requirement_why(specification, part)}"
        for index, part in enumerate(checked.parts)
        if part.requirement != AllOf(())
    ]
    return "; ".join(said) or wording.requirement(specification, checked.requirement)


def _perhaps_adjourned(specification: Specification, checked: Checked) -> str:
    """Whether the first meeting was quorate, and what was needed then: there, or at the adjourned one."""
    at_first, at_last = checked.parts
    quorate, first = at_first.parts[0].parts
    assert isinstance(quorate.requirement, Quorate)
    body = quorate.requirement.body
    if quorate.met:
        return (
            f"{at_its(0)}, since {body} is quorate there, {requirement_why(specification, first)}"
        )
    why = requirement_why(specification, at_last.parts[1])
    return f"at the adjourned meeting, since {body} is not quorate {at_its(0)}, {why}"


def _at_those_held(specification: Specification, checked: Checked) -> str:
    """What was needed at the first meeting and, if an adjourned one was held, there, too."""
    at_first, (_, again) = checked.parts[0], checked.parts[1].parts
    said = _at_meetings(specification, at_first)
    not_quorate, there = again.parts
    if not not_quorate.met:
        return said
    return f"{said}; at the adjourned meeting {requirement_why(specification, there)}"


def _bracketed(specification: Specification, part: Requirement) -> str:
    said = wording.requirement(specification, part)
    return f"({said})" if isinstance(part, AllOf | AnyOf) else said


def _outcome(specification: Specification, checked: Checked) -> str:
    met = "met" if checked.met else "not met"
    if checked.quorate is False:
        return f"{met}, not quorate"
    inner = [part for part in checked.parts if part.met == checked.met]
    if inner and not isinstance(checked.requirement, NoRejection):
        return f"{met} ({'; '.join(requirement_why(specification, part) for part in inner)})"
    if checked.judged is not None and any(decisive(checked.judged)):
        return f"{met}, {condition_why(checked.judged)}"
    if checked.tie:
        how = (
            "no casting vote counts"
            if checked.casting is None
            else f"the casting vote is cast {checked.casting.value}"
        )
        return f"{met}, a tie{_so_many(checked.numbers)}, and {how}"
    if checked.numbers is None:
        return met
    return f"{met}, {_numbers_said(checked.requirement, checked.numbers)}"


def _numbers_said(it: Requirement, numbers: Numbers) -> str:
    """What was counted and what is needed; a tally needs somebody in any case, whatever weight that one has."""
    match it:
        case Tally(weight=weight):
            nobody = "nobody in favour"
        case AttendanceTally(Tally(weight=weight)):
            nobody = "nobody attending"
        case Turnout(Tally(weight=weight)):
            nobody = "nobody voting for or against"
        case ConsentAct() | ConsentVote() | Attends() if numbers.base == 0:
            return "nobody is asked"
        case _:
            return numbers_text(numbers, _counted(it))
    if numbers.heads == 0 and numbers.enough:
        # Weights of nobody, or those who abstain and count, reach what is asked for.
        return nobody
    return numbers_text(numbers, _counted(it), least=1 if weight is None else 0)


def _counted(it: Requirement) -> str:
    """What the numbers of such a requirement count."""
    match it:
        case Tally(weight=weight, abstentions=abstentions):
            votes = "in favour or abstaining" if abstentions else "in favour"
            return f"{weight} {votes}" if weight else votes
        case AttendanceTally(Tally(weight=weight)):
            return f"{weight} attending" if weight else "attending"
        case Turnout(Tally(weight=weight)):
            return f"{weight} voting for or against" if weight else "voting for or against"
        case Attends():
            return "attending"
        case ConsentVote() | CastingVote():
            return "in favour"
        case ConsentAct():
            return "consenting"
        case NoObjectionAct():
            return "objecting"
        case Consensus() | NoObjection():
            return "against"
        case NoRejection(tally):
            return _counted(tally).replace("in favour", "against")
        case Given() | Quorate() | AllOf() | AnyOf() | Successive():
            raise ValueError(f"it counts nobody: {it}")
        case _:
            assert_never(it)


def _so_many(numbers: Numbers | None) -> str:
    if numbers is None or numbers.base is None:
        return ""
    return f" of {numbers.counted:,} to {numbers.base - numbers.counted:,}"


def numbers_text(numbers: Numbers, what: str, least: int = 0) -> str:
    """Numbers as "5 of 9 in favour; 5 needed", and not fewer than `least`."""
    of = f" of {numbers.base:,}" if numbers.base is not None else ""
    if what == "objecting" and not numbers.counted:
        return "nobody objecting"
    if what in ("against", "objecting"):
        return f"{numbers.counted:,}{of} {what}"
    # What is counted is whole, so the smallest whole number that is enough says it exactly.
    return f"{numbers.counted:,}{of} {what}; {max(least, numbers.least):,} needed"
