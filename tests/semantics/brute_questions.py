"""A property at one state, and what is asked of the ballots on each decision that it speaks of."""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from policy_dsl.decisions import Cell, Decision
from policy_dsl.interpreter import Meeting
from policy_dsl.model import (
    EffectPattern,
    Part,
    Power,
    Property,
    Requirement,
    Specification,
    Who,
)
from policy_dsl.state import State
from tests.semantics.enumerating import (
    attributes_in,
    nodes,
)
from tests.semantics.meant import is_meant
from tests.semantics.meeting_ballots import MET, Question


@dataclass
class AtOneState:
    """A property at one state, under one reading of everything."""

    spec: Specification
    state: State
    readings: Mapping[str, str]
    prop: Property
    limit: int
    ballots: int = 60_000
    _asked: dict[int, Question] = field(default_factory=dict)
    _same: dict[object, Question] = field(default_factory=dict)
    _decisions: dict[int, Decision] = field(default_factory=dict)

    def _meeting(self, i: int) -> Meeting:
        return Meeting(self.spec, self.state, self.readings, self._decisions[i])

    def _powers(self) -> list[Power]:
        under = self.prop.under
        return [p for p in self.spec.powers if under is None or p.name == under]

    def ask(self, i: int, claimed: Requirement = MET) -> Question:
        """The question of a decision; decisions that ballots cannot tell apart share one."""
        if i not in self._asked:
            meeting = self._meeting(i)
            question = Question(meeting, self._ways(meeting), claimed, self.ballots)
            put = self._decisions[i]
            key = (
                question.claimed,
                tuple((power, *way) for power, way in question.ways.items()),
                tuple(question.standing),
                tuple(put.facts.items()) if sees_decision(self.spec, question) else None,
                tuple(put.rulings.items()) if sees_decision(self.spec, question) else None,
                tuple((name, tuple(cells.items())) for name, cells in put.cells.items()),
                put.effects if quorum_sees_effects(self.spec) else None,
            )
            self._asked[i] = self._same.setdefault(key, question)
        return self._asked[i]

    def _all(self, every: Iterable[int], claimed: Requirement) -> Iterator[Question]:
        return (self.ask(i, claimed) for i in every)

    def _alike_in_fact(self, every: list[int]) -> Iterable[list[int]]:
        """Decisions that are ruled on differently, but are the same in fact."""
        groups: dict[object, list[int]] = {}
        for i in every:
            put = self._decisions[i]
            facts = {a.name for a in self.spec.attributes}
            cells = tuple(
                (name, frozenset(_projected(given, facts).items()))
                for name, given in put.cells.items()
            )
            groups.setdefault((tuple(put.facts.items()), cells, put.effects), []).append(i)
        return groups.values()

    def _named(self, who: Who) -> dict[str, int]:
        """The parties meant, with their sizes."""
        seats = self.state.seats
        return {p.name: p.size for p in self.spec.parties if is_meant(who, p.name, seats)}

    def _choices(self, part: Part) -> Iterator[dict[str, int]]:
        """All coalitions that a part can mean."""
        named = self._named(part.who)
        if part.count is None:
            yield named
            return
        for them in itertools.product(*(range(size + 1) for size in named.values())):
            if sum(them) == part.count:
                yield dict(zip(named, them, strict=True))

    def _coalitions(self, parts: tuple[Part, ...]) -> Iterator[dict[str, int]]:
        """All coalitions that parts can mean together: members of a cohort may be the same or not."""
        for them in itertools.product(*(list(self._choices(part)) for part in parts)):
            names = {name for it in them for name in it}
            options = []
            for name in sorted(names):
                counts = [it.get(name, 0) for it in them]
                most = min(sum(counts), self.spec.party[name].size)
                options.append([(name, n) for n in range(max(counts), most + 1)])
            for chosen in itertools.product(*options):
                yield dict(chosen)

    def _ways(self, meeting: Meeting) -> dict[str, list[Requirement]]:
        """What each power that could take the decision demands."""
        return {
            power.name: way
            for power in self._powers()
            if not meeting.obstacles and (way := meeting.demands(power)) is not None
        }


def _projected(cells: Mapping[Cell, int], facts: set[str]) -> dict[Cell, int]:
    found: dict[Cell, int] = {}
    for cell, number in cells.items():
        found[cell & facts] = found.get(cell & facts, 0) + number
    return found


def sees_decision(spec: Specification, question: Question) -> bool:
    """Whether a leaf or a quorum looks at the decision itself."""
    quorums = (body.quorum for body in spec.bodies)
    leaves = (leaf for leaf, *_ in question.leaves)
    return bool(attributes_in(part for it in (*quorums, *leaves) for part in nodes(it)))


def quorum_sees_effects(spec: Specification) -> bool:
    return any(isinstance(p, EffectPattern) for b in spec.bodies for p in nodes(b.quorum))
