"""Two specifications over one decision, one set of readings and one set of ballots.

Both are encoded under shared names, so that what has one name is one variable: attributes, readings, who is named,
consents. Their bodies have names of their own. Votes in two bodies that are one are linked: each member does the
same in both, but where a recusal of one side leaves it no vote, it is there or not.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cached_property

import z3

from policy_dsl.model import Effect, Is, Specification
from policy_dsl.records import dataclass
from policy_dsl.state import State
from verifier.encoding.adoption import Encoding, encode
from verifier.encoding.classes import VoterClass, voter_classes
from verifier.encoding.meeting_terms import MeetingTerms
from verifier.encoding.seat_terms import SeatTerms
from verifier.encoding.terms import Bool, Int, at_least, both, negation, total, where
from verifier.solving.library import CONTEXT


@dataclass(frozen=True)
class OneEffect:
    """Effects that neither side tells apart, and the variable that says that the decision has them.

    `old` and `new` are one of them, as each side names it; `group` are all, as the new one does.
    """

    old: Effect
    new: Effect
    variable: z3.BoolRef
    group: tuple[Effect, ...]


@dataclass
class Joint:
    """Both encodings, and what links them. `bodies` are (old name, new name).

    `never` are effects of the new side that no decision has which either side could adopt, or which both know.
    """

    old: Encoding
    new: Encoding
    bodies: Sequence[tuple[str, str]]
    effects: tuple[OneEffect, ...]
    never: tuple[Effect, ...]
    foreign_values: Sequence[tuple[str, str]]

    @cached_property
    def limits(self) -> list[z3.BoolRef]:
        """What makes the variables stand for a decision and readings that both sides know."""
        unknown = [
            negation(self.new.condition(Is(attribute, value), True))
            for attribute, value in self.foreign_values
        ]
        return [*self.old.limits, *self.new.limits, *unknown]

    @cached_property
    def ballot_limits(self) -> list[z3.BoolRef]:
        """What makes the ballot variables stand for the same ballots of everybody on both sides."""
        return [*self.old.ballot_limits, *self.new.ballot_limits, *self._links[0]]

    @cached_property
    def ballot_variables(self) -> list[z3.ExprRef]:
        """All variables of ballots, each once."""
        found = [*self.old.ballot_variables, *self.new.ballot_variables, *self._links[1]]
        return list({str(variable): variable for variable in found}.values())

    @property
    def acts_of_the_recused(self) -> list[z3.ExprRef]:
        """What those do whom one side may recuse, with a vote or without."""
        return self._links[1]

    @cached_property
    def decision_variables(self) -> list[z3.ExprRef]:
        """All variables of decision and readings, each once."""
        found = [*self.old.decision_variables, *self.new.decision_variables]
        return list({str(variable): variable for variable in found}.values())

    @cached_property
    def differs(self) -> z3.BoolRef:
        """One side adopts, the other does not."""
        return z3.Xor(self.old.adopted, self.new.adopted)

    @cached_property
    def _links(self) -> tuple[list[z3.BoolRef], list[z3.ExprRef]]:
        limits: list[Bool] = []
        variables: list[z3.ExprRef] = []
        # Of a different number of meetings the last ones are the same, and those before these.
        meetings = [*zip(self.old.ballots.meetings, self.new.ballots.meetings, strict=False)]
        for old_body, new_body in self.bodies:
            for old, new in meetings:
                theirs = {seat.cell.name: seat for seat in new.seats[new_body]}
                for mine in old.seats[old_body]:
                    if mine.cell.name in theirs:
                        _link(mine, theirs[mine.cell.name], limits, variables)
                for cast_old, cast_new in (
                    (old.cast_for, new.cast_for),
                    (old.cast_against, new.cast_against),
                ):
                    if (
                        old_body in cast_old
                        and new_body in cast_new
                        and self._one_chair(old_body, new_body)
                    ):
                        limits.append(cast_old[old_body] == cast_new[new_body])
        limits += self._acts_apart(meetings)
        return [both((each,)) for each in limits], variables

    def _acts_apart(self, meetings: Iterable[tuple[MeetingTerms, MeetingTerms]]) -> Iterator[Bool]:
        """Whoever consents, as one side asks, does not object, as the other does: each knows its own acts alone."""
        sizes = {
            cell.name: cell.size for it in (self.old, self.new) for cell in it.electorate.cells
        }
        for old, new in meetings:
            for one, other in ((old, new), (new, old)):
                for cell, consents in one.consents.items():
                    if cell in other.objections:
                        yield at_least(sizes[cell], total((consents, other.objections[cell])))

    def _one_chair(self, old_body: str, new_body: str) -> bool:
        old = self.old.specification.body[old_body].chair
        new = self.new.specification.body[new_body].chair
        return old is not None and new is not None and old.party == new.party


def _never(number: Int) -> bool:
    return isinstance(number, int) and number == 0


def _link(old: SeatTerms, new: SeatTerms, limits: list[Bool], variables: list[z3.ExprRef]) -> None:
    if _never(old.excluded) and _never(new.excluded):
        limits += [
            old.in_favour == new.in_favour,
            old.against == new.against,
            old.abstaining == new.abstaining,
        ]
        return
    label = f"of {new.cell.name} in {new.body}, recused or not"
    if new.back:
        label += f", {new.back} before the last"
    # What they would do is one thing for both sides; the side that recuses them sees it as attendance, the other as
    # votes.
    does = [z3.Int(f"{word} {label}", CONTEXT) for word in ("for", "against", "abstaining")]
    variables += does
    there = z3.Sum(does)
    limits += [number >= 0 for number in does]
    limits.append(there <= new.cell.size)
    for side in (old, new):
        recused: Bool = side.excluded >= 1
        for number, own in zip(does, (side.in_favour, side.against, side.abstaining), strict=True):
            limits.append(own == where(recused, 0, number))
        if not isinstance(side.attending, int):
            limits.append(side.attending == where(recused, there, 0))


def join(
    old: tuple[Specification, State],
    new: tuple[Specification, State],
    bodies: Sequence[tuple[str, str]],
    effects: Iterable[tuple[Sequence[Effect], Sequence[Effect]]],
    never: Iterable[Effect],
    foreign_values: Sequence[tuple[str, str]],
) -> Joint:
    """The terms of both, each in its state. `effects` are groups that neither tells apart, on each side."""
    groups = [
        (mine, theirs, z3.Bool(f"effects {index}", CONTEXT))
        for index, (mine, theirs) in enumerate(effects)
    ]
    watched: tuple[Mapping[Effect, z3.BoolRef], ...] = (
        {mine[0]: variable for mine, _, variable in groups},
        {theirs[0]: variable for _, theirs, variable in groups},
    )
    classes = joint_classes(old[0], new[0])
    made = [
        encode(specification, state, own, watched=seen)
        for (specification, state), own, seen in zip((old, new), classes, watched, strict=True)
    ]
    return Joint(
        made[0],
        made[1],
        bodies,
        tuple(
            OneEffect(mine[0], theirs[0], variable, tuple(theirs))
            for mine, theirs, variable in groups
        ),
        tuple(never),
        foreign_values,
    )


def joint_classes(
    old: Specification, new: Specification
) -> tuple[tuple[VoterClass, ...], tuple[VoterClass, ...]]:
    """The parties that neither side tells apart; the same classes under the same names for both."""
    of_old = {p.name: c.name for c in voter_classes(old) for p in c.parties}
    of_new = {p.name: c.name for c in voter_classes(new) for p in c.parties}
    classes: dict[tuple[str, str], list[str]] = {}
    for party in new.parties:
        classes.setdefault((of_old[party.name], of_new[party.name]), []).append(party.name)
    named = [
        (names[0] if len(names) == 1 else f"{names[0]} and others", names)
        for names in classes.values()
    ]
    return (
        tuple(VoterClass(name, tuple(old.party[p] for p in them)) for name, them in named),
        tuple(VoterClass(name, tuple(new.party[p] for p in them)) for name, them in named),
    )
