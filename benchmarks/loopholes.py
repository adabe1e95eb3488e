"""Loopholes on forty clauses: of 30 members by name, of 30 interchangeable ones, and of a million.

`python -m benchmarks.loopholes` prints the whole command's seconds, and what it must reach.
"""

import argparse
import json
import tempfile
from collections.abc import Iterator
from pathlib import Path

from benchmarks.measure import Limits, Run, median, paired, vetoproof

CLAUSES = 40
MEMBERS = 30
SEATS = 1_000_000
REACH_SECONDS = 2.0
REACH_RATIO = 1.5


def parties(members: int, named: bool) -> Iterator[str]:
    """The city, the chair, and all others: by name, or as so many alike."""
    yield 'party City "The city"'
    yield 'party Chair "The chair"'
    if named:
        yield from (f"party M{number}" for number in range(members - 2))
        yield f"group Others is {', '.join(f'M{number}' for number in range(members - 2))}"
    else:
        yield f"parties {members - 2} Member"
        yield "group Others is Member"


def clauses() -> Iterator[str]:
    """Four powers, twenty rules, six prohibitions and ten exceptions, of which several open a way round."""
    yield "power ordinary\n  requires majority of votes cast in Board"
    yield "power urgent\n  when urgent and value is below 50_000\n  requires at least 1/3 of members in Board"
    yield "power delegated\n  when kind is contract and value is below 10_000\n  requires consent of Chair in Board"
    yield "power emergency\n  when emergency\n  requires consent of Chair in Board and majority of members in Board"
    yield (
        "rule unanimity limits ordinary, urgent\n  when outsourcing\n  requires\n"
        '    reading all_members "every member": unanimity of members in Board  intended\n'
        '    reading in_room "everyone in the room": unanimity of those present in Board\n'
        '    reading unopposed "nobody against": unanimity of votes cast in Board'
    )
    for number in range(19):
        yield (
            f"rule rule_{number} limits every power\n"
            f"  when subject_{number % 6} and value is at least {(number + 1) * 1_000}\n"
            f"  requires at least {number + 40}% of votes cast in Board"
        )
    for number in range(6):
        yield f"prohibition never_{number} limits ordinary\n  when subject_{number} and emergency"
    yield "exception contracts to unanimity\n  when kind is contract"
    yield "exception small to unanimity\n  when value is below 1_000"
    for number in range(8):
        yield (
            f"exception exempt_{number} to rule_{number}, rule_{number + 8}\n"
            f"  when kind is pilot and subject_{number % 6}"
        )


def specification(members: int, named: bool, changing: bool = False) -> str:
    """The whole text; what is asked is the same for any number of members. `changing`: rules and seats can change."""
    blocks = ['governance "Forty clauses"', "\n".join(parties(members, named))]
    blocks.append("body Board\n  members City, Chair, Others\n  quorum at least 1/2 of members")
    attributes = [
        "form kind : one of policy, contract, pilot",
        "form value : number",
        "form urgent : yes or no",
        "form emergency : yes or no  judged by Chair",
        "substance outsourcing : yes or no  judged by Chair",
        *(f"substance subject_{number} : yes or no" for number in range(6)),
    ]
    blocks.append("\n  ".join(["decision", *attributes]))
    made = list(clauses())
    assert len(made) == CLAUSES
    if changing:
        made[0] += "\n  may amend any clause, change membership of Board"
    blocks += made
    blocks.append(
        "property veto\n  City can block every decision when outsourcing and kind is policy"
    )
    return "\n\n".join(blocks) + "\n"


def measured(members: int, named: bool, limits: Limits, changing: bool = False) -> Run:
    """The whole command on such a file."""
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder, "forty.policy")
        file.write_text(specification(members, named, changing), encoding="utf-8")
        return vetoproof("loopholes", str(file), "--format", "json", limits=limits)


def main() -> None:
    """Measure, print, and say what was to be reached."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--repeat", type=int, default=5)
    repeat = parser.parse_args().repeat
    limits = Limits(120)
    for changing in (False, True):
        named = [measured(MEMBERS, True, limits, changing) for _ in range(repeat)]
        for outcome in named:
            if outcome.failure:
                raise RuntimeError(outcome.failure)
        found = len(json.loads(named[0].output)["loopholes"])
        seconds = median([outcome.seconds for outcome in named])
        which = ", rules and seats that can be changed" if changing else ""
        print(
            f"{CLAUSES} clauses, {MEMBERS} members by name{which}: {found} loopholes in {seconds} s"
            f" (to reach: {REACH_SECONDS} s)"
        )
    ratios = paired(
        lambda: measured(MEMBERS, False, limits), lambda: measured(SEATS, False, limits), repeat
    )
    print(
        f"{SEATS:,} seats in place of {MEMBERS}: {median(ratios)} times (to reach: {REACH_RATIO})"
    )


if __name__ == "__main__":
    main()
