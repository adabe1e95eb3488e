"""Whether a decision is adopted while some withhold their help: with the ballots of all others that can matter.

A vote for never defeats a decision, so the others vote for and consent. What stays open is which of those recused
attend, at all or where some power is judged; who comes where a meeting may be adjourned; and what the holder does, as
far as its manner leaves it open.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import combinations, product

from policy_dsl.decisions import Ballots, Counts, Vote, single
from policy_dsl.interpreter import Meeting, Seated
from policy_dsl.interpreter.counting import Floor
from policy_dsl.interpreter.requirements import check
from policy_dsl.model import Manner, Requirement
from policy_dsl.records import replace

Ways = Mapping[str, Sequence[Requirement]]
Seat = tuple[str, str]
NOBODY: frozenset[str] = frozenset()

_VOTES = {
    Manner.AGAINST: (Vote.AGAINST,),
    Manner.ABSTAINING: (Vote.ABSTAIN,),
    Manner.AWAY: (Vote.ABSENT,),
    Manner.ANY: (Vote.AGAINST, Vote.ABSTAIN, Vote.ABSENT),
}


def adopted_without(
    meeting: Meeting, ways: Ways, holder: frozenset[str], manner: Manner, either_way: bool
) -> bool:
    """Adopted for every ballot of the holder that the manner allows, and some ballot of the others.

    Whether a recused holder attends the manner leaves open, but for staying away: with `either_way` it must be
    adopted in both cases, else in one of them.
    """
    if not ways:
        return False
    if any(not way for way in ways.values()):
        return True
    # Nothing stops more than an objection by separate act; who is silent where it votes is so there, too.
    objects = holder if manner in (Manner.AGAINST, Manner.ANY) else NOBODY
    every = all if either_way or manner is Manner.ANY else any
    meetings = meeting.specification.meetings
    return every(
        any(
            _adopts(meeting, ways, replace(last, earlier=tuple(before)))
            for last, *before in product(
                *(list(_ballots(meeting, holder, *own, objects)) for own in at_each)
            )
        )
        for at_each in product(list(_of_holder(meeting, holder, manner)), repeat=meetings)
    )


def _adopts(meeting: Meeting, ways: Ways, ballots: Ballots) -> bool:
    return any(
        all(check(floor, r, False).met for r in way)
        for power, way in ways.items()
        for floor in [Floor(meeting.rules, ballots, power)]
    )


def _of_holder(
    meeting: Meeting, holder: frozenset[str], manner: Manner
) -> Iterator[tuple[dict[Seat, Vote], dict[str, Vote]]]:
    """All that the holder may do with its votes and casting votes."""
    options: dict[Seat, tuple[Vote, ...]] = {}
    casting: dict[str, tuple[Vote | None, ...]] = {}
    for body in meeting.specification.bodies:
        for seated in meeting.rules.seated[body.name]:
            if seated.party in holder and not seated.suspended:
                votes = _VOTES[manner]
                if seated.recused_by and manner is not Manner.AWAY:
                    votes = (Vote.ABSTAIN, Vote.ABSENT)
                options[body.name, seated.party] = votes
        if body.chair is not None and body.chair.casting_vote and body.chair.party in holder:
            casting[body.name] = {
                Manner.AGAINST: (Vote.AGAINST,),
                Manner.ANY: (None, Vote.AGAINST),
            }.get(manner, (None,))
    for votes in product(*options.values()):
        for cast in product(*casting.values()):
            yield (
                dict(zip(options, votes, strict=True)),
                {body: v for body, v in zip(casting, cast, strict=True) if v is not None},
            )


def _ballots(
    meeting: Meeting,
    holder: frozenset[str],
    own: Mapping[Seat, Vote],
    casting: Mapping[str, Vote],
    objects: frozenset[str],
) -> Iterator[Ballots]:
    """The others vote for, cast for and consent; those of them who are recused attend or not."""
    votes: dict[Seat, object] = {}
    recused: list[Seat] = []
    cast = dict(casting)
    for body in meeting.specification.bodies:
        if body.chair is not None and body.chair.casting_vote and body.chair.party not in holder:
            cast[body.name] = Vote.FOR
        for seated in meeting.rules.seated[body.name]:
            if seated.suspended:
                continue
            seat = (body.name, seated.party)
            vote = own.get(seat, Vote.FOR)
            # Who comes to a first meeting may keep it from being adjourned.
            adjourned = body.name in meeting.specification.adjourning
            if seat not in own and (adjourned or _recused_on_some(meeting, body.name, seated)):
                recused.append(seat)
            if meeting.specification.party[seated.party].cohort:
                votes[seat] = {seated.cell: _counts(vote, seated.number)}
            else:
                votes[seat] = single(vote)
    consents = {
        p.name: dict(meeting.rules.situation.cells[p.name])
        for p in meeting.specification.parties
        if p.name not in holder
    }
    for n in range(len(recused) + 1):
        for absent in combinations(recused, n):
            yield Ballots(
                {seat: v for seat, v in votes.items() if seat not in absent},  # type: ignore[misc]
                consents,
                cast,
                {name: dict(meeting.rules.situation.cells[name]) for name in objects},
            )


def _recused_on_some(meeting: Meeting, body: str, seated: Seated) -> bool:
    """Recused, if only where some power is judged: then to attend without a vote can be worse than to be away."""
    powers = (None, *(power.name for power in meeting.specification.powers))
    return any(meeting.rules.recusing(body, seated.party, seated.cell, p) for p in powers)


def _counts(vote: Vote, number: int) -> Counts:
    match vote:
        case Vote.FOR:
            return Counts(in_favour=number)
        case Vote.AGAINST:
            return Counts(against=number)
        case Vote.ABSTAIN:
            return Counts(abstain=number)
        case Vote.ABSENT:
            return Counts(absent=number)
