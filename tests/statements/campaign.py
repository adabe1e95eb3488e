"""The long statement test: `python -m tests.statements.campaign 50000 1`.

Random rules go through all commands that print statements, until so many distinct ones were put back; each is checked,
and where the rules are small enough judged by brute force too. What is drawn next are the rules of which most is said
that was seldom said so far, by the time that they take. With `--kind NEVER_APPLIES` only such are put back, and only
commands asked that make them. Printed: how many there were of each kind, holding or not, and each refuted one in
full. The exit code is 1 if there was one.
"""

from __future__ import annotations

import argparse
import sys
import time
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from policy_dsl.model import Property
from policy_dsl.records import replace
from tests.semantics.printing import to_text
from tests.statements.drawing import Source, said_by, sources
from tests.statements.putting_back import SAID, Effort, Judged, Printed, says
from verifier import Verdict
from verifier.results.statement import Said

Kind = tuple[Said, bool]
# Of each kind so many are wanted at the least, and no more are put back than these.
WANTED = 1_000
MOST = 2_500
# Brute force is asked about small rules only, of which there are enough.
FORCE = Effort(decisions=60, ballots=4_000)
FORCE_WITH_CHANGES = Effort(decisions=60, ballots=4_000, changes=True)
# Every so many draws, verdicts are asked for together with all that explains them, as a user does.
EXPLAINED = 41
# And brute force, which takes longer than all else, is asked about the rules of every other seed.
FORCED = 2


@dataclass
class Counted:
    """What came of all statements so far: each once of each text."""

    kinds: Counter[Kind] = field(default_factory=Counter)
    by_force: Counter[Kind] = field(default_factory=Counter)
    commands: Counter[str] = field(default_factory=Counter)
    undetermined: Counter[Kind] = field(default_factory=Counter)
    explained: int = 0
    refuted: int = 0
    broken: int = 0
    seen: set[int] = field(default_factory=set)
    # The kinds that are put back; None: all.
    only: frozenset[Said] | None = None

    @property
    def total(self) -> int:
        """How many statements."""
        return self.kinds.total()

    def lacking(self, kind: Kind) -> float:
        """How much of what is wanted of a kind is still to come; a little is gained from any that may be put back."""
        if self.only is not None and kind[0] not in self.only:
            return 0.0
        have = self.kinds[kind]
        return max(1 - have / WANTED, 0.02 if have < MOST else 0.0)

    def unjudged(self, kind: Kind) -> float:
        """How much of the third of these that brute force is to judge is still to come."""
        if self.lacking(kind) == 0:
            return 0.0
        return max(1 - 3 * self.by_force[kind] / WANTED, 0.0)

    def add(self, source: Source, read: Printed, each: Judged) -> None:
        """One more; what refutes it is printed."""
        self.kinds[each.kind] += 1
        self.commands[source.command] += 1
        self.by_force[each.kind] += each.force is not None
        self.undetermined[each.kind] += each.verdict is Verdict.UNDETERMINED
        for line in each.refuted:
            self.refuted += 1
            rules = replace(read.specification, properties=())
            print(f"REFUTED {line}\n{each.written}\nof\n{to_text(rules)}", flush=True)


@dataclass
class Yield:
    """What a source has brought so far, and in how much time."""

    seconds: float = 0.2
    kinds: Counter[Kind] = field(default_factory=Counter)
    by_force: Counter[Kind] = field(default_factory=Counter)

    def worth(self, counted: Counted) -> float:
        """How much of what is lacking it brings in a second, as far as one can tell."""
        hoped = 30.0  # before it was asked anything
        found = sum(n * counted.lacking(kind) for kind, n in self.kinds.items())
        found += sum(2 * n * counted.unjudged(kind) for kind, n in self.by_force.items())
        return (hoped + found) / self.seconds


def one(source: Source, seed: int, counted: Counted, brought: Yield) -> None:
    """All that is said of the rules of a seed."""
    started = time.process_time()
    effort = None
    if seed % FORCED == 0:
        effort = FORCE_WITH_CHANGES if source.changes else FORCE
    explained = seed % EXPLAINED == 0
    try:
        for read in source.printed(seed):
            for each in read.judged(effort, explained, lambda prop: _wanted(counted, prop)):
                brought.kinds[each.kind] += 1
                brought.by_force[each.kind] += each.force is not None
                key = hash((to_text(read.specification), each.written))
                if key not in counted.seen:
                    counted.seen.add(key)
                    counted.explained += explained
                    counted.add(source, read, each)
    except Exception as error:  # so that a long run tells of it, and goes on
        counted.broken += 1
        print(f"BROKEN {source.name}, seed {seed}: {type(error).__name__}: {error}", flush=True)
    brought.seconds += time.process_time() - started


def _brings(command: str, kinds: Sequence[str]) -> bool:
    return any(kind.name in kinds for kind in said_by(command))


def _wanted(counted: Counted, prop: Property) -> bool:
    return counted.lacking((SAID[prop.title], says(prop))) > 0


def tell(counted: Counted, next_seeds: Mapping[str, int], started: float) -> None:
    """How far it is."""
    print(
        f"{counted.total:,} statements ({counted.explained:,} with explanations), {counted.by_force.total():,}"
        f" judged by brute force, {counted.refuted} refuted, {counted.broken} broken,"
        f" {counted.undetermined.total()} undetermined; {time.process_time():.0f} s of processor time,"
        f" {time.monotonic() - started:.0f} s in all; the next seed is at most {max(next_seeds.values())}",
        flush=True,
    )


def tell_kinds(counted: Counted) -> None:
    """How many there were of each kind, and how many were judged by brute force."""
    for kind, number in sorted(
        counted.kinds.items(), key=lambda each: (each[0][0].name, each[0][1])
    ):
        said, holds = kind
        how = "holds" if holds else "fails"
        print(f"{number:>8,} {counted.by_force[kind]:>8,} {said.name} {how}", flush=True)
    print(", ".join(f"{n:,} of {command}" for command, n in sorted(counted.commands.items())))


def main() -> int:
    """The command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("count", type=int)
    parser.add_argument("seed", type=int)
    every = sources()
    parser.add_argument("--only", action="append", choices=sorted({it.command for it in every}))
    names = [said.name for said in Said]
    parser.add_argument("--kind", action="append", choices=names, help="only such sentences")
    parser.add_argument("--seconds", type=float, default=float("inf"), help="end by then")
    given = parser.parse_args()
    every = tuple(it for it in every if not given.only or it.command in given.only)
    every = tuple(it for it in every if not given.kind or _brings(it.command, given.kind))
    only = frozenset(Said[name] for name in given.kind) if given.kind else None
    counted, started = Counted(only=only), time.monotonic()
    brought = {it.name: Yield() for it in every}
    seeds: dict[str, int] = defaultdict(lambda: given.seed)
    draws = 0
    while counted.total < given.count and time.monotonic() - started < given.seconds:
        source = max(every, key=lambda it: brought[it.name].worth(counted))
        one(source, seeds[source.name], counted, brought[source.name])
        seeds[source.name] += 1
        draws += 1
        if draws % 100 == 0:
            tell(counted, seeds, started)
        if draws % 500 == 0:
            tell_kinds(counted)
    tell(counted, seeds, started)
    tell_kinds(counted)
    return 1 if counted.refuted or counted.broken else 0


if __name__ == "__main__":
    sys.exit(main())
