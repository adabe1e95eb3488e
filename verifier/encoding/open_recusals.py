"""Recusals that may say anything, with all that they can say: in which body, whom they exclude, where, out of what.

Each is about one body and excludes whom it likes of the decision; at all, or where those powers are judged that it
likes; out of the counts as well, or not. Of those that nobody declared there may be any number, so there is one for
each of these choices, in every body.

Of a class of voters, whom one of them excludes is some of its cells; so that these can be any part of the class, it is
told in as many as one recusal or two can tell apart (`marks`).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from policy_dsl.model import Recusal, Specification
from policy_dsl.records import dataclass, field
from policy_dsl.state import State
from verifier.encoding.activity import Activity, clause_fact
from verifier.encoding.cells import Cell
from verifier.encoding.facts import RecusalDetail, Relaxation
from verifier.encoding.terms import FALSE, TRUE, Bool, both, is_false, negation

# What one recusal excludes is one mark, of two that exclude otherwise a second; two of one kind exclude together what
# one does that excludes all of both, so one of a kind is enough. There may be more kinds than two (at all, on a
# power, out of the counts): a class that they divide in more parts than two marks make is the case that is printed as
# not looked at (decision 0024.5).
_MOST_MARKS = 2
PARTS = 2**_MOST_MARKS


def marks(specification: Specification, state: State, relaxation: Relaxation) -> list[str]:
    """What tells voters of one class apart whom open recusals exclude from others."""
    if relaxation.detail is RecusalDetail.SOME:
        return []
    several = not is_false(relaxation.newly("recusal"))
    number = _MOST_MARKS if several else len(_declared(specification, state))
    return [f"left open {index}" for index in range(1, min(number, _MOST_MARKS) + 1)]


def _declared(specification: Specification, state: State) -> list[Recusal]:
    return [it for it in specification.recusals if it.name in state.in_force]


@dataclass(frozen=True)
class OpenRecusal:
    """A recusal that may say anything, where it is `there`: in a body if it is `here`, and `at_all` or on some powers.

    `only`: that power alone, of one that nobody declared; None of those that were declared, which choose.
    """

    name: str
    there: Bool
    here: Mapping[str, Bool]
    at_all: Bool
    and_counting: Bool
    relaxation: Relaxation
    only: str | None = None
    declared: bool = True
    _on: dict[str, Bool] = field(default_factory=dict)
    _out: dict[tuple[str, str], Bool] = field(default_factory=dict)

    def on(self, power: str) -> Bool:
        """It excludes where this power is judged."""
        if self.relaxation.detail is RecusalDetail.ALL_POWERS:
            # What is asked is whether one power or another adopts a decision. With all excluded on every power whom the
            # recusals exclude on the one that does, that one does all the same (`RecusalDetail`, decision 0024.5).
            return True
        if not self.declared:
            return power == self.only
        if power not in self._on:
            self._on[power] = self.relaxation.scope(f"{self.name} limits {power}")
        return self._on[power]

    def excludes(self, body: str, cell: Cell) -> Bool:
        """Those of a cell are among whom it excludes in a body, if it is there."""
        key = ("" if self.declared else body, cell.name)
        if key not in self._out:
            where = f" in {body}" if key[0] else ""
            name = f"{self.name} excludes {cell.name}{where}"
            self._out[key] = self.relaxation.fresh_bool(name)
        return both((self.there, self.here[body], self._out[key]))


def open_recusals(
    specification: Specification, state: State, relaxation: Relaxation, activity: Activity
) -> Iterator[OpenRecusal]:
    """All that there can be."""
    bodies = [body.name for body in specification.bodies]
    on_powers = relaxation.opens_recusals_on_powers
    for clause in _declared(specification, state):
        fact = clause_fact(clause)
        there = both((negation(relaxation.guard(fact)), activity.active(clause.name)))
        if not is_false(there):
            yield OpenRecusal(
                fact.key,
                there,
                relaxation.one_of(fact, "is in", bodies),
                relaxation.scope(f"{fact.key} limits no power") if on_powers else TRUE,
                relaxation.scope(f"{fact.key} is and counting"),
                relaxation,
            )
    newly = relaxation.newly("recusal")
    everywhere: dict[str, Bool] = dict.fromkeys(bodies, TRUE)
    # A new power has no name.
    named = () if relaxation.detail is RecusalDetail.ALL_POWERS else specification.powers
    scopes = (None, *(("", *(power.name for power in named)) if on_powers else ()))
    for only in scopes if not is_false(newly) else ():
        for counting in (FALSE, TRUE):
            where = "no power" if only is None else only or "a new power"
            name = f"new recusal limiting {where}{' and counting' * (counting is TRUE)}"
            at_all = TRUE if only is None else FALSE
            yield OpenRecusal(
                name, newly, everywhere, at_all, counting, relaxation, only, declared=False
            )
