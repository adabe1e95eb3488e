"""Days written in another order than a record's."""

from __future__ import annotations

import re
from datetime import date

PARTS = ("day", "month", "year")
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_PIECE = re.compile(r"[0-9]+|[^\W\d_]+")


def order_of(text: str) -> tuple[str, ...] | None:
    """The order of day, month and year, as "day month year" or "year-month-day" says it."""
    found = tuple(_PIECE.findall(text.lower()))
    return found if sorted(found) == sorted(PARTS) else None


def day_in(text: str, order: tuple[str, ...]) -> date | None:
    """The day that a text begins with, its parts in that order; a month may be named in English. Time is no part of it.

    A year of two digits says no century, so it is no year.
    """
    pieces = [piece for piece in _PIECE.findall(text) if piece.isascii() and _says(piece)][:3]
    if len(pieces) < 3:
        return None
    said = dict(zip(order, pieces, strict=True))
    if any(not said[part].isdigit() for part in ("day", "year")) or len(said["year"]) != 4:
        return None
    month = said["month"]
    number = int(month) if month.isdigit() else _MONTHS.index(month[:3].lower()) + 1
    try:
        return date(int(said["year"]), number, int(said["day"]))
    except ValueError:
        return None


def _says(piece: str) -> bool:
    return piece.isdigit() or (len(piece) >= 3 and piece[:3].lower() in _MONTHS)
