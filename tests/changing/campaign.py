"""The long comparison: `python -m tests.changing.campaign --cases 10000 --jobs 2`.

Seeds are numbered, so that a campaign that was cut short goes on with `--first SEED`, as its progress says.
Every difference is printed with its seed; the exit code is 1 if there was one.
"""

from __future__ import annotations

import argparse
import sys
import time
from concurrent.futures import ProcessPoolExecutor
from functools import partial

from tests.changing.comparing import KINDS, Compared, compare

BATCH = 25


def batch(kind: str, first: int) -> Compared:
    """The cases of one batch of seeds."""
    return compare(kind, range(first, first + BATCH))


def run(kind: str, cases: int, jobs: int, first: int) -> int:
    """The number of differences found."""
    every = Compared()
    started = time.monotonic()
    starts = range(first, first + cases, BATCH)
    with ProcessPoolExecutor(jobs) as pool:
        for start, found in zip(starts, pool.map(partial(batch, kind), starts), strict=True):
            every.add(found)
            for line in found.differences:
                print(f"DIFFERENCE {line}", flush=True)
            done = start + BATCH - first
            if done >= cases or done % (20 * BATCH) == 0:
                print(
                    f"{kind}: {done:,} of {cases:,} ({dict(every.seen)}), {len(every.differences)}"
                    f" differences, {time.monotonic() - started:.0f} s; go on with --first"
                    f" {start + BATCH}",
                    flush=True,
                )
    for claim, number in sorted(every.claims.items()):
        print(f"  {claim}: {number:,}")
    return len(every.differences)


def main() -> int:
    """The command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--kind", choices=[*KINDS], default="wide")
    parser.add_argument("--cases", type=int, default=10_000)
    parser.add_argument("--jobs", type=int, default=1)
    parser.add_argument("--first", type=int, default=0)
    given = parser.parse_args()
    return 1 if run(given.kind, given.cases, given.jobs, given.first) else 0


if __name__ == "__main__":
    sys.exit(main())
