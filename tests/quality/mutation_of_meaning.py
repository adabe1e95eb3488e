"""Would the tests notice if the meaning were another? `python -m tests.quality.mutation_of_meaning RESULTS.jsonl`.

Changes one thing at a time in the interpreter and the encoding, and runs the ordinary tests of semantics, known
answers, change and of what is built on them, until one fails. What none notices is listed at the end; what leaves every
verdict as it is stands in `same_meaning.json`, with the reason.

What came of each change is a line of RESULTS.jsonl, and what is there already is not done again, so a campaign that
was cut short goes on; with `--again` what was not noticed is tried again. Which tests get to which change is found out
first, in ten minutes or so, and kept beside it; lines of tests that have changed since are to be deleted there. Which
changes are made follows from the seed. Most are noticed within a second, and only what is not noticed takes its time
(`--seconds`), so that 300 changes take a quarter of an hour of two processors.
"""

from __future__ import annotations

import argparse
import json
import sys
import time
from collections.abc import Mapping, Sequence
from pathlib import Path

import pytest

from tests.quality.changes_of_meaning import Change, chosen, every_change
from tests.quality.noticing import Campaign, Tried, read

# Changes that leave every verdict as it is, each with the reason, which is told of them.
SAME_MEANING = Path(__file__).with_name("same_meaning.json")
MEANING = ("policy_dsl/interpreter", "verifier/encoding")
TESTS = (
    "tests/semantics",
    "tests/known_answers",
    "tests/changing",
    "tests/loopholes",
    "tests/matrix",
    "tests/lint",
    "tests/diffing",
    "tests/records",
    "tests/disputes",
)


def report(tried: Sequence[Tried], changes: Sequence[Change], same: Mapping[str, str]) -> str:
    """How many were noticed, how many mean the same, and which are neither."""
    noticed = sum(each.noticed is True for each in tried)
    rest = [each for each in tried if each.noticed is not True]
    alike = sum(each.key in same for each in rest)
    head = f"{noticed} of {len(tried)} noticed, {alike} mean the same, {len(rest) - alike} left"
    if len(changes) > len(tried):
        head += f", {len(changes) - len(tried)} not tried yet"
    lines = [
        f"  {'open' if each.noticed is None else 'not noticed'}: {each.at} {each.key}"
        f" {same.get(each.key, each.by)}"
        for each in rest
    ]
    return "\n".join([head, *lines])


def main() -> int:
    """The command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("results", type=Path)
    parser.add_argument("--number", type=int, default=300)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--files", action="append", help="files or folders to change")
    parser.add_argument("--tests", action="append", help="files or folders of tests")
    parser.add_argument("--seconds", type=float, default=20, help="processor time of one change")
    parser.add_argument("--minutes", type=float, default=1e6, help="stop after so long")
    parser.add_argument("--processes", type=int, default=2, help="how many changes at a time")
    parser.add_argument("--again", action="store_true", help="try again what was not noticed")
    parser.add_argument("--show", action="store_true", help="only list the changes")
    given = parser.parse_args()
    same = json.loads(SAME_MEANING.read_text(encoding="utf-8"))
    changes = chosen(given.files or MEANING, given.seed, given.number)
    # No test can tell these, which takes until the time of each is up.
    changes.sort(key=lambda change: change.key in same)
    if given.show:
        for change in changes:
            print(f"{change.at} {change.key}")
        return 0
    if given.again:
        noticed = [each for each in read(given.results) if each.noticed]
        given.results.write_text("".join(json.dumps(vars(t)) + "\n" for t in noticed))
    campaign = Campaign(
        changes,
        given.results,
        given.results.with_suffix(".reached.jsonl"),
        given.seconds,
        time.monotonic() + 60 * given.minutes,
        given.processes,
    )
    options = ["-n", "0", "-q", "-s", "-p", "no:cacheprovider", "-p", "no:faulthandler"]
    pytest.main([*options, *(given.tests or TESTS)], plugins=[campaign])
    wanted = {change.key for change in changes}
    tried = [each for each in read(given.results) if each.key in wanted]
    print(report(tried, changes, same))
    if gone := same.keys() - {change.key for change in every_change(MEANING)}:
        print("of these there are none any more:", *sorted(gone), sep="\n  ")
    return 0


if __name__ == "__main__":
    sys.exit(main())
