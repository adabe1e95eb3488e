"""Finding the loopholes of a property: all minimal sets of openings, each explained."""

from __future__ import annotations

from collections.abc import Callable, Generator, Iterator, Sequence
from datetime import date
from itertools import islice

from policy_dsl.model import (
    NO_NOTES,
    NOWHERE,
    Acceptance,
    CanBlock,
    Manner,
    Place,
    Property,
    Specification,
)
from policy_dsl.records import dataclass, field, replace
from policy_dsl.state import Interval, after_events, intervals, intervals_of
from verifier.encoding.adoption import Encoding
from verifier.encoding.encodings import Encodings
from verifier.encoding.openings import Switch
from verifier.loopholes.accepting import accepted_by, stale
from verifier.loopholes.explaining import explain, inquiry_into
from verifier.loopholes.openings import (
    Openings,
    Protection,
    described,
    free_rulings,
    open_question,
    protection,
    rank,
)
from verifier.loopholes.results import Loophole, Opening, PropertyLoopholes
from verifier.results import LoopholeCount
from verifier.solving.limits import Budget, Limits
from verifier.solving.minimal_sets import MinimalSet, MinimalSets
from verifier.solving.questions import SolverError, out_of_memory
from verifier.words import loopholes as words
from verifier.words.check import claim_text

MOST = 24


@dataclass
class Search:
    """The search over one specification; encodings are built once for each state."""

    specification: Specification
    limits: Limits
    most: int = MOST
    today: date | None = None
    changes: bool = False  # look also for changes of rules and seats first
    encodings: Encodings = field(init=False)
    counted: dict[Property, LoopholeCount] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.encodings = Encodings(self.specification)

    def encoding(self, interval: Interval, prop: Property, what: Protection) -> Encoding:
        """The encoding of the state in an interval, in which all judges but the holder may err."""
        state = after_events(interval.state, prop.supposing)
        return self.encodings.with_free(state, free_rulings(self.specification, what.holder))


@dataclass(frozen=True)
class _Raw:
    """A minimal set found, before it is explained."""

    interval: Interval
    openings: Openings
    found: MinimalSet
    timing: Opening | None

    @property
    def on(self) -> tuple[Switch, ...]:
        """The switches that are on."""
        return tuple(self.openings.switches[i] for i in sorted(self.found.on))

    def said(self, specification: Specification) -> tuple[Opening, ...]:
        """The openings as results show them."""
        state = self.openings.frame.encoding.state
        timing = () if self.timing is None else (self.timing,)
        return (*timing, *(described(specification, state, switch) for switch in self.on))


def find_loopholes(
    search: Search, prop: Property, progress: Callable[[str], None] | None = None
) -> PropertyLoopholes | None:
    """The loopholes of a property; None for a claim that protects nothing."""
    what = protection(prop)
    if what is None:
        return None
    budget = Budget(search.limits)
    run = _Run(search, prop, what, budget)
    found: list[Loophole] = []
    try:
        for raw in run.minimal_sets():
            found.append(run.explained(raw))
            if progress is not None:
                progress(prop.name)
            if len(found) >= search.most:
                run.more = True
                break
        for number, loophole in enumerate(run.changing() if search.changes else (), 1):
            found.append(loophole)
            if progress is not None:
                progress(prop.name)
            if number >= search.most:
                run.more = True
                break
    except SolverError as error:
        run.stopped = out_of_memory(error, budget)
    found.sort(key=lambda each: (len(each.openings), [rank(o.kind) for o in each.openings]))
    run.more = run.more or len(found) > search.most
    found = found[: search.most]
    accepted = [
        replace(each, accepted=accepted_by(run.acceptances, each, search.today)) for each in found
    ]
    return PropertyLoopholes(
        property=prop.name,
        title=prop.title,
        claim=claim_text(search.specification, prop),
        protected=words.protected(search.specification, prop),
        verdict=None,
        loopholes=tuple(accepted),
        stale=stale(run.acceptances, accepted, search.today, run.stopped is None and not run.more),
        more=run.more,
        undetermined=run.stopped,
        assumptions=words.assumptions(search.specification, search.changes),
        file=prop.place.file,
        line=prop.place.line,
    )


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
    run = _Run(search, prop, what, Budget(search.limits), alone=True)
    sets = run.minimal_sets()
    try:
        found = list(islice(sets, search.most + 1))
    except SolverError as error:
        run.stopped, found = out_of_memory(error, run.budget), []
    sets.close()
    if not found:
        return LoopholeCount(0, run.stopped is not None, ())
    found.sort(key=lambda raw: len(raw.said(search.specification)))
    smallest = tuple(opening.text for opening in found[0].said(search.specification))
    more = len(found) > search.most or run.stopped is not None
    return LoopholeCount(min(len(found), search.most), more, smallest)


