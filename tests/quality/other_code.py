"""Other code in modules that are imported already: a change of what is said, or probes where changes would be."""

from __future__ import annotations

import ast
import importlib
import sys
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path
from types import FunctionType, ModuleType
from typing import Any

from policy_dsl.records import fields
from tests.quality.changes_of_meaning import ROOT, Change


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


def plainly(modules: Iterable[ModuleType]) -> None:
    """Let modules say again what their files say."""
    for module in modules:
        say(module, compile(Path(str(module.__file__)).read_text("utf-8"), "", "exec"))


def make(change: Change) -> bool:
    """Make a change here; whether it could be made in code that is there already."""
    code = compile(change.made_in((ROOT / change.file).read_bytes()), change.file, "exec")
    module = module_of(change.file)
    if change.called:
        return say(module, code)
    other = ModuleType(module.__name__)
    exec(code, other.__dict__)
    return say(module, code) or _let_fields_be(module, other) or _let_constants_be(module, other)


def _let_fields_be(module: ModuleType, other: ModuleType) -> bool:
    """The fields of classes have other defaults; whether some have."""
    differ = False
    for name, mine in vars(module).items():
        its = vars(other).get(name)
        if not (isinstance(mine, type) and isinstance(its, type) and "__record__" in vars(mine)):
            continue
        for old, new in zip(fields(mine), fields(its), strict=True):
            for what in ("default", "repr", "compare", "init"):
                if str(getattr(old, what)) != str(getattr(new, what)):
                    setattr(old, what, getattr(new, what))
                    differ = True
        if differ:
            mine.__init__ = its.__init__  # type: ignore[misc]
            return True
    return False


def _let_constants_be(module: ModuleType, other: ModuleType) -> bool:
    """What a module computes when it is imported is another value, wherever it is known; whether something is."""
    others = {
        id(old): (name, vars(other)[name])
        for name, old in vars(module).items()
        if not isinstance(old, type | ModuleType | FunctionType) and name in vars(other)
        if str(old) != str(vars(other)[name])
    }
    for each in list(sys.modules.values()):
        for name, value in list(vars(each).items()):
            was, its = others.get(id(value), ("", None))
            # Small numbers are one object, whoever has them.
            if was and (was == name or not isinstance(value, int)):
                vars(each)[name] = its
    return bool(others)
