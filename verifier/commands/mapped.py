"""Records as a mapping reads them: the option, the mapping beside a specification, and what is said of it."""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from typing import TYPE_CHECKING

from policy_dsl.records import replace

if TYPE_CHECKING:
    from policy_dsl.model import Specification
    from verifier.records.reading import Records


def add_map(it: argparse.ArgumentParser) -> None:
    """`--map`."""
    it.add_argument(
        "--map",
        metavar="MAPPING",
        help="how the records are read: what their columns, words and names are (default: minutes.map.yaml beside FILE,"
        " if there is one)",
    )


def records_read(
    arguments: argparse.Namespace, rules: Specification, paths: Sequence[str]
) -> Records:
    """The motions in some files, as `--map` reads them, or the mapping beside the specification, which is noted."""
    from verifier.records.faults import Fault
    from verifier.records.mapping import mapping_beside, read_mapping
    from verifier.records.reading import Records, read_as
    from verifier.words import mapping as say

    faults: list[Fault] = []
    by = arguments.map or mapping_beside(arguments.file)
    mapping = None if by is None else read_mapping(rules, by, arguments.root, faults)
    if faults:
        return Records((), tuple(faults), ())
    found = read_as(rules, paths, mapping, arguments.root)
    if by is not None and arguments.map is None:
        return replace(found, notes=(Fault(by, 0, "", say.READ_WITH_IT), *found.notes))
    return found
