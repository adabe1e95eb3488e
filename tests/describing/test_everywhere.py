"""Whatever analysis prints a condition, the language reads it as just that."""

from __future__ import annotations

import random
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from policy_dsl.loading import load_text
from policy_dsl.model import ALWAYS, BodyHas, Condition, Specification
from policy_dsl.model.traverse import condition_atoms, condition_of_claim
from policy_dsl.records import replace
from policy_dsl.state import State, intervals
from policy_dsl.wording import condition as in_words
from tests.describing.parsed import read_again
from tests.loopholes.random_questions import protecting
from tests.semantics.generator import TINY, Maker
from tests.semantics.printing import to_text, writable
from verifier.changing.story import alike
from verifier.diffing.comparing import DiffOptions, compare
from verifier.encoding.adoption import encode
from verifier.encoding.terms import negation
from verifier.encoding.treatment import effect_groups
from verifier.linting.every_check import LintOptions, lint
from verifier.loopholes.finding import find_loopholes
from verifier.loopholes.searching import Search
from verifier.results.loopholes import Loophole
from verifier.solving.answers import NoneFound
from verifier.solving.limits import Budget, Limits
from verifier.solving.questions import Exists

SPECS = Path(__file__).parents[2] / "specs"
QUICK = ("blmk_luton", "gallery/un_security_council", "gallery/single_entrenchment")
LIMITS = Limits(seconds=200)


def proved_same(specification: Specification, state: State, said: Condition, text: str) -> None:
    """What a condition of one specification means in a state, and what it means where it is read again."""
    whole, again = read_again(text, "" if said == ALWAYS else in_words(said))
    assert whole.clauses
    bare = replace(specification, properties=(), acceptances=())
    watched = effect_groups(bare, state).watched
    encoding = encode(bare, state, alike(bare, state), watched=watched)
    one, other = (encoding.condition(each, True) for each in (said, again))
    for goal in ((one, negation(other)), (other, negation(one))):
        asked = Exists([*encoding.decision.limits, *encoding.electorate.limits, *goal])
        assert isinstance(asked.ask(Budget(LIMITS)), NoneFound), in_words(said)


def ways(specification: Specification) -> Iterator[Loophole]:
    for prop in specification.properties:
        found = find_loopholes(Search(specification, LIMITS, most=8), prop)
        for each in () if found is None else found.loopholes:
            yield from each.sets


def conditions_of(way: Loophole) -> Iterator[Condition]:
    yield way.under.of_facts
    if way.under.of_rulings is not None:
        yield way.under.of_rulings


def test_ways_round_random_specifications() -> None:
    told = 0
    for seed in range(60):
        made, prop = protecting(seed)
        if any(isinstance(it, BodyHas) for it in condition_atoms(condition_of_claim(prop.claim))):
            continue  # of one time, of which it is settled who sits, nobody writes so
        if not writable(made):
            continue
        text = to_text(made)
        specification = load_text(text)
        for way in ways(specification):
            for said in conditions_of(way):
                told += said != ALWAYS
                proved_same(specification, way.scenario.state, said, text)
    assert told > 10


@pytest.mark.parametrize("name", QUICK)
def test_ways_round_shipped_specifications(name: str) -> None:
    text = (SPECS / f"{name}.policy").read_text(encoding="utf-8")
    specification = load_text(text)
    for way in ways(specification):
        for said in conditions_of(way):
            proved_same(specification, way.scenario.state, said, text)


def test_comparison_of_shipped_specifications() -> None:
    old, new = (
        (SPECS / f"{name}.policy").read_text(encoding="utf-8")
        for name in ("nottinghamshire", "nottinghamshire_entrenched")
    )
    specification = load_text(new)
    options = DiffOptions(LIMITS, properties=False, loopholes=False, counts=False)
    result = compare(load_text(old), specification, options)
    state = intervals(specification)[-1].state
    assert result.classes
    for each in (*result.classes, *result.standings):
        proved_same(specification, state, each.condition, new)


def test_findings_of_lint_on_random_specifications() -> None:
    read = 0
    for seed in range(16):
        maker = Maker(random.Random(seed), TINY)
        text = to_text(replace(maker.specification(), properties=(), acceptances=()))
        found = lint(load_text(text), LintOptions(date(2026, 1, 1), ("VL01", "VL04"), LIMITS))
        for each in found.findings:
            read += each.subject != "every decision"
            again = read_again(text, "" if each.subject == "every decision" else each.subject)[1]
            assert again == ALWAYS or in_words(again) == each.subject
    assert read > 5
