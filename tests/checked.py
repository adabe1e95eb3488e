"""Every specification shipped here, checked once for all tests that look at the results."""

from __future__ import annotations

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


@cache
def specification(name: str) -> policy_dsl.Specification:
    """A specification, as `nottinghamshire` or `gallery/apache`."""
    return policy_dsl.load(SPECS / f"{name}.policy")


@cache
def checked(name: str) -> SpecificationResult:
    """Its results."""
    return verifier.check(specification(name))


def result(name: str, prop: str) -> PropertyResult:
    """The result of one property."""
    return next(each for each in checked(name).properties if each.name == prop)
