"""Decisions that nobody may take, and decisions that nobody can pass although somebody may take them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from policy_dsl import touching, wording
from policy_dsl.model import ALWAYS, Condition, EveryCanPass, NoneCanPass, Not, Place
from policy_dsl.model.traverse import conjunction, conjuncts
from policy_dsl.records import dataclass, replace
from verifier.checking.proof import Loosened, in_the_way
from verifier.describing.whom import whom
from verifier.encoding.claim_context import ClaimContext
from verifier.encoding.encodings import Encodings
from verifier.encoding.terms import either, negation
from verifier.linting.lint_context import LintContext, Term, any_decision
from verifier.matrix.blocking_and_carrying import Deciding
from verifier.matrix.decision_classes import SymmetryClass
from verifier.results.lint import LintFinding, Mention
from verifier.results.matrix import Lost, Scale
from verifier.results.statement import Said, Statement
from verifier.solving.answers import LimitReached
from verifier.solving.limits import Budget
from verifier.solving.questions import Exists
from verifier.words import lint as words
from verifier.words import lint_lines as lines
from verifier.words.facts import so_many
from verifier.words.facts import text as say_fact


def uncovered(room: LintContext) -> None:
    """VL01: what no power covers, of decisions that leave the rules alone."""
    it = room.ground(room.now.state)
    by_reading: dict[tuple[tuple[str, str], ...], list[SymmetryClass]] = {}
    for each in room.classes.classes:
        gaps = [
            tuple(reading.items())
            for reading, treated in each.treated
            if all(not t.ways and not t.prohibited and not t.unmet for t in treated)
        ]
        for reading_of_gap in [()] if len(gaps) == len(each.treated) else gaps:
            by_reading.setdefault(reading_of_gap, []).append(each)
    no_effects = [negation(group.variable) for group in it.effects.groups]
    for reading, classes in by_reading.items():
        term = either(each.term for each in classes)
        try:
            condition = room.described(term, room.budget(), among=no_effects)
        except LimitReached as reached:
            room.not_decided((words.GAP,), "decision", reached.reason)
            continue
        if condition is not None:
            try:
                only = _only_without_changes(room, condition, term)
            except LimitReached as reached:
                room.not_decided((words.GAP,), "decision", reached.reason)
                continue
            room.findings.append(_gap(room, condition, only, dict(reading)))


def _only_without_changes(room: LintContext, condition: Condition, gap: Term) -> bool:
    """Whether some decision that meets the condition and changes rules or seats is covered by a power."""
    it = room.ground(room.now.state)
    about = ClaimContext(it.encoding, any_decision(condition), positive=False)
    covered = Exists([*it.encoding.limits, about.concerned, negation(gap)])
    return room.found(covered, room.budget()) is not None


def _gap(
    room: LintContext, condition: Condition, unchanging: bool, reading: Mapping[str, str]
) -> LintFinding:
    """`unchanging`: it has to be said that nothing is changed, since what changes something is covered."""
    place = _powers_place(room)
    powers = [p for p in room.specification.powers if p.name in room.now.state.in_force]
    nothing = _changing_nothing(condition)
    none = NoneCanPass(nothing)
    said = nothing if unchanging else condition
    return LintFinding(
        words.GAP,
        "decision",
        "every decision" if said == ALWAYS else wording.condition(said),
        place.file or room.whole.file,
        place.line or 1,
        words.no_power(said, reading),
        words.instead_of_gap(condition, [power.name for power in powers]),
        lines.no_power(said, reading),
        mentions=tuple(room.mention(power) for power in powers),
        # Where no power is in force at all, the claim would say nothing.
        statements=(Statement(Said.NO_POWER, none, readings=reading, at=room.when),) * bool(powers),
    )


def _changing_nothing(condition: Condition) -> Condition:
    """Such decisions, of those that leave the rules alone."""
    return conjunction([*conjuncts(condition), Not(touching.ANYTHING)])


def _powers_place(room: LintContext) -> Place:
    """Where the powers end, and another one would be written."""
    powers = room.specification.powers
    if powers:
        return powers[-1].place
    places = [c.place for c in room.specification.clauses] or [
        a.place for a in room.specification.attributes
    ]
    return places[0] if places else Place(room.whole.file, 1)


@dataclass(frozen=True)
class _Clash:
    """Decisions of one class that no votes can pass, under some readings (none listed: under all of them)."""

    decisions: SymmetryClass
    reading: Mapping[str, str]
    everywhere: bool
    lost: Lost

    @property
    def fact(self) -> object:
        """What is the same where several classes are lost for the same reason, which makes them one finding."""
        treated = next(t for reading, t in self.decisions.treated if reading == self.reading)
        reading = () if self.everywhere else tuple(self.reading.items())
        scale = self.lost.scale
        which = self.lost.example if scale is None else _lost_numbers(scale)
        unmet = frozenset(power for each in treated for power in each.unmet)
        if self.lost.every:
            ways = frozenset(each.key for each in treated)
            return reading, True, unmet if not any(each.ways for each in treated) else ways
        return reading, False, which, frozenset(r for each in treated for r in each.recusals)


def _lost_numbers(scale: Scale) -> tuple[object, ...]:
    numbers = tuple((step.from_, step.to) for step in scale.steps if not step.can_pass)
    return scale.attribute, scale.parties, numbers


def clashing(room: LintContext) -> None:
    """VL04: decisions that some power may take, no prohibition stops, and no votes can pass. One finding a fact."""
    it = room.ground(room.now.state)
    facts: dict[object, list[_Clash]] = {}
    for each in room.classes.classes:
        if not each.open:
            continue
        try:
            clash = _clash(Deciding(it, each, room.budget()))
        except LimitReached as reached:
            room.not_decided((words.CLASH,), "decision", reached.reason)
            continue
        if clash is not None:
            facts.setdefault(clash.fact, []).append(clash)
    for them in facts.values():
        try:
            room.findings.append(_found(room, them, room.budget()))
        except LimitReached as reached:
            room.not_decided((words.CLASH,), "decision", reached.reason)


def _clash(deciding: Deciding) -> _Clash | None:
    each = deciding.decisions
    lost: list[tuple[Mapping[str, str], Lost]] = []
    for reading, treated in each.treated:
        if any(t.ways or t.unmet for t in treated):
            its = deciding.lost(reading, treated)
            if its is not None:
                lost.append((reading, its))
    if not lost:
        return None
    first = lost[0][1]
    everywhere = len(lost) == len(each.treated) and all(its == first for _, its in lost)
    return _Clash(each, lost[0][0], everywhere, first)


def _found(room: LintContext, them: Sequence[_Clash], budget: Budget) -> LintFinding:
    first = them[0]
    condition = room.described(either(each.decisions.term for each in them), budget)
    assert condition is not None
    scale = first.lost.scale
    every = first.lost.every or scale is not None
    if scale is not None:
        condition = conjunction((*conjuncts(condition), *_so_many(room, scale)))
    mentions = _core(room, condition, first.reading, budget) if first.lost.every else ()
    place = _powers_place(room)
    clauses = [mention for mention in mentions if mention.file]
    at = clauses[0] if clauses else Mention("", place.file, place.line)
    reading = {} if first.everywhere else first.reading
    example = [(a, so_many(room.specification, who, n)) for a, who, n in first.lost.example]
    told: tuple[Statement, ...] = ()
    if every:
        none = NoneCanPass(condition)
        told = (Statement(Said.CANNOT_PASS, none, readings=reading, at=room.when),)
    elif all(name in room.specification.attribute for name, _, _ in first.lost.example):
        # Of what a decision does to whom a claim that it can pass says nothing.
        can = EveryCanPass(condition)
        told = (Statement(Said.CAN_PASS, can, False, readings=reading, at=room.when),)
    return LintFinding(
        words.CLASH,
        "decision",
        "every decision" if condition == ALWAYS else wording.condition(condition),
        at.file or room.whole.file,
        at.line or 1,
        words.cannot_pass(words.decisions_text(condition), reading, every, example),
        words.instead_of_clash(first.lost.every),
        lines.cannot_pass(condition, reading, every),
        mentions=mentions,
        of_some=not every,
        statements=told,
    )


def _so_many(room: LintContext, scale: Scale) -> tuple[Condition, ...]:
    """Of a class those decisions that cannot pass, by how many they name; there are none with other numbers."""
    state = room.now.state
    last = scale.steps[-1]
    ranges = [
        (step.from_, None if step is last else step.to + 1)
        for step in scale.steps
        if not step.can_pass
    ]
    who = whom(room.specification, state, scale.parties)
    return room.ground(state).alphabet.sayer.included(scale.attribute, who, ranges)


def _core(
    room: LintContext, condition: Condition, reading: Mapping[str, str], budget: Budget
) -> tuple[Mention, ...]:
    """A minimal set of clauses, seats and quorums that makes such a decision impossible."""
    prop = any_decision(condition)
    encodings = Encodings(replace(room.specification, properties=(prop,)))
    before = len(budget.unanswered)
    facts, _ = in_the_way(Loosened(encodings, prop, room.now.state), 0, reading, budget)
    fewer = budget.unanswered_since(before)
    if fewer is not None:
        raise LimitReached(fewer)
    return tuple(Mention(say_fact(fact), fact.place.file, fact.place.line) for fact in facts)
