"""Whether a motion is recorded completely, and the occasion that it then is."""

from __future__ import annotations

from collections.abc import Mapping

from policy_dsl.decisions import NO_ATTRIBUTE, Ballots, Cell, Counts, Decision, ToCome, Vote
from policy_dsl.model import PartySet
from policy_dsl.records import replace
from policy_dsl.state import State
from verifier.records.building import Builder, Recorded
from verifier.records.occasion import Occasion, ambiguous
from verifier.records.plain import consenting
from verifier.records.totals import FIELD, Coming, settle_totals, unmentioned
from verifier.records.vacancies import without_vacant_seats
from verifier.words import records as say


def completed(builder: Builder) -> Recorded | None:
    """The motion; None, with the faults kept, if anything is missing or wrong."""
    state = builder.state_then()
    notes: list[str] = []
    if state is not None:
        builder.specification, state = without_vacant_seats(builder, state, notes)
        for each in builder.earlier:
            each.specification = builder.specification
    _to_come_of_others(builder)
    _attributes(builder)
    _consents(builder)
    effects = frozenset() if state is None else builder.effects_in(state)
    if state is None:
        return None
    cells = _cells(builder)
    decision = Decision(builder.facts, cells, builder.rulings, effects)
    ballots, uncounted, coming, unallotted = _votes(builder, state, decision, notes)
    to_come = _to_come(builder, decision, ballots, coming)
    if to_come.anything and unallotted:
        builder.fault(builder.spot, say.TOTALS_AND_TO_COME)
    if to_come.anything and builder.outcome is not None and not builder.roll_call_of:
        builder.fault(builder.spot, say.OUTCOME_TOO_SOON)
    earlier = [_held(each, state, decision) for each in builder.earlier]
    if not all(each.sound for each in (builder, *builder.earlier)):
        return None
    here = set(ambiguous(builder.specification, state))
    occasion = Occasion(
        builder.specification,
        state,
        {clause: reading for clause, reading in builder.readings.items() if clause in here},
        decision,
        replace(ballots, earlier=tuple(earlier)),
        builder.day,
        builder.label,
        uncounted,
        to_come,
        tuple(each.day for each in builder.earlier),
    )
    return Recorded(
        builder.file,
        builder.spot,
        builder.label,
        occasion,
        builder.outcome,
        tuple(frozenset(each.casting) for each in (*builder.earlier, builder)),
        tuple(notes),
        builder.roll_call_of if to_come.anything else "",
        builder.totals,
        unallotted,
    )


def _to_come_of_others(builder: Builder) -> None:
    """A roll call of one body alone leaves open what others do."""
    if not builder.roll_call_of:
        return
    voted = {body for body, _ in builder.counted} | {*builder.totals, *builder.others}
    builder.others_coming |= {*builder.specification.body} - voted - {builder.roll_call_of}
    for party in consenting(builder.specification):
        if party not in builder.consents:
            builder.consents[party] = {}
            builder.add_act_to_come(True, party, NO_ATTRIBUTE, None)


def _held(builder: Builder, state: State, decision: Decision) -> Ballots:
    """What was done at a meeting before the last: of it nothing is still to come."""
    _consents(builder)
    ballots, _, coming, unallotted = _votes(builder, state, decision, [])
    if unallotted:
        builder.fault(builder.spot, say.TOTALS_BEFORE_THE_LAST)
    if _to_come(builder, decision, ballots, coming).anything:
        builder.fault(builder.spot, say.HELD_ALREADY)
    return ballots


def _attributes(builder: Builder) -> None:
    """Every attribute is to be said: what is not known of a decision can't be judged."""
    for attribute in builder.specification.attributes:
        if attribute.name in builder.facts or attribute.name in builder.stated:
            continue
        named = any(attribute.name in cell for cells in builder.cells.values() for cell in cells)
        if isinstance(attribute.type, PartySet) and (named or builder.cells_from):
            builder.facts[attribute.name] = frozenset()
            continue
        said = say.attribute_silent(attribute.name, attribute.type, builder.table)
        builder.fault(builder.spot, said)


