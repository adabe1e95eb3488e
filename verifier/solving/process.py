"""Whose process this is: the tool's own, or that of a program that uses it as a library, and the solver's with it."""

from __future__ import annotations

from contextvars import ContextVar

# The command and the processes that share its work say so before the solver's library is loaded.
OWN: ContextVar[bool] = ContextVar("own", default=False)
