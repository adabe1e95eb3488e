"""The reviews of both seeds, made once for all tests and all processes that run them."""

import pickle
import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest

pytest.importorskip("jinja2")
pytest.importorskip("svg")

from tests.once import made_once, shared_by_processes
from verifier.rendering.document.making import document
from verifier.rendering.report_html import render_html

ROOT = Path(__file__).parents[2]
ON = date(2026, 1, 5)
SEEDS = ("nottinghamshire", "blmk_luton")


_MAKE = """
import pickle, sys
from datetime import date
from policy_dsl.loading import examine
from verifier.review.building import Asked, review
name = sys.argv[1]
found = review(examine(f"specs/{name}.policy"), Asked(date(2026, 1, 5), "0.1.0"))
sys.stdout.buffer.write(pickle.dumps(found))
"""


def made(name, folder):
    """The review of shipped rules, from a file of this run if another process has made it already."""

    def make():
        # In a process of its own, as the command runs: which of several equally small proofs is found
        # depends on what the solver has done before.
        called = [sys.executable, "-c", _MAKE, name]
        return subprocess.run(called, check=True, cwd=ROOT, stdout=subprocess.PIPE).stdout

    return pickle.loads(made_once(folder / f"{Path(name).name}.review", make))


@pytest.fixture(scope="session")
def reviews(tmp_path_factory):
    return {name: made(name, shared_by_processes(tmp_path_factory)) for name in SEEDS}


@pytest.fixture(scope="session")
def pages(reviews):
    return {name: render_html(document(found)) for name, found in reviews.items()}
