"""The policy language: text, syntax, model, and the interpreter that gives it its meaning."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from policy_dsl.diagnostics import Diagnostic, PolicyErrors
    from policy_dsl.interpreter import decide
    from policy_dsl.loading import (
        Loaded,
        examine,
        examine_text,
        load,
        load_text,
        load_with_warnings,
    )
    from policy_dsl.model import Specification

__all__ = [
    "Diagnostic",
    "Loaded",
    "PolicyErrors",
    "Specification",
    "decide",
    "examine",
    "examine_text",
    "load",
    "load_text",
    "load_with_warnings",
]

_ELSEWHERE = {
    "Diagnostic": "policy_dsl.diagnostics",
    "PolicyErrors": "policy_dsl.diagnostics",
    "Specification": "policy_dsl.model",
    "decide": "policy_dsl.interpreter",
}


def __getattr__(name: str) -> object:
    """Import what is asked for, when it is asked for: what only prints needs no parser."""
    if name not in __all__:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(_ELSEWHERE.get(name, "policy_dsl.loading")), name)
