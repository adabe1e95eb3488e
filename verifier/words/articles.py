"""Articles before titles, and in what a decision does."""

from __future__ import annotations

import re

# What a title begins with that needs no article.
_DETERMINED = re.compile("(the|a|an|another|any|each|every|one) ", re.IGNORECASE)


def with_article(title: str) -> str:
    """A title with its article within a sentence."""
    return within(title) if _DETERMINED.match(title) else f"the {title}"


def within(title: str) -> str:
    """A title within a sentence: its article is small."""
    first, space, rest = title.partition(" ")
    article = rest and first in ("The", "A", "An", "Another")
    return f"{first.lower()}{space}{rest}" if article else title


_CHANGES = re.compile(r"\b(changes|change|amends|amend) (membership|quorum) of\b")


def of_changes(text: str) -> str:
    """What a decision does to seats and quorums, as people say it: "changes the membership of"."""
    return _CHANGES.sub(r"\1 the \2 of", text)
