"""A document in the spelling that its specification asks for."""

from __future__ import annotations

from typing import Any, TypeVar

from policy_dsl.records import fields, is_dataclass, replace
from verifier.rendering.document.blocks import Code, Quote, Verbatim
from verifier.review.results import Review
from verifier.words.spelling import Speller

T = TypeVar("T")
# Of a source or a specification, word by word.
_AS_WRITTEN = (Code, Quote, Verbatim)
# For programs, not for readers.
_FOR_PROGRAMS = frozenset({"mark", "to", "look", "style", "language", "level", "ordered", "widths"})


def respelt(it: T, spell: Speller) -> T:
    """The same with every sentence of the tool respelt; what others wrote stays as it is."""
    changed: Any = _respelt(it, spell)
    return changed  # type: ignore[no-any-return]


def _respelt(it: Any, spell: Speller) -> Any:
    if isinstance(it, str):
        return spell(it)
    if isinstance(it, tuple):
        return tuple(_respelt(each, spell) for each in it)
    if not is_dataclass(it) or isinstance(it, (*_AS_WRITTEN, type)):
        return it
    own = {
        each.name: _respelt(getattr(it, each.name), spell)
        for each in fields(it)
        if each.name not in _FOR_PROGRAMS
    }
    return replace(it, **own)


def speller(review: Review) -> Speller:
    """The spelling of a review; names, titles and reasons written in the specification stay as they are."""
    kept = [review.cover.title, review.cover.file]
    kept += [text for name, title, _ in review.cover.sources for text in (name, title)]
    kept += [text for person in review.people for text in (person.name, person.title)]
    kept += [text for group in review.groups for text in group]
    kept += [text for room in review.rooms for text in (room.name, room.title)]
    for entry in review.entries:
        kept += [entry.name, entry.title, entry.assumed or "", entry.note or ""]
    for answer in review.answers:
        kept += [answer.question, answer.result.name, answer.result.expected_because or ""]
    kept += [point.text for point in review.points]
    return Speller(review.cover.spelling, tuple(kept))
