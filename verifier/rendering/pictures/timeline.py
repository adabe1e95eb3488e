"""Who could block what, and when."""

from __future__ import annotations

from collections.abc import Sequence

from verifier.rendering.pictures.canvas import (
    BLUE,
    GREY,
    INK,
    PALE,
    WHITE,
    WIDTH,
    Canvas,
)
from verifier.results import Verdict
from verifier.results.review import Lane, ReviewPeriod
from verifier.words import pictures as words

_LEFT = 10.0
_BAR = 26.0


def timeline(stretches: Sequence[ReviewPeriod], lanes: Sequence[Lane], mark: str) -> str:
    """A lane for each claim, a bar for each stretch of time; the stretches are drawn equally long."""
    canvas = Canvas(y=4)
    each = (WIDTH - 2 * _LEFT) / len(stretches)
    canvas.paragraph(_LEFT, words.NOT_TO_SCALE, WIDTH - 20, 10, colour=GREY)
    top = canvas.y + 8
    many = len(stretches) > 6
    for index, stretch in enumerate(stretches):
        x = _LEFT + index * each
        if stretch.start is not None:
            label = stretch.start.isoformat()
            drop = 12 if many and index % 2 else 0
            canvas.text(max(x, 34), top + 10 + drop, label, 10, middle=True)
            canvas.line([(x, top + 14 + drop), (x, top + 32)], GREY, 1)
    canvas.y = top + 30
    for lane in lanes:
        canvas.y += 4
        canvas.paragraph(_LEFT, words.lane(lane), WIDTH - 20, 11.5, bold=True)
        y = canvas.y + 5
        for index in range(len(stretches)):
            _bar(canvas, lane, index, _LEFT + index * each, y, each, many)
        canvas.y = y + _BAR + 4
    return canvas.drawn(mark, words.TIMELINE_TITLE, words.timeline_text(stretches, lanes))


def _bar(
    canvas: Canvas, lane: Lane, index: int, x: float, y: float, width: float, many: bool
) -> None:
    middle = x + width / 2
    verdict = lane.verdicts[index]
    said = words.can_block(lane, index)
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
    if not many:
        canvas.text(
            middle, y + 17, said, 10.5, colour=colour, middle=True, bold=verdict is Verdict.HOLDS
        )
    elif verdict is Verdict.HOLDS:
        canvas.tick(middle, y + 13, colour)
    elif verdict is Verdict.FAILS:
        canvas.cross(middle, y + 13, colour)
    else:
        canvas.dash(middle, y + 13, colour)
