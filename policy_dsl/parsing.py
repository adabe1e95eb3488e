"""Text to syntax tree, with every mistake of the file in one run.

The steps: bytes → text (`decode`) → policy blocks, in Markdown → tokens (`lexing`) → declarations
(`splitting`) → one run of the LALR automaton for each declaration → syntax (`building`). Nothing
raises on bad input: `ParseResult` has the declarations that make sense and what is wrong with the
others. `include` is not followed here.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence, Set
from itertools import islice, pairwise, takewhile

from lark import Token
from lark.exceptions import UnexpectedToken

from policy_dsl import grammar, syntax, versions
from policy_dsl.building import build
from policy_dsl.building.words import BuildContext, ParseTree
from policy_dsl.diagnostics import Diagnostic, Diagnostics, Severity
from policy_dsl.failures import END, REST, Failure, end_token
from policy_dsl.lexing import STRAY, Lexed, lex, token_span
from policy_dsl.markdown import is_markdown, policy_text
from policy_dsl.records import dataclass
from policy_dsl.source import Source
from policy_dsl.splitting import DECLARATIONS, Chunk, nearest_declaration, split

__all__ = [
    "DEEPEST_NESTING",
    "LARGEST_FILE",
    "ParseResult",
    "decode",
    "parse",
    "parse_bytes",
    "parse_trees",
]

LARGEST_FILE = 20_000_000  # bytes
DEEPEST_NESTING = 100
# Corrections to go on with, for one declaration; a text with more mistakes is not worth guessing at.
_CORRECTIONS = 10

_PARTS = frozenset({"WHEN", "REQUIRES", "MAY", "LIMITS", "EXCLUDES", "READING", "CITE", "STATUS"})
# Where reading goes on after a mistake: the words that begin a line of this declaration.
_LINES = {
    "timeline": frozenset({"ON"}),
    "decision": frozenset({"FORM", "SUBSTANCE"}),
    "body": frozenset({"MEMBERS", "OBSERVERS", "CHAIR", "QUORUM", "SEATS"}),
    **dict.fromkeys(("power", "rule", "prohibition", "exception", "recusal"), _PARTS),
}
_NAMELESS = frozenset({"governance", "include", "timeline", "decision", "accepts"})


@dataclass(frozen=True)
class ParseResult:
    """What could be read of a file.

    `found` is what is wrong with it, of which `diagnostics` are the first. `broken_names` are the names that
    broken declarations would have declared, and `broken_kinds` their keywords (`governance`, `timeline` …), so
    that the checker does not report as missing what was only misspelt; `damaged_names` are those of declarations
    that lack a part. `source` is the text that was read.
    """

    source: Source
    file: syntax.File
    found: Diagnostics
    broken_names: Set[str]
    broken_kinds: frozenset[str]
    damaged_names: frozenset[str] = frozenset()

    @property
    def diagnostics(self) -> tuple[Diagnostic, ...]:
        """What is told of what is wrong, in the order of places."""
        return self.found.told()


def decode(name: str, data: bytes) -> tuple[Source, tuple[Diagnostic, ...]]:
    """The text of a file; with an error, where it is no text or too large, it is for display only."""
    if len(data) > LARGEST_FILE:
        return Source(name, ""), (_too_large(Source(name, ""), len(data)),)
    try:
        return Source(name, data.decode("utf-8-sig")), ()
    except UnicodeDecodeError as error:
        skipped = 3 if data.startswith(b"\xef\xbb\xbf") else 0
        text = data.decode("utf-8-sig", errors="replace")
        # The error's offset is relative to what follows a byte order mark.
        offset = len(data[skipped : skipped + error.start].decode("utf-8", errors="replace"))
        source = Source(name, text)
        wide = data[:2] in {b"\xff\xfe", b"\xfe\xff"}
        found = "the file is in UTF-16" if wide else f"byte {skipped + error.start} is not UTF-8"
        diagnostic = Diagnostic(
            "VP011",
            Severity.ERROR,
            f"{found}: this is not a plain text in UTF-8",
            source.span(offset, min(offset + 1, len(source.text))),
            "save it as plain text in the encoding UTF-8",
        )
        return source, (diagnostic,)


def parse_bytes(name: str, data: bytes, comments: bool = True) -> ParseResult:
    """Read the bytes of a file, with its comments or without."""
    source, diagnostics = decode(name, data)
    return _nothing(source, diagnostics) if diagnostics else parse(source, comments)


def parse(source: Source, comments: bool = True) -> ParseResult:
    """Read a text, with its comments or without; Markdown if the name of the source says so."""
    if len(source.text) > LARGEST_FILE:
        return _nothing(source, (_too_large(source, len(source.text)),))
    found = Diagnostics()
    text = source
    if is_markdown(source.name):
        text, of_blocks = policy_text(source)
        for one in of_blocks:
            found.add(one)
    lexed = lex(text, grammar.keywords(), comments)
    found += lexed.found
    context = BuildContext(text)
    declarations: list[syntax.Declaration] = []
    broken_names: set[str] = set()
    broken_kinds: set[str] = set()
    damaged_names: set[str] = set()
    chunks = split(lexed.tokens)
    unreadable = versions.not_read(text.name, chunks)
    if unreadable is not None:
        return _nothing(source, (unreadable,))
    for chunk in chunks:
        reader = _DeclarationReader(text, lexed, chunk)
        tree = reader.run()
        for one in reader.diagnostics:
            found.add(one)
        before = len(context.found)
        declaration = None if tree is None else build(context, tree)
        if declaration is None:
            broken_names.update(_declared(reader.tokens))
            broken_kinds.add(str(reader.tokens[0]))
        else:
            declarations.append(declaration)
            name = getattr(declaration, "name", None)
            if len(context.found) > before and name is not None:
                damaged_names.add(name.text)
    found += context.found
    return ParseResult(
        source,
        syntax.File(text.span(0, len(text.text)), tuple(declarations), lexed.comments),
        found,
        broken_names,
        frozenset(broken_kinds),
        frozenset(damaged_names),
    )


def parse_trees(source: Source) -> tuple[Lexed, list[tuple[tuple[Token, ...], ParseTree]]]:
    """The tokens, and the parse tree of each declaration, of a text without mistakes.

    For the formatter, which lays out tokens and needs to know only where parts begin.
    """
    lexed = lex(source, grammar.keywords())
    trees = []
    for chunk in split(lexed.tokens):
        tree = _DeclarationReader(source, lexed, chunk).run()
        if tree is None:
            raise ValueError("parse_trees was given a text with mistakes")
        trees.append((tuple(chunk.tokens), tree))
    return lexed, trees


def _nothing(source: Source, diagnostics: tuple[Diagnostic, ...]) -> ParseResult:
    nothing = syntax.File(source.span(0, len(source.text)), (), ())
    found = Diagnostics()
    for one in diagnostics:
        found.add(one)
    return ParseResult(source, nothing, found, frozenset(), frozenset())


def _too_large(source: Source, size: int) -> Diagnostic:
    return Diagnostic(
        "VP010",
        Severity.ERROR,
        f"the file has {size:,} bytes, more than the {LARGEST_FILE:,} that are read",
        source.span(0, 0),
        "divide it, and bring the parts together with `include`",
    )


def _declared(tokens: Sequence[Token]) -> Iterator[str]:
    """The names that a declaration would have declared, had it been right."""
    kind = str(tokens[0])
    if kind == "decision":
        for before, token in pairwise(tokens):
            if before.type in {"SUBSTANCE", "FORM"}:
                yield str(token)
    elif kind not in _NAMELESS:
        named = (t for t in tokens[1:3] if t.type == "NAME" or t.lower().isidentifier())
        yield from map(str, islice(named, 1))
        yield from _declared_besides(kind, tokens[1:])


def _declared_besides(kind: str, tokens: Sequence[Token]) -> Iterator[str]:
    """Names that stand where the language has one: several parties in a list, words in quotation marks, a body's
    after an article.
    """
    if kind in {"party", "parties"}:
        if tokens[:1] and tokens[0].type == "STRING":
            yield from tokens[0].strip('"').split()
        listed = takewhile(lambda each: each.type in {"NAME", "COMMA", "INTEGER"}, tokens)
        yield from (str(each) for each in listed if each.type == "NAME")
    elif kind == "body" and tokens[1:]:
        from policy_dsl.other_words import ARTICLES  # for mistakes only

        if tokens[0] in ARTICLES:
            yield str(tokens[1])


class _DeclarationReader:
    """Reads one declaration, and goes on after a mistake as far as that makes sense."""

    def __init__(self, source: Source, lexed: Lexed, chunk: Chunk) -> None:
        self.source = source
        self.bad = lexed.bad
        self.tokens = chunk.tokens
        self.following = chunk.following
        self.diagnostics: list[Diagnostic] = []

    def run(self) -> ParseTree | None:
        """The parse tree, or None if anything is wrong."""
        self._check_keyword()
        if not self._shallow():
            return None
        header: tuple[Token, ...] = ()
        start = 0
        corrections = 0
        while True:
            result = self._attempt(header, start)
            if not isinstance(result, Failure):
                clean = not self.diagnostics and not self.tokens.any_in(self.bad)
                return result if clean else None
            position = start + len(result.taken) - len(header)
            follow_up = self._follows_bad_token(result)
            if not follow_up:
                from policy_dsl.mistakes import explain  # it is long, and for mistakes only

                mistake = explain(self.source, result)
                self.diagnostics.append(mistake.diagnostic)
                if mistake.instead is not None and corrections < _CORRECTIONS:
                    corrections += 1
                    place = position - 1 if mistake.back else position
                    self.tokens = self.tokens.replaced(place, mistake.instead)
                    continue
            # A word that begins a line may itself be what was not expected; but go on, never round.
            next_line = self._next_line(position if position > start else position + 1)
            if next_line is None:
                return None
            header, start = self._header(), next_line

    def _attempt(self, header: tuple[Token, ...], start: int) -> ParseTree | Failure:
        """Feed the automaton the header and the tokens from `start` on."""
        parser = grammar.automaton()
        tokens = self.tokens
        for token, after in pairwise((*header, tokens[start])):
            parser.feed_token(grammar.taken_as(parser, token, after.type))
        index = start
        names: dict[int, Token] = {}
        try:
            for index in range(start, len(tokens)):
                token = tokens[index]
                following = tokens.type_at(index + 1) if index + 1 < len(tokens) else END
                taken = grammar.taken_as(parser, token, following)
                if taken is not token:
                    names[index] = taken
                parser.feed_token(taken)
            index = len(tokens)
            tree: ParseTree = parser.feed_token(end_token(tokens[-1]))
        except UnexpectedToken as error:
            line = tokens[index].line if index < len(tokens) else None
            end = index + 1
            while end < len(tokens) and tokens.line_at(end - 1) == line and end - index <= REST:
                end += 1
            rest = tuple(tokens[each] for each in range(index + 1, end))
            read = (names.get(each) or tokens[each] for each in range(start, index))
            # A word that could be no name either is told of as what it is.
            found = tokens[index] if index in names else error.token
            return Failure((*header, *read), found, rest, self.following)
        return tree

    def _follows_bad_token(self, failure: Failure) -> bool:
        """Whether a failure only follows from a token that is reported already."""
        near = (failure.found, *failure.taken[-1:])
        return any(token.type == STRAY or token.start_pos in self.bad for token in near) or any(
            token.type == "STRING" and token.start_pos in self.bad for token in failure.taken
        )

    def _next_line(self, position: int) -> int | None:
        """The first token from `position` on that begins a line of this declaration."""
        words = _LINES.get(str(self.tokens[0]))
        if words is None or position < len(self._header()):
            return None  # no lines, or none that could be read without the header
        tokens = self.tokens
        line = tokens.line_at(position) if position < len(tokens) else None
        for index in range(position, len(tokens)):
            # `of members`, `amends quorum of B`, `under reading R`, `on … to …` begin nothing, nor does a word within
            # the line that went wrong, after which nothing makes sense.
            if (
                tokens.type_at(index) in words
                and tokens.type_at(index - 1)
                not in {
                    "OF",
                    "AMENDS",
                    "AMEND",
                    "UNDER",
                    "COMMA",
                }
                and (tokens.line_at(index) != line or self._goes_on(index))
            ):
                return index
        return None

    def _goes_on(self, index: int) -> bool:
        """Whether the header can be followed by a token and the two after it."""
        header = (token.type for token in self._header())
        kinds = [self.tokens.type_at(each) for each in range(index, len(self.tokens))[:3]]
        return grammar.reads((*header, *kinds, *([] if len(kinds) == 3 else [END])))

    def _header(self) -> tuple[Token, ...]:
        return tuple(self.tokens[: 1 if str(self.tokens[0]) in _NAMELESS else 2])

    def _check_keyword(self) -> None:
        """Report a first word that begins no declaration, and put the right one in its place."""
        first = self.tokens[0]
        if str(first) in DECLARATIONS or first.type == STRAY or first.start_pos in self.bad:
            return
        from policy_dsl.elsewhere import belongs_to

        near = nearest_declaration(first)
        listed = ", ".join(f"`{word}`" for word in DECLARATIONS)
        shown = first if first.isprintable() else "this"
        line = [token for token in self.tokens[:REST] if token.line == first.line]
        whole = len(line) == len(self.tokens)
        elsewhere = belongs_to(tuple(token.type for token in line), whole, "")
        advice = f"did you mean `{near}`?" if near else f"a declaration begins with one of {listed}"
        if near is None and elsewhere is not None:
            advice = elsewhere
        self.diagnostics.append(
            Diagnostic(
                "VP004",
                Severity.ERROR,
                f"`{shown}` begins no declaration",
                token_span(self.source.name, first),
                advice,
            )
        )
        if near is not None:
            self.tokens = self.tokens.replaced(0, Token.new_borrow_pos(near.upper(), near, first))

    def _shallow(self) -> bool:
        """Whether the declaration begins with a keyword and is nested no deeper than allowed."""
        levels: list[int] = []
        depth = pending = 0
        for index in range(len(self.tokens)):
            kind = self.tokens.type_at(index)
            if kind == "NOT":
                pending += 1
            elif kind == "LPAR":
                levels.append(pending + 1)
                depth, pending = depth + pending + 1, 0
            elif kind == "RPAR" and levels:
                depth, pending = depth - levels.pop(), 0
            else:
                pending = 0
            if depth + pending > DEEPEST_NESTING:
                self.diagnostics.append(
                    Diagnostic(
                        "VP009",
                        Severity.ERROR,
                        f"nested more than {DEEPEST_NESTING} deep",
                        token_span(self.source.name, self.tokens[index]),
                        "make two clauses of it, or leave out parentheses that change nothing",
                    )
                )
                return False
        return str(self.tokens[0]) in DECLARATIONS