def _consents(builder: Builder) -> None:
    """Whoever may be asked for consent is to be said, once."""
    asked = consenting(builder.specification)
    missing = [party for party in asked if party not in builder.consents]
    if missing and not builder.consents_said:
        builder.fault(builder.spot, say.consent_silent(missing))
    for party, cells in builder.objections.items():
        both = [
            cell
            for cell, number in cells.items()
            if number and builder.consents.get(party, {}).get(cell)
        ]
        if both and not builder.specification.party[party].cohort:
            builder.fault(builder.spot, say.consents_and_objects(party))


def _cells(builder: Builder) -> dict[str, dict[Cell, int]]:
    """How many of each cohort each set of attributes names: as said, or as the rows of a body count them."""
    if builder.cells_from is None or builder.cells:
        return builder.cells
    found: dict[str, dict[Cell, int]] = {}
    for (body, party), counted in builder.counted.items():
        if body == builder.cells_from and any(counted):
            found[party] = {cell: sum(n.values()) for cell, n in counted.items() if cell}
    return found


def _votes(
    builder: Builder, state: State, decision: Decision, notes: list[str]
) -> tuple[Ballots, dict[tuple[str, str], Vote], Coming, Coming]:
    specification = builder.specification
    unallotted: Coming = {}
    coming: Coming = {}
    votes: dict[tuple[str, str], dict[Cell, Counts]] = {}
    uncounted: dict[tuple[str, str], Vote] = {}
    for (body, party), counted in builder.counted.items():
        if state.votes_in(body, party):
            continue
        cast = [vote for n in counted.values() for vote in n if vote is not Vote.ABSENT]
        if cast:
            uncounted[body, party] = cast[0]
    for place in specification.bodies:
        silent: list[str] = []
        for voter in specification.parties:
            if not state.votes_in(place.name, voter.name):
                continue
            sizes = dict(decision.cells_of(voter.name, voter.size)) if voter.cohort else {}
            given = builder.counted.get((place.name, voter.name))
            seat = place.name, voter.name
            others = place.name in builder.others or place.name in builder.others_coming
            sizes = sizes or {NO_ATTRIBUTE: 1}
            if place.name in builder.totals and not others and seat not in builder.coming:
                left = unmentioned(given or {}, sizes)
                if any(left.values()):
                    unallotted[seat] = left
                votes[seat] = _counts(builder, *seat, given or {}, sizes, left)
                continue
            if given is None and not others and seat not in builder.coming:
                silent.append(voter.name)
                continue
            coming[seat] = _coming(builder, seat, given or {}, sizes)
            votes[seat] = _counts(builder, *seat, given or {}, sizes, coming[seat])
        _say_silent(builder, place.name, silent)
        mentioned = {body for body, _ in (*builder.counted, *builder.coming)} | {*builder.totals}
        nobody = builder.others.get(place.name) is Vote.ABSENT and place.name not in mentioned
        if nobody and place.quorum is None:
            notes.append(say.nobody_attended(place.name))
    settle_totals(builder, votes, unallotted, notes)
    casting = {body: vote for body, vote in builder.casting.items() if vote is not None}
    ballots = Ballots(votes, builder.consents, casting, builder.objections)
    return ballots, uncounted, coming, unallotted


def _coming(
    builder: Builder,
    seat: tuple[str, str],
    counted: dict[Cell, dict[Vote, int]],
    sizes: dict[Cell, int],
) -> dict[Cell, int]:
    """How many of each cell are still to come: as it is said, or whoever is not mentioned."""
    said: dict[Cell, int] | None = {}
    if seat in builder.coming:
        said = builder.coming[seat]
    elif seat[0] in builder.others_coming and not counted:
        said = None
    if said is None or (seat[0] in builder.others_coming and seat not in builder.coming):
        return {cell: size - sum(counted.get(cell, {}).values()) for cell, size in sizes.items()}
    for cell in said:
        if cell not in sizes:
            who = marked_in(seat, cell)
            builder.fault(builder.spot, say.too_many_votes(said[cell], who, seat[0], 0))
    return said


def marked_in(seat: tuple[str, str], cell: Cell) -> str:
    """Members of a party, as faults call them."""
    return say.marked(seat[1], sorted(cell))


