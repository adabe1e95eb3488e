"""Who can change which rule or seat, how, and what protects that."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from functools import cached_property

from policy_dsl import wording
from policy_dsl.model import (
    CanBlock,
    CannotBlock,
    ExceptionTo,
    Manner,
    NoneCanPass,
    Power,
    Prohibition,
    Rule,
    Specification,
)
from policy_dsl.records import replace
from policy_dsl.state import State, intervals
from verifier.changing.assets import Asset, assets
from verifier.changing.happening import happened, until
from verifier.changing.lock_outs import lock_outs
from verifier.changing.stopping import AsRulesStand, Enduring, Reading
from verifier.changing.story import Story
from verifier.encoding.classes import VoterClass, voter_classes
from verifier.encoding.points import Item, Point
from verifier.results.entrenchment import ChangeableRow, Entrenchment, Hold, LockOut, Route, Stop
from verifier.results.progress import Begin, untold
from verifier.results.statement import Said, Statement, alone, once
from verifier.solving.answers import LimitReached
from verifier.solving.deadline import OutOfTime
from verifier.solving.limits import Budget, Limits
from verifier.solving.watching import watched
from verifier.words import changing_rules as words
from verifier.words.keeping import taken_for_granted
from verifier.words.matrix import each_of
from verifier.words.reasons import why


def entrenchment(
    specification: Specification,
    limits: Limits | None = None,
    begin: Begin = untold,
    state: State | None = None,
) -> Entrenchment:
    """The table, as the rules stand after the last event (or in `state`); `begin` is told of each row that is known."""
    table = _Table(specification, state or intervals(specification)[-1].state, limits)
    table.tell = begin(len(table.assets))
    return table.made


class _Table:
    def __init__(self, specification: Specification, state: State, limits: Limits | None) -> None:
        self.specification = replace(specification, properties=())
        self.state = state
        self.budget = Budget(limits or Limits())
        self.undetermined: list[str] = []
        self.assets = list(assets(self.specification, state))
        conditions = [asset.when for asset in self.assets if asset.fixed is None]
        holders = [alone(voters.first) for voters in self.voters]
        self.standing = AsRulesStand(self.specification, state, self.budget, conditions, holders)
        self._enduring: dict[str, Enduring] = {}
        self.tell = untold(0)

    @cached_property
    def made(self) -> Entrenchment:
        """All of it."""
        rows: list[ChangeableRow] = []
        found: list[LockOut] = []
        locks_open = False
        try:
            with watched(self.budget.limits.deadline):
                for asset in self.assets:
                    rows.append(self._row_in_time(asset))
                    self.tell(asset.short)
                for each in lock_outs(self.specification, self.state, self.budget):
                    found.append(each)  # those known before a limit is reached
        except (LimitReached, OutOfTime) as reached:
            locks_open = True
            self.undetermined.append(why(reached.reason))
        rows += [self._unknown(asset) for asset in self.assets[len(rows) :]]
        return Entrenchment(
            self.specification.title,
            self.specification.file,
            tuple(_name(voters) for voters in self.voters),
            tuple(_merged(rows)),
            tuple(found),
            lock_outs_open=locks_open,
            undetermined=tuple(dict.fromkeys(self.undetermined)),
            held_fixed=taken_for_granted(self.specification),
        )

    @cached_property
    def voters(self) -> tuple[VoterClass, ...]:
        """Those who are asked about: one stands for all that nothing tells apart."""
        return voter_classes(self.specification)

    def _row_in_time(self, asset: Asset) -> ChangeableRow:
        """A row; one of which nothing is known, if the run has to end before it is."""
        try:
            self.budget.limits.go_on()
            return self._row(asset)
        except OutOfTime as over:
            self.undetermined.append(why(over.reason))
            return self._unknown(asset)

    def _unknown(self, asset: Asset) -> ChangeableRow:
        return replace(
            _empty(asset),
            routes_open=tuple(power.name for power in self.specification.powers),
            later_open=True,
            stopped_open=tuple(_name(voters) for voters in self.voters),
        )

    def _of(self, voters: VoterClass | None) -> Enduring:
        """What endures against one of a class; against nobody."""
        key = "" if voters is None else voters.name
        if key not in self._enduring:
            holder = None if voters is None else alone(voters.first)
            self._enduring[key] = Enduring(
                self.specification, self.state, self.budget, holder, self.standing.conditions
            )
        return self._enduring[key]

    # --- a row -----------------------------------------------------------------------------

    def _row(self, asset: Asset) -> ChangeableRow:
        row = _empty(asset)
        if asset.fixed is not None:
            return replace(row, statements=self._never(asset))
        row = self._with_routes(row, asset)
        if row.routes or row.routes_open:
            # Whether other decisions have to come first is known only where it is of each power that may.
            return self._with_stops(replace(row, later_open=not row.routes), asset)
        try:
            story = self._ever_changed(asset)
        except LimitReached as reached:
            self.undetermined.append(why(reached.reason))
            everybody = tuple(_name(voters) for voters in self.voters)
            return replace(row, later_open=True, stopped_open=everybody)
        if story is None:
            return replace(row, statements=(*row.statements, *self._never(asset)))
        ever = Statement(Said.CHANGED_LATER, NoneCanPass(asset.when), holds=False, forever=True)
        happens = happened(self.specification, story)
        then = once(Said.CHANGED_ONCE, NoneCanPass(asset.when), happens, {})
        said = (*row.statements, ever, *then)
        row = replace(row, later=len(story.meetings) + 1, statements=said)
        return self._with_keepers(row, asset, story)

    def _never(self, asset: Asset) -> tuple[Statement, ...]:
        """That it never changes; a claim that says nothing where there is no power at all, so it is none there."""
        if not any(power.name in self.state.in_force for power in self.specification.powers):
            return ()
        return (Statement(Said.NEVER_CHANGED, NoneCanPass(asset.when), forever=True),)

    def _with_routes(self, row: ChangeableRow, asset: Asset) -> ChangeableRow:
        """The powers that can change it as the rules stand, with everybody in favour; and those not known of."""
        found: list[Route] = []
        unsettled: list[str] = []
        said: list[Statement] = []
        for power in self.specification.powers:
            try:
                passing = self.standing.failing(NoneCanPass(asset.when), power.name)
                readings = self.standing.said(passing) if passing else ()
            except LimitReached as reached:
                unsettled.append(power.name)
                self.undetermined.append(why(reached.reason))
                continue
            if passing:
                found.append(self._route(power, asset, readings))
                said += [
                    Statement(Said.CHANGED_BY, NoneCanPass(asset.when), False, power.name, reading)
                    for reading in readings or ({},)
                ]
            elif power.name in self.state.in_force:
                said.append(
                    Statement(Said.NOT_CHANGED_BY, NoneCanPass(asset.when), True, power.name)
                )
        return replace(
            row, routes=tuple(found), routes_open=tuple(unsettled), statements=tuple(said)
        )

    def _route(self, power: Power, asset: Asset, readings: tuple[Mapping[str, str], ...]) -> Route:
        limits: list[str] = []
        unsettled: list[str] = []
        for clause in self.specification.clauses:
            if not isinstance(clause, Rule | Prohibition | ExceptionTo):
                continue
            if isinstance(clause, ExceptionTo) and clause.requires is None:
                continue
            try:
                if self.standing.always_limited(asset.when, power.name, clause.name):
                    limits.append(clause.name)
            except LimitReached as reached:
                unsettled.append(clause.name)
                self.undetermined.append(why(reached.reason))
        requires = power.requires
        asked = wording.requirement(self.specification, requires.all()[0])
        if len(set(requires.all())) > 1:
            said = {
                reading: wording.requirement(self.specification, requirement)
                for reading, requirement in requires.by_reading.items()
            }
            asked = words.by_reading(said)
        return Route(power.name, asked, tuple(limits), tuple(unsettled), readings)

    # --- who stops it ----------------------------------------------------------------------

    def _with_stops(self, row: ChangeableRow, asset: Asset) -> ChangeableRow:
        """Who can stop what can be done at once: every change, for good or at first, or some."""
        stops: list[Stop] = []
        itself: list[str] = []
        unsettled: list[str] = []
        said: list[Statement] = []
        for voters in self.voters:
            try:
                made, own, claims = self._stops(voters, asset)
            except LimitReached as reached:
                unsettled.append(_name(voters))
                self.undetermined.append(why(reached.reason))
                continue
            stops += made
            itself += [_name(voters)] * own
            said += claims
        return replace(
            row,
            stops=self._together(stops),
            protects_itself=tuple(itself),
            stopped_open=tuple(unsettled),
            statements=(*row.statements, *said),
        )

    def _stops(self, voters: VoterClass, asset: Asset) -> tuple[list[Stop], bool, list[Statement]]:
        """How each of a class stops it; whether it protects itself for them; and all that as claims."""
        who, when = alone(voters.first), asset.when
        passing = self.standing.failing(NoneCanPass(when))
        always = passing - self.standing.failing(CanBlock(who, when, Manner.AGAINST))
        some: frozenset[Reading] = frozenset()
        if always != passing:
            some = self.standing.failing(CannotBlock(who, when, Manner.AGAINST)) - always
        found: list[Stop] = []
        for hold, readings, story in self._how_long(voters, asset, always):
            stop = Stop((_name(voters),), "", hold, self.standing.said(readings))
            found.append(stop if story is None else until(self.specification, stop, story))
        if some:
            found.append(Stop((_name(voters),), "", Hold.SOMETIMES, self.standing.said(some)))
        own = bool(always) and self._protects_itself(voters, asset)
        none = passing - always - some
        if none:
            none &= self.standing.speaking(CannotBlock(who, when, Manner.AGAINST))
        return found, own, list(self._claims(voters, asset, found, none))

    def _how_long(
        self, voters: VoterClass, asset: Asset, always: Collection[Reading]
    ) -> Iterator[tuple[Hold, Collection[Reading], Story | None]]:
        """Of those who stop every change as the rules stand, under these readings: whether for good."""
        if not always:
            return
        enduring = self._of(voters)
        if enduring.never(asset.when):
            yield Hold.FOR_GOOD, always, None
            return
        kept: list[Reading] = []
        lost: list[Reading] = []
        first: Story | None = None
        for reading in sorted(always, key=self.standing.readings.index):
            story = enduring.story(asset.when, reading, first)
            if story is None:
                kept.append(reading)
            else:
                lost.append(reading)
                first = first or story
        if kept:
            yield Hold.FOR_GOOD, kept, None
        if lost:
            yield Hold.AT_FIRST, lost, first

    def _claims(
        self,
        voters: VoterClass,
        asset: Asset,
        stops: Sequence[Stop],
        never: Collection[Reading],
    ) -> Iterator[Statement]:
        for party in voters.parties:
            blocks = CanBlock(alone(party), asset.when, Manner.AGAINST)
            cannot = CannotBlock(alone(party), asset.when, Manner.AGAINST)
            for stop in stops:
                for reading in stop.readings or ({},):
                    match stop.hold:
                        case Hold.FOR_GOOD:
                            yield Statement(Said.STOPS_FOR_GOOD, blocks, True, None, reading, True)
                        case Hold.AT_FIRST:
                            yield Statement(Said.STOPS_AT_FIRST, blocks, True, None, reading)
                            yield Statement(Said.NOT_FOR_GOOD, blocks, False, None, reading, True)
                            yield from once(Said.NOT_ONCE_CHANGED, blocks, stop.happens, reading)
                        case Hold.SOMETIMES:
                            yield Statement(Said.STOPS_SOME, cannot, False, None, reading)
            for reading in self.standing.said(never) or ({},) if never else ():
                yield Statement(Said.STOPS_NONE, cannot, True, None, reading)

    def _protects_itself(self, voters: VoterClass, asset: Asset) -> bool:
        """It could be changed against this party at once, were it not for itself."""
        if asset.kind not in ("rule", "prohibition", "exception"):
            return False
        if asset.name not in self.state.in_force:
            return False
        own = {Point(Item("clause", asset.name), s) for s in ("absent", "reworded")}
        return self._of(voters).changes_without(asset.when, own)

    # --- what can only be changed later ------------------------------------------------------

    def _ever_changed(self, asset: Asset) -> Story | None:
        """How somebody comes to change it, if not at once; None: nobody ever can, however the rules are read."""
        nobody = self._of(None)
        if nobody.never(asset.when):
            return None
        for reading in self.standing.readings:
            # What is told of it is what happens before.
            story = nobody.story(asset.when, reading, told=False)
            if story is not None:
                return story
        return None

    def _with_keepers(self, row: ChangeableRow, asset: Asset, story: Story) -> ChangeableRow:
        """Who can stop every change that others come to be able to make, as in the story."""
        stops: list[Stop] = []
        unsettled: list[str] = []
        said: list[Statement] = []
        for voters in self.voters:
            try:
                kept = self._keeps(voters, asset, story)
                speaks = [r for r in kept if self._of(voters).speaks(asset.when, r)]
            except LimitReached as reached:
                unsettled.append(_name(voters))
                self.undetermined.append(why(reached.reason))
                continue
            if kept:
                readings = self.standing.said(kept)
                stops.append(Stop((_name(voters),), "", Hold.FOR_GOOD, readings))
            for party in voters.parties:
                blocks = CanBlock(alone(party), asset.when, Manner.AGAINST)
                if not kept:
                    said.append(Statement(Said.STOPS_NONE_LATER, blocks, False, forever=True))
                # Where not even others' consent makes it possible, the claim would say nothing.
                said += [
                    Statement(Said.STOPS_FOR_GOOD, blocks, True, None, reading, True)
                    for reading in (self.standing.said(speaks) or ({},) if speaks else ())
                ]
        return replace(
            row,
            stops=self._together(stops),
            stopped_open=tuple(unsettled),
            statements=(*row.statements, *said),
        )

    def _keeps(self, voters: VoterClass, asset: Asset, story: Story) -> Collection[Reading]:
        """The readings under which no such change is ever made against one of them."""
        enduring = self._of(voters)
        if enduring.never(asset.when):
            return self.standing.readings
        return [
            each for each in self.standing.readings if not enduring.ever(asset.when, each, story)
        ]

    def _together(self, stops: Sequence[Stop]) -> tuple[Stop, ...]:
        """Those who stop it in the same way as one, with a name for all of them."""
        found: dict[object, list[Stop]] = {}
        for each in stops:
            readings = tuple(tuple(reading.items()) for reading in each.readings)
            found.setdefault((each.hold, readings, each.meetings, each.steps), []).append(each)
        parties = {_name(voters): voters.parties for voters in self.voters}
        made = []
        for them in found.values():
            names = [name for each in them for name in each.parties]
            who = [party.name for name in names for party in parties[name]]
            text = each_of(self.specification, self.state, who)
            made.append(replace(them[0], parties=tuple(names), who=text))
        return tuple(made)


def _name(voters: VoterClass) -> str:
    if voters.first.cohort:
        return words.one_of(voters.first.name)
    return ", ".join(party.name for party in voters.parties)


def _empty(asset: Asset) -> ChangeableRow:
    return ChangeableRow(
        asset.kind,
        asset.name,
        asset.text,
        (),
        (),
        (),
        asset.file,
        asset.line,
        asset.fixed,
        short=asset.short,
    )


# --- rows that say the same ---------------------------------------------------------------


def _merged(rows: Sequence[ChangeableRow]) -> Iterator[ChangeableRow]:
    """Seats in one body that stand alike are one row."""
    groups: dict[object, list[ChangeableRow]] = {}
    for row in rows:
        key: object = (row.kind, row.name)
        if row.kind == "seat" and not row.open:
            parties, _, body = row.name.rpartition(" in ")
            mine = tuple(
                (
                    tuple("itself" if name == parties else name for name in stop.parties),
                    stop.hold,
                    str(stop.readings),
                    stop.meetings,
                    stop.steps,
                )
                for stop in row.stops
            )
            key = ("seat", body, str(row.routes), mine, row.fixed, row.later)
        groups.setdefault(key, []).append(row)
    for them in groups.values():
        yield them[0] if len(them) == 1 else _one(them)


def _one(rows: Sequence[ChangeableRow]) -> ChangeableRow:
    own = {row.name.rpartition(" in ")[0] for row in rows}
    names = [name for row in rows for name in row.name.rpartition(" in ")[0].split(", ")]
    body = rows[0].name.rpartition(" in ")[2]
    text = words.seats_of(names, body)
    return replace(
        rows[0],
        name=f"{', '.join(names)} in {body}",
        text=text,
        short=text,
        stops=tuple(_each_its_own(stop, own) for stop in rows[0].stops),
        statements=tuple(said for row in rows for said in row.statements),
    )


def _each_its_own(stop: Stop, own: set[str]) -> Stop:
    if not own.intersection(stop.parties):
        return stop
    names = [words.EACH_ITS_OWN if name in own else name for name in stop.parties]
    return replace(stop, parties=tuple(names), who=wording.listed(names))
