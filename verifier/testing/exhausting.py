"""All questions that there are, where they are few."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cached_property
from itertools import combinations, product
from math import comb, prod
from random import Random

from policy_dsl.decisions import NO_ATTRIBUTE, Ballots, Counts, Decision, Value, Vote
from policy_dsl.interpreter import condition_holds, possible_effects
from policy_dsl.model import Attribute, NumberIn, OneOf, PartySet, Specification
from policy_dsl.records import dataclass
from policy_dsl.state import State
from verifier.diffing.separating import Within
from verifier.mutation.witnesses import Place
from verifier.records.occasion import Occasion, ambiguous
from verifier.records.plain import consenting, objecting


@dataclass(frozen=True)
class Space:
    """All questions about some rules in some states, if `most` or fewer; with readings that are all said."""

    rules: Specification
    places: Sequence[Place]
    within: Within
    uncounted: bool
    most: int

    @cached_property
    def size(self) -> int | None:
        """How many they are; None where they are more, or not to be gone through."""
        if not self._listed:
            return None
        found = 0
        for state, _ in self.places:
            ways = AllBallots(self.rules, state).size
            if ways > self.most:
                return None
            found += ways * len(self._decisions(state))
        return found if found <= self.most else None

    @property
    def _listed(self) -> bool:
        """Whether they are what is gone through here: no numbers, effects, rulings, or members of cohorts named."""
        rules, within = self.rules, self.within
        kinds = [each.type for each in rules.attributes]
        named = any(isinstance(kind, PartySet) for kind in kinds)
        return not (
            self.uncounted
            or rules.meetings > 1
            or any(isinstance(kind, NumberIn) for kind in kinds)
            or (named and any(party.cohort for party in rules.parties))
            or (within.may_change and any(possible_effects(rules, s) for s, _ in self.places))
            or (within.rulings and any(each.judge for each in rules.attributes))
            or prod(_number_of_values(rules, each) for each in rules.attributes) > self.most
        )

    def _decisions(self, state: State) -> list[Decision]:
        names = [each.name for each in self.rules.attributes]
        values = [_values(self.rules, each) for each in self.rules.attributes]
        every = (Decision(dict(zip(names, them, strict=True))) for them in product(*values))
        return [
            decision
            for decision in every
            if condition_holds(self.rules, state, decision, self.within.when, True)
        ]

    def at_random(self, chance: Random) -> Iterator[Occasion]:
        """Any of them, without end, each as likely as another of its decision; none where they are not gone through."""
        readings = self.within.readings or {}
        ways = [
            (place, decision)
            for place in (self.places if self._listed else ())
            for decision in self._decisions(place[0])
        ]
        while ways:
            (state, day), decision = chance.choice(ways)
            read = {name: readings[name] for name in ambiguous(self.rules, state)}
            ballots = AllBallots(self.rules, state).any_one(chance)
            yield Occasion(self.rules, state, read, decision, ballots, day)

    def __iter__(self) -> Iterator[Occasion]:
        readings = self.within.readings or {}
        for state, day in self.places:
            read = {name: readings[name] for name in ambiguous(self.rules, state)}
            for decision in self._decisions(state):
                for ballots in AllBallots(self.rules, state):
                    yield Occasion(self.rules, state, read, decision, ballots, day)


def _number_of_values(rules: Specification, it: Attribute) -> int:
    return 2 ** len(rules.parties) if isinstance(it.type, PartySet) else len(_values(rules, it))


def _values(rules: Specification, it: Attribute) -> Sequence[Value]:
    match it.type:
        case OneOf(values):
            return values
        case PartySet():
            names = [party.name for party in rules.parties]
            return [
                frozenset(them)
                for number in range(len(names) + 1)
                for them in combinations(names, number)
            ]
        case _:
            return (False, True)


@dataclass(frozen=True)
class AllBallots:
    """All ballots of a state, at one meeting, where nobody of a cohort is named."""

    rules: Specification
    state: State

    @property
    def size(self) -> int:
        """How many they are."""
        votes = prod(comb(size + 3, 3) for size in self._seats.values())
        casting = prod(3 for _ in self._casting)
        return votes * prod(map(len, self._acts.values())) * casting

    def __iter__(self) -> Iterator[Ballots]:
        ways = {where: [*_counts(size)] for where, size in self._seats.items()}
        for casting in product((None, Vote.FOR, Vote.AGAINST), repeat=len(self._casting)):
            cast = {
                body: vote
                for body, vote in zip(self._casting, casting, strict=True)
                if vote is not None
            }
            for acts in product(*self._acts.values()):
                done = dict(zip(self._acts, acts, strict=True))
                consents = {party: {NO_ATTRIBUTE: number} for party, (number, _) in done.items()}
                objections = {party: {NO_ATTRIBUTE: number} for party, (_, number) in done.items()}
                for votes in product(*ways.values()):
                    given = {
                        where: {NO_ATTRIBUTE: counts}
                        for where, counts in zip(ways, votes, strict=True)
                    }
                    yield Ballots(given, consents, cast, objections)

    def any_one(self, chance: Random) -> Ballots:
        """One of them."""
        casting = {it: chance.choice((None, Vote.FOR, Vote.AGAINST)) for it in self._casting}
        acts = {party: chance.choice(them) for party, them in self._acts.items()}
        votes = {}
        for where, size in self._seats.items():
            one, two, three = sorted(chance.sample(range(size + 3), 3))
            votes[where] = {NO_ATTRIBUTE: _parted(size, (one, two, three))}
        return Ballots(
            votes,
            {party: {NO_ATTRIBUTE: number} for party, (number, _) in acts.items()},
            {body: vote for body, vote in casting.items() if vote is not None},
            {party: {NO_ATTRIBUTE: number} for party, (_, number) in acts.items()},
        )

    @cached_property
    def _seats(self) -> dict[tuple[str, str], int]:
        return {
            (body.name, party.name): party.size
            for body in self.rules.bodies
            for party in self.rules.parties
            if self.state.votes_in(body.name, party.name)
        }

    @cached_property
    def _casting(self) -> tuple[str, ...]:
        """The bodies whose chair may have a casting vote."""
        return tuple(
            body.name
            for body in self.rules.bodies
            if body.chair is not None and body.chair.casting_vote
        )

    @cached_property
    def _acts(self) -> dict[str, list[tuple[int, int]]]:
        """For each party whose separate acts are asked for, how many may consent and how many object."""
        consent, object_ = consenting(self.rules), objecting(self.rules)
        return {
            party.name: [
                (consents, objections)
                for consents in range(party.size + 1 if party.name in consent else 1)
                for objections in range(party.size - consents + 1 if party.name in object_ else 1)
            ]
            for party in self.rules.parties
            if party.name in consent or party.name in object_
        }


def _counts(size: int) -> Iterator[Counts]:
    """All that so many can do together."""
    for bars in combinations(range(size + 3), 3):
        yield _parted(size, bars)


def _parted(size: int, bars: tuple[int, int, int]) -> Counts:
    """So many in a row, parted into four by bars between them."""
    first, second, third = bars[0], bars[1] - bars[0] - 1, bars[2] - bars[1] - 1
    return Counts(first, second, third, size - first - second - third)
