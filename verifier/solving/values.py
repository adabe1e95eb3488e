"""Reading what was found: plain values of terms, for whoever builds scenarios without knowing the solver."""

from __future__ import annotations

import z3

from policy_dsl.records import dataclass


@dataclass(frozen=True)
class Values:
    """The values of all terms in one answer; what the answer leaves open is false or 0."""

    model: z3.ModelRef

    def truth(self, it: z3.BoolRef | bool) -> bool:
        """A truth value."""
        return (
            it if isinstance(it, bool) else z3.is_true(self.model.eval(it, model_completion=True))
        )

    def number(self, it: z3.ArithRef | int) -> int:
        """A whole number."""
        if isinstance(it, int):
            return it
        return int(self.model.eval(it, model_completion=True).as_long())

    def kept(self, variables: list[z3.ExprRef]) -> list[z3.BoolRef]:
        """That these variables have these values."""
        return [v == self.model.eval(v, model_completion=True) for v in variables]
