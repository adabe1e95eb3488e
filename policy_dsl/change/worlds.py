"""Worlds, and the steps from one to the next."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import chain, count
from typing import Any

from policy_dsl.change.enacting import new_clauses
from policy_dsl.change.wordings import Wording
from policy_dsl.interpreter.effects import (
    beyond_seats,
    possible_effects,
    vacant_seats,
    what_is_fixed,
)
from policy_dsl.model import (
    NOWHERE,
    AnyClause,
    Effect,
    EffectKind,
    Party,
    Recusal,
    Requirement,
    Right,
    Specification,
    same_but_for_contents,
)
from policy_dsl.records import dataclass, field, replace
from policy_dsl.state import State


@dataclass(frozen=True)
class Newcomers:
    """How many one decision admits to a body, and what each of them weighs.

    Under the `name` of newcomers to another body they are the same people. They get a name if they have none.
    """

    number: int
    weights: Mapping[str, int] = field(default_factory=dict)
    name: str = ""


@dataclass(frozen=True)
class AmendedQuorum:
    """What an amended quorum now says (None: none is needed)."""

    body: str
    requirement: Requirement | None


@dataclass(frozen=True)
class World:
    """A specification as it reads now, and who sits where. `declared` is what was written at first.

    `amended` are clauses, `quorums` bodies of which some decision has amended the wording: what stands in
    `specification` for them is only one of all wordings that they may have by now.
    """

    declared: Specification
    specification: Specification
    state: State
    amended: frozenset[str] = frozenset()
    quorums: frozenset[str] = frozenset()

    def reading(self, wordings: Iterable[Wording | AmendedQuorum]) -> World:
        """The same world with what is amended worded like this; ValueError for a wording it cannot have.

        A decision enacts as many new recusals as it likes, so where there is one these may be more.
        """
        clauses: dict[str, AnyClause | Right] = {}
        more: list[AnyClause] = []
        quorums: dict[str, Requirement | None] = {}
        for wording in wordings:
            if isinstance(wording, AmendedQuorum):
                if wording.body not in self.quorums:
                    raise ValueError(f"the quorum of `{wording.body}` was not amended")
                quorums[wording.body] = wording.requirement
                continue
            name = wording.clause.name
            if not self.may_say_anything(wording.clause):
                raise ValueError(f"`{name}` was not amended")
            if name not in self.amended and isinstance(wording.clause, Recusal):
                more.append(wording.clause)
                continue
            if not same_but_for_contents(wording.clause, self.specification.amendable(name)):
                raise ValueError(f"`{name}` would be another clause")
            clauses[name] = wording.clause
        specification = self.specification
        if clauses:
            specification = _reworded(specification, clauses)
        if quorums:
            specification = replace(
                specification,
                bodies=tuple(
                    replace(b, quorum=quorums[b.name]) if b.name in quorums else b
                    for b in specification.bodies
                ),
            )
        found = replace(self, specification=specification)
        return _with_new(found, more) if more else found

    def may_say_anything(self, clause: AnyClause | Right) -> bool:
        """Whether some decision has amended or enacted it; or can have enacted it besides other new recusals."""
        if clause.name in self.amended:
            return True
        known = {*self.specification.clause, *self.declared.clause, *self.declared.right}
        new = (it.name for it in self.specification.recusals if it.name not in self.declared.clause)
        return isinstance(clause, Recusal) and clause.name not in known and any(new)

    def readings(self, readings: Mapping[str, str]) -> dict[str, str]:
        """Those of the readings that still have something to say: a reworded clause is not ambiguous."""
        kept: dict[str, str] = {}
        for name, reading in readings.items():
            clause = self.specification.clause.get(name)
            if clause is not None and any(r.name == reading for r in clause.readings):
                kept[name] = reading
        return kept


def begin(specification: Specification, state: State) -> World:
    """A world in which nothing has been changed yet."""
    return World(specification, specification, state)


def after_decision(
    world: World,
    effects: Iterable[Effect],
    newcomers: Mapping[str, Sequence[Newcomers]] | None = None,
) -> World:
    """The world once a decision with these effects has been adopted; `newcomers` are those it admits to each body.

    All effects are judged by the world before. Raises ValueError for an effect where there is nothing to
    change, on something fixed, or that admits more than there are vacant seats.
    """
    possible = set(possible_effects(world.specification, world.state))
    wanted = sorted(set(effects), key=lambda e: (e.kind.value, e.target, e.party))
    for effect in wanted:
        if effect not in possible:
            raise ValueError(f"there is nothing to {effect.kind.value}: {effect.target}")
        fixed = what_is_fixed(world.specification, effect)
        if fixed is not None:
            raise ValueError(f"`{fixed}` is fixed")
    for effect in beyond_seats(world.specification, world.state, wanted):
        raise ValueError(f"so many seats are not vacant in `{effect.target}`")
    for effect in wanted:
        world = _after(world, effect, newcomers or {})
    return world


def _after(world: World, effect: Effect, newcomers: Mapping[str, Sequence[Newcomers]]) -> World:
    state = world.state
    seat = (effect.target, effect.party)
    match effect.kind:
        case EffectKind.AMEND:
            return replace(world, amended=world.amended | {effect.target})
        case EffectKind.AMEND_QUORUM:
            return replace(world, quorums=world.quorums | {effect.target})
        case EffectKind.LAPSE:
            state = replace(state, in_force=state.in_force - {effect.target})
        case EffectKind.ENACT:
            return _enacted(world, effect.target)
        case EffectKind.ENACT_NEW | EffectKind.ENACT_EXCEPTION | EffectKind.ENACT_POWER:
            return _with_new(world, new_clauses(world.specification, effect))
        case EffectKind.SUSPEND:
            # Together with a removal nothing is left to suspend.
            state = replace(state, suspended=state.suspended | ({seat} & state.seats))
        case EffectKind.RESTORE:
            state = replace(state, suspended=state.suspended - {seat})
        case EffectKind.REMOVE:
            state = replace(state, seats=state.seats - {seat}, suspended=state.suspended - {seat})
        case EffectKind.ADMIT:
            state = replace(state, seats=state.seats | {seat})
        case EffectKind.ADMIT_NEW:
            for admitted in newcomers.get(effect.target, (Newcomers(1),)):
                world = _with_newcomers(world, effect.target, admitted)
            return world
    return replace(world, state=state)


def _enacted(world: World, clause: str) -> World:
    """Enacted as declared, whatever it said before it lapsed."""
    # What is new was never declared: it stays as it is.
    known = clause in world.declared.clause or clause in world.declared.right
    words = {clause: world.declared.amendable(clause)} if known else {}
    return replace(
        world,
        specification=_reworded(world.specification, words),
        state=replace(world.state, in_force=world.state.in_force | {clause}),
        amended=world.amended - {clause},
    )


def _reworded(
    specification: Specification, words: Mapping[str, AnyClause | Right]
) -> Specification:
    """The same with some clauses and rights saying something else."""
    clauses: Mapping[str, Any] = words
    return replace(
        specification,
        clauses=tuple(clauses.get(c.name, c) for c in specification.clauses),
        rights=tuple(clauses.get(r.name, r) for r in specification.rights),
    )


def _with_new(world: World, clauses: Iterable[AnyClause]) -> World:
    """New clauses may say anything, so they start as if amended."""
    made = tuple(clauses)
    names = {clause.name for clause in made}
    specification = world.specification
    return replace(
        world,
        specification=replace(specification, clauses=(*specification.clauses, *made)),
        state=replace(world.state, in_force=world.state.in_force | names),
        amended=world.amended | names,
    )


def _with_newcomers(world: World, body: str, admitted: Newcomers) -> World:
    if admitted.number < 1:
        raise ValueError("a decision that admits newcomers admits at least one")
    vacant = vacant_seats(world.specification, world.state, body)
    if vacant is not None and admitted.number > vacant:
        raise ValueError(f"{admitted.number} seats are not vacant in `{body}`")
    name = admitted.name or next(names_of_newcomers(world))
    seats = world.state.seats | {(body, name)}
    if name in world.specification.party:
        if name in world.declared.party or (body, name) in world.state.seats:
            raise ValueError(
                f"`{name}` is nobody whom a decision could admit to `{body}` as a newcomer"
            )
        if world.specification.party[name].size != admitted.number:
            raise ValueError(f"`{name}` are not {admitted.number}")
        return replace(world, state=replace(world.state, seats=seats))
    cohort = Party(name, "", admitted.number, True, dict(admitted.weights), NOWHERE)
    return replace(
        world,
        specification=replace(world.specification, parties=(*world.specification.parties, cohort)),
        state=replace(world.state, seats=seats),
    )


def names_of_newcomers(world: World) -> Iterator[str]:
    """Names that newcomers can have, which nobody has; there is always another one."""
    every = chain(("newcomer",), (f"newcomer_{number}" for number in count(2)))
    return (name for name in every if name not in world.specification.party)


def leaving(world: World, party: str, body: str) -> World:
    """The world once a party has left a body by itself."""
    _can_go(world, party, body)
    seat = (body, party)
    state = world.state
    return replace(
        world,
        state=replace(state, seats=state.seats - {seat}, suspended=state.suspended - {seat}),
    )


def suspending_itself(world: World, party: str, body: str) -> World:
    """The world once a party has suspended its own membership. It comes back only by a decision."""
    _can_go(world, party, body)
    if (body, party) in world.state.suspended:
        raise ValueError(f"`{party}` is suspended from `{body}` already")
    state = world.state
    return replace(world, state=replace(state, suspended=state.suspended | {(body, party)}))


def _can_go(world: World, party: str, body: str) -> None:
    if world.specification.body[body].those_of:
        raise ValueError(f"the members of `{body}` are those of other bodies")
    if world.specification.body[body].fixed_membership:
        raise ValueError(f"the membership of `{body}` is fixed")
    if (body, party) not in world.state.seats:
        raise ValueError(f"`{party}` has no seat in `{body}`")
