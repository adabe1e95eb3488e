"""What the holder does in a story: who of it acts in which manner, in each body in which it has a vote."""

from __future__ import annotations

from collections.abc import Iterator

from policy_dsl.decisions import Counts
from policy_dsl.interpreter import BodyOutcome
from policy_dsl.model import Manner
from verifier.encoding.conduct import KIND_OF, Conduct
from verifier.results import Scenario
from verifier.solving.values import Values
from verifier.words.conduct import Acting
from verifier.words.meetings import body_at


def acting_in(conduct: Conduct | None, values: Values, scenario: Scenario) -> tuple[Acting, ...]:
    """By name where all of the holder have names, as the interpreter saw them; else in numbers."""
    if conduct is None:
        return ()
    parties = conduct.encoding.specification.party
    names = frozenset(scenario.coalition)
    meetings = len(scenario.meetings) + 1
    if all(name in parties and not parties[name].cohort for name in names):
        every = (*scenario.replay.earlier, scenario.replay.bodies)[-meetings:]
        return tuple(
            each
            for index, bodies in enumerate(every)
            for body in bodies
            for each in _by_name(body, names, scenario, index, meetings)
        )
    done = sorted(conduct.done(values, meetings).items(), key=lambda it: -it[0][0][1])
    return tuple(
        Acting(body_at(body, meetings - 1 - back, meetings), manner, number, ())
        for ((body, back), manner), number in done
    )


def _by_name(
    body: BodyOutcome, names: frozenset[str], scenario: Scenario, index: int, meetings: int
) -> Iterator[Acting]:
    ballots = scenario.ballots.before_the_last(meetings - 1 - index)
    found: dict[Manner, list[str]] = {}
    for seat in body.seated:
        if seat.party in names and not seat.suspended and not seat.recused_by:
            given = ballots.votes.get((body.body, seat.party), {})
            found.setdefault(_manner(given.get(seat.cell, Counts())), []).append(seat.party)
    for manner in KIND_OF:
        if manner in found:
            where = body_at(body.body, index, meetings)
            yield Acting(where, manner, len(found[manner]), tuple(found[manner]))


def _manner(counts: Counts) -> Manner:
    if counts.against:
        return Manner.AGAINST
    return Manner.ABSTAINING if counts.abstain else Manner.AWAY
