"""What the search for loopholes answers."""

from __future__ import annotations

import builtins
from collections.abc import Sequence
from datetime import date
from typing import get_args

from policy_dsl.model import Condition, Event
from policy_dsl.records import dataclass, field
from policy_dsl.syntax import ChangeOpeningKind, OpeningKind
from verifier.results import Scenario, Weakest

# All kinds of opening, and those that are changes of rules or seats.
KINDS: tuple[str, ...] = get_args(OpeningKind)
CHANGES: frozenset[str] = frozenset(get_args(ChangeOpeningKind))


@dataclass(frozen=True)
class Opening:
    """Something that stands open: its kind, what it is, and where that stands in the specification.

    `opened_by` are the recusals without which a power would be no way round.
    """

    kind: OpeningKind
    name: str
    text: str
    file: str
    line: int
    opened_by: tuple[str, ...] = ()


@dataclass(frozen=True)
class AnyOfParties:
    """Any `number` of these parties, or of the members of this cohort.

    They are those whom the attributes `marks` name, and no others. `others`: the rest of the cohort are told from them.
    """

    number: int
    parties: tuple[str, ...]
    cohort: bool
    others: bool
    marks: frozenset[str]


@dataclass(frozen=True)
class Supporters:
    """How many distinct parties suffice, and who: in words, and as `chosen` from those who are alike."""

    number: int
    who: tuple[str, ...]
    chosen: tuple[AnyOfParties, ...] = field(default=(), repr=False, compare=False)


@dataclass(frozen=True)
class Undetermined:
    """Which limit kept it from being worked out."""

    undetermined: str


@dataclass(frozen=True)
class Enough:
    """The fewest who suffice to adopt a decision while the holder acts as in its story (`acting`, in words).

    `silent`: if the others neither vote nor consent; `opposed`: whatever the others do. None: no number of them does.
    `every`: for each decision that the way is open to, not only for the one shown.
    """

    silent: Supporters | Undetermined | None
    opposed: Supporters | Undetermined | None
    acting: str
    every: bool | Undetermined


@dataclass(frozen=True)
class WayMeeting:
    """A meeting of several at which votes decide: what its decision does, and who suffices to adopt it."""

    text: str
    power: str
    enough: Enough

    @property
    def supporters(self) -> Supporters | Undetermined | None:
        """The fewest who suffice whatever the others do."""
        return self.enough.opposed


@dataclass(frozen=True)
class Accepted:
    """Why it may stay, and until when."""

    because: str
    until: date | None
    file: str
    line: int


@dataclass(frozen=True)
class Conditions:
    """Which decisions go a way: those of which `of_facts` is true, and whose rulings are as things are.

    Where a judge rules otherwise on an attribute, `of_rulings` says what. Unless `every`, only some decisions of which
    this is true are meant.
    """

    of_facts: Condition
    of_rulings: Condition | None
    every: bool


@dataclass(frozen=True)
class Loophole:
    """A minimal set of openings through which what a property protects is lost, as it is told.

    `name` is what all commands call it: its property and a number, or where not all are known, a part of `content`.
    `content` is the same for the same way round another property, and `parts` are what it is made of. It is one
    finding with its `variants`, which differ only in how clauses are read, in which power is amended first, or in whom
    it concerns of those who are protected one by one. `weakest` is what of all that it rests on has the weakest source.
    `power` adopts the decision; `clauses` are those that applied. `under` is the weakest condition that was found.
    `before_protection`: at that time no clause that the protection rests on was in force yet. `steps` are what
    changes rules or seats first; `meetings` then are those at which votes decide, the last one included, and
    `enough` is that of the meeting that needs most. `open` says what of this a limit kept from being worked out.
    """

    property: str
    openings: tuple[Opening, ...]
    power: str
    clauses: tuple[str, ...]
    under: Conditions
    enough: Enough
    accepted: Accepted | None
    scenario: Scenario
    before_protection: bool = False
    steps: tuple[str, ...] = ()
    meetings: tuple[WayMeeting, ...] = ()
    open: tuple[str, ...] = ()
    name: str = ""
    content: str = ""
    parts: tuple[tuple[str, str], ...] = ()
    variants: tuple[Loophole, ...] = ()
    weakest: Weakest | None = None
    # `steps` as events, where the language has such.
    happens: tuple[Event, ...] = ()
    # What is supposed, by the name of whoever it happens to.
    supposing: tuple[Event, ...] = ()

    @builtins.property  # here `property` is what a way round goes round
    def supporters(self) -> Supporters | Undetermined | None:
        """The fewest who suffice whatever the others do."""
        return self.enough.opposed

    @builtins.property
    def sets(self) -> tuple[Loophole, ...]:
        """All minimal sets that are this finding, the one told first in front."""
        return (self, *self.variants)


def changes_rules(openings: Sequence[Opening]) -> bool:
    """Whether rules or seats are changed first."""
    return any(each.kind in CHANGES for each in openings)


@dataclass(frozen=True)
class StaleAcceptance:
    """An accepted loophole that has gone, or whose date has passed."""

    property: str
    kind: str
    name: str | None
    reason: str
    file: str
    line: int


@dataclass(frozen=True)
class PropertyLoopholes:
    """All loopholes of a property, in the order of their names.

    `expected_false`: why the file expects that it does not hold, if it does.
    `more`: there are more than are listed. `undetermined`: why the list may lack some. `opened` are the kinds of
    opening that were open in the search; `shut` says what the claim itself leaves no choice of, or was not looked for.
    """

    property: str
    title: str
    claim: str
    protected: str
    expected_false: str | None
    loopholes: tuple[Loophole, ...]
    stale: tuple[StaleAcceptance, ...]
    more: bool
    undetermined: str | None
    opened: tuple[str, ...]
    shut: tuple[str, ...]
    assumptions: tuple[str, ...]
    file: str
    line: int

    @builtins.property  # here `property` is what a way round goes round
    def sets(self) -> tuple[Loophole, ...]:
        """All minimal sets, whether they are a finding together with others or not."""
        return tuple(each for finding in self.loopholes for each in finding.sets)


def settled(it: PropertyLoopholes) -> bool:
    """Whether no limit kept anything open."""
    return it.undetermined is None and not any(each.open for each in it.sets)
