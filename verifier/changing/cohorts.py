"""Questions in which a cohort is two: some of it stay, or belong to the holder, while others may go."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, TypeVar

from policy_dsl.model import Alone, Coalition, Part
from policy_dsl.parting import parted, rest_of, said_of_both, seated
from policy_dsl.records import replace
from verifier.changing.problem import Ask, Problem
from verifier.changing.saturation import Saturated
from verifier.encoding.terms import less
from verifier.solving.answers import Found
from verifier.solving.preferring import smallest_in_order
from verifier.solving.questions import NoneUnder
from verifier.solving.values import Values

T = TypeVar("T")


def split_cohorts(ask: Ask) -> Ask:
    """Cohorts of which some belong to the holder become two, so that these stay while others may go."""
    for part in () if ask.holder is None else ask.holder.parts:
        if part.count is None:
            continue
        party = part.who.parties[0]
        holder = _whole(ask.holder, party)
        claim: Any = ask.prop.claim
        if hasattr(claim, "who"):
            # The holder is the part that keeps the name; whatever else the claim says of the cohort is said of both.
            when = said_of_rest(claim.when, party)
            claim = replace(claim, who=_whole(claim.who, party), when=when)
        ask = replace(
            _apart(ask, party, part.count), prop=replace(ask.prop, claim=claim), holder=holder
        )
    return ask


def some_of_cohort(ask: Ask, party: str, number: int) -> Ask | None:
    """The same with so many of a cohort apart from the rest; None where only some of it are the holder.

    Where all of it are, both parts are, together.
    """
    holder = ask.holder
    if holder is not None and not _is_all_of_them(holder):
        return None
    claim = said_of_rest(ask.prop.claim, party)
    return replace(
        _apart(ask, party, number),
        prop=replace(ask.prop, claim=claim),
        holder=said_of_rest(holder, party),
    )


def _is_all_of_them(holder: Coalition) -> bool:
    return holder.alone is Alone.TOGETHER and all(part.count is None for part in holder.parts)


def said_of_rest(said: T, party: str) -> T:
    """What is said of a cohort, said of both parts of it: that which keeps its name, and the others."""
    return said_of_both(said, party, rest_of(party))


def _apart(ask: Ask, party: str, number: int) -> Ask:
    """The same rules and states with so many of a cohort under its name, and the others apart."""
    # What other properties say of the cohort is not asked here.
    alone = replace(ask.specification, properties=())
    cohort = alone.party[party]
    rest = replace(cohort, name=rest_of(party), size=cohort.size - number)
    return replace(
        ask,
        specification=parted(alone, party, rest),
        state=seated(ask.state, party, rest.name),
        starts=tuple(seated(each, party, rest.name) for each in ask.starts),
    )


def fewest_gone(problem: Problem, made: Saturated, found: Found) -> Found:
    """An answer in which as few of each cohort as can be have no vote in the end, and as few are excluded: the
    same numbers whatever answer was `found`, where no more is reached than what is `made`.
    """
    question = problem.vc.question
    if isinstance(question, NoneUnder):
        return found
    them = [
        each
        for seat in problem.encoding.ballots.all_seats
        if seat.cell.voters.parties and seat.cell.voters.first.cohort
        for each in (less(seat.cell.voters.size, seat.seats), seat.excluded)
    ]
    numbers = [each for each in them if not isinstance(each, int)]
    given = [*problem.bans(made.never(problem)), *problem.fixed]
    best, _ = smallest_in_order(question, problem.budget, found, numbers, given)
    return best


def some_told_apart(problem: Problem, found: Found) -> Iterator[tuple[str, int]]:
    """The cohorts of which some, and how many, have a vote in the end and others have not, or are excluded by recusals
    that may say anything and others are not.
    """
    values = Values(found.model)
    seen: set[tuple[str, int]] = set()
    seats = problem.encoding.ballots.all_seats
    for term, voters in (
        *((seat.seats, seat.cell.voters) for seat in seats),
        *((seat.excluded, seat.cell.voters) for seat in seats),
    ):
        if voters.parties and voters.first.cohort and not voters.single:
            number = values.number(term)
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
