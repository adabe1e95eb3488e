"""What stands behind the events that a story rests on, and that a forecast or a missing day is named as the weakest."""

from datetime import date

import pytest

from policy_dsl import load_text
from verifier import Limits
from verifier.loopholes.finding import find_loopholes
from verifier.loopholes.searching import Search
from verifier.results import SourceStrength
from verifier.scenarios.sources import Noted, at_work, noted, weakest

TEXT = """
governance "G"
document minutes "Minutes" dated 2020-01-31
party A
party B
party C
body Board
  members A, B, C cite minutes "A, B and C"
  quorum none
power ordinary
  requires majority of votes cast in Board
  cite minutes "by a majority"
timeline
  on 2019-03-05 A leaves Board
    cite minutes "left on 5 March"
  on 2020-02-03 A joins Board
    cite minutes "{cited}"
    {more}
property veto
  A can block every decision
  expected to be false because "it is one of three"
"""


def _story(cited: str, more: str = ""):
    specification = load_text(TEXT.format(cited=cited, more=more), "t.policy")
    found = find_loopholes(Search(specification, Limits()), specification.properties[0])
    assert found is not None
    return specification, found.loopholes[0].scenario


@pytest.mark.parametrize(
    ("cited", "more", "source"),
    [
        ("rejoins on 3 February", "", SourceStrength.QUOTED),
        ("rejoins on the third", "", SourceStrength.QUOTED),
        ("rejoins on 03.02.2020", "", SourceStrength.QUOTED),
        ("rejoins in February", "", SourceStrength.ASSUMED),
        ("rejoins in room 13", "", SourceStrength.ASSUMED),
        ("rejoins on 3 February", "status expected", SourceStrength.EXPECTED),
        ("rejoins on 3 February", 'assumed "so it is said"', SourceStrength.ASSUMED),
    ],
)
def test_a_forecast_and_a_day_that_is_not_quoted_are_the_weakest_link(cited, more, source):
    specification, story = _story(cited, more)
    found = weakest(specification, story)
    assert found is not None
    assert found.source is source
    assert (found.what == "event A joins Board") is (source is not SourceStrength.QUOTED)


def test_only_the_last_event_of_a_seat_is_at_work():
    specification, story = _story("rejoins in February")
    events = [each.name for each in at_work(specification, story) if each.event is not None]
    assert events == ["A joins Board"]


def test_a_forecast_is_weaker_than_a_report_and_stronger_than_nothing():
    order = list(SourceStrength)
    ranked = (
        SourceStrength.QUOTED,
        SourceStrength.REPORTED,
        SourceStrength.EXPECTED,
        SourceStrength.NONE,
        SourceStrength.ASSUMED,
    )
    assert sorted(ranked, key=order.index) == list(ranked)


def test_what_has_no_day_is_not_asked_for_one():
    specification, _ = _story("rejoins in February")
    given = {each.name: each.day_is_given for each in noted(specification)}
    assert isinstance(next(noted(specification)), Noted)
    assert given == {**given, "ordinary": True, "A leaves Board": True, "A joins Board": False}
    assert date(2020, 2, 3) in {event.on for event in specification.events}
