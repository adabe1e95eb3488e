"""What a command says under a limit it says without one too, or it marks it as open, and its exit code is 3.

And what it says grows with the limit. Each command at several limits on steps, on both of the first specifications;
`facts` reads out of its JSON what it says is so. Loopholes of the first, repairs and mutants are asked for one property
or clause here, and repairs and comparisons at fewer limits, to be cheap; all else is asked for everything. The campaign
asks for every specification, property and format. `chart` and `conform` ask the solver nothing, `decide` only of open
votes (`tests/records/test_open_votes.py`).
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
EVERY = {path.stem: path for path in SPECS.rglob("*.policy")}
FIRST, SECOND = "nottinghamshire", "blmk_luton"
LIMITS = (1, 300, 3_000, 10_000, 30_000, 60_000, 120_000, 250_000, 600_000, 2_000_000)

# Fewer of these where a command takes seconds at each.
FEW = (1, 3_000, 30_000, 200_000)

QUICK: tuple[tuple[tuple[str, ...], tuple[int, ...]], ...] = (
    *(
        ((command, spec), LIMITS)
        for command in ("check", "matrix", "lint", "entrenchment")
        for spec in (FIRST, SECOND)
    ),
    (("loopholes", FIRST, "policy_veto"), LIMITS),
    (("loopholes", SECOND), LIMITS),
    (("repair", SECOND, "voice_without_veto"), FEW),
    (("readings", FIRST), FEW),
    (("resilience", "debian"), (1, 300, 3_000)),
    (("suggest", "debian"), (1, 300, 3_000)),
    (("diff", FIRST, "nottinghamshire_entrenched", "--no-loopholes"), (1, 30_000)),
    (("mutate", FIRST, "--only", "contracts"), FEW),
)
FORMATS: dict[str, tuple[str, ...]] = {
    "check": ("text", "junit", "sarif", "github"),
    "loopholes": ("text", "sarif", "github"),
    "matrix": ("text", "markdown", "csv"),
    "lint": ("text", "sarif", "github"),
    "entrenchment": ("text", "markdown"),
    "readings": ("text", "markdown"),
    "resilience": ("text", "markdown"),
    "suggest": ("text", "markdown"),
    "diff": ("text",),
    "mutate": ("text",),
}


def called(words: Sequence[str], *options: str) -> list[str]:
    """A call, with the files of specifications in the place of their names."""
    return [words[0], *(str(EVERY.get(word, word)) for word in words[1:]), *options]


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


@pytest.mark.parametrize(("words", "limits"), QUICK, ids=lambda it: " ".join(map(str, it)))
def test_what_is_said_under_a_limit_is_so(
    words: tuple[str, ...], limits: tuple[int, ...], capsys: pytest.CaptureFixture[str]
) -> None:
    left_open, wrong = sweep(capsys, words, limits)
    assert not wrong
    assert left_open > 0, "no limit was reached: ask for smaller ones"


def in_other_formats(
    capsys: pytest.CaptureFixture[str], words: Sequence[str], limits: Sequence[int]
) -> list[str]:
    """In which formats something is said under a limit that is not said without one, though the exit code is not 3."""
    wrong = []
    for form in FORMATS.get(words[0], ()):
        _, whole = ran(capsys, words, "--format", form)
        for steps in limits:
            code, said = ran(capsys, words, "--format", form, "--steps", str(steps))
            if code != exits.OPEN and said != whole:
                wrong.append(f"{form}, {steps}: exit code {code}, and another output")
            if code == exits.OPEN and not any(mark in said for mark in MARKS):
                wrong.append(f"{form}, {steps}: nothing says what is open")
    return wrong


MARKS = ("ot settled", "ot decided", "ndetermined", "UNDETERMINED", "ot all", "at least")


@pytest.mark.parametrize("command", ["check", "matrix", "lint", "entrenchment"])
def test_every_format_says_what_is_open(command: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert not in_other_formats(capsys, (command, SECOND), (1, 10_000))


def test_a_report_made_under_a_limit_says_so(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "review.html"
    words = ("report", SECOND, "--quick", "--date", "2026-01-01", "-o", str(path))
    for steps in (1, 20_000):
        code, _ = ran(capsys, words, "--steps", str(steps))
        assert code == exits.OPEN
        assert any(mark in path.read_text(encoding="utf-8") for mark in MARKS)


# --- the campaign --------------------------------------------------------------------------------

COMMANDS = (
    "check",
    "matrix",
    "lint",
    "entrenchment",
    "readings",
    "resilience",
    "suggest",
    "loopholes",
    "mutate",
)


@pytest.mark.campaign
@pytest.mark.parametrize("command", COMMANDS)
@pytest.mark.parametrize("spec", sorted(EVERY))
def test_every_specification(command: str, spec: str, capsys: pytest.CaptureFixture[str]) -> None:
    more = ("--examples", "20") if command == "mutate" else ()
    _, wrong = sweep(capsys, (command, spec, *more), LIMITS)
    wrong += in_other_formats(capsys, (command, spec, *more), FEW)
    assert not wrong


@pytest.mark.campaign
@pytest.mark.parametrize("spec", [FIRST, SECOND])
def test_every_repair(spec: str, capsys: pytest.CaptureFixture[str]) -> None:
    from policy_dsl.loading import load
    from verifier.loopholes.openings import protection

    wrong = []
    for prop in load(EVERY[spec]).properties:
        if protection(prop) is not None:
            wrong += sweep(capsys, ("repair", spec, prop.name), FEW)[1]
    assert not wrong
