"""A statement: something that an analysis says, as a claim that holds or does not."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from enum import Enum, auto

from policy_dsl.model import (
    NO_NOTES,
    NOWHERE,
    Claim,
    Coalition,
    Event,
    Latest,
    Part,
    Party,
    Property,
    When,
    Who,
)
from policy_dsl.records import dataclass, field


class Said(Enum):
    """Which sentence of which analysis it is."""

    CHANGED_BY = auto()
    NOT_CHANGED_BY = auto()
    CHANGED_LATER = auto()
    NEVER_CHANGED = auto()
    STOPS_FOR_GOOD = auto()
    STOPS_AT_FIRST = auto()
    NOT_FOR_GOOD = auto()
    NOT_ONCE_CHANGED = auto()
    CHANGED_ONCE = auto()
    STOPS_SOME = auto()
    STOPS_NONE = auto()
    STOPS_NONE_LATER = auto()
    NOT_TAKEN_BY = auto()
    CAN_PASS = auto()
    SOME_CAN_PASS = auto()
    CANNOT_PASS = auto()
    STOPS_NOT_ALL = auto()
    FEWER_DO_NOT_BLOCK = auto()
    SO_MANY_BLOCK = auto()
    FEWER_DO_NOT_CARRY = auto()
    SO_MANY_CARRY = auto()
    NO_POWER = auto()
    VOTE_NEVER_MATTERS = auto()
    NEVER_APPLIES = auto()
    MAKES_NO_DIFFERENCE = auto()
    CHANGED_WITHOUT = auto()
    READ_ALIKE = auto()
    READ_OTHERWISE = auto()
    GOT_ROUND = auto()
    GOT_ROUND_SO = auto()
    GOT_ROUND_LATER = auto()
    GOT_ROUND_ONCE = auto()
    ALL_GO_ROUND = auto()
    SUFFICE_IF_SILENT = auto()
    FEWER_IF_SILENT = auto()
    SUFFICE_WHATEVER = auto()
    FEWER_WHATEVER = auto()
    NO_WAY_ROUND = auto()
    NO_WAY_ROUND_EVER = auto()
    NO_WAY_ROUND_LATER = auto()
    HOLDS_AFTER = auto()
    FAILS_AFTER = auto()
    STUCK_AFTER = auto()
    PASSABLE_AFTER = auto()
    VETO_AFTER = auto()
    NO_VETO_AFTER = auto()
    STUCK_ONCE_GONE = auto()
    PASSABLE_WHILE_FEWER = auto()
    STUCK_WHILE_SILENT = auto()
    PASSABLE_WHILE_FEWER_SILENT = auto()
    SO_FEW_PASS = auto()
    NOT_SO_FEW_YET = auto()
    SO_FEW_PASS_IF_SILENT = auto()
    FEWER_DO_NOT_IF_SILENT = auto()
    EVEN_SPLIT_CARRIES = auto()
    EVEN_SPLIT_CARRIES_NOTHING = auto()
    PASSES_ALONE = auto()
    NEVER_PASSES = auto()
    NEVER_LOCKED = auto()
    CAN_BE_LOCKED = auto()
    KEEPS_ITS_SEAT = auto()
    LOSES_ITS_SEAT = auto()
    CAN_MEET = auto()
    AS_REVIEWED = auto()


# That there is no way round a claim is so of one about nothing, too.
MAY_BE_ABOUT_NOTHING = frozenset(
    {Said.NO_WAY_ROUND, Said.NO_WAY_ROUND_EVER, Said.NO_WAY_ROUND_LATER}
)


@dataclass(frozen=True)
class Statement:
    """That a claim holds, or (`holds` false) that it fails, under the readings given and all those of other clauses.

    `said` is the kind of sentence that says so. `forever`: even after amendments. What else a property can say of the
    states, rulings and changes that it is about is said as there.
    """

    said: Said
    claim: Claim
    holds: bool = True
    under: str | None = None
    readings: Mapping[str, str] = field(default_factory=dict)
    forever: bool = False
    at: When = Latest()
    supposing: tuple[Event, ...] = ()
    free_judges: tuple[str, ...] = ()
    unless_it_leaves: bool = False

    def as_property(self, name: str, because: str) -> Property:
        """The property that says so; of a claim that fails, expected to be false `because` of something."""
        return Property(
            name,
            "",
            self.claim,
            self.under,
            self.at,
            self.supposing,
            tuple(self.readings.items()),
            self.free_judges,
            self.forever,
            None if self.holds else because,
            NOWHERE,
            NO_NOTES,
            self.unless_it_leaves,
        )


def alone(party: Party) -> Coalition:
    """A party by itself; of a cohort, any one of its members."""
    who = Who(party.name, parties=(party.name,), single=not party.cohort)
    return Coalition((Part(who, 1 if party.cohort else None),))


def once(
    said: Said, claim: Claim, happens: tuple[Event, ...], reading: Mapping[str, str]
) -> Iterator[Statement]:
    """That a claim fails once these things have happened, if there are any."""
    if happens:
        yield Statement(said, claim, False, None, reading, supposing=happens)


def about(prop: Property, said: Said, claim: Claim, holds: bool) -> Statement:
    """A statement about just the states, readings, rulings and changes that a property is about."""
    return Statement(
        said,
        claim,
        holds,
        prop.under,
        dict(prop.fixed_readings),
        prop.even_after_amendments,
        prop.at,
        prop.supposing,
        prop.free_judges,
        prop.unless_it_leaves,
    )
