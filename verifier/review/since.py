"""What changed since an earlier version: today and for whom, then the rest."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from policy_dsl.model import Specification
from verifier.diffing.said_together import (
    classes_together,
    has_day,
    joined,
    standings_together,
    within,
)
from verifier.results.diff import SpecificationComparison, Stretch
from verifier.results.review import Since
from verifier.words import remedies
from verifier.words import since as words


def since(
    before: Specification, specification: Specification, it: SpecificationComparison, on: date
) -> Since:
    """The comparison with an earlier version, with what is otherwise on the review's day in front."""
    then = next(each for each in reversed(it.stretches) if has_day(each, on))
    rows = list(_rows(specification, it))
    today: dict[str, list[str]] = {}
    later: dict[tuple[str, tuple[Stretch, ...]], list[str]] = {}
    for which, became, when in rows:
        if within(then, when):
            today.setdefault(which, []).append(became)
        else:
            later.setdefault((which, when), []).append(became)
    now = [*words.answers(specification, it.properties)]
    now += words.rights(before, specification, it.one_sided)
    now += [words.decisions(*row) for row in today.items()]
    others = [(words.decisions(which, became), when) for (which, when), became in later.items()]
    times = joined(dict.fromkeys(each for _, when in others for each in when))
    more = words.other_times(len(others), times) if others else ""
    causes = [each for each in it.one_sided if each.kind in _NO_CLAUSES]
    renamed = {each.old: each.new for each in it.renamed if each.kind == "clause"}
    return Since(
        words.today(then, on),
        tuple(words.cause(specification, each) for each in causes),
        remedies.changed(before, specification, renamed),
        tuple(now),
        more,
        tuple(f"{said.rstrip('.')} ({_times(when)})." for said, when in others),
    )


# What a comparison names that is no clause, and no part of one.
_NO_CLAUSES = frozenset({"party", "body", "attribute"})


def _times(them: Sequence[Stretch]) -> str:
    from verifier.words.diffing import stretches

    return stretches(them)


def _rows(
    specification: Specification, it: SpecificationComparison
) -> Iterator[tuple[str, str, tuple[Stretch, ...]]]:
    """All that changed: of which decisions what became, and when; of a seat there are no decisions."""
    for row in classes_together(it.classes):
        yield words.which(specification, row), words.passes(row.first), row.stretches
    for each in standings_together(it.standings):
        yield words.which(specification, each), words.has(specification, each.first), each.stretches
    for seat in it.seats:
        yield words.seat(specification, seat), "", seat.stretches
