"""A way round explained: a story of the last decision, its condition, and who suffices for it."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date

from policy_dsl.model import Manner, Property, Specification
from policy_dsl.model.traverse import condition_atoms, condition_of_claim
from policy_dsl.records import dataclass, replace
from verifier.claims.inquiry import Inquiry
from verifier.encoding.openings import Switch
from verifier.encoding.terms import negation
from verifier.loopholes.conditions import weakest
from verifier.loopholes.openings import Openings
from verifier.loopholes.results import NotSettled, Stated, Supporters
from verifier.loopholes.supporting import supporters
from verifier.results import Scenario
from verifier.scenarios.replaying import replay_adopted
from verifier.scenarios.searching import plainest
from verifier.scenarios.telling import told
from verifier.solving.answers import Found
from verifier.solving.limits import Budget
from verifier.solving.values import Values
from verifier.words import loopholes as words


@dataclass(frozen=True)
class Explained:
    """What is told of the decision that gets round a property."""

    scenario: Scenario
    power: str
    literals: tuple[Stated, ...]
    supporters: Supporters | NotSettled | None
    values: Values
    open: tuple[str, ...]


def inquiry_into(openings: Openings, on: Collection[Switch]) -> Inquiry:
    """Is there a decision that gets round the property with just these openings?"""
    switched = [s.term if s in on else negation(s.term) for s in openings.switches]
    goal = (*openings.goal, *switched)
    manner = Manner.ANY if openings.terms.holder is not None else None
    return Inquiry(openings.frame, openings.frame.exists(*goal), goal, True, manner=manner)


def explain(
    openings: Openings,
    inquiry: Inquiry,
    found: Found,
    on: Collection[Switch],
    specification: Specification,
    prop: Property,
    period: tuple[date | None, date | None],
    budget: Budget,
) -> Explained:
    """The plainest decision that answers the inquiry, replayed; and what is said of it."""
    shown = plainest(inquiry, found, inquiry.goal, True, budget)
    state = openings.frame.encoding.state
    outcome = replay_adopted(specification, state, prop, shown.lifted)
    matters = shown.matters | _named(prop)
    scenario = told(specification, state, prop, period, shown.lifted, matters, outcome)
    power = _power(openings, shown.values, on)
    before = len(budget.unanswered)
    said = weakest(openings, shown.values, shown.lifted.decision, power, budget)
    weaker = budget.unanswered_since(before)
    enough = supporters(
        openings.frame, openings.terms.holder, shown.values, power, inquiry.manner, budget
    )
    return Explained(
        scenario=replace(scenario, power=power),
        power=power,
        literals=tuple(
            Stated(each.text, each.attribute, each.condition, each.ruled, each.effect, each.absent)
            for each in said
        ),
        supporters=enough,
        values=shown.values,
        open=words.still_open(shown.open, weaker, enough),
    )


def _named(prop: Property) -> frozenset[str]:
    """The attributes that the property names are always told."""
    condition = condition_of_claim(prop.claim)
    return frozenset(getattr(atom, "attribute", "") for atom in condition_atoms(condition))


def _power(openings: Openings, values: Values, on: Collection[Switch]) -> str:
    allowed = {*openings.home, *(s.name for s in on if s.kind == "route")}
    by = openings.frame.encoding.adopted_by
    return next(name for name in by if name in allowed and values.truth(by[name]))
