"""What changed since an earlier version, for readers: today first, a kind of decision in one row."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING

from policy_dsl import wording
from policy_dsl.model import ALWAYS, Condition, Specification
from policy_dsl.model.traverse import conjunction, conjuncts
from verifier.results.diff import ChangedClass, Readings, SeatChange, Side, StandingChange, Stretch
from verifier.results.diff import OneSided as OneSidedPart
from verifier.words import diffing, in_titles, plain_conditions, plain_names
from verifier.words.diff_lines import any_of
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
    return f"{plain_names.titled(specification, diffing.seat(it))}."


def cause(specification: Specification, it: OneSidedPart) -> str:
    """A clause that only one of the two has."""
    which = "The new version has" if it.side is Side.NEW else "The new version lacks"
    title = in_titles.clause(specification, it.name) if it.side is Side.NEW else it.text
    return f"{which} the {it.kind} {title}."
