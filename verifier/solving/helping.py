"""Processes of our own that help: each is asked for one part of the work after the other, by a thread of this one.

The threads move bytes, and make nothing of them. What the solver's library made has to be given back by the thread that
uses it, so whoever has helpers sees to it that nothing is thrown away meanwhile but by itself (`SharedWork`).
"""

from __future__ import annotations

import multiprocessing
import pickle
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from multiprocessing.connection import Connection
from multiprocessing.process import BaseProcess
from typing import Any

from policy_dsl.records import dataclass
from verifier.solving.reasons import Unsettled
from verifier.solving.remembering import remembering

# Seconds that a run takes before others are asked to help: most are over by then.
PATIENCE = 0.5
# What is called, and what with: so is made what does the parts of the work.
Made = tuple[Callable[..., object], tuple[object, ...]]


@dataclass(frozen=True)
class Helpers:
    """How many other processes may help, what each of them begins with, and after how many seconds."""

    number: int
    begin: Callable[[], None]
    patience: float = PATIENCE


class PendingPart:
    """A part of the work that has to be done once. `answer`: what another process made of it, as it came; `done`: what
    this process did.
    """

    def __init__(self, function: Callable[..., object], arguments: tuple[object, ...]) -> None:
        self.function = function
        self.arguments = arguments
        self.settled = threading.Event()
        self.answer: bytes | None = None
        self.done: tuple[object, ...] = ()


class Helping:
    """The processes, from the first part that they can have to the end."""

    def __init__(self, helpers: Helpers, made: Made) -> None:
        self._helpers = helpers
        self._made = made
        self._parts: list[PendingPart] = []
        self._changed = threading.Condition()
        self._over = False
        self._processes: list[BaseProcess] = []
        self._threads = [
            threading.Thread(target=self._ask, name="helper", daemon=True)
            for _ in range(helpers.number)
        ]
        for thread in self._threads:
            thread.start()

    def add(self, part: PendingPart) -> None:
        """One more part, that is asked for before those that are waiting, but those added together with it."""
        with self._changed:
            self._parts.append(part)
            self._changed.notify()

    def take(self, part: PendingPart) -> bool:
        """Whether nobody has begun it; nobody else will then."""
        with self._changed:
            if part not in self._parts:
                return False
            self._parts.remove(part)
            return True

    def take_last(self) -> PendingPart | None:
        """The one that is asked for last of all; nobody else will begin it then. None where all are begun."""
        with self._changed:
            return self._parts.pop(0) if self._parts else None

    def end(self) -> None:
        """End them, whatever they are at."""
        with self._changed:
            self._over = True
            self._changed.notify_all()
            for process in self._processes:
                process.kill()
        for thread in self._threads:
            thread.join()

    # --- in a thread for each of them -------------------------------------------------------------

    def _ask(self) -> None:
        with self._changed:
            if self._changed.wait_for(lambda: self._over, self._helpers.patience):
                return
        part: PendingPart | None = None
        # Whatever fails here is done, and fails, where it is asked for: data that cannot be sent, a process that ends.
        with suppress(Exception), self._started() as line:
            while (part := self._next()) is not None:
                line.send_bytes(pickle.dumps((part.function, part.arguments)))
                part.answer = line.recv_bytes() or None
                part.settled.set()
        if part is not None:
            part.settled.set()

    def _next(self) -> PendingPart | None:
        """The last of those that nobody has begun, once there is one; None when all is over."""
        with self._changed:
            self._changed.wait_for(lambda: self._over or self._parts)
            return None if self._over else self._parts.pop()

    @contextmanager
    def _started(self) -> Iterator[Connection]:
        """One more process, as long as this lasts."""
        # Spawned, not forked: the solver keeps threads and locks that a forked process would inherit.
        context = multiprocessing.get_context("spawn")
        here, there = context.Pipe()
        process = context.Process(
            target=_help, args=(there, self._helpers.begin, self._made), daemon=True
        )
        with self._changed:
            if self._over:
                raise EOFError
            process.start()
            self._processes.append(process)
        there.close()
        try:
            yield here
        finally:
            here.close()
            process.kill()
            process.join()


# --- in the process that helps ---------------------------------------------------------------------


def _help(line: Connection, begin: Callable[[], None], made: Made) -> None:
    begin()
    make, arguments = made
    with suppress(EOFError, OSError), remembering():
        own = make(*arguments)
        while True:
            function, given = pickle.loads(line.recv_bytes())
            line.send_bytes(_answer(function, own, given))


def _answer(function: Callable[..., object], own: object, given: tuple[Any, ...]) -> bytes:
    """What it makes of a part, to be sent; nothing where it fails: that shows where it is done again."""
    try:
        return pickle.dumps(function(own, *given))
    except (Exception, Unsettled):
        return b""
