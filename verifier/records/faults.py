"""What is wrong with a record: where, what was expected, what to write."""

from __future__ import annotations

from policy_dsl.records import dataclass


@dataclass(frozen=True)
class Fault:
    """Something wrong with a record. `line` is the line (of a CSV: the row) in the file, 0 where unknown."""

    file: str
    line: int
    where: str
    message: str

    def __str__(self) -> str:
        line = f":{self.line}" if self.line else ""
        return f"{self.file}{line}: {f'{self.where}: ' if self.where else ''}{self.message}"
