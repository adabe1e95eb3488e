# ruff: noqa: E501 - messages are pinned as they are printed
"""Texts to syntax trees; what is said about mistakes; that nothing makes the parser raise."""

import random
import textwrap
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from policy_dsl import syntax as s
from policy_dsl.catalogue import CATALOGUE
from policy_dsl.diagnostics import TOLD_AT_MOST, render_all
from policy_dsl.parsing import LARGEST_FILE, ParseResult, parse, parse_bytes
from policy_dsl.source import Source
from tests.language.samples import CLAIMS, NOTTINGHAMSHIRE, REQUIREMENTS, SAMPLES


def read(text: str, name: str = "t.policy") -> ParseResult:
    return parse(Source(name, text))


def good(text: str) -> tuple[s.Declaration, ...]:
    result = read(text)
    assert render_all(result.diagnostics, {"t.policy": result.source}) == ""
    return result.file.declarations


def one(text: str) -> s.Declaration:
    (declaration,) = good(text)
    return declaration


def requirement(text: str) -> s.Expression:
    rule = one(f"rule r requires {text}")
    assert isinstance(rule, s.Rule)
    assert isinstance(rule.requires, s.Plain)
    return rule.requires.expression


def condition(text: str) -> s.Expression:
    rule = one(f"rule r when {text}")
    assert isinstance(rule, s.Rule)
    assert isinstance(rule.when, s.Plain)
    return rule.when.expression


def claim(text: str) -> s.Claim:
    claimed = one(f"property p {text}")
    assert isinstance(claimed, s.Property)
    return claimed.claim


def shown(text: str) -> str:
    result = read(text)
    return render_all(result.diagnostics, {"t.policy": result.source})


@pytest.mark.parametrize("text", SAMPLES)
def test_every_construct_parses(text: str) -> None:
    good(text)


# --- What the trees say ---------------------------------------------------------------------------


def test_spans_point_at_the_words() -> None:
    text = "party A\n\tparty Łódź"
    declaration = good(text)[1]
    assert isinstance(declaration, s.Party)
    span = declaration.name.span
    assert (span.line, span.column, span.end_line, span.end_column) == (2, 8, 2, 12)
    assert text[span.start : span.end] == "Łódź"
    assert text[declaration.span.start : declaration.span.end] == "party Łódź"


@pytest.mark.parametrize("text", SAMPLES)
def test_spans_nest(text: str) -> None:
    def check(node: object, outer: s.Node | None) -> None:
        if isinstance(node, tuple):
            for inner in node:
                check(inner, outer)
        elif isinstance(node, s.Annotations):
            return  # they follow what they belong to
        elif isinstance(node, s.Node):
            assert node.span.start < node.span.end
            if outer is not None:
                assert outer.span.start <= node.span.start
                assert node.span.end <= outer.span.end
            # What qualifies a claim stands after it.
            for name in type(node).field_names:
                if not (name in {"when", "manner", "others"} and isinstance(node, s.Claim)):
                    check(getattr(node, name), node)

    for declaration in good(text):
        check(declaration, None)


@pytest.mark.parametrize(
    "word",
    [
        "abstain",
        "against",
        "alone",
        "applies",
        "change",
        "difference",
        "fewer",
        "least",
        "makes",
        "matters",
        "never",
        "one",
        "others",
        "rules",
        "stay",
        "the",
        "while",
    ],
)
def test_a_word_that_the_grammar_needs_elsewhere_only_may_be_a_name(word: str) -> None:
    """As a party, a body, an attribute, a clause, a reading and a property, wherever a name can stand."""
    text = f"""governance "T"
party {word}
party Other
group G is {word}, Other
body {word}_ members {word}, G chair {word} with casting vote quorum attendance of {word}
body B members {word} quorum none
decision substance x : parties
power p when x includes {word} requires consent of {word} in B and majority of votes cast among {word} in B
rule r limits p requires reading {word} "w": consent of {word} by separate act reading v "v": no objection from {word}
timeline on 2020-01-01 {word} leaves B on 2020-01-02 {word} joins B
property {word} {word} can block every decision by abstaining while the others vote against whatever {word} rules
property e every one of {word} alone can block every decision under reading {word} of r supposing {word} leaves B
property f {word} and any 2 of {word} together can pass every decision while the others stay away under {word}
property g some 1 of {word} together can pass every decision while the others abstain
property h {word} is a member of {word}
property i the vote of {word} never matters to any decision
property j the vote of every one of {word} never matters to any decision when x includes {word}
rule {word} requires consensus in B
property k {word} never applies when x includes {word}
property l {word} makes no difference under {word}
"""
    assert not read(text).diagnostics
    named = [d for d in good(text) if isinstance(d, s.Property)]
    assert named[0].name.text == word
    assert isinstance(named[0].claim, s.CanBlock)
    assert named[0].claim.others is not None
    assert named[0].claim.others.value == "vote against"


@pytest.mark.parametrize("word", ["the", "while", "votes"])
def test_such_a_word_is_a_name_where_nothing_else_is_meant(word: str) -> None:
    assert not read(f"party {word}\nbody B members {word} quorum none").diagnostics
    assert not read(f"property p {word} can block every decision when x").diagnostics


