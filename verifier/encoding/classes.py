"""Which voters need no names: classes of parties that nothing tells apart.

Two parties are interchangeable where they have the same declared seats, weights and history, belong to the
same of the groups that the specification mentions, and nothing names either of them. What is true of one
allocation of votes to them is then true of every other, so it is enough to count.
"""

from __future__ import annotations

from policy_dsl.model import (
    EventKind,
    Given,
    HoldsRight,
    Includes,
    IncludesCount,
    IsMember,
    IsSuspended,
    Party,
    PartySet,
    Specification,
    Touches,
    Who,
)
from policy_dsl.model.atoms import bodies_in_requirement, requirement_atoms
from policy_dsl.model.traverse import (
    all_conditions,
    all_requirements,
    all_whos,
    condition_atoms,
    whos_in_condition,
    whos_in_requirement,
)
from policy_dsl.records import dataclass


@dataclass(frozen=True)
class VoterClass:
    """Interchangeable parties: one party, one cohort, or several parties that nothing tells apart."""

    name: str
    parties: tuple[Party, ...]

    @property
    def size(self) -> int:
        """How many voters it has."""
        return sum(party.size for party in self.parties)

    @property
    def single(self) -> bool:
        """Whether it is one voter, of whom everything can be said by yes or no."""
        return self.size == 1

    @property
    def first(self) -> Party:
        """Any of its parties, for what they have in common."""
        return self.parties[0]


def named_parties(specification: Specification) -> frozenset[str]:
    """The parties that something in the specification singles out."""
    found: set[str] = set()
    for who in all_whos(specification):
        found.update(party for part in who.nodes() if part.single for party in part.parties)
        if who.by_effects:
            # Decisions name any of them by what they do to them.
            found.update(party.name for party in specification.parties)
    for condition in all_conditions(specification):
        for atom in condition_atoms(condition):
            if isinstance(atom, Touches):
                found.update(p.party for p in atom.patterns if p.party is not None)
    for body in specification.bodies:
        if body.chair is not None:
            found.add(body.chair.party)
        found.update(seat.party for seat in body.observers)
    for attribute in specification.attributes:
        if attribute.judge is not None:
            found.add(attribute.judge)
    for event in specification.events:
        if event.kind not in (EventKind.TAKES_EFFECT, EventKind.LAPSES):
            found.add(event.subject)
    for prop in specification.properties:
        found.update(event.subject for event in prop.supposing if event.one_of is None)
        found.update(prop.free_judges)
        if isinstance(prop.claim, (HoldsRight, IsMember, IsSuspended)):
            found.add(prop.claim.party)
    return frozenset(found)


def mentioned_groups(specification: Specification) -> tuple[Who, ...]:
    """The distinct groups that clauses and properties refer to, or take out of one, in order of first mention."""
    parts = (part for who in all_whos(specification) for part in who.nodes())
    return tuple(dict.fromkeys(part for part in parts if not part.single))


def voter_classes(specification: Specification) -> tuple[VoterClass, ...]:
    """All parties, each in exactly one class, in order of declaration."""
    named = named_parties(specification)
    groups = [frozenset(who.parties) for who in mentioned_groups(specification)]
    seats = {body.name: {seat.party for seat in body.members} for body in specification.bodies}
    classes: dict[object, list[Party]] = {}
    for party in specification.parties:
        # A cohort has no names by which its members could be told apart, and is counted by its size already.
        alone = party.cohort or party.name in named
        key: object = (
            party.name
            if alone
            else (
                # Declared seats will do: an event names whom it seats or unseats, and who is named is in a class alone.
                tuple(name for name, members in seats.items() if party.name in members),
                tuple(index for index, group in enumerate(groups) if party.name in group),
                tuple(sorted(party.weights.items())),
            )
        )
        classes.setdefault(key, []).append(party)
    return tuple(
        VoterClass(
            members[0].name if len(members) == 1 else f"{members[0].name} and others",
            tuple(members),
        )
        for members in classes.values()
    )


def counted_attributes(specification: Specification) -> tuple[str, ...]:
    """The attributes of type parties for which it matters how many of a class they name."""
    found = {name for who in all_whos(specification) for name in who.attributes}
    found.update(
        atom.attribute
        for condition in all_conditions(specification)
        for atom in condition_atoms(condition)
        if isinstance(atom, IncludesCount) or (isinstance(atom, Includes) and not atom.who.single)
    )
    return tuple(
        a.name for a in specification.attributes if isinstance(a.type, PartySet) and a.name in found
    )


def counted_elsewhere(specification: Specification) -> tuple[str, ...]:
    """The bodies whose members are meant where something else than votes in that body is counted.

    For one whose members are those of others it is these; and where it has those of several, in any case: who sits in
    two of them has one seat there.
    """
    found = {
        body
        for condition in all_conditions(specification)
        for who in whos_in_condition(condition)
        for body in who.seated_in
    }
    for requirement in all_requirements(specification):
        for atom in requirement_atoms(requirement):
            here = set(bodies_in_requirement(atom))
            for who in () if isinstance(atom, Given) else whos_in_requirement(atom):
                found |= set(who.seated_in) - here
    for clause in specification.recusals:
        found |= set(clause.excluded.seated_in) - {clause.body}
    for body, them in specification.following:
        if body in found or len(them) > 1:
            found |= set(them)
    return tuple(body.name for body in specification.seating if body.name in found)
