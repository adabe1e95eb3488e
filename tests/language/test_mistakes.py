# ruff: noqa: E501 - messages are pinned as they are printed
"""What is said about mistakes, and what to write instead."""

import textwrap

import pytest

from policy_dsl.catalogue import CATALOGUE
from policy_dsl.diagnostics import TOLD_AT_MOST
from tests.language.parsed import read, shown

MISTAKES = {
    "no_quotes": (
        "governance Nottingham",
        """\
        t.policy:1:12: error VP001: expected a text in quotation marks ("…"), found `Nottingham`
            governance Nottingham
                       ^^^^^^^^^^
          help: put the text in quotation marks: "Nottingham\"""",
    ),
    "missing_of": (
        "power p requires at least 2/3 members in Board",
        """\
        t.policy:1:31: error VP001: expected `of`, found `members`
            power p requires at least 2/3 members in Board
                                          ^^^^^^^
          help: a threshold names its base after `of`: write `of members`""",
    ),
    "missing_of_in_a_quorum": (
        "body B\n  quorum at least 1/2 members\n  members A, B",
        """\
        t.policy:2:23: error VP001: expected `of`, found `members`
            quorum at least 1/2 members
                                ^^^^^^^
          help: a threshold names its base after `of`: write `of members`""",
    ),
    "misspelt_word": (
        "power p requires majorty of members in Board",
        """\
        t.policy:1:18: error VP001: `majorty` is no word of the language
            power p requires majorty of members in Board
                             ^^^^^^^
          help: did you mean `majority`?""",
    ),
    "misspelt_event": (
        "timeline\n  on 2020-01-01 City leavs Board",
        """\
        t.policy:2:22: error VP001: expected what happens, such as `joins BODY` or `takes effect` or a comma, found `leavs`
            on 2020-01-01 City leavs Board
                               ^^^^^
          help: did you mean `leaves`?""",
    ),
    "misspelt_declaration": (
        'party A "x"\npartty City "Nottingham"',
        """\
        t.policy:2:1: error VP004: `partty` begins no declaration
            partty City "Nottingham"
            ^^^^^^
          help: did you mean `party`?""",
    ),
    "keyword_as_name": (
        'party group "x"',
        """\
        t.policy:1:7: error VP003: `group` is a word of the language and can't be a name
            party group "x"
                  ^^^^^
          help: call it `Group` or `group_`""",
    ),
    "unclosed_parenthesis": (
        "power r requires (majority of members in B or consent of City\nparty X",
        """\
        t.policy:1:18: error VP020: this parenthesis is not closed
            power r requires (majority of members in B or consent of City
                             ^
          help: close it with `)` before the declaration ends""",
    ),
    "unopened_parenthesis": (
        "power r requires consensus in B)",
        """\
        t.policy:1:32: error VP020: there is no opening parenthesis to this one
            power r requires consensus in B)
                                           ^
          help: leave it out, or open it before""",
    ),
    "unterminated_text": (
        'property w "unclosed\n  City can block every decision',
        """\
        t.policy:1:12: error VP005: this text has no closing quotation mark
            property w "unclosed
                       ^^^^^^^^^
          help: close it with " on the same line; a quotation mark inside a text is written \\\"""",
    ),
    "no_such_day": (
        "timeline on 2019-02-30 City leaves Board",
        """\
        t.policy:1:13: error VP008: there is no day 2019-02-30
            timeline on 2019-02-30 City leaves Board
                        ^^^^^^^^^^
          help: look it up in a calendar: year-month-day""",
    ),
    "date_without_zeros": (
        "timeline on 2019-4-3 City leaves Board",
        """\
        t.policy:1:13: error VP008: `2019-4-3` is not a date
            timeline on 2019-4-3 City leaves Board
                        ^^^^^^^^
          help: write year-month-day, such as 2019-04-12""",
    ),
    "stray_sign": (
        "power t when value >= 500 requires consensus in B",
        """\
        t.policy:1:20: error VP006: `>=` has no place in the language
            power t when value >= 500 requires consensus in B
                               ^^
          help: write `is at least`""",
    ),
    "comma_in_a_number": (
        "party X with population 500,000",
        """\
        t.policy:1:25: error VP007: `500,000` is not a number of the language
            party X with population 500,000
                                    ^^^^^^^
          help: group digits with underscores: 500_000""",
    ),
    "decimal": (
        "power u when value is below 2.5 requires consensus in B",
        """\
        t.policy:1:29: error VP007: `2.5` is not a number of the language
            power u when value is below 2.5 requires consensus in B
                                        ^^^
          help: write it as a fraction, 5/2, or as a percentage""",
    ),
    "division_by_zero": (
        "power u requires at least 1/0 of members in B",
        """\
        t.policy:1:27: error VP007: `1/0` divides by zero
            power u requires at least 1/0 of members in B
                                      ^^^
          help: the number below the line is at least 1""",
    ),
    "votes_in_a_condition": (
        "power q when majority of members in B requires consent of City",
        """\
        t.policy:1:14: error VP001: expected a condition such as `kind is policy` or `reading`, found `majority`
            power q when majority of members in B requires consent of City
                         ^^^^^^^^
          help: a condition says which decisions are meant; the votes they need stand after `requires`""",
    ),
    "several_without_together": (
        "property y A and B can block every decision",
        """\
        t.policy:1:20: error VP001: expected `and`, `except` or `together`, found `can`
            property y A and B can block every decision
                               ^^^
          help: several who act as one are followed by `together`: `A and B together can block …`""",
    ),
    "names_without_comma": (
        "group G is A B",
        """\
        t.policy:1:14: error VP001: expected a comma or `except`, found `B`
            group G is A B
                         ^
          help: the names of a list are separated by commas""",
    ),
    "unfinished": (
        "power p when",
        """\
        t.policy:1:13: error VP002: `power p` is not finished: expected a condition such as `kind is policy` or `reading`
            power p when
                        ^
          help: for example: power ordinary "Decisions of the board" requires majority of votes cast in Board""",
    ),
    "reading_without_colon": (
        'power l requires reading a "x" majority of members in B',
        """\
        t.policy:1:32: error VP001: expected a colon, found `majority`
            power l requires reading a "x" majority of members in B
                                           ^^^^^^^^
          help: a colon stands before the wording of a reading and before the type of an attribute""",
    ),
    "stray_reading": (
        "power l requires consensus in B reading a: consensus in B",
        """\
        t.policy:1:33: error VP014: this reading belongs to no `when` or `requires`
            power l requires consensus in B reading a: consensus in B
                                            ^^^^^^^^^^^^^^^^^^^^^^^^^
          help: put it after `requires`, or right after the other readings""",
    ),
    "unknown_status": (
        "party P status enakted",
        """\
        t.policy:1:16: error VP015: `enakted` is no status
            party P status enakted
                           ^^^^^^^
          help: did you mean `enacted`? There are `enacted`, `reported`, `expected`, `disputed`, `proposed`, `assumed`""",
    ),
    "said_twice": (
        "rule r limits p\n  when a\n  when b",
        """\
        t.policy:3:3: error VP013: `when` is written twice
            when b
            ^^^^^^
          help: keep one of the two, or join them
          also here: t.policy:2:3: the first one
            when a
            ^^^^^^""",
    ),
    "bad_escape": (
        'party P "a\\n"',
        """\
        t.policy:1:11: error VP017: `\\n` means nothing in a text
            party P "a\\n"
                      ^^
          help: for a backslash write two: \\\\n""",
    ),
    "unclear_may": (
        "power p may change membership of B, q",
        """\
        t.policy:1:37: error VP018: it is not clear what may be done here
            power p may change membership of B, q
                                                ^
          help: say what may be done: `amend …`, `enact …`, `change membership of …`, `admit members to …`""",
    ),
    "when_about_a_state": (
        "property p City holds r when x",
        """\
        t.policy:1:25: error VP019: this claim is not about decisions, so it takes no `when`
            property p City holds r when x
                                    ^^^^^^
          help: leave it out, or say `on DATE` if it is about a time""",
    ),
    "several_hold": (
        "property p A and B together holds r",
        """\
        t.policy:1:12: error VP016: this claim is about one party or body
            property p A and B together holds r
                       ^^^^^^^^^^^^^^^^
          help: write one property for each of them""",
    ),
}


