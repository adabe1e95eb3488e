"""From counters to named voters: what was found, as a decision and ballots that the interpreter understands."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from policy_dsl.decisions import NO_ATTRIBUTE, Ballots, Cell, Counts, Decision, Value, Vote, ruled
from policy_dsl.model import ConsentAct, Manner, NumberIn, OneOf, PartySet, YesNo
from policy_dsl.model.atoms import requirement_atoms
from policy_dsl.model.effects import OF_SEATS, Effect
from policy_dsl.model.traverse import requirement_of_claim
from policy_dsl.records import dataclass, replace
from verifier.claims.verification_condition import Term
from verifier.encoding.cells import Cell as CellTerms
from verifier.encoding.claim_context import ClaimContext
from verifier.encoding.decisions import AttributeTerms
from verifier.encoding.meeting_terms import MeetingTerms
from verifier.encoding.seat_terms import SeatTerms
from verifier.encoding.terms import identity
from verifier.solving.values import Values

# Whose votes come first, so that the coalition's members are the first of each class.
_ORDER: Mapping[Manner | None, tuple[Vote, ...]] = {
    None: (Vote.FOR, Vote.AGAINST, Vote.ABSTAIN, Vote.ABSENT),
    Manner.AGAINST: (Vote.AGAINST, Vote.ABSTAIN, Vote.ABSENT, Vote.FOR),
    Manner.ABSTAINING: (Vote.ABSTAIN, Vote.AGAINST, Vote.ABSENT, Vote.FOR),
    Manner.AWAY: (Vote.ABSENT, Vote.AGAINST, Vote.ABSTAIN, Vote.FOR),
    Manner.ANY: (Vote.AGAINST, Vote.ABSTAIN, Vote.ABSENT, Vote.FOR),
}


@dataclass(frozen=True)
class Lifted:
    """What was found, in the language's own terms. `coalition` gives its members, cohorts with their number."""

    decision: Decision
    ballots: Ballots
    readings: Mapping[str, str]
    coalition: tuple[tuple[str, int], ...]


def lift(context: ClaimContext, values: Values, manner: Manner | None) -> Lifted:
    """The decision, readings and ballots that the values describe."""
    encoding = context.encoding
    assigned = _assign(context, values)
    readings = encoding.activity.readings.read_in(values)
    return Lifted(
        _decision(context, values, assigned),
        _ballots(context, values, assigned, manner),
        readings,
        _coalition(context, values, assigned),
    )


# For each cell of the encoding, which parties' members are in it: (party, how many).
_Assigned = Mapping[str, tuple[tuple[str, int], ...]]


def _assign(context: ClaimContext, values: Values) -> _Assigned:
    found: dict[str, tuple[tuple[str, int], ...]] = {}
    left: dict[str, list[tuple[str, int]]] = {}
    for cell in context.encoding.electorate.cells:
        free = left.setdefault(cell.voters.name, [(p.name, p.size) for p in cell.voters.parties])
        wanted = values.number(cell.size)
        taken: list[tuple[str, int]] = []
        while wanted > 0:
            party, size = free.pop(0)
            part = min(size, wanted)
            taken.append((party, part))
            wanted -= part
            if size > part:
                free.insert(0, (party, size - part))
        found[cell.name] = tuple(taken)
    return found


def _value(terms: AttributeTerms, values: Values) -> Value | None:
    match terms.attribute.type:
        case YesNo():
            return values.truth(terms.bits[0])
        case OneOf(names):
            code = sum(1 << place for place, bit in enumerate(terms.bits) if values.truth(bit))
            return names[code]
        case NumberIn():
            assert terms.number is not None
            return values.number(terms.number)
        case PartySet():
            return None


