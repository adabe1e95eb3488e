"""Casting votes: what they break, and whose."""

from __future__ import annotations

import pytest

from policy_dsl.decisions import Ballots, Decision, Vote
from policy_dsl.model import (
    CastingVote,
    CastsThough,
    NoRejection,
    Requirement,
    Specification,
    Tally,
)
from policy_dsl.records import replace
from tests.semantics.asking import adopted, outcome, votes
from tests.semantics.building import (
    body,
    event,
    latest,
    of,
    one,
    power,
    recusal,
    some,
    specification,
)
from tests.semantics.compiling import compiled
from tests.semantics.five_members import FIVE, MAJORITY, board
from tests.semantics.fixing import Fixing
from verifier.encoding.adoption import encode
from verifier.encoding.classes import voter_classes

TIE = "A+ B+ D- E-"


def chaired(requires: Requirement = MAJORITY, **parts: object) -> Specification:
    return board(requires, chair="C", casting=True, **parts)


def test_a_casting_vote_decides_a_tie() -> None:
    assert adopted(chaired(), votes({"Board": "+"}, Board=TIE + " C0"))
    assert not adopted(chaired(), votes({"Board": "-"}, Board=TIE + " C0"))
    assert not adopted(chaired(), votes(Board=TIE + " C0"))
    assert adopted(chaired(of("> 50%", "cast", "Board")), votes({"Board": "+"}, Board=TIE + " C0"))


def test_without_a_tie_it_does_nothing() -> None:
    assert not adopted(chaired(), votes({"Board": "+"}, Board="A+ D- E- C0"))
    assert adopted(chaired(), votes({"Board": "-"}, Board="A+ C0"))
    assert not adopted(chaired(), votes({"Board": "+"}, Board="C0"))


@pytest.mark.parametrize(
    "requires",
    [
        of("majority", "present", "Board"),
        of("majority", "members", "Board"),
        of(">= 2/3", "cast", "Board"),
        of("majority", "cast", "Board", among=some("G", "A B D E")),
        of("majority", "cast", "Board", abstentions=True),
    ],
)
def test_it_matters_only_in_a_majority_of_votes_cast_of_the_whole_body(
    requires: Requirement,
) -> None:
    ballots = votes({"Board": "+"}, Board=TIE + " C0")
    with_abstentions = isinstance(requires, Tally) and requires.abstentions
    # With abstentions counted, three of four votes cast: no tie to break, and enough anyway.
    assert adopted(chaired(requires), ballots) is with_abstentions


def test_a_chair_without_a_seat_is_there_if_it_casts() -> None:
    spec = chaired(members="A B D E")
    assert adopted(spec, votes({"Board": "+"}, Board=TIE))
    assert not adopted(spec, votes(Board=TIE))


def test_a_chair_who_stays_away_is_suspended_or_recused_casts_nothing() -> None:
    cast = votes({"Board": "+"}, Board=TIE)
    assert not adopted(chaired(), cast)
    recused = specification(
        *FIVE,
        body("Board", "A B C D E", chair="C", casting=True),
        power("p", MAJORITY),
        recusal("r", "Board", one("C")),
    )
    assert not adopted(recused, votes({"Board": "+"}, Board=TIE + " C0"))
    seatless = specification(
        *FIVE,
        body("Board", "A B D E", chair="C", casting=True),
        power("p", MAJORITY),
        recusal("r", "Board", one("C")),
    )
    assert not adopted(seatless, cast)
    suspended = specification(
        *FIVE,
        body("Board", "A B C D E", chair="C", casting=True),
        power("p", MAJORITY),
        event(1, "C suspended Board"),
    )
    assert not adopted(suspended, cast)


def test_a_chair_who_votes_against_casts_against() -> None:
    ballots = votes({"Board": "+"}, Board="A+ B+ C- D-")
    assert not adopted(chaired(), ballots)
    assert outcome(chaired(), ballots).bodies[0].casting is Vote.AGAINST
    # The other way round the chair may do.
    assert not adopted(chaired(), votes({"Board": "-"}, Board="A+ C+ D- E-"))


def test_a_casting_vote_against_completes_a_rejection() -> None:
    spec = chaired(NoRejection(MAJORITY))
    assert not adopted(spec, votes({"Board": "-"}, Board=TIE + " C0"))
    assert adopted(spec, votes({"Board": "+"}, Board=TIE + " C0"))
    assert adopted(spec, votes(Board=TIE + " C0"))


def test_casting_vote_as_a_requirement() -> None:
    spec = chaired(CastingVote("Board"))
    assert adopted(spec, votes({"Board": "+"}, Board="C0"))
    assert not adopted(spec, votes({"Board": "+"}, Board="A+"))
    assert not adopted(spec, votes({"Board": "-"}, Board="C+"))


# Who may not cast: one who is away, one who votes against, one who is recused; and one who does not.
AWAY = votes({"Board": "+"}, Board=TIE)
AGAINST = votes({"Board": "+"}, Board="A+ B+ C- D-")
THERE = votes({"Board": "+"}, Board=TIE + " C0")
SILENT = votes(Board=TIE + " C0")


@pytest.mark.parametrize("requires", [MAJORITY, NoRejection(MAJORITY)])
@pytest.mark.parametrize(
    ("though", "recused", "ballots", "breaks"),
    [
        (CastsThough.ABSENT, False, AWAY, True),
        (CastsThough.ABSENT, False, AGAINST, False),
        (CastsThough.AGAINST, False, AGAINST, True),
        (CastsThough.AGAINST, False, AWAY, False),
        (CastsThough.RECUSED, True, THERE, True),
        (CastsThough.RECUSED, True, AWAY, False),
        (CastsThough.ABSENT, True, THERE, False),
        (CastsThough.ANYTHING, True, AWAY, True),
        (CastsThough.ANYTHING, False, SILENT, True),
    ],
)
def test_a_chair_who_casts_though_it_may_not(
    requires: Requirement, though: CastsThough, recused: bool, ballots: Ballots, breaks: bool
) -> None:
    """No rules say so; it is asked whether it matters that they do not."""
    parts = (recusal("r", "Board", one("C")),) if recused else ()
    spec = specification(
        *FIVE,
        body("Board", "A B C D E", chair="C", casting=True),
        power("p", requires),
        *parts,
    )
    (board_,) = spec.bodies
    assert board_.chair is not None
    chair = replace(board_.chair, casts_though=frozenset((though,)))
    spec = replace(spec, bodies=(replace(board_, chair=chair),))
    # One who votes against rejects by that; where there is no casting vote nothing is rejected at a tie.
    rejecting = isinstance(requires, NoRejection)
    objects = though is CastsThough.ABSENT and ballots is AGAINST
    adopts = not objects if rejecting else breaks
    assert adopted(spec, ballots) is adopts
    encoding = encode(spec, latest(spec), voter_classes(spec))
    values = Fixing(encoding).values({}, Decision({}), ballots)
    assert compiled([encoding.adopted])(values) == (adopts,)
