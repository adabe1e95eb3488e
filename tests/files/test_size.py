"""Whatever is in a file: time grows as its size does, memory is a few times its size, and little is said."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.cli.calling import ROOT

HEAD = """\
governance "G"
party A
party B
body Bo
  members A, B
  quorum none
decision
  form k : number in EUR
power p requires majority of votes cast in Bo
"""
RULE = "rule r limits p when k is 1 requires majority of votes cast in Bo\n"
# Prints what it took: processor time in seconds, memory in bytes.
RUN = """
import os, resource, sys
child = os.fork()
if not child:
    os.execv(sys.executable, [sys.executable, "-m", "verifier", *sys.argv[1:]])
status = os.waitpid(child, 0)[1]
used = resource.getrusage(resource.RUSAGE_CHILDREN)
print(os.waitstatus_to_exitcode(status), used.ru_utime + used.ru_stime, used.ru_maxrss * 1024, file=sys.stderr)
"""

Text = Callable[[int], str]
# Files of which memory is to be a few times the size, with a size in signs.
LARGE: dict[str, tuple[Text, int]] = {
    "a string": (lambda n: f'party C "{"x" * n}"\n', 8_000_000),
    "a string that does not end": (lambda n: f'party C "{"x" * n}\n', 8_000_000),
    "a comment": (lambda n: f"# {'x' * n}\n", 8_000_000),
    "a name": (lambda n: f"party {'N' * n}\n", 2_000_000),
    "a word that begins nothing": (lambda n: "z" * n, 2_000_000),
    "a number": (lambda n: RULE.replace("is 1", f"is {'1' * n}"), 2_000_000),
    "a date": (lambda n: f"timeline on {'1-' * (n // 2)}1 p lapses\n", 2_000_000),
    "quotation marks": (lambda n: '"' * n, 1_500_000),
    "signs": (lambda n: "@" * n, 2_000_000),
    "blanks": (lambda n: " " * n, 2_000_000),
    "lines": (lambda n: "\n" * n, 2_000_000),
    "parentheses": (lambda n: RULE.replace("k is 1", "(" * n), 1_000_000),
    "misspelt lines": (lambda n: "prty X\n" * (n // 7), 700_000),
    "zero bytes": (lambda n: "\0" * n, 2_000_000),
}
# Files of which the time is to grow as the number of parts does.
MANY: dict[str, tuple[Text, int]] = {
    "misspelt lines": (lambda n: "prty X\n" * n, 2_500),
    "misspelt names": (lambda n: "".join(f"prty X{i}\n" for i in range(n)), 2_500),
    "open strings": (lambda n: '"\n' * n, 5_000),
    "one name": (lambda n: "party X\n" * n, 1_500),
    "one line": (lambda n: "party X " * n, 1_500),
    "citations": (
        lambda n: f'document d "D"\n{RULE}' + '  cite d "x"\n' * n,
        3_000,
    ),
    "readings": (
        lambda n: (
            RULE.split("requires", maxsplit=1)[0]
            + "requires\n"
            + "".join(f'  reading r{i} "t": at least 1 votes in favour in Bo\n' for i in range(n))
            + "property q A can block every decision\n"
        ),
        300,
    ),
    "exceptions": (
        lambda n: RULE + "".join(f"exception e{i} to r when k is {i}\n" for i in range(n)),
        800,
    ),
    "groups": (
        lambda n: "group G0 is A\n" + "".join(f"group G{i} is G{i - 1}\n" for i in range(1, n)),
        1_000,
    ),
    "unknown names": (lambda n: f"group G is {', '.join(f'U{i}' for i in range(n))}\n", 2_000),
}


def used(tmp_path: Path, text: str, *options: str) -> tuple[float, int, str]:
    """Processor time and memory that a check of a text took, and all that it said."""
    path = tmp_path / "rules.policy"
    path.write_text(HEAD + text, encoding="utf-8")
    done = subprocess.run(
        [sys.executable, "-c", RUN, "check", "rules.policy", *options],
        cwd=tmp_path,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        capture_output=True,
        check=False,
    )
    *said, told = done.stderr.decode("utf-8", "replace").splitlines()
    code, seconds, size = told.split()
    assert code in ("0", "2"), done.stderr[-2000:]
    return float(seconds), int(size), "\n".join([*said, done.stdout.decode("utf-8", "replace")])


@pytest.fixture(scope="module")
def nothing(tmp_path_factory: pytest.TempPathFactory) -> tuple[float, int]:
    """What a check of next to nothing takes."""
    seconds, size, _ = used(tmp_path_factory.mktemp("nothing"), "")
    return seconds, size


@pytest.mark.parametrize("kind", LARGE)
def test_memory_is_less_than_ten_times_the_file(
    kind: str, tmp_path: Path, nothing: tuple[float, int]
) -> None:
    made, signs = LARGE[kind]
    text = made(signs)
    seconds, size, said = used(tmp_path, text)
    assert size - nothing[1] < 10 * len(text.encode()) + 5_000_000
    assert len(said) < 20_000
    assert "too large" not in said
    assert seconds < 60  # 3 or 4 on a machine that does nothing else


@pytest.mark.parametrize("kind", MANY)
def test_twice_as_much_takes_twice_as_long(
    kind: str, tmp_path: Path, nothing: tuple[float, int]
) -> None:
    made, number = MANY[kind]
    once, _, said = used(tmp_path, made(number))
    four_times, _, _ = used(tmp_path, made(4 * number))
    assert four_times - nothing[0] < 9 * max(
        once - nothing[0], 0.2
    )  # 16 times, if it were the square
    assert len(said) < 60_000


@pytest.mark.parametrize("form", ["text", "json", "sarif", "github", "junit"])
def test_of_many_mistakes_a_hundred_are_told_and_how_many_there_are(
    form: str, tmp_path: Path
) -> None:
    _, _, said = used(tmp_path, "prty X\n" * 3_000, "--format", form)
    assert "2,900 more errors in this file, 3,000 in all" in said
    assert 100 <= said.count("begins no declaration") <= 210
