"""The long comparison of two solvers: `python -m tests.second_solver.campaign --questions 2500`.

So many questions of each source of random specifications, and all of the shipped ones. Every difference is printed,
with the question; the exit code is 1 if there was one.
"""

from __future__ import annotations

import argparse
import sys

from tests.second_solver.asking import SOURCES, Asked, report


def run(questions: int, sources: list[str]) -> Asked:
    """What was found, of all sources together."""
    whole = Asked()
    for source in sources:
        whole.add(report(source, questions))
    return whole


def main() -> int:
    """The command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--questions", type=int, default=2_500)
    parser.add_argument("--source", action="append", choices=SOURCES)
    given = parser.parse_args()
    return 1 if run(given.questions, given.source or list(SOURCES)).differences else 0


if __name__ == "__main__":
    sys.exit(main())
