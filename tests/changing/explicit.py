"""Every state that decisions can bring about, gone through one by one with the interpreter alone.

Written for tests: it shares nothing with the verifier. States are worlds of `policy_dsl.change` in which the
members of cohorts stand for themselves; in each, every decision is tried with every set of effects, under every
wording of what has been amended that can matter, and with all ballots of the others that can.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import product

from policy_dsl.change import World, begin
from policy_dsl.model import (
    Alone,
    CanBlock,
    CannotBlock,
    CanPass,
    HoldsRight,
    IsMember,
    IsSuspended,
    Manner,
    Part,
    Property,
    Provision,
    Specification,
    Throughout,
)
from policy_dsl.model.traverse import coalition_of_claim
from policy_dsl.records import dataclass, replace
from policy_dsl.state import State, after_events, intervals_of
from tests.changing.combined import combined_says
from tests.changing.explicit_claims import Asked, come_to_limit
from tests.changing.explicit_steps import Mover, steps
from tests.changing.parting import apart, claim_apart, members_of, state_apart
from tests.semantics.brute_force import Case
from tests.semantics.enumerating import TooLarge, nodes

__all__ = ["Known", "TooLarge", "at_once", "known"]

MOST = 250
# So many decisions in all, each under one wording of everything.
QUESTIONS = 6_000


@dataclass(frozen=True)
class Known:
    """What going through all states has shown. `says`: under every reading it says something of some state.

    `may_say`: of some state that combines what is reached; None where there are too many to tell.
    """

    refuted: bool
    says: bool = True
    may_say: bool | None = True


def at_once(specification: Specification, prop: Property) -> Known | None:
    """What is so before anything has changed; None where there are too many decisions to tell."""
    try:
        return known(specification, prop, changing=False)
    except TooLarge:
        return None


def known(specification: Specification, prop: Property, changing: bool = True) -> Known:
    """What is so in the states that can be reached; TooLarge where they are too many.

    Not `changing`: in the states that it begins with.
    """
    parted = apart(specification)
    spans = intervals_of(specification, prop)
    states = tuple(after_events(span.state, prop.supposing) for span in spans)
    says: bool = True
    may_say: bool | None = True
    for state in states:
        begins = states if isinstance(prop.at, Throughout) else (state,)
        for readings in _readings(specification, prop):
            under = _under(specification, parted, prop, readings, state, begins, changing)
            if under.refuted:
                return under
            says = says and under.says
            if under.may_say is False or may_say is True:
                may_say = under.may_say
    return Known(False, says, may_say)


def _under(
    specification: Specification,
    parted: Specification,
    prop: Property,
    readings: Mapping[str, str],
    state: State,
    begins: tuple[State, ...],
    changing: bool,
) -> Known:
    """The same under one reading, from one state (or, with `throughout`, from all) onwards.

    `state` says who is meant by those who sit in a body.
    """
    members = members_of(specification)
    says: bool = False
    may_say: bool | None = False
    for holder, manner, claim in _holders(specification, prop, state):
        mover = Mover(
            frozenset(n for p, k in holder.items() for n in members[p][:k]),
            manner,
            _units(specification, prop, holder),
            prop.free_judges,
            come_to_limit(specification, claim),
        )
        here = replace(prop, claim=claim_apart(claim, members))
        reached = []
        questions = 0
        for world in _search(parted, here, mover, readings, begins, members, changing):
            asked = Asked(world, here, readings, mover.holder)
            if not _of_state(here):
                questions += len(asked.decisions) * len(asked.cases)
                if questions > QUESTIONS:
                    raise TooLarge(f"{questions} questions")
            if asked.refuted:
                return Known(True)
            says = says or asked.says
            reached.append(world)
        if changing and not says and may_say is not True:
            found = combined_says(reached, here, mover, readings)
            may_say = found if may_say is False else (found or None)
    return Known(False, says, says or may_say)


def _of_state(prop: Property) -> bool:
    return isinstance(prop.claim, HoldsRight | IsMember | IsSuspended)


def _readings(specification: Specification, prop: Property) -> Iterator[dict[str, str]]:
    fixed = dict(prop.fixed_readings)
    choices = [
        [(c.name, r.name) for r in c.readings if fixed.get(c.name, r.name) == r.name]
        for c in specification.clauses
        if c.readings and not isinstance(c, Provision)
    ]
    for chosen in product(*choices):
        yield dict(chosen)


# --- who withholds its help ----------------------------------------------------------------------


def _holders(
    specification: Specification, prop: Property, state: State
) -> Iterator[tuple[dict[str, int], Manner, object]]:
    """Each coalition that the claim can be about, as it stands at the beginning, with the claim about it."""
    claim = prop.claim
    coalition = coalition_of_claim(claim)
    if coalition is None:
        keeps = prop.unless_it_leaves and isinstance(claim, HoldsRight | IsMember | IsSuspended)
        holder = {claim.party: specification.party[claim.party].size} if keeps else {}
        yield holder, Manner.AGAINST, claim
        return
    assert isinstance(claim, CanBlock | CannotBlock | CanPass)
    manner = Manner.AGAINST if isinstance(claim, CanPass) else claim.manner
    case = Case(specification, state, {}, prop, 0)
    if coalition.alone is Alone.TOGETHER:
        chosen = list(case._coalitions(coalition.parts))
    else:
        chosen = list(case._choices(Part(coalition.parts[0].who, 1)))
    seen = []
    for each in chosen:
        heads = {name: n for name, n in each.items() if n}
        if heads not in seen:
            seen.append(heads)
            yield heads, manner, claim


def _units(
    specification: Specification, prop: Property, holder: Mapping[str, int]
) -> dict[str, str]:
    """What decisions move as one: a cohort, or where nothing names it the holder's part of it and the rest."""
    named = {getattr(it, "party", None) for it in nodes((specification.clauses, prop.claim))}
    found = {}
    for party, names in members_of(specification).items():
        for index, name in enumerate(names):
            part = party not in named and index < holder.get(party, 0)
            found[name] = f"holder's {party}" if part else party
    return found


