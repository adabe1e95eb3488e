"""Votes of which some is still to come: carried, lost, or open, and then what few would decide them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import assert_never

from policy_dsl.decisions import Ballots
from verifier.encoding.completing import Completions, completions
from verifier.encoding.still_to_come import Act, StillToCome
from verifier.records.occasion import Occasion
from verifier.results import ReplayError
from verifier.results.open_votes import FewestActs, FurtherAct, OpenVote, Standing
from verifier.solving.answers import Found, LimitReached, NoneFound, Unknown, found_or_none
from verifier.solving.fewest import fewest
from verifier.solving.limits import Budget, Limits
from verifier.solving.preferring import settled
from verifier.solving.questions import Question
from verifier.solving.values import Values
from verifier.words.facts import so_many
from verifier.words.open_votes import NOT_FOLLOWED
from verifier.words.reasons import why

WAYS = 4  # so many are told

# What brings about an outcome, the plainest first; else it takes a mixture of everything.
_FOR = (Act.FOR, Act.CONSENT, Act.NO_OBJECTION, Act.CAST_FOR)
_AGAINST = (Act.AGAINST, Act.NO_CONSENT, Act.OBJECT, Act.CAST_AGAINST)
_AWAY = (Act.AWAY, Act.NO_CONSENT, Act.OBJECT, Act.NOT_CAST)


def open_vote(occasion: Occasion, limits: Limits) -> OpenVote:
    """How a vote stands of which some is still to come."""
    it = completions(
        occasion.specification,
        occasion.state,
        occasion.readings,
        occasion.decision,
        occasion.ballots,
        occasion.to_come,
    )
    coming = tuple(
        _further(occasion, each, next(iter(each.fixed)).value, each.number) for each in it.opens
    )
    now = occasion.adopted
    if not it.whole:
        return OpenVote(Standing.UNKNOWN, now, coming, because=NOT_FOLLOWED)
    answer = it.some(not now).ask(Budget(limits))
    match answer:
        case NoneFound():
            return OpenVote(Standing.CARRIED if now else Standing.LOST, now, coming)
        case Unknown(reason):
            return OpenVote(Standing.UNKNOWN, now, coming, because=why(reason))
        case Found():
            _replayed(occasion, it.completed(Values(answer.model)), not now)
        case _:
            assert_never(answer)
    fewest = (
        _fewest(occasion, it, not now, False, Budget(limits)),
        _fewest(occasion, it, True, True, Budget(limits)),
        _fewest(occasion, it, False, True, Budget(limits)),
    )
    return OpenVote(Standing.OPEN, now, coming, fewest)


def _replayed(occasion: Occasion, ballots: Ballots, adopted: bool) -> None:
    """The interpreter says the same of a completion."""
    occasion.meeting.floor(ballots)
    if occasion.meeting.adopted(ballots) is not adopted:
        raise ReplayError(occasion.label)


def _fewest(
    occasion: Occasion, it: Completions, adopted: bool, certain: bool, budget: Budget
) -> FewestActs:
    """The fewest acts, and who gives them. What is shown is worked out again by the interpreter."""
    question = it.certain(adopted) if certain else it.silent(adopted)
    try:
        number, found = _smallest(it, question, budget)
        acts, found = _plainest(it, question, adopted, number, found, budget)
        _replayed(occasion, _once_known(it, adopted, found, budget), adopted)
        ways, more = _ways(occasion, it, question, number, acts, found, budget)
    except LimitReached as reached:
        return FewestActs(adopted, certain, None, open=why(reached.reason))
    return FewestActs(adopted, certain, number, ways, more)


def _smallest(it: Completions, question: Question, budget: Budget) -> tuple[int, Found]:
    """There is always one: all that is still to come does as is wanted, or does in the end."""
    found = found_or_none(question.ask(budget))
    if found is None:
        raise ReplayError("open votes")
    return fewest(
        found,
        lambda one: Values(one.model).number(it.fixed),
        lambda most: found_or_none(question.ask(budget, extra=[it.at_most(most)])),
    )


def _plainest(
    it: Completions, question: Question, adopted: bool, number: int, found: Found, budget: Budget
) -> tuple[Sequence[Act], Found]:
    """So few by acts of one kind, if that does; else by any."""
    for acts in (_FOR,) if adopted else (_AGAINST, _AWAY):
        plainer = found_or_none(question.ask(budget, extra=[*it.only(acts), it.just(number)]))
        if plainer is not None:
            return acts, plainer
    return tuple(Act), found


def _ways(
    occasion: Occasion,
    it: Completions,
    question: Question,
    number: int,
    acts: Sequence[Act],
    found: Found,
    budget: Budget,
) -> tuple[tuple[tuple[FurtherAct, ...], ...], bool]:
    ways: list[tuple[FurtherAct, ...]] = []
    given = [*it.only(acts), it.just(number)]
    another: Found | None = found
    while another is not None:
        if len(ways) == WAYS:
            return tuple(ways), True
        another = settled(question, budget, another, it.fixed_each[::-1], given)
        values = Values(another.model)
        counted = it.counted(values)
        ways.append(tuple(_further(occasion, who, act.value, n) for who, act, n in counted))
        given.append(it.other_than(values))
        another = found_or_none(question.ask(budget, extra=given))
    return tuple(ways), False


def _once_known(it: Completions, adopted: bool, found: Found, budget: Budget) -> Ballots:
    """The ballots once some do what is known of them, and the others nothing more."""
    same = it.same_as(Values(found.model))
    completion = found_or_none(it.silent(adopted).ask(budget, extra=same))
    if completion is None:
        raise ReplayError("open votes")
    return it.completed(Values(completion.model))


def _further(occasion: Occasion, who: StillToCome, act: str, number: int) -> FurtherAct:
    names = tuple(so_many(occasion.specification, party, n) for party, _, n in who.who)
    return FurtherAct(act, number, who.number, names, who.body)
