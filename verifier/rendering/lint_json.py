"""Findings as JSON, by the schema in verifier/schemas/lint.schema.json."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from policy_dsl.loading import Loaded
from verifier.linting.results import Finding, LintResult, Waiver
from verifier.output.formats import json_text
from verifier.output.text import Printable
from verifier.rendering.json_text import error_json
from verifier.words.lint import TITLES

Json = Mapping[str, Any]


def render_json(
    results: Sequence[LintResult], refused: Sequence[Loaded] = (), faults: Sequence[str] = ()
) -> Printable:
    """One JSON object: `specifications`, and `errors` with what kept others from being looked at."""
    errors = [error_json(d) for loaded in refused for d in loaded.diagnostics]
    errors += [
        {"code": None, "message": fault, "file": None, "line": None, "column": None}
        for fault in faults
    ]
    whole = {"specifications": [_result(result) for result in results], "errors": errors}
    return json_text(whole)


def _result(it: LintResult) -> Json:
    coverage = it.coverage
    return {
        "file": it.file,
        "title": it.title,
        "findings": [_finding(finding) for finding in it.findings],
        "coverage": None
        if coverage is None
        else {
            "covered": list(coverage.covered),
            "uncovered": list(coverage.uncovered),
            "open": list(coverage.open),
            "percent": coverage.hundredths,
        },
        "not_decided": [
            {"code": each.code, "subject": each.subject, "reason": each.reason} for each in it.open
        ],
    }


def _finding(it: Finding) -> Json:
    return {
        "code": it.code,
        "title": TITLES[it.code],
        "kind": it.kind,
        "subject": it.subject,
        "file": it.file,
        "line": it.line,
        "why": it.why,
        "instead": it.instead,
        "story": list(it.story),
        "mentions": [{"text": m.text, "file": m.file, "line": m.line} for m in it.mentions],
        "of_some": it.of_some,
        "at_all_times": it.everywhere,
        "times": [
            {
                "from": None if start is None else start.isoformat(),
                "before": None if end is None else end.isoformat(),
            }
            for start, end in it.times
        ],
        "waived": None if it.waived is None else _waiver(it.waived),
    }


def _waiver(it: Waiver) -> Json:
    return {
        "because": it.because,
        "until": None if it.until is None else it.until.isoformat(),
        "file": it.file,
        "line": it.line,
    }
