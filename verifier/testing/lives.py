"""The life of a motion: it is opened, voted on one after the other, and closed; and what nobody may do is tried.

A first vote of whoever has one is to be accepted, a vote after closing refused, and there is no result before closing.
A second vote is accepted, and then stands for the first, or it is refused; never do both count. The result is that of
the votes which were accepted, however often it is asked for.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any, Protocol

from hypothesis import strategies as st

from policy_dsl.decisions import ONE_VOTE, Cell, Counts, Vote
from policy_dsl.records import dataclass, replace
from verifier.records.occasion import Occasion
from verifier.records.plain import Plain, asked
from verifier.rendering.wrapping import spelling_of
from verifier.testing.disagreeing import Disagreement, answer
from verifier.words import sessions as say

if TYPE_CHECKING:
    from hypothesis.strategies import DrawFn

__tracebackhide__ = True  # pytest shows whoever calls

__all__ = ["Life", "LifeDisagreement", "TakesVotes", "live", "lives"]

_CAST = (Vote.FOR, Vote.AGAINST, Vote.ABSTAIN)
_FIELDS = ("in_favour", "against", "abstain", "absent")
_BY_FIELD = dict(zip(_FIELDS, (*_CAST, Vote.ABSENT), strict=True))


class TakesVotes(Protocol):
    """A system that is told of votes one after the other. What it refuses it answers with False, a result with None."""

    def opens(self, motion: dict[str, Plain], /) -> object:
        """Put a motion to the vote: `{"motion": 1, "decision": {…}}`."""

    def votes(self, vote: dict[str, Plain], /) -> object:
        """Somebody votes: `{"motion": 1, "body": "Board", "party": "City", "vote": "for"}`."""

    def closes(self, motion: dict[str, Plain], /) -> object:
        """No votes from here on: `{"motion": 1}`."""

    def result(self, motion: dict[str, Plain], /) -> object:
        """Whether it is adopted; None as long as that is not known."""


class LifeDisagreement(AssertionError):
    """A system takes what it has to refuse, refuses what it has to take, or says now this, now that."""


@dataclass(frozen=True)
class Voter:
    """One who may vote: a party, or of interchangeable ones the one of that number, from 1 on."""

    body: str
    party: str
    number: int
    cell: Cell
    entitled: bool

    @property
    def plain(self) -> dict[str, Plain]:
        """As programs are told."""
        found: dict[str, Plain] = {"body": self.body, "party": self.party}
        if self.number:
            found["number"] = self.number
            if self.cell:
                found["named_by"] = [*sorted(self.cell)]
        return found

    def __str__(self) -> str:
        return say.voter(self.body, self.party, self.number)


@dataclass(frozen=True)
class VoteStep:
    """What is done: a vote, or without a voter the result is asked for, or (`closes`) the vote ends."""

    voter: Voter | None = None
    vote: Vote | None = None
    closes: bool = False


def voters(occasion: Occasion) -> Iterator[tuple[Voter, Vote]]:
    """Everybody who has a seat and is not suspended, and what the ballots say that it does."""
    seated = occasion.meeting.rules.seated
    for body, them in seated.items():
        numbers: dict[str, int] = {}
        for each in them:
            counts = occasion.ballots.votes.get((body, each.party), {}).get(each.cell)
            if each.suspended or counts is None:
                continue
            cohort = occasion.specification.party[each.party].cohort
            for name in _FIELDS:
                for _ in range(getattr(counts, name)):
                    numbers[each.party] = numbers.get(each.party, 0) + 1
                    number = numbers[each.party] if cohort else 0
                    voter = Voter(body, each.party, number, each.cell, each.entitled)
                    yield voter, _BY_FIELD[name]


@st.composite
def lives(draw: DrawFn, occasion: Occasion) -> tuple[VoteStep, ...]:
    """The steps of a motion's life, on which ballots of an occasion are cast; simplest: all, and nothing else."""
    there = list(voters(occasion))
    casting = [(voter, vote) for voter, vote in there if vote is not Vote.ABSENT]
    steps = [VoteStep(voter, vote) for voter, vote in draw(st.permutations(casting))]

    def some() -> bool:
        return bool(draw(st.integers(0, 1)))

    if casting and some():  # of few, whose votes tell where they count again
        steps = steps[: draw(st.integers(1, min(3, len(steps))))]
        voter = draw(st.sampled_from(steps)).voter
        steps += [VoteStep(voter, draw(st.sampled_from(_CAST)))] * draw(st.integers(1, 5))
    if some():
        steps.insert(draw(st.integers(0, len(steps))), VoteStep())
    steps += [VoteStep(closes=True), VoteStep()]
    if there and some():
        voter, _ = draw(st.sampled_from(there))
        steps.insert(len(steps) - 1, VoteStep(voter, draw(st.sampled_from(_CAST))))
    if some():
        steps.append(VoteStep())
    return tuple(steps)


