"""A body of five, A to E, and one power that asks something of it."""

from __future__ import annotations

from policy_dsl.model import Requirement, Specification
from tests.semantics.building import body, of, party, power, specification

FIVE = [party(name) for name in "ABCDE"]
MAJORITY = of("majority", "cast", "Board")


def board(requires: Requirement, **body_parts: object) -> Specification:
    members = body_parts.pop("members", "A B C D E")
    return specification(
        *FIVE,
        body("Board", members, **body_parts),  # type: ignore[arg-type]
        power("p", requires),
    )
