"""What a coalition does, and what all others do, as terms: against what is said of ballots, head by head."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import product

from policy_dsl.decisions import Ballots, Cell, Counts, Vote
from policy_dsl.interpreter import Meeting, Seated
from policy_dsl.model import Manner, Others
from tests.semantics.compiling import compiled
from tests.semantics.fixing import Fixing
from tests.semantics.putting import all_do, ballots_of
from tests.semantics.withholding import VOTE_OF, Acts, Scene, scenes
from verifier.encoding.adoption import Encoding
from verifier.encoding.coalitions import (
    acts,
    others_in_favour,
    others_who_come,
    strategy,
    vote_of,
)
from verifier.encoding.terms import both, name_of

OTHER_VOTES = {
    Others.AWAY: Vote.ABSENT,
    Others.ABSTAINING: Vote.ABSTAIN,
    Others.AGAINST: Vote.AGAINST,
}


def seated(meeting: Meeting, ballots: Ballots) -> Iterator[tuple[str, Seated, Counts]]:
    for body, them in meeting.rules.seated.items():
        for each in them:
            if not each.suspended:
                yield body, each, ballots.votes[body, each.party][each.cell]


def casting(scene: Scene, ballots: Ballots) -> Iterator[tuple[str, bool, Vote | None]]:
    """For each body with a casting vote, whether it is the coalition's, and how it is cast."""
    for body in scene.context.encoding.specification.bodies:
        if body.chair is not None and body.chair.casting_vote:
            yield body.name, body.chair.party in scene.holders, ballots.casting.get(body.name)


def withholds(scene: Scene, meeting: Meeting, ballots: Ballots, manner: Manner) -> bool:
    for _, each, counts in seated(meeting, ballots):
        if each.party not in scene.holders:
            continue
        if manner is Manner.AWAY and counts.attending:
            return False
        if each.entitled and counts != all_do(each.number, VOTE_OF[manner]):
            return False
    cast_as = Vote.AGAINST if manner is Manner.AGAINST else None
    return all(cast is cast_as for _, own, cast in casting(scene, ballots) if own)


def all_others_are_in_favour(
    scene: Scene, meeting: Meeting, ballots: Ballots, manner: Manner
) -> bool:
    for _, each, counts in seated(meeting, ballots):
        if not each.entitled:
            continue
        if each.party not in scene.holders:
            if counts.in_favour != each.number:
                return False
        elif (
            counts.in_favour
            or (counts.against and manner is not Manner.AGAINST)
            or (counts.abstain and manner is not Manner.ABSTAINING)
        ):
            return False
    return all(cast is Vote.FOR for _, own, cast in casting(scene, ballots) if not own)


def one_apart(meeting: Meeting, ballots: Ballots) -> Iterator[Ballots]:
    """Ballots in which some of one party do something else in one body, or its chair."""
    for body, each, counts in seated(meeting, ballots):
        other = (
            Counts(counts.absent, counts.in_favour, counts.against, counts.abstain)
            if each.entitled
            else Counts(abstain=counts.absent, absent=counts.attending)
        )
        votes = {**ballots.votes[body, each.party], each.cell: other}
        yield replace(ballots, votes={**ballots.votes, (body, each.party): votes})
    for presided in meeting.specification.bodies:
        name = presided.name
        if presided.chair is not None and presided.chair.casting_vote:
            left = {where: vote for where, vote in ballots.casting.items() if where != name}
            for cast in {Vote.FOR, Vote.AGAINST, None} - {ballots.casting.get(name)}:
                yield replace(ballots, casting=left if cast is None else {**left, name: cast})


def all_in(scene: Scene, manner: Manner) -> Acts:
    """All of the coalition do the same everywhere."""
    bodies, vote = scene.context.encoding.specification.bodies, VOTE_OF[manner]
    return Acts(
        scene,
        {(body.name, party): vote for body in bodies for party in scene.holders},
        {body.name: vote if vote is Vote.AGAINST else None for body in bodies},
    )


def objecting(
    scene: Scene, meeting: Meeting, own: bool, others: bool
) -> dict[str, dict[Cell, int]]:
    """Whoever votes against objects by an act of its own, too."""
    return {
        party: {
            cell: number * (own if party in scene.holders else others) for cell, number in cells
        }
        for party, cells in meeting.rules.situation.cells.items()
    }


