"""Rules and seats as a state of terms: one encoding for every state that decisions can bring about.

For each clause two truth values (in force; amended, so that it may say anything of its kind), for each quorum
one, for each party and body with seats of its own the number of its seats and of those with a vote, for each
such body a number of newcomers, and whether new powers have been enacted. What an amended clause says is chosen
afresh for each decision. `Item` and `Point` name what a state is made of; a *ban* is an assumption that a point is
not reached.

A cohort's members may leave one by one, so its seats are any number; decisions move a cohort as a whole, which
is one of these.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property

import z3

from policy_dsl.model import (
    Clause,
    Effect,
    EffectKind,
    Prohibition,
    Rule,
    Specification,
)
from policy_dsl.records import fields, replace
from policy_dsl.state import State
from verifier.encoding.activity import kind_of
from verifier.encoding.adoption import Encoding, encode
from verifier.encoding.cells import Electorate
from verifier.encoding.classes import VoterClass
from verifier.encoding.effects import effect_groups, every_effect, may_come
from verifier.encoding.facts import FactKind, RecusalDetail, Relaxation, TrackedFact
from verifier.encoding.points import (
    NEW_POWER,
    Item,
    Point,
    enacting,
    new_clause_effects,
    produced,
)
from verifier.encoding.terms import (
    FALSE,
    TRUE,
    Int,
    at_least,
    both,
    either,
    implies,
    is_false,
    less,
    negation,
    total,
    where,
)
from verifier.solving.library import CONTEXT


class Change(Relaxation):
    """The state as terms. Relaxation's guards become "not amended": what is amended may say anything."""

    def __init__(
        self,
        specification: Specification,
        start: State,
        detail: RecusalDetail = RecusalDetail.SOME,
        on_powers: bool = True,
    ) -> None:
        super().__init__(loosened=True, detail=detail)
        self.opens_recusals_on_powers = on_powers
        self.specification = specification
        self.start = start
        self.variables: list[z3.ExprRef] = []
        worded = [c.name for c in (*specification.clauses, *specification.rights)]
        self.in_force = {name: self._bool(f"{name} is in force") for name in worded}
        self.amended = {name: self._bool(f"{name} is amended") for name in worded}
        self.quorum_amended = {
            b.name: self._bool(f"the quorum of {b.name} is amended") for b in specification.bodies
        }
        self.new_power = self._bool("there is a new power")
        # What nobody declared, by the effect that enacts it; only what some decision may ever enact.
        self.new = {
            effect: self._bool(f"there is a new {effect.kind.name} {effect.target}")
            for effect in new_clause_effects(specification)
            if may_come(specification, effect)
        }
        self.sits: dict[tuple[str, str], z3.ArithRef] = {}
        self.votes: dict[tuple[str, str], z3.ArithRef] = {}
        self.newcomers: dict[str, z3.ArithRef] = {}
        for body in specification.seating:
            self.newcomers[body.name] = self._int(f"newcomers in {body.name}")
            self.constraints.append(self.newcomers[body.name] >= 0)
            for party in specification.parties:
                seat = (body.name, party.name)
                self.sits[seat] = self._int(f"seats of {party.name} in {body.name}")
                self.votes[seat] = self._int(f"seats with a vote of {party.name} in {body.name}")
                self.constraints += [
                    self.votes[seat] >= 0,
                    self.votes[seat] <= self.sits[seat],
                    self.sits[seat] <= party.size,
                ]
        self.bans: dict[Point, z3.BoolRef] = {}
        self.choices: dict[tuple[str, str], z3.ExprRef] = {}
        # How many a variable of effects moves, where that is open.
        self.numbers: dict[str, z3.ArithRef] = {}

    def _bool(self, name: str) -> z3.BoolRef:
        variable = z3.Bool(name, CONTEXT)
        self.variables.append(variable)
        self.open_values.append(variable)
        return variable

    def _int(self, name: str) -> z3.ArithRef:
        variable = z3.Int(name, CONTEXT)
        self.variables.append(variable)
        self.open_values.append(variable)
        return variable

    def sits_in(self, body: str, party: str) -> z3.BoolRef:
        """The party, which is one person, has a seat there, its own or another's whose members are meant."""
        return either(self.sits[each, party] >= 1 for each in self.specification.seats_of(body))

    def votes_in(self, body: str, party: str) -> z3.BoolRef:
        """It has a vote there."""
        return either(self.votes[each, party] >= 1 for each in self.specification.seats_of(body))

    # --- what the encoding asks of a relaxation ---------------------------------------------

    def seats_everybody(self, electorate: Electorate) -> bool:
        """The state says who sits where."""
        for (body, party), votes in self.votes.items():
            cells = [c for c in electorate.cells if c.voters.first.name == party]
            sits = self.sits[body, party]
            if len(cells) == 1:
                electorate.seats[body, cells[0].name] = votes
                electorate.sitting[body, cells[0].name] = sits
                continue
            here: list[Int] = []
            seated: list[Int] = []
            for cell in cells:
                # A cohort's unmarked cell has its name, so these are called otherwise than its seats in all.
                voting = z3.Int(f"of the cell {cell.name}, with a vote in {body}", CONTEXT)
                sitting = z3.Int(f"of the cell {cell.name}, sitting in {body}", CONTEXT)
                electorate.variables += [voting, sitting]
                electorate.limits += [voting >= 0, voting <= sitting, sitting <= cell.size]
                if body in electorate.parted:
                    inside = cell.size if body in cell.sits else 0
                    electorate.limits.append(both((sitting == inside,)))
                electorate.seats[body, cell.name] = voting
                electorate.sitting[body, cell.name] = sitting
                here.append(voting)
                seated.append(sitting)
            electorate.together(seated, sits, [cell.size for cell in cells])
            electorate.together(here, votes, seated)
        electorate.seat_followers()

        def newcomers(name: str, _: frozenset[str]) -> z3.ArithRef:
            found = z3.Int(f"of the {name}", CONTEXT)
            electorate.variables.append(found)
            electorate.limits.append(found >= 0)
            return found

        electorate.admit(newcomers, self.newcomers)
        return True

    @property
    def parts_classes(self) -> bool:
        """Those of a cohort may leave one by one."""
        return True

    def opens_scope(self, kind: type[Clause]) -> bool:
        """What amended rules and prohibitions limit is said in `adopted_by`; exceptions keep what they are made to."""
        return False

    @property
    def opens_quorums_apart(self) -> bool:
        """What an amended quorum says is told in a story, and there it is met, or cannot be.

        Where a meeting may be adjourned for want of a quorum it may be met at one and not at another.
        """
        return bool(self.specification.adjourning)

    @property
    def opens_holder(self) -> bool:
        """The holder is who it is at the beginning."""
        return False

    def newly(self, kind: str) -> z3.BoolRef:
        """Some decision has enacted one."""
        return self.new.get(Effect(EffectKind.ENACT_NEW, kind), FALSE)

    def newly_excepted(self, name: str) -> z3.BoolRef:
        """It covers decisions as it likes, once there is one."""
        there = self.new.get(Effect(EffectKind.ENACT_EXCEPTION, name))
        if there is None:
            return FALSE
        return both((there, self.free(f"new exception:{name}", "applies", by_ballot=False)))

    def newly_demanded(self, name: str) -> z3.BoolRef:
        """It demands what it likes."""
        return self.free(f"new exception:{name}", "is met", by_ballot=True)

    def free(self, key: str, what: str, by_ballot: bool) -> z3.BoolRef:
        """What is said where anything may be: one truth value for each decision, or for each ballot on it."""
        if (key, what) not in self.choices:
            value = self.fresh_bool(f"{key} {what}")
            if by_ballot:
                self.by_ballot.append(value)
            self.choices[key, what] = value
        return self.choices[key, what]

    def guard(self, fact: TrackedFact) -> z3.BoolRef:
        """Not amended; what is not in force says nothing in any case."""
        if fact.name in self.amended and fact.kind == kind_of(self.specification.clause[fact.name]):
            return z3.Not(z3.And(self.in_force[fact.name], self.amended[fact.name]))
        if fact.kind is FactKind.QUORUM:
            return z3.Not(self.quorum_amended[fact.name])
        return TRUE

    def truth(
        self, fact: TrackedFact, what: str, written: z3.BoolRef, by_ballot: bool = False
    ) -> z3.BoolRef:
        """As written where it is not amended; and a clause applies only while it is in force."""
        if fact.kind is FactKind.FIXED:
            return written
        stands = self.guard(fact)
        chosen = self.free(fact.key, what, by_ballot)
        found = either((both((stands, written)), both((negation(stands), chosen))))
        return both((self.in_force[fact.name], found)) if what == "applies" else found

    # --- points and bans -------------------------------------------------------------------

    @cached_property
    def items(self) -> tuple[Item, ...]:
        """All that can change, in source order. Texts without formal effect are among them."""
        found = [Item("clause", name) for name in self.in_force]
        found += [Item("quorum", b.name) for b in self.specification.bodies]
        found += [Item("seat", body, party) for body, party in self.sits]
        found += [Item("newcomers", b.name) for b in self.specification.seating]
        found += [produced(effect).item for effect in self.new]
        return (*found, NEW_POWER)

    def at(self, point: Point, held: Int = 0) -> z3.BoolRef:
        """The item has the status (of a cohort: some member). `held` voters of a seat belong to the holder."""
        item = point.item
        match item.kind, point.status:
            case "clause", "absent":
                return z3.Not(self.in_force[item.name])
            case "clause", "reworded":
                return z3.And(self.in_force[item.name], self.amended[item.name])
            case "clause", _:
                return z3.And(self.in_force[item.name], z3.Not(self.amended[item.name]))
            case "quorum", status:
                amended = self.quorum_amended[item.name]
                return amended if status == "reworded" else z3.Not(amended)
            case "seat", status:
                return self._seat_at(item, status, held)
            case "newcomers", status:
                number = self.newcomers[item.name]
                return number >= 1 if status == "some" else number < 1
            case "new clause" | "new exception", status:
                there = self.new[enacting(item)]
                return there if status == "some" else z3.Not(there)
            case _, status:
                return self.new_power if status == "some" else z3.Not(self.new_power)

    def _seat_at(self, item: Item, status: str, held: Int) -> z3.BoolRef:
        sits, votes = self.sits[item.name, item.party], self.votes[item.name, item.party]
        match status:
            case "votes":
                return votes >= 1
            case "suspended":
                return votes < sits
            case "out":
                return sits < self.specification.party[item.party].size
            case _:
                return both((votes < held,))

    def ban(self, point: Point, held: Int = 0) -> z3.BoolRef:
        """An assumption: the point is not reached."""
        if point not in self.bans:
            self.bans[point] = z3.Bool(f"never {point.item.key} {point.status}", CONTEXT)
            self.guards[f"ban {point.item.key} {point.status}"] = self.bans[point]
            self.constraints.append(implies(self.bans[point], negation(self.at(point, held))))
        return self.bans[point]

    def starting(self, state: State) -> list[tuple[z3.ExprRef, z3.ExprRef]]:
        """Every variable of the state with its value where nothing has been changed."""
        found: list[tuple[z3.ExprRef, z3.ExprRef]] = []
        found += [
            (v, z3.BoolVal(name in state.in_force, CONTEXT)) for name, v in self.in_force.items()
        ]
        found += [(v, z3.BoolVal(False, CONTEXT)) for v in self.amended.values()]
        found += [(v, z3.BoolVal(False, CONTEXT)) for v in self.quorum_amended.values()]
        found.append((self.new_power, z3.BoolVal(False, CONTEXT)))
        found += [(v, z3.BoolVal(False, CONTEXT)) for v in self.new.values()]
        for (body, party), variable in self.sits.items():
            size = self.specification.party[party].size
            sits = size if (body, party) in state.seats else 0
            votes = size if state.votes_in(body, party) else 0
            found.append((variable, z3.IntVal(sits, CONTEXT)))
            found.append((self.votes[body, party], z3.IntVal(votes, CONTEXT)))
        found += [(v, z3.IntVal(0, CONTEXT)) for v in self.newcomers.values()]
        return found

    def possible(self, effect: Effect) -> z3.BoolRef:
        """There is something for the effect to change."""
        match effect.kind:
            case EffectKind.AMEND | EffectKind.LAPSE:
                return self.in_force[effect.target]
            case EffectKind.ENACT:
                return z3.Not(self.in_force[effect.target])
            case (
                EffectKind.ENACT_POWER
                | EffectKind.ENACT_NEW
                | EffectKind.ENACT_EXCEPTION
                | EffectKind.AMEND_QUORUM
                | EffectKind.ADMIT_NEW
            ):
                return TRUE
        seat = (effect.target, effect.party)
        match effect.kind:
            case EffectKind.SUSPEND:
                return self.votes[seat] >= 1
            case EffectKind.RESTORE:
                return self.votes[seat] < self.sits[seat]
            case EffectKind.REMOVE:
                return self.sits[seat] >= 1
            case _:
                return self.sits[seat] < self.specification.party[effect.party].size


