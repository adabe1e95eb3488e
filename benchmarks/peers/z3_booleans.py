"""Plain z3, three Booleans a voter (for, against, abstains; absent if none), totals as integers.

`Solver()` is what tutorials use. `SimpleSolver()` on the same formulas answers *pass and fail* and the
refutable veto at 1,001 seats in a few tenths of a second, but takes twelve times as long on the other
veto. `z3_integers` is about as fast as the better of both or faster.
`PbGe` in QF_FD and `SolverFor("QF_LIA")` gain nothing.
"""

import z3

from benchmarks.questions import Question


def ask(question: Question, seats: int) -> bool:
    """Is there a case that refutes the claim? The council is voter 0."""
    solver = z3.Solver()
    in_favour = [z3.Bool(f"for_{i}") for i in range(seats)]
    against = [z3.Bool(f"against_{i}") for i in range(seats)]
    abstains = [z3.Bool(f"abstains_{i}") for i in range(seats)]
    for f, a, n in zip(in_favour, against, abstains, strict=True):
        solver.add(z3.Not(z3.And(f, a)), z3.Not(z3.And(f, n)), z3.Not(z3.And(a, n)))
    ayes, noes, abstentions = z3.Ints("ayes noes abstentions")
    for total, votes in ((ayes, in_favour), (noes, against), (abstentions, abstains)):
        solver.add(total == z3.Sum([z3.If(vote, 1, 0) for vote in votes]))

    policy, may_outsource = z3.Bools("policy may_outsource")
    quorate = 2 * (ayes + noes + abstentions) >= seats
    carried = z3.And(quorate, 2 * ayes > ayes + noes)
    lost = z3.And(quorate, 2 * noes > ayes + noes)
    unanimity = z3.Implies(z3.And(may_outsource, policy), ayes == seats)
    solver.add(carried, unanimity)
    if question is Question.PASS_AND_FAIL:
        solver.add(lost)
    else:
        solver.add(may_outsource, against[0])
        if question is Question.POLICY_VETO:
            solver.add(policy)
    answer = solver.check()
    if answer == z3.unknown:
        raise TimeoutError(solver.reason_unknown())
    return bool(answer == z3.sat)
