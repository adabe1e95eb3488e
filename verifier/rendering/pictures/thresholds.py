"""How many votes it takes at each turnout: a step for each number that attends, as two lines."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from verifier.rendering.pictures.canvas import BLUE, GREY, INK, RED, WIDTH, Canvas
from verifier.results.chart import BodyChart, TurnoutRow, VotesNeeded
from verifier.words import chart as words

_LEFT, _RIGHT, _TOP, _HEIGHT = 46.0, 16.0, 12.0, 200.0


def thresholds(it: BodyChart, mark: str) -> str:
    """The votes for that are enough, if the others there are against (dots) and if they abstain (crosses)."""
    canvas = Canvas(y=_TOP)
    most = max(it.voters, 1)
    across, base = WIDTH - _LEFT - _RIGHT, _TOP + _HEIGHT

    def x(attending: int) -> float:
        return _LEFT + across * attending / most

    def y(votes: int) -> float:
        return base - _HEIGHT * votes / most

    canvas.line([(_LEFT, _TOP), (_LEFT, base), (_LEFT + across, base)], INK, 1.2)
    canvas.line([(x(0), y(0)), (x(most), y(most))], GREY, 0.8)
    for number in dict.fromkeys((0, most // 2, most)):
        canvas.text(x(number), base + 16, f"{number:,}", middle=True)
        canvas.text(6, y(number) + 4, f"{number:,}")
    for row in it.rows:
        if row.abstaining.enough is not None:
            canvas.cross(x(row.attending), y(row.abstaining.enough), BLUE)
        if row.opposed.enough is not None:
            canvas.dash(x(row.attending), y(row.opposed.enough), RED)
    _stepped(canvas, it.rows, lambda row: row.opposed, x, y, RED)
    _stepped(canvas, it.rows, lambda row: row.abstaining, x, y, BLUE)
    canvas.y = base + 20
    for sentence in words.PICTURE_KEY:
        canvas.paragraph(_LEFT, sentence, across, colour=GREY)
    return canvas.drawn(mark, words.picture_title(it), words.picture_text(it))


def _stepped(
    canvas: Canvas,
    rows: Sequence[TurnoutRow],
    of: Callable[[TurnoutRow], VotesNeeded],
    x: Callable[[int], float],
    y: Callable[[int], float],
    colour: str,
) -> None:
    points: list[tuple[float, float]] = []
    for row in (*rows, None):
        enough = None if row is None else of(row).enough
        if row is not None and enough is not None:
            points.append((x(row.attending), y(enough)))
            continue
        if len(points) > 1:
            canvas.line(points, colour, 1.4)
        points = []
