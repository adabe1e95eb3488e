"""What is wrong with a specification, where, and what to write instead.

A diagnostic is plain data. It is rendered here as text, with the line and carets under the words
it speaks of; other renderings (an editor's, a page's) use the same data.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from enum import Enum

from policy_dsl.records import dataclass
from policy_dsl.source import Source, Span
from policy_dsl.visible import signs, visible

__all__ = [
    "TOLD_AT_MOST",
    "Diagnostic",
    "Diagnostics",
    "PolicyErrors",
    "Related",
    "Severity",
    "render",
    "render_all",
    "rendered_lines",
]

# A file with thousands of errors has one cause: so many of a file are told, and the number of the others.
TOLD_AT_MOST = 100
# A sentence with a name of a million letters in it tells nobody more.
_LONGEST = 2_000

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

    def __post_init__(self) -> None:
        if len(self.message) > _LONGEST:
            object.__setattr__(self, "message", _cut(self.message))
        if self.help is not None and len(self.help) > _LONGEST:
            object.__setattr__(self, "help", _cut(self.help))


def _cut(text: str) -> str:
    return f"{text[: _LONGEST - 200]}…{text[-199:]}"


class Diagnostics:
    """What is wrong with some files: of each the errors first by place, at most `TOLD_AT_MOST`, and how many there are.

    What is not kept costs nothing: a file of nothing but mistakes takes no more memory than another.
    """

    def __init__(self) -> None:
        self._kept: dict[str, list[Diagnostic]] = {}
        self._errors: dict[str, int] = {}
        self._warnings: dict[str, int] = {}

    def __len__(self) -> int:
        return sum(self._errors.values()) + sum(self._warnings.values())

    @property
    def failed(self) -> bool:
        """Whether there is an error among them."""
        return bool(self._errors)

    def add(self, one: Diagnostic) -> None:
        """Take one in."""
        file = one.span.file
        counted = self._errors if one.severity is Severity.ERROR else self._warnings
        counted[file] = counted.get(file, 0) + 1
        self._keep(file, (one,))

    def __iadd__(self, others: Diagnostics) -> Diagnostics:
        for counted, more in ((self._errors, others._errors), (self._warnings, others._warnings)):
            for file, number in more.items():
                counted[file] = counted.get(file, 0) + number
        for file, them in others._kept.items():
            self._keep(file, them)
        return self

    def _keep(self, file: str, them: Iterable[Diagnostic]) -> None:
        kept = self._kept.setdefault(file, [])
        kept += them
        if len(kept) >= 2 * TOLD_AT_MOST:
            self._choose(kept)

    def _choose(self, kept: list[Diagnostic]) -> None:
        kept.sort(key=lambda one: (one.severity is not Severity.ERROR, one.span.start, one.code))
        del kept[TOLD_AT_MOST:]

    def told(self) -> tuple[Diagnostic, ...]:
        """Those of each file in the order of their places, and how many more there are of it."""
        told: list[Diagnostic] = []
        for file, kept in self._kept.items():
            self._choose(kept)
            kept.sort(key=lambda one: (one.span.start, one.code))
            told += kept
            errors, warnings = self._errors.get(file, 0), self._warnings.get(file, 0)
            if errors + warnings > len(kept):
                told.append(_more(kept, errors, warnings))
        return tuple(told)


def _more(kept: Sequence[Diagnostic], errors: int, warnings: int) -> Diagnostic:
    told = sum(one.severity is Severity.ERROR for one in kept)
    left = [(errors - told, "error"), (warnings - (len(kept) - told), "warning")]
    more = " and ".join(f"{n:,} more {what}{'s' * (n != 1)}" for n, what in left if n)
    return Diagnostic(
        "VP088",
        Severity.ERROR if errors > told else Severity.WARNING,
        f"there are {more} in this file, {errors + warnings:,} in all",
        kept[-1].span,
        "mend the first ones, and look again",
    )


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


def _shown(text: str) -> list[str]:
    """The characters of a line as they can be printed: tabs as blanks, hidden signs as escapes."""
    blank = " " * _TAB_WIDTH
    return [
        blank if given == "\t" else shown for given, shown in zip(text, signs(text), strict=True)
    ]


def _columns(shown: Iterable[str]) -> int:
    return sum(_width(character) for sign in shown for character in sign)


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
    # The signs of the whole: a command to a build server may begin in one part and end in the next.
    shown = _shown(before + words + after)
    to_words = len(before) + len(words)
    carets = " " * _columns(shown[: len(before)])
    carets += "^" * max(1, _columns(shown[len(before) : to_words]))
    return ["".join(shown).rstrip(), carets]


def render(diagnostic: Diagnostic, sources: Mapping[str, Source]) -> str:
    """A diagnostic as text, for a terminal or a log."""
    return "\n".join(_lines(diagnostic, sources))


def _lines(diagnostic: Diagnostic, sources: Mapping[str, Source]) -> Iterator[str]:
    span = diagnostic.span
    yield visible(f"{span}: {diagnostic.severity.value} {diagnostic.code}: {diagnostic.message}")
    if span.file in sources:
        yield from (f"    {line}" for line in excerpt(sources[span.file], span))
    if diagnostic.help is not None:
        head, *rest = diagnostic.help.split("\n")
        yield visible(f"  help: {head}")
        yield from (visible(f"        {line}") for line in rest)
    for related in diagnostic.related:
        yield visible(f"  also here: {related.span}: {related.label}")
        if related.span.file in sources:
            place = excerpt(sources[related.span.file], related.span)
            yield from (f"    {line}" for line in place)


def render_all(diagnostics: Iterable[Diagnostic], sources: Mapping[str, Source]) -> str:
    """All diagnostics as text in the order of their places."""
    return "\n".join(rendered_lines(diagnostics, sources))


def rendered_lines(
    diagnostics: Iterable[Diagnostic], sources: Mapping[str, Source]
) -> Iterator[str]:
    """The lines of that text."""
    ordered = sorted(diagnostics, key=lambda one: (one.span.file, one.span.start, one.code))
    for number, diagnostic in enumerate(ordered):
        if number:
            yield ""
        yield from _lines(diagnostic, sources)
