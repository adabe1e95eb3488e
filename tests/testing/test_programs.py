"""Programs under test that flood, hang, never read or leave others behind end in time, in little memory, wholly."""

from __future__ import annotations

import argparse
import json
import os
import resource
import subprocess
import sys
import time
from pathlib import Path

import pytest

from policy_dsl.records import dataclass, replace
from tests.cli.calling import CLUB, ROOT, Called, call
from verifier.commands.conform import ConformAnswer
from verifier.testing.last_words import telling_line
from verifier.testing.program_sessions import FoundInSession, SessionsHeld

READS = (
    "import sys, os, time, json\nsays = sys.stdout.buffer\nnever = lambda: time.sleep(1000)\n"
    "until_told = lambda: sys.stdin.read()\n"
)
PROGRAMS = {
    "answers without end": ("while True: says.write(b'true\\n' * 1000)", "before question"),
    "a line without end": ("while True: says.write(b'x' * 10**6)", "has more than 1,048,576 bytes"),
    "one long line": (
        "says.write(b'9' * 10**7 + b'\\n'); says.flush(); until_told()",
        "has more than",
    ),
    "a long number": (
        "says.write(b'9' * 10**5 + b'\\n'); says.flush(); until_told()",
        "is no JSON",
    ),
    "a long id": (
        "says.write(b'{\"id\": \"' + b'9' * 10**5 + b'\"}\\n'); says.flush(); until_told()",
        "was answered with the id",
    ),
    "nested": ("says.write(b'[' * 10**5 + b'\\n'); says.flush(); until_told()", "is no JSON"),
    "nested id": (
        "says.write(b'{\"id\": ' + b'[' * 900 + b']' * 900 + b'}\\n'); says.flush(); until_told()",
        "question 1",
    ),
    "errors without end": ("while True: os.write(2, b'x' * 10**5)", "no answer to question 1"),
    "never answers": ("sys.stdin.read()", "no answer to question 1"),
    "never reads": ("never()", "no answer to question 1"),
    "closes its output": ("os.close(1); never()", "ended its output before"),
    "closes its input": ("os.close(0); never()", "no answer to question 1"),
    "ends": ("sys.exit('gone: ' + 'x' * 10**6)", "with exit code 1"),
    "signals ignored": (
        "import signal\nfor n in (2, 15): signal.signal(n, signal.SIG_IGN)\nnever()",
        "no answer to question 1",
    ),
    "a grandchild": (
        "import subprocess\nsubprocess.Popen([sys.executable, '-c', 'import time; time.sleep(1000)'])\nnever()",
        "no answer to question 1",
    ),
    "a grandchild that keeps the output": (
        "import subprocess\nsubprocess.Popen([sys.executable, '-c', 'import time; time.sleep(1000)'])\nos._exit(3)",
        "question 1",
    ),
    "a grandchild in a session of its own": (
        "import subprocess\nsubprocess.Popen([sys.executable, '-c', 'import time; time.sleep(1000)'],"
        " start_new_session=True, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)\n"
        "os._exit(3)",
        "question 1",
    ),
}


def left_over(mark: str) -> list[str]:
    """The processes that were started with a mark in their environment."""
    found = []
    for each in Path("/proc").glob("[0-9]*"):
        try:
            if mark.encode() in (each / "environ").read_bytes():
                found.append((each / "cmdline").read_bytes().decode())
        except OSError:
            continue
    return found


# Each waits for the program several times, and most in the same places as others do.
WAITING = {"a long number", "a long id", "nested", "closes its output"}
# Nothing is done until they are no longer waited for, so that all can be waited for at the same time.
IDLE = {kind for kind, (does, _) in PROGRAMS.items() if "never()" in does or "exit(3)" in does}
IDLE |= {"never answers"}
IDLE -= WAITING
in_proc = pytest.mark.skipif(
    not Path("/proc/self/environ").exists(), reason="looks for processes in /proc"
)


@dataclass
class Conforming:
    """`conform` with a program of some kind, begun; `mark` is in the environment of all that it starts."""

    kind: str
    mark: str
    began: float
    running: subprocess.Popen[str]

    def ends_in_time_and_memory_with_all_that_it_started(self) -> None:
        out, err = self.running.communicate(timeout=100)
        code, said = self.running.returncode, PROGRAMS[self.kind][1]
        # Whoever writes before it is asked may have answered a question by that, and breaks at the next.
        assert code == 2 or (self.kind == "answers without end" and code == 1), (
            self.kind,
            out,
            err,
        )
        taken = "The system and the rules disagree" if code == 1 else said
        assert said in out + err or taken in out, self.kind
        assert len(out + err) < 2_000, self.kind
        assert time.monotonic() - self.began < 60, self.kind
        # What is killed is gone a moment later; nobody can wait for a process that is none of its own.
        soon = time.monotonic() + 5
        while left_over(self.mark) and time.monotonic() < soon:
            time.sleep(0.05)
        assert left_over(self.mark) == [], self.kind


