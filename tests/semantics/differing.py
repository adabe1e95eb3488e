"""Encoding against interpreter: one random model, many decisions, readings and ballots.

`differences(seed)` is what the ordinary suite and the campaign run; a seed is a model with `PER_MODEL` cases.
"""

from __future__ import annotations

import random
from dataclasses import dataclass, field, replace

from policy_dsl.decisions import Ballots, Decision, ruled
from policy_dsl.interpreter import Meeting, PowerOutcome, decide
from policy_dsl.interpreter.conditions import judge
from policy_dsl.interpreter.requirements import check, quorate
from policy_dsl.model import (
    AnyClause,
    ExceptionTo,
    Prohibition,
    Requires,
    Rule,
    Specification,
)
from policy_dsl.state import State, after_events
from tests.semantics.compiling import compiled
from tests.semantics.fixing import Fixing, representable
from tests.semantics.generating_claims import Asker
from tests.semantics.generator import JUDGED, LARGER, ORDINARY, TINY, Maker
from verifier.encoding.adoption import Encoding, encode
from verifier.encoding.classes import voter_classes

SHAPES = (ORDINARY, ORDINARY, TINY, LARGER, JUDGED)
DECISIONS = 8
BALLOTS = 5
PER_MODEL = DECISIONS * BALLOTS


@dataclass
class Model:
    """A random model in one of its states, with its encoding."""

    maker: Maker
    specification: Specification
    state: State
    encoding: Encoding
    requirements: tuple[Requires, ...]


def random_model(rng: random.Random) -> Model:
    """A model with three requirements that properties ask for, and some free rulings."""
    maker = Maker(rng, maker_shape(rng))
    specification = maker.specification()
    asker = Asker(maker, specification)
    asked = tuple(Requires(maker.when(0.3), asker.asked()) for _ in range(3))
    blank = asker.property()
    # Whoever changes seats is named, so that nobody takes it for one of several who are alike.
    supposed = asker.supposing()
    properties = tuple(
        replace(blank, name=f"claim{i}", claim=claim, supposing=supposed)
        for i, claim in enumerate(asked)
    )
    specification = replace(specification, properties=properties)
    state = after_events(maker.state(specification), supposed)
    free = frozenset(a.name for a in specification.attributes if a.judge and maker.chance(0.7))
    encoding = encode(specification, state, voter_classes(specification), free)
    return Model(maker, specification, state, encoding, asked)


def maker_shape(rng: random.Random) -> object:
    """Mostly ordinary, some smaller, some larger, some of whose parties somebody judges."""
    return SHAPES[int(rng.random() * len(SHAPES))]  # type: ignore[return-value]


@dataclass
class Tally:
    """What was compared, and where the two differ."""

    cases: int = 0
    adopted: int = 0
    differences: list[str] = field(default_factory=list)


