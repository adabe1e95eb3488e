"""A text, read; and what is said of it."""

from policy_dsl import syntax as s
from policy_dsl.diagnostics import render_all
from policy_dsl.parsing import ParseResult, parse
from policy_dsl.source import Source


def read(text: str, name: str = "t.policy") -> ParseResult:
    return parse(Source(name, text))


def good(text: str) -> tuple[s.Declaration, ...]:
    result = read(text)
    assert render_all(result.diagnostics, {"t.policy": result.source}) == ""
    return result.file.declarations


def shown(text: str) -> str:
    result = read(text)
    return render_all(result.diagnostics, {"t.policy": result.source})