def _able(change: Change, effects: Sequence[Effect]) -> Int:
    """How many there are for effects to move: those who sit there, or those of the same parties who do not."""
    parts: list[Int] = []
    for effect in effects:
        seat = (effect.target, effect.party)
        if not effect.party:
            parts.append(1)
        elif effect.kind is EffectKind.REMOVE:
            parts.append(change.sits[seat])
        else:
            parts.append(less(change.specification.party[effect.party].size, change.sits[seat]))
    return total(parts)


class ChangingEncoding(Encoding):
    """An encoding whose state is made of terms. `change` is that state; `effects` are all that can be done."""

    change: Change

    @cached_property
    def adopted_by(self) -> dict[str, z3.BoolRef]:
        """By each power; and by a new power, which only what limits every power limits.

        What amended rules and prohibitions limit is theirs to say, so they may stop any power.
        """
        change = self.change
        may_stop = []
        for clause in self.specification.clauses:
            if isinstance(clause, Rule | Prohibition) and not clause.fixed:
                key = f"{kind_of(clause)}:{clause.name}"
                free = change.free(key, "lets pass", by_ballot=True)
                stands = either((z3.Not(change.amended[clause.name]), free))
                may_stop.append(either((negation(change.in_force[clause.name]), stands)))
        for kind in ("rule", "prohibition"):
            there = change.newly(kind)
            if not is_false(there):
                free = change.free(f"new {kind}:", "lets pass", by_ballot=True)
                may_stop.append(either((negation(there), free)))
        let = both(may_stop)
        written: dict[str, z3.BoolRef] = Encoding.adopted_by.func(self)  # type: ignore[attr-defined]
        found = {name: both((term, let)) for name, term in written.items()}
        takes = change.free("new power:", "takes it", by_ballot=True)
        found[""] = both(
            (
                change.new_power,
                takes,
                self._unfixed,
                *self.limiting.every_power,
                let,
            )
        )
        return found

    def some_power_in_force(self, named: str | None) -> z3.BoolRef:
        """There is a power to decide anything by, a new one among them; or the one named is in force."""
        if named is not None:
            return self.change.in_force[named]
        old = [self.change.in_force[power.name] for power in self.specification.powers]
        return either([*old, self.change.new_power])

    def moved(self, variable: z3.BoolRef, effects: Sequence[Effect]) -> Int:
        """Of a cohort some may sit there still, and a variable may stand for several effects: any number from one."""
        change = self.change
        sizes = [self.specification.party[e.party].size if e.party else 1 for e in effects]
        if sizes == [1] or all(not e.party for e in effects):
            return where(variable, 1)
        key = f"{variable}"
        if key not in change.numbers:
            number = change.fresh_int(f"moved by {variable}", 1, sum(sizes))
            change.numbers[key] = number
            change.constraints.append(
                implies(variable, both((at_least(_able(change, effects), number),)))
            )
        return where(variable, change.numbers[key])

    @cached_property
    def groups(self) -> dict[z3.BoolRef, list[Effect]]:
        """The effects behind each variable."""
        found: dict[z3.BoolRef, list[Effect]] = {}
        for effect, variable in self.decision.effects.items():
            found.setdefault(variable, []).append(effect)
        return found


