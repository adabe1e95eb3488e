"""The review as a document: which blocks it has, and in which order."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from policy_dsl.records import replace
from verifier.rendering.document import (
    absences,
    answers,
    clauses,
    findings,
    front,
    people,
    points,
    since,
    tables,
    technical,
)
from verifier.rendering.document.blocks import (
    Block,
    Chapter,
    Heading,
    RenderedDocument,
    Table,
)
from verifier.rendering.document.marking import marked
from verifier.rendering.document.respelling import harmless, respelt, speller, texts
from verifier.results.review import Review
from verifier.words import report as say

_LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"


def document(review: Review) -> RenderedDocument:
    """The whole review, for HTML and Word alike, without hidden signs."""
    cover = review.cover
    notices = ((say.CUT, say.cut(review.cut)),) if review.cut and review.undetermined else ()
    made = RenderedDocument(
        cover.title,
        say.subtitle(cover.on, cover.version, [(title, on) for _, title, on in cover.sources]),
        (),
        notices,
        say.running(cover.title, cover.on),
        tuple(_chapters(review)),
        say.GENERATED,
        "en-US" if cover.spelling == "American" else "en-GB",
    )
    return harmless(respelt(marked(made, review), speller(review)))


def _chapters(review: Review) -> list[Chapter]:
    told = [
        _chapter("answers", say.ANSWER_TO_IT, front.answer(review), begins=False),
        _chapter("issues", say.ISSUES_AND_SCOPE, front.issues(review), begins=False),
        _chapter("findings", say.FINDINGS, findings.blocks(review)),
        _chapter("points", say.RESTS, points.blocks(review)),
    ]
    if review.comparison is not None:
        told.insert(1, _chapter("changes", say.CHANGES, since.today(review)))
    appendices = [
        _chapter("clauses", say.CLAUSES, clauses.blocks(review)),
        _chapter("scene", say.PEOPLE, people.blocks(review), begins=False),
        _chapter("matrix", say.MATRIX, tables.matrix(review), begins=False),
        _chapter("entrenchment", say.ENTRENCHMENT, tables.entrenchment(review), begins=False),
        _chapter("changes-more", say.MORE_CHANGES, since.more(review), begins=False),
        _chapter("lint", say.LINT, tables.lint(review), begins=False),
        _chapter("resilience", say.RESILIENCE, absences.resilience(review), begins=False),
        _chapter("parting", say.PARTING, absences.parting(review), begins=False),
        _chapter("details", say.DETAILS, answers.details(review), begins=False),
        _chapter("wordings", say.WORDINGS, technical.wordings(review), begins=False),
        _chapter("technical", say.TECHNICAL, technical.blocks(review), begins=False),
    ]
    legend = people.legend(review, texts((*told, *appendices)))
    appendices.insert(-1, _chapter("reading", say.READING, legend, begins=False))
    told, appendices = ([each for each in them if each.blocks] for them in (told, appendices))
    return [
        *(replace(each, label=str(number)) for number, each in enumerate(told, 1)),
        *(replace(each, label=_LETTERS[index]) for index, each in enumerate(appendices)),
    ]


def _chapter(mark: str, title: str, blocks: Iterable[Block], begins: bool = True) -> Chapter:
    return Chapter(mark, title, tuple(_titled(title, blocks)), begins=begins)


def _titled(title: str, blocks: Iterable[Block]) -> Iterator[Block]:
    """Tables below a heading that says what they are of do not say it again."""
    for each in blocks:
        match each:
            case Heading(_, (str(title),)):
                yield each
            case Table(caption) if caption == title:
                yield replace(each, titled=True)
            case _:
                yield each