@pytest.mark.parametrize(
    ("text", "advice"),
    [
        (
            "power p requires 2/3 of members in B",
            "say how it is meant: `at least 2/3 of …`, or `more than 2/3 of …`",
        ),
        (
            "body B quorum 3 of members",
            "say how it is meant: `at least 3 of …`, or `more than 3 of …`",
        ),
        ("power p requires majority of present in B", "write `those present`"),
        ("power p requires majority of the members in B", "leave `the` out"),
        (
            "property x A is a member of B unless it leaves",
            "`unless it leaves` stands after `even after amendments`",
        ),
        ("body B chair Anna with a casting vote", "leave `a` out"),
        ('governance "Club" version 2', 'put the text in quotation marks: "2"'),
        ("power p requires a majority of votes cast in B", "leave `a` out"),
        (
            "body B members all Fellow",
            "leave `all` out: the name of a group or body stands for all of it",
        ),
        ("decision substance about : party", "did you mean `parties`?"),
        ("recusal r in B excludes about from vote", "did you mean `voting`?"),
        ("power p requires consensus in B may expel members of B", "did you mean `remove`?"),
        (
            "timeline on 2026-07-02 Anna suspended from B",
            "write `is` before it: `is suspended from …`",
        ),
        (
            "property p every one of G can block every decision",
            "write `alone` before it: `every one of G alone can …`",
        ),
        (
            "property p at least 3 of B together can block every decision",
            "whichever 3 they are: `any 3 of B together`; some choice of them: `some 3 of B together`",
        ),
        (
            "property p B can always be quorate",
            "leave `always` out: a claim is about all that can happen",
        ),
        (
            "property p nobody can change limit",
            "who may change a clause is said by powers, `may amend …`; that nobody can is the claim `no decision when amends limit can pass`",
        ),
        (
            "property p the vote of Anna doesn matter",
            "write `the vote of … never matters to any decision`",
        ),
        (
            'accepts exception small in p because "known"',
            "ways round are called as `vetoproof loopholes` calls them: `accepts exemption …`",
        ),
        ("body B members: Anna, Ben", "leave the colon out"),
        (
            "power p may amend any clause, may change membership of B",
            "write `may` once: `may amend any clause, change membership of Board`",
        ),
        (
            "property p Anna must agree to every decision",
            "say what has to be so: `every decision requires consent of … in …`, or what somebody can do:"
            " `… can block every decision`",
        ),
        (
            "power p requires majority of members of B",
            "the body stands after `in`: `majority of members in Board`",
        ),
        ("power p if kind is contract requires consensus in B", "did you mean `when`?"),
        (
            "rule r limits p requires consent of A, consent of B",
            "join the two with `and` or with `or`",
        ),
        ("document d dated 2019", "a date is written year-month-day, such as 2019-04-12"),
        ("rule r limits p requires unanimous of members in B", "did you mean `unanimity`?"),
        ("power p requires (consensus in B, a)", "join the two with `and` or with `or`"),
        ("property p City can veto every decision", "did you mean `block`?"),
        ("power p requires “majority” of members", 'use straight ones: "majority"'),
        (
            "power p requires consensus in B then after 28 days consensus in C",
            "write `after at least 28 days`",
        ),
        (
            "power p requires 2 of Trustees sign",
            "write `consent of at least 2 of Trustees by separate act`",
        ),
        (
            "power p requires consent of Ann and Bob by separate act",
            "say it of each: `consent of Ann by separate act and consent of Bob by separate act`",
        ),
        (
            "power p requires consent of Ann or Bob by separate act",
            "say it of each: `consent of Ann by separate act or consent of Bob by separate act`",
        ),
        (
            "power p requires consent of at least 1 of Ann, Bob by separate act",
            "give them one name, and write that here: `group Signers is Ann, Bob`",
        ),
        (
            "power p requires majority of votes cast among Ann, Bob, Cem in B",
            "give them one name, and write that here: `group Signers is Ann, Bob, Cem`",
        ),
        (
            "power p requires consent of any of Signers in B",
            "write `at least 1 of` in place of `any of`",
        ),
        ("power p may admit observers to B", "observers come and go by no decision"),
        ("power p may remove members from B", "write `of` in place of `from`"),
        (
            "power p may admit at most 2 members to B",
            "write `admit members to …`: how many at a time is not said there",
        ),
        ("property p A can block every decision expected false because", "write `expected to be"),
        (
            "property p A and B together cannot pass any decision",
            "that some alone can pass nothing is said by what all decisions need",
        ),
        (
            "property p no 2 of B together can pass some decision",
            "that some alone can pass nothing is said by what all decisions need",
        ),
    ],
)
def test_what_to_write_instead(text: str, advice: str) -> None:
    assert f"  help: {advice}" in shown(text)


