"""Rules upon rules: small random texts in which clauses stand upon one another, and three members vote."""

from __future__ import annotations

import random

from policy_dsl import examine_text
from policy_dsl.model import Specification


def layered(rng: random.Random) -> Specification:
    """Rules, prohibitions and exceptions upon each other that conditions inside requirements may come into."""

    def when() -> str:
        return rng.choice(("", " when a", " when b", " when c", " when not a", " when not b"))

    def limits() -> str:
        return rng.choice(("limits every power", "limits one", "limits two", "limits one, two"))

    def requires() -> str:
        plain = rng.choice(
            (
                "consensus in B",
                "consent of X in B",
                "consent of Y in B",
                "unanimity of members in B",
            )
        )
        if rng.random() < 0.4:
            plain = f"({plain} {rng.choice(('and', 'or'))} {rng.choice(('a', 'b', 'not c'))})"
        return f" requires {rng.choice((plain, plain, plain, 'b', 'c'))}"

    targets = ["first", "second", "never"]
    lines = [
        f"power one{when()} requires consent of X in B",
        f"power two{when()} requires consent of Y in B",
        f"rule first {limits()}{when()}{requires()}",
        f"rule second {limits()}{when()}{requires()}",
        f"prohibition never {limits()}{when()}",
    ]
    for name in ("third", "fourth", "fifth")[: rng.randint(1, 3)]:
        to = rng.sample(targets, rng.choice((1, 1, 2)))
        instead = requires() if "third" not in to and rng.random() < 0.6 else ""
        lines.append(f"exception {name} to {', '.join(to)}{when()}{instead}")
        targets += [name] if name == "third" and not instead else []
    return read("\n".join(lines))


HEAD = """governance "Layers"
party X
party Y
party Z
body B members X, Y, Z quorum none
decision
  substance a : yes or no
  substance b : yes or no
  substance c : yes or no
"""


def read(rules: str) -> Specification:
    found = examine_text(f"{HEAD}{rules}\n", "layers.policy")
    assert found.specification is not None, (rules, found.diagnostics)
    return found.specification
