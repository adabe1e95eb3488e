"""Of many who did the same some are named, and how many there are in all is said: a cohort is more than one name."""

from __future__ import annotations

import random
import re

from verifier.words.occasions import some_names

SAID = re.compile(r"(?P<shown>.*) and (?:(?P<more>\d+) others|others \((?P<all>[\d,]+) in all\))$")


def test_as_many_are_told_as_there_are() -> None:
    chance = random.Random("names")
    by_number = 0
    for _ in range(300):
        sizes = [
            chance.choice((1, 1, 1, chance.randint(2, 2000))) for _ in range(chance.randint(3, 20))
        ]
        names = [f"P{n}" if size == 1 else f"{size:,} P{n}" for n, size in enumerate(sizes)]
        said = SAID.match(some_names(names, 8, sum(sizes)))
        if said is None:
            assert len(names) <= 8
            continue
        shown = said["shown"].split(", ")
        assert shown == names[: len(shown)] or ", ".join(names).startswith(said["shown"])
        if said["more"]:
            assert 6 + int(said["more"]) == sum(sizes)
        else:
            assert int(said["all"].replace(",", "")) == sum(sizes)
            by_number += 1
    assert by_number > 50
