"""Text to tokens.

Lark could do this, but stops at the first character that it does not know, and takes an impossible
date for three numbers. Here every mistake is reported, a token stands in for what was meant where
that is clear, and the comments are kept. `grammar.lark` says what the tokens are; a test compares.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date
from fractions import Fraction

from lark import Token

from policy_dsl.diagnostics import Diagnostic, Diagnostics, Severity
from policy_dsl.records import dataclass
from policy_dsl.source import Source, Span
from policy_dsl.syntax import Comment
from policy_dsl.tokens import Marks, Tokens

__all__ = ["STRAY", "Lexed", "lex", "number_value", "token_span"]

STRAY = "STRAY"
"""The type of a token for signs that mean nothing; no rule takes it, and it is already reported."""

# Possessive (`++`, `*+`): no way back is kept, which would take many times the memory of the text.
_TOKEN = re.compile(
    r"""
    (?P<blank>\s+)
  | (?P<comment>\#[^\n\r]*)
  | (?P<string>"(?:[^"\\\n\r]++|\\[^\n\r])*+")
  | (?P<open_string>"[^\n\r]*)
  | (?P<curly_string>[“”„][^“”\n\r]*[“”])
  | (?P<date>[0-9]++-[0-9]++(?:-[0-9]++)*+\w*+)
  | (?P<number>[£$€]?[0-9](?:\w++|[.,/](?=[0-9]))*+(?:[ \t]{0,4}+%)?)
  | (?P<word>[^\W\d][\w\u0300-\u036f]*)
  | (?P<mark>[,:()])
  | (?P<stray>[^\w\s"\#,:()“”„]+|.)
    """,
    re.VERBOSE | re.DOTALL,
)
_DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_INTEGER = re.compile(r"[£$€]?[0-9]+(?:_[0-9]+)*")
_FRACTION = re.compile(r"[0-9]+(?:_[0-9]+)*/[0-9]+(?:_[0-9]+)*")
_PERCENTAGE = re.compile(r"[0-9]+(?:_[0-9]+)*(?:\.[0-9]+)?%")
_THOUSANDS = re.compile(r"[£$€]?[0-9]{1,3}(?:,[0-9]{3})+")
_DOTTED_THOUSANDS = re.compile(r"[£$€]?[0-9]{1,3}(?:\.[0-9]{3})+")
_DAY_FIRST = re.compile(r"[0-9]{1,2}([./])[0-9]{1,2}\1[0-9]{2}(?:[0-9]{2})?")
_DECIMAL = re.compile(r"[£$€]?[0-9]+\.[0-9]+")
_ESCAPE = re.compile(r"\\(.)", re.DOTALL)
_MARKS = {",": "COMMA", ":": "COLON", "(": "LPAR", ")": "RPAR"}
# Python itself refuses to read integers of more than 4,300 digits; no rule needs half a line.
_LONGEST_NUMBER = 60

_INSTEAD = {
    ">=": "write `is at least`",
    "≥": "write `is at least`",
    "=>": "write `is at least`",
    "<=": "write `is at most`",
    "≤": "write `is at most`",
    "=<": "write `is at most`",
    ">": "write `is above`",
    "<": "write `is below`",
    "=": "write `is`",
    "==": "write `is`",
    "!=": "write `is not`",
    "<>": "write `is not`",
    "≠": "write `is not`",
    "!": "write `not`",
    "&": "write `and`",
    "&&": "write `and`",
    "|": "write `or`",
    "||": "write `or`",
    "+": "write `and`",
    ";": "leave it out: a declaration ends where the next one begins",
    ".": "leave it out: a declaration ends where the next one begins",
    "%": "write the sign directly after the number, such as `55%`",
    "'": 'texts stand between straight double quotation marks: "…"',
    "‘": 'texts stand between straight double quotation marks: "…"',
    "’": 'texts stand between straight double quotation marks: "…"',
    "//": "a comment begins with `#`",
    "/*": "a comment begins with `#`",
    "--": "a comment begins with `#`",
}
_CURRENCY = "write the sign directly before the number, such as `£500_000`"
_BRACES = "leave it out: each declaration begins with its own keyword, and nothing encloses it"


@dataclass(frozen=True)
class Lexed:
    """The tokens of a text, its comments, what is wrong with single tokens, and where."""

    tokens: Tokens
    comments: tuple[Comment, ...]
    found: Diagnostics
    bad: Marks  # the offsets of tokens that a diagnostic is about


def token_span(file: str, token: Token) -> Span:
    """The place of a token made by `lex`."""
    numbers = (
        token.start_pos,
        token.end_pos,
        token.line,
        token.column,
        token.end_line,
        token.end_column,
    )
    start, end, line, column, end_line, end_column = (number or 0 for number in numbers)
    return Span(file, start, end, line, column, end_line, end_column)


def number_value(written: str) -> Fraction:
    """The exact value of an integer, fraction or percentage as written."""
    digits = written.lstrip("£$€").replace("_", "")
    return Fraction(digits[:-1]) / 100 if digits.endswith("%") else Fraction(digits)


def lex(source: Source, keywords: Mapping[str, str], comments: bool = True) -> Lexed:
    """Divide a text into tokens; `keywords` maps each word of the language to its token type."""
    return _Lexer(source, keywords).run(comments)


class _Lexer:
    def __init__(self, source: Source, keywords: Mapping[str, str]) -> None:
        self.source = source
        self.keywords = keywords
        self.found = Diagnostics()
        self.bad = Marks(len(source.text))

    def run(self, with_comments: bool) -> Lexed:
        tokens = Tokens(self.source)
        comments: list[Comment] = []
        last = -1
        for match in _TOKEN.finditer(self.source.text):
            kind = match.lastgroup
            if kind == "blank":
                continue
            start, end = match.span()
            if kind == "comment":
                if with_comments:
                    own_line = last < 0 or self._line(start) != self._line(last)
                    span = self.source.span(start, end)
                    comments.append(Comment(span, match.group().rstrip(), own_line))
                continue
            last = start
            tokens.add(self._type(kind or "stray", match.group(), start, end), start, end)
        return Lexed(tokens, tuple(comments), self.found, self.bad)

    def _line(self, offset: int) -> int:
        return self.source.position(offset)[0]

    def _type(self, kind: str, text: str, start: int, end: int) -> str:
        """The token type; reports what is wrong with the token."""
        match kind:
            case "word" if text[0] == "_":
                self._report(
                    "VP006", start, end, f"`{text}` is no name", "a name begins with a letter"
                )
                return "NAME"
            case "word":
                return self.keywords.get(text, "NAME")
            case "mark":
                return _MARKS[text]
            case "string":
                self._check_escapes(text, start)
                return "STRING"
            case "open_string":
                self._report(
                    "VP005",
                    start,
                    end,
                    "this text has no closing quotation mark",
                    'close it with " on the same line; a quotation mark inside a text is written \\"',
                )
                return "STRING"
            case "curly_string":
                plain = text[1:-1]
                self._report(
                    "VP006",
                    start,
                    end,
                    "curly quotation marks",
                    f'use straight ones: "{plain[:40]}{"…" if plain[40:] else ""}"',
                )
                return "STRING"
            case "date":
                return self._date(text, start, end)
            case "number":
                return self._number(text, start, end)
            case _:
                self._stray(text, start, end)
                return STRAY

    def _date(self, text: str, start: int, end: int) -> str:
        if not _DATE.fullmatch(text):
            self._report(
                "VP008",
                start,
                end,
                f"`{text}` is not a date",
                "write year-month-day, such as 2019-04-12",
            )
        else:
            try:
                # Of what comes before a day its last day is told: the calendar's first day has none.
                possible = date.fromisoformat(text) > date.min
            except ValueError:
                possible = False
            if not possible:
                self._report(
                    "VP008",
                    start,
                    end,
                    f"there is no day {text}",
                    "look it up in a calendar: year-month-day",
                )
        return "DATE"

    def _number(self, text: str, start: int, end: int) -> str:
        if len(text) > _LONGEST_NUMBER:
            self._report(
                "VP007",
                start,
                end,
                f"this number has more than {_LONGEST_NUMBER} digits",
                "shorten it",
            )
            return "INTEGER"
        if _INTEGER.fullmatch(text):
            return "INTEGER"
        if _PERCENTAGE.fullmatch(text):
            return "PERCENTAGE"
        if _FRACTION.fullmatch(text):
            if int(text.split("/")[1].replace("_", "")) == 0:
                self._report(
                    "VP007",
                    start,
                    end,
                    f"`{text}` divides by zero",
                    "the number below the line is at least 1",
                )
            return "FRACTION"
        if text.endswith(("\t%", " %")):
            advice = f"write the sign directly after the number: `{''.join(text.split())}`"
        elif _THOUSANDS.fullmatch(text):
            advice = f"group digits with underscores: {text.replace(',', '_')}"
        elif _DOTTED_THOUSANDS.fullmatch(text):
            advice = (
                f"group digits with underscores: {text.replace('.', '_')}; a number with decimals is written as a"
                " fraction or as a percentage"
            )
        elif _DAY_FIRST.fullmatch(text):
            advice = "a date is written year-month-day, such as 2019-04-12"
        elif _DECIMAL.fullmatch(text):
            value = Fraction(text.lstrip("£$€"))
            advice = (
                f"write it as a fraction, {value.numerator}/{value.denominator}, or as a percentage"
            )
        else:
            advice = "write a whole number such as 500_000, a fraction such as 2/3, or a percentage such as 66.67%"
        self._report("VP007", start, end, f"`{text}` is not a number of the language", advice)
        return "PERCENTAGE" if text.endswith("%") else "FRACTION" if "/" in text else "INTEGER"

    def _check_escapes(self, text: str, start: int) -> None:
        for match in _ESCAPE.finditer(text, 1, len(text) - 1):
            if match.group(1) not in '"\\':
                where = start + match.start()
                self._report(
                    "VP017",
                    where,
                    where + 2,
                    f"`{match.group()}` means nothing in a text",
                    f"for a backslash write two: \\{match.group()}",
                    about=start,
                )

    def _stray(self, text: str, start: int, end: int) -> None:
        if "\0" in text:
            self._report(
                "VP011",
                start,
                end,
                "a zero byte: this is not a plain text",
                "save the file as plain text, UTF-8",
            )
        elif text[0] in "{}[]":
            self._report("VP006", start, end, f"`{text}` has no place in the language", _BRACES)
        elif text in "'’‘" and self.source.text[start - 1 : start].isdigit():
            grouped = self.source.text[end : end + 1].isdigit()
            advice = "group digits with underscores, such as 1_000" if grouped else _INSTEAD[text]
            self._report("VP006", start, end, f"`{text}` has no place in the language", advice)
        elif text in {"£", "$", "€"}:
            self._report("VP006", start, end, f"`{text}` stands alone", _CURRENCY)
        else:
            named = f"`{text}`" if text.isprintable() else f"a character U+{ord(text[0]):04X}"
            self._report(
                "VP006", start, end, f"{named} has no place in the language", _INSTEAD.get(text)
            )

    def _report(
        self,
        code: str,
        start: int,
        end: int,
        message: str,
        advice: str | None,
        about: int | None = None,
    ) -> None:
        self.bad.add(start if about is None else about)
        self.found.add(
            Diagnostic(code, Severity.ERROR, message, self.source.span(start, end), advice)
        )
