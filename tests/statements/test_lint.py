"""What `lint` says holds as printed, of shipped specifications and of random ones."""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from policy_dsl import load
from policy_dsl.model import Specification
from tests.matrix.conflicts import conflict_rules
from tests.semantics.generator import TINY, Maker
from tests.semantics.judging import LIMITS
from tests.statements.putting_back import judged, put_back
from verifier.linting.every_check import LintOptions, lint
from verifier.results.statement import Said, Statement
from verifier.words.statements import title

SPECS = Path(__file__).parents[2] / "specs"
# The checks whose findings are claims of the language; the others are in the list below.
CODES = ("VL01", "VL02", "VL03", "VL04", "VL05", "VL16", "VL18")
# Sentences that are no claims of the language, and what holds them.
NO_CLAIMS = {
    "that a vote against helps (VL06)": "tests/semantics/test_what_if.py",
    "that an exception swallows what it is made to (VL07)": "tests/lint/test_against_brute_force.py",
    "that no property depends on a clause (VL08)": "tests/lint/test_screen.py",
    "that a judge can profit from its ruling (VL09)": "tests/semantics/test_what_if.py",
    "that acts pass only together (VL10)": "tests/lint/test_bundles.py",
    "that a waiver is of no use (VL11)": "tests/lint/test_waivers.py",
    "that a part makes no difference (VL12)": "tests/lint/test_parts.py",
    "that a requirement's own quorum is lower (VL13)": "tests/lint/test_quorums.py",
    "that an abstention helps (VL14)": "tests/lint/test_votes_in_favour.py",
    "that one vote passes it, or none (VL15)": "tests/lint/test_votes_in_favour.py",
    "that two clauses demand different things (VL17)": "tests/lint/test_demands.py",
    "that no decision meets a condition (VL18)": "tests/lint/test_several_decisions.py",
    "that who comes in favour can lose it (VL19)": "tests/semantics/test_what_if.py",
    "at which times something is so": "tests/lint/test_times.py",
}
ASKED = LintOptions(date(2024, 1, 1), CODES, LIMITS)
SHIPPED = [SPECS / "gallery" / "eec_1958.policy", SPECS / "gallery" / "us_article_v.policy"]


@pytest.mark.parametrize("file", SHIPPED, ids=lambda file: file.stem)
def test_what_is_printed_of_shipped_rules_holds(file: Path) -> None:
    specification = load(str(file))
    printed = lint(specification, ASKED).statements
    text = file.read_text(encoding="utf-8")
    assert put_back(specification, "lint", printed, text, str(file.parent))[0] == []


def test_a_vote_that_never_matters_is_printed() -> None:
    specification = load(str(SPECS / "gallery" / "eec_1958.policy"))
    kinds = {said.said for said in lint(specification, ASKED).statements}
    assert Said.VOTE_NEVER_MATTERS in kinds


@pytest.mark.campaign
@pytest.mark.parametrize("file", sorted(SPECS.rglob("*.policy")), ids=lambda file: file.stem)
def test_what_is_printed_of_any_shipped_rules_holds(file: Path) -> None:
    specification = load(str(file))
    printed = lint(specification, ASKED).statements
    text = file.read_text(encoding="utf-8")
    assert put_back(specification, "lint", printed, text, str(file.parent))[0] == []


def drawn(seed: int) -> Specification:
    rng = random.Random(f"found {seed}")
    kinds = (conflict_rules, lambda it: Maker(it, TINY).specification())
    return replace(kinds[seed % 2](rng), properties=())


def said(specification: Specification) -> Sequence[Statement]:
    return lint(specification, ASKED).statements


def test_what_is_printed_of_random_rules_holds() -> None:
    wrong, seen, confirmed = judged("lint", drawn, said, range(20))
    assert wrong == []
    assert confirmed > 5, seen
    kinds = (Said.NO_POWER, Said.CANNOT_PASS, Said.CAN_PASS, Said.NEVER_APPLIES)
    for kind in (*kinds, Said.CHANGED_WITHOUT):
        assert seen[title(kind), "confirmed"], seen


@pytest.mark.campaign
def test_what_is_printed_of_many_random_rules_holds() -> None:
    wrong, _, _ = judged("lint", drawn, said, range(1000, 1600))
    assert wrong == []
