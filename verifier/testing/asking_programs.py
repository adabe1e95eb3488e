"""A program against the rules, question by question: what came of it, as one piece of data."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from policy_dsl.records import dataclass
from verifier.records.coverage import Coverage
from verifier.records.occasion import Occasion
from verifier.solving.deadline import Deadline, OutOfTime
from verifier.testing.breaking import Breakdown, asked_anew, breakdown
from verifier.testing.command_conformance import Program, ProgramError
from verifier.testing.disagreeing import Disagreement
from verifier.testing.strategies import AskedAbout
from verifier.testing.systems_asked import Run
from verifier.testing.telling_questions import Exercised
from verifier.words import conforming as say
from verifier.words.reasons import why


@dataclass(frozen=True)
class Compared:
    """What was found, if anything, how many questions were asked, what they exercised, what was not reached."""

    asked: int
    disagreement: Disagreement | None = None
    breakdown: Breakdown | None = None
    late: tuple[str, ...] = ()
    exercised: Exercised | None = None
    exhausted: bool = False


def compared(
    start: Callable[[], Program],
    about: AskedAbout,
    examples: int,
    seed: int | None = None,
    replayed: Sequence[Occasion] | None = None,
    coverage: Coverage | None = None,
    deadline: Deadline | None = None,
    progress: Callable[[int], None] = lambda asked: None,
) -> Compared:
    """Ask a program that `start` begins, until something is found; or (`replayed`) about these alone.

    ProgramError where it does not run, or answers no question at all.
    """
    run: Run | None = None
    found: Disagreement | None = None
    late: tuple[str, ...] = ()
    try:
        # Nothing comes between its start and what sees to its end.
        with start() as program:
            run = Run(program.ask, about, (ProgramError,), coverage, deadline, progress)
            try:
                if replayed is None:
                    run.compare(examples, seed)
                else:
                    run.replay(replayed)
            except Disagreement as one:
                found = one if one.steady else asked_anew(start, one)
            except OutOfTime as over:
                found = run.found
                wanted = examples if replayed is None else len(replayed)
                late = (say.asked_in_time(why(over.reason), run.asked, wanted),)
    except ProgramError as error:
        if run is None or run.broken_at is None:
            raise
        before = run.asked - 1
        usable = before > 0 or replayed is not None
        broken = breakdown(start, run.broken_at, error, before, usable)
        if broken is None:
            raise
        return Compared(run.asked, breakdown=broken, exhausted=run.exhausted)
    exercised = None
    if replayed is None and found is None and not late:
        exercised = run.telling.exercised()
    return Compared(run.asked, found, None, late, exercised, run.exhausted)
