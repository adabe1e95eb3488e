"""What check, loopholes and lint have in common: formats for build servers, and baselines."""

from __future__ import annotations

import argparse
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Protocol, TypeVar

from policy_dsl.records import dataclass
from verifier.output.streams import err_lines
from verifier.output.text import Printable
from verifier.writing import write_whole

if TYPE_CHECKING:
    from verifier.findings.finding import BaselineComparison, Finding
    from verifier.rendering.wrapping import Spell, Spellings

# Formats that hold findings of any command.
MACHINES = ("sarif", "github")


def add_baseline(parser: argparse.ArgumentParser) -> None:
    """The options for baselines."""
    parser.add_argument(
        "--baseline",
        metavar="FILE",
        help="fail only for findings that this file does not know; list those that went",
    )
    parser.add_argument(
        "--write-baseline",
        metavar="FILE",
        help="write all findings of this run to a file, for later runs to know",
    )


@dataclass(frozen=True)
class Settled:
    """A run's findings against its baseline (None: there is none), and what is wrong with the baseline."""

    compared: BaselineComparison | None = None
    faults: tuple[str, ...] = ()

    def fails(self, otherwise: bool) -> bool:
        """Whether there is a finding that makes the run fail; without a baseline as `otherwise`."""
        return otherwise if self.compared is None else bool(self.compared.new)


class _OfAFile(Protocol):
    @property
    def file(self) -> str: ...


_Result = TypeVar("_Result", bound=_OfAFile)


def spelt(
    results: Sequence[_Result],
    findings_of: Callable[[_Result], Sequence[Finding]],
    spellings: Spellings,
) -> tuple[Finding, ...]:
    """The findings of some results, each in the spelling of its specification."""
    found: list[Finding] = []
    for result in results:
        spell = spellings.get(result.file)
        each = findings_of(result)
        found += each if spell is None else [finding.spelt(spell) for finding in each]
    return tuple(found)


def settle(
    arguments: argparse.Namespace, findings_of: Callable[[], Sequence[Finding]], complete: bool
) -> Settled:
    """Read the baseline, or write it; a run that was not `complete` writes none.

    Says on the error channel what is new, known or gone, so that the output stays what it is asked to be.
    """
    if not hasattr(arguments, "baseline"):  # of a command that has none
        return Settled()
    if arguments.baseline is None and arguments.write_baseline is None:
        return Settled()
    from verifier.findings.baseline import BadBaseline, compared, read, written
    from verifier.words import findings as words

    findings = findings_of()
    faults: list[str] = []
    found: BaselineComparison | None = None
    if arguments.baseline is not None:
        try:
            found = compared(findings, read(arguments.baseline, arguments.root))
        except BadBaseline as error:
            faults.append(str(error))
        else:
            err_lines(*words.against_baseline(found))
    if arguments.write_baseline is not None and not complete:
        faults.append(words.not_written(arguments.write_baseline))
    elif arguments.write_baseline is not None:
        try:
            write_whole(arguments.write_baseline, written(findings).encode("utf-8"))
        except OSError as error:
            from verifier.words.calls import not_written

            faults.append(not_written(arguments.write_baseline, error))
        else:
            number = sum(each.counts for each in findings)
            err_lines(words.baseline_written(arguments.write_baseline, number))
            # What was written is known from now on, so it makes this run fail no longer either.
            if found is None:
                found = compared(findings, read(arguments.write_baseline, arguments.root))
    return Settled(found, tuple(faults))


def rendered(
    form: str,
    findings: Sequence[Finding],
    settled: Settled,
    faults: Sequence[str],
    spell: Spell | None = None,
) -> Printable:
    """The findings for a build server; `spell` is how it is spelt what each kind of finding is."""
    from verifier.rendering.wrapping import british

    if form == "github":
        from verifier.rendering import github

        return github.render(findings, settled.compared, faults, spell or british)
    from verifier.rendering import sarif

    return sarif.render(findings, settled.compared, faults, spell or british)
