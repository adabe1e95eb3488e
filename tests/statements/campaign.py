"""The long statement test: `python -m tests.statements.campaign 50000 1`.

Random rules of the tests' generators go through all analyses that print statements, until so many distinct ones were
put back; each is checked, and where the rules are small enough judged by brute force, too. Printed: how many there were
of each kind, holding or not, and each refuted one in full. The exit code is 1 if there was one.
"""

from __future__ import annotations

import argparse
import sys
import time
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from policy_dsl.model import Specification
from tests.semantics.printing import to_text
from tests.statements import test_entrenchment, test_lint, test_loopholes, test_matrix
from tests.statements.putting_back import by_brute_force, put_back
from verifier.statements.statement import Statement

ANALYSES: tuple[
    tuple[str, Callable[[int], Specification], Callable[[Specification], Sequence[Statement]]], ...
] = (
    ("entrenchment", test_entrenchment.of, test_entrenchment.said),
    ("lint", test_lint.drawn, test_lint.said),
    ("matrix", test_matrix.drawn, test_matrix.said),
    ("loopholes", test_loopholes.drawn, test_loopholes.said),
)


@dataclass
class Counted:
    """What came of all statements so far: each once of each specification."""

    kinds: Counter[tuple[str, str]] = field(default_factory=Counter)
    put_back: Counter[tuple[str, str]] = field(default_factory=Counter)
    by_force: int = 0
    refuted: int = 0
    broken: int = 0

    @property
    def total(self) -> int:
        """How many statements."""
        return self.kinds.total()


def one(seed: int, counted: Counted, wanted: Sequence[str]) -> None:
    """All analyses of the rules of a seed."""
    for command, drawn, said in ANALYSES:
        if command not in wanted:
            continue
        specification = drawn(seed)
        label = f"{command}, seed {seed}"
        try:
            statements = said(specification)
            refuted, seen = put_back(specification, command, statements)
            by_force, confirmed = by_brute_force(specification, statements)
        except Exception as error:  # so that a long run tells of it, and goes on
            counted.broken += 1
            print(f"BROKEN {label}: {type(error).__name__}: {error}", flush=True)
            continue
        for each in {(st.said, repr(st)): st for st in statements}.values():
            counted.kinds[each.said.name, "holds" if each.holds else "fails"] += 1
        counted.put_back += seen
        counted.by_force += confirmed + len(by_force)
        refuted += [f"by brute force: {each}" for each in by_force]
        counted.refuted += len(refuted)
        for line in refuted:
            print(f"REFUTED {label}: {line}\n{to_text(specification)}", flush=True)


def tell(counted: Counted, seed: int, started: float) -> None:
    """How far it is."""
    passed = time.monotonic() - started
    print(
        f"{counted.total:,} statements, {counted.by_force:,} judged by brute force, {counted.refuted} refuted,"
        f" {counted.broken} broken, {passed:.0f} s; go on with seed {seed + 1}",
        flush=True,
    )


def main() -> int:
    """The command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("count", type=int)
    parser.add_argument("seed", type=int)
    names = [command for command, _, _ in ANALYSES]
    parser.add_argument("--only", action="append", choices=names)
    given = parser.parse_args()
    counted, seed, started = Counted(), given.seed, time.monotonic()
    while counted.total < given.count:
        one(seed, counted, given.only or names)
        if seed % 5 == 0:
            tell(counted, seed, started)
        seed += 1
    tell(counted, seed - 1, started)
    for (kind, how), number in sorted(counted.kinds.items()):
        print(f"{number:>8,} {kind} {how}")
    for (name, what), number in sorted(counted.put_back.items()):
        if what != "confirmed":
            print(f"{number:>8,} {what}: {name}")
    return 1 if counted.refuted or counted.broken else 0


if __name__ == "__main__":
    sys.exit(main())
