"""Loopholes as JSON, by the schema in verifier/schemas/loopholes.schema.json."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, assert_never

from policy_dsl import wording
from policy_dsl.loading import Loaded
from policy_dsl.model import ALWAYS
from verifier.loopholes.results import (
    Conditions,
    Enough,
    Loophole,
    NotSettled,
    PropertyLoopholes,
    Supporters,
)
from verifier.output.formats import json_text
from verifier.output.text import Printable
from verifier.rendering.json_text import Json, errors_json, scenario_json


def render_json(
    results: Sequence[PropertyLoopholes],
    refused: Sequence[Loaded] = (),
    faults: Sequence[str] = (),
) -> Printable:
    """One JSON object: `loopholes` of all properties, `properties` with their totals, and `errors`."""
    whole = {
        "loopholes": [loophole_json(each) for result in results for each in result.loopholes],
        "properties": [_property(result) for result in results],
        "errors": errors_json(refused, faults),
    }
    return json_text(whole)


def loophole_json(it: Loophole) -> Json:
    """One finding: the way that is told of it, and those that differ from it in detail."""
    return {
        "name": it.name,
        "content": it.content,
        "property": it.property,
        **_way(it),
        "variants": [_way(each) for each in it.variants],
    }


def conditions_json(it: Conditions) -> Json:
    """Which decisions go a way: conditions of the language, null for all, and where judges rule as things are."""
    return {
        "condition": None if it.of_facts == ALWAYS else wording.condition(it.of_facts),
        "ruled": None if it.of_rulings is None else wording.condition(it.of_rulings),
        "every": it.every,
    }


def _way(it: Loophole) -> Json:
    weakest = it.weakest
    return {
        "openings": [
            {
                "kind": o.kind,
                "name": o.name,
                "text": o.text,
                "file": o.file or None,
                "line": o.line or None,
                "opened_by": list(o.opened_by),
            }
            for o in it.openings
        ],
        "power": it.power,
        "clauses": list(it.clauses),
        **conditions_json(it.under),
        **_enough(it.enough),
        "accepted": None
        if it.accepted is None
        else {
            "because": it.accepted.because,
            "until": None if it.accepted.until is None else it.accepted.until.isoformat(),
            "file": it.accepted.file,
            "line": it.accepted.line,
        },
        "before_protection": it.before_protection,
        "steps": list(it.steps),
        "meetings": [{"text": m.text, "power": m.power, **_enough(m.enough)} for m in it.meetings],
        "open": list(it.open),
        "scenario": scenario_json(it.scenario),
        "weakest": None
        if weakest is None
        else {
            "source": weakest.source.value,
            "what": weakest.what,
            "file": weakest.file,
            "line": weakest.line,
        },
    }


def _enough(it: Enough) -> dict[str, Any]:
    return {
        "supporters": _supporters(it.opposed),
        "supporters_if_others_are_silent": _supporters(it.silent),
        "supporters_while": it.acting or None,
        "supporters_for_every_decision": _settled(it.every),
    }


def _settled(it: bool | NotSettled) -> bool | Json:
    return {"undetermined": it.reason} if isinstance(it, NotSettled) else it


def _supporters(it: Supporters | NotSettled | None) -> Json | None:
    match it:
        case None:
            return None
        case Supporters(number, who):
            return {"number": number, "who": list(who)}
        case NotSettled(reason):
            return {"undetermined": reason}
        case _:
            assert_never(it)


def _property(it: PropertyLoopholes) -> Json:
    return {
        "name": it.property,
        "title": it.title,
        "claim": it.claim,
        "protected": it.protected,
        "count": len(it.loopholes),
        "more": it.more,
        "undetermined": it.undetermined,
        "opened": list(it.opened),
        "shut": list(it.shut),
        "stale_acceptances": [
            {"kind": s.kind, "name": s.name, "reason": s.reason, "file": s.file, "line": s.line}
            for s in it.stale
        ],
        "assumptions": list(it.assumptions),
        "file": it.file,
        "line": it.line,
    }
