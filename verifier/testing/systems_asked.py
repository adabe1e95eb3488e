"""Asking a system: what tells most first, no question twice, all that there are where they are few."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Iterator, Sequence
from functools import cached_property
from itertools import islice
from random import Random
from typing import Any

from policy_dsl.records import dataclass, field
from verifier.records.coverage import Coverage
from verifier.records.occasion import Occasion
from verifier.records.plain import Plain, asked
from verifier.solving.deadline import Deadline
from verifier.testing.boundary import across_the_edge
from verifier.testing.disagreeing import Disagreement, answer
from verifier.testing.exhausting import Space
from verifier.testing.quiet_settings import quietly
from verifier.testing.simplifying import simplified
from verifier.testing.strategies import AskedAbout, drawn_from
from verifier.testing.telling_questions import TellingQuestions

__tracebackhide__ = True  # pytest shows whoever calls

# How often a disagreement is asked about again, to tell a fault from chance.
AGAIN = 2
# How many questions are asked at most to make a disagreement small.
TO_MAKE_SMALL = 1000
# Questions are drawn in rounds of some, until a round brings fewer than one new one in so many.
RARE = 20
ROUND = 100
# After that they are taken at random from all that there are: so many times as often as there are to be questions.
LONGEST = 3


class _BrokenError(Exception):
    """The system can't be asked any more; why is kept elsewhere."""


class _EnoughError(Exception):
    """As many questions were asked as were to be."""


@dataclass
class Run:
    """Asking a system about rules, until it disagrees, has been asked enough, or there is nothing left to ask."""

    ask: Callable[[Occasion], object]
    about: AskedAbout
    fatal: tuple[type[Exception], ...] = ()  # what ends the comparison at once
    coverage: Coverage | None = None  # to which every question is added
    deadline: Deadline | None = None
    progress: Callable[[int], None] = lambda asked: None  # told how many questions were asked
    first: Sequence[Occasion] = ()  # asked before all others
    asked: int = 0
    broken: Exception | None = None
    broken_at: Occasion | None = None
    found: Disagreement | None = None  # the plainest so far
    exhausted: bool = False  # whether all questions that there are were asked
    _answers: dict[Hashable, bool] = field(default_factory=dict)

    @cached_property
    def telling(self) -> TellingQuestions:
        """The questions that tell the rules from changes of them."""
        about = self.about
        return TellingQuestions(about.specification, about.places, about.within, self.deadline)

    def compare(self, examples: int, seed: int | None = None) -> None:
        """Ask at most so many questions, each once; raise the smallest disagreement found."""
        about = self.about
        space = Space(about.specification, about.places, about.within, about.uncounted, examples)
        smallest: Disagreement | None = None
        try:
            for occasion in self._in_order(space):
                self._put(occasion, examples)
            self.exhausted = space.size is not None
            if not self.exhausted:
                self._at_random(examples, seed)
                for occasion in islice(space.at_random(Random(seed or 0)), LONGEST * examples):
                    self._put(occasion, examples)
        except _EnoughError:
            pass
        except _BrokenError:
            assert self.broken is not None
            raise self.broken from None
        except Disagreement as found:
            smallest = self._smallest(found)
        if smallest is not None:
            raise smallest

    def replay(self, occasions: Iterable[Occasion]) -> None:
        """Ask these alone, each as it is; raise the first disagreement."""
        for occasion in occasions:
            said = self.said(occasion)
            if self.coverage is not None:
                self.coverage.add(occasion)
            if said is None:
                assert self.broken is not None
                raise self.broken from None
            if said is not occasion.adopted:
                raise self._again(Disagreement(occasion, said))

    def _in_order(self, space: Space) -> Iterator[Occasion]:
        """What is to come first, what tells most, what lies next to that across an edge; where it is little, all."""
        yield from self.first
        first: list[Occasion] = []
        for occasion in self.telling.separating():
            first.append(occasion)
            yield occasion
        for occasion in first:
            yield from across_the_edge(occasion)
        if space.size is not None:
            yield from space

    def _at_random(self, examples: int, seed: int | None) -> None:
        number = 0
        while self.asked < examples:
            before = self.asked
            draws = max(examples - before, ROUND)
            self._round(
                draws, examples, (seed or 0) + number if seed is not None or number else None
            )
            number += 1
            if RARE * (self.asked - before) < draws:
                return

    def _round(self, draws: int, examples: int, seed: int | None) -> None:
        from hypothesis import given
        from hypothesis import seed as seeded

        @quietly(draws, seed)
        @given(drawn_from(self.about))
        def agrees(occasion: Occasion) -> None:
            if self.asked < examples or question_of(occasion) in self._answers:
                self._put(occasion)

        test: Any = agrees if seed is None else seeded(seed)(agrees)
        test()

    def _put(self, occasion: Occasion, most: int | None = None) -> None:
        """Ask, unless that was asked; Disagreement where the answer is not that of the rules."""
        key = question_of(occasion)
        if key not in self._answers:
            if most is not None and self.asked >= most:
                raise _EnoughError
            said = self.said(occasion)
            if self.coverage is not None:
                self.coverage.add(occasion)
            if said is None:  # it is of no use to go on asking, but Hypothesis would
                raise _BrokenError
            self.telling.note(occasion)
        if self._answers[key] is not occasion.adopted:
            self.found = Disagreement(occasion, self._answers[key])
            raise self.found

    def agreed(self, occasion: Occasion) -> bool:
        """Whether it was asked about that, and answered as the rules decide."""
        return self._answers.get(question_of(occasion)) is occasion.adopted

    def said(self, occasion: Occasion, again: bool = False) -> bool | None:
        """What the system answers, or has answered unless it is asked `again`; None once it is broken."""
        key = question_of(occasion)
        if key in self._answers and not again:
            return self._answers[key]
        if self.broken is not None:
            return None
        self.asked += 1
        self.progress(self.asked)
        try:
            said = answer(self.ask(occasion))
        except self.fatal as error:
            self.broken, self.broken_at = error, occasion
            return None
        self._answers.setdefault(key, said)
        return said

    def _smallest(self, found: Disagreement) -> Disagreement:
        """The disagreement told by the smallest scenario that shows one; as it is where its answer leaves off."""
        found = self._again(found)
        if not found.steady:
            return found
        most = self.asked + TO_MAKE_SMALL

        def differs(occasion: Occasion) -> bool:
            said = self.said(occasion) if self.asked < most else None
            return said is not None and said is not occasion.adopted

        occasion = simplified(found.occasion, differs)
        if occasion == found.occasion:
            return found
        return self._again(Disagreement(occasion, not occasion.adopted))

    def _again(self, found: Disagreement) -> Disagreement:
        """The same with what the system says where it is asked again; with what it said so far where it breaks."""
        answers = [found.answer]
        for _ in range(AGAIN):
            said = self.said(found.occasion, again=True)
            if said is None:
                break
            answers.append(said)
        return Disagreement(found.occasion, found.answer, found.before, tuple(answers))


def question_of(occasion: Occasion) -> Hashable:
    """What a system sees of an occasion: equal where the question is the same."""
    return _frozen(asked(occasion))


def _frozen(it: Plain) -> Hashable:
    if isinstance(it, dict):
        return frozenset((key, _frozen(value)) for key, value in it.items())
    return tuple(map(_frozen, it)) if isinstance(it, list) else (type(it), it)
