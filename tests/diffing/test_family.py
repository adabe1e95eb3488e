"""Three committees share one text with a few words changed: what parts them, as the three texts say."""

from __future__ import annotations

from policy_dsl.wording import condition as in_words
from tests.checked import specification
from tests.diffing.small import RULES_ONLY
from verifier.diffing.comparing import compare
from verifier.results.diff import Fate, SolePower, SpecificationComparison, WhetherChanged


def parted(old: str, new: str) -> SpecificationComparison:
    result = compare(
        specification(f"gallery/osgeo_{old}"), specification(f"gallery/osgeo_{new}"), RULES_ONLY
    )
    assert result.answer is WhetherChanged.CHANGED
    assert not result.undetermined
    return result


def fates(result: SpecificationComparison) -> dict[str, tuple[Fate, bool, bool]]:
    return {in_words(it.condition): (it.fate, it.easier, it.harder) for it in result.classes}


def vetoes(result: SpecificationComparison) -> set[tuple[tuple[str, ...], bool, str]]:
    assert all(it.standing is SolePower.VETO for it in result.standings)
    return {(it.parties, it.gained, in_words(it.condition)) for it in result.standings}


def test_three_days_more_and_a_chair_of_its_own() -> None:
    """“at least 5 business days”; “also requires approval of the OSGeo board” is left out."""
    result = parted("gdal", "libtiff")
    assert fates(result) == {
        "review is at least 2 and review is below 5": (Fate.NOW_BLOCKED, False, True),
        "matter is new_chair and review is at least 5": (Fate.OTHER_VOTES, True, False),
    }
    assert vetoes(result) == {
        (("OsgeoBoard",), False, "matter is new_chair and review is at least 5")
    }


def test_a_majority_from_the_start_and_no_veto_without_reasons() -> None:
    """“majority (51% of all eligible voters”; “Otherwise the veto will be considered invalid.”"""
    result = parted("gdal", "grass")
    assert fates(result) == {
        "review is at least 2 and review is below 7": (Fate.NOW_BLOCKED, False, True),
        "matter is new_chair and review is at least 7": (Fate.OTHER_VOTES, True, True),
        "not resubmitted and review is at least 7": (Fate.OTHER_VOTES, True, True),
    }
    unreasoned = "not resubmitted and not reasoned and review is at least 7"
    assert vetoes(result) == {
        (("Chair", "Member"), False, unreasoned),
        (("OsgeoBoard",), False, "matter is new_chair and review is at least 7"),
    }


def test_readings_of_one_side_were_compared_where_none_is_on_both() -> None:
    texts = [it.text for it in parted("gdal", "grass").one_sided if it.kind == "reading"]
    assert len(texts) == 4
    assert not [text for text in texts if "not compared" in text]
