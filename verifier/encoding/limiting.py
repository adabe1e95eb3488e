"""What limits powers: rules, prohibitions, and what exceptions demand instead, each as a term that it is kept."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from functools import cached_property

import z3

from policy_dsl.model import ExceptionTo, Power, Prohibition, Rule, Specification
from policy_dsl.records import dataclass, field
from policy_dsl.state import State
from verifier.encoding.activity import Activity
from verifier.encoding.facts import Relaxation
from verifier.encoding.terms import TRUE, both, either, implies, is_false, negation
from verifier.encoding.views import Views

# A clause that limits powers, and that it (or what stands in for it) is kept.
Kept = tuple[Rule | Prohibition, z3.BoolRef]


@dataclass
class Limiting:
    """What limits the powers of a specification in one state, over one decision and one set of ballots.

    `demanded` says that a clause's requirement is met as it is when a power is judged.
    """

    specification: Specification
    state: State
    activity: Activity
    relaxation: Relaxation
    views: Views
    demanded: Callable[[Power | Rule | ExceptionTo, str], z3.BoolRef]
    # By the ballots that powers are judged by, and by what limits them.
    _known: dict[tuple[int, str], list[Kept]] = field(default_factory=dict, repr=False)
    _every_known: dict[int, z3.BoolRef] = field(default_factory=dict, repr=False)
    _any_known: dict[int, tuple[z3.BoolRef, z3.BoolRef]] = field(default_factory=dict, repr=False)
    _spares: dict[str, z3.BoolRef] = field(default_factory=dict, repr=False)

    def kept(self, power: str) -> list[z3.BoolRef]:
        """All rules and demands of exceptions that limit a power."""
        return self._kept(power, self._limiting(power))

    def forbidden(self, power: str) -> list[z3.BoolRef]:
        """That no prohibition of a power applies."""
        return self._kept(power, self._forbidding)

    @property
    def every_power(self) -> list[z3.BoolRef]:
        """What limits every power is kept, those that nobody declared included."""
        return [self._every(self._limiting("")), self._every(self._forbidding)]

    def _limiting(self, power: str) -> list[Kept]:
        """For each rule and each exception with a requirement: whose powers it limits, and that it is kept.

        It is the same for all powers that are judged by the same ballots, and used at one meeting.
        """
        known = self._known
        judged = (id(self.views.of(power)), power if self.specification.meetings > 1 else "")
        if judged not in known:
            known[judged] = self._limiting_made(power)
        return known[judged]

    def _limiting_made(self, power: str) -> list[Kept]:
        found: list[Kept] = []
        for clause in self.specification.clauses:
            if clause.name not in self.state.in_force:
                continue
            if isinstance(clause, Rule):
                kept = implies(self.activity.active(clause.name), self.demanded(clause, power))
                found.append((clause, kept))
            elif isinstance(clause, ExceptionTo) and (
                clause.requires is not None or self.activity.may_demand(clause)
            ):
                found += self._demanded_instead(clause, power)
            if isinstance(clause, Rule | Prohibition):
                found += self._new_exception_requirement(clause)
        if self.relaxation.opens_scope(ExceptionTo):
            found += self._open_exception_requirements()
        return found

    def _open_exception_requirements(self) -> Iterable[Kept]:
        instead = self.activity.open_exceptions
        limiting: Iterable[Rule | Prohibition] = (
            *self.specification.rules,
            *self.specification.prohibitions,
        )
        for clause in limiting:
            if clause.name in self.state.in_force:
                stands_in = both((instead.stand_in(clause), self.activity.would(clause.name)))
                if not is_false(stands_in):
                    yield clause, implies(stands_in, instead.met)

    def _new_exception_requirement(self, target: Rule | Prohibition) -> Iterable[Kept]:
        """What an exception to a clause that nobody declared demands in its place."""
        excepted = self.relaxation.newly_excepted(target.name)
        if not is_false(excepted):
            stands_in = both((excepted, self.activity.would(target.name)))
            yield target, implies(stands_in, self.relaxation.newly_demanded(target.name))

    def _demanded_instead(self, clause: ExceptionTo, power: str) -> Iterable[Kept]:
        met = self.demanded(clause, power)
        for target in clause.targets:
            it = self.specification.clause[target]
            if isinstance(it, (Rule, Prohibition)):
                stands_in = both((self.activity.active(clause.name), self.activity.would(target)))
                if self.relaxation.opens_scope(ExceptionTo):
                    stands_in = both((self.activity.stands(clause), stands_in))
                yield it, implies(stands_in, met)

    @cached_property
    def _forbidding(self) -> list[Kept]:
        """For each prohibition in force: that it does not apply."""
        return [
            (clause, negation(self.activity.active(clause.name)))
            for clause in self.specification.prohibitions
            if clause.name in self.state.in_force
        ]

    def _kept(self, power: str, limits: Sequence[Kept]) -> list[z3.BoolRef]:
        """What limits one power, as written; what limits every power is one shared term."""
        return [
            self._every(limits),
            *(
                implies(self.activity.limits(each[0].limits, power), self._as_written(each))
                for each in limits
                if each[0].limits is not None
            ),
        ]

    def _as_written(self, each: Kept) -> z3.BoolRef:
        """Kept, if what it limits is what is written; see `spared_or_kept` for what else it may limit."""
        clause, kept = each
        if not self.relaxation.opens_scope(Rule):
            return kept
        return implies(self.activity.stands(clause), kept)

    def _every(self, limits: Sequence[Kept]) -> z3.BoolRef:
        """What limits every power is kept, of clauses as they are judged for some."""
        if id(limits) not in self._every_known:
            every = both(self._as_written(each) for each in limits if each[0].limits is None)
            self._every_known[id(limits)] = every
        return self._every_known[id(limits)]

    def spared_or_kept(self, power: str, powers: Sequence[str]) -> z3.BoolRef:
        """The power is limited by no clause that may limit any powers, or all of these are kept.

        Whatever powers such clauses limit, the same comes of it if they limit all but one: where a decision is to be
        stopped no power need be left out, and where it is to pass none but that by which it does.
        """
        if not self.relaxation.opens_scope(Rule):
            return TRUE
        every, otherwise = self._of_any_power(self._limiting(power))
        spared = self.relaxation.at_most_one("the power spared is", powers)
        return either((every, both((spared[power], otherwise))))

    def _of_any_power(self, limiting: Sequence[Kept]) -> tuple[z3.BoolRef, z3.BoolRef]:
        """All clauses that may limit any power are kept, and those are that do not spare the power that is spared."""
        if id(limiting) not in self._any_known:
            every: list[z3.BoolRef] = []
            otherwise: list[z3.BoolRef] = []
            for clause, kept in (*limiting, *self._forbidding):
                if clause.name not in self._spares:
                    spares = self.relaxation.scope(f"{clause.name} spares a power")
                    self._spares[clause.name] = spares
                freed = either((self.activity.stands(clause), kept))
                every.append(freed)
                otherwise.append(either((freed, self._spares[clause.name])))
            self._any_known[id(limiting)] = (both(every), both(otherwise))
        return self._any_known[id(limiting)]
