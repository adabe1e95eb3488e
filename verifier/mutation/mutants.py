"""Mutants of a specification: each is the specification with one slip in it, in a clause or a quorum."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TypeVar

from policy_dsl import wording
from policy_dsl.change import nothing_asked
from policy_dsl.interpreter.effects import beyond_composition
from policy_dsl.interpreter.requirements import measured
from policy_dsl.model import (
    AnyClause,
    AtMeeting,
    AttendanceTally,
    Base,
    Body,
    CastingVote,
    Composition,
    Condition,
    Count,
    Effect,
    EffectKind,
    Event,
    EventKind,
    ExceptionTo,
    Or,
    Place,
    Power,
    Provision,
    Recusal,
    Requirement,
    Rule,
    Share,
    Specification,
    Tally,
    Turnout,
    Versions,
)
from policy_dsl.model.atoms import requirement_atoms
from policy_dsl.model.traverse import requirements_of
from policy_dsl.records import dataclass, replace
from policy_dsl.state import after_events, initial_state, intervals
from verifier.mutation.exclusions import with_whom_it_leaves_out
from verifier.mutation.scopes import changed_scopes
from verifier.mutation.slips import (
    NOTHING,
    changed_conditions,
    changed_requirements,
    changed_tallies,
)
from verifier.records.decisive import kind_of
from verifier.words import mutating as say

T = TypeVar("T")
NEVER = Or(())


@dataclass(frozen=True)
class Mutant:
    """A specification with one slip: its `kind`, in what (`name`), and how that reads before and after."""

    specification: Specification
    kind: str
    name: str
    what: str
    before: str
    after: str
    place: Place

    def __str__(self) -> str:
        place = self.place
        return say.slip(self.what, place.file, place.line, self.kind, self.before, self.after)


def mutants(specification: Specification) -> Iterator[Mutant]:
    """All mutants, in the order of the specification."""
    for index, clause in enumerate(specification.clauses):
        for changed, (kind, before, after) in _clauses(specification, clause):
            clauses = instead_of(specification.clauses, index, changed)
            yield Mutant(
                replace(specification, clauses=clauses),
                kind,
                clause.name,
                f"{kind_of(clause)} {clause.name}",
                before,
                after,
                clause.place,
            )
    yield from _dates(specification)
    for index, body in enumerate(specification.bodies):
        for changed_body, (kind, before, after) in _bodies(specification, body):
            bodies = instead_of(specification.bodies, index, changed_body)
            yield Mutant(
                replace(specification, bodies=bodies),
                kind,
                body.name,
                say.of_body(body.name),
                before,
                after,
                body.place if changed_body.quorum == body.quorum else body.quorum_place,
            )


def _dates(specification: Specification) -> Iterator[Mutant]:
    """Each clause that takes effect or lapses, in force all along."""
    for clause in specification.clauses:
        own = [event for event in specification.events if _of_force(event, clause.name)]
        if not own or isinstance(clause, Provision):
            continue
        others = tuple(event for event in specification.events if event not in own)
        yield Mutant(
            replace(specification, events=others),
            say.OF_ANOTHER_DATE,
            clause.name,
            f"{kind_of(clause)} {clause.name}",
            say.from_its_day([event.on for event in own if event.on is not None]),
            say.ALL_ALONG,
            clause.place,
        )


def mutants_of_seats(specification: Specification) -> Iterator[Mutant]:
    """Each suspension of somebody with a name, and the end of each, as if it had not happened.

    For a system that votes are sent in to: no property or record notices who has no vote but for the votes.
    """
    for event in specification.events:
        party = specification.party.get(event.subject)
        suspends = event.kind in (EventKind.SUSPENDED, EventKind.RESTORED)
        if not suspends or party is None or party.cohort:
            continue
        others = tuple(each for each in specification.events if each is not event)
        yield Mutant(
            replace(specification, events=others),
            say.SEATS_OF_ANOTHER_DATE,
            event.subject,
            say.seat(event.subject, event.body),
            say.from_that_day(event.kind.value, event.on),
            say.AS_BEFORE,
            event.place,
        )


def _of_force(event: Event, clause: str) -> bool:
    return event.subject == clause and event.kind in (EventKind.TAKES_EFFECT, EventKind.LAPSES)


# --- clauses -------------------------------------------------------------------------------------

_Slip = tuple[str, str, str]


def _clauses(specification: Specification, clause: AnyClause) -> Iterator[tuple[AnyClause, _Slip]]:
    if isinstance(clause, Provision):
        return
    if isinstance(clause, Composition):
        yield from _compositions(specification, clause)
        return
    whole: Versions[Condition] = Versions(NEVER)
    if not isinstance(clause, Power) or len(specification.powers) > 1:
        yield (
            replace(clause, when=whole),
            (say.dropped(kind_of(clause)), say.AS_IT_STANDS, say.NEVER_APPLIES),
        )
    for when, slip in _conditions(clause.when):
        yield replace(clause, when=when), slip
    if isinstance(clause, Power | Rule):
        for requires, slip in _requirements(specification, clause.requires):
            yield replace(clause, requires=requires), slip
    if isinstance(clause, ExceptionTo) and clause.requires is not None:
        yield (
            replace(clause, requires=Versions(NOTHING)),
            (say.REQUIREMENT_DROPPED, say.OWN_REQUIREMENT, say.NO_REQUIREMENT),
        )
        for requires, slip in _requirements(specification, clause.requires):
            yield replace(clause, requires=requires), slip
    if isinstance(clause, Rule | ExceptionTo) and clause.at is not None:
        for at in AtMeeting if specification.meetings > 1 else ():
            if at is not clause.at:
                slip = (say.ANOTHER_MEETING, clause.at.value, at.value)
                yield replace(clause, at=at), slip
    yield from changed_scopes(specification, clause)
    yield from with_whom_it_leaves_out(specification, clause)
    if isinstance(clause, Recusal):
        before, after = (
            (say.AND_COUNTING, say.VOTING_ONLY)
            if clause.and_counting
            else (say.VOTING_ONLY, say.AND_COUNTING)
        )
        yield replace(clause, and_counting=not clause.and_counting), (say.COUNTING, before, after)


def _compositions(
    specification: Specification, clause: Composition
) -> Iterator[tuple[AnyClause, _Slip]]:
    before = wording.allowed(clause)
    kind = say.dropped(kind_of(clause))
    yield nothing_asked(clause).clause, (kind, say.AS_IT_STANDS, say.NEVER_APPLIES)  # type: ignore[misc]
    for most in () if clause.share else (clause.most + 1, clause.most - 1):
        other = replace(clause, most=most)
        if most >= 0 and not _somebody_joins_against(specification, other):
            yield other, (say.OFF_BY_ONE, before, wording.allowed(other))


def _somebody_joins_against(specification: Specification, clause: Composition) -> bool:
    """Whether somebody joined whom the composition, where it was in force, would not have allowed to."""
    state = initial_state(specification)
    for event in specification.events:
        joins = event.kind is EventKind.JOINS and event.body == clause.body
        if joins and clause.name in state.in_force:
            admitted = Effect(EffectKind.ADMIT, clause.body, event.subject)
            if beyond_composition(specification, state, [admitted], clause):
                return True
        state = after_events(state, [event])
    return False


def _conditions(when: Versions[Condition]) -> Iterator[tuple[Versions[Condition], _Slip]]:
    for put, condition in each_version(when):
        for changed, slip in changed_conditions(condition):
            yield put(changed), slip


def _requirements(
    specification: Specification, requires: Versions[Requirement]
) -> Iterator[tuple[Versions[Requirement], _Slip]]:
    for put, requirement in each_version(requires):
        for changed, slip in changed_requirements(specification, requirement):
            yield put(changed), slip


def each_version(versions: Versions[T]) -> Iterator[tuple[Callable[[T], Versions[T]], T]]:
    """Each reading's text (or the only one), with what puts another in its place."""

    def in_place_of(reading: str) -> Callable[[T], Versions[T]]:
        return lambda changed: Versions(versions.plain, {**versions.by_reading, reading: changed})

    if versions.by_reading:
        for reading, text in versions.by_reading.items():
            yield in_place_of(reading), text
    elif versions.plain is not None:
        yield Versions, versions.plain


