"""What gave an answer; every answer says it."""

from __future__ import annotations

from typing import Annotated

from policy_dsl.records import dataclass
from policy_dsl.versions import LANGUAGE
from verifier.results import Note
from verifier.version import __version__, z3_version


@dataclass(frozen=True)
class Tool:
    """What gave the answer."""

    vetoproof: Annotated[str, Note("Its version.")]
    z3: Annotated[str, Note("The version of the solver.")]
    language: Annotated[int, Note("The language that files are read in.")]


def tool() -> Tool:
    """The versions that are installed."""
    return Tool(__version__, z3_version(), LANGUAGE)
