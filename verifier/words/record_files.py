"""What is wrong with a file of minutes: its form, whatever it says."""

from __future__ import annotations

from collections.abc import Sequence

from policy_dsl import wording

# --- any file ------------------------------------------------------------------------------------

NOT_UTF8 = "this is no text in UTF-8; save it as UTF-8, or say `encoding: latin-1` (or what it is) in a mapping"


def not_decoded(encoding: str) -> str:
    """A text in another encoding than it should be."""
    return NOT_UTF8 if encoding == "utf-8-sig" else f"this is no text in {encoding}"


_COLUMNS = 12  # so many names of columns are told


def which_format(endings: Sequence[str]) -> str:
    """A name that says no format."""
    return f"which format is it? its name should end in {', '.join(endings)}"


def cannot_be_read(why: str) -> str:
    """The system does not let it be read."""
    return f"it can't be read: {why}"


def too_large(megabytes: int) -> str:
    """More than minutes ever are."""
    return f"it is too large: more than {megabytes} MB"


def more_faults(number: int) -> str:
    """The first ones are told."""
    were = "fault was" if number == 1 else "faults were"
    return f"{number:,} more {were} found in this file; mend the first ones, and look again"


A_SESSION = "this is a session that `vetoproof conform` saved; to hold it again: vetoproof conform … --replay"


def no_votes_table(name: str) -> str:
    """A record refers to votes in another form."""
    return f"{name!r} is no table of votes; its name ends in .csv or .tsv"


# --- records: JSON and YAML ----------------------------------------------------------------------

NESTED = "nested too deeply"
NESTED_TOO_DEEPLY = "this is nested too deeply to be a record"
NO_REFERENCES = "write this out: a record has no references (& and *)"
NAME_EXPECTED = "a name is expected before the colon"
NO_RECORD = "there is no record in this file"
NAMES_WITH_VALUES = "a record has names with values, as date: 2019-04-12"
NO_VOTES = "there are no votes; write them under `votes`"
NOTHING_SAID = "nothing is said here"
ONE_VALUE = "one value is expected here"
NAMES_EXPECTED = "names with values are expected here"


def no_json(said: str) -> str:
    """Another form."""
    return f"this is no JSON: {said}"


def no_yaml(said: str) -> str:
    """Another form."""
    return f"this is no YAML: {said}"


def said_twice(name: str) -> str:
    """A name with two values."""
    return f"{name!r} is said twice in one place; which is right?"


def record(number: int) -> str:
    """One of several in a file."""
    return f"record {number}"


def not_named(column: str) -> str:
    """An entry of a list of members that does not say whose it is."""
    return f"this entry has no {column!r}, of which `turned` says that the names of the members are there"


def not_of_motions(parts: Sequence[str]) -> str:
    """A list of something else than motions."""
    return (
        f"these are no records of motions: they say {_first(parts)}. Where each is a member, and"
        f" its parts are votes on motions, a mapping says so, as in `turned: {parts[0]}` (--propose-map prints one);"
        " where each lists votes in a part, `each` names that part. Who the members are is for the specification to"
        " say, as parties; `names_in` of a mapping takes from such a list what records call them"
    )


def parts_not_read(names: Sequence[str]) -> str:
    """Parts of a record that nothing is done with."""
    one = len(names) == 1
    return (
        f"{'this part was' if one else 'these parts were'} not read: {', '.join(names[:_COLUMNS])}"
    )


PROXY = (
    "whether a vote by proxy counts as that of one who is present is for the rules to say: say `proxies: present` in a"
    " mapping if it does, or `proxies: absent` if it counts for nothing"
)


def other_members(body: str, bodies: Sequence[str]) -> str:
    """Of a state that seats others in a body than those who are members there."""
    return f"the members of {body} are those of {wording.listed(list(bodies))}: others can't be said of it"


def part_missing(name: str) -> str:
    """A state without all that makes it one."""
    return f"it does not say what is under {name}"


def votes_expected(body: str, did_not_meet: str) -> str:
    """Something else stands where the votes of a body should."""
    return f"the votes of {body} are expected here, or “{did_not_meet}”, “to come”, “unanimous” or “without a vote”"


def how_many_voted_so(party: str, size: int, vote: str) -> str:
    """One vote for many members."""
    return f"{party} stands for {size:,} members: say how many voted so, as {{{vote}: {size}}}"


