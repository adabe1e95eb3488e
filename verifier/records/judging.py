"""What the rules say of a recorded motion, under each reading, and whether the minutes agree."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from policy_dsl.decisions import Vote
from policy_dsl.records import dataclass, replace
from verifier.records.building import Recorded
from verifier.records.completing import not_counted
from verifier.records.faults import Fault
from verifier.records.occasion import Occasion, all_readings, ambiguous
from verifier.results.open_votes import OpenVote, Standing
from verifier.words import records as say

if TYPE_CHECKING:
    from verifier.solving.limits import Limits

READINGS_AT_MOST = 1024


@dataclass(frozen=True)
class Decided:
    """A motion before the rules: an answer for each reading of the clauses that the record leaves open.

    `remarks` are votes that were recorded and do not count. Where some is still to come, the answers are as if nothing
    more came, and `open_votes` say of each how it stands.
    """

    recorded: Recorded
    answers: tuple[Occasion, ...]
    remarks: tuple[str, ...]
    open_votes: tuple[OpenVote, ...] = ()

    @property
    def adopted(self) -> bool | None:
        """Adopted or not; None where that depends on how a clause is read, or on what is still to come."""
        if any(each.standing in (Standing.OPEN, Standing.UNKNOWN) for each in self.open_votes):
            return None
        said = {occasion.adopted for occasion in self.answers}
        return said.pop() if len(said) == 1 else None

    @property
    def agrees(self) -> bool | None:
        """Whether the recorded outcome is that of the rules; None where it depends, or none is recorded."""
        if self.recorded.outcome is None or self.adopted is None:
            return None
        return self.recorded.outcome is self.adopted

    @property
    def shown(self) -> tuple[tuple[Occasion, OpenVote | None], ...]:
        """An answer of each kind: the ones that a reader needs to see."""
        kinds: dict[object, tuple[Occasion, OpenVote | None]] = {}
        for occasion, still_open in self.with_open_votes:
            kinds.setdefault((occasion.adopted, still_open), (occasion, still_open))
        return tuple(kinds.values())

    @property
    def with_open_votes(self) -> tuple[tuple[Occasion, OpenVote | None], ...]:
        """Each answer, with how the vote stands by it if some is still to come."""
        each = self.open_votes or (None,) * len(self.answers)
        return tuple(zip(self.answers, each, strict=True))


def decided(recorded: Recorded, limits: Limits | None = None) -> Decided | Fault:
    """What the rules say; a fault where the record leaves something open that decides it."""
    occasion = recorded.occasion
    specification = occasion.specification
    open_ones = [
        name for name in ambiguous(specification, occasion.state) if name not in occasion.readings
    ]
    many = 1
    for name in open_ones:
        many *= len(specification.clause[name].readings)
    if many > READINGS_AT_MOST:
        first = open_ones[0]
        reading = specification.clause[first].readings[0].name
        return _fault(recorded, say.too_many_readings(len(open_ones), many, first, reading))
    answers = []
    for readings in all_readings(specification, open_ones):
        answer = replace(occasion, readings={**occasion.readings, **readings})
        try:
            answer.outcome  # noqa: B018 - asks the interpreter
        except ValueError as error:
            return _fault(recorded, str(error))
        wanted = None if occasion.to_come.anything else _casting_vote_wanted(recorded, answer)
        if wanted is not None:
            return wanted
        answers.append(answer)
    remarks = not_counted(replace(recorded, occasion=answers[0]))
    return Decided(recorded, tuple(answers), remarks, _open_votes(answers, limits))


def _open_votes(answers: Sequence[Occasion], limits: Limits | None) -> tuple[OpenVote, ...]:
    """How the vote stands by each answer, if some is still to come. Only then is the solver needed."""
    if not answers[0].to_come.anything:
        return ()
    from verifier.records.open_votes import open_vote
    from verifier.solving.limits import Limits

    return tuple(open_vote(each, limits or Limits()) for each in answers)


def _casting_vote_wanted(recorded: Recorded, answer: Occasion) -> Fault | None:
    """A tie that the casting vote would decide, of which the record says nothing."""
    for body in answer.specification.bodies:
        silent = body.name not in recorded.casting_said
        if body.chair is None or not body.chair.casting_vote or not silent:
            continue
        for vote in (Vote.FOR, Vote.AGAINST):
            casting = {**answer.ballots.casting, body.name: vote}
            ballots = replace(answer.ballots, casting=casting)
            if answer.meeting.adopted(ballots) is not answer.adopted:
                return _fault(recorded, say.casting_vote_decides(body.chair.party, body.name))
    return None


def _fault(recorded: Recorded, message: str) -> Fault:
    return Fault(recorded.file, recorded.spot.line, recorded.spot.where, message)
