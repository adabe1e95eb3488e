"""Clauses that can be changed without what they demand: against brute force, and known ones."""

from __future__ import annotations

import itertools
import random
from collections import Counter
from collections.abc import Iterator
from datetime import date

import pytest

from policy_dsl import examine_text
from policy_dsl.decisions import Ballots, Decision
from policy_dsl.interpreter import Meeting, possible_effects
from policy_dsl.interpreter.requirements import check
from policy_dsl.model import EffectKind, ExceptionTo, Power, Rule, Specification
from policy_dsl.state import intervals
from tests.lint.test_against_brute_force import LIMITS
from tests.semantics.enumerating import all_ballots, all_readings
from tests.semantics.printing import to_text
from verifier.checking.specifications import check as verdicts
from verifier.linting.changeable import changed_easily
from verifier.linting.every_check import LintOptions, lint
from verifier.linting.lint_context import LintContext
from verifier.results import Verdict
from verifier.results.lint import LintFinding
from verifier.solving.limits import Limits
from verifier.statements.printing import declarations
from verifier.words import lint as words

TODAY = date(2026, 1, 1)


Demanding = Power | Rule | ExceptionTo


def passing(spec: Specification) -> Iterator[tuple[Meeting, Ballots]]:
    """All that is adopted: of effects that nothing tells apart, one, and two at the most, which is all that matters."""
    state = intervals(spec)[-1].state
    amending = [e for e in possible_effects(spec, state) if e.kind is EffectKind.AMEND]
    them = [frozenset(each) for n in range(3) for each in itertools.combinations(amending, n)]
    for readings in all_readings(spec, state, {}):
        for urgent, effects in itertools.product((False, True), them):
            meeting = Meeting(spec, state, readings, Decision({"urgent": urgent}, effects=effects))
            if meeting.ways:
                for ballots in all_ballots(meeting, 100, consents=False):
                    if meeting.adopted(ballots):
                        yield meeting, ballots


def changed_without(spec: Specification) -> set[str]:
    """By the definition: amended without what it requires; of powers those that alone pass what is theirs."""
    demanding = [c for c in spec.clauses if isinstance(c, Demanding) and c.requires is not None]
    changed: set[tuple[str, str | None]] = set()
    bypassed: set[tuple[str, str | None]] = set()
    passes: set[tuple[str, str | None]] = set()
    for meeting, ballots in passing(spec):
        floor = meeting.floor(ballots)
        amended = {effect.target for effect in meeting.effects}
        for clause in demanding:
            assert clause.requires is not None
            key = clause.name, meeting.rules.readings.get(clause.name)
            met = check(floor, clause.requires.under(key[1]), True).met
            if clause.name in amended and not met:
                changed.add(key)
            if meeting.rules.condition(clause).holds:  # type: ignore[union-attr]
                (passes if met else bypassed).add(key)
    return {
        name
        for name, reading in changed
        if not isinstance(spec.clause[name], Power)
        or ((name, reading) in passes and (name, reading) not in bypassed)
    }


SHARES = ("majority", "at least 2/3", "unanimity", "at least 1/2")
BASES = ("members", "those present", "votes cast")
WHEN = ("urgent", "not urgent", "amends r")
MAY = ("may amend any declared clause", "may amend r, e", "may amend r", "")


def drawn(rng: random.Random) -> Specification:
    """Two powers, a rule and an exception that ask for votes of one body or consents of its chair."""

    def asks() -> str:
        tally = f"{rng.choice(SHARES)} of {rng.choice(BASES)} in Board"
        consent = "consent of A in Board"
        return rng.choice(
            (tally, tally, consent, f"{tally} and {consent}", f"{tally} or {consent}")
        )

    def when() -> str:
        many = rng.choice((0, 1, 1, 2))
        return f"when {' or '.join(rng.sample(WHEN, many))}" if many else ""

    read = f"requires reading one: {asks()} reading two: {asks()}"
    apart = rng.choice((("when urgent", "when not urgent"), ("", "")))
    text = f"""governance "Changing"
party A party B party C
body Board members A, B, C quorum none
decision
  substance urgent : yes or no
power p {apart[0] or when()} requires {asks()} {rng.choice(MAY)}
power q {apart[1] or when()} requires {asks()} {rng.choice(MAY)}
rule r limits {rng.choice(("p", "q", "p, q"))} {when()} {rng.choice((read, f"requires {asks()}"))}
exception e to r {when()} requires {asks()}
"""
    loaded = examine_text(text, "changing.policy")
    assert loaded.specification is not None, (text, loaded.diagnostics)
    return loaded.specification


