"""A disagreement between a system and the rules, and what a system says."""

from __future__ import annotations

from verifier.output.formats import json_line
from verifier.output.text import Printable, stacked
from verifier.records.decisive import decisive
from verifier.records.occasion import Occasion
from verifier.records.plain import ADOPTED, NOT_ADOPTED, record
from verifier.records.telling import situation
from verifier.rendering.wrapping import Spell, printed, spelling_of
from verifier.words import conforming as say


class Disagreement(AssertionError):
    """The system and the rules differ. `occasion` is where, `answer` what the system said (True: adopted)."""

    def __init__(self, occasion: Occasion, answer: bool, before: tuple[str, ...] = ()) -> None:
        self.occasion = occasion
        self.answer = answer
        self.before = before
        self.told = explained(occasion, answer, before)
        super().__init__(self.told)


class NoAnswer(TypeError):
    """The system returned something that does not say whether the decision is adopted."""


def answer(said: object) -> bool:
    """Adopted or not, as a system says it; NoAnswer for anything else."""
    if isinstance(said, bool):
        return said
    if said in (ADOPTED, NOT_ADOPTED):
        return said == ADOPTED
    raise NoAnswer(say.not_an_answer(said))


def explained(
    occasion: Occasion, said: bool, before: tuple[str, ...] = (), spell: Spell | None = None
) -> Printable:
    """A disagreement for people: who says what, the scenario, and the clause that decides it.

    It is spelt as the specification says, unless `spell` says how.
    """
    assert said is not occasion.adopted
    lines = [
        say.disagreement(occasion.adopted),
        *(say.before_that(text) for text in before),
        *situation(occasion),
        *(say.decides(each.text) for each in decisive(occasion)),
        say.AS_RECORD,
    ]
    told = printed(lines, spell or spelling_of(occasion.specification))
    return stacked([told, json_line(record(occasion))])
