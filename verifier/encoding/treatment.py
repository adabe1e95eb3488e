"""What tells decisions apart before anybody votes: which clauses apply to them, under each reading.

Each *mark* is a truth value over the decision alone: a clause would apply (the exceptions to it set aside), a
clause applies (a power: and may have the decision's effects), a condition inside a requirement holds. Decisions
with the same marks are treated alike. Readings that a mark depends on are part of its name, so that one decision has
all its marks under all readings at once.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cached_property
from itertools import product

import z3

from policy_dsl.model import (
    NOT_IN_FORCE,
    AnyClause,
    Composition,
    Condition,
    Effect,
    EffectKind,
    EffectPattern,
    ExceptionTo,
    Given,
    Prohibition,
    Provision,
    Rule,
    Specification,
)
from policy_dsl.model.atoms import requirement_atoms
from policy_dsl.model.traverse import (
    conditions_of,
    requirements_of,
    told_apart_effects,
)
from policy_dsl.records import dataclass, field
from policy_dsl.state import State
from verifier.encoding.adoption import MEMBERSHIP_EFFECTS, Encoding
from verifier.encoding.decisions import counted_apart, possible_effects
from verifier.encoding.effects import beyond_seats
from verifier.encoding.relevance import Relevance
from verifier.encoding.terms import both, either, is_false, is_true
from verifier.results.matrix import Barred
from verifier.solving.library import CONTEXT, substituted

Reading = tuple[tuple[str, str], ...]


# --- effects -------------------------------------------------------------------------------------


@dataclass(frozen=True)
class EffectGroup:
    """Effects that no clause in force tells apart, as one truth value: the decision has some of them."""

    effects: tuple[Effect, ...]
    variable: z3.BoolRef


@dataclass(frozen=True)
class EffectGroups:
    """All possible effects: those that some power may have, in groups; and those that none may have."""

    groups: tuple[EffectGroup, ...]
    never: tuple[Effect, ...]

    @property
    def watched(self) -> Mapping[Effect, z3.BoolRef]:
        """The effects to speak of, each with its group's variable."""
        return {effect: group.variable for group in self.groups for effect in group.effects}


def effect_groups(specification: Specification, state: State) -> EffectGroups:
    """The effects of decisions in a state, as far as clauses and quorums tell them apart."""
    seen = Seen(specification, state)
    alike: dict[object, list[Effect]] = {}
    never: list[Effect] = []
    for effect in possible_effects(specification, state):
        if seen.allowed(effect):
            alike.setdefault(seen.signature(effect), []).append(effect)
        else:
            never.append(effect)
    groups = tuple(
        EffectGroup(tuple(them), z3.Bool(f"effects {index}", CONTEXT))
        for index, them in enumerate(alike.values())
    )
    return EffectGroups(groups, tuple(never))


@dataclass(frozen=True)
class Seen:
    """What a specification sees of an effect in a state: which conditions speak of it, and which powers grant it."""

    specification: Specification
    state: State

    @cached_property
    def _asked(self) -> tuple[tuple[EffectPattern, ...], ...]:
        return tuple(dict.fromkeys(told_apart_effects(self.specification)))

    @cached_property
    def _granted(self) -> tuple[tuple[EffectPattern, ...], ...]:
        powers = (p for p in self.specification.powers if p.name in self.state.in_force)
        return tuple(power.grants for power in powers)

    def signature(self, effect: Effect) -> tuple[bool | Effect, ...]:
        """The same for effects that are not told apart. Of admissions to a number of seats each takes up its own."""
        told_apart = any(
            pattern.matches(effect) for each in (*self._asked, *self._granted) for pattern in each
        )
        return (
            *(
                any(pattern.matches(effect) for pattern in each)
                for each in (*self._asked, *self._granted)
            ),
            *(
                [effect]
                if told_apart and counted_apart(self.specification, self.state, effect)
                else []
            ),
        )

    def allowed(self, effect: Effect) -> bool:
        """Whether some power in force may have it, it is not fixed, and admits nobody where no seat is vacant."""
        return self.barred(effect) is None

    def barred(self, effect: Effect) -> Barred | None:
        """Why no decision can have it; None where some may."""
        if not any(grant.matches(effect) for each in self._granted for grant in each):
            return Barred.NOT_GRANTED
        if is_fixed(self.specification, effect):
            return Barred.FIXED
        full = beyond_seats(self.specification, self.state, effect)
        return Barred.SEATS if full else None


