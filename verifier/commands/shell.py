"""What all commands have in common: how a call is run, in which format it is answered, and with which exit code.

A command declares its options and how its answer is made. An answer says what it is in each format; when it is asked
for which, and what stands beside it (errors in files, what is wrong with the call, a baseline), is said here alone.
"""

from __future__ import annotations

import argparse
from abc import ABC, abstractmethod
from collections.abc import Callable, Sequence
from contextlib import nullcontext
from functools import partial
from typing import TYPE_CHECKING

from policy_dsl.records import dataclass, replace
from verifier import exits
from verifier.commands.documents import DOCUMENTS, tell_documents
from verifier.commands.options import in_time
from verifier.commands.reporting import MACHINES, Settled, rendered, settle
from verifier.output.streams import err, err_lines, out
from verifier.output.text import Printable, lines

if TYPE_CHECKING:
    from policy_dsl.loading import Loaded
    from verifier.answers.errors import Error
    from verifier.findings.finding import Finding
    from verifier.rendering.document.blocks import RenderedDocument
    from verifier.rendering.wrapping import Spell, TextPart


class WrongCall(Exception):
    """What is wrong with a call, in words, so that nothing can be answered."""


@dataclass(frozen=True)
class CommandAnswer:
    """What came of a call.

    `refused` are files with errors, `warned` files that were worked on and of which there is something to say, and
    `faults` say what is wrong with the call.
    """

    arguments: argparse.Namespace
    refused: tuple[Loaded, ...] = ()
    warned: tuple[Loaded, ...] = ()
    faults: tuple[str, ...] = ()

    # --- what the exit code says -----------------------------------------------------------------

    @property
    def wrong(self) -> bool:
        """A file or the call is wrong."""
        return bool(self.refused or self.faults)

    @property
    def found(self) -> bool:
        """There is what the command looks for, or something is not as expected."""
        return False

    @property
    def open(self) -> bool:
        """A limit kept something open."""
        return False

    @property
    def internal(self) -> bool:
        """The tool is at fault."""
        return False

    # --- what it is in each format ---------------------------------------------------------------

    def parts(self) -> Sequence[TextPart]:
        """What people are told, as text or as a document; empty where there is nothing to tell."""
        return ()

    def text(self) -> Printable | None:
        """What is printed on a terminal; None where there is nothing to tell."""
        parts = self.parts()
        if not parts:
            return None
        from verifier.rendering.wrapping import in_text

        return in_text(parts)

    def documents(self, title: str) -> Sequence[RenderedDocument]:
        """What is printed as Markdown or as a page; `title` is the document's where it has none of its own."""
        parts = self.parts()
        if not parts:
            return ()
        from verifier.rendering.document.of_parts import document_of

        return [document_of(tuple(parts), title)]

    def properties(self) -> Printable | None:
        """What it says that is a claim of the language; None where there is nothing to say it of."""
        return None

    def findings(self) -> tuple[Finding, ...]:
        """What it finds, for build servers and baselines."""
        return ()

    def spell(self) -> Spell:
        """How it is spelt what each kind of finding is."""
        from verifier.rendering.wrapping import british

        return british

    def in_own_format(self, settled: Settled) -> Printable | None:
        """In the format that no other command has, if it has one; None where there is nothing to tell."""
        return None

    @property
    def for_people(self) -> bool:
        """It is read by people, so that what is wrong does not stand in it."""
        return getattr(self.arguments, "format", "text") != "json"

    def remarks(self) -> Sequence[str]:
        """Lines on the error channel, after the answer."""
        return ()

    def with_files_written(self) -> CommandAnswer:
        """What came of it once the files are written that the call asks for."""
        return self


class AnswerWithJson(CommandAnswer, ABC):
    """What came of a call of a command that programs read the answers of, too."""

    @abstractmethod
    def as_json(self, errors: Sequence[Error]) -> Printable:
        """The whole object, with what is wrong."""


