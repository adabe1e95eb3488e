"""Whatever a file holds: a specification comes out, or PolicyErrors, and nothing else."""

import random
import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from policy_dsl import PolicyErrors, Specification, examine
from policy_dsl.checker import Unit, check
from policy_dsl.loading import Loaded
from policy_dsl.parsing import parse_bytes

HERE = Path(__file__).parent
GOOD = [path.read_bytes() for path in sorted((HERE / "good").glob("*.policy"))]
BAD = [path.read_bytes() for path in sorted((HERE / "bad").glob("*.policy"))]
# Whole declarations of good files: short enough that thousands of cases take seconds.
DECLARATION = re.compile(r"^(?=[a-z]+\b)", re.MULTILINE)
PIECES = [
    piece
    for text in (data.decode("utf-8", errors="replace") for data in (*GOOD, *BAD))
    for piece in DECLARATION.split(text)
    if piece.strip() and len(piece) < 600
]
TOKEN = re.compile(r'"[^"\n]*"|\w+|[^\w\s]|\s+')
WORDS = sorted({token for piece in PIECES for token in TOKEN.findall(piece) if token.strip()})
ODD = [
    "\0",
    "\ufeff",
    "\u2028",
    "\x0c",
    "(",
    ")",
    '"',
    "\\",
    "0",
    "1/0",
    "9" * 70,
    "£",
    "%",
    "é",
    "𝔸",
    "\ud800",
]
CASES = 500  # of each kind


def survives(data: bytes) -> None:
    """Read and check bytes; render what is wrong with them."""
    result = parse_bytes("t.policy", data)
    checked = check(
        Unit("t.policy", result.file.declarations, result.broken_names, result.broken_kinds)
    )
    loaded = Loaded(
        None if result.diagnostics else checked.specification,
        (*result.diagnostics, *checked.found.told()),
        {"t.policy": result.source},
    )
    try:
        outcome: object = loaded.or_errors()
    except PolicyErrors as errors:
        outcome = str(errors)
    assert isinstance(outcome, Specification) or str(outcome).startswith("t.policy:")


def some_text(chance: random.Random) -> str:
    """A few declarations that need not fit together."""
    head = 'governance "T"\nparty City\nparty County\nbody Board members City, County quorum none\n'
    return head + "".join(chance.choices(PIECES, k=chance.randint(1, 5)))


def bytes_(chance: random.Random) -> bytes:
    return chance.randbytes(chance.randint(0, 200))


def cut_or_flipped(chance: random.Random) -> bytes:
    data = bytearray(some_text(chance).encode())
    if chance.random() < 0.5:
        del data[chance.randrange(len(data)) :]
    for _ in range(chance.randint(0, 3)):
        if data:
            data[chance.randrange(len(data))] = chance.randrange(256)
    return bytes(data)


def tokens_moved(chance: random.Random) -> bytes:
    tokens = TOKEN.findall(some_text(chance))
    for _ in range(chance.randint(1, 4)):
        one, other = chance.randrange(len(tokens)), chance.randrange(len(tokens))
        match chance.randrange(5):
            case 0:
                tokens[one] = ""
            case 1:
                tokens[one] += " " + tokens[one]
            case 2:
                tokens[one], tokens[other] = tokens[other], tokens[one]
            case 3:
                tokens[one] = chance.choice(WORDS)
            case _:
                tokens[one] = chance.choice(ODD)
    return "".join(tokens).encode("utf-8", errors="surrogatepass")


def names_moved(chance: random.Random) -> bytes:
    """Sentences of the language that speak of other things than they should."""
    text = some_text(chance)
    names = re.findall(r"\b[A-Z]\w*|\b(?:kind|value|urgent|affects|ordinary|careful)\b|\d+", text)
    for _ in range(chance.randint(1, 6)):
        one, other = chance.choice(names), chance.choice(names)
        text = re.sub(rf"\b{one}\b", other, text, count=chance.randint(0, 3))
    return text.encode()


def cases(make: Callable[[random.Random], bytes]) -> Iterator[bytes]:
    chance = random.Random(make.__name__)
    for _ in range(CASES):
        yield make(chance)


@pytest.mark.parametrize("make", [bytes_, cut_or_flipped, tokens_moved, names_moved])
def test_nothing_but_policy_errors(make: Callable[[random.Random], bytes]) -> None:
    for data in cases(make):
        survives(data)


def test_whole_files_cut_anywhere(tmp_path: Path) -> None:
    chance = random.Random("files")
    path = tmp_path / "t.policy"
    for data in GOOD:
        for _ in range(8):
            path.write_bytes(data[: chance.randrange(len(data))])
            assert examine(path).sources
            survives(path.read_bytes())


@pytest.mark.parametrize(
    "text",
    [
        "group G0 is A\n" + "".join(f"group G{i} is G{i - 1}\n" for i in range(1, 5_000)),
        "".join(f"group G{i} is G{(i + 1) % 5_000}\n" for i in range(5_000)),
        "exception e0 to r\n" + "".join(f"exception e{i} to e{i - 1}\n" for i in range(1, 5_000)),
        "".join(f"exception e{i} to e{(i + 1) % 5_000}\n" for i in range(5_000)),
        "".join(
            f"rule r{i} limits q{i} when a{i} requires consensus in B{i}\n" for i in range(3_000)
        ),
        "party A\n" * 5_000,
        "rule r limits every power when " + " and ".join(["a"] * 20_000) + " requires a",
        "rule r limits every power requires " + "(" * 90 + "consensus in B" + ")" * 90,
        "property p " + " and ".join(["A"] * 5_000) + " together can block every decision",
        "party A\nbody B members " + ", ".join(["A"] * 5_000) + " quorum none",
    ],
    ids=lambda text: text[:24],
)
def test_large_and_deep_files(text: str) -> None:
    survives(text.encode())


def test_thousands_of_clauses_are_checked_in_one_go() -> None:
    text = (
        'governance "T"\nparty A with w 1\nbody B members A quorum none\ndecision form v : number\n'
        + "".join(
            f"power p{i} when v is {i} requires majority of members in B weighted by w may amend r{i}\n"
            f"rule r{i} limits p{i}, p0 when amends r{i} requires consent of A in B\n"
            f"exception e{i} to r{i} when v is above {i}\n"
            f"property q{i} A can block every decision under p{i}\n"
            for i in range(1_000)
        )
    )
    survives(text.encode())
