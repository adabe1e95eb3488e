"""What takes long to make is made once for all processes of a run."""

from __future__ import annotations

import os
import time
from collections.abc import Callable
from pathlib import Path

import pytest


def shared_by_processes(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder of this run alone, which all its processes see."""
    own = tmp_path_factory.getbasetemp()
    return own.parent if os.environ.get("PYTEST_XDIST_WORKER") else own


def made_once(kept: Path, make: Callable[[], bytes]) -> bytes:
    """What a file holds; made if no process of this run has made it already."""
    lock = kept.with_suffix(".lock")
    while not kept.exists():
        try:
            os.close(os.open(lock, os.O_CREAT | os.O_EXCL))
        except FileExistsError:
            time.sleep(0.2)
            continue
        try:
            part = kept.with_suffix(".part")
            part.write_bytes(make())
            part.rename(kept)
        finally:
            lock.unlink()
    return kept.read_bytes()
