"""A sheet to draw on: shapes and words that stay legible in print, on a telephone and to colour-blind readers.

What differs in colour differs in shape and line as well. Text is escaped here, once: `svg` writes it as it is.
"""

from __future__ import annotations

import re
import textwrap
from collections.abc import Sequence
from xml.sax.saxutils import escape

import svg

from policy_dsl.records import dataclass, field

# As wide as a telephone's page: there a letter is as high on the screen as here.
WIDTH = 360
FONT = "DejaVu Sans, Liberation Sans, Arial, Helvetica, sans-serif"
# Okabe and Ito's colours for all readers, darkened until they stand out against white.
INK = "#1a1a1a"
GREY = "#5c5c5c"
PALE = "#f2f2f2"
BLUE = "#00528f"
RED = "#a63c00"
WHITE = "#ffffff"
# No words are smaller.
SMALLEST = 12
# How wide a letter of the fonts is, on average, in parts of its height.
LETTER = 0.58
# Where a long name written as one word may be divided: "GreaterNottingham" before its N.
_HUMPS = re.compile(r"(?<=[a-z])(?=[A-Z])|(?<=_)")


@dataclass
class Canvas:
    """What has been drawn so far, and how far down it reaches."""

    width: int = WIDTH
    y: float = 0.0
    elements: list[svg.Element] = field(default_factory=list)

    def text(
        self,
        x: float,
        y: float,
        words: str,
        size: float = SMALLEST,
        *,
        bold: bool = False,
        colour: str = INK,
        middle: bool = False,
    ) -> None:
        """One line of words, its base line at `y`."""
        self.elements.append(
            svg.Text(
                x=_neat(x),
                y=_neat(y),
                text=escape(words),
                font_size=size,
                font_weight="bold" if bold else None,
                fill=colour,
                text_anchor="middle" if middle else None,
            )
        )

    def paragraph(
        self,
        x: float,
        words: str,
        width: float,
        size: float = SMALLEST,
        *,
        bold: bool = False,
        colour: str = INK,
    ) -> None:
        """Words in as many lines as they need, from where the drawing has got to; it then reaches below them."""
        for line in fitted(words, width, size):
            self.y += size * 1.3
            self.text(x, self.y, line, size, bold=bold, colour=colour)

    def box(
        self,
        x: float,
        y: float,
        width: float,
        height: float,
        *,
        fill: str = WHITE,
        stroke: str = INK,
        thick: float = 1.2,
        dashes: Sequence[float] = (),
        round_: float = 5,
    ) -> None:
        """A box."""
        self.elements.append(
            svg.Rect(
                x=_neat(x),
                y=_neat(y),
                width=_neat(width),
                height=_neat(height),
                rx=round_,
                fill=fill,
                stroke=stroke,
                stroke_width=thick,
                stroke_dasharray=list(dashes) or None,
            )
        )

    def line(self, points: Sequence[tuple[float, float]], colour: str, thick: float = 2) -> None:
        """A line through some points."""
        flat: list[svg.Point] = [svg.Point(_neat(x), _neat(y)) for x, y in points]
        self.elements.append(
            svg.Polyline(
                points=flat,
                fill="none",
                stroke=colour,
                stroke_width=thick,
                stroke_linecap="round",
                stroke_linejoin="round",
            )
        )

    def tick(self, x: float, y: float, colour: str) -> None:
        """A tick, about 10 wide, around a point."""
        self.line([(x - 5, y), (x - 1.5, y + 4), (x + 5, y - 4)], colour, 2.4)

    def cross(self, x: float, y: float, colour: str) -> None:
        """A cross around a point."""
        self.line([(x - 4, y - 4), (x + 4, y + 4)], colour, 2.4)
        self.line([(x - 4, y + 4), (x + 4, y - 4)], colour, 2.4)

    def dash(self, x: float, y: float, colour: str) -> None:
        """A dash around a point."""
        self.line([(x - 5, y), (x + 5, y)], colour, 2.4)

    def drawn(self, mark: str, title: str, alternative: str, bottom: float = 8) -> str:
        """The whole as SVG. `mark` tells it from the other pictures of a page."""
        height = _neat(self.y + bottom)
        whole = svg.SVG(
            viewBox=svg.ViewBoxSpec(0, 0, self.width, height),
            elements=[
                svg.Title(text=escape(title), id=f"{mark}-title"),
                svg.Desc(text=escape(alternative), id=f"{mark}-description"),
                *self.elements,
            ],
            extra={
                "role": "img",
                "font-family": FONT,
                "aria-labelledby": f"{mark}-title {mark}-description",
            },
        )
        return str(whole)


def fitted(words: str, width: float, size: float) -> list[str]:
    """Words in lines that fit a width; a long word is cut rather than let out of its box."""
    letters = max(4, int(width / (size * LETTER)))
    parts = [
        part
        for word in words.split()
        for part in (_HUMPS.sub(" ", word).split() if len(word) > letters else [word])
    ]
    return textwrap.wrap(" ".join(parts), letters, break_long_words=True) or [""]


def _neat(number: float) -> float:
    """A number as pictures write it: no digits that nobody sees."""
    rounded = round(number, 1)
    return int(rounded) if rounded == int(rounded) else rounded
