"""`vetoproof format`: the canonical layout of specifications."""

from __future__ import annotations

import argparse
from codecs import BOM_UTF8

from policy_dsl.records import dataclass
from verifier import exits
from verifier.commands.files import specification_files
from verifier.commands.shell import Command, CommandAnswer, say_faults
from verifier.output.streams import err, out_lines
from verifier.output.text import lines
from verifier.writing import write_whole


def _options(it: argparse.ArgumentParser) -> None:
    it.add_argument(
        "paths", nargs="+", metavar="FILE|FOLDER", help="specifications, or folders of them"
    )
    it.add_argument(
        "--check", action="store_true", help="change nothing; only say which files would change"
    )
    it.add_argument(
        "--upgrade",
        action="store_true",
        help="also say in each file which language it is written in, the current one",
    )


@dataclass(frozen=True)
class FormatAnswer(CommandAnswer):
    """What came of each file, as an exit code: what there is to say of it is said at once, since it is written."""

    codes: tuple[int, ...] = ()

    @property
    def wrong(self) -> bool:
        """A file has errors, or cannot be written."""
        return bool(self.faults) or exits.WRONG in self.codes

    @property
    def found(self) -> bool:
        """A file would change, and is only to be looked at."""
        return exits.FINDING in self.codes

    @property
    def open(self) -> bool:
        """A limit kept some from being reached."""
        return exits.OPEN in self.codes


def _format(arguments: argparse.Namespace) -> FormatAnswer:
    from verifier.solving.deadline import OutOfTime
    from verifier.words.calls import left_in_time
    from verifier.words.reasons import why

    given = specification_files(arguments.paths, arguments.root)
    say_faults("format", given.faults)
    codes = [exits.WRONG for _ in given.faults]
    done = 0
    try:
        for path in given.files:
            codes.append(_laid_out(path, given.roots[path], arguments))
            done += 1
    except OutOfTime as over:
        say_faults("format", [left_in_time(why(over.reason), given.files[done:])])
        codes.append(exits.OPEN)
    return FormatAnswer(arguments, codes=tuple(codes))


def _laid_out(path: str, root: str, arguments: argparse.Namespace) -> int:
    from policy_dsl.diagnostics import PolicyErrors, rendered_lines
    from policy_dsl.formatter import format_text
    from policy_dsl.markdown import is_markdown
    from policy_dsl.parsing import LARGEST_FILE, parse_bytes
    from policy_dsl.reading import OutsideRootError, read_bytes
    from policy_dsl.upgrading import upgraded
    from verifier.words import calls as say

    try:
        data = read_bytes(path, root, LARGEST_FILE)
    except (OSError, ValueError, OutsideRootError) as error:
        say_faults("format", [say.not_read(path, error)])
        return exits.WRONG
    parsed = parse_bytes(path, data)
    if parsed.diagnostics:
        err(lines(rendered_lines(parsed.diagnostics, {path: parsed.source})))
        return exits.WRONG
    mark = BOM_UTF8 if data.startswith(BOM_UTF8) else b""
    text = data.decode("utf-8-sig")
    try:
        laid_out = upgraded if arguments.upgrade else format_text
        formatted = laid_out(text, is_markdown(path), path)
    except PolicyErrors as errors:
        err(lines(rendered_lines(errors.diagnostics, errors.sources)))
        return exits.WRONG
    if formatted == text:
        return exits.OK
    if arguments.check:
        out_lines(say.would_be_laid_out(path))
        return exits.FINDING
    try:
        write_whole(path, mark + formatted.encode("utf-8"))
    except OSError as error:
        say_faults("format", [say.not_written(path, error)])
        return exits.WRONG
    out_lines(say.laid_out(path))
    return exits.OK


COMMAND = Command(
    name="format",
    help="lay specifications out in the one canonical way",
    description="Rewrite specifications in the canonical layout. Comments stay and the meaning never changes. "
    "A file with errors is left as it is. Exit code: 0 done (or, with --check, nothing to do), 1 with --check: "
    "some file would change, 2 a file has errors.",
    options=_options,
    answer=_format,
    kind=FormatAnswer,
)
