"""Minutes as a table: one row a vote. For a whole file, or for the votes of one body that a record refers to."""

from __future__ import annotations

import csv
import io
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence

from policy_dsl.decisions import NO_ATTRIBUTE, Cell
from policy_dsl.model import Specification
from policy_dsl.records import dataclass
from verifier.records.building import VOTES, Builder, Recorded, Spot, whole_number
from verifier.records.completing import completed
from verifier.records.faults import Fault
from verifier.words import record_files as say
from verifier.words.records import CONSENT_TO_COME, OBJECTION_TO_COME, TO_COME, unknown

# What the columns are; others are the decision's attributes, `ruling.ATTRIBUTE`, or `reading.CLAUSE`.
VOTE_COLUMNS = ("voter", "party", "vote", "number", "named_by")
COLUMNS = ("motion", "date", "body", *VOTE_COLUMNS, "outcome", "effects")
_AT_MOST = 200  # faults of one file that are worth printing
_TOGETHER = {"decision": "decision.", "ruling": "ruling.", "reading": "reading."}


@dataclass(frozen=True)
class NumberedRows:
    """A header and its rows, each with its number in the file (1 is the header)."""

    columns: tuple[str, ...]
    rows: Iterator[tuple[int, list[str]]]
    broken: list[int]  # rows that can't be read: nobody knows which motion they belong to


def table(file: str, text: str, faults: list[Fault]) -> NumberedRows | None:
    """The table in a CSV text (commas or semicolons); None, with a fault, if it has no header."""
    first = text.split("\n", 1)[0]
    delimiter = ";" if first.count(";") > first.count(",") else "\t" if "\t" in first else ","
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    try:
        header = [name.strip() for name in next(reader, [])]
    except csv.Error as error:
        faults.append(Fault(file, 1, "", say.no_table(error)))
        return None
    if not any(header):
        faults.append(Fault(file, 1, "", say.no_header(COLUMNS)))
        return None
    times = Counter(header)
    twice = next((name for name in header if name and times[name] > 1), None)
    if twice is not None:
        faults.append(Fault(file, 1, "", say.column_twice(twice)))
        return None
    broken: list[int] = []
    return NumberedRows(tuple(header), _numbered(file, reader, len(header), faults, broken), broken)


def _numbered(
    file: str, reader: Iterator[list[str]], width: int, faults: list[Fault], broken: list[int]
) -> Iterator[tuple[int, list[str]]]:
    line = 1
    while True:
        line = getattr(reader, "line_num", line) + 1
        try:
            row = next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            faults.append(Fault(file, line, "", say.row_unreadable(error)))
            broken.append(line)
            return
        if len(row) == width:
            yield line, row
        elif any(cell.strip() for cell in row):
            faults.append(Fault(file, line, "", say.other_width(len(row), width)))
            broken.append(line)


def motions(
    specification: Specification, file: str, text: str, faults: list[Fault]
) -> Iterator[Recorded]:
    """The motions of a table that are recorded soundly; what is wrong with others goes to `faults`."""
    found = table(file, text, faults)
    if found is None:
        return
    before = len(faults)
    column = _columns(specification, file, found.columns, faults)
    if len(faults) > before:
        return
    place = {name: index for index, name in enumerate(found.columns)}
    builders: dict[str, tuple[Builder, Votes, dict[str, tuple[str, int]]]] = {}
    motion, body = place.get("motion"), place["body"]
    about = [
        (index, name)
        for name, index in place.items()
        if name and name not in ("motion", "body", *VOTE_COLUMNS)
    ]
    for line, row in found.rows:
        label = row[motion].strip() if motion is not None else ""
        if label not in builders:
            builder = Builder(specification, file, Spot(line, label), faults, label)
            builders[label] = (builder, Votes(builder, place), {})
        builder, votes, said = builders[label]
        for index, name in about:
            if row[index]:
                _once(builder, said, name, row[index].strip(), line)
        votes.row(row[body].strip(), row, line)
        if len(faults) > _AT_MOST:
            faults.append(Fault(file, line, "", say.TOO_MANY_FAULTS_IN_ROWS))
            return
    if not builders:
        faults.append(Fault(file, 1, "", say.NO_ROW))
    for builder, votes, said in builders.values():
        for name, (value, line) in said.items():
            _say(builder, column[name], name, value, Spot(line, builder.label))
        votes.done()
        recorded = completed(builder)
        if recorded is not None and not found.broken:
            yield recorded


def votes_in(builder: Builder, body: str, file: str, text: str) -> None:
    """The votes of one body, in a file that a record refers to."""
    faults: list[Fault] = []
    found = table(file, text, faults)
    if found is not None:
        known = set(VOTE_COLUMNS)
        for name in found.columns:
            if name not in known:
                faults.append(Fault(file, 1, "", unknown("column", name, VOTE_COLUMNS)))
        if "vote" not in found.columns or not {"voter", "party"} & set(found.columns):
            faults.append(Fault(file, 1, "", say.COLUMNS_NEEDED))
    if found is not None and not faults:
        place = {name: index for index, name in enumerate(found.columns)}
        inner = Builder(builder.specification, file, Spot(), faults)
        votes = Votes(inner, place)
        for line, row in found.rows:
            votes.row(body, row, line)
            if len(faults) > _AT_MOST:
                faults.append(Fault(file, line, "", say.TOO_MANY_FAULTS))
                break
        votes.done()
        for (where, party), cells in inner.counted.items():
            for cell, given in cells.items():
                for vote, number in given.items():
                    builder.add_votes(where, party, cell, vote, number)
        for (where, party), coming in inner.coming.items():
            for cell, number in (coming or {}).items():
                builder.add_to_come(where, party, cell, number)
        builder.others_coming.update(inner.others_coming)
        builder.others.update(inner.others)
        builder.cells_from = builder.cells_from or inner.cells_from
    builder.faults.extend(faults)
    builder.sound = builder.sound and not faults


def _columns(
    specification: Specification, file: str, columns: Sequence[str], faults: list[Fault]
) -> Mapping[str, tuple[str, str]]:
    """For each column what it says: ("decision", attribute), ("ruling", …), ("reading", …), or itself."""
    found: dict[str, tuple[str, str]] = {}
    for name in filter(None, columns):
        kind = next((k for k, prefix in _TOGETHER.items() if name.startswith(prefix)), None)
        if kind is not None:
            found[name] = (kind, name.removeprefix(_TOGETHER[kind]))
        elif name in COLUMNS:
            found[name] = (name, name)
        elif name in specification.attribute:
            found[name] = ("decision", name)
        else:
            known = (*COLUMNS, *specification.attribute)
            faults.append(Fault(file, 1, "", unknown("column", name, known)))
    for needed in ("body", "vote"):
        if needed not in columns:
            faults.append(Fault(file, 1, "", say.no_column(needed)))
    if not {"voter", "party"} & set(columns):
        faults.append(Fault(file, 1, "", say.NO_VOTER))
    return found


def _once(
    builder: Builder, said: dict[str, tuple[str, int]], name: str, value: str, line: int
) -> None:
    """What is said of a motion as a whole may be repeated in its rows, but not changed."""
    if name not in said:
        if value:
            said[name] = (value, line)
    elif value and said[name][0] != value:
        earlier, row = said[name]
        builder.fault(Spot(line, builder.label), say.changed(name, value, earlier, row))


def _say(builder: Builder, column: tuple[str, str], name: str, value: str, spot: Spot) -> None:
    kind, of = column
    match kind:
        case "date":
            builder.set_date(value, spot)
        case "outcome":
            builder.set_outcome(value, spot)
        case "effects":
            builder.effects += [(text, spot) for text in _split(value)]
        case "reading":
            builder.set_reading(of, value, spot)
        case _:
            listed = _split(value) if ";" in value else value
            builder.set_value(of, listed, spot, ruling=kind == "ruling")


def _split(value: str) -> list[str]:
    return [part.strip() for part in value.split(";") if part.strip()]


