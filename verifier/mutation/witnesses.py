"""What a change of the rules does: the smallest vote that it decides otherwise, or the proof that there is none."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from functools import cached_property

from policy_dsl.decisions import Ballots, Counts, Vote, single
from policy_dsl.model import Specification
from policy_dsl.records import dataclass, field, replace
from policy_dsl.state import State, interval_on, intervals
from verifier.diffing.separating import ANY, Separating, Within
from verifier.mutation.mutants import Mutant
from verifier.records.occasion import Occasion, all_readings, ambiguous, day_in
from verifier.results import ReplayError
from verifier.results.diff import Side
from verifier.solving.answers import LimitReached
from verifier.solving.limits import Budget, Limits
from verifier.solving.reasons import Reason
from verifier.words import mutating as say

Place = tuple[State, date | None]
"""A state, and a day on which the timeline has it, where there is one."""


def places_of(specification: Specification) -> tuple[Place, ...]:
    """All states of the timeline, each once, the last one first."""
    found: dict[State, date | None] = {}
    for each in reversed(intervals(specification)):
        found.setdefault(each.state, day_in(each))
    return tuple(found.items())


@dataclass(frozen=True)
class Witness:
    """What a change does: it decides the `occasion` otherwise; or (None) none, which is proved.

    `unknown` says why it is neither found nor proved, where it is not.
    """

    occasion: Occasion | None = None
    unknown: Reason | None = None

    @property
    def makes_no_difference(self) -> bool:
        """That it is equivalent is proved."""
        return self.occasion is None and self.unknown is None


@dataclass(frozen=True)
class AskedMutant:
    """A mutant of some rules, to be asked what it decides.

    `readings` says how ambiguous clauses are read that only the mutant has in force, as far as that is known.
    """

    rules: Specification
    mutant: Mutant
    readings: Mapping[str, str] = field(default_factory=dict)

    @cached_property
    def _separating(self) -> Separating:
        return Separating.of(self.rules, self.mutant.specification)

    def witness(
        self, places: Iterable[Place], within: Within = ANY, limits: Limits | None = None
    ) -> Witness:
        """The smallest occasion that it decides otherwise, in the first of some states in which there is one.

        Each state has the limits anew. ReplayError where the interpreter says otherwise.
        """
        unknown: Reason | None = None
        limits = limits or Limits()
        for state, day in places:
            limits.go_on()
            try:
                found = self._separating.smallest(
                    state, self.state(state, day), within, Budget(limits)
                )
            except LimitReached as reached:
                unknown = unknown or reached.reason
                continue
            if found is not None:
                own, other = found[Side.OLD], found[Side.NEW]
                occasion = Occasion(self.rules, state, own.readings, own.decision, own.ballots, day)
                occasion = self._with_uncounted(occasion, other.ballots)
                if self._adopted(occasion, other.readings) is occasion.adopted:
                    raise ReplayError(say.not_replayed(self.mutant))
                return Witness(occasion)
        return Witness(unknown=unknown)

    def _with_uncounted(self, occasion: Occasion, ballots: Ballots) -> Occasion:
        """The same with the votes of whoever is suspended by the rules, and votes under the changed ones."""
        state = self.state(occasion.state, occasion.day)
        votes: dict[tuple[str, str], Vote] = {}
        for seat in sorted(occasion.state.suspended):
            cells = ballots.votes.get(seat, {}) if state.votes_in(*seat) else {}
            for vote in (it for counts in cells.values() for it in _votes(counts)):
                votes[seat] = vote
        return replace(occasion, uncounted=votes) if votes else occasion

    def _casts(self, rules: Specification, body: str) -> bool:
        """Whether the chair of a body has a casting vote."""
        chair = rules.body[body].chair
        return chair is not None and chair.casting_vote

    def differs(self, occasion: Occasion) -> bool:
        """Whether it decides an occasion otherwise than the rules do, by the interpreter.

        Where it has ambiguous clauses in force that the rules do not, and nothing says how they are read: in any way.
        No where nobody could put that to the changed rules, as to restore somebody who is not suspended by them.
        """
        state = self.state(occasion.state, occasion.day)
        known = {**self.readings, **occasion.readings}
        unread = [it for it in ambiguous(self.mutant.specification, state) if it not in known]
        try:
            return all(
                self._adopted(occasion, {**self.readings, **read}) is not occasion.adopted
                for read in all_readings(self.mutant.specification, unread)
            )
        except ValueError:
            return False  # nobody could put that to the changed rules

    def _adopted(self, occasion: Occasion, readings: Mapping[str, str]) -> bool:
        """Whether the changed rules adopt it; under them a chair may have no casting vote."""
        changed = self.mutant.specification

        def cast(ballots: Ballots) -> Ballots:
            casting = {it: vote for it, vote in ballots.casting.items() if self._casts(changed, it)}
            return replace(ballots, casting=casting)

        given = occasion.ballots
        ballots = replace(cast(given), earlier=tuple(map(cast, given.earlier)))
        state = self.state(occasion.state, occasion.day)
        if state != occasion.state:
            votes = {seat: cells for seat, cells in ballots.votes.items() if state.votes_in(*seat)}
            votes |= {
                seat: single(vote)
                for seat, vote in occasion.uncounted.items()
                if state.votes_in(*seat) and not changed.party[seat[1]].cohort
            }
            ballots = replace(ballots, votes=votes)
        other = replace(
            occasion,
            specification=changed,
            state=state,
            readings={**readings, **occasion.readings},
            ballots=ballots,
            uncounted={},
        )
        return other.adopted

    def state(self, state: State, day: date | None) -> State:
        """The state of the changed rules where that of the rules is this one, on this day."""
        if day is None or self.mutant.specification.events == self.rules.events:
            return state
        return interval_on(self.mutant.specification, day).state


def _votes(counts: Counts) -> list[Vote]:
    """What those do who do not stay away."""
    done = (
        (counts.in_favour, Vote.FOR),
        (counts.against, Vote.AGAINST),
        (counts.abstain, Vote.ABSTAIN),
    )
    return [vote for number, vote in done if number]