def no_number_of_votes(text: str) -> str:
    """A number is expected."""
    return f"{text!r} is no number of votes"


def how_many_consented(party: str) -> str:
    """One consent for many members."""
    return f"say how many {party} consented, as {{{party}: 3}}"


def how_many_objected(party: str) -> str:
    """One objection for many members."""
    return f"say how many {party} objected, as {{{party}: 3}}"


def not_understood(text: str, many: bool) -> str:
    """A consent in other words."""
    return f"{text!r} is not understood; write {'how many consented' if many else 'yes or no'}"


# --- tables: CSV ---------------------------------------------------------------------------------

COLUMNS_NEEDED = "the columns voter (or party) and vote are needed"
NO_VOTER = "there is no column voter (and none party)"
NO_ROW = "there is a header, but no row"
SAYS_NOT_WHO = "it does not say who voted"
TOO_MANY_FAULTS = "too many faults: the rest was not read"
TOO_MANY_FAULTS_IN_ROWS = "too many faults: the rows from here on were not read"


def no_table(error: object) -> str:
    """Another form."""
    return f"this is no table: {error}"


def no_header(columns: Sequence[str]) -> str:
    """Nothing says what the columns are."""
    return f"there is no header; its columns are {', '.join(columns)}"


def column_twice(name: str) -> str:
    """Two columns of one name."""
    return f"there are two columns called {name!r}"


def no_column(name: str) -> str:
    """A column that is needed."""
    return f"there is no column {name}"


def columns_not_read(names: Sequence[str]) -> str:
    """Columns that nothing is done with."""
    one = len(names) == 1
    return f"{'this column was' if one else 'these columns were'} not read: {_first(names)}"


def columns_without_names(numbers: Sequence[int]) -> str:
    """Columns that hold something of motions that are not called anything."""
    shown = wording.listed([str(number) for number in numbers[:_COLUMNS]])
    more = f" and {len(numbers) - _COLUMNS:,} more" if len(numbers) > _COLUMNS else ""
    if len(numbers) == 1:
        return f"column {shown} has no name, so no motion was read from it"
    return f"columns {shown}{more} have no names, so no motions were read from them"


def row(number: int) -> str:
    """A row that has no name of its own."""
    return f"row {number}"


def rows_not_read(names: Sequence[str]) -> str:
    """Rows of a table with a column for each motion that nothing is done with."""
    one = len(names) == 1
    return (
        f"{'this was' if one else 'these were'} not read of any motion: {_first(names)}; a mapping takes"
        f" {'it' if one else 'one'} by that name, as in `columns: {{outcome: {names[0]}}}`"
    )


def row_unreadable(error: object) -> str:
    """A row in another form."""
    return f"this row can't be read: {error}"


def other_width(cells: int, width: int) -> str:
    """A row with more or fewer cells than the header."""
    return f"{cells} cells, but the header has {width}"


def changed(name: str, value: str, earlier: str, row: int) -> str:
    """Two rows of one motion say different things of the whole of it."""
    return f"{name} is {value!r} here, but {earlier!r} in row {row}"


def voted_already(who: str, body: str, row: int) -> str:
    """Two votes of one voter."""
    return f"{who} voted in {body} in row {row} already"


def no_number_of_votes_of(text: str, party: str) -> str:
    """A number is expected."""
    return f"{text!r} is no number of votes of {party}"


def no_consent(text: str) -> str:
    """Without a body it can only be a consent."""
    return f"no body, and {text!r} is no consent; name the body, or write consents, or does not consent"


def column_party(said: str) -> str:
    """What a voter is, where it has no name of its own."""
    return (
        f"{said} (for voters without a name of their own there, a column party says what they are)"
    )


def marked_in_several(bodies: Sequence[str]) -> str:
    """Rows of several bodies say whom the decision names."""
    return (
        f"named_by is used in {' and '.join(bodies)}: write a record in YAML, which says under `named`"
        " how many there are"
    )


def too_many_meetings(number: int, most: int) -> str:
    """More earlier meetings than any decision takes."""
    if most == 0:
        return "no decision is taken at several meetings here, so there is no earlier one"
    return f"{number} earlier meetings: no decision takes more than {most} before the last"


def _first(names: Sequence[str]) -> str:
    """The first of many names, and how many more there are."""
    more = f" and {len(names) - _COLUMNS:,} more" if len(names) > _COLUMNS else ""
    return f"{', '.join(names[:_COLUMNS])}{more}"
