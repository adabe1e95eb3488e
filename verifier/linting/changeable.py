"""Clauses that can be changed without what they demand of others."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

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
from policy_dsl.model.atoms import (
    Adjournment,
    adjourned,
    adjourning,
    adjournment,
    counts_votes,
)
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
    """That to amend a clause takes what it requires under a reading (None: its only one), as claims.

    One of all powers; or one of each that may amend it, where it is to be said at which of their meetings what is
    required is asked for.
    """

    clause: Demanding
    reading: str | None
    said: tuple[Statement, ...]
    # Of a power: that no decision of its kind passes without what it requires, by any power or by each.
    kind: tuple[Statement, ...]

    @property
    def every(self) -> tuple[Statement, ...]:
        """All of them."""
        return (*self.said, *self.kind)


def changed_easily(room: LintContext) -> None:
    """VL16, of each clause in force that requires something: an amendment of it that passes without that.

    A power requires something only where no other one passes what it is about without that.
    """
    every = list(_every(room))
    properties = [_claimed(each) for it in every for each in it.every]
    encodings = Encodings(replace(room.specification, properties=tuple(properties)))
    found: set[str] = set()
    for it in every:
        if it.clause.name in found:
            continue
        if not isinstance(it.clause, Power) and it.clause.at in (AtMeeting.FIRST, AtMeeting.EVERY):
            # A claim asks of the last meeting, or of so many, which another power may not have.
            room.not_decided((words.CHANGED,), it.clause.name, say.NOT_AT_THE_LAST)
            continue
        if not it.said:
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

            asked = _where_it_is_asked(room, clause.requires, requirement)
            said = tuple(_asked_of(room, amends, asked, read))
            kind: tuple[Statement, ...] = ()
            if isinstance(clause, Power):
                kind = tuple(_asked_of(room, clause.when.under(reading), asked, read))
            yield _AmendmentClaim(clause, reading, said, kind)


def _where_it_is_asked(
    room: LintContext, requires: Versions[Requirement], requirement: Requirement
) -> Mapping[str | None, Requirement]:
    """What a claim about the decisions of each power asks for, at the meeting that takes them; None: of all powers.

    Empty where some power has adjourned meetings of several bodies, or not under all its readings: no claim says then
    at which of its meetings something is asked.
    """
    if not room.specification.adjourning or _says_where(requires):
        return {None: requirement}
    found: dict[str | None, Requirement] = {}
    for power in room.specification.powers:
        if power.name not in room.now.state.in_force:
            continue
        bodies = {adjourning(each) for each in power.requires.all()}
        if bodies == {frozenset()}:
            found[power.name] = requirement
        elif len(bodies) == 1 and len(min(bodies)) == 1:
            (body,) = min(bodies)
            found[power.name] = adjourned(Adjournment(body, requirement, requirement))
        else:
            return {}
    return found


def _asked_of(
    room: LintContext,
    when: Condition,
    asked: Mapping[str | None, Requirement],
    read: Mapping[str, str],
) -> Iterator[Statement]:
    for power, requirement in asked.items():
        claim = Requires(when, requirement)
        yield Statement(Said.CHANGED_WITHOUT, claim, False, power, read, at=room.when)


def _claimed(it: Statement) -> Property:
    return it.as_property("lint", "")


def _readings(clause: Demanding) -> list[str | None]:
    """Those under which it says something; None where it has no readings."""
    if not clause.readings:
        return [None]
    return [each.name for each in clause.readings if each.name != NOT_IN_FORCE]


def _of(
    room: LintContext, encodings: Encodings, it: _AmendmentClaim, budget: Budget
) -> LintFinding | None:
    shown = _first_found(room, encodings, it.said, budget)
    if shown is None or not _is_asked(room, encodings, it, budget):
        return None
    said, vc, found = shown
    clause = it.clause
    scenario = _shown(room, _claimed(said), vc, found, budget)
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
        statements=(said,),
    )


def _first_found(
    room: LintContext, encodings: Encodings, them: Sequence[Statement], budget: Budget
) -> tuple[Statement, VerificationCondition, Found] | None:
    """Which of these claims fails first, and where; a power that may not amend the clause refutes nothing."""
    for each in them:
        vc = _vc(room, encodings, each)
        found = room.found(vc.question, budget)
        if found is not None:
            return each, vc, found
    return None


def _is_asked(room: LintContext, encodings: Encodings, it: _AmendmentClaim, budget: Budget) -> bool:
    """What a rule requires is asked for wherever it applies; of a power, whether no other passes it without."""
    if not it.kind:
        return True
    if it.clause.when.under(it.reading) == ALWAYS:
        # Whatever it is, an amendment is of its kind, too, and has just passed without.
        return False
    if _first_found(room, encodings, it.kind, budget) is not None:
        return False
    every = (_vc(room, encodings, each) for each in it.kind)
    return any(about_nothing(vc, budget) is None for vc in every)


def _vc(room: LintContext, encodings: Encodings, it: Statement) -> VerificationCondition:
    prop = _claimed(it)
    (vc,) = verification_conditions(encodings.of(prop, room.now.state), prop)
    return vc


def _shown(
    room: LintContext, prop: Property, vc: VerificationCondition, found: Found, budget: Budget
) -> Scenario:
    specification, state = room.specification, room.now.state
    shown = room.shown(plainest(vc, found, vc.goal, True, budget, fewest=True))
    outcome = replay(specification, state, prop, shown.lifted, True)
    period = (room.now.start, room.now.end)
    return told(specification, state, prop, period, shown.lifted, shown.matters, outcome)
