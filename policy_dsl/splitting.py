"""Tokens to declarations, before parsing.

Each declaration starts with its own keyword, so a file can be divided before any of it is
understood. That way a mistake in one declaration hides nothing in the others, however bad it is.
"""

from __future__ import annotations

import difflib
from collections.abc import Sequence
from functools import lru_cache

from lark import Token

from policy_dsl.records import dataclass

__all__ = ["DECLARATIONS", "Chunk", "nearest_declaration", "split"]

DECLARATIONS = (
    "governance",
    "document",
    "party",
    "parties",
    "group",
    "body",
    "decision",
    "power",
    "rule",
    "prohibition",
    "exception",
    "recusal",
    "provision",
    "right",
    "timeline",
    "property",
    "accepts",
    "include",
)
_STARTS = frozenset(word.upper() for word in DECLARATIONS)
# `every decision`, `limits every power`, `enacts any power`: here these words begin nothing.
_WITHIN = {
    "DECISION": frozenset({"EVERY", "SOME", "ANY", "NO"}),
    "POWER": frozenset({"EVERY", "ANY"}),
    "PARTIES": frozenset({"COLON"}),
}
# After these words a name is due. A keyword on the same line is then meant as a name, which gets a
# better answer than two broken declarations would.
_NAME_IS_DUE = frozenset(
    {
        *(_STARTS - {"DECISION", "TIMELINE"}),
        *(
            "COMMA",
            "AND",
            "OR",
            "NOT",
            "IS",
            "OF",
            "TO",
            "FROM",
            "IN",
            "LIMITS",
            "CITE",
            "WHEN",
            "INCLUDES",
            "BY",
        ),
        *(
            "UNDER",
            "AMONG",
            "AMENDS",
            "AMEND",
            "ENACTS",
            "ENACT",
            "REQUIRES",
            "SUBSTANCE",
            "FORM",
            "READING",
            "CHAIR",
        ),
    }
)
# Words of more letters than this have less than three quarters in common with any of them.
_FAR_TOO_LONG = 2 * max(map(len, DECLARATIONS))


@dataclass(frozen=True)
class Chunk:
    """The tokens of one declaration, and the token after it, if any."""

    tokens: tuple[Token, ...]
    following: Token | None


@lru_cache(4096)
def nearest_declaration(word: str) -> str | None:
    """The declaration keyword that a misspelt one was probably meant to be."""
    if len(word) > _FAR_TOO_LONG:
        return None
    near = difflib.get_close_matches(word.lower(), DECLARATIONS, 1, 0.75)
    return near[0] if near else None


def split(tokens: Sequence[Token]) -> list[Chunk]:
    """Divide the tokens of a file into declarations."""
    starts: list[int] = []
    for index in range(len(tokens)):
        if not starts or _begins(tokens, index, tokens[starts[-1]]):
            starts.append(index)
    ends = [*starts[1:], len(tokens)]
    return [
        Chunk(tuple(tokens[start:end]), tokens[end] if end < len(tokens) else None)
        for start, end in zip(starts, ends, strict=False)
    ]


def _begins(tokens: Sequence[Token], index: int, current: Token) -> bool:
    """Whether a token begins a declaration; `current` begins the one it would end."""
    token, before = tokens[index], tokens[index - 1]
    if token.type in _STARTS:
        if before.type in _WITHIN.get(token.type, ()):
            # The one exception to the exception: `… : yes or no`, and then a new declaration.
            return before.type == "NO" and index >= 2 and tokens[index - 2].type == "OR"
        return token.line != before.line or before.type not in _NAME_IS_DUE
    return _misspelt(tokens, index, current)


def _misspelt(tokens: Sequence[Token], index: int, current: Token) -> bool:
    """Whether a word looks like a misspelt keyword: where a declaration would stand, followed by
    what follows one, and near to one.
    """
    token, before = tokens[index], tokens[index - 1]
    if token.type != "NAME" or index + 1 >= len(tokens) or token.line == before.line:
        return False
    after = tokens[index + 1]
    return (
        after.type in {"NAME", "STRING"}
        and after.line == token.line
        and (token.column or 0) <= (current.column or 0)
        and before.type not in _NAME_IS_DUE
        and nearest_declaration(token) is not None
    )
