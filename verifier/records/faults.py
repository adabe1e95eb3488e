"""What is wrong with a record: where, what was expected, what to write."""

from __future__ import annotations

from collections.abc import Sequence

from policy_dsl.records import dataclass
from verifier.words.record_files import more_faults

# A sentence with a number of a million digits in it tells nobody more.
_LONGEST = 2_000
# Of a file with thousands of faults so many are told: they mostly have one cause.
_TOLD_AT_MOST = 100


@dataclass(frozen=True)
class Fault:
    """Something wrong with a record. `line` is the line (of a CSV: the row) in the file, 0 where unknown.

    `number` is how many of them this one stands for.
    """

    file: str
    line: int
    where: str
    message: str
    number: int = 1

    def __post_init__(self) -> None:
        for name in ("where", "message"):
            text = getattr(self, name)
            if len(text) > _LONGEST:
                object.__setattr__(self, name, f"{text[: _LONGEST - 200]}…{text[-199:]}")

    def __str__(self) -> str:
        line = f":{self.line}" if self.line else ""
        return f"{self.file}{line}: {f'{self.where}: ' if self.where else ''}{self.message}"


def told(faults: Sequence[Fault]) -> tuple[Fault, ...]:
    """Of each file the first faults, and how many more there are of it."""
    found: dict[str, list[Fault]] = {}
    for fault in faults:
        found.setdefault(fault.file, []).append(fault)
    first: list[Fault] = []
    for file, them in found.items():
        first += them[:_TOLD_AT_MOST]
        left = len(them) - _TOLD_AT_MOST
        if left > 0:
            first.append(Fault(file, 0, "", more_faults(left), left))
    return tuple(first)
