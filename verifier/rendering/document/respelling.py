"""A document in the spelling that its specification asks for, and without what cannot be seen."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, TypeVar

from policy_dsl.records import fields, is_dataclass, replace
from policy_dsl.visible import seen
from verifier.rendering.document.blocks import Code, Quote, Verbatim
from verifier.results.review import Review
from verifier.words.spelling import Speller

T = TypeVar("T")
# Of a source or a specification, word by word.
_AS_WRITTEN = (Code, Quote, Verbatim)
# For programs, not for readers.
_FOR_PROGRAMS = frozenset(
    {"mark", "to", "look", "style", "language", "level", "ordered", "widths", "key", "said"}
)


def respelt(it: T, spell: Speller) -> T:
    """The same with every sentence of the tool respelt; what others wrote stays as it is."""
    return _changed(it, spell, _AS_WRITTEN, _FOR_PROGRAMS)


def harmless(it: T) -> T:
    """The same without hidden signs, in whatever text: neither pages nor Word files can hold all of them."""
    return _changed(it, lambda text: seen(text, keep="\n\t"))


def texts(it: object) -> Sequence[str]:
    """All that readers read of a document or a part of it."""
    found: list[str] = []

    def kept(text: str) -> str:
        found.append(text)
        return text

    _changed(it, kept, (), _FOR_PROGRAMS | {"svg"})
    return found


def _changed(
    it: T,
    change: Callable[[str], str],
    spared: tuple[type, ...] = (),
    fields_spared: frozenset[str] = frozenset(),
) -> T:
    """A document, or a part of it, with its texts changed."""

    def changed(it: Any) -> Any:
        if isinstance(it, str):
            return change(it)
        if isinstance(it, tuple):
            return tuple(map(changed, it))
        if isinstance(it, spared) or not is_dataclass(it):
            return it
        assert not isinstance(it, type)
        own = {
            each.name: changed(getattr(it, each.name))
            for each in fields(it)
            if each.name not in fields_spared
        }
        return replace(it, **own)

    return changed(it)  # type: ignore[no-any-return]


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
