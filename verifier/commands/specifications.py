"""The one specification that a command works on, and the words of a call that speak of it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Protocol

from policy_dsl.loading import examine
from policy_dsl.model import Specification
from verifier.commands.saying import say_faults, say_wrong_files
from verifier.output.streams import out
from verifier.output.text import Printable
from verifier.words import calls as say

if TYPE_CHECKING:
    from verifier.answers.errors import Error


class WithErrors(Protocol):
    """What a command prints as JSON where it could do nothing: the whole object, given its `errors`."""

    def __call__(self, *, errors: Sequence[Error]) -> Printable:
        """The object."""


class WrongCall(Exception):
    """What is wrong with a call, in words."""


def specification(
    path: str, root: str | None, command: str, as_json: WithErrors | None = None
) -> Specification | None:
    """The specification in a file; None once its errors are printed."""
    loaded = examine(path, root)
    if loaded.specification is not None:
        return loaded.specification
    if as_json is None:
        say_wrong_files([loaded])
        say_faults(command, [say.unusable(path)])
    else:
        from verifier.answers.errors import errors

        out(as_json(errors=errors([loaded], ())))
    return None


def say_wrong(command: str, faults: Sequence[str], as_json: WithErrors | None = None) -> None:
    """Print what is wrong with a call."""
    if as_json is None:
        say_faults(command, faults)
    else:
        from verifier.answers.errors import errors

        out(as_json(errors=errors((), faults)))


def chosen_readings(given: Sequence[str]) -> dict[str, str]:
    """`--reading CLAUSE=READING`, as often as given; WrongCall for anything else."""
    found: dict[str, str] = {}
    for text in given:
        clause, equals, reading = text.partition("=")
        if not (clause and equals and reading):
            raise WrongCall(say.no_reading(text))
        found[clause.strip()] = reading.strip()
    return found
