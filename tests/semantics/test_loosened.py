"""What a clause could say instead: the encoding that leaves it open thinks of just what then comes of a decision."""

from __future__ import annotations

import random
from collections import Counter

import pytest
import z3

from policy_dsl.decisions import Ballots, Decision, Vote, single
from policy_dsl.interpreter import Meeting
from policy_dsl.model import AnyClause, Composition, Provision, Specification
from policy_dsl.state import intervals
from tests.semantics.fixing import Fixing, as_terms
from tests.semantics.layers import layered, read
from tests.semantics.rewording import extremes, in_circle, reworded
from verifier.claims.dispatch import verification_conditions
from verifier.encoding.activity import clause_fact, kind_of
from verifier.encoding.adoption import encode
from verifier.encoding.classes import VoterClass
from verifier.encoding.encodings import Encodings
from verifier.solving.answers import Found, NoneFound
from verifier.solving.library import CONTEXT
from verifier.solving.limits import Budget, Limits

KINDS = ("power", "rule", "prohibition", "exception")


def wordings(spec: Specification, clause: AnyClause) -> list[Specification]:
    """The rules with the clause worded to the extremes, as far as they make sense."""
    every = (reworded(spec, {clause.name: wording}) for wording in extremes(spec, clause))
    return [other for other in every if not in_circle(other)]


def test_what_comes_of_other_wordings_is_what_is_thought_of() -> None:
    """For one decision, reading and set of ballots, of which no clause can ask more than the extremes do."""
    found: Counter[str] = Counter()
    for seed in range(6):
        rng = random.Random(f"worded {seed}")
        spec = layered(rng)
        state = intervals(spec)[-1].state
        classes = [VoterClass(party.name, (party,)) for party in spec.parties]
        loose = encode(spec, state, classes, loosened=True)
        guards = loose.relaxation.guards
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
                if isinstance(clause, Composition | Provision) or clause.name not in state.in_force:
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
    assert min(found[f"{kind} 2"] for kind in KINDS) > 1


# --- what some clauses can do together, by hand -------------------------------------------------------------

CIRCLE = """power one requires consent of X in B
rule first limits one requires consensus in B
exception third to first when a
exception fourth to third when b
property p Y can block every decision when a and b
"""
LIFTED = """power one requires consent of X in B
rule first limits one requires at least 4 votes in favour in B
rule second limits one requires consent of X in B
recusal own in B excludes X from voting
exception third to first when a
exception fourth to third
exception fifth to second
property p third makes no difference
"""
SPARED = """party M
power one requires majority of members in B
power two requires consent of Y by separate act
prohibition never limits two when a
rule second limits two requires consent of Y by separate act
rule third limits one when b requires consent of X in B
property p M cannot block any decision
"""
ONE_BODY = """body C members X, Z quorum none
power one requires consent of X in B or consent of X in C
recusal own in B when a excludes Y from voting
property p X can pass every decision
"""
BY_BALLOT = """power one requires consent of Y in B
rule first limits one requires consent of Y in B
property p the vote of X never matters to any decision
"""
OUTSIDE = """party M
power one requires unanimity of members in B
property p M cannot block any decision
"""
COUNTS = """power one requires majority of members in B
rule first limits every power of B requires consent of X in B
property p X can block every decision
"""
ON_POWERS = """power one requires majority of members in B
recusal own in B excludes Z from voting
recusal other in B when a excludes Y from voting
property p every decision requires majority of members in B
"""
# One of them is counted out, so that half is more than half; the other is not, and so makes two who are there.
OUT_AND_IN = """group Pair is X, Z
power one requires majority of members among Pair in B and no objection from Y in B
  and attendance of at least 2 of members in B
recusal own in B excludes X from voting
recusal other in B when a excludes Y from voting
property p every decision requires majority of members among Pair in B or no objection from Y in B
"""
NEWCOMERS = """group Three is X, Y, Z
power one requires at least 2 votes in favour among Three in B
property p any 2 of B together can block every decision
"""
BY_QUORUM = """group Two is Y, Z
power one requires at least 1 votes in favour among Two in B
property p the vote of X never matters to any decision
"""
CASES = [
    # Exceptions go in no circle, so the one that is switched off cannot be made to the other.
    (CIRCLE, "third", False),
    (CIRCLE, "fourth", True),
    (CIRCLE, "first", True),
    # One exception can be made to a recusal and to an exception at once.
    (LIFTED, "fifth", True),
    (LIFTED, "third", False),
    (LIFTED, "fourth own", True),
    # It takes both: a way that is stopped, and another that is spared and asks for somebody else's consent.
    (SPARED, "two never", True),
    (SPARED, "second never", True),
    (SPARED, "two", False),
    (SPARED, "never", False),
    # A recusal is about one body, so whoever votes in two has a vote left.
    (ONE_BODY, "own", False),
    (ONE_BODY, "own one", True),
    # What is demanded can be met on one ballot, and not on another.
    (BY_BALLOT, "one first", True),
    (BY_BALLOT, "first", True),
    (BY_QUORUM, "quorum:B", True),
    (BY_QUORUM, "membership:B", False),
    # Whoever sits there may be somebody who is named, or somebody who joins.
    (OUTSIDE, "membership:B", True),
    (NEWCOMERS, "membership:B", True),
    (NEWCOMERS, "quorum:B", False),
    # What a power says is also in which body it counts.
    (COUNTS, "one", True),
    (COUNTS, "quorum:B", False),
    # Those whom a recusal excludes on one power alone, and counts out there, are asked for elsewhere.
    (ON_POWERS, "own", True),
    (ON_POWERS, "own other", True),
    (ON_POWERS, "quorum:B", False),
    (OUT_AND_IN, "own", False),
    (OUT_AND_IN, "own other", True),
]


@pytest.mark.parametrize(("rules", "clauses", "refuted"), CASES)
def test_what_open_clauses_can_do_by_hand(rules: str, clauses: str, refuted: bool) -> None:
    spec = read(rules)
    (prop,) = spec.properties
    loose = Encodings(spec).of(prop, intervals(spec)[-1].state, loosened=True)
    (vc,) = verification_conditions(loose, prop)
    guards = loose.relaxation.guards
    own = {name if ":" in name else clause_fact(spec.clause[name]).key for name in clauses.split()}
    assert own <= guards.keys()
    given = [guard for key, guard in guards.items() if key not in own]
    answer = vc.question.ask(Budget(Limits(seconds=20)), assuming=given)
    assert isinstance(answer, Found if refuted else NoneFound)
