"""Random rules of two to four members in which something protects one of them, as text: `protected_rules`.

As small as can be, so that the ways round are found and gone through in a moment: what the kinds of statements of ways
round and of edits depend on is drawn often, and little else.
"""

from __future__ import annotations

import random

from policy_dsl import examine_text
from policy_dsl.model import Specification

PARTIES = ("A", "B", "C", "D")
NARROW = ("\n  when urgent", "\n  when not urgent", "\n  when not money")
TALLIES = (
    "majority of votes cast",
    "majority of members",
    "at least 1/3 of members",
    "unanimity of those present",
    "unanimity of votes cast",
    "unanimity of members",
)


def protected_rules(rng: random.Random) -> Specification:
    """Rules with one property, of which A is the holder, or which demands something."""
    text = _Text(rng).whole()
    read = examine_text(text, "protected.policy")
    assert read.specification is not None, text
    return read.specification


class _Text:
    def __init__(self, rng: random.Random) -> None:
        self.rng = rng
        self.parties = PARTIES[: rng.choice((2, 3, 3, 4))]
        self.others = self.parties[1:]
        self.urgent = self.chance(0.4)
        self.second = self.chance(0.5)
        self.amendable = self.chance(0.5)

    def chance(self, of: float) -> bool:
        return self.rng.random() < of

    def tally(self) -> str:
        return f"{self.rng.choice(TALLIES)} in Board"

    def takes(self) -> str:
        """What a power demands, by which at times the votes of most never matter."""
        return "consent of A in Board" if self.chance(0.12) else self.tally()

    def whole(self) -> str:
        rng = self.rng
        judged = f" judged by {rng.choice(self.parties)}" if self.chance(0.2) else ""
        quorum = rng.choice(("none", "none", "majority of members", "all but 1 of members"))
        fixed = "\n  fixed membership" if self.chance(0.5) else ""
        lines = [
            'governance "Protected"',
            *(f"party {name}" for name in self.parties),
            f"group Rest is {', '.join(self.others)}",
            f"body Board\n  members {', '.join(self.parties)}\n  quorum {quorum}{fixed}",
            f"decision\n  substance money : yes or no{judged}",
            *(["  form urgent : yes or no"] if self.urgent else []),
            f"power ordinary{self.covers()}\n  requires {self.takes()}{self.grants()}",
        ]
        if self.second:
            when = "\n  when urgent" if self.urgent and self.chance(0.6) else ""
            also = self.grants() if self.chance(0.5) else ""
            lines.append(f"power second{when}\n  requires {self.takes()}{also}")
        limits = rng.choice(("every power", "every power", "ordinary"))
        lines.append(f"rule guard limits {limits}\n  when money\n  requires {self.guard(True)}")
        if self.chance(0.2):
            lines.append(
                f"exception spared to guard\n  when {'urgent' if self.urgent else 'money'}"
            )
        if self.chance(0.15):
            # It applies to nothing, or only where `second` is in force.
            dead = " limits second" if self.second and self.chance(0.5) else " limits every power"
            when = rng.choice(("money and not money", "money"))
            lines.append(f"rule further{dead}\n  when {when}\n  requires {self.tally()}")
        lines += [*self.timeline(), f"property safe\n  {self.claim()}"]
        lines += [f"property also\n  {self.other_claim()}"]
        return "\n".join(lines) + "\n"

    def guard(self, readings: bool = False) -> str:
        if readings and self.chance(0.2):
            return f"\n    reading one: {self.guard()}\n    reading other: {self.guard()}"
        demanded = ("consent of A by separate act", "consent of A in Board", self.tally())
        return self.rng.choice((*demanded, "unanimity of members in Board"))

    def grants(self) -> str:
        if not self.amendable:
            return ""
        may = (
            "amend guard",
            "amend any declared clause",
            "remove members of Board",
            "amend ordinary",
        )
        return f"\n  may {self.rng.choice(may)}"

    def timeline(self) -> list[str]:
        if self.chance(0.55):
            return []
        what = [
            "guard takes effect",
            "A is suspended from Board",
            f"{self.others[-1]} leaves Board",
        ]
        if self.second:
            what += ["second lapses", "second lapses"]
        lines = ["timeline", f"  on 2020-01-01 {self.rng.choice(what)}"]
        if lines[-1].endswith("suspended from Board"):
            lines.append("  on 2020-02-01 A is restored to Board")
        return lines

    def covers(self) -> str:
        return rng.choice(NARROW) if (rng := self.rng).random() < 0.2 and self.urgent else ""

    def other_claim(self) -> str:
        """What an edit may break, or mend."""
        claims = (
            "every decision when money can pass",
            "B can block every decision when money",
            "no decision when money can pass",
            f"{' and '.join(self.others)} together can pass every decision when money",
        )
        return self.rng.choice(claims)

    def claim(self) -> str:
        rng = self.rng
        if self.chance(0.3):
            return f"every decision when money requires {self.guard()}"
        manner = rng.choice(("", "", "", " by staying away", " by abstaining"))
        when = " when money" if self.chance(0.9) else ""
        return f"A can block every decision{when}{manner}"
