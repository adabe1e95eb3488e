"""Which clauses some property depends on."""

from __future__ import annotations

from policy_dsl.model import Provision
from verifier.checking.running import Options, check
from verifier.encoding.activity import kind_of
from verifier.linting.lint_context import LintContext
from verifier.results import PropertyResult, Verdict
from verifier.results.lint import LintFinding, PropertyCoverage
from verifier.words import lint as words
from verifier.words import lint_lines as lines


def coverage(room: LintContext) -> PropertyCoverage | None:
    """VL08 for each clause that no property depends on; None where there is no property.

    A clause counts as covered where, on some date, a verdict rests on it, it stands in the way of what a property
    calls possible, or it applies in the scenario that shows a verdict. Provisions have no effect and count nowhere.
    """
    whole = room.whole
    if not whole.properties:
        return None
    results = check(whole, Options(limits=room.limits)).properties
    # What a verdict rests on is known where nothing of it is open.
    used = {name for result in results for name in _used(result)}
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
        if clause.name in used:
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
    return PropertyCoverage(tuple(clause.name for clause in clauses if clause.name in used), rest)


def _open(result: PropertyResult) -> list[str]:
    """What of a property is open that its verdict may rest on."""
    undetermined = [s.reason for s in result.states if s.verdict is Verdict.UNDETERMINED]
    return list(dict.fromkeys((*undetermined, *result.open)))


def _used(result: PropertyResult) -> set[str]:
    clauses = {"power", "rule", "prohibition", "exception", "recusal", "composition"}
    found: set[str] = set()
    for state in result.states:
        if state.open:
            continue
        for support in (*state.rests_on, *state.in_the_way):
            if support.kind in clauses:
                found.add(support.name)
        if state.scenario is not None:
            found |= {line.name for line in state.scenario.clauses if line.applied}
    return found
