"""Worlds, wordings, decisions and ballots on small specifications, by hand: what `brute_changes` goes through."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain, combinations, product

from policy_dsl.change import (
    AmendedQuorum,
    World,
    new_clauses,
    nothing_asked,
    recusing,
    stops_everything,
)
from policy_dsl.decisions import Ballots, Counts, Decision, Vote, single
from policy_dsl.interpreter import (
    Meeting,
    possible_effects,
    what_is_fixed,
)
from policy_dsl.model import (
    Effect,
    Given,
    Manner,
    Or,
    Recusal,
    Who,
)
from tests.semantics.enumerating import TooLarge

Key = tuple[object, ...]


def key(world: World) -> Key:
    """What tells worlds apart."""
    return (
        world.state.in_force,
        world.state.seats,
        world.state.suspended,
        world.amended,
        world.quorums,
        tuple(p.size for p in world.specification.parties),
    )


def there(world: World, effect: Effect) -> bool:
    """Whether what is new has been enacted already: once is enough."""
    return any(c.name in world.specification.clause for c in new_clauses(world.declared, effect))


def effect_sets(world: World) -> Iterator[frozenset[Effect]]:
    """All sets of effects that some power may have (an amended or new one: any single effect or two)."""
    grants = [
        g
        for p in world.specification.powers
        if p.name in world.state.in_force and p.name not in world.amended
        for g in p.grants
    ]
    every = [
        e
        for e in possible_effects(world.specification, world.state)
        if what_is_fixed(world.specification, e) is None
        and not e.party.startswith("newcomer")
        and not e.target.startswith("new_")
    ]
    granted = [e for e in every if any(g.matches(e) for g in grants)]
    loose = any(p.name in world.amended for p in world.specification.powers)
    if len(granted) > 7:
        raise TooLarge
    sets = set(
        chain.from_iterable(
            (frozenset(c) for c in combinations(granted, n)) for n in range(len(granted) + 1)
        )
    )
    if loose:
        sets |= {frozenset(c) for n in (1, 2) for c in combinations(every, n)}
        # Seat changes and amendments of everything at once are covered by steps one after the other.
    return iter(sorted(sets, key=lambda s: sorted((e.kind.value, e.target, e.party) for e in s)))


def worded(world: World, on_powers: bool) -> Iterator[World]:
    """The world under all extreme wordings of what has been amended; recusals come to limit any `on_powers`."""
    choices: list[list[object]] = []
    names = [p.name for p in world.specification.parties]
    powers = [p.name for p in world.specification.powers] if on_powers else []
    scopes = [None, *(s for n in range(1, len(powers) + 1) for s in combinations(powers, n))]
    for clause in world.specification.clauses:
        if clause.name not in world.amended:
            continue
        options: list[object] = [nothing_asked(clause)]
        if not isinstance(clause, Recusal):
            options.append(stops_everything(clause))
        else:
            options += [
                recusing(clause, Who("x", parties=chosen), counting, body.name, scope)
                for body in world.specification.bodies
                for n in range(1, len(names) + 1)
                for chosen in combinations(names, n)
                for counting in (False, True)
                for scope in scopes
            ]
        choices.append(options)
    for body in sorted(world.quorums):
        choices.append([AmendedQuorum(body, None), AmendedQuorum(body, Given(Or(())))])
    for chosen in product(*choices):
        yield world.reading(chosen)  # type: ignore[arg-type]


def decisions(world: World, effects: frozenset[Effect]) -> Iterator[Decision]:
    """All decisions with these effects; attributes are yes or no."""
    attributes = world.specification.attributes
    for values in product((False, True), repeat=len(attributes)):
        yield Decision(
            {a.name: v for a, v in zip(attributes, values, strict=True)}, effects=effects
        )


def meeting_on(world: World, readings: dict[str, str], decision: Decision) -> Meeting:
    """A decision put to a world."""
    return Meeting(world.specification, world.state, world.readings(readings), decision)


_VOTES = {
    Manner.AGAINST: (Vote.AGAINST,),
    Manner.ABSTAINING: (Vote.ABSTAIN,),
    Manner.AWAY: (Vote.ABSENT,),
    Manner.ANY: (Vote.AGAINST, Vote.ABSTAIN, Vote.ABSENT),
}


def adopted_anyhow(
    world: World,
    readings: dict[str, str],
    decision: Decision,
    holder: str | None,
    manner: Manner,
    claim: bool = False,
) -> bool:
    """Adopted for every ballot of the holder that the manner allows, and some ballot of the others.

    A claim about one manner of voting is refuted by one ballot; whether a recused holder attends is open in both.
    """
    meeting = meeting_on(world, readings, decision)
    if holder is None:
        return any(meeting.adopted(b) for b in all_ballots(world, meeting, None, {}))
    options: dict[str, tuple[Vote, ...]] = {}
    for body in world.specification.bodies:
        for seated in meeting.rules.seated[body.name]:
            if seated.party == holder and not seated.suspended:
                options[body.name] = _VOTES[manner]
                if seated.recused_by and manner is not Manner.AWAY:
                    options[body.name] = (Vote.ABSTAIN, Vote.ABSENT)
    some = any if claim and manner is not Manner.ANY else all
    return some(
        any(
            meeting.adopted(b)
            for b in all_ballots(world, meeting, holder, dict(zip(options, votes, strict=True)))
        )
        for votes in product(*options.values())
    )


def all_ballots(
    world: World, meeting: Meeting, holder: str | None, own: dict[str, Vote]
) -> Iterator[Ballots]:
    """The others vote for and consent; those recused attend or not."""
    votes: dict[tuple[str, str], object] = {}
    recused: list[tuple[str, str]] = []
    for body in world.specification.bodies:
        for seated in meeting.rules.seated[body.name]:
            if seated.suspended:
                continue
            seat = (body.name, seated.party)
            if seated.party == holder:
                votes[seat] = single(own[body.name])
                if seated.recused_by and own[body.name] is not Vote.ABSENT:
                    votes[seat] = single(Vote.ABSTAIN)
            elif seated.number > 1 or world.specification.party[seated.party].cohort:
                votes[seat] = {seated.cell: Counts(in_favour=seated.number)}
            else:
                votes[seat] = single(Vote.FOR)
                if seated.recused_by:
                    recused.append(seat)
    consents = {
        p.name: dict(meeting.rules.situation.cells[p.name])
        for p in world.specification.parties
        if p.name != holder
    }
    for n in range(len(recused) + 1):
        for absent in combinations(recused, n):
            yield Ballots(
                {**votes, **{seat: single(Vote.ABSENT) for seat in absent}},  # type: ignore[arg-type]
                consents,
            )
