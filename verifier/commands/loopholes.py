"""`vetoproof loopholes`: every minimal way round what a property protects."""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING

from policy_dsl.records import dataclass, field, replace
from verifier import exits
from verifier.commands.documents import DOCUMENTS, add_format, tell_parts
from verifier.commands.options import (
    add_as_properties,
    add_limits,
    day,
    in_time,
    limits_of,
    positive,
)
from verifier.commands.progress import progress_on_terminal
from verifier.commands.reporting import MACHINES, Settled, add_baseline, rendered, settle
from verifier.commands.saying import say_faults, say_wrong_files
from verifier.loopholes import MOST
from verifier.output.streams import out

if TYPE_CHECKING:
    from policy_dsl.loading import Loaded
    from policy_dsl.model import Specification
    from verifier.findings.finding import Finding
    from verifier.rendering.wrapping import Part, Spell
    from verifier.results.loopholes import Loophole, PropertyLoopholes


def add_parser(subparsers: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Describe the command."""
    it = subparsers.add_parser(
        "loopholes",
        help="how can what a property protects be got round?",
        description="List every minimal way round what block, consent and `requires` properties protect, whether they "
        "hold or fail: exemptions, other powers, other forms, wrong rulings, absence, readings, other times, "
        "rules or seats changed first, and any of these together. Exit "
        "code: 0 none but accepted ones, 1 one that is not accepted, 2 the specification or the call is wrong, "
        "3 something stayed undetermined.",
    )
    it.add_argument("file", metavar="FILE", help="a specification")
    it.add_argument(
        "properties", nargs="*", metavar="PROPERTY", help="only these properties (default: all)"
    )
    add_format(it, "json", *MACHINES)
    it.add_argument(
        "--most",
        type=positive,
        default=MOST,
        metavar="N",
        help=f"list at most N a property (default: {MOST})",
    )
    it.add_argument("--show", metavar="NAME", help="one way round in full, such as policy_veto/2")
    it.add_argument("--all", action="store_true", help="all ways round, claim by claim")
    it.add_argument(
        "-v",
        "--verbose",
        action="store_true",
        help="claim by claim, with what is known of each, and its story",
    )
    it.add_argument(
        "--today",
        type=day,
        metavar="DATE",
        help="the day that acceptances are judged by (default: today)",
    )
    add_as_properties(it)
    add_baseline(it)
    add_limits(it)
    it.set_defaults(run=run, refuse=refuse)


@dataclass
class LoopholesRun:
    """What came of a call."""

    results: list[PropertyLoopholes] = field(default_factory=list)
    refused: list[Loaded] = field(default_factory=list)
    faults: list[str] = field(default_factory=list)
    aside: list[str] = field(default_factory=list)
    shown: Loophole | None = None
    specification: Specification | None = None
    settled: Settled = field(default_factory=Settled)
    spell: Spell | None = None

    @property
    def findings(self) -> tuple[Finding, ...]:
        """The ways round, and the acceptances that have nothing left to accept."""
        from verifier.findings.collecting import of_loopholes

        title = "" if self.specification is None else self.specification.title
        found = of_loopholes(title, self.results)
        return found if self.spell is None else tuple(each.spelt(self.spell) for each in found)

    @property
    def code(self) -> int:
        """The exit code."""
        from verifier.results.loopholes import settled

        codes = [exits.WRONG for _ in (*self.refused, *self.faults)]
        for result in self.results:
            if not settled(result):
                codes.append(exits.OPEN)
        if self.settled.fails(
            any(r.stale or any(w.accepted is None for w in r.loopholes) for r in self.results)
        ):
            codes.append(exits.FINDING)
        return exits.worst(codes)


def run(arguments: argparse.Namespace) -> int:
    """Search, print, and tell."""
    from policy_dsl.loading import examine

    done = LoopholesRun()
    with in_time(arguments):
        loaded = examine(arguments.file, arguments.root)
        if loaded.specification is None:
            done.refused.append(loaded)
        else:
            _search(arguments, loaded.specification, done)
    done.settled = settle(arguments, lambda: done.findings, not (done.refused or done.faults))
    done.faults += done.settled.faults
    _print(arguments, done)
    return done.code


def _search(
    arguments: argparse.Namespace, specification: Specification, done: LoopholesRun
) -> None:
    from verifier.loopholes.finding import find_all
    from verifier.loopholes.openings import left_aside, protection
    from verifier.loopholes.searching import Search
    from verifier.rendering.wrapping import spelling_of
    from verifier.words.calls import no_property
    from verifier.words.loopholes import protects_nothing

    done.specification = specification
    done.spell = spelling_of(specification)
    known = {prop.name: prop for prop in specification.properties}
    done.faults += [no_property(name, known) for name in arguments.properties if name not in known]
    if arguments.properties:
        wanted = [known[name] for name in arguments.properties if name in known]
        done.faults += [
            protects_nothing(p.name, left_aside(p)) for p in wanted if protection(p) is None
        ]
    else:
        wanted = list(specification.properties)
        done.aside += [p.name for p in wanted if left_aside(p)]
    today = arguments.today or date.today()
    # Fewer are listed, not looked for: what a way round is called depends on which others there are.
    most = max(MOST, arguments.most)
    search = Search(specification, limits_of(arguments), most, today, changes=True)
    with progress_on_terminal(len(wanted), "properties") as progress:
        done.results += find_all(search, wanted, progress)
    if arguments.show is not None:
        _show(arguments.show, done)


def _show(name: str, done: LoopholesRun) -> None:
    """The finding of that name, which may be its number or the beginning of its content."""
    from verifier.loopholes.naming import is_called
    from verifier.words.loopholes import no_finding

    findings = [each for result in done.results for each in result.loopholes]
    done.shown = next((each for each in findings if is_called(name, each)), None)
    if done.shown is None:
        prop = name.rpartition("/")[0]
        alike = [each.name for each in findings if each.property == prop]
        done.faults.append(no_finding(name, alike or [each.name for each in findings]))


def _listed(done: LoopholesRun, most: int) -> list[PropertyLoopholes]:
    """The results with at most so many ways round each property; or with the one that is asked for."""
    if done.shown is not None:
        return [
            replace(each, loopholes=(done.shown,))
            for each in done.results
            if done.shown in each.loopholes
        ]
    return [
        replace(each, loopholes=each.loopholes[:most], more=each.more or len(each.loopholes) > most)
        for each in done.results
    ]


def refuse(arguments: argparse.Namespace, faults: Sequence[str]) -> None:
    """Say what is wrong, in the format that is asked for."""
    _print(arguments, LoopholesRun(faults=list(faults)))


def _print(arguments: argparse.Namespace, done: LoopholesRun) -> None:
    if arguments.format == "json":
        from verifier.answers.loopholes import render_json

        out(render_json(_listed(done, arguments.most), done.refused, done.faults))
        return
    say_wrong_files(done.refused)
    say_faults("loopholes", done.faults)
    if arguments.format in MACHINES:
        from verifier.findings.collecting import of_files

        findings = (*of_files(done.refused), *done.findings)
        out(rendered(arguments.format, findings, done.settled, done.faults, done.spell))
        return
    if arguments.as_properties and done.specification is not None:
        listed = _listed(done, arguments.most)
        print_properties(arguments, "loopholes", done.specification, listed)
        return
    if done.results or not (done.refused or done.faults):
        parts = _told(arguments, done)
        if arguments.format in DOCUMENTS:
            tell_parts(arguments.format, parts, "loopholes")
        else:
            from verifier.rendering.wrapping import in_text

            out(in_text(parts))


def print_properties(
    arguments: argparse.Namespace,
    command: str,
    specification: Specification,
    results: Sequence[PropertyLoopholes],
) -> None:
    """What is said of ways round properties, as properties."""
    from verifier.checking.meaningful import meaningful
    from verifier.loopholes.statements import statements
    from verifier.rendering.statements import render_properties

    said = statements(specification, results)
    with in_time(arguments):
        said = meaningful(specification, said, limits_of(arguments))
    out(render_properties(specification, command, said))


def _told(arguments: argparse.Namespace, done: LoopholesRun) -> tuple[Part, ...]:
    from verifier.rendering.loopholes_text import told, told_one
    from verifier.rendering.wrapping import Detail, british

    spell = done.spell or british
    if done.shown is not None:
        result = next(each for each in done.results if done.shown in each.loopholes)
        others = [
            each.name
            for other in done.results
            for each in other.loopholes
            if each.content == done.shown.content and other is not result
        ]
        return told_one(done.shown, result, others, arguments.verbose, spell)
    assert done.specification is not None  # else there would be errors in place of results
    chosen = Detail.ALL if arguments.all else Detail.SCREEN
    whole = arguments.verbose or (arguments.format in DOCUMENTS and not arguments.all)
    detail = Detail.STORIES if whole else chosen
    heading = f"{done.specification.title} ({done.specification.file})"
    return told(_listed(done, arguments.most), detail, heading, spell, done.aside)