@pytest.mark.parametrize("name", MISTAKES)
def test_what_is_said_about_a_mistake(name: str) -> None:
    text, expected = MISTAKES[name]
    assert shown(text) == textwrap.dedent(expected)


def test_wide_letters_and_tabs_keep_the_caret_in_place() -> None:
    assert shown("party 議会\tX").split("\n")[1:3] == ["    party 議会    X", "                  ^"]


def test_all_mistakes_of_a_file_come_out_at_once() -> None:
    result = read(
        "body Board\n  members A B\n  quorum at least 1/2 members\n  chair A with castng vote\n"
        "timeline\n  on 2019-02-30 A leavs Board\n  on 2019-4-3 A joins Board\n  on 2020-01-01 A exits Board\n"
        'party fine "x"\nparty City Council "x"\npowr p requires majorty of members in Board'
    )
    assert [(one.span.line, one.code) for one in result.diagnostics] == [
        (2, "VP001"),
        (3, "VP001"),
        (4, "VP001"),
        (6, "VP008"),
        (6, "VP001"),
        (7, "VP008"),
        (8, "VP001"),
        (10, "VP001"),
        (11, "VP004"),
        (11, "VP001"),
    ]
    assert len(result.file.declarations) == 1
    assert result.broken_names == {"Board", "City", "Council", "p"}
    assert result.broken_kinds == {"body", "timeline", "party", "power"}


def test_names_of_broken_decisions_are_known() -> None:
    assert read("decision\n form kind : on of a\n substance x : yes or no").broken_names == {
        "kind",
        "x",
    }


def test_every_code_is_in_the_catalogue() -> None:
    for text, _ in MISTAKES.values():
        for diagnostic in read(text).diagnostics:
            assert diagnostic.code in CATALOGUE


def test_a_hundred_are_told_and_how_many_more_there_are() -> None:
    text = "party\n" * 250
    assert len(read(text).found) == 250
    told = read(text).diagnostics
    assert [one.code for one in told] == ["VP002"] * TOLD_AT_MOST + ["VP088"]
    assert [one.span.line for one in told[:-1]] == list(range(1, TOLD_AT_MOST + 1))
    assert "there are 150 more errors in this file, 250 in all" in shown(text)
