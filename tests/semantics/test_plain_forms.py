"""What a construct adds: in how many cases its plain form is met where it is not, or the other way round."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import fields, is_dataclass, replace
from typing import Any

from policy_dsl.interpreter import Meeting
from policy_dsl.interpreter.requirements import check
from policy_dsl.model import (
    AttendanceTally,
    Base,
    Consensus,
    ConsentAct,
    NoObjection,
    NoObjectionAct,
    Share,
    Tally,
    Turnout,
    Who,
)
from tests.semantics.generator import ORDINARY, Maker

SEEDS = 1_000


def in_all(it: Any, change: Callable[[Any], Any]) -> Any:
    """A model's part with every part of it put as `change` says, the inner ones first."""
    if isinstance(it, tuple):
        return tuple(in_all(part, change) for part in it)
    if isinstance(it, Mapping):
        return {key: in_all(part, change) for key, part in it.items()}
    if not is_dataclass(it) or isinstance(it, type):
        return it
    parts = {field.name: getattr(it, field.name) for field in fields(it)}
    changed = {name: in_all(part, change) for name, part in parts.items()}
    other = {name: part for name, part in changed.items() if part is not parts[name]}
    return change(replace(it, **other) if changed != parts else it)


def turnout(it: Any) -> Any:
    return AttendanceTally(it.tally) if isinstance(it, Turnout) else it


def not_abstaining(it: Any) -> Any:
    plain = isinstance(it, Tally) and it.base is Base.NOT_ABSTAINING
    return replace(it, base=Base.MEMBERS) if plain else it


def seats(it: Any) -> Any:
    plain = isinstance(it, Tally) and it.base is Base.SEATS
    return replace(it, base=Base.MEMBERS) if plain else it


def rounding(it: Any) -> Any:
    return replace(it, rounding=None) if isinstance(it, Share) and it.rounding else it


def no_quorum(it: Any) -> Any:
    own = isinstance(it, Tally | Consensus | NoObjection) and it.no_quorum
    return replace(it, no_quorum=False) if own else it


def less(it: Any) -> Any:
    return replace(it, but=()) if isinstance(it, Who) and it.but else it


def whom_it(it: Any) -> Any:
    return Who("nobody") if isinstance(it, Who) and it.effects else it


def acts_apart(it: Any) -> Any:
    """Silence is enough, where the plain form asks for a consent."""
    return ConsentAct(it.who) if isinstance(it, NoObjectionAct) else it


PLAIN = (acts_apart, turnout, not_abstaining, seats, rounding, no_quorum, less)


def compared() -> tuple[Counter[str], Counter[str]]:
    """How many requirements were compared with the plain form of each construct, and how many are met otherwise."""
    cases: Counter[str] = Counter()
    otherwise: Counter[str] = Counter()
    for seed in range(SEEDS):
        maker = Maker(random.Random(seed), ORDINARY)
        asked = [maker.requirement(0) for _ in range(6)]
        it = maker.case(maker.specification())
        floor = Meeting(it.specification, it.state, it.readings, it.decision).floor(it.ballots)
        clauses = in_all(it.specification.clauses, whom_it)
        if clauses != it.specification.clauses:
            plain = replace(it.specification, clauses=clauses)
            voting = Meeting(plain, it.state, it.readings, it.decision).floor(it.ballots)
            for requirement in asked:
                met = check(floor, requirement, False).met
                cases["whom_it"] += 1
                otherwise["whom_it"] += check(voting, requirement, False).met != met
        for requirement in asked:
            for change in PLAIN:
                plain = in_all(requirement, change)
                if plain != requirement:
                    met = check(floor, requirement, False).met
                    cases[change.__name__] += 1
                    otherwise[change.__name__] += check(floor, plain, False).met != met
    return cases, otherwise


def test_every_construct_matters() -> None:
    cases, otherwise = compared()
    for change in (*PLAIN, whom_it):
        name = change.__name__
        assert cases[name] > 100
        assert otherwise[name] * 100 >= cases[name], (name, otherwise[name], cases[name])
