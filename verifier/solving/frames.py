"""Where a thread is, and whether work can be broken off there; the library of the solver is known here by name only."""

from __future__ import annotations

import sys
from types import FrameType

from verifier.solving.reasons import Reason

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
        "verifier.output.streams",
        "verifier.solving.helping",
        "verifier.writing",
    )
)
# The beginning and the end of something: what is raised at its end is heard by nobody.
UNTOUCHED_METHODS = frozenset(("__del__", "__enter__", "__exit__"))
# Calls of the solver's library that can take long, and give up when they are told to.
LONG_CALLS = ("Z3_solver_check", "Z3_fixedpoint_query")
# Where the breaking off is done itself.
OWN = frozenset(("verifier.solving.watching", "verifier.solving.frames"))


def in_solver(frame: FrameType) -> bool:
    """Whether the thread is in a call of the solver's library that may take long."""
    return frame.f_code.co_name.startswith(LONG_CALLS)


def interrupt_solver() -> None:
    """Let the solver give up what it is at; there is none where its library was never needed."""
    library = sys.modules.get("verifier.solving.library")
    if library is not None:
        library.CONTEXT.interrupt()


def forget_interruption() -> None:
    """Let the solver work again, if its library was ever needed."""
    library = sys.modules.get("verifier.solving.library")
    if library is not None:
        library.forget_interruption()


def why_solver_stopped(error: Exception) -> Reason | None:
    """Why the solver's library stopped, if it is that which an error tells of; None for any other."""
    library = sys.modules.get("verifier.solving.library")
    why: Reason | None = None if library is None else library.why_stopped(error)
    return why


def may_stop_at(frame: FrameType, base: FrameType) -> bool:
    """Whether an exception that comes from nowhere does no harm here, within the work that `base` began."""
    if counts_references(frame):
        return False
    at: FrameType | None = frame
    while at is not None and at is not base:
        if at.f_code.co_name in UNTOUCHED_METHODS or _module(at) in OWN:
            return False
        module = _module(at)
        if module in UNTOUCHED or module.partition(".")[0] in UNTOUCHED:
            return False
        at = at.f_back
    return True


def counts_references(frame: FrameType) -> bool:
    """Whether a thread may be where the solver's Python layer has taken a reference that it has not counted yet.

    An object of the layer counts a reference when it is made, right after it has got what it refers to, and gives it
    back at its end; in between it calls no function of the library that counts none. It is in these functions that
    threads mostly change, and so are seen. An object that is being made would give back what it has not got yet.
    """
    module = _module(frame)
    if module == "z3.z3core":
        if frame.f_code.co_name.endswith("_ref"):
            return True
    elif module.startswith("z3."):
        return True
    at: FrameType | None = frame
    while at is not None:
        if at.f_code.co_name == "__init__" and _module(at).startswith("z3."):
            return True
        at = at.f_back
    return False


def _module(frame: FrameType) -> str:
    return str(frame.f_globals.get("__name__", ""))
