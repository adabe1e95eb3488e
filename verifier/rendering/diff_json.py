"""A comparison as JSON, by the schema in verifier/schemas/diff.schema.json."""

from __future__ import annotations

from collections.abc import Sequence

from policy_dsl import wording
from policy_dsl.loading import Loaded
from policy_dsl.model import ALWAYS, Condition
from verifier.diffing.results import (
    Comparison,
    Counted,
    DecisionClass,
    LoopholeChange,
    PropertyChange,
    Readings,
    Shown,
    StandingChange,
    Stretch,
)
from verifier.output.formats import json_text
from verifier.output.text import Printable
from verifier.rendering.json_text import Json, errors_json, scenario_json
from verifier.rendering.loopholes_json import conditions_json
from verifier.results import Scenario
from verifier.words import diffing as say


def render_json(
    it: Comparison | None, refused: Sequence[Loaded] = (), faults: Sequence[str] = ()
) -> Printable:
    """One JSON object: `comparison` (null where there is none), and `errors`."""
    whole = {
        "comparison": None if it is None else comparison_json(it),
        "errors": errors_json(refused, faults),
    }
    return json_text(whole)


def comparison_json(it: Comparison) -> Json:
    """A comparison."""
    return {
        "old": {"file": it.old_file, "title": it.old_title},
        "new": {"file": it.new_file, "title": it.new_title},
        "answer": it.answer.value,
        "text": say.answer(it),
        "stretches": [stretch_json(each) for each in it.stretches],
        "classes": [_class(each) for each in it.classes],
        "standings": [_standing(each) for each in it.standings],
        "seats": [
            {
                "kind": each.kind,
                "party": each.party,
                "where": each.where,
                "before": each.before,
                "now": each.now,
                "stretches": [stretch_json(s) for s in each.stretches],
            }
            for each in it.seats
        ],
        "quorums": list(it.quorums),
        "counts": [_count(each) for each in it.counts],
        "properties": [_property(each) for each in it.properties],
        "loopholes": [_loophole(each) for each in it.loopholes],
        "renamed": [
            {"kind": each.kind, "old": each.old, "new": each.new, "why": each.why}
            for each in it.renamed
        ],
        "one_sided": [
            {
                "side": each.side.value,
                "kind": each.kind,
                "name": each.name,
                "text": each.text,
                "file": each.file,
                "line": each.line,
            }
            for each in it.one_sided
        ],
        "redeclared": [
            {"kind": each.kind, "name": each.name, "text": each.text} for each in it.redeclared
        ],
        "undetermined": list(it.undetermined),
        "cut": list(it.cut),
    }


def stretch_json(it: Stretch) -> Json:
    """A stretch of time; null where it is open."""
    return {
        "from": None if it.start is None else it.start.isoformat(),
        "before": None if it.end is None else it.end.isoformat(),
    }


def _shown(it: Shown) -> Json:
    return {
        "passes": it.passes.value,
        "old": scenario_json(it.old),
        "new": scenario_json(it.new),
    }


def decisions_json(condition: Condition, readings: Readings) -> Json:
    """Which decisions are meant: a condition of the language, null for all; and how clauses are read."""
    return {
        "condition": None if condition == ALWAYS else wording.condition(condition),
        "readings": {clause: list(them) for clause, them in readings},
    }


def _class(it: DecisionClass) -> Json:
    return {
        "fate": it.fate.value,
        "text": say.fate(it),
        **decisions_json(it.condition, it.readings),
        "every": it.every,
        "easier": it.easier,
        "harder": it.harder,
        "stretches": [stretch_json(each) for each in it.stretches],
        "examples": [_shown(each) for each in it.shown],
    }


def _standing(it: StandingChange) -> Json:
    return {
        "standing": it.standing.value,
        "gained": it.gained,
        "parties": list(it.parties),
        "text": say.standing(it),
        **decisions_json(it.condition, it.readings),
        "every": it.every,
        "stretches": [stretch_json(each) for each in it.stretches],
        "example": None if it.shown is None else _shown(it.shown),
    }


def _count(it: Counted) -> Json:
    counted = it.why_not is None
    return {
        "stretch": stretch_json(it.stretch),
        "text": say.counted(it),
        "not_counted": it.why_not,
        "decisions": it.decisions if counted else None,
        "readings": it.readings if counted else None,
        "ballots": it.ballots if counted else None,
        "situations": it.situations if counted else None,
        "now_pass": it.now_pass if counted else None,
        "now_fail": it.now_fail if counted else None,
    }


def _scenario(it: Scenario | None) -> Json | None:
    return None if it is None else scenario_json(it)


def _property(it: PropertyChange) -> Json:
    return {
        "change": it.kind.value,
        "name": it.name,
        "old_name": it.old_name or None,
        "title": it.title,
        "text": say.prop(it),
        "claim": it.claim or None,
        "old_claim": it.old_claim or None,
        "old_verdict": None if it.old_verdict is None else it.old_verdict.value,
        "new_verdict": None if it.new_verdict is None else it.new_verdict.value,
        "old_scenario": _scenario(it.old_scenario),
        "new_scenario": _scenario(it.new_scenario),
        "file": it.file,
        "line": it.line,
    }


def _loophole(it: LoopholeChange) -> Json:
    return {
        "change": it.kind.value,
        "property": it.property,
        "text": say.loophole(it),
        "openings": list(it.openings),
        **conditions_json(it.under),
        "power": it.power,
        "scenario": scenario_json(it.scenario),
        "file": it.file or None,
        "line": it.line or None,
    }
