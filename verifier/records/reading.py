"""Minutes from files: JSON, YAML, or a table with one row a vote."""

from __future__ import annotations

import os
from collections.abc import Sequence

from policy_dsl.model import Specification
from verifier.records import rows, walking
from verifier.records.building import TABLES, Builder, Recorded, Spot
from verifier.records.faults import Fault
from verifier.records.tree import LARGEST, from_json, from_yaml
from verifier.words import record_files as say

ENDINGS = (".json", ".jsonl", ".yaml", ".yml", *TABLES)


def read(
    specification: Specification, paths: Sequence[str]
) -> tuple[tuple[Recorded, ...], tuple[Fault, ...]]:
    """The motions in some files, and everything that is wrong with those that are left out."""
    found: list[Recorded] = []
    faults: list[Fault] = []
    for path in paths:
        text = _text(path, faults)
        ending = os.path.splitext(path)[1].lower()
        if text is None:
            continue
        if ending in TABLES:
            found += rows.motions(specification, path, text, faults)
            continue
        trees, wrong = (from_yaml if ending in (".yaml", ".yml") else from_json)(path, text)
        faults += wrong
        if trees or not wrong:
            found += walking.motions(specification, path, trees, faults, _votes_file)
    return tuple(found), tuple(faults)


def _votes_file(builder: Builder, body: str, name: str, spot: Spot) -> None:
    """The votes of a body in a table next to the record."""
    path = os.path.join(os.path.dirname(builder.file), name)
    if os.path.splitext(name)[1].lower() not in TABLES:
        builder.fault(spot, say.no_votes_table(name))
        return
    text = _text(path, builder.faults)
    if text is not None:
        rows.votes_in(builder, body, path, text)


def _text(path: str, faults: list[Fault]) -> str | None:
    """What a file says; None, with a fault, if it can't be read."""
    if os.path.splitext(path)[1].lower() not in ENDINGS:
        faults.append(Fault(path, 0, "", say.which_format(ENDINGS)))
        return None
    try:
        with open(path, "rb") as file:
            data = file.read(LARGEST + 1)
    except (OSError, ValueError) as error:
        why = error.strerror if isinstance(error, OSError) else say.NO_SUCH_NAME
        faults.append(Fault(path, 0, "", say.unreadable(why)))
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
