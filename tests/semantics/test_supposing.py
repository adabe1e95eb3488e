"""`supposing one of S …` is so with each of them: against brute force that asks of each by name."""

from __future__ import annotations

import random
from dataclasses import replace
from itertools import permutations

import pytest

from policy_dsl import load_text
from policy_dsl.model import Specification, Who
from tests.changing.parting import apart, members_of
from tests.semantics.generating_claims import Asker
from tests.semantics.generator import TINY, Maker
from tests.semantics.judging import LIMITS, judged
from tests.semantics.printing import to_text
from tests.semantics.supposed import of_each
from verifier import Options, Verdict, check

SHAPE = replace(TINY, cohort=0.7)
WORST_FIRST = (Verdict.FAILS, Verdict.UNDETERMINED, Verdict.VACUOUS, Verdict.HOLDS)


def model(seed: int) -> Specification:
    """A model and a property that supposes something of one of several."""
    maker = Maker(random.Random(f"one of {seed}"), SHAPE)
    specification = maker.specification()
    asker = Asker(maker, specification)
    prop = replace(asker.property(), supposing=asker.supposing_of_one())
    return replace(specification, properties=(prop,))


def of_a_cohort(specification: Specification) -> bool:
    cohorts = {party.name for party in specification.parties if party.size > 1}
    (prop,) = specification.properties
    return any(event.one_of and event.one_of.label in cohorts for event in prop.supposing)


def test_it_is_so_with_each_of_them() -> None:
    """At each time and under each reading."""
    models = [model(seed) for seed in range(60, 150)]
    of_groups = judged((it for it in models if not of_a_cohort(it)), limit=120)
    of_cohorts = judged((it for it in models if of_a_cohort(it)), limit=120)
    assert min(of_groups["holds"], of_groups["fails"], of_groups["vacuous"]) > 1, of_groups
    assert of_cohorts["holds"] + of_cohorts["fails"] > 0, of_cohorts


def by_name(specification: Specification) -> Specification:
    """The same with every cohort as a group of parties who have names, and whom nothing tells apart."""
    members = members_of(specification)
    people = apart(specification)
    parties = tuple(replace(p, cohort=False) for p in people.parties)

    def meant(who: Who | None) -> Who:
        assert who is not None
        parties = tuple(name for party in who.parties for name in members[party])
        return replace(
            who,
            parties=parties,
            also=tuple(map(meant, who.also)),
            but=tuple(map(meant, who.but)),
        )

    (prop,) = specification.properties
    events = tuple(replace(event, one_of=meant(event.one_of)) for event in prop.supposing)
    asked = tuple(replace(each, supposing=events) for each in of_each(prop, members))
    return replace(people, parties=parties, properties=asked)


def test_one_stands_for_all_whom_nothing_tells_apart() -> None:
    told = 0
    for seed in range(60, 100):
        specification = model(seed)
        (prop,) = specification.properties
        if not of_a_cohort(specification) or any(not e.one_of for e in prop.supposing):
            continue
        (result,) = check(specification, Options(limits=LIMITS)).properties
        named = check(by_name(specification), Options(limits=LIMITS)).properties
        worst = min((each.verdict for each in named), key=WORST_FIRST.index)
        assert result.verdict is worst, (seed, result.claim)
        told += 1
    assert told > 2, told


def test_it_is_printed_as_it_is_read() -> None:
    for seed in range(20):
        specification = model(seed)
        (prop,) = specification.properties
        (read,) = load_text(to_text(specification), "printed.policy").properties
        same = tuple(replace(event, place=prop.place) for event in read.supposing)
        assert same == prop.supposing, seed


@pytest.mark.campaign
def test_campaign() -> None:
    """Some ten minutes."""
    judged((model(seed) for seed in range(10_000, 13_000)), limit=120)


HOUSE = """governance "House"
party Ann
parties 2 Member
group Bench is Ann
body House members Ann, Member quorum none
power ordinary requires majority of members in House
"""
EVENTS = (
    "Member is suspended from House",
    "one of Bench leaves House",
    "one of Member leaves House",
)


@pytest.mark.parametrize("events", list(permutations(EVENTS)), ids=str)
def test_a_cohort_of_which_one_is_chosen_and_that_others_befall(events: tuple[str, ...]) -> None:
    """Whatever else is supposed, of the whole cohort as well, in whatever order."""
    claims = (
        "Ann is not a member of House",
        "House can be quorate",
        "no decision can pass",
        "every decision passes with majority of members in House",
    )
    text = HOUSE + "".join(
        f"property p{n} {claim} supposing {', '.join(events)}\n" for n, claim in enumerate(claims)
    )
    specification = load_text(text)
    assert judged([specification], limit=200).total() == len(claims)
    first = check(specification, Options(limits=LIMITS)).properties[0]
    assert first.verdict is Verdict.HOLDS
