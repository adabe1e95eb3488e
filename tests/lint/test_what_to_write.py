"""What lint advises names no clause at random, a line says a thing once, and nothing idle counts as covered."""

import random
from datetime import date

import pytest

from policy_dsl import examine_text
from verifier.linting.every_check import LintOptions, lint
from verifier.rendering.lint_text import told
from verifier.rendering.wrapping import in_text
from verifier.results.lint import LintFinding, LintResult
from verifier.solving.limits import Limits

TODAY = date(2026, 1, 1)


def _with_powers(number):
    kinds = [f"k{n}" for n in range(number + 1)]
    powers = [
        f"power p{n} when kind is k{n} requires majority of votes cast in Board"
        for n in range(number)
    ]
    return "\n".join(
        [
            'governance "G"',
            "party A",
            "party B",
            "body Board",
            "  members A, B",
            "  quorum none",
            "decision",
            f"  form kind : one of {', '.join(kinds)}",
            *powers,
        ]
    )


@pytest.mark.parametrize("powers", [1, 2, 3])
def test_which_power_is_meant_to_cover_a_gap_is_left_to_its_author(powers):
    specification = examine_text(_with_powers(powers)).or_errors()
    (gap,) = lint(specification, LintOptions(TODAY, ("VL01",))).findings
    named = [power.name for power in specification.powers if power.name in gap.instead]
    assert named == (["p0"] if powers == 1 else [])


def test_one_line_for_what_a_line_says_alike():
    rng = random.Random(1)
    days = [date(2026, month, 1) for month in (2, 3, 4)]
    times = list(zip([None, *days], [*days, None], strict=True))
    findings = tuple(
        LintFinding(
            "VL01",
            "decision",
            f"s{n}",
            "f.policy",
            9,
            f"why {n} " + "x" * 4_000,
            "do",
            brief,
            times=(time,),
            everywhere=False,
        )
        for n, (time, brief) in enumerate(
            (time, brief)
            for time in times
            for brief in ("nobody may take some", "nobody may take others")
        )
    )
    result = LintResult("f.policy", "G", tuple(rng.sample(findings, len(findings))), None, ())
    shown = in_text(told([result], full=False))
    lines = [line for line in shown.splitlines() if "nobody may take" in line]
    assert len(lines) == 2
    for name in result.names:
        assert f"/{name.partition('/')[2]}" in shown


IDLE = """
governance "G"
party A
party B
body Board
  members A, B
  quorum none
decision
  form big : yes or no
power p requires unanimity of members in Board
rule ten limits p
  requires consensus in Board
property can_pass some decision can pass
property veto A can block every decision
"""


def test_what_makes_no_difference_is_not_covered():
    specification = examine_text(IDLE).or_errors()
    for codes in (("VL08",), ("VL03", "VL08")):
        result = lint(specification, LintOptions(TODAY, codes))
        assert result.coverage is not None
        assert (result.coverage.covered, result.coverage.uncovered) == (("p",), ("ten",))
        assert not [each for each in result.findings if each.code == "VL08"]
    cut = lint(specification, LintOptions(TODAY, ("VL08",), Limits(steps=1)))
    assert cut.coverage is not None
    assert "ten" not in (*cut.coverage.covered, *cut.coverage.uncovered)
