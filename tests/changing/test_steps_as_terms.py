"""One step of change as terms, against what the reference meaning of change makes of the same decision."""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from itertools import combinations, combinations_with_replacement, product

import z3

from policy_dsl import examine_text
from policy_dsl.change import Newcomers, World, after_decision, begin, leaving, suspending_itself
from policy_dsl.interpreter import possible_effects, vacant_seats, what_is_fixed
from policy_dsl.model import Effect, EffectKind, HoldsRight, IsMember, IsSuspended, Specification
from policy_dsl.state import intervals
from tests.semantics.building import right
from tests.semantics.compiling import Values, compiled
from tests.semantics.generator import TINY, Maker
from verifier.encoding.changing_rules import ChangingEncoding, encode_changing
from verifier.encoding.points import STATUSES, Item, Point, produced, start_points
from verifier.encoding.standing import standing_is_not
from verifier.encoding.terms import name_of
from verifier.encoding.transition import step

SHAPE = replace(TINY, powers=1, rules=1, cohort=0.7)
# An amended right belongs to whom it can.
CHOSEN_SO = {"open right:papers belongs": True}
NEW = (EffectKind.ENACT_POWER, EffectKind.ENACT_NEW, EffectKind.ENACT_EXCEPTION)


@dataclass(frozen=True)
class Now:
    """A world, with what in it nobody declared: which effects brought something new about, and who came to a body."""

    world: World
    new: frozenset[Effect] = frozenset()
    came: dict[str, int] = field(default_factory=dict)

    def values(self, encoding: ChangingEncoding) -> dict[str, bool | int]:
        """The variables of the state."""
        change, world = encoding.change, self.world
        found: dict[str, bool | int] = {}
        for name, variable in change.in_force.items():
            found[name_of(variable)] = name in world.state.in_force
            found[name_of(change.amended[name])] = name in world.amended
        for body, quorum in change.quorum_amended.items():
            found[name_of(quorum)] = body in world.quorums
        for body, came in change.newcomers.items():
            found[name_of(came)] = self.came.get(body, 0)
        found[name_of(change.new_power)] = Effect(EffectKind.ENACT_POWER, "") in self.new
        for effect, there in change.new.items():
            found[name_of(there)] = effect in self.new
        for (body, party), sits in change.sits.items():
            size = world.declared.party[party].size
            found[name_of(sits)] = size * ((body, party) in world.state.seats)
            found[name_of(change.votes[body, party])] = size * world.state.votes_in(body, party)
        return found

    def effects(self) -> list[Effect]:
        """What a decision can do, to what was declared."""
        spec = self.world.specification
        return [
            effect
            for effect in possible_effects(spec, self.world.state)
            if what_is_fixed(spec, effect) is None
            and not effect.target.startswith("new_")
            and not effect.party.startswith("newcomer")
        ]

    def with_room(self, effects: set[Effect], number: int) -> set[Effect]:
        """Those of the effects that admit nobody where too few seats are vacant; newcomers are so many."""
        spec = self.world.specification
        found = set(effects)
        for body in spec.bodies:
            admits = {
                e
                for e in effects
                if e.target == body.name and e.kind in (EffectKind.ADMIT, EffectKind.ADMIT_NEW)
            }
            vacant = vacant_seats(spec, self.world.state, body.name)
            heads = sum(spec.party[e.party].size if e.party else number for e in admits)
            if vacant is not None and heads > vacant:
                found -= admits
        return found

    def after(self, effects: set[Effect], number: int) -> Now:
        bodies = {e.target for e in effects if e.kind is EffectKind.ADMIT_NEW}
        world = after_decision(self.world, effects, dict.fromkeys(bodies, (Newcomers(number),)))
        came = {**self.came, **{body: self.came.get(body, 0) + number for body in bodies}}
        return Now(world, self.new | {e for e in effects if e.kind in NEW}, came)

    def by_itself(self) -> Iterator[Now]:
        """Somebody leaves, or suspends itself."""
        for body, party in sorted(self.world.state.seats):
            declared = self.world.declared
            if declared.body[body].those_of:
                continue
            if declared.body[body].fixed_membership or party not in declared.party:
                continue
            yield replace(self, world=leaving(self.world, party, body))
            if (body, party) not in self.world.state.suspended:
                yield replace(self, world=suspending_itself(self.world, party, body))


def models(label: str, seeds: int) -> Iterator[tuple[int, Maker, Now, ChangingEncoding]]:
    for seed in range(seeds):
        maker = Maker(random.Random(f"{label} {seed}"), SHAPE)
        spec = maker.specification()
        state = maker.state(spec)
        yield seed, maker, Now(begin(spec, state)), encode_changing(spec, state, separate=True)


def doing(encoding: ChangingEncoding, effects: set[Effect]) -> dict[str, bool | int]:
    return {name_of(v): e in effects for e, v in encoding.decision.effects.items()}


