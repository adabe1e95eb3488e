"""What a way round rests on at its weakest is at work in its story: no power that does not act, no idle recusal."""

from __future__ import annotations

import pytest

from policy_dsl import load_text
from tests.loopholes.test_against_brute_force import searched
from verifier.results import Scenario

CITED = 'cite source "so"'
RULES = """\
governance "Two ways"
document source
party A
party B
party C
body K members A, B, C quorum none cite source "so"
body L members B, C quorum none cite source "so"
decision
  substance s : yes or no
  substance who : parties
power p requires majority of votes cast in K {p}
power q when s requires unanimity of votes cast in L {q}
rule r limits p when s requires no objection from C in K {r}
exception e to r when who includes C {e}
recusal x in K when who includes B excludes B from voting {x}
recusal y in L when who includes A excludes who from voting {y}
property veto A can block every decision when s
property consent every decision when s requires consent of C in K
"""


def at_work(story: Scenario) -> set[str]:
    """The clauses to which the outcome is due, as the interpreter has it."""
    found: set[str] = set()
    for meeting in (*story.earlier, story):
        assert meeting.power is not None
        asked = {vote.body for vote in meeting.votes}
        active = {each.clause for each in meeting.replay.clauses if each.active}
        power = next(each for each in meeting.replay.powers if each.power == meeting.power)
        found |= {meeting.power, *(each.clause for each in power.limits)} & active
        found |= {e for e in ("e",) if e in active and meeting.power == "p"}
        found |= {
            name
            for body in meeting.replay.bodies
            if body.body in asked
            for seated in body.seated
            if seated.number
            for name in seated.recused_by
        }
    return found


@pytest.mark.parametrize("weak", [*"pqrexy", "pq", "qx", "rxy"])
def test_only_what_is_at_work_is_rested_on(weak: str) -> None:
    noted = {name: 'assumed "no source"' if name in weak else CITED for name in "pqrexy"}
    specification = load_text(RULES.format(**noted), "rules.policy")
    for prop in specification.properties:
        for it in searched(specification, prop).loopholes:
            assert it.weakest is not None
            name = it.weakest.what.split()[-1]
            assert name in at_work(it.scenario) | {"K", "L"}, it.weakest
