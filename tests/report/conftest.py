"""The reviews of both seeds, made once for all tests and all processes that run them."""

import os
import pickle
import time
from datetime import date
from pathlib import Path

import pytest

pytest.importorskip("jinja2")
pytest.importorskip("svg")

from policy_dsl.loading import examine
from verifier.rendering.document.making import document
from verifier.rendering.report_html import render_html
from verifier.review.building import Asked, review

ROOT = Path(__file__).parents[2]
ON = date(2026, 1, 5)
SEEDS = ("nottinghamshire", "blmk_luton")


def made(name, folder):
    """The review of a seed, from a file of this run if another process has made it already."""
    kept, lock = folder / f"{name}.review", folder / f"{name}.lock"
    while not kept.exists():
        try:
            os.close(os.open(lock, os.O_CREAT | os.O_EXCL))
        except FileExistsError:
            time.sleep(0.2)
            continue
        try:
            before = os.getcwd()
            os.chdir(ROOT)
            try:
                found = review(examine(f"specs/{name}.policy"), Asked(ON, "0.1.0"))
            finally:
                os.chdir(before)
            part = kept.with_suffix(".part")
            part.write_bytes(pickle.dumps(found))
            part.rename(kept)
        finally:
            lock.unlink()
    return pickle.loads(kept.read_bytes())


@pytest.fixture(scope="session")
def reviews(tmp_path_factory):
    folder = tmp_path_factory.getbasetemp()
    if os.environ.get("PYTEST_XDIST_WORKER"):
        folder = folder.parent
    return {name: made(name, folder) for name in SEEDS}


@pytest.fixture(scope="session")
def pages(reviews):
    return {name: render_html(document(found)) for name, found in reviews.items()}
