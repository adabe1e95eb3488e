"""Findings: which ways round are one, in which order they come, and that all commands call them the same."""

from __future__ import annotations

import random
from collections.abc import Iterable
from pathlib import Path

import pytest

from policy_dsl import load, load_text
from policy_dsl.model import CanBlock, Manner, Property, Specification, Throughout
from policy_dsl.records import replace
from tests.loopholes.changing_questions import changing_question
from tests.loopholes.random_questions import protecting
from verifier.checking.specifications import Options, check
from verifier.findings.collecting import of_loopholes
from verifier.loopholes.finding import find_all, find_loopholes
from verifier.loopholes.naming import content, groups, naming
from verifier.loopholes.searching import Search
from verifier.results.loopholes import CHANGES, Opening, PropertyLoopholes
from verifier.solving.limits import Limits

SPECS = Path(__file__).parents[2] / "specs"
EVERY = sorted([*SPECS.glob("*.policy"), *SPECS.glob("gallery/*.policy")])
NO_LIMITS = Limits(None)


def ways(search: Search, prop: Property) -> PropertyLoopholes | None:
    return find_loopholes(search, prop)


def opening(kind: str, name: str) -> Opening:
    return Opening(kind, name, f"{kind} {name}", "", 0)


CLUB = """governance "Club"
party Ann
party Bob
party Cem
body Club
  members Ann, Bob, Cem
  quorum none  assumed "nothing is written about it"
power ordinary
  requires majority of members in Club
  may amend any clause
power quick
  requires consent of Ann in Club
rule dear limits ordinary
  requires unanimity of members in Club
property veto
  Bob can block every decision
property each
  every one of Club alone can block every decision
"""


def grouped(name: str, *ways: tuple[tuple[str, str], ...]) -> list[list[int]]:
    specification = load_text(CLUB)
    prop = next(each for each in specification.properties if each.name == name)
    return groups(naming(specification, prop), [[opening(*each) for each in way] for way in ways])


def test_ways_that_differ_only_in_reading_are_one() -> None:
    absence = ("absence", "Bob")
    assert grouped(
        "veto",
        (("reading", "strict of dear"), absence),
        (("reading", "lax of dear"), absence),
        (("reading", "lax of dear"), ("abstention", "Bob")),
    ) == [[1, 0], [2]]


def test_ways_that_differ_only_in_which_power_is_amended_first_are_one() -> None:
    new = ("amendment", "new power")
    assert grouped(
        "veto",
        (("amendment", "ordinary"), new),
        (("amendment", "quick"), new),
        (("amendment", "ordinary"),),
        (("amendment", "dear"),),
    ) == [[2], [3], [0, 1]]


def test_of_those_who_are_protected_one_by_one_any_may_be_concerned() -> None:
    lost = [(("removal", f"{name} from Club"),) for name in ("Bob", "Ann", "others")]
    assert grouped("each", *lost) == [[2], [1, 0]]
    assert grouped("veto", *lost) == [[1], [2], [0]]


def test_names_depend_on_nothing_but_the_ways() -> None:
    specification = load_text(CLUB)
    them = naming(specification, specification.properties[0])
    kinds = ["exemption", "reading", "timing", "absence", "suspension", "amendment", "route"]
    chance = random.Random(1)
    for _ in range(200):
        found = [
            [
                opening(chance.choice(kinds), chance.choice("abc"))
                for _ in range(chance.randint(0, 3))
            ]
            for _ in range(6)
        ]
        shuffled = chance.sample(found, len(found))
        once = [content(them.parts(found[them_[0]])) for them_ in groups(them, found)]
        again = [content(them.parts(shuffled[them_[0]])) for them_ in groups(them, shuffled)]
        assert once == again
        # What changes the rules comes last, so that nobody need know of it to name the others.
        changes = [any(o.kind in CHANGES for o in found[g[0]]) for g in groups(them, found)]
        assert changes == sorted(changes)


def same_names(specification: Specification, chance: random.Random) -> int:
    """Every command names the same ways round, whatever is asked first; how many there are."""
    properties = specification.properties
    together = {p.name: ways(Search(specification, NO_LIMITS, changes=True), p) for p in properties}
    search = Search(specification, NO_LIMITS, changes=True)
    for prop in chance.sample(properties, len(properties)):
        again, first = ways(search, prop), together[prop.name]
        assert (again is None) == (first is None)
        if again is None or first is None:
            continue
        assert called(again) == called(first)
    # Claims that ask the same are looked into once where all are told of: by loopholes, report and repair.
    mixed = chance.sample(properties, len(properties))
    for each in find_all(Search(specification, NO_LIMITS, changes=True), mixed, lambda _: None):
        alone = together[each.property]
        assert alone is not None
        assert called(each) == called(alone)
    plain = {p.name: ways(Search(specification, NO_LIMITS), p) for p in properties}
    checked = check(specification, Options(limits=NO_LIMITS, count_loopholes=True))
    number = 0
    for result in checked.properties:
        found = together[result.name]
        assert (found is None) == (result.loopholes is None)
        if found is None or result.loopholes is None:
            continue
        stands = {k: v for k, v in called(found).items() if not kinds(v) & CHANGES}
        without = plain[result.name]
        assert without is not None
        if not (found.undetermined or found.more):
            assert called(without) == stands
            assert result.loopholes.names == tuple(stands)
        assert [f.subject for f in of_loopholes("", [found]) if f.rule == "loophole"] == list(
            called(found)
        )
        number += len(found.loopholes)
    return number