def begun(kind: str, folder: Path) -> Conforming:
    folder.mkdir(exist_ok=True)
    (folder / "club.policy").write_text(CLUB, encoding="utf-8")
    (folder / "program.py").write_text(f"{READS}{PROGRAMS[kind][0]}\n", encoding="utf-8")
    mark = f"VETOPROOF_TEST_MARK={os.getpid()}-{time.monotonic_ns()}"
    name, value = mark.split("=")
    running = subprocess.Popen(
        [
            sys.executable,
            "-m",
            "verifier",
            "conform",
            "club.policy",
            "--command",
            f"{sys.executable} program.py",
            "--reading",
            "dear=whole",
            "--answer-timeout",
            "1",
            "--examples",
            "30",
        ],
        cwd=folder,
        env={**os.environ, "PYTHONPATH": str(ROOT), name: value},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_DATA, (2**30, 2**30)),  # noqa: PLW1509
    )
    return Conforming(kind, mark, time.monotonic(), running)


@in_proc
@pytest.mark.parametrize(
    "kind",
    [
        pytest.param(kind, marks=[pytest.mark.campaign] * (kind in WAITING))
        for kind in PROGRAMS
        if kind not in IDLE
    ],
)
def test_it_is_ended_in_time_and_memory_with_all_that_it_started(kind: str, tmp_path: Path) -> None:
    begun(kind, tmp_path).ends_in_time_and_memory_with_all_that_it_started()


@in_proc
def test_so_is_whoever_only_waits(tmp_path: Path) -> None:
    them = [begun(kind, tmp_path / str(n)) for n, kind in enumerate(sorted(IDLE))]
    assert len(them) > 6
    for each in them:
        each.ends_in_time_and_memory_with_all_that_it_started()


