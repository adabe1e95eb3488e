"""Findings as GitHub's workflow commands: annotations beside the lines of a pull request."""

from __future__ import annotations

from collections.abc import Sequence

from verifier.findings.baseline import Compared
from verifier.findings.finding import Finding
from verifier.rendering.wrapping import Spell, british
from verifier.words import findings as say


def render(
    findings: Sequence[Finding],
    compared: Compared | None = None,
    faults: Sequence[str] = (),
    spell: Spell = british,
) -> str:
    """A line each; what is accepted, or known to the baseline, is left out."""
    known = () if compared is None else compared.known
    shown = [each for each in findings if each.suppressed is None and each not in known]
    lines = [_line(each, spell) for each in shown]
    lines += [f"::error::{_data(fault)}" for fault in faults]
    return "\n".join(lines)


def _line(it: Finding, spell: Spell) -> str:
    place = {"file": it.place.file}
    if it.place.line:
        place["line"] = str(it.place.line)
    if it.place.column:
        place["col"] = str(it.place.column)
    place["title"] = (
        f"{it.subject}: {spell(say.rule(it.rule))}" if it.subject != it.rule else it.rule
    )
    properties = ",".join(f"{name}={_property(value)}" for name, value in place.items())
    return f"::{it.level.value} {properties}::{_data(chr(10).join([it.message, *it.story]))}"


def _data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")
