"""Writing: to the output, to the error channel, and to the line of a terminal that says how far a command got."""

from __future__ import annotations

import codecs
import contextlib
import os
import sys
from typing import TextIO

from policy_dsl.visible import visible
from verifier.output.text import Printable, lines

__all__ = [
    "OutputLost",
    "clear_progress",
    "err",
    "err_is_terminal",
    "err_lines",
    "finish",
    "give_up",
    "out",
    "out_is_terminal",
    "out_lines",
    "progress",
]


class OutputLost(Exception):
    """What was to be printed could not be: the channel is closed, or where it leads to is full."""


def out(text: Printable) -> None:
    """Print to the output, with a line end."""
    _write(sys.stdout, text)


def out_lines(*them: str) -> None:
    """Print lines to the output, if there are any."""
    if them:
        out(lines(them))


def err(text: Printable) -> None:
    """Print to the error channel, with a line end."""
    _write(sys.stderr, text)


def err_lines(*them: str) -> None:
    """Print lines to the error channel, if there are any."""
    if them:
        err(lines(them))


def _write(stream: TextIO | None, text: Printable) -> None:
    if stream is None:  # so Python has it where the channel was closed from the beginning
        raise OutputLost(os.strerror(_EBADF))
    try:
        stream.write(_for(stream, text) + "\n")
    except BrokenPipeError:
        raise
    except (OSError, ValueError) as error:
        raise OutputLost(_why(error)) from error


_EBADF = 9


def _why(error: OSError | ValueError) -> str:
    return (error.strerror if isinstance(error, OSError) else None) or str(error)


def _for(stream: TextIO, text: Printable) -> str:
    """A text in the letters that a stream can write."""
    encoding = getattr(stream, "encoding", None)
    if encoding is None or text.isascii() or codecs.lookup(encoding).name in {"utf-8", "utf-8-sig"}:
        return text
    return text.without_letters(encoding)


def finish() -> None:
    """Hand on whatever waits to be written. OutputLost: it can't be."""
    for stream in (sys.stdout, sys.stderr):
        if stream is None:
            continue
        try:
            stream.flush()
        except BrokenPipeError:
            raise
        except (OSError, ValueError) as error:
            raise OutputLost(_why(error)) from error


def give_up() -> None:
    """Let go of what waits to be written to an output that takes no more, so that nothing tries again."""
    with contextlib.suppress(OSError, ValueError, AttributeError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


# --- terminals -----------------------------------------------------------------------------------


def out_is_terminal() -> bool:
    """Whether somebody sees the output as it comes."""
    return _is_terminal(sys.stdout)


def err_is_terminal() -> bool:
    """Whether somebody sees the error channel as it comes."""
    return _is_terminal(sys.stderr)


def _is_terminal(stream: TextIO | None) -> bool:
    try:
        return stream is not None and stream.isatty()
    except ValueError:  # closed
        return False


_CLEAR = "\r\x1b[K"


def progress(said: str) -> None:
    """Say on the terminal how far a command got, in the place of what was said before."""
    _on_terminal(_CLEAR + _for(sys.stderr, Printable(visible(said))))


def clear_progress() -> None:
    """Take that line away."""
    _on_terminal(_CLEAR)


def _on_terminal(text: str) -> None:
    with contextlib.suppress(OSError, ValueError):
        sys.stderr.write(text)
        sys.stderr.flush()
