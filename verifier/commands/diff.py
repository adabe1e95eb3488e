"""`vetoproof diff`: what changes in meaning from one specification to another?"""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from typing import TYPE_CHECKING

from policy_dsl.records import dataclass
from verifier.commands.documents import DOCUMENTS, add_format
from verifier.commands.options import add_limits, day, limits_of
from verifier.commands.shell import AnswerWithJson, Command, WrongCall
from verifier.output.text import Printable

if TYPE_CHECKING:
    from policy_dsl.loading import Loaded
    from policy_dsl.model import Specification
    from verifier.answers.errors import Error
    from verifier.rendering.wrapping import Spell, TextPart
    from verifier.results.diff import SpecificationComparison


def _options(it: argparse.ArgumentParser) -> None:
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


@dataclass(frozen=True)
class DiffAnswer(AnswerWithJson):
    """Two specifications compared; `both` are they."""

    result: SpecificationComparison | None = None
    both: tuple[Specification, Specification] | None = None

    @property
    def found(self) -> bool:
        """They differ in meaning."""
        from verifier.results.diff import WhetherChanged

        return self.result is not None and self.result.answer is WhetherChanged.CHANGED

    @property
    def open(self) -> bool:
        """A limit kept something open."""
        from verifier.results.diff import WhetherChanged

        it = self.result
        return it is not None and (
            bool(it.undetermined) or it.answer is WhetherChanged.UNDETERMINED
        )

    def as_json(self, errors: Sequence[Error]) -> Printable:
        """The comparison; where nothing could be compared, why."""
        from verifier.answers.diff import render_json

        return render_json(self.result, errors)

    def spell(self) -> Spell:
        """As the new specification is spelt; what is said names things of both."""
        from verifier.rendering.wrapping import british

        if self.both is None or self.both[1].spelling != "American":
            return british
        from verifier.words.spelling import speller

        return speller(*self.both)

    def parts(self) -> Sequence[TextPart]:
        """The changes, as much of them as is asked for."""
        if self.result is None:
            return ()
        from verifier.rendering.diff_text import told
        from verifier.rendering.wrapping import Detail

        it = self.arguments
        if it.format in DOCUMENTS:
            detail = Detail.ALL if it.all else Detail.STORIES
        else:
            detail = Detail.STORIES if it.verbose else Detail.ALL if it.all else Detail.SCREEN
        return told(self.result, detail, self.spell(), it.at)


def _diff(arguments: argparse.Namespace) -> DiffAnswer:
    from verifier.diffing.comparing import DiffOptions, compare

    both = _read(arguments)
    old, new = (loaded.specification for loaded in both)
    if old is None or new is None:
        return DiffAnswer(arguments, tuple(each for each in both if each.specification is None))
    options = DiffOptions(
        limits_of(arguments),
        not arguments.rules_only,
        not (arguments.no_loopholes or arguments.rules_only),
        not arguments.no_counts,
    )
    return DiffAnswer(arguments, result=compare(old, new, options), both=(old, new))


def _read(arguments: argparse.Namespace) -> tuple[Loaded, Loaded]:
    """The old specification and the new one."""
    from policy_dsl.loading import examine
    from verifier.diffing.revisions import NoRevision, at_revision
    from verifier.words import diffing as words

    if (arguments.new is None) is (arguments.rev is None):
        raise WrongCall(words.BOTH_OR_REVISION)
    if arguments.rev is None:
        return examine(arguments.old, arguments.root), examine(arguments.new, arguments.root)
    try:
        old = at_revision(arguments.old, arguments.rev, arguments.root)
    except NoRevision as fault:
        raise WrongCall(str(fault)) from None
    return old, examine(arguments.old, arguments.root)


COMMAND = Command(
    name="diff",
    help="what changes in meaning from one specification to another?",
    description="Compare by meaning, not by text: which decisions change their fate, who gained or lost a veto, "
    "how many situations change, which properties and ways round them appeared or went, each with a replayed "
    "example. Exit code: 0 no change in meaning (proved), 1 changes, 2 a specification or the call is wrong, "
    "3 something stayed undetermined.",
    options=_options,
    answer=_diff,
    kind=DiffAnswer,
)
