"""Two clauses that demand different things of one kind of decision: against all ballots, and known ones."""

from __future__ import annotations

import itertools
import random
from datetime import date

from policy_dsl import examine_text
from policy_dsl.decisions import Ballots, Decision
from policy_dsl.interpreter import Meeting
from policy_dsl.interpreter.counting import Floor
from policy_dsl.interpreter.requirements import check
from policy_dsl.model import Specification
from policy_dsl.state import intervals
from tests.semantics.enumerating import all_ballots
from verifier.linting.every_check import LintOptions, lint
from verifier.results.lint import LintFinding
from verifier.solving.limits import Limits
from verifier.words import lint as words

TODAY = date(2026, 1, 1)

SHARES = ("majority", "at least 2/3", "unanimity", "at least 1/2", "at least 2", "all but 1")
BASES = ("members", "those present", "votes cast")
WHEN = (
    "",
    "",
    "",
    "when called is council",
    "when called is callers",
    "when urgent",
    "when not urgent",
)


def drawn(rng: random.Random) -> Specification:
    """Two powers and two rules over one body, now and then for decisions of one form or substance only."""

    def threshold() -> str:
        return f"{rng.choice(SHARES)} of {rng.choice(BASES)} in Board"

    def when() -> str:
        return rng.choice(WHEN)

    quorum = rng.choice(("none", "none", "at least 2 of members"))
    text = f"""governance "Demands"
party A party B party C
body Board members A, B, C quorum {quorum}
decision
  substance urgent : yes or no
  form called : one of council, callers
power p {when()} requires {threshold()}
power q {when()} requires {threshold()}
prohibition f limits {rng.choice(("p", "q"))} when {rng.choice(("urgent", "called is council"))}
rule r limits {rng.choice(("p", "p, q"))} {when()} requires {threshold()}
rule s limits {rng.choice(("q", "p, q"))} {when()} requires {threshold()}
"""
    read = examine_text(text, "demands.policy")
    assert read.specification is not None, read.diagnostics
    return read.specification


def every_meeting(spec: Specification) -> list[Meeting]:
    state = intervals(spec)[-1].state
    return [
        Meeting(spec, state, {}, Decision({"urgent": urgent, "called": called}))
        for urgent in (False, True)
        for called in ("council", "callers")
    ]


def by_power(meeting: Meeting, power: str, ballots: Ballots) -> bool:
    floor = Floor(meeting.rules, ballots, power)
    way = meeting.ways.get(power)
    return way is not None and all(check(floor, each, False).met for each in way)


def powers_differ(spec: Specification) -> bool:
    """A decision passes by one power and, in the same form or another, does not by the other one that covers it."""
    p, q = spec.powers
    meetings = every_meeting(spec)
    for first, second in itertools.product(meetings, meetings):
        if first.decision.facts["urgent"] is not second.decision.facts["urgent"]:
            continue
        for one, other in ((p, q), (q, p)):
            if not second.rules.active(other) or second.rules.forbidding(other.name):
                continue
            for ballots in all_ballots(first, 200, consents=False):
                if by_power(first, one.name, ballots) and not by_power(second, other.name, ballots):
                    return True
    return False


def rules_differ(spec: Specification) -> bool:
    """On decisions that both limit each is met on some ballots where the other is not."""
    seen = set()
    for meeting in every_meeting(spec):
        for power in spec.powers:
            limits = dict(meeting.rules.limits(power.name))
            if len(limits) < 2 or not meeting.rules.active(power):
                continue
            for ballots in all_ballots(meeting, 200, consents=False):
                floor = Floor(meeting.rules, ballots, power.name)
                seen.add(tuple(check(floor, limits[name], False).met for name in ("r", "s")))
    return {(True, False), (False, True)} <= seen


def found(spec: Specification, limits: Limits | None = None) -> list[LintFinding]:
    result = lint(spec, LintOptions(TODAY, (words.DIFFERENT,), limits or Limits(seconds=60)))
    assert not result.open
    return list(result.findings)


def test_random_demands() -> None:
    seen: dict[tuple[bool, bool], int] = {}
    for seed in range(40):
        spec = drawn(random.Random(f"demands {seed}"))
        findings = found(spec)
        kinds = tuple(any(f.kind == kind for f in findings) for kind in ("power", "rule"))
        assert kinds == (powers_differ(spec), rules_differ(spec)), seed
        key = (kinds[0], kinds[1])
        seen[key] = seen.get(key, 0) + 1
    for place in (0, 1):
        assert {key[place] for key in seen} == {False, True}


# --- known ones ----------------------------------------------------------------------------------


def rules(text: str) -> Specification:
    read = examine_text(text, "known.policy")
    assert read.specification is not None, read.diagnostics
    return read.specification


CALLED = """governance "Meetings"
parties 30 Member
body Assembly members Member quorum none
decision
  substance dissolves : yes or no
  {role} called : one of by_council, by_members
power of_council when called is by_council
  requires at least 2/3 of votes cast in Assembly
power of_members when called is by_members
  requires at least 1/2 of votes cast in Assembly
"""


def test_another_form_of_the_same() -> None:
    (finding,) = found(rules(CALLED.format(role="form")))
    assert finding.subject == "of_members and of_council"
    assert "called: by_council" in finding.why
    assert not found(rules(CALLED.format(role="substance"))), "that is another kind of decision"


def test_serving_members_and_those_who_do_not_run() -> None:
    text = """governance "Board"
parties 7 Director
body Board members Director quorum none
decision
  substance running : parties
power ordinary requires majority of members in Board
rule supermajority limits ordinary requires at least 5 of members in Board
rule unanimous limits ordinary requires unanimity of members among Board except running in Board
"""
    (finding,) = found(rules(text))
    assert finding.subject == "supermajority and unanimous"


def test_a_veto_beside_a_majority_is_meant() -> None:
    text = """governance "Board"
party Bank parties 6 Director
body Board members Bank, Director quorum none
power ordinary requires majority of members in Board
power by_bank requires consent of Bank in Board and at least 3 votes in favour in Board
rule two_thirds limits ordinary requires at least 2/3 of members in Board
rule bank limits ordinary requires consent of Bank in Board
"""
    assert not found(rules(text))


def test_the_stricter_of_two_rules_asks_for_all_that_the_other_does() -> None:
    text = """governance "Board"
parties 9 Director
body Board members Director quorum none
decision
  substance sells : yes or no
power ordinary requires majority of members in Board
rule two_thirds limits ordinary requires at least 2/3 of members in Board
rule many limits ordinary when sells requires at least 3/4 of members in Board
"""
    assert not found(rules(text))


def test_a_limit_leaves_it_open() -> None:
    options = LintOptions(TODAY, (words.DIFFERENT,), Limits(steps=1))
    result = lint(rules(CALLED.format(role="form")), options)
    assert not result.findings
    assert [each.subject for each in result.open] == ["of_council and of_members"]
