"""Which tests notice that code says something else: each change is tried in a process of its own.

All are forked from one that has imported the code and collected the tests, and there the functions changed get other
code. A test that does not get to a change can't notice it; so each test runs once with probes where the changes would
be. Those that get there run, first those that got there in least time and noticed most near it, until one fails.
"""

from __future__ import annotations

import gc
import resource
import time
from collections import Counter, defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.quality.changes_of_meaning import Change
from tests.quality.other_code import make, module_of, plainly, probe, probed
from tests.quality.own_processes import apart, append, lanes, lines_of, processor, run

# A test that takes ten times as long as ever, and so many seconds, would not be waited for.
ENDLESS = 20
# Of a test that takes longer counts what it has got to by then.
PROBED = 20
Hits = dict[str, float]


@dataclass(frozen=True)
class Tried:
    """What came of a change. `noticed`: a test failed; None: not known, as time ran out first."""

    key: str
    at: str
    noticed: bool | None
    by: str
    tests: int
    seconds: float
    test: str = ""


class Reached:
    """Which tests get to which changes, and when; kept in a file, so that it is found out once."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.seconds: dict[str, float] = {}
        self.hits: dict[str, Hits] = defaultdict(dict)
        self.asked: dict[str, set[str]] = defaultdict(set)
        self._read()

    def _read(self) -> None:
        keys: list[str] = []
        for line in lines_of(self.path):
            if isinstance(line, dict):
                keys = line["asked"]
                continue
            item, seconds, hits = line
            self.seconds[item] = seconds
            self.asked[item].update(keys)
            for key, when in hits.items():
                self.hits[key][item] = when

    def find(
        self, items: Sequence[pytest.Item], changes: Sequence[Change], limit: float, processes: int
    ) -> None:
        """Run those with probes that have not been run yet, or not with these."""
        wanted = {change.key for change in changes}
        waiting = [item for item in items if not wanted <= self.asked[item.nodeid]]
        if not waiting:
            return
        missing = set.union(*(wanted - self.asked[item.nodeid] for item in waiting))
        append(self.path, {"asked": sorted(missing)})
        them = probed([change for change in changes if change.key in missing])
        told = _Told()
        probe(them, told.hit)

        def one(number: int) -> None:
            item = waiting[number]
            lines, _ = apart(lambda tell: told.run(item, tell), limit)
            hits = {line[1]: line[2] for line in lines if line[0] == "hit"}
            ends = [line for line in lines if line[0] == "end"]
            if ends and ends[0][2]:
                print(f"fails as it is: {item.nodeid} {ends[0][2]}", flush=True)
                hits = {}
            append(self.path, [item.nodeid, ends[0][1] if ends else limit, hits])

        lanes(one, len(waiting), processes)
        self._read()
        plainly(module for module, _ in them)


class _Told:
    """What the probes tell of, while a test runs."""

    def __init__(self) -> None:
        self.tell: Callable[[object], None] | None = None
        self.seen: set[str] = set()
        self.started = 0.0

    def hit(self, key: str) -> None:
        """Something was got to."""
        if self.tell is not None and key not in self.seen:
            self.seen.add(key)
            self.tell(["hit", key, round(processor() - self.started, 2)])

    def run(self, item: pytest.Item, tell: Callable[[object], None]) -> None:
        """Run a test."""
        self.tell, self.started = tell, processor()
        failed = run(item)
        tell(["end", round(processor() - self.started, 2), failed])


class Campaign:
    """The plugin: pytest collects the tests, and this runs them."""

    def __init__(
        self,
        changes: Sequence[Change],
        results: Path,
        reached: Path,
        limit: float,
        until: float,
        processes: int,
    ) -> None:
        self.changes = changes
        self.results = results
        self.reached = Reached(reached)
        self.limit = limit
        self.until = until
        self.processes = processes
        self.ran: Counter[str] = Counter()

    @pytest.hookimpl(tryfirst=True)
    def pytest_runtestloop(self, session: pytest.Session) -> bool:
        """All changes that have no result yet."""
        gc.collect()
        gc.freeze()
        for change in self.changes:
            module_of(change.file)
        self.reached.find(session.items, self.changes, PROBED, self.processes)
        items = {item.nodeid: item for item in session.items}
        done = {tried.key for tried in read(self.results)}
        waiting = [change for change in self.changes if change.key not in done]

        def one(number: int) -> None:
            if time.monotonic() > self.until:
                return
            change = waiting[number]
            tried = self.tried(change, items)
            append(self.results, vars(tried))
            what = {True: "noticed", False: "NOT NOTICED", None: "TIME"}[tried.noticed]
            print(
                f"{number} {what} {tried.seconds} s, {tried.tests} tests: {change.at} {change.key}"
                f" | {tried.by}"[:400],
                flush=True,
            )

        lanes(one, len(waiting), self.processes)
        return True

    def order(self, change: Change, items: dict[str, pytest.Item]) -> list[str]:
        """The tests that get there: first those that get there soon and have noticed much, most of all near it."""
        hits = self.reached.hits[change.key]
        if not change.called:
            hits = dict.fromkeys(items, 0.0)
        noticed: Counter[str] = Counter()
        for each in read(self.results):
            if each.noticed:
                near = each.key.split(":")[0] == change.key.split(":")[0]
                noticed[each.test] += 8 if near else 4 if each.key.startswith(change.file) else 1

        def cost(item: str) -> float:
            rest = self.reached.seconds[item] - hits[item]
            about = 8 if f"test_{Path(change.file).stem}." in item else 1
            tried = (self.ran[item] + 2) / (noticed[item] + 1) / about
            return (0.05 + hits[item] + rest / 4) * tried

        return sorted((item for item in hits if item in items), key=cost)

    def tried(self, change: Change, items: dict[str, pytest.Item]) -> Tried:
        """What comes of a change."""
        order = self.order(change, items)

        def work(tell: Callable[[object], None]) -> None:
            try:
                made = make(change)
            except Exception as error:
                # With it nothing can be imported, so any test would tell.
                tell(["end", change.file, f"cannot be imported: {error}"])
                return
            if not made:
                tell(["cannot"])
                return
            for item in order:
                usual = self.reached.seconds[item]
                started = processor()
                if started > self.limit:
                    tell(["time"])
                    return
                tell(["start", item])
                end = int(started + ENDLESS + 10 * usual if usual < 3 else max(started, self.limit))
                hard = resource.getrlimit(resource.RLIMIT_CPU)[1]
                resource.setrlimit(resource.RLIMIT_CPU, (min(end + 1, hard), hard))
                failed = run(items[item])
                tell(["end", item, failed])
                if failed:
                    return

        started = time.monotonic()
        lines, ended = apart(work, 3 * self.limit + ENDLESS)
        seconds = round(time.monotonic() - started, 1)
        starts = [line[1] for line in lines if line[0] == "start"]
        ends = [line[1:] for line in lines if line[0] == "end"]
        self.ran.update(item for item, _ in ends)
        failed = [(item, why) for item, why in ends if why]
        noticed: bool | None
        if ["cannot"] in lines:
            noticed, by = None, "is not within a function"
        elif failed:
            noticed, by = True, " ".join(failed[0])
        elif len(starts) > len(ends):
            short = self.reached.seconds[starts[-1]] < 3
            noticed, by = True if short else None, f"{starts[-1]} does not end"
        elif not ended or ["time"] in lines:
            noticed, by = None, f"{len(order) - len(ends)} tests are left"
        else:
            noticed, by = False, ""
        test = failed[0][0] if failed else ""
        return Tried(change.key, change.at, noticed, by[:300], len(ends), seconds, test)


def read(results: Path) -> list[Tried]:
    """What was tried so far."""
    return [Tried(**line) for line in lines_of(results)]
