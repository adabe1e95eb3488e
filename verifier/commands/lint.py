"""`vetoproof lint`: what is wrong with rules, without any property written."""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING

from policy_dsl.records import dataclass, field, replace
from verifier import exits
from verifier.commands.documents import DOCUMENTS, add_format, tell_parts
from verifier.commands.files import loaded_files, specification_files
from verifier.commands.options import add_as_properties, add_limits, day, in_time, limits_of
from verifier.commands.reporting import MACHINES, Settled, add_baseline, rendered, settle, spelt
from verifier.commands.saying import say_faults, say_wrong_files
from verifier.output.streams import out
from verifier.output.text import blocks

if TYPE_CHECKING:
    from policy_dsl.loading import Loaded
    from policy_dsl.model import Specification
    from verifier.findings.finding import Finding
    from verifier.rendering.wrapping import Part, Spellings
    from verifier.results.lint import LintResult


def add_parser(subparsers: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Describe the command."""
    it = subparsers.add_parser(
        "lint",
        help="gaps, clashes, clauses that do nothing, votes that never matter",
        description="Look for what rules say and perhaps should not, without any property written. What is known and "
        "accepted is waived, with the reason, in a file beside the specification (FILE.lint.toml). Exit code: 0 no "
        "finding that is not waived, 1 some, 2 the specification, the waivers or the call is wrong, 3 something "
        "stayed undetermined.",
    )
    it.add_argument(
        "paths", nargs="+", metavar="FILE|FOLDER", help="specifications, or folders of them"
    )
    it.add_argument(
        "--only", action="append", metavar="CODE", help="look for this only, as VL03 (repeatable)"
    )
    it.add_argument(
        "--at", type=day, metavar="DATE", help="look at this day only (default: all times)"
    )
    it.add_argument(
        "--today",
        type=day,
        metavar="DATE",
        help="the day that waivers are judged by (default: today)",
    )
    add_format(it, "json", *MACHINES)
    it.add_argument(
        "--show", metavar="NAME", help="one finding in full, such as VL06/1, or 'VL06 Board'"
    )
    it.add_argument(
        "-v",
        "--all",
        action="store_true",
        help="all findings in full, also where that is more than a screen",
    )
    add_as_properties(it, "show")
    add_baseline(it)
    add_limits(it)
    it.set_defaults(run=run, refuse=refuse)


@dataclass
class LintRun:
    """What came of a call."""

    results: list[LintResult] = field(default_factory=list)
    looked_at: list[Specification] = field(default_factory=list)  # one for each result
    refused: list[Loaded] = field(default_factory=list)
    faults: list[str] = field(default_factory=list)
    settled: Settled = field(default_factory=Settled)
    spelt: Spellings = field(default_factory=dict)

    @property
    def findings(self) -> tuple[Finding, ...]:
        """What was found, waived or not."""
        from verifier.findings.collecting import of_lint

        return spelt(self.results, lambda result: of_lint([result]), self.spelt)

    @property
    def code(self) -> int:
        """The exit code."""
        codes = [exits.WRONG for _ in (*self.refused, *self.faults)]
        for result in self.results:
            if result.open:
                codes.append(exits.OPEN)
            if any(each.internal for each in result.open):
                codes.append(exits.INTERNAL)
        if self.settled.fails(any(result.standing for result in self.results)):
            codes.append(exits.FINDING)
        return exits.worst(codes)


def run(arguments: argparse.Namespace) -> int:
    """Look, print, and tell."""
    from verifier.rendering.wrapping import spellings
    from verifier.words.lint import TITLES, no_code

    done = LintRun()
    only = arguments.only or list(TITLES)
    done.faults += [no_code(code) for code in only if code not in TITLES]
    if not done.faults:
        given = specification_files(arguments.paths, arguments.root)
        done.faults += given.faults
        with in_time(arguments):
            for _, loaded in loaded_files(given, arguments.paths):
                if loaded.specification is None:
                    done.refused.append(loaded)
                else:
                    done.spelt = {**done.spelt, **spellings(loaded.specification)}
                    _look(arguments, loaded.specification, tuple(only), done)
    done.faults += dict.fromkeys(
        each.reason for result in done.results for each in result.open if each.internal
    )
    if arguments.show is not None and not any(it.called(arguments.show) for it in done.results):
        from verifier.words.lint_telling import no_finding

        known = dict.fromkeys(name for it in done.results for name in it.names)
        done.faults.append(no_finding(arguments.show, list(known)))
    done.settled = settle(arguments, lambda: done.findings, not (done.refused or done.faults))
    done.faults += done.settled.faults
    _print(arguments, done)
    return done.code


def _look(
    arguments: argparse.Namespace,
    specification: Specification,
    only: tuple[str, ...],
    done: LintRun,
) -> None:
    from verifier.linting.running import Asked, lint
    from verifier.linting.waiving import WaiverError, read_waivers

    try:
        waivers = read_waivers(specification)
    except WaiverError as error:
        done.faults.append(str(error))
        return
    today = arguments.today or date.today()
    asked = Asked(today, only, limits_of(arguments), arguments.at)
    done.results.append(lint(specification, asked, waivers))
    done.looked_at.append(specification)


def refuse(arguments: argparse.Namespace, faults: Sequence[str]) -> None:
    """Say what is wrong, in the format that is asked for."""
    _print(arguments, LintRun(faults=list(faults)))


def _print(arguments: argparse.Namespace, done: LintRun) -> None:
    if arguments.format == "json":
        from verifier.answers.lint import render_json

        out(render_json(_listed(arguments.show, done), done.refused, done.faults))
        return

    say_wrong_files(done.refused)
    say_faults("lint", done.faults)
    if arguments.format in MACHINES:
        from verifier.findings.collecting import of_files
        from verifier.rendering.wrapping import common

        findings = (*of_files(done.refused), *done.findings)
        spell = common([result.file for result in done.results], done.spelt)
        out(rendered(arguments.format, findings, done.settled, done.faults, spell))
        return
    if arguments.as_properties:
        from verifier.rendering.statements import render_properties

        found = [
            (it, result.statements) for it, result in zip(done.looked_at, done.results, strict=True)
        ]
        texts = [render_properties(it, "lint", said) for it, said in found if said]
        if texts:
            out(blocks(texts))
        return
    parts = _told(arguments, done)
    if parts and arguments.format in DOCUMENTS:
        tell_parts(arguments.format, parts, "lint")
    elif parts:
        from verifier.rendering.wrapping import in_text

        out(in_text(parts))


def _listed(name: str | None, done: LintRun) -> list[LintResult]:
    """The results; with the findings of that name only, if one is asked for."""
    if name is None:
        return done.results
    return [replace(it, findings=it.called(name)) for it in done.results]


def _told(arguments: argparse.Namespace, done: LintRun) -> tuple[Part, ...]:
    from verifier.rendering.lint_text import told, told_one

    if arguments.show is not None:
        return told_one(arguments.show, done.results, done.spelt, arguments.at)
    full = arguments.all or arguments.format in DOCUMENTS
    return told(done.results, full, done.spelt, arguments.at)
