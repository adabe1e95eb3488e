"""Which tests notice that code says something else: each change is tried in a process of its own.

All are forked from one that has imported the code and collected the tests, and there the functions changed get other
code. A test that does not get to a change can't notice it; so each test runs once with probes where the changes would
be. Those that get there run, first those that got there in least time, until one fails.
"""

from __future__ import annotations

import ast
import contextlib
import gc
import importlib
import json
import os
import resource
import signal
import sys
import time
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from types import FunctionType, ModuleType
from typing import Any

import pytest

from tests.quality.changes_of_meaning import ROOT, Change

# A test that takes ten times as long as ever, and so many seconds, would not be waited for.
ENDLESS = 20
# Of a test that takes longer counts what it has got to by then.
PROBED = 20
MEMORY = 6 << 30
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


# --- other code in a module that is there already ------------------------------------------------------------------


def module_of(file: str) -> ModuleType:
    """The module of a file."""
    return importlib.import_module(
        file.removesuffix(".py").removesuffix("/__init__").replace("/", ".")
    )


def say(module: ModuleType, code: Any) -> bool:
    """Let the functions of a module run other code; whether there is a function that differs in it."""
    other = ModuleType(module.__name__)
    other.__dict__.update(
        {name: value for name, value in vars(module).items() if name.startswith("__")}
    )
    exec(code, other.__dict__)
    old, new = dict(_functions(module)), dict(_functions(other))
    differs = False
    for name, function in old.items():
        its = new.get(name)
        if its is None:
            continue
        if function.__code__ != its.__code__ or function.__defaults__ != its.__defaults__:
            function.__code__ = its.__code__
            function.__defaults__ = its.__defaults__
            differs = True
    return differs


def _functions(module: ModuleType) -> Iterator[tuple[str, FunctionType]]:
    """The functions of a module, of its classes and of its tables, by their names."""
    waiting = [(name, value) for name, value in vars(module).items() if not name.startswith("__")]
    while waiting:
        name, value = waiting.pop()
        if isinstance(value, type):
            if value.__module__ == module.__name__:
                waiting += [(f"{name}.{own}", it) for own, it in vars(value).items()]
            continue
        if isinstance(value, dict):
            waiting += [(f"{name}[{own}]", it) for own, it in value.items()]
            continue
        for inner in ("__wrapped__", "__func__", "fget", "func"):
            if getattr(value, inner, None) is not None:
                waiting.append((f"{name}:{inner}", getattr(value, inner)))
        if isinstance(value, FunctionType) and value.__module__ == module.__name__:
            yield name, value


class _Probed(ast.NodeTransformer):
    """`E` becomes `probe(key) or E`, as a probe says nothing."""

    def __init__(self, keys: dict[tuple[object, ...], list[str]]) -> None:
        self.keys = keys

    def visit(self, node: ast.AST) -> ast.AST:
        keys = self.keys.get(spot(node), []) if isinstance(node, ast.expr) else []
        if isinstance(node, ast.pattern):
            return node
        self.generic_visit(node)
        for key in keys:
            call = ast.Call(ast.Name("__probe__", ast.Load()), [ast.Constant(key)], [])
            node = ast.BoolOp(ast.Or(), [call, node])  # type: ignore[list-item]
        return node


def spot(node: ast.AST) -> tuple[object, ...]:
    """Where a node is, and what."""
    return (
        type(node).__name__,
        *(getattr(node, it, 0) for it in ("lineno", "col_offset", "end_lineno", "end_col_offset")),
    )


def probed(changes: Sequence[Change]) -> list[tuple[ModuleType, Any]]:
    """The modules that changes are of, and their code with probes where the changes would be."""
    found = list[tuple[ModuleType, Any]]()
    by_file = defaultdict(list)
    for change in changes:
        by_file[change.file].append(change)
    for file, its in by_file.items():
        keys = defaultdict(list)
        for change in its:
            keys[spot(change.node)].append(change.key)
        tree = _Probed(keys).visit(ast.parse((ROOT / file).read_text(encoding="utf-8")))
        assert isinstance(tree, ast.Module)
        code = compile(ast.fix_missing_locations(tree), file, "exec")
        found.append((module_of(file), code))
    return found


def probe(them: Sequence[tuple[ModuleType, Any]], hit: Callable[[str], None]) -> None:
    """Call `hit` with the keys of the changes that would be got to."""
    for module, code in them:
        vars(module)["__probe__"] = hit
        say(module, code)


def make(change: Change) -> bool:
    """Make a change here; whether it could be made in code that is there already."""
    data = change.made_in((ROOT / change.file).read_bytes())
    return say(module_of(change.file), compile(data, change.file, "exec"))


# --- tests in processes of their own --------------------------------------------------------------------------------


class Failures:
    """What failed."""

    def __init__(self) -> None:
        self.found: list[str] = []

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        """As pytest tells it."""
        if report.failed:
            last = str(getattr(report.longrepr, "reprcrash", report.longrepr) or "")
            self.found.append(last.splitlines()[0] if last else "failed")


