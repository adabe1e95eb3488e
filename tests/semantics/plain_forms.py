"""For each construct in how many random cases the outcome is another than that of its plain form.

`python -m tests.semantics.plain_forms` prints the table; the tests of each construct hold it to one in a hundred.
"""

from __future__ import annotations

from collections.abc import Iterator

from tests.semantics import (
    test_adjourned,
    test_meetings,
    test_members_those_of,
    test_plain_forms,
    test_who_is_meant,
)

Row = tuple[str, str, int, int]


def table() -> Iterator[Row]:
    """What is compared, the plain form, the cases, and those of another outcome."""
    for name, (change, seeds) in test_who_is_meant.PLAIN.items():
        yield ("decisions", name, *test_who_is_meant.compared(change, seeds))
    yield ("decisions", "members those of", *test_members_those_of.compared())
    for what, (cases, otherwise) in (
        ("requirements", test_plain_forms.compared()),
        ("decisions at several meetings", test_meetings.compared()),
        ("demands at adjourned meetings", test_adjourned.compared()),
    ):
        for name, number in cases.items():
            yield what, name, number, otherwise[name]


def main() -> None:
    for what, name, cases, otherwise in table():
        print(f"{what:30} {name:30} {otherwise:6,} of {cases:7,}  {otherwise / cases:6.1%}")


if __name__ == "__main__":
    main()
