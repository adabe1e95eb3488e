"""Minutes from files: JSON, YAML, or a table; as we write them, or as a mapping says that somebody else does."""

from __future__ import annotations

import os
from collections.abc import Iterable, Sequence
from functools import partial

from policy_dsl.model import Specification
from policy_dsl.reading import root_of
from policy_dsl.records import dataclass, field
from verifier.records import rows, walking
from verifier.records.building import TABLES, Builder, Recorded, Spot
from verifier.records.defaults import say_defaults
from verifier.records.entries import entries, lists_in, no_record
from verifier.records.faults import Fault, told
from verifier.records.listed_votes import rows_of
from verifier.records.mapped_rows import MappedRows, takes
from verifier.records.mapped_trees import in_our_words
from verifier.records.mapping import RecordMapping
from verifier.records.table_rows import NumberedRows, table
from verifier.records.texts import text_of
from verifier.records.tree import Many, Tree, from_json, from_yaml
from verifier.records.turned import turned
from verifier.words import record_files as say

ENDINGS = (".json", ".jsonl", ".yaml", ".yml", *TABLES)


@dataclass(frozen=True)
class Records:
    """The motions in some files, all that is wrong with those that are left out, and what of the files was not read."""

    motions: tuple[Recorded, ...]
    faults: tuple[Fault, ...]
    notes: tuple[Fault, ...]


def read(
    specification: Specification, paths: Sequence[str], root: str | None = None
) -> tuple[tuple[Recorded, ...], tuple[Fault, ...]]:
    """The motions in some files as we write them, and everything that is wrong with those that are left out.

    The tables that a file names lie within `root`, if the file does, or else in the folder that it is in.
    """
    found = read_as(specification, paths, None, root)
    return found.motions, found.faults


def read_as(
    specification: Specification,
    paths: Sequence[str],
    mapping: RecordMapping | None,
    root: str | None = None,
) -> Records:
    """The same of files as a mapping reads them."""
    reader = _RecordReader(specification, mapping)
    found = [motion for path in paths for motion in reader.motions(path, root_of(path, root))]
    return Records(tuple(found), told(reader.faults), told(reader.notes))


def read_text(specification: Specification, name: str, text: str) -> Records:
    """The motions of a record in JSON that is a text of its own, called so; one that refers to a file is at fault."""
    trees, wrong = from_json(name, text)
    faults: list[Fault] = [*wrong]
    notes: list[Fault] = []
    found = walking.motions(
        specification, name, trees, faults, notes, _no_file, lambda builder: None
    )
    return Records(tuple(found), tuple(faults), tuple(notes))


def _no_file(builder: Builder, body: str, name: str, spot: Spot) -> None:
    builder.fault(spot, say.no_votes_table(name))


@dataclass
class _RecordReader:
    specification: Specification
    mapping: RecordMapping | None
    faults: list[Fault] = field(default_factory=list)
    notes: list[Fault] = field(default_factory=list)

    def motions(self, path: str, within: str) -> Iterable[Recorded]:
        """The motions of a file."""
        text = self.text(path, within, self.faults)
        ending = os.path.splitext(path)[1].lower()
        if text is None:
            return ()
        finish = partial(self._finish, within)
        if ending in TABLES:
            separator = self.mapping.separator if self.mapping else ""
            found = table(path, text, self.faults, rows.COLUMNS, separator, self._takes)
            return self._of_rows(path, found, finish)
        trees, wrong = (from_yaml if ending in (".yaml", ".yml") else from_json)(path, text)
        self.faults += wrong
        if not trees and wrong:
            return ()
        if self.mapping is not None and self.mapping.each:
            listed = rows_of(path, self.mapping, trees, self.faults, self.notes)
            return self._of_rows(path, listed, finish)
        if self.mapping is not None and self.mapping.turned:
            nameless: list[Fault] = []
            members = entries(path, trees, nameless, self.mapping.turned, self.mapping.leave_out)
            if members is not None:
                self.faults += nameless
                left = lists_in(trees, members.columns)
                if left:
                    self.notes.append(Fault(path, 0, "", say.parts_not_read(left)))
                return self._of_rows(path, None if nameless else members, finish)
        fault = no_record(path, trees)
        if fault is not None:
            self.faults.append(fault)
            return ()
        return walking.motions(
            self.specification,
            path,
            self._in_our_words(trees),
            self.faults,
            self.notes,
            partial(self._votes_file, within),
            finish,
        )

    def _takes(self, column: str) -> bool:
        """Whether anything is read from a column of that name."""
        if self.mapping is None:
            return rows.is_ours(self.specification, column)
        return takes(self.specification, self.mapping, column)

    def _of_rows(
        self, path: str, found: NumberedRows | None, finish: partial[None]
    ) -> Iterable[Recorded]:
        if found is not None and self.mapping is not None and self.mapping.turned:
            found = turned(path, found, self.mapping.turned, self.faults, self.notes)
        if found is not None and self.mapping is not None:
            by = MappedRows(self.specification, self.mapping, path, found, self.faults, self.notes)
            found = by.rows()
        if found is None:
            return ()
        return rows.motions(self.specification, path, found, self.faults, self.notes, finish)

    def _in_our_words(self, trees: tuple[Tree, ...]) -> tuple[Tree, ...]:
        if self.mapping is None:
            return trees
        found = []
        for tree in trees:
            items = tree.items if isinstance(tree, Many) else (tree,)
            found += [in_our_words(self.mapping, each) for each in items]
        return tuple(each for each in found if each is not None)

    def _finish(self, within: str, builder: Builder) -> None:
        if self.mapping is not None:
            say_defaults(builder, self.mapping.defaults, partial(self._votes_file, within))

    def _votes_file(self, root: str, builder: Builder, body: str, name: str, spot: Spot) -> None:
        """The votes of a body in a table next to the record."""
        path = os.path.join(os.path.dirname(builder.file), name)
        if os.path.splitext(name)[1].lower() not in TABLES:
            builder.fault(spot, say.no_votes_table(name))
            return
        text = self.text(path, root, builder.faults)
        if text is not None:
            rows.votes_in(builder, body, path, text)

    def text(self, path: str, root: str, faults: list[Fault]) -> str | None:
        """What a file says; None, with a fault, if it can't be read."""
        if os.path.splitext(path)[1].lower() not in ENDINGS:
            faults.append(Fault(path, 0, "", say.which_format(ENDINGS)))
            return None
        return text_of(path, root, self.mapping.encoding if self.mapping else "", faults)
