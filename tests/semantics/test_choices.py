"""`some 2 of G together`, `no 2 of G together`: against brute force, and who is chosen."""

from __future__ import annotations

import random
from dataclasses import replace

import pytest

from policy_dsl import examine_text
from policy_dsl.model import CanBlock, CanPass, Coalition, Part, Property, Specification, Who
from policy_dsl.model.traverse import coalition_of_claim
from tests.semantics.generating_claims import specification_about
from tests.semantics.generator import JUDGED, TINY, Shape
from tests.semantics.judging import LIMITS, judged
from verifier import Options, Verdict, check
from verifier.checking.verdicts import verdict_of
from verifier.encoding.encodings import Encodings
from verifier.results import ChosenMembers
from verifier.solving.answers import Answer
from verifier.solving.limits import Budget
from verifier.solving.questions import ExistsForAll, Pairs

# Of these everything that there is to try takes longer than all others together.
LONG = {8}


def about_choices(seed: int, shape: Shape) -> Specification:
    """A random model with properties about some choice of several."""
    return specification_about(random.Random(f"choices {seed}"), 3, shape, chosen_once)


def chosen_once(prop: Property) -> bool:
    """Whether it is about such a choice."""
    coalition = coalition_of_claim(prop.claim)
    return coalition is not None and coalition.chosen_once


@pytest.mark.parametrize(("shape", "seeds"), [(TINY, 20), (JUDGED, 15)], ids=["tiny", "judged"])
def test_choices_against_brute_force(shape: Shape, seeds: int) -> None:
    found = judged(about_choices(seed, shape) for seed in range(seeds) if seed not in LONG)
    assert found["holds"] > 2
    assert found["fails"] > 2


def test_what_is_chosen_does_it() -> None:
    """The same claim about those who are named, under the reading with which they are named, is true."""
    tried = 0
    for seed in range(12):
        specification = about_choices(seed, TINY)
        results = check(specification, Options(limits=LIMITS)).properties
        for result, prop in zip(results, specification.properties, strict=True):
            if len(result.states) > 1:
                continue
            for each in result.states[0].chosen:
                named = about_these(specification, prop, each)
                other = replace(specification, properties=(named,))
                (again,) = check(other, Options(explained=False)).properties
                assert again.verdict in (Verdict.HOLDS, Verdict.VACUOUS), (seed, result.claim)
                tried += 1
    assert tried > 4


def about_these(specification: Specification, prop: Property, chosen: ChosenMembers) -> Property:
    """The property about those chosen alone."""
    parts: list[Part] = []
    for member in chosen.members:
        count, _, party = member.rpartition(" of ")
        size = specification.party[party].size
        parts.append(Part(Who(party, (party,), single=size == 1), int(count) if count else None))
    assert isinstance(prop.claim, CanBlock | CanPass)
    readings = {**dict(prop.fixed_readings), **chosen.readings}
    claim = replace(prop.claim, who=Coalition(tuple(parts)))
    return replace(prop, claim=claim, fixed_readings=tuple(readings.items()))


COUNCIL = """governance "Council"
party A
party B
party C
parties 3 Other
body Council members A, B, C, Other quorum none
decision substance money : yes or no
power ordinary when not money requires majority of votes cast in Council
power budget when money requires
  reading old "only the first two": consent of A in Council or consent of B in Council
  reading new "all of them": at least 2 votes in favour in Council
property all_but_two no 2 of Council together can block every decision when money under reading old of budget
property any_two any 2 of Council together can block every decision when money under reading old of budget
property some_two some 2 of Council together can block every decision when money under reading old of budget
property either some 5 of Council together can block every decision when money
property four some 4 of Council together can pass every decision when not money
property three some 3 of Council together can pass every decision
property three_stop some 3 of Council together can block every decision when not money
property two_stop no 2 of Council together can block every decision when not money
"""


def test_some_is_less_than_any_and_more_than_none() -> None:
    specification = examine_text(COUNCIL, "council.policy").specification
    assert specification is not None
    found = {each.name: each for each in check(specification).properties}
    verdicts = {name: each.verdict.value for name, each in found.items()}
    assert verdicts == {
        "all_but_two": "fails",
        "any_two": "fails",
        "some_two": "holds",
        "either": "holds",
        "four": "holds",
        "three": "fails",
        "three_stop": "holds",
        "two_stop": "holds",
    }
    (state,) = found["some_two"].states
    assert [each.members for each in state.chosen] == [("A", "B")]
    (state,) = found["all_but_two"].states
    assert [each.members for each in state.chosen] == [("A", "B")]
    assert {each.name for each in found["some_two"].rests_on} >= {"budget"}


