"""What to say about a syntax error: what was found, what was expected, what to write.

The parser knows which tokens could have come. Here that set becomes words a reader knows, and the
usual mistakes are recognised: a misspelt word, a word of the language used as a name, a missing
quotation mark, an unclosed parenthesis.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import lru_cache

from lark import Token
from lark.exceptions import UnexpectedToken

from policy_dsl import grammar
from policy_dsl.advising import advice_on
from policy_dsl.diagnostics import Diagnostic, Related, Severity
from policy_dsl.elsewhere import belongs_to
from policy_dsl.failures import END, REST, Failure, shown
from policy_dsl.lexing import STRAY, token_span
from policy_dsl.nearness import near_words
from policy_dsl.other_words import SYNONYMS
from policy_dsl.plain_words import (
    EXAMPLES,
    EXPECTED_AT_MOST,
    expected_words,
    listed,
)
from policy_dsl.records import dataclass
from policy_dsl.source import Source, Span

__all__ = ["Mistake", "explain"]

_ENDS_OF_QUANTITIES = frozenset({"INTEGER", "FRACTION", "PERCENTAGE", "MAJORITY", "UNANIMITY"})
_BASES = {
    "MEMBERS": "members",
    "THOSE": "those present",
    "PRESENT": "those present",
    "VOTES": "votes cast",
    "CAST": "votes cast",
}
_LITERALS = frozenset(
    {
        "NAME",
        "STRING",
        "DATE",
        "INTEGER",
        "FRACTION",
        "PERCENTAGE",
        "COMMA",
        "COLON",
        "LPAR",
        "RPAR",
        STRAY,
        END,
    }
)


@dataclass(frozen=True)
class Mistake:
    """A failure explained. `instead` puts another token in the place of `taken[-1]` (where `back`)
    or `found`, so that reading can go on.
    """

    diagnostic: Diagnostic
    instead: Token | None = None
    back: bool = False


def _accepted(tokens: Sequence[Token]) -> frozenset[str]:
    """What could come after some tokens; nothing where they make no sense themselves."""
    return _accepted_types(tuple(token.type for token in tokens))


# The same mistake is often made on every line of a file; asking the automaton anew takes a millisecond.
@lru_cache(maxsize=256)
def _accepted_types(types: tuple[str, ...]) -> frozenset[str]:
    parser = grammar.automaton()
    try:
        for kind in types:
            parser.feed_token(Token(kind, ""))
    except UnexpectedToken:
        return frozenset()
    return frozenset(parser.accepts())


def _as(token: Token, kind: str, text: str | None = None) -> Token:
    return Token.new_borrow_pos(kind, token if text is None else text, token)


def explain(source: Source, failure: Failure) -> Mistake:
    """The best explanation of a failure."""
    accepted = _accepted(failure.taken)
    for recognise in (
        _missing_of,
        _without_quorum,
        _parenthesis,
        _elsewhere,
        _keyword_as_name,
        _misspelt,
        _misspelt_before,
    ):
        mistake = recognise(source, failure, accepted)
        if mistake is not None:
            return mistake
    return Mistake(_generic(source, failure, accepted))


def _error(
    code: str, message: str, span: Span, advice: str | None, *related: Related
) -> Diagnostic:
    return Diagnostic(code, Severity.ERROR, message, span, advice, related)


def _found(failure: Failure) -> str:
    found = failure.found
    if found.type == END:
        if failure.following is None:
            return "the end of the file"
        return f"the next declaration, `{shown(failure.following)}`"
    return f"the text {shown(found)}" if found.type == "STRING" else f"`{shown(found)}`"


def _parenthesis(source: Source, failure: Failure, accepted: frozenset[str]) -> Mistake | None:
    opened: list[Token] = []
    for token in failure.taken:
        if token.type == "LPAR":
            opened.append(token)
        elif token.type == "RPAR" and opened:
            opened.pop()
    found = failure.found
    span = token_span(source.name, found)
    if found.type == "RPAR" and not opened:
        return Mistake(
            _error(
                "VP020",
                "there is no opening parenthesis to this one",
                span,
                "leave it out, or open it before",
            )
        )
    # A comma or a word that is almost right says more about the mistake than the parenthesis does.
    if opened and "RPAR" in accepted and found.type not in {"NAME", "COMMA", "STRING", "OF"}:
        where = "before the declaration ends" if found.type == END else f"before {_found(failure)}"
        place = token_span(source.name, opened[-1])
        return Mistake(
            _error("VP020", "this parenthesis is not closed", place, f"close it with `)` {where}")
        )
    return None


def _elsewhere(source: Source, failure: Failure, accepted: frozenset[str]) -> Mistake | None:
    """A line of another declaration than this one: `on 2020-01-01 …` below a rule, `quorum …` below a power."""
    found = failure.found
    before = [token for token in failure.taken if token.line == found.line]
    after = [token for token in failure.rest if token.line == found.line]
    if found.type == END or len(before) == len(failure.taken) or len(failure.rest) == REST:
        return None
    line = tuple(token.type for token in (*before, found, *after))
    advice = belongs_to(line, failure.rest == tuple(after), failure.kind)
    if advice is None:
        return None
    expected = listed(expected_words(accepted, failure.kind), EXPECTED_AT_MOST)
    message = f"expected {expected}, found {_found(failure)}"
    return Mistake(_error("VP001", message, token_span(source.name, found), advice))


def _missing_of(source: Source, failure: Failure, accepted: frozenset[str]) -> Mistake | None:
    """`at least 2/3 members`. In a body this is noticed late: `quorum at least 1/2 members` reads as
    a quorum and the beginning of a line of members.
    """
    before, word = failure.taken[-1] if failure.taken else None, failure.found
    if before is not None and before.type == "MEMBERS" and len(failure.taken) > 1:
        before, word = failure.taken[-2], before
    if before is None or before.type not in _ENDS_OF_QUANTITIES or before.line != word.line:
        return None
    base = _BASES.get(word.type)
    if base is None:
        return None
    span = token_span(source.name, word)
    advice = f"a threshold names its base after `of`: write `of {base}`"
    return Mistake(_error("VP001", f"expected `of`, found `{word}`", span, advice))


def _without_quorum(source: Source, failure: Failure, accepted: frozenset[str]) -> Mistake | None:
    """`without a quorum`, `with no quorum`: the word that is nearest would ask for one."""
    found, last = failure.found, failure.taken[-1] if failure.taken else None
    said = [found, *(each for each in failure.rest if each.line == found.line)][:3]
    without = found.type == "NAME" and found.lower() == "without" and "WITH" in accepted
    no = found.type == "NO" and last is not None and last.type == "WITH"
    if not (without or no) or "QUORUM" not in {each.type for each in said}:
        return None
    expected = listed(expected_words(accepted, failure.kind), EXPECTED_AT_MOST)
    message = f"expected {expected}, found {_found(failure)}"
    advice = "write `with quorum none`"
    return Mistake(_error("VP001", message, token_span(source.name, found), advice))


def _keyword_as_name(source: Source, failure: Failure, accepted: frozenset[str]) -> Mistake | None:
    found = failure.found
    if found.type in _LITERALS or "NAME" not in accepted or found.line != failure.taken[-1].line:
        return None
    named = _as(found, "NAME")
    if failure.after not in _accepted((*failure.taken, named)):
        return None
    word = str(found)
    return Mistake(
        _error(
            "VP003",
            f"`{word}` is a word of the language and can't be a name",
            token_span(source.name, found),
            "ways round are called as `vetoproof loopholes` calls them: `accepts exemption …`"
            if failure.taken[-1].type == "ACCEPTS"
            else f"call it `{word.capitalize()}` or `{word}_`",
        ),
        named,
    )


def _close(word: str, accepted: frozenset[str], fits: Callable[[str], bool]) -> str | None:
    words = sorted(text for text, kind in grammar.keywords().items() if kind in accepted)
    synonyms = [one for one in SYNONYMS.get(word.lower(), ()) if one in words]
    for near in [*synonyms, *near_words(word.lower(), words, 3, 0.7)]:
        if fits(near):
            return near
    return None


def _misspelt(source: Source, failure: Failure, accepted: frozenset[str]) -> Mistake | None:
    found = failure.found
    keywords = grammar.keywords()
    # A word of the language may be another one with a letter too many or too few, `member` for `members`, or be written
    # for another one: a body `has` its members.
    instead_of_it = {f"{found}s", str(found).removesuffix("s")} - {str(found)}
    instead_of_it |= {*SYNONYMS.get(str(found).lower(), ())}
    other = found.type in keywords.values() and any(
        keywords.get(one) in accepted for one in instead_of_it
    )
    if found.type != "NAME" and not other:
        return None

    def fits(near: str) -> bool:
        instead = _as(found, keywords[near], near)
        if found.type != "NAME" and near not in instead_of_it:
            return False
        return failure.after in _accepted((*failure.taken, instead))

    near = _close(found, accepted, fits)
    if near is None:
        return None
    expected = listed(expected_words(accepted, failure.kind))
    diagnostic = _error(
        "VP001",
        f"expected {expected}, found {_found(failure)}",
        token_span(source.name, found),
        f"did you mean `{near}`?",
    )
    return Mistake(diagnostic, _as(found, keywords[near], near))


def _misspelt_before(source: Source, failure: Failure, accepted: frozenset[str]) -> Mistake | None:
    """A misspelt word that could be a name where it stands is noticed only at the next one:
    `requires majorty of …` reads well up to `of`.
    """
    if len(failure.taken) < 2 or failure.taken[-1].type != "NAME" or failure.found.type == END:
        return None
    word, keywords = failure.taken[-1], grammar.keywords()
    before = failure.taken[:-1]

    def fits(near: str) -> bool:
        instead = (*before, _as(word, keywords[near], near), failure.found)
        return failure.after in _accepted(instead)

    near = _close(word, _accepted(before), fits)
    if near is None:
        return None
    diagnostic = _error(
        "VP001",
        f"`{shown(word)}` is no word of the language",
        token_span(source.name, word),
        f"did you mean `{near}`?",
    )
    return Mistake(diagnostic, _as(word, keywords[near], near), back=True)


def _generic(source: Source, failure: Failure, accepted: frozenset[str]) -> Diagnostic:
    found = failure.found
    expected = listed(expected_words(accepted, failure.kind), EXPECTED_AT_MOST)
    advice = advice_on(failure, accepted)
    if advice is None:
        example = EXAMPLES.get(failure.kind)
        advice = None if example is None else f"for example: {example}"
    if found.type == END:
        last = failure.taken[-1]
        place = source.span(last.end_pos or 0, last.end_pos or 0)
        named = f"`{failure.kind}`"
        if len(failure.taken) > 1 and failure.taken[1].type == "NAME":
            named = f"`{failure.kind} {shown(failure.taken[1])}`"
        return _error("VP002", f"{named} is not finished: expected {expected}", place, advice)
    return _error(
        "VP001",
        f"expected {expected}, found {_found(failure)}",
        token_span(source.name, found),
        advice,
    )
