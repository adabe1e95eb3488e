"""The LALR table of `grammar.lark`, shipped as data.

Building the table takes a hundred times as long as reading it, so it is kept in `grammar_table.json`: JSON, because
unpickling a file executes whatever it says. States and rules are decoded when they are first met: a specification
visits a fraction of them, and decoding all took as long as everything else that reading one needs. A test asserts
that the table is the grammar's. After a change of the grammar: `python -m policy_dsl.grammar`.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from functools import cache, lru_cache
from pathlib import Path
from typing import Any, Protocol, cast

from lark import Lark, Token, Tree
from lark.exceptions import UnexpectedToken
from lark.grammar import NonTerminal, Rule, RuleOptions, Symbol, Terminal
from lark.lexer import LexerThread, PatternStr
from lark.parse_tree_builder import ParseTreeBuilder
from lark.parsers.lalr_analysis import IntParseTable, Reduce, Shift
from lark.parsers.lalr_interactive_parser import InteractiveParser
from lark.parsers.lalr_parser_state import ParseConf, ParserState

__all__ = ["START", "TABLE", "build", "keywords", "table_of", "write_table"]

START = "declaration"
GRAMMAR = Path(__file__).with_name("grammar.lark")
TABLE = Path(__file__).with_name("grammar_table.json")
# Words that are words of the language only where the automaton can take them as such, and else names.
WHERE_NEEDED = frozenset(
    {
        "ABSTAIN",
        "ADJOURNED",
        "AGAINST",
        "ALLOWS",
        "ALONE",
        "AN",
        "APPLIES",
        "CHANGE",
        "DIFFERENCE",
        "DOWN",
        "EXCEPT",
        "FEWER",
        "FIRST",
        "HAS",
        "LAST",
        "LEAST",
        "MAKES",
        "MATTERS",
        "MEETING",
        "NEAREST",
        "NEVER",
        "ONE",
        "OTHERS",
        "ROUNDED",
        "RULES",
        "SEAT",
        "SEATS",
        "STAY",
        "THE",
        "THEN",
        "TURNOUT",
        "UP",
        "VACANT",
        "VOTES",
        "WHILE",
        "WHOM",
    }
)
# In the table a token that leaves no trace in the tree is written with this before its name.
_DROPPED = "-"


class Automaton(Protocol):
    """What is used of Lark's interactive parser."""

    def feed_token(self, token: Token) -> Any:
        """Take one token, or raise `UnexpectedToken`."""

    def accepts(self) -> set[str]:
        """The types of the tokens that could come next."""


def build(*, strict: bool = False) -> Lark:
    """The parser, built from the grammar. Only tests and `write_table` need it."""
    return Lark(
        GRAMMAR.read_text(encoding="utf-8"),
        start=START,
        parser="lalr",
        lexer="basic",
        maybe_placeholders=True,
        propagate_positions=True,
        strict=strict,
    )


# --- writing -------------------------------------------------------------------------------------


def table_of(parser: Lark) -> str:
    """The table of a parser as JSON, the same text for the same grammar.

    Lark numbers states in the order of its hash tables, another one in each run; here they are numbered as they are
    met from the start, in the order of tokens, and rules in the order of what they say.

    `states` has a text for each state, with an action for each symbol: `3:17` goes to state 17 on symbol 3, `3:-8`
    reduces by rule 7. A rule is what it is for, its alias, whether it gives way to an only child, its symbols, and
    where nothing stands for what is left out.
    """
    rules = sorted(parser.rules, key=lambda rule: json.dumps(_written_rule(rule)))
    number_of = {rule: number for number, rule in enumerate(rules)}
    table: IntParseTable = cast(Any, parser.parser.parser)._parse_table
    symbols = sorted({symbol for actions in table.states.values() for symbol in actions})
    start = table.start_states[START]
    order = {start: 0}
    queue = [start]
    for state in queue:  # grows on the way
        for symbol in sorted(table.states[state]):
            action, target = table.states[state][symbol]
            if action is Shift and target not in order:
                order[target] = len(order)
                queue.append(target)

    def row(state: int) -> str:
        actions = table.states[state]
        return " ".join(
            f"{number}:{order[actions[name][1]] if actions[name][0] is Shift else -1 - number_of[actions[name][1]]}"
            for number, name in enumerate(symbols)
            if name in actions
        )

    words = {
        terminal.pattern.value: str(terminal.name)
        for terminal in sorted(parser.terminals, key=lambda one: str(one.name))
        if isinstance(terminal.pattern, PatternStr) and terminal.pattern.value.isalpha()
    }
    return (
        json.dumps(
            {
                "keywords": words,
                "symbols": symbols,
                "rules": [_written_rule(rule) for rule in rules],
                "end": order[table.end_states[START]],
                "states": [row(state) for state in queue],
            },
            indent=0,
        )
        + "\n"
    )


def _written_rule(rule: Rule) -> list[Any]:
    symbols = [
        f"{_DROPPED}{symbol.name}"
        if isinstance(symbol, Terminal) and symbol.filter_out
        else str(symbol.name)
        for symbol in rule.expansion
    ]
    if rule.options.keep_all_tokens or rule.options.template_source or rule.options.priority:
        raise ValueError(f"{rule}: the table has no place for this option")
    blanks = [int(empty) for empty in rule.options.empty_indices]
    return [str(rule.origin.name), rule.alias, int(rule.options.expand1), symbols, blanks]


def write_table() -> None:
    """Write `grammar_table.json` anew from the grammar."""
    TABLE.write_text(table_of(build()), encoding="utf-8")


# --- reading -------------------------------------------------------------------------------------


