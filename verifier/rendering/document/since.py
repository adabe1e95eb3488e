"""What changed since an earlier version: today first; at other times, and of claims, in an appendix."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from verifier.rendering.document.blocks import Block, Heading, Items, Paragraph
from verifier.rendering.document.parts import labelled, marked
from verifier.results.diff import SpecificationComparison
from verifier.results.review import Review
from verifier.words import diff_lines as in_lines
from verifier.words import diffing as say
from verifier.words import report as report_words
from verifier.words import since as words


def today(review: Review) -> Iterator[Block]:
    """The answer, what is otherwise on the day of the review, and the clauses that make it so."""
    it, since = review.comparison, review.since
    if it is None or since is None:
        return
    yield Items(tuple((line,) for line in say.head(it)))
    yield Paragraph((say.answer(it),), "lead")
    yield Heading(3, (since.when,), "changes-now")
    settled = not it.undetermined and not it.cut
    nothing = words.NOTHING_TODAY if settled else report_words.NOT_ALL_COMPARED
    yield Items(tuple((line,) for line in since.now or (nothing,)))
    if since.more:
        yield Paragraph((since.more,))
    if since.clauses or since.causes:
        yield Heading(3, (words.WHY,), "changes-why")
    if since.causes:
        yield Paragraph((" ".join(since.causes),))
    if since.clauses:
        yield Paragraph((words.MARKED,))
        for clause in since.clauses:
            yield labelled(words.clause(clause), *marked(clause.words))
    for what in it.undetermined:
        yield Paragraph((f"{in_lines.NOT_DECIDED}{what}",))
    for what in it.cut:
        yield Paragraph((f"{in_lines.NOT_ALL}{what}",))


def more(review: Review) -> Iterator[Block]:
    """What is otherwise at other times only; quorums, claims, ways round, and what only one version declares."""
    it, since = review.comparison, review.since
    if it is None or since is None:
        return
    for mark, heading, lines in (
        ("past", report_words.AT_OTHER_TIMES, since.past),
        ("quorums", say.QUORUMS, it.quorums),
        ("counts", say.COUNTS, _counts(it)),
        ("properties", say.PROPERTIES, tuple(in_lines.properties(it.properties))),
        ("loopholes", say.LOOPHOLES, tuple(in_lines.loopholes(it.loopholes))),
        ("renamed", say.RENAMED, [say.renamed(each) for each in it.renamed]),
        ("one-sided", say.ONE_SIDED, [each for each, _, _ in in_lines.one_sided(it.one_sided)]),
        ("redeclared", say.REDECLARED, [each.text for each in it.redeclared]),
    ):
        yield from _list(f"changes-{mark}", heading, lines)


def _counts(it: SpecificationComparison) -> Sequence[str]:
    return [say.during(say.counted(each), [each.stretch], it.stretches) for each in it.counts]


def _list(mark: str, heading: str, lines: Sequence[str]) -> Iterator[Block]:
    if lines:
        yield Heading(3, (heading,), mark)
        yield Items(tuple((line,) for line in lines))
