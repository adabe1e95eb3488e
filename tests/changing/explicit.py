"""Every state that decisions can bring about, gone through one by one with the interpreter alone.

Written for tests: it shares nothing with the verifier. States are worlds of `policy_dsl.change`; in each, every
decision is tried with every set of effects, under every extreme wording of what has been amended, and with all
ballots of the others that can matter.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain, combinations, product

from policy_dsl.change import (
    Newcomers,
    Quorum,
    World,
    after_decision,
    begin,
    leaving,
    nothing_asked,
    recusing,
    stops_everything,
    suspending_itself,
)
from policy_dsl.decisions import Ballots, Counts, Decision, Vote, single
from policy_dsl.interpreter import (
    Meeting,
    condition_holds,
    possible_effects,
    requirement_met,
    what_is_fixed,
)
from policy_dsl.model import (
    CanBlock,
    Effect,
    EffectKind,
    EveryCanPass,
    Given,
    IsMember,
    Manner,
    NoneCanPass,
    Or,
    Property,
    Recusal,
    Requires,
    SomeCanPass,
    Specification,
    Who,
)
from policy_dsl.state import State, intervals_of


class TooLarge(Exception):
    """More states than the test goes through."""


MOST = 400
NEWCOMERS = 3
Key = tuple[object, ...]


def holds(specification: Specification, prop: Property) -> bool:
    """Whether the claim is true in every state that can be reached."""
    state = intervals_of(specification, prop)[0].state
    return all(
        not refuted
        for readings in _readings(specification)
        for refuted in _search(specification, prop, state, readings)
    )


def _readings(specification: Specification) -> Iterator[dict[str, str]]:
    names = [c.name for c in specification.clauses if c.readings]
    for chosen in product(*([r.name for r in specification.clause[n].readings] for n in names)):
        yield dict(zip(names, chosen, strict=True))


def _search(
    specification: Specification, prop: Property, state: State, readings: dict[str, str]
) -> Iterator[bool]:
    """Whether the claim is refuted, in each reachable world."""
    first = begin(specification, state)
    seen: dict[Key, World] = {_key(first): first}
    todo = [first]
    while todo:
        world = todo.pop()
        yield _refuted(world, prop, readings)
        for after in _steps(world, prop, readings):
            key = _key(after)
            if key not in seen:
                if len(seen) >= MOST:
                    raise TooLarge
                seen[key] = after
                todo.append(after)


def _key(world: World) -> Key:
    return (
        world.state.in_force,
        world.state.seats,
        world.state.suspended,
        world.amended,
        world.quorums,
        tuple(p.size for p in world.specification.parties),
    )


def _holder(prop: Property) -> tuple[str | None, Manner]:
    if isinstance(prop.claim, CanBlock):
        return prop.claim.who.parts[0].who.parties[0], prop.claim.manner
    return None, Manner.AGAINST


def _steps(world: World, prop: Property, readings: dict[str, str]) -> Iterator[World]:
    holder, manner = _holder(prop)
    for body, party in sorted(world.state.seats):
        if party == holder or world.specification.body[body].fixed_membership:
            continue
        yield leaving(world, party, body)
        if (body, party) not in world.state.suspended:
            yield suspending_itself(world, party, body)
    for effects in _effect_sets(world):
        if not effects:
            continue
        packs = [0]
        if any(e.kind is EffectKind.ADMIT_NEW for e in effects):
            packs = [1, NEWCOMERS] if len(world.specification.parties) < 5 else []
        if any(e.kind is EffectKind.ENACT_POWER for e in effects) and _new_powers(world):
            continue
        after: list[World] = []
        for pack in packs:
            admitted = {e.target: Newcomers(pack) for e in effects if pack}
            after.append(after_decision(world, effects, admitted))
        if after and any(
            _adopted_anyhow(now, readings, decision, holder, manner)
            for now in _worded(world)
            for decision in _decisions(now, effects)
        ):
            yield from after


def _new_powers(world: World) -> bool:
    return len(world.specification.powers) > len(world.declared.powers)


def _effect_sets(world: World) -> Iterator[frozenset[Effect]]:
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
        and not e.target.startswith("new_power")
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


def _worded(world: World) -> Iterator[World]:
    """The world under all extreme wordings of what has been amended."""
    choices: list[list[object]] = []
    names = [p.name for p in world.specification.parties]
    for clause in world.specification.clauses:
        if clause.name not in world.amended:
            continue
        options: list[object] = [nothing_asked(clause)]
        if not isinstance(clause, Recusal):
            options.append(stops_everything(clause))
        else:
            options += [
                recusing(clause, Who("x", parties=chosen), counting)
                for n in range(1, len(names) + 1)
                for chosen in combinations(names, n)
                for counting in (False, True)
            ]
        choices.append(options)
    for body in sorted(world.quorums):
        choices.append([Quorum(body, None), Quorum(body, Given(Or(())))])
    for chosen in product(*choices):
        yield world.reading(chosen)  # type: ignore[arg-type]


def _decisions(world: World, effects: frozenset[Effect]) -> Iterator[Decision]:
    attributes = world.specification.attributes
    for values in product((False, True), repeat=len(attributes)):
        yield Decision(
            {a.name: v for a, v in zip(attributes, values, strict=True)}, effects=effects
        )


def _meeting(world: World, readings: dict[str, str], decision: Decision) -> Meeting:
    return Meeting(world.specification, world.state, world.readings(readings), decision)


_VOTES = {
    Manner.AGAINST: (Vote.AGAINST,),
    Manner.ABSTAINING: (Vote.ABSTAIN,),
    Manner.AWAY: (Vote.ABSENT,),
    Manner.ANY: (Vote.AGAINST, Vote.ABSTAIN, Vote.ABSENT),
}


def _adopted_anyhow(
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
    meeting = _meeting(world, readings, decision)
    if holder is None:
        return any(meeting.adopted(b) for b in _ballots(world, meeting, None, {}))
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
            for b in _ballots(world, meeting, holder, dict(zip(options, votes, strict=True)))
        )
        for votes in product(*options.values())
    )


def _ballots(
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


def _refuted(world: World, prop: Property, readings: dict[str, str]) -> bool:
    claim = prop.claim
    if isinstance(claim, IsMember):
        return ((claim.body, claim.party) in world.state.seats) is not claim.positive
    if isinstance(claim, SomeCanPass):
        return any(
            not any(_passes(now, d, readings) for d in _of(now, claim, frozenset()))
            for now in _worded(world)
        )
    if isinstance(claim, EveryCanPass):
        return any(
            not _passes(now, d, readings)
            for now in _worded(world)
            for d in _of(now, claim, frozenset())
        )
    holder, manner = _holder(prop)
    for effects in _effect_sets(world):
        for now in _worded(world):
            for decision in _of(now, claim, effects):
                if isinstance(claim, Requires):
                    if _passes_without(now, decision, readings, claim):
                        return True
                elif _adopted_anyhow(now, readings, decision, holder, manner, claim=True):
                    return True
    return False


def _of(world: World, claim: object, effects: frozenset[Effect]) -> Iterator[Decision]:
    assert isinstance(claim, CanBlock | NoneCanPass | Requires | SomeCanPass | EveryCanPass)
    for decision in _decisions(world, effects):
        if condition_holds(world.specification, world.state, decision, claim.when, True):
            yield decision


def _passes(world: World, decision: Decision, readings: dict[str, str]) -> bool:
    return _adopted_anyhow(world, readings, decision, None, Manner.AGAINST)


def _passes_without(
    world: World, decision: Decision, readings: dict[str, str], claim: Requires
) -> bool:
    meeting = _meeting(world, readings, decision)
    if not meeting.ways:
        return False
    seats = [
        (b.name, s)
        for b in world.specification.bodies
        for s in meeting.rules.seated[b.name]
        if not s.suspended
    ]
    for chosen in product(Vote, repeat=len(seats)):
        votes = {
            (body, s.party): {
                s.cell: Counts(
                    **{
                        {
                            Vote.FOR: "in_favour",
                            Vote.AGAINST: "against",
                            Vote.ABSTAIN: "abstain",
                            Vote.ABSENT: "absent",
                        }[vote]: s.number
                    }
                )
            }
            for (body, s), vote in zip(seats, chosen, strict=True)
        }
        names = [p.name for p in world.specification.parties]
        for consenting in product((True, False), repeat=len(names)):
            ballots = Ballots(
                votes,
                {
                    name: dict(meeting.rules.situation.cells[name])
                    for name, does in zip(names, consenting, strict=True)
                    if does
                },
            )
            if meeting.adopted(ballots) and not requirement_met(
                world.specification,
                world.state,
                world.readings(readings),
                decision,
                ballots,
                claim.requirement,
                True,
            ):
                return True
    return False
