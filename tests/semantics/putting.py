"""A random model's decisions put to the vote, for the encoding's terms and for the interpreter alike."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

import z3

from policy_dsl.decisions import Ballots, Cell, Counts, Decision, Vote
from policy_dsl.interpreter import Meeting, Seated
from tests.semantics.compiling import compiled
from tests.semantics.differing import Model
from tests.semantics.fixing import Fixing, representable

Answers = tuple[bool | int, ...]


@dataclass(frozen=True)
class Put:
    """A decision with everybody's ballots, as the interpreter takes it; `said` is what terms say of it."""

    meeting: Meeting
    decision: Decision
    readings: Mapping[str, str]
    ballots: Ballots
    values: Mapping[str, bool | int]
    members: Mapping[str, Sequence[tuple[str, Cell, int]]]
    said: Answers

    def seated(self, body: str) -> Iterator[tuple[int, Seated, Counts]]:
        """Those with a voting seat in a body that is not suspended, each with what they do: at the last meeting, and so
        many before it.
        """
        for back in range(len(self.ballots.meetings)):
            votes = self.ballots.before_the_last(back).votes
            for seated in self.meeting.rules.seated[body]:
                if not seated.suspended:
                    own = votes.get((body, seated.party), {})
                    yield back, seated, own.get(seated.cell, Counts(absent=seated.number))


def puts(model: Model, terms: Sequence[z3.ExprRef | bool | int], count: int) -> Iterator[Put]:
    """So many random decisions and ballots, each with what the terms say of it."""
    maker, spec, state = model.maker, model.specification, model.state
    fixing = Fixing(model.encoding)
    function: Callable[[Mapping[str, bool | int]], Answers] = compiled(terms)
    for _ in range(count):
        decision = representable(model.encoding, maker.decision(spec, state))
        readings = maker.readings(spec)
        ballots = maker.ballots(spec, state, decision)
        values = fixing.values(readings, decision, ballots)
        meeting = Meeting(spec, state, readings, decision)
        members = fixing.members(decision)
        yield Put(meeting, decision, readings, ballots, values, members, function(values))


def moved(
    ballots: Ballots, back: int, body: str, seated: Seated, before: str, after: str
) -> Ballots:
    """The ballots but for one of those seated, who does something else than before at one meeting."""
    one = ballots.before_the_last(back)
    own = dict(one.votes[body, seated.party])
    counts = own[seated.cell]
    changed = {before: getattr(counts, before) - 1, after: getattr(counts, after) + 1}
    own[seated.cell] = replace(counts, **changed)
    return at(ballots, back, replace(one, votes={**one.votes, (body, seated.party): own}))


def at(ballots: Ballots, back: int, one: Ballots) -> Ballots:
    """The ballots with those of one meeting put as is said: of the last, or so many before it."""
    if back == 0:
        return one
    place = len(ballots.earlier) - back
    return replace(ballots, earlier=(*ballots.earlier[:place], one, *ballots.earlier[place + 1 :]))


def ballots_of(
    meeting: Meeting,
    counts: Callable[[str, Seated], Counts],
    casts: Callable[[str, str], Vote | None],
    consents: Callable[[str, Cell, int], int],
) -> Ballots:
    """Ballots on a decision: what those seated in a body do, how its chair casts, and how many of a cell consent.

    At every meeting everybody does the same.
    """
    votes: dict[tuple[str, str], dict[Cell, Counts]] = {}
    casting: dict[str, Vote] = {}
    for body, them in meeting.rules.seated.items():
        for each in them:
            if not each.suspended:
                votes.setdefault((body, each.party), {})[each.cell] = counts(body, each)
        chair = meeting.specification.body[body].chair
        if chair is not None and chair.casting_vote:
            cast = casts(body, chair.party)
            if cast is not None:
                casting[body] = cast
    given = {
        party: {cell: consents(party, cell, number) for cell, number in cells}
        for party, cells in meeting.rules.situation.cells.items()
    }
    one = Ballots(votes, given, casting)
    return replace(one, earlier=(one,) * (meeting.specification.meetings - 1))


def all_do(number: int, vote: Vote) -> Counts:
    """So many, of whom all do the same."""
    return Counts(*(number if each is vote else 0 for each in Vote))
