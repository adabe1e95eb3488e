"""What is said depends on what was asked, and not on which of its true answers a solver gives."""

from __future__ import annotations

from pathlib import Path

import pytest

from policy_dsl import load_text
from policy_dsl.state import intervals
from tests.checked import SEEDS, SPECS
from tests.docs.blocks import pages
from tests.docs.running import run_page
from tests.sameness.any_answer import any_answer
from tests.sameness.asking import ANALYSES, NO_LIMITS
from verifier.matrix.in_words import classes_in_words
from verifier.matrix.whole_matrix import matrix

QUICK = [("check", name) for name in SEEDS] + [("matrix", "blmk_luton")]


@pytest.mark.parametrize(("analysis", "name"), QUICK)
def test_any_true_answer_of_the_solver_will_do(analysis: str, name: str) -> None:
    ask, path = ANALYSES[analysis], str(SPECS / f"{name}.policy")
    said = ask(path)
    for seed in range(3):
        with any_answer(seed):
            assert ask(path) == said, seed


# Pages whose commands take a moment; the others are for campaigns.
PRINTED = {"decide.md", "readings.md", "resilience.md", *(f"VL{n:02}.md" for n in range(1, 20))}


@pytest.mark.parametrize(
    "page",
    [
        pytest.param(page, marks=() if page.name in PRINTED else pytest.mark.campaign)
        for page in pages()
    ],
    ids=lambda page: page.stem,
)
def test_what_the_documentation_shows_is_printed_whatever_the_solver_answers(
    page: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("VETOPROOF_JOBS", "1")  # other processes have a solver of their own
    for seed in range(4):
        with any_answer(seed):
            wrong = [shown for shown in run_page(page, tmp_path / str(seed)) if not shown.right]
        assert not [f"{shown.block.place}: {shown.what}\n{shown.actual}" for shown in wrong]


# By two clauses decisions need the same, so what can be true of them in several ways is one class; another is like it.
ALIKE = """
governance "Rules that demand the same"
party A
party B
body Board
  members A, B
  quorum none
decision
  form sells : yes or no
  form lends : yes or no
  form gives : yes or no
power board
  requires majority of members in Board
power solo
  when not sells
  requires consent of B by separate act
rule sale limits every power
  when sells
  requires consent of A by separate act
rule loan limits every power
  when lends
  requires consent of A by separate act
rule gift limits every power
  when gives
  requires consent of B by separate act
"""


def test_what_is_treated_alike_is_told_in_one_order() -> None:
    it = load_text(ALIKE, "alike.policy")

    def told() -> tuple[object, object]:
        return matrix(it, None, NO_LIMITS), classes_in_words(it, intervals(it)[-1].state, NO_LIMITS)

    said = told()
    for seed in range(2):
        with any_answer(seed):
            assert told() == said, seed
