"""`python -m tests.mutation.campaign [FILE]`: is every change that is said to make no difference one that makes none?

Of each change of each specification a witness is asked for. The interpreter decided each witness by both rules before
it was handed out. What was proved to make no difference is put to all votes that there are on decisions that change
nothing, where these are few, to the witnesses of all other changes, to what lies next to them, and to votes that are
drawn, with changes of rules and rulings against the facts. The exit code is 1 if one of them is decided otherwise.
"""

from __future__ import annotations

import argparse
import sys
import time
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import seed as seeded

from policy_dsl import load
from policy_dsl.model import Specification
from verifier.diffing.separating import Within
from verifier.mutation.demanded_parts import parts
from verifier.mutation.mutants import Mutant, mutants
from verifier.mutation.witnesses import AskedMutant, places_of
from verifier.records.occasion import Occasion, ambiguous
from verifier.solving.limits import Limits
from verifier.testing.boundary import across_the_edge
from verifier.testing.exhausting import Space
from verifier.testing.strategies import scenarios
from verifier.testing.systems_asked import question_of

ROOT = Path(__file__).parents[2]
FEW = 4_000


@dataclass(frozen=True)
class Told:
    """How many changes there are, have a witness, make no difference, are open; and what was found wrong."""

    changes: int
    witnessed: int
    proved: int
    open: int
    votes: int
    every: bool  # whether all that there are on decisions that change nothing are among these
    wrong: tuple[str, ...]


def every_change(rules: Specification) -> list[Mutant]:
    """All mutants, and each part of what is required taken as always met, and as never."""
    return [*mutants(rules), *(it for part in parts(rules) for it in (part.met, part.not_met))]


def drawn(rules: Specification, number: int, seed: int) -> list[Occasion]:
    """So many votes, with changes of rules and rulings against the facts, in any state."""
    found: list[Occasion] = []

    @seeded(seed)
    @settings(
        max_examples=number,
        database=None,
        deadline=None,
        phases=(Phase.generate,),
        suppress_health_check=list(HealthCheck),
    )
    @given(scenarios(rules, effects=True, rulings=True))
    def note(occasion: Occasion) -> None:
        found.append(occasion)

    note()
    return found


def few(rules: Specification) -> list[Occasion] | None:
    """All votes on decisions that change nothing; None where they are many, or depend on how a clause is read."""
    plain = Within(effects=False, rulings=False)
    space = Space(rules, places_of(rules), plain, False, FEW)
    return None if ambiguous(rules) or space.size is None else list(space)


def told(rules: Specification, changes: Sequence[Mutant], number: int, limits: Limits) -> Told:
    """What comes of these changes of some rules."""
    tried = [AskedMutant(rules, mutant) for mutant in changes]
    found = [(each, each.witness(places_of(rules), limits=limits)) for each in tried]
    witnesses = [it.occasion for _, it in found if it.occasion is not None]
    every = few(rules)
    votes = [*_once([*(every or ()), *_votes(rules, witnesses, number)])]
    proved = [change for change, it in found if it.makes_no_difference]
    wrong = [
        f"{change.mutant} said to make no difference, but decides otherwise: {occasion!r}"
        for change in proved
        for occasion in votes
        if change.differs(occasion)
    ]
    unknown = sum(it.unknown is not None for _, it in found)
    known = len(witnesses), len(proved)
    return Told(len(found), *known, unknown, len(votes), every is not None, tuple(wrong))


def _votes(rules: Specification, witnesses: Iterable[Occasion], number: int) -> Iterator[Occasion]:
    for occasion in witnesses:
        yield occasion
        yield from across_the_edge(occasion)
    yield from drawn(rules, number, 1)


def _once(them: Iterable[Occasion]) -> Iterator[Occasion]:
    known = set()
    for occasion in them:
        key = question_of(occasion)
        if key not in known:
            known.add(key)
            yield occasion


def main(arguments: Sequence[str] | None = None) -> int:
    """Say what came of each specification, and of all."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("files", nargs="*", type=Path)
    parser.add_argument("--drawn", type=int, default=300)
    parser.add_argument("--steps", type=int, default=20_000_000)
    options = parser.parse_args(arguments)
    files = options.files or sorted(
        [*(ROOT / "specs").rglob("*.policy"), *(ROOT / "examples").rglob("*.policy")]
    )
    limits = Limits(seconds=None, steps=options.steps)
    all_of: list[Told] = []
    for file in files:
        rules = load(file)
        started = time.process_time()
        one = told(rules, every_change(rules), options.drawn, limits)
        all_of.append(one)
        which = ", all there are and more" if one.every else ""
        seconds = time.process_time() - started
        print(
            f"{file.name}: {one.changes} changes, {one.witnessed} with a witness, {one.proved} proved to make no"
            f" difference, {one.open} open; {one.votes:,} votes{which}; {len(one.wrong)} wrong; {seconds:.0f} s",
            flush=True,
        )
        for line in one.wrong[:5]:
            print(f"WRONG {line}", flush=True)
    sums = [
        sum(getattr(it, name) for it in all_of)
        for name in ("changes", "witnessed", "proved", "open", "votes")
    ]
    bad = sum(len(it.wrong) for it in all_of)
    print(
        "{} specifications: {:,} changes, {:,} with a witness, {:,} proved, {:,} open; {:,} votes; {} wrong".format(
            len(all_of), *sums, bad
        )
    )
    return 1 if bad else 0


if __name__ == "__main__":
    sys.exit(main())