class Comparison:
    """The encoding's terms, and the same things asked of the interpreter."""

    def __init__(self, model: Model) -> None:
        self.model = model
        encoding = model.encoding
        spec = model.specification
        self.labels: list[str] = []
        terms: list[object] = []

        def compare(label: str, term: object) -> None:
            self.labels.append(label)
            terms.append(term)

        compare("adopted", encoding.adopted)
        for power in spec.powers:
            compare(f"adopted by {power.name}", encoding.adopted_by.get(power.name, False))
        for body in spec.bodies:
            compare(f"{body.name} quorate", encoding.requirements.quorate(body.name))
        for clause in spec.clauses:
            compare(f"{clause.name} active", encoding.activity.active(clause.name))
        self.limiting = [clause.name for clause in spec.clauses if may_limit(clause)]
        for power in spec.powers:
            for name in self.limiting:
                compare(f"{name} limits {power.name}", encoding.limited_by(name, power.name))
            taken = encoding.taken_without_prohibitions(power.name)
            compare(f"{power.name} takes it but for prohibitions", taken)
        for i, claim in enumerate(model.requirements):
            compare(f"requirement {i} met", encoding.met(claim.requirement, True))
            compare(f"condition {i} holds", encoding.condition(claim.when, True))
        for name in sorted(encoding.decision.free):
            compare(f"{name} is ruled as it is", encoding.ruling_is_fact(name))
        limits = [*encoding.limits, *encoding.ballot_limits]
        self.fixing = Fixing(encoding)
        self.function = compiled([*terms, *limits])  # type: ignore[list-item]
        self.compared = len(terms)

    def said_by_encoding(
        self, readings: dict[str, str], decision: Decision, ballots: Ballots
    ) -> tuple[list[bool], bool]:
        """The encoding's answers, and whether its limits allow these values."""
        found = self.function(self.fixing.values(readings, decision, ballots))
        answers, limits = found[: self.compared], found[self.compared :]
        return [bool(it) for it in answers], all(limits)

    def said_by_interpreter(
        self, readings: dict[str, str], decision: Decision, ballots: Ballots
    ) -> list[bool]:
        """The interpreter's answers to the same questions, in the same order."""
        model = self.model
        outcome = decide(model.specification, model.state, readings, decision, ballots)
        found = [outcome.adopted, *(p.adopts for p in outcome.powers)]
        meeting = Meeting(model.specification, model.state, readings, decision)
        floor = meeting.floor(ballots)
        found += [quorate(floor, body.name) for body in model.specification.bodies]
        found += [clause.active for clause in outcome.clauses]
        for power in outcome.powers:
            demanding = {name for name, _ in meeting.rules.limits(power.power)}
            found += [name in demanding or name in power.forbidden_by for name in self.limiting]
            found.append(but_for_prohibitions(power) and not outcome.obstacles)
        for claim in model.requirements:
            found.append(check(floor, claim.requirement, True).met)
            found.append(judge_fact(meeting, claim))
        found += [
            self.ruled_as_it_is(decision, name) for name in sorted(model.encoding.decision.free)
        ]
        return found

    def ruled_as_it_is(self, decision: Decision, name: str) -> bool:
        """Whether a ruling is the fact, of those members of cohorts, too, whom the encoding tells apart by it."""
        if name not in decision.rulings:
            return True
        if decision.rulings[name] != decision.facts[name]:
            return False
        cells = self.model.encoding.electorate.cells
        told_apart = any(ruled(name) in cell.marks for cell in cells)
        return all(
            (name in cell) == (ruled(name) in cell)
            for party, own in decision.cells.items()
            for cell, number in own.items()
            if number and (told_apart or self.model.specification.party[party].size == 1)
        )


def may_limit(clause: AnyClause) -> bool:
    """Whether it demands or forbids something of decisions of other clauses."""
    if isinstance(clause, ExceptionTo):
        return clause.requires is not None
    return isinstance(clause, Rule | Prohibition)


def but_for_prohibitions(power: PowerOutcome) -> bool:
    """Whether the power takes the decision with only prohibitions set aside."""
    own = power.requirement
    met = own is not None and own.met and all(limit.checked.met for limit in power.limits)
    return met and not power.not_granted


def judge_fact(meeting: Meeting, claim: Requires) -> bool:
    """Whether the claim's condition holds of the facts."""
    return judge(meeting.rules.situation, claim.when, True).holds


def differences(seed: int) -> Tally:
    """Everything in which encoding and interpreter differ about the model of this seed."""
    rng = random.Random(f"encoding {seed}")
    model = random_model(rng)
    comparison = Comparison(model)
    maker, spec, state = model.maker, model.specification, model.state
    found = Tally()
    for _ in range(DECISIONS):
        drawn = maker.decision(spec, state)
        decision = representable(model.encoding, drawn)
        for _ in range(BALLOTS):
            readings = maker.readings(spec)
            ballots = maker.ballots(spec, state, decision)
            theirs = comparison.said_by_interpreter(readings, decision, ballots)
            ours, possible = comparison.said_by_encoding(readings, decision, ballots)
            found.cases += 1
            found.adopted += theirs[0]
            if not possible:
                found.differences.append(f"seed {seed}: the encoding's limits exclude the ballots")
            for label, mine, its in zip(comparison.labels, ours, theirs, strict=True):
                if mine is not its:
                    found.differences.append(f"seed {seed}: {label}: encoding {mine}, not {its}")
            if drawn.effects != decision.effects and not theirs[0]:
                # An effect that no condition asks about only makes it harder.
                harder = replace(decision, effects=drawn.effects)
                if decide(spec, state, readings, harder, ballots).adopted:
                    found.differences.append(f"seed {seed}: effects that nobody watches helped")
    return found
