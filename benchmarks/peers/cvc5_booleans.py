"""cvc5, three Booleans a voter (for, against, abstains; absent if none), totals as integers.

With an integer a vote, *pass and fail* takes less than half as long, the vetoes half as long again to twice as long.
"""

from collections.abc import Iterable
from itertools import combinations
from typing import Any

import cvc5
from cvc5 import Kind

from benchmarks.questions import Question


class Script:
    """A cvc5 solver with the few operations that the rules need."""

    def __init__(self) -> None:
        self.terms = cvc5.TermManager()
        self.solver = cvc5.Solver(self.terms)
        self.solver.setLogic("QF_LIA")

    def number(self, value: int) -> Any:
        return self.terms.mkInteger(value)

    def flag(self, name: str) -> Any:
        return self.terms.mkConst(self.terms.getBooleanSort(), name)

    def total(self, name: str, votes: Iterable[Any]) -> Any:
        """A named integer: how many of the votes are cast."""
        total = self.terms.mkConst(self.terms.getIntegerSort(), name)
        one, zero = self.number(1), self.number(0)
        parts = [self.terms.mkTerm(Kind.ITE, vote, one, zero) for vote in votes]
        self.state(Kind.EQUAL, total, self.terms.mkTerm(Kind.ADD, *parts))
        return total

    def twice(self, *parts: Any) -> Any:
        whole = parts[0] if len(parts) == 1 else self.terms.mkTerm(Kind.ADD, *parts)
        return self.terms.mkTerm(Kind.MULT, self.number(2), whole)

    def state(self, kind: Any, *parts: Any) -> None:
        self.solver.assertFormula(self.terms.mkTerm(kind, *parts))


def ask(question: Question, seats: int) -> bool:
    """Is there a case that refutes the claim? The council is voter 0."""
    s = Script()
    in_favour, against, abstains = (
        [s.flag(f"{vote}_{i}") for i in range(seats)] for vote in ("for", "against", "abstains")
    )
    for ballot in zip(in_favour, against, abstains, strict=True):
        for pair in combinations(ballot, 2):
            s.state(Kind.NOT, s.terms.mkTerm(Kind.AND, *pair))
    ayes, noes = s.total("ayes", in_favour), s.total("noes", against)
    abstentions = s.total("abstentions", abstains)

    policy, may_outsource = s.flag("policy"), s.flag("may_outsource")
    cast = s.terms.mkTerm(Kind.ADD, ayes, noes)
    s.state(Kind.GEQ, s.twice(ayes, noes, abstentions), s.number(seats))
    s.state(Kind.GT, s.twice(ayes), cast)
    s.state(
        Kind.IMPLIES,
        s.terms.mkTerm(Kind.AND, may_outsource, policy),
        s.terms.mkTerm(Kind.EQUAL, ayes, s.number(seats)),
    )
    if question is Question.PASS_AND_FAIL:
        s.state(Kind.GT, s.twice(noes), cast)
    else:
        s.solver.assertFormula(may_outsource)
        s.solver.assertFormula(against[0])
        if question is Question.POLICY_VETO:
            s.solver.assertFormula(policy)
    answer = s.solver.checkSat()
    if answer.isUnknown():
        raise TimeoutError(str(answer.getUnknownExplanation()))
    return bool(answer.isSat())
