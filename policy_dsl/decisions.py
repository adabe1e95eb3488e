"""What is put to the vote, and how everybody votes: the interpreter's input besides the model and the state.

Members of a cohort have no names, so what is said of them is said in numbers. Where attributes of type
`parties` name some of a cohort's members, a *cell* is the set of those that exactly these attributes name:
a cohort of nine councillors of whom three are interested and one both interested and affected has the cells
{interested}: 2, {interested, affected}: 1, {}: 6.
"""

from __future__ import annotations

from collections.abc import Mapping
from enum import Enum

from policy_dsl.model.effects import Effect
from policy_dsl.records import dataclass, field

Cell = frozenset[str]
NO_ATTRIBUTE: Cell = frozenset()


class Vote(Enum):
    """What a member does with its vote."""

    FOR = "for"
    AGAINST = "against"
    ABSTAIN = "abstain"
    ABSENT = "absent"


@dataclass(frozen=True)
class Counts:
    """How many do what. They add up to the number of members of the cell that they are about."""

    in_favour: int = 0
    against: int = 0
    abstain: int = 0
    absent: int = 0

    @property
    def attending(self) -> int:
        """Those who are there."""
        return self.in_favour + self.against + self.abstain

    @property
    def total(self) -> int:
        """All of them."""
        return self.attending + self.absent


ONE_VOTE: Mapping[Vote, Counts] = {
    Vote.FOR: Counts(in_favour=1),
    Vote.AGAINST: Counts(against=1),
    Vote.ABSTAIN: Counts(abstain=1),
    Vote.ABSENT: Counts(absent=1),
}

Value = bool | str | int | frozenset[str]


def ruled(attribute: str) -> str:
    """The mark, in a cell, of members that `attribute` names by its judge's ruling; plain: in fact."""
    return attribute + " (as ruled)"


@dataclass(frozen=True)
class Decision:
    """What is put to the vote.

    `facts` gives each attribute's value: a bool, a value's name, a whole number, or the names of the parties
    (cohorts are not among them). `cells` says for each cohort how many of its members each cell holds; what
    is missing to the cohort's size is in the cell of no attribute. `rulings` holds the values of attributes
    whose judge rules otherwise than the fact; for an attribute of type parties, cells then say `ruled(a)`.
    `effects` is what it does to the rules and seats.
    """

    facts: Mapping[str, Value]
    cells: Mapping[str, Mapping[Cell, int]] = field(default_factory=dict)
    rulings: Mapping[str, Value] = field(default_factory=dict)
    effects: frozenset[Effect] = frozenset()

    def cells_of(self, party: str, size: int) -> Mapping[Cell, int]:
        """How many members of a cohort of `size` each cell holds."""
        given = {cell: n for cell, n in self.cells.get(party, {}).items() if cell and n}
        rest = size - sum(given.values())
        return {**given, NO_ATTRIBUTE: rest} if rest else given


@dataclass(frozen=True)
class Ballots:
    """How everybody votes, in all bodies.

    `votes` gives for (body, party) the counts of each cell (a party of its own has the one cell
    NO_ATTRIBUTE, with a total of 1); whoever is not mentioned is absent. A recused member's vote is no
    vote: anything but absent says that it is there. `consents` gives for a party the number of members of
    each cell who consent by an act of their own; who is not mentioned does not. `casting` gives for a body
    how its chair's casting vote is cast: Vote.FOR or Vote.AGAINST; not cast where missing. `objections` are
    like `consents`, of those who object by an act of their own: nobody does both, and most may do neither.

    Where a decision is taken at meetings that follow one another, all of this is of the last one, and `earlier` has
    what everybody does at those before it, in order: at one that is missing nobody does anything.
    """

    votes: Mapping[tuple[str, str], Mapping[Cell, Counts]] = field(default_factory=dict)
    consents: Mapping[str, Mapping[Cell, int]] = field(default_factory=dict)
    casting: Mapping[str, Vote] = field(default_factory=dict)
    objections: Mapping[str, Mapping[Cell, int]] = field(default_factory=dict)
    earlier: tuple[Ballots, ...] = ()

    def before_the_last(self, meetings: int) -> Ballots:
        """What everybody does so many meetings before the last."""
        if meetings == 0:
            return self
        return self.earlier[-meetings] if meetings <= len(self.earlier) else NO_BALLOTS

    @property
    def meetings(self) -> tuple[Ballots, ...]:
        """What everybody does at each of the meetings, in order."""
        return (*self.earlier, self)


NO_BALLOTS = Ballots()


@dataclass(frozen=True)
class ToCome:
    """What of everybody's ballots is still to come, as `Ballots` say what has.

    `votes` gives for (body, party) how many of each cell may still do anything; `consents` and `objections` how many
    may still consent, or object; `casting` the bodies whose casting vote may still be cast.
    """

    votes: Mapping[tuple[str, str], Mapping[Cell, int]] = field(default_factory=dict)
    consents: Mapping[str, Mapping[Cell, int]] = field(default_factory=dict)
    objections: Mapping[str, Mapping[Cell, int]] = field(default_factory=dict)
    casting: frozenset[str] = frozenset()

    @property
    def anything(self) -> bool:
        """Whether anything is."""
        cells = (*self.votes.values(), *self.consents.values(), *self.objections.values())
        return bool(self.casting) or any(number for each in cells for number in each.values())


def single(vote: Vote) -> Mapping[Cell, Counts]:
    """The entry of `Ballots.votes` for a party of its own."""
    return {NO_ATTRIBUTE: ONE_VOTE[vote]}
