"""The page of answers, and each answer in detail."""

from __future__ import annotations

from collections.abc import Iterator

from verifier.rendering.document.blocks import (
    Block,
    Code,
    Heading,
    Items,
    Paragraph,
    Runs,
    Strong,
    Table,
    TextLink,
)
from verifier.rendering.document.parts import (
    chamber_of,
    finding_links,
    finding_numbers,
    labelled,
    story,
    supports,
    verdict,
)
from verifier.results import PropertyResult, StateResult, Verdict
from verifier.results.review import AnsweredQuestion, Review
from verifier.words import check as check_words
from verifier.words import report as say
from verifier.words import review as words
from verifier.words.loopholes import left_aside
from verifier.words.verdicts import period, under_readings


def overview(review: Review) -> Iterator[Block]:
    """One page: a question a line."""
    if not review.answers:
        yield Paragraph((say.NO_PROPERTIES,))
        return
    yield Paragraph((check_words.summary([each.result for each in review.answers]),), "lead")
    yield Paragraph((_glance(review),), "lead")
    header = (say.NUMBER, say.QUESTION, say.ANSWER, say.IN_SHORT, say.SERIOUS)
    past = frozenset(f.number for f in review.findings if f.past)
    rows = tuple(_row(each, past) for each in review.answers)
    yield Table(say.ANSWERS, header, rows, (5, 34, 11, 26, 24))


def _glance(review: Review) -> str:
    accepted = [f for f in review.findings if f.accepted is not None]
    rest = [f for f in review.findings if f.accepted is None]
    past = [f for f in rest if f.past]
    known = [f for f in rest if not f.past and not f.defeats]
    open_ = len(rest) - len(past) - len(known)
    said = [say.at_a_glance(open_, len(known), len(past), len(accepted), review.looked_for)]
    return say.summary([*said, *([left_aside(review.aside)] if review.aside else [])])


def _row(it: AnsweredQuestion, past: frozenset[int]) -> tuple[Runs, ...]:
    serious: Runs = (words.serious(it.seriousness),)
    now = [number for number in it.findings if number not in past]
    if now:
        serious = (*serious, f" ({say.findings(len(now))} ", *finding_numbers(now), ")")
    return (
        (str(it.number),),
        (TextLink(it.question, f"answer-{it.number}"),),
        (verdict(it.result.verdict),),
        (it.short,),
        serious,
    )


def details(review: Review) -> Iterator[Block]:
    """Each answer, with all that belongs to it."""
    if not review.answers:
        yield Paragraph((say.NO_PROPERTIES,))
    undecided = dict(review.undecided)
    for each in review.answers:
        yield from _detail(review, each, undecided.get(each.result.name))


def _detail(review: Review, it: AnsweredQuestion, undecided: str | None) -> Iterator[Block]:
    mark = f"answer-{it.number}"
    result = it.result
    yield Heading(3, (f"{say.answer(it.number)}. {it.question} ", verdict(result.verdict)), mark)
    yield labelled(say.ASKED, Code(f"{result.claim}"), f" ({result.name})")
    yield Paragraph((check_words.verdict_sentence(result),))
    yield labelled(say.SERIOUS, f"{words.serious(it.seriousness)}.")
    if it.findings:
        yield Paragraph((*finding_links(it.findings), "."))
    more = "" if it.ways is None else words.ways(it.ways)
    if more:
        yield Paragraph((more,))
    if undecided is not None:
        yield Paragraph((f"{say.UNDECIDED} {undecided}",))
    if result.readings:
        yield Paragraph((check_words.fails_under(result),))
    if result.scenario is not None:
        yield from story(result.scenario.text, say.EXAMPLE, mark, 4)
        if not _shown_elsewhere(review, it):
            yield from chamber_of(result.scenario, mark)
    yield from supports(say.RESTS_ON, result.rests_on)
    vacuous = result.verdict is Verdict.VACUOUS
    yield from supports(say.MAKES_IT_SO if vacuous else say.IN_THE_WAY, result.in_the_way)
    for sentence in check_words.still_open(result):
        yield Paragraph((sentence,))
    if len(result.states) > 1:
        yield Paragraph((Strong(f"{say.BY_DATE}:"),))
        yield Items(tuple(_state(state) for state in result.states))
    yield from _assumptions(result)


def _shown_elsewhere(review: Review, it: AnsweredQuestion) -> bool:
    """Whether a finding shows the same votes, or the answer is one of many possible ones."""
    return any(finding.number in it.findings for finding in review.findings)


def _state(it: StateResult) -> Runs:
    said: Runs = (f"{period(it.start, it.end)}: ", verdict(it.verdict))
    if it.readings and not it.every_reading:
        said = (*said, say.read_as(under_readings(it.readings)))
    return (*said, f" ({it.reason})") if it.reason else said


def _assumptions(result: PropertyResult) -> Iterator[Block]:
    if not result.assumptions:
        return
    yield Paragraph((Strong(f"{say.ASSUMING}:"),))
    items: list[Runs] = []
    for it in result.assumptions:
        named = f"{it.kind} {it.name}: " if it.name else ""
        where = f" ({say.place(it.file, it.line)})" if it.file and it.line else ""
        items.append((f"{named}{it.text}{where}",))
    yield Items(tuple(items))
