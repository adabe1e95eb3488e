"""Every specification shipped here, checked once for all tests and all processes that look at the results."""

from __future__ import annotations

import pickle
from functools import cache
from pathlib import Path

import policy_dsl
import verifier
from tests.once import made_once
from verifier import PropertyResult, SpecificationResult

ROOT = Path(__file__).parents[1]
SPECS = ROOT / "specs"
# These take longer than all others together: looked at by campaigns, and by `vetoproof check specs`.
LONG = ("texts/rust_leadership",)
NAMES = tuple(
    name
    for path in sorted(SPECS.rglob("*.policy"))
    if (name := path.relative_to(SPECS).as_posix().removesuffix(".policy")) not in LONG
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
    made = made_once(kept, lambda: pickle.dumps(verifier.check(specification(name))))
    found: SpecificationResult = pickle.loads(made)
    return found


def result(name: str, prop: str) -> PropertyResult:
    """The result of one property."""
    return next(each for each in checked(name).properties if each.name == prop)
