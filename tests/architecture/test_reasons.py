"""Why something is not known is data until words are made of it, in one place: no reason is printed bare."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

from verifier.solving.answers import LimitReached
from verifier.solving.deadline import OutOfTime
from verifier.solving.reasons import Induction, Reason, Why
from verifier.words.reasons import limit_reached, why

ROOT = Path(__file__).parents[2]
WITH_A_REASON = {"LimitReached", "OutOfTime"}
A_REASON = Reason(Why.STEPS, 7)


def as_text(source: str) -> Iterator[int]:
    """The lines where an exception that has a reason, or the reason itself, is made a text."""
    if not any(each in source for each in WITH_A_REASON):
        return
    tree = ast.parse(source)
    for handler in (each for each in ast.walk(tree) if isinstance(each, ast.ExceptHandler)):
        if handler.name is None or handler.type is None:
            continue
        caught = {n.id for n in ast.walk(handler.type) if isinstance(n, ast.Name)}
        if not caught & WITH_A_REASON:
            continue
        for node in (n for statement in handler.body for n in ast.walk(statement)):
            match node:
                case ast.Call(func=ast.Name("str"), args=[it]) | ast.FormattedValue(value=it):
                    pass
                case _:
                    continue
            if isinstance(it, ast.Attribute) and it.attr == "reason":
                it = it.value
            if isinstance(it, ast.Name) and it.id == handler.name:
                yield node.lineno


def test_no_reason_is_made_a_text_where_it_is_caught() -> None:
    found = [
        f"{path.relative_to(ROOT)}:{line}"
        for path in sorted((ROOT / "verifier").rglob("*.py"))
        for line in as_text(path.read_text(encoding="utf-8"))
    ]
    assert not found, "say it with verifier.words.reasons.why"


@pytest.mark.parametrize(
    ("made", "seen"),
    [
        ("str(it)", True),
        ("f'{it}: not known'", True),
        ("str(it.reason)", True),
        ("why(it.reason)", False),
        ("str(other)", False),
    ],
)
def test_what_is_seen(made: str, seen: bool) -> None:
    source = f"try:\n    ask()\nexcept (LimitReached, OutOfTime) as it:\n    tell({made})\n"
    assert bool(list(as_text(source))) is seen


@pytest.mark.parametrize("it", [A_REASON, LimitReached(A_REASON), OutOfTime(A_REASON)])
def test_a_reason_has_no_text(it: object) -> None:
    with pytest.raises(TypeError):
        str(it)
    with pytest.raises(TypeError):
        f"{it}"


@pytest.mark.parametrize("kind", Why)
def test_every_kind_is_said(kind: Why) -> None:
    it = Reason(kind, 7, (Induction.SAFETY.value,), A_REASON)
    for said in (why(it), limit_reached(it)):
        assert len(said.split()) > 3
        assert not set(said) & {"{", "}", "_"}
        assert "None" not in said
        assert kind.name not in said
