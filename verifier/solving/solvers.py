"""The solvers that questions are put to: what they were told can be said again, and what is quick is asked quickly."""

from __future__ import annotations

from collections.abc import Sequence

import z3
from z3 import z3core

from verifier.solving import recording
from verifier.solving.library import CONTEXT, leave_signals

# Steps that take a fraction of a second.
QUICK = 5_000_000


def all_of(terms: Sequence[z3.BoolRef]) -> z3.BoolRef:
    """All of some terms: true if there are none.

    The library makes a conjunction of nothing of that, true as well, but written as a bare `and`, which is no term of
    SMT-LIB, so that another solver does not read it.
    """
    if len(terms) == 1:
        return terms[0]
    return z3.And(terms, CONTEXT) if terms else z3.BoolVal(True, CONTEXT)


def is_literal(term: z3.BoolRef) -> bool:
    """Whether a term is a variable for a truth value, or says that one is false."""
    context, ast = term.ctx.ref(), term.ast
    if (
        z3core.Z3_get_bool_value(context, ast)
        or z3core.Z3_get_ast_kind(context, ast) != z3.Z3_APP_AST
    ):
        return False
    app = z3core.Z3_to_app(context, ast)
    kind = z3core.Z3_get_decl_kind(context, z3core.Z3_get_app_decl(context, app))
    if kind == z3.Z3_OP_NOT:
        return is_literal(term.arg(0))
    return kind == z3.Z3_OP_UNINTERPRETED and not z3core.Z3_get_app_num_args(context, app)


class ToldSolver(z3.Solver):  # type: ignore[misc]  # z3 has no types
    """A solver that can say what it was told, in the words in which it was; z3 only says what it makes of that.

    z3 itself is told only once something is asked of it.
    """

    # None to give back at its end where its making is broken off.
    solver: object = None

    def __init__(self, solver: object) -> None:
        super().__init__(solver, CONTEXT)
        leave_signals(self)
        self.told: list[z3.BoolRef] = []
        self._levels: list[int] = []
        # Of what was told and of the levels, as much as z3 knows.
        self._asserted = 0
        self._pushed = 0
        # For whoever remembers answers: where each term that was told leads to (see `remembering`).
        self.places: list[int] = []
        self.places_of: object = None

    def add(self, *terms: z3.BoolRef) -> None:
        """Assert terms."""
        self.told += terms

    def tell(self) -> None:
        """Tell z3 all that it was not told yet, without the Python layer's conversions."""
        try:
            for level in self._levels[self._pushed :]:
                self._assert(level)
                super().push()
                self._pushed += 1
            self._assert(len(self.told))
        except BaseException:
            self._begin_again()
            raise

    def _begin_again(self) -> None:
        """Where a run was ended in the middle of it is not known how much z3 knows: it is told all of it anew."""
        z3core.Z3_solver_reset(self.ctx.ref(), self.solver)
        self._asserted = self._pushed = 0

    def _assert(self, end: int) -> None:
        # All at once: the library takes a conjunction apart itself, quicker than it is called for each part.
        terms = self.told[self._asserted : end]
        if terms:
            context = self.ctx.ref()
            parts = (z3.Ast * len(terms))(*[each.ast for each in terms])
            whole = z3core.Z3_mk_and(context, len(terms), parts) if terms[1:] else terms[0].ast
            z3core.Z3_solver_assert(context, self.solver, whole)
        self._asserted = max(self._asserted, end)

    def check(self, *assumptions: z3.BoolRef) -> z3.CheckSatResult:
        """As the Python layer does, without its conversions: there may be hundreds of assumptions."""
        self.tell()
        terms = (z3.Ast * len(assumptions))(*[each.ast for each in assumptions])
        found = z3core.Z3_solver_check_assumptions(
            self.ctx.ref(), self.solver, len(assumptions), terms
        )
        return z3.CheckSatResult(found)

    def push(self) -> int:
        """Whatever is asserted from here on is taken back by `pop`, or by `back_to` with what is returned."""
        self._levels.append(len(self.told))
        return len(self._levels) - 1

    def pop(self, num: int = 1) -> None:
        """Take back what was asserted since the last `push`, or the last few."""
        self.back_to(len(self._levels) - num)

    def back_to(self, depth: int) -> None:
        """Take back what was asserted since the `push` that returned this; nothing, where it is taken back already.

        A run can be ended at any moment, in here too: then whoever asked before takes back what this was to.
        """
        if depth >= len(self._levels):
            return
        level = self._levels[depth]
        try:
            if self._pushed > depth:
                super().pop(self._pushed - depth)
                self._pushed = depth
                self._asserted = level
        except BaseException:
            self._begin_again()
            raise
        finally:
            del self._levels[depth:], self.told[level:], self.places[level:]


class QuickSolver(ToldSolver):
    """A solver for linear integer arithmetic without quantifiers that is asked briefly first.

    A time limit costs a thread for each question, more than most questions take; so each is first asked within some
    steps, and within what is left of the limits only if these were not enough; `quick` says that they were so far.
    """

    def __init__(self) -> None:
        super().__init__(z3.Z3_mk_simple_solver(CONTEXT.ref()))
        self.set("rlimit", QUICK)
        # The older of the library's two ways with sums of whole numbers: quicker where these are few and small.
        self.set("arith.solver", 2)
        # Guards and what is open are mostly as written where there is an answer: so tried first it is found sooner.
        self.set("phase_selection", 1)
        self.quick = True


def new_solver() -> QuickSolver:
    """A fresh solver."""
    return QuickSolver()


def thorough_solver() -> ToldSolver:
    """A fresh solver that takes its time over long questions."""
    return ToldSolver(
        z3.Z3_mk_solver_for_logic(CONTEXT.ref(), z3.to_symbol(recording.LOGIC, CONTEXT))
    )
