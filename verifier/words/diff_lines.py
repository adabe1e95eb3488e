"""What is said about two specifications compared, on one screen."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from typing import TYPE_CHECKING, assert_never

from policy_dsl import wording
from policy_dsl.model import ALWAYS, Condition, Or
from policy_dsl.model.traverse import conjunction, conjuncts
from policy_dsl.wording import listed
from verifier.words.check import VERDICTS
from verifier.words.diffing import became, has, loophole_alone, read_as
from verifier.words.sentences import capitalised
from verifier.words.verdicts import day, period

if TYPE_CHECKING:
    from verifier.diffing.said_together import SaidTogether
    from verifier.results.diff import (
        ChangedClass,
        LoopholeChange,
        OneSided,
        PropertyChange,
        Readings,
        SpecificationComparison,
        StandingChange,
        Stretch,
    )

POINTERS = "Class by class, at all times: --all; with examples: -v."
ALWAYS_SAID = "What changes:"
NOT_DECIDED = "Not decided: "
NOT_ALL = "Not all are listed: "


def counts(it: SpecificationComparison) -> str:
    """How much there is of what."""
    many = (
        (len(it.classes), "class of decisions", "classes of decisions"),
        (len(it.standings), "veto or power to decide alone", "vetoes or powers to decide alone"),
        (len(it.seats), "seat or right", "seats or rights"),
        (len(it.quorums), "quorum", "quorums"),
        (len(it.properties), "property", "properties"),
        (len(it.loopholes), "way round a property", "ways round properties"),
    )
    said = [f"{number} {one if number == 1 else more}" for number, one, more in many if number]
    return f"In all: {listed(said)}." if said else ""


def at_a_time(it: Stretch, every: Sequence[Stretch], at: date | None) -> str:
    """The heading of what changes at a time."""
    if len(every) < 2:
        return ALWAYS_SAID
    when = period(it.from_, it.before)
    if at is None:
        return f"{capitalised(when)}:"
    return f"On {day(at)} ({when}):"


def nothing_then(settled: bool, all_compared: bool) -> str:
    """No change of decisions, seats or rights is known. `all_compared`: nothing can be said by only one side."""
    if not settled:
        return "No change of what passes is known; not everything is decided (see above)."
    which = "" if all_compared else ", as far as both can say it"
    return f"The same votes pass the same decisions as before{which} (proved)."


def other_times(number: int, them: Sequence[Stretch]) -> str:
    """Changes that are so at other times only."""
    when = listed([period(each.from_, each.before) for each in them])
    changes = "change" if number == 1 else "changes"
    return f"At other times ({when}), {number} more {changes}: --all."


def decisions(it: SaidTogether[ChangedClass]) -> str:
    """Decisions that changed their fate."""
    return f"{_where(it.effects, it.cases, it.first.every)}: {became(it.first)}."


def standing(it: SaidTogether[StandingChange]) -> str:
    """Who gained or lost what."""
    where = _where(it.effects, it.cases, it.first.every)
    return f"{has(it.first)}. {where}."


def _where(
    effects: Sequence[Condition], cases: Sequence[tuple[Condition, Readings]], every: bool
) -> str:
    some = "" if every else "Some decisions, not all: "
    if len(cases) == 1:
        ((rest, readings),) = cases
        parts = (*conjuncts(rest), *((any_of(effects),) if effects else ()))
        whole = conjunction(parts)
        which = "Any decision" if whole == ALWAYS else f"Where {wording.condition(whole)}"
        return f"{some}{which}{f', with {read_as(readings)}' if readings else ''}"
    told = "; ".join(f"({number}) {_case(*each)}" for number, each in enumerate(cases, 1))
    if not effects:
        return f"{some}In each of these cases: {told}"
    return f"{some}Where {wording.condition(any_of(effects))}, in each of these cases: {told}"


def any_of(them: Sequence[Condition]) -> Condition:
    """That one of these is so."""
    return them[0] if len(them) == 1 else Or(tuple(them))


def _case(rest: Condition, readings: Readings) -> str:
    said = [] if rest == ALWAYS else [wording.condition(rest)]
    return ", with ".join([*said, read_as(readings)]) if readings else said[0] if said else "any"


def properties(them: Sequence[PropertyChange]) -> Iterator[str]:
    """Properties that are not what they were, those of which the same is said together, by name."""
    together: dict[str, list[str]] = {}
    for it in them:
        before = f" (before: {it.old_name})" if it.name and it.old_name not in ("", it.name) else ""
        together.setdefault(_became(it), []).append(f"{it.name or it.old_name}{before}")
    for said, names in together.items():
        yield f"{said}: {', '.join(names)}."


def _became(it: PropertyChange) -> str:
    from verifier.results.diff import ChangeKind

    old, new = ("" if v is None else VERDICTS[v] for v in (it.old_verdict, it.new_verdict))
    match it.kind:
        case ChangeKind.APPEARED:
            return f"New ({new})"
        case ChangeKind.WENT:
            return f"Went (before: {old})"
        case ChangeKind.WORDING:
            return f"Asks something else now (as before: {new})"
        case ChangeKind.VERDICT:
            asks = ", and asks something else" if it.claim != it.old_claim else ""
            return capitalised(f"{old} before, now {new}{asks}")
        case _:
            assert_never(it.kind)


def loopholes(them: Sequence[LoopholeChange]) -> Iterator[str]:
    """Ways round that appeared or went, the same round several properties together."""
    together: dict[str, list[str]] = {}
    for it in them:
        together.setdefault(loophole_alone(it), []).append(it.property)
    for said, names in together.items():
        yield f"{', '.join(names)}: {said}"


_SEVERAL = {"party": "parties", "body": "bodies", "clause": "clauses", "attribute": "attributes"}


def one_sided(them: Sequence[OneSided]) -> Iterator[tuple[str, str, int]]:
    """What only one side declares, with its place: several of a kind by name; what could not be compared in full."""
    together: dict[tuple[object, str], list[OneSided]] = {}
    for it in them:
        # What could not be compared, such as a value, is no one of several.
        key = (it.side, it.kind) if it.kind in _SEVERAL else (it, it.kind)
        together.setdefault(key, []).append(it)
    for (_, kind), alike in together.items():
        first = alike[0]
        if len(alike) == 1:
            yield first.text, first.file, first.line
        else:
            names = listed([each.name for each in alike])
            yield f"only the {first.side.value} one has the {_SEVERAL[kind]} {names}", "", 0
