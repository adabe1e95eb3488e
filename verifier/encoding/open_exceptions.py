"""Exceptions that may say anything, as terms: to which clauses they are made, and what they demand instead.

They are taken together: whatever several of them say, one of them could say all of it, so it is not told which is made
to what. Only an exception to nothing but rules and prohibitions can demand something, so each is of one sort: it
demands something, or it does not.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import cached_property

import z3

from policy_dsl.model import (
    AnyClause,
    Composition,
    ExceptionTo,
    Power,
    Prohibition,
    Provision,
    Rule,
    Specification,
)
from policy_dsl.records import dataclass, field
from verifier.encoding.facts import Relaxation
from verifier.encoding.terms import FALSE, both, either, negation


@dataclass
class OpenExceptions:
    """`exceptions` are those in force; `stands` says of each that it is as written, `active` that it applies."""

    specification: Specification
    relaxation: Relaxation
    exceptions: tuple[ExceptionTo, ...]
    stands: Callable[[AnyClause], z3.BoolRef]
    active: Callable[[str], z3.BoolRef]
    _made_to: dict[str, z3.BoolRef] = field(default_factory=dict)

    def except_it(self, clause: AnyClause) -> z3.BoolRef:
        """One of them is made to the clause, and applies."""
        if not self.exceptions or isinstance(clause, Power | Composition | Provision):
            return FALSE
        # Only what an amended exception is made to and whether it applies is open, clause by clause; not its words.
        silent = both((self._scope(f"an exception to {clause.name}"), self._silent(clause)))
        if not isinstance(clause, Rule | Prohibition):
            return silent
        return either((silent, self.stand_in(clause)))

    def stand_in(self, clause: Rule | Prohibition) -> z3.BoolRef:
        """One that demands something is made to the clause, and applies."""
        if not self.exceptions:
            return FALSE
        made = self._scope(f"an exception to {clause.name} that demands something")
        return both((made, self._demanding))

    @cached_property
    def met(self) -> z3.BoolRef:
        """What they demand is met."""
        value = self.relaxation.fresh_bool("what exceptions demand is met")
        self.relaxation.by_ballot.append(value)
        return value

    def _scope(self, name: str) -> z3.BoolRef:
        if name not in self._made_to:
            self._made_to[name] = self.relaxation.scope(name)
        return self._made_to[name]

    def _open(self, clause: ExceptionTo, demands: bool) -> z3.BoolRef:
        # The sort belongs to what the exception says now, so it is the same for every decision under these rules.
        sort = self._scope(f"{clause.name} demands something")
        return both(
            (
                negation(self.stands(clause)),
                sort if demands else negation(sort),
                self.active(clause.name),
            )
        )

    @cached_property
    def _demanding(self) -> z3.BoolRef:
        return either(self._open(each, True) for each in self.exceptions)

    @cached_property
    def _undemanding(self) -> z3.BoolRef:
        return either(self._open(each, False) for each in self.exceptions)

    def _silent(self, clause: AnyClause) -> z3.BoolRef:
        """One that demands nothing applies, and can be made to the clause: exceptions go in no circle."""
        # An exception cannot be made to what is (by way of others) made to it; that would have no meaning.
        beyond = self._beyond(clause) if isinstance(clause, ExceptionTo) else frozenset()
        if not beyond:
            return self._undemanding
        return either(
            self._open(each, False) for each in self.exceptions if each.name not in beyond
        )

    def _beyond(self, clause: ExceptionTo) -> frozenset[str]:
        """The exceptions that one is made to, and those that these are made to, and so on."""
        found: set[str] = set()
        left = list(clause.targets)
        while left:
            it = self.specification.clause[left.pop()]
            if isinstance(it, ExceptionTo) and it.name not in found:
                found.add(it.name)
                left += it.targets
        return frozenset(found)
