"""Records of somebody else's, in YAML or JSON, that list their votes in their own way: as a table of votes."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property

from policy_dsl.records import dataclass
from verifier.records.faults import Fault
from verifier.records.mapping import RecordMapping
from verifier.records.table_rows import NumberedRows
from verifier.records.tree import Many, NamedTrees, Scalar, Tree, flat, nested
from verifier.words import mapping as say
from verifier.words.records import TOTAL, misspelt

# Under the part that lists the votes, the name that stands above a vote.
ABOVE = "*"
_ID = "id"


def rows_of(
    file: str,
    mapping: RecordMapping,
    trees: Sequence[Tree],
    faults: list[Fault],
    notes: list[Fault],
) -> NumberedRows | None:
    """The votes that records list under `each`, a row a vote, with the columns that the mapping takes.

    A column is a part of the record, as `result`, or of a vote, as `votes.name`; `votes.*` is the name above a vote.
    None, with faults, where the mapping is one of other records.
    """
    records = [it for tree in trees for it in (tree.items if isinstance(tree, Many) else (tree,))]
    listing = _ListedVotes(file, mapping, records, faults)
    return listing.table() if listing.parts_are_there(notes) else None


@dataclass
class _ListedVotes:
    """Records that list their votes, as a mapping takes parts of them."""

    file: str
    mapping: RecordMapping
    records: Sequence[Tree]
    faults: list[Fault]

    @cached_property
    def taken(self) -> Mapping[str, str]:
        """Of their parts, what the mapping takes from them."""
        said = {theirs: ours for ours, them in self.mapping.columns.items() for theirs in them}
        return {**dict.fromkeys(self.mapping.leave_out, "leave_out"), **self._numbers, **said}

    @cached_property
    def _numbers(self) -> Mapping[str, str]:
        """The parts with the votes of members, with lists of names, or with numbers."""
        mapping = self.mapping
        return {**mapping.voters, **mapping.lists, **dict.fromkeys(mapping.totals, TOTAL)}

    @cached_property
    def _whole(self) -> bool:
        """Whether what is listed are motions, and no votes on one."""
        return not {"vote", "voter"} & {*self.mapping.columns, *self.taken}

    @cached_property
    def _apart(self) -> bool:
        """Whether each entry is a motion of its own, as no `id` says otherwise."""
        return self._whole and _ID not in {*self.mapping.columns, *self.taken}

    def parts_are_there(self, notes: list[Fault]) -> bool:
        """Whether records have what is taken; a part that none of them has is told, as misspelt if it may be."""
        if not self.records:
            return True
        each = self.mapping.each
        missing = dict.fromkeys([each, *self.taken])
        missing.pop(_ID, None)  # its number, where a record has none
        parts: dict[str, None] = {}
        for record in self.records:
            if not missing:
                return True
            here = [*_names("", record)]
            for above, vote in votes_under(at_path(record, each)):
                here += _names(each, vote)
                here += [f"{each}.{ABOVE}"] if above is not None else []
            parts |= dict.fromkeys(here)
            for name in here:
                missing.pop(name, None)
        before = len(self.faults)
        if each in missing:
            self._fault(1, "", say.no_such_part(each, [*parts]))
            return False
        votes_listed = any(name.startswith(f"{each}.") for name in parts)
        for name in missing:
            if misspelt(name, parts) or name in self._numbers:
                self._fault(1, "", say.no_such_column(name, self.taken[name], [*parts]))
            elif votes_listed or not name.startswith(f"{each}."):
                message = say.no_record_has(name, self.taken[name])
                notes.append(Fault(self.file, 1, "", message))
        return len(self.faults) == before

    def _fault(self, line: int, where: str, message: str) -> None:
        self.faults.append(Fault(self.file, line, where, message))

    def table(self) -> NumberedRows:
        """The table of their votes. Of a record in which a list stands for a word nothing is read."""
        broken: list[int] = []
        columns = tuple(dict.fromkeys([*self.taken, _ID]))
        return NumberedRows(columns, self._rows(columns, broken), broken)

    def _rows(self, columns: Sequence[str], broken: list[int]) -> Iterator[tuple[int, list[str]]]:
        numbered = [*enumerate(self.records, 1)]
        wholes = [{_ID: str(number), **dict(flat("", it))} for number, it in numbered]
        ids = [self._of("id", whole) for whole in wholes]
        times = Counter(ids)
        for (number, record), whole, called in zip(numbered, wholes, ids, strict=True):
            line = record.line or number
            lists = {*nested("", record)} - {self.mapping.each}
            if _ID not in self.taken:
                lists.discard(_ID)
            listed_under = at_path(record, self.mapping.each)
            wrong: dict[str, list[str]] = self._of_nobody(listed_under)
            rows = []
            votes: list[tuple[str | None, Tree | None]] = [*votes_under(listed_under)]
            # One that lists no votes says so, to be asked for them.
            for index, (above, vote) in enumerate(votes or [(None, None)], 1):
                said = {} if vote is None else _vote_parts(self.mapping.each, above, vote)
                below = set() if vote is None else {*nested(self.mapping.each, vote)}
                flawed = False
                for name in self.taken:
                    if name not in said and name in below:
                        who = above or self._of("motion" if self._whole else "voter", said)
                        who = who or (say.A_MOTION if self._whole else "")
                        wrong.setdefault(name, []).append(who)
                        flawed = True
                    elif name not in said and name in lists:
                        wrong[name] = []
                if self._apart:
                    said[_ID] = f"{number}.{index}"
                if self._apart and flawed:
                    continue
                rows.append((line, [said.get(name, whole.get(name, "")) for name in columns]))
            if self._whole and not votes:
                self._fault(line, self._of("motion", whole), say.nothing_listed(self.mapping.each))
                continue
            for name, whose in wrong.items():
                self._fault(line, self._of("motion", whole), self._no_word(name, whose))
            if not wrong or (self._apart and all(wrong.values())):
                yield from rows
            elif times[called] > 1:
                broken.append(line)  # it may go on with what another record is about

    def _no_word(self, name: str, whose: Sequence[str]) -> str:
        if name in self.mapping.voters:
            return say.no_word("vote", name, [self.taken[name]])
        return say.no_word(self.taken[name], name, whose)

    def _of_nobody(self, tree: Tree) -> dict[str, list[str]]:
        """Of voters whose names stand above their votes, those with an empty list there."""
        above = f"{self.mapping.each}.{ABOVE}"
        if self.taken.get(above) != "voter" or not isinstance(tree, NamedTrees):
            return {}
        empty = [name for name, each in tree.items if isinstance(each, Many) and not each.items]
        vote = next((theirs for theirs, ours in self.taken.items() if ours == "vote"), "")
        return {vote: empty} if vote and empty else {}

    def _of(self, ours: str, parts: Mapping[str, str]) -> str:
        """What a record or a vote says of one of our columns."""
        texts = (parts.get(name, "").strip() for name in self.mapping.columns.get(ours, (ours,)))
        return " ".join(filter(None, texts))


def at_path(tree: Tree, path: str) -> Tree:
    """A part of a record by the names that lead to it; one that says nothing where there is none."""
    for name in path.split("."):
        said = dict(tree.items) if isinstance(tree, NamedTrees) else {}
        tree = said.get(name, Scalar(""))
    return tree


def listed(each: str, tree: Tree) -> Iterator[dict[str, str]]:
    """The votes under a part, each with what it says."""
    return (_vote_parts(each, above, vote) for above, vote in votes_under(tree))


def votes_under(tree: Tree) -> Iterator[tuple[str | None, Tree]]:
    """The votes under a part, with the name above: a list, a list below each word, or a word below each name."""
    if isinstance(tree, Many):
        for vote in tree.items:
            yield None, vote
    elif isinstance(tree, NamedTrees):
        for name, below in tree.items:
            for vote in below.items if isinstance(below, Many) else (below,):
                yield name, vote


def _vote_parts(each: str, above: str | None, vote: Tree) -> dict[str, str]:
    own = dict(flat(each, vote))
    return own if above is None else {f"{each}.{ABOVE}": above, **own}


def _names(above: str, tree: Tree) -> Iterator[str]:
    yield from (name for name, _ in flat(above, tree))
    yield from nested(above, tree)
