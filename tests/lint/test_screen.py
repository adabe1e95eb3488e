"""Lint fits a screen on the seeds, and each finding has a line that is true by itself."""

from __future__ import annotations

import json
import re
from datetime import date
from pathlib import Path

import pytest

from policy_dsl import examine_text, load
from tests.cli.answered_once import answered_once
from tests.cli.calling import call
from verifier.linting.every_check import LintOptions, lint
from verifier.rendering.lint_text import told
from verifier.rendering.wrapping import in_text
from verifier.solving.limits import Limits
from verifier.words import lint_telling as telling

ROOT = Path(__file__).parents[2]
SPECS = ROOT / "specs"


@pytest.fixture(autouse=True)
def _answered_once(monkeypatch: pytest.MonkeyPatch) -> None:
    answered_once(monkeypatch, "lint")


@pytest.mark.parametrize("name", ["nottinghamshire", "blmk_luton", "nottinghamshire_entrenched"])
def test_a_seed_fits_a_screen_with_every_finding(
    name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(ROOT)
    path = f"specs/{name}.policy"
    called = call("lint", path)
    lines = called.out.splitlines()
    assert len(lines) <= 30
    assert all(len(line) <= 100 for line in lines[1:])  # the first names the file
    (result,) = json.loads(call("lint", path, "--format", "json").out)["specifications"]
    for it in result["findings"]:
        in_a_line = re.search(rf"^{it['code']}/\d+ +{it['line']}  ", called.out, re.M)
        assert in_a_line or f"{it['file']}:{it['line']}: {it['code']} " in called.out
    found = result["findings"]
    assert f"{len(found)} finding{'s' if len(found) > 1 else ''}." in lines


@pytest.mark.parametrize("steps", [1, 20_000, 60_000])
def test_what_a_limit_kept_open_is_said_above_the_lines(steps: int) -> None:
    path = str(SPECS / "nottinghamshire.policy")
    specification = load(path)
    result = lint(specification, LintOptions(date(2026, 1, 1), limits=Limits(None, steps)))
    assert result.open
    shown = " ".join(in_text(told([result], full=False)).split())
    assert f" {len(result.open)} not decided." in shown
    for each in result.open:
        assert telling.not_decided(each.code, each.subject, each.reason) in shown
    assert call("lint", path, "--steps", "1").code == 3


LINES = {
    "VL01": "nobody may take decisions when kind is appointment",
    "VL02": "rule large can never apply, however the rules are read",
    "VL03": "rule half makes no difference to any outcome, as the rules stand",
    "VL04": "decisions when sells_land cannot pass, whatever anybody votes",
    "VL05": "the vote of West in Committee never matters",
    "VL06": "a vote against in Board can let a decision pass that would fail had that voter stayed away",
    "VL07": "exception loans leaves nothing of rule consent",
    "VL08": "no property depends on rule consent",
    "VL09": "Mayor rules on borrows, and by a false ruling alone can carry a decision that it votes for",
    "VL10": "some decision that does nothing but sells_land cannot pass, whatever anybody votes;"
    " with builds_homes, it can",
    "VL13": "power adjourned can be met where too few attend for the quorum of Society",
    "VL14": "an abstention in House can let a decision pass that would fail had that voter stayed away",
    "VL15": "power ordinary can pass a decision with one vote in favour",
    "VL16": "rule values_vote can be changed without what it requires",
    "VL17": "power of_members and power of_council ask for different things of one kind of decision",
    "VL18": "rule takeover: no decision that can be taken meets its condition, though it can be done in several",
    "VL19": "a vote for at a first meeting of Society can lose a decision that would pass had that voter stayed away",
    "VL12": "the quorum of Electors makes no difference to any outcome, as the rules stand",
}


def _found(code: str) -> list[str]:
    """The lines of what the example on the page of a code has of it."""
    text = (ROOT / "docs" / "lint" / f"{code}.md").read_text(encoding="utf-8")
    (source,) = re.findall(r"^```policy \S+\n(.*?)^```", text, re.M | re.S)
    specification = examine_text(source, "rules.policy").specification
    assert specification is not None
    result = lint(specification, LintOptions(date(2026, 1, 1), (code,)))
    return [telling.line([each]) for each in result.findings]


@pytest.mark.parametrize("code", LINES)
def test_lines_of_the_examples(code: str) -> None:
    assert _found(code)[0] == LINES[code]


BOARDS = "".join(
    f"body Board{number} members Ann, Bob, Cem quorum at least 3 of members\n"
    for number in range(5)
)
POWERS = "".join(
    f"power power{number} when kind is budget requires majority of votes cast in Board{number}\n"
    for number in range(5)
)
# From 2020 on appointments are in nobody's power.
CLUB = f"""governance "A club"
party Ann
party Bob
party Cem
{BOARDS}
decision
  form kind : one of budget, appointment
{POWERS}
power second when kind is appointment requires majority of votes cast in Board1
timeline
  on 2020-01-01 second lapses
"""


def test_waivers_times_and_names(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    Path("club.policy").write_text(CLUB, encoding="utf-8")
    Path("club.lint.toml").write_text(
        '[[waive]]\ncode = "VL06"\nsubject = "Board3"\nbecause = "all know"\n', encoding="utf-8"
    )
    lines = call("lint", "club.policy").out.splitlines()
    assert lines[1] == "11 findings, 1 waived."
    (gap,) = (line for line in lines if line.startswith("VL01/1 "))
    assert gap.endswith("nobody may take decisions when kind is appointment (from 2020-01-01 on)")
    waived = lines.index(next(line for line in lines if line.startswith("VL06/4 ")))
    assert " ".join(lines[waived : waived + 2]).endswith("stayed away; waived because all know")
    one = call("lint", "club.policy", "--show", "VL06/3")
    assert one.out == call("lint", "club.policy", "--show", "VL06 Board2").out
    assert one.out.count("VL06") == 1
    (result,) = json.loads(call("lint", "club.policy", "--show", "VL06/3", "--format", "json").out)[
        "specifications"
    ]
    assert [each["subject"] for each in result["findings"]] == ["Board2"]
    day = call("lint", "club.policy", "--at", "2019-05-01").out
    assert day.startswith("A club (club.policy), on 2019-05-01\n")
    assert "VL01" not in day
    missing = call("lint", "club.policy", "--show", "VL06/6")
    assert missing.code == 2
    assert "there is no finding called VL06/6; there are VL06/1, VL06/2, " in missing.err


def test_all_is_told_in_full_where_it_is_asked_for(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)
    path = "specs/nottinghamshire.policy"
    full = call("lint", path, "-v").out
    assert full == call("lint", path, "--all").out
    assert full.count("  Instead: ") == 5
    for name in ("VL06/1", "VL09/1", "VL09/2", "VL15/1", "VL16/1"):
        one = call("lint", path, "--show", name).out.split("\n\n", 1)[1]
        assert one.strip() in full


def test_a_class_that_takes_several_lines_is_not_cut() -> None:
    text = (SPECS / "texts" / "arch_trusted_users.policy").read_text(encoding="utf-8")
    specification = examine_text(text, "rules.policy").specification
    assert specification is not None
    found = lint(specification, LintOptions(date(2026, 1, 1), ("VL04",))).findings
    long = [it for it in found if len(it.subject) > 120]
    assert long
    for it in long:
        assert it.brief.startswith("certain decisions (--show says which) cannot pass")


def test_one_of_a_cohort_in_an_example_is_not_called_all_of_them(tmp_path: Path) -> None:
    path = tmp_path / "rules.policy"
    path.write_text(
        'governance "G"\nparties 2 Founder\nbody Board members Founder quorum none\n'
        "decision substance conflict : parties\npower p requires unanimity of members in Board\n"
        "recusal c in Board excludes conflict from voting\n",
        encoding="utf-8",
    )
    out = " ".join(call("lint", str(path), "-v").out.split())
    assert "An example with the fewest named: conflict includes 1 Founder." in out


def test_the_first_of_many_examples_is_told() -> None:
    """Not one that the solver came upon; and what is lost alike under each reading is lost under all."""
    out = " ".join(
        call("lint", str(SPECS / "gallery" / "un_security_council.policy"), "-v").out.split()
    )
    them = "China, France, Russia, UnitedKingdom, UnitedStates and 2 Elected"
    assert f"An example with the fewest named: disputants includes {them}." in out
    assert (
        "when matter is dispute and changes nothing, some cannot pass, whatever anybody votes"
        in out
    )
