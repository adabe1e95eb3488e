"""`vetoproof import`: rules from a configuration that a system already has."""

from __future__ import annotations

import argparse
import os
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from policy_dsl.records import dataclass
from verifier.commands.options import positive
from verifier.commands.shell import Command, CommandAnswer, WrongCall
from verifier.output.text import Printable, lines
from verifier.words import calls as say

if TYPE_CHECKING:
    from policy_dsl.source import Source
    from verifier.importing.placed import ConfigurationMistake

KINDS = ("gitvote", "governor", "safe", "snapshot", "github")
LARGEST = 10_000_000  # bytes
_MEMBERS = 5


def _options(it: argparse.ArgumentParser) -> None:
    it.add_argument("kind", choices=KINDS, help="what the file is the configuration of")
    it.add_argument("file", metavar="FILE", help="the configuration, as YAML or JSON")
    it.add_argument(
        "-o",
        "--output",
        metavar="POLICY",
        help="the specification to write, never one that exists (default: print it)",
    )
    it.add_argument(
        "--members",
        action="append",
        default=[],
        metavar="TEAM=NUMBER",
        help=f"how many are in a team of which the file says no more (repeatable; else {_MEMBERS}, as assumed)",
    )
    it.add_argument(
        "--codeowners", metavar="FILE", help="of github: the CODEOWNERS file of the repository"
    )


@dataclass(frozen=True)
class ImportAnswer(CommandAnswer):
    """The specification, or what is wrong with the configuration."""

    specification: str = ""
    mistakes: tuple[ConfigurationMistake, ...] = ()
    source: Source | None = None

    @property
    def wrong(self) -> bool:
        """The call or the configuration is wrong."""
        return bool(self.faults or self.mistakes)

    def text(self) -> Printable | None:
        """The specification; or that it is written."""
        if not self.specification:
            return None
        if self.arguments.output is not None:
            return lines([say.begun(Path(self.arguments.output))])
        return lines(self.specification.rstrip("\n").split("\n"))

    def remarks(self) -> Sequence[str]:
        """Each mistake with its place."""
        from policy_dsl.diagnostics import excerpt

        found: list[str] = []
        for each in self.mistakes:
            assert self.source is not None
            found.append(f"{each.span}: {each.message}")
            found += [f"    {line}" for line in excerpt(self.source, each.span)]
            if each.help:
                found.append(f"  {say.write_instead(each.help)}")
        return found


def _import(arguments: argparse.Namespace) -> ImportAnswer:
    from verifier.importing.specifying import imported
    from verifier.writing import write_new

    source = _source(arguments.file, arguments.root)
    owners = None
    if arguments.codeowners is not None:
        if arguments.kind != "github":
            raise WrongCall(say.CODEOWNERS_OF_GITHUB)
        owners = _source(arguments.codeowners, arguments.root)
    sizes = dict(_size(each) for each in arguments.members)
    text, mistakes = imported(arguments.kind, source, sizes, _MEMBERS, owners)
    if text and arguments.output is not None:
        path = Path(arguments.output)
        try:
            write_new(path, text.encode("utf-8"))
        except FileExistsError:
            raise WrongCall(say.exists(path)) from None
        except OSError as error:
            raise WrongCall(say.not_written(path, error)) from None
        except ValueError as error:
            raise WrongCall(f"{path}: {say.unreadable(error)}") from None
    return ImportAnswer(arguments, specification=text, mistakes=mistakes, source=source)


def _size(text: str) -> tuple[str, int]:
    name, sign, number = text.partition("=")
    if not (name and sign):
        raise WrongCall(say.no_team_size(text))
    try:
        return name.lstrip("@"), positive(number)
    except argparse.ArgumentTypeError:
        raise WrongCall(say.no_team_size(text)) from None


def _source(path: str, root: str | None) -> Source:
    from policy_dsl.reading import OutsideRootError, read_bytes, root_of
    from policy_dsl.source import Source

    try:
        data = read_bytes(path, root_of(path, root), LARGEST)
        if len(data) > LARGEST:
            raise WrongCall(say.configuration_too_large(path, LARGEST // 10**6))
        return Source(os.fspath(path), data.decode("utf-8-sig"))
    except UnicodeDecodeError:
        raise WrongCall(say.configuration_no_text(path)) from None
    except (OSError, ValueError, OutsideRootError) as error:
        raise WrongCall(f"{path}: {say.unreadable(error)}") from None


COMMAND = Command(
    name="import",
    help="rules from the configuration of a bot, a contract, a wallet or a repository",
    description="Write a specification of what a configuration says: .gitvote.yml, the parameters of a governor"
    " contract, a Safe, the settings of a Snapshot space, a ruleset of GitHub. What the file does not say is marked as"
    " assumed. Then `vetoproof diff` tells where it parts from a charter. Exit code: 0 done, 2 the configuration or"
    " the call is wrong.",
    options=_options,
    answer=_import,
    kind=ImportAnswer,
)
