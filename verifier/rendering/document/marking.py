"""What each of the reviewer's marks is about, called so that a later review of the same rules calls it the same."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterator
from typing import Any, TypeVar

from policy_dsl.records import fields, is_dataclass, replace
from verifier.rendering.document.blocks import Assess
from verifier.results.review import Review
from verifier.words import report as say

T = TypeVar("T")


def marked(it: T, review: Review) -> T:
    """A document, or a part of it, with keys in its columns for the reviewer.

    A `key` is that of the same finding, clause or point in another review, wherever it stands there and whatever its
    number. `said` is another one if what is marked says something else.
    """
    subjects: dict[str, list[tuple[str, str]]] = {}
    for about, key, said in _subjects(review):
        subjects.setdefault(about, []).append((key, said))

    def changed(it: Any) -> Any:
        if isinstance(it, Assess):
            key, said = subjects[it.about].pop(0)
            return replace(it, key=key, said=said)
        if isinstance(it, tuple):
            return tuple(map(changed, it))
        if not is_dataclass(it):
            return it
        assert not isinstance(it, type)
        return replace(it, **{each.name: changed(getattr(it, each.name)) for each in fields(it)})

    return changed(it)  # type: ignore[no-any-return]


def _subjects(review: Review) -> Iterator[tuple[str, str, str]]:
    """By what it is called in this review: the key of each subject, and what is said of it."""
    seen: Counter[str] = Counter()

    def keyed(kind: str, known_by: tuple[str, ...], said: tuple[str, ...]) -> tuple[str, str]:
        key = f"{kind}-{_digest(known_by)}"
        seen[key] += 1
        return (key if seen[key] == 1 else f"{key}-{seen[key]}"), _digest(said)

    for finding in review.findings:
        opened = sorted(f"{each.kind} {each.name}" for each in finding.openings)
        said = (*(each.text for each in finding.openings), *finding.scenario.text)
        own = (*opened, finding.power or "", *(() if opened else finding.defeats))
        yield say.finding(finding.number), *keyed("finding", own, said)
    for entry in review.entries:
        quoted = tuple(each.quotation for each in entry.citations)
        said = (*entry.reading, *quoted, entry.assumed or "", entry.note or "")
        yield say.entry(entry.number), *keyed("clause", (entry.kind, entry.name), said)
    for point in review.points:
        own = (point.kind, point.subject, *(() if point.subject else (point.text,)))
        yield say.point(point.number), *keyed("point", own, (point.text, *point.changes))
    for each in () if review.lint is None else review.lint.findings:
        own = (each.code, each.subject)
        yield each.code, *keyed("lint", own, (each.why, *each.story))


def _digest(parts: tuple[str, ...]) -> str:
    return hashlib.sha256("\0".join(parts).encode()).hexdigest()[:16]
