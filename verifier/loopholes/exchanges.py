"""Parties exchanged whom nothing tells apart: what suffices, or does not, does so for the others as well.

Theorem: an exchange of two parties of which nothing said, and nothing that may be done, tells one from the other maps
what decisions reach with some openings to what they reach with those that it makes of them (`changing.symmetry`). So
openings suffice exactly if those that an exchange makes of them do.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable, Iterator, Mapping, Sequence
from functools import cached_property
from itertools import islice, product
from typing import TypeVar

from policy_dsl.model import CanBlock, CannotBlock, CanPass, Coalition, Part, Recusal, Specification
from policy_dsl.records import dataclass, replace
from verifier.changing.change_openings import ChangeOpening
from verifier.changing.planning import Plan, Planned
from verifier.changing.problem import Ask
from verifier.changing.symmetry import interchangeable
from verifier.encoding.conduct import Switch
from verifier.encoding.points import Point
from verifier.loopholes.bounded import Bounded

T = TypeVar("T")
# To whom each of some parties is changed.
Exchange = Mapping[str, str]

# So many of the demands are taken that are the same one with other parties.
_IMAGES = 256


@dataclass
class Exchanges:
    """The openings of a problem, as far as they are about one party's seat and others are alike."""

    whole: Bounded

    def of_all_alike(self, problem: Bounded, demand: frozenset[int]) -> frozenset[int]:
        """What is demanded for one choice of the holder's members, for all choices that go the same way."""
        alike = {party: set(them) for them in interchangeable(problem) for party in them}
        found = set(demand)
        for index in demand:
            place = self._places.get(index)
            if place is not None:
                done, party = place
                found |= {
                    self._numbers[done, each]
                    for each in alike[party]
                    if (done, each) in self._numbers
                }
        return frozenset(found)

    def images(self, demand: frozenset[int]) -> Iterator[frozenset[int]]:
        """A demand, and what is demanded as well: the same with parties exchanged whom nothing tells apart."""
        done = self._done(demand)
        rest = demand - self._places.keys()
        groups = [them for them in self._alike if any(party in done for party in them)]
        ways = [_arranged([done.get(party, frozenset()) for party in them]) for them in groups]
        yield demand
        for arranged in islice(product(*ways), _IMAGES):
            image = set(rest)
            for them, given in zip(groups, arranged, strict=True):
                for party, whats in zip(them, given, strict=True):
                    image |= {self._numbers[what, party] for what in whats}
            if image != demand:
                yield frozenset(image)

    def kind(self, on: frozenset[int]) -> Hashable:
        """The same for all openings that exchanges make of one another."""
        done = self._done(on)
        counted = [Counter(done.get(party, frozenset()) for party in them) for them in self._alike]
        return frozenset(on - self._places.keys()), tuple(
            frozenset(each.items()) for each in counted
        )

    def between(self, first: frozenset[int], on: frozenset[int]) -> Exchange:
        """An exchange that makes the one of the other, of the same kind; else everybody keeps the order of the file."""
        before, after = self._done(first), self._done(on)
        none: frozenset[tuple[str, str]] = frozenset()
        found: dict[str, str] = {}
        for them in self._alike:
            places: dict[frozenset[tuple[str, str]], list[str]] = {}
            for party in them:
                places.setdefault(after.get(party, none), []).append(party)
            for party in them:
                other = places[before.get(party, none)].pop(0)
                if other != party:
                    found[party] = other
        return found

    def _done(self, on: frozenset[int]) -> dict[str, frozenset[tuple[str, str]]]:
        """What may be done to whom, in which body."""
        done: dict[str, set[tuple[str, str]]] = {}
        for index in on & self._places.keys():
            what, party = self._places[index]
            done.setdefault(party, set()).add(what)
        return {party: frozenset(whats) for party, whats in done.items()}

    @cached_property
    def _alike(self) -> list[list[str]]:
        """The parties, those together whom nothing tells apart as long as the same is open to be done to them."""
        everything = self.whole.under(frozenset(range(len(self.whole.elements))))
        return interchangeable(everything)

    @cached_property
    def _places(self) -> dict[int, tuple[tuple[str, str], str]]:
        """For each opening that is about one party's seat: what it does in which body, and to whom."""
        found: dict[int, tuple[tuple[str, str], str]] = {}
        for index, it in enumerate(self.whole.elements):
            seats = {(p.item.name, p.item.party) for p in _points(it)}
            if isinstance(it, ChangeOpening) and len(seats) == 1:
                ((body, party),) = seats
                if party:
                    found[index] = ((it.kind, body), party)
        return found

    @cached_property
    def _numbers(self) -> dict[tuple[tuple[str, str], str], int]:
        return {place: index for index, place in self._places.items()}


def _points(it: Switch | ChangeOpening) -> tuple[Point, ...]:
    return it.points if isinstance(it, ChangeOpening) else ()


def _arranged(them: Sequence[frozenset[T]]) -> Iterator[tuple[frozenset[T], ...]]:
    """All orders of these, each once."""
    if not them:
        yield ()
    for first in dict.fromkeys(them):
        rest = list(them)
        rest.remove(first)
        for others in _arranged(rest):
            yield (first, *others)


# --- what was planned for the one, for the other -----------------------------------------------------


def exchanged_plan(plan: Plan, exchange: Exchange) -> Plan | None:
    """The plan with the others in the places of these; None where it says of a recusal whom it concerns."""
    every = [*plan.words, *(word for meeting in plan.meetings for word in meeting.words)]
    if any(isinstance(getattr(word, "clause", None), Recusal) for word in every):
        return None

    def party(name: str) -> str:
        return exchange.get(name, name)

    return Plan(
        tuple(
            point._replace(item=point.item._replace(party=party(point.item.party)))
            for point in plan.themselves
        ),
        tuple(
            Planned(
                tuple(replace(each, party=party(each.party)) for each in meeting.effects),
                meeting.words,
            )
            for meeting in plan.meetings
        ),
        plan.words,
        plan.least,
    )


def exchanged_ask(ask: Ask, exchange: Exchange) -> Ask | None:
    """The question about the others in the places of these; None where these are not the holder's by name alone."""
    if ask.holder is None or not exchange:
        return ask
    holder = _exchanged(ask.specification, ask.holder, exchange)
    if holder is None:
        return None
    claim = ask.prop.claim
    prop = ask.prop
    if isinstance(claim, CanBlock | CannotBlock | CanPass) and claim.who == ask.holder:
        prop = replace(prop, claim=replace(claim, who=holder))
    return replace(ask, prop=prop, holder=holder)


def _exchanged(
    specification: Specification, holder: Coalition, exchange: Exchange
) -> Coalition | None:
    order = [party.name for party in specification.parties]
    parts: list[Part] = []
    for part in holder.parts:
        them = part.who.parties
        others = tuple(sorted((exchange.get(name, name) for name in them), key=order.index))
        if set(others) == set(them):
            parts.append(part)
            continue
        plain = type(part.who)(part.who.label, parties=them, single=part.who.single)
        if part.who != plain or part.count is not None:
            return None
        parts.append(Part(replace(plain, label=", ".join(others), parties=others)))
    return Coalition(tuple(parts), holder.alone)
