"""What was printed, read again by the language."""

from __future__ import annotations

from policy_dsl.loading import load_text
from policy_dsl.model import ALWAYS, Condition, NoneCanPass, Specification


def read_again(text: str, condition: str) -> tuple[Specification, Condition]:
    """A condition as the language reads it at the end of a specification; "" is every decision."""
    when = f" when {condition}" if condition else ""
    specification = load_text(f"{text}\nproperty said_again no decision{when} can pass\n")
    claim = specification.properties[-1].claim
    assert isinstance(claim, NoneCanPass)
    return specification, claim.when if condition else ALWAYS
