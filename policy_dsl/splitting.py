"""Tokens to declarations, before parsing.

Each declaration starts with its own keyword, so a file can be divided before any of it is
understood. That way a mistake in one declaration hides nothing in the others, however bad it is.
"""

from __future__ import annotations

from array import array
from collections.abc import Iterator
from functools import lru_cache
from itertools import chain, pairwise

from lark import Token

from policy_dsl import grammar
from policy_dsl.nearness import near_words
from policy_dsl.records import dataclass
from policy_dsl.tokens import Tokens

__all__ = ["DECLARATIONS", "Chunk", "Chunks", "nearest_declaration", "split"]

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
    "composition",
    "provision",
    "right",
    "timeline",
    "property",
    "accepts",
    "include",
)
_STARTS = frozenset(word.upper() for word in DECLARATIONS)
# `every decision`, `limits every power`, `enacts any power`, `any new exception to`: here these words begin nothing.
_WITHIN = {
    "DECISION": frozenset({"EVERY", "SOME", "ANY", "NO"}),
    "POWER": frozenset({"EVERY", "ANY"}),
    "PARTIES": frozenset({"COLON"}),
    "EXCEPTION": frozenset({"NEW"}),
}
# So many tokens tell whether a declaration begins; and of a longer one it is not found out whether it is whole.
_TOLD_BY = 4
_LONG = 200
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
            "WHATEVER",
            "WHETHER",
            "AS",
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


@dataclass(frozen=True)
class Chunk:
    """The tokens of one declaration, and the token after it, if any."""

    tokens: Tokens
    following: Token | None


@lru_cache(4096)
def nearest_declaration(word: str) -> str | None:
    """The declaration keyword that a misspelt one was probably meant to be."""
    near = near_words(word.lower(), DECLARATIONS, 1, 0.75)
    return near[0] if near else None


@dataclass(frozen=True)
class Chunks:
    """The declarations of a file in their order, each made when it is looked at: a file may have a million."""

    tokens: Tokens
    starts: array[int]

    def __iter__(self) -> Iterator[Chunk]:
        for start, behind in pairwise(chain(self.starts, (len(self.tokens),))):
            following = self.tokens[behind] if behind < len(self.tokens) else None
            yield Chunk(self.tokens[start:behind], following)


def split(tokens: Tokens) -> Chunks:
    """Divide the tokens of a file into declarations."""
    starts = array("I", [0] if tokens else [])
    for index in range(1, len(tokens)):
        if _begins(tokens, index, starts[-1]):
            starts.append(index)
    return Chunks(tokens, starts)


def _begins(tokens: Tokens, index: int, current: int) -> bool:
    """Whether a token begins a declaration; `current` begins the one it would end."""
    kind, before = tokens.type_at(index), tokens.type_at(index - 1)
    if kind in _STARTS:
        if before in _WITHIN.get(kind, ()):
            # But `… : yes or no`, and then a new declaration; and `new` may be a name before one.
            earlier = tokens.type_at(index - 2) if index >= 2 else ""
            return (before == "NO" and earlier == "OR") or (before == "NEW" and earlier != "ANY")
        if tokens.line_at(index) != tokens.line_at(index - 1):
            further_in = (tokens[index].column or 0) > (tokens[current].column or 0)
            return not further_in or _reads_on(tokens, index, current)
        return before not in _NAME_IS_DUE and _reads_on(tokens, index, current)
    return kind == "NAME" and before not in _NAME_IS_DUE and _misspelt(tokens, index, current)


def _reads_on(tokens: Tokens, index: int, current: int) -> bool:
    """Whether what stands within a line or further in than its declaration reads as the beginning of another one.

    Else it belongs to a sentence that went wrong before: in `removes parties in touches` nobody declares parties.
    """
    end = index + 1
    while end < min(index + _TOLD_BY, len(tokens)) and not (
        tokens.type_at(end) in _STARTS and tokens.line_at(end) != tokens.line_at(end - 1)
    ):
        end += 1
    if end == index + 1:
        # A word alone, such as an empty `decision`: another declaration only where this one is whole.
        return index - current > _LONG or grammar.reads(
            (*(tokens.type_at(i) for i in range(current, index)), "$END")
        )
    kinds = tuple(tokens.type_at(i) for i in range(index, end))
    return grammar.reads(kinds) or any(
        kinds[length] in _STARTS and grammar.reads((*kinds[:length], "$END"))
        for length in range(1, len(kinds))
    )


def _misspelt(tokens: Tokens, index: int, current: int) -> bool:
    """Whether a word looks like a misspelt keyword: where a declaration would stand, followed by
    what follows one, and near to one.
    """
    line = tokens.line_at(index)
    if index + 1 >= len(tokens) or line == tokens.line_at(index - 1):
        return False
    return (
        tokens.type_at(index + 1) in {"NAME", "STRING"}
        and tokens.line_at(index + 1) == line
        and (tokens[index].column or 0) <= (tokens[current].column or 0)
        and nearest_declaration(str(tokens[index])) is not None
    )
