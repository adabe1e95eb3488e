"""Adjourned meetings: held only where the first is not quorate, so that who comes there can lose a decision by it."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from policy_dsl.decisions import Ballots
from policy_dsl.interpreter import Meeting
from policy_dsl.interpreter.counting import Floor
from policy_dsl.interpreter.requirements import check
from policy_dsl.loading import load_text
from policy_dsl.model import (
    ALWAYS,
    AllOf,
    AnyClause,
    AnyOf,
    AtMeeting,
    AttendanceTally,
    CanBlock,
    CannotBlock,
    CanPass,
    Claim,
    ConsentAct,
    ConsentVote,
    EveryCanPass,
    Manner,
    NeverMatters,
    NoneCanPass,
    Others,
    PassesWith,
    Requirement,
    Requires,
    SomeCanPass,
    Specification,
    Successive,
    VoteCarries,
)
from policy_dsl.model.atoms import Adjournment, adjourned, adjournment
from tests.semantics.asking import (
    adopted,
    one_board,
    outcome,
    prop,
    then,
    together,
    votes,
    with_properties,
)
from tests.semantics.brute_force import TooLarge
from tests.semantics.building import (
    Declaration,
    attending,
    body,
    of,
    one,
    party,
    power,
    recusal,
    rule,
    specification,
)
from tests.semantics.generator import ORDINARY, Maker
from tests.semantics.judging import compare, known_verdicts
from tests.semantics.test_plain_forms import in_all
from verifier import Options
from verifier import check as checked

MAJORITY = of("majority", "cast", "Board")
ALL_OF_THEM = of("majority", "members", "Board")
FREE = replace(MAJORITY, no_quorum=True)


def or_adjourned(first: Requirement, again: Requirement, where: str = "Board") -> AnyOf:
    return adjourned(Adjournment(where, first, again))


def board(*them: Declaration, names: str = "A B C D E", **how: Any) -> Specification:
    return one_board(*them, names=names, **{"quorum": attending(">= 2", "Board"), **how})


def test_the_second_meeting_is_held_only_where_the_first_is_not_quorate() -> None:
    spec = board(power("p", or_adjourned(ALL_OF_THEM, FREE)))
    alone, two, three = votes(Board="A+"), votes(Board="A+ B+"), votes(Board="A+ B+ C+")
    assert adopted(spec, then(three, votes()))
    assert adopted(spec, then(alone, alone))
    assert not adopted(spec, then(alone, votes()))
    # The second vote for makes the first meeting quorate, and loses.
    assert not adopted(spec, then(two, alone))
    assert not adopted(spec, then(two, three))
    # Where nothing is said of the first nobody was there.
    assert adopted(spec, alone)


@pytest.mark.parametrize("which", list(AtMeeting))
def test_what_limits_the_power_is_asked_at_those_meetings_that_are_held(which: AtMeeting) -> None:
    asked = replace(rule("r", ConsentAct(one("A"))), at=which)
    spec = board(power("p", or_adjourned(MAJORITY, FREE)), asked)
    quorate, absent = votes(Board="A+ B+"), votes(Board="A+")

    def agreed(it: Ballots) -> Ballots:
        return replace(it, consents={"A": {frozenset(): 1}})

    found = [
        adopted(spec, then(agreed(quorate), absent)),
        adopted(spec, then(quorate, agreed(absent))),
        adopted(spec, then(agreed(absent), absent)),
        adopted(spec, then(absent, agreed(absent))),
        adopted(spec, then(agreed(absent), agreed(absent))),
    ]
    assert (
        found
        == {
            AtMeeting.FIRST: [True, False, True, False, True],
            AtMeeting.LAST: [True, False, False, True, True],
            AtMeeting.EVERY: [True, False, False, False, True],
        }[which]
    )


def test_it_says_which_it_was() -> None:
    spec = board(power("p", or_adjourned(ALL_OF_THEM, FREE)))
    asked = outcome(spec, votes(Board="A+")).powers[0].requirement
    assert asked is not None
    assert [part.met for part in asked.parts] == [False, True]
    assert adjournment(asked.requirement) == Adjournment("Board", ALL_OF_THEM, FREE)


# --- verdicts, each that of brute force ------------------------------------------------------------


def said(spec: Specification, *claims: Claim) -> list[str]:
    properties = [replace(prop(claim), name=f"c{i}") for i, claim in enumerate(claims)]
    asked = with_properties(spec, *properties)
    results = checked(asked, Options()).properties
    for result, it in zip(results, asked.properties, strict=True):
        assert not compare(it, result, known_verdicts(asked, it, 2_000)), result.claim
    return [result.verdict.value for result in results]


def test_who_stays_away_may_gain_the_decision() -> None:
    """Four who want it pass it only if three of them stay away first; by coming they lose it."""
    unanimous = of("unanimity", "members", "Board")
    spec = board(power("p", or_adjourned(unanimous, FREE)), names="A B C")
    one_of_them, two = together(one("A")), together(one("A"), one("B"))
    assert said(
        spec,
        CanBlock(one_of_them, ALWAYS, Manner.AGAINST),
        CanBlock(one_of_them, ALWAYS, Manner.AWAY),
        CanBlock(two, ALWAYS, Manner.AGAINST),
        CanBlock(two, ALWAYS, Manner.AWAY),
        CannotBlock(two, ALWAYS, Manner.AWAY),
        CanPass(two, ALWAYS),
        CanPass(two, ALWAYS, Others.AWAY),
        CanPass(one_of_them, ALWAYS, Others.AWAY),
        EveryCanPass(ALWAYS),
        NoneCanPass(ALWAYS),
        NeverMatters(one_of_them, ALWAYS),
        VoteCarries(2, 0, 0, "Board", ALWAYS, True),
        VoteCarries(1, 0, 0, "Board", ALWAYS, True),
    ) == [
        *("fails", "fails", "holds", "fails", "holds"),
        *("fails", "fails", "holds", "holds", "fails", "fails", "fails", "holds"),
    ]


def test_a_claim_says_what_is_asked_at_either_meeting() -> None:
    spec = board(power("p", or_adjourned(ALL_OF_THEM, FREE)))
    assert said(
        spec,
        Requires(ALWAYS, or_adjourned(ALL_OF_THEM, FREE)),
        Requires(ALWAYS, or_adjourned(MAJORITY, FREE)),
        Requires(ALWAYS, or_adjourned(ALL_OF_THEM, MAJORITY)),
        PassesWith(ALWAYS, or_adjourned(ALL_OF_THEM, FREE)),
        PassesWith(ALWAYS, or_adjourned(MAJORITY, FREE)),
    ) == ["holds", "holds", "fails", "holds", "fails"]


class _Small:
    """A board or two of few, whose power may be used at an adjourned meeting; what limits it; and claims."""

    def __init__(self, rng: random.Random) -> None:
        self.rng = rng
        self.names = "ABCD"[: rng.randint(2, 4)]
        self.bodies = ["Board"] if rng.random() < 0.7 or len(self.names) > 3 else ["Board", "House"]

    def tally(self, where: str = "") -> Requirement:
        rng = self.rng
        where = where or rng.choice(self.bodies)
        kind = rng.random()
        if kind < 0.15:
            return ConsentVote(one(rng.choice(self.names)), where)
        if kind < 0.25:
            return ConsentAct(one(rng.choice(self.names)))
        quantity = rng.choice(["majority", ">= 2/3", "unanimity", ">= 1"])
        made = of(quantity, rng.choice(["cast", "members", "present"]), where)
        return replace(made, no_quorum=rng.random() < 0.5)

    def demand(self) -> Requirement:
        first, other = self.tally(), self.tally()
        kind = self.rng.random()
        if kind < 0.7:
            return first
        return AllOf((first, other)) if kind < 0.85 else AnyOf((first, other))

    def specification(self) -> Specification:
        rng = self.rng
        found: list[Any] = [party(name) for name in self.names]
        for where in self.bodies:
            quorum = attending(f">= {rng.randint(1, len(self.names))}", where)
            if rng.random() < 0.3:
                quorum = AttendanceTally(of(rng.choice([">= 1/2", ">= 2/3"]), "members", where))
            chaired: dict[str, Any] = {}
            if rng.random() < 0.2:
                chaired = {"chair": rng.choice(self.names), "casting": True}
            found.append(body(where, " ".join(self.names), quorum=quorum, **chaired))
        found.append(
            power("p", or_adjourned(self.demand(), self.demand(), rng.choice(self.bodies)))
        )
        if rng.random() < 0.3:
            asked = (
                self.demand() if rng.random() < 0.5 else Successive((self.tally(), self.tally()))
            )
            found.append(power("q", asked))
        if rng.random() < 0.5:
            limits = rng.choice([None, ("p",)])
            asked = replace(rule("r", self.demand()), limits=limits, at=rng.choice(list(AtMeeting)))
            found.append(asked)
        if rng.random() < 0.4:
            made = recusal("s", rng.choice(self.bodies), one(rng.choice(self.names)))
            limits = rng.choice([None, ("p",)])
            found.append(replace(made, limits=limits, and_counting=rng.random() < 0.4))
        return specification(*found)

    def claims(self) -> list[Claim]:
        rng = self.rng
        them = rng.sample(self.names, rng.randint(1, len(self.names) - 1))
        who = together(*map(one, sorted(them)))
        manner = rng.choice(list(Manner))
        others = rng.choice([None, None, *Others])
        return [
            CanBlock(who, ALWAYS, manner),
            CannotBlock(who, ALWAYS, manner),
            CanPass(who, ALWAYS, others),
            NeverMatters(together(one(rng.choice(self.names))), ALWAYS),
            rng.choice([EveryCanPass(ALWAYS), SomeCanPass(ALWAYS), NoneCanPass(ALWAYS)]),
            Requires(ALWAYS, or_adjourned(self.tally(), self.tally(), self.bodies[0])),
            PassesWith(ALWAYS, or_adjourned(self.tally(), self.tally(), self.bodies[0])),
        ]


def verdicts_agree(seeds: range) -> Counter[str]:
    """How many verdicts were compared with brute force, by claim and verdict; each is the same."""
    found: Counter[str] = Counter()
    for seed in seeds:
        small = _Small(random.Random(f"adjourned {seed}"))
        spec = small.specification()
        properties = [replace(prop(c), name=f"c{i}") for i, c in enumerate(small.claims())]
        asked = with_properties(spec, *properties)
        for result, it in zip(checked(asked, Options()).properties, asked.properties, strict=True):
            try:
                known = known_verdicts(asked, it, 2_000)
            except TooLarge:
                found["too large"] += 1
                continue
            assert not compare(it, result, known), (seed, result.claim, result.verdict)
            found[f"{type(it.claim).__name__} {result.verdict.value}"] += 1
    return found


def test_verdicts_are_those_of_brute_force() -> None:
    found = verdicts_agree(range(6))
    assert sum(n for what, n in found.items() if what.endswith("holds")) > 5
    assert found["too large"] < 5


@pytest.mark.campaign
def test_many_verdicts_are_those_of_brute_force() -> None:
    verdicts_agree(range(6, 2_000))


# --- how often it matters --------------------------------------------------------------------------


def as_or(it: Any) -> Any:
    """Either of them, at the last meeting."""
    made = adjournment(it) if isinstance(it, AnyOf) else None
    return it if made is None else AnyOf((made.first, made.again))


def as_then(it: Any) -> Any:
    """Both of them."""
    made = adjournment(it) if isinstance(it, AnyOf) else None
    return it if made is None else Successive((made.first, made.again))


def compared() -> tuple[Counter[str], Counter[str]]:
    """In how many cases what is demanded is met otherwise where it is written in a plain form."""
    cases: Counter[str] = Counter()
    otherwise: Counter[str] = Counter()
    for seed in range(320):
        maker = Maker(random.Random(seed), replace(ORDINARY, meetings=1.0))
        spec = maker.specification()
        if not spec.adjourning:
            continue
        it = maker.case(spec)
        met = _demanded(spec, it)
        changes: tuple[Callable[[Any], Any], ...] = (as_or, as_then)
        for change in changes:
            clauses: tuple[AnyClause, ...] = in_all(spec.clauses, change)
            if clauses != spec.clauses and met:
                cases[change.__name__] += 1
                otherwise[change.__name__] += _demanded(replace(spec, clauses=clauses), it) != met
    return cases, otherwise


def test_it_matters_that_a_meeting_is_adjourned() -> None:
    cases, otherwise = compared()
    for name, number in cases.items():
        assert number > 25
        assert otherwise[name] * 100 >= number, (name, otherwise[name], number)


def _demanded(specification: Specification, it: Any) -> list[bool]:
    meeting = Meeting(specification, it.state, it.readings, it.decision)
    ballots = it.ballots if specification.meetings > 1 else replace(it.ballots, earlier=())
    return [
        check(Floor(meeting.rules, ballots, power), asked, False).met
        for power, way in meeting.ways.items()
        for asked in way
    ]


def test_where_a_power_is_used_at_one_meeting_the_meeting_after_the_first_is_called_the_last() -> (
    None
):
    """No second one is held for a power that has one, and what it counts is what was done there."""
    spec = load_text(
        """governance "Club"
