"""Asking one question several times, whatever its form."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Protocol, assert_never

import z3

from policy_dsl.records import dataclass
from verifier.solving.answers import Answer, Found, NoneFound, Unknown
from verifier.solving.library import CONTEXT
from verifier.solving.limits import Budget
from verifier.solving.values import is_true_in


class Asking(Protocol):
    """A question that is asked several times; each time within a budget, under assumptions."""

    def __call__(
        self, budget: Budget, assuming: Sequence[z3.BoolRef] = (), read: bool = True
    ) -> Answer:
        """The answer; `read` the values of what is found."""

    def add(self, term: z3.BoolRef) -> None:
        """Ask for this too from now on."""


@dataclass
class Repeated:
    """A question that is put anew each time."""

    ask: Callable[[Budget, Sequence[z3.BoolRef], Sequence[z3.BoolRef]], Answer]
    extra: list[z3.BoolRef]

    def __call__(
        self, budget: Budget, assuming: Sequence[z3.BoolRef] = (), read: bool = True
    ) -> Answer:
        return self.ask(budget, self.extra, assuming)

    def add(self, term: z3.BoolRef) -> None:
        self.extra.append(term)


@dataclass
class EasierFirst:
    """A question that need not be asked where an `easier` one has no answer, or one of which `settled` is true."""

    easier: Asking
    settled: z3.BoolRef
    whole: Asking
    _settling: z3.BoolRef | None = None

    def __call__(
        self, budget: Budget, assuming: Sequence[z3.BoolRef] = (), read: bool = True
    ) -> Answer:
        answer = self.easier(budget, assuming)
        match answer:
            case NoneFound() | Unknown():
                return answer
            case Found(model):
                if is_true_in(model, self.settled):
                    return answer
            case _:
                assert_never(answer)
        if self._settling is None:
            self._settling = z3.Bool("settled by easier", CONTEXT)
            self.easier.add(z3.Implies(self._settling, self.settled))
        answer = self.easier(budget, [*assuming, self._settling])
        match answer:
            case Found():
                return answer
            case NoneFound() | Unknown():
                return self.whole(budget, assuming)
            case _:
                assert_never(answer)

    def add(self, term: z3.BoolRef) -> None:
        self.easier.add(term)
        self.whole.add(term)
