"""What the solver answered, kept as text, so that a second solver can be asked the same."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar

import z3
from z3 import z3core

from policy_dsl.records import dataclass, field

LOGIC = "QF_LIA"  # linear arithmetic of whole numbers, without quantifiers


@dataclass(frozen=True)
class Constraint:
    """A term in SMT-LIB, and the declarations of the variables in it."""

    declarations: tuple[str, ...]
    term: str


@dataclass(frozen=True)
class Answered:
    """A question without quantifiers, and whether the solver found something that satisfies all its constraints.

    These are everything that the solver was told; of what it was told for this question only, "nothing found" keeps
    what it needs. They are given as their places in a record.
    """

    constraints: tuple[int, ...]
    found: bool


@dataclass
class QuestionRecord:
    """All different questions that were answered while it was kept, in their order.

    Most share most of their constraints, so each of these is written once.
    """

    constraints: list[Constraint] = field(default_factory=list)
    answered: dict[Answered, None] = field(default_factory=dict)
    _places: dict[int, int] = field(default_factory=dict)
    _terms: list[z3.BoolRef] = field(default_factory=list)

    def note(self, told: Iterable[z3.BoolRef], found: bool) -> None:
        """What the solver answered about all that it was told."""
        self.answered[Answered(tuple(self._place(term) for term in told), found)] = None

    def _place(self, term: z3.BoolRef) -> int:
        place = self._places.get(term.get_id())
        if place is None:
            place = self._places[term.get_id()] = len(self.constraints)
            self._terms.append(term)  # kept, so that no other term gets its number
            self.constraints.append(_written(term))
        return place

    def question(self, it: Answered) -> str:
        """A question with its answer, ready to be given to any solver."""
        constraints = [self.constraints[place] for place in it.constraints]
        declarations = dict.fromkeys(d for each in constraints for d in each.declarations)
        status = "sat" if it.found else "unsat"
        lines = [f"(set-info :status {status})", f"(set-logic {LOGIC})", *declarations]
        lines += [f"(assert {each.term})" for each in constraints]
        return "\n".join([*lines, "(check-sat)", ""])


def _written(term: z3.BoolRef) -> Constraint:
    """A term, written by the solver itself."""
    context = term.ctx.ref()
    whole = z3core.Z3_benchmark_to_smtlib_string(
        context, "", "", "unknown", "", 0, None, term.as_ast()
    )
    before, asserted, after = whole.partition("(assert")
    declarations = [line for line in before.splitlines() if line.startswith("(declare-")]
    # What is plainly true is not written at all.
    text = after[: after.rindex("(check-sat)")].strip()[:-1] if asserted else "true"
    return Constraint(tuple(declarations), text)


_KEPT: ContextVar[QuestionRecord | None] = ContextVar("answered", default=None)


@contextmanager
def recorded() -> Iterator[QuestionRecord]:
    """Keep a record of all that is answered meanwhile."""
    record = QuestionRecord()
    token = _KEPT.set(record)
    try:
        yield record
    finally:
        _KEPT.reset(token)


def note(told: Iterable[z3.BoolRef], found: bool) -> None:
    """Record an answer about all that a solver was told, where a record is kept."""
    record = _KEPT.get()
    if record is not None:
        record.note(told, found)
