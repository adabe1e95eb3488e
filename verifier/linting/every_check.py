"""Lint: all checks of a specification, one after the other."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date

from policy_dsl.model import Specification
from policy_dsl.records import dataclass, field, replace
from verifier.linting.changeable import changed_easily
from verifier.linting.coming import helpful_abstentions, helpful_objections
from verifier.linting.dead_clauses import idle_clauses
from verifier.linting.dead_parts import idle_parts
from verifier.linting.demands import different_demands
from verifier.linting.depended_on import coverage
from verifier.linting.few_votes import few_suffice
from verifier.linting.judges import acts_bundled, interested_judges
from verifier.linting.lint_context import LintContext
from verifier.linting.passable import clashing, uncovered
from verifier.linting.quorums import lower_quorums
from verifier.linting.staying_away import lost_by_coming
from verifier.linting.votes import dummies
from verifier.linting.waiving import waived
from verifier.results import PropertyResult, ReplayError
from verifier.results.lint import LintFinding, LintResult, Waiver
from verifier.solving.answers import LimitReached
from verifier.solving.deadline import OutOfTime
from verifier.solving.limits import Limits
from verifier.solving.watching import watched
from verifier.words import lint as words

# Each check with the codes that it can find.
CHECKS: tuple[tuple[tuple[str, ...], Callable[[LintContext], None]], ...] = (
    ((words.GAP,), uncovered),
    ((words.DEAD, words.REDUNDANT, words.WIDE, words.SEVERAL), idle_clauses),
    ((words.CLASH,), clashing),
    ((words.DUMMY,), dummies),
    ((words.HELPS,), helpful_objections),
    ((words.JUDGE,), interested_judges),
    ((words.BUNDLE,), acts_bundled),
    ((words.PART,), idle_parts),
    ((words.LOWER,), lower_quorums),
    ((words.ABSTAINING,), helpful_abstentions),
    ((words.FEW,), few_suffice),
    ((words.COMING,), lost_by_coming),
    ((words.CHANGED,), changed_easily),
    ((words.DIFFERENT,), different_demands),
)
# Of clauses and their parts it is asked whether they ever do anything, which is about all times together.
EVER = (idle_clauses, idle_parts)


@dataclass(frozen=True)
class LintOptions:
    """Which codes to look for, the day that waivers are judged by, and the limits of each question.

    `at` is the day that is asked about; None: all times of the timeline.
    """

    today: date
    codes: tuple[str, ...] = tuple(words.TITLES)
    limits: Limits = field(default_factory=Limits)
    at: date | None = None


def lint(
    specification: Specification,
    asked: LintOptions,
    waivers: Sequence[Waiver] = (),
    results: Sequence[PropertyResult] | None = None,
) -> LintResult:
    """What can be said of a specification without asking anything in particular; `results` are those of its properties,
    within the same limits, where they are known.
    """
    room = LintContext(specification, asked.limits, asked.at)
    checked: set[str] = set()
    # What makes no difference is covered by nothing that it merely applies to.
    looked_for = {*asked.codes, *({words.REDUNDANT} if words.UNCOVERED in asked.codes else ())}
    try:
        with watched(asked.limits.deadline):
            for codes, check in CHECKS:
                if set(codes) & looked_for:
                    _checked(room, codes, check if check in EVER else _at_each_time(check))
                checked.update(codes)
    except OutOfTime as over:
        for codes, _ in CHECKS:
            if not set(codes) <= checked:
                room.not_decided(codes, "", over.reason)
    covered = coverage(room, results) if words.UNCOVERED in asked.codes else None
    findings = [finding for finding in room.findings if finding.code in asked.codes]
    findings.sort(key=_order)
    not_decided = tuple(each for each in room.open if each.code in asked.codes)
    found, unsettled = waived(findings, waivers, asked.today, asked.codes, not_decided)
    return LintResult(
        specification.file,
        specification.title,
        found,
        covered,
        (*not_decided, *unsettled),
    )


Stretch = tuple[date | None, date | None]


def _at_each_time(check: Callable[[LintContext], None]) -> Callable[[LintContext], None]:
    """The check at every state that things are in, the last one first; what is found again is one finding."""

    def checked(room: LintContext) -> None:
        before = len(room.findings)
        found: dict[object, LintFinding] = {}
        when: dict[object, list[Stretch]] = {}
        latest, open_before = room.now, len(room.open)
        ended = False
        try:
            for state in reversed(room.states):
                room.now = next(each for each in reversed(room.intervals) if each.state == state)
                check(room)
                _gather(room, before, found, when)
            ended = True
        finally:
            _gather(room, before, found, when)
            room.now = latest
            settled = ended and len(room.open) == open_before
            for fact, them in when.items():
                missing = False if settled else None
                everywhere = True if len(them) == len(room.intervals) else missing
                times = tuple(sorted(them, key=_first_day))
                room.findings.append(replace(found[fact], times=times, everywhere=everywhere))

    return checked


def _gather(
    room: LintContext,
    before: int,
    found: dict[object, LintFinding],
    when: dict[object, list[Stretch]],
) -> None:
    """Take what was found at the time that is looked at from the room's findings."""
    for each in room.findings[before:]:
        found.setdefault(_fact(each), each)
        when.setdefault(_fact(each), []).extend(room.stretches(room.now.state))
    del room.findings[before:]


def _fact(it: LintFinding) -> object:
    """What is the same where two findings say the same; where a story shows it, the words tell of the story."""
    words = "" if it.story else it.why
    return it.code, it.kind, it.subject, it.file, it.line, it.of_some, words


def _first_day(stretch: Stretch) -> date:
    return stretch[0] or date.min


def _checked(
    room: LintContext, codes: tuple[str, ...], check: Callable[[LintContext], None]
) -> None:
    """Add what a check finds; where it does not come to its end, that and why."""
    try:
        room.limits.go_on()
        check(room)
    except (LimitReached, ReplayError, OutOfTime) as stopped:
        reason = stopped if isinstance(stopped, ReplayError) else stopped.reason
        room.not_decided(codes, "", reason)


def _order(finding: LintFinding) -> tuple[str, int, str, str]:
    return finding.file, finding.line, finding.code, finding.subject
