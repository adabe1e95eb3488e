"""Who may import whom: the contracts in pyproject.toml, and one of them again without a tool."""

import ast
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from graphlib import TopologicalSorter
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
ROOMS_OF_THE_SOLVER = ("verifier/encoding", "verifier/solving")


def imported_names(path: Path) -> Iterator[str]:
    """Absolute module names that a file imports, wherever in the file it does so."""
    for node in ast.walk(ast.parse(path.read_bytes(), filename=str(path))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.level == 0 and node.module:
            yield node.module


def importers_of(package: str, *folders: str) -> set[str]:
    """Files below the folders that import the package or something inside it."""
    return {
        path.relative_to(ROOT).with_suffix("").as_posix()
        for folder in folders
        for path in sorted((ROOT / folder).rglob("*.py"))
        # Most name it nowhere, which is seen without reading them as Python.
        if package.encode() in path.read_bytes()
        and any(name.split(".")[0] == package for name in imported_names(path))
    }


def test_only_encoding_and_solving_import_z3() -> None:
    outside = {
        name
        for name in importers_of("z3", "policy_dsl", "verifier")
        if not any(name == room or name.startswith(room + "/") for room in ROOMS_OF_THE_SOLVER)
    }
    assert outside == set()


def test_the_language_does_not_know_the_verifier() -> None:
    assert importers_of("verifier", "policy_dsl") == set()


def test_no_files_import_each_other_in_a_circle() -> None:
    """Nor where only types are asked for, or within a function; `__init__` files hand on what others have."""
    files = {
        ".".join(path.relative_to(ROOT).with_suffix("").parts): path
        for package in ("policy_dsl", "verifier")
        for path in (ROOT / package).rglob("*.py")
        if path.name != "__init__.py"
    }
    known = {
        name: {
            module
            for node in ast.walk(ast.parse(path.read_bytes()))
            if isinstance(node, ast.ImportFrom) and node.module
            for module in (node.module, *(f"{node.module}.{each.name}" for each in node.names))
            if module in files
        }
        for name, path in files.items()
    }
    assert len(tuple(TopologicalSorter(known).static_order())) == len(files)


JUDGES = (
    "tests.semantics.brute_force",
    "tests.changing.explicit",
    "tests.loopholes.brute_openings",
    "tests.loopholes.brute_changes",
)


def test_what_judges_the_verifier_does_not_know_it() -> None:
    """Brute force imports nothing, by any way, of what is compared with it."""
    said = f"import sys, {', '.join(JUDGES)}; print(*(name.split('.')[0] for name in sys.modules))"
    run = subprocess.run(
        [sys.executable, "-c", said], cwd=ROOT, capture_output=True, encoding="utf-8", check=True
    )
    loaded = set(run.stdout.split())
    assert "policy_dsl" in loaded
    assert not loaded & {"verifier", "z3"}


def test_the_contracts_are_kept() -> None:
    pytest.importorskip("importlinter", reason="comes with the extra `testing`")
    run = subprocess.run(
        [
            sys.executable,
            "-c",
            "from importlinter.cli import lint_imports_command; lint_imports_command()",
            "--no-cache",
        ],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert run.returncode == 0, run.stdout + run.stderr


def test_no_import_is_excused() -> None:
    settings = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    contracts = settings["tool"]["importlinter"]["contracts"]
    assert contracts
    assert [each["id"] for each in contracts if each.get("ignore_imports")] == []
