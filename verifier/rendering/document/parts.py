"""Parts that several chapters share: stories, chambers, places, badges."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from verifier.rendering.document.blocks import (
    Badge,
    Block,
    Deleted,
    Inserted,
    Paragraph,
    Picture,
    Run,
    Runs,
    Strong,
    TextLink,
)
from verifier.rendering.pictures.seats import chamber
from verifier.results import Scenario, Verdict
from verifier.results.review import ClauseStanding, Marked
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


def finding_numbers(numbers: Sequence[int]) -> Runs:
    """Links to findings, by their numbers alone."""
    return joined([TextLink(str(number), f"finding-{number}") for number in numbers], ", ")


def labelled(label: str, *runs: Run) -> Paragraph:
    """A paragraph that begins with what it is about."""
    return Paragraph((Strong(f"{label}: "), *runs))


def chamber_of(scenario: Scenario, mark: str, titles: Mapping[str, str]) -> Iterator[Block]:
    """The votes of one decision of a story as a picture: of the last on which they part, if any."""
    decisions = (*scenario.earlier, scenario)
    for number in range(len(decisions), 0, -1):
        votes = decisions[number - 1].votes
        if len({line.vote for line in votes}) > 1:
            bodies = dict.fromkeys(titles.get(line.body, line.body) for line in votes)
            title = pictures.chamber_title(list(bodies))
            if len(decisions) > 1:
                title = f"{say.meeting(number, len(decisions))}: {title}"
            here = f"{mark}-votes"
            yield Picture(chamber(votes, title, here), title, pictures.chamber_text(votes))
            return


def marked(words: Sequence[Marked]) -> Runs:
    """Words of a clause with what a change puts in and takes out."""
    runs: list[Run] = []
    for each in words:
        match each.kind:
            case "in":
                runs.append(Inserted(each.text))
            case "out":
                runs.append(Deleted(each.text))
            case "kept":
                runs.append(each.text)
    return tuple(runs)