# --- bodies --------------------------------------------------------------------------------------


def _bodies(specification: Specification, body: Body) -> Iterator[tuple[Body, _Slip]]:
    if body.quorum is not None:
        before = say.quorum(wording.quorum(specification, body.quorum))
        yield replace(body, quorum=None), (say.QUORUM_DROPPED, before, say.NO_QUORUM)
        for changed, kind in _quorums(specification, body, body.quorum):
            after = say.quorum(wording.quorum(specification, changed))
            yield replace(body, quorum=changed), (kind, before, after)
        yield from with_whom_it_leaves_out(specification, body)
    if body.seats is not None and not body.those_of:
        held = sum(specification.party[seat.party].size for seat in body.members)
        before = wording.seats(body.seats)
        for number in (body.seats + 1, body.seats - 1):
            if number >= held:
                after = wording.seats(number)
                yield replace(body, seats=number), (say.OFF_BY_ONE, before, after)
    # Where a clause asks for the casting vote it is not dropped by a slip: nothing could be asked for then.
    if (
        body.chair is not None
        and body.chair.casting_vote
        and not casting_vote_asked(specification, body)
    ):
        chair = replace(body.chair, casting_vote=False)
        yield (
            replace(body, chair=chair),
            (
                say.CASTING_VOTE_DROPPED,
                say.chair(chair.party, casting_vote=True),
                say.chair(chair.party, casting_vote=False),
            ),
        )