def test_the_choice_may_go_with_the_reading() -> None:
    text = COUNCIL.split("property", maxsplit=1)[0].replace(
        "at least 2 votes in favour in Council",
        "consent of C in Council",
    )
    text += "property just some 1 of Council together can block every decision when money\n"
    text += "property two some 2 of Council together can block every decision when money\n"
    text += "property three some 3 of Council together can block every decision when money\n"
    specification = examine_text(text, "council.policy").specification
    assert specification is not None
    one, two, three = check(specification).properties
    assert one.verdict is Verdict.FAILS
    assert [dict(each) for each in one.readings] == [{"budget": "old"}]
    assert two.verdict is Verdict.HOLDS
    assert {(c.members, tuple(c.readings.items())) for c in two.states[0].chosen} == {
        (("A", "B"), (("budget", "old"),)),
        (("A", "C"), (("budget", "new"),)),
    }
    assert three.verdict is Verdict.HOLDS
    assert [(c.members, dict(c.readings)) for c in three.states[0].chosen] == [
        (("A", "B", "C"), {})
    ]


def test_of_fewer_than_that_nobody_can_be_chosen() -> None:
    text = COUNCIL.split("property", maxsplit=1)[0].replace("Council members", "Council members", 1)
    text += "timeline on 2020-01-01 A, B, Other leave Council\n"
    text += "property some_two some 2 of Council together can block every decision when not money\n"
    text += "property no_two no 2 of Council together can block every decision when not money\n"
    specification = examine_text(text, "council.policy").specification
    assert specification is not None
    some, none = check(specification).properties
    assert (some.verdict, none.verdict) == (Verdict.FAILS, Verdict.VACUOUS)
    assert "not that many" in some.reason
    assert "not that many" in none.reason


@pytest.mark.parametrize(
    "who", ["A and some 2 of Board together", "Two and some 2 of Board together"]
)
def test_that_the_chosen_sit_there_is_rested_on_whoever_they_are_besides(who: str) -> None:
    """A vetoes by a consent of its own, whether it sits in the body or not; but the two are chosen of those who do."""
    specification = examine_text(
        f"""governance "Club"
party A
party B
party C
group Two is A, C
body Board members A, B quorum none
decision
power ordinary requires consent of every one of Two by separate act
property stop {who} can block every decision
""",
        "club.policy",
    ).specification
    assert specification is not None
    (found,) = check(specification).properties
    assert found.verdict is Verdict.HOLDS
    assert {each.name for each in found.rests_on} >= {"A in Board", "B in Board"}


def test_what_defeats_one_choice_is_put_to_all_others(monkeypatch: pytest.MonkeyPatch) -> None:
    """That three of eight do not suffice while the others stay away is not asked choice by choice."""
    names = [f"P{number}" for number in range(8)]
    lines = [
        'governance "Eight"',
        *(f"party {name}" for name in names),
        f"body Council members {', '.join(names)} quorum none",
        "decision substance money : yes or no",
        *(f"  substance of_{name} : yes or no" for name in names),
        "power budget when money requires majority of members in Council",
        *(f"power own_{n} when of_{n} requires consent of {n} in Council" for n in names),
    ]
    claims = [
        f"property so_many_{number} some {number} of Council together can pass every decision when money"
        " while the others stay away"
        for number in (3, 5)
    ]
    specification = examine_text("\n".join([*lines, *claims, ""]), "eight.policy").or_errors()
    tried = list[int]()
    refute = ExistsForAll._refute

    def counted(self: ExistsForAll, values: Pairs, budget: Budget) -> Answer:
        tried.append(1)
        return refute(self, values, budget)

    monkeypatch.setattr(ExistsForAll, "_refute", counted)
    encodings = Encodings(specification)
    verdicts = [verdict_of(encodings, it, LIMITS) for it in specification.properties]
    assert verdicts == [Verdict.FAILS, Verdict.HOLDS]
    assert 0 < len(tried) <= 6
