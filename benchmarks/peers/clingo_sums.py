"""Answer set programming: one of four votes for each voter, thresholds as aggregates.

Counting with `#count` into an atom for each number is no faster on *pass and fail*.
"""

import clingo

from benchmarks.questions import Question

RULES = """
voter(0..seats-1).  choice(for;against;abstain;absent).
1 { vote(V,C) : choice(C) } 1 :- voter(V).
1 { kind(policy;contract) } 1.
{ may_outsource }.

:- #sum { 2,V : vote(V,C), C != absent } < seats.
carried :- #sum { 1,V : vote(V,for); -1,V : vote(V,against) } > 0.
lost    :- #sum { 1,V : vote(V,against); -1,V : vote(V,for) } > 0.
unanimous :- #count { V : vote(V,for) } >= seats.
:- not carried.
:- may_outsource, kind(policy), not unanimous.
"""
ASKED = {
    Question.POLICY_VETO: ":- not may_outsource. :- not kind(policy). :- not vote(0,against).",
    Question.OUTSOURCING_VETO: ":- not may_outsource. :- not vote(0,against).",
    Question.PASS_AND_FAIL: ":- not lost.",
}


def ask(question: Question, seats: int) -> bool:
    """Is there a case that refutes the claim? The council is voter 0."""
    control = clingo.Control(["--warn=none", f"-c seats={seats}"])
    control.add("base", [], RULES + ASKED[question])
    control.ground([("base", [])])
    return bool(control.solve().satisfiable)
