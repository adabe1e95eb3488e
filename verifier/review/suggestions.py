"""For each finding, the smallest verified change of wording that closes it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from typing import assert_never

from policy_dsl.loading import Loaded
from policy_dsl.model import Property, Specification
from policy_dsl.records import replace
from policy_dsl.source import Source
from verifier.repair.finding import Repairing, find_repairs, reread
from verifier.results import Verdict
from verifier.results.repair import PropertyRepairs, Repair, settled
from verifier.results.review import ReviewFinding, Suggestion
from verifier.solving.answers import Unknown
from verifier.solving.deadline import OutOfTime
from verifier.solving.limits import Limits
from verifier.solving.watching import watched
from verifier.words import remedies
from verifier.words import review as words
from verifier.words.statements import declaration

# What the claim that a property lasts is called, where the file makes none.
LASTING = "lasting"
Progress = Callable[[str], None]


def with_suggestions(
    loaded: Loaded, found: Sequence[ReviewFinding], limits: Limits, today: date, progress: Progress
) -> tuple[ReviewFinding, ...]:
    """The findings, those that are open with a change of wording that closes them, where one was found."""
    specification = loaded.or_errors()
    source = loaded.sources.get(specification.file)
    if source is None:
        return tuple(found)
    it = Repairing(specification.file, source, specification, limits, today)
    known: dict[tuple[str, bool], PropertyRepairs | Unknown | None] = {}

    def repairs(name: str, lasting: bool) -> PropertyRepairs | Unknown | None:
        key = (name, lasting)
        if key not in known:
            try:
                with watched(limits.deadline):
                    prop = next(p for p in specification.properties if p.name == name)
                    known[key] = find_repairs(*(_lasting(it, prop) if lasting else (it, prop)))
            except OutOfTime as over:
                known[key] = Unknown(over.reason)
            progress(name)
        return known[key]

    return tuple(_suggested(specification, each, repairs) for each in found)


def _lasting(it: Repairing, prop: Property) -> tuple[Repairing, Property]:
    """The same file with the claim that a property lasts, which it does not make itself."""
    name = LASTING
    while any(each.name == name for each in it.specification.properties):
        name += "_"
    claim = replace(prop, name=name, title="", even_after_amendments=True, expected_false=None)
    text = f"{it.source.text.rstrip()}\n\n{declaration(it.specification, claim)}\n"
    specification = reread(it.specification, it.path, text).or_errors()
    written = next(each for each in specification.properties if each.name == name)
    made = Repairing(it.path, Source(it.path, text), specification, it.limits, it.today, never=True)
    return made, written


def _suggested(
    specification: Specification,
    finding: ReviewFinding,
    repairs: Callable[[str, bool], PropertyRepairs | Unknown | None],
) -> ReviewFinding:
    if finding.past or finding.accepted is not None:
        return finding
    answered = repairs(*_asked(specification, finding))
    match answered:
        case None:
            return finding
        case Unknown():
            return replace(finding, not_closed=words.CLOSING_OPEN, open=True)
        case PropertyRepairs():
            return _closed(specification, finding, answered)
        case _:
            assert_never(answered)


def _asked(specification: Specification, finding: ReviewFinding) -> tuple[str, bool]:
    """The property whose repair is asked for, and whether one that says that it lasts has to be made."""
    names = (*finding.defeats, *finding.also)
    if not finding.changes_rules:
        return names[0], False
    lasting = {p.name for p in specification.properties if p.even_after_amendments}
    known = next((name for name in names if name in lasting), None)
    return (names[0], True) if known is None else (known, False)


def _closed(
    specification: Specification, finding: ReviewFinding, answered: PropertyRepairs
) -> ReviewFinding:
    """The finding with what closes it, if something does."""
    closing = [each for each in answered.repairs if _closes(finding, each, answered)]
    # What breaks least comes first, then what closes most, and costs least.
    closing.sort(
        key=lambda each: (_broken(each), -_number(finding, each), len(each.costs), each.size)
    )
    unsettled = finding.open or not settled(answered)
    if not closing:
        said = words.CLOSING_OPEN if unsettled else words.none_closes(answered.tried)
        return replace(finding, not_closed=said, open=unsettled)
    made = _suggestion(specification, closing[0], finding.changes_rules)
    return replace(finding, suggestion=replace(made, others=len(closing) - 1), open=unsettled)


def _broken(it: Repair) -> int:
    """How many verdicts that held do not any more."""
    return sum(change.breaks for change in it.changes)


def _number(finding: ReviewFinding, it: Repair) -> int:
    """How many of the ways that are one finding it closes."""
    return sum(way.name in finding.names for way in it.closes)


def _closes(finding: ReviewFinding, it: Repair, answered: PropertyRepairs) -> bool:
    if finding.changes_rules:
        return answered.verdict is Verdict.FAILS and it.verdict is Verdict.HOLDS
    return _number(finding, it) > 0


def _suggestion(specification: Specification, it: Repair, changes: bool) -> Suggestion:
    after = reread(specification, it.file, it.new_text).or_errors()
    changed = remedies.changed(specification, after)
    brief = tuple(replace(each, words=remedies.briefly(each)) for each in changed)
    said = tuple(remedies.rechecked(specification, it, changes))
    return Suggestion(it.text, it.diff, said, changed, brief)
