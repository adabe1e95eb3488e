"""Alternatives said as one condition mean what they meant, and a product is said as one."""

from __future__ import annotations

from itertools import product

from hypothesis import given, settings
from hypothesis import strategies as st

from policy_dsl.model import And, Condition, Is, Not, Or
from policy_dsl.wording import condition as in_words
from verifier.describing.saying import Factors, factored

NAMES = "abcdef"
PARTS = st.lists(st.frozensets(st.sampled_from(NAMES), min_size=1), min_size=1, max_size=5)


def parts_of(them: list[frozenset[str]]) -> list[Factors]:
    return [tuple(Is(name, True) for name in sorted(each)) for each in dict.fromkeys(them)]


def holds(it: Condition, true: set[str]) -> bool:
    match it:
        case And(parts):
            return all(holds(each, true) for each in parts)
        case Or(parts):
            return any(holds(each, true) for each in parts)
        case Not(part):
            return not holds(part, true)
        case _:
            assert isinstance(it, Is)
            return it.attribute in true


def same(them: list[frozenset[str]], it: Condition) -> bool:
    worlds = (
        {n for n, so in zip(NAMES, bits, strict=True) if so} for bits in product((0, 1), repeat=6)
    )
    return all(holds(it, true) is any(each <= true for each in them) for true in worlds)


@settings(max_examples=150, deadline=None)
@given(PARTS)
def test_they_mean_the_same(them: list[frozenset[str]]) -> None:
    assert same(them, factored(parts_of(them)))


@settings(max_examples=150, deadline=None)
@given(
    st.lists(
        st.frozensets(st.sampled_from("abc"), min_size=1), min_size=2, max_size=4, unique=True
    ),
    st.lists(
        st.frozensets(st.sampled_from("def"), min_size=1), min_size=2, max_size=4, unique=True
    ),
)
def test_a_product_is_said_as_one(ones: list[frozenset[str]], others: list[frozenset[str]]) -> None:
    them = [one | other for one in ones for other in others]
    said = factored(parts_of(them))
    assert same(them, said)
    # Nothing that the ones say is said more often than where they stand alone.
    alone = [factored(parts_of(each)) for each in (ones, others)]
    assert len(in_words(said)) <= sum(len(in_words(each)) for each in alone) + len("() and ()")
