"""Parts that several chapters share: stories, chambers, places, badges."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from verifier.rendering.document.blocks import (
    Badge,
    Block,
    Heading,
    Items,
    Paragraph,
    Picture,
    Run,
    Runs,
    Strong,
    TextLink,
)
from verifier.rendering.pictures.seats import chamber
from verifier.results import Scenario, Support, Verdict
from verifier.results.review import ClauseStanding
from verifier.words import pictures
from verifier.words import report as say
from verifier.words import review as words

_LOOKS = {
    Verdict.HOLDS: "good",
    Verdict.FAILS: "bad",
    Verdict.VACUOUS: "open",
    Verdict.UNDETERMINED: "open",
}
_STANDING_LOOKS = {
    ClauseStanding.CLEARED: "good",
    ClauseStanding.ISSUE: "bad",
    ClauseStanding.NO_OPEN_FINDING: "quiet",
    ClauseStanding.AMBIGUOUS: "open",
    ClauseStanding.NOT_SETTLED: "open",
    ClauseStanding.NOT_LOOKED_AT: "open",
    ClauseStanding.NOT_MODELLED: "quiet",
}


def verdict(it: Verdict) -> Badge:
    """A verdict as a badge."""
    return Badge(words.VERDICTS[it], _LOOKS[it])


def standings(them: Sequence[ClauseStanding]) -> Runs:
    """A clause's standing as badges."""
    badges = [Badge(words.STANDINGS[it.value], _STANDING_LOOKS[it]) for it in them]
    return joined(badges, " ")


def joined(runs: Sequence[Run], between: str) -> Runs:
    """Runs with something between them."""
    found: list[Run] = []
    for run in runs:
        found += [between, run] if found else [run]
    return tuple(found)


def finding_links(numbers: Sequence[int]) -> Runs:
    """Links to findings."""
    return joined([TextLink(say.finding(number), f"finding-{number}") for number in numbers], ", ")


def finding_numbers(numbers: Sequence[int]) -> Runs:
    """Links to findings, by their numbers alone."""
    return joined([TextLink(str(number), f"finding-{number}") for number in numbers], ", ")


def labelled(label: str, *runs: Run) -> Paragraph:
    """A paragraph that begins with what it is about."""
    return Paragraph((Strong(f"{label}: "), *runs))


def story(sentences: Sequence[str], heading: str, mark: str, level: int) -> Iterator[Block]:
    """A story, a step a line, under a heading of a level."""
    yield Heading(level, (heading,), f"{mark}-story")
    yield Items(tuple((sentence,) for sentence in sentences), ordered=True)


def chamber_of(scenario: Scenario, mark: str) -> Iterator[Block]:
    """The votes of one decision of a story as a picture: of the last on which they part, if any."""
    decisions = (*scenario.earlier, scenario)
    for number in range(len(decisions), 0, -1):
        votes = decisions[number - 1].votes
        if len({line.vote for line in votes}) > 1:
            title = pictures.chamber_title(list(dict.fromkeys(line.body for line in votes)))
            if len(decisions) > 1:
                title = f"{say.meeting(number, len(decisions))}: {title}"
            here = f"{mark}-votes"
            yield Picture(chamber(votes, title, here), title, pictures.chamber_text(votes))
            return


def supports(heading: str, them: Sequence[Support]) -> Iterator[Block]:
    """What an answer rests on, each with its place."""
    if them:
        yield Paragraph((Strong(f"{heading}:"),))
        yield Items(tuple((f"{it.text} ({say.place(it.file, it.line)})",) for it in them))
