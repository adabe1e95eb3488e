"""Near words are those that difflib finds, found without comparing what can't be near."""

from __future__ import annotations

import difflib
import random

from policy_dsl.nearness import near_words
from policy_dsl.splitting import DECLARATIONS


def test_nothing_near_is_passed_over() -> None:
    chance = random.Random(7)
    found = 0
    for _ in range(2_000):
        letters = list(chance.choice(DECLARATIONS))
        for _ in range(chance.randint(0, 12)):
            where = chance.randrange(len(letters) + 1)
            letters[where : where + chance.randint(0, 2)] = chance.choice(["", "e", "rp", "tio"])
        word = "".join(letters)
        cutoff = chance.choice([0.6, 0.7, 0.75])
        near = near_words(word, DECLARATIONS, 3, cutoff)
        assert near == difflib.get_close_matches(word, DECLARATIONS, 3, cutoff)
        found += bool(near)
    assert 200 < found < 1_900


def test_long_words_are_near_to_nothing() -> None:
    assert near_words("party" * 10**6, ["party" * 10**6], 1) == []
