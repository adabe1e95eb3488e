"""What a verdict takes for granted of who acts how, in the singular and the plural."""

from __future__ import annotations

import pytest

from policy_dsl import load_text
from verifier.words.assumptions import standing

RULES = """governance "Club"
parties 9 Member
party Chair
body Board members Member, Chair quorum none
power p requires majority of votes cast in Board and no objection from Board by separate act
property x {who} can block every decision{how}
"""
ASKED = "wherever that is asked, and consent"


@pytest.mark.parametrize(
    ("who", "how", "said"),
    [
        ("Chair", "", f"Chair votes against wherever it has a vote, objects {ASKED}s to nothing."),
        (
            "any 3 of Member together",
            "",
            f"Any 3 of Member vote against wherever they have a vote, object {ASKED} to nothing.",
        ),
        (
            "Chair",
            " by any means",
            f"Chair votes as it likes but never for, and objects {ASKED}s to nothing.",
        ),
        (
            "any 3 of Member together",
            " by any means",
            f"Any 3 of Member vote as they like but never for, and object {ASKED} to nothing.",
        ),
        (
            "Chair",
            " by staying away",
            "Chair stays away from every meeting, and consents and objects to nothing.",
        ),
        (
            "any 3 of Member together",
            " by staying away",
            "Any 3 of Member stay away from every meeting, and consent and object to nothing.",
        ),
    ],
)
def test_who_objects_or_object(who: str, how: str, said: str) -> None:
    specification = load_text(RULES.format(who=who, how=how), "club.policy")
    assert said in standing(specification, specification.properties[0])
