"""Pictures: well formed whatever the names, with everything that their text alternative says."""

from xml.etree import ElementTree as xml

import pytest

pytest.importorskip("svg")

from hypothesis import given, settings
from hypothesis import strategies as st

from verifier.rendering.pictures.canvas import fitted
from verifier.rendering.pictures.seats import chamber, room
from verifier.rendering.pictures.timeline import timeline
from verifier.results import Verdict, VoteLine
from verifier.results.review import BodySeats, Lane, ReviewPeriod, SeatHeld
from verifier.words import first_pages
from verifier.words.pictures import room_text

NAMES = st.text(st.characters(exclude_categories=("Cs", "Cc", "Cn", "Co")), min_size=1, max_size=40)
VOTES = ("for", "against", "abstain", "absent", "recused, attending", "suspended")


def _drawn(picture):
    root = xml.fromstring(picture)
    height = float(root.get("viewBox").split()[3])
    for element in root.iter():
        if element.tag.endswith("}text"):
            assert 0 <= float(element.get("y")) <= height
    return root


@settings(max_examples=60, deadline=None)
@given(st.lists(NAMES, min_size=1, max_size=50), st.sampled_from(VOTES))
def test_a_chamber_of_any_names(names, vote):
    root = _drawn(chamber([VoteLine("B", tuple(names), vote, len(names))], "Böard <&>", "m"))
    assert len(root.findall("{*}rect")) == (len(names) if len(names) <= 32 else 31)


@settings(max_examples=40, deadline=None)
@given(st.lists(NAMES, min_size=0, max_size=12), NAMES)
def test_a_room_of_any_names(names, title):
    seats = tuple(SeatHeld(n, n, 1 + i, i % 2 == 0, i == 0) for i, n in enumerate(names))
    _drawn(room(BodySeats("B", title, seats, (), None, False, False, "however few attend"), "m"))


@settings(max_examples=40, deadline=None)
@given(NAMES, st.lists(st.sampled_from(list(Verdict)), min_size=1, max_size=12))
def test_a_timeline_of_any_length(name, verdicts):
    stretches = [ReviewPeriod(None, None, ()) for _ in verdicts]
    lane = Lane(
        name, name, tuple(verdicts), tuple(() for _ in verdicts), tuple(False for _ in verdicts)
    )
    _drawn(timeline(stretches, [lane], "m"))


def test_long_names_are_divided_where_words_begin():
    assert fitted("GreaterNottingham", 70, 10) == ["Greater", "Nottingham"]


def test_shape_tells_what_colour_tells():
    """For, against, abstaining and absent differ without any colour."""
    looks = set()
    for vote in ("for", "against", "abstain", "absent"):
        root = xml.fromstring(chamber([VoteLine("B", ("A",), vote, 1)], "B", "m"))
        box = root.find("{*}rect")
        marks = len(root.findall("{*}polyline"))
        looks.add(
            (
                box.get("stroke-dasharray"),
                marks,
                len(root.findall("{*}polyline/[@points]")),
                box.get("stroke-width"),
                _heights(root),
            )
        )
    assert len(looks) == 4


def _heights(root):
    points = [p.get("points") for p in root.findall("{*}polyline")]
    return tuple(len(each.split()) for each in points)


@pytest.mark.parametrize(
    ("places", "said"), [(None, "2 seats"), (2, "2 seats"), (3, "3 seats, 2 of them held")]
)
def test_seats_that_nobody_holds_are_seats(places, said):
    """So they are in the picture's words and on the first pages."""
    seats = tuple(SeatHeld(n, n, 1, False, False) for n in ("Ann", "Bob"))
    body = BodySeats("B", "Board", seats, (), None, False, False, "however few attend", places)
    assert room_text(body) == f"Board has {said}: Ann and Bob."
    assert first_pages.seats(2, places, body.quorum) == f"{said}; it can decide however few attend."
