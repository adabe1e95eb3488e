"""`resilience` as text and as a document: the same facts."""

from __future__ import annotations

from collections.abc import Iterator

from policy_dsl.visible import visible
from verifier.output.text import Printable, blocks
from verifier.rendering.document.blocks import Chapter, Items, RenderedDocument
from verifier.rendering.document.of_parts import of_rows, plain_document
from verifier.rendering.wrapping import Line, Spell, british, printed, wrapped
from verifier.results.resilience import Resilience
from verifier.words import resilience as say

__all__ = ["document", "render_text"]


def render_text(found: Resilience, spell: Spell = british) -> Printable:
    """Classes of which the same is so together, with what is so of them; and what is said of all of it."""
    above = [*wrapped(say.heading(found), 0), *wrapped(say.counts(found), 0)]
    parts = [printed(above, spell)]
    for classes, sentences in _alike(found):
        lines: list[Line] = [line for each in classes for line in wrapped(each, 0)]
        lines += [line for sentence in sentences for line in wrapped(sentence, 2)]
        parts.append(printed(lines, spell))
    below = [line for sentence in say.below(found) for line in wrapped(sentence, 0)]
    return blocks([*parts, printed(below, spell)])


def _alike(found: Resilience) -> Iterator[tuple[list[str], tuple[str, ...]]]:
    """The classes of which the same is said, as far as nothing else stands between them; and that."""
    together: dict[tuple[str, ...], list[str]] = {}
    for each in found.classes:
        together.setdefault(tuple(say.sentences(each)), []).append(say.which(each))
    for sentences, classes in together.items():
        yield classes, sentences


def document(found: Resilience, spell: Spell = british) -> RenderedDocument:
    """A row for each class and sentence, and what is said of all of it."""
    rows = [
        (say.which(each), sentence) for each in found.classes for sentence in say.sentences(each)
    ]
    sentences = (say.counts(found), *say.below(found))
    below = Items(tuple((visible(spell(sentence)),) for sentence in sentences))
    table = (of_rows(say.COLUMNS, rows, spell),) if rows else ()
    return plain_document(found.title, [Chapter("", "", (*table, below))], spell is not british)