def _rule(written: Sequence[Any]) -> Rule:
    origin, alias, gives_way, symbols, blanks = written
    options = RuleOptions(expand1=bool(gives_way), empty_indices=tuple(map(bool, blanks)))
    return Rule(NonTerminal(origin), [_symbol(name) for name in symbols], 0, alias, options)


def _symbol(name: str) -> Symbol:
    if name.startswith(_DROPPED):
        return Terminal(name[len(_DROPPED) :], filter_out=True)
    return Terminal(name) if name.isupper() else NonTerminal(name)


class _Actions(dict[str, tuple[Any, Any]]):
    """What a state does on each symbol, decoded when it is first asked for."""

    def __init__(self, written: str, states: _States) -> None:
        super().__init__()
        self.written = f" {written} "
        self.states = states

    def __missing__(self, symbol: str) -> tuple[Any, Any]:
        sign = f" {self.states.numbers.get(symbol)}:"
        start = self.written.find(sign)
        if start < 0:
            raise KeyError(symbol)
        start += len(sign)
        action = self.states.action(int(self.written[start : self.written.index(" ", start)]))
        self[symbol] = action
        return action

    def get(self, symbol: str, default: Any = None) -> Any:
        """As of any other mapping."""
        try:
            return self[symbol]
        except KeyError:
            return default

    def keys(self) -> Any:
        """All symbols on which it does something."""
        for each in self.written.split():
            self[self.states.symbols[int(each.partition(":")[0])]]  # decodes it
        return super().keys()

    def __iter__(self) -> Iterator[str]:
        return iter(self.keys())


class _States(dict[int, _Actions]):
    """The states of the automaton, each made when it is first met."""

    def __init__(self, rows: Sequence[str], symbols: Sequence[str], rules: Sequence[Any]) -> None:
        super().__init__()
        self.rows = rows
        self.symbols = symbols
        self.rules = rules
        self.numbers = {symbol: number for number, symbol in enumerate(symbols)}
        self.decoded: dict[int, Rule] = {}

    def __missing__(self, state: int) -> _Actions:
        found = self[state] = _Actions(self.rows[state], self)
        return found

    def action(self, target: int) -> tuple[Any, Any]:
        """What a number in the table says: to go to a state, or to reduce by a rule."""
        return (Shift, target) if target >= 0 else (Reduce, self._rule(-1 - target))

    def _rule(self, number: int) -> Rule:
        """The rule of that number; one object, since Lark looks up by it what to build."""
        if number not in self.decoded:
            self.decoded[number] = _rule(self.rules[number])
        return self.decoded[number]


class _Callbacks(dict[Rule, Any]):
    """What builds the tree for each rule, made when it is first reduced by."""

    def __bool__(self) -> bool:
        return True  # to Lark, no callbacks at all would mean no tree

    def __missing__(self, rule: Rule) -> Any:
        builder: Any = ParseTreeBuilder
        made = builder([rule], Tree, propagate_positions=True, maybe_placeholders=True)
        self.update(made.create_callback())
        return self[rule]


@cache
def _stored() -> dict[str, Any]:
    return cast(dict[str, Any], json.loads(TABLE.read_text(encoding="utf-8")))


@cache
def _configuration() -> ParseConf[int]:
    stored = _stored()
    states = _States(stored["states"], stored["symbols"], stored["rules"])
    table = cast(Any, IntParseTable)(states, {START: 0}, {START: stored["end"]})
    return ParseConf(table, cast(Any, _Callbacks()), START)


@cache
def keywords() -> dict[str, str]:
    """Each word of the language with its token type."""
    return cast(dict[str, str], _stored()["keywords"])


def automaton() -> Automaton:
    """A parser at the beginning of a declaration, to be fed token by token."""
    no_lexer = LexerThread(cast(Any, None), cast(Any, None))
    state = ParserState(_configuration(), no_lexer)
    return cast(Automaton, InteractiveParser(cast(Any, None), state, no_lexer))


def taken_as(parser: Automaton, token: Token, following: str) -> Token:
    """The token as the parser can take it: one of `WHERE_NEEDED` as a name where it can be nothing else.

    It is a word of the language if it can be taken as one, and after it what is `following`, by its type.
    """
    if token.type not in WHERE_NEEDED:
        return token
    state = cast(InteractiveParser, parser).parser_state
    states = state.parse_conf.states
    taken = _after(states, state.state_stack, token.type)
    kinds = [following, "NAME"] if following in WHERE_NEEDED else [following]
    if taken is not None and any(_after(states, taken, kind) is not None for kind in kinds):
        return token
    if _after(states, state.state_stack, "NAME") is None:
        return token  # it is wrong either way, and told of as what it is
    return Token.new_borrow_pos("NAME", str(token), token)


@lru_cache(maxsize=1024)
def reads(kinds: tuple[str, ...]) -> bool:
    """Whether a declaration can begin with tokens of these types."""
    parser = automaton()
    try:
        for kind, following in zip(kinds, (*kinds[1:], ""), strict=True):
            parser.feed_token(taken_as(parser, Token(kind, ""), following))
    except UnexpectedToken:
        return False
    return True


def _after(
    states: Mapping[Any, Mapping[str, tuple[Any, ...]]], stack: Sequence[int], kind: str
) -> list[int] | None:
    """The states after a token of that type, through all reductions; None where it cannot come."""
    found = list(stack)
    while (step := states[found[-1]].get(kind)) is not None:
        action, target = step
        if action is Shift:
            return [*found, target]
        if target.expansion:
            del found[-len(target.expansion) :]
        found.append(states[found[-1]][target.origin.name][1])
        if kind == "$END" and target.origin.name == START:
            return found
    return None


if __name__ == "__main__":
    write_table()
