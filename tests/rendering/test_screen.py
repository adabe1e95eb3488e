"""`check` fits a screen where all is as expected, and hides nothing that is not."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest

from tests.cli.calling import call

SPECS = Path(__file__).parents[2] / "specs"
SEEDS = ("nottinghamshire", "blmk_luton")


@pytest.mark.parametrize("name", SEEDS)
def test_a_seed_fits_a_screen(name: str) -> None:
    path = str(SPECS / f"{name}.policy")
    lines = call("check", path).out.splitlines()
    assert len(lines) <= 30
    assert all(len(line) <= 100 for line in lines[1:])  # the first names the file
    assert "All as expected." in lines[1]
    (result,) = json.loads(call("check", path, "--format", "json").out)["specifications"]
    for prop in result["properties"]:
        (line,) = (each for each in lines if f" {prop['name']} " in f"{each} ")
        assert line.startswith(f"{prop['verdict'].upper()} ")
    said = " ".join(" ".join(lines).split())
    for prop in result["properties"]:
        ways = prop["loopholes"]
        row = said.split(f" {prop['name']} ")[1].split(" HOLDS ")[0].split(" FAILS ")[0]
        number = re.search(r" \((\d+) ways?\)", row)
        told = ways is not None and prop["verdict"] == "holds"
        assert (number and number[1]) == (str(ways["number"]) if told else None)


@pytest.mark.parametrize("name", SEEDS)
def test_what_is_not_as_expected_is_told_in_full(
    name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    text = (SPECS / f"{name}.policy").read_text(encoding="utf-8")
    # The last claim that is expected to be false is not any more.
    before, _, after = text.rpartition("  expected to be false because ")
    Path("rules.policy").write_text(before + after.split("\n", 1)[1], encoding="utf-8")
    brief, full = call("check", "rules.policy"), call("check", "rules.policy", "-v")
    assert brief.code == full.code == 1
    wrong = brief.out.split("Not as expected: ")[1].split(".")[0]
    (block,) = (each for each in full.out.split("\n\n") if each.startswith(f"FAILS  {wrong}"))
    assert block in brief.out
    assert len(brief.out.splitlines()) < len(full.out.splitlines())


def test_what_a_limit_kept_open_is_told_in_full() -> None:
    path = str(SPECS / "nottinghamshire.policy")
    told = 0
    for steps in (2_000, 20_000, 60_000):
        limited = ("check", path, "--steps", str(steps))
        before = call(*limited, "--format", "json").out
        called = call(*limited)
        after = call(*limited, "--format", "json").out
        # How far so many steps go may differ from call to call in one process: what both know is what is compared.
        pairs = zip(
            *(json.loads(each)["specifications"][0]["properties"] for each in (before, after)),
            strict=True,
        )
        for prop, again in pairs:
            if all(map(_is_open, (prop, again))) and f" {prop['name']} " not in called.out:
                assert called.code == 3
                assert f"  {prop['name']}: {prop['title']}\n  Asked:" in called.out
                told += 1
            assert not re.search(rf"^UNDETERMINED +{prop['name']} ", called.out, re.M)
    assert told


def _is_open(prop: dict[str, Any]) -> bool:
    ways = prop["loopholes"]
    return bool(prop["verdict"] == "undetermined" or prop["open"] or (ways and ways["open"]))


def test_what_fits_a_screen_is_told_in_full(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("small.policy").write_text(
        'governance "Small"\nparty Ann\nbody Board\n  members Ann\n  quorum none\n'
        "power ordinary requires majority of members in Board\n"
        'property veto "Ann can stop it"\n  Ann can block every decision\n',
        encoding="utf-8",
    )
    assert call("check", "small.policy").out == call("check", "small.policy", "-v").out


def test_what_is_assumed_by_what_most_claims_say_is_not_said_of_the_others(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    head = (
        'governance "G"\nparty Ann\nparty Bob\nparty Cem\nbody K members Ann, Bob, Cem quorum none\n'
        "power p requires majority of votes cast in K\n"
    )
    away = "Ann and Bob together can block every decision while the others stay away\n"
    claims = [f"property a{n} {away}" for n in range(4)]
    alike = "".join(claims)
    Path("rules.policy").write_text(head + alike, encoding="utf-8")
    everybody = "Everybody else stays away from every meeting"
    assert everybody in " ".join(call("check", "rules.policy").out.split())
    other = "property b some 2 of K together can block every decision\n"
    Path("rules.policy").write_text(head + alike + other, encoding="utf-8")
    out = " ".join(call("check", "rules.policy").out.split())
    assert "Assuming, unless a claim says otherwise: Decisions are classified" in out
    assert everybody not in out
    assert "Ann and Bob vote against" not in out


def test_what_few_claims_take_for_granted_by_default_is_said(tmp_path: Path) -> None:
    """Where most are about a seat, and take nothing for granted."""
    seats = "\n".join(f"property p{n} Ann is a member of K" for n in range(20))
    path = tmp_path / "seats.policy"
    path.write_text(
        'governance "G" party Ann party Bob body K members Ann, Bob quorum none\n'
        "power p requires unanimity of members in K\n"
        f"property veto Ann can block every decision\n{seats}\n",
        encoding="utf-8",
    )
    out = " ".join(call("check", str(path)).out.split())
    assert "Nothing is decided in any way but by the powers written here." in out


def test_names_stay_as_they_are_in_what_all_take_for_granted(tmp_path: Path) -> None:
    """A sentence may begin with a name: of a body with so many seats, of whoever every claim is about."""
    claims = "\n".join(f"property p{n} Ada can block every decision" for n in range(20))
    path = tmp_path / "names.policy"
    path.write_text(
        'governance "Names" party Ada party Ben body SC members Ada, Ben seats 2 quorum none\n'
        f"power all_of_them requires unanimity of members in SC\n{claims}\n",
        encoding="utf-8",
    )
    _, _, assumed = " ".join(call("check", str(path)).out.split()).partition("Assuming, ")
    assert "SC has 2 seats" in assumed
    assert "Ada votes against" in assumed