# --- the search ----------------------------------------------------------------------------------

Key = tuple[object, ...]


def _search(
    specification: Specification,
    prop: Property,
    mover: Mover,
    readings: Mapping[str, str],
    begins: tuple[State, ...],
    members: Mapping[str, tuple[str, ...]],
    changing: bool,
) -> Iterator[World]:
    """All reachable worlds, the first ones first. With `throughout`, time goes on between any two steps."""
    # What is supposed is supposed of each time by itself: an event must not take it back.
    moving = isinstance(prop.at, Throughout) and not prop.supposing
    days = sorted({e.on for e in specification.events if e.on}) if moving else []
    todo: list[tuple[World, int]] = []
    seen: set[Key] = set()

    def meet(world: World, index: int) -> Iterator[World]:
        key = (_key(world, mover), index)
        if key in seen:
            return
        if len(seen) >= MOST:
            raise TooLarge(f"more than {MOST} states")
        seen.add(key)
        todo.append((world, index))
        yield world

    for index, state in enumerate(begins):
        yield from meet(begin(specification, state_apart(state, members)), index)
    for world, index in todo:
        if index < len(days):
            today = [e for e in specification.events if e.on == days[index]]
            later = replace(world, state=after_events(world.state, today))
            yield from meet(later, index + 1)
        for after in steps(world, mover, readings) if changing else ():
            yield from meet(after, index)


def _key(world: World, mover: Mover) -> Key:
    """Worlds that differ only in which member of a cohort sits where are one."""
    state = world.state
    by_unit: dict[tuple[str, bool], list[object]] = {}
    for party in world.specification.parties:
        standing = tuple(
            (b.name, (b.name, party.name) in state.suspended)
            for b in world.specification.bodies
            if (b.name, party.name) in state.seats
        )
        unit = mover.units.get(party.name, party.name)
        them = by_unit.setdefault((unit, party.name in mover.holder), [])
        them.append((standing, party.size, sorted(party.weights.items())))
    return (
        state.in_force,
        frozenset((unit, tuple(sorted(map(repr, them)))) for unit, them in by_unit.items()),
        world.amended & state.in_force,
        world.quorums,
    )
