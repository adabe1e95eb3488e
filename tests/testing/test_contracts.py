"""A token governor and a wallet of the libraries that are used most, in a real EVM, against their rules."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from policy_dsl import load
from tests.testing.contracts import HERE, command, missing, remembered
from verifier.testing.command_conformance import Program
from verifier.testing.conformance import Disagreement, Run, settled_readings
from verifier.testing.strategies import scenarios

if TYPE_CHECKING:
    from hypothesis.strategies import SearchStrategy

    from policy_dsl.model import Specification
    from verifier.records.occasion import Occasion

pytestmark = pytest.mark.skipif(bool(missing()), reason=missing())

PATIENCE = 60.0  # seconds for an answer, on a machine with much else to do
GOVERNOR = load(HERE / "governor.policy")
WALLET = load(HERE / "wallet.policy")


def questions(rules: Specification, **readings: str) -> SearchStrategy[Occasion]:
    return scenarios(rules, readings=settled_readings(rules, readings))


def test_the_governor_decides_as_its_rules_do() -> None:
    with Program(command("governor.mjs"), PATIENCE) as program:
        Run(remembered(program)).compare(questions(GOVERNOR), 60)


def test_the_wallet_decides_as_its_rules_do() -> None:
    with Program(command("wallet.mjs"), PATIENCE) as program:
        Run(remembered(program)).compare(questions(WALLET), 200)


def test_a_wallet_that_two_can_open_is_found() -> None:
    with (
        Program(command("wallet.mjs", "2"), PATIENCE) as program,
        pytest.raises(Disagreement) as found,
    ):
        Run(remembered(program)).compare(questions(WALLET), 100)
    assert "2 of 5 in favour; 3 needed" in str(found.value)


def test_a_quorum_that_is_rounded_down_is_no_share() -> None:
    """Nobody planted it: the library rounds 4 % of 106 tokens to 4 tokens."""
    with (
        Program(command("governor.mjs"), PATIENCE) as program,
        pytest.raises(Disagreement) as found,
    ):
        Run(remembered(program)).compare(questions(GOVERNOR, four_percent="exact"), 300)
    assert "4 of 106 tokens" in str(found.value)
