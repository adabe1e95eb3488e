"""Words, values and annotations, and what all builders share."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any, Literal, TypeVar

from lark import Token, Tree

from policy_dsl import syntax as s
from policy_dsl.diagnostics import Diagnostic, Diagnostics, Related, Severity
from policy_dsl.lexing import number_value, token_span
from policy_dsl.nearness import near_words
from policy_dsl.records import dataclass, field
from policy_dsl.source import Source, Span

ParseTree = Tree[Token]
Child = Any  # a Token, a Tree, or None for an optional part that was left out
_Node = TypeVar("_Node", bound=s.Node)

ANNOTATIONS = frozenset({"cite", "status", "assumed", "note", "fixed"})
_STATUSES: dict[str, s.StatusWord] = {
    "enacted": "enacted",
    "reported": "reported",
    "expected": "expected",
    "disputed": "disputed",
    "proposed": "proposed",
    "assumed": "assumed",
}
_KINDS: dict[str, Literal["integer", "fraction", "percentage"]] = {
    "INTEGER": "integer",
    "FRACTION": "fraction",
    "PERCENTAGE": "percentage",
}
_ESCAPE = re.compile(r"\\(.)")


@dataclass
class BuildContext:
    """The text being read, and the mistakes found in it so far."""

    source: Source
    found: Diagnostics = field(default_factory=Diagnostics)

    def span(self, thing: Child) -> Span:
        """The place of a token or a tree."""
        if isinstance(thing, Token):
            return token_span(self.source.name, thing)
        meta = thing.meta
        return Span(
            self.source.name,
            meta.start_pos,
            meta.end_pos,
            meta.line,
            meta.column,
            meta.end_line,
            meta.end_column,
        )

    def begins_line(self, span: Span) -> bool:
        """Whether nothing but blanks stands before a place on its line."""
        text = self.source.text
        before = span.start - 1
        while before >= 0 and text[before] in " \t":
            before -= 1
        return before < 0 or text[before].isspace()

    def error(
        self, code: str, message: str, span: Span, advice: str | None = None, *related: Related
    ) -> None:
        """Report a mistake."""
        self.found.add(Diagnostic(code, Severity.ERROR, message, span, advice, related))

    def single(self, what: str, nodes: Sequence[_Node]) -> _Node | None:
        """The one node of a part that may be written once, if any; the first where there are more."""
        for again in nodes[1:]:
            self.error(
                "VP013",
                f"{what} is written twice",
                again.span,
                "keep one of the two, or join them",
                Related(nodes[0].span, "the first one"),
            )
        return nodes[0] if nodes else None

    def known_word(self, word: s.Name, known: Iterable[str], what: str) -> bool:
        """Whether a word is one of a few; reports it if it is not."""
        words = list(known)
        if word.text in words:
            return True
        near = near_words(word.text, words, 1)
        listed = ", ".join(f"`{one}`" for one in words)
        advice = f"did you mean `{near[0]}`? There are {listed}" if near else f"there are {listed}"
        self.error("VP015", f"`{word.text}` is no {what}", word.span, advice)
        return False


def name(context: BuildContext, token: Child) -> s.Name:
    """A name."""
    return s.Name(context.span(token), str(token))


def optional_name(context: BuildContext, token: Child) -> s.Name | None:
    """A name that may be left out."""
    return None if token is None else name(context, token)


def names(context: BuildContext, tree: Child) -> tuple[s.Name, ...]:
    """A list of names."""
    return tuple(name(context, token) for token in tree.children)


def names_or_none(context: BuildContext, tree: Child) -> tuple[s.Name, ...]:
    """A list of names that may be left out."""
    return () if tree is None else names(context, tree)


def who(context: BuildContext, child: Child) -> s.Name:
    """Some parties by a name, perhaps less some of them."""
    if isinstance(child, Token):
        return name(context, child)
    first, but = child.children
    return s.Less(context.span(child), str(first), names(context, but))


def text(context: BuildContext, token: Child) -> s.Text:
    """A text, with its escapes undone."""
    return s.Text(context.span(token), _ESCAPE.sub(r"\1", token[1:-1]))


def optional_text(context: BuildContext, token: Child) -> s.Text | None:
    """A text that may be left out."""
    return None if token is None else text(context, token)


def number(context: BuildContext, token: Child) -> s.Number:
    """An exact number."""
    return s.Number(context.span(token), number_value(token), _KINDS[token.type], str(token))


def day(context: BuildContext, token: Child) -> s.Date:
    """A date."""
    return s.Date(context.span(token), date.fromisoformat(token))


@dataclass
class AnnotationList:
    """Annotations as they are met."""

    citations: list[s.Citation] = field(default_factory=list)
    statuses: list[s.Status] = field(default_factory=list)
    assumed: list[s.Remark] = field(default_factory=list)
    notes: list[s.Remark] = field(default_factory=list)
    fixed: list[s.Remark] = field(default_factory=list)

    def add(self, context: BuildContext, tree: ParseTree, follows: s.Follows = "") -> None:
        """Take one more."""
        span = context.span(tree)
        match tree.data:
            case "cite":
                document, quotation, location = tree.children
                self.citations.append(
                    s.Citation(
                        span,
                        name(context, document),
                        optional_text(context, quotation),
                        optional_text(context, location),
                        follows,
                    )
                )
            case "status":
                word = name(context, tree.children[0])
                if context.known_word(word, _STATUSES, "status"):
                    self.statuses.append(s.Status(span, _STATUSES[word.text], follows))
            case kind:
                remarks = {"assumed": self.assumed, "note": self.notes, "fixed": self.fixed}[
                    str(kind)
                ]
                remarks.append(s.Remark(span, text(context, tree.children[0]), follows))

    def done(self) -> s.Annotations:
        """All of them."""
        return s.Annotations(
            tuple(self.citations),
            tuple(self.statuses),
            tuple(self.assumed),
            tuple(self.notes),
            tuple(self.fixed),
        )


def is_annotation(tree: Child) -> bool:
    """Whether a part of a declaration is an annotation."""
    return isinstance(tree, Tree) and tree.data in ANNOTATIONS


def said_about(context: BuildContext, trees: Iterable[Child]) -> s.Annotations:
    """The annotations among the parts of a declaration that has no lines of its own."""
    found = AnnotationList()
    for tree in trees:
        if is_annotation(tree):
            found.add(context, tree)
    return found.done()


def lines(
    context: BuildContext, trees: Iterable[Child]
) -> tuple[s.Annotations, list[tuple[ParseTree, s.Annotations]]]:
    """The lines of a declaration, each with the annotations that follow it; first, those that
    stand before any line and so belong to the whole.
    """
    own = AnnotationList()
    found: list[tuple[ParseTree, AnnotationList]] = []
    for tree in trees:
        if is_annotation(tree):
            (found[-1][1] if found else own).add(context, tree)
        else:
            found.append((tree, AnnotationList()))
    return own.done(), [(tree, said.done()) for tree, said in found]


_MEETINGS: dict[str, s.MeetingWord] = {
    "at_first_meeting": "at the first meeting",
    "at_last_meeting": "at the last meeting",
    "at_every_meeting": "at every meeting",
}


def at_meeting(context: BuildContext, tree: ParseTree | None) -> s.AtMeeting | None:
    """At which of several meetings, if that is said."""
    return None if tree is None else s.AtMeeting(context.span(tree), _MEETINGS[str(tree.data)])
