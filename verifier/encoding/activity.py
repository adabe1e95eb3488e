"""Which clauses apply to a decision, as terms: in force, not read away, `when`, and the exceptions to them."""

from __future__ import annotations

from collections.abc import Callable
from functools import cached_property

import z3

from policy_dsl.model import (
    NOT_IN_FORCE,
    AnyClause,
    Composition,
    Condition,
    ExceptionTo,
    Power,
    PowersOf,
    Prohibition,
    Provision,
    Requirement,
    Right,
    Rule,
    Scope,
    Specification,
    Versions,
)
from policy_dsl.records import dataclass, field
from policy_dsl.state import State
from verifier.encoding.facts import FactKind, Relaxation, TrackedFact
from verifier.encoding.open_exceptions import OpenExceptions
from verifier.encoding.terms import (
    FALSE,
    TRUE,
    Bool,
    at_most_one,
    both,
    either,
    equal,
    negation,
    truth,
)
from verifier.solving.values import Values

KIND_WORDS = {
    "Power": "power",
    "Rule": "rule",
    "Prohibition": "prohibition",
    "ExceptionTo": "exception",
    "Recusal": "recusal",
    "Composition": "composition",
    "Provision": "provision",
    "Right": "right",
}


def kind_of(clause: AnyClause | Right) -> str:
    """The word that declares such a clause or right."""
    return KIND_WORDS[type(clause).__name__]


def clause_fact(clause: AnyClause) -> TrackedFact:
    """The fact that a clause says what it says."""
    kind = FactKind(kind_of(clause))
    return TrackedFact(kind, clause.name, clause.place, clause.notes, clause.title)


@dataclass
class ReadingTerms:
    """For each ambiguous clause in force one truth value a reading, exactly one of them true."""

    choices: dict[str, dict[str, z3.BoolRef]] = field(default_factory=dict)

    @property
    def variables(self) -> list[z3.ExprRef]:
        """All of them."""
        return [value for each in self.choices.values() for value in each.values()]

    def read_in(self, values: Values) -> dict[str, str]:
        """How each clause is read in an answer."""
        return {
            clause: next(name for name, chosen in each.items() if values.truth(chosen))
            for clause, each in self.choices.items()
        }

    @property
    def limits(self) -> list[z3.BoolRef]:
        """Exactly one reading a clause."""
        found: list[z3.BoolRef] = []
        for each in self.choices.values():
            values = list(each.values())
            found.append(either(values))
            found += at_most_one(values)
        return found


