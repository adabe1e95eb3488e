"""A table as a file has it: a header, and rows with their numbers. What the columns say is for others."""

from __future__ import annotations

import csv
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping

from policy_dsl.records import dataclass, field, replace
from verifier.records.faults import Fault
from verifier.words import record_files as say

AT_MOST = 200  # faults of one file that are worth printing
SEPARATORS = (",", ";", "\t", "|")


@dataclass(frozen=True)
class NumberedRows:
    """A header and its rows, each with its number in the file (1 is the header)."""

    columns: tuple[str, ...]
    rows: Iterable[tuple[int, list[str]]]
    broken: list[int]  # rows that can't be read: nobody knows which motion they belong to
    # Names of several columns each, which have none here, and where they are.
    repeated: Mapping[str, tuple[int, ...]] = field(default_factory=dict)


def table(
    file: str,
    text: str,
    faults: list[Fault],
    columns: Iterable[str],
    separator: str = "",
    needed: Callable[[str], bool] = bool,
) -> NumberedRows | None:
    """The table in a CSV text; None, with a fault that names the `columns` of one, if it has no header.

    What separates its cells is what its header has most of, where that is not said. Two columns of one name are a fault
    where that is `needed`.
    """
    found = as_it_is(file, text, faults, columns, separator)
    return found and once(file, found, faults, needed)


def once(
    file: str, found: NumberedRows, faults: list[Fault], needed: Callable[[str], bool] = bool
) -> NumberedRows | None:
    """A table in which no name is that of two columns: they lose it; None, with a fault, if it is `needed`."""
    times = Counter(found.columns)
    repeated = {
        name: tuple(index for index, each in enumerate(found.columns) if each == name)
        for name, number in times.items()
        if name and number > 1
    }
    twice = next(filter(needed, repeated), None)
    if twice is not None:
        faults.append(Fault(file, 1, "", say.column_twice(twice)))
        return None
    columns = tuple("" if name in repeated else name for name in found.columns)
    return replace(found, columns=columns, repeated=repeated)


def as_it_is(
    file: str, text: str, faults: list[Fault], columns: Iterable[str], separator: str = ""
) -> NumberedRows | None:
    """The same where several columns may have one name."""
    reader = csv.reader(_lines(text), delimiter=separator or separator_of(text), strict=True)
    try:
        header = [name.strip() for name in next(reader, [])]
    except csv.Error as error:
        faults.append(Fault(file, 1, "", say.no_table(error)))
        return None
    if not any(header):
        faults.append(Fault(file, 1, "", say.no_header(tuple(columns))))
        return None
    broken: list[int] = []
    return NumberedRows(tuple(header), _numbered(file, reader, len(header), faults, broken), broken)


def separator_of(text: str) -> str:
    """What separates cells: of commas, semicolons, tabs and bars what the first line has most of."""
    first = text[: text.find("\n")] if "\n" in text else text
    return max(SEPARATORS, key=first.count)


def _lines(text: str) -> Iterator[str]:
    """The lines of a text with their ends, one after the other: a second copy of a large text is dear."""
    if "\n" not in text:
        text = text.replace("\r", "\n")
    start = 0
    while start < len(text):
        end = text.find("\n", start) + 1 or len(text)
        yield text[start:end]
        start = end


def _numbered(
    file: str, reader: Iterator[list[str]], width: int, faults: list[Fault], broken: list[int]
) -> Iterator[tuple[int, list[str]]]:
    line = 2
    try:
        for row in reader:
            if len(row) == width:
                yield line, row
            elif any(cell.strip() for cell in row):
                faults.append(Fault(file, line, "", say.other_width(len(row), width)))
                broken.append(line)
            line = reader.line_num + 1  # type: ignore[attr-defined]
    except csv.Error as error:
        faults.append(Fault(file, line, "", say.row_unreadable(error)))
        broken.append(line)
