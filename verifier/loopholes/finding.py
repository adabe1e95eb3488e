"""Finding the loopholes of a property: all minimal sets of openings, each explained."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import TypeVar

from policy_dsl.model import Acceptance, Property
from policy_dsl.records import dataclass, field, replace
from policy_dsl.state import Interval, intervals_of
from verifier.loopholes.accepting import accepted_by, stale
from verifier.loopholes.explaining import explain, vc_of_openings
from verifier.loopholes.naming import content, groups, names, naming
from verifier.loopholes.openings import protection, rank
from verifier.loopholes.searching import (
    FoundSet,
    Search,
    SearchAsked,
    SetSearch,
    what_ways_depend_on,
)
from verifier.results.loopholes import Loophole, Opening, PropertyLoopholes
from verifier.scenarios.sources import weakest
from verifier.solving.answers import LimitReached
from verifier.solving.helping import Helpers
from verifier.solving.limits import Budget
from verifier.solving.reasons import Reason
from verifier.solving.remembering import remembering
from verifier.solving.shared_work import SharedWork, WorkPart
from verifier.solving.solver_runs import ENDED_EARLY, ended_early
from verifier.solving.watching import watched
from verifier.words import loopholes as words
from verifier.words import searched
from verifier.words.check import claim_text
from verifier.words.reasons import why

# The openings, and what is told of the way through them; None where it could not be told.
Way = tuple[tuple[Opening, ...], Loophole | None]
W = TypeVar("W")
# What finds the ways round properties, as a method of what does the work.
Find = Callable[[W, Sequence[Property]], Sequence[PropertyLoopholes]]


def find_loopholes(
    search: Search,
    prop: Property,
    progress: Callable[[str], None] | None = None,
    known: dict[Property, _Ended] | None = None,
) -> PropertyLoopholes | None:
    """The loopholes of a property; None for a claim that protects nothing. Of those that ask the same as one that is
    `known` already nothing is asked again.
    """
    what = protection(prop)
    if what is None:
        return None
    asked = what_ways_depend_on(prop)
    if known is not None and asked in known:
        same = known[asked]
        run, ways = replace(same.run, prop=prop), same.ways
    else:
        run = _Run(search, prop, Budget(search.limits))
        ways = _until_the_end(run, progress)
        # Under its own budget another property may come further.
        if known is not None and run.stopped is None and run.untold is None:
            known[asked] = _Ended(run, ways)
    findings = _named(run, ways)
    open_because = run.stopped or run.untold
    complete = open_because is None and not run.more
    return PropertyLoopholes(
        property=prop.name,
        title=prop.title,
        claim=claim_text(search.specification, prop),
        protected=words.protected(search.specification, prop, what.holder),
        expected_false=prop.expected_false,
        loopholes=findings,
        stale=stale(
            run.acceptances,
            [each for finding in findings for each in finding.sets],
            search.today,
            complete,
        ),
        more=run.more,
        undetermined=None if open_because is None else why(open_because),
        opened=tuple(sorted(run.opened, key=rank)),
        shut=searched.shut(prop, search.changes),
        assumptions=words.assumptions(search.specification, (prop,), search.changes),
        file=prop.place.file,
        line=prop.place.line,
    )


def find_all(
    search: Search,
    properties: Sequence[Property],
    progress: Callable[[str], None],
    helpers: Helpers | None = None,
) -> tuple[PropertyLoopholes, ...]:
    """The loopholes of those of the properties that protect something, in their order; `progress` is told of each."""
    own = WaysRound(search)
    shared = SharedWork(helpers, search.limits.deadline, own, WaysRound.by, *search.asked)
    with remembering(), shared:
        parts = begun(shared, WaysRound.find, properties)
        return collected(shared, parts, properties, progress)


def begun(
    shared: SharedWork[W], find: Find[W], properties: Iterable[Property]
) -> Sequence[WorkPart[Sequence[PropertyLoopholes]]]:
    """The search for the ways round each property that protects something, those together that ask the same."""
    alike: dict[Property, list[Property]] = {}
    for prop in properties:
        if protection(prop) is not None:
            alike.setdefault(what_ways_depend_on(prop), []).append(prop)
    return [shared.part(find, them) for them in alike.values()]


def collected(
    shared: SharedWork[W],
    parts: Sequence[WorkPart[Sequence[PropertyLoopholes]]],
    properties: Iterable[Property],
    progress: Callable[[str], None],
) -> tuple[PropertyLoopholes, ...]:
    """What comes of that, in the order of the properties; `progress` is told of each."""
    found: dict[str, PropertyLoopholes] = {}
    for part in parts:
        for result in shared.result(part):
            found[result.property] = result
            progress(result.property)
    return tuple(found[prop.name] for prop in properties if prop.name in found)


@dataclass
class WaysRound:
    """The search for the ways round one property after the other, where what is known of one serves the next."""

    search: Search
    _known: dict[Property, _Ended] = field(default_factory=dict)

    @staticmethod
    def by(*asked: *SearchAsked) -> WaysRound:
        """As it is asked for (`Search.asked`)."""
        return WaysRound(Search(*asked))

    def find(self, properties: Sequence[Property]) -> Sequence[PropertyLoopholes]:
        """The loopholes of each that protects something."""
        found = (find_loopholes(self.search, prop, known=self._known) for prop in properties)
        return [each for each in found if each is not None]


def _until_the_end(run: _Run, progress: Callable[[str], None] | None) -> list[Way]:
    """All ways, or those found until a limit ended the search."""
    ways: list[Way] = []
    try:
        with watched(run.search.limits.deadline):
            for way in _all_ways(run):
                ways.append(way)
                if progress is not None:
                    progress(run.prop.name)
    except ENDED_EARLY as error:
        run.stopped = ended_early(error, run.budget)
    return ways


def _named(run: _Run, ways: Sequence[Way]) -> tuple[Loophole, ...]:
    """The findings that could be told, under their names. One that could not be has its number all the same."""
    search = run.search
    them = naming(search.specification, run.prop)
    grouped = groups(them, [openings for openings, _ in ways])
    # Where changes are not looked for there are no names for them, and none that would come before another one.
    all_known = run.stopped is None and not run.more
    named = names(them, [ways[group[0]][0] for group in grouped], run.stands_known, all_known)
    found: list[Loophole] = []
    for group in grouped:
        parts = them.parts(ways[group[0]][0])
        what = content(parts)
        told = [way for _, way in (ways[index] for index in group) if way is not None]
        variants = [
            replace(
                each,
                property=run.prop.name,
                name=named[what],
                content=what,
                parts=parts,
                accepted=accepted_by(run.acceptances, each, search.today),
                weakest=weakest(search.specification, each.scenario),
            )
            for each in told
        ]
        variants.sort(key=lambda each: each.accepted is not None)
        if variants:
            found.append(replace(variants[0], variants=tuple(variants[1:])))
    return tuple(found)


def _all_ways(run: _Run) -> Iterator[Way]:
    """The ways by openings, then those by changes of the rules, at most so many of each; None for one not told."""
    most = run.search.most
    for number, raw in enumerate(run.minimal_sets(), 1):
        if number > most:
            run.more = True
            break
        said = raw.said()
        try:
            yield said, run.explained(raw)
        except LimitReached as reached:
            run.untold = run.untold or reached.reason
            yield said, None
    run.stands_known = run.stopped is None and not run.more
    for number, loophole in enumerate(run.changing() if run.search.changes else (), 1):
        if number > most:
            run.more = True
            break
        yield loophole.openings, loophole


@dataclass
class _Run(SetSearch):
    """One property's search, with what is told of each set.

    `untold`: why one could not be told. `stands_known`: all sets without changes were found.
    """

    untold: Reason | None = None
    stands_known: bool = False

    @property
    def acceptances(self) -> tuple[Acceptance, ...]:
        return tuple(
            a for a in self.search.specification.acceptances if a.property == self.prop.name
        )

    def explained(self, raw: FoundSet) -> Loophole:
        """A minimal set with its mechanism, condition, supporters and story."""
        interval = raw.asked.interval
        it = explain(
            raw.openings,
            vc_of_openings(raw.openings, raw.on),
            raw.on,
            raw.asked.specification,
            raw.asked.prop,
            (interval.start, interval.end),
            self.budget,
            self.search.explained,
            self.search.told,
        )
        return Loophole(
            property=self.prop.name,
            openings=raw.said([it.acting]),
            power=it.power,
            clauses=tuple(line.name for line in it.scenario.clauses if line.applied),
            under=it.under,
            enough=it.enough,
            open=it.open,
            accepted=None,
            scenario=it.scenario,
            supposing=raw.asked.prop.supposing,
            before_protection=raw.timing is not None and self._before_protection(interval),
        )

    def changing(self) -> Iterator[Loophole]:
        """Those that change rules or seats first, from the last time that the property speaks of."""
        from verifier.loopholes.changes import Changing

        # Where not all ways are known that change nothing, none is known to need a change.
        if self.home is None or self.stopped is not None:
            return
        interval = intervals_of(self.search.specification, self.prop)[-1]
        found: list[Loophole] = []
        asked = [stretch.asked for stretch in self.search.stretches(self.prop, interval)]
        for each in asked:
            search = Changing(
                each.specification,
                each.prop,
                each.interval,
                self.home,
                self.known,
                self.budget,
                self.search.explained,
                self.search.held,
                self.search.plans,
            )
            for way in search.loopholes():
                if len(asked) == 1:
                    yield way
                found.append(way)
            self.stopped = self.stopped or search.stopped
            self.opened |= search.opened
        yield from _smallest(found) if len(asked) > 1 else ()

    def _before_protection(self, interval: Interval) -> bool:
        """Whether some rule or prohibition of the property's own time was not in force yet."""
        own = intervals_of(self.search.specification, self.prop)[-1]
        protecting = {
            c.name
            for c in (*self.search.specification.rules, *self.search.specification.prohibitions)
            if c.name in own.state.in_force
        }
        earlier = interval.start is None or (own.start is not None and interval.start < own.start)
        return earlier and bool(protecting - interval.state.in_force)


def _smallest(found: Sequence[Loophole]) -> Iterator[Loophole]:
    """The ways that need no more than another one does, supposing that something happens to somebody else."""
    sets = [frozenset((each.kind, each.name) for each in way.openings) for way in found]
    for way, one in zip(found, sets, strict=True):
        if not any(other < one for other in sets):
            yield way


@dataclass(frozen=True)
class _Ended:
    """A search that no limit stopped, and all its ways."""

    run: _Run
    ways: Sequence[Way]
