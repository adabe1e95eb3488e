"""Which clauses some property depends on."""

from __future__ import annotations

from collections.abc import Sequence

from policy_dsl.model import Provision
from verifier.checking.specifications import Options, check
from verifier.encoding.activity import kind_of
from verifier.linting.lint_context import LintContext
from verifier.results import PropertyResult, Verdict
from verifier.results.lint import LintFinding, PropertyCoverage
from verifier.words import lint as words
from verifier.words import lint_lines as lines


def coverage(
    room: LintContext, results: Sequence[PropertyResult] | None = None
) -> PropertyCoverage | None:
    """VL08 for each clause that no property depends on; None where there is no property. `results` as of `lint`.

    A clause counts as covered where, on some date, a verdict rests on it, it stands in the way of what a property
    calls possible, or it applies in the scenario that shows a verdict and is not known to make no difference (VL03,
    looked for before). Provisions have no effect and count nowhere.
    """
    whole = room.whole
    if not whole.properties:
        return None
    if results is None:
        results = check(whole, Options(limits=room.limits)).properties
    # What a verdict rests on is known where nothing of it is open.
    needed = {name for result in results for name in _needed(result)}
    applied = {name for result in results for name in _applied(result)}
    idle = {each.subject for each in room.findings if each.code == words.REDUNDANT}
    used = needed | (applied - idle)
    undecided = {each.subject for each in room.open if each.code == words.REDUNDANT}
    unsure = applied - needed - idle if "" in undecided else (applied - needed) & undecided
    used -= unsure
    clauses = [clause for clause in whole.clauses if not isinstance(clause, Provision)]
    reasons = [why for result in results for why in _open(result)]
    for result in results:
        for why in _open(result):
            room.not_decided((words.UNCOVERED,), result.name, why)
    rest = tuple(clause.name for clause in clauses if clause.name not in used)
    if reasons:
        covered = tuple(clause.name for clause in clauses if clause.name in used)
        return PropertyCoverage(covered, (), rest)
    for clause in clauses:
        if clause.name in needed | applied:
            continue
        room.findings.append(
            LintFinding(
                words.UNCOVERED,
                kind_of(clause),
                clause.name,
                clause.place.file,
                clause.place.line,
                words.no_property_depends(clause),
                words.instead_of_uncovered(clause),
                lines.no_property_depends(clause),
            )
        )
    return PropertyCoverage(
        tuple(clause.name for clause in clauses if clause.name in used),
        tuple(name for name in rest if name not in unsure),
        tuple(name for name in rest if name in unsure),
    )


def _open(result: PropertyResult) -> list[str]:
    """What of a property is open that its verdict may rest on."""
    undetermined = [s.reason for s in result.states if s.verdict is Verdict.UNDETERMINED]
    return list(dict.fromkeys((*undetermined, *result.open)))


def _needed(result: PropertyResult) -> set[str]:
    """The clauses that a verdict rests on, or that stand in the way of what a property calls possible."""
    clauses = {"power", "rule", "prohibition", "exception", "recusal", "composition"}
    return {
        support.name
        for state in result.states
        if not state.open
        for support in (*state.rests_on, *state.in_the_way)
        if support.kind in clauses
    }


def _applied(result: PropertyResult) -> set[str]:
    """The clauses that apply in a scenario which shows a verdict."""
    return {
        line.name
        for state in result.states
        if not state.open and state.scenario is not None
        for line in state.scenario.clauses
        if line.applied
    }
