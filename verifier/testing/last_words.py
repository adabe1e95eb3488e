"""Of what a program wrote to its error channel before it ended, the line that says why."""

from __future__ import annotations

import re

from policy_dsl.source import lines_of
from verifier.words.conforming import PLACE_OF_A_STACK, REMARK_OF_NODE

__all__ = ["telling_line"]

_PLACE, _REMARK = re.compile(PLACE_OF_A_STACK), re.compile(REMARK_OF_NODE)
_NAMED = re.compile(r"\S.*?(Error|Exception)\b|(Error|Exception)\b")


def telling_line(text: str) -> str:
    """The line that names the error, where a stack or a remark of Node's follows it; else the last line."""
    every = [line for line in lines_of(text) if line.strip()]
    left = [line for line in every if not _PLACE.match(line) and not _REMARK.match(line)]
    if not left:
        return every[-1].strip() if every else ""
    named = [line for line in left if _NAMED.match(line)]
    return (named[-1] if named and len(left) < len(every) else left[-1]).strip()
