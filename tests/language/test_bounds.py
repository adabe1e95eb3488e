"""Nothing makes the parser raise, and what is large is read or refused."""

import random
import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from policy_dsl.diagnostics import render_all
from policy_dsl.parsing import LARGEST_FILE, parse_bytes
from tests.language.parsed import good, read
from tests.language.samples import CLAIMS, NOTTINGHAMSHIRE, REQUIREMENTS, SAMPLES


@pytest.mark.parametrize("opened", ["(", "not ", "not (", "(a and (b or ", "(a or b and "])
def test_deep_nesting_is_an_error_and_not_a_crash(opened: str) -> None:
    text = "rule r when " + opened * 50_000 + "a" + ")" * (opened.count("(") * 50_000)
    assert [one.code for one in read(text).diagnostics] == ["VP009"]


def test_the_deepest_nesting_that_is_allowed() -> None:
    good("rule r when " + "(a or b and " * 100 + "c" + ")" * 100)
    good("rule r when " + "not " * 100 + "c")


def test_large_files_are_refused() -> None:
    assert [one.code for one in parse_bytes("t", b"#" * (LARGEST_FILE + 1)).diagnostics] == [
        "VP010"
    ]


def test_bytes_that_are_no_text() -> None:
    result = parse_bytes("t", "party A\nparty Łó".encode() + b"\xff")
    (diagnostic,) = result.diagnostics
    assert (diagnostic.code, diagnostic.span.line, diagnostic.span.column) == ("VP011", 2, 9)
    assert "UTF-16" in parse_bytes("t", "party A".encode("utf-16")).diagnostics[0].message
    assert parse_bytes("t", b"party A\0").diagnostics[0].code == "VP011"


def test_thousands_of_clauses() -> None:
    text = "\n".join(
        f'rule r{index} "R" limits every power\n  when a and value is below {index}\n'
        '  requires majority of members in B and consent of City  assumed "x"\n'
        for index in range(4_000)
    )
    assert len(good(text)) == 4_000


def test_thousands_of_broken_lines() -> None:
    assert len(read("timeline\n" + "on 2020-01-01 A exits B\n" * 4_000).found) == 4_000


@settings(deadline=None)
@given(st.binary(max_size=200))
def test_no_bytes_make_it_raise(data: bytes) -> None:
    result = parse_bytes("t.policy", data)
    render_all(result.diagnostics, {"t.policy": result.source}).encode()
    parse_bytes("t.policy.md", b"```policy\n" + data)


@pytest.mark.parametrize("seed", range(150))
def test_no_damage_makes_it_raise(seed: int) -> None:
    """Truncations, and words exchanged, doubled, dropped or joined, in good files."""
    chance = random.Random(seed)
    text = chance.choice(SAMPLES)
    words = text.split(" ")
    for _ in range(chance.randint(1, 8)):
        place = chance.randrange(len(words))
        match chance.randrange(5):
            case 0:
                del words[place:]
            case 1:
                words[place:place] = [chance.choice(words)]
            case 2:
                words[place] = chance.choice(
                    ['"', "(", ")", ",", ":", "\n", "\0", "\ud800", "every", "power", "%"]
                )
            case 3:
                del words[place]
            case _:
                words[place] = words[place][: len(words[place]) // 2]
        words = words or [""]
    result = read(" ".join(words))
    render_all(result.diagnostics, {"t.policy": result.source}).encode()
    for diagnostic in result.diagnostics:
        assert 0 <= diagnostic.span.start <= diagnostic.span.end <= len(result.source.text)
        assert diagnostic.message


@pytest.mark.parametrize("text", [CLAIMS, REQUIREMENTS, NOTTINGHAMSHIRE])
def test_every_missing_word_is_noticed_or_makes_another_sentence(text: str) -> None:
    """Of every declaration with one word dropped: no exception, and a place within the text."""
    for declaration in re.split(r"^(?=[a-z])", text, flags=re.MULTILINE):
        words = declaration.split(" ")
        for place in range(len(words)):
            result = read(" ".join(words[:place] + words[place + 1 :]))
            assert all(one.span.end <= len(result.source.text) for one in result.diagnostics)
