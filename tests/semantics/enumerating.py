"""All decisions that can be put to a state, up to what no clause and no claim can tell apart."""

from __future__ import annotations

import itertools
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, fields, is_dataclass, replace
from typing import Any

from policy_dsl.decisions import Ballots, Cell, Counts, Decision, Value, Vote, ruled
from policy_dsl.interpreter import Meeting, condition_holds, possible_effects, what_is_fixed
from policy_dsl.model import (
    ALWAYS,
    And,
    Compare,
    Condition,
    Effect,
    EffectKind,
    EffectPattern,
    Includes,
    IncludesCount,
    Is,
    NoObjectionAct,
    Not,
    NumberIn,
    OneOf,
    PartySet,
    Provision,
    Specification,
    Touches,
    Who,
    YesNo,
)
from policy_dsl.model.traverse import requirements_of, speaks_of_rulings
from policy_dsl.state import State


class TooLarge(Exception):
    """There is more to enumerate than asked for."""


def nodes(it: Any) -> Iterator[Any]:
    """A model's part and all parts of it."""
    yield it
    if is_dataclass(it):
        for field in fields(it):
            yield from nodes(getattr(it, field.name))
    elif isinstance(it, tuple):
        for part in it:
            yield from nodes(part)
    elif isinstance(it, Mapping):
        for part in it.values():
            yield from nodes(part)


def attributes_in(them: Iterable[Any]) -> set[str]:
    """The attributes that conditions, requirements and references mention."""
    found = set()
    for it in them:
        if isinstance(it, Is | Compare | Includes | IncludesCount) or (
            isinstance(it, Who) and it.attribute is not None
        ):
            found.add(it.attribute)
    return found


def compositions(total: int, parts: int) -> Iterator[tuple[int, ...]]:
    """All ways to write `total` as that many numbers from 0."""
    if parts == 1:
        yield (total,)
        return
    for first in range(total + 1):
        for rest in compositions(total - first, parts - 1):
            yield (first, *rest)


def all_counts(heads: int) -> list[Counts]:
    """All that so many interchangeable members can do."""
    return [Counts(*them) for them in compositions(heads, 4)]


def all_readings(
    spec: Specification, state: State, fixed: Mapping[str, str]
) -> Iterator[dict[str, str]]:
    """All readings of the ambiguous clauses in force that agree with those fixed."""
    choices = [
        [(c.name, r.name) for r in c.readings if fixed.get(c.name, r.name) == r.name]
        for c in spec.clauses
        if c.readings and c.name in state.in_force and not isinstance(c, Provision)
    ]
    for them in itertools.product(*choices):
        yield dict(them)


@dataclass(frozen=True)
class Domain:
    """What decisions may differ in, for one state and one claim."""

    spec: Specification
    state: State
    when: Condition
    free_judges: tuple[str, ...]
    positive: bool  # effects are only such as `when` names
    claim: object
    limit: int = 4000

    def decisions(self) -> list[Decision]:
        """All decisions of which `when` holds; TooLarge where there are too many to try."""
        used = [
            *(
                part
                for c in self.spec.clauses
                if c.name in self.state.in_force
                for part in nodes(c)
            ),
            *(part for body in self.spec.bodies for part in nodes(body.quorum)),
            *nodes(self.claim),
        ]
        relevant = attributes_in(used)
        attributes = self.spec.attributes
        values = [self._values(a.name, a.name in relevant, used) for a in attributes]
        free = [a for a in attributes if a.name in relevant and a.judge in self.free_judges]
        freed = {a.name for a in free}
        rulings = [self._values(a.name, True, used) for a in free]
        marks = [a.name for a in attributes if isinstance(a.type, PartySet) and a.name in relevant]
        marks += [ruled(name) for name in marks if name in freed]
        cells = self._cells(marks)
        effects = self._effects(patterns_in(used, self.spec))
        size = len(effects)
        for options in (*values, *rulings, *cells):
            size *= len(options)
        if size > self.limit:
            raise TooLarge(f"{size} decisions")
        found = []
        for facts in itertools.product(*values):
            for given_cells in itertools.product(*cells):
                for its_effects in effects:
                    put = Decision(
                        dict(zip([a.name for a in attributes], facts, strict=True)),
                        dict(given_cells),
                        {},
                        its_effects,
                    )
                    if not speaks_of_rulings(self.when) and not self._wanted(put):
                        continue
                    for rule in itertools.product(*rulings):
                        given = dict(zip([a.name for a in free], rule, strict=True))
                        ruled_so = Decision(put.facts, put.cells, given, put.effects)
                        if not speaks_of_rulings(self.when) or self._wanted(ruled_so):
                            found.append(ruled_so)
        return found

    def _wanted(self, put: Decision) -> bool:
        """Whether it is one that `when` speaks of."""
        return self.when == ALWAYS or condition_holds(self.spec, self.state, put, self.when, True)

    def _values(self, name: str, relevant: bool, used: Iterable[Any]) -> list[Value]:
        kind = self.spec.attribute[name].type
        match kind:
            case YesNo():
                found: list[Value] = [False, True]
            case OneOf(names):
                found = list(names)
            case NumberIn():
                about = [c.value for c in used if isinstance(c, Compare) and c.attribute == name]
                near = {0, *(value + d for value in about for d in (-1, 0, 1))}
                found = [*sorted(value for value in near if value >= 0)]
            case PartySet():
                singles = [p.name for p in self.spec.parties if not p.cohort]
                found = [
                    frozenset(them)
                    for size in range(len(singles) + 1)
                    for them in itertools.combinations(singles, size)
                ]
        return found if relevant else found[:1]

    def _cells(self, marks: list[str]) -> list[list[tuple[str, dict[Cell, int]]]]:
        every = [
            frozenset(them)
            for size in range(len(marks) + 1)
            for them in itertools.combinations(marks, size)
        ]
        return [
            [
                (p.name, {c: n for c, n in zip(every, them, strict=True) if n})
                for them in compositions(p.size, len(every))
            ]
            for p in self.spec.parties
            if p.cohort
        ]

    def _effects(self, patterns: list[EffectPattern]) -> list[frozenset[Effect]]:
        """Sets of effects: one effect stands for all that the same patterns match, and that are as fixed."""
        named = [p for p in nodes(self.when) if isinstance(p, EffectPattern)]
        # What it is said not to change is changed by no decision that `when` speaks of.
        parts = self.when.parts if isinstance(self.when, And) else (self.when,)
        spared = [
            pattern
            for part in parts
            if isinstance(part, Not) and isinstance(part.part, Touches)
            for pattern in part.part.patterns
        ]
        by_signature: dict[tuple[object, ...], Effect] = {}
        for effect in possible_effects(self.spec, self.state):
            if self.positive and not any(p.matches(effect) for p in named):
                continue
            if any(p.matches(effect) for p in spared):
                continue
            signature = (
                *(p.matches(effect) for p in patterns),
                what_is_fixed(self.spec, effect) is None,
                # Each takes up seats of its own.
                effect if _takes_seats(self.spec, effect) else None,
            )
            by_signature.setdefault(signature, effect)
        if len(by_signature) > 11:
            raise TooLarge(f"{len(by_signature)} kinds of effects")
        return [
            frozenset(them)
            for size in range(len(by_signature) + 1)
            for them in itertools.combinations(by_signature.values(), size)
        ]


