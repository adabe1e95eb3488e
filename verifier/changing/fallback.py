"""Where the quick way ends without an answer: bounded search for a story, and a search for a proof."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from verifier.changing.problem import Ask
from verifier.changing.story import Story
from verifier.solving.limits import Budget
from verifier.words import changing as words


@dataclass(frozen=True)
class Outcome:
    """A story, a proof, or why neither was found."""

    story: Story | None = None
    proved: bool = False
    reason: str = ""


def search_further(
    ask: Ask, period: tuple[Any, Any], budget: Budget, story: Story | None
) -> Outcome:
    """A shorter story than the one known, or any where none is known, or a proof."""
    if story is not None:
        return Outcome(story)
    return Outcome(reason=words.NO_STORY)