def _to_come(builder: Builder, decision: Decision, ballots: Ballots, votes: Coming) -> ToCome:
    """All that is still to come. A casting vote of which nothing is said is, as long as anything else is."""
    found = ToCome(
        votes,
        _acts_to_come(builder, decision, ballots.consents, builder.consents_coming),
        _acts_to_come(builder, decision, ballots.objections, builder.objections_coming),
        frozenset(builder.casting_coming),
    )
    if not found.anything:
        return found
    unsaid = {
        body.name
        for body in builder.specification.bodies
        if body.chair is not None and body.chair.casting_vote and body.name not in builder.casting
    }
    return replace(found, casting=found.casting | unsaid)


def _acts_to_come(
    builder: Builder,
    decision: Decision,
    given: Mapping[str, Mapping[Cell, int]],
    coming: Mapping[str, dict[Cell, int] | None],
) -> dict[str, dict[Cell, int]]:
    found: dict[str, dict[Cell, int]] = {}
    for name, said in coming.items():
        party = builder.specification.party[name]
        sizes = decision.cells_of(name, party.size) if party.cohort else {NO_ATTRIBUTE: 1}
        left = {cell: size - given.get(name, {}).get(cell, 0) for cell, size in sizes.items()}
        found[name] = dict(left) if said is None else said
        for cell, number in found[name].items():
            if number > left.get(cell, 0):
                who = say.marked(name, sorted(cell))
                builder.fault(builder.spot, say.more_to_come(number, who, left.get(cell, 0)))
    return found


def _say_silent(builder: Builder, body: str, silent: list[str]) -> None:
    if not silent or body in builder.misread:
        return
    recorded = any(where == body for where, _ in (*builder.counted, *builder.vacant))
    if not recorded:
        builder.fault(builder.spot, say.no_votes(body, builder.table))
        return
    builder.fault(builder.spot, say.votes_silent(body, silent))


def _counts(
    builder: Builder,
    body: str,
    party: str,
    counted: dict[Cell, dict[Vote, int]],
    sizes: dict[Cell, int],
    coming: dict[Cell, int],
) -> dict[Cell, Counts]:
    """The counts of each cell, which have to add up to its size, absent ones included; and those still to come."""
    found: dict[Cell, Counts] = {}
    for cell, given in counted.items():
        size, total = sizes.get(cell, 0), sum(given.values()) + coming.get(cell, 0)
        if total > size:
            who = say.marked(party, sorted(cell))
            builder.fault(builder.spot, say.too_many_votes(total, who, body, size))
    for cell, size in sizes.items():
        given = counted.get(cell, {})
        total = sum(given.values()) + coming.get(cell, 0)
        if total < size and body not in builder.others and body not in builder.misread:
            who = say.marked(party, sorted(cell))
            builder.fault(builder.spot, say.too_few_votes(total, who, body, size))
        found[cell] = Counts(
            given.get(Vote.FOR, 0),
            given.get(Vote.AGAINST, 0),
            given.get(Vote.ABSTAIN, 0),
            given.get(Vote.ABSENT, 0) + coming.get(cell, 0),
        )
        rest = max(0, size - total)
        if rest:
            what = FIELD[builder.others.get(body, Vote.ABSENT)]
            found[cell] = replace(found[cell], **{what: getattr(found[cell], what) + rest})
    return found


def not_counted(recorded: Recorded) -> tuple[str, ...]:
    """Votes in the record that the rules do not count, and why: no seat, suspended, recused."""
    occasion = recorded.occasion
    found = [
        say.vote_without_effect(party, vote.value, body, (body, party) in occasion.state.suspended)
        for (body, party), vote in occasion.uncounted.items()
    ]
    for ballots in occasion.ballots.meetings:
        for body, them in occasion.meeting.rules.seated.items():
            for each in them:
                counts = ballots.votes.get((body, each.party), {}).get(each.cell)
                if each.recused_by and counts is not None and counts.in_favour + counts.against:
                    who = say.marked(each.party, sorted(each.cell))
                    found.append(say.vote_though_recused(who, body, each.recused_by))
    return tuple(dict.fromkeys(found))
