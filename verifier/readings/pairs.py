"""Each pair of readings of each clause: the smallest vote that one of them adopts and the other does not, or none."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations
from typing import assert_never

from policy_dsl.model import (
    ALWAYS,
    AnyClause,
    Property,
    Provision,
    Reading,
    ReadingMakesNoDifference,
    Specification,
)
from policy_dsl.records import replace
from policy_dsl.state import Interval, intervals
from verifier.checking.mattering import by_other_rules
from verifier.checking.vacuity import about_nothing
from verifier.claims.dispatch import verification_conditions
from verifier.claims.verification_condition import VerificationCondition
from verifier.encoding.activity import kind_of
from verifier.encoding.encodings import Encodings
from verifier.results.progress import Begin, untold
from verifier.results.readings import ComparedPair, ComparedReadings, Parting
from verifier.results.statement import Said, Statement
from verifier.solving.answers import Found, LimitReached, NoneFound, Unknown
from verifier.solving.deadline import OutOfTime
from verifier.solving.limits import Budget, Limits
from verifier.solving.watching import watched
from verifier.words.assumptions import of_readings
from verifier.words.reasons import why


def readings(
    specification: Specification,
    limits: Limits | None = None,
    begin: Begin = untold,
) -> ComparedReadings:
    """Where the readings of clauses part, as the rules stand after the last event.

    `begin` is told how many pairs of readings there are, and gives what is told each one's clause once it is known.
    """
    last = intervals(specification)[-1]
    searched = _ReadingsSearch(specification, last, limits or Limits(), begin)
    pairs = searched.pairs()
    return ComparedReadings(
        specification.title,
        specification.file,
        last.start,
        last.end,
        pairs,
        tuple(of_readings(specification)) if pairs else (),
        tuple(dict.fromkeys(searched.undetermined)),
    )


class _ReadingsSearch:
    def __init__(
        self,
        specification: Specification,
        last: Interval,
        limits: Limits,
        begin: Begin,
    ) -> None:
        self.specification = replace(specification, properties=())
        self.last = last
        self.limits = limits
        self.begin = begin
        self.encodings = Encodings(self.specification)
        self.undetermined: list[str] = []

    def pairs(self) -> tuple[ComparedPair, ...]:
        """All of them, in the order of the file; those not come to in time with nothing known."""
        found: list[ComparedPair] = []
        every = list(self._every())
        tell = self.begin(len(every))
        for clause, one, other in every:
            try:
                with watched(self.limits.deadline):
                    self.limits.go_on()
                    found.append(self._compared(clause, one, other))
            except OutOfTime as over:
                self.undetermined.append(why(over.reason))
                found.append(_pair(clause, one, other, _open(one, other, why(over.reason))))
            tell(clause.name)
        return tuple(found)

    def _every(self) -> Iterator[tuple[AnyClause, Reading, Reading]]:
        for clause in self.specification.clauses:
            if not isinstance(clause, Provision) and clause.name in self.last.state.in_force:
                for one, other in combinations(clause.readings, 2):
                    yield clause, one, other

    def _compared(self, clause: AnyClause, one: Reading, other: Reading) -> ComparedPair:
        claim = ReadingMakesNoDifference(clause.name, one.name, other.name, ALWAYS)
        asked = Statement(Said.READ_ALIKE, claim).as_property("readings", "")
        vcs = verification_conditions(self.encodings.of(asked, self.last.state), asked)
        budget = Budget(self.limits)
        first, second = (
            self._parting(asked, vc, adopting.name, failing.name, budget)
            for vc, (adopting, failing) in zip(vcs, ((one, other), (other, one)), strict=True)
        )
        pair = _pair(clause, one, other, (first, second))
        return replace(pair, statements=self._statements(claim, pair, vcs[0], budget))

    def _parting(
        self,
        asked: Property,
        vc: VerificationCondition,
        adopting: str,
        failing: str,
        budget: Budget,
    ) -> Parting:
        answer = vc.question.ask(budget)
        match answer:
            case NoneFound():
                return Parting(adopting, failing, False)
            case Unknown(reason):
                self.undetermined.append(why(reason))
                return Parting(adopting, failing, None, None, why(reason))
            case Found():
                pass
            case _:
                assert_never(answer)
        period = (self.last.start, self.last.end)
        try:
            scenario, plainer = by_other_rules(
                self.specification, self.last.state, asked, period, vc, answer, budget, True
            )
        except LimitReached as reached:
            self.undetermined.append(why(reached.reason))
            return Parting(adopting, failing, True, None, why(reached.reason))
        if plainer is not None:
            self.undetermined.append(why(plainer))
        still_open = None if plainer is None else why(plainer)
        return Parting(adopting, failing, True, scenario, still_open)

    def _statements(
        self,
        claim: ReadingMakesNoDifference,
        pair: ComparedPair,
        vc: VerificationCondition,
        budget: Budget,
    ) -> tuple[Statement, ...]:
        """The pair as a claim, unless that is not known or would say nothing."""
        if pair.parts is None:
            return ()
        if pair.parts:
            return (Statement(Said.READ_OTHERWISE, claim, holds=False),)
        try:
            if about_nothing(vc, budget) is not None:
                return ()
        except LimitReached as reached:
            self.undetermined.append(why(reached.reason))
            return ()
        return (Statement(Said.READ_ALIKE, claim),)


def _pair(
    clause: AnyClause, one: Reading, other: Reading, partings: tuple[Parting, Parting]
) -> ComparedPair:
    return ComparedPair(
        kind_of(clause),
        clause.name,
        one.name,
        other.name,
        (one.title, other.title),
        partings,
        clause.place.file,
        clause.place.line,
    )


def _open(one: Reading, other: Reading, because: str) -> tuple[Parting, Parting]:
    return (
        Parting(one.name, other.name, None, None, because),
        Parting(other.name, one.name, None, None, because),
    )
