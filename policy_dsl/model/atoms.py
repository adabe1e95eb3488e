"""What a requirement is made of, and the bodies that it counts in."""

from __future__ import annotations

from collections.abc import Iterator

from policy_dsl.model.expressions import (
    AllOf,
    AnyOf,
    AttendanceTally,
    Attends,
    Base,
    CastingVote,
    Consensus,
    ConsentVote,
    Count,
    NoObjection,
    NoRejection,
    Requirement,
    Tally,
    Turnout,
)


def abstentions_outweigh(tally: Tally) -> bool:
    """Whether an abstention helps more than a vote for: it would enlarge the numerator alone."""
    shares = not isinstance(tally.quantity, Count)
    return tally.abstentions and tally.base in (Base.CAST, Base.NOT_ABSTAINING) and shares


def requirement_atoms(requirement: Requirement) -> Iterator[Requirement]:
    """The parts of a requirement that are no `and`, `or`."""
    match requirement:
        case AllOf(parts) | AnyOf(parts):
            for part in parts:
                yield from requirement_atoms(part)
        case _:
            yield requirement


def bodies_in_requirement(requirement: Requirement) -> Iterator[str]:
    """The bodies in which a requirement counts votes or attendance."""
    for atom in requirement_atoms(requirement):
        match atom:
            case NoRejection(tally) | AttendanceTally(tally) | Turnout(tally):
                yield tally.body
            case (
                Tally(body=body)
                | Consensus(body)
                | NoObjection(body=body)
                | ConsentVote(body=body)
                | Attends(body=body)
                | CastingVote(body)
            ):
                yield body
            case _:
                pass
