"""The layout: canonical, stable, and never another meaning."""

import re
import textwrap

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from policy_dsl import grammar
from policy_dsl.diagnostics import PolicyErrors
from policy_dsl.formatter import WIDTH, format_text, same_meaning
from policy_dsl.lexing import lex
from policy_dsl.parsing import ParseResult, parse
from policy_dsl.source import Source
from tests.language.samples import CLAIMS, CLAUSES, NOTTINGHAMSHIRE, SAMPLES


def read(text: str) -> ParseResult:
    return parse(Source("t.policy", text))


def without_blanks(text: str) -> str:
    return re.sub(r"\s+", "", text)


@pytest.mark.parametrize("text", SAMPLES)
def test_it_is_stable_and_keeps_the_meaning(text: str) -> None:
    formatted = format_text(text)
    assert format_text(formatted) == formatted
    assert same_meaning(read(text), read(formatted))
    assert without_blanks(text) == without_blanks(formatted)


def test_the_seed_is_laid_out_as_it_is_printed() -> None:
    assert format_text(NOTTINGHAMSHIRE) == textwrap.dedent(
        """\
        governance "Nottinghamshire Integrated Care System"

        document article "NHS body poised to agree changes" dated 2019-04-12

        party City   "Nottingham City Council"
        party County "Nottinghamshire County Council"
        party Chair  "Independent chair"
        # and the other partners

        body Board "ICS board"
          members City, County, Chair  # and the other partners
          quorum at least 1/2 of members  assumed "the report gives no quorum"

        decision
          form      kind          : one of policy, contract
          substance may_privatise : yes or no
          substance may_outsource : yes or no  judged by Chair

        power board_decision "Decisions of the board"
          requires majority of votes cast in Board  assumed "the report gives no ordinary majority"
          may amend any clause, change membership of Board  assumed "the report is silent on change"

        rule unanimity "Privatisation or outsourcing needs a unanimous vote" limits board_decision
          when may_privatise or may_outsource
          requires
            reading all_members "every member votes for": unanimity of members in Board  intended
            reading present     "everyone in the room":   unanimity of those present in Board
            reading cast        "nobody votes against":   unanimity of votes cast in Board
          cite article "can only be passed through a unanimous vote"

        exception contracts "Individual contracts" to unanimity
          when kind is contract
          cite article "would not apply to individual contracts"
          status reported

        timeline
          on 2018-11-20  City is suspended from Board
          on 2019-04-11  unanimity, contracts take effect
          on 2019-04-16  City is restored to Board

        property policy_veto "The city council can block any outsourcing policy"
          City can block every decision when kind is policy and may_outsource

        property outsourcing_veto "The city council can block all outsourcing"
          City can block every decision when may_outsource
          expected to be false because "individual contracts are exempt"

        property veto_while_suspended "It could already do so before it rejoined"
          City can block every decision when kind is policy and may_outsource
          on 2019-04-12
          expected to be false because "its membership was still suspended"
        """
    )


def test_long_lines_break_where_the_least_sense_is_cut() -> None:
    text = (
        "power p requires (at least 55% of members in Council and at least 65% of members in Council weighted by"
        " population) or all but 3 of members in Council"
    )
    assert format_text(text) == textwrap.dedent(
        """\
        power p
          requires (at least 55% of members in Council
              and at least 65% of members in Council weighted by population)
              or all but 3 of members in Council
        """
    )
    names = ", ".join(f"Party_number_{number}" for number in range(30))
    assert all(len(line) <= WIDTH for line in format_text(f"group G is {names}").splitlines())


def test_comments_stay_with_what_they_are_about() -> None:
    text = "# head\n\n\n\nparty A # a\n   # about the rule\nrule r limits p # scope\n  # why\n"
    text += "  when a # a\n and b # b\n\n# end"
    assert format_text(text) == (
        "# head\n\nparty A  # a\n# about the rule\nrule r limits p  # scope\n"
        "  # why\n  when a  # a\n      and b  # b\n\n# end\n"
    )


def test_several_declarations_on_one_line() -> None:
    assert format_text("party A party B  group G is A,B") == "party A\nparty B\ngroup G is A, B\n"


def test_nothing_stays_nothing() -> None:
    assert format_text("") == ""
    assert format_text("\n \n") == ""


def test_line_ends_are_kept() -> None:
    assert format_text("party  A\r\nparty B\r\n") == "party A\r\nparty B\r\n"


def test_mistakes_are_reported() -> None:
    with pytest.raises(PolicyErrors) as caught:
        format_text("party", name="x.policy")
    assert [one.code for one in caught.value.diagnostics] == ["VP002"]
    assert "x.policy:1:6" in str(caught.value)


def test_markdown_is_touched_in_policy_blocks_only() -> None:
    text = "# A  law\n\n```policy\nparty   A\n```\n\n```text\nparty   B\n```\n\n  ~~~policy\n  party   C\n  ~~~\n"
    expected = text.replace("party   A", "party A").replace("  party   C", "party C")
    assert format_text(text, markdown=True) == expected
    assert format_text(expected, markdown=True) == expected


def test_a_declaration_over_two_blocks_is_left_alone() -> None:
    text = "```policy\nrule  r limits p\n  when\n```\ntext\n```policy\n  a\n```\n"
    assert format_text(text, markdown=True) == text


BLANKS = st.sampled_from(
    [" ", " ", "  ", "\t", "\n", "\n\n", " \n\n\n  ", " # remark\n", "\n# own line\n", "\r\n"]
)


@settings(deadline=None, max_examples=40)
@given(st.sampled_from(SAMPLES), st.data())
def test_any_blanks_and_comments_between_the_tokens(text: str, data: st.DataObject) -> None:
    """With blanks and comments thrown in anywhere the result is stable and says the same."""
    tokens = lex(Source("t", text), grammar.keywords()).tokens
    first = data.draw(st.integers(0, len(tokens) - 1))
    mixed: list[str] = []
    for index, token in enumerate(tokens):
        far = not first <= index < first + 60
        mixed.append(
            "\n"
            if far and index and token.line != tokens[index - 1].line
            else " "
            if far
            else data.draw(BLANKS)
        )
        mixed.append(text[token.start_pos or 0 : token.end_pos or 0])
    changed = "".join(mixed)
    before = read(changed)
    if before.diagnostics:
        return  # a keyword that begins a line begins a declaration
    formatted = format_text(changed)
    assert format_text(formatted) == formatted
    assert same_meaning(before, read(formatted))


@pytest.mark.parametrize("text", [CLAIMS, CLAUSES])
def test_a_comment_behind_every_word(text: str) -> None:
    tokens = lex(Source("t", text), grammar.keywords()).tokens
    changed = "".join(
        f"{text[token.start_pos or 0 : token.end_pos or 0]} # {index}\n"
        for index, token in enumerate(tokens)
    )
    if not read(changed).diagnostics:
        formatted = format_text(changed)
        assert format_text(formatted) == formatted
