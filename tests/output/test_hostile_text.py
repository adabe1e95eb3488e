"""Whatever others wrote, in whatever command and format it leaves: it forges nothing."""

import csv
import io
import json
import re
import sys
from collections.abc import Iterator, Mapping
from importlib.util import find_spec
from pathlib import Path

import pytest

from tests.cli.answered_once import answered_once
from tests.cli.calling import Called, call
from tests.cli.test_internal_errors import FORMATS
from tests.output.hostile import (
    BEGINNINGS,
    LINES,
    SIGNS,
    forged,
    rules,
    unseen,
    wrong_with,
    wrong_with_word,
)
from verifier.cli import COMMANDS

EVIL = f"{BEGINNINGS[0]} {SIGNS}{LINES}"
CALLS: Mapping[str, list[list[str]]] = {
    "check": [["h.policy"], ["h.policy", "--explain", "--all-bases"], ["h.policy", "--steps", "1"]],
    "entrenchment": [["h.policy"]],
    "loopholes": [["h.policy"]],
    "repair": [["h.policy", "fails_truly"]],
    "decide": [["h.policy", "minutes.yaml", "minutes.json", "minutes.csv"]],
    "conform": [
        [
            "h.policy",
            "--reading=dear=whole",
            "--reading=small=in_force",
            "--examples",
            "20",
            "--coverage",
            "--command",
            f"{sys.executable} yes.py",
        ]
    ],
    "mutate": [["h.policy", "--only", "dear", "--examples", "20"]],
    "matrix": [["h.policy"]],
    "readings": [["h.policy", "-v"]],
    "chart": [["h.policy", "ordinary"]],
    "resilience": [["h.policy", "--steps", "20000"]],
    "suggest": [["h.policy", "--steps", "20000"]],
    "lint": [["h.policy"]],
    "diff": [["h.policy", "other.policy"]],
}
# What is told in many formats, and takes a while to find out.
FOUND_ONCE = ("loopholes", "repair", "lint", "diff", "entrenchment")
BROKEN = {
    "a name that is none": ("party Ann", f"party An\u202en\x1b[0m {SIGNS}"),
    "a text without an end": ("party Bob", f'party "{SIGNS}'),
    "a misspelt word": ("timeline", f"timline ::error::x ##[error] {SIGNS}"),
    "another type": ("price is above 1_000 and", f'price is "{SIGNS}" and'),
    "an include": ("decision\n", f'include "{SIGNS}.policy"\ndecision\n'),
    "an include out of the folder": ("decision\n", f'include "../{SIGNS}.policy"\ndecision\n'),
}


@pytest.fixture(autouse=True)
def _folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    written("h.policy", rules())
    changed = rules().replace("price is above 1_000\n", "price is above 900\n")
    written(
        "other.policy",
        changed.replace("exception small", "exception tiny").replace("small", "tiny"),
    )
    motion = {
        "motion": EVIL,
        "date": "2024-02-10",
        "decision": {"price": 5, "secret": False},
        "votes": {"Committee": {"Ann": "for", "Bob": "for", "Cem": "against"}},
        "outcome": "not adopted",
    }
    wrong = [
        {"motion": EVIL, EVIL: EVIL},
        {**motion, "votes": {EVIL: {EVIL: EVIL}}, "outcome": EVIL},
    ]
    written("minutes.json", json.dumps([motion, *wrong]))
    written("minutes.yaml", json.dumps([motion, *wrong]))  # which is YAML as well
    quoted = EVIL.replace('"', '""').replace("\r", "")
    written(
        "minutes.csv",
        f'motion,date,price,body,party,vote\n"{quoted}",2024-02-10,5,Committee,"{quoted}",for\n',
    )
    written("yes.py", "import sys\nfor _ in sys.stdin: print('true', flush=True)\n")


def written(name: str, text: str) -> str:
    Path(name).write_bytes(text.encode("utf-8"))
    return name


def harmless(called: Called, form: str) -> None:
    assert called.code in (0, 1, 2, 3)
    assert list(wrong_with(called.out, form)) == [] or not called.out
    assert list(wrong_with(called.err, "text")) == []


