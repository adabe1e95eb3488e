"""British and American spelling. Sentences are written in British; what is quoted, and names, stay as they are."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import cached_property

from policy_dsl.model import Specification
from policy_dsl.records import dataclass, fields, is_dataclass

_AMERICAN = {
    "authorisation": "authorization",
    "authorise": "authorize",
    "behaviour": "behavior",
    "cancelled": "canceled",
    "centre": "center",
    "colour": "color",
    "defence": "defense",
    "favour": "favor",
    "formalisation": "formalization",
    "formalised": "formalized",
    "judgement": "judgment",
    "labelled": "labeled",
    "minimise": "minimize",
    "minimised": "minimized",
    "modelled": "modeled",
    "organisation": "organization",
    "practise": "practice",
    "practised": "practiced",
    "privatisation": "privatization",
    "programme": "program",
    "recognise": "recognize",
    "recognised": "recognized",
    "spelt": "spelled",
    "unrecognised": "unrecognized",
}
_WORD = r"\b[A-Za-z]+\b(?![_\d])"  # names with underscores or digits are no words
# Quotations, what is to be written in a file, and what the language itself spells so.
_QUOTED = (r"“[^”]*”", r"`[^`]*`", r"at least [\d_,]+ votes in favour\b")


@dataclass(frozen=True)
class Speller:
    """Writes the tool's sentences in a spelling. `kept` are the specification's own words, which stay as they are."""

    spelling: str | None
    kept: tuple[str, ...] = ()

    @cached_property
    def _pieces(self) -> re.Pattern[str]:
        own = sorted({text for text in self.kept if _concerned(text)}, key=len, reverse=True)
        kept = "|".join([*_QUOTED, *(rf"(?<!\w){re.escape(text)}(?!\w)" for text in own)])
        return re.compile(f"(?P<kept>{kept})|{_WORD}")

    def __call__(self, text: str) -> str:
        """A sentence in the spelling asked for; quotations in it keep theirs."""
        if self.spelling != "American":
            return text
        return self._pieces.sub(_changed, text)


def speller(*specifications: Specification) -> Speller:
    """The spelling of the last of these; what any of them says stays as it is."""
    texts = {text for each in specifications for text in _texts(each)}
    # A reason that ends a sentence of the tool loses its full stop.
    kept = texts | {text.rstrip(" .") for text in texts}
    return Speller(specifications[-1].spelling, tuple(kept))


def _texts(it: object) -> Iterator[str]:
    """Every text in a model: names, titles, quotations, reasons."""
    if isinstance(it, str):
        yield it
    elif isinstance(it, Mapping):
        yield from (text for pair in it.items() for part in pair for text in _texts(part))
    elif isinstance(it, tuple | list | set | frozenset):
        yield from (text for part in it for text in _texts(part))
    elif is_dataclass(it) and not isinstance(it, type):
        yield from (text for each in fields(it) for text in _texts(getattr(it, each.name)))


def _concerned(text: str) -> bool:
    return any(word.lower() in _AMERICAN for word in re.findall(_WORD, text))


def _changed(match: re.Match[str]) -> str:
    piece = match.group()
    other = None if match.group("kept") else _AMERICAN.get(piece.lower())
    if other is None:
        return piece
    return other.capitalize() if piece[0].isupper() else other
