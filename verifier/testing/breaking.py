"""A program that breaks at a question: the smallest question found at which it does, started anew for each."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from policy_dsl.records import dataclass
from verifier.output.formats import json_line
from verifier.output.text import Printable, stacked
from verifier.records.occasion import Occasion
from verifier.records.occasion_lines import situation
from verifier.records.plain import record
from verifier.rendering.wrapping import Spell, printed, spelling_of
from verifier.solving.deadline import Deadline, OutOfTime
from verifier.testing.command_conformance import Program, ProgramError, SilentError
from verifier.testing.disagreeing import Disagreement
from verifier.testing.simplifying import simplified
from verifier.words import conforming as say

# How long smaller questions are looked for, in seconds.
IN_ALL = 30.0
# A program that has answered nothing, and breaks at so many questions, is none that can be asked.
TRIES = 4


@dataclass(frozen=True)
class Breakdown:
    """A question at which a program ends, hangs, or writes what is no answer.

    `alone`: it does so where it is started anew and asked nothing else; otherwise only after `before` questions.
    """

    occasion: Occasion
    why: str
    alone: bool
    before: int

    def told(self, spell: Spell | None = None) -> Printable:
        """For people: what it does, and the question. It is spelt as the specification says, or as `spell` says."""
        before = [] if self.alone else [say.not_alone(self.before)]
        return told_at(self.occasion, [say.breaks(self.why), *before], spell)


def told_at(occasion: Occasion, what: Sequence[str], spell: Spell | None = None) -> Printable:
    """What happens at a question, and the question, with what the rules decide."""
    lines = [*what, *situation(occasion), say.decided_so(occasion.adopted), say.AS_RECORD]
    told = printed(lines, spell or spelling_of(occasion.specification))
    return stacked([told, json_line(record(occasion))])


@dataclass
class _Anew:
    """A program that is started anew for each question."""

    start: Callable[[], Program]
    left: Deadline
    error: ProgramError | None = None
    tried: int = 0
    usable: bool = False

    def breaks(self, occasion: Occasion) -> bool:
        """Whether it breaks at that; no where nothing is known, as there is no time left to ask."""
        if self.left.passed or (not self.usable and self.tried >= TRIES):
            return False
        self.tried += 1
        try:
            with self.start() as program:
                program.ask(occasion)
        except OutOfTime:
            return False
        except ProgramError as error:
            self.error = error
            return True
        self.usable = True
        return False


def breakdown(
    start: Callable[[], Program],
    occasion: Occasion,
    error: ProgramError,
    before: int,
    usable: bool = True,
) -> Breakdown | None:
    """How it broke, at the smallest question found; None where it answers nothing at all, so is no such program."""
    if not usable and isinstance(error, SilentError):
        return None
    anew = _Anew(start, Deadline.after(IN_ALL), usable=usable)
    if not anew.breaks(occasion):
        return Breakdown(occasion, str(error), False, before)
    smallest = simplified(occasion, anew.breaks)
    if not anew.usable:
        return None
    return Breakdown(smallest, str(anew.error), True, before)


def asked_anew(start: Callable[[], Program], found: Disagreement) -> Disagreement:
    """A disagreement whose answer leaves off, with what the program says, started anew and asked nothing else."""
    answers = []
    for _ in found.answers:
        try:
            with start() as program:
                answers.append(program.ask(found.occasion))
        except (ProgramError, OutOfTime):
            break
    return Disagreement(
        found.occasion, found.answer, found.before, found.answers, anew=tuple(answers)
    )
