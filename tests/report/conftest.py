"""The reviews of both seeds, made once for all tests and all processes that run them."""

import os
import pickle
import subprocess
import sys
import time
from datetime import date
from pathlib import Path

import pytest

pytest.importorskip("jinja2")
pytest.importorskip("svg")

from verifier.rendering.document.making import document
from verifier.rendering.report_html import render_html

ROOT = Path(__file__).parents[2]
ON = date(2026, 1, 5)
SEEDS = ("nottinghamshire", "blmk_luton")


_MAKE = """
import pickle, sys
from datetime import date
from pathlib import Path
from policy_dsl.loading import examine
from verifier.review.building import Asked, review
name, part = sys.argv[1:]
found = review(examine(f"specs/{name}.policy"), Asked(date(2026, 1, 5), "0.1.0"))
Path(part).write_bytes(pickle.dumps(found))
"""


def made(name, folder):
    """The review of shipped rules, from a file of this run if another process has made it already."""
    kept, lock = (folder / f"{Path(name).name}.{part}" for part in ("review", "lock"))
    while not kept.exists():
        try:
            os.close(os.open(lock, os.O_CREAT | os.O_EXCL))
        except FileExistsError:
            time.sleep(0.2)
            continue
        try:
            # In a process of its own, as the command runs: which of several equally small proofs is found
            # depends on what the solver has done before.
            part = kept.with_suffix(".part")
            subprocess.run([sys.executable, "-c", _MAKE, name, str(part)], check=True, cwd=ROOT)
            part.rename(kept)
        finally:
            lock.unlink()
    return pickle.loads(kept.read_bytes())


def shared(tmp_path_factory):
    """A folder that all processes of a run have in common."""
    folder = tmp_path_factory.getbasetemp()
    return folder.parent if os.environ.get("PYTEST_XDIST_WORKER") else folder


@pytest.fixture(scope="session")
def reviews(tmp_path_factory):
    return {name: made(name, shared(tmp_path_factory)) for name in SEEDS}


@pytest.fixture(scope="session")
def pages(reviews):
    return {name: render_html(document(found)) for name, found in reviews.items()}
