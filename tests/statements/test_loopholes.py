"""What `loopholes` says holds as printed, of shipped specifications and of random ones."""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from policy_dsl import claim_wording, load, load_text
from policy_dsl.decisions import Decision
from policy_dsl.interpreter import possible_effects
from policy_dsl.model import (
    AnyOf,
    Attends,
    Group,
    NoneCanPass,
    NoObjection,
    Requires,
    Specification,
    Touches,
    Who,
)
from policy_dsl.model.traverse import (
    coalition_of_claim,
    condition_atoms,
    condition_of_claim,
    speaks_of_rulings,
)
from policy_dsl.state import intervals
from policy_dsl.wording import event
from tests.loopholes.random_questions import protecting
from tests.semantics.generator import TINY, Maker
from tests.semantics.judging import LIMITS
from tests.semantics.printing import to_text
from tests.statements.putting_back import judged, put_back
from verifier.checking.meaningful import meaningful
from verifier.loopholes.finding import find_all
from verifier.loopholes.one_decision import just
from verifier.loopholes.searching import Search
from verifier.loopholes.statements import statements
from verifier.results.statement import Said, Statement
from verifier.words.statements import title

SPECS = Path(__file__).parents[2] / "specs"
OWN = Path(__file__).parent / "specs"
TODAY = date(2024, 1, 1)
SHIPPED = sorted(OWN.glob("loopholes_*.policy"))
# Rules of which everything is told soon.
SEEDS = (2, 5, 7, 9, 15, 17, 21, 24, 35, 44, 59)
# Sentences that are no claims of the language, and what holds them.
NO_CLAIMS = {
    "that a set of openings is minimal, and that these are all": "tests/loopholes/test_against_brute_force.py",
    "that a condition is the weakest": "tests/loopholes/test_quality.py",
    "how many suffice if the others are silent but the holder is not": "tests/loopholes/test_enough.py",
    "what rulings say under which decisions go a way": "tests/loopholes/test_against_brute_force.py",
    "who without a name does what where not all do the same": "tests/loopholes/test_conduct.py",
    "which meetings come before, and who suffices there": "tests/loopholes/test_changes_against_brute_force.py",
    "that a decision is the same in another form": "tests/loopholes/test_against_brute_force.py",
    "what no power may do is not meant": "tests/loopholes/test_quality.py",
    "names, variants and acceptances": "tests/loopholes/test_naming.py",
    "the weakest source": "tests/findings",
}


def drawn(seed: int) -> Specification:
    """Random rules with one property; those whom it is not about have a name."""
    return with_the_rest(protecting(seed)[0])


def with_the_rest(made: Specification) -> Specification:
    """The rules with a name for those whom their first property is not about."""
    prop = made.properties[0]
    who = coalition_of_claim(prop.claim)
    about = set() if who is None else {name for part in who.parts for name in part.who.parties}
    rest = tuple(party.name for party in made.parties if party.name not in about)
    if not rest:
        return made
    others = Group("TheRest", "", Who("TheRest", parties=rest), made.parties[0].place)
    return replace(made, groups=(*made.groups, others))


def said(specification: Specification) -> Sequence[Statement]:
    search = Search(specification, LIMITS, 12, TODAY, changes=True)
    found = find_all(search, specification.properties, lambda _: None)
    return meaningful(specification, statements(specification, found), LIMITS)


@pytest.mark.parametrize("file", SHIPPED, ids=lambda file: file.stem)
def test_what_is_printed_of_shipped_rules_holds(file: Path) -> None:
    specification = load(str(file))
    text = file.read_text(encoding="utf-8")
    printed = said(specification)
    assert printed
    assert put_back(specification, "loopholes", printed, text, str(file.parent))[0] == []


def test_that_one_of_a_cohort_goes_is_said_of_one_of_it() -> None:
    file = OWN / "loopholes_seat_of_a_cohort.policy"
    once = [each for each in said(load(str(file))) if each.said is Said.GOT_ROUND_ONCE]
    happens = {event(happened) for each in once for happened in each.supposing}
    assert "one of P leaves Board" in happens


def test_a_wrong_ruling_and_who_do_not_all_do_the_same_are_said() -> None:
    printed = said(load(str(OWN / "loopholes_ruling_and_mixture.policy")))
    ruled = [each for each in printed if each.free_judges]
    kinds = {each.said for each in ruled if speaks_of_rulings(condition_of_claim(each.claim))}
    assert {Said.GOT_ROUND_SO, Said.SUFFICE_WHATEVER, Said.FEWER_WHATEVER} <= kinds
    # Of A, B and C some stay away and the others vote against.
    (mixed,) = (each.claim for each in ruled if isinstance(each.claim, Requires))
    assert isinstance(mixed.requirement, AnyOf)
    assert {type(part) for part in mixed.requirement.parts} == {Attends, NoObjection}


def test_whatever_a_decision_changes_is_said_in_words_that_can_be_read() -> None:
    for seed in range(12):
        made = Maker(random.Random(f"effects {seed}"), TINY).specification()
        state = intervals(made)[-1].state
        put = Decision({}, {}, {}, frozenset(possible_effects(made, state)))
        claim = NoneCanPass(just(made, put))
        whole = f"{to_text(made)}\nproperty said\n  {claim_wording.claim(made, claim)}\n"
        (prop,) = load_text(whole, "said.policy").properties
        for effect in put.effects:
            atoms = [a for a in condition_atoms(prop.claim.when) if isinstance(a, Touches)]
            assert any(p.matches(effect) for atom in atoms for p in atom.patterns), effect


@pytest.mark.campaign
@pytest.mark.parametrize("file", sorted(SPECS.rglob("*.policy")), ids=lambda file: file.stem)
def test_what_is_printed_of_any_shipped_rules_holds(file: Path) -> None:
    specification = load(str(file))
    text = file.read_text(encoding="utf-8")
    printed = said(specification)
    assert put_back(specification, "loopholes", printed, text, str(file.parent))[0] == []


def test_what_is_printed_of_random_rules_holds() -> None:
    wrong, seen, confirmed = judged("loopholes", drawn, said, SEEDS)
    assert wrong == []
    assert confirmed > 20, seen
    for kind in (Said.GOT_ROUND_SO, Said.GOT_ROUND, Said.SUFFICE_WHATEVER, Said.FEWER_WHATEVER):
        assert seen[title(kind), "confirmed"] > 1, seen
    for kind in (
        Said.NO_WAY_ROUND,
        Said.GOT_ROUND_LATER,
        Said.GOT_ROUND_ONCE,
        Said.ALL_GO_ROUND,
        Said.NO_WAY_ROUND_LATER,
    ):
        assert seen[title(kind), "confirmed"] > 0, seen


@pytest.mark.campaign
def test_what_is_printed_of_many_random_rules_holds() -> None:
    wrong, _, _ = judged("loopholes", drawn, said, range(1000, 1300))
    assert wrong == []
