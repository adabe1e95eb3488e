"""One run of a solver within a budget: its answer, or why it has none."""

from __future__ import annotations

from collections.abc import Sequence
from typing import assert_never

import z3

from verifier.solving import recording
from verifier.solving.answers import Answer, Found, LimitReached, NoneFound, Unknown
from verifier.solving.deadline import OutOfTime
from verifier.solving.library import steps_so_far, why_stopped
from verifier.solving.limits import Budget
from verifier.solving.reasons import Reason, Why
from verifier.solving.remembering import known_answers
from verifier.solving.solvers import QUICK, QuickSolver, ToldSolver

# Where less time than this is left, in seconds, the clock is watched from the start.
LONG = 2.0


def check(
    solver: ToldSolver, budget: Budget, assuming: Sequence[z3.BoolRef] = (), read: bool = True
) -> Answer:
    """Run a solver within the budget."""
    spent = budget.spent
    if spent is not None:
        return unanswered(spent, budget)
    # Where steps or memory are counted it is asked again, so that what they suffice for does not depend on the past.
    known = known_answers()
    if known is None or budget.counts_steps or budget.limits.megabytes is not None:
        return _asked(solver, budget, assuming, read)
    key = known.key(solver, assuming)
    answer = known.answer(key, read)
    match answer:
        case None | Unknown():
            asked = _asked(solver, budget, assuming, read)
            known.keep(key, asked)
            return asked
        case Found():
            recording.note((*solver.told, *assuming), found=True)
            return answer
        case NoneFound(core):
            recording.note((*solver.told, *core), found=False)
            return answer
        case _:
            assert_never(answer)


def _asked(
    solver: ToldSolver, budget: Budget, assuming: Sequence[z3.BoolRef], read: bool
) -> Answer:
    try:
        return _asked_within(solver, budget, assuming, read)
    except LimitReached as reached:
        # The library stopped while the solver was told the question: that has no answer within the budget, either.
        unanswered(reached.reason, budget)
        raise


def _asked_within(
    solver: ToldSolver, budget: Budget, assuming: Sequence[z3.BoolRef], read: bool
) -> Answer:
    if isinstance(solver, QuickSolver) and solver.quick and budget.has_room(LONG, QUICK):
        answer = _counted(solver, assuming, read, budget, whole=False)
        if not isinstance(answer, str):
            return answer
        solver.quick = False
    budget.limit(solver)
    answer = _counted(solver, assuming, read, budget, whole=True)
    return unanswered(_reason(answer, budget), budget) if isinstance(answer, str) else answer


def _counted(
    solver: ToldSolver, assuming: Sequence[z3.BoolRef], read: bool, budget: Budget, whole: bool
) -> Answer | str:
    """As `_answer`; the budget is told what it took. `whole`: all that is left may be used up."""
    if not budget.counts_steps:
        return _answer(solver, assuming, read)
    before = steps_so_far()
    answer = _answer(solver, assuming, read)
    stopped = whole and isinstance(answer, str) and _for_steps(answer)
    budget.took(steps_so_far() - before, stopped)
    return answer


def unanswered(reason: Reason, budget: Budget) -> Unknown:
    """That a question has no answer within a budget, which remembers it."""
    budget.unanswered.append(reason)
    return Unknown(reason)


def _answer(solver: ToldSolver, assuming: Sequence[z3.BoolRef], read: bool) -> Answer | str:
    """The answer, or what the solver says of why it has none."""
    # Outside: what fails here is no answer of the solver.
    solver.tell()
    try:
        result = solver.check(*assuming)
        if result == z3.sat:
            recording.note((*solver.told, *assuming), found=True)
            return Found(solver.model() if read else None)
        if result == z3.unsat:
            core = tuple(solver.unsat_core()) if assuming else ()
            recording.note((*solver.told, *core), found=False)
            return NoneFound(core)
        reason = str(solver.reason_unknown())
    except z3.Z3Exception as error:
        reason = str(error)
    return not_by_hand(reason)


def not_by_hand(reason: str) -> str:
    """Why the solver gave up; KeyboardInterrupt where it was Ctrl-C, which the solver's library hears itself."""
    if "keyboard" in reason:
        raise KeyboardInterrupt
    return reason


def _for_steps(said: str) -> bool:
    return "resource" in said or "rlimit" in said


def _reason(said: str, budget: Budget) -> Reason:
    if budget.spent is not None:
        return budget.spent
    if "memory" in said:
        return Reason(Why.MEMORY, budget.limits.megabytes)
    if _for_steps(said):
        return Reason(Why.STEPS, budget.limits.steps)
    if said == "interrupted":
        return Reason(Why.INTERRUPTED)
    if "timeout" in said or "canceled" in said:
        return Reason(Why.TIME, budget.limits.seconds or 0)
    return Reason(Why.GAVE_UP, names=(said,))


# What is raised where work ends early: no memory is left for terms, or no time for the run.
ENDED_EARLY: tuple[type[BaseException], ...] = (z3.Z3Exception, OutOfTime)


def ended_early(error: BaseException, budget: Budget) -> Reason:
    """Which limit ended the work; errors of the solver's library that speak of none are raised again."""
    if isinstance(error, OutOfTime):
        return error.reason
    why = why_stopped(error)
    if why is None:
        raise error
    memory = budget.spent is not None or why.kind is Why.MEMORY
    return _reason("memory", budget) if memory else why
