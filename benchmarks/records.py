"""`python -m benchmarks.records`: minutes of many voters decided, and scenarios drawn, as a user waits for them."""

import argparse
import random
import resource
import statistics
import sys
import tempfile
import time
from pathlib import Path

from benchmarks.measure import Limits, vetoproof

VOTERS = 100_000
TARGET_SECONDS = 2.0
# The largest table that is published: with a mapping, as it is found.
ROWS = 1_000_000
TARGET_OF_ROWS, TARGET_MEGABYTES = 20.0, 500
MAPPING = """columns: {motion: motion, date: date, voter: voter, vote: vote, outcome: result}
words: {"Yes": for, "No": against, Abstain: abstain, Absent: absent}
outcomes: {Passed: adopted}
anyone_else: Member
body: Assembly
defaults: {decision: {spending: 1000}, others: absent}
"""
FOUND = {"for": "Yes", "against": "No", "abstain": "Abstain", "absent": "Absent"}
RULES = """governance "A large society"
parties {voters} Member
parties 3 Officer
body Assembly
  members Member, Officer
  quorum at least 1/10 of members
decision
  substance spending : number in GBP
power resolution
  requires at least 2/3 of votes cast in Assembly
"""


def minutes(voters: int, rng: random.Random) -> str:
    """A row a vote."""
    votes = ("for", "for", "for", "against", "abstain", "absent")
    rows = ["motion,date,body,voter,party,vote,spending,outcome"]
    rows += [
        f"Merger,2025-03-01,Assembly,member-{n:07d},Member,{rng.choice(votes)},1000,adopted"
        for n in range(voters)
    ]
    rows += [f"Merger,,Assembly,officer-{n},Officer,for,," for n in range(3)]
    return "\n".join(rows) + "\n"


def deciding(voters: int, repeat: int) -> list[float]:
    """Seconds of `vetoproof decide` on a table of so many voters, the whole process."""
    with tempfile.TemporaryDirectory() as folder:
        rules, table = Path(folder, "rules.policy"), Path(folder, "minutes.csv")
        rules.write_text(RULES.format(voters=voters), encoding="utf-8")
        table.write_text(minutes(voters, random.Random(1)), encoding="utf-8")
        found = []
        for _ in range(repeat):
            started = time.perf_counter()
            run = vetoproof("decide", str(rules), str(table), limits=Limits(60, 4096))
            found.append(time.perf_counter() - started)
            if "ADOPTED" not in run.output:
                sys.exit(f"not decided: {run.output}")
    return found


def found_table(rows: int, rng: random.Random) -> str:
    """A table as it may be found: other words, and members without names in the specification."""
    votes = tuple(FOUND[each] for each in ("for", "for", "for", "against", "abstain", "absent"))
    lines = ["motion,date,voter,vote,result"]
    lines += [f"Merger,2025-03-01,member-{n:07d},{rng.choice(votes)},Passed" for n in range(rows)]
    return "\n".join(lines) + "\n"


def deciding_found(rows: int, repeat: int) -> tuple[list[float], float]:
    """Seconds of `vetoproof decide --map` on a table of so many rows, and the most memory, in MB."""
    with tempfile.TemporaryDirectory() as folder:
        rules, table = Path(folder, "rules.policy"), Path(folder, "found.csv")
        rules.write_text(RULES.format(voters=rows), encoding="utf-8")
        table.write_text(found_table(rows, random.Random(1)), encoding="utf-8")
        mapping = Path(folder, "found.map.yaml")
        mapping.write_text(MAPPING, encoding="utf-8")
        found = []
        for _ in range(repeat):
            started = time.perf_counter()
            call = ("decide", str(rules), str(table), "--map", str(mapping), "--brief")
            run = vetoproof(*call, limits=Limits(300, 4096))
            found.append(time.perf_counter() - started)
            if "ADOPTED, as recorded" not in run.output:
                sys.exit(f"not decided: {run.output}{run.failure}")
    return found, resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024


def drawing(path: str, number: int) -> float:
    """Milliseconds a scenario, drawn and decided."""
    from hypothesis import HealthCheck, Phase, given, settings

    from policy_dsl import load
    from verifier.records.occasion import Occasion
    from verifier.testing import scenarios

    @settings(
        max_examples=number,
        derandomize=True,
        database=None,
        deadline=None,
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    @given(scenarios(load(path)))
    def look(occasion: Occasion) -> None:
        assert occasion.adopted in (True, False)

    started = time.perf_counter()
    look()
    return 1000 * (time.perf_counter() - started) / number


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.records", description=__doc__)
    parser.add_argument("--voters", type=int, default=VOTERS)
    parser.add_argument("--rows", type=int, default=ROWS)
    parser.add_argument("--repeat", type=int, default=5)
    given = parser.parse_args()
    seconds = deciding(given.voters, given.repeat)
    reached = "reached" if statistics.median(seconds) <= TARGET_SECONDS else "not reached"
    print(
        f"decide, {given.voters:,} voters in a table, whole process: median"
        f" {statistics.median(seconds):.2f} s, worst {max(seconds):.2f} s"
        f" (target {TARGET_SECONDS:g} s: {reached})"
    )
    seconds, megabytes = deciding_found(given.rows, given.repeat)
    fits = statistics.median(seconds) <= TARGET_OF_ROWS and megabytes <= TARGET_MEGABYTES
    print(
        f"decide --map, {given.rows:,} rows, whole process: median {statistics.median(seconds):.1f} s,"
        f" worst {max(seconds):.1f} s, at most {megabytes:.0f} MB (target {TARGET_OF_ROWS:g} s and"
        f" {TARGET_MEGABYTES} MB: {'reached' if fits else 'not reached'})"
    )
    for path in ("specs/nottinghamshire.policy", "specs/gallery/us_legislation.policy"):
        print(f"a scenario of {path}, drawn and decided: {drawing(path, 500):.1f} ms")


if __name__ == "__main__":
    main()
