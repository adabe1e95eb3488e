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
from verifier.loopholes.results import Conditions, NotSettled, Supporters
from verifier.loopholes.supporting import supporters
from verifier.results import Scenario
from verifier.scenarios.replaying import replay_adopted
from verifier.scenarios.searching import plainest
from verifier.scenarios.telling import told
from verifier.solving.answers import Found, found_or_none, there_is
from verifier.solving.limits import Budget
from verifier.solving.values import Values
from verifier.words import loopholes as words


@dataclass(frozen=True)
class Explained:
    """What is told of the decision that gets round a property."""

    scenario: Scenario
    power: str
    under: Conditions
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
    on: Collection[Switch],
    specification: Specification,
    prop: Property,
    period: tuple[date | None, date | None],
    budget: Budget,
) -> Explained:
    """The plainest decision that answers the inquiry, replayed; and what is said of it.

    It is adopted by a power at home or by the one whose route is open, and by no other if that can be.
    """
    power = _power(openings, inquiry, on, budget)
    inquiry, found = _by_that_alone(openings, inquiry, power, on, budget)
    shown = plainest(inquiry, found, inquiry.goal, True, budget)
    state = openings.frame.encoding.state
    outcome = replay_adopted(specification, state, prop, shown.lifted, power)
    matters = shown.matters | _named(prop)
    scenario = told(specification, state, prop, period, shown.lifted, matters, outcome, power)
    before = len(budget.unanswered)
    under = weakest(openings, shown.values, power, budget)
    weaker = budget.unanswered_since(before)
    enough = supporters(
        openings.frame, openings.terms.holder, shown.values, power, inquiry.manner, budget
    )
    return Explained(
        scenario=scenario,
        power=power,
        under=under,
        supporters=enough,
        values=shown.values,
        open=words.still_open(shown.open, weaker, enough),
    )


def _named(prop: Property) -> frozenset[str]:
    """The attributes that the property names are always told."""
    condition = condition_of_claim(prop.claim)
    return frozenset(getattr(atom, "attribute", "") for atom in condition_atoms(condition))


def _power(openings: Openings, inquiry: Inquiry, on: Collection[Switch], budget: Budget) -> str:
    """The first of the powers that may adopt the decision by which one is adopted."""
    by = openings.frame.encoding.adopted_by
    routes = [switch.name for switch in on if switch.kind == "route"]
    # A route that is open is needed: without it nothing is adopted.
    *others, last = routes or [name for name in by if name in openings.home]
    for name in others:
        if there_is(inquiry.question.ask(budget, extra=[by[name]])):
            return name
    return last


def _by_that_alone(
    openings: Openings, inquiry: Inquiry, power: str, on: Collection[Switch], budget: Budget
) -> tuple[Inquiry, Found]:
    """The inquiry into a decision that this power adopts: if it can be, without any whose route is closed."""
    by = openings.frame.encoding.adopted_by
    closed = [s.name for s in openings.switches if s.kind == "route" and s not in on]
    told = (by[power], *(negation(by[name]) for name in closed))
    for goal in ((*inquiry.goal, *told), (*inquiry.goal, by[power])):
        asked = replace(inquiry, question=openings.frame.exists(*goal), goal=goal)
        found = found_or_none(asked.question.ask(budget))
        if found is not None:
            return asked, found
    raise AssertionError("it was found that this power adopts one")
