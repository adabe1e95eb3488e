"""Who may depart from a body, and the rules as they are once some have: sets of departures, the smallest first."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from policy_dsl.model import NOWHERE, Event, EventKind, Party, Property, Specification, Who
from policy_dsl.parting import parted
from policy_dsl.records import dataclass, replace
from policy_dsl.state import State
from verifier.encoding.encodings import Encodings, interchangeable
from verifier.results.resilience import Departing, Departure
from verifier.words.matrix import members_text

HAPPENS = {Departure.VACANT: EventKind.LEAVES, Departure.SUSPENDED: EventKind.SUSPENDED}


# Parties with a seat in a body whom nothing tells apart, as to their seats neither; of each so many depart.
Unit = tuple[Party, ...]
Departures = tuple[tuple[Unit, int], ...]
DepartingTogether = tuple[Departing, ...]


def units(
    specification: Specification, state: State, body: str, kind: Departure
) -> tuple[Unit, ...]:
    """Those who can depart from a body: who has a seat can leave it, and who has a vote there can be suspended."""
    found: list[Unit] = []
    for names in interchangeable(specification):
        seated: dict[bool, list[Party]] = {}
        for name in names:
            if (body, name) in state.seats:
                votes = state.votes_in(body, name)
                seated.setdefault(votes, []).append(specification.party[name])
        found += [
            tuple(them) for votes, them in seated.items() if votes or kind is Departure.VACANT
        ]
    return tuple(found)


def size(unit: Unit) -> int:
    """How many they are."""
    return sum(party.size for party in unit)


def sets_of(them: Sequence[Unit], number: int) -> Iterator[Departures]:
    """All sets of so many departures; of those whom nothing tells apart one stands for all."""
    if not them:
        if number == 0:
            yield ()
        return
    first, rest = them[0], them[1:]
    room = sum(map(size, rest))
    for some in range(min(size(first), number), max(0, number - room) - 1, -1):
        for others in sets_of(rest, number - some):
            yield ((first, some), *others) if some else others


def told(specification: Specification, state: State, departures: Departures) -> DepartingTogether:
    """Who departs, for what is told of it."""
    found: list[Departing] = []
    for unit, number in departures:
        names = tuple(party.name for party in unit)
        text = members_text(specification, state, names)
        found.append(Departing(names, number, size(unit), text))
    return tuple(found)


def events(departures: Departures, body: str, kind: Departure) -> tuple[Event, ...]:
    """The departures as something that a property can suppose: of a cohort, to one of it after another."""
    found: list[Event] = []
    for unit, number in departures:
        first = unit[0]
        if first.cohort and number < first.size:
            who = Who(first.name, (first.name,))
            found += [Event(HAPPENS[kind], "", body, None, NOWHERE, one_of=who)] * number
        else:
            found += [
                Event(HAPPENS[kind], party.name, body, None, NOWHERE) for party in unit[:number]
            ]
    return tuple(found)


@dataclass(frozen=True)
class Departed:
    """A specification of which each property supposes some departures, and the encodings in which it is asked.

    Those of a cohort who depart are a party of their own.
    """

    specification: Specification
    encodings: Encodings

    def property(self, number: int) -> Property:
        """The property that was the one of that number."""
        return self.specification.properties[number]


def departed(
    specification: Specification, departures: Departures, body: str, kind: Departure
) -> Departed:
    """The specification once these have departed from a body."""
    happens: list[Event] = []
    for unit, number in departures:
        first = unit[0]
        if first.cohort and number < first.size:
            some = replace(first, name=_free(specification, f"some of {first.name}"), size=number)
            specification = parted(specification, first.name, some)
            names = [some.name]
        else:
            names = [party.name for party in unit[:number]]
        happens += [Event(HAPPENS[kind], name, body, None, NOWHERE) for name in names]
    props = tuple(
        replace(each, supposing=(*each.supposing, *happens)) for each in specification.properties
    )
    specification = replace(specification, properties=props)
    return Departed(specification, Encodings(specification))


def _free(specification: Specification, name: str) -> str:
    """A name that no party has; none that is written has blanks in it."""
    while name in specification.party:
        name = f"some {name}"
    return name
