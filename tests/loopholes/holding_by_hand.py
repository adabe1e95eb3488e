"""What a holder can do with its votes: each vote by itself, or exactly what is chosen."""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from policy_dsl.decisions import Cell, Counts, Vote
from policy_dsl.interpreter import Seated
from policy_dsl.model import (
    Manner,
    Specification,
)
from tests.semantics.enumerating import (
    all_counts,
    compositions,
)
from tests.semantics.meeting_ballots import Heads, Question

Did = tuple[int, int, int]  # how many vote against, abstain and stay away


@dataclass(frozen=True)
class Own:
    """What a holder may do: each of it anything that the `manners` say, or exactly what is `done`."""

    heads: Heads
    manners: frozenset[Manner]
    base: Manner = Manner.AGAINST
    done: Mapping[tuple[str, str, Cell], Did] | None = None
    cast: Mapping[str, Vote | None] = field(default_factory=dict)

    def counts(self, body: str, seat: Seated) -> Iterator[Counts]:
        mine = self.heads.get((seat.party, seat.cell), 0)
        for no, abstain, absent in self._acts(body, seat, mine):
            if not seat.entitled:
                for n in range(seat.number - mine + 1):
                    yield Counts(abstain=n + abstain, absent=seat.number - n - abstain)
                continue
            for c in all_counts(seat.number - mine):
                yield Counts(c.in_favour, c.against + no, c.abstain + abstain, c.absent + absent)

    def _acts(self, body: str, seat: Seated, mine: int) -> Iterator[Did]:
        if self.done is not None:
            yield self.done.get((body, seat.party, seat.cell), (0, 0, 0))
            return
        for them in compositions(mine, 3):
            if not seat.entitled:
                # Whoever is recused attends or not; where the claim is to stay away, that is to abstain.
                attends = self.manners - {Manner.AWAY}
                if self.base is Manner.AWAY:
                    attends = self.manners & {Manner.ABSTAINING}
                if not them[0] and (not them[1] or attends):
                    yield them
            elif all(m in self.manners for n, m in zip(them, _ORDER, strict=True) if n):
                yield them

    def objects(self, mine: int) -> list[int]:
        """How many of it object by separate act: who acts by any means does, since nothing stops more."""
        if self.done is not None:
            return [mine]
        least = 0 if self.manners - {Manner.AGAINST} else mine
        return [*range(least, (mine if Manner.AGAINST in self.manners else 0) + 1)]

    def casts(self, body: str) -> list[Vote | None]:
        if self.done is not None:
            return [self.cast[body]]
        against: list[Vote | None] = [Vote.AGAINST] if Manner.AGAINST in self.manners else []
        return [*against, *([None] if self.manners - {Manner.AGAINST} else [])]


_ORDER = (Manner.AGAINST, Manner.ABSTAINING, Manner.AWAY)


def every_choice(spec: Specification, question: Question, heads: Heads) -> Iterator[Own]:
    """All that a holder can do but vote for."""
    bodies = {name for them, _ in question.components for kind, name, _ in them if kind == "votes"}
    keys: list[tuple[str, str, Cell]] = []
    options: list[list[Did]] = []
    chaired: list[str] = []
    for body in sorted(bodies):
        for seat in question.rules.seated[body]:
            mine = heads.get((seat.party, seat.cell), 0)
            if mine and not seat.suspended:
                keys.append((body, seat.party, seat.cell))
                them = list(compositions(mine, 3))
                options.append(them if seat.entitled else [each for each in them if not each[0]])
        chair = spec.body[body].chair
        if chair is not None and chair.casting_vote and heads.get((chair.party, frozenset()), 0):
            chaired.append(body)
    nothing: frozenset[Manner] = frozenset()
    for did in itertools.product(*options):
        for cast in itertools.product((None, Vote.AGAINST), repeat=len(chaired)):
            done = dict(zip(keys, did, strict=True))
            yield Own(heads, nothing, Manner.ANY, done, dict(zip(chaired, cast, strict=True)))
