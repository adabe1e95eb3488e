"""How many ways there are round a property, and the smallest of them, without a story for each."""

from __future__ import annotations

from itertools import islice

from policy_dsl.model import NO_NOTES, NOWHERE, CanBlock, Manner, Property
from policy_dsl.records import replace
from verifier.loopholes.openings import Protection, protection
from verifier.loopholes.searching import Search, SetSearch
from verifier.results import LoopholeCount
from verifier.solving.limits import Budget
from verifier.solving.questions import ENDED_EARLY, ended_early


def count_loopholes(search: Search, prop: Property) -> LoopholeCount | None:
    """How many loopholes a property has, without explaining them; None for a claim that protects nothing."""
    what = protection(prop)
    if what is None:
        return None
    asked = _what_counts(prop)
    if asked not in search.counted:
        search.counted[asked] = _counted(search, prop, what)
    may_change = prop.even_after_amendments or any(p.grants for p in search.specification.powers)
    return replace(search.counted[asked], may_change=may_change)


def _what_counts(prop: Property) -> Property:
    """The property with what its loopholes do not depend on set to one and the same."""
    claim = prop.claim
    if isinstance(claim, CanBlock):
        claim = replace(claim, manner=Manner.AGAINST)
    return replace(
        prop,
        name="",
        title="",
        claim=claim,
        free_judges=(),
        even_after_amendments=False,
        expected_false=None,
        place=NOWHERE,
        notes=NO_NOTES,
    )


def _counted(search: Search, prop: Property, what: Protection) -> LoopholeCount:
    run = SetSearch(search, prop, what, Budget(search.limits), alone=True)
    sets = run.minimal_sets()
    try:
        run.budget.limits.go_on()
        found = list(islice(sets, search.most + 1))
    except ENDED_EARLY as error:
        run.stopped, found = ended_early(error, run.budget), []
    sets.close()
    if not found:
        return LoopholeCount(0, run.stopped is not None, (), open=run.stopped)
    found.sort(key=lambda raw: len(raw.said(search.specification)))
    smallest = tuple(opening.text for opening in found[0].said(search.specification))
    more = len(found) > search.most or run.stopped is not None
    # Of more than are counted, a limit keeps nothing open.
    unfinished = run.stopped if len(found) <= search.most else None
    return LoopholeCount(min(len(found), search.most), more, smallest, open=unfinished)
