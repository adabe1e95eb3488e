"""`vetoproof lint`: what is wrong with rules, without any property written."""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING

from policy_dsl.records import dataclass, field, replace
from verifier.commands.documents import DOCUMENTS, add_format
from verifier.commands.files import loaded_files, specification_files
from verifier.commands.options import add_as_properties, add_limits, add_today, day, limits_of
from verifier.commands.reporting import MACHINES, add_baseline, spelt
from verifier.commands.shell import AnswerWithJson, Command
from verifier.output.text import Printable, blocks

if TYPE_CHECKING:
    from policy_dsl.model import Specification
    from verifier.answers.errors import Error
    from verifier.findings.finding import Finding
    from verifier.rendering.wrapping import Spell, Spellings, TextPart
    from verifier.results.lint import LintResult


def _options(it: argparse.ArgumentParser) -> None:
    it.add_argument(
        "paths", nargs="+", metavar="FILE|FOLDER", help="specifications, or folders of them"
    )
    it.add_argument(
        "--only", action="append", metavar="CODE", help="look for this only, as VL03 (repeatable)"
    )
    it.add_argument(
        "--at", type=day, metavar="DATE", help="look at this day only (default: all times)"
    )
    add_today(it, "waivers")
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


@dataclass(frozen=True)
class LintAnswer(AnswerWithJson):
    """What is found in each specification (`looked_at`), waived or not."""

    results: tuple[LintResult, ...] = ()
    looked_at: tuple[Specification, ...] = ()
    spelt: Spellings = field(default_factory=dict)

    @property
    def found(self) -> bool:
        """There is something that is not waived."""
        return any(result.standing for result in self.results)

    @property
    def open(self) -> bool:
        """A limit kept something open."""
        return any(result.open for result in self.results)

    @property
    def internal(self) -> bool:
        """Two evaluations of the rules disagree."""
        return any(each.internal for result in self.results for each in result.open)

    def as_json(self, errors: Sequence[Error]) -> Printable:
        """What is found, or of that what is asked for by name."""
        from verifier.answers.lint import render_json

        name = self.arguments.show
        listed = self.results
        if name is not None:
            listed = tuple(replace(it, findings=it.called(name)) for it in listed)
        return render_json(listed, errors)

    def parts(self) -> Sequence[TextPart]:
        """What is found, as much of it as is asked for."""
        from verifier.rendering.lint_text import told, told_one

        it = self.arguments
        if it.show is not None:
            return told_one(it.show, self.results, self.spelt, it.at)
        return told(self.results, it.all or it.format in DOCUMENTS, self.spelt, it.at)

    def properties(self) -> Printable | None:
        """What is found that is a claim of the language."""
        from verifier.rendering.statements import render_properties

        found = zip(self.looked_at, self.results, strict=True)
        said = [(it, result.statements) for it, result in found if result.statements]
        return blocks(render_properties(it, "lint", each) for it, each in said) if said else None

    def findings(self) -> tuple[Finding, ...]:
        """What is found, waived or not."""
        from verifier.findings.collecting import of_lint

        return spelt(self.results, lambda result: of_lint([result]), self.spelt)

    def spell(self) -> Spell:
        """As the files are spelt, if they agree."""
        from verifier.rendering.wrapping import common

        return common([result.file for result in self.results], self.spelt)


def _lint(arguments: argparse.Namespace) -> LintAnswer:
    from verifier.linting.every_check import LintOptions, lint
    from verifier.linting.waiving import WaiverError, read_waivers
    from verifier.rendering.wrapping import spellings
    from verifier.words.lint import TITLES, no_code

    only = tuple(arguments.only or TITLES)
    unknown = [no_code(code) for code in only if code not in TITLES]
    if unknown:
        return LintAnswer(arguments, faults=(*unknown, *_not_there(arguments, ())))
    asked = LintOptions(arguments.today or date.today(), only, limits_of(arguments), arguments.at)
    given = specification_files(arguments.paths, arguments.root)
    files = [loaded for _, loaded in loaded_files(given, arguments.paths)]
    faults = list(given.faults)
    results, looked_at = [], []
    for loaded in files:
        if loaded.specification is None:
            continue
        try:
            waivers = read_waivers(loaded.specification)
        except WaiverError as error:
            faults.append(str(error))
        else:
            results.append(lint(loaded.specification, asked, waivers))
            looked_at.append(loaded.specification)
    faults += dict.fromkeys(
        each.reason for result in results for each in result.open if each.internal
    )
    faults += _not_there(arguments, results)
    return LintAnswer(
        arguments,
        tuple(each for each in files if each.specification is None),
        (),
        tuple(faults),
        tuple(results),
        tuple(looked_at),
        spellings(*(each.specification for each in files if each.specification is not None)),
    )


def _not_there(arguments: argparse.Namespace, results: Sequence[LintResult]) -> list[str]:
    """That there is no finding of the name that is asked for."""
    if arguments.show is None or any(it.called(arguments.show) for it in results):
        return []
    from verifier.words.lint_telling import no_finding

    known = dict.fromkeys(name for it in results for name in it.names)
    return [no_finding(arguments.show, list(known))]


COMMAND = Command(
    name="lint",
    help="gaps, clashes, clauses that do nothing, votes that never matter",
    description="Look for what rules say and perhaps should not, without any property written. What is known and "
    "accepted is waived, with the reason, in a file beside the specification (FILE.lint.toml). Exit code: 0 no "
    "finding that is not waived, 1 some, 2 the specification, the waivers or the call is wrong, 3 something "
    "stayed undetermined.",
    options=_options,
    answer=_lint,
    kind=LintAnswer,
)
