"""What a proof rests on: exactly that, and nothing in it is idle."""

from dataclasses import replace

import pytest

import verifier
from policy_dsl.model import (
    ALWAYS,
    AllOf,
    AnyOf,
    ConsentAct,
    HoldsRight,
    IsMember,
    IsSuspended,
    Power,
    Requirement,
    Rule,
    Specification,
    Versions,
)
from policy_dsl.model.traverse import coalition_of_claim
from tests.checked import SEEDS, checked, result, specification
from verifier import Options, Verdict

ALWAYS_MET: Requirement = AllOf(())
NEVER_MET: Requirement = AnyOf(())

EXACTLY: dict[tuple[str, str], set[tuple[str, str]]] = {
    ("nottinghamshire", "policy_veto"): {
        ("rule", "unanimity"),
        ("exception", "contracts"),
        ("seat", "City in Board"),
    },
    ("nottinghamshire", "absent_if_all_members"): {
        ("rule", "unanimity"),
        ("exception", "contracts"),
        ("seat", "City in Board"),
    },
    ("nottinghamshire", "board_decides"): {("power", "board_decision")},
    ("nottinghamshire", "was_suspended"): {("event", "City is suspended from Board")},
    ("nottinghamshire", "kept_its_seat"): {("seat", "City")},
    ("nottinghamshire", "sits_again"): {("event", "City is restored to Board")},
    ("blmk_luton", "never_party"): {("prohibition", "never_represent")},
    ("blmk_luton", "no_seat"): {("event", "Luton leaves LeadersGroup")},
    ("blmk_luton", "no_papers"): {
        ("right", "agenda_and_papers"),
        ("event", "Luton leaves LeadersGroup"),
    },
    ("blmk_luton", "had_papers_before"): {("right", "agenda_and_papers"), ("seat", "Luton")},
    ("blmk_luton", "ccg_stays"): {("seat", "LutonCCG")},
    ("blmk_luton", "not_quorate_without_councils"): {
        ("quorum", "LeadersGroup"),
        ("seat", "Bedford in LeadersGroup"),
        ("seat", "CentralBedfordshire in LeadersGroup"),
        ("seat", "MiltonKeynes in LeadersGroup"),
        ("seat", "Luton in LeadersGroup"),
    },
}

PROOFS = [
    (name, prop.name)
    for name in SEEDS
    for prop in specification(name).properties
    if prop.expected_false is None
    and not prop.even_after_amendments
    and not isinstance(prop.claim, HoldsRight | IsMember | IsSuspended)
]


def facts(name: str, prop: str) -> set[tuple[str, str]]:
    return {(support.kind, support.name) for support in result(name, prop).rests_on}


@pytest.mark.parametrize(("name", "prop"), EXACTLY)
def test_exactly(name: str, prop: str) -> None:
    assert facts(name, prop) == EXACTLY[name, prop]


def reworded(
    it: Specification, clauses: set[str], requires: Requirement, always: bool = False
) -> Specification:
    """The specification with these powers and rules requiring something else (`always`: of every decision)."""
    changed = tuple(
        replace(
            clause,
            requires=Versions(requires),
            readings=(),
            when=Versions(ALWAYS) if always else clause.when,
        )
        if clause.name in clauses and isinstance(clause, Power | Rule)
        else clause
        for clause in it.clauses
    )
    # A property that fixes a reading of a clause that has none any more fixes nothing.
    properties = tuple(
        replace(p, fixed_readings=tuple(f for f in p.fixed_readings if f[0] not in clauses))
        for p in it.properties
    )
    return replace(it, clauses=changed, properties=properties)


def verdict(it: Specification, prop: str) -> Verdict:
    return verifier.check(it, Options(properties=(prop,))).properties[0].verdict


@pytest.mark.parametrize(("name", "prop"), PROOFS)
def test_what_is_not_in_it_could_say_anything(name: str, prop: str) -> None:
    if result(name, prop).scenario is not None:
        return  # shown by an example: nothing to rest on
    it = specification(name)
    named = {clause for kind, clause in facts(name, prop) if kind in ("power", "rule")}
    idle = {c.name for c in it.clauses if isinstance(c, Power | Rule)} - named
    for requires in (ALWAYS_MET, NEVER_MET):
        assert verdict(reworded(it, idle, requires), prop) in (Verdict.HOLDS, Verdict.VACUOUS)


@pytest.mark.parametrize(("name", "prop"), PROOFS)
def test_each_clause_in_it_is_needed(name: str, prop: str) -> None:
    it = specification(name)
    worded = [ALWAYS_MET, NEVER_MET]
    claim = next(each for each in it.properties if each.name == prop).claim
    coalition = coalition_of_claim(claim)
    if coalition is not None:  # it might also ask for exactly their consent
        worded.append(ConsentAct(coalition.parts[0].who))
    for clause in [n for kind, n in facts(name, prop) if kind in ("power", "rule")]:
        found = {verdict(reworded(it, {clause}, each, always=True), prop) for each in worded}
        assert found - {Verdict.HOLDS}, clause


def test_assumed_support_says_so() -> None:
    marked = {
        support.name: support.assumed
        for support in result("nottinghamshire", "amendment_against_the_city").rests_on
    }
    assert (
        marked["board_decision"]
        == "the report gives no ordinary majority; the report is silent on change"
    )
    assert marked["unanimity"] is None
    assert all(
        support.assumed != ""
        for name in SEEDS
        for prop in checked(name).properties
        for support in prop.rests_on
    )
