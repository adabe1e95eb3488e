"""Each theorem behind a shortcut of the verifier: the same question with and without it has the same answer."""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import fields, is_dataclass, replace
from typing import Any

import pytest
import z3

from policy_dsl.model import (
    CanBlock,
    CannotBlock,
    CanPass,
    Event,
    Manner,
    Party,
    Property,
    Seat,
    Specification,
    Who,
)
from tests.semantics.generating_claims import Asker
from tests.semantics.generator import ORDINARY, Maker, Shape
from tests.semantics.judging import LIMITS, model_of
from verifier import Options, check
from verifier.checking.verdicts import verdict_of
from verifier.claims.passing import two_ballots_decide
from verifier.encoding import decisions
from verifier.encoding.claim_context import ClaimContext, not_so
from verifier.encoding.classes import VoterClass, voter_classes
from verifier.encoding.coalitions import acts, others_away_or_against, supports
from verifier.encoding.encodings import Encodings
from verifier.solving.library import CONTEXT


def posed(seeds: range, shape: Shape, kinds: tuple[type, ...]) -> Iterator[ClaimContext]:
    """Frames of random claims of these kinds, one for each seed that has one."""
    for seed in seeds:
        maker = Maker(random.Random(f"shortcut {seed}"), shape)
        specification = maker.specification()
        asker = Asker(maker, specification)
        prop = next(
            (p for p in (asker.property() for _ in range(20)) if type(p.claim) in kinds), None
        )
        if prop is None:
            continue
        if isinstance(prop.claim, CanBlock | CannotBlock | CanPass):
            # What they best do is asked where the claim does not say what they do.
            prop = replace(prop, claim=replace(prop.claim, others=None))
        specification = replace(specification, properties=(prop,))
        state = maker.state(specification)
        encodings = Encodings(specification)
        yield ClaimContext(
            encodings.of(prop, state), prop, positive=isinstance(prop.claim, CanPass)
        )


def possible(context: ClaimContext, *goal: z3.BoolRef) -> bool:
    """Whether something meets the goal."""
    solver = z3.Solver(ctx=CONTEXT)
    solver.add(*context.limits, *context.encoding.ballot_limits, *goal)
    answer = solver.check()
    assert answer != z3.unknown
    return bool(answer == z3.sat)


@pytest.mark.parametrize("manner", [Manner.AGAINST, Manner.ABSTAINING, Manner.AWAY])
def test_others_in_favour_is_the_best_that_others_can_do(manner: Manner) -> None:
    met = 0
    for context in posed(range(35), ORDINARY, (CanBlock, CannotBlock)):
        act = acts(context.encoding, context.who, manner)
        long = possible(context, context.concerned, context.adopted, *act)
        short = possible(context, context.concerned, context.adopted, *context.opposed(manner))
        assert long is short
        met += long
    assert met > 5


def test_everybody_in_favour_adopts_what_any_ballot_adopts() -> None:
    met = 0
    for context in posed(range(45), ORDINARY, (CanBlock, CannotBlock, CanPass)):
        long = possible(context, context.concerned, context.adopted)
        assert long is possible(context, context.concerned, context.adopted, *context.in_favour)
        met += long
    assert met > 9


def test_others_away_or_against_is_the_worst_that_they_can_do_to_supporters() -> None:
    decided = lost = 0
    plain = replace(ORDINARY, recusals=0, powers=2, rules=1)
    for context in posed(range(180), plain, (CanPass,)):
        if not two_ballots_decide(context.encoding.specification):
            continue
        support = supports(context.encoding, context.who)
        goal = (context.concerned, not_so(context.adopted), *support)
        long = possible(context, *goal)
        assert long is possible(
            context, *goal, *others_away_or_against(context.encoding, context.who)
        )
        decided += 1
        lost += long
    assert decided > 20
    assert 4 < lost < decided - 2


def verdicts(specification: Specification) -> list[str]:
    """The verdicts of all properties."""
    results = check(specification, Options(limits=LIMITS, explained=False)).properties
    return [result.verdict.value for result in results]


def test_effects_that_no_condition_asks_about_change_no_verdict(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    models = [model_of(seed) for seed in range(10)]
    few = [verdicts(model) for model in models]
    monkeypatch.setattr(decisions, "watched_effects", decisions.possible_effects)
    for model, before in zip(models, few, strict=True):
        assert verdicts(model) == before, model


def each_apart(specification: Specification) -> tuple[VoterClass, ...]:
    """Every party a class of its own."""
    return tuple(VoterClass(party.name, (party,)) for party in specification.parties)


# --- cohorts -------------------------------------------------------------------------------------


def spelt_out(specification: Specification) -> Specification:
    """The same with each member of a cohort a party with a name."""
    members = {
        party.name: [f"{party.name}{i}" for i in range(party.size)]
        for party in specification.parties
        if party.cohort
    }

    def several(it: Any) -> list[Any]:
        match it:
            case Party() if it.cohort:
                return [replace(it, name=n, size=1, cohort=False) for n in members[it.name]]
            case Seat() if it.party in members:
                return [replace(it, party=name) for name in members[it.party]]
            case Event() if it.subject in members:
                return [replace(it, subject=name) for name in members[it.subject]]
            case str() if it in members:
                return list(members[it])
            case _:
                return [walk(it)]

    def walk(it: Any) -> Any:
        if isinstance(it, tuple):
            return tuple(new for part in it for new in several(part))
        if isinstance(it, dict):
            return {key: walk(value) for key, value in it.items()}
        if isinstance(it, Who):
            return replace(it, parties=walk(it.parties), also=walk(it.also), but=walk(it.but))
        if is_dataclass(it) and not isinstance(it, type):
            return replace(it, **{f.name: walk(getattr(it, f.name)) for f in fields(it)})
        return it

    found = walk(specification)
    assert isinstance(found, Specification)
    return found


def about_cohort_seats(prop: Property, specification: Specification) -> bool:
    """Whether it names a cohort where only one party can be named."""
    party = getattr(prop.claim, "party", None)
    return party is not None and specification.party[party].cohort


def with_cohorts(seeds: range) -> Iterator[tuple[int, Specification]]:
    """Models that have a cohort of several."""
    for seed in seeds:
        specification = model_of(seed)
        if any(party.cohort and party.size > 1 for party in specification.parties) and not any(
            about_cohort_seats(prop, specification) for prop in specification.properties
        ):
            yield seed, specification


def test_cohorts_give_the_verdicts_of_their_members_named() -> None:
    cohorts = merged = 0
    for seed, specification in with_cohorts(range(40)):
        cohorts += 1
        named = spelt_out(specification)
        found = verdicts(specification)
        assert found == verdicts(named), seed
        if len(voter_classes(named)) < len(named.parties):
            # These members are one class; so see what comes of each being one alone.
            merged += 1
            apart = Encodings(named)
            apart.__dict__["classes"] = each_apart(named)
            alone = [verdict_of(apart, prop, LIMITS).value for prop in named.properties]
            assert found == alone, seed
    assert cohorts > 5
    assert merged > 2
