"""What all parts of the checker share: the report, the names, and what is known of parties and seats."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import combinations

from policy_dsl import model
from policy_dsl.checker.names import PARTIES, Names, Symbol
from policy_dsl.checker.reported import Report
from policy_dsl.records import dataclass, field

_MANY_SEATS = 6


@dataclass
class Context:
    """Filled step by step, in the order of the fields; each step reads only what stands above it.

    `everybody` maps each group to what it names, flattened. `seats` says who has a seat in a body at
    any time, by declaration or because the timeline lets it join. `readings` are those of each clause.
    """

    report: Report
    names: Names
    attributes: dict[str, model.Attribute] = field(default_factory=dict)
    parties: dict[str, model.Party] = field(default_factory=dict)
    facts: dict[str, dict[str, str]] = field(default_factory=dict)  # party: what is so of it
    everybody: dict[str, model.Who] = field(default_factory=dict)
    seats: dict[str, dict[str, None]] = field(default_factory=dict)
    chairs: dict[str, tuple[str, bool]] = field(default_factory=dict)  # body: party, casting vote
    seat_numbers: dict[str, int] = field(default_factory=dict)  # how many seats a body has, if said
    # Of each body whose members are those of others, these others; those that have seats of their own.
    following: dict[str, tuple[str, ...]] = field(default_factory=dict)
    exceptions_to: dict[str, tuple[str, ...]] = field(default_factory=dict)
    fixed: set[str] = field(default_factory=set)
    proposed: set[str] = field(default_factory=set)
    readings: dict[str, tuple[str, ...]] = field(default_factory=dict)
    # Whether what is looked at is a claim, and no clause.
    in_claim: bool = False
    # Whether it is what a judge rules.
    of_ruling: bool = False
    _seated: set[str] | None = None
    _electorates: dict[tuple[str, model.Who | None], Mapping[str, None]] = field(
        default_factory=dict
    )
    _sizes: dict[tuple[str, model.Who | None, str | None], int] = field(default_factory=dict)
    _unweighted: dict[tuple[str, tuple[str, ...], str], tuple[str, ...]] = field(
        default_factory=dict
    )

    def seated(self) -> set[str]:
        """Everybody who ever has a seat anywhere."""
        if self._seated is None:
            self._seated = {party for members in self.seats.values() for party in members}
        return self._seated

    def members_of(self, who: model.Who) -> Mapping[str, None]:
        """The parties and cohorts meant, those who ever sit in the bodies meant included."""
        found = dict.fromkeys(who.parties)
        for part in who.nodes():
            for body in part.bodies:
                found.update(self.seats.get(body, {}))
        if not (who.also or who.but):
            return found
        found.update(dict.fromkeys(party for part in who.also for party in self.members_of(part)))
        return {party: None for party in found if self._ever(party, who)}

    def _ever(self, party: str, who: model.Who) -> bool:
        """Whether a party is meant wherever it sits at some time; taken to be so where it may sit in many bodies."""
        bodies = [body for body in who.seated_in if party in self.seats.get(body, {})]
        if len(bodies) > _MANY_SEATS:
            return True
        return any(
            who.may_mean(party, {(body, party) for body in sits})
            for count in range(len(bodies) + 1)
            for sits in combinations(bodies, count)
        )

    def heads(self, parties: Mapping[str, None]) -> int:
        """How many they are, each member of a cohort counted."""
        return sum(self.parties[name].size for name in parties if name in self.parties)

    def electorate(self, body: str, among: model.Who | None) -> Mapping[str, None]:
        """Who of `among` (None: of all) ever sits in a body. An attribute may name anybody."""
        key = (body, among)
        if key not in self._electorates:
            everybody = self.seats.get(body, {})
            if among is None or among.varies:
                self._electorates[key] = everybody
            else:
                them = self.members_of(among)
                self._electorates[key] = {name: None for name in everybody if name in them}
        return self._electorates[key]

    def size(self, body: str, among: model.Who | None, weight: str | None) -> int:
        """How many heads, or how much of a weight, those of `among` who ever sit in a body have."""
        key = (body, among, weight)
        if key not in self._sizes:
            self._sizes[key] = sum(
                party.size * (1 if weight is None else party.weights.get(weight, 0))
                for name in self.electorate(body, among)
                if (party := self.parties.get(name))
            )
        return self._sizes[key]

    def without_weight(self, body: str, voters: tuple[str, ...], weight: str) -> tuple[str, ...]:
        """Who of `voters` has no such weight."""
        key = (body, voters, weight)
        if key not in self._unweighted:
            self._unweighted[key] = tuple(
                name
                for name in voters
                if (party := self.parties.get(name)) and weight not in party.weights
            )
        return self._unweighted[key]

    def symbol_of(self, party: str) -> Symbol | None:
        """Where a party, group or body is declared."""
        return self.names.get(party, PARTIES.kinds)
