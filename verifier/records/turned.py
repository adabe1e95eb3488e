"""A table with a row for each member and a column for each motion, turned: a row is a motion, a column a member."""

from __future__ import annotations

from collections import Counter

from verifier.records.faults import Fault
from verifier.records.table_rows import NumberedRows
from verifier.words import mapping as say
from verifier.words import record_files as say_files

MOTION, ID = "motion", "id"


def turned(
    file: str, found: NumberedRows, members: str, faults: list[Fault], notes: list[Fault]
) -> NumberedRows | None:
    """The table turned, where one column has the names of the `members` (and of what else rows say of the motions).

    None, with a fault, where there is no such column, or where two rows have one name. A motion is called as its column
    is; two columns of one name were a fault before.
    """
    if members not in found.columns:
        message = say.no_such_column(members, "turned", found.columns)
        faults.append(Fault(file, 1, "", message))
        return None
    at = found.columns.index(members)
    numbered = [*found.rows]
    rows = [row for _, row in numbered]
    # A row without a name is called by its number, to be told as one that was not read, or to be read by that.
    names = [
        (row[at].strip() or say_files.row(number)) if any(map(str.strip, row)) else ""
        for number, row in numbered
    ]
    twice = next((name for name, times in Counter(names).items() if name and times > 1), None)
    if twice is not None:
        faults.append(Fault(file, 1, "", say_files.column_twice(twice)))
        return None
    told = {index for them in found.repeated.values() for index in them}
    nameless = [
        index + 1
        for index, heading in enumerate(found.columns)
        if not heading and index not in told and any(row[index].strip() for row in rows)
    ]
    if nameless:
        notes.append(Fault(file, 1, "", say_files.columns_without_names(nameless)))
    motions = [
        (1, [heading, heading, *(row[column] for row in rows)])
        for column, heading in enumerate(found.columns)
        if heading and column != at
    ]
    return NumberedRows((MOTION, ID, *names), motions, found.broken)
