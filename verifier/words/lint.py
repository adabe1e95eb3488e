"""What lint says to a person: the codes, what was found, and what to write instead."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from policy_dsl import wording
from policy_dsl.model import (
    ALWAYS,
    AnyClause,
    Attribute,
    Body,
    Condition,
    ExceptionTo,
    Party,
    Power,
    Prohibition,
    Requirement,
    Rule,
)
from verifier.encoding.activity import kind_of
from verifier.words import plain_names
from verifier.words.sentences import capitalised
from verifier.words.verdicts import day, under_readings, ways_apart

if TYPE_CHECKING:
    from policy_dsl.model import Specification
    from verifier.encoding.clause_parts import ClausePart
    from verifier.results.lint import Waiver

GAP, DEAD, REDUNDANT, CLASH, DUMMY, HELPS = "VL01", "VL02", "VL03", "VL04", "VL05", "VL06"
WIDE, UNCOVERED, JUDGE, BUNDLE, WAIVER = "VL07", "VL08", "VL09", "VL10", "VL11"
PART, LOWER, ABSTAINING, FEW = "VL12", "VL13", "VL14", "VL15"
CHANGED, DIFFERENT, SEVERAL, COMING = "VL16", "VL17", "VL18", "VL19"

# A code never changes its meaning; each has a page in docs/lint.
TITLES: Mapping[str, str] = {
    GAP: "No power covers it",
    DEAD: "The clause can never apply",
    REDUNDANT: "The clause makes no difference",
    CLASH: "No votes can pass some decisions",
    DUMMY: "The vote never matters",
    HELPS: "Voting against helps it pass",
    WIDE: "The exception swallows what it is made to",
    UNCOVERED: "No property depends on the clause",
    JUDGE: "The judge can profit from its own ruling",
    BUNDLE: "What cannot pass alone passes with something else",
    WAIVER: "The waiver is of no use",
    PART: "A part of what is required makes no difference",
    LOWER: "Its own quorum is lower than that of the body",
    ABSTAINING: "Abstaining helps it pass",
    FEW: "One vote can pass a decision",
    CHANGED: "It can be changed without what it demands",
    DIFFERENT: "Two clauses demand different things of one kind of decision",
    SEVERAL: "No decision that can be taken meets its condition",
    COMING: "Who comes in favour can lose it",
}
NAMED_IN_FULL = 120
ALL_DECISIONS = "all decisions"
RULING_ON_COHORTS = "rulings on which members of a cohort are named are not followed here"

__all__ = ["TITLES", "ways_apart"]


def which(condition: Condition) -> str:
    """A decision that a finding speaks of."""
    return (
        "any decision" if condition == ALWAYS else f"a decision when {wording.condition(condition)}"
    )


def decisions_text(condition: Condition) -> str:
    """Which decisions a finding speaks of."""
    if condition == ALWAYS:
        return ALL_DECISIONS
    return f"decisions when {wording.condition(condition)}"


def under(reading: Mapping[str, str]) -> str:
    """How the rules are read, where a finding is about one way to read them."""
    return f", under reading {under_readings([reading])}" if reading else ""


def named(clause: AnyClause) -> str:
    """A clause with its kind: "rule unanimity"."""
    return f"{kind_of(clause)} {clause.name}"


# --- gaps and clashes ----------------------------------------------------------------------------


def no_power(condition: Condition, reading: Mapping[str, str]) -> str:
    """VL01."""
    return (
        f"Nobody may take {which(condition)}{under(reading)}: no power covers it, and no clause says that none"
        " should."
    )


def instead_of_gap(condition: Condition, powers: Sequence[str]) -> str:
    """VL01. `powers` are those in force: only their author knows which of several is meant to cover it."""
    said = "" if condition == ALWAYS else f"`when {wording.condition(condition)}`"
    which = powers[0] if len(powers) == 1 else "the power that is meant to cover it"
    wider = f"widen the `when` of {which}, or add" if powers else "add"
    return f"{wider} a power {said} if somebody should decide it; if nobody should, say so with a prohibition.".replace(
        "  ", " "
    )


def cannot_pass(
    decisions: str,
    reading: Mapping[str, str],
    every: bool,
    example: Sequence[tuple[str, str]],
) -> str:
    """VL04. `example` is one that cannot pass, in which as few are named as can be: by which attribute, and who."""
    shown = _example(example) if example else ""
    comma = "," if reading else ""
    if every:
        return (
            f"{capitalised(decisions)}{under(reading)}{comma} cannot pass, whatever anybody votes,"
            f" although a power covers them and nothing prohibits them.{shown}"
        )
    return (
        f"Of {decisions}, some{under(reading)}{comma} cannot pass, whatever anybody votes, although a power covers them"
        f" and nothing prohibits them.{shown or NOBODY_NAMED}"
    )


NOBODY_NAMED = " An example with the fewest named: nobody is named."


def _example(example: Sequence[tuple[str, str]]) -> str:
    by_attribute: dict[str, list[str]] = {}
    for attribute, who in example:
        by_attribute.setdefault(attribute, []).append(who)
    named = "; ".join(
        f"{plain_names.includes(a)} {wording.listed(them)}" for a, them in by_attribute.items()
    )
    return f" An example with the fewest named: {named}."


def instead_of_clash(every: bool) -> str:
    """VL04."""
    if not every:
        return "say what applies where too many are recused, or too few are named, for the requirement to be met."
    return "change one of the clauses listed so that they can be met together, or prohibit such decisions outright."


# --- idle parts ----------------------------------------------------------------------------------


def part_of(part: ClausePart) -> str:
    """A part of a requirement by what it belongs to, where it is not known whether it makes a difference."""
    return f"quorum of {part.name}" if part.quorum else part.name


def quorum_of(specification: Specification, body: Body, part: ClausePart) -> str:
    """A quorum, or a part of one."""
    what = "quorum" if not part.path else f"part “{_said(specification, part)}” of the quorum"
    return f"the {what} of {body.name}"


def idle_quorum(specification: Specification, body: Body, part: ClausePart) -> str:
    """VL12 of a quorum, or of a part of one."""
    what = quorum_of(specification, body, part)
    return (
        f"As the rules stand, every decision has the same outcome with and without {what}, however"
        " they are read and whoever attends."
    )


def instead_of_idle_quorum(part: ClausePart) -> str:
    """VL12 of a quorum."""
    if part.path:
        return "take it out, or check what it asks for."
    return (
        "write `quorum none`, or check what it asks for: whatever passes has as many there anyway, or passes without"
        " that."
    )


def required_by(specification: Specification, clause: AnyClause, part: ClausePart) -> str:
    """What a clause requires, or a part of that."""
    read = f" under the reading {part.reading}" if part.reading is not None else ""
    said = f"“{_said(specification, part)}”"
    if not part.path:
        return f"what {named(clause)} requires{read}, {said}"
    which = "alternative" if part.alternative else "part"
    return f"the {which} {said} of what {named(clause)} requires{read}"


def idle_part(specification: Specification, clause: AnyClause, part: ClausePart) -> str:
    """VL12 of a part of what a clause requires."""
    what = required_by(specification, clause, part)
    return (
        f"As the rules stand, every decision has the same outcome with and without {what}, however they are read and"
        " whatever anybody votes."
    )


def instead_of_idle_part(part: ClausePart) -> str:
    """VL12 of a part of what a clause requires."""
    if part.alternative:
        return (
            "take it out, or check what it asks for: whatever it lets pass passes without it, too."
        )
    return "take it out, or check what it asks for: it adds nothing to what is asked anyway."


def _said(specification: Specification, part: ClausePart) -> str:
    if part.own_quorum:
        return f"with quorum {wording.quorum(specification, part.requirement, spoken=True)}"
    return wording.requirement(specification, part.requirement, spoken=True)


# --- lower quorums -------------------------------------------------------------------------------

INSTEAD_OF_LOWER_QUORUM = (
    "leave `with quorum` out where the quorum of the body is meant, or ask for more; if it is meant to be lower, waive"
    " this."
)


def lower_quorum(
    specification: Specification,
    clause: AnyClause,
    reading: str | None,
    asked: Requirement,
    body: Body,
    fewest: int,
) -> str:
    """VL13. `fewest` attend at the least where it is met and the body is not quorate."""
    read = f" under the reading {reading}" if reading is not None else ""
    said = wording.requirement(specification, asked, spoken=True)
    attend = "which nobody attends" if not fewest else f"which only {fewest:,} attend"
    attend = f"{attend}s" if fewest == 1 else attend
    needed = wording.quorum(specification, body.quorum, spoken=True)
    return (
        f"“{said}”, in what {named(clause)} requires{read}, can be met at a meeting of {body.name} {attend}"
        f" and that is not quorate: the quorum of {body.name} is {needed}."
    )


# --- idle clauses --------------------------------------------------------------------------------


def never_applies(clause: AnyClause, ever: bool, targets: bool, of_seats: bool) -> str:
    """VL02. `of_seats`: what meets some condition depends on who sits where, which is taken as it is."""
    if ever:
        why = "wherever its condition holds, the exceptions to it take it away"
    elif targets:
        why = "its condition never holds where what it is made to would apply"
    else:
        why = "no decision meets its condition"
    seats = ", as the seats are" if of_seats else ""
    return f"The {named(clause)} can never apply{seats}, however the rules are read: {why}."


def instead_of_dead(clause: AnyClause, ever: bool, of_seats: bool) -> str:
    """VL02."""
    if of_seats:
        return f"if {clause.name} is meant for other seats than these, waive this; else correct its `when`."
    if ever:
        return f"take {clause.name} out, or narrow the exceptions to it."
    return f"correct its `when`, or take {clause.name} out."


def makes_no_difference(clause: AnyClause, others: bool, amendable: bool) -> str:
    """VL03."""
    because = ": others already do what it does" if others else ""
    said = (
        f"As the rules stand, every decision has the same outcome with and without the {named(clause)}, however they"
        f" are read and whatever anybody votes{because}."
    )
    return f"{said} It may matter once other clauses are amended." if amendable else said


def instead_of_redundant(clause: AnyClause, others: Sequence[str]) -> str:
    """VL03."""
    if others:
        return f"keep one of {wording.listed([clause.name, *others])}, or say in `when` where each is meant to apply."
    if isinstance(clause, Power):
        return f"take {clause.name} out, or say for which decisions it is meant."
    return f"take {clause.name} out, or check what it `limits` and requires: it adds nothing to what is asked anyway."


def swallows(exception: ExceptionTo, target: AnyClause, of_seats: bool) -> str:
    """VL07. `of_seats` as of VL02."""
    seats = " as the seats are" if of_seats else ""
    return (
        f"Wherever the {named(target)} would apply{seats}, the exception {exception.name} takes it away, so that"
        f" nothing of {target.name} is left."
    )


def instead_of_wide(exception: ExceptionTo, target: AnyClause) -> str:
    """VL07."""
    return f"narrow the `when` of {exception.name}, or take out both it and {target.name}."


# --- judges, bundles, coverage ---------------------------------------------------------------------


def judge_profits(attribute: Attribute, judge: Party, adopted: bool) -> str:
    """VL09."""
    gain = "carry what it votes for" if adopted else "stop what it votes against"
    return (
        f"{judge.name} rules on {attribute.name} and has a say in the outcome: by a false ruling alone it can"
        f" {gain}."
    )


def instead_of_judge(attribute: Attribute) -> str:
    """VL09."""
    return (
        f"let somebody without a vote judge {attribute.name}, or state properties `whatever {attribute.judge}"
        " rules`."
    )


def ruled_truly(attribute: Attribute, adopted: bool) -> str:
    """VL09, before the story goes on."""
    outcome = "would not be adopted" if adopted else "would be adopted"
    return f"Were {attribute.name} ruled as it is, the decision {outcome} by the same votes:"


def passes_together(act: str, other: str) -> str:
    """VL10."""
    cannot = f"Some decision that does nothing but {act} cannot pass, whatever anybody votes"
    return f"{cannot}; together with {other} it can."


def not_alone(act: str, other: str) -> str:
    """VL10, at the end of the story."""
    return f"Without {other} the same decision cannot pass, even with everybody in favour."


def as_with(shown: str, act: str, other: str) -> str:
    """VL10, where the same act is a key to several."""
    return f"How is shown for {shown}, with which {other} helps, too; of {act} the same was found by the interpreter."


def instead_of_bundle(act: str, other: str) -> str:
    """VL10."""
    return (
        f"let what stops {act} apply whether or not {other} is decided with it, or require that they be voted on"
        " apart."
    )


def no_property_depends(clause: AnyClause) -> str:
    """VL08."""
    return (
        f"No property depends on the {named(clause)}: no verdict rests on it, and it applies in no scenario. It could"
        " say something else and nobody would notice."
    )


def instead_of_uncovered(clause: AnyClause) -> str:
    """VL08."""
    match clause:
        case Power():
            claim = f"for example `some decision can pass under {clause.name}`"
        case Rule() | Prohibition():
            claim = "one that would fail without it"
        case _:
            claim = "one about decisions that it applies to"
    return f"state a property about it, {claim}."


# --- waivers -------------------------------------------------------------------------------------


def waiver_past(waiver: Waiver) -> str:
    """VL11."""
    assert waiver.until is not None
    return f"The waiver of {waiver.code} for {waiver.subject} was given until {day(waiver.until)}, which has passed."


def waives_nothing(waiver: Waiver) -> str:
    """VL11."""
    return f"The waiver of {waiver.code} for {waiver.subject} waives nothing: there is no such finding."


INSTEAD_OF_WAIVER = "take the waiver out, or correct its code, subject or date."


def no_code(code: str) -> str:
    """A code that does not exist."""
    return f"there is no {code}; the codes are {min(TITLES)} to {max(TITLES)}"
