"""What is wrong with a specification, where, and what to write instead.

A diagnostic is plain data. It is rendered here as text, with the line and carets under the words
it speaks of; other renderings (an editor's, a page's) use the same data.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Mapping
from enum import Enum

from policy_dsl.records import dataclass
from policy_dsl.source import Source, Span

__all__ = [
    "PRINTED_AT_MOST",
    "Diagnostic",
    "PolicyErrors",
    "Related",
    "Severity",
    "render",
    "render_all",
]

# A file with thousands of errors has one cause; all stay in the data, few are worth printing.
PRINTED_AT_MOST = 100

_TAB_WIDTH = 4
# A line is cut around its caret: a specification pasted on one line must not fill the screen.
_WIDEST_LINE = 160


class Severity(Enum):
    """Whether a diagnostic stops the work."""

    ERROR = "error"
    WARNING = "warning"


@dataclass(frozen=True)
class Related:
    """Another place that a diagnostic speaks of, and what stands there."""

    span: Span
    label: str


@dataclass(frozen=True)
class Diagnostic:
    """One thing that is wrong. `code` is an entry of `policy_dsl.catalogue`."""

    code: str
    severity: Severity
    message: str
    span: Span
    help: str | None = None
    related: tuple[Related, ...] = ()


class PolicyErrors(Exception):
    """A specification that can't be used, with everything that was found in it."""

    def __init__(self, diagnostics: Iterable[Diagnostic], sources: Mapping[str, Source]) -> None:
        """Keep the diagnostics with the texts that they point into."""
        self.diagnostics = tuple(diagnostics)
        self.sources = dict(sources)
        super().__init__(self.diagnostics, self.sources)

    def __str__(self) -> str:
        return render_all(self.diagnostics, self.sources)


def _width(character: str) -> int:
    """How many terminal columns a character takes."""
    if unicodedata.combining(character) or unicodedata.category(character) in {"Cf", "Me", "Mn"}:
        return 0
    return 2 if unicodedata.east_asian_width(character) in {"W", "F"} else 1


def _shown(text: str) -> str:
    """A line as it can be printed: tabs as blanks; control characters, which could rewrite the
    reader's terminal, as a visible sign.
    """
    signs = []
    for character in text:
        if character == "\t":
            signs.append(" " * _TAB_WIDTH)
        elif (
            unicodedata.category(character) in {"Cc", "Cs", "Zl", "Zp"}
            or "\u202a" <= character <= "\u202e"
            or ("\u2066" <= character <= "\u2069")
        ):
            signs.append("\N{REPLACEMENT CHARACTER}")
        else:
            signs.append(character)
    return "".join(signs)


def _columns(text: str) -> int:
    return sum(map(_width, _shown(text)))


def excerpt(source: Source, span: Span) -> list[str]:
    """The line of a place and the carets under it; nothing where the line is beyond the text, or there is none."""
    if not 1 <= span.line <= source.line_count or not source.text.strip():
        return []
    line = source.line_text(span.line)
    first = min(span.column - 1, len(line))
    last = min(span.end_column - 1, len(line)) if span.end_line == span.line else len(line)
    last = max(last, first)
    before, words, after = line[:first].lstrip(), line[first:last], line[last:]
    if len(line) > _WIDEST_LINE:
        before = before if len(before) <= 60 else "…" + before[-60:].lstrip()
        words = words if len(words) <= 80 else words[:79] + "…"
        after = after if len(after) <= 40 else after[:40] + "…"
    carets = " " * _columns(before) + "^" * max(1, _columns(words))
    return [_shown(before + words + after).rstrip(), carets]


def render(diagnostic: Diagnostic, sources: Mapping[str, Source]) -> str:
    """A diagnostic as text, for a terminal or a log."""
    span = diagnostic.span
    lines = [f"{span}: {diagnostic.severity.value} {diagnostic.code}: {diagnostic.message}"]
    if span.file in sources:
        lines += [f"    {line}" for line in excerpt(sources[span.file], span)]
    if diagnostic.help is not None:
        head, *rest = diagnostic.help.split("\n")
        lines += [f"  help: {head}", *(f"        {line}" for line in rest)]
    for related in diagnostic.related:
        lines.append(f"  also here: {related.span}: {related.label}")
        if related.span.file in sources:
            lines += [f"    {line}" for line in excerpt(sources[related.span.file], related.span)]
    return "\n".join(lines)


def render_all(diagnostics: Iterable[Diagnostic], sources: Mapping[str, Source]) -> str:
    """All diagnostics as text in the order of their places, the first `PRINTED_AT_MOST` of them."""
    ordered = sorted(diagnostics, key=lambda one: (one.span.file, one.span.start, one.code))
    texts = [render(diagnostic, sources) for diagnostic in ordered[:PRINTED_AT_MOST]]
    if len(ordered) > PRINTED_AT_MOST:
        texts.append(f"… and {len(ordered) - PRINTED_AT_MOST} more.")
    return "\n\n".join(texts)
