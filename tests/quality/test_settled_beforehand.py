"""Changed clauses that no decision and no votes matter to: what is told of them says so, and which way."""

from policy_dsl import load_text
from policy_dsl.change.wordings import (
    IMPOSSIBLE,
    NEVER,
    nothing_asked,
    stands_in_the_way,
    stops_everything,
)
from policy_dsl.decisions import Ballots, Decision
from policy_dsl.interpreter import decide
from policy_dsl.model import ExceptionTo, condition_of
from policy_dsl.records import replace
from policy_dsl.state import initial_state
from policy_dsl.wording import requirement
from tests.quality.test_scope_in_stories import story
from verifier.words.why_so import ANY_POWER, clause_why

RULES = """governance "Each kind"
party A
party B
party C
party D
body K members A, B, C quorum none
decision substance s : yes or no
power p requires majority of votes cast in K
power q when s requires consent of D by separate act
  may amend r
rule r limits p when s requires consent of A in K
exception e to r when s requires consent of B in K
prohibition f limits p when s
recusal x in K when s excludes A from voting
"""


def test_why_a_changed_clause_applies_is_true_of_it() -> None:
    specification = load_text(RULES)
    seen = set()
    for clause in specification.clauses:
        wordings = [nothing_asked(clause), stops_everything(clause)]
        wordings += [stands_in_the_way(clause)] if isinstance(clause, ExceptionTo) else []
        for now in (each.clause for each in wordings):
            clauses = tuple(now if each == clause else each for each in specification.clauses)
            rules = replace(specification, clauses=clauses)
            decision = Decision({"s": True})
            outcome = decide(rules, initial_state(rules), {}, decision, Ballots())
            (its,) = (each for each in outcome.clauses if each.clause == clause.name)
            assert its.condition is not None
            why = clause_why(rules, now, its, ANY_POWER)
            never = condition_of(now, None) == NEVER
            assert ("it speaks of no decision" in why) is never, why
            assert not ("it speaks of every decision" in why and never)
            seen.add(why)
    assert len(seen) > 2


def test_what_is_asked_and_cannot_be_met_is_said_in_english() -> None:
    specification = load_text(RULES)
    assert requirement(specification, IMPOSSIBLE) == "what cannot be met"
    claim = "any 3 of K together can pass every decision when not s even after amendments"
    assert "Rule r requires what cannot be met: not met." in story(RULES, claim)
