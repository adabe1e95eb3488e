"""What the checker says, case by case: codes, and that one mistake is reported once."""

import pytest

from policy_dsl import examine_text
from policy_dsl.diagnostics import Severity

HEAD = """governance "T"
party A with w 2
party B
party Outside
parties 12 School
group AB is A, B
body Board members A, B, School quorum none
decision
  form kind : one of x, y
  form n : number in GBP
  form u : yes or no judged by B
  substance s : parties
power p requires consensus in Board
rule r limits p requires unanimity of members in Board
"""


def said(text: str) -> list[str]:
    return [one.code for one in examine_text(HEAD + text).diagnostics]


def messages(text: str) -> str:
    return "\n".join(f"{one.message} | {one.help}" for one in examine_text(HEAD + text).diagnostics)


NOTHING = [
    # As many exceptions to exceptions as anything may be nested, by very many ways; the first and the last day
    "exception e0 to r " + " ".join(f"exception e{i} to e{i - 1}, r" for i in range(1, 100)),
    "timeline on 0001-01-02 A leaves Board on 9999-12-31 B leaves Board",
    # Counting
    "power q requires at least 14 of members in Board and all but 13 of members in Board",
    "power q requires at least 2 of members among A in Board weighted by w",
    "power q requires more than 0 of members in Board",
    "power q requires at least 1 of members among s in Board",
    "property x any 14 of Board together can block every decision",
    "property x any 2 of AB together can block every decision",
    # Somebody who joins later counts as somebody who sits there.
    "timeline on 2020-01-01 Outside joins Board\npower q requires consent of Outside in Board "
    "and at least 15 of members in Board",
    "body Later members AB quorum none\ntimeline on 2020-01-01 Outside joins Later\n"
    "property x any 3 of Later together can block every decision",
    # Time
    "timeline on 2020-02-01 A is restored to Board on 2020-01-01 A is suspended from Board",
    "timeline on 2020-01-01 A leaves Board, A joins Board, A leaves Board",
    "timeline on 2020-01-01 A is suspended from Board, A leaves Board, A joins Board, A is suspended from Board",
    'provision w "x" status proposed timeline on 2020-01-01 w takes effect on 2020-01-02 w lapses',
    "timeline on 2020-01-01 A joins Board on 2020-01-02 A leaves Board",
    "property x Board can be quorate supposing A leaves Board, A joins Board, r lapses",
    "timeline on 2020-01-01 A leaves Board\nproperty x Board can be quorate on 2019-01-01 supposing A leaves Board",
    "property x Board can be quorate from 2020-01-01 to 2020-01-01",
    # Names: four scopes
    "party p\nproperty p A can block every decision\ndecision form p : yes or no",
    "power u requires reading u: u reading A: consensus in Board",
    # Consent
    "power q requires consent of Outside",
    "power q requires consent of every one of AB by separate act",
    # Exceptions
    "exception e to r exception f to e exception g to f, r",
    "exception e to r requires consensus in Board",
    "recusal x in Board excludes s from voting exception e to x",
    "body Empty members AB chair Outside quorum none recusal x in Empty excludes Outside from voting",
    # Claims
    "property x every one of AB alone cannot block any decision",
    "property x A is a member of Board even after amendments",
    "property x A is a member of Board even after amendments unless it leaves",
    "property x A and B together can block every decision even after amendments unless it leaves",
    "property x Board can be quorate under reading in_force of q whatever B rules\n"
    "rule q limits p requires u status disputed",
]


@pytest.mark.parametrize("text", NOTHING)
def test_nothing_is_said_of(text: str) -> None:
    assert said(text) == []


