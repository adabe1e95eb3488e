"""Recusals that come to keep somebody from voting where some powers are judged only: who keeps what, and ways round.

To be kept from voting at all and stay away can leave a body without quorum; who may not vote where one power is judged
gives a vote, attends, and is not counted. Every state is gone through with the interpreter beside it.
"""

from __future__ import annotations

import random

import pytest

from policy_dsl import load_text
from policy_dsl.model import (
    CanBlock,
    Manner,
    NoObjection,
    Power,
    Property,
    Requires,
    Specification,
)
from policy_dsl.model.traverse import condition_of_claim
from policy_dsl.records import replace
from tests.changing.explicit import known
from tests.changing.small_kinds import limited_case
from tests.loopholes.brute_changes import minimal_sets_with_changes
from tests.semantics.asking import prop, together
from tests.semantics.building import of, one, pattern, touches
from verifier import Limits, check
from verifier.changing.entrenchment import entrenchment
from verifier.changing.stopping import Enduring
from verifier.encoding.facts import RecusalDetail
from verifier.loopholes import changes
from verifier.loopholes.bounded import question_about
from verifier.loopholes.finding import find_loopholes
from verifier.loopholes.searching import Search
from verifier.results.entrenchment import Hold
from verifier.words.keeping import one_ballot_decides
from verifier.words.loopholes import assumptions

RULES = """governance "Where a power is judged only"
party A
party B
body X members A, B quorum {quorum} fixed membership "so"
decision substance s : yes or no
recusal c in X when s and not s excludes A from voting
power q requires consent of A by separate act may amend c
power p requires {asked} in X{attending} may amend r
rule r limits z requires consent of B in X
power z requires consent of A by separate act may amend w
provision w "text"
property keeps B can block every decision when amends w
"""


def rules(seed: int) -> Specification:
    """Three steps: a recusal is amended, then a rule, and then what the rule protected."""
    rng = random.Random(f"three steps {seed}")
    found = load_text(
        RULES.format(
            quorum=rng.choice(["none", "majority of members", "at least 1 of members"]),
            asked=rng.choice(["unanimity of votes cast", "majority of those present"]),
            attending=rng.choice(["", *[" and attendance of B in X"] * 3]),
        ),
        "rules.policy",
    )
    # One effect each, so that all sets of them can be gone through.
    grants = {"q": pattern("amend", "c"), "p": pattern("lapse", "r"), "z": pattern("lapse", "w")}
    clauses = tuple(
        replace(c, grants=(grants[c.name],)) if isinstance(c, Power) else c for c in found.clauses
    )
    claim = CanBlock(together(one("B")), touches("it", grants["z"]), Manner.AGAINST)
    return replace(found, clauses=clauses, properties=(prop(claim),))


def keeper(specification: Specification) -> bool:
    """Whether B stops every change of what is protected for good, by the table."""
    row = next(row for row in entrenchment(specification).rows if row.name == "w")
    assert not row.open
    return any("B" in name for name in row.stopped(Hold.FOR_GOOD))


def kept(specification: Specification) -> bool:
    """The same, by going through every state."""
    (asked,) = specification.properties
    return not known(specification, replace(asked, even_after_amendments=True)).refuted


def ways(specification: Specification, asked: Property) -> set[frozenset[tuple[str, str]]]:
    """The ways round a claim, all of them."""
    found = find_loopholes(Search(specification, Limits(), most=10**6, changes=True), asked)
    assert found is not None
    assert found.undetermined is None
    return {frozenset((o.kind, o.name) for o in each.openings) for each in found.sets}


# Who stops it for good, who only seems to, and who plainly does not.
SEEDS = (0, 1, 3)


