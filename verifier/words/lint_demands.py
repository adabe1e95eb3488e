"""What lint says of clauses by what they demand: changed without it, demanding otherwise, never met."""

from __future__ import annotations

from collections.abc import Sequence

from policy_dsl import wording
from policy_dsl.model import AnyClause, ExceptionTo, Power, Rule, Specification
from policy_dsl.model.effects import Effect
from verifier.results import Scenario
from verifier.words.lint import named

# --- changed without what it demands ---------------------------------------------------------------

NOT_AT_AN_ADJOURNED = (
    "some power has adjourned meetings of several bodies, or under some of its readings only, and what is asked at"
    " one meeting is not looked for at all of these"
)
NOT_AT_THE_LAST = "what is demanded at a meeting before the last is not asked for of amendments"


def changed_without(
    specification: Specification,
    clause: Power | Rule | ExceptionTo,
    reading: str | None,
    scenario: Scenario,
) -> str:
    """VL16."""
    assert clause.requires is not None
    asked = wording.requirement(specification, clause.requires.under(reading), spoken=True)
    read = f" under the reading {reading}" if reading is not None else ""
    return (
        f"The {named(clause)} requires {asked}{read}. To change it takes no such thing: this decision"
        f" {wording.listed(list(scenario.effects))}, and passes without that, by power {scenario.power}."
    )


def instead_of_changed(clause: AnyClause) -> str:
    """VL16."""
    return (
        f"ask for the same where it is amended (a rule `when amends {clause.name}`, and another for that rule, or"
        f" `fixed`), or waive this if {clause.name} may be changed so."
    )


# --- different demands -----------------------------------------------------------------------------


def demand_differs(one: AnyClause, other: AnyClause, forms: Sequence[str], both: bool) -> str:
    """VL17. `forms` are what has to be otherwise for the other one to apply; `both` clauses have to be met."""
    if both:
        return (
            f"The {named(one)} and the {named(other)} apply to the same decision, and neither asks for what the other"
            " does: each can be met where the other is not."
        )
    if forms:
        return (
            f"The {named(one)} and the {named(other)} are ways to decide the same in another form, and ask for"
            f" different things: by the same votes it passes by {one.name}, and does not by {other.name} with"
            f" {wording.listed(list(forms))}."
        )
    return (
        f"The {named(one)} and the {named(other)} are ways to take the same decision, and ask for different things: by"
        f" these votes it passes by {one.name}, and would not by {other.name} alone."
    )


def instead_of_different(one: AnyClause, other: AnyClause, both: bool) -> str:
    """VL17."""
    if both:
        return f"say in one clause what is asked for, or in `when` where each of {one.name} and {other.name} applies."
    return (
        f"ask for the same in both, or say in `when` which decisions {other.name} alone can take; if either is to be"
        " enough, waive this."
    )


# --- met by no decision of one meeting -------------------------------------------------------------


def in_no_decision(clause: AnyClause, apart: Sequence[tuple[Effect, Sequence[str]]]) -> str:
    """VL18. `apart`: of each thing that its condition asks for, the powers that may do it, if it can be done at all."""
    if not apart:
        return (
            f"No decision that can be taken meets the condition of the {named(clause)}: no power that it could be"
            " taken by may do what the condition asks for."
        )
    said = "; ".join(
        f"a decision that {wording.effect(effect)} can be taken by {wording.listed(list(powers))}"
        for effect, powers in apart
    )
    return (
        f"No decision that can be taken meets the condition of the {named(clause)}: no power may do all of it at once."
        f" In several decisions it can be done: {said}. The clause applies to none of them."
    )


def instead_of_in_no_decision(clause: AnyClause, apart: bool) -> str:
    """VL18."""
    if apart:
        return f"let {clause.name} apply to each of them by itself (`or` instead of `and`)."
    return (
        f"let some power do it (`may …`), or take {clause.name} out until one can; if it is there for that day, say"
        " `fixed`."
    )
