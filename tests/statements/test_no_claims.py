"""What is printed and is no claim of the language is on a list, with the test that holds it; that test is there."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.statements import (
    test_entrenchment,
    test_lint,
    test_loopholes,
    test_matrix,
    test_repair,
    test_report,
)

ROOT = Path(__file__).parents[2]
LISTS = {
    "entrenchment": test_entrenchment.NO_CLAIMS,
    "lint": test_lint.NO_CLAIMS,
    "loopholes": test_loopholes.NO_CLAIMS,
    "matrix": test_matrix.NO_CLAIMS,
    "repair": test_repair.NO_CLAIMS,
    "resilience": {
        "that it is so of no fewer, where these are too many to suppose": "tests/resilience",
        "that something passes whoever departs": "tests/resilience",
    },
    "report": test_report.NO_CLAIMS,
    "diff and mutate": {
        "what differs between two texts": "tests/diffing",
        "which mutants the properties tell apart": "tests/mutation",
    },
}
HELD = [
    (command, said, by)
    for command, them in LISTS.items()
    for said, by in them.items()
    if by.startswith("tests/")
]


@pytest.mark.parametrize(("command", "said", "by"), HELD)
def test_what_holds_it_is_there(command: str, said: str, by: str) -> None:
    at = ROOT / by
    tests = [at] if at.suffix else sorted(at.glob("test_*.py"))
    assert tests, (command, said)
    assert all("\ndef test_" in each.read_text(encoding="utf-8") for each in tests[:1])
