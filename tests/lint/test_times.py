"""Lint looks at all times of the timeline, or at one day; what is found at several times is one finding."""

from datetime import date

from policy_dsl import examine_text
from policy_dsl.model import Specification
from verifier.linting.every_check import LintOptions, lint
from verifier.results.lint import LintFinding
from verifier.solving.limits import Limits
from verifier.words import lint as words
from verifier.words import lint_telling as telling

# In February no power covers what is dear.
TEXT = """
governance "Times"
party Ann
party Bob
body Board members Ann, Bob quorum none
decision
  form dear : yes or no
power ordinary when not dear requires majority of votes cast in Board
power grand when dear requires majority of votes cast in Board
timeline
  on 2020-02-01 grand lapses
  on 2020-03-01 grand takes effect
  on 2020-04-01 Bob leaves Board
"""


def specification() -> Specification:
    read = examine_text(TEXT, "times.policy").specification
    assert read is not None
    return read


def found(code: str, at: date | None = None) -> list[LintFinding]:
    asked = LintOptions(date(2020, 1, 1), (code,), Limits(seconds=60), at)
    return list(lint(specification(), asked).findings)


def test_a_gap_of_the_past_is_found_with_its_time() -> None:
    (gap,) = found(words.GAP)
    assert gap.subject == "dear"
    assert gap.times == ((date(2020, 2, 1), date(2020, 3, 1)),)
    assert gap.everywhere is False


def test_of_one_day_only_that_day_is_said() -> None:
    assert found(words.GAP, date(2020, 1, 15)) == []
    (gap,) = found(words.GAP, date(2020, 2, 15))
    assert gap.everywhere is True


def test_what_is_so_at_all_times_says_no_time() -> None:
    text = TEXT.replace(
        "requires majority of votes cast in", "requires at least 3 votes in favour in"
    )
    read = examine_text(text, "times.policy").specification
    assert read is not None
    clashes = lint(read, LintOptions(date(2020, 1, 1), (words.CLASH,), Limits(seconds=60))).findings
    times = {each.subject: each.times for each in clashes}
    assert {each.subject: each.everywhere for each in clashes} == {"not dear": True, "dear": False}
    assert len(times["not dear"]) == 4
    assert (date(2020, 2, 1), date(2020, 3, 1)) not in times["dear"]
    # That Bob leaves in April makes no difference, so what is so before and after is told as one stretch.
    assert telling.at_times(times["dear"], True) == (
        "This is so until 2020-01-31 and from 2020-03-01 on."
    )


def test_what_is_not_known_of_all_times_is_said_of_those_at_least() -> None:
    """Each time has its own limit, so a limit on steps that one of them needs more of leaves the others known."""
    known = {
        (each.subject, stretch): each.everywhere
        for steps in range(0, 400_000, 20_000)
        for each in lint(
            specification(), LintOptions(date(2020, 1, 1), (words.GAP,), Limits(None, steps + 1))
        ).findings
        for stretch in each.times
    }
    assert all(everywhere is not True for everywhere in known.values())
    assert telling.at_times(((None, date(2020, 2, 1)),), False) == (
        "This is so at least until 2020-01-31."
    )
