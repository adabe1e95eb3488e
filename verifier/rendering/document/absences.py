"""When absences and vacancies keep all from passing, and where two readings of a clause part."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from verifier.rendering.document.blocks import Block, Items, Runs, Table
from verifier.rendering.document.tables import lines_of
from verifier.results.resilience import ResilientClass
from verifier.results.review import Review
from verifier.words import readings as reading_words
from verifier.words import report as say
from verifier.words import resilience as words
from verifier.words.sentences import capitalised


def resilience(review: Review) -> Iterator[Block]:
    """A line for the kinds of decision of which the same is so; then what that leaves out."""
    it = review.resilience
    if it is None:
        return
    lines = lines_of(review)
    alike: dict[str, list[ResilientClass]] = {}
    for each in it.classes:
        alike.setdefault(" ".join(words.sentences(each)), []).append(each)
    rows = tuple(((_which(them, lines),), (said,)) for said, them in alike.items())
    if rows:
        head = (capitalised(words.COLUMNS[0]), capitalised(words.COLUMNS[1]))
        yield Table(say.RESILIENCE, head, rows, (40, 60))
    below = [say.not_looked_for(each) for each in it.undetermined] or [words.counts(it)]
    if rows:
        below += [words.NOTHING_CAN_PASS, *_taken(review, it.assumptions)]
    below.append(say.told_by_resilience(it.file))
    yield Items(tuple((each,) for each in below))


# A kind of decision in fewer words is named again.
_SHORT = 8


def _which(them: Sequence[ResilientClass], lines: Mapping[str, tuple[int, ...]]) -> str:
    """Kinds of decision, those in many words by the lines of the matrix that are about them."""
    said = [words.which(each) for each in them]
    known = all(not each.reading and each.text in lines for each in them)
    if not known or len(" ".join(said).split()) < _SHORT:
        return "; ".join(said)
    return capitalised(say.in_lines([n for each in them for n in lines[each.text]]))


def parting(review: Review) -> Iterator[Block]:
    """A line for each two readings and the way in which they part: the smallest vote that the one adopts alone."""
    it = review.parting
    if it is None or not it.pairs:
        return
    # Each reading as it is called among the short names.
    rows: tuple[tuple[Runs, ...], ...] = tuple(
        (
            (f"{each.adopting} of {pair.clause}",),
            (f"{each.failing} of {pair.clause}",),
            (capitalised(reading_words.parting(pair.clause, each)),),
        )
        for pair in it.pairs
        for each in pair.partings
    )
    yield Table(say.PARTING, (say.READ_AS, say.NOT_READ_AS, say.SMALLEST), rows, (25, 25, 50))
    below = [reading_words.counts(it)]
    if any(each.scenario is not None for pair in it.pairs for each in pair.partings):
        below.append(reading_words.WHAT_IS_SMALLEST)
    yield Items(tuple((each,) for each in (*below, *_taken(review, it.assumptions))))


def _taken(review: Review, them: Sequence[str]) -> Iterator[str]:
    """What is taken for granted: that of the answers, where it is told, and what comes to it here."""
    told = {each.text for one in review.answers for each in one.result.assumptions}
    more = [each for each in them if each not in told]
    yield say.taken_there(more, len(more) < len(them))
