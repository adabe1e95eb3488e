"""How a part of a sentence becomes a sentence."""

from __future__ import annotations


def capitalised(text: str) -> str:
    """With a capital letter where it begins; the rest stays as it is, unlike with `str.capitalize`."""
    return f"{text[:1].upper()}{text[1:]}"


def sentence(text: str) -> str:
    """A part of a sentence as a sentence of its own."""
    return f"{capitalised(text)}."


def ended(text: str) -> str:
    """With a full stop, if no quotation ends with its own."""
    return text if text.endswith(".”") else f"{text}."


def uncapitalised(text: str) -> str:
    """As it is written within a sentence."""
    return f"{text[:1].lower()}{text[1:]}"
