"""Why something is not known, as data: `verifier/words/reasons.py` says it."""

from __future__ import annotations

from enum import Enum, auto
from typing import NoReturn

from policy_dsl.records import dataclass


class Why(Enum):
    """The kinds of reason. What is said of a kind, with its number and names, is a case of `words.reasons.why`."""

    # Limits on a question, a property or a run.
    TIME = auto()  # number: seconds
    RUN_TIME = auto()  # number: seconds
    STEPS = auto()  # number: steps, if known
    MEMORY = auto()  # number: MiB, if limited
    # The solver.
    INTERRUPTED = auto()
    GAVE_UP = auto()  # names: its own words
    SEARCH_ENDED = auto()  # names: its own words
    SEARCH_GAVE_UP = auto()
    PROOF_NOT_CHECKED = auto()
    # What an analysis does not go through, or does not follow.
    TOO_MANY_READINGS = auto()  # number: how many it goes through
    TOO_MANY_CLASSES = auto()
    FORM_NOT_DECIDED = auto()
    NEWCOMERS_AND_WEIGHTS = auto()  # names: the body
    WHO_SITS_IN_SEVERAL = auto()  # names: the body, and those whose members it has
    RECHECK_FAILED = auto()  # names: the values of `Induction` that are not so
    NO_STORY = auto()
    LOCK_OUT_WITHOUT_STORY = auto()
    UNTOLD_CHANGES = auto()  # names: the smallest ways of which no story was found
    # Whether a claim speaks of any decision that can pass is open, `because` of something.
    ABOUT_NOTHING_OPEN = auto()


class Induction(Enum):
    """What is asked of an inductive invariant."""

    INITIATION = "initiation"
    CONSECUTION = "consecution"
    SAFETY = "safety"


_NOT_FOLLOWED = frozenset(
    (
        Why.FORM_NOT_DECIDED,
        Why.NEWCOMERS_AND_WEIGHTS,
        Why.WHO_SITS_IN_SEVERAL,
        Why.RECHECK_FAILED,
        Why.NO_STORY,
        Why.LOCK_OUT_WITHOUT_STORY,
        Why.UNTOLD_CHANGES,
    )
)


@dataclass(frozen=True)
class Reason:
    """Why something is not known."""

    kind: Why
    number: float | None = None
    names: tuple[str, ...] = ()
    because: Reason | None = None

    @property
    def is_limit(self) -> bool:
        """Whether something was not gone through, or the solver gave up, so that less to ask might be answered."""
        innermost = self if self.because is None else self.because
        return innermost.kind not in _NOT_FOLLOWED

    def __str__(self) -> NoReturn:
        """It has no text of its own, so that none is printed."""
        raise TypeError(repr(self))


class Unsettled(BaseException):
    """Raised where something is not known; `reason` says why."""

    def __init__(self, reason: Reason) -> None:
        super().__init__(reason)
        self.reason = reason
