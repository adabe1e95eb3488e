"""What is said of a sentence that went wrong is about the sentence that its author was writing."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import cycle
from pathlib import Path

import pytest

from policy_dsl import examine_text, grammar
from policy_dsl.lexing import lex
from policy_dsl.parsing import parse
from policy_dsl.source import Source
from policy_dsl.splitting import DECLARATIONS, split

GOOD = Path(__file__).parent / "good"
LONGEST = 40  # tokens


def declarations() -> dict[str, list[str]]:
    """Valid declarations, by their keywords, no two of them of the same shape."""
    shapes = set()
    found: dict[str, list[str]] = {word: [] for word in DECLARATIONS}
    for path in sorted(GOOD.glob("*.policy")):
        text = path.read_text(encoding="utf-8")
        for chunk in split(lex(Source(path.name, text), grammar.keywords()).tokens):
            tokens = [*chunk.tokens]
            shape = tuple(token.type for token in tokens)
            if shape not in shapes and len(tokens) <= LONGEST:
                shapes.add(shape)
                found[str(tokens[0])].append(text[tokens[0].start_pos : tokens[-1].end_pos])
    return found


VALID = declarations()


def with_other_words(text: str, words: Iterator[str], names: bool) -> Iterator[tuple[str, str]]:
    """The declaration with another word in the place of one of its own, and what that was."""
    for token in [*lex(Source("t.policy", text), grammar.keywords()).tokens][1:]:
        if token.type == "NAME" if names else token.type in grammar.keywords().values():
            yield text[: token.start_pos] + next(words) + text[token.end_pos :], str(token)


@pytest.mark.parametrize("kind", DECLARATIONS)
def test_a_word_that_is_none_of_the_language(kind: str) -> None:
    """One message; no example of another declaration; no quotation marks but with the word that was there."""
    for text in VALID[kind]:
        for wrong, was in with_other_words(text, cycle(["blurbs"]), names=False):
            # A word that may be a name as well may have been one.
            every = parse(Source("t.policy", wrong)).diagnostics
            assert len(every) <= 1, wrong
            for said in every:
                help_ = said.help or ""
                assert re.findall(r"for example: (\w+)", help_) in ([], [kind]), wrong
                if "quotation marks" in help_:
                    assert f"`{was}`" in help_, wrong
                if "is no word of the language" in said.message:
                    assert "`blurbs`" in said.message, wrong


@pytest.mark.parametrize("kind", DECLARATIONS)
def test_a_word_that_begins_declarations(kind: str) -> None:
    """In the midst of a sentence it begins no other one."""
    for text in VALID[kind]:
        for wrong, _ in with_other_words(text, cycle(DECLARATIONS), names=True):
            for said in parse(Source("t.policy", wrong)).diagnostics:
                assert re.findall(r"for example: (\w+)", said.help or "") in ([], [kind]), wrong


@pytest.mark.parametrize(
    ("text", "message", "help_"),
    [
        ("body B has A, C", "found `has`", "did you mean `members`?"),
        ("body B seating A, C", "found `seating`", "write `members` or `observers` in place of"),
        ("body B The board\n  members A", "found `The`", 'quotation marks: "The …"'),
        ("party A Town hall", "found `Town`", 'quotation marks: "Town …"'),
        ("decision\n form k : k0 or k1", "found `k0`", "after `one of`: `one of k0, k1`"),
        ("recusal r removes parties in t from C", "found `removes`", "for example: recusal "),
        ("recusal r\n  removes\n  parties in t", "found `removes`", "for example: recusal "),
    ],
)
def test_what_is_proposed(text: str, message: str, help_: str) -> None:
    (said,) = parse(Source("t.policy", text)).diagnostics
    assert message in said.message
    assert help_ in (said.help or "")


def test_declarations_may_share_a_line() -> None:
    text = "party A party B group G is A, B decision party C body D members A decision"
    result = parse(Source("t.policy", text))
    assert not result.diagnostics
    assert len(result.file.declarations) == 7


@pytest.mark.parametrize(
    ("line", "advice"),
    [
        (
            "quorum turnout at least 1/2 of members",
            "write `of` before it: `turnout of at least 1/2 of members`",
        ),
        (
            "quorum attendance majority of members",
            "write `of` before it: `attendance of majority of members`",
        ),
    ],
)
def test_what_is_counted_stands_after_of(line: str, advice: str) -> None:
    (said,) = parse(Source("x.policy", f"body B members A {line}\n")).diagnostics
    assert said.help == advice


def test_what_a_power_may_not_amend_is_said_elsewhere() -> None:
    text = "power p requires consensus in B may amend any clause but veto\n"
    (said,) = parse(Source("x.policy", text)).diagnostics
    assert said.help is not None
    assert "keep `veto` with `fixed" in said.help


@pytest.mark.parametrize(
    ("line", "help_"),
    [
        ("power p requires 66 % of votes cast in B", "directly after the number: `66%`"),
        ("power p requires at least 2/3 majority in B", "leave `majority` out"),
        ("power p requires simple majority of votes cast in B", "leave `simple` out"),
        ("power p requires unanimous vote in B", "`unanimity of members in …`"),
        ("power p requires majority of votes in B", "`votes cast in …`"),
        ("power p requires majority of votes cast by B", "the body stands after `in`"),
        ("power p when cost is above 1.000 requires consensus in B", "underscores: 1_000"),
        ("power p when cost is above 1'000 requires consensus in B", "such as 1_000"),
        ("power p when cost is above EUR 1000 requires consensus in B", "leave `EUR` out"),
        ("power p when cost is greater than 9 requires consensus in B", "`is above`"),
        ("power p when cost is less than 9 requires consensus in B", "`is below`"),
        ("party Ann, Bob, Cem", "`party Ann party Bob party Cem`"),
        ("parties Ann, Bob", "`parties 3 Member`"),
        ('party "Ann Smith"', '`party AnnSmith "Ann Smith"`'),
        ("body The Committee members A quorum none", "leave `The` out"),
        ("body C members A, B and D quorum none", "separated by commas"),
        ("party A\nrules dear limits p requires consensus in B", "did you mean `rule`?"),
        ("party A\ndecisions\n  form fast : yes or no", "did you mean `decision`?"),
        ("rule dear to p requires consensus in B", "write `limits` in place of `to`"),
        ("exception e of dear when fast", "write `to` in place of `of`"),
        ("decision form cost : amount in EUR", "write `number in EUR`"),
        ("timeline on 1.2.2024 A leaves B", "year-month-day"),
        ("property x A can block all decisions", "`every decision`"),
        ("property x A or B can block every decision", "of each in a claim of its own"),
        ("property x every one of G together can block every decision", "`any 6 of G together`"),
        ("property x A has a veto", "`A can block every decision`"),
        (
            "power p requires at least 3/4 of shares cast in B",
            "`of votes cast in … weighted by shares`",
        ),
        ("power p requires at least 60% of tons in B", "`of members in … weighted by tons`"),
        (
            "body B members A weighted by shares quorum none",
            "`majority of votes cast in … weighted by …`",
        ),
        ("right papers held by Ann", "`held by members of B`"),
        ("property x any two members of B can block every decision", "in figures: `2`"),
    ],
)
def test_what_newcomers_write_is_said_in_the_words_of_the_language(line: str, help_: str) -> None:
    said = [each.help or "" for each in parse(Source("x.policy", line + "\n")).diagnostics]
    assert help_ in said[0]


def test_a_sign_apart_from_its_number_is_told_once() -> None:
    text = 'governance "x"\nparty A\nbody B members A quorum none\npower p requires at least 66 % of votes cast in B\n'
    (said,) = examine_text(text).diagnostics
    assert said.code == "VP007"


def test_what_is_declared_wrongly_is_not_missed_elsewhere() -> None:
    for line in ("party Ann, Bob, Cem", "parties Ann, Bob, Cem"):
        text = f'governance "x"\n{line}\nbody B members Ann, Bob, Cem quorum none\n'
        assert [each.code for each in examine_text(text).diagnostics] == ["VP001"]


def test_what_is_broken_elsewhere_keeps_its_name() -> None:
    for line in ('parties 3 Ann "members" nonsense', 'party Ann "member" nonsense'):
        text = f'governance "x"\n{line}\nbody B members Ann quorum none\n'
        assert [each.code for each in examine_text(text).diagnostics] == ["VP001"]


def test_roundings_are_named() -> None:
    text = "power p requires at least 2/3 of members rounded off in B\n"
    (said,) = parse(Source("x.policy", text)).diagnostics
    assert said.help == "write `rounded down`, `rounded up` or `rounded to nearest`"


@pytest.mark.parametrize(
    ("line", "help_"),
    [
        ("power p requires consent of Leader in Board", "declare it: `party Leader`"),
        ("power p requires majority of members in Leader", "declare it: `body Leader …`"),
        ("exception e to leader", "declare it: `rule leader …`"),
        ("power p when Leader requires majority of members in Board", "`decision form Leader …`"),
    ],
)
def test_what_is_not_declared_is_declared_though_something_else_looks_like_it(
    line: str, help_: str
) -> None:
    text = f"""governance "Club"
party A
body Board members A quorum none
{line}
property lead A can pass every decision
"""
    said = [each.help or "" for each in examine_text(text).diagnostics if each.code == "VP030"]
    assert any(help_ in each and "`lead`" in each for each in said), said


@pytest.mark.parametrize("word", ["nothing", "nobody"])
def test_a_power_that_needs_nobody_says_whose_act_it_is(word: str) -> None:
    text = f'governance "x"\nparty A\nbody B members A quorum none\npower p requires {word}\n'
    (said,) = examine_text(text).diagnostics
    assert "`consent of X by separate act`" in (said.help or said.message), said