@dataclass
class _Run:
    """One property's search."""

    search: Search
    prop: Property
    what: Protection
    budget: Budget
    more: bool = False
    stopped: str | None = None
    # The powers at home at the property's own time; they stay so at other times.
    home: tuple[str, ...] | None = None
    # The sets are only counted, so nothing is asked about one before the next.
    alone: bool = False
    # The minimal sets found at the property's own time, without changes.
    known: list[frozenset[tuple[str, str, str]]] = field(default_factory=list)

    @property
    def acceptances(self) -> tuple[Acceptance, ...]:
        return tuple(
            a for a in self.search.specification.acceptances if a.property == self.prop.name
        )

    def minimal_sets(self) -> Generator[_Raw, None, None]:
        """The minimal sets of the property's own time, then those of other times that are none already.

        A set found at the property's own time makes every larger one at another time superfluous.
        """
        specification = self.search.specification
        own = intervals_of(specification, self.prop)
        known = self.known
        if len(own) == 1:
            yield from self._of(own[0], None, known)
        else:
            yield from self._of_several(own, known)
        for interval in reversed(intervals(specification)):
            if interval in own:
                continue
            timing = self._timing(interval)
            yield from self._of(interval, timing, list(known), keep=False)

    def _of_several(
        self, own: Sequence[Interval], known: list[frozenset[tuple[str, str, str]]]
    ) -> Iterator[_Raw]:
        """The minimal sets of several stretches together: one of a later stretch may be a part of an earlier one."""
        found: list[_Raw] = []
        for interval in own:
            self.home = None  # each stretch has its own; the last one's goes for other times
            found += self._of(interval, None, known)
        sets = [frozenset(raw.on) for raw in found]
        for raw, on in zip(found, sets, strict=True):
            if not any(other < on for other in sets):
                yield raw

    def _timing(self, interval: Interval) -> Opening:
        place = self._event_place(interval)
        return Opening(
            "timing", words.timing_name(interval), words.timing(interval), place.file, place.line
        )

    def _event_place(self, interval: Interval) -> Place:
        day = interval.start or interval.end
        for event in self.search.specification.events:
            if event.on == day:
                return event.place
        return self.prop.place

    def _of(
        self,
        interval: Interval,
        timing: Opening | None,
        known: list[frozenset[tuple[str, str, str]]],
        keep: bool = True,
    ) -> Iterator[_Raw]:
        encoding = self.search.encoding(interval, self.prop, self.what)
        openings = open_question(encoding, self.prop, self.what, self.budget, self.home)
        if self.home is None:
            self.home = openings.home
        keys = [(s.kind, s.name, s.detail) for s in openings.switches]
        index = {key: i for i, key in enumerate(keys)}
        excluded = [
            frozenset(index[key] for key in one)
            for one in known
            if all(key in index for key in one)
        ]
        sets = MinimalSets(
            openings.question,
            [s.term for s in openings.switches],
            self.budget,
            excluded,
            alone=self.alone,
        )
        for found in sets:
            if keep:
                known.append(frozenset(keys[i] for i in found.on))
            yield _Raw(interval, openings, found, timing)
        if sets.stopped is not None:
            self.stopped = sets.stopped

    # --- explaining one --------------------------------------------------------------------------

    def explained(self, raw: _Raw) -> Loophole:
        """A minimal set with its mechanism, condition, supporters and story."""
        specification = self.search.specification
        it = explain(
            raw.openings,
            inquiry_into(raw.openings, raw.on),
            raw.found.answer,
            raw.on,
            specification,
            self.prop,
            (raw.interval.start, raw.interval.end),
            self.budget,
        )
        return Loophole(
            property=self.prop.name,
            openings=raw.said(specification),
            power=it.power,
            clauses=tuple(line.name for line in it.scenario.clauses if line.applied),
            condition=words.condition([each.text for each in it.literals if each.text]),
            literals=it.literals,
            supporters=it.supporters,
            accepted=None,
            scenario=it.scenario,
            before_protection=raw.timing is not None and self._before_protection(raw.interval),
        )

    def changing(self) -> Iterator[Loophole]:
        """Those that change rules or seats first, from the last time that the property speaks of."""
        from verifier.loopholes.changes import Changing

        # A claim about what the rules may become fails by these very changes, and its own scenario tells them.
        if self.prop.even_after_amendments or self.home is None:
            return
        interval = intervals_of(self.search.specification, self.prop)[-1]
        search = Changing(
            self.search.specification, self.prop, interval, self.home, self.known, self.budget
        )
        yield from search.loopholes()
        self.stopped = self.stopped or search.stopped

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
