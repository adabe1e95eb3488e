"""How findings of lint are told: headings, times, numbers, and what stands around them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING

from policy_dsl import wording
from verifier.words.lint import NAMED_IN_FULL, TITLES
from verifier.words.verdicts import day, period

if TYPE_CHECKING:
    from verifier.results.lint import LintFinding, LintResult, PropertyCoverage, Waiver


def headline(it: LintFinding) -> str:
    """What was found, of what: a long subject is cut, since what is said below names it in full."""
    subject = it.subject
    if len(subject) > NAMED_IN_FULL:
        subject = subject[:NAMED_IN_FULL].rsplit(" ", 1)[0] + " …"
    found = TITLES[it.code].lower()
    if it.of_some:
        found = f"of some of them, {found}"
    return f"{it.code} {subject}: {found}"


def at_times(times: Sequence[tuple[date | None, date | None]], all_of_them: bool) -> str:
    """When it is so, where it is not always, or not known to be."""
    return f"This is so {when(times, all_of_them)}."


def when(times: Sequence[tuple[date | None, date | None]], all_of_them: bool) -> str:
    """Times, neighbouring ones as one; those of which it is known, if these are not `all_of_them`."""
    joined: list[tuple[date | None, date | None]] = []
    for start, end in times:
        if joined and joined[-1][1] == start is not None:
            joined[-1] = (joined[-1][0], end)
        else:
            joined.append((start, end))
    least = "" if all_of_them else "at least "
    return f"{least}{wording.listed([period(*each) for each in joined])}"


def covered(it: PropertyCoverage) -> str:
    """The share of clauses that properties depend on, and when one counts."""
    if not it.total:
        return coverage(it)
    return (
        f"{coverage(it)} A clause counts where a verdict rests on it, where it stands in the way of what a property"
        " calls possible, or where it applies in the scenario that shows a verdict and makes a difference to some"
        " outcome; provisions do not count."
    )


def coverage(it: PropertyCoverage) -> str:
    """The share of clauses that properties depend on."""
    if not it.total:
        return "Coverage: there is no clause that could have an effect."
    least = "at least " if it.open else ""
    rest = f"; not settled of {wording.listed(list(it.open))}" if it.open else ""
    counted = f"{least}{len(it.covered)} of {it.total} clauses ({least}{it.hundredths} %)"
    return f"Coverage: properties depend on {counted}{rest}."


INSTEAD = "Instead"


def instead(what: str) -> str:
    """What to write."""
    return f"{INSTEAD}: {what}"


def because(waiver: Waiver) -> str:
    """A finding that is waived."""
    until = f" (until {day(waiver.until)})" if waiver.until else ""
    return f"Waived because {waiver.because}{until} ({waiver.file}:{waiver.line})"


def summary(results: Sequence[LintResult]) -> str:
    """How many findings."""
    left = sum(len(result.open) for result in results)
    standing = sum(len(result.standing) for result in results)
    waived = sum(len(result.findings) for result in results) - standing
    said = "No findings" if not standing else f"{standing} finding{'s' if standing > 1 else ''}"
    if waived:
        said += f", {waived} waived"
    return f"{said}, {left} not decided." if left else f"{said}."


def not_decided(code: str, subject: str, reason: str) -> str:
    """A question that a limit kept open."""
    about = f" for {subject}" if subject else ""
    return f"Not decided: {code} ({TITLES[code].lower()}){about}: {reason}"


COLUMNS = ("finding", "line", "what was found")
POINTERS = "One in full, with what to write instead: --show NAME. All: -v."


def line(them: Sequence[LintFinding]) -> str:
    """Findings of which a line says the same: when it is so, unless always, and why it is accepted, if it is."""
    it = them[0]
    said = it.brief.rstrip(".")
    if any(each.everywhere is not True for each in them):
        times = sorted({time for each in them for time in each.times}, key=_first_day)
        said += f" ({when(times, all(each.everywhere is not None for each in them))})"
    return said if it.waived is None else f"{said}; waived because {it.waived.because}"


def _first_day(time: tuple[date | None, date | None]) -> date:
    return time[0] or date.min


def names_in_a_line(names: Sequence[str]) -> str:
    """Findings of one code: "VL01/1, /2, /3"."""
    first, *others = names
    return ", ".join([first, *(f"/{name.partition('/')[2]}" for name in others)])


def no_finding(name: str, known: Sequence[str]) -> str:
    """There is no finding of that name."""
    said = f"there is no finding called {name}"
    return f"{said}; there are {', '.join(known)}" if known else said


def heading(it: LintResult, at: date | None) -> str:
    """Whose findings these are; on which day, if one was asked about."""
    return f"{it.title} ({it.file}){'' if at is None else f', on {day(at)}'}"
