"""Small random rules by which those whom a decision is about have no vote on it."""

from __future__ import annotations

import random

from policy_dsl import load_text
from policy_dsl.model import Specification

REQUIREMENTS = (
    "majority of members in M",
    "majority of votes cast in M",
    "consensus in M",
    "at least 2/3 of members in M",
    "unanimity of members in M",
    "consent of A in M",
    "consent of every one of M except A in M",
    "at least 2 votes in favour in M",
    "consent of every one of M in M",
)
GRANTS = (
    "change membership of M",
    "remove members of M",
    "suspend members of M",
    "remove members of M, suspend members of M",
)
WHENS = ("", "", "", " when urgent", " when removes any member of M", " when not removes A from M")
WHOM = ("removes", "suspends", "removes or suspends", "removes or suspends", "removes or admits")
LIMITED = ("urgent", "removes any member of M", "removes A from M", "not urgent")


def own_removal(seed: int) -> Specification:
    """A body whose members decide who sits there, sometimes with a cohort or with another body."""
    rng = random.Random(f"own {seed}")
    names = "ABC"[: rng.choice([2, 3, 3])]
    lines = ['governance "G"', *(f"party {name}" for name in names)]
    members = list(names)
    if rng.random() < 0.3:
        lines.append("parties 2 Crowd")
        members.append("Crowd")
    some = rng.sample(members, rng.choice([1, 2]))
    quorum = rng.choice(["none", "none", "at least 2 of members"])
    lines.append(f"body M members {', '.join(members)} quorum {quorum}")
    two = rng.random() < 0.4
    if two:
        lines.append(f"body N members {', '.join(some)} quorum none")
    lines += ["decision", "  substance urgent : yes or no"]
    needed, grants = rng.choice(REQUIREMENTS), rng.choice(GRANTS)
    grants += ", remove members of N" if two and rng.random() < 0.5 else ""
    lines.append(f"power p requires {needed} may {grants}")
    if rng.random() < 0.4:
        may = f" may {grants}" if rng.random() < 0.5 else ""
        lines.append(f"power q when urgent requires {rng.choice(REQUIREMENTS)}{may}")
    if rng.random() < 0.4:
        limits, more = rng.choice(LIMITED), rng.choice(REQUIREMENTS)
        lines.append(f"rule r limits p when {limits} requires {more}")
    counting = rng.choice([" and counting", ""])
    whom = f"excludes whom it {rng.choice(WHOM)} from voting{counting}"
    lines.append(f"recusal own in M{rng.choice(WHENS)} {whom}")
    return load_text("\n".join(lines) + "\n", "own.policy")
