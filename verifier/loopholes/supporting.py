"""How many others suffice to adopt a decision against the holder: if the rest are silent, and whatever they do."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from typing import assert_never

from policy_dsl.model import Manner
from policy_dsl.records import dataclass
from verifier.claims.verification_condition import Term
from verifier.encoding.holding import NOBODY
from verifier.encoding.opening_terms import OpeningTerms
from verifier.encoding.supporting import (
    SupportTerms,
    attending_without_vote,
    fails_somewhere,
    support_question,
)
from verifier.results.loopholes import AnyOfParties, Enough, Supporters, Undetermined, WayMeeting
from verifier.solving.answers import LimitReached, found_or_none, there_is
from verifier.solving.limits import Budget
from verifier.solving.preferring import settled, smallest
from verifier.solving.questions import Exists, ExistsForAll
from verifier.solving.values import Values
from verifier.words import conduct
from verifier.words import facts as say
from verifier.words import supporters as words
from verifier.words.reasons import why


@dataclass(frozen=True)
class Decisions:
    """The decisions of which all that is said of supporters should be true: those of which `given` is.

    `otherwise` is how the holder acts where it has no vote in the story.
    """

    given: Sequence[Term]
    otherwise: Manner


def enough(
    terms: OpeningTerms,
    values: Values,
    power: str,
    holders: Collection[str],
    budget: Budget,
    of: Decisions | None = None,
    acting: str = "",
) -> Enough:
    """Who suffices for the decision in `values`, the holder acting as there; and whether for all that are meant."""
    support = support_question(terms.context, terms.holder, values, power, frozenset(holders))
    everywhere: bool | Undetermined = of is not None
    found: list[Supporters | Undetermined | None] = []
    for question in (support.quiet, support.whatever):
        try:
            best = _fewest(question, support, budget)
            if best is None:
                found.append(None)
                everywhere = False
                continue
            supporters, numbers = best
            found.append(supporters)
            if of is not None and everywhere is True:
                quiet = question is support.quiet
                everywhere = _everywhere(terms, values, power, numbers, of, quiet, budget)
        except LimitReached as reached:
            open_because = Undetermined(why(reached.reason))
            found.append(open_because)
            everywhere = everywhere and open_because
    silent, opposed = found
    if isinstance(silent, Supporters) and everywhere is not True:
        surely = isinstance(opposed, Supporters) and opposed.number == silent.number
        them = [] if surely else _there(terms, values, holders)
        acting = conduct.with_attending(acting, them)
    return Enough(silent, opposed, acting, everywhere)


def _there(terms: OpeningTerms, values: Values, holders: Collection[str]) -> list[str]:
    """Who of the holder attends without a vote: if the others are silent, it may be that which makes a quorum."""
    found: dict[str, None] = {}
    who = terms.holder or NOBODY
    for seat in terms.context.encoding.ballots.all_seats:
        number = attending_without_vote(seat, who, values)
        voters = seat.cell.voters
        if number and voters.first.cohort:
            found[f"{number:,} {voters.first.name}"] = None
        elif number:
            names = [party.name for party in voters.parties if party.name in holders]
            found |= dict.fromkeys(names[:number])
    return list(found)


def not_asked() -> Enough:
    """That nobody asked who suffices."""
    open_because = Undetermined(words.NOT_ASKED)
    return Enough(open_because, open_because, "", open_because)


def _everywhere(
    terms: OpeningTerms,
    values: Values,
    power: str,
    numbers: Mapping[str, int],
    of: Decisions,
    quiet: bool,
    budget: Budget,
) -> bool | Undetermined:
    """Whether they suffice for every decision meant; not, where that can't be asked of so many."""
    question = fails_somewhere(terms, values, power, numbers, of.given, of.otherwise, quiet)
    try:
        return question is not None and not there_is(question.ask(budget))
    except LimitReached as reached:
        return Undetermined(why(reached.reason))


def _fewest(
    question: Exists | ExistsForAll, support: SupportTerms, budget: Budget
) -> tuple[Supporters, dict[str, int]] | None:
    """Of those that are the fewest, as many of the first as can be."""
    before = len(budget.unanswered)
    found = found_or_none(question.ask(budget))
    if found is None:
        return None
    found, kept = smallest(question, budget, found, support.number, [])
    found = settled(question, budget, found, list(support.chosen.values())[::-1], kept)
    open_because = budget.unanswered_since(before)
    if open_because is not None:
        raise LimitReached(open_because)
    best = Values(found.model)
    numbers = {cell: best.number(count) for cell, count in support.chosen.items()}
    them = [support.some_of(cell, number) for cell, number in numbers.items() if number]
    names = tuple(say.some_of(it) for it in them)
    chosen = tuple(
        AnyOfParties(it.number, it.voters.names, it.cohort, it.others, it.marks) for it in them
    )
    return Supporters(best.number(support.number), names, chosen), numbers


def most_needed(meetings: Sequence[WayMeeting]) -> Enough:
    """What the meeting needs that needs most; None where some meeting cannot be made sure of."""
    silent = _most([each.enough.silent for each in meetings])
    opposed = _most([each.enough.opposed for each in meetings])
    return Enough(silent, opposed, "", False)


def _most(them: Sequence[Supporters | Undetermined | None]) -> Supporters | Undetermined | None:
    found: list[Supporters] = []
    unsettled: list[Undetermined] = []
    for each in them:
        match each:
            case None:
                return None
            case Undetermined():
                unsettled.append(each)
            case Supporters():
                found.append(each)
            case _:
                assert_never(each)
    if unsettled:
        return unsettled[0]
    return max(found, key=lambda each: each.number, default=None)
