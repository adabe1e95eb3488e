"""What is said of findings where build servers show them, and of baselines."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from verifier.words.check import FOR_EXAMPLE, asked, verdict_sentence
from verifier.words.check import loopholes as ways_round
from verifier.words.check import still_open as sentences
from verifier.words.lint import TITLES
from verifier.words.lint_telling import instead as instead_of

if TYPE_CHECKING:
    from verifier.findings.finding import BaselineComparison
    from verifier.results import PropertyResult

HELP = "What to do"
AT_A_PLACE = "here"

RULES = {
    "property-holds": "A property that was expected to be false holds",
    "property-fails": "A property does not hold",
    "property-vacuous": "A property holds, but says nothing",
    "property-undetermined": "A property was not decided: a limit was reached",
    "property-open": "Something beside a verdict was not worked out: a limit was reached",
    "loophole": "A way round what a property protects, which is not accepted",
    "stale-acceptance": "An accepted loophole that has gone, or whose date has passed",
    "loopholes-undetermined": "Not all ways round a property were looked for: a limit was reached",
}


def rule(name: str) -> str:
    """What a rule is about."""
    if name in RULES:
        return RULES[name]
    if name in TITLES:
        return TITLES[name]
    return f"{name}: the specification can't be understood as it is, or says what was hardly meant"


def not_as_expected(prop: PropertyResult) -> str:
    """A property that is not as expected, in a sentence or two."""
    called = f"{prop.name} “{prop.title}”" if prop.title not in ("", prop.name) else prop.name
    said = verdict_sentence(prop).removesuffix(" This can happen:").removesuffix(f" {FOR_EXAMPLE}")
    return f"{called}: {said} ({asked(prop.claim)})"


def still_open(prop: PropertyResult) -> str | None:
    """What a limit kept open beside a verdict that is known; None where nothing."""
    said = list(sentences(prop))
    if prop.loopholes is not None and prop.loopholes.open is not None:
        said.append(ways_round(prop.loopholes))
    return f"{prop.name}: {' '.join(said)}" if said else None


def loophole(name: str, prop: str, what: str, how: str) -> str:
    """A way round."""
    return f"{name}: {prop} can be got round: {what}. {how}"


def stale(prop: str, kind: str, name: str, reason: str) -> str:
    """An acceptance that accepts nothing."""
    named = f" {name}" if name else ""
    return f"accepts {kind}{named} in {prop}: {reason}"


def not_all_looked_for(prop: str, reason: str) -> str:
    """A limit was reached."""
    return f"not all ways round {prop} were looked for: {reason}"


def not_decided(subject: str, reason: str) -> str:
    """A limit was reached."""
    return f"{subject}: not decided: {reason}"


def linted(subject: str, why: str, instead: str) -> str:
    """What lint found, and what to write."""
    return f"{subject}: {why} {instead_of(instead)}" if instead else f"{subject}: {why}"


# --- baselines -------------------------------------------------------------------------------------


def baseline_unreadable(path: str, reason: str) -> str:
    """It can't be read."""
    return f"the baseline {path} can't be read: {reason}; write one with --write-baseline {path}"


def no_baseline(path: str) -> str:
    """It is something else."""
    return f"{path} is no baseline; write one with --write-baseline {path}"


def other_version(path: str, version: int) -> str:
    """It was written by another version of the tool."""
    return f"{path} is no baseline of version {version}; write it anew with --write-baseline {path}"


def baseline_written(path: str, number: int) -> str:
    """How many findings it holds."""
    return f"Wrote {path}: {number} {'finding is' if number == 1 else 'findings are'} known from now on."


def against_baseline(it: BaselineComparison) -> Sequence[str]:
    """What is new, what is known, and what went."""
    gone = "what has gone is not settled" if it.gone_open else f"{len(it.gone)} gone"
    found = [f"Against the baseline: {len(it.new)} new, {len(it.known)} known, {gone}."]
    found += [f"  new: {each.subject} ({each.place.file}:{each.place.line})" for each in it.new]
    found += [f"  gone: {each.subject} ({each.rule}); write the baseline anew" for each in it.gone]
    return found


def not_written(path: str) -> str:
    """A run that found something wrong knows not all findings."""
    return f"{path} was not written: not all findings are known, since something is wrong with a file or the call"


KNOWN = "known to the baseline"
SUITE_OF_FAULTS = "what could not be checked"
