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


# Bodies that are called as those are who belong to them.
_PEOPLE = re.compile(
    r"the (?:(?:members|states)\b.*|(?!.*\bof\b).*\b(?:members|voters|holders|users|contributors))",
    re.IGNORECASE,
)


def members_of(body: str) -> str:
    """Those who belong to a body with its article: "the members of the ICS board", "the Team members"."""
    return body if _PEOPLE.fullmatch(body) else f"the members of {body}"


_CHANGES = re.compile(r"\b(changes|change|amends|amend) (membership|quorum) of\b")


def of_changes(text: str) -> str:
    """What a decision does to seats and quorums, as people say it: "changes the membership of"."""
    return _CHANGES.sub(r"\1 the \2 of", text)
