"""Drawing ballots: most do one thing, a few another; then, often, some are turned until an edge is reached."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping

from policy_dsl.decisions import Ballots, Cell, Counts, Vote
from policy_dsl.interpreter import Meeting
from policy_dsl.interpreter.requirements import check, quorate
from policy_dsl.model import (
    AnyClause,
    Base,
    ExceptionTo,
    Power,
    Requirement,
    Rule,
    Share,
    Tally,
)
from policy_dsl.model.atoms import counted, requirement_atoms
from policy_dsl.records import replace
from verifier.records.plain import consenting, objecting
from verifier.testing.drawing import Drawer
from verifier.testing.edges import VotersInOrder, all_doing, in_row, turning_point, with_first

VOTES = (Vote.FOR, Vote.AGAINST, Vote.ABSTAIN, Vote.ABSENT)
_MOODS = (*VOTES, Vote.FOR, Vote.FOR)  # half of the time most agree, or little is ever adopted
_OTHERS = (Vote.AGAINST, Vote.ABSENT, Vote.ABSTAIN, Vote.AGAINST)
_AGAINST_MOSTLY = (Vote.AGAINST, Vote.AGAINST, Vote.AGAINST, Vote.ABSTAIN)
_SLEEPING = (Vote.ABSENT, Vote.ABSTAIN)


def drawn_ballots(
    drawer: Drawer,
    meeting: Meeting,
    bodies: tuple[str, ...],
    consents: bool,
    focus: AnyClause | None = None,
) -> Ballots:
    """Ballots: most voters of a body do one thing, a few another; then, often, some are turned to an edge.

    Half of the time it is an edge of what `focus` asks for, if it asks for a tally. Where decisions may take several
    meetings it is an edge of the last.
    """
    earlier = tuple(
        _mostly(drawer, meeting, bodies, consents) for _ in range(drawer.specification.meetings - 1)
    )
    given = replace(_mostly(drawer, meeting, bodies, consents), earlier=earlier)
    own = [tally for tally in _tallies(_asked_by(meeting, focus)) if tally.body in bodies]
    if own and drawer.pick(2):
        return _tally_edge(drawer.one(own))(drawer, meeting, given)
    return _to_an_edge(drawer, meeting, bodies, given)


def _mostly(drawer: Drawer, meeting: Meeting, bodies: tuple[str, ...], consents: bool) -> Ballots:
    """At one meeting most voters of a body do one thing, a few another."""
    votes: dict[tuple[str, str], dict[Cell, Counts]] = {}
    for body in bodies:
        _most_and_few(drawer, meeting, body, votes)
    casting: dict[str, Vote] = {}
    for body in bodies:
        chair = drawer.specification.body[body].chair
        if chair is not None and chair.casting_vote:
            cast = drawer.one((None, Vote.FOR, Vote.AGAINST))
            if cast is not None:
                casting[body] = cast
    given = Ballots(votes, _consents(drawer, meeting) if consents else {}, casting)
    if consents:
        given = replace(given, objections=_objections(drawer, meeting, given.consents))
    return given


def _asked_by(meeting: Meeting, clause: AnyClause | None) -> tuple[Requirement, ...]:
    """What a clause asks for, as it is read."""
    if not isinstance(clause, Power | Rule | ExceptionTo) or clause.requires is None:
        return ()
    return (clause.requires.under(meeting.rules.readings.get(clause.name)),)


def _most_and_few(
    drawer: Drawer, meeting: Meeting, body: str, votes: dict[tuple[str, str], dict[Cell, Counts]]
) -> None:
    seated = [each for each in meeting.rules.seated[body] if not each.suspended]
    if not seated:
        return
    most = drawer.one(_MOODS)
    for each in seated:
        votes.setdefault((body, each.party), {})[each.cell] = all_doing(most, each.number)
    for _ in range(drawer.pick(4)):
        each = drawer.one(seated)
        vote = drawer.one(VOTES)
        row = VotersInOrder(body, (each,))
        some = 1 + drawer.one((0, each.number // 2, each.number - 1)) if each.number > 1 else 1
        turned = with_first(Ballots(), row, min(some, each.number), vote, most)
        votes[body, each.party][each.cell] = turned.votes[body, each.party][each.cell]


def _consents(drawer: Drawer, meeting: Meeting) -> dict[str, dict[Cell, int]]:
    """Who consents by an act of its own; simplest: everybody."""
    found: dict[str, dict[Cell, int]] = {}
    for name in consenting(drawer.specification):
        size = drawer.specification.party[name].size
        found[name] = {}
        for cell, number in meeting.decision.cells_of(name, size).items():
            fewer = drawer.one((0, number, 1, number // 2)) if number > 1 else drawer.pick(2)
            found[name][cell] = number - fewer
    return found


def _objections(
    drawer: Drawer, meeting: Meeting, consents: Mapping[str, Mapping[Cell, int]]
) -> dict[str, dict[Cell, int]]:
    """Who objects by an act of its own, of those who do not consent; simplest: nobody."""
    found: dict[str, dict[Cell, int]] = {}
    for name in objecting(drawer.specification):
        size = drawer.specification.party[name].size
        found[name] = {}
        for cell, number in meeting.decision.cells_of(name, size).items():
            left = number - consents.get(name, {}).get(cell, 0)
            found[name][cell] = drawer.one((0, left)) if left and not drawer.pick(3) else 0
    return found


_Edge = Callable[[Drawer, Meeting, Ballots], Ballots]


def _to_an_edge(
    drawer: Drawer, meeting: Meeting, bodies: tuple[str, ...], given: Ballots
) -> Ballots:
    edges = tuple(_edges(meeting, bodies))
    place = drawer.pick(len(edges) + 1)
    return given if place == 0 else edges[place - 1](drawer, meeting, given)


def _edges(meeting: Meeting, bodies: tuple[str, ...]) -> Iterator[_Edge]:
    voting = [body for body in bodies if any(each.entitled for each in meeting.rules.seated[body])]
    for body in voting:
        yield _adoption_edge(body)
    for body in voting:
        yield _tie(body)
        if meeting.specification.body[body].quorum is not None:
            yield _quorum_edge(body)
    for tally in dict.fromkeys(_tallies(_all_asked(meeting))):
        if tally.body in voting:
            yield _tally_edge(tally)


def _tallies(requirements: Iterable[Requirement]) -> Iterator[Tally]:
    """The tallies in some requirements."""
    for requirement in requirements:
        for atom in requirement_atoms(requirement):
            tally = counted(atom)
            if isinstance(tally, Tally):
                yield tally


def _all_asked(meeting: Meeting) -> tuple[Requirement, ...]:
    """What the powers that may decide ask for."""
    return tuple(requirement for way in meeting.ways.values() for requirement in way)


def _row(drawer: Drawer, meeting: Meeting, body: str) -> VotersInOrder:
    seated = meeting.rules.seated[body]
    return in_row(body, seated, drawer.pick(len(seated)))


def _turned(
    drawer: Drawer,
    given: Ballots,
    row: VotersInOrder,
    doing: Vote,
    others: Vote,
    met: Callable[[Ballots], bool],
    tallies: Iterable[Tally] = (),
) -> Ballots:
    """As many of a row doing one thing as it takes, or one fewer, while some may sleep.

    Sometimes so many sleep that the others divide: then a share of `tallies` can be met exactly.
    """
    heads = row.heads
    whole = [heads % d for d in dict.fromkeys(_denominators(tallies))]
    some = (0, *whole, 1, 2, heads // 3, heads // 2, *whole, *whole)
    asleep = drawer.one(tuple(n for n in some if n < heads) or (0,))
    sleeping = drawer.one(_SLEEPING)
    fewer = drawer.one((0, 1, 0))

    def so_many(number: int) -> Ballots:
        return with_first(given, row, number, doing, others, asleep, sleeping)

    point = turning_point(heads - asleep, lambda number: met(so_many(number)))
    return given if point is None else so_many(point - fewer)


def _denominators(tallies: Iterable[Tally]) -> Iterator[int]:
    for tally in tallies:
        if isinstance(tally.quantity, Share):
            yield tally.quantity.fraction.denominator


def _adoption_edge(body: str) -> _Edge:
    """Just adopted, or just not, by the votes of one body while all others agree."""

    def edge(drawer: Drawer, meeting: Meeting, given: Ballots) -> Ballots:
        row = _row(drawer, meeting, body)
        agreed = _all_agree(drawer, meeting, given, body)
        others = drawer.one(_OTHERS)
        tallies = [tally for tally in _tallies(_all_asked(meeting)) if tally.body == body]
        return _turned(drawer, agreed, row, Vote.FOR, others, meeting.adopted, tallies)

    return edge


def _all_agree(drawer: Drawer, meeting: Meeting, given: Ballots, but: str) -> Ballots:
    """Everybody agrees but in one body; at earlier meetings, if there are any, everywhere or not at all."""
    last = _agreed(drawer, meeting, given, but)
    if given.earlier and drawer.pick(4):
        earlier = tuple(_agreed(drawer, meeting, each, "") for each in given.earlier)
        return replace(last, earlier=earlier)
    return last


def _agreed(drawer: Drawer, meeting: Meeting, given: Ballots, but: str) -> Ballots:
    votes: dict[tuple[str, str], dict[Cell, Counts]] = {}
    drawn = {body for body, _ in given.votes}
    for body, them in meeting.rules.seated.items():
        for each in them:
            if not each.suspended and body in drawn:
                known = given.votes.get((body, each.party), {}).get(each.cell)
                counts = known if body == but and known else all_doing(Vote.FOR, each.number)
                votes.setdefault((body, each.party), {})[each.cell] = counts
    consents = {
        name: dict(meeting.decision.cells_of(name, drawer.specification.party[name].size))
        for name in given.consents
    }
    # Whoever consents objects to nothing.
    return replace(given, votes=votes, consents=consents, objections={})


def _quorum_edge(body: str) -> _Edge:
    """Just quorate, or just not."""

    def edge(drawer: Drawer, meeting: Meeting, given: Ballots) -> Ballots:
        row = _row(drawer, meeting, body)
        doing = drawer.one((Vote.FOR, Vote.AGAINST, Vote.ABSTAIN))
        nobody = _recused_absent(meeting, body, given)
        return _turned(
            drawer, nobody, row, doing, Vote.ABSENT, lambda b: quorate(meeting.floor(b), body)
        )

    return edge


def _recused_absent(meeting: Meeting, body: str, given: Ballots) -> Ballots:
    votes = {where: dict(cells) for where, cells in given.votes.items()}
    for each in meeting.rules.seated[body]:
        if not each.suspended and not each.entitled:
            votes.setdefault((body, each.party), {})[each.cell] = all_doing(
                Vote.ABSENT, each.number
            )
    return replace(given, votes=votes)


def _tally_edge(tally: Tally) -> _Edge:
    """A tally just met, or just missed."""

    def edge(drawer: Drawer, meeting: Meeting, given: Ballots) -> Ballots:
        row = _row(drawer, meeting, tally.body)
        others = drawer.one(_AGAINST_MOSTLY if tally.base is Base.CAST else _OTHERS)
        if drawer.pick(2) == 0:
            given = _all_agree(drawer, meeting, given, tally.body)

        def met(ballots: Ballots) -> bool:
            requirement: Requirement = tally
            return check(meeting.floor(ballots), requirement, False).met

        return _turned(drawer, given, row, Vote.FOR, others, met, (tally,))

    return edge


def _tie(body: str) -> _Edge:
    """As many for as against."""

    def edge(drawer: Drawer, meeting: Meeting, given: Ballots) -> Ballots:
        row = _row(drawer, meeting, body)
        most = row.heads // 2
        each = most - drawer.one(tuple(range(min(most, 3)))) if most else 0
        sleeping = drawer.one(_SLEEPING)
        agreed = _all_agree(drawer, meeting, given, body) if drawer.pick(2) == 0 else given
        asleep = row.heads - 2 * each
        chair = meeting.specification.body[body].chair
        if chair is not None and chair.casting_vote and drawer.pick(2) == 0:
            agreed = replace(agreed, casting={**agreed.casting, body: Vote.FOR})
        return with_first(agreed, row, each, Vote.FOR, Vote.AGAINST, asleep, sleeping)

    return edge
