"""Input of every kind that is not as it should be, for every command; and what may come of it."""

import json
import random
import sys
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tests.cli.calling import CLUB, EXPECTED, FAILS, HOLDS, VACUOUS, Called, call
from tests.output.hostile import SIGNS, rules
from verifier.cli import COMMANDS

SEEDS = (CLUB + HOLDS, CLUB + HOLDS + EXPECTED + FAILS + VACUOUS, rules(), "", 'governance "x"\n')
MOTION: Any = {
    "motion": "New roof",
    "date": "2024-02-10",
    "decision": {"price": 5, "secret": False},
    "votes": {"Committee": {"Ann": "for", "Bob": {"for": 1}, "Cem": "against"}},
    "outcome": "not adopted",
}
TABLE = "motion,date,price,secret,body,party,vote\nRoof,2024-02-10,5,no,Committee,Ann,for\nRoof,,,,,Bob,against\n"
BASELINE: Any = {
    "tool": "vetoproof",
    "version": 1,
    "findings": [
        {"rule": "property-fails", "subject": "x", "fingerprint": "0" * 32, "message": "m"}
    ],
}
WAIVERS = (
    '[[waive]]\ncode = "VL06"\nsubject = "Committee"\nbecause = "agreed"\nuntil = 2030-01-01\n'
)
# What stands for a value where another one is expected.
ODD: tuple[Any, ...] = (
    None,
    True,
    0,
    -1,
    10**400,
    1.5,
    float("nan"),
    float("inf"),
    "",
    "x" * 5000,
    [],
    {},
    [[]],
    {"": {}},
    "\ud800",
    "\x00",
    SIGNS,
    "2024-02-30",
    "0000-00-00",
    "1e9",
    "½",
    "٣",
    [1, "a", None],
    {"for": -1},
    "yes",
)
PIECES = (
    "(",
    ")",
    "((((",
    '"',
    '\\"',
    "#",
    "\n",
    "\r\n",
    "\t",
    "\x00",
    "\ufeff",
    "\u2028",
    "::",
    "=",
    "1_000",
    "99999999999999999999",
    "0/0",
    "1/0",
    "100%",
    "-1",
    "2024-02-30",
    "0000-01-01",
    "not ",
    " and ",
    " or ",
    "every ",
    "some ",
    "no ",
    "when ",
    "rule ",
    "property ",
    "body ",
    "party ",
    "parties 999999999999 X\n",
    "parties 0 X\n",
    'include "x.policy"\n',
    'include "club.policy"\n',
    "timeline\n",
    "decision\n",
    "accepts ",
    "even after amendments",
    "fixed ",
    "spelling American\n",
    SIGNS,
    "£",
    "€",
)
OPTIONS = (
    "--format",
    "--timeout",
    "--question-timeout",
    "--steps",
    "--memory",
    "--property",
    "--at",
    "--baseline",
    "--write-baseline",
    "--only",
    "--today",
    "--most",
    "--brief",
    "--jobs",
    "--rev",
    "--command",
    "--when",
    "--reading",
    "--seed",
    "--examples",
    "--root",
    "--record",
    "--at-least",
    "--apply",
    "-o",
    "--date",
    "--since",
    "--check",
    "--title",
    "--explain",
    "--help",
    "--version",
    "--",
    "-",
    "-x",
    "--all-bases",
    "--rules-only",
    "--no-counts",
    "--save",
    "--coverage",
    "--quick",
    "--debug",
)
VALUES = (
    "",
    "0",
    "-1",
    "1",
    "nan",
    "inf",
    "1e400",
    "x",
    "json",
    "text",
    "sarif",
    "github",
    "junit",
    "csv",
    "markdown",
    "2024-02-30",
    "2024-01-01",
    "club.policy",
    "minutes.json",
    "known.json",
    ".",
    "/dev/null",
    "nowhere/x",
    "\udcff",
    "a\x00b",
    SIGNS.replace("/", ""),
    "x" * 300,
    "a=b",
    "=",
    "price is 5",
    "true",
    "'",
    "holds_true",
    "self.policy",
    "folder",
)
# Files that an option may write; nothing else is overwritten.
_WRITES = frozenset({"--write-baseline", "-o", "--save"})


@dataclass(frozen=True)
class Case:
    """A call, and the files that it reads."""

    arguments: tuple[str, ...]
    files: tuple[tuple[str, bytes], ...]


def cases(seed: int) -> Iterator[Case]:
    """Endlessly many, always the same for the same seed."""
    chance = random.Random(seed)
    kinds: Sequence[Callable[[random.Random], Case]] = (_specification, _record, _call, _beside)
    while True:
        (kind,) = chance.choices(kinds, (5, 4, 3, 2))
        yield kind(chance)


