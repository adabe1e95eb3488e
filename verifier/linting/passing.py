"""Decisions that nobody may take, and decisions that nobody can pass although somebody may take them."""

from __future__ import annotations

from collections.abc import Mapping

from policy_dsl import wording
from policy_dsl.model import ALWAYS, Condition, Place
from policy_dsl.records import replace
from verifier.checking.proof import in_the_way
from verifier.claims.dispatch import inquire
from verifier.encoding.encodings import Encodings
from verifier.encoding.terms import either, negation
from verifier.linting.results import Finding, Mention
from verifier.linting.room import Room, any_decision
from verifier.matrix.classes import DecisionClass
from verifier.matrix.deciding import Deciding
from verifier.solving.answers import LimitReached
from verifier.solving.limits import Budget
from verifier.words import lint as words


def uncovered(room: Room) -> None:
    """VL01: what no power covers, of decisions that leave the rules alone."""
    it = room.ground(room.now.state)
    by_reading: dict[tuple[tuple[str, str], ...], list[DecisionClass]] = {}
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
            room.not_decided((words.GAP,), "decision", reached)
            continue
        if condition is not None:
            room.findings.append(_gap(room, condition, dict(reading)))


def _gap(room: Room, condition: Condition, reading: Mapping[str, str]) -> Finding:
    place, subject = _powers_place(room)
    return Finding(
        words.GAP,
        "decision",
        "every decision" if condition == ALWAYS else wording.condition(condition),
        place.file or room.whole.file,
        place.line or 1,
        words.no_power(condition, reading),
        words.instead_of_gap(condition, subject),
        mentions=tuple(
            room.mention(power)
            for power in room.specification.powers
            if power.name in room.now.state.in_force
        ),
    )


def _powers_place(room: Room) -> tuple[Place, str]:
    powers = room.specification.powers
    if powers:
        return powers[-1].place, powers[-1].name
    places = [c.place for c in room.specification.clauses] or [
        a.place for a in room.specification.attributes
    ]
    return (places[0] if places else Place(room.whole.file, 1)), ""


def clashing(room: Room) -> None:
    """VL04: decisions that some power may take, no prohibition stops, and no votes can pass."""
    it = room.ground(room.now.state)
    for each in room.classes.classes:
        if not each.open:
            continue
        budget = room.budget()
        try:
            _clash(room, Deciding(it, each, budget), budget)
        except LimitReached as reached:
            room.not_decided((words.CLASH,), "decision", reached)


def _clash(room: Room, deciding: Deciding, budget: Budget) -> None:
    it, each = deciding.ground, deciding.decisions
    lost: list[tuple[Mapping[str, str], str]] = []
    for reading, treated in each.treated:
        if not any(t.ways or t.unmet for t in treated):
            continue
        can_pass = deciding.can_pass(reading, treated)
        if can_pass != "every":
            lost.append((reading, can_pass))
    if not lost:
        return
    condition = room.described(each.term, budget)
    assert condition is not None
    reading, can_pass = lost[0]
    everywhere = len(lost) == len(each.treated)
    mentions = _core(room, condition, reading, budget) if can_pass == "none" else ()
    place, _ = _powers_place(room)
    clauses = [mention for mention in mentions if mention.file]
    first = clauses[0] if clauses else Mention("", place.file, place.line)
    room.findings.append(
        Finding(
            words.CLASH,
            "decision",
            "every decision" if condition == ALWAYS else wording.condition(condition),
            first.file or room.whole.file,
            first.line or 1,
            words.cannot_pass(
                words.decisions_text(condition, it.alphabet.touches),
                {} if everywhere else reading,
                can_pass,
            ),
            words.instead_of_clash(can_pass),
            mentions=mentions,
        )
    )


def _core(
    room: Room, condition: Condition, reading: Mapping[str, str], budget: Budget
) -> tuple[Mention, ...]:
    """A minimal set of clauses, seats and quorums that makes such a decision impossible."""
    prop = any_decision(condition)
    encodings = Encodings(replace(room.specification, properties=(prop,)))
    loose = encodings.of(prop, room.now.state, loosened=True)
    inquiry = inquire(loose, prop)[0]
    choices = loose.activity.readings.choices
    terms = [choices[clause][name] for clause, name in reading.items() if clause in choices]
    before = len(budget.unanswered)
    facts, _ = in_the_way(inquiry, terms, budget)
    fewer = budget.unanswered_since(before)
    if fewer is not None:
        raise LimitReached(fewer)
    return tuple(Mention(fact.text, fact.place.file, fact.place.line) for fact in facts)
