"""The three questions that every tool is asked, and the specification that asks vetoproof.

One body with a council among its members, a quorum of half of them, and one way to decide: by a
majority of the votes cast. Outsourcing moreover needs every member's vote, but for contracts.
"""

from dataclasses import dataclass
from enum import StrEnum


class Question(StrEnum):
    """A claim about a body of any size, by the name of its property."""

    POLICY_VETO = "policy_veto"
    OUTSOURCING_VETO = "outsourcing_veto"
    PASS_AND_FAIL = "pass_and_fail"


@dataclass(frozen=True)
class Claim:
    """How a question is put in the language, and what comes out."""

    title: str
    text: str
    refutable: bool


CLAIMS = {
    Question.POLICY_VETO: Claim(
        "The council can block any outsourcing policy",
        "Council can block every decision when kind is policy and may_outsource",
        refutable=False,
    ),
    Question.OUTSOURCING_VETO: Claim(
        "The council can block all outsourcing",
        "Council can block every decision when may_outsource",
        refutable=True,
    ),
    Question.PASS_AND_FAIL: Claim(
        "A motion cannot both pass and fail",
        "every decision requires no rejection by majority of votes cast in Board",
        refutable=False,
    ),
}

RULES = """\
governance "A board that may outsource"

party Council "The council"
parties {others} Member "Another member"

body Board "The board"
  members Council, Member
  quorum at least 1/2 of members

decision
  form      kind          : one of policy, contract
  substance may_outsource : yes or no

power board_decision "Decisions of the board"
  requires majority of votes cast in Board

rule unanimity "Outsourcing needs every member's vote" limits board_decision
  when may_outsource
  requires unanimity of members in Board

exception contracts "Contracts are exempt" to unanimity
  when kind is contract
"""


def specification(question: Question, seats: int) -> str:
    """The rules for a body of that size, with the question as their only property."""
    claim = CLAIMS[question]
    lines = [f'property {question} "{claim.title}"', f"  {claim.text}"]
    if claim.refutable:
        lines.append('  expected to be false because "contracts are exempt"')
    return RULES.format(others=seats - 1) + "\n" + "\n".join(lines) + "\n"
