"""What holds of every model: monotonicity, and that the interpreter agrees with itself."""

from __future__ import annotations

import random
from collections.abc import Iterator, Mapping
from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings

from policy_dsl.decisions import Ballots, Cell, Counts, Vote
from policy_dsl.interpreter import Meeting, Seated, decide
from tests.semantics.asking import adopted, votes
from tests.semantics.building import body, of, party, power, specification
from tests.semantics.generating_claims import cases, random_questions
from tests.semantics.generator import ORDINARY, Case, random_case

SETTINGS = settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])


def kinder(case: Case) -> Iterator[Ballots]:
    """The ballots with one vote changed to for, one consent given, or one casting vote cast for, at any meeting.

    Who votes for and has the casting vote casts it for as well.
    """
    yield from _at_one(case, last=True)
    before = case.ballots.earlier
    for index, one in enumerate(before):
        for other in _at_one(replace(case, ballots=one), last=False):
            yield replace(case.ballots, earlier=(*before[:index], other, *before[index + 1 :]))


def _at_one(case: Case, last: bool) -> Iterator[Ballots]:
    """At one meeting; to come to an earlier one of a body that may be adjourned can hurt."""
    meeting = Meeting(case.specification, case.state, case.readings, case.decision)
    ballots = case.ballots
    for name, seated in meeting.rules.seated.items():
        for s in seated:
            if s.entitled:
                may_hurt = not last and name in case.specification.adjourning
                yield from _one_more_for(case, name, s, may_hurt)
    for name, cells in meeting.rules.situation.cells.items():
        for cell, number in cells:
            given_ = ballots.consents.get(name, {})
            if given_.get(cell, 0) < number:
                more = {**given_, cell: given_.get(cell, 0) + 1}
                yield replace(ballots, consents={**ballots.consents, name: more})
    for it in case.specification.bodies:
        if it.chair and it.chair.casting_vote:
            yield _cast_for(ballots, it.name)


def _cast_for(ballots: Ballots, name: str) -> Ballots:
    return replace(ballots, casting={**ballots.casting, name: Vote.FOR})


def _one_more_for(case: Case, name: str, seated: Seated, may_hurt: bool) -> Iterator[Ballots]:
    ballots = case.ballots
    cells: Mapping[Cell, Counts] = ballots.votes.get((name, seated.party), {})
    now = cells.get(seated.cell, Counts(absent=seated.number))
    for kind in ("against", "abstain") if may_hurt else ("against", "abstain", "absent"):
        if not getattr(now, kind):
            continue
        more = {"in_favour": now.in_favour + 1, kind: getattr(now, kind) - 1}
        changed = {**cells, seated.cell: replace(now, **more)}
        kinder_ = replace(ballots, votes={**ballots.votes, (name, seated.party): changed})
        chair = case.specification.body[name].chair
        if chair and chair.casting_vote and chair.party == seated.party:
            kinder_ = _cast_for(kinder_, name)
        yield kinder_


def assert_monotone(case: Case) -> None:
    meeting = Meeting(case.specification, case.state, case.readings, case.decision)
    if meeting.adopted(case.ballots):
        for ballots in kinder(case):
            assert meeting.adopted(ballots), (case, ballots)


@SETTINGS
@given(cases())
def test_a_vote_for_a_consent_a_casting_vote_for_never_defeat(case: Case) -> None:
    assert_monotone(case)


def test_monotonicity_on_many_models() -> None:
    for seed in range(900):
        assert_monotone(random_case(random.Random(seed)))


@pytest.mark.campaign
def test_monotonicity_campaign() -> None:
    for seed in range(200_000):
        assert_monotone(random_case(random.Random(seed)))


def test_counting_abstentions_among_votes_cast_is_not_monotone() -> None:
    """Why monotonicity leaves this one wording aside: an abstention counts above, but not below."""
    spec = specification(
        party("A"),
        party("B"),
        party("C"),
        body("Board", "A B C"),
        power("p", of("unanimity", "cast", "Board", abstentions=True)),
    )
    assert adopted(spec, votes(Board="A+ B0 C-"))
    assert not adopted(spec, votes(Board="A+ B+ C-"))


@SETTINGS
@given(cases(replace(ORDINARY, odd=True)))
def test_the_short_answer_is_the_long_one(case: Case) -> None:
    meeting = Meeting(case.specification, case.state, case.readings, case.decision)
    long = decide(case.specification, case.state, case.readings, case.decision, case.ballots)
    assert meeting.adopted(case.ballots) is long.adopted
    assert long.adopted is bool(long.adopted_by)


def test_order_of_declarations_makes_no_difference() -> None:
    for seed in range(60):
        case = random_case(random.Random(seed))
        spec = case.specification
        turned = replace(
            spec,
            clauses=spec.clauses[::-1],
            bodies=spec.bodies[::-1],
            parties=spec.parties[::-1],
        )
        before = decide(spec, case.state, case.readings, case.decision, case.ballots)
        after = decide(turned, case.state, case.readings, case.decision, case.ballots)
        assert before.adopted is after.adopted
        assert set(before.adopted_by) == set(after.adopted_by)


def test_the_same_seed_is_the_same_case() -> None:
    for seed in range(20):
        assert random_case(random.Random(seed)) == random_case(random.Random(seed))
        assert random_questions(random.Random(seed), 3) == random_questions(random.Random(seed), 3)
