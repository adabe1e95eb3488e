"""Sets of openings with a change among them: the search finds what trying every set finds."""

from __future__ import annotations

import random
from collections.abc import Iterator
from itertools import combinations

from policy_dsl import load_text
from policy_dsl.state import intervals_of
from tests.loopholes.changing_questions import changing_question
from verifier.changing.saturation import saturate
from verifier.loopholes import demands, sets_with_changes
from verifier.loopholes.bounded import Bounded, question_about
from verifier.loopholes.demands import ClosureDemand, ask_last
from verifier.loopholes.openings import protection
from verifier.loopholes.sets_with_changes import Combinations, Combined, Exchanged
from verifier.solving.answers import Found, NoneFound
from verifier.solving.limits import Budget, Limits
from verifier.solving.questions import asked_incrementally

MOST = 7


def problem(seed: int) -> Bounded | None:
    spec, prop = changing_question(seed)
    if protection(prop) is None:
        return None
    ask = question_about(spec, prop, intervals_of(spec, prop)[-1].state)
    # Which powers are at home is no matter here: any of them will do.
    home = tuple(p.name for p in spec.powers)
    it = Bounded(ask, Budget(Limits(seconds=60)), home=home)
    return it if it.changes and len(it.elements) <= MOST else None


def test_the_minimal_sets_and_what_each_other_set_lacks(monkeypatch) -> None:  # type: ignore[no-untyped-def]
    compared = shrunk = 0
    for seed in range(52):
        it = problem(seed)
        if it is None:
            continue
        search = Combinations(it)
        sets = [
            frozenset(chosen)
            for n in range(len(it.elements) + 1)
            for chosen in combinations(range(len(it.elements)), n)
        ]
        # Every other demand is made small.
        asked = {on: search.asked(on, small=bool(n % 2)) for n, on in enumerate(sets)}
        enough = {on for on, said in asked.items() if isinstance(said, Combined)}
        for on, said in asked.items():
            if isinstance(said, frozenset):
                # A demand: whatever suffices has one of these.
                assert not said & on, seed
                assert all(said & other for other in enough), seed
            else:
                assert all(on | {i} in enough for i in range(len(it.elements))), seed
        first = len(it.opened.switches)
        plain = [on for on in enough if all(i < first for i in on)]
        minimal = {on for on in enough if not any(other < on for other in enough)}
        wanted = {on for on in minimal if any(i >= first for i in on)}
        for patience in (sets_with_changes._PATIENCE, 0):
            monkeypatch.setattr(sets_with_changes, "_PATIENCE", patience)
            again = Combinations(it, [on for on in plain if on in minimal])
            assert {each.on for each in again} == wanted, seed
            assert again.stopped is None
            shrunk += bool(wanted) and not patience
        compared += bool(wanted)
    assert compared > 3
    assert shrunk > 3


ALIKE = """governance "Three who are alike"
party A "A"
party B "B"
party C "C"
body Board "Board"
  members A, B, C
  quorum none  assumed "it has none"
power deciding "Decisions"
  requires majority of votes cast in Board
power removing "Removals"
  requires at least 1/4 of votes cast in Board
  may remove members of Board
property pair "Two can block"
  any 2 of Board together can block every decision
"""


def test_of_who_are_alike_one_answer_goes_for_all() -> None:
    spec = load_text(ALIKE)
    (prop,) = spec.properties
    ask = question_about(spec, prop, intervals_of(spec, prop)[-1].state)
    it = Bounded(ask, Budget(Limits(seconds=60)), home=("deciding",))
    search = Combinations(it)
    every = range(len(it.elements))
    sets = [frozenset(chosen) for n in range(3) for chosen in combinations(every, n)]
    sets += [frozenset(chosen) for chosen in combinations(every[3:], 3)]
    asked = {on: search.asked(on, small=bool(n % 2)) for n, on in enumerate(sets)}
    enough = {on for on, said in asked.items() if isinstance(said, Combined)}
    demands = [said for said in asked.values() if isinstance(said, frozenset)]
    images = [list(search.exchanges.images(said)) for said in demands]
    assert all(image & on for each in images for image in each for on in enough)
    assert sum(len(each) > 1 for each in images) > 9
    # What is reached with some of them open is bounded by what is with others; asked alone it is the same.
    for on in sets:
        alone = it.under(on)
        assert alone.reached.reached.keys() == saturate(alone, (), alone.within).reached.keys()
    minimal = {on for on in enough if not any(other < on for other in enough)}
    first = len(it.opened.switches)
    plain = [on for on in minimal if all(i < first for i in on)]
    wanted = {on for on in minimal if any(i >= first for i in on)}
    assert len(wanted) > 2
    found = [each for each in Combinations(it, plain) if len(each.on) < 4]
    assert wanted == {each.on for each in found}
    # Of sets that exchanges make of one another one is asked about.
    exchanged = [each for each in found if isinstance(each, Exchanged)]
    assert len(exchanged) > 1
    assert all(each.first in wanted and each.exchange for each in exchanged)


def demanded(it: Bounded, on: frozenset[int], rng: random.Random) -> frozenset[int] | None:
    """What some proof needs closed that these do not suffice, whichever proof is found; None where they do."""
    here = it.under(on)
    made = here.reached
    always, banned = demands._bans(here, made)
    core = [*banned, *demands._off(here, range(len(it.opened.switches)))]
    rng.shuffle(core)
    with asked_incrementally(here.lastly([]), [*always, *here.fixed]) as ask:
        if not isinstance(ask(here.budget, core), NoneFound):
            return None
        for term in tuple(core):
            less = [each for each in core if each is not term]
            if isinstance(ask(here.budget, less), NoneFound):
                core = less
    needed = ClosureDemand(here, made).of(core)
    assert isinstance(needed, frozenset)
    return needed


def asked_about() -> Iterator[tuple[Bounded, int]]:
    """Problems, and how many demands to look at."""
    spec = load_text(ALIKE)
    (prop,) = spec.properties
    ask = question_about(spec, prop, intervals_of(spec, prop)[-1].state)
    yield Bounded(ask, Budget(Limits(seconds=60)), home=("deciding",)), 20
    for seed in range(8):
        it = problem(seed)
        if it is not None:
            yield it, 6


def test_whichever_proof_is_found_all_others_together_do_not_suffice() -> None:
    rng = random.Random(1)
    looked_at = 0
    for it, often in asked_about():
        every = frozenset(range(len(it.elements)))
        for _ in range(often):
            on = frozenset(rng.sample(sorted(every), rng.randint(0, min(3, len(every)))))
            needed = demanded(it, on, rng)
            if needed is not None:
                rest = it.under(every - needed)
                assert not isinstance(ask_last(rest, rest.reached), Found), (on, needed)
                looked_at += 1
    assert looked_at > 20
