"""What is wrong with a file of waivers, in words."""

from __future__ import annotations

from collections.abc import Sequence

from policy_dsl import wording
from verifier.words.lint import no_code


def not_toml(file: str, error: str) -> str:
    """The file cannot be read."""
    return f"{file}: this is no TOML file: {error}"


def nested_waivers(file: str) -> str:
    """Nobody writes so."""
    return f"{file}: this is nested too deeply to be a file of waivers"


def too_many_waivers(file: str, megabytes: int) -> str:
    """More than anybody writes."""
    return f"{file}: a file of waivers has at most {megabytes} MB"


def only_waive(file: str, names: Sequence[str]) -> str:
    """Something else stands in it."""
    found = f"; found {names[0]}" if names else ""
    return f"{file}: a file of waivers holds only [[waive]] entries{found}"


def not_a_waiver(file: str, line: int) -> str:
    """An entry of another form."""
    return f"{file}:{line}: write each waiver as a [[waive]] entry with code, subject and because"


def unknown_key(file: str, line: int, key: str, known: Sequence[str]) -> str:
    """A key that waivers do not have."""
    return f"{file}:{line}: a waiver has no {key}; it has {wording.listed(list(known))}"


def missing_key(file: str, line: int, key: str) -> str:
    """A key that waivers need."""
    if key == "because":
        return f'{file}:{line}: a waiver needs its reason: because = "…"'
    return f'{file}:{line}: a waiver needs its {key}: {key} = "…"'


def unknown_code(file: str, line: int, code: str) -> str:
    """A code that does not exist."""
    return f"{file}:{line}: {no_code(code)}"


def not_a_day(file: str, line: int) -> str:
    """`until` is no date."""
    return f"{file}:{line}: until is a date without quotation marks, like 2027-01-01"
