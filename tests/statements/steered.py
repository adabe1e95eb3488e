"""Small random rules of which is said what is seldom said of others, as text: `idle_rules`, `overturned_rules`.

What such statements depend on is drawn often: conditions that shut one another out, scopes that miss, weights and
quorums beside which a vote is nothing; and a veto over changes that another change takes away first.
"""

from __future__ import annotations

import random

from policy_dsl import examine_text
from policy_dsl.model import Specification
from tests.statements.protected import TALLIES

SHUT = (
    ("urgent", "not urgent"),
    ("money and urgent", "not money"),
    ("money", "not money or urgent"),
    ("money", "money"),
    ("money", "urgent and not urgent"),
    ("urgent", "not money and urgent and money"),
    ("not urgent", "money and not money"),
)


def idle_rules(rng: random.Random) -> Specification:
    """In which a clause never applies, or makes no difference, or somebody's vote never matters."""
    return _read(_idle(rng))


def overturned_rules(rng: random.Random) -> Specification:
    """In which one alone stops a change as the rules stand, and may do so no more once others are made."""
    return _read(_overturned(rng))


def _read(text: str) -> Specification:
    read = examine_text(text, "steered.policy")
    assert read.specification is not None, text
    return read.specification


def _idle(rng: random.Random) -> str:
    names = ("A", "B", "C")[: rng.choice((2, 2, 3))]
    weighted = rng.random() < 0.5
    weights = rng.choice(((3, 1, 1), (2, 1, 1), (1, 1, 1)))
    power, clause = rng.choice(SHUT)
    parties = [
        f"party {name} with shares {weight}" if weighted else f"party {name}"
        for name, weight in zip(names, weights, strict=False)
    ]

    def tally() -> str:
        by = " weighted by shares" if weighted and rng.random() < 0.7 else ""
        return f"{rng.choice(TALLIES)} in Board{by}"

    second = rng.random() < 0.4
    demanded = tally() if rng.random() < 0.7 else "consent of A in Board"
    kinds = {
        "rule": f"rule idle limits {_scope(rng, second)}\n  when {clause}\n  requires {tally()}",
        "prohibition": f"prohibition idle limits {_scope(rng, second)}\n  when {clause}",
        "recusal": f"recusal idle in Board\n  when {clause}\n  excludes {rng.choice(names)} from voting",
        "exception": f"rule general limits ordinary\n  when {power}\n  requires {tally()}\n"
        f"exception idle to general\n  when {clause}",
    }
    lines = [
        'governance "Idle"',
        *parties,
        f"body Board\n  members {', '.join(names)}\n  quorum {rng.choice(('none', 'majority of members'))}",
        "decision\n  substance money : yes or no\n  form urgent : yes or no",
        f"power ordinary\n  when {power}\n  requires {demanded}",
        *([f"power second\n  when {power}\n  requires {tally()}"] if second else []),
        rng.choice(list(kinds.values())),
    ]
    return "\n".join(lines) + "\n"


def _scope(rng: random.Random, second: bool) -> str:
    return rng.choice(("every power", "ordinary", *(("second",) if second else ())))


def _overturned(rng: random.Random) -> str:
    names = ("A", "B", "C")[: rng.choice((2, 3, 3))]
    grants = (
        "amend any declared clause",
        "amend ordinary, amend guard",
        "amend any declared clause, remove members of Board",
        "amend guard, amend spare, admit members to Board",
    )
    guarded = rng.choice(("ordinary", "spare", "ordinary or amends spare", "guard"))
    held = f"consent of {rng.choice(names)} in Board"
    lines = [
        'governance "Overturned"',
        *(f"party {name}" for name in names),
        f"body Board\n  members {', '.join(names)}\n  quorum none",
        *(["  fixed membership"] if rng.random() < 0.7 else []),
        f"power ordinary\n  requires {rng.choice(TALLIES)} in Board\n  may {rng.choice(grants)}",
        f"rule guard limits {rng.choice(('ordinary', 'every power'))}\n  when amends {guarded}\n  requires {held}",
        f"power spare\n  requires {rng.choice(TALLIES)} in Board",
        *(["  may amend any declared clause"] if rng.random() < 0.3 else []),
    ]
    return "\n".join(lines) + "\n"