class Votes:
    """Takes votes row by row. With both columns `party` says for whom a voter without a name of its own votes."""

    def __init__(self, builder: Builder, place: Mapping[str, int]) -> None:
        self.builder = builder
        self.voter, self.party = place.get("voter"), place.get("party")
        self.vote, self.number = place["vote"], place.get("number")
        self.named_by = place.get("named_by")
        self.seen: dict[tuple[str, str], int] = {}
        self.cells: dict[str, Cell | None] = {"": NO_ATTRIBUTE}
        self.bodies = builder.specification.body
        self.parties = builder.specification.party
        self.marked: dict[str, int] = {}

    def row(self, body: str, row: Sequence[str], line: int) -> None:
        """One row."""
        voter = "" if self.voter is None else row[self.voter].strip()
        party = (row[self.party].strip() if self.party is not None else "") or voter
        text = row[self.vote].strip()
        spot = None
        if not body:
            self._without_body(party, text, Spot(line, self.builder.label))
            return
        if text in ("casting for", "casting against", "casting not cast", f"casting {TO_COME}"):
            spot = Spot(line, self.builder.label)
            if self.builder.known_body(body, spot):
                self.builder.set_casting(body, text.removeprefix("casting "), spot)
            return
        if voter == "others" and "others" not in self.parties:
            spot = Spot(line, self.builder.label)
            if self.builder.known_body(body, spot):
                self.builder.set_others(body, text, spot)
            return
        if body not in self.bodies or party not in self.parties:
            spot = Spot(line, self.builder.label)
            if self.builder.known_body(body, spot):
                self._unknown_party(party, voter, spot)
            return
        self._count(body, party, voter, text, row, line)

    def _count(
        self, body: str, party: str, voter: str, text: str, row: Sequence[str], line: int
    ) -> None:
        cohort = self.parties[party].cohort
        if voter != party or not cohort:
            earlier = self.seen.setdefault((body, voter or party), line)
            if earlier != line:
                self._fault(line, say.voted_already(voter or party, body, earlier))
                return
        number: int | None = 1
        if self.number is not None and row[self.number].strip():
            number = whole_number(row[self.number])
            if number is None or (not cohort and number != 1):
                self._fault(line, say.no_number_of_votes_of(row[self.number], party))
                return
        marks = row[self.named_by].strip() if self.named_by is not None else ""
        if marks not in self.cells:
            self.cells[marks] = self.builder.cell(_split(marks), Spot(line, self.builder.label))
        cell = self.cells[marks]
        if text == TO_COME and cell is not None and number is not None:
            self.builder.add_to_come(body, party, cell if cohort else NO_ATTRIBUTE, number)
            return
        vote = VOTES.get(text) or self.builder.vote_of(text, Spot(line, self.builder.label))
        if vote is not None and cell is not None and number is not None:
            if cell and not cohort:
                cell = NO_ATTRIBUTE  # a party of its own is named by the decision
            if cell:
                self.marked.setdefault(body, line)
            self.builder.add_votes(body, party, cell, vote, number)

    def _without_body(self, party: str, text: str, spot: Spot) -> None:
        if not self.builder.known_party(party, spot):
            return
        if text in ("objects", "does not object"):
            self.builder.add_objection(party, NO_ATTRIBUTE, int(text == "objects"), spot)
        elif text in ("consents", "does not consent"):
            self.builder.add_consent(party, NO_ATTRIBUTE, int(text == "consents"), spot)
        elif text in (CONSENT_TO_COME, OBJECTION_TO_COME):
            consents = text == CONSENT_TO_COME
            add = self.builder.add_consent if consents else self.builder.add_objection
            add(party, NO_ATTRIBUTE, 0, spot)
            self.builder.add_act_to_come(consents, party, NO_ATTRIBUTE, None)
        else:
            self.builder.fault(spot, say.no_consent(text))

    def _unknown_party(self, party: str, voter: str, spot: Spot) -> None:
        if not party:
            self.builder.fault(spot, say.SAYS_NOT_WHO)
        elif self.party is None:
            self.builder.fault(spot, say.column_party(unknown("party", party, self.parties)))
        else:
            self.builder.fault(spot, unknown("party", party, self.parties))

    def _fault(self, line: int, message: str) -> None:
        self.builder.fault(Spot(line, self.builder.label), message)

    def done(self) -> None:
        """After the last row: whom the attributes name is what the rows of one body say."""
        if len(self.marked) > 1:
            said = say.marked_in_several(tuple(self.marked))
            self._fault(list(self.marked.values())[1], said)
        elif self.marked:
            self.builder.cells_from = next(iter(self.marked))
