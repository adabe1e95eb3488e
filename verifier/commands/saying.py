"""What commands say on the error channel: what is wrong with files, and with the call."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from verifier.output.streams import err, err_lines
from verifier.output.text import lines

if TYPE_CHECKING:
    from policy_dsl.loading import Loaded


def say_wrong_files(refused: Iterable[Loaded]) -> None:
    """Everything found in each of some files."""
    from policy_dsl.diagnostics import rendered_lines

    for loaded in refused:
        err(lines(rendered_lines(loaded.diagnostics, loaded.sources)))


def say_faults(command: str, faults: Sequence[str]) -> None:
    """What is wrong with a call, a line each."""
    from verifier.words import calls as say

    for fault in faults:
        err_lines(say.fault(command, fault))
