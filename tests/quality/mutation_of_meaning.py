"""Would the tests notice if the meaning were another? `python -m tests.quality.mutation_of_meaning RESULTS.jsonl`.

Changes one thing at a time in the interpreter and the encoding: a comparison, `and`, `not`, a conditional value, a
number, the order of two arguments. The ordinary tests of meaning then run on a copy in the temporary folder, first
their first seeds (`beginnings.py`), then whole, until one fails. What none notices is listed at the end.

Each change made is a line of RESULTS.jsonl, and what is there already is not done again, so a campaign that was cut
short goes on; `--beginnings` first and `--again` then tells most of it soonest. Which changes are made follows from
the seed. `--show` lists them, with the lines as they become.
"""

from __future__ import annotations

import argparse
import ast
import json
import os
import random
import resource
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

ROOT = Path(__file__).parents[2]
MEANING = ("policy_dsl/interpreter", "verifier/encoding")

COMPARISONS: dict[type[ast.cmpop], str] = {
    ast.Lt: "<=",
    ast.LtE: "<",
    ast.Gt: ">=",
    ast.GtE: ">",
    ast.Eq: "!=",
    ast.NotEq: "==",
    ast.Is: "is not",
    ast.IsNot: "is",
    ast.In: "not in",
    ast.NotIn: "in",
}
SIGNS: dict[type[ast.operator], str] = {
    ast.Add: "-",
    ast.Sub: "+",
    ast.Mult: "+",
    ast.BitOr: "&",
    ast.BitAnd: "|",
}
CALLS = {
    "any": "all",
    "all": "any",
    "min": "max",
    "max": "min",
    "both": "either",
    "either": "both",
    "And": "Or",
    "Or": "And",
}

PYTEST = ("-m", "pytest", "-x", "-q", "-n", "0", "--no-header", "-p", "no:cacheprovider", "--tb=no")
PARTS = ("ballots", "answers", "verdicts", "changing", "openings", "open_recusals", "tables")
# What notices most a second comes first; it goes with what is changed.
BALLOTS = "tests/semantics/test_differential.py"
CHANGING = ("tests/changing/test_explicit.py", "tests/changing")
SEMANTICS = (
    "tests/semantics/test_counting.py",
    "tests/semantics/test_clauses.py",
    "tests/known_answers",
    "tests/semantics",
)
ANALYSES = ("tests/quality", "tests/loopholes", "tests/matrix", "tests/lint", "tests/diffing")
ABOUT_CHANGE = {"changing", "transition", "points", "steps", "standing", "unrolling", "effects"}
ABOUT_ANALYSES = {"openings", "what_if", "suffices", "supporting", "treatment"}


@dataclass(frozen=True)
class Change:
    """One change of one file: the text from `start` to `end` becomes `new`."""

    file: str
    line: int
    kind: str
    start: int
    end: int
    old: str
    new: str

    @property
    def key(self) -> str:
        """Tells it apart from all others, as long as the line stays as it is."""
        return f"{self.file}:{self.line}: {self.kind} {self.start}-{self.end}"


# --- changes ---------------------------------------------------------------------------------------


def changes_of(file: str, source: str) -> Iterator[Change]:
    """All changes of a file, in its order."""
    tree = ast.parse(source)
    starts = [0]
    for line in source.encode().splitlines(keepends=True):
        starts.append(starts[-1] + len(line))
    data = source.encode()

    def at(node: ast.AST) -> tuple[int, int]:
        return (
            starts[node.lineno - 1] + node.col_offset,  # type: ignore[attr-defined]
            starts[node.end_lineno - 1] + node.end_col_offset,  # type: ignore[attr-defined]
        )

    def text(node: ast.AST) -> str:
        start, end = at(node)
        return data[start:end].decode()

    def change(node: ast.AST, kind: str, new: str) -> Change:
        start, end = at(node)
        return Change(file, node.lineno, kind, start, end, text(node), new)  # type: ignore[attr-defined]

    for node in _meaningful(tree):
        match node:
            case ast.Compare(left=left, ops=[op], comparators=[right]) if type(op) in COMPARISONS:
                new = f"({text(left)}) {COMPARISONS[type(op)]} ({text(right)})"
                yield change(node, "comparison", f"({new})")
            case ast.BoolOp(op=op, values=values):
                other = " or " if isinstance(op, ast.And) else " and "
                yield change(node, "and/or", f"({other.join(f'({text(v)})' for v in values)})")
            case ast.UnaryOp(op=ast.Not(), operand=operand):
                yield change(node, "not", f"({text(operand)})")
            case ast.IfExp(test=test, body=body, orelse=orelse):
                new = f"(({text(orelse)}) if ({text(test)}) else ({text(body)}))"
                yield change(node, "conditional value", new)
            case ast.If(test=test) | ast.While(test=test):
                yield change(test, "condition", f"(not ({text(test)}))")
            case ast.comprehension(ifs=ifs):
                yield from (change(each, "filter", f"(not ({text(each)}))") for each in ifs)
            case ast.Constant(value=bool(value)):
                yield change(node, "truth value", str(not value))
            case ast.Constant(value=int(value)):
                yield change(node, "number", str(value + 1))
            case ast.BinOp(left=left, op=op, right=right) if type(op) in SIGNS:
                yield change(node, "sign", f"({text(left)} {SIGNS[type(op)]} {text(right)})")
            case ast.Call(func=func, args=args, keywords=keywords):
                name = func.id if isinstance(func, ast.Name) else getattr(func, "attr", "")
                if name in CALLS:
                    new = text(func).removesuffix(name) + CALLS[name]
                    yield change(func, "junction", new)
                elif name in {"Not", "negation"}:
                    if len(args) == 1:
                        yield change(node, "not", f"({text(args[0])})")
                elif name != "isinstance" and len(args) == 2 and not keywords and _alike(*args):
                    new = f"{text(func)}({text(args[1])}, {text(args[0])})"
                    yield change(node, "arguments", new)


