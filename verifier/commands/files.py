"""The specifications that a call names: files as they are, folders with all that they hold."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from policy_dsl.loading import Loaded, examine
from policy_dsl.records import dataclass

ENDINGS = (".policy", ".policy.md")


@dataclass(frozen=True)
class Given:
    """The files to work on, and what is wrong with the call."""

    files: tuple[str, ...]
    faults: tuple[str, ...]


def specification_files(paths: Sequence[str]) -> Given:
    """The files named, and those in the folders named and below, in order."""
    files: list[str] = []
    faults: list[str] = []
    for path in paths:
        it = Path(path)
        if it.is_dir():
            inside = sorted(
                str(p) for p in it.rglob("*") if p.name.endswith(ENDINGS) and p.is_file()
            )
            if not inside:
                from verifier.words.calls import empty_folder

                faults.append(empty_folder(path))
            files += inside
        elif it.exists():
            files.append(path)
        else:
            from verifier.words.calls import no_file

            faults.append(no_file(path))
    # What can't be printed could rewrite the reader's terminal.
    odd = [name for name in dict.fromkeys(files) if not name.isprintable()]
    if odd:
        from verifier.words.calls import odd_name

        faults += [odd_name(name) for name in odd]
    return Given(tuple(name for name in dict.fromkeys(files) if name not in odd), tuple(faults))


def loaded_files(given: Given, named: Sequence[str]) -> list[tuple[str, Loaded]]:
    """Every file read. In a folder, files that others include are read with these and not for themselves."""
    loaded = [(name, examine(name)) for name in given.files]
    included = {
        str(Path(source).resolve())
        for name, each in loaded
        for source in each.sources
        if Path(source).resolve() != Path(name).resolve()
    }
    asked = {str(Path(name).resolve()) for name in named}
    return [
        (name, each)
        for name, each in loaded
        if str(Path(name).resolve()) not in included or str(Path(name).resolve()) in asked
    ]
