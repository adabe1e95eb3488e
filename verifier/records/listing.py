"""Records of somebody else's in JSON as a table of votes: which part lists the votes is guessed, for a proposal."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from verifier.records.faults import Fault
from verifier.records.guesses import WORDS, plain
from verifier.records.listed_votes import at_path, listed
from verifier.records.table_rows import NumberedRows
from verifier.records.tree import Many, NamedTrees, Tree, flat, from_json
from verifier.words import proposing as say

LISTING = (".json", ".jsonl")
_RECORDS = 200  # so many are looked at
_DEEPEST = 4


def listing(path: str, text: str, faults: list[Fault]) -> tuple[str, NumberedRows] | None:
    """The part of the records that lists most votes, and the votes, a row each; None, with faults, where none does."""
    trees, wrong = from_json(path, text)
    faults += wrong
    if wrong:
        return None
    records = [it for tree in trees for it in (tree.items if isinstance(tree, Many) else (tree,))]
    records = records[:_RECORDS]
    parts = dict.fromkeys(name for record in records for name in _parts("", record, _DEEPEST))
    votes = {part: _votes(part, records) for part in parts}
    best = max(votes, key=lambda part: (votes[part], part.count(".")), default="")
    if not best or not votes[best]:
        faults.append(Fault(path, 0, "", say.NOTHING_LISTED))
        return None
    rows = [
        (line, {**vote, **whole})
        for line, record in enumerate(records, 1)
        for whole in [_whole(record, best)]
        for vote in listed(best, at_path(record, best))
    ]
    columns = tuple(dict.fromkeys(name for _, row in rows for name in row))
    table = [(line, [row.get(name, "") for name in columns]) for line, row in rows]
    return best, NumberedRows(columns, table, [])


def _parts(above: str, tree: Tree, left: int) -> Iterator[str]:
    """The parts of a record, by the names that lead to them."""
    if isinstance(tree, NamedTrees) and left:
        for name, each in tree.items:
            path = f"{above}.{name}" if above else name
            if not isinstance(each, NamedTrees | Many):
                continue
            yield path
            yield from _parts(path, each, left - 1)


def _votes(part: str, records: Sequence[Tree]) -> int:
    """How many votes a part lists: how often a word of votes stands in an entry of it, or above one."""
    return sum(
        any(plain(text) in WORDS for text in vote.values() if text)
        for record in records
        for vote in listed(part, at_path(record, part))
    )


def _whole(record: Tree, part: str) -> dict[str, str]:
    """What a record says beside its votes."""
    inside = f"{part}."
    return {
        name: text
        for name, text in flat("", record)
        if name != part and not name.startswith(inside)
    }
