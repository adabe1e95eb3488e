"""Whom the recusals exclude, as terms; a recusal that may say anything excludes anybody in any one body."""

from __future__ import annotations

from collections.abc import Iterator

from policy_dsl.model import Recusal, Specification
from policy_dsl.records import dataclass, field
from policy_dsl.state import State
from verifier.encoding.activity import Activity, clause_fact
from verifier.encoding.ballots import Exclusion
from verifier.encoding.cells import Cell, Electorate
from verifier.encoding.terms import Bool, both, either, is_false, negation


@dataclass(frozen=True)
class Exclusions:
    """Whom the recusals exclude, cell by cell."""

    specification: Specification
    state: State
    electorate: Electorate
    activity: Activity
    _standing: dict[str, Bool] = field(default_factory=dict)

    def __call__(self, body: str, cell: Cell) -> Exclusion:
        recused: list[Bool] = []
        counted_out: list[Bool] = []
        loosening = self.electorate.loosening
        for clause in self.specification.recusals:
            if clause.body != body or clause.name not in self.state.in_force:
                continue
            inside = self.electorate.belongs(cell, clause.excluded, facts=False)
            if is_false(inside):
                continue
            guard: Bool = loosening.guard(clause_fact(clause)) if loosening.loosened else True
            excluded = both((self.activity.active(clause.name), inside, guard))
            recused.append(excluded)
            if clause.and_counting:
                counted_out.append(excluded)
        return Exclusion(either(recused), either(counted_out), self._stands(body))

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
