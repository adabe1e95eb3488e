"""The steps out of a world: decisions adopted without the holder's help, and others who leave or suspend themselves."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import combinations

from policy_dsl.change import (
    Newcomers,
    World,
    after_decision,
    leaving,
    new_clauses,
    suspending_itself,
)
from policy_dsl.decisions import Decision
from policy_dsl.interpreter import (
    Meeting,
    beyond_seats,
    possible_effects,
    vacant_seats,
    what_is_fixed,
)
from policy_dsl.model import ALWAYS, Effect, EffectKind, Manner, Who
from policy_dsl.records import dataclass, replace
from tests.changing.explicit_ballots import adopted_without
from tests.changing.explicit_wordings import Sought, worded
from tests.semantics.brute_force import Case
from tests.semantics.enumerating import Domain, TooLarge, nodes, patterns_in

NEWCOMERS = (1, 3)
DECISIONS = 100
# With no more effects than these all sets of them are tried; beyond, all pairs.
ALL_SETS = 5
MOST_EFFECTS = 16
Unit = frozenset[Effect]


@dataclass(frozen=True)
class Mover:
    """Who may move what: the holder, how it withholds its help, and which parties decisions move as one.

    `units` gives the name of what each party belongs to: a cohort's members go together.
    """

    holder: frozenset[str]
    manner: Manner
    units: Mapping[str, str]
    free_judges: tuple[str, ...]
    recusals_limit: bool  # whether recusals come to limit powers


def steps(world: World, mover: Mover, readings: Mapping[str, str]) -> Iterator[World]:
    """All worlds that one step leads to."""
    yield from _by_themselves(world, mover)
    decider = _Decider(world, mover, readings)
    for units in _sets(world, mover):
        effects = frozenset(e for unit in units for e in unit)
        if beyond_seats(world.specification, world.state, effects) or not decider.adopts(effects):
            continue
        admits = {e.target for e in effects if e.kind is EffectKind.ADMIT_NEW}
        for comers in _comers(world, admits) if admits else ({},):
            if _room(world, effects, comers):
                yield after_decision(world, effects, comers)


def _room(
    world: World, effects: frozenset[Effect], comers: Mapping[str, tuple[Newcomers, ...]]
) -> bool:
    """Whether so many seats are vacant, once whom the decision names has been admitted."""
    for body, lots in comers.items():
        vacant = vacant_seats(world.specification, world.state, body)
        named = [e for e in effects if e.kind is EffectKind.ADMIT and e.target == body]
        if vacant is not None and sum(lot.number for lot in lots) + len(named) > vacant:
            return False
    return True


def _comers(world: World, admits: set[str]) -> Iterator[dict[str, tuple[Newcomers, ...]]]:
    """Whom a decision admits: others to each body; or, where it matters who sits elsewhere, those of another one."""
    known = [p for p in world.specification.parties if p.name.startswith("newcomer")]
    for party in known:
        yield {body: (Newcomers(party.size, party.weights, party.name),) for body in admits}
    for pack in () if known else _packs(world):
        yield dict.fromkeys(admits, (pack,))
        if len(admits) > 1 and _elsewhere(world):
            yield {body: (replace(pack, name="newcomer"),) for body in admits}


def _elsewhere(world: World) -> bool:
    """Whether anything is said of those who sit in a body."""
    return any(isinstance(each, Who) and each.bodies for each in nodes(world.specification))


def _packs(world: World) -> Iterator[Newcomers]:
    """How many one decision admits, and what each weighs: a few sizes, and the extremes of weights."""
    names = {name for party in world.specification.parties for name in party.weights}
    heaviest = {
        name: max(party.weights.get(name, 0) for party in world.specification.parties) or 1
        for name in names
    }
    for number in NEWCOMERS:
        yield Newcomers(number, heaviest)
    if names:
        yield Newcomers(1, dict.fromkeys(names, 0))


def _by_themselves(world: World, mover: Mover) -> Iterator[World]:
    for body, party in sorted(world.state.seats):
        it = world.specification.body[body]
        if party in mover.holder or it.fixed_membership or it.those_of:
            continue
        yield leaving(world, party, body)
        if (body, party) not in world.state.suspended:
            yield suspending_itself(world, party, body)


def _sets(world: World, mover: Mover) -> Iterator[tuple[Unit, ...]]:
    """Sets of effects that some power may have. With an amended or a new power, any."""
    powers = [p for p in world.specification.powers if p.name in world.state.in_force]
    loose = any(p.name in world.amended for p in powers)
    grants = [g for p in powers for g in p.grants]
    found: dict[object, set[Effect]] = {}
    for effect in possible_effects(world.specification, world.state):
        if what_is_fixed(world.specification, effect) is not None:
            continue
        if effect.party.startswith("newcomer") or effect.target.startswith("new_"):
            # What is new may say anything as it is: to amend or repeal it, or to make an exception to it, adds nothing.
            continue
        if effect.kind is EffectKind.ADMIT_NEW and _crowded(world, effect.target):
            continue
        if any(c.name in world.specification.clause for c in new_clauses(world.declared, effect)):
            continue
        if not loose and not any(g.matches(effect) for g in grants):
            continue
        unit = mover.units.get(effect.party, effect.party)
        found.setdefault((effect.kind, effect.target, unit), set()).add(effect)
    units = [frozenset(them) for them in found.values()]
    if len(units) > MOST_EFFECTS:
        raise TooLarge(f"{len(units)} effects")
    most = len(units) if len(units) <= ALL_SETS else 2
    for n in range(1, most + 1):
        yield from combinations(units, n)


def _crowded(world: World, body: str) -> bool:
    """One lot of newcomers is as many as is gone through; it may come to sit in several bodies where that matters."""
    known = [p.name for p in world.specification.parties if p.name.startswith("newcomer")]
    if not known or not _elsewhere(world):
        return bool(known)
    return len(known) > 1 or (body, known[0]) in world.state.seats


class _Decider:
    """Whether decisions with these effects are adopted; clauses see of effects only which patterns match."""

    def __init__(self, world: World, mover: Mover, readings: Mapping[str, str]) -> None:
        self.mover = mover
        its_parts = nodes(world.specification)
        self.patterns = list(dict.fromkeys(patterns_in(its_parts, world.specification)))
        self.world = world
        self.readings = readings
        self._found: dict[frozenset[object], bool] = {}
        self._cases: list[Case] | None = None
        self._decisions: list[int] = []

    def adopts(self, effects: frozenset[Effect]) -> bool:
        """Some decision with these effects is adopted, whatever the holder does in its manner."""
        key = frozenset(tuple(p.matches(e) for p in self.patterns) for e in effects)
        if self.world.specification.compositions:
            # Who comes and goes is counted.
            key |= effects
        if key not in self._found:
            self._found[key] = self._try(effects)
        return self._found[key]

    @property
    def cases(self) -> list[Case]:
        if self._cases is None:
            self._cases = self._made()
        return self._cases

    def _made(self) -> list[Case]:
        world, mover = self.world, self.mover
        domain = Domain(
            world.specification,
            world.state,
            ALWAYS,
            mover.free_judges,
            True,
            None,
            DECISIONS,
        )
        decisions = dict(enumerate(domain.decisions()))
        found = []
        for now in worded(
            world, Sought.ADOPTION, both_quorums=False, on_powers=mover.recusals_limit
        ):
            case = Case(
                now.specification,
                now.state,
                now.readings(self.readings),
                None,  # type: ignore[arg-type]
                DECISIONS,
            )
            case._decisions = decisions
            found.append(case)
        heads = dict.fromkeys(sorted(mover.holder), 1)
        self._decisions = [i for i in decisions if found[0]._rules_truly(heads, i)]
        return found

    def _try(self, effects: frozenset[Effect]) -> bool:
        return any(
            self._adopted(case, case._decisions[i], effects)
            for case in self.cases
            for i in self._decisions
        )

    def _adopted(self, case: Case, put: Decision, effects: frozenset[Effect]) -> bool:
        with_effects = Decision(put.facts, put.cells, put.rulings, effects)
        meeting = Meeting(case.spec, case.state, case.readings, with_effects)
        return adopted_without(
            meeting, meeting.ways, self.mover.holder, self.mover.manner, either_way=True
        )
