"""What is wrong with a record: where, what was expected, what to write."""

from __future__ import annotations

from collections.abc import Iterable
from difflib import get_close_matches

from policy_dsl.records import dataclass

SHOWN = 8  # names in a list of what there is


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


def unknown(what: str, name: str, known: Iterable[str]) -> str:
    """There is no such thing; the one that was probably meant, or those that there are."""
    names = list(known)
    close = get_close_matches(name, names, n=1)
    if close:
        return f"there is no {what} {name!r}; did you mean {close[0]}?"
    if not names:
        return f"there is no {what} {name!r}: the specification has none"
    more = f" and {len(names) - SHOWN:,} more" if len(names) > SHOWN else ""
    return f"there is no {what} {name!r}; there are: {', '.join(names[:SHOWN])}{more}"
