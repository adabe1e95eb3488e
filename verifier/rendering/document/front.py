"""The front pages: the answer in a few sentences, the claims, the issues in their order, and what all of it covers."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from policy_dsl.records import replace
from verifier.rendering.document.blocks import (
    Badge,
    Block,
    Heading,
    Items,
    Paragraph,
    Run,
    Runs,
    Strong,
    Table,
    TextLink,
)
from verifier.rendering.document.parts import marked
from verifier.results import SourceStrength, Verdict
from verifier.results.review import AnsweredQuestion, Marked, Review, ReviewFinding, SourceLink
from verifier.words import first_pages as first
from verifier.words import front as words
from verifier.words import report as say
from verifier.words import review as review_words
from verifier.words.issues import STRENGTHS
from verifier.words.loopholes import left_aside
from verifier.words.sentences import capitalised

_LOOKS = {
    Verdict.HOLDS: "good",
    Verdict.FAILS: "bad",
    Verdict.VACUOUS: "open",
    Verdict.UNDETERMINED: "open",
}


def answer(review: Review) -> Iterator[Block]:
    """The answer in prose, then a claim a line."""
    if not review.answers:
        yield Paragraph((say.NO_PROPERTIES,))
        return
    for each in review.lead:
        yield Paragraph((each.text,), "lead")
    header = (first.NUMBER, first.CLAIM, first.ANSWER, first.WHY)
    rows = tuple(_row(each) for each in review.answers)
    yield Table(first.CLAIMS, header, rows, (5, 47, 13, 35))
    if any(each.result.verdict is Verdict.HOLDS for each in review.answers) and review.findings:
        yield Paragraph((first.WHAT_HOLDS_SAYS,))


def _row(it: AnsweredQuestion) -> tuple[Runs, ...]:
    result = it.result
    said = words.answer(result, it.reading_fixed)
    look = "open" if said == words.DEPENDS else _LOOKS[result.verdict]
    reason: Runs = (f"{it.reason.rstrip('.')}.",)
    if not result.as_expected and result.verdict is not Verdict.UNDETERMINED:
        reason = (Strong(f"{review_words.SERIOUS['SURPRISE']}. "), *reason)
    return (
        (str(it.number),),
        (TextLink(it.question, f"answer-{it.number}"),),
        (Badge(said, look),),
        reason,
    )


def issues(review: Review) -> Iterator[Block]:
    """What the review covers and rests on, in brief; then the issues, ranked."""
    yield from _scope(review)
    shown = [each for each in review.findings if not each.past and each.accepted is None]
    numbers = {each.result.name: each.number for each in review.answers}
    if shown:
        header = (
            first.NUMBER,
            first.WHAT_CAN_HAPPEN,
            first.VOTES,
            first.SOURCE,
            first.CLAUSE,
            say.PROPOSED,
        )
        rows = tuple(_issue(each, numbers, shown[:index]) for index, each in enumerate(shown))
        yield Paragraph((first.RANKED,))
        yield Table(first.ISSUES, header, rows, (5, 29, 10, 10, 22, 24))
    more = say.more_findings(review.looked_for, numbers) if review.findings else ""
    for text in (
        "" if review.findings else say.no_findings(review.looked_for, numbers),
        more,
        first.not_shown(
            sum(each.past for each in review.findings),
            sum(each.accepted is not None for each in review.findings),
        ),
        left_aside([review_words.numbered(review.aside, numbers)]) if review.aside else "",
    ):
        if text:
            yield Paragraph((text,))


def _issue(
    it: ReviewFinding, numbers: dict[str, int], before: Sequence[ReviewFinding]
) -> tuple[Runs, ...]:
    order = list(SourceStrength)
    sources = [*(each.source for each in it.links), *(each.source for each in it.words)]
    weakest = max(sources, key=order.index, default=SourceStrength.QUOTED)
    headline: Runs = (f"{it.in_brief} {first.GETS_ROUND}: {review_words.claims(it, numbers)}",)
    return (
        (TextLink(str(it.number), f"finding-{it.number}"),),
        headline,
        (say.votes(it.votes, it.steps),),
        (STRENGTHS[weakest],),
        (capitalised(first.clause_words(it.words[:1])),),
        _proposed(it, before),
    )


def _proposed(it: ReviewFinding, before: Sequence[ReviewFinding]) -> Runs:
    if it.suggestion is None:
        return (it.not_closed or first.NOTHING_PROPOSED,)
    for other in before:
        if other.suggestion is not None and other.suggestion.wording == it.suggestion.wording:
            return (first.as_row(other.number),)
    runs: list[Run] = []
    for each in it.suggestion.brief:
        runs += [" "] if runs else []
        named = any(
            word.kind != "kept" and word.text.startswith(each.clause) for word in each.words
        )
        changes = list(marked(each.words) if each.new else _changes(each.words))
        if named and not each.new:  # it begins with what to do
            changes = [
                capitalised(run) if isinstance(run, str) else run for run in changes[:2]
            ] + changes[2:]
        else:
            runs += [f"{first.proposed(each.clause, each.new)}: "]
        runs += changes
    if it.suggestion.warned:
        runs += [f" ({it.suggestion.warned})"]
    return tuple(runs)


def _changes(words: Sequence[Marked]) -> Iterator[Run]:
    """What comes and goes, said in words, so that it can be read without its marks."""
    said = [replace(word, text=word.text.strip(" ,:").removesuffix(".")) for word in words]
    said = [word for word in said if word.text]
    for index, word in enumerate(said):
        if word.kind == "kept":
            continue
        before = said[index - 1] if index else None
        after = said[index + 1] if index + 1 < len(said) else None
        if word.kind == "in" and before is not None and before.kind == "out":
            continue
        yield "; " if any(each.kind != "kept" for each in said[:index]) else ""
        if word.kind == "out" and after is not None and after.kind == "in":
            yield f"{first.INSTEAD_OF}: "
            yield from marked((word,))
            yield f"; {first.PUT}: "
            yield from marked((after,))
        elif word.kind == "out":
            yield first.strike("" if before is None else before.text)
            yield from marked((word,))
        else:
            yield f"{first.ADD}: "
            yield from marked((word,))


def _scope(review: Review) -> Iterator[Block]:
    """Who decides, who classifies, what is assumed, reported, foretold, not modelled: in brief."""
    yield Heading(3, (first.SCOPE_IN_BRIEF,), "scope")
    items: list[Runs] = []
    for room in review.rooms:
        seats = sum(seat.number for seat in room.seats)
        items.append((Strong(f"{room.title}: "), first.seats(seats, room.places, room.quorum)))
    judges: dict[str, list[str]] = {}
    for judge, attribute in review.judged:
        judges.setdefault(judge, []).append(attribute)
    items += [
        (Strong(f"{first.CLASSIFIES}: "), first.rules_on(judge, what))
        for judge, what in judges.items()
    ]
    if not judges:
        items.append((Strong(f"{first.CLASSIFIES}: "), first.NOBODY_CLASSIFIES))
    order = (
        SourceStrength.REPORTED,
        SourceStrength.EXPECTED,
        SourceStrength.DISPUTED,
        SourceStrength.PROPOSED,
        SourceStrength.ASSUMED,
    )
    for source in order:
        them = [each for each in review.sources if each.source is source]
        if them:
            items.append((Strong(f"{first.KINDS_OF_SOURCE[source.value]}: "), _linked(them)))
        elif source is SourceStrength.ASSUMED:
            label = first.KINDS_OF_SOURCE[source.value]
            items.append((Strong(f"{label}: "), first.NOTHING_ASSUMED))
    if not {SourceStrength.REPORTED, SourceStrength.EXPECTED} & {s.source for s in review.sources}:
        items.append((Strong(f"{first.HEARSAY}: "), first.NO_HEARSAY))
    left = say.quoted_only(review.not_modelled) if review.not_modelled else first.ALL_MODELLED
    items.append((Strong(f"{say.NOT_MODELLED}: "), left))
    items.append((Strong(f"{first.LEFT_OUT}: "), first.LEFT_OUT_TEXT))
    yield Items(tuple(items))


def _linked(them: list[SourceLink]) -> str:
    return first.links([(each.what, each.why) for each in them])
