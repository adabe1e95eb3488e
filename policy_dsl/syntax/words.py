"""Words, values and annotations: what every part of the syntax tree is made of."""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from inspect import get_annotations
from typing import ClassVar, Literal, dataclass_transform

from policy_dsl.source import Span


@dataclass_transform(frozen_default=True)
class Record:
    """Plain frozen data, given by its annotations; what a class sets beside one is its default.

    As a frozen dataclass would be, but without generating code for each of more than a hundred classes, which
    took a good part of the time in which the command starts.
    """

    field_names: ClassVar[tuple[str, ...]] = ()

    def __init_subclass__(cls) -> None:
        own = get_annotations(cls)
        cls.field_names = (*cls.field_names, *own)
        # What a pattern with positions goes by; type checkers know it already.
        setattr(cls, "__match_args__", cls.field_names)  # noqa: B010

    def __init__(self, *values: object, **named: object) -> None:
        names = type(self).field_names
        given = dict(zip(names, values, strict=False))
        given.update(named)
        if len(given) < len(names):
            for name in names:
                if name not in given and hasattr(type(self), name):
                    given[name] = getattr(type(self), name)
        if len(values) > len(names) or given.keys() != set(names):
            raise TypeError(f"{type(self).__name__} takes {', '.join(names)}")
        self.__dict__.update(given)

    def __setattr__(self, name: str, value: object) -> None:
        raise AttributeError(f"{type(self).__name__} is frozen")

    def __delattr__(self, name: str) -> None:
        raise AttributeError(f"{type(self).__name__} is frozen")

    def __eq__(self, other: object) -> bool:
        return type(other) is type(self) and other.__dict__ == self.__dict__

    def __hash__(self) -> int:
        return hash((type(self), *(self.__dict__[name] for name in self.field_names)))

    def __repr__(self) -> str:
        said = ", ".join(f"{name}={self.__dict__[name]!r}" for name in self.field_names)
        return f"{type(self).__name__}({said})"


class Node(Record):
    """Anything with a place in the file."""

    span: Span


class Name(Node):
    """A name, as declared or as used."""

    text: str


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


class Status(Node):
    """`status WORD`: `enacted`, `reported`, `disputed`, `proposed` or `assumed` (the parser
    admits no other).
    """

    value: Literal["enacted", "reported", "disputed", "proposed", "assumed"]
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
