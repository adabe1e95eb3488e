"""The facts that a proof can rest on, each of which an encoding can take as written or leave open.

In a *plain* encoding every fact is as the specification says. In a *loosened* one each fact has a guard: where
the guard is true the fact is as written; where it is false it may be anything of its kind, as the solver
likes. A proof that needs only some guards rests on those facts and on no others.
"""

from __future__ import annotations

from collections.abc import Sequence
from enum import StrEnum
from itertools import combinations
from typing import Any, TypeVar

import z3

from policy_dsl.model import NO_NOTES, NOWHERE, Clause, Notes, Place
from policy_dsl.records import dataclass
from verifier.encoding.terms import FALSE, TRUE
from verifier.solving.library import CONTEXT

Term = TypeVar("Term", bound=z3.ExprRef)


class FactKind(StrEnum):
    """What a fact is about; of clauses and rights the word that declares them."""

    POWER = "power"
    RULE = "rule"
    PROHIBITION = "prohibition"
    EXCEPTION = "exception"
    RECUSAL = "recusal"
    COMPOSITION = "composition"
    PROVISION = "provision"
    QUORUM = "quorum"
    RIGHT = "right"
    SEAT = "seat"
    MEMBERSHIP = "membership"
    FIXED = "fixed"


class RecusalDetail(StrEnum):
    """How much of what recusals can say that may say anything is looked at; more of it takes longer.

    `SOME`: in each body some are excluded at all, or some where any power is judged. Of `ALL_POWERS` both may be, and
    these by several recusals. That is all they can say (`EACH_POWER`), but that a recusal which limits powers then
    limits every one: the same to any question whether a decision can be adopted by one power or another.
    """

    SOME = "some"
    ALL_POWERS = "all powers"
    EACH_POWER = "each power"


@dataclass(frozen=True)
class Voters:
    """Parties that nothing tells apart, and how many voters they are."""

    names: tuple[str, ...]
    size: int


@dataclass(frozen=True)
class SeatTruth:
    """Whether some voters have a seat in a body, and whether they are suspended from it."""

    voters: Voters
    body: str
    sits: bool
    suspended: bool


@dataclass(frozen=True)
class TrackedFact:
    """Something that a specification says: `kind` and `name` tell which, no two alike.

    `title` is that of a clause, if it has one. `seated` is what a fact about a seat says.
    """

    kind: FactKind
    name: str
    place: Place = NOWHERE
    notes: Notes = NO_NOTES
    title: str = ""
    seated: SeatTruth | None = None

    @property
    def key(self) -> str:
        """A name for its guard, unique among the facts of a specification."""
        return f"{self.kind}:{self.name}"