def live(
    system: Any, occasion: Occasion, steps: Sequence[VoteStep], number: int, before: Sequence[str]
) -> Occasion:
    """Go through a motion's life; the occasion as it was voted on. Raises what the system does wrong."""
    life = Life(system, occasion, number, [*before])
    life.opened()
    for step in steps:
        if step.closes:
            life.close()
        elif step.voter is None:
            life.ask()
        else:
            assert step.vote is not None
            life.cast(step.voter, step.vote)
    return life.voted_on


class Life:
    """A motion, and what became of it so far."""

    def __init__(self, system: Any, occasion: Occasion, number: int, story: list[str]) -> None:
        self.system, self.occasion, self.number, self.story = system, occasion, number, story
        self.counted: dict[Voter, Vote] = {}
        self.closed = False
        self.said: bool | None = None

    def opened(self) -> None:
        """Put it to the vote."""
        question = {k: v for k, v in asked(self.occasion).items() if k not in ("votes", "state")}
        self.story.append(say.opened(self.number))
        if not accepted(self.system.opens({"motion": self.number, **question})):
            raise self.wrong(say.NOT_OPENED)

    def cast(self, voter: Voter, vote: Vote) -> None:
        """Somebody votes."""
        told: dict[str, Plain] = {"motion": self.number, **voter.plain, "vote": vote.value}
        taken = accepted(self.system.votes(told))
        self.story.append(say.voted(str(voter), vote.value, taken))
        if self.closed and taken:
            raise self.wrong(say.TAKEN_AFTER_CLOSING)
        if not self.closed and not taken and voter.entitled and voter not in self.counted:
            raise self.wrong(say.FIRST_VOTE_REFUSED)
        if taken:
            self.counted[voter] = vote

    def close(self) -> None:
        """The vote ends."""
        self.story.append(say.CLOSED)
        if not accepted(self.system.closes({"motion": self.number})):
            raise self.wrong(say.NOT_CLOSED)
        self.closed = True

    def ask(self) -> None:
        """Its result is asked for."""
        given = self.system.result({"motion": self.number})
        said = None if given is None else answer(given)
        if not self.closed:
            if said is not None:
                raise self.wrong(say.result_before_closing(said))
            return
        if said is None:
            raise self.wrong(say.NO_RESULT)
        if self.said is not None and said is not self.said:
            raise self.wrong(say.another_result(self.said, said))
        self.said = said
        if said is not self.voted_on.adopted:
            raise Disagreement(self.voted_on, said, tuple(self.story))

    @property
    def voted_on(self) -> Occasion:
        """The occasion with the votes that were accepted; whoever cast none stayed away."""
        votes: dict[tuple[str, str], dict[Cell, Counts]] = {
            where: {cell: Counts(absent=0) for cell in cells}
            for where, cells in self.occasion.ballots.votes.items()
        }
        for voter, _ in voters(self.occasion):
            cells = votes[voter.body, voter.party]
            cells[voter.cell] = _sum(
                cells[voter.cell], ONE_VOTE[self.counted.get(voter, Vote.ABSENT)]
            )
        kept: Mapping[tuple[str, str], Mapping[Cell, Counts]] = votes
        return replace(
            self.occasion, ballots=replace(self.occasion.ballots, votes=kept), uncounted={}
        )

    def wrong(self, what: str) -> LifeDisagreement:
        """What the system does that it may not."""
        spell = spelling_of(self.occasion.specification)
        return LifeDisagreement(spell(say.wrong(what, self.story)))


def _sum(one: Counts, other: Counts) -> Counts:
    return Counts(*(getattr(one, name) + getattr(other, name) for name in _FIELDS))


def accepted(said: object) -> bool:
    """Whether it was; what returns nothing has accepted. TypeError for anything else than yes or no."""
    if said is None or isinstance(said, bool):
        return said is not False
    raise TypeError(say.neither(said))
