"""All text leaves by verifier/output, all files by verifier/writing: what prints or writes elsewhere is found here."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
WAYS_OUT = ("verifier/output/", "verifier/writing.py")
# What writes a file that holds nothing of others, or for itself only.
OF_ITS_OWN = {
    "policy_dsl/grammar.py": "the table of the grammar, for maintainers",
    "verifier/diffing/revisions.py": "an earlier version of a file, in a folder of its own, for the time of the call",
    "verifier/testing/command_conformance.py": "questions to a program under test",
}
STREAMS = {"stdout", "stderr", "__stdout__", "__stderr__"}
WRITERS = {"write_text", "write_bytes", "fdopen", "NamedTemporaryFile", "mkstemp"}
SAID = {"print(", "Printable(", "open", "sys", "dump", "csv", "write", "dup2", *WRITERS}


def leaks(source: str) -> Iterator[tuple[int, str]]:
    """The lines that print or write, or make text that may leave, and how."""
    # Most say no such word, which is seen without reading them as Python.
    for node in ast.walk(ast.parse(source)) if any(each in source for each in SAID) else ():
        match node:
            case ast.Call(func=ast.Name("print" | "Printable" as name)):
                yield node.lineno, name
            case ast.Call(func=ast.Name("open") | ast.Attribute(attr="open")) if _writes(node):
                yield node.lineno, "open"
            case ast.Attribute(value=ast.Name("sys"), attr=attr) if attr in STREAMS:
                yield node.lineno, attr
            case ast.ImportFrom(module="sys", names=names):
                yield from ((node.lineno, name.name) for name in names if name.name in STREAMS)
            case ast.Attribute(value=ast.Name("json"), attr="dump" | "dumps" as attr):
                yield node.lineno, f"json.{attr}"
            case ast.Import(names=names):
                yield from ((node.lineno, "csv") for name in names if name.name == "csv")
            case ast.Attribute(attr=attr) if attr in WRITERS:
                yield node.lineno, attr
            case ast.Attribute(value=ast.Name("os"), attr="write" | "dup2" as attr):
                yield node.lineno, f"os.{attr}"


def _writes(call: ast.Call) -> bool:
    """Whether a call of `open` is for writing, or may be."""
    modes = [*call.args, *(each.value for each in call.keywords if each.arg == "mode")]
    texts = [each.value for each in modes if isinstance(each, ast.Constant)]
    return any(
        isinstance(text, str) and set(text) <= set("rwxabt+") and set(text) & set("wxa+")
        for text in texts
    )


@pytest.mark.parametrize("package", ["policy_dsl", "verifier"])
def test_text_leaves_by_one_way(package: str) -> None:
    found = {
        f"{name}:{line} {how}"
        for path in sorted((ROOT / package).rglob("*.py"))
        if not (name := path.relative_to(ROOT).as_posix()).startswith(WAYS_OUT)
        and name not in OF_ITS_OWN
        for line, how in leaks(path.read_text(encoding="utf-8"))
        if not (how == "csv" and name == "verifier/records/table_rows.py")  # reads
    }
    assert found == set()


@pytest.mark.parametrize(
    "source",
    [
        "print('x')",
        "print('x', file=sys.stderr)",
        "sys.stdout.write('x')",
        "from sys import stderr",
        "open(path, 'w')",
        "open(path, mode='ab')",
        "Path(path).open('x', encoding='utf-8')",
        "Path(path).write_text('x')",
        "os.write(1, b'x')",
        "Printable('x')",
        "json.dumps({})",
        "import csv",
    ],
)
def test_each_way_is_seen(source: str) -> None:
    assert list(leaks(source))


@pytest.mark.parametrize("source", ["open(path)", "open(path, 'rb')", "out_lines('x')"])
def test_what_does_neither_is_not(source: str) -> None:
    assert not list(leaks(source))
