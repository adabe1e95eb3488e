"""Baselines: the findings that were there already, so that only new ones make a run fail."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Sequence

from policy_dsl.reading import OutsideRootError, read_bytes, root_of
from verifier.findings.finding import BaselineComparison, Finding, KnownFinding
from verifier.output.formats import json_text
from verifier.words import findings as words
from verifier.words.calls import unreadable

VERSION = 1
LARGEST = 200_000_000  # bytes


class BadBaseline(Exception):
    """Why a baseline can't be used, in words."""


def compared(findings: Sequence[Finding], baseline: Sequence[KnownFinding]) -> BaselineComparison:
    """Which findings a baseline knows. A finding that is there twice needs to be known twice."""
    left = Counter(each.fingerprint for each in baseline)
    known: list[Finding] = []
    new: list[Finding] = []
    for finding in findings:
        if not finding.counts:
            continue
        if left[finding.fingerprint]:
            left[finding.fingerprint] -= 1
            known.append(finding)
        else:
            new.append(finding)
    gone: list[KnownFinding] = []
    # Where something was not decided, what is not found may be there all the same.
    gone_open = any(finding.open for finding in findings)
    for each in reversed(() if gone_open else baseline):
        if left[each.fingerprint]:
            left[each.fingerprint] -= 1
            gone.append(each)
    return BaselineComparison(tuple(known), tuple(new), tuple(reversed(gone)), gone_open)


def written(findings: Sequence[Finding]) -> str:
    """A baseline of all findings that make a run fail, as the text of a file: an entry a finding, sorted."""
    entries = sorted(
        (
            {
                "rule": each.rule,
                "subject": each.subject,
                "fingerprint": each.fingerprint,
                "message": each.message,
            }
            for each in findings
            if each.counts
        ),
        key=lambda entry: (entry["rule"], entry["subject"], entry["fingerprint"]),
    )
    whole = {"tool": "vetoproof", "version": VERSION, "findings": entries}
    return f"{json_text(whole)}\n"


def read(path: str, root: str | None = None) -> tuple[KnownFinding, ...]:
    """The findings of a baseline, which lies in `root` or its own folder; BadBaseline where it is none."""
    try:
        data = read_bytes(path, root_of(path, root), LARGEST)
    except (OSError, ValueError, OutsideRootError) as error:
        raise BadBaseline(words.baseline_unreadable(path, unreadable(error))) from None
    try:
        whole = json.loads(data) if len(data) <= LARGEST else None
    except (ValueError, RecursionError) as error:
        raise BadBaseline(words.no_baseline(path)) from error
    if not isinstance(whole, dict) or whole.get("tool") != "vetoproof":
        raise BadBaseline(words.no_baseline(path))
    if whole.get("version") != VERSION:
        raise BadBaseline(words.other_version(path, VERSION))
    try:
        return tuple(
            KnownFinding(
                str(each["fingerprint"]),
                str(each["rule"]),
                str(each["subject"]),
                str(each["message"]),
            )
            for each in whole["findings"]
        )
    except (KeyError, TypeError) as error:
        raise BadBaseline(words.no_baseline(path)) from error
