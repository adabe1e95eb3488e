"""The policy language: text, syntax, model, and the interpreter that gives it its meaning."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from policy_dsl.decisions import Ballots, Decision, Vote, single
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
    from policy_dsl.state import State, intervals

__all__ = [
    "Ballots",
    "Decision",
    "Diagnostic",
    "Loaded",
    "PolicyErrors",
    "Specification",
    "State",
    "Vote",
    "decide",
    "examine",
    "examine_text",
    "intervals",
    "load",
    "load_text",
    "load_with_warnings",
    "single",
]

_ELSEWHERE = {
    "Ballots": "policy_dsl.decisions",
    "Decision": "policy_dsl.decisions",
    "Diagnostic": "policy_dsl.diagnostics",
    "PolicyErrors": "policy_dsl.diagnostics",
    "Specification": "policy_dsl.model",
    "State": "policy_dsl.state",
    "Vote": "policy_dsl.decisions",
    "decide": "policy_dsl.interpreter",
    "intervals": "policy_dsl.state",
    "single": "policy_dsl.decisions",
}


def __getattr__(name: str) -> object:
    """Import what is asked for, when it is asked for: what only prints needs no parser."""
    if name not in __all__:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(_ELSEWHERE.get(name, "policy_dsl.loading")), name)
