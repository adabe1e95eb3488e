"""Does a function decide as the rules do?"""

from __future__ import annotations

import inspect
from collections.abc import Callable, Hashable, Iterable, Mapping
from typing import TYPE_CHECKING, Unpack, cast

from policy_dsl.model import Specification
from verifier.records.coverage import Coverage
from verifier.records.occasion import Occasion, ambiguous, intended_readings
from verifier.records.plain import asked
from verifier.testing.breaking import told_at
from verifier.testing.disagreeing import Disagreement, answer
from verifier.testing.named_options import naming_options
from verifier.testing.remembering import Remembered
from verifier.testing.selecting import When
from verifier.testing.simplifying import simplified
from verifier.testing.strategies import (
    AboutDecisions,
    AboutScenarios,
    AskedAbout,
    asked_about,
    check_readings,
)
from verifier.testing.systems_asked import TO_MAKE_SMALL, Run, question_of
from verifier.testing.telling_questions import TellingQuestions
from verifier.words import conforming as say

if TYPE_CHECKING:
    from hypothesis.database import ExampleDatabase

__tracebackhide__ = True  # pytest shows the line that calls, and what it calls

System = Callable[..., object]


class _OfTheSettings:
    """The example database that Hypothesis's settings say."""

    def __repr__(self) -> str:
        return "settings.default.database"


OF_THE_SETTINGS = cast("ExampleDatabase", _OfTheSettings())

# What a system can ask for by the names of its parameters.
OFFERED = (
    "decision",
    "ballots",
    "consents",
    "objections",
    "casting",
    "earlier",
    "rulings",
    "named",
    "effects",
    "date",
    "state",
    "readings",
    "record",
    "occasion",
)


class NoReading(ValueError):
    """An ambiguous clause, of which nothing says how the system reads it."""

    def __init__(self, clause: str, readings: tuple[str, ...]) -> None:
        super().__init__(say.several_readings(clause, readings, option=False))
        self.clause = clause
        self.readings = readings


@naming_options(AboutScenarios, like=asked_about)
def assert_conforms(
    system: System,
    specification: Specification,
    *,
    when: When = None,
    examples: int = 1000,
    seed: int | None = None,
    coverage: Coverage | None = None,
    first: Iterable[Occasion] = (),
    database: ExampleDatabase | None = OF_THE_SETTINGS,
    **about: Unpack[AboutScenarios],
) -> int:
    """Raise Disagreement where `system` decides otherwise than the rules; returns how many scenarios it was asked.

    The system is a function that returns whether a decision is adopted. It gets what its parameters are
    named after: `decision` (a dict from attribute to value), `ballots` (for each body, each party's vote:
    "for", "against", "abstain" or "absent"; of interchangeable parties how many do what), `consents`,
    `casting`, `rulings`, `named`, `effects`, `date`, `state`, `readings`, the whole `record`, or the
    `occasion` with the model's own objects. Two parameters with other names get decision and ballots.

    Ambiguous clauses are read as `readings` says, or as intended; where neither does, ValueError asks.
    At most `examples` different questions are asked: first those that tell the rules from each small change of them,
    then those next to them across an edge, then such as are drawn, always the same ones unless `seed` says otherwise;
    or all that there are, where they are no more. Those asked about are added to `coverage`, which counts for each
    clause how often it applied, did not, and decided.

    Those that are to be asked `first` are, as `@example` would, such as `recorded` reads. What was found is kept in
    Hypothesis's example database, as its settings say unless `database` does, and asked before all others until it is
    answered rightly. What a system raises is raised again, at the smallest question found, with a note that tells it.
    """
    about["readings"] = settled_readings(specification, about.get("readings"))
    asking = asked_about(specification, when, **about)
    kept = _remembered(system, asking, database)
    before = () if kept is None else tuple(kept.questions())
    run = Run(caller(system), asking, (Exception,), coverage, first=(*first, *before))
    found: Exception | None = None
    raised: Exception | None = None
    try:
        run.compare(examples, seed)
    except Disagreement as one:
        found = one
        if kept is not None:
            kept.keep(one.occasion)
    except Exception as error:
        if run.broken is not error:
            raise
        raised = error
    if raised is not None:  # after its handling, else what is raised again would be told with it
        found = raised_again(run, raised)
    if kept is not None:
        for occasion in before:
            if run.agreed(occasion):
                kept.forget(occasion)
    if found is not None:
        raise found
    return run.asked


