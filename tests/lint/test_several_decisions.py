"""Conditions that no decision of one meeting meets: against all decisions, and known ones."""

from __future__ import annotations

import itertools
import random
from datetime import date

from policy_dsl import examine_text, wording
from policy_dsl.decisions import Decision
from policy_dsl.interpreter import Meeting, possible_effects
from policy_dsl.model import Power, Specification
from policy_dsl.state import intervals
from verifier.linting.every_check import LintOptions, lint
from verifier.results.lint import LintFinding
from verifier.solving.limits import Limits
from verifier.words import lint as words

TODAY = date(2026, 1, 1)
ACTS = ("removes A from Board", "suspends B from Board", "amends r itself", "urgent")
MAY = ("remove members of Board", "suspend members of Board", "admit members to Board", "amend r")


def drawn(rng: random.Random) -> Specification:
    def condition() -> str:
        parts = rng.sample(ACTS, rng.choice((1, 2, 2, 3)))
        return f" {rng.choice(('and', 'and', 'or'))} ".join(parts)

    def may() -> str:
        return f"may {', '.join(rng.sample(MAY, rng.choice((1, 1, 2))))}"

    text = f"""governance "Acts"
party A party B party C
body Board members A, B, C quorum none
decision
  substance urgent : yes or no
power p requires majority of members in Board
  {may()}
power q when {rng.choice(("urgent", "not urgent", condition()))}
  requires majority of members in Board
  {may()}
rule r limits {rng.choice(("p", "q", "p, q", "every power"))} when {condition()}
  requires unanimity of members in Board
prohibition f limits {rng.choice(("p", "q", "every power"))} when {condition()}
exception e to r, f when {condition()}
recusal c in Board when {condition()}
  excludes A from voting
"""
    read = examine_text(text, "acts.policy")
    assert read.specification is not None, (text, read.diagnostics)
    return read.specification


def expected(spec: Specification) -> set[str]:
    """What applies to decisions that a power which it is about applies to, but which that power may never take."""
    state = intervals(spec)[-1].state
    effects = possible_effects(spec, state)
    acts = ("removes A from Board", "suspends B from Board", "amends r")
    named = [effect for effect in effects if wording.effect(effect) in acts]
    assert len(named) == len(acts)
    covered: set[str] = set()
    taken: set[str] = set()
    for number in range(4):
        for them in itertools.combinations(named, number):
            for urgent in (False, True):
                put = Decision({"urgent": urgent}, effects=frozenset(them))
                meeting = Meeting(spec, state, {}, put)
                for clause in spec.clauses:
                    if not meeting.rules.active(clause):
                        continue
                    for power in spec.powers:
                        about = clause.name == power.name
                        if not isinstance(clause, Power):
                            scope = getattr(clause, "limits", None)
                            limited = spec.limited(scope)
                            about = limited is None or power.name in limited
                        if about and meeting.rules.active(power):
                            covered.add(clause.name)
                            if not meeting.not_granted(power):
                                taken.add(clause.name)
    return covered - taken


def found(spec: Specification, limits: Limits | None = None) -> list[LintFinding]:
    result = lint(spec, LintOptions(TODAY, (words.SEVERAL,), limits or Limits(seconds=60)))
    assert not result.open
    return list(result.findings)


def test_random_acts() -> None:
    seen: set[str] = set()
    for seed in range(24):
        spec = drawn(random.Random(f"acts {seed}"))
        wanted = expected(spec)
        assert {finding.subject for finding in found(spec)} == wanted, seed
        seen |= wanted
    assert {"r", "f"} <= seen


TAKEOVER = """governance "Takeover"
party A party B party C
body Council members A, B, C quorum at least 2 of members
power reshuffle requires majority of members in Council
  may remove members of Council
power reform requires majority of members in Council
  may amend quorum of Council
rule at_once limits every power
  when removes A from Council {both} amends quorum of Council
  requires unanimity of members in Council
"""


def rules(text: str) -> Specification:
    read = examine_text(text, "takeover.policy")
    assert read.specification is not None, read.diagnostics
    return read.specification


def test_what_can_be_done_one_after_the_other() -> None:
    (finding,) = found(rules(TAKEOVER.format(both="and")))
    assert finding.subject == "at_once"
    assert "removes A from Council can be taken by reshuffle" in finding.why
    assert "amends quorum of Council can be taken by reform" in finding.why
    assert not found(rules(TAKEOVER.format(both="or")))


def test_what_nobody_may_do() -> None:
    text = (
        TAKEOVER.format(both="or")
        .replace("removes", "suspends")
        .replace("amends quorum of", "suspends B from")
    )
    (finding,) = found(rules(text))
    assert "In several decisions" not in finding.why


def test_a_clause_that_never_applies_anyway_is_told_as_that() -> None:
    text = TAKEOVER.format(both="and").replace("amends quorum of", "not removes A from")
    assert not found(rules(text))
