"""What was found is not lost: it is asked first the next time, is an example for tests, is told where it raises."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis.database import InMemoryExampleDatabase

from policy_dsl import load_text
from verifier.output.formats import json_line
from verifier.records.occasion import Occasion
from verifier.records.plain import record
from verifier.testing import Disagreement, assert_conforms, recorded, telling_scenarios
from verifier.testing.systems_asked import question_of

RULES = load_text(
    """
governance "Six"
parties 6 Member
body Board
  members Member
  quorum at least 3 of members
decision
  form urgent : yes or no
power ordinary
  requires majority of votes cast in Board
""",
    "six.policy",
)


def wrong_of_abstentions(occasion: Occasion) -> bool:
    return occasion.adopted is not any(
        each.abstain for cells in occasion.ballots.votes.values() for each in cells.values()
    )


def test_what_was_found_is_asked_first_the_next_time_until_it_is_mended() -> None:
    kept = InMemoryExampleDatabase()
    with pytest.raises(Disagreement) as found:
        assert_conforms(wrong_of_abstentions, RULES, database=kept)
    asked: list[object] = []

    def noting(occasion: Occasion) -> bool:
        asked.append(question_of(occasion))
        return occasion.adopted

    noting.__qualname__ = wrong_of_abstentions.__qualname__
    assert_conforms(noting, RULES, examples=5, database=kept)
    assert asked[0] == question_of(found.value.occasion)
    assert not any(kept.data.values())  # it was answered rightly
    asked.clear()
    assert_conforms(noting, RULES, examples=5, database=kept)
    assert asked[0] == question_of(telling_scenarios(RULES)[0])


def test_what_a_system_raises_is_raised_at_the_smallest_question_with_a_note() -> None:
    def divides(occasion: Occasion) -> bool:
        for cells in occasion.ballots.votes.values():
            for each in cells.values():
                1 // (2 - each.in_favour)
        return occasion.adopted

    with pytest.raises(ZeroDivisionError) as raised:
        assert_conforms(divides, RULES)
    (note,) = raised.value.__notes__
    assert note.startswith("The system fails at this question:\n")
    assert "In Board: for: 2 Member; absent: " in note
    assert raised.traceback[-1].name == "divides"


def test_a_record_is_an_example(tmp_path: Path) -> None:
    occasion = telling_scenarios(RULES)[2]
    path = tmp_path / "found.json"
    path.write_text(str(json_line(record(occasion))))
    (again,) = recorded(RULES, str(path))
    assert question_of(again) == question_of(occasion)
    first: list[object] = []

    def noting(occasion: Occasion) -> bool:
        first.append(question_of(occasion))
        return occasion.adopted

    assert_conforms(noting, RULES, examples=3, first=[again])
    assert first[0] == question_of(occasion)
    path.write_text("{}")
    with pytest.raises(ValueError, match=r"found\.json"):
        recorded(RULES, str(path))
