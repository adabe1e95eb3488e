"""A line that would make sense in a declaration of another kind than the one that it stands in."""

from __future__ import annotations

from functools import lru_cache

from policy_dsl import grammar
from policy_dsl.lexing import lex
from policy_dsl.plain_words import EXAMPLES
from policy_dsl.source import Source

__all__ = ["belongs_to", "kinds_that_take"]

_END = "$END"
# What anything can begin with says nothing of where it belongs.
_ANYWHERE = frozenset({"CITE", "STATUS", "ASSUMED", "NOTE"})
_LITERALS = frozenset({"NAME", "STRING", "DATE", "INTEGER", "FRACTION", "PERCENTAGE", "COMMA"})


def belongs_to(line: tuple[str, ...], whole: bool, here: str) -> str | None:
    """Where a line of tokens of these types belongs, as advice; None where that is here, or nowhere.

    `here` is the keyword of the declaration that it stands in.
    """
    kinds = kinds_that_take(line, whole)
    if not kinds or here in kinds:
        return None
    named = [f"{'an' if kind[0] in 'aeiou' else 'a'} `{kind}`" for kind in kinds]
    several = f"{', '.join(named[:-1])} or {named[-1]}" if named[1:] else named[0]
    return f"this belongs in {several}, for example: {EXAMPLES[kinds[0]]}"


@lru_cache(maxsize=256)
def kinds_that_take(line: tuple[str, ...], whole: bool) -> tuple[str, ...]:
    """The kinds of declaration that a line of tokens of these types can be a line of, by their keyword.

    Either it is one that is finished with it; or, if not `whole`, one that may go on in the next line. Nothing is said
    of a line without a word of the language, or that can stand anywhere.
    """
    if not line or line[0] in _ANYWHERE or all(kind in _LITERALS for kind in line):
        return ()
    return tuple(kind for kind in EXAMPLES if _takes(kind, line, whole))


def _takes(kind: str, line: tuple[str, ...], whole: bool) -> bool:
    if kind == line[0].lower():
        return False
    # A name right after the keyword would be that of the declaration.
    begun = [one for one in _beginnings(kind) if len(one) > 1 or line[0] != "NAME"]
    if any(grammar.reads((*one, *line, _END)) for one in begun):
        return True
    # What goes on in the next line is told by the word that it begins with.
    return not whole and any(
        grammar.reads((*one, _END)) and grammar.reads((*one, *line)) for one in begun
    )


@lru_cache(maxsize=32)
def _beginnings(kind: str) -> tuple[tuple[str, ...], ...]:
    """What a line of such a declaration can stand after: its keyword, its name, a date; and all of an example, where
    less is none yet.
    """
    tokens = _types(EXAMPLES[kind])
    begun = [tokens[:length] for length in (1, 2, 3)]
    whole = any(grammar.reads((*one, _END)) for one in begun[:2])
    return tuple(begun if whole else [*begun, tokens])


def _types(text: str) -> tuple[str, ...]:
    tokens = lex(Source("", text), grammar.keywords()).tokens
    return tuple(tokens.type_at(index) for index in range(len(tokens)))