def test_who_stops_what_for_good_is_found_by_going_through_every_state(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    told = [keeper(rules(seed)) for seed in SEEDS]
    assert told == [kept(rules(seed)) for seed in SEEDS]
    assert len(set(told)) == 2
    # Without a closer look some would be said to stop it.
    monkeypatch.setattr(Enduring, "_closely", None)
    assert [keeper(rules(seed)) for seed in SEEDS] != told


def test_ways_round_are_those_of_the_definition() -> None:
    specification = rules(1)
    (asked,) = specification.properties
    wanted = minimal_sets_with_changes(specification, asked)
    assert wanted is not None
    assert ways(specification, asked) == set(wanted)


def protecting(seed: int) -> tuple[Specification, Property]:
    """Powers that ask for what those can do who may not vote on one of them, and a claim that something protects."""
    rng = random.Random(f"protecting {seed}")
    specification, asked = limited_case(rng)
    members = [each.name for each in specification.parties]
    when = condition_of_claim(asked.claim)
    voters = rng.sample(members, rng.choice((1, 2)))
    claim = rng.choice(
        (
            CanBlock(together(*map(one, voters)), when, rng.choice(list(Manner))),
            Requires(when, of(rng.choice(("majority", "unanimity")), "members", "Board")),
            Requires(when, NoObjection(one(voters[0]), "Board")),
        )
    )
    asked = replace(asked, claim=claim, even_after_amendments=False, unless_it_leaves=False)
    return replace(specification, properties=(asked,)), asked


def test_where_one_ballot_decides_no_more_can_matter(monkeypatch: pytest.MonkeyPatch) -> None:
    """What every open recusal can say, power by power, opens no other way."""
    drawn = [protecting(seed) for seed in range(8)]
    asked = [each for each in drawn if one_ballot_decides(each[0], each[1].claim)]
    asked.append((rules(1), rules(1).properties[0]))
    found = [ways(*each) for each in asked]
    monkeypatch.setattr(
        changes,
        "question_about",
        lambda *given: replace(question_about(*given), detail=RecusalDetail.EACH_POWER),
    )
    assert [ways(*each) for each in asked] == found
    assert sum(map(len, found)) > 5


@pytest.mark.parametrize(
    ("claim", "grants", "said"),
    [
        ("B can block every decision", "any clause", ""),
        ("A and B together can block every decision", "any clause", "some powers are judged only"),
        ("A and B together can block every decision", "p", "some powers are judged only"),
        ("A and B together can block every decision by any means", "any clause", ""),
        ("A and B together can block every decision", "w", ""),
        ("every decision requires consent of B in X", "any clause", "some powers are used only"),
    ],
)
def test_what_is_not_looked_at_is_said(claim: str, grants: str, said: str) -> None:
    text = RULES.format(quorum="none", asked="unanimity of votes cast", attending="")
    text = text.replace("amend c", f"amend {grants}").replace(
        "B can block every decision when amends w", claim
    )
    specification = load_text(text, "rules.policy")
    found = [
        each
        for each in assumptions(specification, specification.properties, True)
        if "some powers" in each
    ]
    assert len(found) == bool(said)
    assert all(said in each for each in found)


@pytest.mark.parametrize(
    ("size", "claim", "said"),
    [
        (5, "any 3 of Crowd together can pass every decision", True),
        (4, "any 3 of Crowd together can pass every decision", False),
        (5, "A can block every decision", False),
    ],
)
def test_in_how_many_parts_a_cohort_is_told_is_said(size: int, claim: str, said: bool) -> None:
    text = RULES.format(quorum="none", asked="majority of votes cast", attending="")
    text = text.replace("party B\n", f"party B\nparties {size} Crowd\n").replace(
        "members A, B", "members A, B, Crowd"
    )
    text = text.replace(
        "B can block every decision when amends w", f"{claim} even after amendments"
    )
    (result,) = check(load_text(text, "rules.policy")).properties
    found = [it.text for it in result.assumptions if "4 parts" in it.text]
    assert len(found) == said
    assert all("at most 4 parts of Crowd" in text for text in found)