def _decision(context: ClaimContext, values: Values, assigned: _Assigned) -> Decision:
    terms = context.encoding.decision
    cohorts = {p.name for p in context.encoding.specification.parties if p.cohort}
    facts: dict[str, Value] = {}
    rulings: dict[str, Value] = {}
    cells: dict[str, dict[Cell, int]] = {}
    for name, each in terms.facts.items():
        value = _value(each, values)
        facts[name] = (
            _named(context, values, assigned, name, cohorts, cells) if value is None else value
        )
        if name in terms.free:
            ruling = _value(terms.rulings[name], values)
            rulings[name] = (
                _named(context, values, assigned, ruled(name), cohorts, cells)
                if ruling is None
                else ruling
            )
    effects = frozenset(_effects(terms.effects, values))
    return Decision(facts, {party: dict(each) for party, each in cells.items()}, rulings, effects)


def _effects(terms: Mapping[Effect, Term], values: Values) -> Iterator[Effect]:
    """What the decision does; of changes of the rules that nothing tells apart, and one variable stands for, one.

    Whom it moves is told of all: they may be counted.
    """
    seen: set[int] = set()
    for effect, variable in terms.items():
        if values.truth(variable) and (effect.kind in OF_SEATS or identity(variable) not in seen):
            seen.add(identity(variable))
            yield effect


def _named(
    context: ClaimContext,
    values: Values,
    assigned: _Assigned,
    mark: str,
    cohorts: set[str],
    cells: dict[str, dict[Cell, int]],
) -> frozenset[str]:
    """The parties that a mark names; of cohorts, their cells are noted in `cells` (once for all marks)."""
    found: set[str] = set()
    for cell in context.encoding.electorate.cells:
        if cell.voters.single:
            party = cell.voters.first.name
            variable = context.encoding.decision.named.get((mark, party))
            if variable is None or not values.truth(variable):
                continue
            if party in cohorts:
                held = next(iter(cells.get(party, {NO_ATTRIBUTE: 1})))
                cells[party] = {held | {mark}: 1}
            else:
                found.add(party)
        elif mark in cell.marks:
            for party, number in assigned[cell.name]:
                if party in cohorts:
                    cells.setdefault(party, {})[cell.marks] = number
                else:
                    found.add(party)
    return frozenset(found)


def _own_marks(context: ClaimContext, values: Values, cell: CellTerms) -> Cell:
    """The key of a cohort's cell in ballots; a party of its own has the one key."""
    if not cell.voters.first.cohort:
        return NO_ATTRIBUTE
    if not cell.voters.single:
        return cell.marks
    party = cell.voters.first.name
    named = context.encoding.decision.named
    return frozenset(m for (m, p), v in named.items() if p == party and values.truth(v))


def _ballots(
    context: ClaimContext, values: Values, assigned: _Assigned, manner: Manner | None
) -> Ballots:
    last, *before = (
        _at_meeting(context, values, assigned, manner, meeting)
        for meeting in context.encoding.ballots.meetings
    )
    return replace(last, earlier=tuple(reversed(before)))


def _at_meeting(
    context: ClaimContext,
    values: Values,
    assigned: _Assigned,
    manner: Manner | None,
    meeting: MeetingTerms,
) -> Ballots:
    votes: dict[tuple[str, str], dict[Cell, Counts]] = {}
    for body, seats in meeting.seats.items():
        for seat in seats:
            marks = _own_marks(context, values, seat.cell)
            for party, counts in _share_out(seat, values, assigned.get(seat.cell.name, ()), manner):
                votes.setdefault((body, party), {})[marks] = counts
    return Ballots(
        votes,
        _consents(context, values, assigned, manner, meeting),
        _casting(values, meeting),
        _objections(context, values, assigned, manner, meeting),
    )


