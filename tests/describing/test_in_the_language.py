"""Each set of decisions that is described is described in the language, exactly."""

from __future__ import annotations

import random
from pathlib import Path

import pytest

from policy_dsl.interpreter import condition_holds
from policy_dsl.loading import load_text
from policy_dsl.model import ALWAYS, Condition, Or, Specification
from policy_dsl.records import replace
from policy_dsl.state import State, intervals
from policy_dsl.wording import condition as in_words
from tests.describing.parsed import read_again
from tests.semantics.enumerating import Domain, TooLarge
from tests.semantics.generator import TINY, Maker
from tests.semantics.printing import to_text
from verifier.answers.matrix import matrix as matrix_answer
from verifier.describing.prime_covers import Described, describe
from verifier.encoding.terms import negation
from verifier.matrix.decision_classes import RulesInPeriod, decision_classes, ground
from verifier.matrix.whole_matrix import matrix
from verifier.solving.answers import NoneFound
from verifier.solving.limits import Budget, Limits
from verifier.solving.questions import Exists
from verifier.words.matrix import EVERY_OTHER

ROOT = Path(__file__).parents[2]
FILES = sorted((ROOT / "specs").rglob("*.policy"))
LONG = {
    "arch_trusted_users",
    "davis_makerspace",
    "hive13",
    "rust_leadership",
}  # of these there are many conditions to read again
LIMITS = Limits(seconds=200)
SEEDS = range(40)


def text_of(condition: Condition) -> str:
    return "" if condition == ALWAYS else in_words(condition)


def proved_equal(it: RulesInPeriod, term: object, condition: Condition) -> None:
    """No decision is of one set and not of the other."""
    said = it.encoding.condition(condition, True)
    for one, other in ((term, said), (said, term)):
        answer = Exists([*it.limits, one, negation(other)]).ask(Budget(LIMITS))
        assert isinstance(answer, NoneFound), in_words(condition)


def check(text: str, specification: Specification, state: State) -> list[Condition]:
    """All classes of decision, said, read again and proved to be these."""
    it = ground(replace(specification, properties=(), acceptances=()), state)
    said: list[Condition] = []
    for each in decision_classes(it, Budget(LIMITS)).classes:
        described = describe(it.alphabet, each.term, Budget(LIMITS))
        assert isinstance(described, Described)
        _, condition = read_again(text, text_of(described.condition))
        if described.exact:
            proved_equal(it, each.term, condition)
        said.append(condition)
    return said


@pytest.mark.parametrize("seed", SEEDS)
def test_random_specifications(seed: int) -> None:
    rng = random.Random(seed)
    text = to_text(replace(Maker(rng, TINY).specification(), properties=(), acceptances=()))
    specification = load_text(text)
    state = intervals(specification)[-1].state
    said = check(text, specification, state)
    # By the interpreter, every decision is of exactly one of the classes.
    it = ground(specification, state)
    never = set(it.effects.never)
    try:
        decisions = Domain(specification, state, ALWAYS, (), False, (), 400).decisions()
    except TooLarge:
        return
    for decision in decisions:
        if never.isdisjoint(decision.effects):
            held = [condition_holds(specification, state, decision, c, False) for c in said]
            assert sum(held) == 1, decision


@pytest.mark.parametrize(
    "file",
    [
        pytest.param(it, marks=[pytest.mark.campaign] if it.stem in LONG else [], id=it.stem)
        for it in FILES
    ],
)
def test_shipped_specifications(file: Path) -> None:
    text = file.read_text(encoding="utf-8")
    specification = load_text(text)
    check(text, specification, intervals(specification)[-1].state)
    above: list[Condition] = []
    for row in matrix_answer(matrix(specification)).rows:
        condition = read_again(text, row.when or "")[1]
        assert row.when is None or in_words(condition) == row.when
        if row.decision == EVERY_OTHER:
            assert row.when is not None
            assert len(row.when) > len(EVERY_OTHER)
            all_others(specification, condition, above)
        else:
            assert row.decision == (row.when or "every decision")
        above.append(condition)


def all_others(specification: Specification, last: Condition, above: list[Condition]) -> None:
    """The last row is the complement of those above it."""
    it = ground(
        replace(specification, properties=(), acceptances=()), intervals(specification)[-1].state
    )
    proved_equal(it, negation(it.encoding.condition(Or(tuple(above)), True)), last)
