"""Changes that are said in one breath: the same for several effects, in several cases, at several times."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from datetime import date
from typing import Generic, TypeVar

from policy_dsl.model import ALWAYS, And, Compare, Comparison, Condition, Not, Or, Touches
from policy_dsl.model.traverse import conjunction, conjuncts
from policy_dsl.records import dataclass, replace
from verifier.results.diff import ChangedClass, Readings, StandingChange, Stretch

Change = TypeVar("Change", bound=ChangedClass | StandingChange)
Case = tuple[Condition, Readings]


@dataclass(frozen=True)
class SaidTogether(Generic[Change]):
    """Changes of which the same is said as of `first`: each effect of `effects` in each case of `cases`.

    No effects: it is so whatever else decisions do. The conditions together are those of the changes, no more.
    """

    first: Change
    effects: tuple[Condition, ...]
    cases: tuple[Case, ...]
    stretches: tuple[Stretch, ...]


def classes_together(them: Iterable[ChangedClass]) -> tuple[SaidTogether[ChangedClass], ...]:
    """Classes of decisions with the same fate."""
    return _together(them, lambda it: (it.fate, it.easier, it.harder))


def standings_together(them: Iterable[StandingChange]) -> tuple[SaidTogether[StandingChange], ...]:
    """What the same parties gained or lost."""
    return _together(them, lambda it: (it.standing, it.gained, it.parties))


def _together(
    them: Iterable[Change], said: Callable[[Change], object]
) -> tuple[SaidTogether[Change], ...]:
    # The same rest with several effects (of some decisions of a class, of that effect alone). Then the same effects
    # with several rests, of which two that part by one thing are one. Then at several times.
    by_case: dict[object, tuple[Change, Case, list[Condition]]] = {}
    for each in them:
        effect, rest = _split(each.condition)
        alone = None if each.every else effect
        key = (said(each), each.every, alone, each.stretches, rest, each.readings)
        by_case.setdefault(key, (each, (rest, each.readings), []))[2].append(effect)
    by_effects: dict[object, tuple[Change, tuple[Condition, ...], list[Case]]] = {}
    for first, case, several in by_case.values():
        effects = () if ALWAYS in several else tuple(several)
        of_these = (said(first), first.every, first.stretches, effects)
        by_effects.setdefault(of_these, (first, effects, []))[2].append(case)
    at_one_time: list[SaidTogether[Change]] = [
        SaidTogether(first, effects, tuple(_without_halves(cases)), first.stretches)
        for first, effects, cases in by_effects.values()
    ]
    found: dict[object, SaidTogether[Change]] = {}
    for it in at_one_time:
        what = (said(it.first), it.first.every, it.effects, it.cases)
        times: set[Stretch] = {*it.stretches, *(found[what].stretches if what in found else ())}
        found[what] = replace(it, stretches=joined(times))
    return tuple(found.values())


def joined(stretches: Iterable[Stretch]) -> tuple[Stretch, ...]:
    """Stretches of time in order, neighbouring ones as one."""
    found: list[Stretch] = []
    for each in sorted(stretches, key=lambda it: it.from_ or date.min):
        if found and found[-1].before is not None and found[-1].before == each.from_:
            found[-1] = Stretch(found[-1].from_, each.before)
        else:
            found.append(each)
    return tuple(found)


def has_day(it: Stretch, day: date) -> bool:
    """Whether a day is in it."""
    return (it.from_ is None or it.from_ <= day) and (it.before is None or day < it.before)


def within(it: Stretch, them: Sequence[Stretch]) -> bool:
    """Whether a stretch of the comparison is part of one of these, each of which is of several that meet."""
    return any(
        (each.from_ is None or (it.from_ is not None and each.from_ <= it.from_))
        and (each.before is None or (it.before is not None and it.before <= each.before))
        for each in them
    )


def _without_halves(cases: Sequence[Case]) -> Sequence[Case]:
    """Two cases of which the one says what the other denies, and else the same, are one case without that."""
    for at, (one, readings) in enumerate(cases):
        for other, others in cases[at + 1 :]:
            mine, theirs = conjuncts(one), conjuncts(other)
            apart = [each for each in mine if each not in theirs]
            against = [each for each in theirs if each not in mine]
            if readings == others and len(apart) == len(against) == 1 and _deny(*apart, *against):
                whole = conjunction([each for each in mine if each in theirs])
                left = [each for each in cases if each not in ((one, readings), (other, others))]
                return _without_halves([*left[:at], (whole, readings), *left[at:]])
    return cases


def _deny(one: Condition, other: Condition) -> bool:
    """Whether of any decision exactly one of them is true."""
    if Not(one) == other or Not(other) == one:
        return True
    match one, other:
        case Compare(name, comparison, value), Compare(another, against, number):
            kinds = {comparison, against}
            bounds = (
                {Comparison.BELOW, Comparison.AT_LEAST},
                {Comparison.AT_MOST, Comparison.ABOVE},
            )
            return (name, value) == (another, number) and kinds in bounds
        case _:
            return False


def _split(it: Condition) -> tuple[Condition, Condition]:
    """What a condition says of what decisions do to rules and seats, and the rest of it."""
    parts = conjuncts(it)
    return (
        conjunction([part for part in parts if _is_effect(part)]),
        conjunction([part for part in parts if not _is_effect(part)]),
    )


def _is_effect(it: Condition) -> bool:
    match it:
        case Touches():
            return True
        case Not(part):
            return _is_effect(part)
        case And(parts) | Or(parts):
            return bool(parts) and all(_is_effect(part) for part in parts)
        case _:
            return False
