"""What reviewers rarely read: changes of wording in the language, what commands call the findings, technical data."""

from __future__ import annotations

from collections.abc import Iterator

from verifier.rendering.document.blocks import (
    Block,
    Items,
    Paragraph,
    Runs,
    Strong,
    Terms,
    Verbatim,
)
from verifier.results.review import Review
from verifier.words import report as say
from verifier.words import review as words


def wordings(review: Review) -> Iterator[Block]:
    """Each proposed change as lines of the specification, once."""
    found: dict[tuple[str, ...], list[int]] = {}
    for each in review.findings:
        if each.suggestion is not None:
            found.setdefault(each.suggestion.wording, []).append(each.number)
    for wording, numbers in found.items():
        changed = [line for line in wording[2:] if line.startswith(("+", "-", "@@"))]
        yield Verbatim("\n".join(changed), say.for_findings(numbers))


def blocks(review: Review) -> Iterator[Block]:
    """How it was made, of what, and how to have it checked again."""
    cover = review.cover
    yield Paragraph((f"{words.ABOUT} {words.NOT_ADVICE}",))
    scope = say.scope(
        len(review.answers),
        len(review.entries),
        len(review.rooms),
        sum(p.number for p in review.people),
    )
    items = (
        (say.FILE, cover.file),
        (say.FINGERPRINT, cover.fingerprint),
        (say.TOOL, f"vetoproof {cover.tool}"),
        (say.SCOPE, scope),
    )
    facts: tuple[tuple[Runs, tuple[Runs, ...]], ...] = tuple(
        ((name,), ((text,),)) for name, text in items
    )
    yield Terms(say.TECHNICAL, facts)
    yield Paragraph((say.checked_again(cover.file),))
    named = [each for each in review.findings if each.names]
    if named:
        yield Paragraph((Strong(f"{say.NAMES_IN_COMMANDS}:"),))
        rows: tuple[Runs, ...] = tuple(
            (f"{say.finding(each.number)}: {', '.join(each.names)}",) for each in named
        )
        yield Items(rows)