def _share_out(
    seat: SeatTerms, values: Values, parties: tuple[tuple[str, int], ...], manner: Manner | None
) -> list[tuple[str, Counts]]:
    excluded = values.number(seat.excluded)
    there = values.number(seat.attending)
    left = {
        Vote.FOR: values.number(seat.in_favour),
        Vote.AGAINST: values.number(seat.against),
        # A recused member's vote is no vote: anything but absent says that it is there.
        Vote.ABSTAIN: values.number(seat.abstaining) + there,
    }
    left[Vote.ABSENT] = values.number(seat.seats) - sum(left.values())
    assert excluded >= there
    assert left[Vote.ABSENT] >= 0
    found: list[tuple[str, Counts]] = []
    for party, size in parties:
        given = dict.fromkeys(Vote, 0)
        wanted = size
        for vote in _ORDER[manner]:
            part = min(wanted, left[vote])
            given[vote] += part
            left[vote] -= part
            wanted -= part
        found.append(
            (
                party,
                Counts(
                    given[Vote.FOR], given[Vote.AGAINST], given[Vote.ABSTAIN], given[Vote.ABSENT]
                ),
            )
        )
    return found


def _consents(
    context: ClaimContext,
    values: Values,
    assigned: _Assigned,
    manner: Manner | None,
    meeting: MeetingTerms,
) -> dict[str, dict[Cell, int]]:
    found: dict[str, dict[Cell, int]] = {}
    for cell in context.encoding.electorate.cells:
        variable = meeting.consents.get(cell.name)
        if variable is None or not _asked_for_consent(context, cell):
            continue
        # Who opposes comes first in each class, so consents are given from its end.
        order = assigned[cell.name] if manner is None else tuple(reversed(assigned[cell.name]))
        marks = _own_marks(context, values, cell)
        for party, part in _first_of(order, values.number(variable)):
            found.setdefault(party, {})[marks] = part
    return found


def _first_of(order: Sequence[tuple[str, int]], number: int) -> Iterator[tuple[str, int]]:
    """How many of each party are among the first so many."""
    left = number
    for party, size in order:
        part = min(size, left)
        left -= part
        if part:
            yield party, part


def _objections(
    context: ClaimContext,
    values: Values,
    assigned: _Assigned,
    manner: Manner | None,
    meeting: MeetingTerms,
) -> dict[str, dict[Cell, int]]:
    """Taken from the other end of a class than consents, which nobody gives who objects."""
    found: dict[str, dict[Cell, int]] = {}
    for cell in context.encoding.electorate.every_cell:
        variable = meeting.objections.get(cell.name)
        if variable is None:
            continue
        given = assigned.get(cell.name, ())
        order = tuple(reversed(given)) if manner is None else given
        marks = _own_marks(context, values, cell)
        for party, part in _first_of(order, values.number(variable)):
            found.setdefault(party, {})[marks] = part
    return found


def _asked_for_consent(context: ClaimContext, cell: CellTerms) -> bool:
    """Whether clauses ask for a cell's consents by an act of their own, or the property itself does."""
    if cell.name in context.encoding.consents_of_clauses:
        return True
    own = requirement_of_claim(context.prop.claim)
    party, seats = cell.voters.first.name, context.encoding.state.seats
    return own is not None and any(
        atom.who.may_mean(party, seats)
        for atom in requirement_atoms(own)
        if isinstance(atom, ConsentAct)
    )


def _casting(values: Values, terms: MeetingTerms) -> dict[str, Vote]:
    found: dict[str, Vote] = {}
    for body, variable in terms.cast_for.items():
        if values.truth(variable):
            found[body] = Vote.FOR
        elif values.truth(terms.cast_against[body]):
            found[body] = Vote.AGAINST
    return found


def _coalition(
    context: ClaimContext, values: Values, assigned: _Assigned
) -> tuple[tuple[str, int], ...]:
    found: dict[str, int] = {}
    for cell in context.encoding.electorate.cells:
        left = values.number(context.who.of(cell))
        for party, size in assigned[cell.name]:
            part = min(size, left)
            left -= part
            if part:
                found[party] = found.get(party, 0) + part
    return tuple(found.items())
