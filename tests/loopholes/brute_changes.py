"""Ways round that change rules or seats first, from their definition: every world that decisions can bring about.

The second judge beside `verifier.loopholes.changes`. Worlds are gone through with the interpreter alone, each with
the openings that led to it; in each, `brute_openings` tells what the last decision needs besides. Raises TooLarge
where there is too much to try.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from itertools import product

from policy_dsl.change import (
    Newcomers,
    World,
    after_decision,
    begin,
    leaving,
    suspending_itself,
)
from policy_dsl.decisions import Decision, Vote
from policy_dsl.interpreter import Meeting
from policy_dsl.model import (
    CountsVotes,
    Effect,
    EffectKind,
    ExceptionTo,
    Manner,
    Property,
    Specification,
)
from policy_dsl.state import State, after_events, intervals_of
from tests.loopholes import worlds_by_hand
from tests.loopholes.brute_openings import (
    MANNERS,
    MIXTURE,
    Guarded,
    Opened,
    TooLarge,
    _Round,
    _ways,
    combinations_of,
    minimal,
    protects,
    sets_of_switches,
    together,
)
from tests.semantics.enumerating import all_readings

__all__ = ["TooLarge", "minimal_sets_with_changes"]

WORLDS = 150
VOTES: Mapping[Manner, Vote] = {
    Manner.AWAY: Vote.ABSENT,
    Manner.ABSTAINING: Vote.ABSTAIN,
    Manner.AGAINST: Vote.AGAINST,
}


def minimal_sets_with_changes(
    spec: Specification, prop: Property, limit: int = 200
) -> frozenset[Opened] | None:
    """All minimal sets of openings, changes among them, as listed; None: the property protects nothing."""
    guarded = protects(prop)
    if guarded is None:
        return None
    plain = sets_of_switches(spec, prop, limit)
    assert plain is not None
    state = after_events(intervals_of(spec, prop)[-1].state, prop.supposing)
    ways = _ways(spec, prop, guarded, intervals_of(spec, prop)[-1], limit)
    home = {p for p, sets in ways.items() if p in state.in_force and frozenset() not in sets}
    search = _Search(spec, prop, guarded, state, frozenset(home), limit)
    found: set[Opened] = set(plain)
    ever = replace(state, in_force=frozenset(c.name for c in spec.clauses))
    for readings in all_readings(spec, ever, dict(prop.fixed_readings)):
        every = combinations_of(guarded.manner, seated=True)
        for acts in every if search.holder is not None else every[:1]:
            found |= search.under(readings, acts)
    return frozenset(together(it) for it in minimal(found))


@dataclass
class _Search:
    spec: Specification
    prop: Property
    guarded: Guarded
    state: State
    home: frozenset[str]
    limit: int
    _ends: dict[object, frozenset[Opened]] = field(default_factory=dict)

    @property
    def holder(self) -> str | None:
        """The single party whose will is protected."""
        if self.guarded.holder is None:
            return None
        (party,) = self.guarded.holder.parts[0].who.parties
        return party

    @property
    def _on_powers(self) -> bool:
        """Recusals come to limit powers; for claims that count votes only where some do to begin with."""
        counts = isinstance(self.prop.claim, CountsVotes)
        return not counts or any(it.limits is not None for it in self.spec.recusals)

    def under(self, readings: Mapping[str, str], acts: frozenset[str]) -> set[Opened]:
        """The sets that suffice under these readings, if the holder may act so at every meeting."""
        misread = self._misread(readings)
        held = {(kind, self.holder or "") for kind in acts}
        first = begin(self.spec, self.state)
        worlds: dict[object, tuple[World, set[Opened]]] = {
            worlds_by_hand.key(first): (first, {frozenset()})
        }
        todo = [worlds_by_hand.key(first)]
        steps: dict[object, list[tuple[World, Opened]]] = {}
        while todo:
            key = todo.pop()
            world, used = worlds[key]
            if key not in steps:
                steps[key] = list(self._steps(world, dict(readings), acts))
            for after, needs in steps[key]:
                there = worlds_by_hand.key(after)
                if there not in worlds and len(worlds) >= WORLDS:
                    raise TooLarge("worlds")
                _, known = worlds.setdefault(there, (after, set()))
                news = minimal({*known, *(one | needs for one in used)})
                if news != known:
                    worlds[there] = (after, set(news))
                    todo.append(there)
        return {
            one | end | misread | held
            for key, (world, used) in worlds.items()
            for end in self._ends_in(world, readings)
            for one in used
        }

    def _misread(self, readings: Mapping[str, str]) -> Opened:
        found = set()
        for name, reading in readings.items():
            if name in dict(self.prop.fixed_readings):
                continue
            intended = [r.name for r in self.spec.clause[name].readings if r.intended]
            if intended and intended[0] != reading:
                found.add(("reading", f"{reading} of {name}"))
        return frozenset(found)

    # --- steps -----------------------------------------------------------------------------------

    def _steps(
        self, world: World, readings: dict[str, str], acts: frozenset[str]
    ) -> Iterator[tuple[World, Opened]]:
        for body, party in sorted(world.state.seats):
            it = world.specification.body[body]
            if party == self.holder or it.fixed_membership or it.those_of:
                continue
            yield leaving(world, party, body), self._opening("removal", body, party)
            if (body, party) not in world.state.suspended:
                yield (
                    suspending_itself(world, party, body),
                    self._opening("suspension", body, party),
                )
        for effects in worlds_by_hand.effect_sets(world):
            if not effects or any(worlds_by_hand.there(world, e) for e in effects):
                continue
            packs = [0]
            if any(e.kind is EffectKind.ADMIT_NEW for e in effects):
                packs = [1, 3] if len(world.specification.parties) < 5 else []
            after = [
                after_decision(world, effects, {e.target: [Newcomers(n)] for e in effects if n})
                for n in packs
            ]
            if after and self._can_be_taken(world, effects, readings, acts):
                needs = frozenset[tuple[str, str]]().union(*(self._needs(e) for e in effects))
                yield from ((each, needs) for each in after)

    def _can_be_taken(
        self,
        world: World,
        effects: frozenset[Effect],
        readings: dict[str, str],
        acts: frozenset[str],
    ) -> bool:
        for now in worlds_by_hand.worded(world, self._on_powers):
            for decision in worlds_by_hand.decisions(now, effects):
                strictly = worlds_by_hand.adopted_anyhow(
                    now, readings, decision, self.holder, self.guarded.manner
                )
                if strictly or (acts and self._taken_somehow(now, readings, decision, acts)):
                    return True
        return False

    def _taken_somehow(
        self, world: World, readings: dict[str, str], decision: Decision, acts: frozenset[str]
    ) -> bool:
        """Adopted for some ballot of a holder that need not act as its claim says."""
        meeting = worlds_by_hand.meeting_on(world, readings, decision)
        manners = [self.guarded.manner, *(MANNERS[kind] for kind in acts - {MIXTURE})]
        return any(
            meeting.adopted(ballots)
            for them in ([manners] if MIXTURE in acts else [[each] for each in manners])
            for own in self._own_votes(world, meeting, them)
            for ballots in worlds_by_hand.all_ballots(world, meeting, self.holder, own)
        )

    def _own_votes(
        self, world: World, meeting: Meeting, manners: list[Manner]
    ) -> Iterator[dict[str, Vote]]:
        """All that the holder can do in these manners; whoever is recused and need not stay away attends or not."""
        options: dict[str, tuple[Vote, ...]] = {}
        for body in world.specification.bodies:
            for seated in meeting.rules.seated[body.name]:
                if seated.party == self.holder and not seated.suspended:
                    options[body.name] = tuple(VOTES[each] for each in manners)
                    if seated.recused_by:
                        there = set(manners) - {Manner.AWAY}
                        if self.guarded.manner is Manner.AWAY:
                            there = set(manners) & {Manner.ABSTAINING}
                        options[body.name] = (*([Vote.ABSTAIN] if there else []), Vote.ABSENT)
        for votes in product(*options.values()):
            yield dict(zip(options, votes, strict=True))

    # --- openings --------------------------------------------------------------------------------

    def _needs(self, effect: Effect) -> Opened:
        """What stands open where a decision may have this effect; nothing where it restores what was."""
        seat = (effect.target, effect.party)
        match effect.kind:
            case EffectKind.ENACT if effect.target in self.state.in_force:
                return frozenset()
            case (
                EffectKind.AMEND | EffectKind.LAPSE | EffectKind.ENACT | EffectKind.ENACT_EXCEPTION
            ):
                return frozenset({("amendment", effect.target)})
            case EffectKind.ENACT_NEW:
                return frozenset({("amendment", f"new {effect.target}")})
            case EffectKind.AMEND_QUORUM:
                return frozenset({("amendment", f"quorum of {effect.target}")})
            case EffectKind.ENACT_POWER:
                return frozenset({("amendment", "new power")})
            case EffectKind.SUSPEND:
                return self._opening("suspension", *seat)
            case EffectKind.REMOVE:
                return self._opening("removal", *seat)
            case EffectKind.ADMIT | EffectKind.RESTORE if self.state.votes_in(*seat):
                return frozenset()
            case _:
                return frozenset({("packing", effect.target)})

    def _opening(self, kind: str, body: str, party: str) -> Opened:
        if kind == "removal" and (body, party) not in self.state.seats:
            return frozenset()
        if kind == "suspension" and (body, party) in self.state.suspended:
            return frozenset()
        others = [p.name for p in self.spec.parties if p.name != self.holder]
        if kind == "removal":
            others = [p for p in others if (body, p) in self.state.seats]
        else:
            others = [p for p in others if (body, p) not in self.state.suspended]
        single_out = party == self.holder or len(others) == 1
        return frozenset({(kind, f"{party if single_out else 'others'} from {body}")})

    # --- the last decision -----------------------------------------------------------------------

    def _ends_in(self, world: World, readings: Mapping[str, str]) -> frozenset[Opened]:
        key = (worlds_by_hand.key(world), tuple(readings.items()))
        if key not in self._ends:
            self._ends[key] = minimal(self._last(world, readings))
        return self._ends[key]

    def _last(self, world: World, readings: Mapping[str, str]) -> Iterator[Opened]:
        start = self.state.in_force
        changed = world.amended | (world.state.in_force - start)
        for now in worlds_by_hand.worded(world, self._on_powers):
            powers = now.specification.powers
            found: dict[str, set[Opened]] = {
                p.name: set() for p in powers if self.prop.under in (None, p.name)
            }
            _Last(
                now.specification,
                self.prop,
                self.guarded,
                now.state,
                now.readings(readings),
                self.limit,
                changed=changed,
            ).collect(found)
            for power, sets in found.items():
                free = power in self.home or power in changed - self._routes
                route = frozenset() if free else frozenset({("route", power)})
                yield from (one | route for one in sets)

    @property
    def _routes(self) -> frozenset[str]:
        """Powers that are ways round as they stand stay so, whatever they come to say."""
        return frozenset(p.name for p in self.spec.powers if p.name in self.state.in_force)


@dataclass
class _Last(_Round):
    """The last decision in a world: exceptions that were changed are open by that."""

    def _needed(self, meeting, put, power):  # type: ignore[no-untyped-def]
        opened = {
            ("exemption", c.name)
            for c in self.spec.clauses
            if isinstance(c, ExceptionTo) and c.name in self.changed
        }
        return [one - opened for one in super()._needed(meeting, put, power)]
