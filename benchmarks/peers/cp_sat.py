"""OR-Tools CP-SAT: three Booleans a voter, at most one of them, thresholds on their sums."""

from ortools.sat.python import cp_model

from benchmarks.questions import Question


def ask(question: Question, seats: int) -> bool:
    """Is there a case that refutes the claim? The council is voter 0."""
    model = cp_model.CpModel()
    in_favour = [model.new_bool_var("") for _ in range(seats)]
    against = [model.new_bool_var("") for _ in range(seats)]
    abstains = [model.new_bool_var("") for _ in range(seats)]
    for ballot in zip(in_favour, against, abstains, strict=True):
        model.add_at_most_one(ballot)
    ayes, noes, abstentions = (model.new_int_var(0, seats, "") for _ in range(3))
    for total, votes in ((ayes, in_favour), (noes, against), (abstentions, abstains)):
        model.add(total == cp_model.LinearExpr.sum(votes))

    policy, may_outsource = model.new_bool_var("policy"), model.new_bool_var("may_outsource")
    model.add(2 * (ayes + noes + abstentions) >= seats)
    model.add(2 * ayes > ayes + noes)
    model.add(ayes == seats).only_enforce_if(may_outsource, policy)
    if question is Question.PASS_AND_FAIL:
        model.add(2 * noes > ayes + noes)
    else:
        model.add_bool_and(may_outsource, against[0])
        if question is Question.POLICY_VETO:
            model.add_bool_and(policy)
    solver = cp_model.CpSolver()
    status = solver.solve(model)
    if status in (cp_model.OPTIMAL, cp_model.FEASIBLE):
        return True
    if status == cp_model.INFEASIBLE:
        return False
    raise TimeoutError(solver.status_name(status))
