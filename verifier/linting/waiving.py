"""Waivers: findings that are known and accepted, each with its reason, in a file beside the specification.

For `board.policy` that file is `board.lint.toml`. Each entry says which finding is meant and why it may stay:

    [[waive]]
    code = "VL06"
    subject = "Board"
    because = "the partners agreed that whoever comes counts"
    until = 2027-01-01
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping, Sequence
from datetime import date, datetime
from pathlib import Path

from policy_dsl.model import Specification
from policy_dsl.reading import OutsideRootError, own_folder, read_bytes
from policy_dsl.records import replace
from policy_dsl.source import lines_of
from verifier.results.lint import LintFinding, OpenQuestion, Waiver
from verifier.words import lint as words
from verifier.words import waivers as said
from verifier.words.calls import not_read

LARGEST = 20_000_000  # bytes
KEYS = ("code", "subject", "because", "until")


class WaiverError(Exception):
    """A file of waivers that cannot be used; the message says what is wrong, in plain words."""


def waiver_file(specification: str) -> Path:
    """Where the waivers of a specification stand."""
    path = Path(specification)
    name = path.name.removesuffix(".md").removesuffix(".policy")
    return path.with_name(f"{name}.lint.toml")


def read_waivers(specification: Specification) -> tuple[Waiver, ...]:
    """All waivers of a specification; none where there is no such file."""
    path = waiver_file(specification.file)
    try:
        data = read_bytes(str(path), specification.root or own_folder(str(path)), LARGEST)
    except FileNotFoundError:
        return ()
    except (OSError, ValueError, OutsideRootError) as error:
        raise WaiverError(not_read(str(path), error)) from None
    if len(data) > LARGEST:
        raise WaiverError(said.too_many_waivers(str(path), LARGEST // 10**6))
    try:
        text = data.decode("utf-8-sig")
        given = tomllib.loads(text)
    except RecursionError:
        raise WaiverError(said.nested_waivers(str(path))) from None
    except ValueError as error:
        raise WaiverError(said.not_toml(str(path), str(error))) from None
    entries = given.pop("waive", [])
    if given or not isinstance(entries, list):
        raise WaiverError(said.only_waive(str(path), sorted(given)))
    lines = [n for n, line in enumerate(lines_of(text), 1) if line.strip() == "[[waive]]"]
    lines += [1] * (len(entries) - len(lines))
    return tuple(
        _waiver(str(path), line, entry) for line, entry in zip(lines, entries, strict=False)
    )


def _waiver(file: str, line: int, entry: object) -> Waiver:
    if not isinstance(entry, Mapping):
        raise WaiverError(said.not_a_waiver(file, line))
    unknown = sorted(set(entry) - set(KEYS))
    if unknown:
        raise WaiverError(said.unknown_key(file, line, unknown[0], KEYS))
    texts = {}
    for key in KEYS[:3]:
        value = entry.get(key)
        if not isinstance(value, str) or not value.strip():
            raise WaiverError(said.missing_key(file, line, key))
        texts[key] = value
    if texts["code"] not in words.TITLES:
        raise WaiverError(said.unknown_code(file, line, texts["code"]))
    until = entry.get("until")
    if until is not None and (not isinstance(until, date) or isinstance(until, datetime)):
        raise WaiverError(said.not_a_day(file, line))
    return Waiver(texts["code"], texts["subject"], texts["because"], until, file, line)


def waived(
    findings: Sequence[LintFinding],
    waivers: Sequence[Waiver],
    today: date,
    asked: Sequence[str],
    not_decided: Sequence[OpenQuestion] = (),
) -> tuple[tuple[LintFinding, ...], tuple[OpenQuestion, ...]]:
    """The findings with their waivers, and a finding (VL11) for each waiver that is of no use any more.

    Of checks that were not `asked` for nothing is known, so their waivers are left alone. Whether a waiver is of use
    is open itself, where there are questions `not_decided` with its code and it waives nothing so far.
    """
    used: set[Waiver] = set()
    found: list[LintFinding] = []
    for finding in findings:
        waiver = next((w for w in waivers if _fits(w, finding)), None)
        if waiver is None:
            found.append(finding)
            continue
        used.add(waiver)
        past = waiver.until is not None and waiver.until < today
        found.append(finding if past else replace(finding, waived=waiver))
    if words.WAIVER not in asked:
        return tuple(found), ()
    unsettled: list[OpenQuestion] = []
    for waiver in waivers:
        past = waiver.until is not None and waiver.until < today
        if waiver.code not in asked or (waiver in used and not past):
            continue
        why = next((each.reason for each in not_decided if each.code == waiver.code), None)
        if not past and why is not None:
            unsettled.append(OpenQuestion(words.WAIVER, f"{waiver.code} {waiver.subject}", why))
            continue
        found.append(
            LintFinding(
                words.WAIVER,
                "waiver",
                f"{waiver.code} {waiver.subject}",
                waiver.file,
                waiver.line,
                why := words.waiver_past(waiver)
                if waiver in used
                else words.waives_nothing(waiver),
                words.INSTEAD_OF_WAIVER,
                why,
            )
        )
    return tuple(found), tuple(unsettled)


def _fits(waiver: Waiver, finding: LintFinding) -> bool:
    return (waiver.code, waiver.subject) == (finding.code, finding.subject)
