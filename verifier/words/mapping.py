"""What is wrong with a mapping, what is not read of a table, and what a proposed mapping guesses."""

from __future__ import annotations

from collections.abc import Sequence

NO_MAPPING = "a mapping has names with values, as columns: {voter: Name}"
NOT_UTF8 = "this is no text in UTF-8; save it as UTF-8"
NAMES_EXPECTED = "names with values are expected here"
ONE_VALUE = "one value is expected here"

# What there may be that is not there.
PART = "part of a mapping called"
WORD = "such thing as"
COLUMN = "column of records called"
ATTRIBUTE = "attribute"

NAMES_IN = (
    "a list of members, the part of each that records call it by, and the part with its name or title here are"
    " expected, as names_in: {file: members.json, from: github, to: name}"
)


def no_such_part(name: str, parts: Sequence[str]) -> str:
    """A part that no entry of a list of members has."""
    from verifier.words.records import unknown

    return unknown("part", name, parts)


A_MOTION = "a motion"  # that is not called anything


def nothing_listed(each: str) -> str:
    """A record without what it should list."""
    return f"it lists nothing under {each!r}, where the mapping says that its motions are"


def no_record_has(theirs: str, ours: str) -> str:
    """A part that the mapping speaks of, and that no record in a file has; some may have it elsewhere."""
    return f"no record here has a part {theirs!r}, from which the mapping takes {ours}"


def no_word(ours: str, theirs: str, whose: Sequence[str]) -> str:
    """A list, or names with values, where a word is expected: of the record, or of those `whose` it is."""
    of = f"{whose[0]}'s" if whose and whose[0] else "a voter's" if whose else "its"
    others = len(whose) - 1
    so = f", and so {'is' if others == 1 else 'are'} {others:,} more" if others > 0 else ""
    return (
        f"{of} {ours} is a list of parts, not a word{so} (the mapping takes {ours} from {theirs!r})"
    )


def nobody_named(part: str) -> str:
    """A list of members that are none here."""
    return f"of those in the list nobody has the name or the title of a party under {part!r}"


LIST_EXPECTED = (
    "a list of members is expected here: entries that have names with values, or a table"
)


def cannot_be_read(why: str) -> str:
    """The system does not let it be read."""
    return f"the mapping can't be read: {why}"


def no_order(text: str, parts: Sequence[str]) -> str:
    """Not an order of the parts of a date."""
    return f"{text!r} is no order of {', '.join(parts)}; write it as in dates: day month year"


def no_encoding(text: str) -> str:
    """Not an encoding."""
    return f"{text!r} is no encoding; write utf-8, utf-16, latin-1 or another that Python knows"


def no_separator(names: Sequence[str]) -> str:
    """Not a separator."""
    return f"one character is expected, or {', '.join(names)}"


def no_such_column(theirs: str, ours: str, columns: Sequence[str]) -> str:
    """A mapping that speaks of a column which is not in the table."""
    from verifier.words.records import unknown

    return f"{unknown('column', theirs, columns)} (the mapping takes {ours} from it)"


READ_WITH_IT = "records are read as this mapping says"
PROPOSED_ALONE = "--propose-map takes a table and nothing else, and prints a text"
NO_RECORDS = "which records? name the files after that of the specification"
