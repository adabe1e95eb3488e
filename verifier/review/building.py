"""The review of a specification, put together from what the analyses answer."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping, Sequence
from datetime import date

from policy_dsl.loading import Loaded
from policy_dsl.model import Provision, Specification
from policy_dsl.records import dataclass, field, replace
from policy_dsl.source import Source
from verifier.changing.entrenchment import entrenchment
from verifier.checking.specifications import Options, check
from verifier.diffing.comparing import DiffOptions as CompareOptions
from verifier.diffing.comparing import compare
from verifier.linting.every_check import LintOptions as LintAsked
from verifier.linting.every_check import lint
from verifier.linting.waiving import read_waivers
from verifier.loopholes.openings import left_aside, protection
from verifier.matrix.whole_matrix import matrix
from verifier.readings.pairs import readings
from verifier.resilience.fewest_departures import resilience
from verifier.results import PropertyResult, Verdict
from verifier.results.lint import LintResult
from verifier.results.loopholes import PropertyLoopholes
from verifier.results.matrix import Matrix
from verifier.results.resilience import Resilience
from verifier.results.review import AnsweredQuestion, CoverPage, Review, ReviewFinding
from verifier.review.altering import points, quick
from verifier.review.entries import Known, entries
from verifier.review.findings import (
    all_ways,
    changed_first,
    findings,
    looked_for,
    lost_by_changes,
    numbers_of,
    seriousness,
)
from verifier.review.front import lead
from verifier.review.issues import every_link, issues
from verifier.review.people import groups, lanes, people, rooms, stretches
from verifier.review.since import since
from verifier.review.suggestions import with_suggestions
from verifier.solving.limits import Limits, StepsOfRun
from verifier.solving.remembering import remembering
from verifier.words import front as front_words
from verifier.words import in_titles, plain_english, telling
from verifier.words import loopholes as loophole_words
from verifier.words import review as words
from verifier.words.lint import TITLES
from verifier.words.reasons import why

Progress = Callable[[str], None]
# So many of the solver's steps go into what absences do, as in the largest reviews all else takes.
STEPS = 500_000


def _silent(_: str) -> None:
    """Nobody is told."""


@dataclass(frozen=True)
class Asked:
    """What a review is asked for: its date, the tool's version, and limits on each question.

    `quick` leaves out what takes longest: suggested wording, and asking again with things otherwise. `since` is an
    earlier version to compare with.
    """

    on: date
    tool: str
    limits: Limits = field(default_factory=Limits)
    quick: bool = False
    since: Specification | None = None


@remembering()
def review(loaded: Loaded, asked: Asked, progress: Progress = _silent) -> Review:
    """The review of what was loaded; PolicyErrors where that has errors."""
    specification = loaded.or_errors()
    limits = asked.limits
    checked = check(specification, Options(limits=limits), progress=progress)
    ways = all_ways(specification, limits, asked.on, progress)
    results = {result.name: result.relied_on() for result in checked.properties}
    changed = changed_first(specification, results, ways, quick(limits), progress)
    undecided = changed.undecided
    named = {way.name: way for each in ways.values() for way in each.loopholes}
    found = findings(specification, ways, changed.stories, asked.on)
    found = issues(specification, found, named, limits)
    fixed = {p.name for p in specification.properties if p.fixed_readings}
    verdicts = {result.name: result.verdict for result in checked.properties}
    if not asked.quick:
        found = with_suggestions(
            loaded, found, results, changed.lasting, limits, asked.on, progress
        )
    lost = {name: Verdict.FAILS for name, it in ways.items() if lost_by_changes(it)}
    known = {**changed.verdicts, **lost}
    every_point = (
        () if asked.quick else points(specification, verdicts, quick(limits), progress, known)
    )
    linted = _lint(specification, asked, checked.properties)
    looked = looked_for(specification, ways, undecided)
    protecting = [prop for prop in specification.properties if protection(prop) is not None]
    compared = (
        None if asked.since is None else compare(asked.since, specification, CompareOptions(limits))
    )
    return Review(
        cover=_cover(specification, loaded.sources, asked),
        people=people(specification),
        groups=groups(specification),
        rooms=rooms(specification),
        stretches=stretches(specification),
        lanes=lanes(specification, limits),
        answers=tuple(
            _answer(
                specification,
                number,
                result,
                result.name in fixed,
                ways.get(result.name),
                found,
                result.name in undecided,
            )
            for number, result in enumerate(checked.properties, 1)
        ),
        entries=entries(
            specification,
            loaded.sources,
            Known(found, looked, every_point, asked.quick, _remarks(linted), linted),
        ),
        findings=found,
        points=every_point,
        matrix=_matrix(specification, limits),
        entrenchment=entrenchment(specification, limits) if specification.powers else None,
        lint=linted,
        resilience=None if asked.quick else _resilience(specification, limits),
        parting=None if asked.quick else readings(specification, limits),
        comparison=compared,
        since=None if compared is None else since(specification, compared, asked.on),
        quick=asked.quick,
        assumptions=loophole_words.assumptions(specification, protecting, changes=True),
        undecided=tuple(undecided.items()),
        looked_for=looked,
        cut=None if limits.run_over is None else why(limits.run_over),
        aside=tuple(prop.name for prop in specification.properties if left_aside(prop)),
        lead=lead(specification, results, found, ways, limits),
        sources=every_link(specification),
        not_modelled=tuple(
            clause.text for clause in specification.clauses if isinstance(clause, Provision)
        ),
        judged=tuple(
            (
                plain_english.party(specification, judge),
                plain_english.attribute(specification, name),
            )
            for name, judge in ((each.name, each.judge) for each in specification.attributes)
            if judge is not None
        ),
        readings=tuple(
            (
                f"{reading.name} of {clause.name}",
                in_titles.read_so(specification, {clause.name: reading.name}),
            )
            for clause in specification.clauses
            for reading in clause.readings
        ),
    )


def _cover(specification: Specification, sources: Mapping[str, Source], asked: Asked) -> CoverPage:
    digest = hashlib.sha256()
    for source in sources.values():
        digest.update(source.text.encode("utf-8"))
    return CoverPage(
        specification.title,
        specification.version,
        asked.on,
        specification.file,
        digest.hexdigest(),
        asked.tool,
        tuple((d.name, d.title or d.name, d.dated) for d in specification.documents),
        specification.spelling,
    )


def _answer(
    specification: Specification,
    number: int,
    result: PropertyResult,
    reading_fixed: bool,
    ways: PropertyLoopholes | None,
    found: tuple[ReviewFinding, ...],
    undecided: bool,
) -> AnsweredQuestion:
    own = numbers_of(result.name, found)
    return AnsweredQuestion(
        number,
        result.title or result.claim,
        result,
        words.short(result, reading_fixed),
        seriousness(result, ways, [f for f in found if f.number in own], undecided),
        own,
        ways,
        front_words.reason(
            specification, result, [f for f in found if f.number in own], reading_fixed
        ),
        reading_fixed,
        () if result.scenario is None else telling.story(specification, result.scenario),
    )


def _lint(
    specification: Specification, asked: Asked, results: Sequence[PropertyResult]
) -> LintResult:
    """What lint finds, waivers included; what it says of properties is said with the answers."""
    waivers = read_waivers(specification)
    return lint(specification, LintAsked(asked.on, tuple(TITLES), asked.limits), waivers, results)


def _remarks(linted: LintResult) -> Mapping[tuple[str, int], tuple[str, ...]]:
    """The codes of what lint finds, by the place of what it finds it of."""
    found: dict[tuple[str, int], tuple[str, ...]] = {}
    for each in linted.standing:
        found[each.file, each.line] = (*found.get((each.file, each.line), ()), each.code)
    return found


def _resilience(specification: Specification, limits: Limits) -> Resilience | None:
    """When nothing can pass any more, as far as that is found in so many steps: a review is not to wait for it."""
    if not specification.powers:
        return None
    bounded = replace(limits, run=StepsOfRun(STEPS)) if limits.run is None else limits
    return resilience(specification, bounded, fewest=False)


def _matrix(specification: Specification, limits: Limits) -> Matrix | None:
    return matrix(specification, limits=limits) if specification.powers else None
