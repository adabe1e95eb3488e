"""The review of a specification, put together from what the analyses answer."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping, Sequence
from datetime import date

from policy_dsl.loading import Loaded
from policy_dsl.model import Provision, Specification
from policy_dsl.records import dataclass, field, replace
from policy_dsl.source import Source
from verifier.checking.specifications import Options, check
from verifier.diffing.comparing import DiffOptions as CompareOptions
from verifier.diffing.comparing import compare
from verifier.loopholes.finding import begun, collected
from verifier.loopholes.openings import left_aside, protection
from verifier.resilience.fewest_departures import resilience
from verifier.results import PropertyResult, Verdict
from verifier.results.lint import LintResult
from verifier.results.loopholes import PropertyLoopholes
from verifier.results.resilience import Resilience
from verifier.results.review import (
    AnsweredQuestion,
    CoverPage,
    OpenPoint,
    Review,
    ReviewFinding,
)
from verifier.review.alternatives import issues as open_issues
from verifier.review.circumstances import circumstances
from verifier.review.entries import Known, entries
from verifier.review.findings import (
    ChangedFirst,
    asked_whether_they_last,
    changed_first,
    findings,
    looked_for,
    lost_by_changes,
    numbers_of,
    seriousness,
)
from verifier.review.front import lead
from verifier.review.issues import every_link, issues
from verifier.review.parts import ReviewWork
from verifier.review.people import groups, people, rooms, stretches
from verifier.review.since import since
from verifier.review.suggestions import asked_together
from verifier.solving.helping import Helpers
from verifier.solving.limits import Limits, StepsOfRun
from verifier.solving.remembering import remembering
from verifier.solving.shared_work import SharedWork
from verifier.words import front as front_words
from verifier.words import in_titles, plain_names, telling
from verifier.words import loopholes as loophole_words
from verifier.words import review as words
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
def review(
    loaded: Loaded, asked: Asked, progress: Progress = _silent, helpers: Helpers | None = None
) -> Review:
    """The review of what was loaded; PolicyErrors where that has errors. Helpers do parts of it, if there are some."""
    limits = asked.limits
    work = ReviewWork(loaded, limits, asked.on)
    shared = SharedWork(helpers, limits.deadline, work, ReviewWork, loaded, limits, asked.on)
    with shared:
        return _review(loaded, asked, progress, shared)


def _review(
    loaded: Loaded, asked: Asked, progress: Progress, shared: SharedWork[ReviewWork]
) -> Review:
    specification = loaded.or_errors()
    limits = asked.limits
    # What others can begin with; what takes longest is begun first.
    parting = None if asked.quick else shared.part(ReviewWork.readings)
    powers = shared.part(ReviewWork.matrix)
    stretched = shared.part(ReviewWork.lanes)
    entrenched = shared.part(ReviewWork.entrenchment)
    begun_ways = begun(shared, ReviewWork.ways_round, specification.properties)
    checked = check(specification, Options(limits=limits), progress=progress)
    # How far so many steps reach depends on what was asked before in the same process, which is always this.
    absences = None if asked.quick else _resilience(specification, limits)
    linting = shared.part(ReviewWork.lint, checked.properties)
    found_ways = collected(shared, begun_ways, specification.properties, progress)
    ways = {each.property: each for each in found_ways}
    results = {result.name: result.relied_on() for result in checked.properties}
    changed = _changed_first(specification, results, ways, shared, progress)
    undecided = changed.undecided
    named = {way.name: way for each in ways.values() for way in each.loopholes}
    found = findings(specification, ways, changed.stories, asked.on)
    found = issues(specification, found, named, limits)
    fixed = {p.name for p in specification.properties if p.fixed_readings}
    lost = {name: Verdict.FAILS for name, it in ways.items() if lost_by_changes(it)}
    every_point: tuple[OpenPoint, ...] = ()
    if not asked.quick:
        known = {**changed.verdicts, **lost}
        verdicts = {result.name: result.verdict for result in checked.properties}
        supposing = [
            shared.part(ReviewWork.point, number, verdicts, known)
            for number, _ in enumerate(open_issues(specification), 1)
        ]
        found = _with_suggestions(specification, found, results, changed, shared, progress)
        every_point = tuple(_told(shared.result(each), progress) for each in supposing)
    linted = shared.result(linting)
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
        lanes=shared.result(stretched),
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
        matrix=shared.result(powers),
        entrenchment=shared.result(entrenched),
        lint=linted,
        resilience=absences,
        parting=None if parting is None else shared.result(parting),
        comparison=compared,
        since=None
        if compared is None or asked.since is None
        else since(asked.since, specification, compared, asked.on),
        quick=asked.quick,
        assumptions=loophole_words.assumptions(specification, protecting, changes=True),
        undecided=tuple(undecided.items()),
        looked_for=looked,
        cut=None if limits.run_over is None else why(limits.run_over),
        aside=tuple(prop.name for prop in specification.properties if left_aside(prop)),
        lead=lead(specification, results, found, ways, looked, limits),
        sources=every_link(specification),
        not_modelled=tuple(
            clause.text for clause in specification.clauses if isinstance(clause, Provision)
        ),
        judged=tuple(
            (
                plain_names.party(specification, judge),
                plain_names.attribute(specification, name),
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


def _changed_first(
    specification: Specification,
    results: Mapping[str, PropertyResult],
    ways: Mapping[str, PropertyLoopholes],
    shared: SharedWork[ReviewWork],
    progress: Progress,
) -> ChangedFirst:
    asked = asked_whether_they_last(specification, results, ways)
    parts = [shared.part(ReviewWork.lasting, prop) for prop in asked]
    lasting: dict[str, PropertyResult] = {}
    for part in parts:
        result = shared.result(part)
        lasting[result.name] = result
        progress(result.name)
    return changed_first(specification, results, ways, lasting)


def _with_suggestions(
    specification: Specification,
    found: Sequence[ReviewFinding],
    results: Mapping[str, PropertyResult],
    changed: ChangedFirst,
    shared: SharedWork[ReviewWork],
    progress: Progress,
) -> tuple[ReviewFinding, ...]:
    """The findings, those that are open with a change of wording that closes them, where one was found."""
    parts = [
        shared.part(ReviewWork.suggested, them, results, changed.lasting)
        for them in asked_together(specification, found)
    ]
    closed = {each.number: each for part in parts for each in shared.result(part)}
    for each in closed.values():
        progress(each.title)
    return tuple(closed.get(each.number, each) for each in found)


def _told(point: OpenPoint, progress: Progress) -> OpenPoint:
    progress(point.subject or point.text)
    return point


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
        _story(specification, result),
    )


def _story(specification: Specification, result: PropertyResult) -> tuple[str, ...]:
    """The example of an answer, with what it supposes, and how clauses are read where that matters."""
    if result.scenario is None:
        return ()
    about = circumstances(specification, result.scenario, result.name)
    return telling.story(specification, result.scenario, about)


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
