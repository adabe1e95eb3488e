"""What `readings` says to a person."""

from __future__ import annotations

from collections.abc import Iterator

from policy_dsl.wording import listed
from verifier.results import MeetingLine, Scenario, VoteLine
from verifier.results.readings import ComparedPair, ComparedReadings, Parting
from verifier.words.meetings import at_its
from verifier.words.verdicts import period

ALIKE = "Every decision has the same outcome on every ballot."
COLUMNS = ("clause", "adopted, read as", "not adopted, read as", "smallest vote")
_ACTS = {
    "abstain": "abstaining",
    "recused, attending": "recused and attending",
    "recused, absent": "recused and absent",
}
WHAT_IS_SMALLEST = (
    "The smallest vote is one in which as few as can be do anything: vote, attend without a vote, consent or object by"
    " separate act, or cast a casting vote, each in each body."
)


def _of(number: int, one: str) -> str:
    return f"{number} {one}" if number == 1 else f"{number} {one}s"


def heading(found: ComparedReadings) -> str:
    """What was compared."""
    return f"{found.title} ({found.file}): where readings part, {period(found.start, found.end)}"


def counts(found: ComparedReadings) -> str:
    """How many pairs of readings there are, and how many of them part."""
    pairs = found.pairs
    if not pairs:
        return "No clause in force has several readings."
    clauses = len({pair.clause for pair in pairs})
    said = f"{_of(clauses, 'clause')} with {_of(len(pairs), 'pair')} of readings:"
    parting = sum(pair.parts is True for pair in pairs)
    alike = sum(pair.parts is False for pair in pairs)
    parts = [f"{parting} part"] if parting else []
    parts += [f"{alike} never part"] if alike else []
    if parting + alike < len(pairs):
        parts.append(f"of {len(pairs) - parting - alike} it is not settled")
    return f"{said} {', '.join(parts)}."


def compared(pair: ComparedPair) -> str:
    """Which readings of which clause."""
    one, other = (
        f"{name} (“{title}”)" if title not in {"", name} else name
        for name, title in zip((pair.one, pair.other), pair.titles, strict=True)
    )
    return f"{pair.kind} {pair.clause}, read as {one} or {other}"


def partings(pair: ComparedPair) -> Iterator[str]:
    """What is known of them, a sentence each."""
    if pair.parts is False:
        yield ALIKE
        return
    for each in pair.partings:
        said = parting(pair.clause, each)
        yield f"Adopted as {each.adopting} and not as {each.failing}: {said}"


def parting(clause: str, it: Parting) -> str:
    """The smallest vote of one reading's own, or that there is none."""
    if it.happens is False:
        return "cannot happen."
    if it.happens is None:
        return f"not settled ({it.open})."
    if it.scenario is None:
        return f"can happen; which vote is the smallest is not settled ({it.open})."
    smallest = (
        "" if it.open is None else f" Whether there is a smaller vote is not settled ({it.open})."
    )
    return f"{vote(clause, it.scenario)}.{smallest}"


def vote(clause: str, it: Scenario) -> str:
    """A vote in numbers, body by body, on which decision, and how other clauses are read."""
    last = MeetingLine(it.votes, it.consents, it.objections, it.casting)
    parts = [
        f"{at_its(index)} {does}" if it.meetings else does
        for index, each in enumerate((*it.meetings, last))
        if (does := "; ".join(_done(each)))
    ]
    decision = [f"{name}: {value}" for name, value in it.attributes.items()]
    decision += [*it.effects]
    said = [f"on a decision with {', '.join(decision)}"] if decision else []
    others = [
        f"{name} as {read}" for name, read in it.readings_that_matter.items() if name != clause
    ]
    said += [f"reading {listed(others)}"] if others else []
    on = f" ({'; '.join(said)})" if said else ""
    return f"{'; '.join(parts) or 'nobody does anything'}{on}"


def _done(it: MeetingLine) -> Iterator[str]:
    """What is done at a meeting."""
    for body in dict.fromkeys(line.body for line in it.votes):
        yield f"in {body} {_votes([v for v in it.votes if v.body == body])}"
    for body, cast in it.casting_votes.items():
        yield f"casting vote in {body} {cast}"
    if it.consents:
        yield f"consent by separate act of {listed(list(it.consents))}"
    if it.objections:
        yield f"objection by separate act of {listed(list(it.objections))}"


def _votes(lines: list[VoteLine]) -> str:
    return ", ".join(f"{line.number:,} {_ACTS.get(line.vote, line.vote)}" for line in lines)


def below(found: ComparedReadings) -> Iterator[str]:
    """What is said once of all of it."""
    if any(each.scenario is not None for pair in found.pairs for each in pair.partings):
        yield WHAT_IS_SMALLEST
    if found.assumptions:
        yield f"Assuming: {' '.join(found.assumptions)}"
