"""What a requirement is made of, and the bodies that it counts in."""

from __future__ import annotations

from collections.abc import Iterator

from policy_dsl.model.expressions import (
    AllOf,
    AnyOf,
    Base,
    Count,
    CountsTally,
    Given,
    Quorate,
    Requirement,
    Successive,
    Tally,
)
from policy_dsl.records import dataclass


def abstentions_outweigh(tally: Tally) -> bool:
    """Whether an abstention helps more than a vote for: it would enlarge the numerator alone."""
    shares = not isinstance(tally.quantity, Count)
    return tally.abstentions and tally.base in (Base.CAST, Base.NOT_ABSTAINING) and shares


def requirement_atoms(requirement: Requirement) -> Iterator[Requirement]:
    """The parts of a requirement that are no `and`, `or`, whatever the meeting."""
    match requirement:
        case AllOf(parts) | AnyOf(parts) | Successive(parts):
            for part in parts:
                yield from requirement_atoms(part)
        case _:
            yield requirement


def counts_votes(requirement: Requirement) -> bool:
    """Whether a requirement asks what somebody does: then it can be met at one meeting and not at another."""
    return any(not isinstance(atom, Given) for atom in requirement_atoms(requirement))


@dataclass(frozen=True)
class Adjournment:
    """`first or at an adjourned meeting of body again`: `again` is asked only where the body was not quorate before."""

    body: str
    first: Requirement
    again: Requirement


def adjourned(it: Adjournment) -> AnyOf:
    """The requirement that says so."""
    return AnyOf(
        (
            Successive((AllOf((Quorate(it.body), it.first)), AllOf(()))),
            Successive((Quorate(it.body, False), it.again)),
        ),
        adjourned=True,
    )


def adjournment(requirement: Requirement) -> Adjournment | None:
    """What `adjourned` made it of; None where it was written otherwise."""
    match requirement:
        case AnyOf(
            (Successive((AllOf((Quorate(body), first)), _)), Successive((_, again))), adjourned=True
        ):
            return Adjournment(body, first, again)
        case _:
            return None


def adjournments(requirement: Requirement) -> Iterator[Adjournment]:
    """All of them in a requirement."""
    made = adjournment(requirement)
    if made is not None:
        yield made
    if isinstance(requirement, AllOf | AnyOf):
        for part in requirement.parts:
            yield from adjournments(part)
    if isinstance(requirement, Successive):
        for stage in requirement.stages:
            yield from adjournments(stage)


def at_every_meeting(requirement: Requirement) -> Requirement | None:
    """What is asked at a first meeting, and again at an adjourned one where that is held; None of all else."""
    match requirement:
        case AllOf((Successive((first, AllOf(()))), later)):
            made = adjournment(later)
            if made is not None and (made.first, made.again) == (AllOf(()), first):
                return first
    return None


def adjourning(requirement: Requirement) -> frozenset[str]:
    """The bodies that must not be quorate at some meeting: there to come can defeat a decision."""
    atoms = requirement_atoms(requirement)
    return frozenset(it.body for it in atoms if isinstance(it, Quorate) and not it.so)


def meetings_in(requirement: Requirement) -> int:
    """At how many meetings that follow one another a requirement asks something, counted from the last."""
    match requirement:
        case AllOf(parts) | AnyOf(parts):
            return max((meetings_in(part) for part in parts), default=1)
        case Successive(stages):
            last = len(stages) - 1
            return max(last - index + meetings_in(stage) for index, stage in enumerate(stages))
        case _:
            return 1


def atoms_at(requirement: Requirement, back: int) -> Iterator[Requirement]:
    """The parts that are no `and`, `or`, asked at one meeting: at the last, or so many (`back`) before it."""
    match requirement:
        case AllOf(parts) | AnyOf(parts):
            for part in parts:
                yield from atoms_at(part, back)
        case Successive(stages):
            for index, stage in enumerate(reversed(stages)):
                if index <= back:
                    yield from atoms_at(stage, back - index)
        case _ if back == 0:
            yield requirement
        case _:
            pass


def bodies_in_requirement(requirement: Requirement) -> Iterator[str]:
    """The bodies in which a requirement counts votes or attendance."""
    for atom in requirement_atoms(requirement):
        body = getattr(counted(atom), "body", None)
        if body is not None:
            yield body


def counted(atom: Requirement) -> Requirement:
    """The tally that a requirement counts otherwise; itself, if it is no such requirement."""
    return atom.tally if isinstance(atom, CountsTally) else atom


def without_quorum(atom: Requirement) -> str | None:
    """The body that need not be quorate for what is counted there; None where it must, or nothing is counted."""
    body: str | None = getattr(counted(atom), "body", None)
    return body if getattr(counted(atom), "no_quorum", False) else None
