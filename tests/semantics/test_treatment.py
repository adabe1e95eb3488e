"""Decisions that terms say are treated alike are so by the interpreter, and parts are what they are without them."""

from __future__ import annotations

import itertools
import random
from collections.abc import Mapping, Sequence
from dataclasses import replace

from policy_dsl import examine_text
from policy_dsl.decisions import Ballots, Decision, Vote, single
from policy_dsl.interpreter import Meeting
from policy_dsl.model import ExceptionTo, PartySet, Prohibition, Rule, Specification
from policy_dsl.state import State, intervals
from tests.lint.test_parts import rewritten
from tests.semantics.compiling import compiled
from tests.semantics.enumerating import all_readings
from tests.semantics.fixing import Fixing, representable
from tests.semantics.generator import TINY, Maker
from tests.semantics.layers import layered, read
from verifier.encoding.adoption import Encoding, encode
from verifier.encoding.classes import voter_classes
from verifier.encoding.clause_parts import ClausePart, left_out
from verifier.encoding.treatment import EffectGroups, Mark, Treatment, effect_groups

SHAPE = replace(TINY, attributes=3, rules=3, prohibitions=2, exceptions=4, recusals=2)


# What only a condition inside its one requirement tells apart; an exception that stands in for one rule or another;
# one that can be read in two ways.
TELLING = (
    "power one requires (a and consent of X in B) or consensus in B",
    """power one requires consent of X in B
power two requires consent of Y in B
rule first limits one when a requires consent of Z in B
rule second limits two when b requires consent of Z in B
exception third to first, second when c requires consensus in B""",
    """power one requires consent of X in B
rule first limits one requires consensus in B
exception third to first when
  reading strict "both": a and b
  reading wide "one is enough": a""",
)


def drawn(seed: int) -> tuple[Maker | None, Specification, State]:
    """A model of layers, or any small one, in one of its states."""
    rng = random.Random(f"treated {seed}")
    if seed % 8:
        spec = read(TELLING[seed - 1]) if seed <= len(TELLING) else layered(rng)
        return None, spec, intervals(spec)[-1].state
    maker = Maker(rng, SHAPE)
    spec = maker.specification()
    return maker, spec, maker.state(spec)


def put_to(
    maker: Maker | None, encoding: Encoding, groups: EffectGroups
) -> tuple[list[Decision], list[Ballots]]:
    """Decisions that name the same parties, and ballots on them."""
    if maker is None:
        facts = [
            dict(zip("abc", so, strict=True)) for so in itertools.product((False, True), repeat=3)
        ]
        votes = itertools.product((Vote.FOR, Vote.AGAINST), repeat=3)
        return [Decision(each) for each in facts], [
            Ballots({("B", name): single(vote) for name, vote in zip("XYZ", them, strict=True)})
            for them in votes
        ]
    spec, state = encoding.specification, encoding.state
    put = replace(representable(encoding, maker.decision(spec, state)), effects=frozenset())
    every = [
        replace(put, facts={**put.facts, a.name: value}, effects=effects)
        for a in maker.attributes
        if not isinstance(a.type, PartySet)
        for value in maker.values(a)
        for effects in (frozenset(), *(frozenset(group.effects) for group in groups.groups))
    ]
    return every[:12], [maker.ballots(spec, state, put) for _ in range(4)]


def outcomes(
    spec: Specification, state: State, put: Decision, ballots: Sequence[Ballots]
) -> list[bool]:
    """What becomes of it under every reading, by each of the ballots."""
    found = []
    for readings in all_readings(spec, state, {}):
        meeting = Meeting(spec, state, readings, put)
        found += [meeting.adopted(each) for each in ballots]
    return found


def applies(spec: Specification, state: State, put: Decision, mark: Mark) -> bool:
    """Whether the clause is so under its reading, whatever the others are."""
    said = set()
    for readings in all_readings(spec, state, dict(mark.reading)):
        rules = Meeting(spec, state, readings, put).rules
        clause = spec.clause[mark.name]
        said.add(
            rules.active(clause)
            if mark.kind == "active"
            else rules.would_otherwise_be_active(clause)
        )
    assert len(said) == 1, mark
    return said.pop()


