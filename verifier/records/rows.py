"""Minutes as a table: one row a vote. For a whole file, or for the votes of one body that a record refers to."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence

from policy_dsl.decisions import NO_ATTRIBUTE, Cell, Vote
from policy_dsl.model import Specification
from policy_dsl.records import dataclass, field
from verifier.records.building import VOTES, Builder, Recorded, Spot, whole_number
from verifier.records.completing import completed
from verifier.records.faults import Fault
from verifier.records.table_rows import AT_MOST, NumberedRows, table
from verifier.words import record_files as say
from verifier.words.records import (
    CONSENT_TO_COME,
    LEFT_OUT,
    OBJECTION_TO_COME,
    TO_COME,
    TOTAL,
    VACANT,
    misspelt,
    unknown,
)

# What the columns are; others are the decision's attributes, `ruling.ATTRIBUTE`, or `reading.CLAUSE`.
VOTE_COLUMNS = ("voter", "party", "vote", "number", "named_by")
COLUMNS = ("motion", "id", "date", "body", *VOTE_COLUMNS, "outcome", "effects", "roll_call_of")
TOGETHER = {"decision": "decision.", "ruling": "ruling.", "reading": "reading."}


@dataclass
class _Motion:
    """A motion as its rows are read: `said` is what they say of it as a whole, with the row."""

    builder: Builder
    votes: Votes
    said: dict[str, tuple[str, int]]
    last: list[str] = field(default_factory=list)


def motions(
    specification: Specification,
    file: str,
    found: NumberedRows,
    faults: list[Fault],
    notes: list[Fault],
    finish: Callable[[Builder], None],
) -> Iterator[Recorded]:
    """The motions of a table that are recorded soundly; what is wrong with others goes to `faults`.

    A motion is told from others by `id`, what it is called, and the day. `finish` says what goes for all of them.
    """
    before = len(faults)
    column = columns_of(specification, file, found.columns, faults, notes)
    if found.repeated:
        notes.append(Fault(file, 1, "", say.columns_not_read([*found.repeated])))
    if len(faults) > before:
        return
    read: list[_Motion] = []
    whole = _read(specification, file, found, faults, column, read)
    if whole and not read and len(faults) == before:
        faults.append(Fault(file, 1, "", say.NO_ROW))
    for it in read if whole else ():
        for name, (value, line) in it.said.items():
            _say(it.builder, column[name], name, value, Spot(line, it.builder.label))
        it.votes.done()
        finish(it.builder)
        recorded = completed(it.builder)
        if recorded is not None and not found.broken:
            yield recorded


def _read(
    specification: Specification,
    file: str,
    found: NumberedRows,
    faults: list[Fault],
    column: Mapping[str, tuple[str, str]],
    read: list[_Motion],
) -> bool:
    """Read all rows; false where there are too many faults to go on."""
    place = {name: index for index, name in enumerate(found.columns)}
    body = place["body"]
    apart = [place[name] for name in ("id", "motion") if name in place]
    day = place.get("date")
    about = [
        (index, name)
        for name, index in place.items()
        if name in column and name not in ("motion", "id", "body", *VOTE_COLUMNS)
    ]
    latest: dict[tuple[str, ...], dict[str, _Motion]] = {}
    before: list[str] = []
    on = ""
    it: _Motion | None = None
    for line, row in found.rows:
        called = [row[index] for index in apart]
        given = "" if day is None else row[day]
        if it is None or called != before or (given and given != on):
            before, on = called, given
            key = tuple(each.strip() for each in called)
            date = given.strip()
            days = latest.setdefault(key, {})
            # A row without a day goes on with what the rows before it are about.
            it = days.get(date) if date or "" in days else next(reversed(days.values()), None)
            if it is None and date and "" in days:
                it = days.pop("")
            if it is None:
                label = row[place["motion"]].strip() if "motion" in place else ""
                builder = Builder(specification, file, Spot(line, label), faults, label)
                it = _Motion(builder, Votes(builder, place), {}, [""] * len(row))
                read.append(it)
            days[date] = it
        for index, name in about:
            cell = row[index]
            if cell and cell != it.last[index]:
                it.last[index] = cell
                _once(it.builder, it.said, name, cell.strip(), line)
        it.votes.row(row[body].strip(), row, line)
        if len(faults) > AT_MOST:
            faults.append(Fault(file, line, "", say.TOO_MANY_FAULTS_IN_ROWS))
            return False
    return True


def votes_in(builder: Builder, body: str, file: str, text: str) -> None:
    """The votes of one body, in a file that a record refers to."""
    faults: list[Fault] = []
    found = table(file, text, faults, VOTE_COLUMNS)
    if found is not None:
        known = set(VOTE_COLUMNS)
        faults += [
            Fault(file, 1, "", unknown("column", name, VOTE_COLUMNS))
            for name in found.columns
            if name not in known
        ]
        if "vote" not in found.columns or not {"voter", "party"} & set(found.columns):
            faults.append(Fault(file, 1, "", say.COLUMNS_NEEDED))
    if found is not None and not faults:
        place = {name: index for index, name in enumerate(found.columns)}
        inner = Builder(builder.specification, file, Spot(), faults)
        votes = Votes(inner, place)
        for line, row in found.rows:
            votes.row(body, row, line)
            if len(faults) > AT_MOST:
                faults.append(Fault(file, line, "", say.TOO_MANY_FAULTS))
                break
        votes.done()
        for (where, party), cells in inner.counted.items():
            for cell, given in cells.items():
                for vote, number in given.items():
                    builder.add_votes(where, party, cell, vote, number)
        for (where, party), number in inner.vacant.items():
            builder.add_vacant(where, party, number)
        builder.totals.update(inner.totals)
        for (where, party), coming in inner.coming.items():
            for cell, number in (coming or {}).items():
                builder.add_to_come(where, party, cell, number)
        builder.others_coming.update(inner.others_coming)
        builder.others.update(inner.others)
        builder.others_vacant.update(inner.others_vacant)
        builder.cells_from = builder.cells_from or inner.cells_from
    builder.faults.extend(faults)
    builder.sound = builder.sound and not faults


def columns_of(
    specification: Specification,
    file: str,
    columns: Sequence[str],
    faults: list[Fault],
    notes: list[Fault],
) -> Mapping[str, tuple[str, str]]:
    """For each column what it says: ("decision", attribute), ("ruling", …), ("reading", …), or itself.

    A column of another name is not read, and noted, unless it is likely to be a misspelt one.
    """
    found: dict[str, tuple[str, str]] = {}
    left: list[str] = []
    known = (*COLUMNS, *specification.attribute)
    missing = [name for name in known if name not in columns]
    for name in filter(None, columns):
        kind = next((k for k, prefix in TOGETHER.items() if name.startswith(prefix)), None)
        if kind is not None:
            found[name] = (kind, name.removeprefix(TOGETHER[kind]))
        elif name in COLUMNS:
            found[name] = (name, name)
        elif name in specification.attribute:
            found[name] = ("decision", name)
        elif misspelt(name, missing):
            faults.append(Fault(file, 1, "", unknown("column", name, missing)))
        else:
            left.append(name)
    for needed in ("body", "vote"):
        if needed not in columns:
            faults.append(Fault(file, 1, "", say.no_column(needed)))
    if not {"voter", "party"} & set(columns):
        faults.append(Fault(file, 1, "", say.NO_VOTER))
    if left:
        notes.append(Fault(file, 1, "", say.columns_not_read(left)))
    return found


def is_ours(specification: Specification, column: str) -> bool:
    """Whether a column of that name is read, or likely to be a misspelt one."""
    known = (*COLUMNS, *specification.attribute)
    prefixed = any(column.startswith(prefix) for prefix in TOGETHER.values())
    return column in known or prefixed or misspelt(column, known)


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
        case "roll_call_of":
            builder.set_roll_call(value, spot)
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
        self.seen: dict[str, dict[str, int]] = {}
        self.cells: dict[str, Cell | None] = {"": NO_ATTRIBUTE}
        self.bodies = builder.specification.body
        self.parties = builder.specification.party
        self.marked: dict[str, int] = {}
        # Where one more vote is counted that is like one before it.
        self.alike: dict[tuple[str, str, str], tuple[dict[Vote, int], Vote, dict[str, int]]] = {}

    def row(self, body: str, row: Sequence[str], line: int) -> None:
        """One row."""
        voter = "" if self.voter is None else row[self.voter].strip()
        party = (row[self.party].strip() if self.party is not None else "") or voter
        text = row[self.vote].strip()
        if text == LEFT_OUT:
            return
        if party not in self.parties:
            called = self.builder.titles.get(party, party)
            voter, party = (called if voter == party else voter), called
        like = self.alike.get((body, party, text))
        if like is not None and voter and voter != party and not self._says_more(row):
            votes, vote, seen = like
            if voter not in seen:
                seen[voter] = line
                votes[vote] += 1
                return
        if not body:
            self._without_body(party, text, Spot(line, self.builder.label))
        elif text in ("casting for", "casting against", "casting not cast", f"casting {TO_COME}"):
            spot = Spot(line, self.builder.label)
            if self.builder.known_body(body, spot):
                self.builder.set_casting(body, text.removeprefix("casting "), spot)
        elif voter in ("others", TOTAL) and voter not in self.parties:
            self._of_many(voter, body, text, row, Spot(line, self.builder.label))
        elif body not in self.bodies or party not in self.parties:
            spot = Spot(line, self.builder.label)
            if self.builder.known_body(body, spot):
                self._unknown_party(party, voter, spot)
        else:
            self._count(body, party, voter, text, row, line)

    def _says_more(self, row: Sequence[str]) -> bool:
        """Whether a row says a number of votes, or whom it is about."""
        return bool(
            (self.number is not None and row[self.number].strip())
            or (self.named_by is not None and row[self.named_by].strip())
        )

    def _of_many(self, voter: str, body: str, text: str, row: Sequence[str], spot: Spot) -> None:
        """What those did who are not mentioned, or how many did so in all."""
        if not self.builder.known_body(body, spot):
            return
        if voter == "others":
            self.builder.set_others(body, text, spot)
            return
        number = "" if self.number is None else row[self.number]
        self.builder.add_total(body, text, number, spot)

    def _count(
        self, body: str, party: str, voter: str, text: str, row: Sequence[str], line: int
    ) -> None:
        cohort = self.parties[party].cohort
        seen = self.seen.setdefault(body, {})
        if voter != party or not cohort:
            earlier = seen.get(voter or party)
            seen.setdefault(voter or party, line)
            if earlier is not None:
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
        if cell is None or number is None:
            return
        if cell and not cohort:
            cell = NO_ATTRIBUTE  # a party of its own is named by the decision
        if text == TO_COME:
            self.builder.add_to_come(body, party, cell, number)
            return
        if text == VACANT:
            self.builder.add_vacant(body, party, number)
            return
        where = Spot(line, self.builder.label).within(voter or party)
        vote = VOTES.get(text) or self.builder.vote_of(text, where)
        if vote is not None:
            if cell:
                self.marked.setdefault(body, line)
            votes = self.builder.add_votes(body, party, cell, vote, number)
            if not marks and cohort:
                self.alike[body, party, text] = votes, vote, seen

    def _without_body(self, party: str, text: str, spot: Spot) -> None:
        if self.builder.party_called(party, spot) is None:
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
