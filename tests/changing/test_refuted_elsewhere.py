"""What refutes a claim about rules that change, tried under other rules: what is said to be refuted there is, by brute
force.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import replace

import pytest

from policy_dsl import load_text
from policy_dsl.change import nothing_asked, stops_everything
from policy_dsl.model import Given, Or, Specification
from tests.changing.comparing import KINDS
from tests.changing.explicit import TooLarge, known
from verifier import Limits, Verdict
from verifier.changing.again import KnownRefutations
from verifier.checking.verdicts import verdict_of
from verifier.encoding.encodings import Encodings

LIMITS = Limits(seconds=20)


def otherwise(specification: Specification) -> Iterator[Specification]:
    """The rules with one clause or one quorum saying something else, or one clause fixed."""
    for index, clause in enumerate(specification.clauses):
        fixed = replace(clause, notes=replace(clause.notes, fixed="so"))
        for other in (nothing_asked(clause).clause, stops_everything(clause).clause, fixed):
            clauses = list(specification.clauses)
            clauses[index] = other
            yield replace(specification, clauses=tuple(clauses))
    for index, body in enumerate(specification.bodies):
        bodies = list(specification.bodies)
        bodies[index] = replace(body, quorum=Given(Or(())))
        yield replace(specification, bodies=tuple(bodies))


def compared(kind: str, seeds: Iterable[int]) -> Counter[str]:
    """What came of all that is otherwise."""
    found: Counter[str] = Counter()
    for seed in seeds:
        specification, prop = KINDS[kind](seed)
        remembered = KnownRefutations(specification, LIMITS)
        for other in otherwise(specification):
            if not remembered.refutes(other, prop):
                verdict = verdict_of(Encodings(other), prop, LIMITS, remembered.found_elsewhere)
                found[verdict.value] += 1
                continue
            with suppress(TooLarge):
                assert known(other, prop).refuted, (kind, seed)
                found["refuted"] += 1
    return found


@pytest.mark.parametrize(("kind", "seed"), [("small", 4), ("small", 5), ("scopes", 2), ("wide", 0)])
def test_what_is_refuted_elsewhere_is(kind: str, seed: int) -> None:
    assert compared(kind, [seed])["refuted"] > 3


@pytest.mark.campaign
@pytest.mark.parametrize("kind", KINDS)
def test_what_is_refuted_elsewhere_is_of_many(kind: str) -> None:
    compared(kind, range(30))


COUNCIL = """governance "Council"
party Chair
parties 4 Elected
body Council members Chair, Elected quorum none
decision substance money : yes or no
power ordinary requires majority of votes cast in Council may amend any clause
rule spending limits ordinary when money requires at least 4 of members in Council
property two "Two can block" any 2 of Elected together can block every decision when money even after amendments
"""


def test_some_of_a_cohort_are_chosen_again() -> None:
    """Those of a cohort who hold out are a cohort of their own, there as here."""
    texts = (COUNCIL, COUNCIL.replace("at least 4", "at least 5"))
    specification, other = (load_text(text) for text in texts)
    (prop,) = other.properties
    assert KnownRefutations(specification, LIMITS).refutes(other, prop)
    assert verdict_of(Encodings(other), prop, LIMITS) is Verdict.FAILS