def apart(work: Callable[[Callable[[object], None]], None], limit: float) -> tuple[list[Any], bool]:
    """What `work` said, piece by piece, in a process of its own; and whether it came to its end.

    The limit is one of the processor's time, so that it is the same on a busy machine.
    """
    reading, writing = os.pipe()
    sys.stdout.flush()
    child = os.fork()
    if not child:
        try:
            os.setsid()
            os.close(reading)
            nothing = os.open(os.devnull, os.O_RDWR)
            for stream in range(3):
                os.dup2(nothing, stream)
            most = int(limit) + 1
            resource.setrlimit(resource.RLIMIT_CPU, (most, most + 5))
            resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
            work(lambda said: _write(writing, said))
            os._exit(0)
        finally:
            os._exit(1)
    os.close(writing)
    until = time.monotonic() + 20 * limit
    with os.fdopen(reading) as pipe:
        # What the tests start may hold the pipe open: that this process ended is what counts.
        while (done := os.waitpid(child, os.WNOHANG)) == (0, 0) and time.monotonic() < until:
            time.sleep(0.01)
        with contextlib.suppress(ProcessLookupError):
            os.killpg(child, signal.SIGKILL)
        if done == (0, 0):
            done = os.waitpid(child, 0)
        said = pipe.read()
    lines = [json.loads(line) for line in said.splitlines() if line.endswith("]")]
    return lines, done[1] == 0


def _write(pipe: int, said: object) -> None:
    os.write(pipe, (json.dumps(said) + "\n").encode())


def processor() -> float:
    """Seconds that this process and what it started have used."""
    return sum(
        it.ru_utime + it.ru_stime
        for it in map(resource.getrusage, (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    )


def run(item: pytest.Item) -> str:
    """Run a test; what failed, if something did."""
    failures = Failures()
    item.config.pluginmanager.register(failures)
    item.config.hook.pytest_runtest_protocol(item=item, nextitem=None)
    item.config.pluginmanager.unregister(failures)
    return failures.found[0] if failures.found else ""


class Reached:
    """Which tests get to which changes, and when; kept in a file, so that it is found out once."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.seconds: dict[str, float] = {}
        self.hits: dict[str, Hits] = defaultdict(dict)
        if path.exists():
            for line in path.read_text(encoding="utf-8").splitlines():
                self._take(*json.loads(line))

    def _take(self, item: str, seconds: float, hits: Hits) -> None:
        self.seconds[item] = seconds
        for key, when in hits.items():
            self.hits[key][item] = when

    def find(self, items: Sequence[pytest.Item], changes: Sequence[Change], limit: float) -> None:
        """Run those with probes that have not been run yet."""
        them = probed(changes)
        for item in items:
            if item.nodeid in self.seconds:
                continue
            lines, _ = apart(lambda tell, item=item: self._probed(item, them, tell), limit)  # type: ignore[misc]
            hits = {line[1]: line[2] for line in lines if line[0] == "hit"}
            ends = [line for line in lines if line[0] == "end"]
            if ends and ends[0][2]:
                print(f"fails as it is: {item.nodeid} {ends[0][2]}", flush=True)
                hits = {}
            seconds = ends[0][1] if ends else limit
            with self.path.open("a", encoding="utf-8") as file:
                file.write(json.dumps([item.nodeid, seconds, hits]) + "\n")
            self._take(item.nodeid, seconds, hits)

    @staticmethod
    def _probed(
        item: pytest.Item,
        them: Sequence[tuple[ModuleType, Any]],
        tell: Callable[[object], None],
    ) -> None:
        seen: set[str] = set()
        started = processor()

        def hit(key: str) -> None:
            if key not in seen:
                seen.add(key)
                tell(["hit", key, round(processor() - started, 2)])

        probe(them, hit)
        started = processor()
        failed = run(item)
        tell(["end", round(processor() - started, 2), failed])


class Campaign:
    """The plugin: pytest collects the tests, and this runs them."""

    def __init__(
        self,
        changes: Sequence[Change],
        results: Path,
        reached: Path,
        limit: float,
        until: float,
    ) -> None:
        self.changes = changes
        self.results = results
        self.reached = Reached(reached)
        self.limit = limit
        self.until = until
        self.noticed: Counter[str] = Counter()
        self.ran: Counter[str] = Counter()

    @pytest.hookimpl(tryfirst=True)
    def pytest_runtestloop(self, session: pytest.Session) -> bool:
        """All changes that have no result yet."""
        gc.collect()
        gc.freeze()
        for change in self.changes:
            module_of(change.file)
        self.reached.find(session.items, self.changes, PROBED)
        items = {item.nodeid: item for item in session.items}
        done = {tried.key for tried in read(self.results)}
        for number, change in enumerate(self.changes, 1):
            if change.key in done:
                continue
            if time.monotonic() > self.until:
                print("the time is up; call again to go on", flush=True)
                break
            tried = self.tried(change, items)
            with self.results.open("a", encoding="utf-8") as file:
                file.write(json.dumps(vars(tried)) + "\n")
            what = {True: "noticed", False: "NOT NOTICED", None: "TIME"}[tried.noticed]
            print(
                f"{number} {what} {tried.seconds} s, {tried.tests} tests: {change.at} {change.key}"
                f" | {tried.by}"[:400],
                flush=True,
            )
        return True

    def order(self, change: Change, items: dict[str, pytest.Item]) -> list[str]:
        """The tests that get there: first those that get there soon, and that have noticed much."""
        hits = self.reached.hits[change.key]

        def cost(item: str) -> float:
            rest = self.reached.seconds[item] - hits[item]
            return (0.05 + hits[item] + rest / 4) * (self.ran[item] + 2) / (self.noticed[item] + 1)

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
            self.noticed[failed[0][0]] += 1
        elif len(starts) > len(ends):
            short = self.reached.seconds[starts[-1]] < 3
            noticed, by = True if short else None, f"{starts[-1]} does not end"
        elif not ended or ["time"] in lines:
            noticed, by = None, f"{len(order) - len(ends)} tests are left"
        else:
            noticed, by = False, ""
        return Tried(change.key, change.at, noticed, by[:300], len(ends), seconds)


def read(results: Path) -> list[Tried]:
    """What was tried so far."""
    if not results.exists():
        return []
    lines = results.read_text(encoding="utf-8").splitlines()
    return [Tried(**json.loads(line)) for line in lines]
