"""To whom it happens that a property supposes to happen to one of several: each choice, as a property of its own."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import chain, count

from policy_dsl.model import (
    Event,
    HoldsRight,
    IsMember,
    IsSuspended,
    Party,
    Property,
    Specification,
)
from policy_dsl.parting import parted, said_of_both, seated
from policy_dsl.records import dataclass, replace
from policy_dsl.state import Interval, State, after_event, after_events


@dataclass(frozen=True)
class Chosen:
    """One choice: a property that supposes only what happens to named parties, of a stretch of time.

    Of a cohort, the one to whom it happens is a party of its own in `specification`, apart from the others.
    """

    specification: Specification
    prop: Property
    interval: Interval

    @property
    def state(self) -> State:
        """The state asked about: that of the stretch, after what is supposed."""
        return after_events(self.interval.state, self.prop.supposing)


Alike = Callable[[Specification, Property], Iterable[Sequence[str]]]


def chooses(prop: Property) -> bool:
    """Whether it supposes that something happens to one of several, without saying to whom."""
    return any(event.one_of is not None for event in prop.supposing)


def choices(
    specification: Specification, prop: Property, interval: Interval, alike: Alike | None = None
) -> Iterator[Chosen]:
    """Each choice of those to whom what is supposed can happen then; none where it can happen to nobody.

    The property is true of that stretch of time where it is so with every choice. `alike` says which parties nothing
    tells apart but their seats: of those that sit alike, too, one stands for all. Each of several choices is one by
    itself: what happens to `one of` them twice may happen to the same one, where it can.
    """
    number = next((n for n, e in enumerate(prop.supposing) if e.one_of is not None), None)
    if number is None:
        yield Chosen(specification, prop, interval)
        return
    event = prop.supposing[number]
    before = after_events(interval.state, prop.supposing[:number])
    for name in _different(specification, prop, before, event, alike):
        here, asked, stretch, whom = specification, prop, interval, name
        earlier, later = prop.supposing[:number], prop.supposing[number + 1 :]
        party = specification.party[name]
        if party.cohort and party.size > 1:
            one = _one_of(specification, party)
            whom = one.name
            here = parted(specification, name, one)
            asked = said_of_both(prop, name, whom)
            # What is supposed of the whole cohort becomes two events, so that places in the list move.
            earlier, later = (said_of_both(part, name, whom) for part in (earlier, later))
            stretch = replace(interval, state=seated(interval.state, name, whom))
        # Of parties that are to be told apart from here on, only what the property itself says is asked.
        happens = replace(event, subject=whom, one_of=None)
        supposing = (*earlier, happens, *later)
        for said in _of_each(replace(asked, supposing=supposing), name, whom):
            here = replace(here, properties=(said,))
            yield from choices(here, said, stretch, alike)


def _different(
    specification: Specification,
    prop: Property,
    before: State,
    event: Event,
    alike: Alike | None,
) -> Iterator[str]:
    """Of those to whom an event can happen in a state, one for all whom nothing tells apart."""
    assert event.one_of is not None
    meant = event.one_of
    them = [
        party.name
        for party in specification.parties
        if meant.means(party.name, before.seats)
        and after_event(before, replace(event, subject=party.name, one_of=None)) != before
    ]
    groups = [[name] for name in them] if alike is None else alike(specification, prop)
    for group in groups:
        seen: set[object] = set()
        for name in group:
            sits = tuple(
                ((body.name, name) in before.seats, (body.name, name) in before.suspended)
                for body in specification.bodies
            )
            if name in them and sits not in seen:
                seen.add(sits)
                yield name


def is_apart(specification: Specification, cohort: str) -> bool:
    """Whether one of a cohort is a party of its own here, so that its name is that of the rest alone."""
    return f"one of {cohort}" in specification.party


def _one_of(specification: Specification, cohort: Party) -> Party:
    """One of a cohort, under a name that is not taken; no name that is written has blanks in it."""
    names = (f"one of {cohort.name}", f"another of {cohort.name}")
    # As many as are apart already, whatever is left of the cohort.
    more = (f"another of {cohort.name} ({n})" for n in count(2))
    name = next(name for name in chain(names, more) if name not in specification.party)
    return replace(cohort, name=name, title="", size=1, cohort=False)


def _of_each(prop: Property, cohort: str, one: str) -> Iterator[Property]:
    """A claim about the seats and rights of a cohort is one about each part of it."""
    yield prop
    claim = prop.claim
    if not isinstance(claim, HoldsRight | IsMember | IsSuspended) or cohort == one:
        return
    if claim.party == cohort:
        yield replace(prop, claim=replace(claim, party=one))
