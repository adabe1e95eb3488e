"""How many ways there are round a property, and the smallest of them, without a story for each."""

from __future__ import annotations

from itertools import islice

from policy_dsl.model import Property
from policy_dsl.records import replace
from verifier.loopholes.naming import groups, names, naming
from verifier.loopholes.openings import protection
from verifier.loopholes.searching import Search, SetSearch, UnchangingSets, what_ways_depend_on
from verifier.results import LoopholeCount
from verifier.solving.limits import Budget
from verifier.solving.solver_runs import ENDED_EARLY, ended_early
from verifier.words.reasons import why


def count_loopholes(search: Search, prop: Property) -> LoopholeCount | None:
    """How many loopholes a property has, without explaining them; None for a claim that protects nothing."""
    counted = minimal_sets_round(search, prop)
    may_change = prop.even_after_amendments or any(p.grants for p in search.specification.powers)
    return None if counted is None else _findings(search, prop, counted, may_change)


def minimal_sets_round(search: Search, prop: Property) -> UnchangingSets | None:
    """The minimal sets of openings that change nothing first; None for a claim that protects nothing."""
    if protection(prop) is None:
        return None
    # Whom its rulings may tell apart is of no matter where no story is told.
    asked = replace(what_ways_depend_on(prop), free_judges=())
    if asked not in search.counted:
        search.counted[asked] = _counted(search, prop)
    return search.counted[asked]


def _findings(
    search: Search, prop: Property, counted: UnchangingSets, may_change: bool
) -> LoopholeCount:
    """What was found as findings, under the names that all commands give them."""
    them = naming(search.specification, prop)
    grouped = [counted.sets[group[0]] for group in groups(them, counted.sets)]
    complete = counted.stopped is None and not counted.more
    named = names(them, grouped, complete, complete)
    return LoopholeCount(
        number=len(grouped),
        more=counted.more or counted.stopped is not None,
        smallest=tuple(opening.text for opening in grouped[0]) if grouped else (),
        may_change=may_change,
        # Of more than are counted, a limit keeps nothing open.
        open=None if counted.more or counted.stopped is None else why(counted.stopped),
        names=tuple(named.values()),
    )


def _counted(search: Search, prop: Property) -> UnchangingSets:
    run = SetSearch(search, prop, Budget(search.limits), alone=True)
    sets = run.minimal_sets()
    try:
        run.budget.limits.go_on()
        found = list(islice(sets, search.most + 1))
    except ENDED_EARLY as error:
        run.stopped, found = ended_early(error, run.budget), []
    sets.close()
    more = len(found) > search.most
    said = [raw.said() for raw in found[: search.most]]
    return UnchangingSets(tuple(said), more, run.stopped)
