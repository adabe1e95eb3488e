"""Small random rules under which it matters how each member acts in each body: `acting_question(seed)`."""

from __future__ import annotations

import random

from policy_dsl.loading import load_text
from policy_dsl.model import Property, Specification

_SHARES = ("majority", "unanimity", "at least 2/3", "more than 1/3", "all but 1")
_MANNERS = ("", " by staying away", " by abstaining", " by voting against", " by any means")


def acting_question(seed: int) -> tuple[Specification, Property]:
    """A claim that some members can block every decision, of one body or of two, in any manner."""
    rng = random.Random(seed)
    named = rng.random() < 0.6
    size = rng.choice((3, 4))
    members = ", ".join("ABCD"[:size]) if named else "Member"
    parties = [f"party {name}" for name in "ABCD"[:size]] if named else [f"parties {size} Member"]
    bodies = ["Board", "Council"][: rng.choice((1, 2)) if named else 1]
    lines = ['governance "G"', *parties]
    for body in bodies:
        seated = members if body == "Board" else rng.choice(("A, B", "A", "B, C"))
        chair = "chair A with casting vote" if named and rng.random() < 0.2 else ""
        lines += [f"body {body} members {seated} {chair} quorum {_quorum(rng, size, body)}"]
        lines += ["  fixed membership"]
    needed = " and ".join(_requirement(rng, body) for body in bodies)
    lines.append(f"power p requires {needed}")
    if rng.random() < 0.2:
        lines.append(f"power q requires {_requirement(rng, bodies[-1])}")
    if named and rng.random() < 0.2:
        lines.append("recusal own in Board excludes A from voting")
    manner = rng.choice(_MANNERS if "power q" not in lines[-1] else _MANNERS[:-1])
    lines.append(f"property veto {_holder(rng, named, size)} can block every decision{manner}")
    spec = load_text("\n".join(lines), f"conduct{seed}.policy")
    return spec, spec.properties[0]


def _holder(rng: random.Random, named: bool, size: int) -> str:
    several = f"any {rng.randint(2, size - 1)} of Board together"
    return rng.choice((several, several, "A and B together", "A") if named else (several,))


def _quorum(rng: random.Random, size: int, body: str) -> str:
    if rng.random() < 0.4:
        return "none"
    most = size if body == "Board" else 1
    return f"at least {rng.randint(1, most)} of members"


def _requirement(rng: random.Random, body: str) -> str:
    kind = rng.random()
    if kind < 0.65:
        base = rng.choice(("votes cast", "those present", "members"))
        return f"{rng.choice(_SHARES)} of {base} in {body}"
    if kind < 0.75:
        return f"consensus in {body}"
    tally = f"{rng.choice(_SHARES[:3])} of votes cast in {body}"
    return (
        f"{tally} and attendance of {rng.choice(('majority', 'at least 1/3'))} of members in {body}"
    )
