"""What a recusal could say if it said something else: whatever the encoding thinks of can be written, and the reverse.

A proof rests on what cannot be left open, so all answers to "what does it rest on" hang on this. The interpreter
judges: it knows nothing of open clauses, so it is given one that says what the encoding thought of.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from itertools import islice

import z3

from policy_dsl.decisions import Ballots, Counts, Decision, Vote
from policy_dsl.interpreter import Meeting, decide
from policy_dsl.interpreter.clauses import Rules
from policy_dsl.model import (
    Specification,
    Versions,
)
from tests.semantics.open_recusals import Model, Written, decisions, limits, models, term_of
from verifier.solving.solvers import new_solver
from verifier.solving.values import Values

MODELS = 18


def wishes(model: Model) -> list[z3.BoolRef]:
    """Something that the solver would not think of by itself."""
    maker = model.maker
    seats = [s for s in model.encoding.ballots.all_seats if s.cell.voters.parties]
    found = [model.encoding.adopted == maker.chance(0.5)]
    # Asked for before all else, now and then: whether the solver does so by itself goes by what it was asked before.
    on_powers = [s.open_on_powers for s in seats if not isinstance(s.open_on_powers, bool)]
    found += on_powers[:1] if maker.chance(0.25) else []
    for seat in maker.sample(seats, 3):
        for number in (seat.excluded, seat.uncounted, seat.attending, seat.still_counted):
            if number is not None and maker.chance(0.6):
                found.append(term_of(number) == maker.upto(0, 3))
        found += [seat.in_favour == maker.upto(0, 3)] if maker.chance(0.4) else []
    return found


@dataclass
class Compared:
    """How many cases were compared, and of what kind."""

    cases: int = 0
    adopted: int = 0
    left_out: int = 0
    of_cohorts: int = 0
    decided_otherwise: int = 0
    on_powers: int = 0


def thought_of(number: int) -> Compared:
    """Cases that the encoding thinks of, of so many models; the interpreter agrees with each."""
    found = Compared()
    for model in islice(models(), number):
        solver = new_solver()
        solver.add(*limits(model))
        for decision, _, fixed in decisions(model):
            met: list[z3.BoolRef] = list(fixed)
            assert solver.check(*met) == z3.sat
            for wish in wishes(model):
                if solver.check(*met, wish) == z3.sat:
                    met.append(wish)
            assert solver.check(*met) == z3.sat
            written = Written(model, decision, Values(solver.model()))
            written.read()
            ours, its = written.values.truth(model.encoding.adopted), written.outcome()
            assert ours is its.adopted, f"case {found.cases}"
            found.cases += 1
            found.adopted += ours
            found.left_out += bool(written.marked)
            found.on_powers += written.on_powers
            found.of_cohorts += any(head[0] in model.maker.cohorts for head in written.marked)
    return found


def test_whatever_is_thought_of_can_be_written() -> None:
    found = thought_of(MODELS)
    assert found.left_out > found.cases // 4
    assert found.of_cohorts > found.cases // 20
    assert found.on_powers > found.cases // 20
    assert found.cases // 8 < found.adopted < found.cases * 5 // 6


def written_otherwise(model: Model) -> Specification:
    """The specification with another recusal in the place of the one left open."""
    maker = model.maker
    other = replace(
        model.recusal,
        body=maker.pick(maker.body_names),
        when=Versions(maker.when(0.5)),
        excluded=maker.who(),
        and_counting=maker.chance(0.5),
        limits=tuple(p.name for p in model.specification.powers) if maker.chance(0.5) else None,
    )
    clauses = tuple(
        other if each.name == other.name else each for each in model.specification.clauses
    )
    return replace(model.specification, clauses=clauses)


def as_voted(model: Model, rules: Rules, decision: Decision, ballots: Ballots) -> list[z3.BoolRef]:
    """What everybody does, as values of the encoding's variables; who is left out stays open."""
    found = []
    members = model.fixing.members(decision)
    terms = model.encoding.ballots.last
    for seat in model.encoding.ballots.all_seats:
        votes, silent = Counts(), 0
        for party, own, _ in members.get(seat.cell.name, ()):
            it = next(
                (s for s in rules.seated[seat.body] if (s.party, s.cell) == (party, own)), None
            )
            given = ballots.votes.get((seat.body, party), {}).get(own, Counts())
            if it is not None and it.recused_by:
                silent += given.attending
            else:
                votes = Counts(
                    votes.in_favour + given.in_favour,
                    votes.against + given.against,
                    votes.abstain + given.abstain,
                )
        found += [seat.in_favour == votes.in_favour, seat.against == votes.against]
        found += [seat.abstaining == votes.abstain, term_of(seat.attending) == silent]
    for cell in model.encoding.electorate.cells:
        if cell.name in terms.consents:
            given = [ballots.consents[party].get(own, 0) for party, own, _ in members[cell.name]]
            found.append(terms.consents[cell.name] == sum(given))
        if cell.name in terms.objections:
            given = [
                ballots.objections.get(party, {}).get(own, 0)
                for party, own, _ in members[cell.name]
            ]
            found.append(terms.objections[cell.name] == sum(given))
    for body, cast_for in terms.cast_for.items():
        found.append(cast_for == (ballots.casting.get(body) is Vote.FOR))
        found.append(terms.cast_against[body] == (ballots.casting.get(body) is Vote.AGAINST))
    return found


def written(number: int) -> Compared:
    """Cases in which something else is written, of so many models; the encoding thinks of each."""
    found = Compared()
    for model in islice(models(), number):
        solver = new_solver()
        solver.add(*model.encoding.limits, *model.encoding.ballot_limits, *model.guards())
        for decision, readings, fixed in decisions(model):
            specification = written_otherwise(model)
            meeting = Meeting(specification, model.state, readings, decision)
            ballots = model.maker.ballots(specification, model.state, decision)
            outcome = meeting.outcome(ballots)
            before = decide(model.specification, model.state, readings, decision, ballots)
            voted = as_voted(model, meeting.rules, decision, ballots)
            agrees = model.encoding.adopted == outcome.adopted
            assert solver.check(*fixed, *voted, agrees) == z3.sat, f"case {found.cases}"
            found.cases += 1
            found.adopted += outcome.adopted
            found.decided_otherwise += before.adopted is not outcome.adopted
    return found


def test_whatever_can_be_written_is_thought_of() -> None:
    found = written(MODELS + MODELS // 2)
    assert found.adopted > found.cases // 10
    assert found.decided_otherwise > found.cases // 50
