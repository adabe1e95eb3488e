"""One decision and the votes of some on it, in the language's words: what a claim about just that speaks of."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from fractions import Fraction
from typing import assert_never

from policy_dsl import touching, wording
from policy_dsl.decisions import Decision, ruled
from policy_dsl.model import (
    AnyOf,
    Attends,
    Compare,
    Comparison,
    Condition,
    ConsentVote,
    Effect,
    EffectKind,
    Includes,
    IncludesCount,
    Is,
    NoObjection,
    Not,
    PartySet,
    Requirement,
    Ruled,
    Specification,
    Touches,
    Who,
)
from policy_dsl.model.traverse import conjunction
from verifier.results import Scenario


def single(name: str) -> Who:
    """One party by its name."""
    return Who(name, parties=(name,), single=True)


# --- what is decided -----------------------------------------------------------------------------


def just(specification: Specification, it: Decision, judges: Collection[str] = ()) -> Condition:
    """The condition that only this decision satisfies, ruled on so by these judges; and those that differ in what no
    condition asks about.
    """
    parts: list[Condition] = []
    for attribute in specification.attributes:
        name = attribute.name
        parts += _valued(specification, it, name, name, it.facts.get(name))
        if attribute.judge in judges and name in it.rulings:
            as_ruled = _valued(specification, it, name, ruled(name), it.rulings[name])
            parts += [_of_ruling(part) for part in as_ruled]
    effects = (_effect(effect) for effect in sorted(it.effects, key=wording.effect))
    parts += dict.fromkeys(effects)
    return conjunction(parts)


def told_apart(specification: Specification, it: Decision, judges: Collection[str]) -> bool:
    """Whether `just` says of everybody without a name how they are ruled on: not where that is only so many of many."""
    return not any(
        isinstance(a.type, PartySet) and a.judge in judges for a in specification.attributes
    ) or not any(
        party.cohort and it.cells_of(party.name, party.size) for party in specification.parties
    )


def wrongly_ruled(it: Decision) -> Iterator[str]:
    """The attributes that are ruled on otherwise than things are."""
    for attribute in it.rulings:
        as_ruled = ruled(attribute)
        if it.rulings[attribute] != it.facts[attribute] or any(
            number and (attribute in cell) is not (as_ruled in cell)
            for cells in it.cells.values()
            for cell, number in cells.items()
        ):
            yield attribute


def _of_ruling(part: Condition) -> Condition:
    match part:
        case Not(said):
            return Not(_of_ruling(said))
        case Is() | Compare() | Includes() | IncludesCount():
            return Ruled(part)
        case _:
            raise TypeError(part)


def _valued(
    specification: Specification,
    it: Decision,
    attribute: str,
    mark: str,
    value: bool | str | int | frozenset[str] | None,
) -> Iterator[Condition]:
    """That an attribute has a value; `mark` tells those whom it names in cells."""
    match value:
        case None:
            pass
        case bool():
            same: Condition = Is(attribute, True)
            yield same if value else Not(same)
        case str():
            yield Is(attribute, value)
        case int():
            yield Compare(attribute, Comparison.EXACTLY, value)
        case frozenset():
            yield from _named(specification, it, attribute, mark, value)
        case _:
            assert_never(value)


def _named(
    specification: Specification, it: Decision, attribute: str, mark: str, names: frozenset[str]
) -> Iterator[Condition]:
    """Whom an attribute names, one by one; of a cohort how many."""
    for party in specification.parties:
        if party.cohort:
            cells = it.cells_of(party.name, party.size)
            number = sum(n for cell, n in cells.items() if mark in cell)
            who = Who(party.name, parties=(party.name,))
            yield IncludesCount(attribute, who, Comparison.EXACTLY, Fraction(number))
        else:
            includes = Includes(attribute, single(party.name), True)
            yield includes if party.name in names else Not(includes)


def _effect(it: Effect) -> Touches:
    """An effect in the words that there are for it: none tells a repeal from another wording, or what is new apart."""
    match it.kind:
        case EffectKind.AMEND | EffectKind.LAPSE:
            return touching.amends_itself(it.target)
        case EffectKind.ENACT:
            return touching.enacts(it.target)
        case EffectKind.ENACT_NEW:
            return touching.ANY_NEW_CLAUSE
        case EffectKind.ENACT_EXCEPTION:
            return touching.enacts_exception(it.target)
        case EffectKind.ENACT_POWER:
            return touching.ANY_POWER
        case EffectKind.AMEND_QUORUM:
            return touching.amends_quorum(it.target)
        case EffectKind.SUSPEND:
            return touching.move("suspend", it.party, it.target)
        case EffectKind.RESTORE:
            return touching.move("restore", it.party, it.target)
        case EffectKind.REMOVE:
            return touching.move("remove", it.party, it.target)
        case EffectKind.ADMIT:
            return touching.move("admit", it.party, it.target)
        case EffectKind.ADMIT_NEW:
            return touching.newcomers(it.target)
        case _:
            assert_never(it.kind)


# --- what some do --------------------------------------------------------------------------------


def what_they_avoid(
    specification: Specification, scenario: Scenario, names: Iterable[str]
) -> Requirement | None:
    """What would be so if one of these did otherwise than in a scenario, where none of them votes for: whoever stays
    away attends, whoever votes against does not object, whoever abstains votes for. None where they have no vote, or
    where some are of a cohort, of which nothing says what each does.
    """
    wanted = set(names)
    if not all(name in specification.party for name in wanted):
        return None
    found: list[Requirement] = []
    for line in scenario.votes:
        for name in line.who:
            if name not in wanted:
                continue
            match line.vote:
                case "absent":
                    found.append(Attends(single(name), line.body))
                case "against":
                    found.append(NoObjection(single(name), line.body))
                case "abstain":
                    found.append(ConsentVote(single(name), line.body))
                case _:
                    pass
    return found[0] if len(found) == 1 else AnyOf(tuple(found)) if found else None
