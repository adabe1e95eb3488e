"""Findings as GitHub's workflow commands: annotations beside the lines of a pull request."""

from __future__ import annotations

from collections.abc import Sequence

from verifier.findings.finding import BaselineComparison, Finding
from verifier.output.formats import WorkflowCommand, commands
from verifier.output.text import Printable
from verifier.rendering.wrapping import Spell, british
from verifier.words import findings as say


def render(
    findings: Sequence[Finding],
    compared: BaselineComparison | None = None,
    faults: Sequence[str] = (),
    spell: Spell = british,
) -> Printable:
    """A line each; what is accepted, or known to the baseline, is left out."""
    known = () if compared is None else compared.known
    shown = [each for each in findings if each.suppressed is None and each not in known]
    found = [_command(each, spell) for each in shown]
    found += [WorkflowCommand("error", {}, [fault]) for fault in faults]
    return commands(found)


def _command(it: Finding, spell: Spell) -> WorkflowCommand:
    place = {"file": it.place.file}
    if it.place.line:
        place["line"] = str(it.place.line)
    if it.place.column:
        place["col"] = str(it.place.column)
    place["title"] = (
        f"{it.subject}: {spell(say.rule(it.rule))}" if it.subject != it.rule else it.rule
    )
    return WorkflowCommand(it.level.value, place, [it.message, *it.story])
