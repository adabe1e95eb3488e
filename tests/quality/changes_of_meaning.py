"""Single changes of what code says: a comparison, `and`, `not`, a condition, a number, the order of arguments."""

from __future__ import annotations

import ast
import hashlib
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from policy_dsl.records import dataclass, replace

ROOT = Path(__file__).parents[2]

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
# What says the same whichever comes first, and what the test is of in `isinstance`.
SYMMETRIC = {"isinstance", "same", "equal"}


@dataclass(frozen=True)
class Change:
    """One change of one file: the text from `start` to `end` becomes `new`. `node` is what was there.

    `called`: it is within a function; else it is of what a module computes when it is imported.
    """

    file: str
    line: int
    kind: str
    start: int
    end: int
    old: str
    new: str
    node: ast.expr
    where: str = ""
    called: bool = True
    number: int = 0

    @property
    def key(self) -> str:
        """Tells it apart from all others, and stays when other parts of the file change."""
        again = f" ({self.number + 1})" if self.number else ""
        said = f"{self.file} {self.where}: {self.kind}: {self.old} becomes {self.new}{again}"
        return " ".join(said.split())

    @property
    def at(self) -> str:
        """Where it is today."""
        return f"{self.file}:{self.line}"

    def made_in(self, data: bytes) -> bytes:
        """The file with it."""
        return data[: self.start] + self.new.encode() + data[self.end :]


def changes_of(file: str, source: str) -> Iterator[Change]:
    """All changes of a file, in its order."""
    starts = [0]
    for line in source.encode().splitlines(keepends=True):
        starts.append(starts[-1] + len(line))
    data = source.encode()

    def at(node: ast.expr) -> tuple[int, int]:
        last, end = node.end_lineno or node.lineno, node.end_col_offset or 0
        return starts[node.lineno - 1] + node.col_offset, starts[last - 1] + end

    def text(node: ast.expr) -> str:
        start, end = at(node)
        return data[start:end].decode()

    for where, called, inner in _meaningful(ast.parse(source)):
        for node, kind, new in _others(inner, text):
            yield Change(file, node.lineno, kind, *at(node), text(node), new, node, where, called)


def _others(node: ast.AST, text: Callable[[ast.expr], str]) -> Iterator[tuple[ast.expr, str, str]]:
    """What could stand for a part of a node: the part, the kind of change, and the other text."""
    match node:
        case ast.Compare(left=left, ops=[op], comparators=[right]) if type(op) in COMPARISONS:
            new = f"({text(left)}) {COMPARISONS[type(op)]} ({text(right)})"
            yield node, "comparison", f"({new})"
        case ast.BoolOp(op=op, values=values):
            other = " or " if isinstance(op, ast.And) else " and "
            yield node, "and/or", f"({other.join(f'({text(v)})' for v in values)})"
        case ast.UnaryOp(op=ast.Not(), operand=operand):
            yield node, "not", f"({text(operand)})"
        case ast.IfExp(test=test, body=body, orelse=orelse):
            new = f"(({text(orelse)}) if ({text(test)}) else ({text(body)}))"
            yield node, "conditional value", new
        case ast.If(test=test) | ast.While(test=test):
            yield test, "condition", f"(not ({text(test)}))"
        case ast.comprehension(ifs=ifs):
            yield from ((each, "filter", f"(not ({text(each)}))") for each in ifs)
        case ast.Constant(value=bool(value)):
            yield node, "truth value", str(not value)
        case ast.Constant(value=int(value)):
            yield node, "number", str(value + 1)
        case ast.BinOp(left=left, op=op, right=right) if type(op) in SIGNS:
            yield node, "sign", f"(({text(left)}) {SIGNS[type(op)]} ({text(right)}))"
        case ast.Call(func=func, args=args, keywords=keywords):
            name = func.id if isinstance(func, ast.Name) else getattr(func, "attr", "")
            if name in CALLS:
                new = text(func).removesuffix(name) + CALLS[name]
                yield func, "junction", new
            elif name in {"Not", "negation"}:
                if len(args) == 1:
                    yield node, "not", f"({text(args[0])})"
            elif name not in SYMMETRIC and len(args) == 2 and not keywords and _alike(*args):
                new = f"{text(func)}({text(args[1])}, {text(args[0])})"
                yield node, "arguments", new


def _alike(*them: ast.expr) -> bool:
    """Two arguments that could be taken for each other: both names, or both calls."""
    return all(isinstance(each, ast.Name | ast.Attribute) for each in them) or all(
        isinstance(each, ast.Call) for each in them
    )


def _meaningful(tree: ast.Module) -> Iterator[tuple[str, bool, ast.AST]]:
    """What runs and says something, and in what: no types, no imports, nothing that only tells what went wrong."""
    for node in ast.iter_child_nodes(tree):
        yield from _within("", False, node)


def _within(where: str, called: bool, node: ast.AST) -> Iterator[tuple[str, bool, ast.AST]]:
    if isinstance(node, ast.Import | ast.ImportFrom | ast.Assert | ast.Raise | ast.JoinedStr):
        return
    if isinstance(node, ast.If) and "TYPE_CHECKING" in ast.dump(node.test):
        return
    yield where, called, node
    if isinstance(node, ast.FunctionDef | ast.ClassDef):
        where = f"{where}.{node.name}" if where else node.name
    for name, value in ast.iter_fields(node):
        if isinstance(node, ast.Call) and name == "keywords" and _is_check_of_lengths(node):
            continue
        if name in ("annotation", "returns", "decorator_list", "bases", "type_comment"):
            continue
        if isinstance(node, ast.Call) and _is_check_of_types(node):
            continue
        inside = called or (isinstance(node, ast.FunctionDef | ast.Lambda) and name == "body")
        for each in value if isinstance(value, list) else [value]:
            if isinstance(each, ast.AST) and not _is_alias(node, each):
                yield from _within(where, inside, each)


def _is_check_of_types(node: ast.Call) -> bool:
    """`isinstance(it, A | B)`: the `|` is one of types."""
    return isinstance(node.func, ast.Name) and node.func.id in ("isinstance", "TypeVar", "cast")


def _is_check_of_lengths(node: ast.Call) -> bool:
    """`zip(…, strict=True)`."""
    return isinstance(node.func, ast.Name) and node.func.id == "zip"


def _is_alias(node: ast.AST, value: ast.AST) -> bool:
    """`Number = int | Term` or `Kept = tuple[Term, ...]`, at the top of a file."""
    return (
        isinstance(node, ast.Assign | ast.AnnAssign)
        and node.col_offset == 0
        and (
            isinstance(value, ast.Subscript)
            or (isinstance(value, ast.BinOp) and isinstance(value.op, ast.BitOr))
        )
    )


def every_change(places: Sequence[str]) -> list[Change]:
    """The changes of all files below the folders."""
    found = []
    for place in places:
        path = ROOT / place
        for file in sorted(path.rglob("*.py")) if path.is_dir() else [path]:
            name = file.relative_to(ROOT).as_posix()
            alike: Counter[str] = Counter()
            for change in changes_of(name, file.read_text(encoding="utf-8")):
                found.append(replace(change, number=alike[change.key]))
                alike[change.key] += 1
    return found


def chosen(places: Sequence[str], seed: int, number: int) -> list[Change]:
    """So many of them, as the seed says: the same ones as long as the code around them is the same."""
    every = every_change(places)
    every.sort(key=lambda change: hashlib.sha256(f"{seed} {change.key}".encode()).digest())
    return every[:number]
