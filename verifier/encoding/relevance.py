"""Where it can make a difference to a decision whether something is so of it.

A rule that limits no power which could take the decision, a recusal in a body that is not asked, a condition inside
a requirement that is not made: whatever is so of them, the decision is treated the same. Each term here is true
wherever the thing may matter under some reading of the rules; where it is false it matters under none.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import cached_property

import z3

from policy_dsl.model import (
    AllOf,
    AnyClause,
    AnyOf,
    Condition,
    ExceptionTo,
    Given,
    Power,
    Prohibition,
    Recusal,
    Requirement,
    Rule,
    Successive,
)
from policy_dsl.model.atoms import bodies_in_requirement, requirement_atoms
from policy_dsl.model.traverse import requirements_of
from policy_dsl.records import dataclass
from verifier.encoding.adoption import Encoding
from verifier.encoding.terms import FALSE, TRUE, both, either, negation

# A clause, and whether "it applies" or only "it would apply, exceptions set aside" is meant: true where that is so
# under some reading of the rules, or under all of them.
Applies = Callable[[AnyClause, bool], z3.BoolRef]


@dataclass(frozen=True)
class Relevance:
    """`in_some` and `in_every` say whether a clause in force applies, in some reading or in every one."""

    encoding: Encoding
    in_some: Applies
    in_every: Applies

    @cached_property
    def clauses(self) -> tuple[AnyClause, ...]:
        """The clauses in force."""
        it = self.encoding
        return tuple(c for c in it.specification.clauses if c.name in it.state.in_force)

    @cached_property
    def _powers(self) -> tuple[Power, ...]:
        return tuple(c for c in self.clauses if isinstance(c, Power))

    @cached_property
    def granted(self) -> dict[str, z3.BoolRef]:
        """For each power in force: the decision has no effect that the power does not grant, and admits nobody beyond
        the vacant seats or what a composition allows, which none may do.
        """
        return {
            power.name: both(
                (
                    self.encoding.seating.within_seats,
                    self.encoding.seating.composed,
                    *(
                        negation(variable)
                        for effect, variable in self.encoding.decision.effects.items()
                        if not any(grant.matches(effect) for grant in power.grants)
                    ),
                )
            )
            for power in self._powers
        }

    @cached_property
    def covers(self) -> dict[str, z3.BoolRef]:
        """For each power in force: it may cover the decision."""
        return {
            power.name: both((self.in_some(power, True), self.granted[power.name]))
            for power in self._powers
        }

    @cached_property
    def open(self) -> dict[str, z3.BoolRef]:
        """For each power in force: it may cover the decision, no prohibition surely stops it, and what it demands is
        not surely impossible.
        """
        return {
            power.name: both(
                (
                    self.covers[power.name],
                    *(
                        negation(self.in_every(f, True))
                        for f in self.clauses
                        if isinstance(f, Prohibition)
                        and self.encoding.specification.limits(f, power.name)
                    ),
                    either(self._possible(r) for r in requirements_of(power)),
                    *(
                        either(
                            (
                                negation(self.in_every(rule, True)),
                                *(self._possible(r) for r in requirements_of(rule)),
                            )
                        )
                        for rule in self.clauses
                        if isinstance(rule, Rule)
                        and self.encoding.specification.limits(rule, power.name)
                    ),
                )
            )
            for power in self._powers
        }

    def _possible(self, requirement: Requirement) -> z3.BoolRef:
        """Its conditions leave it possible that votes meet it."""
        match requirement:
            case Given(condition):
                return self.encoding.condition(condition, False)
            case AllOf(parts) | Successive(parts):
                return both(self._possible(part) for part in parts)
            case AnyOf(parts):
                return either(self._possible(part) for part in parts)
            case _:
                return TRUE

    def _any(self, clause: AnyClause, among: dict[str, z3.BoolRef]) -> z3.BoolRef:
        return either(
            term
            for power, term in among.items()
            if self.encoding.specification.limits(clause, power)
        )

    # --- where it matters -------------------------------------------------------------------

    @cached_property
    def _of(self) -> dict[str, z3.BoolRef]:
        return {}

    def of(self, clause: AnyClause) -> z3.BoolRef:
        """Where it can matter whether a clause applies; built once, as many ways may lead by exceptions to it."""
        if clause.name not in self._of:
            self._of[clause.name] = self._built(clause)
        return self._of[clause.name]

    def _built(self, clause: AnyClause) -> z3.BoolRef:
        match clause:
            case Power():
                return self.granted[clause.name]
            case Rule():
                return self._any(clause, self.open)
            case Prohibition():
                return self._any(clause, self.covers)
            case Recusal():
                asked = self.asks(clause.body)
                return (
                    asked if clause.limits is None else both((asked, self._any(clause, self.open)))
                )
            case ExceptionTo():
                return either(
                    both((self.of(target), self.in_some(target, False)))
                    for target in map(
                        self.encoding.specification.clause.__getitem__, clause.targets
                    )
                    if target.name in self.encoding.state.in_force
                )
            case _:
                return FALSE

    def would(self, clause: AnyClause) -> z3.BoolRef:
        """Where it can matter whether a clause would apply, exceptions set aside: where one to it may apply."""
        exceptions = self.encoding.specification.exceptions_to.get(clause.name, ())
        there = [e for e in exceptions if e.name in self.encoding.state.in_force]
        return both((self.of(clause), either(self.in_some(e, True) for e in there)))

    def given(self, condition: Condition) -> z3.BoolRef:
        """Where it can matter whether a condition inside a requirement holds."""
        return either(
            where for where, requirement in self._by_clauses if _mentions(requirement, condition)
        )

    def asks(self, body: str) -> z3.BoolRef:
        """Where what is done in a body can matter: something demanded counts in it."""
        return self._asks.get(body, FALSE)

    @cached_property
    def _asks(self) -> dict[str, z3.BoolRef]:
        found: dict[str, list[z3.BoolRef]] = {}
        for where, requirement in self._by_clauses:
            # What their quorums count is done in these bodies, too, and does not depend on the decision.
            for body in dict.fromkeys(bodies_in_requirement(requirement)):
                found.setdefault(body, []).append(where)
        return {body: either(them) for body, them in found.items()}

    @cached_property
    def _by_clauses(self) -> tuple[tuple[z3.BoolRef, Requirement], ...]:
        """Every requirement of a clause, with where it may be demanded."""
        found: list[tuple[z3.BoolRef, Requirement]] = []
        for clause in self.clauses:
            requirements = requirements_of(clause)
            if requirements:
                applies = both((self.of(clause), self.in_some(clause, True)))
                where = self.open[clause.name] if isinstance(clause, Power) else applies
                found += [(where, requirement) for requirement in requirements]
        return tuple(found)


def _mentions(requirement: Requirement, condition: Condition) -> bool:
    return any(
        isinstance(atom, Given) and atom.condition == condition
        for atom in requirement_atoms(requirement)
    )
