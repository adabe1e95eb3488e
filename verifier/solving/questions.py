"""Questions to the solver, and its answers: is there something such that …

An `Exists` question is one formula. An `ExistsForAll` question ("is there a decision such that no ballot …")
is decided by refinement: guess the outer part, look for an inner part that refutes the guess, and keep each
such refutation as an instance. Both are exact: what is found satisfies the question, and "none" is a proof.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from functools import cached_property
from typing import assert_never

import z3

from policy_dsl.records import dataclass, field, replace
from verifier.solving.answers import Answer, Found, NoneFound, Unknown
from verifier.solving.asking import Asking, EasierFirst, Repeated
from verifier.solving.library import substituted
from verifier.solving.limits import Budget
from verifier.solving.solver_runs import check
from verifier.solving.solvers import QuickSolver, ToldSolver, all_of, is_literal, new_solver

# Variables, each with a value or a term.
Pairs = Sequence[tuple[z3.ExprRef, z3.ExprRef]]


@dataclass
class IncrementalSolver:
    """Constraints that many questions have in common, kept in one solver.

    `constraints` may grow, at its end, while it is used. Building a solver's view of the rules costs more than most
    questions about them, so questions are asked on top and taken away again.
    """

    constraints: list[z3.BoolRef] = field(default_factory=list)
    _solver: QuickSolver | None = field(default=None, repr=False)
    _known: int = 0

    @property
    def solver(self) -> QuickSolver:
        """The solver, with all that the constraints are by now."""
        if self._solver is None:
            self._solver = new_solver()
        if self._known < len(self.constraints):
            self._solver.add(*self.constraints[self._known :])
            self._known = len(self.constraints)
        return self._solver


@dataclass
class _Standing:
    """A question whose constraints stand in a solver."""

    solver: ToldSolver

    def __call__(
        self, budget: Budget, assuming: Sequence[z3.BoolRef] = (), read: bool = True
    ) -> Answer:
        return check(self.solver, budget, assuming, read)

    def add(self, term: z3.BoolRef) -> None:
        self.solver.add(term)


@dataclass
class _Assumed:
    """A question whose constraints are literals: they are assumed, so that what the solver learns stays with it."""

    solver: ToldSolver
    constraints: Sequence[z3.BoolRef]
    added: ExitStack
    _adds: bool = False

    def __call__(
        self, budget: Budget, assuming: Sequence[z3.BoolRef] = (), read: bool = True
    ) -> Answer:
        answer = check(self.solver, budget, [*self.constraints, *assuming], read)
        match answer:
            case NoneFound(core):
                wanted = {each.get_id() for each in assuming}
                return NoneFound(tuple(each for each in core if each.get_id() in wanted))
            case Found() | Unknown():
                return answer
            case _:
                assert_never(answer)

    def add(self, term: z3.BoolRef) -> None:
        if not self._adds:
            self.added.callback(self.solver.back_to, self.solver.push())
            self._adds = True
        self.solver.add(term)


@dataclass
class Exists:
    """Is there a value of all variables that satisfies the constraints, and those of the `ground`?"""

    constraints: Sequence[z3.BoolRef]
    ground: Callable[[], IncrementalSolver] | None = None
    _solver: ToldSolver | None = field(default=None, repr=False)

    def ask(
        self,
        budget: Budget,
        extra: Sequence[z3.BoolRef] = (),
        assuming: Sequence[z3.BoolRef] = (),
    ) -> Answer:
        """The answer with `extra` constraints; with `assuming`, "none" tells which of these it needs."""
        with self.asked_incrementally(extra) as ask:
            return ask(budget, assuming)

    @contextmanager
    def asked_incrementally(self, extra: Sequence[z3.BoolRef] = ()) -> Iterator[Asking]:
        """The question with `extra`, to be asked several times under various assumptions.

        Its constraints stand in the solver meanwhile, so no other question with the same ground may be asked.
        """
        constraints = extra
        if self.ground is not None:
            solver = self.ground().solver
            constraints = (*self.constraints, *extra)
            if all(is_literal(each) for each in constraints):
                with ExitStack() as added:
                    yield _Assumed(solver, constraints, added)
                return
        else:
            if self._solver is None:
                self._solver = new_solver()
                self._solver.add(*self.constraints)
            solver = self._solver
        depth = solver.push()
        try:
            solver.add(*constraints)
            yield _Standing(solver)
        finally:
            solver.back_to(depth)


@contextmanager
def standing(question: Question) -> Iterator[Question]:
    """The same question, to be asked several times with more: what it asks stands in the solver meanwhile.

    So no other question with the same ground may be asked.
    """
    if not isinstance(question, Exists) or question.ground is None:
        yield question
        return
    solver = question.ground().solver
    depth = solver.push()
    try:
        solver.add(*question.constraints)
        yield standing_in(solver)
    finally:
        solver.back_to(depth)


def standing_in(solver: ToldSolver) -> Exists:
    """The question whether there is a value of all variables that satisfies what the solver was told."""
    return Exists((), _solver=solver)


@dataclass
class ExistsForAll:
    """Are there values of the outer variables such that all inner values that are `allowed` meet `goal`?

    `outer` constrains the outer variables alone. `variables` gives the outer and the inner variables. `seeds`
    are inner strategies worth trying first: for each inner variable a term over the outer ones. `nearest` turns
    inner values that refute one guess (given too) into terms over the outer variables, so that they are tried on
    every other guess as well; any such terms are sound, as long as they have these values at this guess. `ends`
    says of inner values that they are such as `nearest` makes most of; those are looked for first. `goal` may
    mention `witnesses`, further variables to be chosen after the inner ones.
    """

    outer: Sequence[z3.BoolRef]
    allowed: z3.BoolRef
    goal: z3.BoolRef
    outer_variables: Callable[[], Sequence[z3.ExprRef]]
    inner_variables: Callable[[], Sequence[z3.ExprRef]]
    witnesses: Callable[[], Sequence[z3.ExprRef]] = tuple
    witness_limits: Sequence[z3.BoolRef] = ()
    seeds: Sequence[Pairs] = ()
    nearest: Callable[[Pairs, Pairs], Pairs] = lambda instance, guess: instance
    ends: z3.BoolRef | None = None
    _solver: QuickSolver | None = field(default=None, repr=False)
    _instances: int = 0

    def ask(
        self,
        budget: Budget,
        extra: Sequence[z3.BoolRef] = (),
        assuming: Sequence[z3.BoolRef] = (),
    ) -> Answer:
        """As for `Exists`. What is found gives values to the outer variables only."""
        if self._solver is None:
            self._solver = new_solver()
            self._solver.add(*self.outer)
            for seed in self.seeds:
                self._add_instance(self._solver, seed)
        # Instances are true of every answer, so they are kept beyond `extra`.
        learnt: list[Pairs] = []
        depth = self._solver.push()
        try:
            self._solver.add(*extra)
            answer = self._refine(self._solver, budget, assuming, learnt)
        finally:
            self._solver.back_to(depth)
        for instance in learnt:
            self._add_instance(self._solver, instance)
        return answer

    def restricted(self, given: Sequence[z3.BoolRef]) -> ExistsForAll:
        """The same question where the outer variables meet these, too."""
        return replace(self, outer=(*self.outer, *given), _solver=None, _instances=0)

    def _refine(
        self,
        solver: ToldSolver,
        budget: Budget,
        assuming: Sequence[z3.BoolRef],
        learnt: list[Pairs],
    ) -> Answer:
        outer, inner = self.outer_variables(), self.inner_variables()
        while True:
            guess = check(solver, budget, assuming)
            match guess:
                case Found():
                    pass
                case NoneFound() | Unknown():
                    return guess
                case _:
                    assert_never(guess)
            values = [
                (variable, guess.model.eval(variable, model_completion=True)) for variable in outer
            ]
            refutation = self._refute(values, budget)
            match refutation:
                case Found():
                    pass
                case NoneFound():
                    return guess
                case Unknown():
                    return refutation
                case _:
                    assert_never(refutation)
            instance: Pairs = [
                (variable, refutation.model.eval(variable, model_completion=True))
                for variable in inner
            ]
            # What the goal says of one inner value holds of every answer, so as a constraint it loses none; and it
            # excludes this guess, which it refuted, so the next one is another.
            instance = self.nearest(instance, values)
            learnt.append(instance)
            self._add_instance(solver, instance)

    def _refute(self, values: Pairs, budget: Budget) -> Answer:
        # Any refutation will do for the answer; those of which `nearest` makes most spare most guesses.
        if self.ends is not None:
            answer = self._refute_by(z3.And(self.allowed, self.ends), values, budget)
            match answer:
                case Found() | Unknown():
                    return answer
                case NoneFound():
                    pass
                case _:
                    assert_never(answer)
        return self._refute_by(self.allowed, values, budget)

    def _refute_by(self, inner: z3.BoolRef, values: Pairs, budget: Budget) -> Answer:
        allowed = substituted(inner, values)
        goal = substituted(self.goal, values)
        witnesses = self.witnesses()
        if not witnesses:
            return Exists([allowed, z3.Not(goal)]).ask(budget)
        limits = [substituted(limit, values) for limit in self.witness_limits]
        # No witness may meet the goal: that is a question of the same form, one level down.
        return ExistsForAll(
            outer=[allowed],
            allowed=all_of(limits),
            goal=z3.Not(goal),
            outer_variables=self.inner_variables,
            inner_variables=self.witnesses,
        ).ask(budget)

    def _add_instance(self, solver: z3.Solver, instance: Pairs) -> None:
        self._instances += 1
        witnesses = list(self.witnesses())
        fresh = [(w, z3.Const(f"{w} for instance {self._instances}", w.sort())) for w in witnesses]
        # Put as terms over the outer variables it may be no allowed inner value at some guess: there it says nothing.
        # Witnesses are chosen after the inner values, so each instance has its own.
        inner = z3.Implies(self.allowed, z3.And(self.goal, *self.witness_limits))
        solver.add(substituted(substituted(inner, instance), fresh))


@dataclass
class Eased:
    """A question about all inner values that seldom has to be asked, and is only made where it has: `whole` makes it.

    `easier` is a question about the same variables that has an answer wherever this has; and an answer of it of which
    `settled` is true is an answer of this. It is asked first.
    """

    easier: Exists
    settled: z3.BoolRef
    whole: Callable[[], ExistsForAll]

    def outer_variables(self) -> Sequence[z3.ExprRef]:
        """As of `ExistsForAll`."""
        return self.for_all.outer_variables()

    @cached_property
    def for_all(self) -> ExistsForAll:
        """The question itself."""
        return self.whole()

    def _ask_whole(
        self, budget: Budget, extra: Sequence[z3.BoolRef], assuming: Sequence[z3.BoolRef]
    ) -> Answer:
        return self.for_all.ask(budget, extra, assuming)

    def ask(
        self,
        budget: Budget,
        extra: Sequence[z3.BoolRef] = (),
        assuming: Sequence[z3.BoolRef] = (),
    ) -> Answer:
        """As for `Exists`. What is found gives values to the outer variables only."""
        with self.asked_incrementally(extra) as ask:
            return ask(budget, assuming)

    @contextmanager
    def asked_incrementally(self, extra: Sequence[z3.BoolRef] = ()) -> Iterator[Asking]:
        """As for `Exists`."""
        whole = Repeated(self._ask_whole, list(extra))
        with self.easier.asked_incrementally(extra) as ask:
            yield EasierFirst(ask, self.settled, whole)


@dataclass
class NoneUnder:
    """Are there values of the outer variables under which `inner` has no answer?

    Meant for outer variables of few values, as the readings are: these are tried one after the other. What is
    assumed goes for the outer part alone.
    """

    outer: Sequence[z3.BoolRef]
    outer_variables: Sequence[z3.ExprRef]
    inner: Exists | ExistsForAll | NoneUnder

    def ask(
        self,
        budget: Budget,
        extra: Sequence[z3.BoolRef] = (),
        assuming: Sequence[z3.BoolRef] = (),
    ) -> Answer:
        """As for `Exists`. What is found gives values to the outer variables only."""
        solver = new_solver()
        solver.add(*self.outer, *extra)
        while True:
            guess = check(solver, budget, assuming)
            match guess:
                case Found():
                    pass
                case NoneFound() | Unknown():
                    return guess
                case _:
                    assert_never(guess)
            values = [
                variable == guess.model.eval(variable, model_completion=True)
                for variable in self.outer_variables
            ]
            answer = self.inner.ask(budget, extra=values)
            match answer:
                case Found():
                    # Of these values the inner question has an answer, so they are none that are asked for, and are not
                    # met again.
                    solver.add(z3.Not(all_of(values)))
                case NoneFound():
                    return guess
                case Unknown():
                    return answer
                case _:
                    assert_never(answer)


Question = Exists | ExistsForAll | Eased | NoneUnder


@contextmanager
def asked_incrementally(question: Question, extra: Sequence[z3.BoolRef] = ()) -> Iterator[Asking]:
    """A question of any form, as `Exists.asked_incrementally`."""
    match question:
        case Exists() | Eased():
            with question.asked_incrementally(extra) as ask:
                yield ask
        case ExistsForAll() | NoneUnder():
            yield Repeated(question.ask, list(extra))
        case _:
            assert_never(question)
