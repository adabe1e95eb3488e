"""The findings: each with its story, pictures, supporters, wording, and the reviewer's columns."""

from __future__ import annotations

from collections.abc import Iterator

from verifier.rendering.document.blocks import (
    Assess,
    Block,
    Heading,
    Items,
    Paragraph,
    Strong,
    Verbatim,
)
from verifier.rendering.document.parts import chamber_of, labelled, story
from verifier.results.review import Review, ReviewFinding
from verifier.words import report as say
from verifier.words import review as words
from verifier.words.loopholes import left_aside


def blocks(review: Review) -> Iterator[Block]:
    """All findings, the open ones first."""
    if review.aside:
        yield Paragraph((left_aside(review.aside),))
    if not review.findings:
        yield Paragraph((say.no_findings(review.looked_for),))
        return
    more = say.more_findings(review.looked_for)
    if more:
        yield Paragraph((more,))
    yield Paragraph((say.STORY_ONCE,))
    titles = {each.result.name: each.result.title for each in review.answers}
    heading = ""
    for finding in review.findings:
        wanted = _group(finding)
        if wanted != heading:
            heading = wanted
            yield Heading(3, (heading,), f"group-{finding.number}")
        yield from _finding(finding, titles)
    yield Paragraph((Strong(f"{say.ASSUMED_BY_ALL}:"),))
    yield Items(tuple((each,) for each in review.assumptions))


def _group(it: ReviewFinding) -> str:
    if it.accepted is not None:
        return say.ACCEPTED_HEADING
    if it.past:
        return say.PAST_HEADING
    return say.WAYS_HEADING if it.defeats else say.KNOWN_HEADING


def _finding(it: ReviewFinding, titles: dict[str, str]) -> Iterator[Block]:
    mark = f"finding-{it.number}"
    yield Heading(4, (f"{say.finding(it.number)}. {it.title}",), mark)
    yield Paragraph((words.defeats(it, titles),))
    also = words.also_defeats(it, titles)
    if also:
        yield Paragraph((also,))
    if it.past:
        yield Paragraph((words.PAST,))
    if it.accepted is not None:
        yield Paragraph((it.accepted,))
    if it.names:
        yield labelled(say.CALLED, words.called(it.names))
    if it.openings:
        places = [
            f"{o.text} ({say.place(o.file, o.line)})" if o.file else o.text for o in it.openings
        ]
        yield labelled(say.OPENINGS, "; ".join(places))
    yield labelled(say.MECHANISM, " ".join(it.mechanism))
    if it.clauses:
        yield labelled(say.CLAUSES_RELIED_ON, words.in_play(it.clauses))
    yield from story(it.scenario.text, say.STORY, mark, 5)
    yield from chamber_of(it.scenario, mark)
    if it.suggestion is not None:
        yield Paragraph((words.suggestion(it.suggestion.text),))
        yield Verbatim("\n".join(it.suggestion.wording), say.WORDING)
        yield Paragraph((Strong(words.RECHECKED),))
        yield Items(tuple((each,) for each in it.suggestion.rechecked))
        if it.suggestion.others:
            yield Paragraph((words.other_wordings(it.suggestion.others),))
    if it.not_closed:
        yield Paragraph((it.not_closed,))
    yield Assess(say.finding(it.number))
