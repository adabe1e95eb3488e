"""The policy language: text, syntax, model, and the interpreter that gives it its meaning."""

from policy_dsl.diagnostics import Diagnostic, PolicyErrors
from policy_dsl.interpreter import decide
from policy_dsl.loading import Loaded, examine, examine_text, load, load_text, load_with_warnings
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
