"""Checking whole specifications: every property, in one process or in several."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from datetime import date
from typing import TYPE_CHECKING

from policy_dsl.model import OnDate, Property, Specification
from policy_dsl.records import dataclass, field, replace
from verifier.checking.combining import check_property, disagreeing, not_reached
from verifier.loopholes.how_many import count_loopholes
from verifier.loopholes.searching import Search
from verifier.results import PropertyResult, ReplayError, SpecificationResult, Verdict
from verifier.solving.answers import LimitReached
from verifier.solving.deadline import GRACE, Deadline, OutOfTime
from verifier.solving.limits import Budget, Limits
from verifier.solving.watching import watched

if TYPE_CHECKING:
    from concurrent.futures import Executor, Future

Progress = Callable[[str], None]
# Properties sent to a process at once: enough to build the rules' terms seldom, few enough to share the work.
CHUNK = 25


@dataclass(frozen=True)
class Options:
    """What to check: the named properties (None: all), all of them on one date, within limits.

    `every_basis`: of each proof, all minimal sets of facts that carry it. `count_loopholes`: with each property that
    protects something, how many ways there are round it. `second_solver`: whether a second one gives the same answers
    to all that is asked about a property; it has as long again. Not `explained`: of what holds only that it does.
    `lines`: what has its title or the reason why it fails in one line is neither explained nor told, as long as it is
    as expected and no limit kept anything of it open.
    """

    properties: tuple[str, ...] | None = None
    at: date | None = None
    limits: Limits = field(default_factory=Limits)
    every_basis: bool = False
    count_loopholes: bool = False
    second_solver: bool = False
    explained: bool = True
    lines: bool = False


def selected(specification: Specification, options: Options) -> tuple[Property, ...]:
    """The properties to check, in source order; KeyError for a name that the specification does not have."""
    wanted = specification.properties
    if options.properties is not None:
        known = {prop.name for prop in wanted}
        for name in options.properties:
            if name not in known:
                raise KeyError(name)
        wanted = tuple(prop for prop in wanted if prop.name in options.properties)
    if options.at is not None:
        wanted = tuple(replace(prop, at=OnDate(options.at)) for prop in wanted)
    return wanted


def check(
    specification: Specification,
    options: Options | None = None,
    executor: Executor | None = None,
    progress: Progress | None = None,
) -> SpecificationResult:
    """The verdicts of a specification's properties.

    With an `executor` they are shared out to its processes. `progress` is told each property's name when
    it is done. What is not decided when the run has to end is undetermined.
    """
    options = options or Options()
    wanted = selected(specification, options)
    if executor is None or len(wanted) < 2:
        results = check_some(specification, wanted, options, progress)
    else:
        results = _shared_out(specification, wanted, options, executor, progress)
    return SpecificationResult(specification.file, specification.title, results)


def check_some(
    specification: Specification,
    properties: Sequence[Property],
    options: Options,
    progress: Progress | None = None,
) -> tuple[PropertyResult, ...]:
    """The verdicts of some properties, over encodings built once."""
    found: list[PropertyResult] = []
    try:
        with watched(options.limits.deadline):
            search = Search(specification, options.limits)
            for prop in properties:
                if options.second_solver:
                    result = _with_second_opinion(search, prop, options)
                else:
                    result = _checked(search, prop, options)
                found.append(result)
                if progress is not None:
                    progress(prop.name)
    except OutOfTime as over:
        found += [not_reached(specification, prop, over) for prop in properties[len(found) :]]
    return tuple(found)


def _checked(search: Search, prop: Property, options: Options) -> PropertyResult:
    """The verdict, and where asked for, how many ways there are round it. A fault of the tool is of this one alone."""
    try:
        return _counted(search, prop, options)
    except ReplayError as error:
        return disagreeing(search.specification, prop, error)
    except LimitReached as reached:
        return not_reached(search.specification, prop, reached)


def _counted(search: Search, prop: Property, options: Options) -> PropertyResult:
    titled = prop.title not in ("", prop.name)
    in_a_line = options.lines and (titled or prop.expected_false is not None)
    result = _answered(search, prop, options, not in_a_line)
    if options.count_loopholes:
        count = count_loopholes(search, prop)
        if count is not None and result.verdict is Verdict.HOLDS and prop.even_after_amendments:
            count = replace(count, may_change=False)  # it was proved that these do not matter
        result = replace(result, loopholes=count)
    if in_a_line and not (result.as_expected and result.settled):
        return replace(_answered(search, prop, options, True), loopholes=result.loopholes)
    return result


def _answered(search: Search, prop: Property, options: Options, in_full: bool) -> PropertyResult:
    return check_property(
        search.encodings,
        prop,
        options.limits,
        options.every_basis,
        options.explained and in_full,
        in_full,
    )


def _with_second_opinion(search: Search, prop: Property, options: Options) -> PropertyResult:
    from verifier.solving.recording import recorded
    from verifier.solving.second_solver import second_opinion

    with recorded() as record:
        result = _checked(search, prop, options)
    return replace(result, second_opinion=second_opinion(record, Budget(options.limits)))


def _shared_out(
    specification: Specification,
    properties: Sequence[Property],
    options: Options,
    executor: Executor,
    progress: Progress | None,
) -> tuple[PropertyResult, ...]:
    size = max(1, min(CHUNK, (len(properties) + 3) // 4))
    chunks = [properties[i : i + size] for i in range(0, len(properties), size)]
    futures = [executor.submit(check_some, specification, chunk, options) for chunk in chunks]
    found: list[PropertyResult] = []
    for chunk, future in zip(chunks, futures, strict=True):
        results = _in_time(specification, chunk, future, options.limits.deadline)
        found += results
        for result in results:
            if progress is not None:
                progress(result.name)
    return tuple(found)


def _in_time(
    specification: Specification,
    chunk: Sequence[Property],
    future: Future[tuple[PropertyResult, ...]],
    deadline: Deadline | None,
) -> tuple[PropertyResult, ...]:
    """What a process answers. It ends in time by itself if it has begun, so it is given a moment longer."""
    if deadline is None:
        return future.result()
    try:
        left = deadline.moment + GRACE - time.monotonic()
        return future.result(timeout=max(0.0, left))
    except TimeoutError:
        # It is not cancelled: a pool whose processes are ended stumbles over what is.
        over = OutOfTime(deadline.reason)
        return tuple(not_reached(specification, prop, over) for prop in chunk)
