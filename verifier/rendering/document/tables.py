"""The matrix of reserved matters, who can change what, and what lint finds."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from policy_dsl.wording import listed
from verifier.rendering.document.blocks import (
    Assess,
    Block,
    Heading,
    Items,
    Paragraph,
    Runs,
    Table,
)
from verifier.rendering.document.parts import labelled
from verifier.results.matrix import MatrixCell, MatrixRow
from verifier.results.review import Review
from verifier.words import entrenchment as entrenchment_words
from verifier.words import lint_telling as lint_words
from verifier.words import matrix as matrix_words
from verifier.words import report as say
from verifier.words.lint_lines import SOME_DECISIONS
from verifier.words.sentences import capitalised

_MATRIX_WIDTHS = (17, 11, 15, 20, 11, 8, 8, 10)


def matrix(review: Review) -> Iterator[Block]:
    """A line for each class of decision, and each reading that matters."""
    it = review.matrix
    if it is None:
        yield Paragraph((say.NO_POWERS,))
        return
    header = tuple(capitalised(column) for column in matrix_words.COLUMNS)
    rows = tuple(_numbered([(row, cell) for row in it.rows for cell in row.cells]))
    yield Table(say.MATRIX, header, rows, _MATRIX_WIDTHS)
    for sentence in matrix_words.not_settled(it):
        yield Paragraph((sentence,))
    for note in matrix_words.notes(it):
        yield Paragraph((note,))
    yield Paragraph((matrix_words.EXPLANATION,), "small")


_DECISION, _NEEDS = 0, 3
# What is needed in fewer words is said again.
_SHORT = 8


def _numbered(them: Sequence[tuple[MatrixRow, MatrixCell]]) -> Iterator[tuple[Runs, ...]]:
    """The lines with their numbers; what a line before says in the same words is said by that one's number."""
    needs: dict[str, int] = {}
    for number, (row, cell) in enumerate(them, 1):
        fields = list(matrix_words.fields(row, cell))
        again = number > 1 and them[number - 2][0] is row
        fields[_DECISION] = say.matrix_line(number, "" if again else fields[_DECISION])
        before = needs.setdefault(fields[_NEEDS], number)
        if before < number and len(fields[_NEEDS].split()) >= _SHORT:
            fields[_NEEDS] = say.as_in_line(before)
        yield tuple((field,) for field in fields)


def lines_of(review: Review) -> dict[str, tuple[int, ...]]:
    """By the words for a kind of decision the lines of the matrix that are about it."""
    found: dict[str, tuple[int, ...]] = {}
    rows = () if review.matrix is None else review.matrix.rows
    texts = [row.text for row in rows for _ in row.cells]
    for number, text in enumerate(texts, 1):
        found[text] = (*found.get(text, ()), number)
    return found


def entrenchment(review: Review) -> Iterator[Block]:
    """Each rule and seat: who can change it, and who can stop that."""
    it = review.entrenchment
    if it is None:
        yield Paragraph((say.NO_POWERS,))
        return
    yield Paragraph((say.AS_WRITTEN_HERE,))
    alike: dict[tuple[str, str], list[str]] = {}
    for row in it.rows:
        said = (entrenchment_words.changed_by(row), entrenchment_words.stopped_by(row))
        alike.setdefault(said, []).append(row.text)
    rows = tuple(
        (("; ".join(texts),), (changed,), (stopped,)) for (changed, stopped), texts in alike.items()
    )
    yield Table(say.ENTRENCHMENT, entrenchment_words.HEADINGS, rows, (36, 36, 28))
    yield Items(tuple((sentence,) for sentence in entrenchment_words.below(it)))


def lint(review: Review) -> Iterator[Block]:
    """What the rules say and perhaps should not."""
    it = review.lint
    if it is None or not it.findings:
        yield Paragraph((say.NO_LINT_SO_FAR if it is not None and it.open else say.NO_LINT,))
    told: set[str] = set()
    for number, finding in enumerate(it.findings if it is not None else (), 1):
        title = lint_words.headline(finding)
        yield Heading(3, (title,), f"lint-{number}")
        if finding.waived is not None:
            yield Paragraph((lint_words.because(finding.waived),))
        place = f"({say.line(finding.line)})" if finding.line else ""
        # What a screen points to where it is too long for a line is told in full here.
        said = finding.why if SOME_DECISIONS in finding.brief else finding.brief
        yield Paragraph((f"{capitalised(said).rstrip('.')} {place}".rstrip() + ".",))
        if finding.waived is None and finding.code not in told:
            told.add(finding.code)
            yield labelled(say.INSTEAD, finding.instead)
        yield Assess(finding.code)
    if it is not None:
        alike: dict[tuple[str, str], list[str]] = {}
        for each in it.open:
            alike.setdefault((each.code, each.reason), []).append(each.subject)
        for (code, reason), subjects in alike.items():
            about = listed([subject for subject in subjects if subject])
            yield Paragraph((lint_words.not_decided(code, about, reason),))
        if it.coverage is not None:
            yield Paragraph((lint_words.covered(it.coverage),), "small")
