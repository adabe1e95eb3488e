"""The search for the minimal sets of openings that let a property be got round, at its own time and at others."""

from __future__ import annotations

from collections.abc import Generator, Iterator, Sequence
from datetime import date
from itertools import islice

from policy_dsl.model import NO_NOTES, NOWHERE, Place, Property, Recusal, Specification
from policy_dsl.records import dataclass, field, replace
from policy_dsl.state import Interval, intervals, intervals_of
from policy_dsl.supposing import Chosen
from verifier.changing.meetings_held import MeetingsHeld
from verifier.claims.verification_condition import Term
from verifier.encoding.adoption import Encoding
from verifier.encoding.conduct import Switch
from verifier.encoding.encodings import Encodings
from verifier.encoding.terms import negation
from verifier.loopholes import MOST
from verifier.loopholes.openings import (
    Openings,
    Protection,
    free_rulings,
    open_question,
    opened_by,
    protection,
    said,
)
from verifier.loopholes.plans_known import Plans
from verifier.results.loopholes import Opening
from verifier.solving.answers import LimitReached, there_is
from verifier.solving.limits import Budget, Limits
from verifier.solving.minimal_sets import MinimalSet, MinimalSets
from verifier.solving.reasons import Reason
from verifier.words import conduct as conduct_words
from verifier.words import loopholes as words


@dataclass(frozen=True)
class UnchangingSets:
    """Minimal sets that change nothing. `more`: there are others; `stopped`: which limit keeps open whether."""

    sets: tuple[tuple[Opening, ...], ...]
    more: bool
    stopped: Reason | None


@dataclass(frozen=True)
class ProtectedStretch:
    """A property about a stretch of time, what it protects, and terms in which all judges but the holder may err."""

    asked: Chosen
    what: Protection
    encoding: Encoding


# Of `Search`: specification, limits, most, today, changes.
SearchAsked = tuple[Specification, Limits, int, date | None, bool]


@dataclass
class Search:
    """The search over one specification; encodings are built once for each state.

    `explained`: of each way also under which conditions it is open, and whose votes suffice; else that is not asked.
    Not `told`: nor which votes are the plainest, so that of its story it is only meant that there is one.
    """

    specification: Specification
    limits: Limits
    most: int = MOST
    today: date | None = None
    changes: bool = False  # look also for changes of rules and seats first
    explained: bool = True
    told: bool = True
    encodings: Encodings = field(init=False)
    counted: dict[Property, UnchangingSets] = field(default_factory=dict)
    # Meetings at which rules or seats are changed, told for one property and for the next.
    held: MeetingsHeld = field(default_factory=MeetingsHeld)
    # By which plans ways round were told that change something first; those that are known are tried where nothing is
    # told of the story.
    plans: Plans = field(default_factory=Plans)

    def __post_init__(self) -> None:
        self.encodings = Encodings(self.specification)

    @property
    def asked(self) -> SearchAsked:
        """What another one that looks for the same is made of."""
        return self.specification, self.limits, self.most, self.today, self.changes

    def stretches(self, prop: Property, interval: Interval) -> Iterator[ProtectedStretch]:
        """What is searched in an interval: each choice of those of whom the property supposes something."""
        for encodings, asked in self.encodings.choices(prop, interval):
            what = protection(asked.prop)
            assert what is not None
            free = free_rulings(asked.specification, what.holder)
            yield ProtectedStretch(asked, what, encodings.with_free(asked.state, free))


def what_ways_depend_on(prop: Property) -> Property:
    """The property with what the ways round it, and what is told of them, do not depend on set to one and the same.

    Rules may be changed first in any case; and a stretch of time that it does not speak of is told by the events at its
    ends.
    """
    return replace(
        prop,
        name="",
        title="",
        even_after_amendments=False,
        expected_false=None,
        place=NOWHERE,
        notes=NO_NOTES,
    )


@dataclass(frozen=True)
class FoundSet:
    """A minimal set found, before it is explained."""

    asked: Chosen
    openings: Openings
    found: MinimalSet
    timing: Opening | None
    recusals: tuple[Recusal, ...] = ()  # without which no power that is open would be a way round

    @property
    def on(self) -> tuple[Switch, ...]:
        """The switches that are on."""
        return tuple(self.openings.switches[i] for i in sorted(self.found.on))

    def said(self, meetings: Sequence[Sequence[conduct_words.Acting]] = ()) -> tuple[Opening, ...]:
        """The openings as results show them; how the holder acts as at a story's meetings, if any."""
        timing = () if self.timing is None else (self.timing,)
        found = said(self.asked.specification, self.on, self.openings.conduct, meetings)
        if self.recusals:
            found = tuple(opened_by(each, self.recusals) for each in found)
        return (*timing, *found)


