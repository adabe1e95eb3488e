"""A table of somebody else's as the table of votes that it is by a mapping: a row for each vote.

Whatever has no place in the mapping is not read, and noted. A word or a name of which the mapping says nothing stays
as it is: it is one of ours, or a fault.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import cached_property

from policy_dsl.model import Specification
from policy_dsl.records import dataclass
from verifier.records.dates import day_in
from verifier.records.faults import Fault
from verifier.records.mapping import RecordMapping
from verifier.records.table_rows import NumberedRows
from verifier.records.titles import titles
from verifier.records.turned import ID, MOTION
from verifier.words import mapping as say
from verifier.words import record_files as say_files
from verifier.words.records import LEFT_OUT, TOTAL

# The columns that every row has here, then those of the motion as a whole.
_OWN = ("id", "motion", "date", "body", "voter", "party", "vote", "number")
_OURS = (*_OWN, "outcome", "effects", "named_by")
_ID, _MOTION, _DATE, _BODY, _VOTER, *_ = range(len(_OWN))
# What stands between the names in a list.
_NAMES = re.compile(r"[;,\n]|\band\b|&")
_OF_VOTE = frozenset(_OWN[_VOTER:])


def takes(specification: Specification, mapping: RecordMapping, name: str) -> bool:
    """Whether anything is read from a column of that name; in a table that is turned each is a motion."""
    if mapping.turned:
        return all(name not in mapping.leave_out.get(it, ()) for it in (MOTION, ID))
    if name in (*_OURS, *specification.attribute) and name not in mapping.columns:
        return True
    of_columns = (theirs for them in mapping.columns.values() for theirs in them)
    members = (*mapping.voters, *mapping.lists, *mapping.totals)
    return name in (*of_columns, *members, *mapping.leave_out)


@dataclass
class MappedRows:
    """The rows of a table, as a mapping reads them. `whole`: a row is a motion."""

    specification: Specification
    mapping: RecordMapping
    file: str
    found: NumberedRows
    faults: list[Fault]
    notes: list[Fault]

    def rows(self) -> NumberedRows | None:
        """The table of votes; None, with faults, where the mapping is one of another table."""
        if not self._columns_are_there():
            return None
        columns = (*_OWN, *self._about)
        return NumberedRows(columns, self._rows(), self.found.broken)

    # --- columns ---------------------------------------------------------------------------------

    @cached_property
    def place(self) -> Mapping[str, int]:
        """Where each column is."""
        return {name: index for index, name in enumerate(self.found.columns) if name}

    @cached_property
    def source(self) -> Mapping[str, tuple[str, ...]]:
        """Of our columns, those that they are taken from: as the mapping says, or of the same name."""
        names = (*_OURS, *self.specification.attribute)
        own = {name: (name,) for name in names if name in self.place}
        spoken_for = {*self.mapping.voters, *self.mapping.lists, *self.mapping.totals}
        return {
            **{ours: it for ours, it in own.items() if it[0] not in spoken_for},
            **self.mapping.columns,
        }

    @cached_property
    def whole(self) -> bool:
        """Whether a row is a motion: it has a column for each member, or for how many."""
        return "vote" not in self.source and "voter" not in self.source

    @cached_property
    def _about(self) -> tuple[str, ...]:
        return tuple(name for name in self.source if name not in _OWN)

    def _columns_are_there(self) -> bool:
        taken = {
            **{theirs: ours for ours, them in self.mapping.columns.items() for theirs in them},
            **self.mapping.voters,
            **dict.fromkeys(self.mapping.totals, TOTAL),
            **self.mapping.lists,
            **dict.fromkeys(self.mapping.leave_out, "leave_out"),
        }
        missing = [theirs for theirs in taken if theirs not in self.place]
        for theirs in missing:
            message = say.no_such_column(theirs, taken[theirs], self.found.columns)
            self.faults.append(Fault(self.file, 1, "", message))
        read = {theirs for them in self.source.values() for theirs in them} | set(taken)
        left = [name for name in self.found.columns if name and name not in read]
        left += self.found.repeated
        if left:
            said = say_files.rows_not_read if self.mapping.turned else say_files.columns_not_read
            self.notes.append(Fault(self.file, 1, "", said(left)))
        return not missing

    # --- cells -----------------------------------------------------------------------------------

    def _rows(self) -> Iterator[tuple[int, list[str]]]:
        at = {ours: [self.place[name] for name in them] for ours, them in self.source.items()}
        left_out = [(self.place[name], values) for name, values in self.mapping.leave_out.items()]
        # What is said of a motion as a whole is mostly that of the row before.
        whole = [index for ours, them in at.items() if ours not in _OF_VOTE for index in them]
        date_of = self._days()
        told: set[tuple[str, ...]] = set()
        before: list[str] | None = None
        head: list[str] = []
        said: list[str] = []
        for line, row in self.found.rows:
            if any(row[index].strip() in values for index, values in left_out):
                continue
            cells = [row[index] for index in whole]
            if cells != before:
                before = cells
                head = self._head(row, at, date_of)
                said = [self._said(ours, _joined(row, at[ours])) for ours in self._about]
            if LEFT_OUT in said:
                continue
            if self.whole:
                unique = [head[_ID] if "id" in at else str(line), *head[_MOTION:]]
                yield from self._of_motion(line, row, unique, said)
                continue
            yield line, [*head, *self._of_vote(row, at), *said]
            if self.mapping.totals and _new(head, told):
                yield from self._totals(line, row, head, len(said))

    def _head(
        self, row: Sequence[str], at: Mapping[str, Sequence[int]], date_of: Callable[[str], str]
    ) -> list[str]:
        """Which motion it is, when, and in which body."""
        found = {name: _joined(row, at[name]) for name in _OWN[:_VOTER] if name in at}
        body = found.get("body", "")
        body = self.mapping.names.get(body, body) or self.mapping.body
        date = date_of(found["date"]) if "date" in found else ""
        return [found.get("id", ""), found.get("motion", ""), date, body]

    def _of_vote(self, row: Sequence[str], at: Mapping[str, Sequence[int]]) -> list[str]:
        """Who voted how: voter, party, vote and number."""
        voter = _joined(row, at["voter"]) if "voter" in at else ""
        party = _joined(row, at["party"]) if "party" in at else ""
        vote = _joined(row, at["vote"]) if "vote" in at else ""
        return [
            voter,
            self._party(party or voter) if party or voter else "",
            self.mapping.words.get(vote, vote),
            self._number(_joined(row, at["number"])) if "number" in at else "",
        ]

    def _of_motion(
        self, line: int, row: Sequence[str], head: list[str], said: list[str]
    ) -> Iterator[tuple[int, list[str]]]:
        """A row for each member that has a column in a row, and for each number of votes."""
        yield line, [*head, "", "", LEFT_OUT, "", *said]
        nothing = [""] * len(said)
        for theirs, party in self.mapping.voters.items():
            text = row[self.place[theirs]].strip()
            word = self.mapping.words.get(text, text)
            yield line, [*head, theirs, party, word, "", *nothing]
        for theirs, word in self.mapping.lists.items():
            for name in filter(None, map(str.strip, _NAMES.split(row[self.place[theirs]]))):
                yield line, [*head, name, self._party(name), word, "", *nothing]
        yield from self._totals(line, row, head, len(said))

    def _totals(
        self, line: int, row: Sequence[str], head: list[str], about: int
    ) -> Iterator[tuple[int, list[str]]]:
        """A row for each number of votes in a row."""
        for theirs, what in self.mapping.totals.items():
            number = self._number(row[self.place[theirs]].strip())
            if number:
                yield line, [*head, TOTAL, "", what, number, *([""] * about)]

    def _number(self, text: str) -> str:
        return "0" if text and text in self.mapping.zero else text

    def _party(self, name: str) -> str:
        found = self.mapping.names.get(name, name)
        if found in self.specification.party or found in ("others", TOTAL):
            return found
        return self._titles.get(found) or self.mapping.anyone_else or name

    @cached_property
    def _titles(self) -> Mapping[str, str]:
        return titles(self.specification)

    def _said(self, ours: str, text: str) -> str:
        """What is said of a motion as a whole."""
        if ours == "outcome":
            return self.mapping.outcomes.get(text, text)
        if ours == "roll_call_of":
            return self.mapping.names.get(text, text)
        return self.mapping.values.get(ours, {}).get(text, text)

    def _days(self) -> Callable[[str], str]:
        """Days as we write them, each worked out once."""
        known: dict[str, str] = {}

        def date_of(text: str) -> str:
            if text not in known:
                day = day_in(text, self.mapping.dates) if self.mapping.dates else None
                known[text] = text if day is None else day.isoformat()
            return known[text]

        return date_of


def _new(head: Sequence[str], told: set[tuple[str, ...]]) -> bool:
    """Whether a row is the first of its motion in a body; one without a day goes on with what was before it."""
    whole = head[_ID], head[_MOTION], head[_BODY]
    dated = (*whole, head[_DATE]) if head[_DATE] else whole
    new = dated not in told
    told |= {whole, dated}
    return new


def _joined(row: Sequence[str], at: Sequence[int]) -> str:
    if len(at) == 1:
        return row[at[0]].strip()
    return " ".join(filter(None, (row[index].strip() for index in at)))
