"""`vetoproof diff`: what changes in meaning from one specification to another?"""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from typing import TYPE_CHECKING

from policy_dsl.records import dataclass, field
from verifier import exits
from verifier.commands.documents import DOCUMENTS, add_format, tell_parts
from verifier.commands.options import add_limits, day, in_time, limits_of
from verifier.commands.saying import say_faults, say_wrong_files
from verifier.output.streams import out

if TYPE_CHECKING:
    from policy_dsl.loading import Loaded
    from verifier.rendering.wrapping import Spell
    from verifier.results.diff import Comparison


def add_parser(subparsers: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Describe the command."""
    it = subparsers.add_parser(
        "diff",
        help="what changes in meaning from one specification to another?",
        description="Compare by meaning, not by text: which decisions change their fate, who gained or lost a veto, "
        "how many situations change, which properties and ways round them appeared or went, each with a replayed "
        "example. Exit code: 0 no change in meaning (proved), 1 changes, 2 a specification or the call is wrong, "
        "3 something stayed undetermined.",
    )
    it.add_argument("old", metavar="OLD", help="a specification; with --rev the one to look at")
    it.add_argument("new", metavar="NEW", nargs="?", help="the specification to compare it with")
    it.add_argument(
        "--rev",
        metavar="REVISION",
        help="compare the file with itself at a git revision, as in --rev HEAD~1",
    )
    add_format(it, "json")
    it.add_argument("--all", action="store_true", help="all changes one by one, at all times")
    it.add_argument(
        "-v", "--verbose", action="store_true", help="all changes one by one, with examples"
    )
    it.add_argument(
        "--at",
        type=day,
        metavar="DATE",
        help="begin with what changes on this day (default: after the last event)",
    )
    it.add_argument(
        "--rules-only", action="store_true", help="leave properties and ways round them aside"
    )
    it.add_argument("--no-loopholes", action="store_true", help="leave ways round properties aside")
    it.add_argument("--no-counts", action="store_true", help="do not count situations")
    add_limits(it)
    it.set_defaults(run=run, refuse=refuse)


@dataclass
class DiffRun:
    """What came of a call."""

    result: Comparison | None = None
    refused: list[Loaded] = field(default_factory=list)
    faults: list[str] = field(default_factory=list)
    spell: Spell | None = None

    @property
    def code(self) -> int:
        """The exit code."""
        from verifier.results.diff import Answer

        if self.result is None or self.refused or self.faults:
            return exits.WRONG
        changed = self.result.answer is Answer.CHANGED
        codes = [exits.FINDING] if changed else []
        if self.result.undetermined or self.result.answer is Answer.UNDETERMINED:
            codes.append(exits.OPEN)
        return exits.worst(codes)


def run(arguments: argparse.Namespace) -> int:
    """Compare, print, and tell."""
    with in_time(arguments):
        done = _compared(arguments)
    _print(arguments, done)
    return done.code


def _compared(arguments: argparse.Namespace) -> DiffRun:
    from policy_dsl.loading import examine
    from verifier.diffing.comparing import Options, compare
    from verifier.diffing.revisions import NoRevision, at_revision
    from verifier.words import diffing as words

    done = DiffRun()
    if (arguments.new is None) is (arguments.rev is None):
        done.faults.append(words.BOTH_OR_REVISION)
        return done
    try:
        if arguments.rev is not None:
            both = (
                at_revision(arguments.old, arguments.rev, arguments.root),
                examine(arguments.old, arguments.root),
            )
        else:
            both = (
                examine(arguments.old, arguments.root),
                examine(arguments.new, arguments.root),
            )
    except NoRevision as fault:
        done.faults.append(str(fault))
        return done
    old, new = (loaded.specification for loaded in both)
    done.refused += [loaded for loaded in both if loaded.specification is None]
    if old is None or new is None:
        return done
    options = Options(
        limits_of(arguments),
        not arguments.rules_only,
        not (arguments.no_loopholes or arguments.rules_only),
        not arguments.no_counts,
    )
    done.result = compare(old, new, options)
    if new.spelling == "American":
        from verifier.words.spelling import speller

        done.spell = speller(old, new)
    return done


def refuse(arguments: argparse.Namespace, faults: Sequence[str]) -> None:
    """Say what is wrong, in the format that is asked for."""
    _print(arguments, DiffRun(faults=list(faults)))


def _print(arguments: argparse.Namespace, done: DiffRun) -> None:
    if arguments.format == "json":
        from verifier.answers.diff import render_json

        out(render_json(done.result, done.refused, done.faults))
        return
    from verifier.rendering.diff_text import render_text, told
    from verifier.rendering.wrapping import Detail, british

    say_wrong_files(done.refused)
    say_faults("diff", done.faults)
    if done.result is not None:
        spell = done.spell or british
        if arguments.format in DOCUMENTS:
            detail = Detail.ALL if arguments.all else Detail.STORIES
            parts = told(done.result, detail, spell, arguments.at)
            tell_parts(arguments.format, parts, "diff")
            return
        chosen = Detail.ALL if arguments.all else Detail.SCREEN
        detail = Detail.STORIES if arguments.verbose else chosen
        out(render_text(done.result, detail, spell, arguments.at))
