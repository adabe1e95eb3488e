"""A verdict without what explains it is the verdict with it: of random rules, as they stand and as they change."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from itertools import chain

import pytest

from policy_dsl.model import Specification
from tests.changing.comparing import KINDS
from tests.semantics.judging import LIMITS, model_of
from verifier import Options, Verdict, check
from verifier.checking.verdicts import verdict_of
from verifier.encoding.encodings import Encodings


def changing(seeds: Iterable[int]) -> Iterator[Specification]:
    for seed in seeds:
        for kind in ("leaving", "wide"):
            yield KINDS[kind](seed)[0]


def compared(models: Iterable[Specification]) -> Counter[tuple[bool, Verdict]]:
    seen: Counter[tuple[bool, Verdict]] = Counter()
    for it in models:
        encodings = Encodings(it)
        results = check(it, Options(limits=LIMITS)).properties
        for prop, result in zip(it.properties, results, strict=True):
            alone = verdict_of(encodings, prop, LIMITS)
            assert alone is result.verdict, (prop, it)
            seen[prop.even_after_amendments, alone] += 1
    return seen


def test_it_is_the_same() -> None:
    seen = compared(chain(map(model_of, range(10)), changing((1, 2, 4, 18))))
    for forever in (False, True):
        for verdict in (Verdict.HOLDS, Verdict.FAILS):
            assert seen[forever, verdict], seen


@pytest.mark.campaign
def test_it_is_the_same_of_many() -> None:
    compared(chain(map(model_of, range(1_000, 2_000)), changing(range(300))))
