"""On random specifications, written down and read again: what an edit is said to close is closed, by brute force."""

from __future__ import annotations

from collections import Counter

import pytest

from policy_dsl.loading import examine_text
from tests.loopholes.brute_openings import TooLarge, minimal_sets
from tests.loopholes.random_questions import protecting
from tests.semantics.printing import to_text
from verifier.repair.repairing import Repairing
from verifier.repair.repairs import find_repairs
from verifier.solving.limits import Limits

COUNTED: Counter[str] = Counter()


def closes_what_is_said(seed: int) -> None:
    text = to_text(protecting(seed)[0])
    loaded = examine_text(text, "random.policy")
    if loaded.specification is None:
        return  # some random models say what the language refuses
    specification = loaded.specification
    prop = specification.properties[0]
    try:
        before = minimal_sets(specification, prop, 100)
    except TooLarge:
        return
    it = Repairing("random.policy", loaded.sources["random.policy"], specification, Limits(60))
    found = find_repairs(it, prop)
    assert found is not None
    COUNTED["specifications"] += 1
    for repair in found.repairs:
        edited = examine_text(repair.new_text, "random.policy").or_errors()
        try:
            after = minimal_sets(edited, edited.properties[0], 300)
        except TooLarge:
            continue
        assert before is not None
        assert after is not None
        assert repair.closes, (seed, repair.text)
        for way in repair.closes:
            key = frozenset((o.kind, o.name) for o in way.openings)
            assert key in before, (seed, repair.text)
            assert not any(other <= key for other in after), (seed, repair.text)
        COUNTED[repair.kind] += 1


@pytest.mark.parametrize("first", range(0, 120, 30))
def test_what_is_said_to_be_closed_is_closed(first: int) -> None:
    for seed in range(first, first + 30):
        closes_what_is_said(seed)


def test_there_were_enough_of_them() -> None:
    """Counted in this process, which may have run only some of the above; as many more are run as are missing."""
    for seed in range(120):
        if COUNTED["specifications"] > 10 and sum(COUNTED.values()) > 25:
            return
        closes_what_is_said(seed)
    pytest.fail(f"too little was compared: {COUNTED}")


@pytest.mark.campaign
@pytest.mark.parametrize("first", range(1_000, 5_000, 200))
def test_a_long_campaign(first: int) -> None:
    for seed in range(first, first + 200):
        closes_what_is_said(seed)
