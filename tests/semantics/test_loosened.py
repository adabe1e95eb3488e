"""What a clause could say instead: the encoding that leaves it open thinks of just what then comes of a decision."""

from __future__ import annotations

import random
from collections import Counter

import z3

from policy_dsl.decisions import Ballots, Decision, Vote, single
from policy_dsl.interpreter import Meeting
from policy_dsl.model import AnyClause, Provision, Specification
from policy_dsl.state import intervals
from tests.semantics.fixing import Fixing, as_terms
from tests.semantics.layers import layered
from tests.semantics.rewording import extremes, in_circle, reworded
from verifier.encoding.activity import clause_fact, kind_of
from verifier.encoding.adoption import encode
from verifier.encoding.classes import VoterClass
from verifier.solving.library import CONTEXT

KINDS = ("power", "rule", "prohibition", "exception")


def wordings(spec: Specification, clause: AnyClause) -> list[Specification]:
    """The rules with the clause worded to the extremes, as far as they make sense."""
    every = (reworded(spec, {clause.name: wording}) for wording in extremes(spec, clause))
    return [other for other in every if not in_circle(other)]


def test_what_comes_of_other_wordings_is_what_is_thought_of() -> None:
    """For one decision, reading and set of ballots, of which no clause can ask more than the extremes do."""
    found: Counter[str] = Counter()
    for seed in range(16):
        rng = random.Random(f"worded {seed}")
        spec = layered(rng)
        state = intervals(spec)[-1].state
        classes = [VoterClass(party.name, (party,)) for party in spec.parties]
        loose = encode(spec, state, classes, loosened=True)
        guards = loose.loosening.guards
        solver = z3.Solver(ctx=CONTEXT)
        solver.add(*loose.limits, *loose.ballot_limits)
        variables = [*loose.decision_variables, *loose.ballot_variables]
        fixing = Fixing(encode(spec, state, classes))
        for _ in range(2):
            put = Decision({name: rng.random() < 0.5 for name in "abc"})
            votes = {name: rng.choice([Vote.FOR, Vote.FOR, Vote.AGAINST]) for name in "XYZ"}
            ballots = Ballots({("B", name): single(vote) for name, vote in votes.items()})
            solver.push()
            solver.add(*as_terms(variables, fixing.values({}, put, ballots)))
            for clause in spec.clauses:
                if isinstance(clause, Provision) or clause.name not in state.in_force:
                    continue
                own = clause_fact(clause).key
                given = [z3.Not(guard) if key == own else guard for key, guard in guards.items()]
                outcomes = {
                    Meeting(it, state, {}, put).adopted(ballots) for it in wordings(spec, clause)
                }
                for outcome in (True, False):
                    goal = loose.adopted if outcome else z3.Not(loose.adopted)
                    said = solver.check(*given, goal)
                    assert (said == z3.sat) is (outcome in outcomes), (seed, clause, outcome)
                found[f"{kind_of(clause)} {len(outcomes)}"] += 1
            solver.pop()
    print(found)
    assert min(found[f"{kind} 2"] for kind in KINDS) > 2
