"""All that a review says that the language can say: what stands on its pages, as claims."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

from policy_dsl.model import OnDate, Property, Specification, Throughout, When
from policy_dsl.records import replace
from verifier.loopholes import statements as ways
from verifier.matrix import statements as rows
from verifier.results import PropertyResult, StateResult, Verdict
from verifier.results.review import Review
from verifier.results.statement import Said, Statement, about


def statements(specification: Specification, it: Review) -> tuple[Statement, ...]:
    """In the order of the pages: the first page, the ways round, the timeline, the tables of the appendices."""
    return tuple(_statements(specification, it))


def _statements(specification: Specification, it: Review) -> Iterator[Statement]:
    properties = {prop.name: prop for prop in specification.properties}
    for sentence in it.lead:
        yield from sentence.statements
    for answer in it.answers:
        yield from answered(properties[answer.result.name], answer.result)
    followed = [answer.ways for answer in it.answers if answer.ways is not None]
    yield from ways.statements(specification, followed)
    for finding in it.findings:
        for each in (finding, *finding.variants):
            yield from each.statements
    for lane in it.lanes:
        yield from lane.statements
    if it.matrix is not None:
        yield from rows.statements(specification, it.matrix)
    if it.entrenchment is not None:
        yield from it.entrenchment.statements
    if it.resilience is not None:
        yield from it.resilience.statements
    if it.parting is not None:
        yield from it.parting.statements
    if it.lint is not None:
        for found in it.lint.findings:
            yield from found.statements


def answered(prop: Property, it: PropertyResult) -> Iterator[Statement]:
    """That a claim holds or fails, read so where that matters; and the same at each time, where it is about several."""
    yield from _verdict(prop, it.verdict, it)
    if not isinstance(prop.at, Throughout):
        return
    for state in it.states:
        yield from _verdict(replace(prop, at=day_of(state)), state.verdict, state)


def _verdict(
    prop: Property, verdict: Verdict, it: PropertyResult | StateResult
) -> Iterator[Statement]:
    if verdict not in (Verdict.HOLDS, Verdict.FAILS):
        return
    said = about(prop, Said.AS_REVIEWED, prop.claim, verdict is Verdict.HOLDS)
    yield said
    if verdict is Verdict.FAILS and not prop.fixed_readings and not it.every_reading:
        for reading in it.readings:
            yield replace(said, readings=dict(reading))


def day_of(it: StateResult) -> When:
    """A day of a stretch of time: its first, or the last before the first event; all of it where nothing happens."""
    if it.start is not None:
        return OnDate(it.start)
    return Throughout() if it.end is None else OnDate(it.end - timedelta(days=1))
