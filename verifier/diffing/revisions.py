"""A specification as it was at a git revision, with the files that it included then."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Mapping
from pathlib import Path, PurePosixPath
from tempfile import TemporaryDirectory
from typing import Any

from policy_dsl import syntax
from policy_dsl.diagnostics import Diagnostic
from policy_dsl.loading import Loaded, examine
from policy_dsl.parsing import parse_bytes
from policy_dsl.records import fields, is_dataclass, replace
from verifier.words import diffing as words


class NoRevision(Exception):
    """Why a file can't be had at a revision, in words."""


def at_revision(path: str, revision: str, root: str | None = None) -> Loaded:
    """All that there is to say about a file at a revision; NoRevision where there is none.

    It includes files of `root` (of its own folder without one) as they were in the repository. Places say
    FILE@REVISION. Nothing in the working tree is touched.
    """
    folder = str(Path(path).resolve().parent)
    top = _git(folder, "rev-parse", "--show-toplevel").decode().strip()
    commit = _git(
        folder, "rev-parse", "--verify", "--quiet", "--end-of-options", f"{revision}^{{commit}}"
    )
    first = PurePosixPath(os.path.relpath(Path(path).resolve(), top))
    within = PurePosixPath(os.path.relpath(os.path.realpath(root or folder), top))
    with TemporaryDirectory(prefix="vetoproof-") as made:
        there = os.path.realpath(made)
        shown = _write(top, commit.decode().strip(), first, Path(there))
        if not (Path(there) / first).exists():
            raise NoRevision(words.not_at_revision(path, revision))
        wider = within.is_absolute() or ".." in within.parts
        loaded = examine(str(Path(there) / first), there if wider else str(Path(there) / within))
        names = {
            str(Path(there) / name): f"{_relative(path, first, name)}@{revision}" for name in shown
        }
        typed = top if os.path.isabs(path) else os.path.relpath(top)
        return _called(_told(loaded, there, typed), names)


def _told(loaded: Loaded, there: str, top: str) -> Loaded:
    """The same with the repository's folder named, as one would type it, where the copy's was."""

    def told(each: Diagnostic) -> Diagnostic:
        advice = each.help
        if each.code == "VP087" and there not in (advice or ""):
            advice = words.ONLY_OF_THE_REPOSITORY
        return replace(
            each,
            message=each.message.replace(there, top),
            help=None if advice is None else advice.replace(there, top),
        )

    found = tuple(map(told, loaded.diagnostics))
    return Loaded(loaded.specification, found, loaded.sources)


def _relative(path: str, first: PurePosixPath, name: PurePosixPath) -> str:
    """A file of the repository as the call would name it."""
    own = os.path.relpath(name, first.parent)
    return os.path.normpath(os.path.join(os.path.dirname(path), own))


def _write(top: str, commit: str, first: PurePosixPath, there: Path) -> tuple[PurePosixPath, ...]:
    """The file and all that it includes, written below a folder."""
    todo, done = [first], dict.fromkeys([first])
    while todo:
        name = todo.pop()
        data = _blob(top, commit, name)
        if data is None:
            continue
        target = there / name
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(data)
        for node in parse_bytes(str(name), data).file.declarations:
            if isinstance(node, syntax.Include):
                wanted = PurePosixPath(os.path.normpath(name.parent / node.path.value))
                # What lies outside of the repository was not there at any revision.
                if wanted not in done and not wanted.is_absolute() and ".." not in wanted.parts:
                    done[wanted] = None
                    todo.append(wanted)
    return tuple(done)


def _blob(top: str, commit: str, name: PurePosixPath) -> bytes | None:
    try:
        return _git(top, "cat-file", "blob", f"{commit}:{name}")
    except NoRevision:
        return None


def _git(folder: str, *arguments: str) -> bytes:
    try:
        done = subprocess.run(["git", "-C", folder, *arguments], capture_output=True, check=False)
    except OSError as error:
        raise NoRevision(words.NO_GIT) from error
    if done.returncode != 0:
        said = done.stderr.decode(errors="replace").strip().removeprefix("fatal: ")
        raise NoRevision(said or words.no_revision(arguments[-1].removesuffix("^{commit}")))
    return done.stdout


def _called(loaded: Loaded, names: Mapping[str, str]) -> Loaded:
    """The same with other file names in all places."""
    sources = {
        names.get(name, name): replace(source, name=names.get(name, name))
        for name, source in loaded.sources.items()
    }
    return Loaded(_named(loaded.specification, names), _named(loaded.diagnostics, names), sources)


def _named(it: Any, names: Mapping[str, str]) -> Any:
    if isinstance(it, tuple):
        return tuple(_named(part, names) for part in it)
    if isinstance(it, Mapping):
        return {key: _named(value, names) for key, value in it.items()}
    if not is_dataclass(it) or isinstance(it, type):
        return it
    changed = {}
    for each in fields(it):
        if not each.init:
            continue
        value = getattr(it, each.name)
        if each.name == "file" and isinstance(value, str):
            changed[each.name] = names.get(value, value)
        elif isinstance(value, tuple | Mapping) or is_dataclass(value):
            changed[each.name] = _named(value, names)
    return replace(it, **changed)
