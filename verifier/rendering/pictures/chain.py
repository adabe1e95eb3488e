"""The chain of clauses that let a decision pass, or stopped it: a box for each step."""

from __future__ import annotations

from collections.abc import Sequence

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
from verifier.results.review import ChainLink
from verifier.words import pictures as words

_LEFT = 10.0
_SIZE = 11.0


def chain(links: Sequence[ChainLink], mark: str) -> str:
    """From the decision at the top to the outcome at the bottom."""
    canvas = Canvas(y=6)
    for index, link in enumerate(links):
        if index:
            canvas.arrow_down(WIDTH / 2, canvas.y, canvas.y + 16)
            canvas.y += 17
        _box(canvas, link)
    return canvas.drawn(mark, words.CHAIN_TITLE, words.chain_text(links))


def _box(canvas: Canvas, link: ChainLink) -> None:
    width = WIDTH - 2 * _LEFT
    heading = fitted(link.heading, width - 44, _SIZE + 0.5)
    lines = fitted(link.text, width - 44, _SIZE) if link.text else []
    height = 10 + (len(heading) + len(lines)) * _SIZE * 1.35 + 4
    y = canvas.y
    ends = link.kind in ("decision", "outcome")
    canvas.box(
        _LEFT,
        y,
        width,
        height,
        fill=PALE if ends else WHITE,
        stroke=INK
        if ends
        else BLUE
        if link.good
        else RED
        if link.good is False
        else GREY
        if link.kind == "idle"
        else INK,
        thick=1.2 if link.kind in ("idle", "decision") else 2.4,
        dashes=(4, 3) if link.kind == "idle" else (),
    )
    middle = y + height / 2
    if link.good is True:
        canvas.tick(_LEFT + 17, middle, BLUE)
    elif link.good is False:
        canvas.cross(_LEFT + 17, middle, RED)
    elif link.kind == "idle":
        canvas.dash(_LEFT + 17, middle, GREY)
    canvas.y = y + 4
    x = _LEFT + (12 if ends else 34)
    for part in heading:
        canvas.y += _SIZE * 1.35
        canvas.text(x, canvas.y, part, _SIZE + 0.5, bold=True)
    for part in lines:
        canvas.y += _SIZE * 1.35
        canvas.text(x, canvas.y, part, _SIZE)
    canvas.y = y + height
