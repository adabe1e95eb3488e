"""Random specifications: each property is answered alike whatever else is asked, and with any true answers."""

from __future__ import annotations

import random
from collections.abc import Iterable
from dataclasses import replace
from typing import Any

import pytest

from policy_dsl import Specification
from tests.changing.comparing import KINDS
from tests.sameness.any_answer import any_answer
from tests.sameness.asking import NO_LIMITS
from tests.semantics.generating_claims import Asker
from tests.semantics.generator import TINY, Maker
from verifier.answers.check import of_property
from verifier.answers.declared import written
from verifier.answers.loopholes import render_json as loopholes_json
from verifier.changing import deciding
from verifier.checking.specifications import Options, check_some
from verifier.loopholes.finding import find_loopholes
from verifier.loopholes.searching import Search

OPTIONS = Options(None, None, NO_LIMITS, every_basis=True)
CLAIMS = 4


def made(seed: int) -> Specification:
    """A small specification with several properties."""
    maker = Maker(random.Random(f"same {seed}"), TINY)
    model = maker.specification()
    asker = Asker(maker, model)
    return replace(model, properties=tuple(asker.property(f"claim{i}") for i in range(CLAIMS)))


def asked(it: Specification, order: list[int]) -> dict[str, Any]:
    """What is said of some properties, asked one after the other in this order."""
    found = check_some(it, [it.properties[index] for index in order], OPTIONS)
    return {each.name: written(of_property(each)) for each in found}


def ways_round(it: Specification, order: list[int]) -> dict[str, str]:
    """What is said of the ways round them."""
    search = Search(it, NO_LIMITS)
    found = {it.properties[i].name: find_loopholes(search, it.properties[i]) for i in order}
    return {name: loopholes_json([one]) for name, one in found.items() if one is not None}


def checked(seeds: Iterable[int]) -> None:
    """Alone, in another order, and with any true answers."""
    for seed in seeds:
        it = made(seed)
        order = list(range(CLAIMS))
        together, ways = asked(it, order), ways_round(it, order)
        for index in order:
            for name, said in asked(it, [index]).items():
                assert said == together[name], (seed, name)
        mixed = random.Random(seed).sample(order, CLAIMS)
        with any_answer(seed):
            assert asked(it, mixed) == together, seed
            assert ways_round(it, mixed) == ways, seed


# Without a limit, what the proof of one of their claims rests on takes minutes: a core by nested questions.
LONG = {3, 6}


def test_answers_follow_from_what_was_asked() -> None:
    checked(seed for seed in range(12) if seed not in LONG)


@pytest.mark.parametrize("planned", [True, False])
def test_stories_of_rules_that_change(planned: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    """As they are planned, and as they are found step by step where no plan works."""
    if not planned:
        monkeypatch.setattr(deciding.Planner, "plan", lambda *_: None)
    for kind in ("small", "scopes"):
        for seed in range(5):
            specification, prop = KINDS[kind](seed)
            (said,) = check_some(specification, [prop], OPTIONS)
            with any_answer(seed):
                (again,) = check_some(specification, [prop], OPTIONS)
            assert written(of_property(again)) == written(of_property(said)), (kind, seed)


@pytest.mark.campaign
def test_answers_follow_from_what_was_asked_on_many() -> None:
    checked(range(25, 2000))
