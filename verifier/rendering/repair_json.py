"""Repairs as JSON, by the schema in verifier/schemas/repair.schema.json."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from policy_dsl.loading import Loaded
from verifier.loopholes.results import Opening, PropertyLoopholes
from verifier.output.formats import json_text
from verifier.output.text import Printable
from verifier.rendering.diff_json import decisions_json
from verifier.rendering.json_text import errors_json
from verifier.repair.results import PropertyRepairs, Repair, Way
from verifier.words import repair as words


def render_json(
    result: PropertyRepairs | None, refused: Sequence[Loaded] = (), faults: Sequence[str] = ()
) -> Printable:
    """One JSON object: the property, its `ways` round and the `repairs`, and `errors`."""
    whole: dict[str, Any] = {} if result is None else _property(result)
    return json_text({**whole, "errors": errors_json(refused, faults)})


def render_list(
    results: Sequence[PropertyLoopholes], refused: Sequence[Loaded] = (), faults: Sequence[str] = ()
) -> Printable:
    """One JSON object: the `properties` that can be got round, with the names of the ways, and `errors`."""
    whole = {
        "properties": [
            {
                "name": each.property,
                "title": each.title,
                "file": each.file,
                "line": each.line,
                "ways": [way.name for way in each.loopholes if way.accepted is None],
                "more": each.more,
                "undetermined": each.undetermined,
            }
            for each in results
        ]
    }
    return json_text({**whole, "errors": errors_json(refused, faults)})


def _property(it: PropertyRepairs) -> dict[str, Any]:
    return {
        "property": it.property,
        "title": it.title,
        "claim": it.claim,
        "protected": it.protected,
        "verdict": it.verdict.value,
        "file": it.file,
        "line": it.line,
        "ways": [_way(each) for each in it.ways],
        "repairs": [_repair(number, each) for number, each in enumerate(it.repairs, 1)],
        "closed_by_none": [_way(each) for each in it.closed_by_none],
        "perhaps_closed": [_way(each) for each in it.perhaps_closed],
        "unsettled": [
            {"text": each.text, "file": each.file, "line": each.line, "reason": each.reason}
            for each in it.unsettled
        ],
        "past": [_way(each) for each in it.past],
        "tried": it.tried,
        "more": it.more,
        "undetermined": list(it.undetermined),
    }


def _way(it: Way) -> Any:
    return {
        "name": it.name or None,
        "openings": _openings(it.openings),
        "variants": [_openings(each) for each in it.variants],
    }


def _openings(them: Sequence[Opening]) -> Any:
    return [
        {
            "kind": o.kind,
            "name": o.name,
            "text": o.text,
            "file": o.file or None,
            "line": o.line or None,
        }
        for o in them
    ]


def _repair(number: int, it: Repair) -> Any:
    return {
        "number": number,
        "kind": it.kind,
        "text": it.text,
        "file": it.file,
        "line": it.line,
        "diff": list(it.diff),
        "size": it.size,
        "closes": [_way(each) for each in it.closes],
        "opens": [_way(each) for each in it.opens],
        "left": it.left,
        "left_open": it.left_open,
        "need_more": it.need_more,
        "verdict": it.verdict.value,
        "breaks": it.breaks,
        "changes": [
            {
                "property": c.name,
                "before": c.before.value,
                "after": c.after.value,
                "breaks": c.breaks,
                "unexpected": c.unexpected,
            }
            for c in it.changes
        ],
        "costs": [
            {
                "kind": c.kind,
                "text": words.cost(c),
                **decisions_json(c.condition, c.readings),
                "every": c.every,
                "parties": list(c.parties),
            }
            for c in it.costs
        ],
        "undetermined": list(it.open),
        "cut": list(it.cut),
    }
