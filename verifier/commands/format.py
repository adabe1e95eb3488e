"""`vetoproof format`: the canonical layout of specifications."""

from __future__ import annotations

import argparse
import os
import sys
import tempfile
from pathlib import Path

from verifier import exits
from verifier.commands.files import specification_files


def add_parser(subparsers: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Describe the command."""
    it = subparsers.add_parser(
        "format",
        help="lay specifications out in the one canonical way",
        description="Rewrite specifications in the canonical layout. Comments stay and the meaning never changes. "
        "A file with errors is left as it is. Exit code: 0 done (or, with --check, nothing to do), 1 with --check: "
        "some file would change, 2 a file has errors.",
    )
    it.add_argument(
        "paths", nargs="+", metavar="FILE|FOLDER", help="specifications, or folders of them"
    )
    it.add_argument(
        "--check", action="store_true", help="change nothing; only say which files would change"
    )
    it.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """Format all files."""
    given = specification_files(arguments.paths)
    for fault in given.faults:
        print(f"vetoproof format: {fault}", file=sys.stderr)
    codes = [exits.WRONG for _ in given.faults]
    codes += [_format(path, arguments.check) for path in given.files]
    return exits.worst(codes)


def _format(path: str, only_check: bool) -> int:
    from policy_dsl.diagnostics import PolicyErrors, render_all
    from policy_dsl.formatter import format_text
    from policy_dsl.markdown import is_markdown
    from policy_dsl.parsing import parse_bytes

    try:
        data = Path(path).read_bytes()
    except OSError as error:
        print(f"vetoproof format: {path}: {error.strerror}", file=sys.stderr)
        return exits.WRONG
    parsed = parse_bytes(path, data)
    if parsed.diagnostics:
        print(render_all(parsed.diagnostics, {path: parsed.source}), file=sys.stderr)
        return exits.WRONG
    text = data.decode("utf-8")
    try:
        formatted = format_text(text, is_markdown(path), path)
    except PolicyErrors as errors:
        print(str(errors), file=sys.stderr)
        return exits.WRONG
    from verifier.words import calls as say

    if formatted == text:
        return exits.OK
    if only_check:
        print(say.would_be_laid_out(path))
        return exits.FINDING
    replace_file(path, formatted)
    print(say.laid_out(path))
    return exits.OK


def replace_file(path: str, text: str) -> None:
    """Write a file whole or not at all: what was there stays until the new text is complete."""
    target = Path(path).resolve()
    handle, name = tempfile.mkstemp(dir=target.parent, prefix=f".{target.name}.", text=False)
    try:
        with os.fdopen(handle, "wb") as out:
            out.write(text.encode("utf-8"))
            out.flush()
            os.fsync(out.fileno())
        if target.exists():
            os.chmod(name, target.stat().st_mode & 0o7777)
        os.replace(name, target)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise
