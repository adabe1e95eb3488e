"""Where an attribute names members of a cohort, the condition of a way round says no more of how many than it need."""

from __future__ import annotations

import random

import pytest

from policy_dsl import load_text
from policy_dsl.decisions import NO_ATTRIBUTE, Ballots, Counts, Decision
from policy_dsl.interpreter import Meeting, condition_holds
from policy_dsl.model import Condition, IncludesCount, Specification
from policy_dsl.model import Includes as IncludesSome
from policy_dsl.model.traverse import condition_atoms, conjuncts
from tests.loopholes.explained_by_hand import adopts
from tests.loopholes.test_against_brute_force import searched
from verifier.results.loopholes import Loophole, Supporters

RULES = """\
governance "Named by a decision"
party A
parties {size} C
body G members A, C quorum none
decision
  substance s : yes or no
  substance who : parties
  form other : parties
power usual when not ({when}) requires unanimity of members in G
power special when {when} requires {demand}
{recusal}
property stop A can block every decision
"""
NAMED = frozenset({"who"})


def drawn(seed: int) -> Specification:
    draw = random.Random(seed)
    size = draw.randint(4, 9)

    def counted() -> str:
        how = draw.choice(("at least", "at least", "at most", "exactly"))
        return f"who includes {how} {draw.randint(1, size - 1)} of C"

    when = draw.choice(
        (counted(), f"{counted()} and {counted()}", f"{counted()} or s", f"s and {counted()}")
    )
    demand = draw.choice(
        (
            "consent of who by separate act",
            "majority of members in G",
            f"at least {draw.randint(1, size)} votes in favour in G",
            "at least 2/3 of votes cast in G",
        )
    )
    recusal = draw.choice(("", "", "recusal own in G excludes who from voting"))
    if recusal and draw.random() < 0.5:
        recusal += " and counting"
    return load_text(
        RULES.format(size=size, when=when, demand=demand, recusal=recusal), f"{seed}.policy"
    )


def passes(spec: Specification, it: Loophole, put: Decision, attend: bool) -> bool:
    """Whether the power takes a decision that A opposes and all others support, the recused attending or not."""
    meeting = Meeting(spec, it.scenario.state, it.scenario.readings, put)
    votes: dict[tuple[str, str], dict[frozenset[str], Counts]] = {}
    for seat in meeting.rules.seated["G"]:
        there = Counts(against=1) if seat.party == "A" else Counts(in_favour=seat.number)
        if not seat.entitled:
            there = Counts(abstain=seat.number) if attend else Counts(absent=seat.number)
        votes.setdefault(("G", seat.party), {})[seat.cell] = there
    consents = {"C": dict(meeting.rules.situation.cells["C"])}
    return adopts(meeting, it.power, Ballots(votes, consents, {}))


def decision(spec: Specification, number: int, named: bool, s: bool) -> Decision:
    size = spec.party["C"].size
    cells = {c: n for c, n in ((NAMED, number), (NO_ATTRIBUTE, size - number)) if n}
    who = frozenset({"A"}) if named else frozenset[str]()
    return Decision({"s": s, "who": who, "other": frozenset()}, {"C": cells})


def counts_c(condition: Condition) -> bool:
    return any(
        isinstance(atom, IncludesCount | IncludesSome) and "C" in atom.who.parties
        for atom in condition_atoms(condition)
    )


def faults(spec: Specification, it: Loophole, attend: bool) -> list[str]:
    """What a condition lets in that is not adopted; or how many more might be named, and all of it is adopted."""
    state, size = it.scenario.state, spec.party["C"].size
    parts = conjuncts(it.under.of_facts)
    said = [part for part in parts if counts_c(part)]
    rest = [part for part in parts if not counts_c(part)]
    adopted: dict[int, bool] = {}
    for number in range(size + 1):
        puts = [decision(spec, number, named, s) for named in (False, True) for s in (False, True)]
        them = [p for p in puts if all(condition_holds(spec, state, p, r, True) for r in rest)]
        adopted[number] = all(passes(spec, it, put, attend) for put in them)
    put = [decision(spec, number, False, True) for number in range(size + 1)]
    meant = [n for n in adopted if all(condition_holds(spec, state, put[n], c, True) for c in said)]
    found = [f"lets in {n}" for n in meant if not adopted[n]]
    if found or not meant:
        return found or ["means nobody"]
    beyond = [n for n in (min(meant) - 1, max(meant) + 1) if adopted.get(n)]
    return [f"{n} would do as well" for n in beyond]


@pytest.mark.parametrize("first", range(0, 30, 10))
def test_a_condition_says_no_more_of_how_many_than_it_need(first: int) -> None:
    told = 0
    for seed in range(first, first + 10):
        spec = drawn(seed)
        for it in searched(spec, spec.properties[0]).loopholes:
            if not it.under.every:
                continue
            told += any(counts_c(part) for part in conjuncts(it.under.of_facts))
            them = [faults(spec, it, attend) for attend in (True, False)]
            assert [] in them, (seed, them, it.under.of_facts)
    assert told


def test_one_of_many_is_named_where_one_is_enough() -> None:
    """And nobody by an attribute that makes no difference."""
    when = "who includes at least 1 of C"
    demand = "consent of who by separate act"
    spec = load_text(RULES.format(size=20, when=when, demand=demand, recusal=""), "rules.policy")
    (it,) = searched(spec, spec.properties[0]).loopholes
    assert it.scenario.attributes == {"who": "1 C"}
    assert isinstance(it.enough.silent, Supporters)
    assert it.enough.silent.number == 1
    assert isinstance(it.enough.opposed, Supporters)
    assert it.enough.opposed.number == 1
    assert it.scenario.consents == ("1 of C",)


def test_members_of_a_cohort_who_do_the_same_are_told_as_one() -> None:
    when = "who includes at least 1 of C"
    demand = "majority of members in G"
    spec = load_text(RULES.format(size=20, when=when, demand=demand, recusal=""), "rules.policy")
    (it,) = searched(spec, spec.properties[0]).loopholes
    assert [line.who for line in it.scenario.votes if line.vote == "for"] == [("20 C",)]
