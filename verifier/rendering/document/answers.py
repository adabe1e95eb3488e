"""Each answer in detail: what was asked, what it rests on, when it is so, and an example where no finding shows one."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from verifier.rendering.document.blocks import (
    Block,
    Code,
    Heading,
    Items,
    Paragraph,
    Runs,
    Strong,
)
from verifier.rendering.document.parts import finding_numbers, verdict
from verifier.results import PropertyResult, StateResult, Support
from verifier.results.review import AnsweredQuestion, Review, Seriousness
from verifier.words import check as check_words
from verifier.words import report as say
from verifier.words import review as words
from verifier.words.verdicts import period, under_readings


def details(review: Review) -> Iterator[Block]:
    """Each answer, with all that belongs to it; what they take for granted is listed once."""
    if not review.answers:
        yield Paragraph((say.NO_PROPERTIES,))
        return
    undecided = dict(review.undecided)
    told: dict[str, int] = {}
    clauses = {(each.kind, each.name): each.number for each in review.entries}
    for each in review.answers:
        yield from _detail(each, undecided.get(each.result.name), told, clauses)
    yield from _assumptions(review)


# Fewer words are said again.
_LONG = 12


def _detail(
    it: AnsweredQuestion,
    undecided: str | None,
    told: dict[str, int],
    clauses: Mapping[tuple[str, str], int],
) -> Iterator[Block]:
    """One answer; what it has in common with one before is said by that one's number."""
    result = it.result
    heading: Runs = (f"{say.answer(it.number)}. ", Code(result.name), " ", verdict(result.verdict))
    yield Heading(3, heading, f"answer-{it.number}")
    said: list[str | Code | Strong] = [
        f"{words.serious(it.seriousness)} ({say.line(result.line)}). "
    ]
    for label, them in (
        (say.RESTS_ON, result.rests_on),
        (check_words.in_the_way(result).rstrip(":"), result.in_the_way),
    ):
        if them:
            numbers, others = _supports(them, clauses)
            rests = "; ".join(each for each in (numbers, others) if each)
            before = told.setdefault(rests, it.number)
            long = bool(numbers) and len(others.split()) >= _LONG
            besides = told.setdefault(others, it.number) if long else it.number
            if before != it.number:
                rests = say.as_answer(before)
            elif besides != it.number:
                rests = f"{numbers}; {say.besides_as_answer(besides)}"
            said.append(f"{label}: {rests}. ")
    if result.readings:
        said.append(f"{check_words.fails_under(result)} ")
    if len(result.states) > 1:
        said.append(f"{say.BY_DATE}: {'; '.join(_state(state) for state in result.states)}. ")
    for sentence in check_words.still_open(result):
        said.append(f"{sentence} ")
    told_already = it.ways is None or it.ways.loopholes or it.seriousness is Seriousness.FIRM
    more = "" if told_already or it.ways is None else words.ways(it.ways)
    if more:
        said.append(f"{more} ")
    if undecided is not None:
        before = told.setdefault(undecided, it.number)
        why = undecided if before == it.number else say.as_answer(before)
        said.append(f"{say.UNDECIDED} {why.rstrip('.')}. ")
    yield Paragraph(tuple(said))
    if it.findings:
        yield Paragraph(
            (f"{say.findings_of(len(it.findings))} ", *finding_numbers(it.findings), ".")
        )
    if it.telling and not it.findings:
        yield Paragraph((Strong(f"{say.EXAMPLE}: "), " ".join(it.telling)))


def _supports(them: Sequence[Support], clauses: Mapping[tuple[str, str], int]) -> tuple[str, str]:
    """What an answer rests on: clauses by their numbers in this review, and the rest."""
    numbers = [clauses[it.kind, it.name] for it in them if _is_clause(it, clauses)]
    others = [_support(it) for it in them if not _is_clause(it, clauses)]
    return say.clauses(sorted(numbers)) if numbers else "", "; ".join(others)


def _is_clause(it: Support, clauses: Mapping[tuple[str, str], int]) -> bool:
    return it.kind in _CLAUSES and (it.kind, it.name) in clauses


def _support(it: Support) -> str:
    return f"{it.text} ({say.line(it.line)})" if it.line else it.text


# What is called by its kind and name: its title stands with the clause.
_CLAUSES = frozenset({"power", "rule", "prohibition", "exception", "recusal", "right", "provision"})


def _state(it: StateResult) -> str:
    said = f"{period(it.start, it.end)} {check_words.VERDICTS[it.verdict]}"
    if it.readings and not it.every_reading:
        said += say.read_as(under_readings(it.readings))
    return f"{said} ({it.reason.rstrip('.')})" if it.reason else said


def _assumptions(review: Review) -> Iterator[Block]:
    """What answers take for granted, each once, with the answers that do."""
    found: dict[str, list[int]] = {}
    for each in review.answers:
        for text in _assumed(each.result):
            found.setdefault(text, []).append(each.number)
    if not found and not review.assumptions:
        return
    yield Heading(3, (say.TAKEN_FOR_GRANTED,), "granted")
    total = len(review.answers)
    items: list[Runs] = [
        (f"{text} ({say.of_answers(numbers, total)})",) for text, numbers in found.items()
    ]
    items += [(f"{text} ({say.of_findings()})",) for text in review.assumptions]
    yield Items(tuple(items))


def _assumed(it: PropertyResult) -> Iterator[str]:
    for each in it.assumptions:
        if each.kind == "standing":  # what a file assumes is told among its points
            yield each.text
