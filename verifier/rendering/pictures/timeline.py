"""Who could block what, and when."""

from __future__ import annotations

import math
from collections.abc import Sequence

from verifier.rendering.pictures.canvas import (
    BLUE,
    GREY,
    INK,
    PALE,
    SMALLEST,
    WHITE,
    WIDTH,
    Canvas,
    fitted,
)
from verifier.results import Verdict
from verifier.results.review import Lane, ReviewPeriod
from verifier.words import pictures as words

_LEFT = 6.0
_ACROSS = WIDTH - 2 * _LEFT
# Two lines of words, or a mark.
_BAR = 36.0
# How wide a date is, with a little room.
_DATE = 78.0


def timeline(stretches: Sequence[ReviewPeriod], lanes: Sequence[Lane], mark: str) -> str:
    """A lane for each claim, a bar for each stretch of time; the stretches are drawn equally long."""
    canvas = Canvas(y=4)
    each = _ACROSS / len(stretches)
    canvas.paragraph(_LEFT, words.NOT_TO_SCALE, _ACROSS, colour=GREY)
    marked = any(
        not _fits(words.can_block(lane, index), each)
        for lane in lanes
        for index in range(len(stretches))
    )
    if marked:
        canvas.paragraph(_LEFT, words.MARKS, _ACROSS, colour=GREY)
    steps = max(1, math.ceil(_DATE / each))
    top = canvas.y + 8
    foot = top + steps * 15 + 12
    for index, stretch in enumerate(stretches):
        x = _LEFT + index * each
        if stretch.start is not None:
            drop = 15 * (index % steps)
            at = min(max(x, _DATE / 2), WIDTH - _DATE / 2)
            canvas.text(at, top + 12 + drop, stretch.start.isoformat(), middle=True)
            canvas.line([(x, top + 17 + drop), (x, foot)], GREY, 1)
    canvas.y = foot
    for lane in lanes:
        canvas.y += 4
        canvas.paragraph(_LEFT, words.lane(lane), _ACROSS, bold=True)
        y = canvas.y + 6
        for index in range(len(stretches)):
            _bar(canvas, lane, index, _LEFT + index * each, y, each, marked)
        canvas.y = y + _BAR + 4
    return canvas.drawn(mark, words.TIMELINE_TITLE, words.timeline_text(stretches, lanes))


def _fits(said: str, width: float) -> bool:
    """Whether words fit into a bar, no word of them divided."""
    lines = fitted(said, width - 8, SMALLEST)
    return len(lines) <= 2 and " ".join(lines) == said


def _bar(
    canvas: Canvas, lane: Lane, index: int, x: float, y: float, width: float, marked: bool
) -> None:
    middle = x + width / 2
    verdict = lane.verdicts[index]
    match verdict:
        case Verdict.HOLDS:
            canvas.box(x + 1, y, width - 2, _BAR, fill=BLUE, stroke=BLUE, round_=2)
            colour = WHITE
        case Verdict.FAILS:
            canvas.box(x + 1, y, width - 2, _BAR, fill=WHITE, stroke=GREY, dashes=(4, 3), round_=2)
            colour = INK
        case _:
            canvas.box(x + 1, y, width - 2, _BAR, fill=PALE, stroke=GREY, round_=2)
            colour = INK
    if not marked:
        lines = fitted(words.can_block(lane, index), width - 8, SMALLEST)
        top = y + _BAR / 2 + 4.2 - (len(lines) - 1) * 7
        for number, line in enumerate(lines):
            canvas.text(middle, top + 14 * number, line, colour=colour, middle=True)
    elif verdict is Verdict.HOLDS:
        canvas.tick(middle, y + _BAR / 2, colour)
    elif verdict is Verdict.FAILS and not (lane.some[index] or lane.readings[index]):
        canvas.cross(middle, y + _BAR / 2, colour)
    else:
        canvas.dash(middle, y + _BAR / 2, colour)
