"""One decision with everybody's ballots, under both: lifted, put into each side's own names, replayed and told."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from policy_dsl.decisions import Ballots, Cell, Counts, Decision, Value, Vote
from policy_dsl.interpreter import decide
from policy_dsl.model import Effect, Manner, OneOf
from policy_dsl.records import replace
from policy_dsl.state import State
from verifier.describing.dimensions import Term
from verifier.diffing.aligning import Aligned, Alignment, Moment
from verifier.diffing.fates import ANYTHING, Pair
from verifier.diffing.renaming import NewNames, renamed
from verifier.encoding.claim_context import ClaimContext
from verifier.encoding.plainness import (
    deviations,
    intended_readings,
    numbers_of,
    plain_ballots,
    plain_decision,
)
from verifier.results import ReplayError, Scenario
from verifier.results.diff import ComparedDecision, Side
from verifier.scenarios.concretizing import Lifted, lift
from verifier.scenarios.narrating import told
from verifier.solving.answers import LimitReached, found_or_none
from verifier.solving.limits import Budget
from verifier.solving.preferring import prefer, settled, smallest_in_order
from verifier.solving.questions import Exists
from verifier.solving.values import Values
from verifier.words import diffing as words


def show(
    alignment: Alignment,
    moment: Moment,
    pair: Pair,
    winner: ClaimContext,
    given: Sequence[Term],
    attributes: frozenset[str],
    budget: Budget,
    manner: Manner | None = None,
) -> ComparedDecision | None:
    """The plainest decision and ballots of those `given` that `winner` adopts and the other side does not.

    None where there is none; LimitReached where it is not known which is the plainest, or whether there is one;
    ReplayError where the interpreter says otherwise.
    """
    before = len(budget.unanswered)
    question = Exists([*pair.differing(winner).constraints, *given])
    found = found_or_none(question.ask(budget))
    if found is None:
        return None
    wanted = [
        *intended_readings(pair.new),
        *intended_readings(pair.old),
        *plain_decision(pair.new),
        *plain_ballots(winner, True),
    ]
    best, kept = prefer(question, budget, found, wanted)
    numbers = [*numbers_of(pair.new), *deviations(winner, True)]
    best, kept = smallest_in_order(question, budget, best, numbers, kept)
    variables = [*pair.variables(), *pair.joint.ballot_variables]
    best = settled(question, budget, best, variables, kept)
    plainer = budget.unanswered_since(before)
    if plainer is not None:
        raise LimitReached(plainer)
    side = Side.NEW if winner is pair.new else Side.OLD
    return replayed(alignment, moment, pair, Values(best.model), side, attributes, manner)


def replayed(
    alignment: Alignment,
    moment: Moment,
    pair: Pair,
    values: Values,
    passes: Side,
    attributes: frozenset[str],
    manner: Manner | None = None,
) -> ComparedDecision:
    """What the values say, by the interpreter, on both sides."""
    own = on_both_sides(alignment, moment, pair, values, manner)
    told_ = {
        aligned.side: _scenario(
            aligned, state, moment, own[aligned.side], attributes, aligned.side is passes
        )
        for aligned, state in ((alignment.old, moment.old), (alignment.new, moment.new))
    }
    return ComparedDecision(passes, told_[Side.OLD], told_[Side.NEW])


def on_both_sides(
    alignment: Alignment,
    moment: Moment,
    pair: Pair,
    values: Values,
    manner: Manner | None = None,
) -> Mapping[Side, Lifted]:
    """The decision, readings and ballots that the values describe, for each side in its own names."""
    lifted = {
        Side.OLD: lift(pair.old, values, manner),
        Side.NEW: lift(pair.new, values, manner),
    }
    most = max(len(each.ballots.meetings) for each in lifted.values())
    votes = tuple(
        _votes(
            alignment,
            lifted[Side.OLD].ballots.before_the_last(back),
            lifted[Side.NEW].ballots.before_the_last(back),
        )
        for back in range(most)
    )
    decision = _whole_decision(lifted[Side.OLD].decision, lifted[Side.NEW].decision)
    effects = tuple(
        (each.old, each.new) for each in pair.joint.effects if values.truth(each.variable)
    )
    return {
        aligned.side: _own(
            alignment,
            aligned,
            replace(
                lifted[aligned.side],
                decision=decision,
                ballots=_all_acts(lifted[aligned.side].ballots, lifted[other].ballots),
            ),
            votes,
            effects,
            state,
        )
        for aligned, state, other in (
            (alignment.old, moment.old, Side.NEW),
            (alignment.new, moment.new, Side.OLD),
        )
    }


def _whole_decision(old: Decision, new: Decision) -> Decision:
    """The one decision, of which each side knows only whom it asks about by name."""
    rulings = {**old.rulings, **new.rulings}
    return replace(
        new,
        facts={name: _all_named(old.facts.get(name), value) for name, value in new.facts.items()},
        rulings={name: _all_named(old.rulings.get(name), it) for name, it in rulings.items()},
        cells={
            party: max((old.cells.get(party, {}), new.cells.get(party, {})), key=_marks_in)
            for party in {**old.cells, **new.cells}
        },
    )


def _all_named(one: Value | None, other: Value) -> Value:
    if isinstance(one, frozenset) and isinstance(other, frozenset):
        return one | other
    return other


def _marks_in(cells: Mapping[Cell, int]) -> int:
    return sum(len(cell) * number for cell, number in cells.items())


def _all_acts(own: Ballots, other: Ballots) -> Ballots:
    """One side's ballots, with the acts that only the other asks for."""
    earlier = (
        _all_acts(mine, other.before_the_last(len(own.earlier) - index))
        for index, mine in enumerate(own.earlier)
    )
    return replace(
        own,
        consents={**other.consents, **own.consents},
        objections={**other.objections, **own.objections},
        earlier=tuple(earlier),
    )


