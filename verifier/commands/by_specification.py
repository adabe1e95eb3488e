"""Commands that answer something about each specification of a file: how that is made and printed."""

from __future__ import annotations

import argparse
from abc import abstractmethod
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any, ClassVar, Protocol

from policy_dsl.records import dataclass
from verifier.commands.files import specification_files
from verifier.commands.options import limits_of
from verifier.commands.progress import progress_on_terminal
from verifier.commands.shell import AnswerWithJson
from verifier.output.text import Printable, blocks
from verifier.results.progress import Begin

if TYPE_CHECKING:
    from policy_dsl.model import Specification
    from verifier.answers.errors import Error
    from verifier.rendering.document.blocks import RenderedDocument
    from verifier.rendering.wrapping import Spell
    from verifier.solving.limits import Limits


class JsonOf(Protocol):
    """A module that says what a command answers as JSON."""

    def render_json(self, them: Sequence[Any], errors: Sequence[Error] = ()) -> Printable:
        """What was found of each specification, with what kept other files from being looked at."""


class ScreenOf(Protocol):
    """A module that says what people are told of what was found."""

    def render_text(self, found: Any, in_full: bool, spell: Spell) -> Printable:
        """What is printed of one on a terminal: a screen, or all."""

    def document(self, found: Any, spell: Spell) -> RenderedDocument:
        """What is printed of one as a document."""


@dataclass(frozen=True)
class AnswerBySpecification(AnswerWithJson):
    """What was found out about each specification, which has `undetermined` and `statements`, and of which it is."""

    command: ClassVar[str]

    found_of: tuple[tuple[Any, Specification], ...] = ()

    @property
    def open(self) -> bool:
        """A limit kept something open about one of them."""
        return any(found.undetermined for found, _ in self.found_of)

    @abstractmethod
    def said_by(self) -> tuple[JsonOf, ScreenOf]:
        """The modules that say it, both of the command's name."""

    @property
    def in_full(self) -> bool:
        """A terminal shows more than a screen."""
        asked: bool = self.arguments.all
        return asked

    def as_json(self, errors: Sequence[Error]) -> Printable:
        """What was found of all, with what kept other files from being looked at."""
        return self.said_by()[0].render_json([found for found, _ in self.found_of], errors)

    def screen(self, found: Any, spell: Spell) -> Printable:
        """What is printed of one on a terminal."""
        return self.said_by()[1].render_text(found, self.in_full, spell)

    def document(self, found: Any, spell: Spell) -> RenderedDocument:
        """What is printed of one as a document."""
        return self.said_by()[1].document(found, spell)

    def text(self) -> Printable | None:
        """One after the other, each in its own spelling."""
        if not self.found_of:
            return None
        from verifier.rendering.wrapping import spelling_of

        return blocks(self.screen(found, spelling_of(it)) for found, it in self.found_of)

    def documents(self, title: str) -> Sequence[RenderedDocument]:
        """A document for each."""
        from verifier.rendering.wrapping import spelling_of

        return [self.document(found, spelling_of(it)) for found, it in self.found_of]

    def properties(self) -> Printable | None:
        """What was found and is a claim of the language."""
        if not self.found_of:
            return None
        from verifier.rendering.statements import render_properties

        return blocks(
            render_properties(it, self.command, found.statements) for found, it in self.found_of
        )


def answered(
    arguments: argparse.Namespace,
    kind: type[AnswerBySpecification],
    work: Callable[[Specification], Any],
) -> AnswerBySpecification:
    """The answer of this kind about the file of a call: what `work` finds out of what it specifies."""
    given = specification_files([arguments.file], arguments.root)
    files = [given.examined(file) for file in given.files]
    return kind(
        arguments,
        tuple(each for each in files if each.specification is None),
        faults=given.faults,
        found_of=tuple((work(it), it) for each in files if (it := each.specification) is not None),
    )


def answered_within(
    arguments: argparse.Namespace,
    kind: type[AnswerBySpecification],
    work: Callable[[Specification, Limits, Begin], Any],
    counted: str,
) -> AnswerBySpecification:
    """The same, of what is found out within the limits of the call, while a terminal shows how many are done.

    `work` is to say how many there are, and then to tell each that is done; `counted` is what these are.
    """
    with progress_on_terminal(0, counted) as progress:
        return answered(arguments, kind, lambda it: work(it, limits_of(arguments), progress.begin))
