"""Work shared with processes of our own: each part is done once, by whichever of them comes to it first.

This process does the parts from the first, as their results are asked for, the others from the last, so that they
seldom wait for one another. What was begun last is asked for first, and so done first by the others, too.
"""

from __future__ import annotations

import gc
import pickle
from collections.abc import Callable
from contextlib import suppress
from types import TracebackType
from typing import Concatenate, Generic, ParamSpec, Self, TypeVar, cast

from policy_dsl.records import dataclass
from verifier.solving.deadline import GRACE, Deadline
from verifier.solving.helping import Helpers, Helping, PendingPart

W = TypeVar("W")
R = TypeVar("R")
P = ParamSpec("P")
Q = ParamSpec("Q")


@dataclass(frozen=True)
class WorkPart(Generic[R]):
    """A part of the work, that makes an `R`."""

    waiting: PendingPart


class SharedWork(Generic[W]):
    """Parts of the work are done by `own` here, and by what `make(*arguments)` makes in each process that helps.

    What that is made of, what it is called with and what it answers have to be data that can be sent. Without helpers
    all is done here, when it is asked for. What another process could not do, or not by the deadline, is done here
    again: where it fails, that shows, and past the deadline it ends at once by itself.
    """

    def __init__(
        self,
        helpers: Helpers | None,
        deadline: Deadline | None,
        own: W,
        make: Callable[Q, W],
        *arguments: Q.args,
        **named: Q.kwargs,
    ) -> None:
        assert not named
        self.own = own
        self._made = (make, arguments)
        self._helpers = helpers
        self._helping: Helping | None = None
        self._deadline = deadline

    def part(
        self, function: Callable[Concatenate[W, P], R], *arguments: P.args, **named: P.kwargs
    ) -> WorkPart[R]:
        """A part of the work."""
        assert not named
        waiting = PendingPart(function, arguments)
        if self._helping is not None:
            self._helping.add(waiting)
        return WorkPart(waiting)

    def result(self, part: WorkPart[R]) -> R:
        """What is made of a part: by another process if one is at it, else here and now."""
        it = part.waiting
        if self._helping is None or self._helping.take(it):
            self._do(it)
        else:
            self._wait(self._helping, it)
            if it.answer is not None:
                with suppress(Exception):  # else it is done here
                    return cast("R", pickle.loads(it.answer))
        if not it.done:
            self._do(it)
        return cast("R", it.done[0])

    def _wait(self, helping: Helping, it: PendingPart) -> None:
        """Until another process is done with a part, or the run is to be over; meanwhile another part is done here."""
        while not it.settled.is_set():
            other = helping.take_last()
            if other is None:
                deadline = self._deadline
                it.settled.wait(None if deadline is None else deadline.left + GRACE)
                return
            try:
                self._do(other)
            except Exception:
                pass  # it shows when it is asked for, and so done again
            finally:
                other.settled.set()

    def _do(self, it: PendingPart) -> None:
        it.done = (it.function(self.own, *it.arguments),)
        if self._helping is not None and gc.get_count()[0] > gc.get_threshold()[0]:
            gc.collect(1)  # as would be done from time to time

    def __enter__(self) -> Self:
        if self._helpers is not None:
            gc.disable()  # a thread of the helpers may not be the one that throws away the solver's terms
            self._helping = Helping(self._helpers, self._made)
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        if self._helping is not None:
            self._helping.end()
            self._helping = None
            gc.enable()