def test_line_ends_and_byte_order_marks_change_nothing_but_places() -> None:
    plain = read(NOTTINGHAMSHIRE)
    windows = parse_bytes(
        "t.policy", b"\xef\xbb\xbf" + NOTTINGHAMSHIRE.replace("\n", "\r\n").encode()
    )
    assert not windows.diagnostics
    for left, right in zip(plain.file.declarations, windows.file.declarations, strict=True):
        assert (left.span.line, left.span.column) == (right.span.line, right.span.column)


def test_two_spellings_of_one_letter_are_one_name() -> None:
    composed, decomposed = good("party Caf\u00e9\nparty Cafe\u0301")
    assert isinstance(composed, s.Party)
    assert isinstance(decomposed, s.Party)
    assert composed.name.text == decomposed.name.text


def test_and_binds_tighter_than_or() -> None:
    tree = condition("a or b and c or d")
    assert isinstance(tree, s.Or)
    assert [type(operand) for operand in tree.operands] == [
        s.AttributeHolds,
        s.And,
        s.AttributeHolds,
    ]


def test_parentheses_are_kept_as_structure_and_chains_are_flat() -> None:
    flat = condition("a and b and c")
    nested = condition("(a and b) and c")
    assert isinstance(flat, s.And)
    assert isinstance(nested, s.And)
    assert len(flat.operands) == 3
    assert isinstance(nested.operands[0], s.And)


def test_numbers_are_exact() -> None:
    values = []
    for text in ("£500_000", "2/3", "66.67%", "100%", "3"):
        tree = condition(f"value is at least {text}")
        assert isinstance(tree, s.Comparison)
        assert isinstance(tree.value, s.Number)
        values.append((tree.value.value, tree.value.kind, tree.value.written))
    assert values == [
        (Fraction(500_000), "integer", "£500_000"),
        (Fraction(2, 3), "fraction", "2/3"),
        (Fraction(6667, 10_000), "percentage", "66.67%"),
        (Fraction(1), "percentage", "100%"),
        (Fraction(3), "integer", "3"),
    ]


def test_a_bare_majority_parses() -> None:
    tree = requirement("majority in Board")
    assert isinstance(tree, s.Tally)
    assert tree.base is None
    assert tree.body is not None


def test_votes_in_favour_are_no_tally() -> None:
    assert isinstance(requirement("at least 9 votes in favour in B"), s.VotesInFavour)
    assert isinstance(requirement("at least 9 of votes cast in B"), s.Tally)


def test_consent_knows_its_place() -> None:
    here, apart, open_ = (
        requirement(f"consent of P{end}") for end in (" in B", " by separate act", "")
    )
    assert isinstance(here, s.Consent)
    assert isinstance(apart, s.Consent)
    assert isinstance(open_, s.Consent)
    assert here.body is not None
    assert apart.by_separate_act
    assert (open_.body, open_.by_separate_act) == (None, False)


def test_a_comma_after_may_goes_on_with_the_verb() -> None:
    power = one("power p may amend a, b, quorum of B, enact c, d, change membership of B")
    assert isinstance(power, s.Power)
    assert [type(grant) for grant in power.may] == [
        s.MayAmendClause,
        s.MayAmendClause,
        s.MayAmendQuorum,
        s.MayEnactClause,
        s.MayEnactClause,
        s.MayChangeMembership,
    ]


def test_words_that_can_be_names() -> None:
    for word in (
        "present",
        "cast",
        "unanimity",
        "majority",
        "consent",
        "a",
        "vote",
        "number",
        "literal",
    ):
        assert isinstance(one(f"rule {word} limits {word} when {word}_x"), s.Rule)
    assert isinstance(condition("present and cast"), s.And)


def test_annotations_know_the_part_they_follow() -> None:
    power = one(
        'power p note "0" when a note "1" requires majority of members in B assumed "2" may amend q assumed "3"'
    )
    assert isinstance(power, s.Power)
    assert [note.follows for note in power.annotations.notes] == ["", "when"]
    assert [remark.follows for remark in power.annotations.assumed] == ["requires", "may"]


def test_annotations_after_the_last_reading_belong_to_what_the_page_shows() -> None:
    rule = one(
        'rule r requires\n reading a: consensus in B note "a"\n  note "of a"\n'
        ' reading b: consensus in B note "b"\n note "rule" assumed "rule"'
    )
    assert isinstance(rule, s.Rule)
    assert isinstance(rule.requires, s.Readings)
    notes = [
        [note.text.value for note in reading.annotations.notes]
        for reading in rule.requires.readings
    ]
    assert notes == [["a", "of a"], ["b"]]
    assert [note.text.value for note in rule.annotations.notes] == ["rule"]
    assert [why.text.value for why in rule.annotations.assumed] == ["rule"]


def test_a_status_never_belongs_to_a_reading() -> None:
    rule = one('rule r requires reading a: consensus in B status reported fixed "law"')
    assert isinstance(rule, s.Rule)
    assert rule.annotations.statuses
    assert rule.annotations.fixed


