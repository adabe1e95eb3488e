"""Does the story of a way round show what its heading says? By the interpreter alone: `heading_faults`."""

from __future__ import annotations

from collections.abc import Iterator

from policy_dsl.decisions import ruled
from policy_dsl.interpreter import Outcome, condition_holds, decide, requirement_met
from policy_dsl.model import ExceptionTo, Number, Property, Specification
from policy_dsl.model.traverse import condition_of_claim
from tests.loopholes.brute_openings import Forms, Opened, protects
from verifier.loopholes.results import Loophole

__all__ = ["heading_faults"]


def heading_faults(spec: Specification, prop: Property, it: Loophole) -> list[str]:
    """What of the heading the story does not show. For ways that change nothing first."""
    scenario = it.scenario
    given = (spec, scenario.state, scenario.readings, scenario.decision, scenario.ballots)
    outcome = decide(*given)
    named: Opened = frozenset((each.kind, each.name) for each in it.openings)
    found = [*_power(prop, it, outcome, named)]
    asked = protects(prop)
    assert asked is not None
    if asked.claimed is not None and requirement_met(*given, asked.claimed, facts=True):
        found.append("what is required is there")
    shown = {*_exempt(spec, it, outcome), *_misread(spec, prop, it), *_misruled(it)}
    kinds = ("exemption", "reading", "classification")
    if shown != {each for each in named if each[0] in kinds}:
        found.append(f"shows {sorted(shown)}")
    found += _form(spec, prop, it, named)
    return found


def _power(prop: Property, it: Loophole, outcome: Outcome, named: Opened) -> Iterator[str]:
    if it.power not in outcome.adopted_by:
        yield f"not adopted by {it.power}"
    if it.scenario.power != it.power or not it.scenario.text[-1].endswith(f"power {it.power}."):
        yield f"not told of {it.power}"
    if prop.under not in (None, it.power):
        yield f"not under {prop.under}"
    routes = {name for kind, name in named if kind == "route"}
    if not routes <= {it.power}:
        yield f"{it.power} is not {routes}"


def _exempt(spec: Specification, it: Loophole, outcome: Outcome) -> Iterator[tuple[str, str]]:
    for clause, each in zip(spec.clauses, outcome.clauses, strict=True):
        if isinstance(clause, ExceptionTo) and each.in_force and each.active:
            yield "exemption", clause.name


def _misread(spec: Specification, prop: Property, it: Loophole) -> Iterator[tuple[str, str]]:
    for name, reading in it.scenario.readings.items():
        intended = [r.name for r in spec.clause[name].readings if r.intended]
        if name not in dict(prop.fixed_readings) and intended and intended[0] != reading:
            yield "reading", f"{reading} of {name}"


def _misruled(it: Loophole) -> Iterator[tuple[str, str]]:
    put = it.scenario.decision
    cells = [c for them in put.cells.values() for c, n in them.items() if n]
    for name, ruling in put.rulings.items():
        if ruling != put.facts[name] or any((name in c) != (ruled(name) in c) for c in cells):
            yield "classification", name


def _form(spec: Specification, prop: Property, it: Loophole, named: Opened) -> Iterator[str]:
    """In a form that the property names it would be protected; it has another where that is open, or exempt."""
    put, state = it.scenario.decision, it.scenario.state
    own = condition_holds(spec, state, put, condition_of_claim(prop.claim), True)
    forms = {each for each in named if each[0] in ("form", "splitting")}
    if own and forms:
        yield "it has a form that the property names"
    if any(kind == "exemption" for kind, _ in named):
        return

    def differ(values: dict[str, object]) -> set[tuple[str, str]]:
        return {
            ("splitting" if isinstance(spec.attribute[name].type, Number) else "form", name)
            for name, value in values.items()
            if put.facts[name] != value
        }

    if not own and not any(
        differ(dict(each)) == forms for each in Forms(spec, state, prop).of(put)
    ):
        yield f"it is not {sorted(forms)} that it differs in"
