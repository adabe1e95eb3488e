"""A decision that is known, put into an encoding: each variable stands for what it says."""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import replace
from itertools import count, islice

import pytest
import z3

from policy_dsl import examine_text
from policy_dsl.decisions import Decision, ruled
from policy_dsl.model import PartySet, Specification
from policy_dsl.state import State, intervals
from tests.semantics.fixing import Fixing, representable
from tests.semantics.generator import JUDGED, TINY, Case, random_case
from verifier.encoding.adoption import Encoding, encode
from verifier.encoding.classes import voter_classes
from verifier.encoding.known_decision import KnownDecision
from verifier.encoding.terms import name_of

SHAPES = {
    "judged": JUDGED,
    "ones": replace(TINY, judged=0.8, cohort=1, heads=1, named=True),
}
ALIKE = """governance "Alike"
party A
party B
party C
party D
party Judge
body Board members A, B, C, D quorum none
decision
  substance gains : parties judged by Judge
power motion requires majority of votes cast in Board
rule owned limits motion when gains includes at least 2 of Board
  requires unanimity of members in Board
"""


def cases(label: str) -> Iterator[Case]:
    """In each it is ruled whom the decision names."""
    for seed in count():
        case = random_case(random.Random(f"known {label} {seed}"), SHAPES[label])
        spec = case.specification
        sets = {a.name for a in spec.attributes if isinstance(a.type, PartySet)}
        if case.decision.rulings.keys() & sets:
            yield case


def said_as_written(
    spec: Specification, state: State, put: Decision, readings: dict[str, str]
) -> Encoding:
    """The encoding, once all of its variables have been found to stand for what the decision says."""
    encoding = encode(spec, state, voter_classes(spec), frozenset(put.rulings))
    assert encoding.adopted is not None
    decision = representable(encoding, put)
    known = KnownDecision(encoding, decision, readings)
    fixing = Fixing(encoding)
    said = {
        name_of(variable): z3.is_true(value) if z3.is_bool(value) else value.as_long()
        for variable, value in known.pairs
    }
    written = fixing.without_ballots(readings, decision)
    assert said.items() >= written.items()
    assert all(type(said[name]) is type(value) for name, value in written.items())
    # Nobody who is in favour stays away.
    assert not any(said[name] for name in said.keys() - written.keys())
    members = fixing.members(decision)
    assert {name: sorted(them, key=str) for name, them in known.members.items()} == {
        name: sorted(them, key=str) for name, them in members.items()
    }
    for cell in encoding.electorate.cells:
        assert known.number(cell.size) == sum(n for _, _, n in members[cell.name])
    return encoding


@pytest.mark.parametrize("label", SHAPES)
def test_each_variable_stands_for_what_the_decision_says(label: str) -> None:
    judged = 0
    for it in islice(cases(label), 12):
        encoding = said_as_written(it.specification, it.state, it.decision, it.readings)
        free = encoding.decision.free
        judged += any(mark in map(ruled, free) for mark, _ in encoding.decision.named)
    assert judged > 1


@pytest.mark.parametrize(
    ("gains", "said"), [("", "AB"), ("AB", ""), ("A", "BCD"), ("ABC", "AB"), ("BD", "BD")]
)
def test_of_those_who_are_alike_so_many_are_named_and_ruled_to_be(gains: str, said: str) -> None:
    specification = examine_text(ALIKE, "alike.policy").specification
    assert specification is not None
    put = Decision({"gains": frozenset(gains)}, {}, {"gains": frozenset(said)}, frozenset())
    encoding = said_as_written(specification, intervals(specification)[-1].state, put, {})
    assert any(len(cell.voters.parties) > 1 and cell.marks for cell in encoding.electorate.cells)
