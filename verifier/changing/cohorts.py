"""Questions in which a cohort is two: some of it stay, or belong to the holder, while others may go."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from policy_dsl.model import Coalition, Part
from policy_dsl.records import replace
from verifier.changing.problem import Ask, Problem
from verifier.changing.splitting import split, split_words
from verifier.solving.answers import Found
from verifier.solving.values import Values


def split_cohorts(ask: Ask) -> Ask:
    """Cohorts of which some belong to the holder become two, so that these stay while others may go."""
    for part in () if ask.holder is None else ask.holder.parts:
        if part.count is None:
            continue
        party = part.who.parties[0]
        # What other properties say of the cohort does not keep this one from being decided.
        alone = replace(ask.specification, properties=())
        made = split(alone, ask.state, party, part.count)
        if made is None:
            continue
        holder = _whole(ask.holder, party)
        claim: Any = ask.prop.claim
        if hasattr(claim, "who"):
            # The holder is the part that keeps the name; whatever else the claim says of the cohort is said of both.
            when = split_words(claim.when, party)
            claim = replace(claim, who=_whole(claim.who, party), when=when)
        ask = replace(
            ask,
            specification=made[0],
            state=made[1],
            starts=tuple(
                s[1]
                for s in (split(alone, each, party, part.count) for each in ask.starts)
                if s is not None
            ),
            prop=replace(ask.prop, claim=claim),
            holder=holder,
        )
    return ask


def some_of_cohort(ask: Ask, party: str, number: int) -> Ask | None:
    """The same with so many of a cohort, of whom nobody is the holder, apart from the rest; None where it cannot be."""
    alone = replace(ask.specification, properties=())
    made = split(alone, ask.state, party, number)
    starts = [split(alone, each, party, number) for each in ask.starts]
    if made is None or ask.holder is not None:
        return None
    return replace(
        ask,
        specification=made[0],
        state=made[1],
        starts=tuple(each[1] for each in starts if each is not None),
        prop=replace(ask.prop, claim=split_words(ask.prop.claim, party)),
    )


def some_who_stay(problem: Problem, found: Found) -> Iterator[tuple[str, int]]:
    """The cohorts of which some have a vote in the end and others have not, and how many have."""
    values = Values(found.model)
    seen: set[tuple[str, int]] = set()
    for seat in problem.encoding.ballots.all_seats:
        voters = seat.cell.voters
        if voters.parties and voters.first.cohort and not voters.single:
            number = values.number(seat.seats)
            if 0 < number < voters.size and (voters.first.name, number) not in seen:
                seen.add((voters.first.name, number))
                yield voters.first.name, number


def _whole(coalition: Coalition | None, party: str) -> Coalition | None:
    if coalition is None:
        return None
    parts = tuple(
        Part(part.who) if part.who.parties == (party,) else part for part in coalition.parts
    )
    return replace(coalition, parts=parts)
