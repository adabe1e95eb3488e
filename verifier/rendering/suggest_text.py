"""`suggest` as source that can be appended to the file, and as a document: the same facts."""

from __future__ import annotations

from verifier.output.text import Printable, blocks, lines
from verifier.rendering.document.blocks import RenderedDocument
from verifier.rendering.document.of_parts import of_rows, of_table
from verifier.rendering.wrapping import Spell, british
from verifier.results.suggest import Suggestions
from verifier.words import suggest as say

__all__ = ["document", "render_text"]


def render_text(found: Suggestions, every: bool = False, spell: Spell = british) -> Printable:
    """Topic by topic the properties to begin with, or `every` one; all else are comments of the language."""
    shown = {each.name for each in found.suggestions} if every else set(found.first)
    above = [
        say.comment(spell(say.heading(found))),
        say.comment(spell(say.counts(found, len(shown)))),
    ]
    parts = [lines(above)]
    for topic, suggestions in found.by_topic.items():
        them = [each for each in suggestions if each.name in shown]
        if them:
            sources = [line for each in them for line in say.source_lines(each)]
            parts.append(lines([say.comment(spell(say.topic(topic))), *sources]))
    below = [line for sentence in say.below(found) for line in say.comments(spell(sentence))]
    return blocks([*parts, *([lines(below)] if below else [])])


def document(found: Suggestions, spell: Spell = british) -> RenderedDocument:
    """A row for each property, and what is open."""
    rows = [
        (say.topic(each.topic), " ".join(each.source.split()), say.verdict(each))
        for each in found.suggestions
    ]
    sentences = (say.counts(found, len(rows)), *say.below(found))
    table = of_rows(say.COLUMNS, rows, british, 1) if rows else None
    return of_table(found.title, table, sentences, spell)
