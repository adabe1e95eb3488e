"""Clauses that can be changed without what they demand of others."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from policy_dsl import touching
from policy_dsl.model import (
    ALWAYS,
    NOT_IN_FORCE,
    AtMeeting,
    Condition,
    ExceptionTo,
    Power,
    Property,
    Requirement,
    Requires,
    Rule,
    Versions,
)
from policy_dsl.model.atoms import adjournment, counts_votes
from policy_dsl.records import dataclass, replace
from verifier.checking.vacuity import about_nothing
from verifier.claims.dispatch import verification_conditions
from verifier.claims.verification_condition import VerificationCondition
from verifier.encoding.activity import kind_of
from verifier.encoding.encodings import Encodings
from verifier.linting.lint_context import LintContext
from verifier.results import Scenario
from verifier.results.lint import LintFinding
from verifier.results.statement import Said, Statement
from verifier.scenarios.narrating import told
from verifier.scenarios.plainest import plainest
from verifier.scenarios.replaying import replay
from verifier.solving.answers import Found, LimitReached
from verifier.solving.limits import Budget
from verifier.words import lint as words
from verifier.words import lint_demands as say
from verifier.words import lint_lines as lines

Demanding = Power | Rule | ExceptionTo


@dataclass(frozen=True)
class _AmendmentClaim:
    """That to amend a clause takes what it requires under a reading (None: its only one), as a claim."""

    clause: Demanding
    reading: str | None
    said: Statement
    prop: Property
    # Of a power: that no decision of its kind passes without what it requires.
    kind: Property | None


def changed_easily(room: LintContext) -> None:
    """VL16, of each clause in force that requires something: an amendment of it that passes without that.

    A power requires something only where no other one passes what it is about without that.
    """
    every = list(_every(room))
    properties = [each for it in every for each in (it.prop, it.kind) if each is not None]
    encodings = Encodings(replace(room.specification, properties=tuple(properties)))
    found: set[str] = set()
    for it in every:
        if it.clause.name in found:
            continue
        if not isinstance(it.clause, Power) and it.clause.at in (AtMeeting.FIRST, AtMeeting.EVERY):
            # A claim asks of the last meeting, or of so many, which another power may not have.
            room.not_decided((words.CHANGED,), it.clause.name, say.NOT_AT_THE_LAST)
            continue
        if room.specification.adjourning and not _says_where(it.clause.requires):
            room.not_decided((words.CHANGED,), it.clause.name, say.NOT_AT_AN_ADJOURNED)
            continue
        budget = room.budget()
        try:
            finding = _of(room, encodings, it, budget)
        except LimitReached as reached:
            room.not_decided((words.CHANGED,), it.clause.name, reached.reason)
            continue
        if finding is not None:
            found.add(it.clause.name)
            room.findings.append(finding)


def _says_where(requires: Versions[Requirement] | None) -> bool:
    """Whether it asks for no votes, or says at which of two meetings for which."""
    return requires is None or all(
        adjournment(it) is not None or not counts_votes(it) for it in requires.all()
    )


def _every(room: LintContext) -> Iterator[_AmendmentClaim]:
    specification = room.specification
    for clause in specification.clauses:
        if not isinstance(clause, Demanding) or clause.requires is None:
            continue
        if clause.name not in room.now.state.in_force:
            continue
        amends = touching.amends(clause.name, touching.amending_of(specification, clause.name))
        for reading in _readings(clause):
            requirement = clause.requires.under(reading)
            read = {} if reading is None else {clause.name: reading}

            said = _asked_of(room, amends, requirement, read)
            kind = None
            if isinstance(clause, Power):
                its = clause.when.under(reading)
                kind = _asked_of(room, its, requirement, read).as_property("lint", "")
            yield _AmendmentClaim(clause, reading, said, said.as_property("lint", ""), kind)


def _asked_of(
    room: LintContext, when: Condition, requirement: Requirement, read: Mapping[str, str]
) -> Statement:
    claim = Requires(when, requirement)
    return Statement(Said.CHANGED_WITHOUT, claim, False, readings=read, at=room.when)


def _readings(clause: Demanding) -> list[str | None]:
    """Those under which it says something; None where it has no readings."""
    if not clause.readings:
        return [None]
    return [each.name for each in clause.readings if each.name != NOT_IN_FORCE]


def _of(
    room: LintContext, encodings: Encodings, it: _AmendmentClaim, budget: Budget
) -> LintFinding | None:
    (vc,) = verification_conditions(encodings.of(it.prop, room.now.state), it.prop)
    found = room.found(vc.question, budget)
    if found is None or not _is_asked(room, encodings, it, budget):
        return None
    clause = it.clause
    scenario = _shown(room, it.prop, vc, found, budget)
    return LintFinding(
        words.CHANGED,
        kind_of(clause),
        clause.name,
        clause.place.file,
        clause.place.line,
        say.changed_without(room.specification, clause, it.reading, scenario),
        say.instead_of_changed(clause),
        lines.changed_without(clause),
        story=scenario.text,
        statements=(it.said,),
    )


def _is_asked(room: LintContext, encodings: Encodings, it: _AmendmentClaim, budget: Budget) -> bool:
    """What a rule requires is asked for wherever it applies; of a power, whether no other passes it without."""
    if it.kind is None:
        return True
    if it.clause.when.under(it.reading) == ALWAYS:
        # Whatever it is, an amendment is of its kind, too, and has just passed without.
        return False
    (vc,) = verification_conditions(encodings.of(it.kind, room.now.state), it.kind)
    return room.found(vc.question, budget) is None and about_nothing(vc, budget) is None


def _shown(
    room: LintContext, prop: Property, vc: VerificationCondition, found: Found, budget: Budget
) -> Scenario:
    specification, state = room.specification, room.now.state
    shown = room.shown(plainest(vc, found, vc.goal, True, budget, fewest=True))
    outcome = replay(specification, state, prop, shown.lifted, True)
    period = (room.now.start, room.now.end)
    return told(specification, state, prop, period, shown.lifted, shown.matters, outcome)
