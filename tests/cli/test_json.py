"""`--format json`: by the published schema, and with the same facts as the text."""

import json
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from tests.cli.calling import CLUB, EXPECTED, FAILS, HOLDS, ROOT, VACUOUS, WRONG, call
from verifier import rendering

SCHEMAS = Path(rendering.__file__).parents[1] / "schemas"
STATE = "property is_out Ann is suspended from Committee throughout\n"
POSSIBLE = "property possible some decision when price is above 1_000 can pass\n"


def valid(text: str, command: str = "check") -> Any:
    schema = json.loads((SCHEMAS / f"{command}.schema.json").read_text(encoding="utf-8"))
    jsonschema.Draft202012Validator.check_schema(schema)
    answer = json.loads(text)
    jsonschema.validate(answer, schema, jsonschema.Draft202012Validator)
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
    assert "the limit of 1 steps was reached" in found[0]["reason"]
    assert found[0]["scenario"] is None


@pytest.mark.parametrize("path", sorted((ROOT / "specs").glob("*.policy")), ids=lambda p: p.stem)
def test_the_seeds(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)
    answer = valid(call("check", str(path.relative_to(ROOT)), "--format", "json").out)
    assert all(prop["as_expected"] for prop in answer["specifications"][0]["properties"])


def test_loopholes(club: str) -> None:
    answer = valid(call("loopholes", club, "--format", "json").out, "loopholes")
    assert {it["property"] for it in answer["loopholes"]} >= {"fails_truly"}


def test_all_schemas_say_the_same_of_a_scenario() -> None:
    found = {
        path.name: json.loads(path.read_text(encoding="utf-8")).get("$defs", {})
        for path in sorted(SCHEMAS.glob("*.schema.json"))
    }
    scenarios = {name: each["scenario"] for name, each in found.items() if "scenario" in each}
    assert {"check.schema.json", "loopholes.schema.json"} <= set(scenarios)
    assert [name for name, it in scenarios.items() if it != scenarios["check.schema.json"]] == []
