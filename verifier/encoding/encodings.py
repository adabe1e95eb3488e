"""The encodings of a specification, each built once: one for each state and each set of free rulings."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cached_property

from policy_dsl.model import Alone, Property, Specification
from policy_dsl.model.traverse import coalition_of_claim
from policy_dsl.records import dataclass, field, replace
from policy_dsl.state import Interval, State
from policy_dsl.supposing import Chosen, choices
from verifier.encoding.adoption import Encoding, encode
from verifier.encoding.classes import VoterClass, voter_classes
from verifier.encoding.effects import told_apart
from verifier.encoding.facts import RecusalDetail


@dataclass
class Encodings:
    """Encodings made so far. They belong to one process: terms do not travel."""

    specification: Specification
    _made: dict[tuple[State, frozenset[str], bool, bool, RecusalDetail], Encoding] = field(
        default_factory=dict
    )
    _chosen: dict[Property, Encodings] = field(default_factory=dict)

    @cached_property
    def classes(self) -> tuple[VoterClass, ...]:
        """The classes of interchangeable voters."""
        return voter_classes(self.specification)

    def of(
        self,
        prop: Property,
        state: State,
        loosened: bool = False,
        detail: RecusalDetail = RecusalDetail.SOME,
    ) -> Encoding:
        """The encoding in which a property is asked about a state; `detail` as of `Relaxation`."""
        apart = prop.claim.powers_matter
        free = free_rulings(self.specification, prop)
        return self.with_free(state, free, loosened, apart, detail)

    def with_free(
        self,
        state: State,
        free: frozenset[str],
        loosened: bool = False,
        grants_apart: bool = False,
        detail: RecusalDetail = RecusalDetail.SOME,
    ) -> Encoding:
        """The encoding of a state in which the rulings on `free` attributes may differ from the facts.

        `grants_apart` tells decisions apart by which powers may have their effects: for questions that a decision may
        answer just since fewer powers may take it.
        """
        key = (state, free, loosened, grants_apart, detail)
        if key not in self._made:
            watched = told_apart(self.specification, state) if grants_apart else None
            self._made[key] = encode(
                self.specification,
                state,
                self.classes,
                free,
                loosened,
                watched=watched,
                detail=detail,
            )
        return self._made[key]

    def choices(self, prop: Property, interval: Interval) -> Iterator[tuple[Encodings, Chosen]]:
        """A property about a stretch of time with each choice of those to whom happens what it supposes, one for all
        whom nothing tells apart; and the encodings of the specification in which these have names.
        """
        for each in choices(self.specification, prop, interval, alike):
            if each.specification is self.specification:
                yield self, each
                continue
            yield self._chosen.setdefault(each.prop, Encodings(each.specification)), each


def alike(specification: Specification, prop: Property) -> list[list[str]]:
    """The parties whom neither the rules nor this property tell apart.

    Theorem: an exchange of two of them who sit alike maps the specification, the property and the states to themselves,
    so that a property which supposes something of one of them is true where it is so of the other. Tested against
    asking of each.
    """
    return interchangeable(replace(specification, properties=(prop,)))


def interchangeable(specification: Specification) -> list[list[str]]:
    """The parties whom neither the rules nor any property tell apart, nor what powers may do to them."""
    granted = {grant.party for power in specification.powers for grant in power.grants}
    found: list[list[str]] = []
    for voters in voter_classes(specification):
        names = [party.name for party in voters.parties]
        found += [[name] for name in names if name in granted]
        found.append([name for name in names if name not in granted])
    return found


def free_rulings(specification: Specification, prop: Property) -> frozenset[str]:
    """The attributes whose ruling may differ from the fact: those of the judges named, but for the holder's own."""
    coalition = coalition_of_claim(prop.claim)
    own: set[str] = set()
    if coalition is not None and coalition.alone is Alone.TOGETHER:
        for part in coalition.parts:
            if part.count is None:
                own.update(part.who.certain)
    return frozenset(
        a.name
        for a in specification.attributes
        if a.judge is not None and a.judge in prop.free_judges and a.judge not in own
    )