def _alike(*them: ast.expr) -> bool:
    """Two arguments that could be taken for each other: both names, or both calls."""
    return all(isinstance(each, ast.Name | ast.Attribute) for each in them) or all(
        isinstance(each, ast.Call) for each in them
    )


def _meaningful(tree: ast.Module) -> Iterator[ast.AST]:
    """What runs and says something: no types, no imports, nothing that only tells what went wrong."""
    for node in ast.iter_child_nodes(tree):
        yield from _within(node)


def _within(node: ast.AST) -> Iterator[ast.AST]:
    if isinstance(node, ast.Import | ast.ImportFrom | ast.Assert | ast.Raise | ast.JoinedStr):
        return
    if isinstance(node, ast.If) and "TYPE_CHECKING" in ast.dump(node.test):
        return
    yield node
    for name, value in ast.iter_fields(node):
        if name in ("annotation", "returns", "decorator_list", "bases", "type_comment"):
            continue
        if isinstance(node, ast.Call) and _is_check_of_types(node):
            continue
        for each in value if isinstance(value, list) else [value]:
            if isinstance(each, ast.AST) and not _is_alias(node, each):
                yield from _within(each)


def _is_check_of_types(node: ast.Call) -> bool:
    """`isinstance(it, A | B)`: the `|` is one of types."""
    return isinstance(node.func, ast.Name) and node.func.id in ("isinstance", "TypeVar", "cast")


def _is_alias(node: ast.AST, value: ast.AST) -> bool:
    """`Number = int | Term`, at the top of a file."""
    return (
        isinstance(node, ast.Assign)
        and isinstance(value, ast.BinOp)
        and isinstance(value.op, ast.BitOr)
        and node.col_offset == 0
    )


def every_change(files: Sequence[str]) -> list[Change]:
    """The changes of all files below the folders."""
    return [
        change
        for folder in files
        for path in sorted(
            (ROOT / folder).rglob("*.py") if (ROOT / folder).is_dir() else [ROOT / folder]
        )
        for change in changes_of(
            path.relative_to(ROOT).as_posix(), path.read_text(encoding="utf-8")
        )
    ]


def chosen(files: Sequence[str], seed: int, number: int) -> list[Change]:
    """So many of them, as the seed says; with more of them the first stay the same."""
    every = every_change(files)
    random.Random(seed).shuffle(every)
    return every[:number]


# --- trying ----------------------------------------------------------------------------------------


def tests_for(change: Change) -> tuple[list[str], list[str]]:
    """All tests of meaning, those first that are likely to notice: beginnings of them, then all."""
    about = Path(change.file).stem
    if about in ABOUT_CHANGE:
        first = ["changing", "answers", "ballots", "openings"]
        order = (*CHANGING, BALLOTS, *SEMANTICS, *ANALYSES)
    elif about in ABOUT_ANALYSES:
        first = ["openings", "answers", "tables", "verdicts"]
        order = (*ANALYSES, *SEMANTICS, BALLOTS, *CHANGING)
    else:
        first = ["ballots", "answers", "verdicts", "open_recusals", "openings"]
        order = (BALLOTS, *SEMANTICS, *CHANGING, *ANALYSES)
    return [*dict.fromkeys([*first, *PARTS])], [*dict.fromkeys(order)]


@dataclass(frozen=True)
class Tried:
    """What came of a change. `noticed`: a test failed; None: not known, as time ran out first."""

    key: str
    seconds: float
    noticed: bool | None
    by: str
    old: str
    new: str


def try_change(copy: Path, change: Change, seconds: float, whole: bool) -> Tried:
    """Run the tests on the copy, changed; not `whole`: only their beginnings."""
    path = copy / change.file
    data = path.read_bytes()
    if data[change.start : change.end].decode() != change.old:
        sys.exit(f"{change.file} is another than when the changes were chosen")
    started = time.monotonic()
    try:
        _write(path, data[: change.start] + change.new.encode() + data[change.end :])
        first, then = tests_for(change)
        noticed, by = _run(copy, ["-m", "tests.quality.beginnings", *first], seconds)
        if noticed is False and not whole:
            noticed, by = None, "only beginnings were run"
        elif noticed is False:
            noticed, by = _run(copy, [*PYTEST, *then], seconds)
    finally:
        _write(path, data)
    passed = round(time.monotonic() - started, 1)
    return Tried(change.key, passed, noticed, by, change.old, change.new)