def test_a_coalition_withholds_its_votes_and_all_others_are_in_favour() -> None:
    found = {(what, so): 0 for what in ("own", "others") for so in (True, False)}
    for seed, scene in scenes("coalitions", 12):
        encoding, who, maker = scene.context.encoding, scene.context.who, scene.maker
        manner = maker.pick([*VOTE_OF])
        said = (acts(encoding, who, manner), others_in_favour(encoding, who, manner))
        staying = [s.in_favour for s in encoding.ballots.all_seats if s.staying is not None]
        come = others_who_come(encoding, who)
        assert [name_of(v) for v, _ in come] == [*map(name_of, staying)]
        function = compiled([*map(both, said)])
        fixing = Fixing(encoding)
        readings, put = scene.drawn()
        meeting = scene.meeting(readings, put)
        plain = all_in(scene, manner).with_others(meeting)
        objections = objecting(scene, meeting, manner is Manner.AGAINST, False)
        first = replace(plain, objections=objections)
        for ballots in (first, *one_apart(meeting, first)):
            own, others = function(fixing.values(readings, put, ballots))
            assert own is withholds(scene, meeting, ballots, manner), (seed, manner)
            so = all_others_are_in_favour(scene, meeting, ballots, manner)
            assert others is so, (seed, manner)
            found["own", bool(own)] += 1
            found["others", bool(others)] += 1
    assert min(found.values()) > 10


def test_one_ballot_stands_for_what_all_do() -> None:
    told = 0
    for seed, scene in scenes("strategies", 8):
        encoding, who, maker = scene.context.encoding, scene.context.who, scene.maker
        readings, put = scene.drawn()
        meeting = scene.meeting(readings, put)
        manner, fixing = maker.pick([*VOTE_OF]), Fixing(encoding)
        done = all_in(scene, manner)
        for others, attend in product((None, *Others), (False, True)):
            vote = Vote.FOR if others is None else OTHER_VOTES[others]
            plain = done.with_others(meeting, vote, attend)
            object_to_it = (manner is Manner.AGAINST, others is Others.AGAINST)
            ballots = replace(plain, objections=objecting(scene, meeting, *object_to_it))
            values = fixing.values(readings, put, ballots)
            pairs = strategy(encoding, who, manner, attend, others)
            said = compiled([term for _, term in pairs])(values)
            wanted = {name_of(variable) for variable in encoding.ballot_variables}
            assert {name_of(variable) for variable, _ in pairs} | staying(encoding) >= wanted
            for (variable, _), value in zip(pairs, said, strict=True):
                assert value == values[name_of(variable)], (seed, manner, others, attend)
                told += 1
    assert told > 100


def staying(encoding: Encoding) -> set[str]:
    return {name_of(s.staying) for s in encoding.ballots.all_seats if s.staying is not None}


@dataclass(frozen=True)
class VoteOf:
    """Random votes in one body, where nobody casts and nobody recused attends; all else is in favour."""

    scene: Scene
    body: str

    def counts(self, body: str, each: Seated) -> Counts:
        if not each.entitled:
            return all_do(each.number, Vote.ABSENT if body == self.body else Vote.ABSTAIN)
        if body != self.body:
            return all_do(each.number, Vote.FOR)
        yes = self.scene.maker.upto(0, each.number)
        no = self.scene.maker.upto(0, each.number - yes)
        return Counts(yes, no, each.number - yes - no, 0)

    def cast(self, body: str) -> Vote | None:
        return None if body == self.body else Vote.FOR

    def casts(self, body: str, _: str) -> Vote | None:
        return self.cast(body)

    def totals(self, meeting: Meeting, ballots: Ballots) -> tuple[int, int, int]:
        them = [c for b, each, c in seated(meeting, ballots) if b == self.body and each.entitled]
        return (
            sum(c.in_favour for c in them),
            sum(c.against for c in them),
            sum(c.abstain for c in them),
        )

    def is_so(self, meeting: Meeting, ballots: Ballots, wanted: tuple[int, int, int]) -> bool:
        elsewhere = all(
            self.counts(body, each) == own
            for body, each, own in seated(meeting, ballots)
            if body != self.body or not each.entitled
        )
        casts = all(self.cast(body) is own for body, _, own in casting(self.scene, ballots))
        return elsewhere and casts and self.totals(meeting, ballots) == wanted


def test_a_vote_of_a_body_is_just_so() -> None:
    found = {True: 0, False: 0}
    for seed, scene in scenes("votes of a body", 12):
        encoding, maker = scene.context.encoding, scene.maker
        readings, put = scene.drawn()
        meeting = scene.meeting(readings, put)
        it = VoteOf(scene, maker.pick(maker.body_names))
        first = ballots_of(meeting, it.counts, it.casts, _all_of_them)
        wanted = it.totals(meeting, first)
        function = compiled([both(vote_of(encoding, it.body, *wanted))])
        fixing = Fixing(encoding)
        for ballots in (first, *one_apart(meeting, first)):
            (said,) = function(fixing.values(readings, put, ballots))
            so = it.is_so(meeting, ballots, wanted)
            assert said is so, seed
            found[so] += 1
    assert min(found.values()) > 10


def _all_of_them(_: str, __: Cell, number: int) -> int:
    return number
