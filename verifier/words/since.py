"""What changed since an earlier version, for readers: today first, a kind of decision in one row."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import date
from typing import TYPE_CHECKING

from policy_dsl import wording
from policy_dsl.model import ALWAYS, Condition, Specification
from policy_dsl.model.traverse import conjunction, conjuncts
from verifier.results import Verdict
from verifier.results.diff import (
    ChangedClass,
    ChangeKind,
    PropertyChange,
    Readings,
    SeatChange,
    Side,
    StandingChange,
    Stretch,
)
from verifier.results.diff import OneSided as OneSidedPart
from verifier.results.review import ChangedWords
from verifier.words import articles, diffing, in_titles, plain_conditions, plain_names
from verifier.words.diff_lines import any_of
from verifier.words.front import ANSWERS
from verifier.words.review import numbered
from verifier.words.sentences import capitalised
from verifier.words.verdicts import day, period

if TYPE_CHECKING:
    from verifier.diffing.said_together import Case, SaidTogether

NOTHING_TODAY = (
    "Nothing that is known: what passes, by which votes, and who sits where is as before."
)


def today(it: Stretch, on: date) -> str:
    """The heading of what is otherwise on a day."""
    when = period(it.from_, it.before)
    return f"Today, {day(on)} ({when})"


def other_times(number: int, them: Sequence[Stretch]) -> str:
    """How much is otherwise at other times only."""
    when = wording.listed([period(each.from_, each.before) for each in them])
    changes = "change" if number == 1 else "changes"
    return f"At other times ({when}), {number} more {changes}: listed in the appendix."


def which(
    specification: Specification, row: SaidTogether[ChangedClass] | SaidTogether[StandingChange]
) -> str:
    """Some kinds of decision."""
    some = "" if row.first.every else "Some decisions, not all: "
    said = _where(specification, row.effects, row.cases)
    return f"{some}{capitalised(said)}"


def decisions(them: str, became: Sequence[str]) -> str:
    """Some kinds of decision, and all that is otherwise of them; of a seat it is said already."""
    said = [each for each in became if each]
    return f"{them}: {'; '.join(said)}." if said else f"{them.rstrip('.')}."


def _where(
    specification: Specification, effects: Sequence[Condition], cases: Sequence[Case]
) -> str:
    if len(cases) == 1:
        ((rest, readings),) = cases
        whole = conjunction((*conjuncts(rest), *((any_of(effects),) if effects else ())))
        return f"{plain_conditions.decisions(specification, whole)}{_read(specification, readings)}"
    told = [f"({n}) {_case(specification, *each)}" for n, each in enumerate(cases, 1)]
    which = plain_conditions.decisions(specification, any_of(effects) if effects else ALWAYS)
    return f"{which}, in each of {len(cases)} cases: {'; '.join(told)}"


def _case(specification: Specification, rest: Condition, readings: Readings) -> str:
    said = "any" if rest == ALWAYS else plain_conditions.condition(specification, rest)
    return f"{said}{_read(specification, readings)}"


def _read(specification: Specification, readings: Readings) -> str:
    each = [
        f"{in_titles.shortly(specification, clause)} read as "
        + " or ".join(in_titles.read_as(specification, clause, name) for name in names)
        for clause, names in readings
    ]
    return f", with {wording.listed(each)}" if each else ""


def passes(it: ChangedClass) -> str:
    """What became of such decisions."""
    return diffing.became(it)


def has(specification: Specification, it: StandingChange) -> str:
    """Who gained or lost what over such decisions."""
    return plain_names.titled(specification, diffing.has(it))


def seat(specification: Specification, it: SeatChange) -> str:
    """A seat, a suspension or a right."""
    return f"{capitalised(plain_names.titled(specification, diffing.seat(it)))}."


def cause(specification: Specification, it: OneSidedPart) -> str:
    """A party, a body, a right, something that can be said of a decision, that only one of the two has."""
    which = "The new version has" if it.side is Side.NEW else "The new version lacks"
    title = _TITLED.search(it.text)
    called = title[0] if title else f"“{plain_names.spaced(it.name)}”"
    kind = {"attribute": "distinction"}.get(it.kind, it.kind)
    return f"{which} the {kind} {called}."


_TITLED = re.compile("“.*”")


def answers(specification: Specification, them: Sequence[PropertyChange]) -> Iterator[str]:
    """The claims whose answers are others now."""
    numbers = {prop.name: n for n, prop in enumerate(specification.properties, 1)}
    became: dict[str, list[str]] = {}
    for each in them:
        if each.kind is ChangeKind.VERDICT and each.new_verdict and each.old_verdict:
            asks = ", and asks something else" if each.claim != each.old_claim else ""
            said = f"{ANSWERS[each.new_verdict]} now ({_BEFORE[each.old_verdict]} before){asks}"
            became.setdefault(said, []).append(each.name)
    for said, names in became.items():
        yield f"{said}: {numbered(names, numbers)}."


def rights(
    before: Specification, specification: Specification, them: Sequence[OneSidedPart]
) -> Iterator[str]:
    """Who has a right that only one of the two knows: no more, or now."""
    for each in them:
        side = specification if each.side is Side.NEW else before
        right = next((r for r in side.rights if r.name == each.name), None)
        if each.kind != "right" or right is None:
            continue
        where = [articles.members_of(plain_names.body(side, name)) for name in right.members_of]
        where += [f"the observers of {plain_names.body(side, name)}" for name in right.observers_of]
        title = f"“{right.title or plain_names.spaced(right.name)}”"
        have = "have now" if each.side is Side.NEW else "no longer have"
        yield capitalised(f"{wording.listed(where)} {have} the right {title}.")


_BEFORE = {
    Verdict.HOLDS: "held",
    Verdict.FAILS: "failed",
    Verdict.VACUOUS: "said nothing",
    Verdict.UNDETERMINED: "not determined",
}


def clause(it: ChangedWords) -> str:
    """What became of a clause."""
    kinds = {each.kind for each in it.words}
    if it.new:
        return f"New, {it.clause}"
    return f"Gone, {it.clause}" if kinds == {"out"} else f"Changed, {it.clause}"


WHY = "Why: what reads otherwise"
MARKED = "Underlined words are new; struck ones, in brackets where pages are printed, are gone."
