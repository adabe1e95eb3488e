"""Exit codes: 0 as expected, 1 a finding, 3 undetermined, 2 wrong; 2 before 3 before 1."""

from itertools import product
from pathlib import Path

import pytest

from tests.cli.calling import CLUB, EXPECTED, FAILS, HOLDS, VACUOUS, WRONG, call
from verifier.exits import worst


@pytest.fixture(autouse=True)
def _folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


def written(text: str, name: str = "club.policy") -> str:
    Path(name).write_text(text, encoding="utf-8")
    return name


@pytest.mark.parametrize(
    ("claims", "code", "summary"),
    [
        (HOLDS, 0, "1 property: 1 holds. All as expected."),
        (EXPECTED, 0, "1 property: 1 fails. All as expected."),
        (HOLDS + EXPECTED, 0, "2 properties: 1 holds, 1 fails. All as expected."),
        (FAILS, 1, "1 property: 1 fails. Not as expected: fails_truly."),
        (VACUOUS, 1, "1 property: 1 vacuous. Not as expected: about_nothing."),
        (
            HOLDS.strip() + ' expected to be false because "hoped for"\n',
            1,
            "1 property: 1 holds. Not as expected: holds_true.",
        ),
        ("", 0, "0 properties."),
    ],
)
def test_of_one_file(claims: str, code: int, summary: str) -> None:
    called = call("check", "-v", written(CLUB + claims))
    assert (called.code, called.out.splitlines()[-1], called.err) == (code, summary, "")


def test_an_undetermined_property() -> None:
    called = call("check", written(CLUB + HOLDS), "--steps", "1")
    assert called.code == 3
    assert "1 property: 1 undetermined. Not known whether as expected: holds_true." in called.out


def test_a_wrong_file_goes_before_all_and_the_others_are_checked() -> None:
    club = written(CLUB + FAILS)
    wrong = written(WRONG, "wrong.policy")
    called = call("check", wrong, club)
    assert called.code == 2
    assert "FAILS  fails_truly" in called.out
    assert "wrong.policy:22:" in called.err
    assert call("check", club, wrong, "--steps", "1").code == 2


def test_undetermined_goes_before_a_finding() -> None:
    # Who is suspended is read off the timeline, and needs no steps.
    claim = "property is_out Ann is suspended from Committee\n"
    called = call("check", written(CLUB + claim + HOLDS), "--steps", "1")
    assert "FAILS  is_out" in called.out
    assert called.code == 3


def test_two_before_three_before_one_before_zero() -> None:
    rank = {0: 0, 1: 1, 3: 2, 2: 3}
    for codes in product(rank, repeat=3):
        assert worst(codes) == max(codes, key=rank.__getitem__)
    assert worst([]) == 0


@pytest.mark.parametrize(
    "arguments",
    [
        (),
        ("check",),
        ("chekc", "club.policy"),
        ("check", "club.policy", "--frobnicate"),
        ("check", "club.policy", "--at", "2024-13-01"),
        ("check", "club.policy", "--at", "yesterday"),
        ("check", "club.policy", "--jobs", "0"),
        ("check", "club.policy", "--timeout", "-1"),
        ("check", "club.policy", "--timeout", "nan"),
        ("check", "club.policy", "--steps", "1.5"),
        ("check", "club.policy", "--memory", "much"),
        ("check", "club.policy", "--format", "xml"),
        ("check", "missing.policy"),
        ("check", "no_such_folder/"),
        ("check", "club.policy", "--property", "no_such"),
        ("format", "missing.policy"),
        ("init",),
    ],
)
def test_a_wrong_call(arguments: tuple[str, ...]) -> None:
    written(CLUB + HOLDS)
    called = call(*arguments)
    assert called.code == 2
    assert called.err.startswith("vetoproof")
    assert "Traceback" not in called.err
    assert len(called.err.splitlines()) <= 2


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["chekc"], "there is no command chekc; did you mean check?"),
        (["watch"], "there is no command watch; there are: check, "),
        ([], "something is missing: COMMAND"),
        (["conform"], "something is missing: FILE"),
        (
            ["check", "a", "--format", "jsn"],
            "--format jsn: there is no such choice; did you mean json?",
        ),
        (
            ["check", "a", "--format", "pdf"],
            "--format pdf: there is no such choice; there are: text, ",
        ),
        (["check", "a", "--jobs", "0"], "--jobs: '0' is no whole number of at least 1"),
        (["check", "a", "--timeout"], "--timeout: say what, behind it"),
        (
            ["check", "a", "--tiemout", "3"],
            "there is no such option, or too much is given: --tiemout 3",
        ),
    ],
)
def test_what_is_wrong_with_a_call_is_said_plainly(arguments: list[str], said: str) -> None:
    called = call(*arguments)
    assert called.code == 2
    assert said in called.err
    assert "argument" not in called.err
