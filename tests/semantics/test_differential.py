"""Encoding against interpreter, and verifier against brute force: each written apart, and they must agree."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Iterable
from dataclasses import replace

import pytest
import z3

from tests.semantics import differing, judging
from tests.semantics.differing import Comparison, random_model
from tests.semantics.fixing import as_terms, representable
from tests.semantics.generator import JUDGED, LARGER
from verifier.encoding.adoption import encode
from verifier.encoding.classes import voter_classes
from verifier.solving.library import CONTEXT

SEEDS = 24
WITH_JUDGES = replace(JUDGED, parties=2, attributes=2, rules=2, recusals=1, exceptions=1, events=2)


@pytest.mark.parametrize("part", range(5))
def test_encoding_and_interpreter_agree_on_every_ballot(part: int) -> None:
    """Adopted, each power, each quorum, each clause, and what properties ask for."""
    cases = adopted = 0
    for seed in range(part * SEEDS, (part + 1) * SEEDS):
        found = differing.differences(seed)
        assert not found.differences[:10]
        cases += found.cases
        adopted += found.adopted
    assert cases == SEEDS * differing.PER_MODEL
    # Both answers must turn up often, or agreeing is easy.
    assert cases // 20 < adopted < cases // 2


def test_compiled_terms_are_what_the_solver_makes_of_them() -> None:
    """The comparison evaluates terms by itself; here the solver does."""
    for seed in range(20):
        model = random_model(random.Random(f"compiled {seed}"))
        comparison = Comparison(model)
        maker, spec, encoding = model.maker, model.specification, model.encoding
        decision = representable(encoding, maker.decision(spec, model.state))
        readings, ballots = maker.readings(spec), maker.ballots(spec, model.state, decision)
        values = comparison.fixing.values(readings, decision, ballots)
        pairs = [
            (
                z3.Bool(n, CONTEXT) if isinstance(v, bool) else z3.Int(n, CONTEXT),
                z3.BoolVal(v, CONTEXT),
            )
            if isinstance(v, bool)
            else (z3.Int(n, CONTEXT), z3.IntVal(v, CONTEXT))
            for n, v in values.items()
        ]
        ours, _ = comparison.said_by_encoding(readings, decision, ballots)
        theirs = z3.is_true(z3.simplify(z3.substitute(encoding.adopted, *pairs)))
        assert ours[0] is theirs


def test_a_loosened_encoding_with_every_fact_as_written_is_the_plain_one() -> None:
    for seed in range(10):
        model = random_model(random.Random(f"loosened {seed}"))
        comparison = Comparison(model)
        maker, spec, plain = model.maker, model.specification, model.encoding
        loose = encode(spec, model.state, voter_classes(spec), plain.decision.free, loosened=True)
        solver = z3.Solver(ctx=CONTEXT)
        solver.add(*loose.limits, *loose.ballot_limits, *loose.relaxation.guards.values())
        variables = [*loose.decision_variables, *loose.ballot_variables]
        for _ in range(4):
            decision = representable(plain, maker.decision(spec, model.state))
            readings = maker.readings(spec)
            ballots = maker.ballots(spec, model.state, decision)
            values = comparison.fixing.values(readings, decision, ballots)
            ours, possible = comparison.said_by_encoding(readings, decision, ballots)
            fixed = as_terms(variables, values)
            assert possible
            assert (
                solver.check(*fixed, loose.adopted if ours[0] else z3.Not(loose.adopted)) == z3.sat
            )
            assert (
                solver.check(*fixed, z3.Not(loose.adopted) if ours[0] else loose.adopted)
                == z3.unsat
            )


def assert_judged_alike(found: Iterable[judging.Judged]) -> Counter[str]:
    """No difference, in verdicts or in the readings under which claims fail; how many of which kind."""
    compared: Counter[str] = Counter()
    for one in found:
        assert not one.differences[:10]
        compared += one.compared
    return compared


@pytest.mark.parametrize("part", range(3))
def test_verdicts_are_those_of_brute_force(part: int) -> None:
    """Of every claim form, in bodies of up to three. No scenario fails to replay: that would be undetermined."""
    seeds = range(14 * part, 14 * (part + 1))
    compared = assert_judged_alike(judging.differences(seed, limit=120) for seed in seeds)
    assert compared.total() > 16
    assert len({kind.split()[0] for kind in compared}) > 6
    assert sum(n for kind, n in compared.items() if kind.endswith("holds")) > 1


@pytest.mark.parametrize("part", range(3))
def test_verdicts_about_judged_parties_are_those_of_brute_force(part: int) -> None:
    """Somebody rules on whom a decision names, and some of these are members of a cohort."""
    seeds = range(5 * part, 5 * (part + 1))
    compared = assert_judged_alike(
        judging.differences(seed, WITH_JUDGES, limit=120) for seed in seeds
    )
    assert compared.total() > 4


def test_what_holds_in_larger_bodies_holds_by_brute_force() -> None:
    """A few; the terms themselves are compared in larger bodies, too, and the campaign has more."""
    compared = assert_judged_alike(
        judging.differences(seed, LARGER, 200, only="holds", ballots=3_000)
        for seed in range(5_006, 5_020)
    )
    assert compared.total() > 1


@pytest.mark.campaign
def test_campaign() -> None:
    """A million cases, and ten thousand verdicts. Better run as `python -m tests.semantics.campaign`."""
    from tests.semantics.campaign import run

    assert run(cases=1_000_000, verdicts=10_000, jobs=2, first=0) == 0
