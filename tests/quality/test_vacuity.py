"""A claim that says nothing names the parts of the rules that make it so, and none besides."""

from __future__ import annotations

import pytest

from policy_dsl import load_text
from verifier import Verdict, check

RULES = {
    "p": "power p when not sells requires majority of votes cast in Board",
    "q": "power q when sells requires consent of A in Board",
    "f": "prohibition f limits p, q when sells and big",
    "r": "rule r limits q when sells requires consent of Guest in Board",
    "s": "rule s limits every power requires consent of Absent in House",
}
HEAD = """governance "Vacuity"
party A
party B
party Guest
party Absent
body Board members A, B quorum none
body House members A quorum at least 1 of members
decision
  substance sells : yes or no
  substance big : yes or no
"""
CLAIMS = (
    # What is asked of, by which rules, and which of them make it vacuous.
    ("when sells and big", "pqf", ["f"]),
    ("when sells", "pqr", ["p", "r"]),
    ("when sells under p", "pq", ["p"]),
    ("when sells and not sells", "pqf", []),
    ("", "qs", ["s"]),
    ("when not sells", "q", ["q"]),
)


@pytest.mark.parametrize(("of", "rules", "named"), CLAIMS)
def test_what_makes_a_claim_vacuous(of: str, rules: str, named: list[str]) -> None:
    def result(kept: str):  # type: ignore[no-untyped-def]
        text = "\n".join([HEAD, *(RULES[each] for each in kept)])
        specification = load_text(f"{text}\nproperty v B can block every decision {of}\n")
        return check(specification).properties[0]

    found = result(rules)
    assert found.verdict is Verdict.VACUOUS
    clauses = [it.name for it in found.in_the_way if it.kind in ("power", "rule", "prohibition")]
    assert clauses == named
    assert found.states[0].core_minimal
    # Nothing that only limits is named without need.
    for name in set(named) & set("frs"):
        assert result(rules.replace(name, "")).verdict is not Verdict.VACUOUS
