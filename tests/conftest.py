"""What all tests share: how the solver's library is set up, and how many processes there are."""

from __future__ import annotations

import gc
import os

import pytest
import z3

from tests import checked
from tests.once import shared_by_processes
from verifier.solving import library

# As the command does; but where every construct is encoded and every analysis asked, the solver's Python layer
# checks its arguments, which takes a tenth of the time.
KEPT_ALIVE = library.take_over()
# The tests have the processors: what each of them calls takes one.
os.environ["VETOPROOF_JOBS"] = "1"
CHECKED = ("changing", "diffing", "known_answers", "loopholes", "matrix", "repair")


def pytest_collection_finish() -> None:
    """What is collected stays to the end, and the rest is seldom gone through, as in the command."""
    gc.freeze()
    gc.set_threshold(100_000, 20, 100)


@pytest.fixture(scope="session", autouse=True)
def shared_folder(tmp_path_factory: pytest.TempPathFactory) -> None:
    """Where all processes of this run keep what each of them needs (`tests/checked.py`)."""
    checked.SHARED[:] = [shared_by_processes(tmp_path_factory)]


def pytest_runtest_setup(item: pytest.Item) -> None:
    """Whether the solver's Python layer checks its arguments."""
    z3.z3.Z3_DEBUG = item.path.parent.name in CHECKED


def pytest_xdist_auto_num_workers(config: pytest.Config) -> int:
    """Processes for `-n auto`: one a processor for the whole suite; none of their own for a part that was named."""
    if config.args_source is not pytest.Config.ArgsSource.TESTPATHS:
        return 0
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1
