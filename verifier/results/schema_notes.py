"""What the published schema says of a field besides its type."""

from __future__ import annotations

from policy_dsl.records import dataclass


@dataclass(frozen=True)
class Note:
    """What the schema says of a field besides its type."""

    text: str = ""
    least: int | None = None
    most: int | None = None
    pattern: str | None = None
