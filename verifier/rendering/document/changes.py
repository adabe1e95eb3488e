"""What changed since an earlier version: the comparison as a chapter."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from verifier.rendering.document.blocks import Block, Heading, Items, Paragraph
from verifier.results.diff import ComparedDecision, Side, SpecificationComparison
from verifier.words import diffing as say
from verifier.words import report as report_words


def blocks(it: SpecificationComparison) -> Iterator[Block]:
    """The answer first, then what changes."""
    yield Paragraph(("\n".join(say.head(it)),))
    yield Paragraph((say.answer(it),), "lead")
    if it.classes:
        yield Heading(3, (say.DECISIONS,), "changes-decisions")
        for number, each in enumerate(it.classes, 1):
            yield Paragraph((say.during(say.fate(each), each.stretches, it.stretches),))
            for index, shown in enumerate(each.shown, 1):
                yield from _shown(shown, f"changes-{number}-{index}")
    standings = [
        say.during(say.standing(each), each.stretches, it.stretches) for each in it.standings
    ]
    counts = [say.during(say.counted(each), [each.stretch], it.stretches) for each in it.counts]
    seats = [say.during(f"{say.seat(each)}.", each.stretches, it.stretches) for each in it.seats]
    properties = [
        f"{say.prop(each)} ({report_words.place(each.file, each.line)})" for each in it.properties
    ]
    loopholes = [
        f"{say.loophole(each)} ({report_words.place(each.file, each.line)})"
        for each in it.loopholes
    ]
    one_sided = [
        f"{each.text} ({report_words.place(each.file, each.line)})" for each in it.one_sided
    ]
    for mark, heading, lines in (
        ("standings", say.STANDINGS, standings),
        ("counts", say.COUNTS, counts),
        ("seats", say.SEATS, seats),
        ("quorums", say.QUORUMS, it.quorums),
        ("properties", say.PROPERTIES, properties),
        ("loopholes", say.LOOPHOLES, loopholes),
        ("renamed", say.RENAMED, [say.renamed(each) for each in it.renamed]),
        ("one-sided", say.ONE_SIDED, one_sided),
        ("redeclared", say.REDECLARED, [each.text for each in it.redeclared]),
        ("cut", say.CUT, it.cut),
        ("open", say.OPEN, it.undetermined),
    ):
        yield from _list(f"changes-{mark}", heading, lines)


def _list(mark: str, heading: str, lines: Sequence[str]) -> Iterator[Block]:
    if lines:
        yield Heading(3, (heading,), mark)
        yield Items(tuple((line,) for line in lines))


def _shown(it: ComparedDecision, mark: str) -> Iterator[Block]:
    yield Heading(4, (say.example(it.passes is Side.NEW),), mark)
    shared = set(it.said_of_both)
    yield Items(tuple((line,) for line in it.said_of_both), ordered=True)
    for heading, scenario in ((say.OLD_STORY, it.old), (say.NEW_STORY, it.new)):
        yield Paragraph((heading,))
        yield Items(tuple((line,) for line in scenario.text if line not in shared))
