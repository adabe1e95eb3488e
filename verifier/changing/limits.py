"""Where the abstract state is not wide enough for a proof: then nothing is claimed."""

from __future__ import annotations

from verifier.changing.problem import Problem
from verifier.changing.saturation import Saturated
from verifier.encoding.points import Item, Point
from verifier.solving.reasons import Reason, Why


def blind_spots(problem: Problem, made: Saturated) -> Reason | None:
    """Why "cannot happen" would be too much to say; None where nothing stands against it."""
    specification = problem.encoding.specification
    for body in specification.seating:
        if Point(Item("newcomers", body.name), "some") not in made.reached:
            continue
        weighs = any(party.weights for party in specification.parties)
        if weighs and problem.vc.shows:
            return Reason(Why.NEWCOMERS_AND_WEIGHTS, names=(body.name,))
    return who_sits_in_several(problem, made) if problem.vc.shows else None


def who_sits_in_several(problem: Problem, made: Saturated) -> Reason | None:
    """Why it would be too much to say that something is possible in a body that has the members of several others.

    Of newcomers, and of a cohort of which some have left, it is chosen with the decision who sits in several of these,
    and so counts once: that is right of what must not be possible.
    """
    specification = problem.encoding.specification
    for body, them in specification.following:
        points = [p for p in (*made.reached, *problem.beginning) if p.item.name in them]
        changed = [p.item for p in points if p not in problem.beginning]
        admitted = {item.name for item in changed if item.kind == "newcomers"}
        there = {
            p.item for p in points if p.item.kind == "seat" and p.status in ("votes", "suspended")
        }
        parted = any(
            sum(it.party == each.party for it in there) > 1
            for each in changed
            if each.kind == "seat" and specification.party[each.party].cohort
        )
        if len(them) > 1 and (len(admitted) > 1 or parted):
            return Reason(Why.WHO_SITS_IN_SEVERAL, names=(body, *them))
    return None
