"""The LALR table of `grammar.lark`, shipped as data.

Building the table takes ten times as long as loading it, so it is kept in `grammar_table.json`:
JSON, because unpickling a file executes whatever it says. A test asserts that the table is the
grammar's. After a change of the grammar: `python -m policy_dsl.grammar`.
"""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path
from typing import Any, Protocol, cast

from lark import Lark, Token
from lark.grammar import Rule
from lark.lexer import PatternStr, TerminalDef

__all__ = ["START", "TABLE", "build", "keywords", "load", "table_of", "write_table"]

START = "declaration"
_SHIFT = 0  # in a table an action is [0, next state] or [1, rule to reduce by]
_OPTIONS = ("start", "parser", "lexer", "maybe_placeholders", "propagate_positions")
GRAMMAR = Path(__file__).with_name("grammar.lark")
TABLE = Path(__file__).with_name("grammar_table.json")


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


def table_of(parser: Lark) -> str:
    """The table of a parser as JSON, the same text for the same grammar.

    Lark numbers states, tokens and rules in the order of its hash tables, another one in each run;
    here they are numbered anew in an order that depends on the grammar alone.
    """
    data, memo = parser.memo_serialize([TerminalDef, Rule])
    # Options that name this machine or this run have no place in the data.
    data["options"] = {name: data["options"][name] for name in _OPTIONS}
    memo = {number: json.loads(json.dumps(thing, default=sorted)) for number, thing in memo.items()}
    by_content = sorted(memo, key=lambda number: json.dumps(memo[number], sort_keys=True))
    renumbered = {old: new for new, old in enumerate(by_content)}
    stable = _renumber_memo(data, renumbered)
    for listed in (
        stable["rules"],
        stable["parser"]["parser_conf"]["rules"],
        stable["parser"]["lexer_conf"]["terminals"],
    ):
        listed.sort(key=lambda reference: reference["@"])
    _renumber_states(stable["parser"]["parser"])
    things = {renumbered[old]: thing for old, thing in memo.items()}
    return (
        json.dumps(
            {"data": stable, "memo": things}, separators=(",", ":"), sort_keys=True, default=sorted
        )
        + "\n"
    )


def _renumber_memo(value: Any, numbers: dict[int, int]) -> Any:
    """A copy in which each reference to the memo has its new number."""
    if isinstance(value, dict):
        if "@" in value:
            return {"@": numbers[value["@"]]}
        return {key: _renumber_memo(inner, numbers) for key, inner in value.items()}
    if isinstance(value, (list, tuple)):
        return [_renumber_memo(inner, numbers) for inner in value]
    return value


def _renumber_states(table: dict[str, Any]) -> None:
    """Number tokens by name, and states as they are met from the start in the order of tokens."""
    names: dict[int, str] = table["tokens"]
    token_numbers = {name: number for number, name in enumerate(sorted(names.values()))}
    start = table["start_states"][START]
    order = {start: 0}
    queue = [start]
    for state in queue:  # grows on the way
        for token in sorted(table["states"][state], key=names.__getitem__):
            action, target = table["states"][state][token]
            if action == _SHIFT and target not in order:
                order[target] = len(order)
                queue.append(target)
    table["states"] = {
        order[state]: {
            token_numbers[names[token]]: [action, order[target] if action == _SHIFT else target]
            for token, (action, target) in actions.items()
        }
        for state, actions in table["states"].items()
        if state in order
    }
    table["tokens"] = {number: name for name, number in token_numbers.items()}
    for which in ("start_states", "end_states"):
        table[which] = {name: order[state] for name, state in table[which].items()}


def _int_keys(mapping: dict[str, Any]) -> dict[int, Any]:
    """JSON has only texts for keys where Lark's tables have numbers."""
    return {int(key): value for key, value in mapping.items()}


@cache
def load() -> Lark:
    """The parser, from the shipped table."""
    stored = json.loads(TABLE.read_text(encoding="utf-8"))
    stored["memo"] = _int_keys(stored["memo"])
    table = stored["data"]["parser"]["parser"]
    table["states"] = {int(state): _int_keys(actions) for state, actions in table["states"].items()}
    table["tokens"] = _int_keys(table["tokens"])
    return Lark.load(stored)


@cache
def keywords() -> dict[str, str]:
    """Each word of the language with its token type."""
    words = {}
    for terminal in load().terminals:
        if isinstance(terminal.pattern, PatternStr) and terminal.pattern.value.isalpha():
            words[terminal.pattern.value] = str(terminal.name)
    return words


def automaton() -> Automaton:
    """A parser at the beginning of a declaration, to be fed token by token."""
    return cast(Automaton, load().parse_interactive(start=START))


def write_table() -> None:
    """Write `grammar_table.json` anew from the grammar."""
    TABLE.write_text(table_of(build()), encoding="utf-8")


if __name__ == "__main__":
    write_table()