def following(values: Values) -> dict[str, bool | int]:
    return {f"next {name}": value for name, value in values.items()}


def test_a_decision_makes_the_next_state_and_no_other() -> None:
    steps = others = 0
    for seed, maker, first, encoding in models("step", 16):
        now = first
        relation = step(encoding, {})
        function = compiled([relation.by_decision])
        change = encoding.change
        counted = {
            name_of(number)
            for numbers in (change.sits, change.votes)
            for (_, party), number in numbers.items()
            if first.world.declared.party[party].size > 1
        }
        exact = [name for name in map(name_of, change.variables) if name not in counted]
        for _ in range(8):
            drawn = set(maker.sample(now.effects(), maker.upto(0, 3)))
            number = maker.upto(1, 2)
            effects = now.with_room(drawn, number)
            then = now.after(effects, number)
            given = {**now.values(encoding), **doing(encoding, effects)}
            ends = then.values(encoding)
            assert function({**given, **following(ends)}) == (True,), (seed, effects)
            for name in maker.sample(exact, 3):
                value = ends[name]
                admitted = any(
                    Effect(EffectKind.ADMIT_NEW, body) in effects and name == name_of(came)
                    for body, came in change.newcomers.items()
                )
                if admitted:
                    continue
                other = not value if isinstance(value, bool) else value + maker.pick((-1, 1))
                assert function({**given, **following({**ends, name: other})}) == (False,), name
                others += 1
            now = then
            steps += 1
    assert steps > 60
    assert others > 100


COHORT = """governance "Cohort"
party A
parties 2 Member
body B members A, Member quorum none
power motion may amend any clause, suspend members of B, restore members of B, remove members of B, admit members to B
  requires consensus in B
"""
MOVES = {
    EffectKind.SUSPEND: ("vote", "suspended"),
    EffectKind.RESTORE: ("suspended", "vote"),
    EffectKind.REMOVE: ("vote", "out"),
    EffectKind.ADMIT: ("out", "vote"),
}


def reached(members: tuple[str, ...], kinds: tuple[EffectKind, ...]) -> set[tuple[int, int]]:
    """How many of a cohort can sit, and vote, once each has been moved or not by what the decision does to some."""
    to = {each: {each} for each in ("vote", "suspended", "out")}
    for _ in kinds:
        for goals in to.values():
            goals |= {after for kind in kinds for before, after in [MOVES[kind]] if before in goals}
            if EffectKind.REMOVE in kinds and "suspended" in goals:
                goals.add("out")
    return {
        (len(then) - then.count("out"), then.count("vote"))
        for then in product(*(to[each] for each in members))
    }


def test_of_a_cohort_each_member_is_moved_or_not() -> None:
    specification = examine_text(COHORT, "cohort.policy").specification
    assert specification is not None
    state = intervals(specification)[-1].state
    encoding = encode_changing(specification, state, separate=True)
    function = compiled([step(encoding, {}).by_decision])
    given = Now(begin(specification, state)).values(encoding)
    change = encoding.change
    sits, votes = (name_of(each["B", "Member"]) for each in (change.sits, change.votes))
    for size in range(5):
        for kinds in combinations(MOVES, size):
            effects = {Effect(kind, "B", "Member") for kind in kinds}
            for members in combinations_with_replacement(("vote", "suspended", "out"), 2):
                now = {sits: 2 - members.count("out"), votes: members.count("vote")}
                before = {**given, **now, **doing(encoding, effects)}
                expected = reached(members, kinds)
                for then in product(range(4), range(-1, 4)):
                    after = {**given, sits: then[0], votes: then[1]}
                    said = function({**before, **following(after)})
                    assert said == (then in expected,), (kinds, members, then)


def test_whoever_goes_by_itself_leaves_all_else() -> None:
    gone = stayed = 0
    for seed, maker, now, encoding in models("alone", 10):
        function = compiled([step(encoding, {}).by_itself])
        given = now.values(encoding)
        for then in now.by_itself():
            ends = then.values(encoding)
            assert function({**given, **following(ends)}) == (True,), seed
            gone += 1
            name = maker.pick([name for name in ends if ends[name] == given[name]])
            other = not ends[name] if isinstance(ends[name], bool) else ends[name] + 1
            assert function({**given, **following({**ends, name: other})}) == (False,), (seed, name)
            stayed += 1
    assert min(gone, stayed) > 10


# --- the state -----------------------------------------------------------------------------------


def statuses(now: Now) -> dict[Item, set[str]]:
    """Every item's status in a world, as its definition has it."""
    world = now.world
    state = world.state
    found: dict[Item, set[str]] = {}
    for item in start_points(world.declared, state):
        match item.kind:
            case "clause":
                written = "reworded" if item.name in world.amended else "written"
                status = written if item.name in state.in_force else "absent"
            case "quorum":
                status = "reworded" if item.name in world.quorums else "written"
            case "newcomers":
                status = "some" if now.came.get(item.name, 0) else "none"
            case "seat":
                seat = (item.name, item.party)
                status = "out" if seat not in state.seats else "votes"
                status = "suspended" if seat in state.suspended else status
            case _:
                there = {produced(effect).item for effect in now.new}
                status = "some" if item in there else "none"
        found[item] = {status}
    return found