@dataclass(frozen=True)
class Command:
    """A command: what its help says, its options, how its answer is made (`answer`), and of which kind (`kind`).

    `ends_in_time`: making the answer ends in time by itself, but for what it puts into `in_time`.
    """

    name: str
    help: str
    description: str
    options: Callable[[argparse.ArgumentParser], None]
    answer: Callable[[argparse.Namespace], CommandAnswer]
    kind: type[CommandAnswer]
    ends_in_time: bool = False

    def add_parser(self, subparsers: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
        """Describe it to the parser of the command line, and how it is run."""
        it = subparsers.add_parser(self.name, help=self.help, description=self.description)
        self.options(it)
        it.set_defaults(run=partial(_run, self), refuse=partial(_refuse, self))


def _run(command: Command, arguments: argparse.Namespace) -> int:
    """Make the answer, print it, and tell by the exit code what it is."""
    try:
        with nullcontext() if command.ends_in_time else in_time(arguments):
            answer = command.answer(arguments)
        answer = answer.with_files_written()
    except WrongCall as fault:
        answer = command.kind(arguments, faults=(str(fault),))
    except ModuleNotFoundError as error:
        if error.name != "hypothesis":
            raise
        from verifier.words.calls import NEEDS_MORE

        answer = command.kind(arguments, faults=(NEEDS_MORE,))
    settled = settle(arguments, answer.findings, not answer.wrong)
    answer = replace(answer, faults=(*answer.faults, *settled.faults))
    _tell(command, answer, settled)
    return _exit_code(answer, settled)


def _refuse(command: Command, arguments: argparse.Namespace, faults: Sequence[str]) -> None:
    """Say what is wrong, in the format that is asked for."""
    _tell(command, command.kind(arguments, faults=tuple(faults)), Settled())


def _exit_code(answer: CommandAnswer, settled: Settled) -> int:
    said = {
        exits.WRONG: answer.wrong,
        exits.OPEN: answer.open,
        exits.INTERNAL: answer.internal,
        exits.FINDING: settled.fails(answer.found),
    }
    return exits.worst(code for code, is_so in said.items() if is_so)


def _tell(command: Command, answer: CommandAnswer, settled: Settled) -> None:
    form = getattr(answer.arguments, "format", "text")
    if form == "json" and isinstance(answer, AnswerWithJson):
        from verifier.answers.errors import errors

        out(answer.as_json(errors(answer.refused, answer.faults)))
    else:
        _tell_people(command, answer, settled, form)
    err_lines(*answer.remarks())


def _tell_people(command: Command, answer: CommandAnswer, settled: Settled, form: str) -> None:
    say_wrong_files([*answer.refused, *answer.warned])
    say_faults(command.name, answer.faults)
    said: Printable | None = None
    if form in MACHINES:
        from verifier.findings.collecting import of_files

        findings = (*of_files([*answer.refused, *answer.warned]), *answer.findings())
        said = rendered(form, findings, settled, answer.faults, answer.spell())
    elif getattr(answer.arguments, "as_properties", False):
        said = answer.properties()
    elif form in DOCUMENTS:
        documents = answer.documents(f"vetoproof {command.name}")
        if documents:
            tell_documents(form, documents, command.name)
    elif form == "text":
        said = answer.text()
    else:
        said = answer.in_own_format(settled)
    if said is not None:
        out(said)


def say_wrong_files(them: Sequence[Loaded]) -> None:
    """Everything found in each of some files."""
    if not them:
        return
    from policy_dsl.diagnostics import rendered_lines

    for loaded in them:
        err(lines(rendered_lines(loaded.diagnostics, loaded.sources)))


def say_faults(command: str, faults: Sequence[str]) -> None:
    """What is wrong with a call, a line each."""
    if not faults:
        return
    from verifier.words.calls import fault

    err_lines(*(fault(command, each) for each in faults))


def unusable(command: str, answer: CommandAnswer) -> list[str]:
    """What people are told after the errors of the one file that a command works on."""
    if not (answer.refused and answer.for_people):
        return []
    from verifier.words import calls as say

    return [say.fault(command, say.unusable(answer.arguments.file))]
