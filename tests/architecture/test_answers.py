"""An answer of the solver has three values, and is nowhere taken apart as if it had two."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

from verifier.solving.answers import (
    Found,
    LimitReached,
    NoneFound,
    Unknown,
    found_or_none,
    there_is,
)
from verifier.solving.reasons import Reason, Why

ROOT = Path(__file__).parents[2]
A_LIMIT = Reason(Why.STEPS, 1)
VALUES = {"Found", "NoneFound", "Unknown"}


def _names(node: ast.expr) -> set[str]:
    return {each.id for each in ast.walk(node) if isinstance(each, ast.Name)}


def _patterns(pattern: ast.pattern) -> set[str]:
    """The values of an answer that a pattern asks for."""
    return {
        each.cls.id
        for each in ast.walk(pattern)
        if isinstance(each, ast.MatchClass) and isinstance(each.cls, ast.Name)
    } & VALUES


def _leaves_nothing_out(match: ast.Match) -> bool:
    """Its last case is one that type checking proves to be never reached."""
    calls = [
        each.func.id
        for statement in match.cases[-1].body
        for each in ast.walk(statement)
        if isinstance(each, ast.Call) and isinstance(each.func, ast.Name)
    ]
    return "assert_never" in calls


def as_if_of_two(path: Path) -> Iterator[str]:
    """Where a file asks whether an answer is one of its values, or leaves a value out."""
    text = path.read_text(encoding="utf-8")
    for node in ast.walk(ast.parse(text)) if any(each in text for each in VALUES) else ():
        if (
            isinstance(node, ast.Call)
            and isinstance(node.func, ast.Name)
            and node.func.id == "isinstance"
            and _names(node.args[1]) & VALUES
        ):
            yield f"{path.relative_to(ROOT)}:{node.lineno}: isinstance"
        if isinstance(node, ast.Match):
            asked = set().union(*(_patterns(case.pattern) for case in node.cases))
            if asked and not _leaves_nothing_out(node):
                yield f"{path.relative_to(ROOT)}:{node.lineno}: without assert_never"


def test_answers_are_matched_whole() -> None:
    found = [
        each for path in sorted((ROOT / "verifier").rglob("*.py")) for each in as_if_of_two(path)
    ]
    assert not found, "match every value of an answer, or use there_is and found_or_none"


@pytest.mark.parametrize("answer", [Found(None), NoneFound(), Unknown(A_LIMIT)])
def test_no_answer_is_true_or_false(answer: Found | NoneFound | Unknown) -> None:
    with pytest.raises(TypeError):
        bool(answer)


def test_what_is_not_known_is_neither() -> None:
    assert there_is(Found(None))
    assert not there_is(NoneFound())
    assert found_or_none(NoneFound()) is None
    for ask in (there_is, found_or_none):
        with pytest.raises(LimitReached) as raised:
            ask(Unknown(A_LIMIT))
        assert raised.value.reason == A_LIMIT
