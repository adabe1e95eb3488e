"""`--format json`: by the published schema, and with the same facts as the text."""

import json
import re
import sys
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import jsonschema
import pytest
import z3
from hypothesis import given, settings

from policy_dsl import load
from tests.cli.calling import CLUB, EXPECTED, FAILS, HOLDS, ROOT, VACUOUS, WRONG, call
from tests.testing.specifications import committee
from verifier import rendering
from verifier.answers.declared import read, written
from verifier.answers.published import DECLARED
from verifier.cli import COMMANDS
from verifier.records.occasion import Occasion
from verifier.records.plain import record
from verifier.testing import scenarios
from verifier.version import __version__, z3_version

SCHEMAS = Path(rendering.__file__).parents[1] / "schemas"
STATE = "property is_out Ann is suspended from Committee throughout\n"
POSSIBLE = "property possible some decision when price is above 1_000 can pass\n"


def valid(text: str, command: str = "check") -> Any:
    schema = json.loads((SCHEMAS / f"{command}.schema.json").read_text(encoding="utf-8"))
    jsonschema.Draft202012Validator.check_schema(schema)
    answer = json.loads(text)
    jsonschema.validate(answer, schema, jsonschema.Draft202012Validator)
    assert written(read(DECLARED[command], answer)) == answer
    return answer


