"""How far a command got, on a terminal, once it takes a while."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from policy_dsl.records import dataclass, field
from verifier.output import streams

# Seconds after which it is told.
AFTER = 1.0


@dataclass
class Progress:
    """A line on the terminal that says how many are done. `what` is what is counted: "properties"."""

    total: int
    what: str
    terminal: bool
    started: float = field(default_factory=time.monotonic)
    done: int = 0
    written: bool = False

    def __call__(self, name: str) -> None:
        """One more is done."""
        self.done += 1
        if self.terminal and time.monotonic() - self.started > AFTER:
            from verifier.words.calls import progress

            said = progress(self.done, self.total, self.what, name)
            streams.progress(said)
            self.written = True

    def begin(self, total: int) -> Callable[[str], None]:
        """So many are there to do; what is told of each."""
        self.total = total
        return self

    def clear(self) -> None:
        """Take the line away."""
        if self.written:
            streams.clear_progress()


@contextmanager
def progress_on_terminal(total: int, what: str) -> Iterator[Progress]:
    """Progress, taken away at the end."""
    shown = Progress(total, what, streams.err_is_terminal())
    try:
        yield shown
    finally:
        shown.clear()


def shown(wanted: int, what: str) -> Callable[[int], None]:
    """What shows on a terminal how many of those that are wanted are done. `what` is what is counted."""
    from verifier.words import calls

    terminal = streams.err_is_terminal()

    def told(done: int) -> None:
        if terminal:
            streams.progress(calls.progress(done, max(done, wanted), what))

    return told