party Ann
party Bob
party Cem
body Council
  members Ann, Bob
  quorum none
body Club
  members Ann, Bob, Cem
  quorum at least 2 of members
power of_council requires unanimity of members in Council
power of_club
  requires majority of votes cast in Club
      or at an adjourned meeting majority of votes cast in Club with quorum none
property alone Ann can pass every decision while the others vote against
"""
    )
    (result,) = checked(spec, Options()).properties
    assert result.scenario is not None
    told = result.scenario.text
    assert any(line.startswith("At its first meeting: In Club: ") for line in told)
    assert any(line.startswith("At its second and last meeting: In Council: ") for line in told)
    assert not any("second meeting" in line for line in told)


TOLD = """governance "Told"
party A
party B
party C
party D
body X members A, B, C, D quorum at least 3 of members
decision substance kind : one of p, q
power o
  requires majority of votes cast in X
    or at an adjourned meeting majority of votes cast in X with quorum none
rule agreed limits o at {at} meeting when kind is p
  requires reading one: consent of A in X reading other: no objection from A in X
property blocks B can block every decision when kind is p
property matters the vote of A never matters to any decision when kind is p
property differs agreed makes no difference
property parts whether agreed is read as one or other makes no difference
"""


@pytest.mark.parametrize("at", ["the first", "the last", "every"])
def test_a_story_tells_of_the_meetings_that_were_held_and_no_others(at: str) -> None:
    """Whichever meetings a rule speaks of: which reading of it is meant tells of no meeting besides either."""
    for result in checked(load_text(TOLD.format(at=at), "told.policy"), Options()).properties:
        (scenario,) = [state.scenario for state in result.states]
        assert scenario is not None
        said = "\n".join(scenario.text)
        assert "second meeting" not in said, result.name
        assert "nothing" not in said, result.name
        not_held = "No adjourned meeting is held." in said
        assert not_held is not ("At the adjourned meeting" in said), result.name
        if not_held:
            assert not scenario.votes, result.name


ATTENDING = """governance "Attending"
party A
party B
party C
body X members A, B, C quorum at least 2 of members
body Y members A, B quorum none
decision substance gains : parties substance urgent : yes or no
power o
  requires majority of votes cast in X
    or at an adjourned meeting majority of votes cast in X with quorum none
power elsewhere requires majority of votes cast in Y
rule r limits elsewhere when urgent requires consent of A in Y
recusal own in X excludes gains from voting and counting
exception e to own when urgent
property one X can be quorate
property other X cannot be quorate supposing A leaves X
"""


def test_who_can_attend_is_told_without_what_comes_of_it() -> None:
    for result in checked(load_text(ATTENDING, "attending.policy"), Options()).properties:
        (scenario,) = [state.scenario for state in result.states]
        assert scenario is not None
        said = "\n".join(scenario.text)
        assert said.endswith("needed.\nSo X is quorate.")
        assert "The quorum of X is attendance of at least 2 of members in X: met" in said
        for besides in ("meeting", "Power", "Rule", "In Y", "adopted"):
            assert besides not in said, said
