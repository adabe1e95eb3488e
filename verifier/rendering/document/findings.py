"""The findings, at most a page each: what happens, why it can, what it rests on, its variants, and a remedy."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from verifier.rendering.document.blocks import (
    Assess,
    Block,
    Folded,
    Heading,
    Items,
    Kept,
    Paragraph,
    Table,
)
from verifier.rendering.document.parts import chamber_of, labelled, marked
from verifier.results.review import Review, ReviewFinding, SourceLink
from verifier.words import first_pages as first
from verifier.words import report as say
from verifier.words import review as words
from verifier.words.issues import STRENGTHS
from verifier.words.sentences import capitalised


def blocks(review: Review) -> Iterator[Block]:
    """Those that are open, in the order of the issues; then, in brief, those that are accepted or over."""
    numbers = {each.result.name: each.number for each in review.answers}
    titles = {room.name: room.title for room in review.rooms}
    rest = [each for each in review.findings if each.past or each.accepted is not None]
    now = [each for each in review.findings if each not in rest]
    shared = (
        [link for link in now[0].links if all(link in each.links for each in now)] if now else []
    )
    if len(now) < 2:
        shared = []
    if shared:
        yield labelled(first.ALL_REST_ON, _rests_on(shared))
    proposed: list[ReviewFinding] = []
    told: dict[str, int] = {}
    if any(each.suggestion is not None for each in now):
        plain = any(each.suggestion is not None and not each.changes_rules for each in now)
        said = [first.MARKED, first.CHECKED_AGAIN]
        said += [first.AS_THE_RULES_STAND] if plain else []
        yield Paragraph((" ".join([*said, first.MORE_REMEDIES]),))
    for finding in now:
        yield Kept(tuple(_finding(finding, titles, shared, proposed, told)))
        if finding.suggestion is not None:
            proposed.append(finding)
    if rest:
        yield Heading(3, (first.OVER_OR_ACCEPTED,), "over")
        for finding in rest:
            yield from _brief(finding, numbers)


def _rests_on(them: Sequence[SourceLink]) -> str:
    return first.weakest_first([f"{each.what} ({STRENGTHS[each.source]})" for each in them])


def _finding(
    it: ReviewFinding,
    titles: dict[str, str],
    shared: Sequence[SourceLink],
    proposed: Sequence[ReviewFinding],
    told: dict[str, int],
) -> Iterator[Block]:
    """One finding; what it has in common with one before (`told`) is said by that one's number."""

    def once(text: str) -> str:
        before = told.setdefault(text, it.number)
        return text if before == it.number else first.same_as(before)

    mark = f"finding-{it.number}"
    yield Heading(3, (first.titled(it.number, it.cause),), mark)
    yield labelled(first.WHAT_HAPPENS, " ".join(_happens(it, told)))
    quoted = first.clause_words(it.words)
    yield labelled(first.WHY_IT_CAN, once(quoted))
    own = [each for each in it.links if each not in shared]
    if own:
        weakest = first.WEAKEST if len(own) > 1 else first.RESTS_ON_ONE
        label = weakest if own[0] == it.links[0] else first.RESTS_TOO
        yield labelled(label, once(first.links([(e.what, STRENGTHS[e.source]) for e in own])))
    if it.variants:
        rows = tuple(
            ((capitalised(said),), (votes,))
            for said, votes in first.either(
                [(each.cause, say.votes(each.votes, each.steps)) for each in it.variants]
            )
        )
        yield Table(first.variants_of(it.number), (first.VARIANT, first.VOTES), rows, (76, 24))
    yield from _remedy(it, proposed)
    pictures = tuple(chamber_of(it.scenario, mark, titles))
    if pictures:
        yield Folded(first.WHO_VOTES_HOW, pictures)
    yield Assess(say.finding(it.number))


def _happens(it: ReviewFinding, told: dict[str, int]) -> Iterator[str]:
    """When it happens, and each meeting; one that is told of a finding before goes as there."""
    when, *meetings = it.telling
    yield when
    for each in meetings:
        which, named, said = each.rpartition(first.MEETING)
        before = told.setdefault(said, it.number)
        yield each if before == it.number else f"{which}{named}{first.decided_as(before)}"


def _remedy(it: ReviewFinding, proposed: Sequence[ReviewFinding]) -> Iterator[Block]:
    """In full, so that it can be taken over, unless a finding before proposes the same."""
    if it.suggestion is None:
        if it.not_closed:
            yield labelled(first.REMEDY, it.not_closed)
        return
    for other in proposed:
        assert other.suggestion is not None
        if other.suggestion.wording == it.suggestion.wording:
            yield labelled(first.REMEDY, first.as_for(other.number))
            return
    for each in it.suggestion.changed:
        if each.new:  # it stands in full among the issues
            yield labelled(first.REMEDY, first.rule_of_issue(each.clause, it.number))
            continue
        named = any(each.clause in word.text for word in each.words)
        label = first.REMEDY if named else first.remedy(each.clause)
        yield labelled(label, *marked(each.words))
    yield Items(tuple((each,) for each in it.suggestion.rechecked))


def _brief(it: ReviewFinding, numbers: dict[str, int]) -> Iterator[Block]:
    mark = f"finding-{it.number}"
    yield Heading(4, (first.titled(it.number, it.cause),), mark)
    if it.accepted is not None:
        yield Paragraph((it.accepted,))
    if it.past:
        yield Paragraph((words.PAST,))
    yield labelled(first.GETS_ROUND, words.claims(it, numbers))
    yield labelled(first.WHAT_HAPPENS, " ".join(it.telling))
    if it.variants:
        yield Paragraph((first.likewise([each.cause for each in it.variants]),))
    yield Assess(say.finding(it.number))
