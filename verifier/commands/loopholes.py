"""`vetoproof loopholes`: every minimal way round what a property protects."""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING

from policy_dsl.records import dataclass, replace
from verifier.commands.documents import DOCUMENTS, add_format
from verifier.commands.options import (
    add_as_properties,
    add_jobs,
    add_limits,
    add_today,
    helpers_of,
    limits_of,
    positive,
)
from verifier.commands.progress import progress_on_terminal
from verifier.commands.reporting import MACHINES, add_baseline
from verifier.commands.shell import AnswerWithJson, Command
from verifier.loopholes import MOST
from verifier.output.text import Printable

if TYPE_CHECKING:
    from policy_dsl.model import Property, Specification
    from verifier.answers.errors import Error
    from verifier.findings.finding import Finding
    from verifier.rendering.wrapping import Spell, TextPart
    from verifier.results.loopholes import Loophole, PropertyLoopholes
    from verifier.results.statement import Statement


def _options(it: argparse.ArgumentParser) -> None:
    it.add_argument("file", metavar="FILE", help="a specification")
    it.add_argument(
        "properties", nargs="*", metavar="PROPERTY", help="only these properties (default: all)"
    )
    # As `check` has it.
    it.add_argument(
        "--property",
        dest="named",
        action="append",
        default=[],
        metavar="NAME",
        help=argparse.SUPPRESS,
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
    add_today(it, "acceptances")
    add_as_properties(it)
    add_baseline(it)
    add_jobs(it)
    add_limits(it)


@dataclass(frozen=True)
class LoopholesAnswer(AnswerWithJson):
    """The ways round each property; `shown` is the one that is asked for. `said` is of them as properties, if asked.

    `aside` are claims that somebody can block round which no ways were looked for.
    """

    results: tuple[PropertyLoopholes, ...] = ()
    specification: Specification | None = None
    shown: Loophole | None = None
    said: tuple[Statement, ...] = ()
    aside: tuple[str, ...] = ()

    @property
    def found(self) -> bool:
        """A way round is not accepted, or an acceptance has nothing left to accept."""
        return any(
            each.stale or any(way.accepted is None for way in each.loopholes)
            for each in self.results
        )

    @property
    def open(self) -> bool:
        """A limit kept something open."""
        from verifier.results.loopholes import settled

        return not all(map(settled, self.results))

    def as_json(self, errors: Sequence[Error]) -> Printable:
        """The ways round, or the one that is asked for."""
        from verifier.answers.loopholes import render_json

        return render_json(self._listed(), errors)

    def parts(self) -> Sequence[TextPart]:
        """The ways round, as much of them as is asked for."""
        if self.specification is None or (self.wrong and not self.results):
            return ()
        from verifier.rendering.loopholes_text import told, told_one
        from verifier.rendering.wrapping import Detail

        it, shown = self.arguments, self.shown
        if shown is not None:
            result = next(each for each in self.results if shown in each.loopholes)
            others = [
                each.name
                for other in self.results
                for each in other.loopholes
                if each.content == shown.content and other is not result
            ]
            return told_one(shown, result, others, it.verbose, self.spell())
        chosen = Detail.ALL if it.all else Detail.SCREEN
        whole = it.verbose or (it.format in DOCUMENTS and not it.all)
        heading = f"{self.specification.title} ({self.specification.file})"
        detail = Detail.STORIES if whole else chosen
        return told(self._listed(), detail, heading, self.spell(), self.aside)

    def properties(self) -> Printable | None:
        """What is said of ways round properties, as properties."""
        if self.specification is None:
            return None
        from verifier.rendering.statements import render_properties

        return render_properties(self.specification, "loopholes", self.said)

    def findings(self) -> tuple[Finding, ...]:
        """The ways round, and the acceptances that have nothing left to accept."""
        from verifier.findings.collecting import of_loopholes

        title = "" if self.specification is None else self.specification.title
        spell = self.spell()
        return tuple(each.spelt(spell) for each in of_loopholes(title, self.results))

    def spell(self) -> Spell:
        """As the specification is spelt."""
        from verifier.rendering.wrapping import british, spelling_of

        return british if self.specification is None else spelling_of(self.specification)

    def _listed(self) -> list[PropertyLoopholes]:
        return _listed(self.results, self.shown, self.arguments.most)


def _listed(
    results: Sequence[PropertyLoopholes], shown: Loophole | None, most: int
) -> list[PropertyLoopholes]:
    """The results with at most so many ways round each property; or with the one that is asked for."""
    if shown is not None:
        return [replace(each, loopholes=(shown,)) for each in results if shown in each.loopholes]
    return [
        replace(each, loopholes=each.loopholes[:most], more=each.more or len(each.loopholes) > most)
        for each in results
    ]


def _loopholes(arguments: argparse.Namespace) -> LoopholesAnswer:
    from policy_dsl.loading import examine
    from verifier.loopholes.openings import left_aside, protection
    from verifier.words.calls import no_property
    from verifier.words.loopholes import protects_nothing

    loaded = examine(arguments.file, arguments.root)
    specification = loaded.specification
    if specification is None:
        return LoopholesAnswer(arguments, (loaded,))
    known = {prop.name: prop for prop in specification.properties}
    asked = list(dict.fromkeys((*arguments.properties, *arguments.named)))
    faults = [no_property(name, known) for name in asked if name not in known]
    wanted = None
    aside: tuple[str, ...] = ()
    if asked:
        wanted = [known[name] for name in asked if name in known]
        faults += [
            protects_nothing(prop.name, left_aside(prop))
            for prop in wanted
            if protection(prop) is None
        ]
    else:
        aside = tuple(prop.name for prop in specification.properties if left_aside(prop))
    # Fewer are listed, not looked for: what a way round is called depends on which others there are.
    most = max(MOST, arguments.most)
    results = ways_round(arguments, specification, wanted, most)
    shown = None
    if arguments.show is not None:
        shown = _called(arguments.show, results)
        faults += [] if shown is not None else [_not_there(arguments.show, results)]
    said: Sequence[Statement] = ()
    if arguments.as_properties:
        said = as_statements(arguments, specification, _listed(results, shown, arguments.most))
    return LoopholesAnswer(
        arguments, (), (), tuple(faults), results, specification, shown, tuple(said), aside
    )


def ways_round(
    arguments: argparse.Namespace,
    specification: Specification,
    wanted: Sequence[Property] | None = None,
    most: int = MOST,
) -> tuple[PropertyLoopholes, ...]:
    """The ways round these properties, or round all (None), with at most so many for each."""
    from verifier.loopholes.finding import find_all
    from verifier.loopholes.searching import Search

    properties = specification.properties if wanted is None else wanted
    today = arguments.today or date.today()
    search = Search(specification, limits_of(arguments), most, today, changes=True)
    with progress_on_terminal(len(properties), "properties") as progress:
        return find_all(search, properties, progress, helpers_of(arguments))


def as_statements(
    arguments: argparse.Namespace,
    specification: Specification,
    results: Sequence[PropertyLoopholes],
) -> Sequence[Statement]:
    """What is said of ways round properties that is a claim of the language."""
    from verifier.checking.meaningful import meaningful
    from verifier.loopholes.statements import statements

    said = statements(specification, results)
    return meaningful(specification, said, limits_of(arguments))


def _called(name: str, results: Sequence[PropertyLoopholes]) -> Loophole | None:
    """The finding of that name, which may be its number or the beginning of its content."""
    from verifier.loopholes.naming import is_called

    findings = (each for result in results for each in result.loopholes)
    return next((each for each in findings if is_called(name, each)), None)


def _not_there(name: str, results: Sequence[PropertyLoopholes]) -> str:
    """That there is no finding of a name, and which there are."""
    from verifier.words.loopholes import no_finding

    findings = [each for result in results for each in result.loopholes]
    prop = name.rpartition("/")[0]
    alike = [each.name for each in findings if each.property == prop]
    return no_finding(name, alike or [each.name for each in findings])


COMMAND = Command(
    name="loopholes",
    help="how can what a property protects be got round?",
    description="List every minimal way round what block, consent and `requires` properties protect, whether they "
    "hold or fail: exemptions, other powers, other forms, wrong rulings, absence, readings, other times, "
    "rules or seats changed first, and any of these together. Exit "
    "code: 0 none but accepted ones, 1 one that is not accepted, 2 the specification or the call is wrong, "
    "3 something stayed undetermined.",
    options=_options,
    answer=_loopholes,
    kind=LoopholesAnswer,
)
