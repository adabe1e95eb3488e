"""The review as a document: which blocks it has, and in which order."""

from __future__ import annotations

from verifier.rendering.document import answers, changes, clauses, findings, people, points, tables
from verifier.rendering.document.blocks import Chapter, RenderedDocument
from verifier.rendering.document.marking import marked
from verifier.rendering.document.respelling import harmless, respelt, speller
from verifier.results.review import Review
from verifier.words import report as say
from verifier.words import review as words


def document(review: Review) -> RenderedDocument:
    """The whole review, for HTML and Word alike, without hidden signs."""
    cover = review.cover
    sources = [say.dated(title, on) for _, title, on in cover.sources]
    facts = (
        (say.TITLE, cover.title),
        (say.VERSION, cover.version or say.NO_VERSION),
        (say.DATE, cover.on.isoformat()),
        *(((say.SOURCES, "; ".join(sources)),) if sources else ()),
        (say.FILE, cover.file),
        (say.FINGERPRINT, cover.fingerprint),
        (say.TOOL, f"vetoproof {cover.tool}"),
    )
    scope = say.scope(
        len(review.answers),
        len(review.entries),
        len(review.rooms),
        sum(p.number for p in review.people),
    )
    notices = (
        (say.ABOUT, words.ABOUT),
        (say.SCOPE, scope),
        (say.NOT_ADVICE, words.NOT_ADVICE),
        *(((say.CUT, say.cut(review.cut)),) if review.cut and review.undetermined else ()),
    )
    made = RenderedDocument(
        cover.title,
        say.SUBTITLE,
        facts,
        notices,
        say.running(cover.title, cover.on),
        tuple(_chapters(review)),
        say.GENERATED,
        "en-US" if cover.spelling == "American" else "en-GB",
    )
    return harmless(respelt(marked(made, review), speller(review)))


def _chapters(review: Review) -> list[Chapter]:
    chapters = [
        Chapter("answers", say.ANSWERS, tuple(answers.overview(review))),
        Chapter("scene", say.PEOPLE, tuple(people.blocks(review))),
        Chapter("clauses", say.CLAUSES, tuple(clauses.blocks(review))),
        Chapter("findings", say.FINDINGS, tuple(findings.blocks(review))),
        Chapter("points", say.ASSUMPTIONS, tuple(points.blocks(review))),
        Chapter("matrix", say.MATRIX, tuple(tables.matrix(review))),
        Chapter("entrenchment", say.ENTRENCHMENT, tuple(tables.entrenchment(review))),
        Chapter("lint", say.LINT, tuple(tables.lint(review))),
        Chapter("details", say.DETAILS, tuple(answers.details(review))),
        Chapter("reading", say.READING, tuple(people.legend(review))),
    ]
    if review.comparison is not None:
        changed = Chapter("changes", say.CHANGES, tuple(changes.blocks(review.comparison)))
        chapters.insert(1, changed)
    return chapters
