"""What the rules say of a recorded motion, under each reading, and whether the minutes agree."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import product
from typing import TYPE_CHECKING

from policy_dsl.decisions import Vote
from policy_dsl.model.atoms import adjourning, meetings_in
from policy_dsl.records import dataclass, replace
from verifier.records.building import Recorded
from verifier.records.completing import not_counted
from verifier.records.faults import Fault
from verifier.records.occasion import Occasion, all_readings, ambiguous
from verifier.results.open_votes import OpenVote, RollCall, Standing
from verifier.words import records as say

if TYPE_CHECKING:
    from verifier.solving.limits import Limits

READINGS_AT_MOST = 1024


@dataclass(frozen=True)
class Decided:
    """A motion before the rules: an answer for each reading of the clauses that the record leaves open.

    `remarks` are votes that were recorded and do not count. Where some is still to come, the answers are as if nothing
    more came, and `open_votes` say of each how it stands. Where who voted how is told in totals alone there are answers
    for two ways to give them out, if these come out differently; `not_known` says why it is not known whether they do.
    """

    recorded: Recorded
    answers: tuple[Occasion, ...]
    remarks: tuple[str, ...]
    open_votes: tuple[OpenVote, ...] = ()
    not_known: str | None = None
    roll_call: RollCall | None = None

    @property
    def adopted(self) -> bool | None:
        """Adopted or not; None where that depends on how a clause is read, who voted how, or what is still to come."""
        if self.not_known is not None:
            return None
        if any(each.standing in (Standing.OPEN, Standing.UNKNOWN) for each in self.open_votes):
            return None
        said = {occasion.adopted for occasion in self.answers}
        return said.pop() if len(said) == 1 else None

    @property
    def agrees(self) -> bool | None:
        """Whether the recorded outcome is that of the rules; None where it depends, or none is recorded."""
        answer = self.adopted if self.roll_call is None else self.roll_call.passed
        if self.recorded.outcome is None or answer is None:
            return None
        return self.recorded.outcome is answer

    @property
    def settled(self) -> bool:
        """Whether all is decided that was asked: of a roll call of one body, whether it passed there."""
        return self.adopted is not None or (
            self.roll_call is not None and self.roll_call.passed is not None
        )

    @property
    def on_who_voted(self) -> bool:
        """Whether it depends on who voted how, of whom the record has numbers alone."""
        said: dict[str, set[bool]] = {}
        for each in self.answers:
            said.setdefault(str(dict(each.readings)), set()).add(each.adopted)
        return any(len(each) > 1 for each in said.values())

    @property
    def shown(self) -> tuple[tuple[Occasion, OpenVote | None], ...]:
        """An answer of each kind: the ones that a reader needs to see."""
        kinds: dict[object, tuple[Occasion, OpenVote | None]] = {}
        for occasion, still_open in self.with_open_votes:
            kinds.setdefault((occasion.adopted, still_open), (occasion, still_open))
        return tuple(kinds.values())

    def under(self, adopted: bool) -> tuple[Mapping[str, str], ...]:
        """The readings under which it is adopted, or is not, in few words: of each what cannot be left out.

        Any reading of the clauses that are not named goes with it.
        """
        every = [each.readings for each in self.answers]
        return in_few([e.readings for e in self.answers if e.adopted is adopted], every)

    @property
    def with_open_votes(self) -> tuple[tuple[Occasion, OpenVote | None], ...]:
        """Each answer, with how the vote stands by it if some is still to come."""
        each = self.open_votes or (None,) * len(self.answers)
        return tuple(zip(self.answers, each, strict=True))


def in_few(
    wanted: Sequence[Mapping[str, str]], every: Sequence[Mapping[str, str]]
) -> tuple[Mapping[str, str], ...]:
    """Choices of readings in part, such that of `every` choice just those that have one of the parts are `wanted`.

    No part could do without any of what it says, nor could all of them without one.
    """
    names = {clause: {each[clause]: None for each in every} for clause in (*every[0],)}
    among = {tuple(each.items()) for each in wanted}

    def all_wanted(part: Mapping[str, str]) -> bool:
        choices = ([part[clause]] if clause in part else names[clause] for clause in names)
        return all(tuple(zip(names, chosen, strict=True)) in among for chosen in product(*choices))

    parts: list[dict[str, str]] = []
    for each in wanted:
        if any(part.items() <= each.items() for part in parts):
            continue
        part = dict(each)
        for clause in names:
            less = {name: reading for name, reading in part.items() if name != clause}
            part = less if all_wanted(less) else part
        parts.append(part)
    for part in list(parts):
        others = [each for each in parts if each is not part]
        if all(any(each.items() <= it.items() for each in others) for it in wanted):
            parts = others
    return tuple(parts)


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
    answers: list[Occasion] = []
    not_known: str | None = None
    for readings in all_readings(specification, open_ones):
        answer = replace(occasion, readings={**occasion.readings, **readings})
        try:
            answer.outcome  # noqa: B018 - asks the interpreter
        except ValueError as error:
            return _fault(recorded, str(error))
        if recorded.unallotted:
            cases, because = _cases(recorded, answer, limits)
            if not cases and because is None:
                return _fault(recorded, say.TOTALS_DO_NOT_FIT)
            not_known = not_known or because
            answers += cases or (answer,)
            continue
        wanted = (
            _open_at_meetings(recorded, answer)
            if occasion.to_come.anything
            else _casting_vote_wanted(recorded, answer)
        )
        wanted = wanted or _meetings_wanted(recorded, answer)
        if wanted is not None:
            return wanted
        answers.append(answer)
    remarks = not_counted(replace(recorded, occasion=answers[0]))
    open_votes = _open_votes(answers, limits)
    return Decided(
        recorded,
        tuple(answers),
        remarks,
        open_votes,
        not_known,
        _roll_call(recorded, answers, open_votes, limits),
    )


def _cases(
    recorded: Recorded, answer: Occasion, limits: Limits | None
) -> tuple[tuple[Occasion, ...], str | None]:
    """What comes of votes that are told in numbers alone. Only then is the solver needed."""
    from verifier.records.allotting import allotted
    from verifier.solving.limits import Limits

    found = allotted(recorded, answer, limits or Limits())
    return found.cases, found.because


def _roll_call(
    recorded: Recorded,
    answers: Sequence[Occasion],
    open_votes: Sequence[OpenVote],
    limits: Limits | None,
) -> RollCall | None:
    """What came of it in the one body that it is a roll call of."""
    if not recorded.roll_call_of:
        return None
    from verifier.records.roll_calls import roll_call
    from verifier.solving.limits import Limits

    return roll_call(recorded.roll_call_of, answers, open_votes, limits or Limits())


def _open_votes(answers: Sequence[Occasion], limits: Limits | None) -> tuple[OpenVote, ...]:
    """How the vote stands by each answer, if some is still to come. Only then is the solver needed."""
    if not answers[0].to_come.anything:
        return ()
    from verifier.records.open_votes import open_vote
    from verifier.solving.limits import Limits

    return tuple(open_vote(each, limits or Limits()) for each in answers)


def _casting_vote_wanted(recorded: Recorded, answer: Occasion) -> Fault | None:
    """A tie that the casting vote would decide, of which the record says nothing."""
    given = answer.ballots
    for index, (each, said) in enumerate(zip(given.meetings, recorded.casting_said, strict=True)):
        for body in answer.specification.bodies:
            if body.chair is None or not body.chair.casting_vote or body.name in said:
                continue
            for vote in (Vote.FOR, Vote.AGAINST):
                other = replace(each, casting={**each.casting, body.name: vote})
                if index < len(given.earlier):
                    before = (*given.earlier[:index], other, *given.earlier[index + 1 :])
                    other = replace(given, earlier=before)
                if answer.meeting.adopted(other) is not answer.outcome.adopted:
                    return _fault(recorded, say.casting_vote_decides(body.chair.party, body.name))
    return None


def _open_at_meetings(recorded: Recorded, answer: Occasion) -> Fault | None:
    """A power of which it is not known that as much time passed between its meetings as it asks for."""
    powers = answer.meeting.ways
    late = next((power for power in powers if answer.waited(power) is not True), None)
    return None if late is None else _fault(recorded, say.open_before_its_time(late))


def _meetings_wanted(recorded: Recorded, answer: Occasion) -> Fault | None:
    """A power by which it could have been adopted at meetings, or on days, of which the record says nothing."""
    needed = {
        power: max(meetings_in(requirement) for requirement in way)
        for power, way in answer.meeting.ways.items()
    }
    missing = [name for name, number in needed.items() if number > len(answer.ballots.meetings)]
    if any(answer.waited(name) and name not in missing for name in answer.adopted_by):
        return None
    for power in answer.meeting.ways:
        if power in missing:
            if not answer.adopted or power in answer.adopted_by:
                bodies = {body for it in answer.meeting.ways[power] for body in adjourning(it)}
                if bodies:
                    return _fault(recorded, say.first_meeting_missing(power, min(bodies)))
                return _fault(recorded, say.meetings_missing(power, needed[power]))
        elif power in answer.adopted_by and answer.waited(power) is None:
            return _fault(recorded, say.days_missing(power))
    return None


def _fault(recorded: Recorded, message: str) -> Fault:
    return Fault(recorded.file, recorded.spot.line, recorded.spot.where, message)
