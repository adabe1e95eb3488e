"""Findings from the results of check, loopholes and lint, and from what is wrong with files."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from policy_dsl.diagnostics import Diagnostic, Severity
from policy_dsl.loading import Loaded
from verifier.findings.finding import Finding, FindingPlace, Level
from verifier.results import PropertyResult, SpecificationResult, Verdict
from verifier.results.lint import LintResult
from verifier.results.loopholes import Loophole, PropertyLoopholes
from verifier.words import findings as words
from verifier.words.loopholes import finding, mechanism


def of_check(results: Sequence[SpecificationResult]) -> tuple[Finding, ...]:
    """A finding for each property that is not as expected, or not decided; and for what else of it is open."""
    return tuple(
        finding
        for result in results
        for prop in result.properties
        for finding in _checked(result, prop)
    )


def _checked(result: SpecificationResult, prop: PropertyResult) -> Iterator[Finding]:
    if not prop.as_expected:
        yield _property(result, prop)
    still_open = words.still_open(prop)
    if still_open is not None:
        yield Finding(
            rule="property-open",
            level=Level.WARNING,
            subject=prop.name,
            message=still_open,
            place=FindingPlace(prop.file, prop.line),
            known_by=(result.title, prop.name, prop.claim),
            open=True,
        )


def _property(result: SpecificationResult, prop: PropertyResult) -> Finding:
    undetermined = prop.verdict is Verdict.UNDETERMINED
    return Finding(
        rule=f"property-{prop.verdict.value}",
        level=Level.WARNING if undetermined else Level.ERROR,
        subject=prop.name,
        message=words.not_as_expected(prop),
        place=FindingPlace(prop.file, prop.line),
        known_by=(result.title, prop.name, prop.claim),
        story=prop.scenario.text if prop.scenario is not None else (),
        related=tuple(FindingPlace(s.file, s.line, s.text) for s in prop.in_the_way),
        open=undetermined,
    )


def of_loopholes(title: str, results: Sequence[PropertyLoopholes]) -> tuple[Finding, ...]:
    """A finding for each way round a property, and each acceptance that has nothing left to accept."""
    return tuple(finding for result in results for finding in _ways_round(title, result))


def _ways_round(title: str, result: PropertyLoopholes) -> Iterator[Finding]:
    for loophole in result.loopholes:
        yield _loophole(title, result, loophole)
    for stale in result.stale:
        named = stale.name or ""
        yield Finding(
            rule="stale-acceptance",
            level=Level.ERROR,
            subject=result.property,
            message=words.stale(result.property, stale.kind, named, stale.reason),
            place=FindingPlace(stale.file, stale.line),
            known_by=(title, result.property, stale.kind, named),
        )
    if result.undetermined is not None:
        yield Finding(
            rule="loopholes-undetermined",
            level=Level.WARNING,
            subject=result.property,
            message=words.not_all_looked_for(result.property, result.undetermined),
            place=FindingPlace(result.file, result.line),
            known_by=(title, result.property),
            open=True,
        )


def _loophole(title: str, result: PropertyLoopholes, it: Loophole) -> Finding:
    # One more way to the same is not what a baseline knows.
    sets = sorted(" ".join(sorted(f"{o.kind} {o.name}" for o in each.openings)) for each in it.sets)
    openings = tuple(dict.fromkeys(o for each in it.sets for o in each.openings))
    said = finding([[o.text for o in each.openings] for each in it.sets])
    return Finding(
        rule="loophole",
        level=Level.ERROR,
        subject=it.name,
        message=words.loophole(it.name, result.property, said, mechanism(it)),
        place=FindingPlace(result.file, result.line),
        known_by=(title, result.property, it.content, *sets),
        story=it.scenario.text,
        related=tuple(FindingPlace(o.file, o.line, o.text) for o in openings if o.file),
        suppressed=None if it.accepted is None else it.accepted.because,
    )


def of_lint(results: Sequence[LintResult]) -> tuple[Finding, ...]:
    """A finding for each of lint's, the waived ones as suppressed; and for each open question."""
    return tuple(finding for result in results for finding in _linted(result))


def _linted(result: LintResult) -> Iterator[Finding]:
    for it in result.findings:
        yield Finding(
            rule=it.code,
            level=Level.WARNING,
            subject=it.subject,
            message=words.linted(it.subject, it.why, it.instead),
            place=FindingPlace(it.file, it.line),
            known_by=(result.title, it.kind, it.subject),
            story=it.story,
            related=tuple(FindingPlace(m.file, m.line, m.text) for m in it.mentions if m.file),
            suppressed=None if it.waived is None else it.waived.because,
        )
    for question in result.open:
        yield Finding(
            rule=question.code,
            level=Level.WARNING,
            subject=question.subject,
            message=words.not_decided(question.subject, question.reason),
            place=FindingPlace(result.file, 0),
            known_by=(result.title, question.subject),
            open=True,
        )


def of_files(loaded: Sequence[Loaded]) -> tuple[Finding, ...]:
    """What is wrong with files; no baseline makes that right."""
    return tuple(_diagnostic(each) for one in loaded for each in one.diagnostics)


def _diagnostic(it: Diagnostic) -> Finding:
    helped = f" {words.HELP}: {it.help}" if it.help else ""
    return Finding(
        rule=it.code,
        level=Level.ERROR if it.severity is Severity.ERROR else Level.WARNING,
        subject=it.code,
        message=f"{it.message}.{helped}" if helped else it.message,
        place=FindingPlace(it.span.file, it.span.line, column=it.span.column),
        known_by=(it.message,),
        related=tuple(
            FindingPlace(r.span.file, r.span.line, r.label, r.span.column) for r in it.related
        ),
        open=True,
    )