def standing(now: Now, claim: HoldsRight | IsMember | IsSuspended) -> bool:
    """Whether a claim about a state is true of it; of an amended right, whether it could say so."""
    state, declared = now.world.state, now.world.declared
    match claim:
        case IsMember(party, body, positive):
            so = (body, party) in state.seats
        case IsSuspended(party, body, positive):
            so = (body, party) in state.suspended
        case HoldsRight(party, name, positive):
            right = declared.right[name]
            amended = name in now.world.amended
            bodies = [b.name for b in declared.bodies]
            votes = any(state.votes_in(b, party) for b in (bodies if amended else right.members_of))
            watches = any(
                seat.party == party
                for b in (bodies if amended else right.observers_of)
                for seat in declared.body[b].observers
            )
            so = name in state.in_force and (votes or watches)
    return so is positive


def test_what_is_said_of_a_state_is_so() -> None:
    said_so = {True: 0, False: 0}
    for seed, maker, first, encoding in models("state", 16):
        change = encoding.change
        spec: Specification = first.world.declared
        assert first.values(encoding) == {
            name_of(variable): z3.is_true(value) if z3.is_bool(value) else value.as_long()
            for variable, value in change.starting(first.world.state)
        }
        points = [Point(item, s) for item in change.items for s in STATUSES[item.kind]]
        claims = [
            claim
            for body in spec.bodies
            for name in maker.singles
            for claim in (
                IsMember(name, body.name, maker.chance(0.5)),
                IsSuspended(name, body.name, maker.chance(0.5)),
                HoldsRight(name, spec.rights[0].name, maker.chance(0.5)),
            )
        ]
        effects = [*encoding.decision.effects]
        terms = [change.at(point) for point in points]
        terms += [standing_is_not(encoding, claim) for claim in claims]
        terms += [change.possible(effect) for effect in effects]
        function = compiled(terms)
        now = first
        for _ in range(5):
            values = {**now.values(encoding), **CHOSEN_SO}
            said = iter(function(values))
            known = statuses(now)
            for point in points:
                assert next(said) is (point.status in known[point.item]), (seed, point)
            for claim in claims:
                so = standing(now, claim)
                assert next(said) is not so, (seed, claim)
                said_so[so] += 1
            able = set(possible_effects(now.world.specification, now.world.state))
            for effect in effects:
                assert next(said) is (effect in able), (seed, effect)
            drawn = set(maker.sample(now.effects(), maker.upto(1, 3)))
            number = maker.upto(1, 2)
            now = now.after(now.with_room(drawn, number), number)
    assert min(said_so.values()) > 20


OBSERVED = """governance "Observed"
party A
party B
party C
party D
party E
body Board members A, B observers C, D quorum none
body Club members B observers A quorum none
power motion requires consensus in Board may amend papers, remove members of Board, suspend members of Club
right papers held by members of Board
right keys held by members of Board
"""


def test_who_observes_has_what_belongs_to_observers() -> None:
    read = examine_text(OBSERVED, "observed.policy").specification
    assert read is not None
    rights = (right("papers", "Board", "Club"), right("keys", "", "Board"))
    specification = replace(read, rights=rights)
    state = intervals(specification)[-1].state
    encoding = encode_changing(specification, state, separate=True)
    claims: list[HoldsRight | IsMember | IsSuspended] = []
    for name, positive in product("ABCDE", (True, False)):
        claims += [HoldsRight(name, it.name, positive) for it in rights]
        claims += [IsMember(name, it.name, positive) for it in specification.bodies]
        claims += [IsSuspended(name, it.name, positive) for it in specification.bodies]
    function = compiled([standing_is_not(encoding, claim) for claim in claims])
    first = Now(begin(specification, state))
    amend = Effect(EffectKind.AMEND, "papers")
    gone = [
        Effect(EffectKind.LAPSE, "papers"),
        Effect(EffectKind.REMOVE, "Board", "A"),
        Effect(EffectKind.SUSPEND, "Club", "B"),
        Effect(EffectKind.REMOVE, "Board", "B"),
    ]
    for effects in (set(), {amend}, *({it} for it in gone), {amend, *gone[1:]}, {*gone}):
        now = first.after(effects, 0)
        # An amended right belongs to whom it can, or to nobody.
        for belongs in (True, False):
            values = {**now.values(encoding), "open right:papers belongs": belongs}
            values["open right:keys belongs"] = belongs
            for claim, is_not in zip(claims, function(values), strict=True):
                so = standing(now, claim)
                if isinstance(claim, HoldsRight) and claim.right in now.world.amended:
                    so = so if belongs else not claim.positive
                assert is_not is not so, (effects, claim, belongs)