def is_fixed(specification: Specification, effect: Effect) -> bool:
    """Whether the effect touches what no decision can change."""
    if effect.kind in (EffectKind.AMEND, EffectKind.LAPSE, EffectKind.ENACT_EXCEPTION):
        return specification.amendable(effect.target).fixed
    if effect.kind is EffectKind.ENACT:
        # Enacting an exception to a fixed clause is amending that clause.
        clause = specification.amendable(effect.target)
        targets = clause.targets if isinstance(clause, ExceptionTo) else ()
        return any(specification.clause[name].fixed for name in targets)
    if effect.kind is EffectKind.AMEND_QUORUM:
        return specification.body[effect.target].quorum_notes.fixed is not None
    if effect.kind in MEMBERSHIP_EFFECTS:
        return specification.body[effect.target].fixed_membership
    return False


# --- marks ---------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Mark:
    """One thing that is so of a decision or not: `kind` is would, active, open or given."""

    kind: str
    name: str
    reading: Reading = ()
    condition: Condition | None = None


@dataclass
class Treatment:
    """The marks of decisions in an encoding, as terms over the decision, and what readings they depend on.

    A mark is false wherever it can make no difference (see `relevance`), so that decisions which are told apart by
    it alone, to no effect, have the same marks.
    """

    encoding: Encoding
    terms: dict[Mark, z3.BoolRef] = field(default_factory=dict)
    constant: dict[Mark, bool] = field(default_factory=dict)
    _made: dict[tuple[str, Reading, bool], z3.BoolRef] = field(default_factory=dict)
    _depends: dict[tuple[str, bool], tuple[str, ...]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        relevance = Relevance(self.encoding, self._in_some, self._in_every)
        for clause in relevance.clauses:
            if isinstance(clause, Composition | Provision):
                continue
            for reading in self._readings(self.would_depends(clause)):
                term = self._term(clause, reading, active=False)
                self._keep(Mark("would", clause.name, reading), term, relevance.would(clause))
            for reading in self._readings(self.active_depends(clause)):
                term = self._term(clause, reading, active=True)
                self._keep(Mark("active", clause.name, reading), term, relevance.of(clause))
        for name, term in relevance.open.items():
            self._keep(Mark("open", name), term, relevance.covers[name])
        for condition in given_conditions(self.encoding.specification, self.encoding.state):
            term = self.encoding.condition(condition, False)
            mark = Mark("given", "", condition=condition)
            self._keep(mark, term, relevance.given(condition))

    def _in_some(self, clause: AnyClause, active: bool) -> z3.BoolRef:
        return either(self._under_each(clause, active))

    def _in_every(self, clause: AnyClause, active: bool) -> z3.BoolRef:
        return both(self._under_each(clause, active))

    def _under_each(self, clause: AnyClause, active: bool) -> Iterator[z3.BoolRef]:
        depends = self.active_depends(clause) if active else self.would_depends(clause)
        for reading in self._readings(depends):
            yield self._term(clause, reading, active)

    def _term(self, clause: AnyClause, reading: Reading, active: bool) -> z3.BoolRef:
        """The clause applies (or would, exceptions set aside) under the reading."""
        key = (clause.name, reading, active)
        if key not in self._made:
            activity = self.encoding.activity
            term = activity.active(clause.name) if active else activity.would(clause.name)
            choices = activity.readings.choices
            # A clause whose reading makes no difference is read in its first way.
            wanted = {name: next(iter(each)) for name, each in choices.items()}
            wanted.update(reading)
            chosen = [
                (variable, z3.BoolVal(name == wanted[its], CONTEXT))
                for its, each in choices.items()
                for name, variable in each.items()
            ]
            self._made[key] = z3.simplify(substituted(term, chosen) if chosen else term)
        return self._made[key]

    def _keep(self, mark: Mark, term: z3.BoolRef, where: z3.BoolRef) -> None:
        # False where it cannot matter: a mark that differs there would part decisions that are treated alike.
        simple = z3.simplify(both((term, where)))
        if is_true(simple) or is_false(simple):
            self.constant[mark] = is_true(simple)
        else:
            self.terms[mark] = simple

    def _readings(self, depends: tuple[str, ...]) -> Iterator[Reading]:
        choices = self.encoding.activity.readings.choices
        for names in product(*(choices[clause] for clause in depends)):
            yield tuple(zip(depends, names, strict=True))

    # --- what bears on a power ---------------------------------------------------------------

    def demanding(self, power: str) -> tuple[Rule | ExceptionTo, ...]:
        """The rules and exceptions that demand something of the power's decisions where they apply."""
        return self._bearing[power][0]

    def prohibiting(self, power: str) -> tuple[Prohibition, ...]:
        """The prohibitions on the power."""
        return self._bearing[power][1]

    @cached_property
    def _bearing(
        self,
    ) -> dict[str, tuple[tuple[Rule | ExceptionTo, ...], tuple[Prohibition, ...]]]:
        specification, in_force = self.encoding.specification, self.encoding.state.in_force
        there = [clause for clause in specification.clauses if clause.name in in_force]

        def about(clause: AnyClause) -> list[AnyClause]:
            targets = clause.targets if isinstance(clause, ExceptionTo) else ()
            return [clause, *map(specification.clause.__getitem__, targets)]

        return {
            power.name: (
                tuple(
                    clause
                    for clause in there
                    if isinstance(clause, Rule | ExceptionTo) and clause.requires is not None
                    if any(specification.limits(each, power.name) for each in about(clause))
                ),
                tuple(
                    c
                    for c in there
                    if isinstance(c, Prohibition) and specification.limits(c, power.name)
                ),
            )
            for power in specification.powers
        }

    # --- readings ----------------------------------------------------------------------------

    def would_depends(self, clause: AnyClause) -> tuple[str, ...]:
        """The ambiguous clauses on whose reading it depends whether a clause would apply."""
        return self._kept(clause, False)

    def active_depends(self, clause: AnyClause) -> tuple[str, ...]:
        """The same with the exceptions to the clause."""
        return self._kept(clause, True)

    def _kept(self, clause: AnyClause, active: bool) -> tuple[str, ...]:
        key = (clause.name, active)
        if key not in self._depends:
            found = self._active(clause) if active else self._would(clause)
            self._depends[key] = tuple(sorted(found))
        return self._depends[key]

    def _would(self, *clauses: AnyClause) -> set[str]:
        found: set[str] = set()
        # Many ways may lead by exceptions to one clause: each is gone once.
        seen: set[str] = set()
        left = list(clauses)
        while left:
            it = left.pop()
            in_force = it.name in self.encoding.state.in_force
            if it.name in seen or isinstance(it, Composition | Provision) or not in_force:
                continue
            seen.add(it.name)
            disputed = any(reading.name == NOT_IN_FORCE for reading in it.readings)
            if disputed or it.when.by_reading:
                found.add(it.name)
            if isinstance(it, ExceptionTo):
                left += map(self.encoding.specification.clause.__getitem__, it.targets)
        return found

    def _active(self, clause: AnyClause) -> set[str]:
        concerned = {clause.name: clause}
        left = [clause.name]
        while left:
            for exception in self.encoding.specification.exceptions_to.get(left.pop(), ()):
                if exception.name not in concerned:
                    concerned[exception.name] = exception
                    left.append(exception.name)
        return self._would(*concerned.values())

    def mark(self, kind: str, clause: AnyClause, readings: Mapping[str, str]) -> Mark:
        """The mark that says whether a clause would apply, or applies, under these readings."""
        depends = self.would_depends(clause) if kind == "would" else self.active_depends(clause)
        return Mark(kind, clause.name, tuple((name, readings[name]) for name in depends))


def conditions_in_force(specification: Specification, state: State) -> list[Condition]:
    """All that clauses in force ask of a decision."""
    found = [
        condition
        for clause in specification.clauses
        if clause.name in state.in_force
        for condition in conditions_of(clause)
    ]
    return [*found, *given_conditions(specification, state)]


def given_conditions(specification: Specification, state: State) -> tuple[Condition, ...]:
    """The conditions inside requirements of clauses in force; a quorum has none."""
    requirements = [
        requirement
        for clause in specification.clauses
        if clause.name in state.in_force
        for requirement in requirements_of(clause)
    ]
    return tuple(
        dict.fromkeys(
            atom.condition
            for requirement in requirements
            for atom in requirement_atoms(requirement)
            if isinstance(atom, Given)
        )
    )
