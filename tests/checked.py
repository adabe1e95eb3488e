"""Every specification shipped here, checked once for all tests and all processes that look at the results."""

from __future__ import annotations

import os
import pickle
import time
from functools import cache
from pathlib import Path

import policy_dsl
import verifier
from verifier import PropertyResult, SpecificationResult

ROOT = Path(__file__).parents[1]
SPECS = ROOT / "specs"
NAMES = tuple(
    path.relative_to(SPECS).as_posix().removesuffix(".policy")
    for path in sorted(SPECS.rglob("*.policy"))
)
SEEDS = ("nottinghamshire", "blmk_luton")

# A folder of this run alone, in which each process finds what another one has checked; set in conftest.py.
SHARED: list[Path] = []


@cache
def specification(name: str) -> policy_dsl.Specification:
    """A specification, as `nottinghamshire` or `gallery/apache`."""
    return policy_dsl.load(SPECS / f"{name}.policy")


@cache
def checked(name: str) -> SpecificationResult:
    """Its results."""
    if not SHARED:
        return verifier.check(specification(name))
    kept = SHARED[0] / f"{name.replace('/', ' ')}.checked"
    lock = kept.with_suffix(".lock")
    while not kept.exists():
        try:
            os.close(os.open(lock, os.O_CREAT | os.O_EXCL))
        except FileExistsError:
            time.sleep(0.1)
            continue
        try:
            part = kept.with_suffix(".part")
            part.write_bytes(pickle.dumps(verifier.check(specification(name))))
            part.rename(kept)
        finally:
            lock.unlink()
    found: SpecificationResult = pickle.loads(kept.read_bytes())
    return found


def result(name: str, prop: str) -> PropertyResult:
    """The result of one property."""
    return next(each for each in checked(name).properties if each.name == prop)
