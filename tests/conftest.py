"""What all tests share: the solver's Python layer checks its arguments, which the command does without."""

from __future__ import annotations

import z3

import verifier.solving.questions  # noqa: F401  (it turns the checks off)

z3.z3.Z3_DEBUG = True
