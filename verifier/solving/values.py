"""Reading what was found: plain values of terms, for whoever builds scenarios without knowing the solver."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import z3
from z3 import z3core

from policy_dsl.records import dataclass
from verifier.solving.library import CONTEXT

_REF = CONTEXT.ref()


def _evaluated(model: z3.ModelRef, it: z3.ExprRef) -> Any:
    """What a term is in a model, for the solver's next call only: to keep it would take a dozen calls more."""
    found = (z3.Ast * 1)()
    if not z3core.Z3_model_eval(_REF, model.model, it.ast, True, found):
        raise z3.Z3Exception("no value")
    return found[0]


def is_true_in(model: z3.ModelRef, it: z3.BoolRef) -> bool:
    """Whether a term is true in a model; what the model leaves open is false or 0."""
    return bool(z3core.Z3_get_bool_value(_REF, _evaluated(model, it)) == z3.Z3_L_TRUE)


def number_in(model: z3.ModelRef, it: z3.ArithRef) -> int:
    """The whole number that a term is in a model."""
    return int(z3core.Z3_get_numeral_string(_REF, _evaluated(model, it)))


def as_in(model: z3.ModelRef, variable: z3.ExprRef) -> z3.BoolRef:
    """That a variable has the value that it has in a model."""
    if not z3.is_bool(variable):
        value = z3.IntNumRef(_evaluated(model, variable), CONTEXT)
        return z3.BoolRef(z3core.Z3_mk_eq(_REF, variable.ast, value.ast), CONTEXT)
    if is_true_in(model, variable):
        return variable
    return z3.BoolRef(z3core.Z3_mk_not(_REF, variable.ast), CONTEXT)


@dataclass(frozen=True)
class Values:
    """The values of all terms in one answer; what the answer leaves open is false or 0."""

    model: z3.ModelRef

    def truth(self, it: z3.BoolRef | bool) -> bool:
        """A truth value."""
        return it if isinstance(it, bool) else is_true_in(self.model, it)

    def number(self, it: z3.ArithRef | int) -> int:
        """A whole number."""
        if isinstance(it, int):
            return it
        return number_in(self.model, it)

    def assignments(self, variables: Sequence[z3.ExprRef]) -> list[tuple[z3.ExprRef, z3.ExprRef]]:
        """Each variable with its value."""
        return [(v, self.model.eval(v, model_completion=True)) for v in variables]

    def kept(self, variables: list[z3.ExprRef]) -> list[z3.BoolRef]:
        """That these variables have these values."""
        return [as_in(self.model, variable) for variable in variables]
