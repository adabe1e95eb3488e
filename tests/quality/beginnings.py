"""The first seeds of the random tests of meaning, in this process: `python -m tests.quality.beginnings ballots …`.

What is wrong here is wrong in the tests, which go on with many more seeds; it takes seconds to see it.
"""

from __future__ import annotations

import sys
from collections.abc import Callable

from tests.changing import comparing
from tests.diffing.test_against_brute_force import assert_right
from tests.known_answers.test_specifications import test_everything_is_as_expected
from tests.lint import test_against_brute_force as lint
from tests.loopholes import test_against_brute_force as loopholes
from tests.matrix import test_against_brute_force as matrix
from tests.semantics import differing, judging, test_differential, test_open_recusals


def ballots() -> None:
    """Encoding and interpreter."""
    for seed in range(60):
        assert not differing.differences(seed).differences, seed


def verdicts() -> None:
    """Verifier and brute force."""
    for seed in range(25):
        assert not judging.differences(seed, limit=120).differences, seed
        assert not judging.differences(seed, test_differential.WITH_JUDGES, 120).differences, seed


def open_recusals() -> None:
    """The loosened encoding and the interpreter."""
    test_open_recusals.thought_of(12)
    test_open_recusals.written(12)


def answers() -> None:
    """Rules whose consequences are known."""
    for name in ("nottinghamshire", "gallery/un_security_council", "gallery/us_legislation"):
        test_everything_is_as_expected(name)


def changing() -> None:
    """Rules that change, and all their states."""
    for kind, number in (("small", 12), ("scopes", 6), ("wide", 6)):
        found = comparing.compare(kind, range(number))
        assert not found.differences, found.differences
        assert found.seen["undetermined"] <= number // 2, found.seen


def openings() -> None:
    """Ways round."""
    loopholes.test_exactly_those_of_the_definition(0)


def tables() -> None:
    """Who decides what, what is idle, and what differs."""
    for seed in range(8):
        matrix.test_random_models(seed)
    for seed in range(3):
        lint.test_dead_clauses(seed)
        lint.test_redundant_clauses(seed)
        lint.test_gaps(seed)
        lint.test_dummies(seed)
        lint.test_clashes(seed)
    for seed in range(6):
        assert_right(seed)


PARTS: dict[str, Callable[[], None]] = {
    part.__name__: part
    for part in (ballots, verdicts, open_recusals, answers, changing, openings, tables)
}


def main() -> None:
    """The parts named, in that order; the first that fails ends it."""
    for name in sys.argv[1:]:
        print(name, flush=True)
        PARTS[name]()


if __name__ == "__main__":
    main()
