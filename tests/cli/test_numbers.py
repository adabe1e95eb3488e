"""Every option that takes a number refuses what is none, and says so."""

from __future__ import annotations

import argparse

import pytest

from tests.cli.calling import call
from verifier.cli import COMMANDS, parser

NONE = ("nan", "inf", "-inf", "-1", "", "1_0", "x", "0x1", "1e999", "٣")


def numeric() -> list[tuple[str, str]]:
    """The options of all commands whose values are numbers."""
    (chosen,) = (each for each in parser()._actions if isinstance(each, argparse._SubParsersAction))
    return [
        (command, action.option_strings[-1])
        for command in COMMANDS
        for action in chosen.choices[command]._actions
        if action.metavar in ("SECONDS", "N", "MIB") and action.option_strings
    ]


def test_there_are_some() -> None:
    assert {"--timeout", "--question-timeout", "--steps", "--answer-timeout"} <= {
        option for _, option in numeric()
    }


@pytest.mark.parametrize(("command", "option"), numeric())
@pytest.mark.parametrize("value", NONE)
def test_what_is_no_number_is_refused(command: str, option: str, value: str) -> None:
    if option.endswith("timeout") and value in ("1_0", "٣"):
        return  # a number, as Python reads it
    if option == "--seed" and value in ("-1", "1_0", "٣"):
        return  # any whole number is a seed
    called = call(command, f"{option}={value}", "rules.policy")
    assert called.code == 2
    assert option in called.err
