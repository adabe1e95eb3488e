"""Whom the recusals exclude, as terms; a recusal that may say anything excludes anybody in any one body."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import cached_property, partial
from itertools import combinations

import z3

from policy_dsl.model import Power, Recusal, Specification
from policy_dsl.records import dataclass, field
from policy_dsl.state import State
from verifier.encoding.activity import Activity, clause_fact
from verifier.encoding.ballots import Exclusion
from verifier.encoding.cells import Cell, Electorate
from verifier.encoding.facts import RecusalDetail
from verifier.encoding.open_recusals import OpenRecusal, open_recusals
from verifier.encoding.seat_terms import SeatTerms
from verifier.encoding.terms import Bool, both, either, is_false, is_true, negation


@dataclass(frozen=True)
class _Excluding:
    """That some recusal excludes somebody: `at_all`, or where those powers are judged that it is `on`."""

    excluded: z3.BoolRef
    and_counting: Bool
    at_all: Bool
    on: Callable[[str], Bool]


@dataclass(frozen=True)
class Exclusions:
    """Whom the recusals exclude, cell by cell: at all, or where a power is judged."""

    specification: Specification
    state: State
    electorate: Electorate
    activity: Activity
    _standing: dict[str, Bool] = field(default_factory=dict)
    _on_powers: dict[str, Bool] = field(default_factory=dict)
    _out: dict[str, tuple[Bool, Bool]] = field(default_factory=dict)

    def __call__(self, body: str, cell: Cell) -> Exclusion:
        """Whom those recusals exclude that limit no powers; `limited` speaks of the others."""
        every = list(self._excluding(body, cell))
        return Exclusion(
            either(both((it.excluded, it.at_all)) for it in every),
            either(both((it.excluded, it.at_all, it.and_counting)) for it in every),
            self._stands(body),
            self.limits_powers(body),
            *self._counting(body),
            either(both((it.excluded, self._on_some(it))) for it in every),
        )

    def _on_some(self, it: _Excluding) -> Bool:
        """It limits powers, and one that is in force."""
        on = either(it.on(power.name) for power in self._powers)
        return both((negation(it.at_all), on))

    def on(self, power: str, seat: SeatTerms) -> Exclusion:
        """Whether those recusals that limit a power exclude a cell when it is judged."""
        some = list(self._excluding_on(power, seat.body, seat.cell))
        out = (both((excluded, it.and_counting)) for it, excluded in some)
        return Exclusion(
            either((seat.open_on_powers, *(excluded for _, excluded in some))),
            either((both((seat.open_on_powers, seat.open_counted_out)), *out)),
        )

    def chair_on(self, power: str, body: str, cell: Cell) -> Bool:
        """Whether those that limit a power keep the chair of a body, who is of this cell, from voting on it."""
        return either(excluded for _, excluded in self._excluding_on(power, body, cell))

    def _excluding_on(
        self, power: str, body: str, cell: Cell
    ) -> Iterator[tuple[_Excluding, z3.BoolRef]]:
        for it in self._excluding(body, cell):
            yield it, both((it.excluded, negation(it.at_all), it.on(power)))

    def limiting(self, power: str) -> tuple[str, ...]:
        """What tells powers apart in this: the recusals that limit one, and its own name where that is open."""
        found = [
            (clause.name, self._limited(clause, power))
            for clause in self.specification.recusals
            if clause.name in self.state.in_force and clause.limits is not None
        ]
        settled = all(is_true(it) or is_false(it) for _, it in found)
        own: tuple[str, ...] = () if settled else (power,)
        if self.open_ones:
            alike = self.electorate.relaxation.detail is RecusalDetail.ALL_POWERS
            own = ("any power",) if settled and alike else (power,)
        return (*own, *(name for name, it in found if not is_false(it)))

    @cached_property
    def any_open(self) -> bool:
        """Whether some recusal may say anything, and so limit powers."""
        return any(self.limits_powers(body.name) is not False for body in self.specification.bodies)

    @property
    def _powers(self) -> Iterator[Power]:
        return (p for p in self.specification.powers if p.name in self.state.in_force)

    def _limited(self, clause: Recusal, power: str) -> Bool:
        return self.activity.limits(clause.limits, power)

    @cached_property
    def open_ones(self) -> tuple[OpenRecusal, ...]:
        """Those that may say anything, where all is looked at that they can say."""
        if self.electorate.relaxation.detail is RecusalDetail.SOME:
            return ()
        it = self.electorate
        return tuple(open_recusals(self.specification, self.state, it.relaxation, self.activity))

    def _excluding(self, body: str, cell: Cell) -> Iterator[_Excluding]:
        """The recusals in the body that can exclude the cell, each with whether it does."""
        relaxation = self.electorate.relaxation
        for clause in self.specification.recusals:
            if clause.body != body or clause.name not in self.state.in_force:
                continue
            inside = self.electorate.belongs(cell, clause.excluded, facts=False)
            if is_false(inside):
                continue
            guard: Bool = relaxation.guard(clause_fact(clause)) if relaxation.loosened else True
            yield _Excluding(
                both((self.activity.active(clause.name), inside, guard)),
                clause.and_counting,
                clause.limits is None,
                partial(self._limited, clause),
            )
        for it in self.open_ones:
            yield _Excluding(it.excludes(body, cell), it.and_counting, it.at_all, it.on)

    def limits_powers(self, body: str) -> Bool:
        """What recusals that may say anything exclude in the body they exclude where powers are judged only.

        They then limit every power that there is: one that is adopted needs no other, and to keep those from voting who
        are in favour never helps a decision to be adopted.
        """
        relaxation = self.electorate.relaxation
        if is_true(self._stands(body)) or not relaxation.opens_recusals_on_powers:
            return False
        if body not in self._on_powers:
            scope = relaxation.scope(f"recusals in {body} limit powers")
            self._on_powers[body] = scope
        return self._on_powers[body]

    def _counting(self, body: str) -> tuple[Bool, Bool]:
        """That several that may say anything exclude in the body; and that one which does so alone is and counting."""
        if is_true(self._stands(body)):
            return False, False
        if body not in self._out:
            relaxation = self.electorate.relaxation
            # Of one alone all whom it excludes leave the counts or none; of two each may say otherwise, so any number
            # of them may.
            pairs = (both(two) for two in combinations(self._open_in(body), 2))
            several = either((*pairs, relaxation.newly("recusal")))
            self._out[body] = several, relaxation.scope(f"recusals in {body} are and counting")
        return self._out[body]

    def _stands(self, body: str) -> Bool:
        """No recusal that may say anything excludes anybody in the body, apart from `open_ones`."""
        if self.electorate.relaxation.detail is not RecusalDetail.SOME:
            return True
        if body not in self._standing:
            # Of those that nobody declared there may be any number, so any of them may be about any body.
            news = self.electorate.relaxation.newly("recusal")
            self._standing[body] = both(negation(it) for it in (*self._open_in(body), news))
        return self._standing[body]

    def _open_in(self, body: str) -> Iterator[z3.BoolRef]:
        """Of each recusal that it may say anything, applies, and is about the body: it is about one."""
        relaxation = self.electorate.relaxation
        bodies = [each.name for each in self.specification.bodies]
        for clause in self.specification.recusals if relaxation.loosened else ():
            if clause.name in self.state.in_force:
                fact = clause_fact(clause)
                here = relaxation.one_of(fact, "is in", bodies)[body]
                active = self.activity.active(clause.name)
                yield both((negation(relaxation.guard(fact)), here, active))
