"""What `suggest` says to a person, and how it writes a property."""

from __future__ import annotations

from collections.abc import Iterator

from verifier.output.folding import fold
from verifier.results import Verdict
from verifier.results.suggest import Suggestion, Suggestions, Topic
from verifier.words.verdicts import period

WIDTH = 96
COLUMNS = ("about", "property", "verdict")
# What is open of kinds of decision, of claims, and of all else.
OF_KINDS = "what can be said of {}"
VERDICT_ON = "the verdict on {}"
BESIDES = "what can happen at all"
# Why a claim is open where no limit was reached.
NOT_FOLLOWED = "it could not be decided over rules that change"
_TOPICS = {
    Topic.ALONE: "Who passes or stops decisions alone",
    Topic.PASSING: "How few pass decisions, whatever the others do",
    Topic.CHANGING: "Who changes the rules",
    Topic.BLOCKING: "How few block decisions",
    Topic.SILENCE: "How few pass decisions while the others are silent",
    Topic.SEATS: "Who comes and goes",
    Topic.POSSIBLE: "What can happen at all",
}


def topic(it: Topic) -> str:
    """What properties are about."""
    return _TOPICS[it]


def heading(found: Suggestions) -> str:
    """What the properties are of."""
    return f"{found.title} ({found.file}): suggested properties, {period(found.start, found.end)}"


def counts(found: Suggestions, shown: int) -> str:
    """How many there are, and how many of these are shown."""
    number = len(found.suggestions)
    if found.undetermined:
        if not number:
            return "Nothing to suggest is known; whether there is something is not settled."
        some = f"{shown:,} of at least" if shown < number else "At least"
        more = "; --all writes all that are known" if shown < number else ""
        return f"{some} {number:,} that the file does not have{more}."
    if not number:
        return "There is nothing to suggest that the file does not have."
    if shown == number:
        return f"{number:,} that the file does not have."
    return f"{shown:,} of {number:,} that the file does not have; --all writes all of them."


def verdict(it: Suggestion) -> str:
    """What `check` says of it."""
    return "holds" if it.verdict is Verdict.HOLDS else "fails, as expected"


def source_lines(it: Suggestion) -> list[str]:
    """The property with its verdict as a comment, in lines that fit a terminal; texts between marks stay on one."""
    first, *others = it.source.split("\n")
    found = [f"{first}  # {verdict(it)}"]
    for line in others:
        if '"' in line:
            found.append(line)
        else:
            found += fold(line.strip(), WIDTH, "  ", " " * 6)
    return found


def comment(text: str) -> str:
    """A line of a specification that is for its reader."""
    return f"# {text}"


def comments(text: str) -> list[str]:
    """Lines of a specification for its reader, as many as a text of any length takes."""
    return fold(text, WIDTH, "# ", "#   ")


def below(found: Suggestions) -> Iterator[str]:
    """What is open."""
    for each in found.undetermined:
        yield f"Not settled: {each}."
