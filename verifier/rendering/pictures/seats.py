"""Who sits where, and who votes how: a card for each seat."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from verifier.rendering.pictures.canvas import (
    BLUE,
    GREY,
    INK,
    LETTER,
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
_COLUMNS = 3
_GAP = 6
_CARD = 38.0
_LEFT = 6.0
_ACROSS = WIDTH - 2 * _LEFT
_SIZE = 12.0


def room(it: BodySeats, mark: str) -> str:
    """A body with its seats, observers apart."""
    canvas = Canvas(y=6)
    _seats(canvas, it.seats)
    if it.chair is not None and not it.chair_sits:
        canvas.paragraph(_LEFT, words.chair_without_seat(it.chair), _ACROSS, 12)
    if it.observers:
        canvas.paragraph(_LEFT, words.OBSERVERS, _ACROSS, 12, bold=True)
        canvas.y += 4
        _seats(canvas, it.observers)
    canvas.paragraph(_LEFT, words.quorum(it), _ACROSS, 12, colour=GREY)
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


def _name(
    canvas: Canvas, name: str, extra: str, x: float, y: float, width: float, colour: str = INK
) -> None:
    """A name, on two lines where it is long, and a word about it below."""
    lines = fitted(name, width - 4, _SIZE)
    most = 1 if extra else 2
    if len(lines) > most:
        lines = [
            *lines[: most - 1],
            f"{lines[most - 1][: int((width - 4) / (_SIZE * LETTER)) - 1]}…",
        ]
    top = y + _CARD / 2 - (len(lines) - 1 + bool(extra)) * _SIZE * 0.6 + 4.2
    for index, line in enumerate((*lines, extra) if extra else lines):
        below = index == len(lines)
        canvas.text(
            x + width / 2,
            top + index * _SIZE * 1.2,
            line,
            _SIZE,
            middle=True,
            colour=GREY if below else colour,
        )


def _grid(
    canvas: Canvas,
    number: int,
    draw: Callable[[int, float, float, float], None],
    others: Callable[[int], str],
) -> None:
    """Cards in rows, from where the drawing has got to."""
    shown = number if number <= _MOST else _MOST - 1
    width = (_ACROSS - (_COLUMNS - 1) * _GAP) / _COLUMNS
    for index in range(shown):
        row, column = divmod(index, _COLUMNS)
        draw(index, _LEFT + column * (width + _GAP), canvas.y + row * (_CARD + _GAP), width)
    rows = -(-shown // _COLUMNS)
    canvas.y += rows * (_CARD + _GAP)
    if number > shown:
        canvas.paragraph(_LEFT, others(number - shown), _ACROSS, 12)


# --- the chamber ---------------------------------------------------------------------------------


def chamber(votes: Sequence[VoteLine], title: str, mark: str) -> str:
    """Bodies with everybody's vote: those who do the same stand together."""
    canvas = Canvas(y=0)
    bodies = dict.fromkeys(line.body for line in votes)
    for body in bodies:
        if len(bodies) > 1:  # of one the title says it
            canvas.y += 6
            canvas.paragraph(_LEFT, words.chamber_heading(body), _ACROSS, 14, bold=True)
        for line in votes:
            if line.body == body:
                canvas.y += 8
                canvas.paragraph(_LEFT, words.votes_heading(line), _ACROSS, 12, bold=True)
                canvas.y += 7
                _voters(canvas, line)
    return canvas.drawn(mark, title, words.chamber_text(votes))


def _voters(canvas: Canvas, line: VoteLine) -> None:
    def draw(index: int, x: float, y: float, width: float) -> None:
        middle = y + _CARD / 2
        match line.vote:
            case "for":
                canvas.box(x, y, width, _CARD, fill=BLUE, stroke=BLUE)
                canvas.tick(x + 12, middle, WHITE)
                colour = WHITE
            case "against":
                canvas.box(x, y, width, _CARD, stroke=RED, thick=3)
                canvas.cross(x + 12, middle, RED)
                colour = INK
            case "abstain":
                canvas.box(x, y, width, _CARD, fill=PALE, stroke=GREY)
                canvas.dash(x + 12, middle, GREY)
                colour = INK
            case _:
                canvas.box(x, y, width, _CARD, stroke=GREY, dashes=(4, 3))
                colour = GREY
        _name(canvas, line.who[index], "", x + 18, y, width - 18, colour)

    _grid(canvas, len(line.who), draw, words.others)
