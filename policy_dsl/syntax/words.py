"""Words, values and annotations: what every part of the syntax tree is made of."""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from typing import Any, ClassVar, Literal, dataclass_transform

from policy_dsl.records import dataclass, fields
from policy_dsl.source import Span


@dataclass_transform(frozen_default=True)
class Record:
    """Plain frozen data: what derives from it is a data class, without saying so each time."""

    field_names: ClassVar[tuple[str, ...]] = ()

    def __init_subclass__(cls) -> None:
        made: Any = dataclass(frozen=True)(cls)
        cls.field_names = tuple(each.name for each in fields(made))


class Node(Record):
    """Anything with a place in the file."""

    span: Span


class Name(Node):
    """A name, as declared or as used."""

    text: str

    @property
    def said(self) -> str:
        """All that is written."""
        return self.text


class Less(Name):
    """`Council except affects`, `Council except Mayor, Port`: whom a name stands for, less some of them."""

    but: tuple[Name, ...]

    @property
    def said(self) -> str:
        """All that is written."""
        return f"{self.text} except {', '.join(name.text for name in self.but)}"


class Text(Node):
    """A text in quotation marks; `value` has its escapes undone."""

    value: str


class Number(Node):
    """An exact number. `written` is how the author wrote it (`£500_000`, `2/3`, `66.67%`),
    without a share being told from a count by its value: `100%` is 1.
    """

    value: Fraction
    kind: Literal["integer", "fraction", "percentage"]
    written: str


class Date(Node):
    """A day."""

    value: date


class Comment(Node):
    """A comment with its `#`. `own_line` says that nothing but blanks stands before it."""

    text: str
    own_line: bool


Follows = Literal["", "limits", "to", "when", "requires", "may", "excludes"]
"""The part of a clause that an annotation directly follows, empty where it follows none: it
says which part an assumption is about.
"""


class Citation(Node):
    """`cite DOCUMENT "quotation" at "clause 4.3"`; quotation and location may both be left
    out.
    """

    document: Name
    quotation: Text | None
    location: Text | None
    follows: Follows = ""


StatusWord = Literal["enacted", "reported", "expected", "disputed", "proposed", "assumed"]


class Status(Node):
    """`status WORD`: one of these words, and no other."""

    value: StatusWord
    follows: Follows = ""


class Remark(Node):
    """The text of an `assumed "why"`, a `note "…"` or a `fixed "why"`."""

    text: Text
    follows: Follows = ""


class Annotations(Record):
    """What an author says about a declaration or one of its lines. All are kept, in the order
    written; a second `status` or `fixed` is the checker's to refuse.
    """

    citations: tuple[Citation, ...] = ()
    statuses: tuple[Status, ...] = ()
    assumed: tuple[Remark, ...] = ()
    notes: tuple[Remark, ...] = ()
    fixed: tuple[Remark, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.citations or self.statuses or self.assumed or self.notes or self.fixed)
