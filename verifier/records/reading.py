"""Minutes from files: JSON, YAML, or a table with one row a vote."""

from __future__ import annotations

import os
from collections.abc import Sequence
from functools import partial

from policy_dsl.model import Specification
from policy_dsl.reading import OutsideRootError, read_bytes, root_of
from verifier.records import rows, walking
from verifier.records.building import TABLES, Builder, Recorded, Spot
from verifier.records.faults import Fault, told
from verifier.records.tree import LARGEST, from_json, from_yaml
from verifier.words import record_files as say
from verifier.words.calls import unreadable

ENDINGS = (".json", ".jsonl", ".yaml", ".yml", *TABLES)


def read(
    specification: Specification, paths: Sequence[str], root: str | None = None
) -> tuple[tuple[Recorded, ...], tuple[Fault, ...]]:
    """The motions in some files, and everything that is wrong with those that are left out.

    The tables that a file names lie within `root`, if the file does, or else in the folder that it is in.
    """
    found: list[Recorded] = []
    faults: list[Fault] = []
    for path in paths:
        within = root_of(path, root)
        text = _text(path, within, faults)
        ending = os.path.splitext(path)[1].lower()
        if text is None:
            continue
        if ending in TABLES:
            found += rows.motions(specification, path, text, faults)
            continue
        trees, wrong = (from_yaml if ending in (".yaml", ".yml") else from_json)(path, text)
        faults += wrong
        if trees or not wrong:
            found += walking.motions(
                specification, path, trees, faults, partial(_votes_file, within)
            )
    return tuple(found), told(faults)


def _votes_file(root: str, builder: Builder, body: str, name: str, spot: Spot) -> None:
    """The votes of a body in a table next to the record."""
    path = os.path.join(os.path.dirname(builder.file), name)
    if os.path.splitext(name)[1].lower() not in TABLES:
        builder.fault(spot, say.no_votes_table(name))
        return
    text = _text(path, root, builder.faults)
    if text is not None:
        rows.votes_in(builder, body, path, text)


def _text(path: str, root: str, faults: list[Fault]) -> str | None:
    """What a file says; None, with a fault, if it can't be read."""
    if os.path.splitext(path)[1].lower() not in ENDINGS:
        faults.append(Fault(path, 0, "", say.which_format(ENDINGS)))
        return None
    try:
        data = read_bytes(path, root, LARGEST)
    except (OSError, ValueError, OutsideRootError) as error:
        faults.append(Fault(path, 0, "", say.cannot_be_read(unreadable(error))))
        return None
    if len(data) > LARGEST:
        faults.append(Fault(path, 0, "", say.too_large(LARGEST // 10**6)))
        return None
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        faults.append(Fault(path, line, "", say.NOT_UTF8))
        return None
