"""For each class of decision: the fewest departures after which nothing of it can pass, and how few decide all then."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import product
from math import prod

from policy_dsl.model import Specification
from policy_dsl.records import replace
from policy_dsl.state import Interval, intervals
from verifier.matrix.in_words import ClassesInWords, ClassInWords, classes_in_words
from verifier.resilience.claims_asked import Reading, ResilienceQuestions
from verifier.resilience.of_a_body import OfABody
from verifier.resilience.of_the_silent import OfTheSilent
from verifier.results import Verdict
from verifier.results.progress import Begin, untold
from verifier.results.resilience import Resilience, ResilientClass
from verifier.solving.answers import LimitReached
from verifier.solving.deadline import OutOfTime
from verifier.solving.limits import Limits
from verifier.solving.reasons import Reason, Why
from verifier.solving.watching import watched
from verifier.words import resilience as words
from verifier.words.assumptions import as_they_stand
from verifier.words.left_open import LeftOpen
from verifier.words.left_open import told as left_open
from verifier.words.matrix import WHICH_KINDS
from verifier.words.reasons import why

MOST_READINGS = 64


def resilience(
    specification: Specification,
    limits: Limits | None = None,
    begin: Begin = untold,
    *,
    fewest: bool = True,
) -> Resilience:
    """What departures do to each class of decision, as the rules stand after the last event.

    `limits` are those of each class. `begin` is told how many classes there are, and gives what is told each one's
    text when it is done. Not `fewest`: after how few nothing can pass, and not how few decide all then.
    """
    last = intervals(specification)[-1]
    return _ResilienceSearch(specification, last, limits or Limits(), begin, fewest).made()


class _ResilienceSearch:
    def __init__(
        self,
        specification: Specification,
        last: Interval,
        limits: Limits,
        begin: Begin,
        fewest: bool,
    ) -> None:
        self.specification = replace(specification, properties=(), acceptances=())
        self.last = last
        self.limits = limits
        self.begin = begin
        self.fewest = fewest
        self.undetermined: list[LeftOpen] = []
        self.closed = 0

    def made(self) -> Resilience:
        """All classes; those not come to in time are said to be left out."""
        found: list[ResilientClass] = []
        told = ClassesInWords()
        reached = 0
        try:
            with watched(self.limits.deadline):
                told = classes_in_words(self.specification, self.last.state, self.limits)
                self.undetermined += told.undetermined
                asking = ResilienceQuestions(self.specification, self.last.state, told, self.limits)
                tell = self.begin(len(told.classes))
                for number, each in enumerate(told.classes):
                    self.limits.go_on()
                    found += self._of_class(asking, number, each)
                    reached = number + 1
                    tell(each.text)
        except OutOfTime as over:
            self._not_reached(told.classes[reached:], over.reason)
        return Resilience(
            self.specification.title,
            self.specification.file,
            self.last.start,
            self.last.end,
            tuple(found),
            told.closed + self.closed,
            told.by_power,
            tuple(as_they_stand(self.specification)),
            left_open(self.undetermined),
        )

    def _not_reached(self, classes: Sequence[ClassInWords], why_not: Reason) -> None:
        """That the run had to end before these were done; or before it was known which there are."""
        for each in classes:
            self.undetermined.append(LeftOpen(words.DEPARTURES, why(why_not), each.text))
        if not classes:
            self.undetermined.append(LeftOpen(WHICH_KINDS, why(why_not)))

    def _of_class(
        self, asking: ResilienceQuestions, number: int, it: ClassInWords
    ) -> Iterator[ResilientClass]:
        """The class under each reading; once, where none makes a difference."""
        rows: list[ResilientClass] = []
        try:
            for reading in self._readings():
                row = self._under(asking, number, it, reading)
                if row is not None:
                    rows.append(row)
        except LimitReached as reached:
            self._not_reached([it], reached.reason)
            return
        if not rows:
            self.closed += 1
        for row in rows:
            stops = [row.silent, *(s for body in row.bodies for s in body.standstills)]
            reasons = [*row.open, *(o for body in row.bodies for o in body.open)]
            reasons += [stop.open for stop in stops if stop.open is not None]
            which = words.which(row)
            self.undetermined += [LeftOpen(words.ALL_DEPARTURES, it, which) for it in reasons]
        if len(rows) == len(list(self._readings())) and len({_said(row) for row in rows}) == 1:
            statements = tuple(said for row in rows for said in row.statements)
            rows = [replace(rows[0], reading={}, statements=statements)]
        yield from rows

    def _readings(self) -> Sequence[Reading]:
        """All readings of what is in force; `LimitReached` where there are too many to ask about each."""
        choices = {
            clause.name: [reading.name for reading in clause.readings]
            for clause in self.specification.clauses
            if clause.readings and clause.name in self.last.state.in_force
        }
        if prod(len(names) for names in choices.values()) > MOST_READINGS:
            raise LimitReached(Reason(Why.TOO_MANY_READINGS, MOST_READINGS))
        return [tuple(zip(choices, names, strict=True)) for names in product(*choices.values())]

    def _under(
        self, asking: ResilienceQuestions, number: int, it: ClassInWords, reading: Reading
    ) -> ResilientClass | None:
        """The class under one reading; None where nothing of it can pass as it is."""
        here = asking.about(number, reading)
        if here.passes() is not Verdict.FAILS:
            return None
        silent = OfTheSilent(here)
        seats = dict.fromkeys(b for body in it.bodies for b in self.specification.seats_of(body))
        bodies = [OfABody(here, body) for body in seats]
        return ResilientClass(
            it.condition,
            it.text,
            it.under,
            dict(reading),
            tuple(body.made(self.fewest) for body in bodies),
            silent.standstill(),
            silent.fewest() if self.fewest else (),
            tuple(silent.unsettled),
            (*(s for body in bodies for s in body.statements), *silent.statements),
        )


def _said(it: ResilientClass) -> object:
    return (it.bodies, it.silent, it.among_silent, it.open)
