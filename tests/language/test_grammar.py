"""The grammar: free of conflicts, shipped as it is, and agreeing with the lexer."""

import os
import subprocess
import sys

import pytest
from lark import Lark
from lark.lexer import PatternStr

from policy_dsl import grammar, other_words, plain_words
from policy_dsl.lexing import lex
from policy_dsl.source import Source
from policy_dsl.splitting import DECLARATIONS
from tests.language.samples import SAMPLES


@pytest.fixture(scope="module")
def strict() -> Lark:
    """The parser, built so that two rules, or two words, that clash are an error."""
    pytest.importorskip("interegular", reason="comes with the extra `testing`")
    return grammar.build(strict=True)


def test_the_grammar_has_no_conflicts(strict: Lark) -> None:
    assert strict.options.strict
    assert strict.options.parser == "lalr"


def test_the_shipped_table_is_the_grammars() -> None:
    assert grammar.TABLE.read_text(encoding="utf-8") == grammar.table_of(grammar.build()), (
        "run: python -m policy_dsl.grammar"
    )


@pytest.mark.parametrize("seed", ["1", "2"])
def test_the_table_does_not_depend_on_hash_order(seed: str) -> None:
    code = (
        "import sys; from policy_dsl import grammar as g; sys.stdout.write(g.table_of(g.build()))"
    )
    made = subprocess.run(
        [sys.executable, "-c", code],
        env={**os.environ, "PYTHONHASHSEED": seed, "PYTHONPATH": os.getcwd(), "PYTHONUTF8": "1"},
        capture_output=True,
        check=True,
        encoding="utf-8",
    )
    assert made.stdout == grammar.TABLE.read_text(encoding="utf-8")


@pytest.mark.parametrize("text", SAMPLES)
def test_the_lexer_makes_the_tokens_that_the_grammar_describes(strict: Lark, text: str) -> None:
    ours = lex(Source("s", text), grammar.keywords()).tokens
    larks = list(strict.lex(text))
    assert [(token.type, str(token), token.start_pos) for token in ours] == [
        (token.type, str(token), token.start_pos) for token in larks
    ]


def test_every_declaration_keyword_begins_a_declaration() -> None:
    assert {word.upper() for word in DECLARATIONS} == set(grammar.automaton().accepts())


def test_every_terminal_can_be_said_in_words(strict: Lark) -> None:
    for terminal in strict.terminals:
        if terminal.name in {"BLANK", "COMMENT"}:
            continue
        words = plain_words.expected_words(frozenset({terminal.name}), "power")
        assert len(words) == 1
        if not isinstance(terminal.pattern, PatternStr):
            assert terminal.name not in words[0]


def test_the_examples_in_help_are_sentences_of_the_language() -> None:
    from policy_dsl.parsing import parse

    assert set(plain_words.EXAMPLES) == set(DECLARATIONS)
    for text in plain_words.EXAMPLES.values():
        assert parse(Source("s", text)).diagnostics == ()


def test_synonyms_lead_to_words_of_the_language() -> None:
    for words in other_words.SYNONYMS.values():
        assert set(words) <= set(grammar.keywords())