def instead_of(them: tuple[T, ...], index: int, other: T) -> tuple[T, ...]:
    """All of them, with another in one place."""
    return (*them[:index], other, *them[index + 1 :])


def casting_vote_asked(specification: Specification, body: Body) -> bool:
    """Whether a clause asks for the casting vote in a body by name."""
    return any(
        CastingVote(body.name) in requirement_atoms(requirement)
        for clause in specification.clauses
        for requirement in requirements_of(clause)
    )


def _quorums(
    specification: Specification, body: Body, quorum: Requirement
) -> Iterator[tuple[Requirement, str]]:
    if not isinstance(quorum, AttendanceTally | Tally):
        if isinstance(quorum, Turnout) and quorum.tally.base in (Base.MEMBERS, Base.SEATS):
            yield AttendanceTally(quorum.tally), say.in_quorum(say.WHO_COUNTS)
        for changed, (kind, _, _) in changed_requirements(specification, quorum):
            if kind != say.WHO_COUNTS:  # every tally in a quorum counts attendance
                yield changed, say.in_quorum(kind)
        return
    tally = quorum.tally if isinstance(quorum, AttendanceTally) else quorum
    for other in _off_by_one(specification, body, tally):
        yield (
            AttendanceTally(other) if isinstance(quorum, AttendanceTally) else other,
            say.QUORUM_OFF_BY_ONE,
        )
    for changed_tally, kind in changed_tallies(tally):
        if kind in (say.STRICT_OR_NOT, say.OFF_BY_ONE, say.ROUNDING):
            as_it_was = isinstance(quorum, AttendanceTally)
            yield (
                AttendanceTally(changed_tally) if as_it_was else changed_tally,
                say.in_quorum(kind),
            )
    counted = replace(tally, abstentions=False, no_quorum=False)
    yield Turnout(counted), say.in_quorum(say.WHO_COUNTS)


def _off_by_one(specification: Specification, body: Body, tally: Tally) -> Iterator[Tally]:
    """A share of the members as a number, one more and one fewer: of those who sit there in the end."""
    plain = tally.base is Base.MEMBERS and tally.among is None and tally.weight is None
    if not plain or not isinstance(tally.quantity, Share):
        return
    state = intervals(specification)[-1].state
    size = sum(p.size for p in specification.parties if state.votes_in(body.name, p.name))
    needed = measured(tally.quantity, 0, size, 0).least
    for number in (needed + 1, needed - 1):
        if 1 <= number <= size:
            yield replace(tally, quantity=Count(number, strict=False))