@pytest.mark.parametrize(
    ("arguments", "form"),
    [
        ([name, *arguments, *(["--format", form] if form else [])], form)
        for name in COMMANDS
        for arguments in CALLS.get(name, [])
        for form in FORMATS.get(name, ("",))
    ],
    ids=lambda it: " ".join(map(str, it)) if isinstance(it, list) else "",
)
def test_every_command_in_every_format(
    arguments: list[str], form: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    answered_once(monkeypatch, *FOUND_ONCE)
    if arguments[0] in {"conform", "mutate"}:
        pytest.importorskip("hypothesis")
    called = call(*arguments)
    harmless(called, form)
    assert called.out
    # What can be seen is not lost: letters of any script, and what stands behind.
    if form not in {"csv"} and arguments[0] in {"check", "loopholes"}:
        assert "é£" in called.out
        assert "漢字שלום" in called.out


@pytest.mark.parametrize("kind", BROKEN)
@pytest.mark.parametrize("command", [name for name in CALLS if name not in ("conform", "mutate")])
def test_errors_and_their_excerpts(command: str, kind: str) -> None:
    old, new = BROKEN[kind]
    written("h.policy", rules().replace(old, new, 1))
    for form in FORMATS.get(command, ("",)):
        called = call(command, *CALLS[command][0], *(["--format", form] if form else []))
        assert called.code == 2
        harmless(called, form)


def test_files_that_are_written() -> None:
    call("check", "h.policy", "--write-baseline", "known.json")
    assert list(wrong_with(Path("known.json").read_text(encoding="utf-8"), "json")) == []
    harmless(call("init", "new.policy", "--title", EVIL), "text")
    assert unseen(Path("new.policy").read_text(encoding="utf-8")) == []
    if find_spec("hypothesis"):
        program = written("no.py", "import sys\nfor _ in sys.stdin: print('false', flush=True)\n")
        found = call(
            "conform",
            "h.policy",
            "--reading=dear=whole",
            "--reading=small=in_force",
            "--reading=dear=whole",
            "--reading=small=in_force",
            "--save",
            "r.json",
            "--command",
            f"{sys.executable} {program}",
        )
        assert found.code == 1
        harmless(found, "text")
        assert list(wrong_with(Path("r.json").read_text(encoding="utf-8"), "json")) == []


def test_reviews() -> None:
    for module in ("jinja2", "svg", "docx", "resvg_py"):
        pytest.importorskip(module)
    files = ("-o", "review.html", "-o", "review.docx")
    called = call("report", "h.policy", "--since", "other.policy", *files)
    assert called.code in (0, 3), called.err
    harmless(called, "text")
    assert list(wrong_with(Path("review.html").read_text(encoding="utf-8"), "html")) == []
    assert list(wrong_with_word(Path("review.docx"))) == []


# Of each kind of table, with a name in each place where others write one.
TABLES = {
    "votes.csv": [
        ["motion NAME", "date", "NAME", "party", "vote", "outcome"],
        ["NAME", "2024-02-10", "NAME", "Ann", "for", "adopted"],
        ["NAME", "2024-02-10", "x", "NAME", "NAME", "NAME"],
        ["NAME", "2024-02-10", "x", "Bob", "against", "adopted"],
    ],
    "wide.csv": [["motion NAME", "Ann", "Bob", "NAME"], ["NAME", "for", "NAME", "against"]],
    "turned.csv": [["member", "NAME", "x"], ["Ann", "for", "for"], ["NAME", "against", "for"]],
    "listed.json": [
        {"title": "NAME", "NAME": [{"voter": each, "vote": "for"} for each in ("Ann", "NAME")]}
    ],
}


@pytest.mark.parametrize("name", [EVIL, "a\nb", "a\u2028b", "\u3164a", "no", "a: b #c", '"', "\\x"])
@pytest.mark.parametrize("table", TABLES)
def test_a_proposed_mapping_says_the_names_of_a_table_and_nothing_else(
    table: str, name: str
) -> None:
    yaml = pytest.importorskip("yaml")
    filled = json.loads(json.dumps(TABLES[table]).replace("NAME", json.dumps(name)[1:-1]))
    if table.endswith("json"):
        written(table, json.dumps(filled))
    else:
        text = io.StringIO()
        csv.writer(text).writerows(filled)
        written(table, text.getvalue())
    called = call("decide", "h.policy", "--propose-map", table)
    harmless(called, "text")
    if name == EVIL and called.code:
        return  # what is no line of a table cannot be read at all
    assert called.code == 0, called
    said = set(_texts(yaml.load(called.out, Loader=yaml.BaseLoader)))
    theirs = {name, name.strip(), f"motion {name}".strip(), f"{name}.voter", f"{name}.vote"}
    assert said & theirs
    assert all(re.fullmatch(r"[A-Za-z_. ]*", each) for each in said - theirs)


def _texts(it: object) -> Iterator[str]:
    """All names and values."""
    if isinstance(it, dict):
        it = [*it, *it.values()]
    if isinstance(it, list):
        for each in it:
            yield from _texts(each)
    else:
        yield str(it)


def test_a_known_finding_that_went_and_waivers() -> None:
    known = {"rule": EVIL, "subject": EVIL, "fingerprint": "0" * 32, "message": EVIL}
    written("known.json", json.dumps({"tool": "vetoproof", "version": 1, "findings": [known]}))
    for form in ("text", "sarif", "github", "junit", "json"):
        called = call("check", "h.policy", "--baseline", "known.json", "--format", form)
        harmless(called, form)
        assert "é£" in called.err
    quoted = json.dumps(EVIL)
    written("h.lint.toml", f"[[waive]]\ncode = {quoted}\nsubject = {quoted}\nbecause = {quoted}\n")
    harmless(call("lint", "h.policy"), "text")
    written(
        "h.lint.toml",
        f'[[waive]]\ncode = "VL01"\nsubject = {quoted}\nbecause = {quoted}\nuntil = 2000-01-01\n',
    )
    for form in FORMATS["lint"]:
        harmless(call("lint", "h.policy", "--format", form), form)


@pytest.mark.parametrize(
    "program",
    [
        "import sys; sys.stderr.write(EVIL); sys.exit(3)",
        "import sys; input(); print(EVIL.splitlines()[0], flush=True)",
        "import sys; input(); print('{\"adopted\": ' + repr(EVIL) + '}', flush=True)",
        "import json; input(); print(json.dumps({'id': EVIL, 'adopted': True}), flush=True)",
        "import json; input(); print(json.dumps({'adopted': EVIL}), flush=True)",
    ],
)
def test_last_words_of_a_program(program: str) -> None:
    pytest.importorskip("hypothesis")
    written("evil.py", f"EVIL = {EVIL!r}\n{program}\n")
    for form in ("text", "json"):
        called = call(
            "conform",
            "h.policy",
            "--reading=dear=whole",
            "--reading=small=in_force",
            "--format",
            form,
            "--command",
            f"{sys.executable} -X utf8 evil.py",
        )
        assert called.code == 2
        harmless(called, form)


@pytest.mark.parametrize("command", COMMANDS)
def test_calls(command: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Names of files, options and what is given for them."""
    answered_once(monkeypatch, "lint")
    evil = EVIL.replace("/", "")
    for arguments in (
        [evil],
        ["--", f"-{evil}"],
        [f"--{evil}"],
        ["h.policy", evil, "--format", "text"],
        ["h.policy", "x", f"--format={evil}"],
        ["h.policy", "x", f"--at={evil}"],
        ["h.policy", "x", f"--timeout={evil}"],
        ["h.policy", "x", f"--baseline={evil}"],
        ["h.policy", "x", f"--write-baseline={evil}/x"],
        ["h.policy", f"--property={evil}"],
        ["h.policy", f"--only={evil}", f"--rev={evil}", f"--reading={evil}", f"--command={evil}"],
        ["h.policy", f"--rev={evil}"],
        ["h.policy", f"--command={evil}"],
        ["h.policy", f"--reading={evil}", "--command=true"],
        ["h.policy", f"--when={evil}", "--command=true"],
        ["h.policy", "-o", f"{evil}.html"],
        ["h.policy", "-o", f"{evil}/x.html"],
    ):
        if command == "report" and arguments[-1] == f"{evil}.html":
            continue  # a review of that name, which is slow
        called = call(command, *arguments)
        harmless(called, "text")
    assert list(Path().glob("*.html")) == []
    harmless(call(evil), "text")


def test_names_of_files_and_folders() -> None:
    folder = Path("a\u202e::error::b\x1b\n##[error]")
    folder.mkdir()
    (folder / "x\n::error::y.policy").write_text(rules(), encoding="utf-8")
    for command in COMMANDS:
        if command in {"init", "import", "repair", "diff", "conform", "mutate", "decide", "report"}:
            continue
        power = ["ordinary"] if command == "chart" else []
        for form in FORMATS.get(command, ("",)):
            called = call(command, str(folder), *power, *(["--format", form] if form else []))
            harmless(called, form)
    for form in FORMATS["loopholes"]:
        harmless(call("loopholes", str(folder / "y.policy"), "--format", form), form)


def test_the_scan_sees_what_it_looks_for() -> None:
    for (
        sign
    ) in "\x00\x1b\x7f\x9b\r\t\u202e\u2066\u200f\u061c\u2028\u200b\ufeff\ufffe\ud800\U000e0041":
        assert unseen(f"a{sign}b")
    assert not unseen("é£“”漢字שלום👩\u200d👧\n")
    assert forged("x\n  ::error::y")
    assert forged("x ##vso[y]")
    assert forged("x\n  FORGED")
    assert list(wrong_with("=1,2", "csv"))
    assert list(wrong_with("::error::a::b", "github"))
    assert list(wrong_with("error", "github"))
