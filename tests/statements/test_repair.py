"""What `repair` says of each edit holds of the text as edited, of random rules."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from datetime import date

import pytest

from policy_dsl.loading import examine_text
from policy_dsl.model import Specification
from policy_dsl.source import Source
from tests.loopholes.random_questions import protecting
from tests.semantics.judging import LIMITS
from tests.semantics.printing import to_text
from tests.statements.putting_back import Effort, Kinds, put_back
from verifier.checking.meaningful import meaningful
from verifier.repair.repairing import Repairing, reread
from verifier.repair.repairs import find_repairs
from verifier.repair.statements import statements
from verifier.results.statement import Said, Statement
from verifier.words.statements import title

# Rules of which everything is told soon.
SEEDS = (
    44,
    45,
    88,
    140,
    157,
    956_537_648,
)  # of the last an edit takes out a clause that has readings
TODAY = date(2024, 1, 1)
# Sentences that are no claims of the language, and what holds them.
NO_CLAIMS = {
    "which ways round an edit closes, leaves and opens": "tests/repair/test_random_repairs.py",
    "that a verdict is another than before, and which changes": "tests/repair/test_repair.py",
    "that decisions need more votes than before, or fewer": "tests/diffing",
    "that some decisions cannot pass, not all of a class": "tests/diffing",
    "that no smaller edit does it, and none else": "tests/repair/test_repair.py",
}


def said(
    specification: Specification, name: str, text: str, file: str
) -> Iterable[tuple[str, Specification, tuple[Statement, ...]]]:
    """For each edit the text as edited, its specification, and the statements about it."""
    prop = next(prop for prop in specification.properties if prop.name == name)
    it = Repairing(file, Source(file, text), specification, LIMITS, TODAY)
    found = find_repairs(it, prop)
    assert found is not None
    for repair in found.repairs:
        after = reread(specification, file, repair.new_text).or_errors()
        yield (
            repair.new_text,
            after,
            meaningful(after, statements(after, name, repair), LIMITS),
        )


def judged(seeds: Iterable[int]) -> tuple[list[str], Kinds, int]:
    """What is refuted of edits of random rules; how many are confirmed, by kind; and how many by brute force."""
    wrong: list[str] = []
    seen: Kinds = Counter()
    confirmed = 0
    for seed in seeds:
        text = to_text(protecting(seed)[0])
        loaded = examine_text(text, "random.policy")
        if loaded.specification is None:
            continue  # some random models say what the language refuses
        name = loaded.specification.properties[0].name
        for edited, after, them in said(loaded.specification, name, text, "random.policy"):
            refuted, kinds, number = put_back(after, "repair", them, edited, effort=Effort())
            wrong += [f"{seed}: {each}" for each in refuted]
            seen += kinds
            confirmed += number
    return wrong, seen, confirmed


def test_what_is_printed_of_edits_of_random_rules_holds() -> None:
    wrong, seen, confirmed = judged(SEEDS)
    assert wrong == []
    assert confirmed > 5, seen
    for kind in (Said.HOLDS_AFTER, Said.FAILS_AFTER, Said.VETO_AFTER, Said.STUCK_AFTER):
        assert seen[title(kind), "confirmed"] > 0, seen


@pytest.mark.campaign
def test_what_is_printed_of_edits_of_many_random_rules_holds() -> None:
    wrong, _, _ = judged(range(1000, 1300))
    assert wrong == []
