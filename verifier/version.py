"""Which versions gave an answer: of this tool, and of the solver that is installed with it."""

from __future__ import annotations

from functools import cache
from importlib.util import find_spec
from pathlib import Path

__version__ = "0.1.0"


@cache
def z3_version() -> str:
    """The version of z3, by the name of the folder in which its installer wrote what it is; that loads nothing."""
    spec = find_spec("z3")
    folder = None if spec is None or spec.origin is None else Path(spec.origin).parents[1]
    found = [] if folder is None else sorted(folder.glob("z3_solver-*.dist-info"))
    if found:
        return found[-1].name.removesuffix(".dist-info").partition("-")[2]
    from importlib.metadata import version

    return version("z3-solver")
