"""A disagreement between a system and the rules, and what a system says."""

from __future__ import annotations

from verifier.output.formats import json_line
from verifier.output.text import Printable, stacked
from verifier.records.decisive import decisive
from verifier.records.occasion import Occasion
from verifier.records.occasion_lines import situation
from verifier.records.plain import ADOPTED, NOT_ADOPTED, record
from verifier.rendering.wrapping import Spell, printed, spelling_of
from verifier.words import conforming as say

__tracebackhide__ = True  # pytest shows whoever calls


class Disagreement(AssertionError):
    """The system and the rules differ. `occasion` is where, `answer` what the system said (True: adopted).

    `answers` is all that it said where it was asked about that more than once, in order, of which one may be that of
    the rules; `anew` what it said each time that it was started anew and asked nothing else.
    """

    def __init__(
        self,
        occasion: Occasion,
        answer: bool,
        before: tuple[str, ...] = (),
        answers: tuple[bool, ...] = (),
        anew: tuple[bool, ...] = (),
    ) -> None:
        assert answer is not occasion.adopted
        self.occasion = occasion
        self.answer = answer
        self.before = before
        self.answers = answers or (answer,)
        self.anew = anew
        self.told = self.in_words()
        super().__init__(self.told)

    @property
    def steady(self) -> bool:
        """Whether it was answered in one way, as often as it was asked about."""
        return len({self.answer, *self.answers}) == 1

    def in_words(self, spell: Spell | None = None) -> Printable:
        """For people: who says what, the scenario, and the clause that decides it.

        It is spelt as the specification says, unless `spell` says how.
        """
        it = self.occasion
        lines = [
            say.disagreement(it.adopted)
            if self.steady
            else say.now_so_now_so(self.answers, it.adopted),
            *([say.asked_anew(self.anew)] if self.anew else []),
            *(say.before_that(text) for text in self.before),
            *situation(it),
            *(say.decides(each.text) for each in decisive(it)),
            say.AS_RECORD,
        ]
        told = printed(lines, spell or spelling_of(it.specification))
        return stacked([told, json_line(record(it))])


class NoAnswer(TypeError):
    """The system returned something that does not say whether the decision is adopted."""


def answer(said: object) -> bool:
    """Adopted or not, as a system says it; NoAnswer for anything else."""
    if isinstance(said, bool):
        return said
    if said in (ADOPTED, NOT_ADOPTED):
        return said == ADOPTED
    raise NoAnswer(say.not_an_answer(said))
