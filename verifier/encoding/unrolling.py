"""The changing rules as a transition system: for bounded search, and for Spacer's search for a proof.

The state is that of `changing`; readings stay as they are from step to step; everything else (the decision and whom it
names, the ballots, what amended clauses say) is chosen anew for each step.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import assert_never

import z3

from policy_dsl.records import dataclass
from verifier.encoding.changing_rules import ChangingEncoding
from verifier.encoding.terms import both, either, negation
from verifier.encoding.transition import Step
from verifier.solving.answers import Found, LimitReached, NoneFound, Unknown, there_is
from verifier.solving.library import (
    CONTEXT,
    leave_signals,
    steps_so_far,
    substituted,
    why_stopped,
)
from verifier.solving.limits import Budget
from verifier.solving.preferring import settled
from verifier.solving.questions import Eased, Exists, Pairs, Question, standing_in
from verifier.solving.reasons import Reason, Why
from verifier.solving.solver_runs import check, not_by_hand, unanswered
from verifier.solving.solvers import thorough_solver


@dataclass(frozen=True)
class System:
    """`begins` and `refuted` are of one state, `decided` and `gone` of two: by a decision, or somebody by itself.

    Every step is one of those that `may_be_decided`; those `decided` are steps.
    """

    state: tuple[z3.ExprRef, ...]
    following: tuple[z3.ExprRef, ...]
    constant: frozenset[str]
    begins: z3.BoolRef
    decided: z3.BoolRef
    may_be_decided: z3.BoolRef
    gone: z3.BoolRef
    refuted: z3.BoolRef


def system(
    encoding: ChangingEncoding,
    starts: Sequence[Sequence[tuple[z3.ExprRef, z3.ExprRef]]],
    relation: Step,
    step: Question,
    refuting: Question,
    limits: Sequence[z3.BoolRef],
) -> System | None:
    """The system; None where a question is not one formula, but one about all ballots."""
    decisions, refuted = _formulas(step), _formula(refuting)
    if decisions is None or refuted is None:
        return None
    begins = either(both(v == value for v, value in pairs) for pairs in starts)
    return System(
        tuple(v for v, _ in relation.pairs),
        tuple(n for _, n in relation.pairs),
        frozenset(str(v) for v in encoding.activity.readings.variables),
        both((begins, *limits)),
        both((decisions[0], relation.by_decision)),
        both((decisions[1], relation.by_decision)),
        both((relation.by_itself, *limits)),
        refuted,
    )


def _formulas(question: Question) -> tuple[z3.BoolRef, z3.BoolRef] | None:
    """What answers a question, as far as it is one formula; and what every answer meets."""
    if isinstance(question, Eased):
        whole = _formula(question.easier)
        # The easier question has an answer wherever the whole one has. So a proof that leaves all of its answers be is
        # one about all steps, while a path takes only answers that are `settled`, which are answers of the whole one.
        return None if whole is None else (both((whole, question.settled)), whole)
    found = _formula(question)
    return None if found is None else (found, found)


def _formula(question: Question) -> z3.BoolRef | None:
    if not isinstance(question, Exists):
        return None
    ground = [] if question.ground is None else question.ground().constraints
    return both((*question.constraints, *ground))


def variables_of(*terms: z3.ExprRef) -> list[z3.ExprRef]:
    """All variables of some terms, each once."""
    seen: set[int] = set()
    found: dict[str, z3.ExprRef] = {}
    todo = list(terms)
    while todo:
        it = todo.pop()
        if it.get_id() in seen:
            continue
        seen.add(it.get_id())
        if z3.is_const(it) and it.decl().kind() == z3.Z3_OP_UNINTERPRETED:
            found[str(it)] = it
        todo += it.children()
    return [found[name] for name in sorted(found)]


@dataclass(frozen=True)
class Path:
    """Steps to a state in which the claim is refuted; each with the renaming of its variables. Last comes the end."""

    model: z3.ModelRef
    renamings: tuple[tuple[tuple[z3.ExprRef, z3.ExprRef], ...], ...]


def _renaming(
    terms: Sequence[z3.ExprRef], it: System, index: int
) -> tuple[tuple[z3.ExprRef, z3.ExprRef], ...]:
    following = {str(n): v for n, v in zip(it.following, it.state, strict=True)}
    pairs = []
    for variable in variables_of(*terms):
        name = str(variable)
        if name in it.constant:
            continue
        # The state after a step is the one before the next; readings stay; all else belongs to one step.
        now = following.get(name)
        target = f"{name} at {index}" if now is None else f"{now} at {index + 1}"
        pairs.append((variable, z3.Const(target, variable.sort())))
    return tuple(pairs)


def _chosen(it: System, path: Sequence[Pairs]) -> list[z3.ExprRef]:
    """What a path says of its states and decisions, but for how many vote how, step by step."""
    state = {str(variable) for variable in (*it.state, *it.following)}
    said = {
        str(target): target
        for renaming in path
        for variable, target in renaming
        if z3.is_bool(variable) or str(variable) in state
    }
    return list(said.values())


def bounded(it: System, most: int, budget: Budget) -> Path | Unknown | None:
    """The shortest path of at most `most` steps, the first of these as `settled` has it; None where there is none."""
    solver = thorough_solver()
    first = _renaming([it.begins], it, 0)
    solver.add(substituted(it.begins, first))
    renamings: list[tuple[tuple[z3.ExprRef, z3.ExprRef], ...]] = []
    # That there is none of a shorter length is known by then, so the one that is found first is a shortest one.
    for length in range(most + 1):
        end = _renaming([it.refuted, *it.state], it, length)
        solver.push()
        solver.add(substituted(it.refuted, end))
        answer = check(solver, budget)
        match answer:
            case Found():
                path = (*renamings, end)
                chosen = settled(standing_in(solver), budget, answer, _chosen(it, path))
                return Path(chosen.model, path)
            case Unknown():
                return answer
            case NoneFound():
                solver.pop()
            case _:
                assert_never(answer)
        if length < most:
            here = _renaming([it.decided, it.gone, *it.state, *it.following], it, length)
            step = z3.Or(it.decided, it.gone)
            solver.add(substituted(step, here))
            renamings.append(here)
    return None


def by_spacer(it: System, budget: Budget) -> bool | Unknown:
    """Whether Spacer finds an inductive invariant that excludes refutation, and it passes its three questions.

    False: it found that refutation may be reached.
    """
    if (spent := budget.spent) is not None:
        return unanswered(spent, budget)
    engine = z3.Fixedpoint(ctx=CONTEXT)
    engine.set(engine="spacer")
    leave_signals(engine)
    budget.limit(engine)
    constants = [v for v in variables_of(it.may_be_decided, it.refuted) if str(v) in it.constant]
    arguments = [*it.state, *constants]
    then = [*it.following, *constants]
    reached = z3.Function("reached", *(v.sort() for v in arguments), z3.BoolSort(CONTEXT))
    engine.register_relation(reached)
    engine.declare_var(
        *variables_of(it.begins, it.may_be_decided, it.gone, it.refuted, *arguments, *then)
    )
    engine.rule(reached(*arguments), it.begins)
    engine.rule(reached(*then), [reached(*arguments), z3.Or(it.may_be_decided, it.gone)])
    before = steps_so_far() if budget.counts_steps else 0
    try:
        result = engine.query(z3.And(reached(*arguments), it.refuted))
    except z3.Z3Exception as error:
        reason = not_by_hand(str(error))
        stopped = why_stopped(error) or Reason(Why.SEARCH_ENDED, names=(reason,))
        return unanswered(budget.spent or stopped, budget)
    finally:
        if budget.counts_steps:
            budget.took(steps_so_far() - before)
    # Steps that may be decided are more than those that are: to be reached by them shows nothing, only that this is no
    # proof.
    if result == z3.sat:
        return False
    if result != z3.unsat:
        return unanswered(budget.spent or Reason(Why.SEARCH_GAVE_UP), budget)
    # Spacer's word is not taken for it. Its invariant is asked about as any other formula: it is so at the beginning,
    # each step keeps it, and it excludes refutation; then by induction over the steps no state that can be reached is
    # refuted.
    cover = z3.substitute_vars(engine.get_cover_delta(-1, reached), *arguments)
    after = substituted(cover, list(zip(it.state, it.following, strict=True)))
    questions = (
        [it.begins, negation(cover)],
        [cover, z3.Or(it.may_be_decided, it.gone), negation(after)],
        [cover, it.refuted],
    )
    try:
        refuted = any(there_is(Exists(q).ask(budget)) for q in questions)
    except LimitReached as reached:
        return Unknown(reached.reason)
    return unanswered(Reason(Why.PROOF_NOT_CHECKED), budget) if refuted else True


@dataclass(frozen=True)
class At:
    """The values of one step of a path, asked for by the terms of the system."""

    path: Path
    index: int

    def truth(self, it: z3.BoolRef | bool) -> bool:
        """A truth value."""
        return it if isinstance(it, bool) else z3.is_true(self._value(it))

    def number(self, it: z3.ArithRef | int) -> int:
        """A whole number."""
        return it if isinstance(it, int) else int(self._value(it).as_long())

    def _value(self, it: z3.ExprRef) -> z3.ExprRef:
        term = substituted(it, self.path.renamings[self.index])
        return self.path.model.eval(term, model_completion=True)


def steps_of(path: Path) -> Iterator[At]:
    """Each step, and the end."""
    for index in range(len(path.renamings)):
        yield At(path, index)
