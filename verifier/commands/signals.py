"""Ctrl-C and other signals that ask the process to end: at once, also in the solver, and with all that it started.

A signal is seen by a thread, which makes the solver return, and raises `Stopped` in the main thread; so whatever the
work has begun (processes, programs, files) is ended by what it was begun with. What does not come to its end in time
is cut off.
"""

from __future__ import annotations

import gc
import os
import signal
import sys
import threading
import time
from collections.abc import Callable
from types import FrameType

from verifier.solving.frames import counts_references, in_solver, interrupt_solver
from verifier.solving.process import OWN

# Seconds after which a process that was told to end is cut off, and between two attempts to tell it.
CUT_OFF = 2.0
AGAIN = 0.005
# Held by the thread that waits for signals while it looks at where the main thread is: it keeps alive what is there.
LOOKING = threading.Lock()
# Where workers are started, one after the other, with locks that each of them shares.
STARTS_WORKERS = ("submit", "concurrent.futures.process")
NAMES = ("SIGINT", "SIGTERM", "SIGHUP", "SIGBREAK")


class ProcessStopped(KeyboardInterrupt):
    """The process was asked to end."""

    def __init__(self, number: int) -> None:
        self.number = number
        super().__init__()


def collect_seldom() -> None:
    """Look seldom for what could be thrown away.

    What a command builds it mostly keeps until it ends, so looking for it at every 700th object finds little, and takes
    a tenth of the time.
    """
    gc.set_threshold(100_000, 20, 100)


def exit_code(stopped: KeyboardInterrupt) -> int:
    """What a process ends with that was asked to end: 130 for Ctrl-C, 143 for a termination."""
    return 128 + (stopped.number if isinstance(stopped, ProcessStopped) else signal.SIGINT)


def let_go(stopped: KeyboardInterrupt) -> None:
    """Give back what the work that was broken off still holds, as are the locks that processes share."""
    import traceback

    traceback.clear_frames(stopped.__traceback__)
    if "multiprocessing" in sys.modules:
        LOOKING.acquire(timeout=CUT_OFF)
        gc.collect()


class Stopping:
    """What happens on a signal in a process that is ours alone."""

    def __init__(self) -> None:
        self.raised = False
        self.main = threading.main_thread().ident or 0
        self.listen, self.speak = _channel()
        signal.set_wakeup_fd(self.speak, warn_on_full_buffer=False)
        self.numbers = frozenset(
            number
            for name in NAMES
            if (number := getattr(signal, name, None)) is not None
            # Who starts a process can have it ignore signals, as `nohup` does.
            and signal.getsignal(number) is not signal.SIG_IGN
        )
        for number in self.numbers:
            signal.signal(number, self._handle)
        self.unheard = sys.unraisablehook
        sys.unraisablehook = self._not_heard
        threading.Thread(target=self._listen, name="signals", daemon=True).start()

    def _handle(self, number: int, context: FrameType | None) -> None:
        """In the main thread, between two of its steps."""
        if not self.raised and may_break_off(context):
            self.raised = True
            raise ProcessStopped(number)

    def _not_heard(self, it: sys.UnraisableHookArgs) -> None:
        """What was raised where something comes to its end (a generator, say) ends no work: it is raised again."""
        if isinstance(it.exc_value, ProcessStopped):
            self.raised = False
        else:
            self.unheard(it)

    def _listen(self) -> None:
        """In a thread of its own: wait for a signal, and see to it that it is heard."""
        while (number := self.listen()) not in self.numbers:
            pass
        until = time.monotonic() + CUT_OFF
        while time.monotonic() < until:
            if LOOKING.acquire(timeout=AGAIN):
                self._see_to_it(number)
                LOOKING.release()
            time.sleep(AGAIN)
        end_workers()
        os._exit(128 + number)

    def _see_to_it(self, number: int) -> None:
        """Let the main thread hear it now, if it can."""
        context = sys._current_frames().get(self.main)
        if context is not None and in_solver(context):
            interrupt_solver()
        if not self.raised:
            tell(self.main, number)


def _channel() -> tuple[Callable[[], int], int]:
    """Where the number of a signal can be waited for, and where it is written to."""
    if sys.platform == "win32":
        import socket

        ear, mouth = socket.socketpair()
        mouth.setblocking(False)
        return lambda: ear.recv(1)[0], mouth.detach()
    heard, spoken = os.pipe()
    os.set_blocking(spoken, False)
    return lambda: os.read(heard, 1)[0], spoken


def tell(thread: int, number: int) -> None:
    """A signal for a thread, which ends what it waits for."""
    if sys.platform == "win32":
        signal.raise_signal(number)
    else:
        signal.pthread_kill(thread, number)


def may_break_off(context: FrameType | None) -> bool:
    """Not where it would not be heard, nor where a program or worker has been started that nobody knows of yet."""
    if context is not None and counts_references(context):
        return False
    while context is not None:
        name, module = context.f_code.co_name, context.f_globals.get("__name__")
        if name in {"__del__", "_execute_child"} or (name, module) == STARTS_WORKERS:
            return False
        context = context.f_back
    return True


def end_workers() -> None:
    """End the processes that share the work, whatever they are at."""
    processes = sys.modules.get("multiprocessing")
    if processes is not None:
        for process in processes.active_children():
            process.kill()


def work_for_parent() -> None:
    """In a process that shares the work: signals are for its parent, and it does not go on without it."""
    OWN.set(True)
    collect_seldom()
    for name in ("SIGINT", "SIGHUP"):
        if (number := getattr(signal, name, None)) is not None:
            signal.signal(number, signal.SIG_IGN)
    threading.Thread(target=_end_with_parent, name="parent", daemon=True).start()


def _end_with_parent() -> None:
    from multiprocessing import parent_process

    parent = parent_process()
    if parent is not None:
        parent.join()
    os._exit(1)