def _write(path: Path, data: bytes) -> None:
    """A file, and no byte code of what it was: of the same length within a second it would pass for the new one."""
    path.write_bytes(data)
    for stale in (path.parent / "__pycache__").glob(f"{path.stem}.*.pyc"):
        stale.unlink()


def _run(copy: Path, arguments: list[str], seconds: float) -> tuple[bool | None, str]:
    """Whether a test fails, and which. Time is that of the processor, so that it is the same on a busy machine."""
    command = [sys.executable, *arguments]
    environment = {**os.environ, "PYTHONPATH": str(copy)}
    limit = int(seconds)
    with tempfile.TemporaryFile("w+") as said:
        child = subprocess.Popen(
            command,
            cwd=copy,
            env=environment,
            stdout=said,
            stderr=subprocess.STDOUT,
            start_new_session=True,
            preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_CPU, (limit, limit)),  # noqa: PLW1509
        )
        try:
            code = child.wait(timeout=20 * seconds)
        except subprocess.TimeoutExpired:
            code = -signal.SIGXCPU
        finally:
            if child.poll() is None:
                os.killpg(child.pid, signal.SIGKILL)
                child.wait()
        said.seek(0)
        lines = said.read().splitlines()
    if code == 0:
        return False, ""
    if code < 0:
        return None, "time"
    failed = [line for line in lines if line.startswith(("FAILED", "ERROR", *PARTS))]
    return True, f"{(failed or [''])[-1]} {(lines or [''])[-1]}"[:200]


def campaign(
    results: Path, changes: list[Change], seconds: float, until: float, whole: bool
) -> None:
    """Try what is not in the results yet, until the time is up."""
    known = {each.key for each in read(results)}
    with tempfile.TemporaryDirectory(prefix="mutation-of-meaning-") as folder:
        copy = Path(folder) / "copy"
        shutil.copytree(ROOT, copy, ignore=shutil.ignore_patterns(".git", ".venv*", "__pycache__"))
        noticed, by = _run(copy, ["-m", "tests.quality.beginnings", *PARTS], seconds)
        if noticed is not False:
            sys.exit(f"the tests fail as they are: {by}")
        for number, change in enumerate(changes, 1):
            if change.key in known:
                continue
            if time.monotonic() > until:
                print("the time is up; call again to go on", flush=True)
                return
            tried = try_change(copy, change, seconds, whole)
            with results.open("a", encoding="utf-8") as file:
                file.write(json.dumps(asdict(tried)) + "\n")
            what = {True: "noticed", False: "NOT NOTICED", None: "time"}[tried.noticed]
            print(f"{number} {what} {tried.seconds} s {change.key} {tried.by[:90]}", flush=True)


def read(results: Path) -> list[Tried]:
    """What was tried so far."""
    if not results.exists():
        return []
    lines = results.read_text(encoding="utf-8").splitlines()
    return [Tried(**json.loads(line)) for line in lines]


def report(tried: Sequence[Tried]) -> str:
    """How many were noticed, and which were not."""
    noticed = sum(each.noticed is True for each in tried)
    head = f"{noticed} of {len(tried)} noticed"
    if tried:
        head += f" ({100 * noticed / len(tried):.1f} %)"
    rest = [
        f"  {'in no time' if each.noticed is None else 'not'}: {each.key}\n    was {each.old}"
        for each in tried
        if each.noticed is not True
    ]
    return "\n".join([head, *rest])


def main() -> int:
    """The command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("results", type=Path)
    parser.add_argument("--number", type=int, default=300)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--files", action="append", help="files or folders to change")
    parser.add_argument("--seconds", type=float, default=600, help="processor time of one change")
    parser.add_argument("--minutes", type=float, default=1e6, help="stop after so long")
    parser.add_argument("--beginnings", action="store_true", help="leave the rest to --again")
    parser.add_argument("--again", action="store_true", help="try again what was not noticed")
    parser.add_argument("--show", action="store_true", help="only list the changes")
    given = parser.parse_args()
    changes = chosen(given.files or MEANING, given.seed, given.number)
    if given.show:
        for change in changes:
            print(f"{change.key}\n    {change.old!r}\n    {change.new!r}")
        return 0
    if given.again:
        noticed = [each for each in read(given.results) if each.noticed]
        given.results.write_text("".join(json.dumps(asdict(t)) + "\n" for t in noticed))
    until = time.monotonic() + 60 * given.minutes
    campaign(given.results, changes, given.seconds, until, not given.beginnings)
    wanted = {change.key for change in changes}
    print(report([each for each in read(given.results) if each.key in wanted]))
    return 0


if __name__ == "__main__":
    sys.exit(main())
