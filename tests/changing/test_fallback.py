"""The search step by step, and the proofs that Spacer finds, agree with going through every reachable state.

Few questions need them, so here the quick way finds nothing: all is taken as reached, and no plan is made.
"""

from __future__ import annotations

from collections import Counter

import pytest
import z3

from policy_dsl import load_text
from tests.changing.comparing import compare
from verifier import Verdict, check
from verifier.changing import deciding, fallback
from verifier.changing.planning import Planner
from verifier.changing.problem import Problem
from verifier.changing.saturation import Saturated
from verifier.encoding.unrolling import System, by_spacer
from verifier.solving.answers import Unknown
from verifier.solving.library import CONTEXT
from verifier.solving.limits import Budget, Limits
from verifier.solving.reasons import Reason, Why


@pytest.fixture
def ends(monkeypatch: pytest.MonkeyPatch) -> Counter[str]:
    """How searches end where the quick way finds nothing."""
    found: Counter[str] = Counter()

    def everything(problem: Problem) -> Saturated:
        return Saturated(dict.fromkeys(problem.points, 0))

    search_further = fallback.search_further

    def counted(*given: object) -> fallback.FallbackResult:
        outcome = search_further(*given)  # type: ignore[arg-type]
        found["proof" if outcome.proved else "open" if outcome.story is None else "story"] += 1
        return outcome

    monkeypatch.setattr(deciding, "saturate", everything)
    monkeypatch.setattr(Planner, "plan", lambda *_: None)
    monkeypatch.setattr(fallback, "search_further", counted)
    return found


@pytest.mark.parametrize(("kind", "seeds"), [("small", 5), ("scopes", 6), ("leaving", 3)])
def test_verdicts_found_the_slow_way(kind: str, seeds: int, ends: Counter[str]) -> None:
    found = compare(kind, range(seeds), seconds=60)
    assert not found.differences
    assert found.seen["fails"]
    assert found.seen["holds"]
    assert ends["proof"] >= 2, ends
    assert ends["story"] >= 1, ends


RECUSED = """governance "Recused"
party A
party B
party C
body Board members A, B, C quorum at least 2 of members fixed membership
decision substance urgent : yes or no
power one may amend keeper requires majority of votes cast in Board
  fixed "law"
power two may amend veto requires majority of votes cast in Board
  fixed "law"
rule keeper limits two when amends veto requires consent of A in Board
rule veto limits every power when urgent requires consent of A in Board
recusal own in Board excludes A from voting and counting
  fixed "law"
property p A can block every decision when urgent even after amendments
"""
# A shorter way, which the holder stops: without it there is no quorum.
STOPPED = """body Senate members A, B, C quorum at least 3 of members fixed membership
power three when special may amend veto requires majority of votes cast in Senate
  fixed "law"
recusal other in Senate when special excludes A from voting
  fixed "law"
"""


@pytest.mark.parametrize("more", ["", STOPPED])
def test_steps_that_a_recused_holder_cannot_keep_from_being_taken(
    more: str, ends: Counter[str]
) -> None:
    """Whether it attends makes no difference, so what keeps the veto can be amended away, and then the veto."""
    text = RECUSED.replace("urgent : yes or no", "urgent : yes or no form special : yes or no")
    (found,) = check(load_text(text + more, "recused.policy")).properties
    assert found.verdict is Verdict.FAILS
    assert found.scenario is not None
    assert len(found.scenario.earlier) == 2
    assert ends == {"story": 1}


def test_a_proof_is_checked_and_a_search_that_breaks_off_says_why(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    now, then = z3.Ints("now then", CONTEXT)
    step = then == now + 1
    never = z3.BoolVal(False, CONTEXT)
    counting = System((now,), (then,), frozenset(), now == 0, step, step, never, now < 0)
    assert by_spacer(counting, Budget(Limits(seconds=20))) is True

    # A proof is looked at once more: it has to hold at the beginning, to go on holding, and to exclude the end.
    for cover in (now > 0, z3.BoolVal(True, CONTEXT), z3.And(now >= 0, now <= 5)):
        given = z3.substitute(cover, (now, z3.Var(0, now.sort())))
        monkeypatch.setattr(z3.Fixedpoint, "get_cover_delta", lambda *_, it=given: it)
        answer = by_spacer(counting, Budget(Limits(seconds=20)))
        assert isinstance(answer, Unknown)
        assert answer.reason == Reason(Why.PROOF_NOT_CHECKED)

    def breaks_off(*_: object) -> None:
        raise z3.Z3Exception("unforeseen")

    monkeypatch.setattr(z3.Fixedpoint, "query", breaks_off)
    answer = by_spacer(counting, Budget(Limits(seconds=20)))
    assert isinstance(answer, Unknown)
    assert answer.reason == Reason(Why.SEARCH_ENDED, names=("unforeseen",))


@pytest.mark.parametrize("searched", [False, True])
def test_a_limit_that_kept_a_story_from_being_found_is_why_there_is_none(
    searched: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    def plan(planner: Planner, _: object) -> None:
        planner.problem.budget.unanswered.append(Reason(Why.STEPS, 7))

    monkeypatch.setattr(Planner, "plan", plan)
    if searched:
        monkeypatch.setattr(fallback, "bounded", lambda *_: None)
        monkeypatch.setattr(fallback, "by_spacer", lambda *_: False)
    else:
        monkeypatch.setattr(fallback, "as_system", lambda _: None)
    [result] = check(load_text(AMENDED)).properties
    assert result.verdict is Verdict.UNDETERMINED
    assert "the limit of 7 steps was reached" in result.reason


AMENDED = """governance "Amended"
party A
party B
party C
body Board members A, B, C quorum none  assumed "nothing is written"
decision substance big : yes or no
power one may amend veto requires majority of votes cast in Board
rule veto limits every power when big requires consent of A in Board
property p A can block every decision when big even after amendments
"""
