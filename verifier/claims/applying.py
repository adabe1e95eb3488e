"""Claims about a clause: that it never applies, that it makes no difference, and that it makes none how it is read."""

from __future__ import annotations

from policy_dsl.model import (
    MakesNoDifference,
    NeverApplies,
    Property,
    ReadingMakesNoDifference,
)
from verifier.claims.inquiry import Inquiry
from verifier.encoding.adoption import Encoding
from verifier.encoding.frame import Frame
from verifier.encoding.what_if import changed_by, parted_by


def never_applies(encoding: Encoding, prop: Property, claim: NeverApplies) -> tuple[Inquiry, ...]:
    """A decision to which the clause applies, as it is ruled on, whoever votes how and whatever it may change."""
    frame = Frame(encoding, prop, positive=False)
    goal = (frame.concerned, encoding.activity.applies(claim.clause))
    possible = ((encoding.in_force(claim.clause), frame.concerned),)
    return (Inquiry(frame, frame.exists(*goal), goal, None, possible=possible),)


def makes_no_difference(
    encoding: Encoding, prop: Property, claim: MakesNoDifference
) -> tuple[Inquiry, ...]:
    """A decision and a ballot that have one outcome with the clause, and the other without.

    It says nothing of a clause that is not in force, nor where nothing can be adopted.
    """
    frame = Frame(encoding, prop, positive=False)
    changed = changed_by(encoding, claim.clause, prop.under)
    goal = (frame.concerned, *changed.goal)
    in_force = encoding.in_force(claim.clause)
    possible = ((in_force, frame.concerned, frame.adopted, *frame.in_favour),)
    return (
        Inquiry(
            frame,
            frame.exists(*goal),
            goal,
            None,
            possible=possible,
            copy=changed.copy,
            instead=changed.instead,
        ),
    )


def reading_makes_no_difference(
    encoding: Encoding, prop: Property, claim: ReadingMakesNoDifference
) -> tuple[Inquiry, ...]:
    """A decision and a ballot that adopts it by the one reading and not by the other; and one the other way round.

    As of a clause that makes no difference, it says nothing where the clause is not in force or nothing can be adopted.
    """
    found = []
    for adopting, failing in ((claim.one, claim.other), (claim.other, claim.one)):
        frame = Frame(encoding, prop, positive=False)
        parted = parted_by(encoding, claim.clause, adopting, failing, prop.under)
        goal = (frame.concerned, *parted.goal)
        in_force = encoding.in_force(claim.clause)
        found.append(
            Inquiry(
                frame,
                frame.exists(*goal),
                goal,
                possible=((in_force, frame.concerned, frame.adopted, *frame.in_favour),),
                copy=parted.copy,
                instead=parted.instead,
                compared=claim.clause,
            )
        )
    return tuple(found)