def _mutated(chance: random.Random, text: str) -> bytes:
    """A text with a few things wrong."""
    if chance.random() < 0.03:
        return chance.randbytes(chance.randrange(200))
    for _ in range(chance.randrange(1, 5)):
        at = chance.randrange(len(text) + 1)
        to = min(len(text), at + chance.choice((0, 1, 3, 20, 200)))
        how = chance.randrange(5)
        if how == 0:
            text = text[:at] + text[to:]
        elif how == 1:
            text = text[:at] + chance.choice(PIECES) + text[to:]
        elif how == 2:
            text = text[:at] + text[at:to] * chance.choice((2, 3, 50)) + text[to:]
        elif how == 3:
            lines = text.split("\n")
            chance.shuffle(lines)
            text = "\n".join(lines) if chance.random() < 0.2 else text[:to]
        else:
            words = text.split(" ")
            one, other = (chance.randrange(len(words)) for _ in range(2))
            words[one], words[other] = words[other], words[one]
            text = " ".join(words)
    data = text.encode("utf-8", "surrogatepass")
    if chance.random() < 0.1:
        at = chance.randrange(len(data) + 1)
        data = data[:at] + chance.randbytes(chance.randrange(1, 4)) + data[at:]
    return data


def _odd(chance: random.Random, it: Any) -> Any:
    """A value with some part of it another than is expected."""
    if chance.random() < 0.25:
        return chance.choice(ODD)
    if isinstance(it, dict) and it:
        name = chance.choice(list(it))
        changed = dict(it)
        how = chance.randrange(4)
        if how == 0:
            del changed[name]
        elif how == 1:
            changed[str(chance.choice(ODD))[:300]] = changed.pop(name)
        else:
            changed[name] = _odd(chance, it[name])
        return changed
    if isinstance(it, list) and it:
        at = chance.randrange(len(it))
        return [*it[:at], _odd(chance, it[at]), *it[at + 1 :]]
    return chance.choice(ODD)


def _json(chance: random.Random, it: Any) -> bytes:
    for _ in range(chance.randrange(1, 4)):
        it = _odd(chance, it)
    text = json.dumps(it, ensure_ascii=chance.random() < 0.5)
    if chance.random() < 0.05:
        text = "[" * chance.choice((10, 2000, 100_000)) + text
    return (
        _mutated(chance, text) if chance.random() < 0.3 else text.encode("utf-8", "surrogatepass")
    )


_LIMITS = ("--timeout", "1")


def _format(chance: random.Random, command: str) -> list[str]:
    formats = {
        "check": ("text", "json", "junit", "sarif", "github"),
        "lint": ("text", "json", "sarif", "github"),
        "loopholes": ("text", "json", "sarif", "github"),
        "matrix": ("text", "markdown", "csv", "json"),
        "entrenchment": ("text", "markdown", "json"),
        "readings": ("text", "markdown", "json"),
        "chart": ("text", "markdown", "json"),
        "resilience": ("text", "markdown", "json"),
        "suggest": ("text", "markdown", "json"),
    }.get(command, ("text", "json"))
    return (
        []
        if command in ("format", "init", "import", "report")
        else ["--format", chance.choice(formats)]
    )


def _specification(chance: random.Random) -> Case:
    """A specification that is not one, or another one."""
    command = chance.choice(
        [name for name in COMMANDS if name not in ("init", "import", "mutate", "report")]
    )
    files = (("it.policy", _mutated(chance, chance.choice(SEEDS))),)
    more = {
        "repair": ["holds_true"],
        "decide": ["minutes.json"],
        "chart": ["ordinary"],
        "conform": ["--command", "nothing-of-this-name"],
        "diff": ["club.policy"],
        "format": ["--check"] if chance.random() < 0.5 else [],
    }.get(command, [])
    limits = [] if command in ("format", "chart", "decide", "conform") else _LIMITS
    return Case((command, "it.policy", *more, *_format(chance, command), *limits), files)


