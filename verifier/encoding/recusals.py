"""Whom the recusals exclude, as terms; a recusal that may say anything excludes anybody in any one body."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cached_property

from policy_dsl.model import Power, Recusal, Specification
from policy_dsl.records import dataclass, field
from policy_dsl.state import State
from verifier.encoding.activity import Activity, clause_fact
from verifier.encoding.ballots import Exclusion, SeatTerms
from verifier.encoding.cells import Cell, Electorate
from verifier.encoding.terms import Bool, both, either, is_false, is_true, negation


@dataclass(frozen=True)
class Exclusions:
    """Whom the recusals exclude, cell by cell: at all, or where a power is judged."""

    specification: Specification
    state: State
    electorate: Electorate
    activity: Activity
    _standing: dict[str, Bool] = field(default_factory=dict)
    _on_powers: dict[str, Bool] = field(default_factory=dict)

    def __call__(self, body: str, cell: Cell) -> Exclusion:
        """Whom those recusals exclude that limit no powers; `limited` speaks of the others."""
        whole = [each for each in self._excluding(body, cell) if each[0].limits is None]
        some = (
            both((excluded, either(self._limited(clause, p.name) for p in self._powers)))
            for clause, excluded in self._excluding(body, cell)
            if clause.limits is not None
        )
        return Exclusion(
            either(excluded for _, excluded in whole),
            either(excluded for clause, excluded in whole if clause.and_counting),
            self._stands(body),
            self.limits_powers(body),
            either(some),
        )

    def on(self, power: str, seat: SeatTerms) -> Exclusion:
        """Whether those recusals that limit a power exclude a cell when it is judged."""
        some = [
            (clause, both((excluded, self._limited(clause, power))))
            for clause, excluded in self._excluding(seat.body, seat.cell)
            if clause.limits is not None
        ]
        out = (excluded for clause, excluded in some if clause.and_counting)
        return Exclusion(
            either((seat.open_on_powers, *(excluded for _, excluded in some))),
            either((both((seat.open_on_powers, seat.open_counted_out)), *out)),
        )

    def chair_on(self, power: str, body: str, cell: Cell) -> Bool:
        """Whether those that limit a power keep the chair of a body, who is of this cell, from voting on it."""
        return either(
            both((excluded, self._limited(clause, power)))
            for clause, excluded in self._excluding(body, cell)
            if clause.limits is not None
        )

    def limiting(self, power: str) -> tuple[str, ...]:
        """What tells powers apart in this: the recusals that limit one, and its own name where that is open."""
        found = [
            (clause.name, self._limited(clause, power))
            for clause in self.specification.recusals
            if clause.name in self.state.in_force and clause.limits is not None
        ]
        own = () if all(is_true(it) or is_false(it) for _, it in found) else (power,)
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

    def _excluding(self, body: str, cell: Cell) -> Iterator[tuple[Recusal, Bool]]:
        """The recusals in the body that can exclude the cell, as they are written, each with whether it does."""
        loosening = self.electorate.loosening
        for clause in self.specification.recusals:
            if clause.body != body or clause.name not in self.state.in_force:
                continue
            inside = self.electorate.belongs(cell, clause.excluded, facts=False)
            if is_false(inside):
                continue
            guard: Bool = loosening.guard(clause_fact(clause)) if loosening.loosened else True
            yield clause, both((self.activity.active(clause.name), inside, guard))

    def limits_powers(self, body: str) -> Bool:
        """What recusals that may say anything exclude in the body they exclude where powers are judged only.

        They then limit every power that there is: one that is adopted needs no other, and to keep those from voting who
        are in favour never helps a decision to be adopted.
        """
        loosening = self.electorate.loosening
        if is_true(self._stands(body)) or not loosening.opens_recusals_on_powers:
            return False
        if body not in self._on_powers:
            scope = loosening.scope(f"recusals in {body} limit powers")
            self._on_powers[body] = scope
        return self._on_powers[body]

    def _stands(self, body: str) -> Bool:
        """No recusal that may say anything excludes anybody in the body."""
        if body not in self._standing:
            loosening = self.electorate.loosening
            self._standing[body] = both(
                either(
                    (
                        loosening.guard(clause_fact(clause)),
                        negation(here),
                        negation(self.activity.active(clause.name)),
                    )
                )
                for clause, here in self._open_in(body)
            )
            # Of those that nobody declared there may be any number, so any of them may be about any body.
            news = negation(loosening.newly("recusal"))
            self._standing[body] = both((self._standing[body], news))
        return self._standing[body]

    def _open_in(self, body: str) -> Iterator[tuple[Recusal, Bool]]:
        """The recusals that may say anything, each with whether it is about the body: it is about one."""
        loosening = self.electorate.loosening
        bodies = [each.name for each in self.specification.bodies]
        for clause in self.specification.recusals if loosening.loosened else ():
            if clause.name in self.state.in_force:
                yield clause, loosening.one_of(clause_fact(clause), "is in", bodies)[body]
