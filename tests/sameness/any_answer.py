"""A solver that answers truly, but each time as it likes: another example, another reason for there being none.

What an analysis says must follow from what was asked. Whatever a solver is free to choose is chosen at random here:
which example is given of all that there are, and which of the assumptions a proof is said to need (any that contain
enough). An analysis that says the same under every choice depends on the meaning of answers alone, and so neither on
what was asked before nor on the solver's version, seeds or state.
"""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any

import z3

from verifier.solving import solver_runs, solvers

# So often another example is looked for before one is given.
TRIES = 6
# Steps within which another example or reason is looked for, or else it stays as it is.
QUICK = 200_000


@contextmanager
def any_answer(seed: int) -> Iterator[None]:
    """All questions are answered at random from here on, as `seed` says."""
    chance = random.Random(seed)
    truly = solver_runs._answer

    def answer(solver: z3.Solver, assuming: Sequence[z3.BoolRef], read: bool) -> Any:
        mixed = list(assuming)
        chance.shuffle(mixed)
        found = truly(solver, mixed, read)
        if isinstance(found, solver_runs.Found) and read:
            return solver_runs.Found(_another(chance, solver, mixed, found.model))
        if isinstance(found, solver_runs.NoneFound):
            return solver_runs.NoneFound(_reason(chance, solver, mixed, found.core))
        return found

    solver_runs._answer = answer
    try:
        yield
    finally:
        solver_runs._answer = truly


def _another(
    chance: random.Random, solver: z3.Solver, assuming: Sequence[z3.BoolRef], model: z3.ModelRef
) -> z3.ModelRef:
    """Another example: some variables are pushed away from their values, as far as that can be."""
    with _aside(solver):
        for _ in range(TRIES):
            variables = [each for each in model.decls() if each.arity() == 0]
            if not variables:
                break
            changed = chance.sample(variables, min(len(variables), chance.choice((1, 1, 2, 5, 20))))
            away = [_elsewhere(chance, each(), model[each]) for each in changed]
            solver.push()
            solver.add(*(away if chance.random() < 0.5 else [z3.Or(away)]))
            if solver.check(*assuming) == z3.sat:
                model = solver.model()
            solver.pop()
    return model


def _elsewhere(chance: random.Random, variable: z3.ExprRef, value: z3.ExprRef) -> z3.BoolRef:
    if not z3.is_int(variable):
        return variable != value
    number = value.as_long()
    other = chance.choice((number + 1, number - 1, 0, chance.randrange(12)))
    return chance.choice((variable != value, variable == other, variable > value))


def _reason(
    chance: random.Random,
    solver: z3.Solver,
    assuming: Sequence[z3.BoolRef],
    core: Sequence[z3.BoolRef],
) -> tuple[z3.BoolRef, ...]:
    """Assumptions that do not go together: another set of them where there is one, and any others besides."""
    with _aside(solver):
        for _ in range(TRIES):
            if not core:
                break
            spared = chance.choice(core)
            rest = [each for each in assuming if not each.eq(spared)]
            if solver.check(*rest) != z3.unsat:
                continue
            core = tuple(solver.unsat_core())
    needed = {each.get_id() for each in core}
    more = chance.choice((0.0, 0.0, 0.1, 0.5, 1.0))
    found = [each for each in assuming if each.get_id() in needed or chance.random() < more]
    chance.shuffle(found)
    return tuple(found)


@contextmanager
def _aside(solver: z3.Solver) -> Iterator[None]:
    """What is looked for besides costs only so much."""
    solver.set("rlimit", QUICK)
    try:
        yield
    finally:
        solver.set("rlimit", solvers.QUICK)