def encode_changing(
    specification: Specification,
    state: State,
    free: frozenset[str] = frozenset(),
    separate: bool = False,
    detail: RecusalDetail = RecusalDetail.SOME,
    on_powers: bool = True,
) -> ChangingEncoding:
    """The terms of a specification over every state that decisions can bring about from `state`.

    `separate` gives every effect a variable of its own. `detail` is as of `Relaxation`. Not `on_powers`: no recusal
    comes to limit powers.
    """
    change = Change(specification, state, detail, on_powers)
    effects = every_effect(specification)
    if separate:
        watched = {
            e: z3.Bool(f"effect {e.kind.name} {e.target} {e.party}".strip(), CONTEXT)
            for e in effects
        }
    else:
        watched = effect_groups(specification, effects)
    everything = replace(state, in_force=frozenset(c.name for c in specification.clauses))
    classes = [VoterClass(party.name, (party,)) for party in specification.parties]
    made = encode(specification, everything, classes, free, changing=change, watched=watched)
    found = ChangingEncoding(**{f.name: getattr(made, f.name) for f in fields(Encoding)})
    found.change = change
    # Effects are possible: in each group that the decision touches there is one.
    for variable, group in found.groups.items():
        change.constraints.append(implies(variable, either(change.possible(e) for e in group)))
    return found
