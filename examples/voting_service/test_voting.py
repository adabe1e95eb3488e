"""Does the voting service follow the rules? Run with pytest in this folder."""

from datetime import date
from pathlib import Path

from voting import Voting

import policy_dsl
from verifier.testing import assert_conforms, conformance_machine

RULES = policy_dsl.load(Path(__file__).parent / "rules.policy")


def test_it_decides_as_the_rules_do() -> None:
    """Every disagreement is shown as the plainest scenario that has it, with the clause that decides it."""
    assert_conforms(Voting().decide, RULES, on=date(2025, 3, 1))


TestOverTime = conformance_machine(Voting, RULES).TestCase
