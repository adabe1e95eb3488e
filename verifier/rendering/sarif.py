"""Findings as SARIF 2.1.0, which code scanning services and editors read."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from pathlib import PurePath
from typing import Any
from urllib.parse import quote

from policy_dsl.visible import escape, visible
from verifier.findings.finding import BaselineComparison, Finding, FindingPlace
from verifier.output.formats import json_text
from verifier.output.text import Printable
from verifier.rendering.wrapping import Spell, british
from verifier.version import __version__, z3_version
from verifier.words import findings as say

Json = Mapping[str, Any]

SCHEMA = (
    "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
)
FINGERPRINT = "vetoproof/v1"
_LINK = re.compile(r"(?<=\])\(")


def render(
    findings: Sequence[Finding],
    compared: BaselineComparison | None = None,
    faults: Sequence[str] = (),
    spell: Spell = british,
) -> Printable:
    """One run. What is wrong with the call is a notification; what went since the baseline is a result, absent."""
    names = {each.rule for each in findings}
    if compared is not None:
        names |= {each.rule for each in compared.gone}
    rules = sorted(names)
    results = [_result(each, rules.index(each.rule), compared) for each in findings]
    results += [] if compared is None else list(_gone(compared, rules))
    run = {
        "tool": {
            "driver": {
                "name": "vetoproof",
                "semanticVersion": __version__,
                "rules": [_rule(name, spell) for name in rules],
            },
            "extensions": [{"name": "z3", "version": z3_version()}],
        },
        "columnKind": "unicodeCodePoints",
        "invocations": [
            {
                "executionSuccessful": not faults,
                "toolExecutionNotifications": [
                    {"level": "error", "message": _text([fault])} for fault in faults
                ],
            }
        ],
        "results": results,
    }
    whole = {"$schema": SCHEMA, "version": "2.1.0", "runs": [run]}
    return json_text(whole)


def _text(lines: Sequence[str]) -> Json:
    """A message. Servers print it as it is, so hidden signs and commands are shown in it, not only escaped as JSON.

    They make a link of `[words](place)` there, wherever it leads, so no text of others may hold one.
    """
    return {"text": _LINK.sub(lambda found: escape(found[0]), "\n".join(map(visible, lines)))}


def _rule(name: str, spell: Spell) -> Json:
    return {"id": name, "shortDescription": _text([spell(say.rule(name))])}


def _result(it: Finding, index: int, compared: BaselineComparison | None) -> Json:
    found: dict[str, object] = {
        "ruleId": it.rule,
        "ruleIndex": index,
        "level": it.level.value,
        "message": _text([it.message, *it.story]),
        "locations": [
            {
                **_location(it.place),
                "logicalLocations": [{"name": it.subject, "kind": "declaration"}],
            }
        ],
        "partialFingerprints": {FINGERPRINT: it.fingerprint},
    }
    if it.related:
        found["relatedLocations"] = [
            {"id": number, "message": _text([place.text or say.AT_A_PLACE]), **_location(place)}
            for number, place in enumerate(it.related, 1)
        ]
    if it.suppressed is not None:
        found["suppressions"] = [{"kind": "inSource", "justification": visible(it.suppressed)}]
    if compared is not None and it.counts:
        found["baselineState"] = "unchanged" if it in compared.known else "new"
    return found


def _gone(compared: BaselineComparison, rules: Sequence[str]) -> Iterator[Json]:
    for each in compared.gone:
        yield {
            "ruleId": each.rule,
            "ruleIndex": rules.index(each.rule),
            "level": "none",
            "kind": "pass",
            "message": _text([each.message]),
            "partialFingerprints": {FINGERPRINT: each.fingerprint},
            "baselineState": "absent",
        }


def _location(place: FindingPlace) -> Json:
    where: dict[str, object] = {"artifactLocation": {"uri": _uri(place.file)}}
    if place.line:
        column = {"startColumn": place.column} if place.column else {}
        where["region"] = {"startLine": place.line, **column}
    return {"physicalLocation": where}


def _uri(file: str) -> str:
    path = PurePath(file)
    return path.as_uri() if path.is_absolute() else quote(path.as_posix(), errors="surrogateescape")