def test_random_rules() -> None:
    seen: Counter[tuple[str, bool]] = Counter()
    for seed in range(30):
        spec = drawn(random.Random(f"changing {seed}"))
        room = LintContext(spec, LIMITS)
        changed_easily(room)
        assert not room.open
        found = {finding.subject for finding in room.findings}
        assert found == changed_without(spec), seed
        seen.update((clause.name, clause.name in found) for clause in spec.clauses)
    assert all(seen[name, said] > 1 for name in "re" for said in (True, False)), seen
    assert seen["p", True] + seen["q", True] > 0, seen


OTHER = """body Office members A, B quorum at least 2 of members
decision
  substance office : yes or no
power z when office and not urgent and not amends r and not amends e requires {asked}
  or at an adjourned meeting {asked}
"""


def test_a_power_with_adjourned_meetings_that_amends_nothing_alters_nothing() -> None:
    """What is required is then asked power by power, at the meeting that takes the decision."""
    told = 0
    for seed in range(40, 52):
        spec = drawn(random.Random(f"changing {seed}"))
        text = to_text(spec) + OTHER.format(asked="majority of votes cast in Office")
        read = examine_text(text, "adjourned.policy")
        assert read.specification is not None, read.diagnostics
        assert read.specification.adjourning
        findings = []
        for each in (spec, read.specification):
            room = LintContext(each, LIMITS)
            changed_easily(room)
            assert not room.open
            findings.append({it.subject for it in room.findings if it.subject in ("r", "e")})
        assert findings[0] == findings[1], seed
        told += len(findings[0])
    assert told > 3


# --- known ones ----------------------------------------------------------------------------------

FOUNDATION = """governance "Foundation"
parties 100 Voter
parties 7 Director
body Voters members Voter quorum none
body Board members Director quorum none
decision
  substance values : yes or no
power board requires at least 5 of members in Board
  may amend any clause
rule values_vote limits board
  when values{also}
  requires at least 90% of votes cast in Voters
{more}"""


def found(text: str, limits: Limits = LIMITS) -> list[LintFinding]:
    read = examine_text(text, "changed.policy")
    assert read.specification is not None, read.diagnostics
    result = lint(read.specification, LintOptions(TODAY, (words.CHANGED,), limits))
    assert not result.open
    return list(result.findings)


def test_ninety_per_cent_that_five_of_seven_repeal() -> None:
    (finding,) = found(FOUNDATION.format(also="", more=""))
    assert (finding.kind, finding.subject) == ("rule", "values_vote")
    (said,) = finding.statements
    assert not said.holds


@pytest.mark.parametrize(
    ("also", "more"),
    [
        (" or amends values_vote", ""),
        ("", "rule itself limits board when amends values_vote or amends itself\n"
         "  requires at least 90% of votes cast in Voters"),
        ("", "prohibition never limits board when amends values_vote"),
    ],
)  # fmt: skip
def test_what_is_asked_for_its_own_amendment_is_not_told(also: str, more: str) -> None:
    assert not any(
        f.subject == "values_vote" for f in found(FOUNDATION.format(also=also, more=more))
    )


ADJOURNS = """governance "Society"
parties 30 Member
body Society members Member quorum at least 10 of members
body Board members Member quorum none
power meeting requires majority of votes cast in Society
    or at an adjourned meeting majority of votes cast in Society with quorum none
  may amend any clause
power board requires majority of votes cast in Board
rule careful limits meeting at the last meeting
  when amends board{more}
  requires at least 2/3 of votes cast in Society
"""


@pytest.mark.parametrize(("more", "easily"), [(" or amends careful", set()), ("", {"careful"})])
def test_what_is_asked_at_the_meeting_that_decides(more: str, easily: set[str]) -> None:
    text = ADJOURNS.format(more=more)
    findings = found(text)
    assert {each.subject for each in findings} == easily
    for each in findings:
        (said,) = each.statements
        (written,) = declarations(examine_text(text).specification, "lint", [said])
        read = examine_text(text + written + "\n", "written.policy")
        assert read.specification is not None, read.diagnostics
        (result,) = verdicts(read.specification).properties
        assert result.verdict is Verdict.FAILS, written


POWERS = """governance "Two powers"
parties 9 Member
body Council members Member quorum none
decision
  substance dissolves : yes or no
power ordinary {when}
  requires majority of members in Council
  may amend any clause
power dissolution when dissolves
  requires at least 8 of members in Council
"""


def test_a_power_that_is_the_only_one_for_its_decisions() -> None:
    (finding,) = found(POWERS.format(when="when not dissolves"))
    assert (finding.kind, finding.subject) == ("power", "dissolution")
    # Where dissolution can be decided by the ordinary power, too, nothing asks for eight.
    assert not found(POWERS.format(when=""))


def test_a_limit_leaves_it_open() -> None:
    read = examine_text(FOUNDATION.format(also="", more=""), "changed.policy")
    assert read.specification is not None
    options = LintOptions(TODAY, (words.CHANGED,), Limits(steps=1))
    result = lint(read.specification, options)
    assert not result.findings
    assert {each.subject for each in result.open} == {"board", "values_vote"}
