"""Suspension, removal, packing and amendment as openings: what decisions could change, thing by thing.

For whoever looks for ways round a property. Every change of the state belongs to an opening, also a party's leaving by
itself: what is reached with none of them open is the state as it is.
"""

from __future__ import annotations

from collections.abc import Iterator

from policy_dsl.model import NEW_KINDS, Body, Specification
from policy_dsl.records import dataclass
from policy_dsl.syntax import ChangeOpeningKind
from verifier.changing.problem import Problem
from verifier.encoding.activity import kind_of
from verifier.encoding.points import Item, Point
from verifier.words import changing_rules as words


@dataclass(frozen=True)
class ChangeOpening:
    """One kind of change. `kind`: suspension, removal, packing or amendment; `name`: of what.

    `points` are what things may come to be where it is open.
    """

    kind: ChangeOpeningKind
    name: str
    text: str
    file: str
    line: int
    points: tuple[Point, ...]


def change_openings(problem: Problem) -> tuple[ChangeOpening, ...]:
    """All openings of a problem, amendments first, in source order."""
    found = [*_amendments(problem.ask.specification)]
    for body in problem.ask.specification.seating:
        found += _losing(problem, body)
        found.append(_packing(problem, body))
    return tuple(found)


# Kinds of openings by what becomes of a seat.
_LOSSES: tuple[tuple[ChangeOpeningKind, str], ...] = (
    ("suspension", "suspended"),
    ("removal", "out"),
)


def _losing(problem: Problem, body: Body) -> Iterator[ChangeOpening]:
    """Seats that may be the holder's one by one; all others of a body together, since who of them goes is no matter.

    A party without a seat has none to lose, but it can be suspended once it was admitted.
    """
    place = body.place
    others: dict[ChangeOpeningKind, list[Point]] = {}
    for party in problem.ask.specification.parties:
        item = Item("seat", body.name, party.name)
        lost = Point(item, "lost")
        for kind, status in _LOSSES:
            point = Point(item, status)
            if point in problem.beginning:
                continue
            if lost not in problem.points:
                others.setdefault(kind, []).append(point)
                continue
            name = f"{party.name} from {body.name}"
            text = words.loses_seat(kind, party.name, body.name, point in problem.spontaneous)
            yield ChangeOpening(kind, name, text, place.file, place.line, (point, lost))
    for kind, points in others.items():
        by_itself = not body.fixed_membership
        whom = {point.item.party for point in points}
        if len(whom) == 1:
            (name,) = whom
            text = words.loses_seat(kind, name, body.name, by_itself)
        else:
            name, text = "others", words.others_lose_seats(kind, body.name, by_itself)
        name = f"{name} from {body.name}"
        yield ChangeOpening(kind, name, text, place.file, place.line, tuple(points))


def _packing(problem: Problem, body: Body) -> ChangeOpening:
    """Anybody who has no vote in a body may get one: newcomers, other parties, and those suspended."""
    state = problem.ask.state
    points = [Point(Item("newcomers", body.name), "some")]
    restores = False
    for party in problem.ask.specification.parties:
        if not state.votes_in(body.name, party.name):
            points.append(Point(Item("seat", body.name, party.name), "votes"))
            restores = restores or (body.name, party.name) in state.suspended
    text = words.gains_seats(body.name, restores)
    place = body.place
    return ChangeOpening("packing", body.name, text, place.file, place.line, tuple(points))


def _amendments(specification: Specification) -> Iterator[ChangeOpening]:
    for clause in (*specification.clauses, *specification.rights):
        item = Item("clause", clause.name)
        points = tuple(Point(item, status) for status in ("absent", "reworded", "written"))
        # A new exception to a clause amends it.
        points += (Point(Item("new exception", clause.name), "some"),)
        text = words.changes_clause(kind_of(clause), clause.name)
        place = clause.place
        yield ChangeOpening("amendment", clause.name, text, place.file, place.line, points)
    for body in specification.bodies:
        place = body.quorum_place
        points = (Point(Item("quorum", body.name), "reworded"),)
        name = f"quorum of {body.name}"
        text = words.changes_quorum(body.name)
        yield ChangeOpening("amendment", name, text, place.file, place.line, points)
    for kind in NEW_KINDS:
        new = (Point(Item("new clause", kind), "some"),)
        text = words.enacts_new(kind)
        yield ChangeOpening("amendment", f"new {kind}", text, specification.file, 0, new)
    new = (Point(Item("new power"), "some"),)
    yield ChangeOpening("amendment", "new power", words.ENACTS_POWER, specification.file, 0, new)
