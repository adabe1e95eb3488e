"""`pytest specs/`: properties as tests."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

import verifier.checking.combining
import verifier.rendering.junit  # noqa: F401 - else each run in this process would import them anew, beside other tests'
from tests.testing.specifications import ROOT

pytest_plugins = ["pytester"]

GOOD = """
governance "A board"
party City
party County
body Board
  members City, County
  quorum none
power p
  requires unanimity of members in Board
property veto "The city can block"
  City can block every decision
property by_itself "The city can pass anything alone"
  City can pass every decision
  expected to be false because "the county must agree"
"""
WRONG = GOOD + 'property strange "Nobody can block"\n  City cannot block any decision\n'


def run(pytester: pytest.Pytester, *arguments: str) -> pytest.RunResult:
    return pytester.runpytest_inprocess(
        "-p", "verifier.testing.pytest_plugin", "-p", "no:cacheprovider", *arguments
    )


@pytest.fixture
def _alone(pytester: pytest.Pytester, monkeypatch: pytest.MonkeyPatch) -> None:
    """No other plugins, and not this one twice."""
    monkeypatch.setenv("PYTEST_DISABLE_PLUGIN_AUTOLOAD", "1")


@pytest.mark.usefixtures("_alone")
def test_each_property_is_a_test_with_its_title(pytester: pytest.Pytester) -> None:
    pytester.makefile(".policy", board=GOOD)
    result = run(pytester, "-v")
    result.assert_outcomes(passed=2)
    result.stdout.fnmatch_lines(["*::veto[[]The city can block[]] PASSED*"])


@pytest.mark.usefixtures("_alone")
def test_a_failing_one_shows_the_story_and_no_traceback(pytester: pytest.Pytester) -> None:
    pytester.makefile(".policy", board=WRONG)
    result = run(pytester)
    result.assert_outcomes(passed=2, failed=1)
    result.stdout.fnmatch_lines(["fails, but expected: holds", "board.policy:14", "*In Board:*"])
    assert "Traceback" not in result.stdout.str()
    assert "runtest" not in result.stdout.str()


@pytest.mark.usefixtures("_alone")
def test_one_is_chosen_by_its_name(pytester: pytest.Pytester) -> None:
    path = pytester.makefile(".policy", board=WRONG)
    result = run(pytester, f"{path.name}::by_itself")
    result.assert_outcomes(passed=1)


@pytest.mark.usefixtures("_alone")
@pytest.mark.parametrize("limit", ["timeout", "question-timeout", "steps"])
@pytest.mark.parametrize("where", ["options", "settings"])
def test_limits_are_kept_and_undetermined_is_no_success(
    pytester: pytest.Pytester, limit: str, where: str
) -> None:
    pytester.makefile(".policy", board=GOOD)
    value = "1" if limit == "steps" else "0.000001"
    if where == "settings":
        pytester.makeini(f"[pytest]\nvetoproof_{limit.replace('-', '_')} = {value}\n")
        result = run(pytester)
    else:
        result = run(pytester, f"--vetoproof-{limit}", value)
    result.assert_outcomes(failed=2)
    result.stdout.fnmatch_lines(["undetermined, but expected: *"])


@pytest.mark.usefixtures("_alone")
@pytest.mark.parametrize("value", ["nan", "inf", "0", "-1", "soon"])
def test_what_is_no_limit_is_refused(pytester: pytest.Pytester, value: str) -> None:
    pytester.makefile(".policy", board=GOOD)
    for limit in ("timeout", "question-timeout", "steps", "memory"):
        wrong = run(pytester, f"--vetoproof-{limit}={value}")
        assert wrong.ret == pytest.ExitCode.USAGE_ERROR, limit


@pytest.mark.usefixtures("_alone")
def test_another_day(pytester: pytest.Pytester) -> None:
    late = GOOD + "timeline\n  on 2020-01-01 City is suspended from Board\n"
    pytester.makefile(".policy", board=late)
    run(pytester, "--vetoproof-at", "2019-01-01").assert_outcomes(passed=2)
    result = run(pytester, "--vetoproof-at", "2020-01-01")
    assert result.parseoutcomes().get("failed", 0) >= 1
    wrong = run(pytester, "--vetoproof-at", "tomorrow")
    assert wrong.ret == pytest.ExitCode.USAGE_ERROR


@pytest.mark.usefixtures("_alone")
def test_errors_in_a_specification_are_shown_as_they_are(pytester: pytest.Pytester) -> None:
    pytester.makefile(".policy", board=GOOD.replace("in Board", "in Bord"))
    result = run(pytester)
    result.assert_outcomes(errors=1)
    result.stdout.fnmatch_lines(["board.policy:*: error VP*"])
    assert "Traceback" not in result.stdout.str()


@pytest.mark.usefixtures("_alone")
def test_which_files_are_specifications_can_be_said(pytester: pytest.Pytester) -> None:
    pytester.makefile(".policy", board=GOOD, other="<policyconfig/>")
    pytester.makeini("[pytest]\nvetoproof_files = board.policy\n")
    run(pytester).assert_outcomes(passed=2)


def test_it_works_with_xdist_and_the_known_specifications(tmp_path: Path) -> None:
    pytest.importorskip("xdist")
    specification = ROOT / "specs" / "gallery" / "debian.policy"
    done = subprocess.run(
        [
            sys.executable, "-m", "pytest", "-q", "-c", "/dev/null", "--rootdir", str(tmp_path),
            "-p", "no:cacheprovider", "-p", "xdist", "-p", "vetoproof", "-n", "2", str(specification),
        ],
        # No other plugin that happens to be installed.
        env={**os.environ, "PYTEST_DISABLE_PLUGIN_AUTOLOAD": "1"},
        capture_output=True,
        text=True,
        cwd=tmp_path,
        check=False,
    )  # fmt: skip
    if "no tests" in done.stdout or "not found" in done.stderr:
        pytest.skip("the plugin is not installed: pip install -e .")
    assert done.returncode == 0, done.stdout + done.stderr
    assert "passed" in done.stdout


def test_the_plugin_costs_other_projects_nothing() -> None:
    program = (
        "import sys, verifier.testing.pytest_plugin\n"
        "heavy = {'z3', 'hypothesis', 'lark', 'policy_dsl'} & set(sys.modules)\n"
        "print(sorted(heavy))"
    )
    done = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, cwd=ROOT, check=True
    )
    assert done.stdout.strip() == "[]"
