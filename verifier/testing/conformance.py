"""Does a system decide as the rules do? A disagreement is shown as the smallest scenario found, with its clause."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

from policy_dsl.model import Specification
from policy_dsl.records import dataclass
from policy_dsl.state import State
from verifier.output.formats import json_line
from verifier.output.text import Printable, stacked
from verifier.records.coverage import Coverage
from verifier.records.decisive import decisive
from verifier.records.occasion import Occasion, ambiguous, intended_readings
from verifier.records.plain import ADOPTED, NOT_ADOPTED, asked, record
from verifier.records.telling import situation
from verifier.rendering.wrapping import Spell, printed, spelling_of
from verifier.testing.selecting import When
from verifier.testing.simplifying import simplified
from verifier.testing.strategies import check_readings, scenarios
from verifier.words import conforming as say

System = Callable[..., object]

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


class Disagreement(AssertionError):
    """The system and the rules differ. `occasion` is where, `answer` what the system said (True: adopted)."""

    def __init__(self, occasion: Occasion, answer: bool, before: tuple[str, ...] = ()) -> None:
        self.occasion = occasion
        self.answer = answer
        self.before = before
        self.told = explained(occasion, answer, before)
        super().__init__(self.told)


class NoReading(ValueError):
    """An ambiguous clause, of which nothing says how the system reads it."""

    def __init__(self, clause: str, readings: tuple[str, ...]) -> None:
        super().__init__(say.several_readings(clause, readings, option=False))
        self.clause = clause
        self.readings = readings


class NoAnswer(TypeError):
    """The system returned something that does not say whether the decision is adopted."""


def assert_conforms(
    system: System,
    specification: Specification,
    *,
    when: When = None,
    on: date | None = None,
    state: State | None = None,
    readings: Mapping[str, str] | None = None,
    effects: bool = False,
    rulings: bool = False,
    uncounted: bool = False,
    examples: int = 1000,
    seed: int | None = None,
    coverage: Coverage | None = None,
) -> int:
    """Raise Disagreement where `system` decides otherwise than the rules; returns how many scenarios it was asked.

    The system is a function that returns whether a decision is adopted. It gets what its parameters are
    named after: `decision` (a dict from attribute to value), `ballots` (for each body, each party's vote:
    "for", "against", "abstain" or "absent"; of interchangeable parties how many do what), `consents`,
    `casting`, `rulings`, `named`, `effects`, `date`, `state`, `readings`, the whole `record`, or the
    `occasion` with the model's own objects. Two parameters with other names get decision and ballots.

    Ambiguous clauses are read as `readings` says, or as intended; where neither does, ValueError asks.
    `examples` scenarios are drawn, always the same ones unless `seed` says otherwise; those asked about are
    added to `coverage`, which counts for each clause how often it applied, did not, and decided.
    """
    read = settled_readings(specification, readings)
    ask = caller(system)
    drawn = scenarios(
        specification,
        when,
        on=on,
        state=state,
        readings=read,
        effects=effects,
        rulings=rulings,
        uncounted=uncounted,
    )
    run = Run(ask, coverage=coverage)
    run.compare(drawn, examples, seed)
    return run.asked


class _BrokenError(Exception):
    """The system can't be asked any more; why is kept elsewhere."""


@dataclass
class Run:
    """Asking a system again and again, until it disagrees or has been asked enough."""

    ask: Callable[[Occasion], object]
    fatal: tuple[type[Exception], ...] = ()  # what ends the comparison at once
    coverage: Coverage | None = None  # to which every question is added
    asked: int = 0
    broken: Exception | None = None
    found: Disagreement | None = None  # the plainest so far

    def compare(
        self, drawn: Any, examples: int, seed: int | None = None, shrink: bool = True
    ) -> None:
        """Raise the smallest disagreement found (not `shrink`: the first one, made plain)."""
        from hypothesis import HealthCheck, Phase, Verbosity, given, settings
        from hypothesis import seed as seeded
        from hypothesis.errors import Flaky

        @settings(
            max_examples=examples,
            derandomize=seed is None,
            database=None,
            deadline=None,
            print_blob=False,
            report_multiple_bugs=False,
            verbosity=Verbosity.quiet,
            phases=(Phase.generate, *((Phase.shrink,) if shrink else ())),
            suppress_health_check=list(HealthCheck),
        )
        @given(drawn)
        def agrees(occasion: Occasion) -> None:
            said = self.said(occasion)
            if self.coverage is not None:
                self.coverage.add(occasion)
            if said is None:  # it is of no use to go on asking, but Hypothesis would
                raise _BrokenError
            if said is not occasion.adopted:
                self.found = Disagreement(occasion, said)
                raise self.found

        test = agrees if seed is None else seeded(seed)(agrees)
        try:
            test()
        except Disagreement as found:
            smallest = self.simplest(found)
        except (_BrokenError, Flaky) as flaky:
            if self.broken is not None:
                raise self.broken from None
            raise AssertionError(say.now_so_now_so(flaky)) from None
        else:
            return
        raise smallest

    def said(self, occasion: Occasion) -> bool | None:
        """What the system answers; None once it is broken."""
        if self.broken is None:
            self.asked += 1
            try:
                return answer(self.ask(occasion))
            except self.fatal as error:
                self.broken = error
        return None

    def simplest(self, found: Disagreement) -> Disagreement:
        """The disagreement told by the plainest scenario that shows one."""

        def differs(occasion: Occasion) -> bool:
            said = self.said(occasion)
            return said is not None and said is not occasion.adopted

        occasion = simplified(found.occasion, differs)
        return Disagreement(occasion, not occasion.adopted)


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


def answer(said: object) -> bool:
    """Adopted or not, as a system says it; NotAnAnswer for anything else."""
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