def test_lines_have_their_own_annotations() -> None:
    body = one('body B note "b" members P assumed "1" members Q, R quorum none note "q"')
    assert isinstance(body, s.Body)
    assert [bool(line.annotations) for line in body.members] == [True, False]
    assert body.quorums[0].requirement is None
    assert body.quorums[0].annotations.notes
    assert body.annotations.notes[0].text.value == "b"


def test_claims_take_when_and_manner_in_any_order() -> None:
    left = claim("City can block every decision when x by abstaining")
    right = claim("City can block every decision by abstaining when x")
    for tree in (left, right):
        assert isinstance(tree, s.CanBlock)
        assert isinstance(tree.when, s.AttributeHolds)
        assert tree.manner is not None
        assert tree.manner.value == "abstaining"


def test_coalitions() -> None:
    tree = claim("G and any 4 of H together can block every decision")
    assert isinstance(tree, s.CanBlock)
    assert isinstance(tree.holder, s.Together)
    assert [type(member) for member in tree.holder.members] == [s.Name, s.AnyNOf]
    assert isinstance(claim("no one of G alone can block every decision"), s.CanBlock)


def test_events_joined_by_commas() -> None:
    timeline = one("timeline on 2020-01-01 A, B leave C, D joins C, r, q take effect")
    assert isinstance(timeline, s.Timeline)
    events = timeline.events[0].events
    assert [type(event) for event in events] == [s.SeatEvent, s.SeatEvent, s.ClauseEvent]


def test_accepts_tells_body_and_property_apart() -> None:
    accepts = one('accepts reading cast of unanimity in Board in veto because "x"')
    assert isinstance(accepts, s.Accepts)
    assert (accepts.kind, accepts.property.text) == ("reading", "veto")
    assert accepts.body is not None
    assert accepts.body.text == "Board"


def test_keywords_within_clauses_begin_no_declaration() -> None:
    declarations = good(
        "decision\n substance x : yes or no\ndecision\n form y :\n parties\n"
        "rule r limits every\n power when enacts any\n power\n"
        "property p some\n decision can pass\nproperty q no\n decision can pass"
    )
    assert len(declarations) == 5


def test_comments_know_whether_they_stand_alone() -> None:
    comments = read("# one\nparty A # two\n  # three").file.comments
    assert [(comment.text, comment.own_line) for comment in comments] == [
        ("# one", True),
        ("# two", False),
        ("# three", True),
    ]


# --- Markdown -------------------------------------------------------------------------------------

MARKDOWN = "# Law\n\n```python\nparty X\n```\n\n~~~ policy\nparty A\n~~~\n\n````text\n```policy\n```\n````\n\n```policy\nparty B\n```\n"


def test_only_policy_blocks_are_read() -> None:
    result = read(MARKDOWN, "law.policy.md")
    assert not result.diagnostics
    assert [(type(one).__name__, one.span.line) for one in result.file.declarations] == [
        ("Party", 8),
        ("Party", 17),
    ]


def test_an_unclosed_block_is_an_error() -> None:
    result = read("text\n```policy\nparty A\n", "law.md")
    assert [(one.code, one.span.line) for one in result.diagnostics] == [("VP012", 2)]


# --- Mistakes -------------------------------------------------------------------------------------

MISTAKES = {
    "no_quotes": (
        "governance Nottingham",
        """\
        t.policy:1:12: error VP001: expected a text in quotation marks ("…"), found `Nottingham`
            governance Nottingham
                       ^^^^^^^^^^
          help: put the text in quotation marks: "Nottingham …\"""",
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
        t.policy:1:20: error VP001: expected `and` or `together`, found `can`
            property y A and B can block every decision
                               ^^^
          help: several who act as one are followed by `together`: `A and B together can block …`""",
    ),
    "names_without_comma": (
        "group G is A B",
        """\
        t.policy:1:14: error VP001: expected a comma, found `B`
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
          help: did you mean `enacted`? There are `enacted`, `reported`, `disputed`, `proposed`, `assumed`""",
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
    assert result.broken_names == {"Board", "City", "p"}
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


# --- Bounds ---------------------------------------------------------------------------------------


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


def test_ten_thousand_clauses() -> None:
    text = "\n".join(
        f'rule r{index} "R" limits every power\n  when a and value is below {index}\n'
        '  requires majority of members in B and consent of City  assumed "x"\n'
        for index in range(10_000)
    )
    assert len(good(text)) == 10_000


def test_ten_thousand_broken_lines() -> None:
    assert len(read("timeline\n" + "on 2020-01-01 A exits B\n" * 10_000).found) == 10_000


@settings(deadline=None)
@given(st.binary(max_size=200))
def test_no_bytes_make_it_raise(data: bytes) -> None:
    result = parse_bytes("t.policy", data)
    render_all(result.diagnostics, {"t.policy": result.source}).encode()
    parse_bytes("t.policy.md", b"```policy\n" + data)


@pytest.mark.parametrize("seed", range(300))
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
    words = text.split(" ")
    for place in range(len(words)):
        result = read(" ".join(words[:place] + words[place + 1 :]))
        assert all(one.span.end <= len(result.source.text) for one in result.diagnostics)
