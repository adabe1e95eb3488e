"""A list of members in JSON or YAML, each with parts of its own, as a table: a row for each, a column for each part."""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from types import MappingProxyType

from policy_dsl.reading import root_of
from verifier.records.building import TABLES
from verifier.records.faults import Fault
from verifier.records.table_rows import NumberedRows, table
from verifier.records.texts import text_of
from verifier.records.tree import Many, NamedTrees, Tree, flat, from_json, from_yaml, nested
from verifier.records.turned import ID, MOTION
from verifier.words import mapping
from verifier.words import record_files as say
from verifier.words.records import misspelt

NOTHING: Mapping[str, frozenset[str]] = MappingProxyType({})


def entries(
    file: str,
    trees: Sequence[Tree],
    faults: list[Fault],
    named: str = "",
    leave_out: Mapping[str, frozenset[str]] = NOTHING,
) -> NumberedRows | None:
    """The table of a list whose entries have names with values; None where it is something else.

    Of an entry only texts and numbers are columns, those in parts of parts as `part.name`; what others have and an
    entry has not is empty there. One in which the column `named` is not is a fault, and so is a list where others
    have a text, unless that motion is left out.
    """
    listed = _listed(trees)
    # A record of a motion has our names.
    if not listed or any(name in _OF_RECORDS[:3] for name in _parts(listed)):
        return None
    rows = [(it.line or number, dict(flat("", it))) for number, it in enumerate(listed, 1)]
    columns = tuple(dict.fromkeys(name for _, row in rows for name in row))
    if named in columns:
        for line, row in rows:
            if not row.get(named):
                faults.append(Fault(file, line, "", say.not_named(named)))
        unread = leave_out.get(MOTION, frozenset()) | leave_out.get(ID, frozenset())
        for it, (line, row) in zip(listed, rows, strict=True):
            for name in nested("", it):
                if name in columns and name not in row and name not in unread:
                    message = mapping.no_word(name, name, [row.get(named, "")])
                    faults.append(Fault(file, line, "", message))
    return NumberedRows(
        columns, [(n, [row.get(name, "") for name in columns]) for n, row in rows], []
    )


def lists_in(trees: Sequence[Tree], columns: Sequence[str]) -> list[str]:
    """Of the entries of a list of members the parts that are lists, of which a table of it has no column."""
    found = (name for it in _listed(trees) for name in nested("", it))
    return [name for name in dict.fromkeys(found) if not _above(name, columns)]


def _above(name: str, columns: Sequence[str]) -> bool:
    return any(column == name or column.startswith(f"{name}.") for column in columns)


def list_of_members(path: str, root: str | None, faults: list[Fault]) -> NumberedRows | None:
    """The entries of a list of members in JSON, YAML or a table; None, with a fault, where it is none."""
    ending = os.path.splitext(path)[1].lower()
    text = text_of(path, root_of(path, root), "", faults)
    if text is None:
        return None
    if ending in TABLES:
        return table(path, text, faults, ())
    trees, wrong = (from_yaml if ending in (".yaml", ".yml") else from_json)(path, text)
    faults += wrong
    found = None if wrong else entries(path, trees, faults)
    if found is None and not wrong:
        faults.append(Fault(path, 0, "", mapping.LIST_EXPECTED))
    return found


def no_record(file: str, trees: Sequence[Tree]) -> Fault | None:
    """What to write, where several entries say nothing that a record of a motion says; None where one does.

    What `conform` saved of a session says what to do with it.
    """
    named = (dict(it.items) for it in trees if isinstance(it, NamedTrees))
    if any(isinstance(it.get("session"), Many) for it in named):
        return Fault(file, 0, "", say.A_SESSION)
    table = entries(file, trees, [])
    if table is None or len([*table.rows]) < 2:
        return None
    parts = _parts(_listed(trees))
    if any(part in _OF_RECORDS or misspelt(part, _OF_RECORDS) for part in parts):
        return None
    return Fault(file, 0, "", say.not_of_motions(table.columns))


# What a record of a motion says; by the first three it is known as one.
_OF_RECORDS = ("votes", "motion", "earlier", "date", "decision", "others", "outcome")


def _listed(trees: Sequence[Tree]) -> list[NamedTrees]:
    """The entries of a list, or of several texts; none where one has no names with values."""
    found = [it for tree in trees for it in (tree.items if isinstance(tree, Many) else (tree,))]
    named = [it for it in found if isinstance(it, NamedTrees)]
    return named if len(named) == len(found) else []


def _parts(listed: Sequence[NamedTrees]) -> set[str]:
    return {name for it in listed for name, _ in it.items}
