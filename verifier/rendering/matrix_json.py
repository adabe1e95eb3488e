"""The matrix as JSON, by the schema in verifier/schemas/matrix.schema.json."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from policy_dsl import wording
from policy_dsl.loading import Loaded
from policy_dsl.model import ALWAYS
from verifier.matrix.results import Cell, Matrix, Row, Scale, Span, Way
from verifier.output.formats import json_text
from verifier.output.text import Printable
from verifier.rendering.json_text import error_json

Json = Mapping[str, Any]


def render_json(
    results: Sequence[Matrix], refused: Sequence[Loaded] = (), faults: Sequence[str] = ()
) -> Printable:
    """One JSON object: `matrices`, and `errors` with what kept others from being made."""
    errors = [error_json(d) for loaded in refused for d in loaded.diagnostics]
    errors += [
        {"code": None, "message": fault, "file": None, "line": None, "column": None}
        for fault in faults
    ]
    whole = {"matrices": [matrix_json(each) for each in results], "errors": errors}
    return json_text(whole)


def matrix_json(it: Matrix) -> Json:
    """The matrix at one time."""
    return {
        "file": it.file,
        "title": it.title,
        "from": None if it.start is None else it.start.isoformat(),
        "before": None if it.end is None else it.end.isoformat(),
        "rows": [_row(row) for row in it.rows],
        "no_power_may": it.never or None,
        "decided": it.decided,
        "more": it.more,
        "left_out": [{"power": each.power, "number": each.number} for each in it.left_out],
        "undetermined": it.undetermined,
        "undescribed": list(it.undescribed),
    }


def _row(it: Row) -> Json:
    return {
        "decision": it.text,
        "when": None if it.condition == ALWAYS else wording.condition(it.condition),
        "exact": it.exact,
        "cells": [_cell(cell) for cell in it.cells],
        "exceptions": list(it.exemptions),
        "recusals": list(it.recusals),
        "prohibitions": list(it.prohibitions),
        "because": it.because or None,
        "power": it.power or None,
        "applying": list(it.applying),
    }


def _cell(it: Cell) -> Json:
    return {
        "readings": [dict(reading) for reading in it.readings],
        "powers": [_way(way) for way in it.ways],
        "can_pass": it.can_pass,
        "can_block_alone": [
            {"parties": list(h.parties), "each_of": h.number, "always": h.always}
            for h in it.holders
        ],
        "block": _span(it.block),
        "carry": _span(it.carry),
        "undetermined": it.undetermined,
        "because": it.because or None,
        "scale": None if it.scale is None else _scale(it.scale),
    }


def _scale(it: Scale) -> Json:
    return {
        "attribute": it.attribute,
        "of": list(it.parties),
        "steps": [
            {
                "from": step.low,
                "to": step.high,
                "can_pass": step.passes,
                "block": step.block,
                "carry": step.carry,
            }
            for step in it.steps
        ],
        "left_out": it.left_out,
    }


def _way(it: Way) -> Json:
    return {
        "power": it.power,
        "title": it.title,
        "requires": it.text,
        "limits": [
            {"kind": x.kind, "name": x.name, "requires": x.text, "file": x.file, "line": x.line}
            for x in it.limits
        ],
        "file": it.file,
        "line": it.line,
    }


def _span(it: Span | None) -> Json | None:
    return None if it is None else {"least": it.least, "most": it.most, "decided": not it.open}