SAID = {
    # Names
    "power q requires consensus in AB": ["VP031"],
    "property x p can block every decision": ["VP031"],
    "property x A holds r": ["VP031"],
    "property x A can block every decision under r": ["VP031"],
    "timeline on 2020-01-01 t lapses\nright t held by members of Board": ["VP031"],
    "exception e to p": ["VP031"],
    "group G is A, u": ["VP031"],
    "rule q limits r requires u": ["VP031"],
    "power q requires u cite A": ["VP031"],
    "decision form v : number judged by Nobody": ["VP030"],
    "power q requires u cite paper": ["VP030"],
    "accepts absence in x because \"y\"": ["VP030"],
    "property x City is a member of Bord": ["VP030", "VP030"],
    "right r held by members of Board": ["VP032"],
    "decision form kind : yes or no": ["VP032"],
    "decision form A : parties": ["VP032"],
    "body Board members A quorum none": ["VP032"],
    # Parties
    "body B2 members A chair AB quorum none": ["VP033"],
    "timeline on 2020-01-01 AB leaves Board": ["VP033"],
    "property x every decision when s includes AB can pass": ["VP033"],
    "property x every decision when s includes any of A can pass": ["VP034"],
    "property x every decision when s includes at least 1 of A can pass": ["VP034"],
    "property x every decision when u includes at least 1 of AB can pass": ["VP039"],
    "property x every decision when s includes any of A, Nobody can pass": ["VP030"],
    "property x every decision when s includes at least 0 of AB can pass": ["VP044"],
    "property x every decision when s includes fewer than 0% of AB can pass": ["VP044"],
    "property x every decision when s includes at most 100% of AB can pass": ["VP044"],
    "property x every decision when s includes exactly 0 of A, School can pass": [],
    "property x any 1 of A together can pass every decision": ["VP034"],
    "group G is H group H is G": ["VP035"],
    "body B2 quorum none": ["VP036"],
    "body B2 observers A quorum none": ["VP036"],
    "body B2 members AB, A quorum none": ["VP037"],
    "body B2 members A, A quorum none": ["VP037"],
    "body B2 members A observers A quorum none": ["VP086"],
    # Conditions
    "rule q limits p when kind is z requires u": ["VP038"],
    "rule q limits p when kind requires u": ["VP039"],
    "rule q limits p when n requires u": ["VP039"],
    "rule q limits p when s requires u": ["VP039"],
    "rule q limits p when u is x requires u": ["VP039"],
    "rule q limits p when n includes A requires u": ["VP039"],
    "rule q limits p when n is 1/2 requires u": ["VP040"],
    "rule q limits p when n is €3 requires u": ["VP040"],
    "rule q limits p when n is at least 0 requires u": ["VP041"],
    # Requirements
    "power q requires majority in Board": ["VP042"],
    "power q requires at least 3 in Board": ["VP042"],
    "power q requires majority of members": ["VP043"],
    "power q requires no rejection by majority of members": ["VP043"],
    "power q requires majority": ["VP042", "VP043"],
    "power q requires at least 101% of members in Board": ["VP044"],
    "power q requires more than 1/1 of members in Board": ["VP044"],
    "power q requires at least 0 votes in favour in Board": ["VP044"],
    "power q requires at least 15 votes in favour in Board": ["VP045"],
    "power q requires more than 14 of members in Board": ["VP045"],
    "power q requires all but 14 of members in Board": ["VP045"],
    "power q requires at least 3 of members among A in Board weighted by w": ["VP045"],
    "power q requires consent of at least 3 of AB in Board": ["VP046"],
    "power q requires majority of members in Board weighted by w": ["VP047"],
    "power q requires not consensus in Board": ["VP049"],
    "power q requires not (u or consensus in Board)": ["VP049"],
    "power q requires not not consensus in Board": ["VP049"],
    "power q requires consent of A": ["VP051"],
    "power q requires consent of s": ["VP051"],
    "timeline on 2020-01-01 Outside joins Board\npower q requires consent of Outside": ["VP051"],
    "power q requires consent of Outside in Board": ["VP052"],
    "power q requires attendance of Outside in Board": ["VP052"],
    "recusal x in Board excludes Outside from voting": ["VP052"],
    "power q requires casting vote of A": ["VP053"],
    "power q requires casting vote of AB": ["VP033"],
    # Bodies
    "body B2 members A": ["VP054"],
    "body B2 members A quorum majority of votes cast": ["VP055"],
    "body B2 members A quorum majority": ["VP042"],
    "body B2 members A quorum consensus": ["VP055"],
    "body B2 members A quorum u": ["VP055"],
    "body B2 members A quorum attendance of B": ["VP052"],
    "body B2 members A quorum at least 2 of members": ["VP045"],
    "power q requires attendance of majority of votes cast in Board": ["VP055"],
    "body B2 members Board quorum none": ["VP058"],
    # Clauses
    "rule q when u": ["VP059", "VP060"],
    "exception e": ["VP059"],
    "recusal x": ["VP043", "VP059"],
    "exception e to e": ["VP062"],
    "exception e to f exception f to e": ["VP062"],
    # From the first of a chain that is too long on, which others may go on with, only that one.
    "exception e0 to r " + " ".join(f"exception e{i} to e{i - 1}" for i in range(1, 400)): ["VP009"],
    "exception e0 to r " + " ".join(f"exception e{i} to e{i - 1}, r" for i in range(1, 101)): ["VP009"],
    # The calendar has no day before it, up to which something else would be so.
    "timeline on 0001-01-01 A leaves Board": ["VP008"],
    "recusal x in Board excludes A from voting exception e to x requires u": ["VP061"],
    "power q requires reading a: u reading a: u": ["VP064"],
    "power q when reading a: u reading b: u intended requires reading a: u intended reading b: u": ["VP065"],
    "power q when reading a: u reading b: u requires reading a: u": ["VP066"],
    "power q requires reading not_in_force: u": ["VP067"],
    "power q requires u may amend z\nprovision z \"x\" fixed \"y\"": ["VP085"],
    # Time and properties
    "timeline on 2020-01-01 r takes effect, r takes effect": ["VP070"],
    "timeline on 2020-01-01 Outside is suspended from Board": ["VP070"],
    "property x Board can be quorate supposing r lapses, r lapses": ["VP071"],
    "property x A can block every decision on 2020-01-01 from 2020-01-01 to 2020-01-02": ["VP072"],
    "property x A can block every decision whatever B rules whatever B rules": ["VP072"],
    "property x A can block every decision whatever A rules": ["VP074"],
    "property x A can block every decision under reading a of r": ["VP068"],
    "property x no one of AB alone cannot block any decision": ["VP075"],
    "property x s together can pass every decision": ["VP075"],
    "property x A holds t under p\nright t held by members of Board": ["VP076"],
    "property x every decision can pass even after amendments unless it leaves": ["VP089"],
    "property x Board can be quorate even after amendments unless it leaves": ["VP089"],
    "property x A can block every decision accepts exemption p in x because \"y\"": ["VP031"],
    "property x A can block every decision accepts exemption in x because \"y\"": ["VP078"],
}  # fmt: skip


