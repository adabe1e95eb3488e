"""What all tests share: the solver's Python layer checks its arguments, which the command does without."""

from __future__ import annotations

import os

import pytest
import z3

from verifier.solving import library

# As the command does; but the checks stay on.
KEPT_ALIVE = library.take_over()
z3.z3.Z3_DEBUG = True


def pytest_xdist_auto_num_workers(config: pytest.Config) -> int:
    """Processes for `-n auto`: one a processor for the whole suite; none of their own for a part that was named."""
    if config.args_source is not pytest.Config.ArgsSource.TESTPATHS:
        return 0
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1
