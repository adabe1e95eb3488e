"""How long and how large a search may get, and why it ended when it got so."""

from __future__ import annotations

import time
from typing import Protocol

from policy_dsl.records import dataclass, field
from verifier.solving.deadline import Deadline, OutOfTime
from verifier.solving.reasons import Reason, Why


@dataclass
class StepsOfRun:
    """How many solver steps a run may take in all, and how many it took.

    A run with more of them does the same up to where one with fewer stopped, since it asks the same questions in the
    same order until then; so whatever the one finds the other finds too. With a limit on each question it would not be
    so: what a solver has learnt in one question goes into how many steps the next one takes.
    """

    most: int
    used: int = 0

    @property
    def left(self) -> int:
        """How many are left."""
        return max(0, self.most - self.used)


@dataclass(frozen=True)
class Limits:
    """Limits on one property: wall-clock seconds, solver steps (deterministic), MiB of memory. None: none.

    `deadline` is when all of a run has to end, and `run` what the solver may do in it, however many properties it has.
    """

    seconds: float | None = 60.0
    steps: int | None = None
    megabytes: int | None = None
    deadline: Deadline | None = None
    run: StepsOfRun | None = None

    @property
    def run_over(self) -> Reason | None:
        """That the run's time is up; None while it is not."""
        return self.deadline.reason if self.deadline is not None and self.deadline.passed else None

    def go_on(self) -> None:
        """Raise `OutOfTime` if the run's time is up: said before each thing that is worth not to begin."""
        if (over := self.run_over) is not None:
            raise OutOfTime(over)


def seconds_in(text: str) -> float:
    """A time limit as it is typed; ValueError for what limits nothing, as `nan`, or leaves no time at all."""
    number = float(text)
    if not 0 < number < 1e6:
        raise ValueError(text)
    return number


def count_in(text: str) -> int:
    """A whole number of at least 1 as it is typed; ValueError for anything else."""
    if not text.isascii() or not text.isdigit() or len(text) > 9 or int(text) < 1:
        raise ValueError(text)
    return int(text)


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
    unanswered: list[Reason] = field(default_factory=list)

    def unanswered_since(self, number: int) -> Reason | None:
        """Why a question has no answer, of those asked when `number` had none; None where all have one."""
        return next(iter(self.unanswered[number:]), None)

    @property
    def seconds_left(self) -> float | None:
        """Wall-clock seconds left, to the property or to the run, at least a thousandth; None without a limit."""
        ends = []
        if self.limits.seconds is not None:
            ends.append(self.started + self.limits.seconds)
        if self.limits.deadline is not None:
            ends.append(self.limits.deadline.moment)
        return max(0.001, min(ends) - time.monotonic()) if ends else None

    @property
    def milliseconds_left(self) -> int | None:
        """Wall-clock milliseconds left, at least 1; None without a limit."""
        left = self.seconds_left
        return None if left is None else int(left * 1000)

    def has_room(self, seconds: float, steps: int) -> bool:
        """Whether more than so much is left, and memory is not limited."""
        left = self.seconds_left, self.steps_left
        return (
            self.limits.megabytes is None
            and (left[0] is None or left[0] >= seconds)
            and (left[1] is None or left[1] > steps)
        )

    @property
    def counts_steps(self) -> bool:
        """Whether steps are limited, here or in the run."""
        return self.limits.steps is not None or self.limits.run is not None

    @property
    def steps_left(self) -> int | None:
        """Solver steps left, here and to the run, at least 1; None without a limit."""
        left = []
        if self.limits.steps is not None:
            left.append(self.limits.steps - self.steps_used)
        if self.limits.run is not None:
            left.append(self.limits.run.left)
        return max(1, min(left)) if left else None

    def took(self, steps: int, stopped: bool = False) -> None:
        """That a question took so many steps, and whether it was stopped for want of more: then none are left."""
        if stopped:
            steps = max(steps, self.steps_left or 0)
        self.steps_used += steps
        if self.limits.run is not None:
            self.limits.run.used += steps

    def half(self) -> Budget:
        """Half of what is left here, for work that may be given up; what the run has is not divided."""
        seconds = self.milliseconds_left
        steps = None if self.limits.steps is None else self.limits.steps - self.steps_used
        return Budget(
            Limits(
                None if seconds is None else seconds / 2000,
                None if steps is None else max(1, steps // 2),
                self.limits.megabytes,
                self.limits.deadline,
                self.limits.run,
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
    def spent(self) -> Reason | None:
        """Which limit is used up; None while none is."""
        if (over := self.limits.run_over) is not None:
            return over
        if (
            self.limits.seconds is not None
            and time.monotonic() - self.started >= self.limits.seconds
        ):
            return Reason(Why.TIME, self.limits.seconds)
        if self.limits.run is not None and not self.limits.run.left:
            return Reason(Why.STEPS, self.limits.run.most)
        if self.limits.steps is not None and self.steps_used >= self.limits.steps:
            return Reason(Why.STEPS, self.limits.steps)
        return None
