"""The canonical layout of a specification.

Only the blanks between tokens change, so the meaning can't, and `format_text` makes sure of it by
reading its own output. A declaration begins at the left edge; its parts stand below it, one a line;
a declaration that was written on one line stays on one if it fits. Comments stay where they are
said: on a line of their own before what they precede, or behind what they follow. An annotation
begins a line only if it did before: after the readings of a clause that makes a difference.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

from lark import Token, Tree

from policy_dsl.building.words import ANNOTATIONS, ParseTree
from policy_dsl.diagnostics import PolicyErrors
from policy_dsl.markdown import policy_blocks
from policy_dsl.parsing import ParseResult, parse, parse_trees
from policy_dsl.records import dataclass
from policy_dsl.source import Source, Span
from policy_dsl.syntax import Comment, Record

__all__ = ["FormatterError", "format_text", "same_meaning"]

WIDTH = 100
_STEP = 2
_CONTINUATION = 4
# Parts that stay on the line of what precedes them.
_INLINE = frozenset(
    {"during", "by_voting_against", "by_abstaining", "by_staying_away", "by_any_means", "intended"}
)
_HEADER = frozenset(
    {
        "limits_every",
        "limits_some",
        "to",
        "in_body",
        "weights",
        "names",
        "those_with",
        "of_clause",
        "because",
        "until",
    }
)
_ITEMS = frozenset({"body", "decision", "timeline"})
# Where a long line may be broken: before these words (and after commas), best first.
_RANKS = {
    **dict.fromkeys(("OR", "LIMITS", "WHEN", "REQUIRES", "PASSES"), 0),
    **dict.fromkeys(("AND", "BECAUSE"), 1),
    "STRING": 2,
    **dict.fromkeys(("WEIGHTED", "AMONG"), 3),
}
# What is set off by two blanks when it stands behind something else.
_SET_OFF = frozenset({"CITE", "STATUS", "ASSUMED", "NOTE", "FIXED", "INTENDED", "JUDGED"})
_ALIGNED = frozenset({"party", "document"})


class FormatterError(RuntimeError):
    """The formatter would have changed what a text says: a defect of the formatter."""


def format_text(text: str, markdown: bool = False, name: str = "<text>") -> str:
    """The text in canonical layout; of a Markdown text, its policy blocks.

    Raises:
        PolicyErrors: the text has mistakes, and so no layout.
        FormatterError: the layout would have another meaning, which is a defect.
    """
    if markdown:
        name = name if name.endswith(".md") else f"{name}.md"
    source = Source(name, text)
    before = parse(source)
    if before.diagnostics:
        raise PolicyErrors(before.diagnostics, {name: source})
    formatted = _markdown(source) if markdown else _laid_out(source)
    if not same_meaning(before, parse(Source(name, formatted))):
        raise FormatterError(
            f"the layout of {name} would change its meaning; please report this text"
        )
    return formatted


def same_meaning(left: ParseResult, right: ParseResult) -> bool:
    """Whether two texts read without mistakes say the same, comments included."""
    return not left.diagnostics and not right.diagnostics and _same(left.file, right.file)


def _same(left: object, right: object) -> bool:
    """Equality of syntax but for the places."""
    if type(left) is not type(right):
        return False
    if isinstance(left, Span):
        return True
    if isinstance(left, tuple) and isinstance(right, tuple):
        return len(left) == len(right) and all(map(_same, left, right))
    if isinstance(left, Record):
        return all(_same(getattr(left, name), getattr(right, name)) for name in left.field_names)
    return left == right


def _laid_out(source: Source) -> str:
    """The layout of a text, with the line ends that its first line has."""
    laid_out = _Layout(source).run()
    end = "\n" if source.line_count == 1 else source.line_end(1)
    return laid_out if end == "\n" else laid_out.replace("\r\n", "\n").replace("\n", end)


def _markdown(source: Source) -> str:
    """Each policy block in canonical layout. One that is no whole file by itself, because a
    declaration goes on in the next block, is left as it is.
    """
    pieces: list[str] = []
    position = 0
    for block in policy_blocks(source)[0]:
        inside = Source("block", source.text[block.start : block.end])
        pieces.append(source.text[position : block.start])
        pieces.append(inside.text if parse(inside).diagnostics else _laid_out(inside))
        position = block.end
    return "".join([*pieces, source.text[position:]])


@dataclass(frozen=True)
class _Segment:
    """Tokens that begin a line of the layout."""

    tokens: tuple[Token, ...]
    indent: int


class _Layout:
    def __init__(self, source: Source) -> None:
        self.source = source
        self.lexed, self.chunks = parse_trees(source)
        self.leading: dict[int, list[Comment]] = {}
        self.trailing: dict[int, Comment] = {}
        self.last_comments: list[Comment] = []
        self.padding: dict[int, int] = {}
        # What happened stands apart from its date.
        self.happenings = {
            after.start_pos or 0
            for tokens, tree in self.chunks
            if tree.data == "timeline"
            for date, after in pairwise(tokens)
            if date.type == "DATE"
        }
        # The colon of an attribute stands apart from the name before it, that of a reading does not.
        self.apart = {
            token.start_pos or 0
            for tokens, tree in self.chunks
            if tree.data == "decision"
            for token in tokens
            if token.type == "COLON"
        }
        self.lines: list[str] = []
        self.last_line = 0  # the line in the source of what was written last

    def run(self) -> str:
        self._place_comments()
        self._align_declarations()
        for tokens, tree in self.chunks:
            segments = self._segments(tokens, tree)
            if tree.data == "decision":
                self._align_attributes(segments)
            self._align_readings(segments)
            for segment in segments:
                self._write(segment)
        for comment in self.last_comments:
            self._own_line(comment, 0)
        return "".join(f"{line}\n" for line in self.lines)

    def _place_comments(self) -> None:
        tokens = tuple(self.lexed.tokens)
        index = 0
        for comment in self.lexed.comments:
            while index < len(tokens) and (tokens[index].start_pos or 0) < comment.span.start:
                index += 1
            if not comment.own_line:
                self.trailing[tokens[index - 1].start_pos or 0] = comment
            elif index < len(tokens):
                self.leading.setdefault(tokens[index].start_pos or 0, []).append(comment)
            else:
                self.last_comments.append(comment)

    # --- Where lines begin --------------------------------------------------------------------

    def _segments(self, tokens: tuple[Token, ...], tree: ParseTree) -> list[_Segment]:
        if tokens[0].line == tokens[-1].line:
            whole = _Segment(tokens, 0)
            if len(self._joined(tokens)) <= WIDTH:
                return [whole]
        starts = {tokens[0].start_pos or 0: 0, **dict(self._starts(tree))}
        segments: list[_Segment] = []
        current: list[Token] = []
        indent = 0
        for token in tokens:
            if (token.start_pos or 0) in starts:
                if current:
                    segments.append(_Segment(tuple(current), indent))
                current, indent = [], starts[token.start_pos or 0]
            current.append(token)
        return [*segments, _Segment(tuple(current), indent)]

    def _starts(self, tree: ParseTree) -> Iterator[tuple[int, int]]:
        """The offsets at which lines begin, with their indents."""
        parts = [child for child in tree.children if isinstance(child, Tree)]
        in_header = True
        below = _STEP  # the indent of an annotation that begins a line
        for index, part in enumerate(parts):
            start = part.meta.start_pos
            kind = str(part.data)
            if kind in ANNOTATIONS:
                in_header = False
                if self._begins_line(part):
                    yield (
                        start,
                        below if below != 3 * _STEP or _more_readings(parts, index) else _STEP,
                    )
            elif kind in _INLINE or (in_header and kind in _HEADER):
                continue
            elif kind in {"when", "requires"} and _is_reading(part.children[0]):
                in_header, below = False, 3 * _STEP
                yield start, _STEP
                yield part.children[0].meta.start_pos, 2 * _STEP  # type: ignore[union-attr]
            elif kind == "reading":
                yield start, 2 * _STEP
            else:
                in_header, below = False, 2 * _STEP if tree.data in _ITEMS else _STEP
                yield start, _STEP

    def _begins_line(self, part: ParseTree) -> bool:
        line = self.source.line_text(part.meta.line)
        return not line[: part.meta.column - 1].strip()

    # --- Alignment ----------------------------------------------------------------------------

    def _align_declarations(self) -> None:
        """Titles of neighbouring `party` (or `document`) lines stand below each other."""
        run: list[tuple[Token, ...]] = []
        for index, (tokens, tree) in enumerate(self.chunks):
            run.append(tokens)
            if index + 1 < len(self.chunks):
                after, next_tree = self.chunks[index + 1]
                lines_between = (after[0].line or 0) - (tokens[-1].line or 0) - 1
                commented = (after[0].start_pos or 0) in self.leading
                if next_tree.data == tree.data and lines_between < 1 and not commented:
                    continue
            if tree.data in _ALIGNED and all(
                len(one) > 2 and one[2].type == "STRING" for one in run
            ):
                self._pad([one[1] for one in run])
            run = []

    def _align_attributes(self, segments: Sequence[_Segment]) -> None:
        """The colons of a decision's attributes stand below each other, where none has a title."""
        attributes = [one.tokens for one in segments if one.tokens[0].type in {"FORM", "SUBSTANCE"}]
        if len(segments) > 1 and all(one[2].type == "COLON" for one in attributes):
            self._pad([one[0] for one in attributes])
            self._pad([one[1] for one in attributes])

    def _align_readings(self, segments: Sequence[_Segment]) -> None:
        """Titles and wordings of readings stand below each other, where each fits on its line."""
        readings = [one for one in segments if one.tokens[0].type == "READING"]
        titled = all(one.tokens[2].type == "STRING" for one in readings)
        if len(readings) < 2 or len(readings) == len(segments) or not titled:
            return
        before = dict(self.padding)
        self._pad([one.tokens[1] for one in readings])
        widest = max(len(one.tokens[2]) for one in readings)
        for one in readings:
            self.padding[one.tokens[3].start_pos or 0] = widest - len(one.tokens[2])
        if any(one.indent + len(self._joined(one.tokens)) > WIDTH for one in readings):
            self.padding = before

    def _pad(self, tokens: Sequence[Token]) -> None:
        widest = max((len(token) for token in tokens), default=0)
        for token in tokens:
            self.padding[token.start_pos or 0] = widest - len(token)

    # --- Lines --------------------------------------------------------------------------------

    def _write(self, segment: _Segment) -> None:
        """Write a segment, with line breaks at its comments and where it would be too long."""
        line: list[Token] = []
        indent = segment.indent
        for token in segment.tokens:
            comments = self.leading.get(token.start_pos or 0, ())
            if line and comments:
                self._flush(line, indent)
                line, indent = [], segment.indent + _CONTINUATION
            for comment in comments:
                self._own_line(comment, indent)
            line.append(token)
            if (token.start_pos or 0) in self.trailing:
                self._flush(line, indent)
                line, indent = [], segment.indent + _CONTINUATION
        if line:
            self._flush(line, indent)

    def _own_line(self, comment: Comment, indent: int) -> None:
        self._blank(comment.span.line)
        self.lines.append(" " * indent + comment.text)
        self.last_line = comment.span.line

    def _blank(self, line: int) -> None:
        """Keep one blank line where there were some."""
        if self.lines and line - self.last_line > 1:
            self.lines.append("")

    def _flush(self, tokens: Sequence[Token], indent: int) -> None:
        self._blank(tokens[0].line or 0)
        comment = self.trailing.get(tokens[-1].start_pos or 0)
        behind = "" if comment is None else f"  {comment.text}"
        rest = list(tokens)
        while rest:
            taken = self._fitting(rest, WIDTH - indent)
            self.lines.append(" " * indent + self._joined(taken))
            rest = rest[len(taken) :]
            if len(taken) < len(tokens) and rest and len(rest) + len(taken) == len(tokens):
                indent += _CONTINUATION
        self.lines[-1] += behind
        self.last_line = tokens[-1].end_line or 0

    def _fitting(self, tokens: list[Token], width: int) -> list[Token]:
        """The tokens for one line: all, or as many as fit up to the best place for a break.

        Of the places that fit, the one that cuts least sense apart: an `or` before an `and`, outside
        of parentheses before inside; of equals, the last.
        """
        if len(self._joined(tokens)) <= width:
            return tokens
        best, best_rank = 0, 0
        used = depth = 0
        for index, token in enumerate(tokens):
            depth -= token.type == "RPAR"
            rank = _RANKS.get(token.type) if index else None
            if index and tokens[index - 1].type == "COMMA":
                rank = 1
            if rank is not None:
                rank += 4 * depth
                if not best or (used <= width and rank <= best_rank):
                    best, best_rank = index, rank
            if best and used > width:
                break
            used += len(self._spaced(tokens[index - 1] if index else None, token))
            depth += token.type == "LPAR"
        return tokens[:best] if best else tokens

    def _joined(self, tokens: Sequence[Token]) -> str:
        previous: Token | None = None
        pieces: list[str] = []
        for token in tokens:
            pieces.append(self._spaced(previous, token))
            previous = token
        return "".join(pieces)

    def _spaced(self, previous: Token | None, token: Token) -> str:
        """A token with the blanks before it."""
        text = self.source.text[token.start_pos or 0 : token.end_pos or 0]
        if previous is None:
            return text
        wide = token.type in _SET_OFF and previous.type not in {"STATUS", "LPAR"}
        wide = wide or (token.start_pos or 0) in self.happenings
        blanks = " " * (1 + wide + self.padding.get(previous.start_pos or 0, 0))
        if token.type in {"COMMA", "RPAR"} or previous.type == "LPAR":
            return text
        if token.type == "COLON" and (token.start_pos or 0) not in self.apart:
            return text
        return blanks + text


def _is_reading(child: object) -> bool:
    return isinstance(child, Tree) and child.data == "reading"


def _more_readings(parts: Sequence[ParseTree], index: int) -> bool:
    """Whether the list of readings goes on after the annotation at `index`."""
    for part in parts[index:]:
        if part.data not in ANNOTATIONS:
            return part.data in {"reading", "intended"}
    return False
