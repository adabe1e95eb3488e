"""`--as-properties` prints properties, or the call is refused: what asks for another form is never passed over."""

from __future__ import annotations

import argparse
from pathlib import Path

import pytest

from policy_dsl import load_text
from tests.cli.calling import CLUB, HOLDS, call
from verifier.cli import COMMANDS, parser


def _commands() -> dict[str, argparse.ArgumentParser]:
    made = parser(COMMANDS)
    (them,) = (each for each in made._actions if isinstance(each, argparse._SubParsersAction))
    return {
        name: it
        for name, it in them.choices.items()
        if any(option.dest == "as_properties" for option in it._actions)
    }


FORMATS = [
    (name, form)
    for name, it in _commands().items()
    for option in it._actions
    if option.dest == "format"
    for form in option.choices or ()
    if form != "text"
]


@pytest.fixture(autouse=True)
def _folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    Path("club.policy").write_text(CLUB + HOLDS, encoding="utf-8")


@pytest.mark.parametrize(("command", "form"), FORMATS)
def test_another_format_is_refused_with_what_to_write(command: str, form: str) -> None:
    called = call(command, "club.policy", "--as-properties", "--format", form)
    assert called.code == 2
    said = " ".join((called.out + called.err).split())
    assert f"leave out --as-properties, or --format {form}" in said


@pytest.mark.parametrize("command", sorted(_commands()))
def test_text_is_what_properties_are(command: str) -> None:
    called = call(command, "club.policy", "--as-properties", "--format", "text")
    assert called.err == ""
    assert load_text(CLUB + HOLDS + called.out, "again.policy").properties


def test_one_finding_is_not_all_of_them() -> None:
    called = call("lint", "club.policy", "--as-properties", "--show", "VL01/1")
    assert called.code == 2
    assert "or --show VL01/1" in called.err
