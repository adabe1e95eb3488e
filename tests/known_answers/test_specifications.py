"""Known answers: rule sets whose consequences are known, and what comes out."""

import pytest

from tests.checked import LONG, NAMES, checked, result
from verifier import Verdict

# What each file has to answer, in the order of the sources; other properties may stand beside these.
# A tuple of readings: it fails under exactly these (of one clause). `ALL`: however the rules are read.
ALL = ("ALL",)
HOLDS: tuple[str, ...] = ()
ANSWERS: dict[str, dict[str, tuple[str, ...]]] = {
    "nottinghamshire": {
        "policy_veto": HOLDS,
        "outsourcing_veto": ALL,
        "veto_while_suspended": ALL,
        "veto_before_rejoining": ALL,
        "every_member_has_the_veto": HOLDS,
        "veto_when_absent": ("present", "cast"),
        "absent_if_all_members": HOLDS,
        "absent_if_present": ("present",),
        "absent_if_cast": ("cast",),
        "misclassification": ALL,
        "amendment_first": HOLDS,
        "amendment_against_the_city": HOLDS,
        "contract_by_contract": HOLDS,
        "sub_group_decides_nothing": HOLDS,
    },
    "blmk_luton": {
        "never_party": HOLDS,
        "party_before": ALL,
        "no_seat": HOLDS,
        "no_papers": HOLDS,
        "had_papers_before": HOLDS,
        "luton_decides": ALL,
        "plan_without_luton": HOLDS,
        "voice_without_veto": ALL,
        "outvoted_before": HOLDS,
        "blocks_nothing_now": HOLDS,
        "quorate_with_one_council": HOLDS,
        "ccg_stays": HOLDS,
    },
    "gallery/un_security_council": {
        "five_alone_pass": ALL,
        "seven_elected_block": HOLDS,
        "six_elected_block": ALL,
        "nine_with_all_five_pass": HOLDS,
        "permanent_veto": HOLDS,
        "abstention_blocks_in_practice": ("practice",),
        "abstention_blocks_on_the_letter": HOLDS,
        "procedural_veto": HOLDS,
    },
    "gallery/eu_council": {
        "three_largest_block": ALL,
        "thirteen_smallest_block": HOLDS,
        "twelve_smallest_block": ALL,
        "abstaining_as_good_as_against": HOLDS,
    },
    "gallery/eec_1958": {
        "luxembourg_blocks_nothing": HOLDS,
        "luxembourg_rescues_nothing": HOLDS,
        "luxembourg_is_not_missed": HOLDS,
    },
    "gallery/us_legislation": {
        "president_blocks": ALL,
        "representatives_146_block": HOLDS,
        "representatives_145_block": ALL,
        "override_needs_290_as_practised": ("practised",),
        "override_needs_290_of_all": HOLDS,
        "representatives_146_suffice": HOLDS,
        "senators_34_suffice": HOLDS,
    },
    "gallery/us_amendment": {
        "thirteen_states_block": HOLDS,
        "twelve_states_block": ALL,
        "president_blocks_nothing": HOLDS,
    },
    "gallery/apache": {
        "three_for_pass_code": HOLDS,
        "two_for_pass_code": HOLDS,
        "justified_veto": HOLDS,
        "procedural_one_nil": HOLDS,
        "release_veto": HOLDS,
        "release_three_four": HOLDS,
        "release_three_four_more": ("more_for",),
    },
    "gallery/debian": {
        "six_two_strict": ("strictly_more",),
        "three_one_strict": ("strictly_more",),
        "four_one_strict": HOLDS,
        "six_two_at_least": HOLDS,
        "three_one_at_least": HOLDS,
    },
    "gallery/onchain_governor": {
        "one_vote_passes": HOLDS,
        "abstaining_helps": HOLDS,
        "against_does_not_help": HOLDS,
    },
}


@pytest.mark.parametrize(
    "name", [*NAMES, *(pytest.param(it, marks=pytest.mark.campaign) for it in LONG)]
)
def test_everything_is_as_expected(name: str) -> None:
    found = checked(name).properties
    assert found
    assert [prop.name for prop in found if not prop.as_expected] == []


@pytest.mark.parametrize(
    ("name", "prop", "fails_under"),
    [(name, prop, under) for name, props in ANSWERS.items() for prop, under in props.items()],
)
def test_known_answer(name: str, prop: str, fails_under: tuple[str, ...]) -> None:
    found = result(name, prop)
    assert found.verdict is (Verdict.FAILS if fails_under else Verdict.HOLDS)
    assert found.readings_complete
    if fails_under == ALL:
        # Where no clause that matters can be read in several ways, there is no reading to name.
        assert found.every_reading
    else:
        assert {name for reading in found.readings for name in reading.values()} == set(fails_under)
        assert len(found.readings) == len(fails_under)


def test_it_has_no_papers_until_it_left() -> None:
    states = result("blmk_luton", "no_papers_before").states
    assert [state.verdict for state in states] == [Verdict.FAILS, Verdict.HOLDS]


def test_the_same_veto_date_by_date() -> None:
    found = result("nottinghamshire", "kept_its_seat")
    assert [state.verdict for state in found.states] == [Verdict.HOLDS] * 4
    assert [str(state.start) for state in found.states] == [
        "None",
        "2018-11-20",
        "2019-04-11",
        "2019-04-16",
    ]
