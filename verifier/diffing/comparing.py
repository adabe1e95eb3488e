"""Two specifications compared: every stretch of time, every class of decisions, every party."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import Any

from policy_dsl.model import Coalition, Manner, Specification
from policy_dsl.records import dataclass, field, fields, replace
from verifier.diffing.aligning import Alignment, Moment, align
from verifier.diffing.fates import Pair, side_by_side
from verifier.diffing.in_conditions import DescribedDecisions as ClassPart
from verifier.diffing.in_conditions import Region, cover
from verifier.diffing.properties import compare_findings
from verifier.diffing.said_together import joined
from verifier.diffing.seat_changes import quorum_changes, seat_changes
from verifier.diffing.showing import show
from verifier.diffing.situations import count
from verifier.encoding.classes import VoterClass
from verifier.encoding.holding import one_of
from verifier.results.diff import (
    ChangedClass,
    ComparedDecision,
    Fate,
    LoopholeChange,
    PropertyChange,
    SeatChange,
    SituationCount,
    SolePower,
    SpecificationComparison,
    StandingChange,
    Stretch,
    WhetherChanged,
)
from verifier.solving.answers import LimitReached, there_is
from verifier.solving.deadline import OutOfTime
from verifier.solving.limits import Budget, Limits
from verifier.solving.questions import Question
from verifier.solving.watching import watched
from verifier.words import diffing as words
from verifier.words.reasons import why


@dataclass(frozen=True)
class DiffOptions:
    """What to compare besides the rules themselves, and within which limits (each question has them anew).

    `during`: only at times that meet one of these stretches; None: at all times.
    """

    limits: Limits = field(default_factory=Limits)
    properties: bool = True
    loopholes: bool = True
    counts: bool = True
    during: tuple[Stretch, ...] | None = None


def compare(
    old: Specification,
    new: Specification,
    options: DiffOptions | None = None,
    progress: Callable[[str], None] | None = None,
) -> SpecificationComparison:
    """What changes in meaning from one specification to the other."""
    options = options or DiffOptions()
    run = _Comparing(align(old, new), options)
    moments = [
        moment
        for moment in run.alignment.moments()
        if options.during is None or any(moment.stretch.meets(it) for it in options.during)
    ]
    properties: tuple[PropertyChange, ...] = ()
    loopholes: tuple[LoopholeChange, ...] = ()
    left = [words.stretches([moment.stretch]) for moment in moments]
    if options.properties:
        left.append(words.PROPERTIES_AND_WAYS if options.loopholes else words.PROPERTIES)
    try:
        with watched(options.limits.deadline):
            for moment in moments:
                run.moment_in_time(moment)
                if progress is not None:
                    progress(left[0])
                del left[0]
            if options.properties:
                properties, loopholes, open_ones = compare_findings(
                    run.alignment, options.limits, options.loopholes
                )
                run.undetermined += open_ones
    except OutOfTime as over:
        run.equal = False
        run.undetermined += [words.limit(why(over.reason), what) for what in left]
    every = tuple(moment.stretch for moment in moments)
    result = SpecificationComparison(
        old_file=old.file,
        new_file=new.file,
        old_title=old.title,
        new_title=new.title,
        answer=WhetherChanged.SAME,
        classes=_merged(run.classes),
        standings=_together(_merged(run.standings)),
        seats=_merged(run.seats),
        quorums=tuple(
            words.during(said, joined(them), every) for said, them in run.quorums.items()
        ),
        counts=tuple(run.counts),
        properties=properties,
        loopholes=loopholes,
        renamed=tuple(run.alignment.matching.renamed),
        one_sided=run.alignment.one_sided,
        redeclared=run.alignment.redeclared,
        stretches=every,
        undetermined=tuple(dict.fromkeys(run.undetermined)),
        cut=tuple(dict.fromkeys(run.cut)),
    )
    return replace(result, answer=_answer(result, run.equal))


def _answer(result: SpecificationComparison, equal: bool) -> WhetherChanged:
    """No change is said only where it was proved, and nothing that properties ask about is different."""
    changed = (
        result.classes
        or result.standings
        or result.seats
        or result.quorums
        or result.properties
        or result.loopholes
        or result.redeclared
        or any(each.kind in ("value", "reading", "right") for each in result.one_sided)
    )
    if changed:
        return WhetherChanged.CHANGED
    return WhetherChanged.SAME if equal and not result.undetermined else WhetherChanged.UNDETERMINED


@dataclass
class _Comparing:
    """What was found so far. `equal`: in every stretch so far the two were proved to adopt the same."""

    alignment: Alignment
    options: DiffOptions
    equal: bool = True
    classes: list[ChangedClass] = field(default_factory=list)
    standings: list[StandingChange] = field(default_factory=list)
    seats: list[SeatChange] = field(default_factory=list)
    quorums: dict[str, list[Stretch]] = field(default_factory=dict)
    counts: list[SituationCount] = field(default_factory=list)
    undetermined: list[str] = field(default_factory=list)
    cut: list[str] = field(default_factory=list)

    def moment_in_time(self, moment: Moment) -> None:
        """One stretch of time, as far as the run may go on."""
        try:
            self.options.limits.go_on()
            self.moment(moment)
        except OutOfTime as over:
            self.equal = False
            self.undetermined.append(
                words.limit(why(over.reason), words.stretches([moment.stretch]))
            )

    def moment(self, moment: Moment) -> None:
        """One stretch of time."""
        sides = self.alignment
        self.seats += seat_changes(sides, moment)
        pair = side_by_side(sides, moment)
        said, open_ones = quorum_changes(pair, self._budget())
        for each in said:
            self.quorums.setdefault(each, []).append(moment.stretch)
        self.undetermined += open_ones
        try:
            if not there_is(pair.differing().ask(self._budget())):
                return
        except LimitReached as reached:
            self.equal = False
            self.undetermined.append(
                words.limit(why(reached.reason), words.stretches([moment.stretch]))
            )
            return
        self.equal = False
        self._fates(moment, pair)
        self._standings(moment, pair)
        if not any(moment.stretch in each.stretches for each in self.classes):
            # Something differs, though a limit kept it from being told.
            self.undetermined.append(words.differs(moment.stretch))
        if self.options.counts:
            self.counts.append(count(sides, moment))

    def _budget(self) -> Budget:
        return Budget(self.options.limits)

    # --- fates ---------------------------------------------------------------------------------

    def _fates(self, moment: Moment, pair: Pair) -> None:
        for fate in Fate:
            for part in self._parts(pair, pair.region(fate), fate.value):
                shown: tuple[ComparedDecision, ...] = ()
                try:
                    shown = tuple(self._examples(moment, pair, part, fate))
                except LimitReached as reached:
                    self.undetermined.append(words.limit(why(reached.reason), _said(part)))
                    if fate is Fate.OTHER_VOTES:
                        continue  # in which direction is told by its examples
                self.classes.append(
                    ChangedClass(
                        fate, part.condition, part.readings, part.every, shown, (moment.stretch,)
                    )
                )

    def _examples(
        self, moment: Moment, pair: Pair, part: ClassPart, fate: Fate
    ) -> Iterator[ComparedDecision]:
        winners = {
            Fate.NOW_CAN_PASS: (pair.new,),
            Fate.NOW_BLOCKED: (pair.old,),
            Fate.OTHER_VOTES: (pair.new, pair.old),
        }[fate]
        for winner in winners:
            found = show(
                self.alignment, moment, pair, winner, part.terms, part.attributes, self._budget()
            )
            if found is not None:
                yield found

    def _parts(self, pair: Pair, region: Region, what: str) -> tuple[ClassPart, ...]:
        found = cover(pair.alphabet, pair.new, region, self._budget())
        if found.stopped is not None:
            self.undetermined.append(words.limit(why(found.stopped), what))
        if found.cut:
            self.cut.append(words.more_classes(what, len(found.parts)))
        return tuple(found.parts)

    # --- vetoes and sole powers ----------------------------------------------------------------

    def _standings(self, moment: Moment, pair: Pair) -> None:
        for voters in _voters(pair):
            party = voters.first.name
            own = Pair(pair.joint, Coalition((one_of(voters),)))
            names = self._called(pair, party)
            for gained in (True, False):
                holder = own.new if gained else own.old
                if self._perhaps(own.may_veto(holder), words.VETO_OF.format(party)):
                    for part in self._parts(own, own.veto(holder), words.VETO_OF.format(party)):
                        shown = self._against(moment, own, holder, part)
                        self._stands(SolePower.VETO, gained, names, part, shown, moment)
                # Only who can carry a decision with nobody else voting can have the power to decide alone.
                if not self._perhaps(own.may_be_alone(holder), words.POWER_OF.format(party)):
                    continue
                for part in self._parts(own, own.sole_power(holder), words.POWER_OF.format(party)):
                    self._stands(SolePower.SOLE_POWER, gained, names, part, None, moment)

    def _perhaps(self, question: Question, what: str) -> bool:
        """Whether there is one; where that is not known it is said to be open, and there is nothing to list."""
        try:
            return there_is(question.ask(self._budget()))
        except LimitReached as reached:
            self.undetermined.append(words.limit(why(reached.reason), what))
            return False

    def _against(
        self, moment: Moment, own: Pair, holder: object, part: ClassPart
    ) -> ComparedDecision | None:
        """A decision that one side adopts against the party, and the other, by the same ballots, does not."""
        free = own.old if holder is own.new else own.new
        against = (*part.terms, *free.opposed(Manner.AGAINST))
        try:
            return show(
                self.alignment,
                moment,
                own,
                free,
                against,
                part.attributes,
                self._budget(),
                Manner.AGAINST,
            )
        except LimitReached as reached:
            self.undetermined.append(words.limit(why(reached.reason), _said(part)))
            return None

    def _stands(
        self,
        standing: SolePower,
        gained: bool,
        names: tuple[str, ...],
        part: ClassPart,
        shown: ComparedDecision | None,
        moment: Moment,
    ) -> None:
        self.standings.append(
            StandingChange(
                standing,
                gained,
                names,
                part.condition,
                part.readings,
                part.every,
                shown,
                (moment.stretch,),
            )
        )

    def _called(self, pair: Pair, party: str) -> tuple[str, ...]:
        for cell in pair.joint.new.electorate.cells:
            if any(p.name == party for p in cell.voters.parties):
                return tuple(p.name for p in cell.voters.parties)
        return (party,)


def _said(part: ClassPart) -> str:
    return words.where(part.condition, part.readings, part.every)


def _voters(pair: Pair) -> Iterator[VoterClass]:
    """Each class of voters that has a seat, or a consent or objection to give, on either side."""
    seen: set[str] = set()
    for encoding in (pair.joint.new, pair.joint.old):
        seated = {seat.cell.voters.name for seat in encoding.ballots.all_seats}
        consenting = {
            cell.voters.name
            for cell in encoding.electorate.cells
            if cell.name in encoding.ballots.acting
        }
        for cell in encoding.electorate.cells:
            name = cell.voters.name
            if name in seated | consenting and name not in seen:
                seen.add(name)
                yield cell.voters


def _merged(found: Sequence[Any]) -> tuple[Any, ...]:
    """What is so in several stretches of time is said once, with the latest example."""
    merged: dict[str, Any] = {}
    for each in found:
        said = [
            (f.name, getattr(each, f.name))
            for f in fields(each)
            if f.name not in ("stretches", "shown")
        ]
        # Whether there is an example in each direction belongs to what is said.
        key = repr((said, getattr(each, "easier", None), getattr(each, "harder", None)))
        before = merged.get(key)
        stretches = () if before is None else before.stretches
        merged[key] = replace(each, stretches=joined((*stretches, *each.stretches)))
    return tuple(merged.values())


def _together(found: Sequence[StandingChange]) -> tuple[StandingChange, ...]:
    """Parties of which the same is said, in one sentence."""
    together: dict[object, StandingChange] = {}
    for each in found:
        key = (
            each.standing,
            each.gained,
            each.condition,
            each.readings,
            each.every,
            each.stretches,
        )
        before = together.get(key)
        parties = each.parties if before is None else (*before.parties, *each.parties)
        shown = each.shown if before is None or before.shown is None else before.shown
        together[key] = replace(each, parties=parties, shown=shown)
    return tuple(together.values())
