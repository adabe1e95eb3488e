"""What is left of a specification once a decision's treatment is known: whose votes count for what, and nothing else.

Powers without conditions, one for each set of demands; the bodies that these count in, with those who sit there;
the recusals that apply, and the attributes by which they, or the demands, name parties. Everything that told parties
apart for other decisions is gone, so there are far fewer classes of voters. A decision of that treatment is adopted
under the specification by just those ballots by which it is adopted here.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import Any

from policy_dsl.model import (
    ALWAYS,
    NO_NOTES,
    NOWHERE,
    ActApart,
    AllOf,
    AnyOf,
    Attribute,
    Body,
    CountsTally,
    PartySet,
    Power,
    Recusal,
    Requirement,
    Role,
    Seat,
    Specification,
    Successive,
    Tally,
    Versions,
    Who,
)
from policy_dsl.model.atoms import counted, requirement_atoms
from policy_dsl.model.traverse import whos_in_requirement
from policy_dsl.records import dataclass, fields, replace
from policy_dsl.state import State
from verifier.matrix.applicability import Treated


@dataclass(frozen=True)
class Reduced:
    """The specification and state in which decisions of one treatment are decided."""

    specification: Specification
    state: State


def reduced(specification: Specification, state: State, treated: Treated) -> Reduced:
    """`treated` says how such decisions are treated in the state."""
    return _Reducing(specification, state, treated).made()


@dataclass(frozen=True)
class _Reducing:
    specification: Specification
    state: State
    treated: Treated

    def made(self) -> Reduced:
        ways = tuple(self._ways())
        powers = tuple(power for power, _ in ways)
        quorums = dict(self.treated.quorums)
        recusals = tuple(
            replace(
                recusal,
                readings=(),
                when=Versions(plain=ALWAYS),
                excluded=self._who(recusal.excluded),
                notes=NO_NOTES,
                limits=None
                if recusal.limits is None
                else tuple(power.name for power, names in ways if recusal.name in names),
            )
            for recusal in self._recusals
        )
        asked = [power.requires.under(None) for power in powers]
        asked += [self._resolved(quorum) for quorum in quorums.values() if quorum is not None]
        whos = [who for requirement in asked for who in whos_in_requirement(requirement)]
        whos += [recusal.excluded for recusal in recusals]
        attributes = {name for who in whos for name in who.attributes}
        done_to = {
            who.label: Attribute(who.label, Role.SUBSTANCE, PartySet(), None, NOWHERE)
            for recusal in self._recusals
            for who in recusal.excluded.nodes()
            if who.effects
        }
        bodies = tuple(
            self._body(body, quorums[body.name])
            for body in self.specification.bodies
            if body.name in quorums
        )
        wanted = self._parties(bodies, asked)
        weights = {
            tally.weight
            for requirement in asked
            for atom in requirement_atoms(requirement)
            for tally in (counted(atom),)
            if isinstance(tally, Tally)
        }
        parties = tuple(
            replace(party, weights={n: w for n, w in party.weights.items() if n in weights})
            for party in self.specification.parties
            if party.name in wanted
        )
        made = replace(
            self.specification,
            parties=parties,
            groups=(),
            bodies=bodies,
            attributes=(
                *(
                    replace(a, judge=None)
                    for a in self.specification.attributes
                    if a.name in attributes
                ),
                *done_to.values(),
            ),
            clauses=(*powers, *recusals),
            rights=(),
            events=(),
            properties=(),
            acceptances=(),
        )
        names = {body.name for body in bodies}
        state = State(
            frozenset(clause.name for clause in made.clauses),
            frozenset(seat for seat in self.state.seats if seat[0] in names),
            frozenset(seat for seat in self.state.suspended if seat[0] in names),
        )
        return Reduced(made, state)

    @property
    def _recusals(self) -> Iterator[Recusal]:
        kept = self.treated.recusals
        return (recusal for recusal in self.specification.recusals if recusal.name in kept)

    def _ways(self) -> Iterator[tuple[Power, frozenset[str]]]:
        """A power for each set of demands; where one set holds all of another, whatever meets it meets the other.

        With each the recusals that limit it.
        """
        sets = self.treated.demanded
        least = [one for one in sets if not any(one.more_than(other) for other in sets)]
        for index, demands in enumerate(least, 1):
            in_order = dict.fromkeys(
                demand.requirement
                for _, them in self.treated.ways
                for demand in them
                if demand.requirement in demands.requirements
            )
            parts = tuple(self._resolved(requirement) for requirement in in_order)
            power = Power(
                name=f"way {index}",
                title="",
                place=NOWHERE,
                notes=NO_NOTES,
                readings=(),
                when=Versions(plain=ALWAYS),
                requires=Versions(plain=parts[0] if len(parts) == 1 else AllOf(parts)),
                grants=(),
            )
            yield power, demands.recusals

    def _body(self, body: Body, quorum: Requirement | None) -> Body:
        sitting = tuple(
            Seat(party.name, NOWHERE)
            for party in self.specification.parties
            if (body.name, party.name) in self.state.seats
        )
        casts = body.chair is not None and body.chair.casting_vote
        return replace(
            body,
            members=sitting,
            those_of=(),
            observers=(),
            chair=body.chair if casts else None,
            quorum=None if quorum is None else self._resolved(quorum),
        )

    def _parties(self, bodies: Sequence[Body], asked: Sequence[Requirement]) -> set[str]:
        """Whoever has a seat or a casting vote, or can be asked for a consent of its own."""
        found = {seat.party for body in bodies for seat in body.members}
        found |= {body.chair.party for body in bodies if body.chair is not None}
        for requirement in asked:
            for atom in requirement_atoms(requirement):
                if isinstance(atom, ActApart):
                    seats = self.state.seats
                    names = [party.name for party in self.specification.parties]
                    found.update(name for name in names if atom.who.may_mean(name, seats))
        return found

    def _who(self, who: Who) -> Who:
        """The same parties, without naming bodies; those to whom a decision does something by an attribute that says
        who they are.
        """
        if who.effects:
            return Who(who.label, attribute=who.label)
        if who.also or who.but:
            also, but = tuple(map(self._who, who.also)), tuple(map(self._who, who.but))
            who = replace(who, also=also, but=but)
        if not who.bodies:
            return who
        sitting = [
            party.name
            for party in self.specification.parties
            if any((body, party.name) in self.state.seats for body in who.bodies)
        ]
        return replace(who, parties=tuple(dict.fromkeys((*who.parties, *sitting))), bodies=())

    def _resolved(self, requirement: Requirement) -> Requirement:
        return with_parties(requirement, self._who)


def with_parties(requirement: Requirement, change: Callable[[Who], Who]) -> Requirement:
    """A requirement with every reference to parties put as `change` says."""
    match requirement:
        case AllOf(parts) | AnyOf(parts):
            return replace(requirement, parts=tuple(with_parties(part, change) for part in parts))
        case Successive(stages):
            put = tuple(with_parties(stage, change) for stage in stages)
            return replace(requirement, stages=put)
        case CountsTally():
            tally = with_parties(requirement.tally, change)
            assert isinstance(tally, Tally)
            return replace(requirement, tally=tally)
        case _:
            named = ((each.name, getattr(requirement, each.name)) for each in fields(requirement))
            put_so: dict[str, Any] = {n: change(who) for n, who in named if isinstance(who, Who)}
            return replace(requirement, **put_so) if put_so else requirement
