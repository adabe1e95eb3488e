"""`readings` as text and as a document: the same facts."""

from __future__ import annotations

from verifier.output.text import Printable, blocks
from verifier.rendering.document.blocks import RenderedDocument
from verifier.rendering.document.of_parts import of_rows, of_table
from verifier.rendering.wrapping import Line, Spell, british, printed, wrapped
from verifier.results.readings import ComparedPair, ComparedReadings
from verifier.words import readings as say

__all__ = ["document", "render_text"]


def render_text(
    found: ComparedReadings, stories: bool = False, spell: Spell = british
) -> Printable:
    """Each pair of readings with what is adopted by one of them only; with `stories`, each vote in full."""
    above = [*wrapped(say.heading(found), 0), *wrapped(say.counts(found), 0)]
    parts = [printed(above, spell)]
    parts += [printed(_pair(pair, stories), spell) for pair in found.pairs]
    below = [line for sentence in say.below(found) for line in wrapped(sentence, 0)]
    return blocks([*parts, *([printed(below, spell)] if below else [])])


def _pair(pair: ComparedPair, stories: bool) -> list[Line]:
    lines = [*wrapped(say.compared(pair), 0)]
    for sentence in say.partings(pair):
        lines += wrapped(sentence, 2)
    if stories:
        for each in pair.partings:
            for sentence in () if each.scenario is None else (each.scenario.text):
                lines += wrapped(sentence, 4)
    return lines


def document(found: ComparedReadings, spell: Spell = british) -> RenderedDocument:
    """A row for each pair of readings and each way in which they part, and what is said of all of it."""
    rows = [
        (f"{pair.kind} {pair.clause}", each.adopting, each.failing, say.parting(pair.clause, each))
        for pair in found.pairs
        for each in pair.partings
    ]
    sentences = (say.counts(found), *say.below(found))
    table = of_rows(say.COLUMNS, rows, spell) if rows else None
    return of_table(found.title, table, sentences, spell)
