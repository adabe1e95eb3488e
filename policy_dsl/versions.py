"""Which language a file says that it is written in.

The language has a number, which goes up when files that could be read would be read otherwise, or no longer. What is
only added leaves it as it is.
"""

from __future__ import annotations

from collections.abc import Iterable
from itertools import pairwise

from lark import Token

from policy_dsl.diagnostics import Diagnostic, Severity
from policy_dsl.lexing import token_span
from policy_dsl.splitting import Chunk

__all__ = ["LANGUAGE", "not_read"]

LANGUAGE = 1
# A number of more digits is no version of anything.
_DIGITS = 9


def not_read(name: str, chunks: Iterable[Chunk]) -> Diagnostic | None:
    """What is wrong with the language that a file says it is written in; None where it says none, or one that is read.

    It is looked for in the tokens, since a file in another language may not be readable in any other way.
    """
    for chunk in chunks:
        if str(chunk.tokens[0]) == "governance":
            for word, number in pairwise(chunk.tokens):
                if word.type == "LANGUAGE" and number.type == "INTEGER":
                    return _wrong(name, number)
    return None


def _wrong(name: str, number: Token) -> Diagnostic | None:
    digits = number.replace("_", "").lstrip("0")
    if digits == str(LANGUAGE) or not (digits or "0").isdecimal():
        return None  # what is no number is told as that
    if len(digits) > _DIGITS or int(digits or "0") > LANGUAGE:
        message = "this file is written in a newer language than this version of Vetoproof reads"
        instead = f"read it with a newer version; this one reads language {LANGUAGE}"
    else:
        message = f"there is no language {digits or 0}"
        instead = f"write `language {LANGUAGE}`, or leave it out"
    return Diagnostic("VP021", Severity.ERROR, message, token_span(name, number), instead)