def _record(chance: random.Random) -> Case:
    """Minutes that are none."""
    ending = chance.choice(("json", "yaml", "csv", "jsonl", "yml", "tsv", "txt"))
    if ending in ("csv", "tsv"):
        data = _mutated(chance, TABLE.replace(",", "\t") if ending == "tsv" else TABLE)
    elif ending in ("yaml", "yml") and chance.random() < 0.6:
        data = _mutated(
            chance,
            "motion: Roof\ndate: 2024-02-10\ndecision: {price: 5}\nvotes:\n  Committee:\n    Ann: for\n",
        )
    else:
        data = _json(chance, [MOTION, MOTION] if chance.random() < 0.3 else MOTION)
    command = chance.choices(("decide", "mutate"), (20, 1))[0]
    name = f"record.{ending}"
    record = ["--record", name, "--only", "nothing"] if command == "mutate" else [name]
    return Case((command, "club.policy", *record, *_format(chance, command)), ((name, data),))


def _beside(chance: random.Random) -> Case:
    """Baselines and waivers."""
    if chance.random() < 0.5:
        data = _json(chance, BASELINE)
        command = chance.choice(("check", "lint", "loopholes"))
        arguments = (command, "small.policy", "--baseline", "base.json", *_format(chance, command))
        return Case((*arguments, *_LIMITS), (("base.json", data),))
    data = _mutated(chance, WAIVERS)
    return Case(
        ("lint", "small.policy", *_format(chance, "lint"), *_LIMITS), (("small.lint.toml", data),)
    )


def _call(chance: random.Random) -> Case:
    """Arguments that make no sense."""
    command = chance.choice((*COMMANDS, "chekc", ""))
    arguments = [command]
    for _ in range(chance.randrange(5)):
        option = chance.choice(OPTIONS)
        value = chance.choice(VALUES)
        how = chance.randrange(4)
        if option in _WRITES:
            arguments += [option, chance.choice(("out/x.html", "nowhere/x.docx", "/dev/full", ""))]
        elif how == 0:
            arguments.append(option)
        elif how == 1:
            arguments.append(f"{option}={value}")
        elif how == 2:
            arguments += [option, value]
        else:
            arguments.append(value)
    # `format` and `init` write where they are told to; a program is started only if there is one.
    if command in ("format", "init"):
        arguments = [a for a in arguments if a != "/dev/null"]
    return Case(tuple(arguments), ())


def prepare() -> None:
    """The files that every case may read, in the folder where one is."""
    Path("club.policy").write_text(SEEDS[0], encoding="utf-8")
    Path("small.policy").write_text(
        'governance "x"\nparty A\nbody B\n  members A\n', encoding="utf-8"
    )
    Path("minutes.json").write_text(json.dumps(MOTION), encoding="utf-8")
    Path("known.json").write_text(json.dumps(BASELINE), encoding="utf-8")
    Path("folder").mkdir(exist_ok=True)
    Path("out").mkdir(exist_ok=True)
    if not Path("self.policy").is_symlink():
        Path("self.policy").symlink_to("self.policy")


def tried(case: Case) -> str:
    """What came of a case, if it may not; empty if it may."""
    for name, data in case.files:
        Path(name).write_bytes(data)
    try:
        called = call(*case.arguments)
    except BaseException as error:  # nothing may come out of a command but its exit code
        return f"{type(error).__name__}: {error}"
    finally:
        for name, _ in case.files:
            Path(name).unlink(missing_ok=True)
    return wrong(called)


def wrong(called: Called) -> str:
    """What is wrong with the outcome of a call."""
    if called.code not in (0, 1, 2, 3):
        return f"exit code {called.code}: {called.err[-500:]}"
    if "Traceback" in called.out + called.err:
        return "a traceback"
    if called.code == 2 and not (called.err or called.out):
        return "exit code 2, and nothing is said"
    return ""


def campaign(
    count: int,
    seed: int,
    until: Callable[[], bool] = lambda: False,
    told: Callable[[int, int], None] | None = None,
) -> tuple[int, list[tuple[Case, str]]]:
    """How many cases were tried, and those of which something came that may not."""
    prepare()
    failures = []
    done = 0
    for case in cases(seed):
        if done >= count or until():
            return done, failures
        said = tried(case)
        done += 1
        if told is not None and done % 1_000 == 0:
            told(done, len(failures))
        if said:
            failures.append((case, said))
    return done, failures


if __name__ == "__main__":
    import os
    import tempfile
    import time

    number, begun, seconds = int(sys.argv[1]), int(sys.argv[2]), float(sys.argv[3])
    os.chdir(tempfile.mkdtemp())
    end = time.monotonic() + seconds

    def tell(done: int, failed: int) -> None:
        print(f"{done:,} tried, {failed} failed", flush=True)

    tried_, found = campaign(number, begun, lambda: time.monotonic() > end, tell)
    for it, what in found:
        print(it.arguments, [data[:2000] for _, data in it.files], what, sep="\n", end="\n\n")
    print(f"{tried_} tried, {len(found)} failed")
