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
    return None
