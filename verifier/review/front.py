"""The answer in a few sentences: each says what a claim says that was checked, or what a file notes of a source."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date

from policy_dsl.model import (
    Alone,
    CanBlock,
    CannotBlock,
    Latest,
    Manner,
    NoneCanPass,
    Property,
    Requires,
    Specification,
    Throughout,
)
from policy_dsl.records import replace
from policy_dsl.state import intervals
from verifier.checking.combining import check_property
from verifier.checking.verdicts import verdict_of
from verifier.encoding.encodings import Encodings
from verifier.loopholes.statements import statements
from verifier.results import PropertyResult, SourceStrength, Verdict
from verifier.results.loopholes import PropertyLoopholes
from verifier.results.review import LeadSentence, ReviewFinding, SourceLink, WaysLookedFor
from verifier.results.statement import Said, Statement, about
from verifier.review.issues import links
from verifier.scenarios.sources import Noted, noted
from verifier.solving.limits import Limits
from verifier.words import front as words
from verifier.words import in_titles

# So many sentences at most.
MOST = 6
# Who blocks so need not stay away for it.
_VETO = (Manner.AGAINST, Manner.ANY)
# What is known of rules that are not seen themselves.
_NOT_SEEN = (
    SourceStrength.REPORTED,
    SourceStrength.EXPECTED,
    SourceStrength.PROPOSED,
    SourceStrength.DISPUTED,
)
_NO_CLAUSES = frozenset({"body", "quorum", "member", "event"})


def lead(
    specification: Specification,
    results: Mapping[str, PropertyResult],
    issues: Sequence[ReviewFinding],
    ways: Mapping[str, PropertyLoopholes],
    looked: WaysLookedFor,
    limits: Limits,
) -> tuple[LeadSentence, ...]:
    """The sentences, in their order: what is open, what is protected and what is not, how it is lost, on whose word."""
    said = _Front(specification, results, issues, ways, looked, limits)
    return tuple(said.sentences())[:MOST]


class _Front:
    def __init__(
        self,
        specification: Specification,
        results: Mapping[str, PropertyResult],
        issues: Sequence[ReviewFinding],
        ways: Mapping[str, PropertyLoopholes],
        looked: WaysLookedFor,
        limits: Limits,
    ) -> None:
        self.specification, self.results, self.limits = specification, results, limits
        self.issues, self.looked = issues, looked
        self.now = [each for each in issues if not each.past and each.accepted is None]
        self.ways = ways
        self.encodings = Encodings(specification)

    def sentences(self) -> Iterator[LeadSentence]:
        """All there is to say."""
        yield from self._open()
        yield from self._as_expected()
        props = [p for p in self.specification.properties if _plain(p) and p.name in self.results]
        held = [p for p in props if self._verdict(p) is Verdict.HOLDS]
        # Who has a veto is told before what else is protected.
        vetoes = [p for p in held if isinstance(p.claim, CanBlock) and p.claim.manner in _VETO]
        first = next((p for p in (*vetoes, *held) if not isinstance(p.claim, CannotBlock)), None)
        day: SourceLink | None = None
        if first is not None:
            sentence, day = self._protected(first)
            none = f" {words.none_round_it()}" if self._none_round(first) else ""
            yield replace(sentence, text=f"{sentence.text}{none}")
            if isinstance(first.claim, CanBlock):
                yield from self._manner(first)
        yield from self._not_so(props, first)
        yield from self._blocks_nothing(held, first)
        yield from self._ways(first)
        yield from self._sources(day)

    def _verdict(self, prop: Property) -> Verdict:
        return self.results[prop.name].verdict

    def _open(self) -> Iterator[LeadSentence]:
        every = self.results.values()
        unknown = [r.title or r.name for r in every if r.verdict is Verdict.UNDETERMINED]
        other = [
            r.title or r.name
            for r in every
            if not r.as_expected and r.verdict is not Verdict.UNDETERMINED
        ]
        if other:
            yield LeadSentence(words.surprises([f"“{each}”" for each in other]), ())
        if unknown:
            yield LeadSentence(words.not_known([f"“{each}”" for each in unknown]), ())

    def _as_expected(self) -> Iterator[LeadSentence]:
        """How many claims hold, where none of them is of a kind that is told in a sentence."""
        told = [p for p in self.specification.properties if _plain(p) and p.name in self.results]
        every = [each for each in self.results.values() if each.settled and each.as_expected]
        if told or not every or len(every) < len(self.results):
            return
        said = [
            about(p, Said.AS_REVIEWED, p.claim, self._verdict(p) is Verdict.HOLDS)
            for p in self.specification.properties
            if self._verdict(p) in (Verdict.HOLDS, Verdict.FAILS)
        ]
        held = sum(self._verdict(p) is Verdict.HOLDS for p in self.specification.properties)
        if len(said) == len(self.results):
            yield LeadSentence(words.as_expected(held, len(said) - held), tuple(said))

    # --- what is protected, and what is not

    def _protected(self, prop: Property) -> tuple[LeadSentence, SourceLink | None]:
        said = [about(prop, Said.AS_REVIEWED, prop.claim, True)]
        since: date | None = None
        not_before = False
        link: SourceLink | None = None
        if len(intervals(self.specification)) > 1:
            always = check_property(self.encodings, replace(prop, at=Throughout()), self.limits)
            states = list(always.states)
            index = len(states)
            while index and states[index - 1].verdict is Verdict.HOLDS:
                index -= 1
            if 0 < index < len(states):
                since = states[index].start
                not_before = all(each.verdict is Verdict.FAILS for each in states[:index])
                link = self._day(prop, since)
        hearsay = [each for each in self._relied_on(prop) if each.source in _NOT_SEEN]
        text = words.protected(
            self.specification, prop, since, not_before, link, links(self.specification, hearsay)
        )
        return LeadSentence(text, tuple(said)), link

    def _day(self, prop: Property, on: date | None) -> SourceLink | None:
        """The weakest source of what happened on a day to what a claim rests on; else of all that happened."""
        them = [e for e in noted(self.specification) if e.event is not None and e.event.on == on]
        relied = self.results[prop.name].rests_on
        clauses = {each.name for each in relied}
        seats = {each.name for each in relied if each.kind == "seat"}
        own = [
            each
            for each in them
            if each.event is not None
            and (
                each.event.subject in clauses
                or f"{each.event.subject} in {each.event.body}" in seats
            )
        ]
        found = links(self.specification, own or them)
        return found[0] if found else None

    def _relied_on(self, prop: Property) -> list[Noted]:
        """The clauses that a claim rests on."""
        names = {each.name for each in self.results[prop.name].rests_on}
        return [
            e
            for e in noted(self.specification)
            if not e.part_of and e.kind not in _NO_CLAUSES and e.name in names
        ]

    def _not_so(self, props: Sequence[Property], first: Property | None) -> Iterator[LeadSentence]:
        """The first claim of the same kind that is false; where there is none, the first that is."""
        false = [
            p
            for p in props
            if self._verdict(p) is Verdict.FAILS and not isinstance(p.claim, CannotBlock)
        ]
        same = [p for p in false if first is not None and type(p.claim) is type(first.claim)]
        for prop in (same or false)[:1]:
            result = self.results[prop.name]
            text = words.not_so(self.specification, prop, result.expected_because or "")
            yield LeadSentence(text, (about(prop, Said.AS_REVIEWED, prop.claim, False),))

    def _blocks_nothing(
        self, held: Sequence[Property], first: Property | None
    ) -> Iterator[LeadSentence]:
        """Where nobody's veto leads, who blocks nothing."""
        if first is not None and isinstance(first.claim, CanBlock):
            return
        for prop in [p for p in held if isinstance(p.claim, CannotBlock)][:1]:
            said = about(prop, Said.AS_REVIEWED, prop.claim, True)
            yield LeadSentence(words.so(self.specification, prop), (said,))

    # --- how it is lost

    def _ways(self, first: Property | None) -> Iterator[LeadSentence]:
        """Those round the claim that is told first, where there are some; else the claim is named."""
        if not self.now:
            # What is over or accepted was found, and is told elsewhere.
            if self.ways and not (self.issues or self.looked.not_all):
                yield LeadSentence(words.nothing_round(), ())
            return
        unchanged = [each for each in self.now if not each.changes_rules]
        changed = [each for each in self.now if each.changes_rules]
        for them in (unchanged, changed):
            own = [e for e in them if first is not None and first.name in (*e.defeats, *e.also)]
            # What is false already is not taken away.
            lost = [e for e in them if self._held(e)] if them is changed else []
            ruled = [e for e in own[1:] if any(o.kind == "classification" for o in e.openings)]
            # Who classifies decisions is asked first by many: a ruling that goes round it is told, too.
            for each in (*(own or lost or them)[:1], *(ruled[:1] if them is unchanged else ())):
                yield self._way(each, first if own else None)

    def _way(self, it: ReviewFinding, first: Property | None) -> LeadSentence:
        """A way round the claim that was told first; without one the claim is named."""
        held = self._held(it) if it.changes_rules else []
        name = first.name if first is not None else (*held, *it.defeats, *it.also)[0]
        round_ = None if first is not None else self._title(name)
        prop = next((p for p in self.specification.properties if p.name == name), None)
        blocks = prop is not None and isinstance(prop.claim, CanBlock)
        apart = words.holder(self.specification, prop) if prop is not None and blocks else ""
        if it.changes_rules:
            text = words.taken_away(it, round_, self._by(it), apart)
        else:
            text = words.round_it(it, round_, self._by(it), apart, self._told(name, prop))
        return LeadSentence(text, self._statements(it))

    def _told(self, name: str, prop: Property | None) -> str:
        """What is so of a claim that is named, and that is got round."""
        result = self.results.get(name)
        if result is None or result.verdict is not Verdict.FAILS:
            return words.CAN_BE_GOT_ROUND
        fixed = prop is not None and bool(prop.fixed_readings)
        depends = words.answer(result, fixed) == words.DEPENDS
        return words.IS_SO_BY_READING if depends else words.IS_FALSE

    def _none_round(self, prop: Property) -> bool:
        """Whether ways round it were looked for to the end, and there is none now, be it accepted."""
        known = prop.name in self.ways and prop.name not in self.looked.not_all
        there = [each for each in self.issues if not each.past]
        found = any(prop.name in (*each.defeats, *each.also) for each in there)
        # Where nothing at all was found that is said of all claims together.
        return bool(self.issues) and known and not found

    def _by(self, it: ReviewFinding) -> str:
        """The power by which all of its meetings decide, where there is one."""
        powers = {each.power for each in (*it.scenario.earlier, it.scenario)}
        name = powers.pop() if len(powers) == 1 else None
        return "" if name is None else in_titles.clause(self.specification, name)

    def _held(self, it: ReviewFinding) -> list[str]:
        """The claims that it gets round and that hold as the rules stand."""
        return [n for n in (*it.defeats, *it.also) if self._verdict_of(n) is Verdict.HOLDS]

    def _verdict_of(self, name: str) -> Verdict | None:
        result = self.results.get(name)
        return None if result is None else result.verdict

    def _title(self, name: str) -> str:
        result = self.results.get(name)
        return name if result is None else result.title or name

    def _statements(self, it: ReviewFinding) -> tuple[Statement, ...]:
        """What is said of the way round that is told."""
        said: tuple[Statement, ...] = it.statements
        told = it.scenario
        for result in self.ways.values():
            way = next((w for w in result.loopholes if w.scenario is told), None)
            if way is not None:
                said = statements(self.specification, [replace(result, loopholes=(way,))])
        return (*self._lost(it), *said) if it.changes_rules else said

    def _lost(self, it: ReviewFinding) -> tuple[Statement, ...]:
        """That what it goes round does not last, whatever form such decisions have."""
        names = (*it.defeats, *it.also)
        for prop in [p for p in self.specification.properties if p.name in names][:1]:
            lasting = replace(prop, even_after_amendments=True)
            if verdict_of(self.encodings, lasting, self.limits) is Verdict.FAILS:
                return (about(lasting, Said.GOT_ROUND_LATER, lasting.claim, False),)
        return ()

    def _manner(self, prop: Property) -> Iterator[LeadSentence]:
        claim = prop.claim
        assert isinstance(claim, CanBlock)
        if claim.manner is not Manner.AGAINST or claim.who.alone is not Alone.TOGETHER:
            return
        if claim.at is not None:
            return
        asked = replace(prop, claim=replace(claim, manner=Manner.AWAY))
        result = check_property(self.encodings, asked, self.limits)
        if result.verdict not in (Verdict.HOLDS, Verdict.FAILS) or not result.readings_complete:
            return
        holds = result.verdict is Verdict.HOLDS
        only = () if holds else self._only(result)
        if not holds and not only and result.readings and not result.every_reading:
            return  # it depends on how several clauses are read together
        said = [about(asked, Said.AS_REVIEWED, asked.claim, holds)]
        said += [
            replace(said[0], readings=dict(reading), holds=True) for reading in only if not holds
        ]
        seated = any(
            intervals(self.specification)[-1].state.votes_in(body.name, party)
            for body in self.specification.bodies
            for part in claim.who.parts
            for party in part.who.parties
        )
        text = words.manner(self.specification, prop, Manner.AWAY, holds, only, seated)
        yield LeadSentence(text, tuple(said))

    def _only(self, it: PropertyResult) -> tuple[Mapping[str, str], ...]:
        """The readings of one clause under which alone it holds; none where no reading makes it so."""
        clauses = {name for reading in it.readings for name in reading}
        if it.every_reading or len(clauses) != 1:
            return ()
        (clause,) = clauses
        failing = {reading[clause] for reading in it.readings}
        every = [each.name for each in self.specification.clause[clause].readings]
        return tuple({clause: name} for name in every if name not in failing)

    # --- on whose word

    def _sources(self, day: SourceLink | None) -> Iterator[LeadSentence]:
        found: dict[SourceLink, None] = {}
        for each in self.now[:2]:
            found |= dict.fromkeys(each.links)
        told = [each for each in found if each != day and each.source is not SourceStrength.NONE]
        order = list(SourceStrength)
        told.sort(key=lambda each: -order.index(each.source))
        if told:
            yield LeadSentence(words.rests_on(told[:4]), ())


def _plain(prop: Property) -> bool:
    """Whether it is about all readings, at the latest time, as the rules stand, with nothing supposed."""
    claim = prop.claim
    if not isinstance(claim, CanBlock | CannotBlock | Requires | NoneCanPass):
        return False
    if isinstance(claim, CanBlock) and (
        claim.who.alone not in (Alone.TOGETHER, Alone.EVERY) or claim.others is not None
    ):
        return False
    narrowed = (prop.supposing, prop.fixed_readings, prop.free_judges, prop.under)
    return isinstance(prop.at, Latest) and not any(narrowed) and not prop.even_after_amendments
