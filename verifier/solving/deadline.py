"""When a run has to end, whatever it is at."""

from __future__ import annotations

import time

from policy_dsl.records import dataclass
from verifier.solving.reasons import Reason, Unsettled, Why

# Seconds that a process which ends by itself may take to hand over what it found.
GRACE = 0.2


class OutOfTime(Unsettled):
    """The run has to end; the reason says why.

    What was found stands, and whoever catches this names what was not reached. It is none of the errors that work can
    have, so that nothing that goes on after an error goes on after this.
    """


@dataclass(frozen=True)
class Deadline:
    """The end of a run that was given `seconds`: a moment of the monotonic clock, which all processes share."""

    seconds: float
    moment: float

    @staticmethod
    def after(seconds: float, started: float | None = None) -> Deadline:
        """So many seconds after a moment of `time.monotonic()`; after now, unless it is given."""
        return Deadline(seconds, (time.monotonic() if started is None else started) + seconds)

    def moved(self, seconds: float) -> Deadline:
        """The same limit, of which this moment so many seconds later (or earlier) is told."""
        return Deadline(self.seconds, self.moment + seconds)

    @property
    def left(self) -> float:
        """Seconds left; 0 once it has passed."""
        return max(0.0, self.moment - time.monotonic())

    @property
    def reason(self) -> Reason:
        """That it was reached."""
        return Reason(Why.RUN_TIME, self.seconds)

    @property
    def passed(self) -> bool:
        """Whether no time is left."""
        return time.monotonic() >= self.moment
