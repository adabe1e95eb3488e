"""How long and how large a search may get, and what is said when it got so."""

from __future__ import annotations

import time
from typing import Protocol

from policy_dsl.records import dataclass, field
from verifier.words.verdicts import step_limit, time_limit


@dataclass(frozen=True)
class Limits:
    """Limits on one property: wall-clock seconds, solver steps (deterministic), MiB of memory. None: none."""

    seconds: float | None = 60.0
    steps: int | None = None
    megabytes: int | None = None


class Limited(Protocol):
    """A solver, as far as limits go."""

    def set(self, name: str, value: int) -> None:
        """Set a parameter."""


@dataclass
class Budget:
    """What is left of the limits while something is decided, and what was not known because of them."""

    limits: Limits
    started: float = field(default_factory=time.monotonic)
    steps_used: int = 0
    # Why questions asked within this budget have no answer, in the order in which they were asked.
    unanswered: list[str] = field(default_factory=list)

    def unanswered_since(self, number: int) -> str | None:
        """Why a question has no answer, of those asked when `number` had none; None where all have one."""
        return next(iter(self.unanswered[number:]), None)

    @property
    def seconds_left(self) -> float | None:
        """Wall-clock seconds left, at least a thousandth; None without a limit."""
        if self.limits.seconds is None:
            return None
        return max(0.001, self.limits.seconds - (time.monotonic() - self.started))

    @property
    def milliseconds_left(self) -> int | None:
        """Wall-clock milliseconds left, at least 1; None without a limit."""
        left = self.seconds_left
        return None if left is None else int(left * 1000)

    @property
    def only_time(self) -> bool:
        """Neither steps nor memory are limited."""
        return self.limits.steps is None and self.limits.megabytes is None

    @property
    def steps_left(self) -> int | None:
        """Solver steps left, at least 1; None without a limit."""
        if self.limits.steps is None:
            return None
        return max(1, self.limits.steps - self.steps_used)

    def half(self) -> Budget:
        """Half of what is left, for work that may be given up."""
        seconds, steps = self.milliseconds_left, self.steps_left
        return Budget(
            Limits(
                None if seconds is None else seconds / 2000,
                None if steps is None else max(1, steps // 2),
                self.limits.megabytes,
            )
        )

    def limit(self, solver: Limited) -> None:
        """Hand what is left to a solver."""
        if self.milliseconds_left is not None:
            solver.set("timeout", self.milliseconds_left)
        # A solver's own limit on steps, if it has one, gives way: 0 is none.
        solver.set("rlimit", self.steps_left or 0)
        if self.limits.megabytes is not None:
            solver.set("max_memory", self.limits.megabytes)

    @property
    def spent(self) -> str | None:
        """Which limit is used up, in words; None while none is."""
        if (
            self.limits.seconds is not None
            and time.monotonic() - self.started >= self.limits.seconds
        ):
            return time_limit(self.limits.seconds)
        if self.limits.steps is not None and self.steps_used >= self.limits.steps:
            return step_limit(self.limits.steps)
        return None