class Relaxation:
    """Guards for facts, and the open values they guard against; none where `loosened` is false.

    `detail` says how much of what recusals can say that may say anything is looked at.
    """

    def __init__(self, loosened: bool, detail: RecusalDetail = RecusalDetail.SOME) -> None:
        self.loosened = loosened
        self.detail = detail
        # Whether a recusal that may say anything may limit powers, too.
        self.opens_recusals_on_powers = loosened
        self.facts: dict[str, TrackedFact] = {}
        self.guards: dict[str, z3.BoolRef] = {}
        self.open_values: list[z3.ExprRef] = []
        # What clauses that may say anything are about: chosen once, whatever the decision, the rulings and the ballots.
        self.scopes: list[z3.ExprRef] = []
        # What follows from the decision and all that is open: it is not chosen.
        self.derived: list[z3.ExprRef] = []
        self.constraints: list[z3.BoolRef] = []
        # Those open values that may differ from ballot to ballot: whether an open requirement is met.
        self.by_ballot: list[z3.BoolRef] = []
        # What `one_of` has made, by fact and what of it.
        self.chosen: dict[str, dict[str, z3.BoolRef]] = {}

    def seats_everybody(self, electorate: Any) -> bool:
        """Whether it says itself who sits where, and has done so (see `changing`)."""
        return False

    @property
    def parts_classes(self) -> bool:
        """Whether some of a class may sit in a body while others do not."""
        return False

    def opens_scope(self, kind: type[Clause]) -> bool:
        """Whether a rule, prohibition or exception that may say anything may be about other powers or clauses, too."""
        return self.loosened

    @property
    def opens_quorums_apart(self) -> bool:
        """Whether a quorum that may say anything may be met at one of a decision's meetings and not at another.

        Theorem (monotonicity): a quorum that is met never defeats a decision. So where it is asked whether one can be
        adopted, or can fail, it may as well be met at all of them, or at none. Condition: no meeting is adjourned for
        want of a quorum. Proofs are told more finely.
        """
        return True

    @property
    def opens_holder(self) -> bool:
        """Whether a body that a claim is about stands for those who sit there by facts that may be otherwise."""
        return self.loosened

    def newly(self, kind: str) -> z3.BoolRef:
        """There are clauses of this kind (rule, prohibition, recusal) that nobody declared."""
        return FALSE

    def newly_excepted(self, name: str) -> z3.BoolRef:
        """Some exception to a clause that nobody declared covers the decision."""
        return FALSE

    def newly_demanded(self, name: str) -> z3.BoolRef:
        """What such an exception demands instead is met."""
        return TRUE

    def guard(self, fact: TrackedFact) -> z3.BoolRef:
        """The guard of a fact: true where it is taken as written."""
        if fact.key not in self.guards:
            self.facts[fact.key] = fact
            self.guards[fact.key] = z3.Bool(f"guard {fact.key}", CONTEXT)
        return self.guards[fact.key]

    def fresh_bool(self, name: str) -> z3.BoolRef:
        """An open truth value."""
        value = z3.Bool(f"open {name}", CONTEXT)
        self.open_values.append(value)
        return value

    def fresh_int(self, name: str, low: int, high: int | None) -> z3.ArithRef:
        """An open whole number from `low` to `high` (None: any)."""
        value = z3.Int(f"open {name}", CONTEXT)
        self.open_values.append(value)
        self.constraints.append(value >= low)
        if high is not None:
            self.constraints.append(value <= high)
        return value

    def scope(self, name: str) -> z3.BoolRef:
        """An open truth value of what clauses are about."""
        value = z3.Bool(f"open {name}", CONTEXT)
        self.scopes.append(value)
        return value

    def one_of(self, fact: TrackedFact, what: str, names: Sequence[str]) -> dict[str, z3.BoolRef]:
        """For each name, that it is the one which the fact, where it does not stand, speaks of; at most one is."""
        if len(names) == 1:
            return {names[0]: z3.BoolVal(True, CONTEXT)}
        return self.at_most_one(f"{fact.key} {what}", names)

    def at_most_one(self, key: str, names: Sequence[str]) -> dict[str, z3.BoolRef]:
        """Open truth values of what clauses are about, one for each name, of which at most one is true."""
        if key not in self.chosen:
            found = {name: self.scope(f"{key} {name}") for name in names}
            self.constraints += [
                z3.Not(z3.And(one, other)) for one, other in combinations(found.values(), 2)
            ]
            self.chosen[key] = found
        return self.chosen[key]

    def following(self, name: str) -> z3.BoolRef:
        """A truth value that the constraints settle."""
        value = z3.Bool(f"derived {name}", CONTEXT)
        self.derived.append(value)
        return value

    def truth(
        self, fact: TrackedFact, what: str, written: z3.BoolRef, by_ballot: bool = False
    ) -> z3.BoolRef:
        """`written` where the fact stands, any truth value where it does not.

        `by_ballot` says that this open value depends on the ballots, not only on the decision.
        """
        if not self.loosened:
            return written
        value = self.fresh_bool(f"{fact.key} {what}")
        if by_ballot:
            self.by_ballot.append(value)
        # Nothing else ties the value, so what is proved without this guard is proved whatever the fact might be
        # instead.
        return z3.If(self.guard(fact), written, value)

    def number(
        self, fact: TrackedFact, what: str, written: int, low: int, high: int | None
    ) -> z3.ArithRef | int:
        """`written` where the fact stands, any number from `low` to `high` where it does not."""
        if not self.loosened:
            return written
        value = self.fresh_int(f"{fact.key} {what}", low, high)
        self.constraints.append(z3.Implies(self.guard(fact), value == written))
        return value


class Presence(Relaxation):
    """Every clause can be there or not: one truth value each, by which it is as if it were not in force."""

    def __init__(self, loosened: bool = False, detail: RecusalDetail = RecusalDetail.SOME) -> None:
        super().__init__(loosened, detail)
        self.present: dict[str, z3.BoolRef] = {}

    def truth(
        self, fact: TrackedFact, what: str, written: z3.BoolRef, by_ballot: bool = False
    ) -> z3.BoolRef:
        """As said of any relaxation, but that a clause which is not there does not apply."""
        found = super().truth(fact, what, written, by_ballot)
        if what != "applies":
            return found
        # What does not apply demands, excepts and excludes nothing, so nothing else about the clause need be opened.
        there = self.present.setdefault(fact.name, z3.Bool(f"there is {fact.name}", CONTEXT))
        return z3.And(there, found)
