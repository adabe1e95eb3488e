"""How the solver's library is called: in a context of our own, and by the command without asking after every call.

The Python layer asks for the error code after each of tens of thousands of calls, most of which only build terms, which
took a twentieth of a check. The library can report errors itself, at once; so the code is asked for when it did. Errors
are raised as before, by the call that made them.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import cache
from typing import Any, TypeVar, cast

import z3
from z3 import z3core

from verifier.solving.answers import LimitReached
from verifier.solving.process import OWN
from verifier.solving.reasons import Reason, Why

TermT = TypeVar("TermT", bound=z3.ExprRef)


class Stopped(LimitReached, z3.Z3Exception):  # type: ignore[misc]
    """The library stopped, as no memory is left or it was told to: a limit was reached, however far work had come.

    Its text is for who asks all the library's exceptions for one: `memory` or `interrupted`.
    """

    def __str__(self) -> str:
        return self.reason.kind.name.lower()


def forget_interruption() -> None:
    """Let the library work again.

    If it was told to give up when it was at nothing, it gives up whatever comes next; a question, however small, ends
    that.
    """
    z3.Solver(ctx=CONTEXT).check()


def why_stopped(error: BaseException) -> Reason | None:
    """Which limit an error tells of, if it tells of one; after an interruption the library works again.

    Where errors are not reported at once, as in a process that is another's, they are the library's own and bare.
    """
    if isinstance(error, Stopped):
        return error.reason
    if not isinstance(error, z3.Z3Exception):
        return None
    said = str(error)
    if "memory" in said:
        return Reason(Why.MEMORY)
    if "canceled" in said:
        forget_interruption()
        return Reason(Why.INTERRUPTED)
    return None


def _report_errors_at_once(context: Any) -> object:
    """For the one context that is used; any other is asked as ever. The result has to be kept alive."""
    failed: dict[int, int] = {}
    ask: Callable[[Any, Any], None] = z3core.Elementaries.Check

    def check(self: Any, used: Any) -> None:
        if failed or used is not context:
            failed.clear()
            try:
                ask(self, used)
            except z3.Z3Exception as error:
                why = why_stopped(error)
                if why is None:
                    raise
                raise Stopped(why) from error

    # The library calls it in the middle of what it is at, where nobody hears what is raised; so it is no function of
    # Python's, in which a signal or the end of a run could be.
    kept: object = z3core.Z3_set_error_handler(context, failed.__setitem__)
    z3core.Elementaries.Check = check
    return kept


# Terms and solvers of our own, beside whatever else this process asks the library.
CONTEXT = z3.Context()


def leave_signals(solver: Any) -> None:
    """Where this process is ours, Ctrl-C is not for the library: it takes it without a word where it comes to its end
    all the same. Elsewhere it would else not be heard before the library has come to its end.
    """
    if OWN.get():
        solver.set("ctrl_c", False)


def steps_so_far() -> int:
    """How many steps all that uses the context has taken by now."""
    return int(_any_solver().statistics().get_key_value("rlimit count"))


@cache
def _any_solver() -> z3.Solver:
    # Whichever solver is asked, it tells of the steps of them all.
    return z3.Solver(ctx=CONTEXT)


class Substitution:
    """What stands second in each pair in the place of what stands first, all at once, in one term or in many.

    The Python layer compares the kinds of all pairs each time, which took as long as many of the questions themselves;
    here only where it is asked to check arguments. And the pairs are put down for the library once for all terms.
    """

    def __init__(self, pairs: Sequence[tuple[z3.ExprRef, z3.ExprRef]]) -> None:
        if z3.z3.z3_debug():
            assert all(this.sort() == that.sort() for this, that in pairs)
        # Kept, as the library only knows where they are.
        self._pairs = tuple(pairs)
        self._these = (z3.Ast * len(pairs))(*[this.ast for this, _ in pairs])
        self._those = (z3.Ast * len(pairs))(*[that.ast for _, that in pairs])

    def of(self, term: TermT) -> TermT:
        """The term with that."""
        if not self._pairs:
            return term
        number = len(self._pairs)
        made = z3core.Z3_substitute(CONTEXT.ref(), term.ast, number, self._these, self._those)
        return cast(TermT, z3.z3._to_expr_ref(made, CONTEXT))


def substituted(term: TermT, pairs: Sequence[tuple[z3.ExprRef, z3.ExprRef]]) -> TermT:
    """The term with what stands second in each pair in the place of what stands first, all at once."""
    return Substitution(pairs).of(term) if pairs else term


def take_over() -> object:
    """What makes the library quicker, and is for a process that is the tool's own: it goes for all that is in it.

    The Python layer checks the kinds of all arguments in each call, which takes a fifth of the time of a check; what
    it would find, the type checker and the tests (which turn it on again) find. The result has to be kept alive.
    """
    z3.z3.Z3_DEBUG = False
    return _report_errors_at_once(CONTEXT.ref())


_KEPT_ALIVE = take_over() if OWN.get() else None
