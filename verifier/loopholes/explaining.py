"""A way round explained: a story of the last decision, its condition, and who suffices for it."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date

from policy_dsl.model import ALWAYS, Manner, Property, Specification
from policy_dsl.model.traverse import condition_atoms, condition_of_claim
from policy_dsl.records import dataclass, replace
from verifier.claims.verification_condition import VerificationCondition
from verifier.encoding.conduct import Switch
from verifier.encoding.terms import negation
from verifier.loopholes.acting import acting_in
from verifier.loopholes.openings import Openings
from verifier.loopholes.supporting import Decisions, enough, not_asked
from verifier.loopholes.weakest_condition import weakest
from verifier.results import ReplayError, Scenario
from verifier.results.loopholes import Conditions, Enough
from verifier.scenarios import plainest
from verifier.scenarios.narrating import told
from verifier.scenarios.replaying import replay_adopted
from verifier.solving.answers import found_or_none, there_is
from verifier.solving.limits import Budget
from verifier.solving.values import Values
from verifier.words import conduct as conduct_words
from verifier.words import loopholes as words


@dataclass(frozen=True)
class Explained:
    """What is told of the decision that gets round a property."""

    scenario: Scenario
    power: str
    under: Conditions
    acting: tuple[conduct_words.Acting, ...]
    enough: Enough
    values: Values
    open: tuple[str, ...]


def vc_of_openings(openings: Openings, on: Collection[Switch]) -> VerificationCondition:
    """Is there a decision that gets round the property with just these openings?"""
    switched = [s.term if s in on else negation(s.term) for s in openings.switches]
    goal = (*openings.goal, *switched)
    manner = Manner.ANY if openings.terms.holder is not None else None
    return VerificationCondition(
        openings.context, openings.asking(switched), goal, True, manner=manner
    )


def explain(
    openings: Openings,
    vc: VerificationCondition,
    on: Collection[Switch],
    specification: Specification,
    prop: Property,
    period: tuple[date | None, date | None],
    budget: Budget,
    explained: bool = True,
    plain: bool = True,
) -> Explained:
    """The plainest decision that answers the vc, replayed; and what is said of it, if it is to be `explained`. Where it
    need not be `plain` it is any that does.

    It is adopted by a power at home or by the one whose route is open, and by no other if that can be.
    """
    vc, power = _by_one_power(openings, vc, on, budget)
    found = found_or_none(vc.question.ask(budget))
    assert found is not None
    shown = plainest.shown(vc, found, vc.goal, True, budget, plain)
    state = openings.context.encoding.state
    by = openings.by
    power = power or next(n for n in by if n in openings.home and shown.values.truth(by[n]))
    outcome = replay_adopted(specification, state, prop, shown.lifted, power)
    manner, conduct = openings.manner_with(on), openings.conduct
    matters = shown.matters | _named(prop)
    scenario = told(specification, state, prop, period, shown.lifted, matters, outcome, power)
    acting = acting_in(conduct, shown.values, scenario)
    if manner is not None and any(each.manner is not manner for each in acting):
        raise ReplayError(f"{prop.name}: not all {manner.value}")
    if not explained:
        only_this = Conditions(ALWAYS, None, every=False)
        return Explained(scenario, power, only_this, acting, not_asked(), shown.values, ())
    before = len(budget.unanswered)
    under, given = weakest(openings, shown.values, power, manner, budget)
    weaker = budget.unanswered_since(before)
    otherwise = manner or (Manner.AGAINST if conduct is None else conduct.manner)
    suffice = enough(
        openings.terms,
        shown.values,
        power,
        scenario.coalition,
        budget,
        Decisions(given, otherwise) if under.every else None,
        conduct_words.while_acting(scenario.coalition, acting),
    )
    return Explained(
        scenario=scenario,
        power=power,
        under=under,
        acting=acting,
        enough=suffice,
        values=shown.values,
        open=words.still_open(shown.open, weaker, suffice),
    )


def _named(prop: Property) -> frozenset[str]:
    """The attributes that the property names are always told."""
    condition = condition_of_claim(prop.claim)
    return frozenset(getattr(atom, "attribute", "") for atom in condition_atoms(condition))


def _by_one_power(
    openings: Openings, vc: VerificationCondition, on: Collection[Switch], budget: Budget
) -> tuple[VerificationCondition, str | None]:
    """The vc into a decision that one power adopts, and which: the first of those that may adopt one.

    If it can be, none whose route is closed adopts it, too; for that others may stay away. None: of a holder who may
    choose how it acts, where now this power adopts it and now that.
    """
    by = openings.context.encoding.adopted_by
    switched = [s.term if s in on else negation(s.term) for s in openings.switches]
    # A route that is open is needed: without it nothing is adopted.
    routes = [switch.name for switch in on if switch.kind == "route"]
    closed = [s.name for s in openings.switches if s.kind == "route" and s not in on]
    alone = [negation(by[name]) for name in closed]
    for power in routes or [name for name in by if name in openings.home]:
        this = openings.by[power]
        asked = replace(
            vc,
            question=openings.asking(switched, this),
            goal=(*openings.given, *switched, *openings.opposed, this),
        )
        if not there_is(asked.question.ask(budget)):
            continue
        for votes in (openings.opposed, openings.loosely) if alone else ():
            goal = (*openings.given, *switched, *votes, *alone, this)
            if openings.by_any_means:
                break
            question = openings.context.exists(*goal)
            if there_is(question.ask(budget)):
                return replace(vc, question=question, goal=goal), power
        return asked, power
    return vc, None
