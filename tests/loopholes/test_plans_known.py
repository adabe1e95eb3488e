"""By which plans ways round were told, tried under another wording of the rules: the same sets are found there."""

from __future__ import annotations

import random
from collections import Counter

from policy_dsl.change import nothing_asked, stops_everything
from policy_dsl.model import Property, Specification
from policy_dsl.records import replace
from tests.loopholes.changing_questions import changing_question
from verifier.loopholes.changes import Changing
from verifier.loopholes.finding import find_loopholes
from verifier.loopholes.plans_known import KnownPlan, Plans
from verifier.loopholes.searching import Search
from verifier.solving.limits import Limits

# Specifications with ways round that change something first.
TELLING = (4, 24, 26, 75, 207, 290, 326, 362)


def sets(specification: Specification, prop: Property, plans: Plans) -> Counter[object] | None:
    """The sets of openings, none of which is told; None where not all were found."""
    search = Search(
        specification,
        Limits(60),
        most=10**6,
        changes=True,
        explained=False,
        told=False,
        plans=plans,
    )
    found = find_loopholes(search, prop)
    assert found is not None
    if found.undetermined is not None:
        return None
    return Counter(frozenset((o.kind, o.name) for o in each.openings) for each in found.sets)


def wordings(specification: Specification, draw: random.Random) -> list[Specification]:
    """The same rules, with one that asks for nothing, and with one that stops everything."""
    found = [specification]
    clauses = [*specification.rules, *specification.prohibitions]
    for now in (nothing_asked, stops_everything) if clauses else ():
        clause = draw.choice(clauses)
        changed = tuple(now(c).clause if c is clause else c for c in specification.clauses)
        found.append(replace(specification, clauses=changed))
    return found


def test_sets_are_those_that_are_found_without_them(monkeypatch) -> None:  # type: ignore[no-untyped-def]
    foretold: Counter[bool] = Counter()
    is_foretold = Changing._is_foretold

    def counted(self, whole, on):  # type: ignore[no-untyped-def]
        answer = is_foretold(self, whole, on)
        foretold[answer] += bool(self.plans.known)
        return answer

    monkeypatch.setattr(Changing, "_is_foretold", counted)
    compared = 0
    for seed in TELLING:
        specification, prop = changing_question(seed)
        first = Plans()
        sets(specification, prop, first)
        draw = random.Random(seed)
        for other in wordings(specification, draw):
            wanted = sets(other, prop, Plans())
            # The plans that told them, and those plans in the wrong places.
            shuffled = [each.plan for each in first.made]
            draw.shuffle(shuffled)
            wrong = [
                KnownPlan(each.names, each.asked, each.chosen, plan)
                for each, plan in zip(first.made, shuffled, strict=True)
            ]
            for known in (first.made, wrong):
                found = sets(other, prop, Plans(tuple(known)))
                if wanted is not None and found is not None:
                    assert found == wanted, seed
                    compared += bool(wanted)
    assert compared > 10
    assert foretold[True] > 10
    assert foretold[False] > 10
