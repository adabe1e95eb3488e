"""Which attributes of a decision a story tells: for any values of the others, all that it says is so."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence

from policy_dsl import wording
from policy_dsl.decisions import Value
from policy_dsl.interpreter import Outcome
from policy_dsl.model import (
    Given,
    NumberIn,
    PartySet,
    Power,
    Property,
    Recusal,
    Requirement,
    Specification,
)
from policy_dsl.model.atoms import requirement_atoms
from policy_dsl.model.traverse import condition_atoms, whos_in_requirement
from verifier.scenarios.concretizing import Lifted
from verifier.words.facts import NOBODY
from verifier.words.story import said_to_apply
from verifier.words.why_so import By, clause_applies, has_to_do_with, mentioned


def attributes_told(
    specification: Specification,
    prop: Property,
    lifted: Lifted,
    matters: Collection[str],
    outcome: Outcome,
    by: By,
    asked: Sequence[Requirement],
) -> dict[str, str]:
    """The values of the attributes that matter to the outcome, or to what is said of clauses and of what was `asked`.

    Parties that an attribute names are always told; that it names nobody, where something would ask whom.
    """
    told = {*matters, *_in_requirements(asked)}
    applying = said_to_apply(specification, prop)
    if applying is not None:
        told.update(_in_conditions(outcome, applying))
    else:
        told.update(_in_clauses(specification, outcome, by, prop.under))
        if not by.taken and outcome.adopted_by:
            others = By(outcome.adopted_by, True)
            told.update(_in_clauses(specification, outcome, others, None))
    decision = lifted.decision
    named = {mark for cells in decision.cells.values() for cell in cells for mark in cell}
    return {
        each.name: value_text(specification, each.name, value, decision.cells)
        for each in specification.attributes
        for value in [decision.facts[each.name]]
        if each.name in told or (isinstance(each.type, PartySet) and (value or each.name in named))
    }


def _in_clauses(
    specification: Specification, outcome: Outcome, by: By, under: str | None
) -> Iterator[str]:
    """Those by which it is settled which clauses apply to a decision that is or could be taken so, and which do not."""
    settling: list[str] = []
    for clause, each in zip(specification.clauses, outcome.clauses, strict=True):
        if not each.in_force or not has_to_do_with(specification, clause, each, by):
            continue
        if isinstance(clause, Power) and under is not None and clause.name != under:
            continue
        if isinstance(clause, Recusal):
            if by.bodies is not None and clause.body not in by.bodies:
                continue
            if each.active and not clause_applies(specification, clause, each, by, outcome):
                # Whom it would keep from voting is nobody, whether it applies or not.
                yield from clause.excluded.attributes
                continue
        settling.append(clause.name)
    yield from _in_conditions(outcome, settling)


def _in_conditions(outcome: Outcome, clauses: Collection[str]) -> Iterator[str]:
    for each in outcome.clauses:
        if each.clause not in clauses or each.condition is None:
            continue
        if each.condition.holds and not each.active and not each.switched_off_by:
            continue  # Nothing that it makes an exception to would apply, whatever it asks.
        for it in mentioned(each.condition):
            yield it.attribute


def _in_requirements(asked: Sequence[Requirement]) -> Iterator[str]:
    for each in asked:
        for who in whos_in_requirement(each):
            yield from who.attributes
        for atom in requirement_atoms(each):
            if isinstance(atom, Given):
                for it in condition_atoms(atom.condition):
                    name = getattr(it, "attribute", None)
                    if name is not None:
                        yield name


def value_text(
    specification: Specification,
    attribute: str,
    value: Value,
    cells: Mapping[str, Mapping[frozenset[str], int]],
) -> str:
    """A value in words: yes or no, a name, a number with its unit, or parties."""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, int):
        kind = specification.attribute[attribute].type
        unit = f" {kind.unit}" if isinstance(kind, NumberIn) and kind.unit else ""
        return f"{value:,}{unit}"
    if isinstance(value, frozenset):
        names = [p.name for p in specification.parties if p.name in value]
        for party, each in cells.items():
            number = sum(n for marks, n in each.items() if attribute in marks)
            if number:
                names.append(f"{number:,} {party}")
        return wording.listed(names) if names else NOBODY
    return value
