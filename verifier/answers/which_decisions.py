"""Which decisions something is said of, as answers have it."""

from __future__ import annotations

from policy_dsl import wording
from policy_dsl.model import ALWAYS, Condition


def as_condition(it: Condition) -> str | None:
    """A condition as `when` takes it; None of what is true of every decision."""
    return None if it == ALWAYS else wording.condition(it)
