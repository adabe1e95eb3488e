"""What is said of a search for ways round: what was open in it, and what was not."""

from __future__ import annotations

from collections.abc import Sequence

from policy_dsl import wording
from policy_dsl.model import CanBlock, Manner, Property

KINDS = {
    "form": "another form",
    "exemption": "an exception",
    "route": "another power",
    "splitting": "splitting",
    "waiting": "waiting",
    "classification": "a wrong ruling",
    "absence": "staying away",
    "abstention": "abstaining",
    "opposition": "voting against",
    "mixture": "not all doing the same",
    "reading": "another reading",
    "timing": "another time",
    "suspension": "a suspension first",
    "removal": "a removal first",
    "packing": "new members first",
    "amendment": "a change of clauses first",
}


def by_these(kinds: Sequence[str]) -> str:
    """Which kinds of opening were open in the search."""
    said = [KINDS[kind] for kind in kinds]
    if not said:
        return "; there is nothing that could stand open"
    return f" by {', '.join(said[:-1])} or {said[-1]}" if len(said) > 1 else f" by {said[0]}"


def shut(prop: Property, changes: bool) -> tuple[str, ...]:
    """What a claim says itself, so that no other choice of it is looked for, and what is not looked for at all."""
    found = [
        f"another reading of {clause} (the claim says {reading})"
        for clause, reading in prop.fixed_readings
    ]
    if prop.under is not None:
        found.append(f"another power (the claim says {prop.under})")
    if isinstance(prop.claim, CanBlock) and prop.claim.manner is Manner.ANY:
        found.append("another way to act (the claim says any)")
    if not changes:
        found.append("changes of rules or seats first")
    return tuple(found)


def not_opened(shut: Sequence[str]) -> str:
    """What was no opening in the search."""
    return f"Not tried: {wording.listed(list(shut))}."
