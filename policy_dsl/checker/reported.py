"""What the checker has found so far, and how it puts things into words."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from policy_dsl.diagnostics import Diagnostic, Diagnostics, Related, Severity
from policy_dsl.model import Place
from policy_dsl.source import Span

LISTED_AT_MOST = 8


class Report:
    """Collects diagnostics. The same one at the same place is kept once."""

    def __init__(self) -> None:
        self.found = Diagnostics()
        self._seen: set[Diagnostic] = set()

    def error(
        self, code: str, span: Span, message: str, help: str | None = None, *related: Related
    ) -> None:
        """Something that keeps the specification from being used."""
        self._add(Diagnostic(code, Severity.ERROR, message, span, help, related))

    def warning(
        self, code: str, span: Span, message: str, help: str | None = None, *related: Related
    ) -> None:
        """Something that has a meaning, but hardly the one that was wanted."""
        self._add(Diagnostic(code, Severity.WARNING, message, span, help, related))

    def _add(self, diagnostic: Diagnostic) -> None:
        if diagnostic not in self._seen:
            self._seen.add(diagnostic)
            self.found.add(diagnostic)


def place_of(span: Span) -> Place:
    """A span as the model keeps it: without offsets."""
    return Place(span.file, span.line, span.column, span.end_line, span.end_column)


def quoted(names: Iterable[str], last: str = "and") -> str:
    """Some names in a sentence: `A`, `B` and `C`; where they are many, the first few and how many more."""
    every = [f"`{name}`" for name in names]
    if len(every) > LISTED_AT_MOST:
        return f"{', '.join(every[:LISTED_AT_MOST])} {last} {len(every) - LISTED_AT_MOST} more"
    return enumerated(every, last)


def enumerated(words: Sequence[str], last: str = "and") -> str:
    """Some words in a sentence: a, b and c."""
    if len(words) < 2:
        return "".join(words)
    return f"{', '.join(words[:-1])} {last} {words[-1]}"


def chained(names: Sequence[str], link: str) -> str:
    """Names that lead from one to the next, with the words between them; long chains are cut."""
    shown = [f"`{name}`" for name in names]
    if len(shown) > LISTED_AT_MOST:
        shown[LISTED_AT_MOST // 2 : 1 - LISTED_AT_MOST // 2] = ["…"]
    return link.join(shown)


def listed(names: Iterable[str]) -> str:
    """Some names as the language lists them, ready to paste: A, B, C."""
    every = list(names)
    shown = ", ".join(every[:LISTED_AT_MOST])
    return shown if len(every) <= LISTED_AT_MOST else f"{shown}, …"


def many(number: int, one: str, several: str | None = None) -> str:
    """A number and its noun: 1 member, 12 members."""
    return f"{number:,} {one if number == 1 else several or one + 's'}"