Votes = Mapping[tuple[str, str], Mapping[Cell, Counts]]


def _votes(alignment: Alignment, old: Ballots, new: Ballots) -> Votes:
    """What everybody does, bodies by their new names: where one side recuses somebody, as on the other side."""
    found = {key: dict(cells) for key, cells in new.votes.items()}
    names = dict(alignment.bodies)
    for (body, party), cells in old.votes.items():
        mine = found.setdefault((names.get(body, body), party), {})
        for cell, counts in cells.items():
            known = mine.get(cell)
            if known is None or _said(counts) > _said(known):
                mine[cell] = counts
    return found


def _said(counts: Counts) -> int:
    return counts.in_favour + counts.against


def _own(
    alignment: Alignment,
    aligned: Aligned,
    lifted: Lifted,
    votes: Sequence[Votes],
    effects: Sequence[tuple[Effect, Effect]],
    state: State,
) -> Lifted:
    """Decision, ballots and readings in a side's own names, without what it does not know."""
    back = aligned.back
    parties = set(aligned.original.party)
    given = lifted.ballots
    last, *before = (
        _own_ballots(alignment, aligned, given.before_the_last(index), votes[index], state)
        for index in range(len(given.meetings))
    )
    readings = {
        back.of("clause", clause): back.reading(clause, reading)
        for clause, reading in lifted.readings.items()
    }
    return Lifted(
        _decision(aligned, lifted.decision, [pair[aligned.side is Side.NEW] for pair in effects]),
        replace(last, earlier=tuple(reversed(before))),
        readings,
        tuple(
            (back.of("party", party), number)
            for party, number in lifted.coalition
            if back.of("party", party) in parties
        ),
    )


def _own_ballots(
    alignment: Alignment, aligned: Aligned, given: Ballots, votes: Votes, state: State
) -> Ballots:
    """What is done at one meeting in a side's own names."""
    back = aligned.back
    body = {new: old for old, new in alignment.bodies} if aligned.side is Side.OLD else {}
    parties = set(aligned.original.party)
    own_votes: dict[tuple[str, str], Mapping[Cell, Counts]] = {}
    for (where, party), cells in votes.items():
        shared = body.get(where, where)
        if state.votes_in(shared, party):
            key = (back.of("body", shared), back.of("party", party))
            own_votes[key] = {_marks(back, cell, aligned): c for cell, c in cells.items()}
    consents, objections = (
        {
            back.of("party", party): {_marks(back, cell, aligned): n for cell, n in cells.items()}
            for party, cells in acts.items()
            if back.of("party", party) in parties
        }
        for acts in (given.consents, given.objections)
    )
    casting: dict[str, Vote] = {}
    for where, vote in given.casting.items():
        chair = aligned.shared.body[where].chair if where in aligned.shared.body else None
        if chair is not None and chair.casting_vote:
            casting[back.of("body", where)] = vote
    return Ballots(own_votes, consents, casting, objections)


def _marks(back: NewNames, cell: Cell, aligned: Aligned) -> Cell:
    """The attributes that a side knows, by its own names."""
    own = aligned.original.attribute
    return frozenset(n for n in (back.of("attribute", mark) for mark in cell) if n in own)


def _decision(aligned: Aligned, decision: Decision, effects: Sequence[Effect]) -> Decision:
    back, specification = aligned.back, aligned.original
    facts: dict[str, Value] = {}
    for name, value in decision.facts.items():
        own = back.of("attribute", name)
        attribute = specification.attribute.get(own)
        if attribute is None:
            continue
        if isinstance(value, frozenset):
            named = (back.of("party", party) for party in value)
            facts[own] = frozenset(party for party in named if party in specification.party)
        elif isinstance(attribute.type, OneOf):
            facts[own] = back.value(name, str(value))
        else:
            facts[own] = value
    cells: dict[str, dict[Cell, int]] = {}
    for party, given in decision.cells.items():
        own_party = back.of("party", party)
        if own_party in specification.party:
            mine = cells.setdefault(own_party, {})
            for cell, number in given.items():
                marks = _marks(back, cell, aligned)
                mine[marks] = mine.get(marks, 0) + number
    return Decision(facts, cells, {}, frozenset(renamed(effect, back) for effect in effects))


def _scenario(
    aligned: Aligned,
    state: State,
    moment: Moment,
    own: Lifted,
    attributes: frozenset[str],
    adopted: bool,
) -> Scenario:
    back = aligned.back
    original = aligned.original
    own_state = State(
        frozenset(back.of("clause", back.of("right", name)) for name in state.in_force),
        frozenset((back.of("body", b), back.of("party", p)) for b, p in state.seats),
        frozenset((back.of("body", b), back.of("party", p)) for b, p in state.suspended),
        original.following,
    )
    try:
        outcome = decide(original, own_state, own.readings, own.decision, own.ballots)
    except ValueError as error:
        raise ReplayError(f"{words.COMPARISON}: {error}") from error
    if outcome.adopted is not adopted:
        raise ReplayError(f"{words.COMPARISON}: adopted is {outcome.adopted}, expected {adopted}")
    period = (moment.stretch.from_, moment.stretch.before)
    matters = frozenset(back.of("attribute", name) for name in attributes)
    return told(original, own_state, ANYTHING, period, own, matters, outcome)
