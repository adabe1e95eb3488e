"""Who can change which rule or seat, how, and what protects that."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cached_property
from typing import Any

from policy_dsl import wording
from policy_dsl.model import (
    ALWAYS,
    NEW_KINDS,
    CanBlock,
    Coalition,
    ExceptionTo,
    Manner,
    Part,
    Power,
    Prohibition,
    Rule,
    SomeCanPass,
    Specification,
    Who,
)
from policy_dsl.records import replace
from policy_dsl.state import State, intervals
from verifier.changing.assets import Asset, change_against, first_change, touching
from verifier.changing.lock_outs import about_change, lock_outs
from verifier.changing.planning import Planner
from verifier.changing.problem import Ask, Problem, either_of
from verifier.changing.saturation import Saturated, saturate
from verifier.changing.tables import Bypass, Entrenchment, LockOut, Route, Row
from verifier.encoding.activity import kind_of
from verifier.encoding.classes import voter_classes
from verifier.encoding.frame import Frame
from verifier.encoding.points import Item, Point
from verifier.encoding.terms import negation
from verifier.solving.answers import LimitReached, there_is
from verifier.solving.deadline import OutOfTime
from verifier.solving.limits import Budget, Limits
from verifier.solving.watching import watched
from verifier.words import changing as words
from verifier.words.keeping import held_fixed
from verifier.words.verdicts import quorum_of


def entrenchment(
    specification: Specification, limits: Limits | None = None, state: State | None = None
) -> Entrenchment:
    """The table of a specification, as its rules stand after the last event (or in `state`)."""
    return _Table(specification, state or intervals(specification)[-1].state, limits).made


class _Table:
    def __init__(self, specification: Specification, state: State, limits: Limits | None) -> None:
        self.specification = specification
        self.state = state
        self.budget = Budget(limits or Limits())
        self.undetermined: list[str] = []

    @cached_property
    def made(self) -> Entrenchment:
        """All of it."""
        rows: list[Row] = []
        found: list[LockOut] = []
        locks_open = False
        assets = list(self._assets())
        try:
            with watched(self.budget.limits.deadline):
                for asset in assets:
                    rows.append(self._row_in_time(asset))
                for each in lock_outs(self.specification, self.state, self.budget):
                    found.append(each)  # those known before a limit is reached
        except (LimitReached, OutOfTime) as reached:
            locks_open = True
            self.undetermined.append(str(reached))
        rows += [self._unknown(asset) for asset in assets[len(rows) :]]
        return Entrenchment(
            self.specification.title,
            self.specification.file,
            self.everybody,
            tuple(self._merged(rows)),
            tuple(found),
            lock_outs_open=locks_open,
            undetermined=tuple(dict.fromkeys(self.undetermined)),
            held_fixed=held_fixed(self.specification),
        )

    def _row_in_time(self, asset: Asset) -> Row:
        """A row; one of which nothing is known, if the run has to end before it is."""
        try:
            self.budget.limits.go_on()
            return self._row(asset)
        except OutOfTime as over:
            self.undetermined.append(str(over))
            return self._unknown(asset)

    def _unknown(self, asset: Asset) -> Row:
        powers = tuple(power.name for power in self.specification.powers)
        return Row(
            asset.kind,
            asset.name,
            asset.text,
            (),
            (),
            (),
            (),
            asset.file,
            asset.line,
            asset.fixed,
            routes_open=powers,
            later_open=True,
            stopped_open=self.everybody,
        )

    # --- against whom ----------------------------------------------------------------------

    def _problem(self, holder: Coalition | None) -> tuple[Problem, Saturated]:
        claim: Any = (
            SomeCanPass(ALWAYS) if holder is None else CanBlock(holder, ALWAYS, Manner.AGAINST)
        )
        ask = Ask(
            self.specification,
            about_change(claim),
            self.state,
            (self.state,),
            holder,
            Manner.AGAINST,
        )
        problem = Problem(ask, self.budget)
        return problem, saturate(problem)

    @cached_property
    def nobody(self) -> tuple[Problem, Saturated]:
        """Any adopted decision."""
        return self._problem(None)

    @cached_property
    def against(self) -> list[tuple[str, tuple[Problem, Saturated]]]:
        """For each party that votes or can be asked for consent (one for all that nothing tells apart)."""
        found = []
        for name, voters in zip(self.everybody, voter_classes(self.specification), strict=True):
            first = voters.first
            who = Who(first.name, parties=(first.name,), single=not first.cohort)
            part = Part(who, 1 if first.cohort and first.size > 1 else None)
            found.append((name, self._problem(Coalition((part,)))))
        return found

    @cached_property
    def everybody(self) -> tuple[str, ...]:
        """The names of those who are asked about, in the same order."""
        return tuple(
            words.one_of(voters.first.name)
            if voters.first.cohort
            else ", ".join(p.name for p in voters.parties)
            for voters in voter_classes(self.specification)
        )

    # --- what there is ---------------------------------------------------------------------

    def _assets(self) -> Iterator[Asset]:
        force = self.state.in_force
        for clause in (*self.specification.clauses, *self.specification.rights):
            item = Item("clause", clause.name)
            statuses = ("absent", "reworded") if clause.name in force else ("written",)
            changes = tuple(Point(item, status) for status in statuses)
            if clause.name in force:
                # A new exception to a clause amends it.
                changes += (Point(Item("new exception", clause.name), "some"),)
            yield Asset(
                kind_of(clause),
                clause.name,
                words.clause_of_table(
                    kind_of(clause), clause.name, clause.title, clause.name in force
                ),
                changes,
                clause.place.file,
                clause.place.line,
                clause.notes.fixed,
            )
        for body in self.specification.bodies:
            if body.quorum is not None:
                yield Asset(
                    "quorum",
                    body.name,
                    quorum_of(body.name),
                    (Point(Item("quorum", body.name), "reworded"),),
                    body.quorum_place.file,
                    body.quorum_place.line,
                    body.quorum_notes.fixed,
                )
            for party in self.specification.parties:
                if (body.name, party.name) not in self.state.seats:
                    continue
                item = Item("seat", body.name, party.name)
                lost = tuple(Point(item, status) for status in ("suspended", "out"))
                yield self._seat(body.name, party.name, lost)
            outside = tuple(
                Point(Item("seat", body.name, p.name), "votes")
                for p in self.specification.parties
                if (body.name, p.name) not in self.state.seats
            )
            yield Asset(
                "admission",
                body.name,
                words.who_is_admitted(body.name),
                (Point(Item("newcomers", body.name), "some"), *outside),
                body.place.file,
                body.place.line,
                words.FIXED_MEMBERSHIP if body.fixed_membership else None,
            )
        new = tuple(Point(Item("new clause", kind), "some") for kind in NEW_KINDS)
        yield Asset("new clauses", "", words.NEW_CLAUSES, new, self.specification.file, 0)
        new = (Point(Item("new power"), "some"),)
        yield Asset("new powers", "", words.NEW_POWERS, new, self.specification.file, 0)

    def _seat(self, body: str, party: str, lost: tuple[Point, ...]) -> Asset:
        it = self.specification.body[body]
        fixed = words.FIXED_MEMBERSHIP if it.fixed_membership else None
        name = f"{party} in {body}"
        text = words.seat_of(party, body)
        return Asset("seat", name, text, lost, it.place.file, it.place.line, fixed)

    # --- a row -----------------------------------------------------------------------------

    def _row(self, asset: Asset) -> Row:
        problem, made = self.nobody
        routes, routes_open = self._routes(problem, asset)
        row = Row(
            asset.kind,
            asset.name,
            asset.text,
            routes,
            (),
            (),
            (),
            asset.file,
            asset.line,
            asset.fixed,
            routes_open=routes_open,
        )
        try:
            layer = first_change(problem, made, asset)
        except LimitReached as reached:
            self.undetermined.append(str(reached))
            return replace(row, later_open=True, stopped_open=self.everybody)
        return row if layer is None else self._stopped(row, asset, layer)

    def _stopped(self, row: Row, asset: Asset, layer: int) -> Row:
        """The row with who can stop every change, which is first possible after so many decisions."""
        kept: list[str] = []
        at_first: list[Bypass] = []
        itself: list[str] = []
        unsettled: list[str] = []
        for name, (against, reached) in self.against:
            try:
                at = first_change(against, reached, asset)
                later = at is None or at > layer
                own = later and self._protects_itself(against, asset)
                if at is not None and later:
                    at_first.append(self._bypass(name, against, reached, asset, at))
            except LimitReached as limit:
                unsettled.append(name)
                self.undetermined.append(str(limit))
                continue
            kept += [name] * (at is None)
            itself += [name] * own
        return replace(
            row,
            kept_by=tuple(kept),
            at_first=_together(at_first),
            protects_itself=tuple(itself),
            later=layer if layer > 1 else None,
            stopped_open=tuple(unsettled),
        )

    def _routes(self, problem: Problem, asset: Asset) -> tuple[tuple[Route, ...], tuple[str, ...]]:
        """The powers that can change it as the rules stand, with everybody in favour; and those not known of."""
        frame = problem.step_frame
        touched = touching(problem, asset)
        found: list[Route] = []
        unsettled: list[str] = []
        if not touched:
            return (), ()
        start = problem.bans(p for p in problem.points if p not in problem.beginning)
        encoding = problem.encoding
        for power in self.specification.powers:
            goal = (
                encoding.adopted_under(power.name),
                *frame.in_favour,
                either_of(touched),
                *start,
            )
            try:
                if not there_is(frame.exists(*goal).ask(self.budget)):
                    continue
            except LimitReached as reached:
                unsettled.append(power.name)
                self.undetermined.append(str(reached))
                continue
            found.append(self._route(power, frame, goal))
        return tuple(found), tuple(unsettled)

    def _route(self, power: Power, frame: Frame, goal: Sequence[Any]) -> Route:
        limits: list[str] = []
        unsettled: list[str] = []
        for clause in self.specification.clauses:
            if not isinstance(clause, Rule | Prohibition | ExceptionTo):
                continue
            if isinstance(clause, ExceptionTo) and clause.requires is None:
                continue
            without = negation(frame.encoding.activity.active(clause.name))
            try:
                if not there_is(frame.exists(*goal, without).ask(self.budget)):
                    limits.append(clause.name)
            except LimitReached as reached:
                unsettled.append(clause.name)
                self.undetermined.append(str(reached))
        requirements = dict.fromkeys(
            wording.requirement(self.specification, r) for r in power.requires.all()
        )
        return Route(power.name, words.either(requirements), tuple(limits), tuple(unsettled))

    def _bypass(
        self, name: str, problem: Problem, made: Saturated, asset: Asset, layer: int
    ) -> Bypass:
        points = [p for p in asset.changes if made.reached.get(p, 0) > 0]
        point = min(points, key=lambda p: (made.reached[p], p.status), default=None)
        before = len(self.budget.unanswered)
        # Where it takes fewer decisions than to that point, what comes before is none of a plan towards it.
        shorter = point is None or made.reached[point] > layer
        planned = None if point is None or shorter else Planner(problem, made).towards(point)
        # A plan made under a limit may take a way that is not the plainest.
        reached = self.budget.unanswered_since(before)
        if reached is not None:
            raise LimitReached(reached)
        steps = () if planned is None else tuple(words.does(p.effects) for p in planned)
        return Bypass((name,), max(layer, len(steps)), steps)

    def _protects_itself(self, problem: Problem, asset: Asset) -> bool:
        """It could be changed against this party at once, were it not for itself."""
        if asset.kind not in ("rule", "prohibition", "exception"):
            return False
        own = {Point(Item("clause", asset.name), s) for s in ("absent", "reworded")}
        if own & problem.beginning:
            return False
        start = problem.bans(p for p in problem.points if p not in problem.beginning | own)
        touched = touching(problem, asset)
        return bool(touched) and there_is(change_against(problem, start, touched))

    # --- rows that say the same ------------------------------------------------------------

    def _merged(self, rows: Sequence[Row]) -> Iterator[Row]:
        """Seats in one body that stand alike are one row; so are texts without formal effect."""
        groups: dict[object, list[Row]] = {}
        for row in rows:
            if row.kind == "seat" and not row.open:
                party, _, body = row.name.partition(" in ")
                mine = tuple("itself" if n == party else n for n in row.kept_by)
                own = tuple(
                    replace(
                        b, parties=tuple("itself" if n == party else n for n in b.parties), steps=()
                    )
                    for b in row.at_first
                )
                key: object = ("seat", body, row.routes, frozenset(mine), own, row.fixed, row.later)
            else:
                key = (row.kind, row.name)
            groups.setdefault(key, []).append(row)
        for them in groups.values():
            yield them[0] if len(them) == 1 else _one(them)


def _together(bypasses: Sequence[Bypass]) -> tuple[Bypass, ...]:
    found: dict[tuple[int, tuple[str, ...]], list[str]] = {}
    for each in bypasses:
        found.setdefault((each.meetings, each.steps), []).extend(each.parties)
    return tuple(Bypass(tuple(names), n, steps) for (n, steps), names in found.items())


def _one(rows: Sequence[Row]) -> Row:
    names = [row.name.partition(" in ")[0] for row in rows]
    body = rows[0].name.partition(" in ")[2]
    own = {row.name.partition(" in ")[0] for row in rows}
    kept = tuple(dict.fromkeys(words.EACH_ITS_OWN if n in own else n for n in rows[0].kept_by))
    at_first = tuple(
        replace(b, parties=tuple(words.EACH_ITS_OWN if n in own else n for n in b.parties))
        for b in rows[0].at_first
    )
    return replace(
        rows[0],
        name=f"{', '.join(names)} in {body}",
        text=words.seats_of(names, body),
        kept_by=kept,
        at_first=at_first,
    )
