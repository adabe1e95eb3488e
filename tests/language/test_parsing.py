# ruff: noqa: E501 - messages are pinned as they are printed
"""Texts to syntax trees."""

from fractions import Fraction

import pytest

from policy_dsl import syntax as s
from policy_dsl.parsing import parse_bytes
from tests.language.parsed import good, read
from tests.language.samples import NOTTINGHAMSHIRE, SAMPLES


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
