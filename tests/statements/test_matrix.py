"""What `matrix` says holds as printed, of shipped specifications and of random ones."""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import pytest

from policy_dsl import load, load_text
from policy_dsl.model import Group, Specification, Who
from tests.matrix.conflicts import conflict_rules, naming_rules
from tests.semantics.generator import TINY, Maker
from tests.semantics.judging import LIMITS
from tests.statements.own_removal import own_removal
from tests.statements.putting_back import judged, put_back
from verifier.matrix.statements import statements
from verifier.matrix.whole_matrix import matrix
from verifier.results.statement import Said, Statement
from verifier.words.statements import title

SPECS = Path(__file__).parents[2] / "specs"
OWN = Path(__file__).parent / "specs"
SHIPPED = [
    SPECS / "gallery" / "us_article_v.policy",
    *sorted(OWN.glob("matrix_*.policy")),
]
# Sentences that are no claims of the language, and what holds them.
NO_CLAIMS = {
    "what each power needs": "tests/matrix/test_against_brute_force.py",
    "the least that suffices for some decision": "tests/matrix/test_against_brute_force.py",
    "the numbers by how many a decision names": "tests/matrix/test_against_brute_force.py",
    "rows of one power of very many classes": "tests/matrix",
}


@pytest.mark.parametrize("file", SHIPPED, ids=lambda file: file.stem)
def test_what_is_printed_of_shipped_rules_holds(file: Path) -> None:
    specification = load(str(file))
    printed = statements(specification, matrix(specification))
    text = file.read_text(encoding="utf-8")
    refuted, seen, _ = put_back(specification, "matrix", printed, text, str(file.parent))
    assert refuted == []
    assert seen


@pytest.mark.campaign
@pytest.mark.parametrize("file", sorted(SPECS.rglob("*.policy")), ids=lambda file: file.stem)
def test_what_is_printed_of_any_shipped_rules_holds(file: Path) -> None:
    specification = load(str(file))
    printed = statements(specification, matrix(specification))
    text = file.read_text(encoding="utf-8")
    assert put_back(specification, "matrix", printed, text, str(file.parent))[0] == []


def drawn(seed: int) -> Specification:
    """Random rules of one of three kinds, with a name for everybody."""
    rng = random.Random(f"said {seed}")
    kinds = (conflict_rules, naming_rules, lambda it: Maker(it, TINY).specification())
    return with_everybody(kinds[seed % 3](rng))


def with_everybody(made: Specification) -> Specification:
    """The rules without properties, with a name for everybody."""
    made = replace(made, properties=())
    parties = tuple(party.name for party in made.parties)
    everybody = Group("Everybody", "", Who("Everybody", parties=parties), made.parties[0].place)
    return replace(made, groups=(*made.groups, everybody))


def said(specification: Specification) -> Sequence[Statement]:
    return statements(specification, matrix(specification, limits=LIMITS))


def test_what_is_printed_of_random_rules_holds() -> None:
    wrong, seen, confirmed = judged("matrix", drawn, said, range(16))
    assert wrong == []
    assert confirmed > 100
    for kind in (Said.CAN_PASS, Said.STOPS_NONE, Said.FEWER_DO_NOT_BLOCK, Said.FEWER_DO_NOT_CARRY):
        assert seen[title(kind), "confirmed"] > 5, seen
    for kind in (Said.CANNOT_PASS, Said.STOPS_AT_FIRST, Said.STOPS_SOME, Said.STOPS_NOT_ALL):
        assert seen[title(kind), "confirmed"] > 2, seen


def test_what_is_printed_of_those_who_may_not_vote_on_themselves_holds() -> None:
    wrong, _, confirmed = judged("matrix", own, said, (2, 7, 8))
    assert wrong == []
    assert confirmed > 10


def own(seed: int) -> Specification:
    return with_everybody(own_removal(seed))


@pytest.mark.campaign
def test_what_is_printed_of_many_random_rules_holds() -> None:
    wrong, _, _ = judged("matrix", drawn, said, range(1000, 1600))
    assert wrong == []
    wrong, _, _ = judged("matrix", own, said, range(1000, 1200))
    assert wrong == []


def test_where_no_power_is_in_force_nothing_is_printed_of_what_cannot_pass() -> None:
    """Such a claim is about nothing; it would not come out as printed."""
    lapsed = load_text(
        """governance "Lapsed"
party A
body B members A quorum none
decision substance money : yes or no
power p requires majority of members in B
timeline on 2020-01-01 p lapses
""",
        "lapsed.policy",
    )
    assert said(lapsed) == ()