def test_decisions_with_the_same_marks_are_treated_alike() -> None:
    found = {"alike": 0, "apart": 0, "idle": 0}
    for seed in range(64):
        maker, spec, state = drawn(seed)
        if len(list(all_readings(spec, state, {}))) > 6:
            continue
        groups = effect_groups(spec, state)
        encoding = encode(spec, state, voter_classes(spec), watched=groups.watched)
        treatment = Treatment(encoding)
        check_bearing(spec, state, treatment)
        fixing, function = Fixing(encoding), compiled(list(treatment.terms.values()))
        readings = next(all_readings(spec, state, {}))
        decisions, ballots = put_to(maker, encoding, groups)
        treated: dict[object, object] = {}
        for put in decisions:
            said = function(fixing.without_ballots(readings, put))
            for mark, so in (*zip(treatment.terms, said, strict=True), *treatment.constant.items()):
                if mark.kind in ("active", "would") and (so or not seed % 8):
                    is_so = applies(spec, state, put, mark)
                    assert is_so or not so, (seed, mark)
                    found["idle"] += is_so and not so
            outcome = outcomes(spec, state, put, ballots)
            found["alike" if said in treated else "apart"] += 1
            assert treated.setdefault(said, outcome) == outcome, (seed, put)
    assert min(found.values()) > 10


def check_bearing(spec: Specification, state: State, treatment: Treatment) -> None:
    """Which clauses demand something of a power's decisions, and which forbid some."""
    for power in spec.powers:
        limiting = {
            clause.name
            for clause in (*spec.rules, *spec.prohibitions)
            if clause.limits is None or power.name in clause.limits
        }
        demanding = {
            clause.name
            for clause in spec.clauses
            if clause.name in state.in_force
            and (
                (isinstance(clause, Rule) and clause.name in limiting)
                or (
                    isinstance(clause, ExceptionTo)
                    and clause.requires is not None
                    and limiting & set(clause.targets)
                )
            )
        }
        assert {clause.name for clause in treatment.demanding(power.name)} == demanding
        assert {clause.name for clause in treatment.prohibiting(power.name)} == {
            clause.name
            for clause in spec.clauses
            if isinstance(clause, Prohibition) and clause.name in state.in_force & limiting
        }


QUORUM = """governance "Quorum"
party X
party Y
party Z
body B members X, Y, Z quorum at least 2 of members
power one requires majority of votes cast in B and at least 1/3 of members in B
"""


def test_a_part_left_out_is_a_rule_written_without_it() -> None:
    differing = 0
    for seed in range(12):
        maker = Maker(random.Random(f"parts {seed}"), TINY)
        spec = maker.specification()
        state = maker.state(spec)
        cases = []
        for _ in range(6):
            put = maker.decision(spec, state)
            cases.append((maker.readings(spec), put, maker.ballots(spec, state, put)))
        differing += sum(differs_without(spec, state, cases).values())
    assert differing > 10


def test_a_quorum_and_what_stands_beside_it_are_parts() -> None:
    quorum = examine_text(QUORUM, "quorum.policy").specification
    assert quorum is not None
    votes = itertools.product(Vote, repeat=3)
    every = [
        Ballots({("B", name): single(vote) for name, vote in zip("XYZ", them, strict=True)})
        for them in votes
    ]
    found = differs_without(
        quorum, intervals(quorum)[-1].state, [({}, Decision({}), each) for each in every]
    )
    assert {(part.quorum, part.path): number > 0 for part, number in found.items()} == {
        (False, ()): True,
        (False, (0,)): True,
        (False, (1,)): False,
        (True, ()): True,
    }


def differs_without(
    spec: Specification,
    state: State,
    cases: Sequence[tuple[Mapping[str, str], Decision, Ballots]],
) -> dict[ClausePart, int]:
    """In how many of the cases each part makes a difference, as terms and interpreter say alike."""
    classes = voter_classes(spec)
    plain = encode(spec, state, classes)
    asked = left_out(spec, state, classes, plain.decision.effects)
    fixing, function = Fixing(plain), compiled([*asked.question.constraints])
    flags = {part: flag.decl().name() for part, flag in asked.of.items()}
    nothing = dict.fromkeys(flags.values(), False)
    found = dict.fromkeys(flags, 0)
    for readings, drawn, ballots in cases:
        put = representable(plain, drawn)
        values = {**fixing.values(readings, put, ballots), **nothing}
        adopted = Meeting(spec, state, readings, put).adopted(ballots)
        for part, flag in flags.items():
            assert part.quorum is (part.name in spec.body)
            other = Meeting(rewritten(spec, part), state, readings, put).adopted(ballots)
            assert all(function({**values, flag: True})) is (adopted is not other), (spec, part)
            found[part] += adopted is not other
    return found
