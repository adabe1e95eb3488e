"""The long comparison: `python -m tests.semantics.campaign --cases 1000000 --verdicts 10000 --jobs 2`.

Seeds are numbered, so that a campaign that was cut short goes on with `--first SEED`, as its progress says.
Every difference is printed with its seed; the exit code is 1 if there was one.
"""

from __future__ import annotations

import argparse
import sys
import time
from collections.abc import Iterator
from concurrent.futures import Executor, ProcessPoolExecutor

from tests.semantics import differing, judging
from tests.semantics.generator import LARGER

BATCH = 25


def cases_of(first: int) -> tuple[int, int, list[str]]:
    """Encoding against interpreter, for a batch of seeds."""
    found = [differing.differences(seed) for seed in range(first, first + BATCH)]
    return (
        sum(each.cases for each in found),
        sum(each.adopted for each in found),
        [line for each in found for line in each.differences],
    )


def verdicts_of(first: int) -> tuple[int, int, list[str]]:
    """Verifier against brute force, for a batch of seeds."""
    seeds = range(first, first + BATCH)
    found = [judging.differences(seed) for seed in seeds]
    # What holds in bodies of up to six; this takes longer, so it is asked of fewer models.
    found += [
        judging.differences(seed, LARGER, 1_000, only="holds", ballots=12_000)
        for seed in seeds[::5]
    ]
    return (
        sum(each.compared.total() for each in found),
        sum(n for each in found for kind, n in each.compared.items() if kind.endswith("holds")),
        [line for each in found for line in each.differences],
    )


def run(cases: int, verdicts: int, jobs: int, first: int) -> int:
    """The number of differences found."""
    bad = 0
    with ProcessPoolExecutor(jobs) as pool:
        for what, wanted, batch, rest in (
            ("cases", cases, cases_of, "adopted"),
            ("verdicts", verdicts, verdicts_of, "hold"),
        ):
            done = some = 0
            started = time.monotonic()
            for seed, (number, those, differences) in _batches(pool, jobs, batch, first, wanted):
                done += number
                some += those
                bad += len(differences)
                for line in differences:
                    print(f"DIFFERENCE {line}", flush=True)
                if done >= wanted or (seed - first) % (40 * BATCH) == 0:
                    passed = time.monotonic() - started
                    print(
                        f"{what}: {done:,} of {wanted:,} ({some:,} {rest}), {bad} differences,"
                        f" {passed:.0f} s; go on with --first {seed + BATCH}",
                        flush=True,
                    )
                if done >= wanted:
                    break
        pool.shutdown(wait=False, cancel_futures=True)
    return bad


def _batches(
    pool: Executor, jobs: int, batch: object, first: int, wanted: int
) -> Iterator[tuple[int, tuple[int, int, list[str]]]]:
    """The batches in order, a few ahead of what is read."""
    if wanted <= 0:
        return
    waiting = []
    seed = first
    while True:
        while len(waiting) < 2 * jobs:
            waiting.append((seed, pool.submit(batch, seed)))  # type: ignore[arg-type, var-annotated]
            seed += BATCH
        start, future = waiting.pop(0)
        yield start, future.result()


def main() -> int:
    """The command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--cases", type=int, default=1_000_000)
    parser.add_argument("--verdicts", type=int, default=10_000)
    parser.add_argument("--jobs", type=int, default=2)
    parser.add_argument("--first", type=int, default=0)
    given = parser.parse_args()
    return 1 if run(given.cases, given.verdicts, given.jobs, given.first) else 0


if __name__ == "__main__":
    sys.exit(main())
