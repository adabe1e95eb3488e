"""A claim that an example shows says what the example shows, never the contrary, wherever verdicts are told."""

from policy_dsl.loading import examine_text
from verifier import check
from verifier.results import Verdict
from verifier.words import check as words
from verifier.words import findings as finding_words
from verifier.words import review as review_words

TEXT = """
governance "G"
party A
party B
party C
body Board
  members A, B, C
  quorum at least 2 of members
decision
  form big : yes or no
power p requires majority of votes cast in Board
property pass_alone      no one of Board alone can pass every decision
property pass_two        no 2 of Board together can pass every decision while the others stay away
  expected to be false because "two of three are a quorum and a majority"
property pass_big        no one of Board alone can pass every decision when big
property pass_against    no one of Board alone can pass every decision while the others vote against
property block_alone     no one of Board alone can block every decision
property block_away      no one of Board alone can block every decision by staying away
property block_any       no one of Board alone can block every decision by any means
property block_one       no 1 of Board together can block every decision by abstaining
property some_pass       some decision can pass
property some_under      some decision when big can pass under p
property some_block      some 2 of Board together can block every decision
property meets           Board can be quorate
property every_pass      every decision can pass
property all_pass        A and B and C together can pass every decision
property two_block       A and B together can block every decision
property cannot_block    A cannot block any decision
property unmoved         the vote of C never matters to any decision when big and not big
property loses           a vote of 1 to 2 in Board does not carry any decision
property needs           every decision requires at least 1 votes in favour in Board
"""

SAID = {
    "pass_alone": "for each of Board there is such a decision that it alone cannot pass",
    "pass_big": "for each of Board there is such a decision that it alone cannot pass",
    "pass_against": (
        "for each of Board there is such a decision that it alone cannot pass while the others vote against"
    ),
    "block_alone": "for each of Board there is such a decision that it alone cannot block",
    "block_away": "for each of Board there is such a decision that it alone cannot block by staying away",
    "block_any": "for each of Board there is such a decision that it alone cannot block by any means",
    "block_one": "for any 1 of Board together there is such a decision that they cannot block by abstaining",
    "some_pass": "such a decision can pass",
    "some_under": "such a decision can pass",
    "meets": "Board can be quorate",
}


def test_what_an_example_shows():
    results = check(examine_text(TEXT).or_errors()).properties
    shown = [r for r in results if r.verdict is Verdict.HOLDS and r.scenario is not None]
    assert {r.name for r in shown} == set(SAID)
    for result in shown:
        said = SAID[result.name]
        assert words.in_a_line(result).startswith(said)
        assert said in words.verdict_sentence(result)
        assert review_words.short(result, False).lower().startswith(said.lower())
        told = finding_words.not_as_expected(result)
        assert said in told
        assert words.FOR_EXAMPLE not in told