@pytest.fixture
def club(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    monkeypatch.chdir(tmp_path)
    Path("club.policy").write_text(
        CLUB + HOLDS + EXPECTED + FAILS + VACUOUS + STATE + POSSIBLE, encoding="utf-8"
    )
    return "club.policy"


def test_every_verdict_is_in_the_schema(club: str) -> None:
    answer = valid(call("check", club, "--format", "json").out)
    (it,) = answer["specifications"]
    assert (it["file"], it["title"], answer["errors"]) == ("club.policy", "Club", [])
    found = {prop["name"]: prop for prop in it["properties"]}
    assert {name: prop["verdict"] for name, prop in found.items()} == {
        "holds_true": "holds",
        "fails_as_expected": "fails",
        "fails_truly": "fails",
        "about_nothing": "vacuous",
        "is_out": "fails",
        "possible": "holds",
    }
    assert [prop["as_expected"] for prop in found.values()] == [
        True,
        True,
        False,
        False,
        False,
        True,
    ]
    assert found["fails_as_expected"]["expected_because"] == "outvoted"
    assert found["about_nothing"]["reason"]
    assert len(found["is_out"]["states"]) == 4


def test_what_a_proof_rests_on(club: str) -> None:
    answer = valid(call("check", club, "--property", "holds_true", "--format", "json").out)
    (prop,) = answer["specifications"][0]["properties"]
    assert next((s["kind"], s["name"], s["file"], s["line"]) for s in prop["rests_on"]) == (
        "rule",
        "dear",
        "club.policy",
        13,
    )
    assert prop["scenario"] is None


def test_a_scenario(club: str) -> None:
    answer = valid(call("check", club, "--property", "fails_truly", "--format", "json").out)
    (prop,) = answer["specifications"][0]["properties"]
    scenario = prop["scenario"]
    assert (scenario["outcome"], scenario["power"]) == ("adopted", "ordinary")
    assert {v["vote"]: (v["number"], v["who"]) for v in scenario["votes"]} == {
        "for": (2, ["Bob", "Cem"]),
        "against": (1, ["Ann"]),
    }
    assert scenario["decision"]["attributes"] == {"price": "11 EUR"}
    text = call("check", club, "--property", "fails_truly").out
    told = " ".join(text.split())
    for sentence in scenario["text"].splitlines():
        assert sentence in told
    for assumption in prop["assumptions"]:
        assert assumption["text"] in told


def test_the_readings_under_which_it_fails(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    claim = (
        "property absent Ann can block every decision when price is above 1_000 by staying away\n"
    )
    Path("club.policy").write_text(CLUB + claim, encoding="utf-8")
    answer = valid(call("check", "club.policy", "--format", "json").out)
    (prop,) = answer["specifications"][0]["properties"]
    assert (prop["verdict"], prop["readings"]) == ("fails", [{"dear": "present"}])


def test_what_is_wrong(club: str) -> None:
    Path("wrong.policy").write_text(WRONG, encoding="utf-8")
    called = call("check", club, "wrong.policy", "gone.policy", "--format", "json")
    assert (called.code, called.err) == (2, "")
    errors = valid(called.out)["errors"]
    assert [(e["code"], e["file"], e["line"]) for e in errors] == [
        ("VP001", "wrong.policy", 22),
        (None, None, None),
    ]
    assert "gone.policy" in errors[1]["message"]


def test_undetermined(club: str) -> None:
    called = call("check", club, "--steps", "1", "--format", "json")
    found = valid(called.out)["specifications"][0]["properties"]
    assert called.code == 3
    assert "the limit of 1 step was reached" in found[0]["reason"]
    assert found[0]["scenario"] is None


@pytest.mark.parametrize("path", sorted((ROOT / "specs").glob("*.policy")), ids=lambda p: p.stem)
def test_the_seeds(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)
    answer = valid(call("check", str(path.relative_to(ROOT)), "--format", "json").out)
    assert all(prop["as_expected"] for prop in answer["specifications"][0]["properties"])


def test_loopholes(club: str) -> None:
    answer = valid(call("loopholes", club, "--format", "json").out, "loopholes")
    assert {it["property"] for it in answer["loopholes"]} >= {"fails_truly"}


def commands_with_json() -> list[str]:
    """The commands that offer `--format json`, as their own descriptions say."""
    found = []
    for name in COMMANDS:
        if find_spec(f"verifier.commands.{name}") is not None:
            described = call(name, "--help").out
            if re.search(r"--format \{[^}]*\bjson\b", described):
                found.append(name)
    return found


# What each command is given besides the specification.
BESIDES = {
    "repair": ("holds_true",),
    "diff": ("club.policy",),
    "decide": ("minutes.yaml",),
    "chart": ("ordinary",),
    "conform": ("--command", "cat", "--reading", "dear=whole"),
}


def test_every_command_with_json_has_a_schema() -> None:
    assert {path.name.removesuffix(".schema.json") for path in SCHEMAS.iterdir()} == set(
        commands_with_json()
    )


@pytest.mark.parametrize("command", commands_with_json())
@pytest.mark.parametrize(
    ("file", "code"), [("wrong.policy", "VP001"), ("gone.policy", "VP082"), ("empty", None)]
)
def test_what_is_wrong_is_json_too(club: str, command: str, file: str, code: str | None) -> None:
    Path("wrong.policy").write_text(WRONG, encoding="utf-8")
    Path("minutes.yaml").write_text("date: 2024-05-01\n", encoding="utf-8")
    if code is None:
        Path(file).mkdir()
    called = call(command, file, *BESIDES.get(command, ()), "--format", "json")
    assert (called.code, called.err) == (2, "")
    errors = valid(called.out, command)["errors"]
    assert errors
    assert all(file in f"{e['file']}{e['message']}" for e in errors)
    if file == "wrong.policy":
        assert [e["code"] for e in errors] == [code]


MINUTES = """\
motion: Tea
date: 2024-05-01
decision: {price: 12, secret: no}
votes:
  Committee: {Ann: for, Bob: for, Cem: absent}
outcome: not adopted
---
motion: A house
date: 2024-05-01
decision: {price: 2_000, secret: no}
votes:
  Committee: {Ann: for, Bob: for, Cem: absent}
---
motion: A boat
decision: {price: many}
"""


def test_minutes(club: str) -> None:
    Path("minutes.yaml").write_text(MINUTES, encoding="utf-8")
    called = call("decide", club, "minutes.yaml", "--format", "json")
    assert called.code == 2
    answer = valid(called.out, "decide")
    tea, house = answer["motions"]
    assert (tea["adopted"], tea["recorded"], tea["agrees"]) == (True, False, False)
    assert tea["answers"][0]["powers"] == ["ordinary"]
    assert (house["adopted"], house["recorded"], house["agrees"]) == (None, None, None)
    assert [(a["readings"], a["adopted"]) for a in house["answers"]] == [
        ({"dear": "whole"}, False),
        ({"dear": "present"}, True),
    ]
    assert house["answers"][0]["decided_by"][0]["clause"] == "dear"
    assert {fault["file"] for fault in answer["faults"]} == {"minutes.yaml"}
    text = call("decide", club, "minutes.yaml")
    for sentence in (*tea["answers"][0]["situation"], *tea["answers"][0]["text"]):
        assert sentence in text.out
    for fault in answer["faults"]:
        assert fault["message"] in text.err


AYE = "import sys\nfor line in sys.stdin: print('{\"adopted\": true}', flush=True)\n"


def test_a_program_that_disagrees(club: str) -> None:
    Path("aye.py").write_text(AYE, encoding="utf-8")
    how = ("--command", f"{sys.executable} aye.py", "--reading", "dear=whole", "--examples", "200")
    called = call("conform", club, *how, "--coverage", "--format", "json")
    assert called.code == 1
    answer = valid(called.out, "conform")
    assert answer["conforms"] is False
    assert (answer["disagreement"]["rules"], answer["disagreement"]["system"]) == (
        "not adopted",
        "adopted",
    )
    assert {each["name"] for each in answer["coverage"]} == {"ordinary", "dear"}
    assert valid(call("conform", club, "--command", "true", "--format", "json").out, "conform")[
        "errors"
    ]


def test_changes_that_nobody_notices(club: str) -> None:
    Path("minutes.yaml").write_text(MINUTES.split("---", maxsplit=1)[0], encoding="utf-8")
    how = ("--examples", "100", "--format", "json")
    called = call("mutate", club, "--only", "dear", "--record", "minutes.yaml", *how)
    answer = valid(called.out, "mutate")
    score = answer["score"]
    assert score["noticed"] + score["unnoticed"] + score["no_difference_found"] == len(
        answer["changes"]
    )
    assert 0 <= score["percent"] <= 100
    assert any(each["noticed_by"] for each in answer["changes"])
    Path("minutes.yaml").write_text(MINUTES, encoding="utf-8")
    wrong = call("mutate", club, "--record", "minutes.yaml", *how)
    assert (wrong.code, wrong.err) == (2, "")
    assert valid(wrong.out, "mutate")["faults"]
    unknown = call("mutate", club, "--only", "ordinari", *how)
    assert "did you mean ordinary?" in valid(unknown.out, "mutate")["errors"][0]["message"]


@pytest.mark.parametrize("command", ["conform", "mutate"])
def test_whatever_is_drawn_is_a_record_by_the_schema(command: str) -> None:
    whole = json.loads((SCHEMAS / f"{command}.schema.json").read_text(encoding="utf-8"))
    validator = jsonschema.Draft202012Validator({"$ref": "#/$defs/record", "$defs": whole["$defs"]})
    for specification in (committee(), load(ROOT / "specs" / "nottinghamshire.policy")):

        @settings(max_examples=100, derandomize=True, database=None, deadline=None)
        @given(scenarios(specification, effects=True, rulings=True, uncounted=True))
        def valid_record(occasion: Occasion) -> None:
            validator.validate(record(occasion))

        valid_record()


def test_all_schemas_say_the_same_of_a_scenario() -> None:
    found = {
        path.name: json.loads(path.read_text(encoding="utf-8")).get("$defs", {})
        for path in sorted(SCHEMAS.glob("*.schema.json"))
    }
    scenarios = {name: each["scenario"] for name, each in found.items() if "scenario" in each}
    assert {"check.schema.json", "loopholes.schema.json"} <= set(scenarios)
    assert [name for name, it in scenarios.items() if it != scenarios["check.schema.json"]] == []


def test_an_answer_says_what_gave_it(club: str) -> None:
    tool = valid(call("check", club, "--format", "json").out)["tool"]
    assert tool == {"vetoproof": __version__, "z3": z3_version(), "language": 1}
    assert z3_version().startswith(z3.get_version_string())
    assert call("--version").out == f"vetoproof {__version__} (z3 {z3_version()}, language 1)\n"