def _remembered(
    system: System, about: AskedAbout, database: ExampleDatabase | None
) -> Remembered | None:
    from hypothesis import settings

    default = settings.default
    if database is OF_THE_SETTINGS:
        database = None if default is None else default.database
    return None if database is None else Remembered.of(system, about, database)


def raised_again(run: Run, error: Exception) -> Exception:
    """What a system raised, as it raises it at the smallest question found, with a note that tells the question."""
    assert run.broken_at is not None
    most = run.asked + TO_MAKE_SMALL
    last = error

    def raises(occasion: Occasion) -> bool:
        nonlocal last
        if run.asked >= most:
            return False
        run.asked += 1
        try:
            answer(run.ask(occasion))
        except type(error) as other:
            last = other
            return True
        except Exception:
            return False
        return False

    alone = raises(run.broken_at)
    occasion = simplified(run.broken_at, raises) if alone else run.broken_at
    what = [say.RAISES] if alone else [say.RAISES, say.NOT_AGAIN]
    last.add_note(told_at(occasion, what))
    return last


@naming_options(AboutDecisions, like=asked_about)
def telling_scenarios(
    specification: Specification, when: When = None, **about: Unpack[AboutDecisions]
) -> tuple[Occasion, ...]:
    """The smallest votes that tell the rules from small changes of them, the most telling first, each once.

    As `assert_conforms` asks first; for a test of one's own, as in
    `@pytest.mark.parametrize("scenario", telling_scenarios(rules))`.
    """
    about["readings"] = settled_readings(specification, about.get("readings"))
    asking = asked_about(specification, when, **about)
    telling = TellingQuestions(specification, asking.places, asking.within)
    found: dict[Hashable, Occasion] = {}
    for occasion in telling.separating():
        if question_of(occasion) not in found:
            found[question_of(occasion)] = occasion
            telling.note(occasion)
    return tuple(found.values())


def settled_readings(
    specification: Specification, readings: Mapping[str, str] | None
) -> dict[str, str]:
    """A reading for each ambiguous clause: as given, or as intended; ValueError where neither says."""
    given = dict(readings or {})
    check_readings(specification, given)
    found = {**intended_readings(specification), **given}
    for name in ambiguous(specification):
        if name not in found:
            raise NoReading(name, tuple(r.name for r in specification.clause[name].readings))
    return found


def caller(system: System) -> Callable[[Occasion], object]:
    """The system as a function of an occasion, given what its parameters ask for."""
    try:
        parameters = list(inspect.signature(system).parameters.values())
    except (TypeError, ValueError):
        parameters = []
    kinds = (inspect.Parameter.POSITIONAL_OR_KEYWORD, inspect.Parameter.KEYWORD_ONLY)
    named = [p.name for p in parameters if p.kind in kinds]
    if named and all(name in OFFERED for name in named):
        return lambda occasion: system(**{name: offered(occasion, name) for name in named})
    needed = [p for p in parameters if p.default is inspect.Parameter.empty]
    if parameters and len(needed) > 2:
        strange = [name for name in named if name not in OFFERED]
        raise ValueError(say.unknown_parameters(strange, OFFERED))
    return lambda occasion: system(offered(occasion, "decision"), offered(occasion, "ballots"))


def offered(occasion: Occasion, name: str) -> object:
    """What a parameter of that name gets; empty where the record leaves it out."""
    if name == "occasion":
        return occasion
    whole = asked(occasion)
    if name == "record":
        return whole
    if name == "date":
        return occasion.day
    empty: object = [] if name in ("effects", "earlier") else {}
    return whole.get("votes" if name == "ballots" else name, empty)
