"""The words of a command that is run without a shell."""

from __future__ import annotations

import re
import shlex

from verifier.words import conforming as say

__all__ = ["words_of"]

_QUOTED = re.compile(r"'[^']*'|\"(?:\\.|[^\"\\])*\"|\\.", re.S)
_OF_A_SHELL = re.compile(r"&&|\|\||[|<>;&]")
_SETS = re.compile(r"\s*[A-Za-z_]\w*=")


def words_of(command: str) -> list[str]:
    """The program and what it is given; ValueError where there is none, or where only a shell could read it."""
    words = shlex.split(command)
    if not words:
        raise ValueError(say.EMPTY_COMMAND)
    bare = _OF_A_SHELL.search(_QUOTED.sub("_", command))
    if bare is not None:
        raise ValueError(say.of_a_shell(bare[0], command))
    if _SETS.match(command):
        raise ValueError(say.sets_a_variable(words[0], command))
    return words
