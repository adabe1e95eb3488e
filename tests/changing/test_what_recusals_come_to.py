"""What is assumed of recusals that decisions can reword or enact, where these can limit powers."""

import pytest

from policy_dsl import load_text
from policy_dsl.state import initial_state
from verifier import check
from verifier.encoding.changing_rules import encode_changing
from verifier.encoding.facts import RecusalDetail
from verifier.encoding.terms import is_true

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
HOUSE = ("body Board", "body House members A, B quorum none\nbody Board")


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


@pytest.mark.parametrize("detail", [RecusalDetail.ALL_POWERS, RecusalDetail.EACH_POWER])
def test_of_those_that_nobody_declared_each_is_about_one_power_alone(detail: RecusalDetail) -> None:
    more = "power s requires consent of B in Board\nrecusal r"
    rules = load_text(RULES.format(limits="").replace("recusal r", more).replace(*HOUSE))
    encoding = encode_changing(rules, initial_state(rules), detail=detail)
    powers = ("p", "q", "s", "")
    new = [it for it in encoding.views.exclusions.open_ones if not it.declared]
    assert len({it.name for it in new}) == len(new)
    cell = encoding.electorate.cells[0]
    # In each body it excludes whom it likes.
    assert all(str(it.excludes("Board", cell)) != str(it.excludes("House", cell)) for it in new)
    found = [
        (
            it.only,
            is_true(it.at_all),
            is_true(it.and_counting),
            [power for power in powers if is_true(it.on(power))],
        )
        for it in new
    ]
    if detail is RecusalDetail.EACH_POWER:
        expected = [(None, True, []), *((power, False, [power]) for power in powers)]
    else:
        expected = [(None, True, [*powers]), ("", False, [*powers])]
    assert sorted(found, key=str) == sorted(
        (
            (only, at_all, counting, on)
            for only, at_all, on in expected
            for counting in (False, True)
        ),
        key=str,
    )