@dataclass
class Activity:
    """Clauses as terms. `would` leaves the exceptions to a clause aside; `active` does not."""

    specification: Specification
    state: State
    relaxation: Relaxation
    condition: Callable[[Condition, bool], z3.BoolRef]
    readings: ReadingTerms = field(default_factory=ReadingTerms)
    _would: dict[str, z3.BoolRef] = field(default_factory=dict)
    _active: dict[str, z3.BoolRef] = field(default_factory=dict)
    _conditions: dict[Condition, z3.BoolRef] = field(default_factory=dict)
    _counting: dict[tuple[str, str], z3.BoolRef] = field(default_factory=dict)

    def __post_init__(self) -> None:
        for clause in self.specification.clauses:
            if clause.readings and clause.name in self.state.in_force:
                self.readings.choices[clause.name] = {
                    reading.name: truth(f"reading {reading.name} of {clause.name}")
                    for reading in clause.readings
                }

    def by_reading(
        self, clause: AnyClause, build: Callable[[str | None], z3.BoolRef]
    ) -> z3.BoolRef:
        """What `build` gives under the reading that is chosen for the clause."""
        choices = self.readings.choices.get(clause.name)
        if not choices:
            return build(None)
        return either(both((chosen, build(name))) for name, chosen in choices.items())

    def said(self, condition: Condition) -> z3.BoolRef:
        """A clause's condition, which sees rulings; built once."""
        if condition not in self._conditions:
            self._conditions[condition] = self.condition(condition, False)
        return self._conditions[condition]

    def would(self, name: str) -> z3.BoolRef:
        """The clause is in force and its condition holds; an exception's target would be active too."""
        if name not in self._would:
            clause = self.specification.clause[name]
            if name not in self.state.in_force:
                self._would[name] = FALSE
            else:
                written = self._written(clause)
                self._would[name] = self.relaxation.truth(clause_fact(clause), "applies", written)
        return self._would[name]

    def _written(self, clause: AnyClause) -> z3.BoolRef:
        if isinstance(clause, Composition | Provision):
            return TRUE
        when: Versions[Condition] = clause.when

        def under(reading: str | None) -> z3.BoolRef:
            return FALSE if reading == NOT_IN_FORCE else self.said(when.under(reading))

        holds = self.by_reading(clause, under)
        if isinstance(clause, ExceptionTo) and not self._opens_exceptions:
            return both((holds, either(self.would(target) for target in clause.targets)))
        # Where a target would be active the second part is so; and where none would, nothing comes of the exception.
        return holds

    @property
    def _opens_exceptions(self) -> bool:
        return self.relaxation.opens_scope(ExceptionTo)

    @cached_property
    def open_exceptions(self) -> OpenExceptions:
        """Those exceptions that may say anything."""
        in_force = tuple(
            each
            for each in self.specification.exceptions
            if self._opens_exceptions and each.name in self.state.in_force
        )
        return OpenExceptions(
            self.specification, self.relaxation, in_force, self.stands, self.active
        )

    def stands(self, clause: AnyClause) -> z3.BoolRef:
        """The clause is as written."""
        return self.relaxation.guard(clause_fact(clause)) if self.relaxation.loosened else TRUE

    def active(self, name: str) -> z3.BoolRef:
        """The clause would be active, and no active exception is made to it."""
        if name not in self._active:
            if self._opens_exceptions and isinstance(self.specification.clause[name], ExceptionTo):
                # Any may be made to any other, so it is not known which comes first.
                self._active[name] = self.relaxation.following(f"{name} is active")
                meaning = self._unless_excepted(name)
                self.relaxation.constraints.append(equal(self._active[name], meaning))
            else:
                self._active[name] = self._unless_excepted(name)
        return self._active[name]

    def applies(self, name: str) -> z3.BoolRef:
        """The clause is active and does something: of an exception, something that it is made to would be."""
        clause = self.specification.clause[name]
        if not isinstance(clause, ExceptionTo) or not self._opens_exceptions:
            return self.active(name)
        return both((self.active(name), self._reaches(clause)))

    def _reaches(self, clause: AnyClause) -> z3.BoolRef:
        """Of an exception that stands: something that it is made to would be active, what that reaches included."""
        if not isinstance(clause, ExceptionTo):
            return TRUE
        reached = (
            both((self.would(target), self._reaches(self.specification.clause[target])))
            for target in clause.targets
        )
        return either((negation(self.stands(clause)), *reached))

    def _unless_excepted(self, name: str) -> z3.BoolRef:
        exceptions = self.specification.exceptions_to.get(name, ())
        if not self._opens_exceptions:
            return both(
                (
                    self.would(name),
                    *(negation(self.active(e.name)) for e in exceptions),
                    negation(self.relaxation.newly_excepted(name)),
                )
            )
        return both(
            (
                self.would(name),
                *(negation(both((self.stands(e), self.active(e.name)))) for e in exceptions),
                negation(self.open_exceptions.except_it(self.specification.clause[name])),
            )
        )

    def limits(self, scope: Scope, power: str) -> Bool:
        """The power is one of those in a scope; one that may say anything may count wherever it likes."""
        limited = self.specification.limited(scope)
        written = limited is None or power in limited
        if not isinstance(scope, PowersOf) or power not in self.specification.clause:
            return written
        if (scope.body, power) not in self._counting:
            fact = clause_fact(self.specification.clause[power])
            self._counting[scope.body, power] = self.relaxation.truth(
                fact, f"counts in {scope.body}", TRUE if written else FALSE
            )
        return self._counting[scope.body, power]

    def may_demand(self, clause: AnyClause) -> bool:
        """Whether an exception that demands nothing may come to demand something, for the same clauses."""
        return (
            self.relaxation.loosened
            and not self._opens_exceptions
            and isinstance(clause, ExceptionTo)
            and all(
                isinstance(self.specification.clause[target], Rule | Prohibition)
                for target in clause.targets
            )
        )

    def requirement(
        self, clause: Power | Rule | ExceptionTo, met: Callable[[Requirement], z3.BoolRef]
    ) -> z3.BoolRef:
        """The clause's own requirement is met, under the reading chosen for it."""
        requires = clause.requires
        if requires is None:
            if not self.may_demand(clause):
                return TRUE
            return self.relaxation.truth(clause_fact(clause), "is met", TRUE, by_ballot=True)
        versions: Versions[Requirement] = requires

        def under(reading: str | None) -> z3.BoolRef:
            return TRUE if reading == NOT_IN_FORCE else met(versions.under(reading))

        written = self.by_reading(clause, under)
        return self.relaxation.truth(clause_fact(clause), "is met", written, by_ballot=True)
