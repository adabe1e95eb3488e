"""Ending work that has run out of time, whatever it is at: building terms, going through a list, or in the solver.

A thread waits for the deadline. Then it interrupts the solver's library, if that is running, and raises `OutOfTime`
in the thread that works, at a point where nothing is half done that would matter: not while the solver's Python layer
counts its references, a module is imported, or a file or process is opened or closed. So no loop has to look at the
clock in order to be ended; those that keep what they have found catch the exception.
"""

from __future__ import annotations

import ctypes
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from math import inf
from types import FrameType

from verifier.solving.deadline import Deadline, OutOfTime
from verifier.solving.frames import (
    forget_interruption,
    in_solver,
    interrupt_solver,
    may_stop_at,
    why_solver_stopped,
)

# How soon it is tried again: where the point was no good one; and where the work goes on although it was told to end.
SOON = 0.001
AGAIN = 0.2
# The earliest moment at which the work is ended already.
_WATCHED: ContextVar[float] = ContextVar("watched", default=inf)


@contextmanager
def watched(deadline: Deadline | None) -> Iterator[None]:
    """Within, `OutOfTime` is raised when the deadline has passed, and again as long as the work goes on nevertheless.

    It is raised as well where the solver's library stopped by itself, as no memory is left: whatever was being worked
    out is given up then, too. Within another such block whose deadline is no later nothing else is added.
    """
    try:
        if deadline is None or _WATCHED.get() <= deadline.moment:
            yield
        else:
            with _watching(deadline):
                yield
    except Exception as error:
        why = why_solver_stopped(error)
        if why is None:
            raise
        if deadline is not None and deadline.passed:
            why = deadline.reason
        raise OutOfTime(why) from error


@contextmanager
def _watching(deadline: Deadline) -> Iterator[None]:
    if deadline.passed:
        raise OutOfTime(deadline.reason)
    # Generators and context managers, and then whoever opened the block: what called that is none of the work.
    watch = _Watch(deadline, threading.get_ident(), sys._getframe(4))
    outer = _WATCHED.set(deadline.moment)
    try:
        try:
            with _unheard():
                yield
        finally:
            watch.end()
    except OutOfTime:
        watch.end()  # it may have been raised before the line above had done its work
        raise
    finally:
        _WATCHED.reset(outer)


@contextmanager
def _unheard() -> Iterator[None]:
    """Within, nothing is printed of an `OutOfTime` that is raised where something comes to its end.

    It is meant to be raised when the solver returns, and there the first thing to come may be the end of an object of
    its Python layer. Nobody can catch it there; the work is told again, as whoever catches it is.
    """
    before = sys.unraisablehook

    def heard(it: sys.UnraisableHookArgs) -> None:
        if not isinstance(it.exc_value, OutOfTime):
            before(it)

    sys.unraisablehook = heard
    try:
        yield
    finally:
        if sys.unraisablehook is heard:  # whoever else has set one since has reasons of its own
            sys.unraisablehook = before


class _Watch:
    """A thread that ends the work of another."""

    def __init__(self, deadline: Deadline, worker: int, base: FrameType) -> None:
        self.deadline = deadline
        self.base: FrameType | None = base
        # What is raised from elsewhere is a class; this one's exceptions say which limit it was.
        self.raised = type(
            "OutOfTime",
            (OutOfTime,),
            {"__init__": lambda raised: OutOfTime.__init__(raised, deadline.reason)},
        )
        self.worker = ctypes.c_ulong(worker)
        self.over = threading.Event()
        self.raising = threading.Lock()
        self.interrupted = False
        self.raised_once = False
        threading.Thread(target=self._watch, name="deadline", daemon=True).start()

    def end(self) -> None:
        """From here on nothing is raised.

        The frame is given up here, in the thread that works: with it goes what its work has made, and the solver's
        library must not be given that back by another thread while this one is using it.
        """
        with self.raising:
            self.over.set()
            self.base = None
        if self.raised_once:
            self.raised_once = False
            _withdraw(self.worker)
        if self.interrupted:
            # It may have come just after the solver had returned, and would end whatever is asked of it next.
            self.interrupted = False
            forget_interruption()

    def _watch(self) -> None:
        self.over.wait(self.deadline.left)
        told = -AGAIN
        while not self.over.is_set():
            with self.raising:
                if not self.over.is_set() and self._raise(time.monotonic() >= told + AGAIN):
                    told = time.monotonic()
            self.over.wait(SOON)

    def _raise(self, due: bool) -> bool:
        """Raise it if it is due and does no harm; whether it was. The solver is made to return in any case.

        The interpreter changes threads at intervals far longer than this takes.
        """
        solving, stoppable = self._where()
        if solving:
            interrupt_solver()
            self.interrupted = True
        if not (solving or (due and stoppable)):
            return False
        self.raised_once = True
        ctypes.pythonapi.PyThreadState_SetAsyncExc(self.worker, ctypes.py_object(self.raised))
        return True

    def _where(self) -> tuple[bool, bool]:
        """Whether the thread is in the solver, and whether it may be stopped where it is.

        No frame is kept beyond this: what is in it would be given back by this thread.
        """
        frame = sys._current_frames().get(self.worker.value)
        if frame is None or self.base is None:
            return False, False
        return in_solver(frame), may_stop_at(frame, self.base)


class _Withdrawn(BaseException):
    """What takes the place of an exception that is to be raised no longer."""


def _withdraw(worker: ctypes.c_ulong) -> None:
    """What was to be raised in this thread, and has not been, is not raised; called in that thread.

    Another exception is put in its place and caught here. Merely to take the first one back would leave the
    interpreter believing that one is due: from then on it would look for it at every call, and Python 3.11 with a
    trace function set (a debugger, a measurement of coverage) would look for ever.
    """
    try:
        ctypes.pythonapi.PyThreadState_SetAsyncExc(worker, ctypes.py_object(_Withdrawn))
        while True:
            pass
    except _Withdrawn:
        return
    except BaseException:
        ctypes.pythonapi.PyThreadState_SetAsyncExc(worker, None)
        raise
