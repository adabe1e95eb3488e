"""Results as JSON: the same facts as the text, by the schema in verifier/schemas/check.schema.json."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from policy_dsl.diagnostics import Diagnostic
from policy_dsl.loading import Loaded
from verifier.answers.declared import written
from verifier.answers.errors import errors, of_file
from verifier.output.formats import json_text
from verifier.output.text import Printable
from verifier.results import (
    ClauseLine,
    PropertyResult,
    Scenario,
    SpecificationResult,
    StateResult,
    Support,
)

Json = Mapping[str, Any]


def render_json(
    results: Sequence[SpecificationResult],
    refused: Sequence[Loaded] = (),
    faults: Sequence[str] = (),
) -> Printable:
    """One JSON object: `specifications`, and `errors` with what kept others from being checked."""
    whole = {
        "specifications": [specification_json(r) for r in results],
        "errors": errors_json(refused, faults),
    }
    return json_text(whole)


def errors_json(refused: Sequence[Loaded], faults: Sequence[str]) -> list[Json]:
    """What is wrong with files, and with the call."""
    return [written(each) for each in errors(refused, faults)]


def error_json(diagnostic: Diagnostic) -> Json:
    """What is wrong with a file."""
    it: Json = written(of_file(diagnostic))
    return it


def specification_json(result: SpecificationResult) -> Json:
    """A specification's results."""
    return {
        "file": result.file,
        "title": result.title,
        "properties": [property_json(prop) for prop in result.properties],
    }


def property_json(prop: PropertyResult) -> Json:
    """A property's result."""
    return {
        "name": prop.name,
        "title": prop.title,
        "file": prop.file,
        "line": prop.line,
        "claim": prop.claim,
        "verdict": prop.verdict.value,
        "expected": prop.expected.value,
        "expected_because": prop.expected_because,
        "as_expected": prop.as_expected,
        "reason": prop.reason or None,
        "rests_on": [support_json(s) for s in prop.rests_on],
        "in_the_way": [support_json(s) for s in prop.in_the_way],
        "assumptions": [
            {
                "text": a.text,
                "kind": a.kind,
                "name": a.name,
                "file": a.file or None,
                "line": a.line or None,
            }
            for a in prop.assumptions
        ],
        "readings": [dict(reading) for reading in prop.readings],
        "readings_complete": prop.readings_complete,
        "open": list(prop.open),
        "scenario": None if prop.scenario is None else scenario_json(prop.scenario),
        "loopholes": None
        if prop.loopholes is None
        else {
            "number": prop.loopholes.number,
            "names": list(prop.loopholes.names),
            "more": prop.loopholes.more,
            "open": prop.loopholes.open,
            "smallest": list(prop.loopholes.smallest),
            "may_change": prop.loopholes.may_change,
        },
        "states": [_state(state) for state in prop.states],
        **_second_opinion(prop),
    }


def _second_opinion(prop: PropertyResult) -> Json:
    """Only where one was asked for."""
    opinion = prop.second_opinion
    if opinion is None:
        return {}
    return {
        "second_solver": {"confirmed": not opinion.open, "unanswered": opinion.open},
    }


def support_json(support: Support) -> Json:
    """Something that an answer rests on."""
    return {
        "kind": support.kind,
        "name": support.name,
        "text": support.text,
        "file": support.file,
        "line": support.line,
        "assumed": support.assumed,
    }


def _day(it: date | None) -> str | None:
    return None if it is None else it.isoformat()


def _state(state: StateResult) -> Json:
    return {
        "from": _day(state.start),
        "before": _day(state.end),
        "verdict": state.verdict.value,
        "reason": state.reason or None,
        "readings": [dict(reading) for reading in state.readings],
        "bases": [[support_json(s) for s in base] for base in state.bases],
        "single_points_of_failure": [support_json(s) for s in state.in_every_basis],
        "bases_complete": state.bases_complete,
        "open": list(state.open),
        **_chosen(state),
    }


def _chosen(state: StateResult) -> Json:
    """Only of claims about some choice of several."""
    if not state.chosen:
        return {}
    return {
        "chosen": [
            {"members": list(each.members), "readings": dict(each.readings)}
            for each in state.chosen
        ]
    }


def scenario_json(scenario: Scenario) -> Json:
    """A scenario; `date` is the first day on which it can happen (null: any before `before`)."""
    return {
        "date": _day(scenario.start),
        "before": _day(scenario.end),
        "readings": dict(scenario.readings),
        "decision": {
            "attributes": dict(scenario.attributes),
            "rulings": dict(scenario.rulings),
            "effects": list(scenario.effects),
        },
        "coalition": list(scenario.coalition),
        "votes": [
            {"body": v.body, "who": list(v.who), "vote": v.vote, "number": v.number}
            for v in scenario.votes
        ],
        "consents": list(scenario.consents),
        "casting_votes": dict(scenario.casting),
        "power": scenario.power,
        "clauses": [clause_json(line) for line in scenario.clauses],
        "outcome": scenario.outcome,
        "earlier": [scenario_json(each) for each in scenario.earlier],
        **({} if scenario.otherwise is None else {"otherwise": scenario_json(scenario.otherwise)}),
        "text": "\n".join(scenario.text),
    }


def clause_json(line: ClauseLine) -> Json:
    """What a clause did."""
    return {
        "kind": line.kind,
        "name": line.name,
        "title": line.title,
        "applied": line.applied,
        "why": line.why,
        "file": line.file,
        "line": line.line,
    }
