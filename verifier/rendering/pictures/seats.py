"""Who sits where, and who votes how: a card for each seat."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from verifier.rendering.pictures.canvas import (
    BLUE,
    GREY,
    INK,
    PALE,
    RED,
    WHITE,
    WIDTH,
    Canvas,
    fitted,
)
from verifier.results import VoteLine
from verifier.results.review import BodySeats, SeatHeld
from verifier.words import pictures as words

_MOST = 32
_COLUMNS = 4
_GAP = 6
_CARD = 36.0
_LEFT = 10.0


def room(it: BodySeats, mark: str) -> str:
    """A body with its seats, observers apart."""
    canvas = Canvas(y=6)
    canvas.paragraph(_LEFT, it.title, WIDTH - 20, 14, bold=True)
    canvas.y += 6
    _seats(canvas, it.seats)
    if it.chair is not None and not it.chair_sits:
        canvas.paragraph(_LEFT, words.chair_without_seat(it.chair), WIDTH - 20, 11)
    if it.observers:
        canvas.paragraph(_LEFT, words.OBSERVERS, WIDTH - 20, 11, bold=True)
        canvas.y += 4
        _seats(canvas, it.observers)
    canvas.paragraph(_LEFT, words.quorum(it), WIDTH - 20, 11, colour=GREY)
    return canvas.drawn(mark, words.room_title(it), words.room_text(it))


def _seats(canvas: Canvas, seats: Sequence[SeatHeld]) -> None:
    def draw(index: int, x: float, y: float, width: float) -> None:
        seat = seats[index]
        dashes = (4, 3) if seat.suspended else ()
        fill = WHITE if seat.suspended else PALE
        thick = 2.6 if seat.chair else 1.2
        canvas.box(x, y, width, _CARD, fill=fill, dashes=dashes, thick=thick)
        extra = words.CHAIR if seat.chair else words.SUSPENDED if seat.suspended else ""
        _name(canvas, words.seat_name(seat), extra, x, y, width)

    _grid(canvas, len(seats), draw, words.others)


def _name(canvas: Canvas, name: str, extra: str, x: float, y: float, width: float) -> None:
    """A name, on two lines where it is long, and a word about it below."""
    size = 10.0
    lines = fitted(name, width - 8, size)[: 2 if not extra else 1]
    if extra:
        lines.append(extra)
    top = y + _CARD / 2 - (len(lines) - 1) * size * 0.62 + 3.6
    for index, line in enumerate(lines):
        bold = not (extra and index == len(lines) - 1)
        canvas.text(
            x + width / 2,
            top + index * size * 1.24,
            line,
            size if bold else 9,
            bold=False,
            middle=True,
            colour=INK if bold else GREY,
        )


def _grid(
    canvas: Canvas,
    number: int,
    draw: Callable[[int, float, float, float], None],
    others: Callable[[int], str],
) -> None:
    """Cards in rows, from where the drawing has got to."""
    shown = number if number <= _MOST else _MOST - 1
    width = (WIDTH - 2 * _LEFT - (_COLUMNS - 1) * _GAP) / _COLUMNS
    for index in range(shown):
        row, column = divmod(index, _COLUMNS)
        draw(index, _LEFT + column * (width + _GAP), canvas.y + row * (_CARD + _GAP), width)
    rows = -(-shown // _COLUMNS)
    canvas.y += rows * (_CARD + _GAP)
    if number > shown:
        canvas.paragraph(_LEFT, others(number - shown), WIDTH - 20, 11)


# --- the chamber ---------------------------------------------------------------------------------


def chamber(body: str, votes: Sequence[VoteLine], mark: str) -> str:
    """A body with everybody's vote: those who do the same stand together."""
    canvas = Canvas(y=6)
    canvas.paragraph(_LEFT, words.chamber_heading(body), WIDTH - 20, 13, bold=True)
    for line in votes:
        canvas.y += 8
        canvas.paragraph(_LEFT, words.votes_heading(line), WIDTH - 20, 12, bold=True)
        canvas.y += 7
        _voters(canvas, line)
    return canvas.drawn(mark, words.chamber_title(body), words.chamber_text(body, votes))


def _voters(canvas: Canvas, line: VoteLine) -> None:
    def draw(index: int, x: float, y: float, width: float) -> None:
        name = line.who[index]
        middle = y + _CARD / 2
        match line.vote:
            case "for":
                canvas.box(x, y, width, _CARD, fill=BLUE, stroke=BLUE)
                canvas.tick(x + 13, middle, WHITE)
                colour = WHITE
            case "against":
                canvas.box(x, y, width, _CARD, stroke=RED, thick=3)
                canvas.cross(x + 13, middle, RED)
                colour = INK
            case "abstain":
                canvas.box(x, y, width, _CARD, fill=PALE, stroke=GREY)
                canvas.dash(x + 13, middle, GREY)
                colour = INK
            case _:
                canvas.box(x, y, width, _CARD, stroke=GREY, dashes=(4, 3))
                colour = GREY
        lines = fitted(name, width - 26, 9.5)[:2]
        for number, part in enumerate(lines):
            top = middle + 3.4 - (len(lines) - 1) * 6 + number * 12
            canvas.text(x + 12 + width / 2, top, part, 9.5, colour=colour, middle=True)

    _grid(canvas, len(line.who), draw, words.others)
