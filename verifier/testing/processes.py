"""Programs that are run: started as a group of their own, talked to by lines, and ended with all that they started.

A program may write without end, write lines without end, read nothing, answer nothing, or leave others behind. None
of that takes more memory than a few answers, nor more time than whoever asks is ready to wait.
"""

from __future__ import annotations

import contextlib
import os
import queue
import secrets
import signal
import subprocess
import threading
from collections.abc import Sequence
from pathlib import Path
from typing import IO

__all__ = [
    "LONGEST_LINE",
    "MARK",
    "EndedError",
    "LineTooLongError",
    "Talking",
    "UnaskedError",
    "descendants",
]

LONGEST_LINE = 1 << 20  # bytes
_LINES_KEPT = 8  # a program that writes more has to wait
_LAST_WORDS = 1 << 14  # bytes
_ROUNDS = 20
MARK = "VETOPROOF_PROGRAM"
"""What a program is known by in its environment, and all that it starts with that, wherever these go."""


class EndedError(Exception):
    """The program wrote its last line."""


class LineTooLongError(Exception):
    """A line of more than `LONGEST_LINE` bytes. Its beginning is the argument."""


class UnaskedError(Exception):
    """A line that came before it was asked for; it is the argument."""


def _line(heard: bytes | None) -> bytes:
    """What was heard, where it is a line of a length that an answer may have; whenever it came."""
    if heard is None:
        raise EndedError
    if len(heard) > LONGEST_LINE:
        raise LineTooLongError(heard)
    return heard


class Talking:
    """A running program that is told a line and answers a line. OSError where it can't be started."""

    def __init__(self, command: Sequence[str]) -> None:
        self._said: queue.Queue[bytes | None] = queue.Queue()
        self._heard: queue.Queue[bytes | None] = queue.Queue(_LINES_KEPT)
        self._last = bytearray()
        self._over = threading.Event()
        self._reading_errors = threading.Thread(target=self._read_errors, daemon=True)
        self._mark = f"{MARK}={secrets.token_hex(16)}"
        name, value = self._mark.split("=")
        self._process = subprocess.Popen(
            list(command),
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            bufsize=0,
            start_new_session=True,
            env={**os.environ, name: value},
        )
        try:
            self._reading_errors.start()
            for job in (self._write_lines, self._read_lines):
                threading.Thread(target=job, daemon=True).start()
        except BaseException:
            self._kill()
            raise

    def answer(self, line: bytes, seconds: float) -> bytes:
        """What the program answers to a line.

        Raises:
            TimeoutError: nothing within that time.
            EndedError: it writes nothing any more.
            LineTooLongError: it writes a line that is no answer, whatever it says.
            UnaskedError: it wrote a line before.
        """
        with contextlib.suppress(queue.Empty):
            early = self._heard.get_nowait()
            raise UnaskedError(_line(early))
        self._said.put(line + b"\n")
        try:
            answer = self._heard.get(timeout=seconds)
        except queue.Empty:
            raise TimeoutError from None
        return _line(answer)

    def exit_code(self, seconds: float) -> int | None:
        """How it ended; None if it did not within that time."""
        with contextlib.suppress(subprocess.TimeoutExpired):
            return self._process.wait(timeout=seconds)
        return None

    def last_words(self) -> str:
        """The end of what it wrote to its error channel."""
        self._reading_errors.join(timeout=1)
        return bytes(self._last).decode("utf-8", "replace")

    def end(self, seconds: float = 1) -> None:
        """End it: by closing its input, and if that is not enough, by force; and all that it started."""
        self._over.set()
        self._said.put(None)
        try:
            with contextlib.suppress(subprocess.TimeoutExpired):
                self._process.wait(timeout=seconds)
        finally:
            self._kill()
        self._process.wait()

    def _kill(self) -> None:
        """By force, whatever comes in between: a signal that ends our own process is raised once only."""
        try:
            self._kill_all()
        except BaseException:
            self._kill_all()
            raise

    def _kill_all(self) -> None:
        if not hasattr(os, "killpg"):
            tree = ["taskkill", "/F", "/T", "/PID", str(self._process.pid)]
            subprocess.run(tree, capture_output=True, check=False)
            return
        # Those that left the group are known by their parents, so they are looked for before these end; or by the
        # mark, where their parents have ended already.
        left = descendants(self._process.pid)
        with contextlib.suppress(ProcessLookupError, PermissionError):
            os.killpg(self._process.pid, signal.SIGKILL)
        for _ in range(_ROUNDS):  # what is killed may just have started another
            for process in left:
                with contextlib.suppress(ProcessLookupError, PermissionError):
                    os.kill(process, signal.SIGKILL)
            left = _marked(self._mark.encode())
            if not left:
                return

    def _write_lines(self) -> None:
        to = _pipe(self._process.stdin)
        with contextlib.suppress(OSError), to:
            while (line := self._said.get()) is not None:
                left = memoryview(line)
                while left:
                    left = left[to.write(left) or 0 :]

    def _read_lines(self) -> None:
        """Pass its lines on, then that there are no more. Of a line that is too long nothing follows."""
        line = bytearray()
        with contextlib.suppress(OSError), _pipe(self._process.stdout) as lines:
            while piece := lines.read(1 << 16):
                *ends, rest = piece.split(b"\n")
                for end in ends:
                    self._pass_on(bytes(line + end))
                    line.clear()
                line += rest
                if len(line) > LONGEST_LINE:
                    self._pass_on(bytes(line))
                    return
                if self._over.is_set():
                    return
        if line:
            self._pass_on(bytes(line))
        self._pass_on(None)

    def _pass_on(self, line: bytes | None) -> None:
        while not self._over.is_set():
            with contextlib.suppress(queue.Full):
                self._heard.put(line, timeout=0.2)
                return

    def _read_errors(self) -> None:
        with contextlib.suppress(OSError), _pipe(self._process.stderr) as errors:
            while piece := errors.read(1 << 16):
                self._last += piece
                del self._last[:-_LAST_WORDS]


def descendants(process: int) -> tuple[int, ...]:
    """The children of a process, their children and so on, where the system lists processes as files."""
    children: dict[int, list[int]] = {}
    for entry in Path("/proc").glob("[0-9]*/stat"):
        with contextlib.suppress(OSError, ValueError, IndexError):
            # The name of a process, in brackets, may hold anything.
            parent = int(entry.read_bytes().rpartition(b")")[2].split()[1])
            children.setdefault(parent, []).append(int(entry.parent.name))
    found: list[int] = []
    open_ones = [process]
    while open_ones:
        for child in children.get(open_ones.pop(), ()):
            found.append(child)
            open_ones.append(child)
    return tuple(found)


def _marked(mark: bytes) -> tuple[int, ...]:
    """The processes that were started with a mark in their environment, where the system lists these as files."""
    found: list[int] = []
    for entry in Path("/proc").glob("[0-9]*/environ"):
        with contextlib.suppress(OSError):
            if mark in entry.read_bytes().split(b"\0"):
                found.append(int(entry.parent.name))
    return tuple(found)


def _pipe(stream: IO[bytes] | None) -> IO[bytes]:
    assert stream is not None
    return stream
