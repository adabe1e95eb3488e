"""Two specifications over one decision and one set of ballots, against the interpreter asked of each."""

from __future__ import annotations

import random
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from policy_dsl.decisions import Ballots, Counts, Decision, Vote
from policy_dsl.interpreter import Meeting
from policy_dsl.model import Effect, Recusal, Specification
from policy_dsl.state import State
from tests.diffing.pairs import SMALL, changed
from tests.semantics.compiling import Values, compiled
from tests.semantics.fixing import Fixing, representable
from tests.semantics.generator import Maker
from verifier.diffing.aligning import align, effect_pairs
from verifier.encoding.adoption import Encoding
from verifier.encoding.joint import Joint, join

SHAPE = replace(SMALL, recusals=2, named=True)


@dataclass(frozen=True)
class Side:
    """One of the two, and what is put to it."""

    encoding: Encoding
    fixing: Fixing
    readings: Mapping[str, str]
    decision: Decision

    @property
    def meeting(self) -> Meeting:
        it = self.encoding
        return Meeting(it.specification, it.state, self.readings, self.decision)

    def values(self, ballots: Ballots) -> Values:
        return self.fixing.values(self.readings, self.decision, ballots)

    def recuses(self, body: str) -> list[str]:
        return [s.party for s in self.meeting.rules.seated[body] if s.recused_by]


def pair(maker: Maker) -> tuple[Specification, Specification]:
    """Two that differ in something, mostly in whom they recuse, too."""
    old = maker.specification()
    new = changed(maker, changed(maker, old))
    anew = {p.name: maker.clause(p) for p in maker.plans if p.kind is Recusal}
    clauses = tuple(
        replace(anew[c.name], notes=c.notes) if c.name in anew and maker.chance(0.7) else c
        for c in new.clauses
    )
    return old, replace(new, clauses=clauses)


def readings_of(maker: Maker, joint: Joint) -> tuple[dict[str, str], dict[str, str]]:
    """How each side is read: alike, where there is a reading in common."""
    mine, theirs = (side.activity.readings.choices for side in (joint.old, joint.new))
    old, new = ({c: maker.pick([*each]) for c, each in them.items()} for them in (mine, theirs))
    for clause in old.keys() & new.keys():
        common = [name for name in mine[clause] if name in theirs[clause]]
        if common:
            old[clause] = new[clause] = maker.pick(common)
    return old, new


def put_to(maker: Maker, joint: Joint, fixings: tuple[Fixing, Fixing]) -> tuple[Side, Side]:
    """A random decision as each side knows it."""
    readings = readings_of(maker, joint)
    spec, state = joint.new.specification, joint.new.state
    drawn = replace(maker.decision(spec, state), effects=frozenset())
    has = [each for each in joint.effects if maker.chance(0.1)]
    effects: tuple[frozenset[Effect], ...] = (
        frozenset(each.old for each in has),
        frozenset(each.new for each in has),
    )
    old, new = (
        Side(it, fixing, how, replace(representable(it, drawn), effects=its))
        for it, fixing, how, its in zip(
            (joint.old, joint.new), fixings, readings, effects, strict=True
        )
    )
    return old, new


def same_on_the_other(joint: Joint, ballots: Ballots) -> Ballots:
    """What everybody does, by the old names of bodies."""
    names = {new: old for old, new in joint.bodies}
    return replace(
        ballots,
        votes={(names[body], party): own for (body, party), own in ballots.votes.items()},
        casting={names[body]: vote for body, vote in ballots.casting.items()},
        earlier=tuple(same_on_the_other(joint, each) for each in ballots.earlier),
    )


def seated_only(side: Side, ballots: Ballots) -> Ballots:
    """Without what nobody could give on this side."""
    state = side.encoding.state
    return replace(
        ballots,
        votes={k: v for k, v in ballots.votes.items() if state.votes_in(*k)},
        earlier=tuple(seated_only(side, each) for each in ballots.earlier),
    )


def links(joint: Joint, new: Side, ballots: Ballots) -> Iterator[tuple[str, int]]:
    """What those do whom one side may recuse."""
    members = new.fixing.members(new.decision)
    for _, body in joint.bodies:
        for seat in joint.new.ballots.seats_in(body):
            label = f"of {seat.cell.name} in {body}, recused or not"
            if seat.back:
                label += f", {seat.back} before the last"
            there = ballots.before_the_last(seat.back)
            given = [
                there.votes[body, party].get(cell, Counts(absent=number))
                for party, cell, number in members[seat.cell.name]
            ]
            yield f"for {label}", sum(c.in_favour for c in given)
            yield f"against {label}", sum(c.against for c in given)
            yield f"abstaining {label}", sum(c.abstain for c in given)


def everywhere(joint: Joint) -> State:
    """Whoever has a seat on either side has a vote."""
    names = dict(joint.bodies)
    of_old = {(names[body], party) for body, party in joint.old.state.seats}
    return replace(joint.new.state, seats=joint.new.state.seats | of_old, suspended=frozenset())


def otherwise(joint: Joint, new: Side, ballots: Ballots) -> Iterator[Ballots]:
    """Ballots in which somebody whom both sides let vote, or one chair, does something else."""
    for old_body, body in joint.bodies:
        for seated in new.meeting.rules.seated[body]:
            own = ballots.votes.get((body, seated.party), {}).get(seated.cell)
            both = joint.old.state.votes_in(old_body, seated.party)
            if own is None or not (both and seated.entitled):
                continue
            other = Counts(own.against, own.abstain, own.absent, own.in_favour)
            if other != own:
                votes = {**ballots.votes[body, seated.party], seated.cell: other}
                yield replace(ballots, votes={**ballots.votes, (body, seated.party): votes})
        chair = joint.new.specification.body[body].chair
        if chair is not None and chair.casting_vote:
            cast = ballots.casting.get(body)
            turned = Vote.AGAINST if cast is not Vote.AGAINST else Vote.FOR
            yield replace(ballots, casting={**ballots.casting, body: turned})


def test_both_sides_see_one_decision_and_the_same_ballots() -> None:
    differing = refused = recused = 0
    for seed in range(18):
        maker = Maker(random.Random(f"joint {seed}"), SHAPE)
        sides = align(*pair(maker))
        moment = maker.pick(sides.moments())
        effects = effect_pairs(sides, moment)
        joint = join(
            (sides.old.shared, moment.old),
            (sides.new.shared, moment.new),
            sides.bodies,
            effects.groups,
            effects.never,
            sides.foreign_values,
        )
        function = compiled([joint.differs, *joint.limits, *joint.ballot_limits])
        fixings = Fixing(joint.old), Fixing(joint.new)
        for _ in range(10):
            old, new = put_to(maker, joint, fixings)
            every = maker.ballots(sides.new.shared, everywhere(joint), new.decision)
            # Where the old side has more meetings nobody is at those that the new one has not.
            mine = seated_only(old, same_on_the_other(joint, every))
            theirs = seated_only(new, every)
            linking = dict(links(joint, new, every))
            differs, *limits = function({**old.values(mine), **new.values(theirs), **linking})
            assert all(limits), seed
            outcomes = old.meeting.adopted(mine), new.meeting.adopted(theirs)
            assert differs is (outcomes[0] is not outcomes[1]), seed
            differing += outcomes[0] is not outcomes[1]
            recused += any(old.recuses(a) != new.recuses(b) for a, b in joint.bodies)
            for another in otherwise(joint, new, theirs):
                _, *limits = function({**old.values(mine), **new.values(another), **linking})
                assert not all(limits), seed
                refused += 1
    assert differing > 5
    assert refused > 100
    assert recused > 3
