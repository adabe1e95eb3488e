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
from types import FrameType

from verifier.solving.deadline import Deadline, OutOfTime

# How soon it is tried again: where the point was no good one; and where the work goes on although it was told to end.
SOON = 0.001
AGAIN = 0.2
# Modules in which nothing is raised, nor in what they call.
UNTOUCHED = frozenset(
    (
        "_frozen_importlib",
        "_frozen_importlib_external",
        "importlib",
        "multiprocessing",
        "concurrent",
        "subprocess",
        "tempfile",
        "threading",
    )
)
# The beginning and the end of something: what is raised at its end is heard by nobody.
UNTOUCHED_METHODS = frozenset(("__del__", "__enter__", "__exit__"))
# Calls of the solver's library that can take long, and give up when they are told to.
LONG_CALLS = ("Z3_solver_check", "Z3_fixedpoint_query")

_WATCHED: ContextVar[bool] = ContextVar("watched", default=False)


@contextmanager
def watched(deadline: Deadline | None) -> Iterator[None]:
    """Within, `OutOfTime` is raised when the deadline has passed, and again as long as the work goes on nevertheless.

    Within another such block nothing is added: that one's deadline is the same run's.
    """
    if deadline is None or _WATCHED.get():
        yield
        return
    # Generator, context manager, and then whoever opened the block: what called that is none of the work.
    watch = _Watch(deadline, threading.get_ident(), sys._getframe(2))
    outer = _WATCHED.set(True)
    try:
        try:
            yield
        finally:
            watch.end()
    except OutOfTime:
        watch.end()  # it may have been raised before the line above had done its work
        raise
    finally:
        _WATCHED.reset(outer)


class _Watch:
    """A thread that ends the work of another."""

    def __init__(self, deadline: Deadline, worker: int, base: FrameType) -> None:
        self.deadline = deadline
        self.base = base
        # What is raised from elsewhere is a class; this one's exceptions say which limit it was.
        self.raised = type("OutOfTime", (OutOfTime,), {"__str__": lambda _: deadline.said})
        self.worker = ctypes.c_ulong(worker)
        self.over = threading.Event()
        self.raising = threading.Lock()
        threading.Thread(target=self._watch, name="deadline", daemon=True).start()

    def end(self) -> None:
        """From here on nothing is raised."""
        with self.raising:
            self.over.set()
            ctypes.pythonapi.PyThreadState_SetAsyncExc(self.worker, None)

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
        frame = sys._current_frames().get(self.worker.value)
        if frame is None:
            return False
        solving = in_solver(frame)
        if solving:
            interrupt_solver()
        if not (solving or (due and may_stop_at(frame, self.base))):
            return False
        ctypes.pythonapi.PyThreadState_SetAsyncExc(self.worker, ctypes.py_object(self.raised))
        return True


def in_solver(frame: FrameType) -> bool:
    """Whether the thread is in a call of the solver's library that may take long."""
    return frame.f_code.co_name.startswith(LONG_CALLS)


def interrupt_solver() -> None:
    """Let the solver give up what it is at; there is none where its library was never needed."""
    library = sys.modules.get("verifier.solving.library")
    if library is not None:
        library.CONTEXT.interrupt()


def may_stop_at(frame: FrameType, base: FrameType) -> bool:
    """Whether an exception that comes from nowhere does no harm here, within the work that `base` began."""
    if _module(frame).startswith("z3.") and not _between_references(frame):
        return False
    at: FrameType | None = frame
    while at is not None and at is not base:
        if at.f_code.co_name in UNTOUCHED_METHODS or at.f_globals is globals():
            return False
        if _module(at).partition(".")[0] in UNTOUCHED:
            return False
        at = at.f_back
    return at is base


def _between_references(frame: FrameType) -> bool:
    """Whether a frame of the solver's Python layer is a call of the library that counts no references.

    It is in these that threads mostly change, and so are seen. An object of the layer counts a reference when it is
    made, right after it has got what it refers to, and gives it back at its end; in between it calls nothing else.
    """
    return _module(frame) == "z3.z3core" and not frame.f_code.co_name.endswith("_ref")


def _module(frame: FrameType) -> str:
    return str(frame.f_globals.get("__name__", ""))
