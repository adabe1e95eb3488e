"""`vetoproof init`: a first specification to start from."""

from __future__ import annotations

import argparse
from pathlib import Path

from policy_dsl.records import dataclass
from verifier.commands.shell import Command, CommandAnswer, WrongCall
from verifier.output.text import Printable, lines
from verifier.words import calls as say
from verifier.writing import write_new


def _options(it: argparse.ArgumentParser) -> None:
    it.add_argument(
        "file", metavar="FILE", help="the file to write, as rules.policy; never one that exists"
    )
    it.add_argument(
        "--title", default="Our rules", metavar="TEXT", help="what the rules are called"
    )


@dataclass(frozen=True)
class InitAnswer(CommandAnswer):
    """The file that was begun."""

    path: Path | None = None

    def text(self) -> Printable | None:
        """That it is begun."""
        return None if self.path is None else lines([say.begun(self.path)])


def _init(arguments: argparse.Namespace) -> InitAnswer:
    """Write the file, unless there is one."""
    from policy_dsl.template import template

    path = Path(arguments.file)
    try:
        write_new(path, template(arguments.title).encode("utf-8"))
    except FileExistsError:
        raise WrongCall(say.exists(path)) from None
    except OSError as error:
        raise WrongCall(say.not_written(path, error)) from None
    except ValueError as error:  # no file can have this name
        raise WrongCall(f"{path}: {say.unreadable(error)}") from None
    return InitAnswer(arguments, path=path)


COMMAND = Command(
    name="init",
    help="write a commented specification to start from",
    description="Write a small commented specification that checks at once, to be changed into your own.",
    options=_options,
    answer=_init,
    kind=InitAnswer,
)
