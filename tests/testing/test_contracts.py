"""A token governor and a wallet of the libraries that are used most, in a real EVM, against their rules."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from benchmarks.contract_models import MODELS
from policy_dsl import load
from policy_dsl.model import Specification
from tests.testing.contracts import (
    DEFECTS,
    HERE,
    command,
    missing,
    questions_until_found,
    remembered,
)
from verifier.records.occasion import Occasion
from verifier.testing.command_conformance import Program
from verifier.testing.conformance import settled_readings
from verifier.testing.disagreeing import Disagreement
from verifier.testing.program_sessions import Sessions, hold_sessions
from verifier.testing.strategies import asked_about
from verifier.testing.systems_asked import Run

pytestmark = pytest.mark.skipif(bool(missing()), reason=missing())

PATIENCE = 60.0  # seconds for an answer, on a machine with much else to do
GOVERNOR = load(HERE / "governor.policy")
WALLET = load(HERE / "wallet.policy")


def compare(
    ask: Callable[[Occasion], bool], rules: Specification, examples: int, **readings: str
) -> None:
    about = asked_about(rules, readings=settled_readings(rules, readings))
    Run(ask, about).compare(examples)


# What the page of the documentation shows is tried there: the governor as it is, each mistake, the wallet.
@pytest.mark.campaign
def test_the_governor_decides_as_its_rules_do() -> None:
    with Program(command("governor.mjs"), PATIENCE) as program:
        compare(program.ask, GOVERNOR, 60)


@pytest.mark.campaign
def test_the_wallet_decides_as_its_rules_do() -> None:
    with Program(command("wallet.mjs"), PATIENCE) as program:
        compare(program.ask, WALLET, 100)


@pytest.mark.campaign
def test_a_wallet_that_two_can_open_is_found() -> None:
    with (
        Program(command("wallet.mjs", "2"), PATIENCE) as program,
        pytest.raises(Disagreement) as found,
    ):
        compare(program.ask, WALLET, 100)
    assert "2 of 5 in favour; 3 needed" in str(found.value)


@pytest.mark.campaign
def test_a_quorum_that_is_rounded_down_is_no_share() -> None:
    """Nobody planted it: the library rounds 4 % of 106 tokens to 4 tokens."""
    with (
        Program(command("governor.mjs"), PATIENCE) as program,
        pytest.raises(Disagreement) as found,
    ):
        compare(program.ask, GOVERNOR, 100, four_percent="exact")
    assert "4 of 106 tokens" in str(found.value)


@pytest.mark.campaign
@pytest.mark.parametrize("contract", MODELS)
def test_a_contract_counts_as_its_model_in_the_benchmark_does(contract: str) -> None:
    about = asked_about(GOVERNOR, readings=settled_readings(GOVERNOR, None))
    with Program(command("governor.mjs", contract), PATIENCE) as program:

        def both(occasion: Occasion) -> bool:
            assert MODELS[contract](occasion) is program.ask(occasion), occasion
            return occasion.adopted

        Run(both, about).compare(80, 1)


@pytest.mark.campaign
@pytest.mark.parametrize("defect", DEFECTS)
def test_every_mistake_is_found_whatever_the_seed(defect: str) -> None:
    with Program(command("governor.mjs", defect), PATIENCE) as program:
        ask = remembered(program)
        found = [questions_until_found(ask, GOVERNOR, 100, seed) for seed in range(20)]
    assert None not in found, found


def sessions(contract: str, number: int) -> None:
    held = Sessions(lambda: Program(command("governor.mjs", contract), PATIENCE))
    try:
        read = settled_readings(GOVERNOR, None)
        hold_sessions(held, GOVERNOR, number, readings=read, shortest=False)
    finally:
        held.close()


@pytest.mark.campaign
def test_a_proposal_keeps_to_its_life() -> None:
    sessions("ClubGovernor", 15)


@pytest.mark.campaign
def test_a_holder_who_votes_again_is_found() -> None:
    with pytest.raises(Disagreement):
        sessions("SecondVotesCount", 15)