def test_a_program_that_answers_is_asked_all_questions(tmp_path: Path) -> None:
    (tmp_path / "club.policy").write_text(CLUB, encoding="utf-8")
    (tmp_path / "program.py").write_text(
        f"{READS}"
        "for line in sys.stdin:\n"
        "    print(json.dumps({'adopted': False, 'id': json.loads(line)['id']}), flush=True)\n",
        encoding="utf-8",
    )
    called = subprocess.run(
        [
            sys.executable,
            "-m",
            "verifier",
            "conform",
            "club.policy",
            "--format",
            "json",
            "--command",
            f"{sys.executable} program.py",
            "--reading",
            "dear=whole",
        ],
        cwd=tmp_path,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert called.returncode == 1, called
    assert json.loads(called.stdout)["disagreement"]["system"] == "not adopted"


# --- programs that answer, and break at some questions -------------------------------------------

BREAKS = {
    "ends": ("sys.exit('two abstain')", "ended with exit code 1 before it answered question 1"),
    "hangs": ("until_told()", "no answer to question 1 within 0.5 seconds"),
    "writes something else": ("print('?', flush=True); continue", "is no JSON: '?'"),
    "writes a line without end": (
        "says.write(b'x' * 2**21); says.flush(); continue",
        "has more than",
    ),
}
ANSWERS = (
    "{reads}for line in sys.stdin:\n"
    "    votes = json.loads(line)['votes']['Owners']\n"
    "    if list(votes.values()).count('abstain') > 1:\n"
    "        {breaks}\n"
    "    print(json.dumps(list(votes.values()).count('for') > 2), flush=True)\n"
)
OWNERS = (
    'governance "Owners"\nparty Ann\nparty Bob\nparty Cem\nparty Dee\n'
    "body Owners members Ann, Bob, Cem, Dee quorum none\n"
    "power moves requires at least 3 of members in Owners\n"
)


def conform(folder: Path, *more: str) -> Called:
    command = f"{sys.executable} {folder / 'program.py'}"
    rules = str(folder / "owners.policy")
    return call("conform", rules, "--command", command, "--answer-timeout", "0.5", *more)


@pytest.mark.parametrize("kind", BREAKS)
def test_a_question_at_which_a_program_breaks_is_found_made_small_saved_and_replayed(
    kind: str, tmp_path: Path
) -> None:
    breaks, said = BREAKS[kind]
    (tmp_path / "owners.policy").write_text(OWNERS, encoding="utf-8")
    program = tmp_path / "program.py"
    program.write_text(ANSWERS.format(reads=READS, breaks=breaks), encoding="utf-8")
    saved = tmp_path / "found.json"
    called = conform(tmp_path, "--save", str(saved))
    assert called.code == 1, called
    assert "The program breaks at this question: " in called.out
    assert said in called.out
    if kind != "hangs":  # there is not always time enough to make it small
        assert "abstaining: " in called.out
        assert list(json.loads(saved.read_text())["votes"]["Owners"].values()).count("abstain") == 2
    again = conform(tmp_path, "--replay", str(saved), "--format", "json")
    assert again.code == 1
    told = json.loads(again.out)
    assert told["conforms"] is False
    assert told["questions"] == 1
    assert told["breakdown"]["alone"] is True
    assert told["breakdown"]["rules"] == "not adopted"
    program.write_text(ANSWERS.format(reads=READS, breaks="pass"), encoding="utf-8")
    assert conform(tmp_path, "--replay", str(saved)).code == 0


def test_a_program_that_breaks_after_some_questions_is_told_so(tmp_path: Path) -> None:
    (tmp_path / "owners.policy").write_text(OWNERS, encoding="utf-8")
    (tmp_path / "program.py").write_text(
        f"{READS}for number, line in enumerate(sys.stdin):\n"
        "    if number == 5: sys.exit('no more')\n"
        "    print(json.dumps(list(json.loads(line)['votes']['Owners'].values()).count('for') > 2), flush=True)\n",
        encoding="utf-8",
    )
    called = conform(tmp_path)
    assert called.code == 1
    assert "asked this alone, it answers; it broke after 5 others." in called.out


def test_what_cannot_be_replayed_is_said(tmp_path: Path) -> None:
    (tmp_path / "owners.policy").write_text(OWNERS, encoding="utf-8")
    (tmp_path / "program.py").write_text("", encoding="utf-8")
    record = tmp_path / "open.json"
    record.write_text('{"title": "T", "votes": {"Owners": {"Ann": "for"}}}', encoding="utf-8")
    called = conform(tmp_path, "--replay", str(record))
    assert called.code == 2
    assert "Bob" in called.err
    record.write_text(
        '{"title": "T", "votes": {"Owners": {"Ann": "for"}, "others": "to come"}}', encoding="utf-8"
    )
    called = conform(tmp_path, "--replay", str(record))
    assert called.code == 2
    assert called.err


def test_a_program_that_answers_now_so_now_so_is_found(tmp_path: Path) -> None:
    program = tmp_path / "now_so.py"
    program.write_text(
        "import json, sys\n"
        "for number, line in enumerate(sys.stdin, 1):\n"
        "    votes = [*json.loads(line)['votes']['Owners'].values()]\n"
        "    print(json.dumps((votes.count('for') >= 3) is (number % 3 != 0)), flush=True)\n"
    )
    wallet = str(ROOT / "examples" / "governor" / "wallet.policy")
    called = call("conform", wallet, "--command", f"{sys.executable} {program}")
    assert called.code == 1
    assert called.out.startswith("The system answers this question now one way, now another: ")
    assert "Started anew and asked this alone, 3 times, it answers: " in called.out
    assert '"votes": {"Owners": ' in called.out


NODE = """file:///board.mjs:3
  throw new Error("a");
        ^

Error: no such motion
    at file:///board.mjs:3:9
    at async file:///board.mjs:9:1 {
  code: 'NONE'
}

Node.js v20.20.2
"""
THROWN = """node:internal/process/esm_loader:97
throw "gone"
^
gone
(Use `node --trace-uncaught ...` to show where the exception was thrown)

Node.js v20.20.2
"""
JAVA = """Exception in thread "main" java.lang.IllegalStateException: closed
\tat Board.main(Board.java:3)
\t... 2 more
"""
PYTHON = """Traceback (most recent call last):
  File "board.py", line 3, in <module>
ValueError: at noon
"""


@pytest.mark.parametrize(
    ("written", "line"),
    [
        (NODE, "Error: no such motion"),
        (THROWN, "gone"),
        (JAVA, 'Exception in thread "main" java.lang.IllegalStateException: closed'),
        (PYTHON, "ValueError: at noon"),
        ("an Exception was logged\nsegmentation fault\n\n", "segmentation fault"),
        ("Node.js v20.20.2\n", "Node.js v20.20.2"),
        ("", ""),
    ],
)
def test_the_line_that_says_why_it_ended_is_shown(written: str, line: str) -> None:
    assert telling_line(written) == line


def test_what_was_found_goes_before_the_end_of_the_time() -> None:
    found = FoundInSession("it takes a vote after closing", ())
    held = SessionsHeld(3, 9, found, ("a limit was reached",))
    answer = ConformAnswer(argparse.Namespace(), held=held)
    assert answer.found
    assert not answer.open
    assert ConformAnswer(argparse.Namespace(), held=replace(held, found=None)).open