def called(it: PropertyLoopholes) -> dict[str, frozenset[frozenset[tuple[str, str]]]]:
    return {
        each.name: frozenset(frozenset((o.kind, o.name) for o in way.openings) for way in each.sets)
        for each in it.loopholes
    }


def kinds(sets: frozenset[frozenset[tuple[str, str]]]) -> set[str]:
    return {kind for way in sets for kind, _ in way}


@pytest.mark.parametrize("name", ["blmk_luton", "gallery/apache", "gallery/company_articles"])
def test_all_commands_name_the_same(name: str) -> None:
    assert same_names(load(SPECS / f"{name}.policy"), random.Random(name))


@pytest.mark.campaign
@pytest.mark.parametrize("path", EVERY, ids=lambda path: path.stem)
def test_all_commands_name_the_same_of_all_that_is_shipped(path: Path) -> None:
    for seed in range(3):
        same_names(load(path), random.Random(seed))


def random_specifications(seeds: Iterable[int]) -> int:
    """How many findings were compared."""
    found = 0
    for seed in seeds:
        drawn = (protecting, changing_question)[seed % 2](seed)
        found += same_names(with_more_properties(drawn[0]), random.Random(seed))
    return found


def with_more_properties(made: Specification) -> Specification:
    """The rules with their property, and others of which some have the same ways round."""
    (prop,) = made.properties
    more = [
        replace(prop, name="again"),
        replace(prop, name="at_any_time", at=Throughout()),
        replace(prop, name="by_one_power", under=made.powers[-1].name if made.powers else None),
    ]
    if isinstance(prop.claim, CanBlock):
        away = replace(prop.claim, manner=Manner.AWAY)
        more.append(replace(prop, name="by_staying_away", claim=away))
    return replace(made, properties=(prop, *more))


def test_all_commands_name_the_same_of_random_ones() -> None:
    assert random_specifications((3, 170, 75, 207, 404)) > 20


@pytest.mark.campaign
@pytest.mark.parametrize("first", range(1_000, 1_200, 20))
def test_all_commands_name_the_same_of_many_random_ones(first: int) -> None:
    random_specifications(range(first, first + 20))


RECUSED = """governance "Club"
party Ann
party Bob
party Cem
body Club
  members Ann, Bob, Cem
  quorum none  assumed "nothing is written about it"
decision
  substance gains : parties
  substance deals : parties
  substance sells : yes or no
power ordinary
  requires consensus in Club
power quick
  when sells
  requires majority of votes cast in Club
recusal own in Club
  excludes gains from voting
recusal trade in Club
  excludes deals from voting
property veto
  Bob can block every decision when not sells
property sale
  Bob can block every decision when sells
property own_gain
  Bob can block every decision when not sells and not deals includes Bob
"""


@pytest.mark.parametrize(
    ("name", "power", "by"),
    [
        ("own_gain", "ordinary", ("own",)),  # the only recusal that is left
        ("veto", "ordinary", ("own", "trade")),  # either will do
        ("sale", "quick", ()),  # two against one, whoever is recused
    ],
)
def test_a_way_is_named_by_the_recusal_that_opens_it(
    name: str, power: str, by: tuple[str, ...]
) -> None:
    specification = load_text(RECUSED)
    prop = next(each for each in specification.properties if each.name == name)
    found = ways(Search(specification, NO_LIMITS, changes=True), prop)
    assert found is not None
    routes = {o.name: o.opened_by for each in found.loopholes for o in each.openings}
    assert routes[power] == by
    (checked,) = check(specification, Options((name,), count_loopholes=True)).properties
    assert checked.loopholes is not None
    assert checked.loopholes.names == tuple(each.name for each in found.loopholes)
    # Without them it is none.
    text = RECUSED
    for clause in by:
        text = text.replace(f"recusal {clause} in Club\n  excludes ", f"# {clause}\n# ")
    without = load_text("\n".join(each for each in text.split("\n") if each[:1] != "#"))
    prop = next(each for each in without.properties if each.name == name)
    found = ways(Search(without, NO_LIMITS), prop)
    assert found is not None
    left = {o.name for each in found.loopholes for o in each.openings if o.kind == "route"}
    assert (power in left) == (not by)
