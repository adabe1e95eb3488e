"""The plainest occasion that still shows a difference: what a person would choose to explain it.

Hypothesis makes the choices behind an occasion small; this makes the occasion itself plain, in an order that
people share: no changes to the rules, no rulings against the facts, no casting votes; the simplest decision;
then as many as possible in favour, and the others against rather than abstaining or absent.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from policy_dsl.decisions import Counts, ruled
from policy_dsl.model import Number
from policy_dsl.records import replace
from verifier.records.occasion import Occasion
from verifier.testing.drawing import first_value, numbers_near

_ROUNDS = 50  # each makes it plainer, so it ends anyway; this many are enough for a person


def simplified(occasion: Occasion, differs: Callable[[Occasion], bool]) -> Occasion:
    """The plainest occasion found that still `differs`."""
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
    counts = [c for each in meetings for cells in each.votes.values() for c in cells.values()]
    facts = [(a, decision.facts[a.name]) for a in occasion.specification.attributes]
    refused = sum(
        number - given.consents[party].get(cell, 0)
        for given in meetings
        for party in given.consents
        for cell, number in decision.cells_of(
            party, occasion.specification.party[party].size
        ).items()
    )
    return (
        len(decision.effects),
        len(decision.rulings)
        + len(occasion.uncounted)
        + sum(len(given.casting) for given in meetings),
        sum(value != first_value(a) for a, value in facts),
        sum(sum(each.values()) for each in decision.cells.values()),
        refused + sum(each.total - each.in_favour for each in counts),
        sum(2 * each.absent + each.abstain for each in counts),
        sum(value for _, value in facts if isinstance(value, int)),
    )


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
    for party, objecting in given.objections.items():
        if any(objecting.values()):
            nobody = {**given.objections, party: {}}
            yield replace(occasion, ballots=replace(given, objections=nobody))
    for party, cells in given.consents.items():
        size = occasion.specification.party[party].size
        everybody = dict(occasion.decision.cells_of(party, size))
        if everybody != cells:
            consents = {**given.consents, party: everybody}
            # Whoever consents objects to nothing.
            objections = {name: it for name, it in given.objections.items() if name != party}
            yield replace(
                occasion, ballots=replace(given, consents=consents, objections=objections)
            )
    yield from _votes(occasion)


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
        if isinstance(attribute.type, Number):
            values += numbers_near(occasion.specification, attribute.name)
        for value in values:
            if value != decision.facts[attribute.name]:
                facts = {**decision.facts, attribute.name: value}
                yield replace(occasion, decision=replace(decision, facts=facts))


def _votes(occasion: Occasion) -> Iterator[Occasion]:
    """More in favour; or the same number, but against rather than abstaining or absent."""
    given = occasion.ballots
    for where, cells in given.votes.items():
        for cell, counts in cells.items():
            for plainer in _counts(counts):
                votes = {**given.votes, where: {**cells, cell: plainer}}
                yield replace(occasion, ballots=replace(given, votes=votes))


def _counts(it: Counts) -> Iterator[Counts]:
    yield Counts(in_favour=it.total)
    for name in ("absent", "abstain", "against"):
        number = getattr(it, name)
        for some in dict.fromkeys((number, number // 2, 1)):
            if 0 < some <= number:
                fewer = replace(it, **{name: number - some})
                yield replace(fewer, in_favour=fewer.in_favour + some)
                if name != "against":
                    yield replace(fewer, against=fewer.against + some)
