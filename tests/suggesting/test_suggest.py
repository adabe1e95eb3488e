"""What `suggest` writes is accepted by the language, comes out as it says, and is nothing that the file has."""

from __future__ import annotations

import functools
import random
from pathlib import Path

import pytest

from policy_dsl import load_text
from policy_dsl.model import Specification
from tests.cli.calling import call
from tests.semantics.judging import LIMITS
from tests.semantics.printing import to_text
from tests.statements.protected import protected_rules
from tests.statements.putting_back import Effort, put_back
from verifier import Verdict, check
from verifier.rendering.suggest_text import render_text
from verifier.rendering.wrapping import SCREEN
from verifier.results.statement import Statement
from verifier.results.suggest import Suggestions, Topic
from verifier.suggesting.suggested import LINES, suggest

COUNCIL = """governance "Club"
party Mayor
parties 6 Member
body Council members Mayor, Member quorum at least 3 of members
decision form kind : one of motion, bylaw, petty
power ordinary when kind is motion requires majority of votes cast in Council
power small when kind is petty requires consent of Mayor by separate act
power bylaws when kind is bylaw
  requires at least 2/3 of members in Council and consent of Mayor in Council
  may amend any clause, remove members of Council
provision books "Books are kept"
"""
SPECS = Path(__file__).parents[2] / "specs"


def said(specification: Specification) -> tuple[Statement, ...]:
    return suggest(specification, LIMITS).statements


@functools.cache
def of(text: str) -> Suggestions:
    return suggest(load_text(text, "club.policy"), LIMITS)


def test_what_is_written_comes_out_as_it_says() -> None:
    """As a user would: the output is put at the end of the file, comments and all."""
    found = of(COUNCIL)
    again = load_text(f"{COUNCIL}\n{render_text(found, every=True)}", "club.policy")
    verdicts = {each.name: each.verdict for each in found.suggestions}
    assert len(verdicts) == len(again.properties) > 10
    for result in check(again).properties:
        assert result.verdict is verdicts[result.name], result.name
        assert result.verdict is result.expected


def test_what_is_written_of_random_rules_holds() -> None:
    kinds = set()
    for seed in range(3):
        specification = protected_rules(random.Random(f"suggest {seed}"))
        them, text = said(specification), to_text(specification)
        wrong, seen, _ = put_back(specification, "suggest", them, text, effort=Effort(40, 4_000))
        assert wrong == [], seed
        kinds |= {title for title, _ in seen}
    assert len(kinds) > 6


@pytest.mark.campaign
def test_what_is_written_of_many_random_rules_holds() -> None:
    for seed in range(100, 300):
        specification = protected_rules(random.Random(f"suggest {seed}"))
        them = said(specification)
        wrong, _, _ = put_back(specification, "suggest", them, effort=Effort())
        assert wrong == [], seed


def test_nothing_that_the_file_has_is_written_again() -> None:
    found = of(COUNCIL)
    again = of(f"{COUNCIL}\n{render_text(found, every=True)}")
    assert again.suggestions == ()


def test_what_an_author_asks_first_is_on_one_screen() -> None:
    found = of(COUNCIL)
    shown = str(render_text(found)).split("\n")
    assert len(shown) <= LINES == SCREEN
    assert {each.topic for each in found.suggestions if each.name in found.first} >= {
        Topic.ALONE,
        Topic.PASSING,
        Topic.CHANGING,
        Topic.BLOCKING,
    }
    text = "\n".join(" ".join(each.source.split()) for each in found.suggestions)
    for claim in (
        "Mayor can pass every decision when kind is petty",
        "any 4 of Council together can pass every decision when kind is motion",
        "no 3 of Council together can pass every decision when kind is motion",
        "Mayor can block every decision when kind is bylaw even after amendments",
        "Mayor can block every decision when kind is bylaw",
        "some 5 of Council together can pass every decision when kind is bylaw",
        "amends books",
        "Mayor is a member of Council even after amendments unless it leaves",
        "removes any member of Council",
        "Council can be quorate",
    ):
        assert claim in text, claim


@pytest.mark.campaign
@pytest.mark.parametrize("file", sorted(SPECS.rglob("*.policy")), ids=lambda file: file.stem)
def test_every_shipped_specification_fits_a_screen(file: Path) -> None:
    text = file.read_text(encoding="utf-8")
    found = suggest(load_text(text, str(file), str(file.parent)), LIMITS)
    assert len(str(render_text(found)).split("\n")) <= LINES + len(found.undetermined) + 1


def test_what_a_limit_keeps_open_is_said(tmp_path: Path) -> None:
    path = tmp_path / "club.policy"
    path.write_text(COUNCIL, encoding="utf-8")
    done = call("suggest", str(path), "--steps", "1", "--root", str(tmp_path))
    assert done.code == 3
    assert "# Not settled: " in done.out
    assert Verdict.HOLDS.value not in done.out
