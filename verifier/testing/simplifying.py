"""The smallest occasion that still shows a difference: what a person would choose to explain it.

Hypothesis makes the choices behind an occasion small; this makes the occasion itself small, in an order that people
share: no changes to the rules, no rulings against the facts; the simplest decision; then as few as possible who attend
without a vote; as few as possible who take part, of them as few as possible who abstain, and of the others as few as
possible in favour: absent comes before against, and against before for.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from itertools import combinations, product

from policy_dsl.decisions import Cell, Counts, ruled
from policy_dsl.model import NumberIn
from policy_dsl.records import replace
from verifier.records.occasion import Occasion
from verifier.testing.drawing import first_value, numbers_near

_ROUNDS = 50  # each makes it plainer, so it ends anyway; this many are enough for a person


def simplified(occasion: Occasion, differs: Callable[[Occasion], bool]) -> Occasion:
    """The smallest occasion found that still `differs`."""
    best = occasion
    for _ in range(_ROUNDS):
        plainer = next((o for o in _plainer(best) if _possible(o) and differs(o)), None)
        if plainer is None:
            break
        best = plainer
    return best


def _possible(occasion: Occasion) -> bool:
    """Whether anybody could put it to this state: effects, for one, may need what was taken away."""
    try:
        occasion.outcome  # noqa: B018 - asks the interpreter
    except ValueError:
        return False
    return True


def weight(occasion: Occasion) -> tuple[int, ...]:
    """How far an occasion is from plain; less is plainer."""
    decision, meetings = occasion.decision, occasion.ballots.meetings
    counts = _done(occasion, True)
    without_vote = sum(each.attending for each in _done(occasion, False))
    facts = [(a, decision.facts[a.name]) for a in occasion.specification.attributes]
    acts = sum(
        number
        for given in meetings
        for them in (given.consents, given.objections)
        for cells in them.values()
        for number in cells.values()
    )
    return (
        len(decision.effects),
        len(decision.rulings) + len(occasion.uncounted),
        sum(value != first_value(a) for a, value in facts),
        sum(sum(each.values()) for each in decision.cells.values()),
        without_vote,
        sum(each.attending for each in counts) + acts + sum(len(it.casting) for it in meetings),
        sum(each.abstain for each in counts),
        sum(each.in_favour for each in counts),
        sum(value for _, value in facts if isinstance(value, int)),
    )


def _done(occasion: Occasion, entitled: bool) -> list[Counts]:
    """What those do who have a vote, or those who are recused."""
    return [
        given.votes.get((body, each.party), {}).get(each.cell, Counts())
        for given in occasion.ballots.meetings
        for body, them in occasion.meeting.rules.seated.items()
        for each in them
        if each.entitled is entitled and not each.suspended
    ]


def _plainer(occasion: Occasion) -> Iterator[Occasion]:
    here = weight(occasion)
    for candidate in _changed(occasion):
        if weight(candidate) < here:
            yield candidate


def _changed(occasion: Occasion) -> Iterator[Occasion]:
    yield from _decisions(occasion)
    given = occasion.ballots
    for index, each in enumerate(given.earlier):
        for other in _changed_ballots(replace(occasion, ballots=each)):
            earlier = (*given.earlier[:index], other.ballots, *given.earlier[index + 1 :])
            yield replace(occasion, ballots=replace(given, earlier=earlier))
    yield from _changed_ballots(occasion)


def _changed_ballots(occasion: Occasion) -> Iterator[Occasion]:
    given = occasion.ballots
    if occasion.uncounted:
        yield replace(occasion, uncounted={})
    for body in given.casting:
        rest = {name: vote for name, vote in given.casting.items() if name != body}
        yield replace(occasion, ballots=replace(given, casting=rest))
        yield from _votes(replace(occasion, ballots=replace(given, casting=rest)))
    for consents in _fewer_acts(given.consents):
        yield replace(occasion, ballots=replace(given, consents=consents))
    for objections in _fewer_acts(given.objections):
        yield replace(occasion, ballots=replace(given, objections=objections))
    yield from _votes(occasion)


_Acts = Mapping[str, Mapping[Cell, int]]


def _fewer_acts(acts: _Acts) -> Iterator[_Acts]:
    for party, cells in acts.items():
        for cell, number in cells.items():
            for fewer in dict.fromkeys((0, number // 2, number - 1)) if number else ():
                yield {**acts, party: {**cells, cell: fewer}}


def _decisions(occasion: Occasion) -> Iterator[Occasion]:
    decision = occasion.decision
    for effect in sorted(decision.effects, key=str):
        yield replace(occasion, decision=replace(decision, effects=decision.effects - {effect}))
    for name in decision.rulings:
        rulings = {n: ruling for n, ruling in decision.rulings.items() if n != name}
        if not any(ruled(name) in cell for cells in decision.cells.values() for cell in cells):
            yield replace(occasion, decision=replace(decision, rulings=rulings))
    for attribute in occasion.specification.attributes:
        values = [first_value(attribute)]
        if isinstance(attribute.type, NumberIn):
            values += numbers_near(occasion.specification, attribute.name)
        for value in values:
            if value != decision.facts[attribute.name]:
                facts = {**decision.facts, attribute.name: value}
                yield replace(occasion, decision=replace(decision, facts=facts))


def _votes(occasion: Occasion) -> Iterator[Occasion]:
    """Fewer who take part; or the same number, but against rather than for or abstaining."""
    given = occasion.ballots

    def with_votes(changed: Mapping[_Place, Counts]) -> Occasion:
        votes = {where: dict(cells) for where, cells in given.votes.items()}
        for (where, cell), counts in changed.items():
            votes[where][cell] = counts
        return replace(occasion, ballots=replace(given, votes=votes))

    places: dict[_Place, Counts] = {
        (where, cell): counts
        for where, cells in given.votes.items()
        for cell, counts in cells.items()
    }
    nobody = {place: Counts(absent=counts.total) for place, counts in places.items()}
    for place in places:
        yield with_votes({place: nobody[place]})
    for place, counts in places.items():
        yield from (with_votes({place: fewer}) for fewer in _fewer(counts))
    # Where shares matter, only several together can leave: such as one against with two for.
    for one, two in combinations(places, 2):
        for first in _one_fewer(places[one]):
            for second in _one_fewer(places[two]):
                yield with_votes({one: first, two: second})
    for place, counts in places.items():
        for before, after in (
            ("abstain", "against"),
            ("abstain", "in_favour"),
            ("in_favour", "against"),
        ):
            number = getattr(counts, before)
            for some in dict.fromkeys((number, number // 2, 1)) if number else ():
                if some:
                    yield with_votes({place: _moved(counts, before, after, some)})


_Place = tuple[tuple[str, str], Cell]
_ACTS = ("abstain", "in_favour", "against")


def _moved(it: Counts, before: str, after: str, some: int) -> Counts:
    """So many of them do one thing in place of another."""
    fewer = replace(it, **{before: getattr(it, before) - some})
    return replace(fewer, **{after: getattr(fewer, after) + some})


def _one_fewer(it: Counts) -> Iterator[Counts]:
    for name in _ACTS:
        if getattr(it, name):
            yield _moved(it, name, "absent", 1)


def _fewer(it: Counts) -> Iterator[Counts]:
    """Fewer of some who take part: many, or one, or a few of several kinds together."""
    for name in _ACTS:
        number = getattr(it, name)
        for some in dict.fromkeys((number, number // 2, 1)):
            if 0 < some <= number:
                yield _moved(it, name, "absent", some)
    for one, two in combinations(_ACTS, 2):
        for some, others in product(range(1, 4), repeat=2):
            if some <= getattr(it, one) and others <= getattr(it, two):
                yield _moved(_moved(it, one, "absent", some), two, "absent", others)
