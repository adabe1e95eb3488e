"""The specifications that a call names: files as they are, folders with all that they hold."""

from __future__ import annotations

import os
import stat
from collections.abc import Mapping, Sequence
from pathlib import Path

from policy_dsl.loading import Loaded, examine
from policy_dsl.reading import OutsideRootError, own_folder, stay_within
from policy_dsl.records import dataclass

ENDINGS = (".policy", ".policy.md")


@dataclass(frozen=True)
class GivenFiles:
    """The files to work on, and what is wrong with the call."""

    files: tuple[str, ...]
    faults: tuple[str, ...]
    roots: Mapping[str, str]
    """For each file the folder that it and what it includes are in."""

    def examined(self, file: str) -> Loaded:
        """All that there is to say about one of the files."""
        return examine(file, self.roots[file])


def specification_files(paths: Sequence[str], root: str | None) -> GivenFiles:
    """The files named, and those in the folders named and below, in order."""
    files: list[str] = []
    roots: dict[str, str] = {}
    faults: list[str] = []
    for path in paths:
        it = Path(path)
        try:
            is_folder = stat.S_ISDIR(os.stat(path).st_mode)
        except (FileNotFoundError, NotADirectoryError):
            from verifier.words.calls import no_file

            faults.append(no_file(path))
            continue
        except (OSError, ValueError) as error:  # a link to itself, a name that no file can have
            from verifier.words.calls import not_read

            faults.append(not_read(path, error))
            continue
        if is_folder:
            try:
                stay_within(path, own_folder(os.path.abspath(path)) if root is None else root)
            except OutsideRootError as error:
                from verifier.words.calls import not_read

                faults.append(not_read(path, error))
                continue
            inside, closed = _within(path)
            if closed:
                from verifier.words.calls import not_read

                faults += [not_read(str(error.filename), error) for error in closed]
            elif not inside:
                from verifier.words.calls import empty_folder

                faults.append(empty_folder(path))
            files += inside
            for name in inside:
                # The widest of the folders named: what is in it may include all that is.
                if len(Path(roots.get(name, name)).parts) > len(it.parts):
                    roots[name] = path
        else:
            files.append(path)
    # What can't be printed could rewrite the reader's terminal.
    odd = [name for name in dict.fromkeys(files) if not name.isprintable()]
    if odd:
        from verifier.words.calls import odd_name

        faults += [odd_name(name) for name in odd]
    kept = tuple(name for name in dict.fromkeys(files) if name not in odd)
    return GivenFiles(
        kept,
        tuple(faults),
        {name: root if root is not None else roots.get(name, own_folder(name)) for name in kept},
    )


def _within(folder: str) -> tuple[list[str], list[OSError]]:
    """What is called like a specification in a folder and below, and the folders that can't be looked into.

    Whatever is called so, if it is no folder: what turns out to be no file, or to lie outside of the root, is an error
    where it is read, and never passed over.
    """
    inside: list[str] = []
    closed: list[OSError] = []
    for where, folders, files in os.walk(folder, onerror=closed.append):
        links = [name for name in folders if os.path.islink(os.path.join(where, name))]
        named = (name for name in (*files, *links) if name.endswith(ENDINGS))
        inside += [str(Path(where, name)) for name in named]
    return sorted(inside), sorted(closed, key=lambda error: str(error.filename))


def loaded_files(given: GivenFiles, named: Sequence[str]) -> list[tuple[str, Loaded]]:
    """Every file read. In a folder, files that others include are read with these and not for themselves."""
    loaded = [(name, given.examined(name)) for name in given.files]
    real = os.path.realpath
    included = {
        real(source)
        for name, each in loaded
        for source in each.sources
        if real(source) != real(name)
    }
    asked = {real(name) for name in named if "\0" not in name}  # which no file can have in its name
    return [
        (name, each) for name, each in loaded if real(name) not in included or real(name) in asked
    ]