def patterns_in(parts: Iterable[Any], spec: Specification) -> list[EffectPattern]:
    """What parts of a specification tell effects apart by; who is meant by what is done to it is each by itself."""
    found: list[EffectPattern] = []
    for part in parts:
        if isinstance(part, EffectPattern):
            found.append(part)
        if isinstance(part, Who):
            found += [EffectPattern(k, None, p.name) for k in part.effects for p in spec.parties]
    return found


def _takes_seats(spec: Specification, effect: Effect) -> bool:
    admits = effect.kind in (EffectKind.ADMIT, EffectKind.ADMIT_NEW)
    composed = any(clause.body == effect.target for clause in spec.compositions)
    if composed and (admits or effect.kind is EffectKind.REMOVE):
        return True
    return admits and spec.body[effect.target].seats is not None


def all_ballots(
    meeting: Meeting, limit: int, bodies: Collection[str] | None = None, consents: bool = True
) -> Iterator[Ballots]:
    """All ballots on a decision, of these bodies if any are given; TooLarge where there are too many."""
    meetings = meeting.specification.meetings
    if meetings == 1:
        yield from _of_one_meeting(meeting, limit, bodies, consents)
        return
    of_one = list(_of_one_meeting(meeting, limit, bodies, consents))
    if len(of_one) ** meetings > limit:
        raise TooLarge(f"{len(of_one) ** meetings} ballots")
    for last, *before in itertools.product(of_one, repeat=meetings):
        yield replace(last, earlier=tuple(before))


def _of_one_meeting(
    meeting: Meeting, limit: int, bodies: Collection[str] | None, consents: bool
) -> Iterator[Ballots]:
    spec = meeting.specification
    keys = []
    options = []
    for body, them in meeting.rules.seated.items():
        for seated in them:
            if not seated.suspended and (bodies is None or body in bodies):
                keys.append((body, seated.party, seated.cell))
                options.append(all_counts(seated.number))
    size = 1
    for each in options:
        size *= len(each)
    cells = meeting.rules.situation.cells if consents else {}
    consenting = [(p, c, n) for p, its in cells.items() for c, n in its]
    objected = any(
        isinstance(part, NoObjectionAct)
        for clause in spec.clauses
        for requirement in requirements_of(clause)
        for part in nodes(requirement)
    )
    acts = [
        [(c, o) for c in range(n + 1) for o in range((n - c if objected else 0) + 1)]
        for *_, n in consenting
    ]
    for each in acts:
        size *= len(each)
    chairs = [
        b.name
        for b in spec.bodies
        if b.chair is not None and b.chair.casting_vote and (bodies is None or b.name in bodies)
    ]
    size *= 3 ** len(chairs)
    if size > limit:
        raise TooLarge(f"{size} ballots")
    casts: list[list[Vote | None]] = [[None, Vote.FOR, Vote.AGAINST] for _ in chairs]
    for counts in itertools.product(*options):
        votes: dict[tuple[str, str], dict[Cell, Counts]] = {}
        for (body, party, cell), count in zip(keys, counts, strict=True):
            votes.setdefault((body, party), {})[cell] = count
        for given in itertools.product(*acts):
            consenters: dict[str, dict[Cell, int]] = {}
            objectors: dict[str, dict[Cell, int]] = {}
            for (party, cell, _), (n, o) in zip(consenting, given, strict=True):
                consenters.setdefault(party, {})[cell] = n
                objectors.setdefault(party, {})[cell] = o
            for cast in itertools.product(*casts):
                casting = {b: v for b, v in zip(chairs, cast, strict=True) if v is not None}
                yield Ballots(votes, consenters, casting, objectors)