@dataclass
class SetSearch:
    """One property's search."""

    search: Search
    prop: Property
    budget: Budget
    more: bool = False
    stopped: Reason | None = None
    # The powers at home at the property's own time; they stay so at other times.
    home: tuple[str, ...] | None = None
    # The sets are only counted, so nothing is asked about one before the next.
    alone: bool = False
    # The kinds of opening that the search had open.
    opened: set[str] = field(default_factory=set)
    # The minimal sets found at the property's own time, without changes.
    known: list[frozenset[tuple[str, str, str]]] = field(default_factory=list)

    def minimal_sets(self) -> Generator[FoundSet, None, None]:
        """The minimal sets of the property's own time, then those of other times that are none already.

        A set found at the property's own time makes every larger one at another time superfluous; so where not all of
        these are known, none of another time is.
        """
        specification = self.search.specification
        own = intervals_of(specification, self.prop)
        stretches = [each for interval in own for each in self._stretches(interval)]
        if len(stretches) == 1:
            yield from self._of(stretches[0], None, self.known)
        else:
            yield from self._of_several(stretches, None, self.known)
        for interval in reversed(intervals(specification)):
            if self.stopped is not None:
                return
            if interval in own:
                continue
            timing = self._timing(interval)
            stretches = self._stretches(interval)
            if len(stretches) == 1:
                yield from self._of(stretches[0], timing, list(self.known), keep=False)
            else:
                yield from self._of_several(stretches, timing, list(self.known))

    def _stretches(self, interval: Interval) -> list[ProtectedStretch]:
        return list(self.search.stretches(self.prop, interval))

    def _of_several(
        self,
        own: Sequence[ProtectedStretch],
        timing: Opening | None,
        known: list[frozenset[tuple[str, str, str]]],
    ) -> Iterator[FoundSet]:
        """The minimal sets of several stretches together: one of a later stretch may be a part of an earlier one."""
        found: list[FoundSet] = []
        for stretch in own:
            if timing is None:
                self.home = None  # each stretch has its own; the last one's goes for other times
            found += self._of(stretch, timing, known)
        if self.stopped is not None:
            # A part of any of these may be one of a stretch whose sets are not all known.
            known.clear()
            return
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
        stretch: ProtectedStretch,
        timing: Opening | None,
        known: list[frozenset[tuple[str, str, str]]],
        keep: bool = True,
    ) -> Iterator[FoundSet]:
        asked = stretch.asked
        try:
            openings = open_question(
                stretch.encoding, asked.prop, stretch.what, self.budget, self.home
            )
        except LimitReached as reached:
            self.stopped = reached.reason
            return
        if self.home is None:
            self.home = openings.home
        self.opened.update(switch.kind for switch in openings.switches)
        self.opened.update([] if timing is None else [timing.kind])
        keys: list[tuple[str, str, str]] = [(s.kind, s.name, s.detail) for s in openings.switches]
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
        # Where sets are only counted, nothing else is asked until all are known.
        every = list(islice(sets, self.search.most + 1)) if self.alone else sets
        for found in every:
            if keep:
                known.append(frozenset(keys[i] for i in found.on))
            raw = FoundSet(asked, openings, found, timing)
            try:
                recusals = self._recusals(raw)
            except LimitReached as reached:
                # What opens it is not known, so it has no name.
                self.stopped = reached.reason
                return
            yield replace(raw, recusals=recusals)
        if sets.stopped is not None:
            self.stopped = sets.stopped

    def _recusals(self, raw: FoundSet) -> tuple[Recusal, ...]:
        """The recusals of the holder without each of which its powers would be no way round; else all, if without all
        of them they would be none."""
        openings = raw.openings
        state = openings.context.encoding.state
        specification = self.search.specification
        routes = [switch.name for switch in raw.on if switch.kind == "route"]
        every = [
            c
            for c in specification.recusals
            if c.name in state.in_force and any(specification.limits(c, p) for p in routes)
        ]
        if not every:
            return ()
        switched = [s.term if s in raw.on else negation(s.term) for s in openings.switches]
        if self._goes(openings, [*switched, *openings.terms.without(every)]):
            return ()
        needed = [
            clause
            for clause in every
            if not self._goes(openings, [*switched, *openings.terms.without([clause])])
        ]
        return tuple(needed or every)

    def _goes(self, openings: Openings, given: list[Term]) -> bool:
        return there_is(openings.asking(given).ask(self.budget))