@pytest.mark.parametrize("text", SAID, ids=lambda text: text[:60])
def test_this_is_said_of(text: str) -> None:
    assert said(text) == SAID[text]


# A declaration that can't be read is reported by the parser, and nothing that follows from it.
BROKEN = [
    "party Mayor Major\npower q requires consent of Mayor",
    "body B2 members A B quorum none\npower q requires majority of members in B2\n"
    "timeline on 2020-01-01 Outside leaves B2",
    "power q requires majorty of members in Board\nrule q2 limits q requires u may amend q",
    "decision form z : yes or nay\nrule q limits p when z requires u",
    "timeline on 2020-01-01 A exits Board on 2020-01-02 A joins Board",
    'document d "x" datd 2020-01-01\npower q requires u cite d',
    'property x A can block all decisions\naccepts absence in x because "y"',
    "rule q reading a: consensus in Board",
    "group G is A B\nproperty x any 3 of G together can block every decision",
    "include partners\nproperty x Partner can block every decision",
]


@pytest.mark.parametrize("text", BROKEN, ids=lambda text: text[:40])
def test_no_follow_up_errors(text: str) -> None:
    codes = said(text)
    assert codes
    assert all(code < "VP030" for code in codes)


def test_several_errors_in_one_run_in_order() -> None:
    found = examine_text(
        "party A\npower q requires majority in Bord and consent of Q\nrule r requires zz\n"
    )
    assert [(one.code, one.span.line) for one in found.diagnostics] == [
        ("VP080", 1),
        ("VP042", 2),
        ("VP030", 2),
        ("VP030", 2),
        ("VP060", 3),
        ("VP030", 3),
    ]
    assert all(one.severity is Severity.ERROR for one in found.diagnostics)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("property x Schol can block every decision", "did you mean `School`?"),
        ("property x Ab together can block every decision", "did you mean `AB`?"),
        ("rule q limits p when contrat requires u", "attributes are"),
        ("rule q limits p when x requires u", "write `kind is x`"),
        ("power q requires consensus in AB", "`AB` is a group; a body is needed here"),
        ("power q requires majority in Board", "majority of those present in Board"),
        ("rule q requires u", "limits p\n"),
        ("power q requires consent of A", "consent of A by separate act"),
        ("power q requires not consent of A in Board", "no objection from A"),
        ("power q requires majority of members", "write `in Board`"),
        ("timeline on 2020-01-01 AB leaves Board", "A, B"),
        ("power q requires casting vote of A", "chair A with casting vote"),
        ("property x A can block every decision whatever A rules", "there is"),
    ],
)
def test_what_to_write_is_said(text: str, words: str) -> None:
    if words == "there is":
        words = "those who rule on something are `B`"
    assert words in messages(text)


def test_few_suggestions_are_looked_for_in_large_files() -> None:
    text = "".join(f"rule x{i} limits unknown{i} requires u\n" for i in range(3_000))
    assert said(text) == ["VP030"] * 100 + ["VP088"]


def test_both_places_are_shown_where_two_declarations_clash() -> None:
    (found,) = examine_text(HEAD + "power r requires u").diagnostics
    assert (found.span.line, found.related[0].span.line) == (15, 14)
