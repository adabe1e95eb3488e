"""A recusal that may say anything, of decisions that are taken at several meetings: it excludes the same at each.

Small boards: by a ballot a decision can be adopted in the encoding where the recusal is open just where it is adopted,
by the interpreter, under some recusal that can be written.
"""

from __future__ import annotations

import itertools
import random
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest
import z3

from policy_dsl.decisions import Ballots, Vote, single
from policy_dsl.interpreter import Meeting
from policy_dsl.model import (
    ALWAYS,
    AtMeeting,
    CanBlock,
    CanPass,
    ConsentVote,
    Manner,
    Requirement,
    Specification,
    Successive,
)
from policy_dsl.model.atoms import Adjournment, adjourned
from policy_dsl.state import initial_state
from tests.semantics.asking import decision, prop, together, with_properties
from tests.semantics.building import (
    attending,
    body,
    of,
    one,
    party,
    power,
    recusal,
    rule,
    some,
    specification,
)
from tests.semantics.judging import compare, known_verdicts
from verifier import Options, check
from verifier.encoding.activity import clause_fact
from verifier.encoding.adoption import Encoding, encode
from verifier.encoding.classes import VoterClass
from verifier.encoding.seat_terms import SeatTerms
from verifier.encoding.terms import term
from verifier.solving.solvers import new_solver

NAMES = "ABC"
VOTES = (Vote.FOR, Vote.AGAINST, Vote.ABSENT)


def made(rng: random.Random) -> Specification:
    """A board whose power is used at two meetings, or at an adjourned one; a recusal of one of three."""
    quorum = None if rng.random() < 0.3 else attending(f">= {rng.randint(1, 3)}", "Board")
    adjourns = quorum is not None and rng.random() < 0.5
    stages = [_demand(rng), _demand(rng)]
    asked = adjourned(Adjournment("Board", *stages)) if adjourns else Successive(tuple(stages))
    clauses: list[Any] = [power("p", asked), recusal("r", "Board", one("A"))]
    if rng.random() < 0.4:
        at = rng.choice(list(AtMeeting))
        clauses.append(replace(rule("s", ConsentVote(one("B"), "Board")), at=at))
    if rng.random() < 0.4:
        clauses.append(power("q", of("unanimity", "members", "Board")))
    parties = (party(name) for name in NAMES)
    return specification(*parties, body("Board", " ".join(NAMES), quorum=quorum), *clauses)


def _demand(rng: random.Random) -> Requirement:
    quantity = rng.choice(["majority", ">= 2/3", "unanimity", ">= 1"])
    asked = of(quantity, rng.choice(["cast", "members", "present"]), "Board")
    return replace(asked, no_quorum=rng.random() < 0.5)


def written(spec: Specification) -> Iterator[Specification]:
    """With every recusal that can be written in the place of the one that is there."""
    for number in range(len(NAMES) + 1):
        for them in itertools.combinations(NAMES, number):
            for counting, limits in itertools.product((False, True), (None, ("p",), ("p", "q"))):
                if limits == ("p", "q") and "q" not in spec.clause:
                    continue
                who = (
                    some("them", " ".join(them)) if len(them) > 1 else one(*them) if them else None
                )
                others = [it for it in spec.clauses if it.name != "r"]
                if who is not None:
                    its = recusal("r", "Board", who, and_counting=counting)
                    others.append(replace(its, limits=limits))
                yield replace(spec, clauses=tuple(others))


def every_ballot() -> Iterator[Ballots]:
    each = [
        Ballots(
            {("Board", name): single(vote) for name, vote in zip(NAMES, them, strict=True)}, {}, {}
        )
        for them in itertools.product(VOTES, repeat=len(NAMES))
    ]
    for first, last in itertools.product(each, each):
        yield replace(last, earlier=(first,))


def does(seat: SeatTerms, vote: Vote) -> z3.BoolRef:
    """Somebody with one seat gives this vote, or attends if it has none to give."""
    votes = [term(seat.in_favour == 0), term(seat.against == 0), term(seat.abstaining == 0)]
    there = seat.attending
    if vote is Vote.ABSENT:
        return z3.And(*votes, term(there == 0))
    given = seat.in_favour if vote is Vote.FOR else seat.against
    return z3.Or(given == 1, z3.And(*votes, term(there == 1)))


def as_voted(encoding: Encoding, ballots: Ballots) -> list[z3.BoolRef]:
    return [
        does(seat, _vote(ballots.before_the_last(seat.back), seat.cell.voters.first.name))
        for seat in encoding.ballots.all_seats
        if seat.cell.voters.parties  # nobody has come besides
    ]


def _vote(ballots: Ballots, name: str) -> Vote:
    given = ballots.votes["Board", name]
    return next(vote for vote in VOTES if single(vote) == given)


def compared(seed: int, tries: int) -> Counter[bool]:
    """How often it can be adopted, and how often not; the same for both."""
    rng = random.Random(f"open at meetings {seed}")
    spec = made(rng)
    state = initial_state(spec)
    encoding = encode(spec, state, [VoterClass(p.name, (p,)) for p in spec.parties], loosened=True)
    _ = encoding.adopted
    key = clause_fact(spec.clause["r"]).key
    guards = [g if name != key else z3.Not(g) for name, g in encoding.relaxation.guards.items()]
    solver = new_solver()
    solver.add(*encoding.limits, *encoding.ballot_limits, *guards, encoding.adopted)
    worlds = [Meeting(each, state, {}, decision()) for each in written(spec)]
    found: Counter[bool] = Counter()
    ballots = list(every_ballot())
    for given in rng.sample(ballots, tries):
        expected = any(world.adopted(given) for world in worlds)
        said = solver.check(*as_voted(encoding, given))
        assert said == (z3.sat if expected else z3.unsat), (seed, given)
        found[expected] += 1
    return found


def test_it_excludes_the_same_at_every_meeting() -> None:
    found: Counter[bool] = Counter()
    for seed in range(6):
        found += compared(seed, 40)
    assert min(found[True], found[False]) > 30, found


@pytest.mark.campaign
def test_many() -> None:
    for seed in range(6, 400):
        compared(seed, 400)


def test_proofs_hold_where_recusals_are_open() -> None:
    """Verdicts, and what they rest on, on boards with a recusal: those of brute force."""
    for seed in range(4):
        spec = made(random.Random(f"open at meetings {seed}"))
        claims = [
            CanBlock(together(one("B")), ALWAYS, Manner.AGAINST),
            CanBlock(together(one("B"), one("C")), ALWAYS, Manner.AWAY),
            CanPass(together(one("B"), one("C")), ALWAYS),
        ]
        asked = with_properties(
            spec, *(replace(prop(c), name=f"c{i}") for i, c in enumerate(claims))
        )
        for result, it in zip(check(asked, Options()).properties, asked.properties, strict=True):
            assert not compare(it, result, known_verdicts(asked, it, 2_000)), (seed, result.claim)
