"""What is assumed of recusals that decisions can reword or enact, where these can limit powers."""

import pytest

from policy_dsl import load_text
from verifier import check

RULES = """governance "Club"
party A
party B
party C
body Board members A, B, C quorum none
power p requires majority of members in Board may amend any clause
power q requires consent of A in Board
recusal r in Board{limits} excludes C from voting
property counts every decision requires at least 1 of members in Board even after amendments
property blocks A can block every decision even after amendments
"""


@pytest.mark.parametrize(
    ("limits", "assumed"),
    [
        ("", ("where some powers are used only", None)),
        (" limits p", (None, None)),
    ],
)
def test_what_is_left_out_is_assumed(limits: str, assumed: tuple[str | None, str | None]) -> None:
    results = check(load_text(RULES.format(limits=limits))).properties
    for result, part in zip(results, assumed, strict=True):
        said = [it.text for it in result.assumptions if "keep" in it.text and "voting" in it.text]
        assert len(said) == (part is not None)
        assert part is None or part in said[0]
