"""Which of many preferences are kept: by brute force, one after the other; and literals that stand for something."""

from __future__ import annotations

import random
from itertools import product

import z3

from verifier.encoding.terms import implies, negation, truth
from verifier.solving.answers import Found
from verifier.solving.limits import Budget, Limits
from verifier.solving.preferring import prefer
from verifier.solving.questions import Exists

NUMBER = 9
Clause = list[tuple[int, bool]]


def clauses(rng: random.Random) -> list[Clause]:
    """What is asked, of so many that each should better not be so: of some at least one is, or is not."""
    return [
        [(it, rng.random() < 0.8) for it in rng.sample(range(NUMBER), rng.randint(2, 4))]
        for _ in range(rng.randint(6, 14))
    ]


def by_hand(asked: list[Clause]) -> list[int] | None:
    """Which are not so where each is not if that can be together with those before it; None where there is nothing."""
    answers = [
        them
        for them in product([False, True], repeat=NUMBER)
        if all(any(them[it] is so for it, so in clause) for clause in asked)
    ]
    if not answers:
        return None
    first = min(answers)
    return [index for index, so in enumerate(first) if not so]


def test_a_literal_is_kept_where_what_it_stands_for_is_so() -> None:
    """The same are kept as by hand, whether or not it is said what they stand for."""
    xs = [truth(f"thing {index}") for index in range(NUMBER)]
    never = [truth(f"never thing {index}") for index in range(NUMBER)]
    means = [negation(each) for each in xs]
    some = 0
    for seed in range(60):
        asked = clauses(random.Random(f"preferring {seed}"))
        wanted = by_hand(asked)
        terms = [z3.Or([xs[it] if so else negation(xs[it]) for it, so in each]) for each in asked]
        question = Exists([*terms, *map(implies, never, means)])
        found = question.ask(Budget(Limits()))
        assert isinstance(found, Found) is (wanted is not None), seed
        if not isinstance(found, Found) or wanted is None:
            continue
        for told in ((), means):
            _, kept = prefer(question, Budget(Limits()), found, never, (), told)
            names = {each.get_id() for each in kept}
            assert [i for i, each in enumerate(never) if each.get_id() in names] == wanted, seed
        some += len(wanted) < NUMBER
    assert some > 20
