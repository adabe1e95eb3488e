"""How a text is written in a specification."""

from __future__ import annotations

__all__ = ["written_text"]


def written_text(text: str) -> str:
    """A text of one line between quotation marks; what these marks and backslashes would mean there is taken away."""
    escaped = text.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'
