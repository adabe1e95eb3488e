"""What a command says under a limit it says without one too, or it marks it as open, and its exit code is 3.

And what it says grows with the limit. Each command at several limits on steps, on both of the first specifications;
`facts` reads out of its JSON what it says is so. Repair is asked for one property and mutants of one clause here, all
else for everything; the campaign asks for more limits, every specification and every property.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path

import pytest

from tests.limits.facts import facts
from verifier import exits
from verifier.cli import main

SPECS = Path(__file__).parents[2] / "specs"
FIRST, SECOND = "nottinghamshire", "blmk_luton"
LIMITS = (1, 300, 3_000, 10_000, 30_000, 60_000, 120_000, 250_000, 600_000, 2_000_000)

QUICK: tuple[tuple[str, ...], ...] = (
    *((command, spec) for command in ("check", "matrix", "lint") for spec in (FIRST, SECOND)),
    *(("entrenchment", spec) for spec in (FIRST, SECOND)),
    ("loopholes", FIRST, "policy_veto"),
    ("loopholes", SECOND),
    ("repair", FIRST, "every_member_has_the_veto"),
    ("diff", FIRST, "nottinghamshire_entrenched"),
    ("mutate", FIRST, "--only", "contracts"),
)


def called(words: Sequence[str], *options: str) -> list[str]:
    """A call, with the files of specifications in the place of their names."""
    known = {path.stem: str(path) for path in SPECS.glob("*.policy")}
    return [words[0], *(known.get(word, word) for word in words[1:]), *options]


def ran(capsys: pytest.CaptureFixture[str], words: Sequence[str], *options: str) -> tuple[int, str]:
    code = main(called(words, *options, "--question-timeout", "1000"))
    return code, capsys.readouterr().out


def sweep(
    capsys: pytest.CaptureFixture[str], words: Sequence[str], limits: Sequence[int]
) -> tuple[int, list[str]]:
    """How many of these limits left something open, and what is wrong."""
    wrong: list[str] = []
    code, whole = ran(capsys, words, "--format", "json")
    if code == exits.OPEN:
        wrong.append("open without a limit")
    everything = facts(words[0], whole)
    before: frozenset[tuple[str, ...]] = frozenset()
    left_open = 0
    for steps in limits:
        code_here, said = ran(capsys, words, "--format", "json", "--steps", str(steps))
        here = facts(words[0], said)
        left_open += code_here == exits.OPEN
        if code_here not in (code, exits.OPEN):
            wrong.append(f"{steps}: exit code {code_here}")
        if code_here != exits.OPEN and json.loads(said) != json.loads(whole):
            wrong.append(f"{steps}: another output, without the exit code for what is open")
        wrong += [
            f"{steps}: said under the limit only: {fact}" for fact in sorted(here - everything)
        ]
        wrong += [f"{steps}: not said any more: {fact}" for fact in sorted(before - here)]
        before = here
    return left_open, [each[:600] for each in wrong]


@pytest.mark.parametrize("words", QUICK, ids=" ".join)
def test_what_is_said_under_a_limit_is_so(
    words: tuple[str, ...], capsys: pytest.CaptureFixture[str]
) -> None:
    left_open, wrong = sweep(capsys, words, LIMITS)
    assert not wrong
    assert left_open > 0, "no limit was reached: ask for smaller ones"
