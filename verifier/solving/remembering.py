"""Answers remembered: what the solver was asked once, in the same terms, it is not asked again.

One way round is told for each of many claims, and most of what is asked for one is asked for the next in the very same
words. Terms are the same where they are written the same: the library makes no second one.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from typing import assert_never

import z3

from policy_dsl.records import dataclass, field
from verifier.solving.answers import Answer, Found, NoneFound, Unknown
from verifier.solving.solvers import ToldSolver

# So many answers are kept, with what they speak of; beyond, all is asked as ever.
MOST = 20_000
Key = tuple[int, ...]


@dataclass
class KnownAnswers:
    """What was answered so far, by all that the solver was told, in its order, and what was assumed."""

    _states: dict[tuple[int, int], int] = field(default_factory=dict)
    _terms: dict[int, z3.BoolRef] = field(default_factory=dict)
    _answers: dict[Key, Answer] = field(default_factory=dict)

    def key(self, solver: ToldSolver, assuming: Sequence[z3.BoolRef]) -> Key:
        """What tells this question from others."""
        if solver.places_of is not self:
            solver.places_of = self
            solver.places.clear()
        places = solver.places
        last = places[-1] if places else 0
        for term in solver.told[len(places) :]:
            last = self._states.setdefault((last, self._number(term)), len(self._states) + 1)
            places.append(last)
        return (last, *[self._number(each) for each in assuming])

    def _number(self, term: z3.BoolRef) -> int:
        number: int = term.ast.value
        if number not in self._terms:
            self._terms[number] = term  # kept, so that no other term gets its number
        return number

    def answer(self, key: Key, read: bool) -> Answer | None:
        """The answer, if it is known; `read`: with what was found."""
        known = self._answers.get(key)
        match known:
            case Found(model):
                return None if read and model is None else known
            case None | NoneFound() | Unknown():
                return known
            case _:
                assert_never(known)

    def keep(self, key: Key, answer: Answer) -> None:
        """Keep an answer; that a limit was reached is none."""
        match answer:
            case Found() | NoneFound():
                if len(self._answers) < MOST:
                    self._answers[key] = answer
            case Unknown():
                pass
            case _:
                assert_never(answer)


_KNOWN: ContextVar[KnownAnswers | None] = ContextVar("known answers", default=None)


@contextmanager
def remembering() -> Iterator[None]:
    """Remember answers meanwhile, and what is remembered already."""
    if _KNOWN.get() is not None:
        yield
        return
    token = _KNOWN.set(KnownAnswers())
    try:
        yield
    finally:
        _KNOWN.reset(token)


def known_answers() -> KnownAnswers | None:
    """The answers that are remembered, if any are."""
    return _KNOWN.get()
