"""For each finding, the smallest verified change of wording that closes it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from typing import assert_never

from policy_dsl.loading import Loaded
from policy_dsl.model import Specification
from policy_dsl.records import replace
from verifier.repair.finding import Repairing, find_repairs
from verifier.results import Verdict
from verifier.results.repair import PropertyRepairs, Repair, settled
from verifier.results.review import ReviewFinding, Suggestion
from verifier.solving.answers import Unknown
from verifier.solving.deadline import OutOfTime
from verifier.solving.limits import Limits
from verifier.solving.watching import watched
from verifier.words import repair as repair_words
from verifier.words import review as words

MOST_OTHERS = 4
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
    known: dict[str, PropertyRepairs | Unknown | None] = {}

    def repairs(name: str) -> PropertyRepairs | Unknown | None:
        if name not in known:
            prop = next(p for p in specification.properties if p.name == name)
            try:
                with watched(limits.deadline):
                    known[name] = find_repairs(it, prop)
            except OutOfTime as over:
                known[name] = Unknown(over.reason)
            progress(name)
        return known[name]

    return tuple(_suggested(specification, each, repairs) for each in found)


def _suggested(
    specification: Specification,
    finding: ReviewFinding,
    repairs: Callable[[str], PropertyRepairs | Unknown | None],
) -> ReviewFinding:
    if finding.past or finding.accepted is not None or not finding.defeats:
        return finding
    asked = _asked(specification, finding)
    if asked is None:
        return finding
    answered = repairs(asked)
    match answered:
        case None:
            return finding
        case Unknown():
            return replace(finding, not_closed=words.CLOSING_OPEN, open=True)
        case PropertyRepairs():
            return _closed(finding, answered)
        case _:
            assert_never(answered)


def _closed(finding: ReviewFinding, answered: PropertyRepairs) -> ReviewFinding:
    """The finding with what closes it, if something does."""
    closing = [each for each in answered.repairs if _closes(finding, each, answered)]
    # What breaks least and costs least comes first.
    closing.sort(key=lambda each: (_broken(each), len(each.costs), each.size))
    unsettled = finding.open or not settled(answered)
    if not closing:
        said = words.CLOSING_OPEN if unsettled else words.none_closes(answered.tried)
        return replace(finding, not_closed=said, open=unsettled)
    others = tuple(dict.fromkeys(each.text for each in closing[1 : 1 + MOST_OTHERS]))
    made = replace(_suggestion(finding, closing[0]), others=others)
    return replace(finding, suggestion=made, open=unsettled)


def _broken(it: Repair) -> int:
    """How many verdicts that held do not any more."""
    return sum(change.breaks for change in it.changes)


def _asked(specification: Specification, finding: ReviewFinding) -> str | None:
    """The property whose repair is asked for: for changed rules one that asks about changed rules."""
    if not finding.changes_rules:
        return finding.defeats[0]
    lasting = {p.name for p in specification.properties if p.even_after_amendments}
    return next((n for n in (*finding.defeats, *finding.also) if n in lasting), None)


def _closes(finding: ReviewFinding, it: Repair, answered: PropertyRepairs) -> bool:
    if finding.changes_rules:
        return answered.verdict is Verdict.FAILS and it.verdict is Verdict.HOLDS
    return any(way.name in finding.names for way in it.closes)


def _suggestion(finding: ReviewFinding, it: Repair) -> Suggestion:
    said = [repair_words.verdict_change(change) for change in it.changes]
    said += [repair_words.cost(cost) for cost in it.costs]
    said += [repair_words.not_all(reason) for reason in it.open]
    said += [repair_words.not_all_listed(more) for more in it.cut]
    if not (it.costs or it.open or it.cut):
        said.append(repair_words.NO_COSTS)
    # Changes of the rules are not searched again for every edit: where the finding is about the rules as they stand,
    # so is the answer. One about changes asks for a verdict over changed rules, which is listed with the others.
    left = repair_words.left(it) if finding.changes_rules else repair_words.left_as_they_stand(it)
    return Suggestion(it.text, it.diff, (left, *said))
