"""A first mapping for a table: what its columns, words and names are likely to be, each guess told as one."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator, Mapping, Sequence
from itertools import islice, permutations

from policy_dsl.model import Specification
from policy_dsl.nearness import near_words
from policy_dsl.reading import root_of
from policy_dsl.records import dataclass, field, replace
from policy_dsl.visible import seen
from verifier.records.building import TABLES
from verifier.records.dates import PARTS, day_in
from verifier.records.entries import entries
from verifier.records.faults import Fault
from verifier.records.guesses import (
    COLUMN_NAMES,
    OUTCOMES,
    TOTAL_NAMES,
    WORDS,
    plain,
)
from verifier.records.listing import LISTING, listing
from verifier.records.table_rows import NumberedRows, as_it_is, once, separator_of
from verifier.records.texts import text_of
from verifier.records.tree import from_json
from verifier.records.turned import turned
from verifier.words import proposing as say
from verifier.words.records import TOTAL

_ROWS = 20_000  # so many rows are looked at
_DISTINCT = 60  # a column of words has no more
_NAMES = 600
_WORDS_OF_A_NAME = 4
_PLAIN = re.compile(r"[^\W\d]\w*(?:\s\w+)*")
_SEPARATORS = {"\t": "tab", ";": '";"', "|": '"|"'}


def proposed(
    specification: Specification, path: str, root: str | None, faults: list[Fault]
) -> tuple[str, ...]:
    """The lines of a mapping for a table; none, with faults, where it can't be read."""
    ending = os.path.splitext(path)[1].lower()
    if ending not in (*TABLES, *LISTING):
        faults.append(Fault(path, 0, "", say.TABLES_ONLY))
        return ()
    wrong: list[Fault] = []
    encoding = ""
    text = text_of(path, root_of(path, root), "", wrong)
    if text is None:
        encoding = "latin-1"
        text = text_of(path, root_of(path, root), encoding, faults)
    if text is None:
        return ()
    if ending in LISTING:
        found, separator = entries(path, from_json(path, text)[0], []), ","
        if found is None or not _Guess(specification, found, ",", encoding).members_column():
            listed = listing(path, text, faults)
            if listed is None:
                return ()
            guess = _Guess(specification, listed[1], ",", encoding)
            each = f"each: {_text(listed[0])}  {say.guessed(say.LISTED)}"
            return (say.heading(path), each, *guess.lines())
    else:
        found, separator = as_it_is(path, text, faults, ()), separator_of(text)
        if found is None:
            return ()
        found = replace(found, rows=[*islice(found.rows, _ROWS)])
    guess = _Guess(specification, found, separator, encoding)
    members = guess.members_column()
    if not members:
        apart = once(path, found, faults, lambda name: False)
        return (
            say.heading(path),
            *_Guess(specification, apart or found, separator, encoding).lines(),
        )
    names = guess.not_of_votes(members)
    kept = once(path, _without(found, names, members), faults)
    other = kept and turned(path, kept, members, faults, [])
    if other is None:
        return ()
    guess = _Guess(specification, other, separator, encoding)
    return (
        say.heading(path),
        f"turned: {_text(members)}  {say.guessed(say.TURNED)}",
        *guess.lines(),
        *(
            [
                f"leave_out:  {say.guessed(say.NO_VOTES)}",
                f"  motion: [{', '.join(map(_text, names))}]",
            ]
            if names
            else []
        ),
    )


@dataclass
class _Guess:
    specification: Specification
    table: NumberedRows
    separator: str
    encoding: str
    cells: dict[str, dict[str, int]] = field(default_factory=dict)
    taken: dict[str, str] = field(default_factory=dict)  # their column → what it is

    def __post_init__(self) -> None:
        names = self.table.columns
        self.cells = {name: {} for name in names if name}
        for _, row in islice(self.table.rows, _ROWS):
            for name, cell in zip(names, row, strict=True):
                if name and len(self.cells[name]) < _NAMES:
                    text = cell.strip()
                    self.cells[name][text] = self.cells[name].get(text, 0) + 1

    def lines(self) -> Iterator[str]:
        """The mapping, part by part."""
        if self.encoding:
            yield f"encoding: {self.encoding}  {say.guessed(say.NOT_UTF8)}"
        if self.separator != ",":
            yield f"separator: {_SEPARATORS[self.separator]}"
        ours, voters = self._columns(), self._voters()
        totals = self._totals(voters)
        wide = len(voters) > 1 and "vote" not in ours
        if not wide:
            voters = {}
        else:
            ours.pop("voter", None)
        yield "columns:"
        for name, theirs in ours.items():
            yield f"  {name}: {_text(theirs)}  {say.guessed(say.BY.get(name, say.BY_NAME_ITSELF))}"
        if "date" in ours:
            yield from self._dates(ours["date"])
        yield from self._body(ours)
        if voters:
            yield f"voters:  {say.guessed(say.BY_WORDS)}"
            yield from self._members(voters)
        if totals:
            yield f"totals:  {say.guessed(say.BY_NAME)}"
            yield from (f"  {_text(theirs)}: {what}" for theirs, what in totals.items())
        yield from self._words([ours["vote"]] if "vote" in ours else list(voters))
        if "outcome" in ours:
            yield from self._outcomes(ours["outcome"])
        if "voter" in ours:
            yield from self._names(ours["voter"])
        yield from self._defaults(ours)

    # --- which column is what --------------------------------------------------------------------

    def members_column(self) -> str:
        """The column that names members, where each of several others holds votes and is no member's; or none."""
        votes = self._voters()
        if len(votes) < 2 or 2 * sum(map(bool, votes.values())) > len(votes):
            return ""
        for name in self.cells:
            texts = self._texts(name)
            known = [text for text in texts if self._party(text)[0]]
            if name not in votes and texts and 2 * len(known) > len(texts):
                return name
        return next(
            (name for name in self.cells if name not in votes and self._names_of_voters(name)), ""
        )

    def _names_of_voters(self, name: str) -> bool:
        """Whether a column is called as one of voters is, and each of its cells could be a name, of one row alone."""
        short = all(len(text.split()) <= _WORDS_OF_A_NAME for text in self.cells[name])
        once = all(times == 1 for times in self.cells[name].values())
        called = plain(name) in COLUMN_NAMES["voter"]
        return called and short and once and any(p.cohort for p in self.specification.parties)

    def not_of_votes(self, members: str) -> list[str]:
        """The columns that hold no vote at all, nor names: of a table that is turned they are no motions."""
        return [name for name in self.cells if name != members and not self._has_votes(name)]

    def _has_votes(self, name: str) -> bool:
        """Whether any cell holds a vote. Numbers alone are how many, not how."""
        texts = self._texts(name)
        return any(plain(text) in WORDS for text in texts if not text.isdigit()) or (
            name in self._voters()
        )

    def _texts(self, name: str) -> list[str]:
        return [text for text in self.cells[name] if text]

    def _columns(self) -> dict[str, str]:
        found: dict[str, str] = {}
        for ours, fits in (
            ("vote", self._are_votes),
            ("outcome", self._are_outcomes),
            ("date", self._are_days),
            ("voter", self._are_voters),
            ("motion", lambda name: bool(self._texts(name))),
            ("body", self._are_bodies),
        ):
            likely = [name for name in self.cells if name not in self.taken]
            named = [name for name in likely if plain(name) in COLUMN_NAMES[ours]]
            close = [name for name in likely if set(plain(name).split()) & COLUMN_NAMES[ours]]
            also = likely if ours in ("vote", "voter") else []
            for name in dict.fromkeys([*named, *close, *also]):
                if fits(name):
                    found[ours] = name
                    self.taken[name] = ours
                    break
        if "vote" in found and len(self._voters()) > 2:
            self.taken.pop(found.pop("vote"))  # a column for each member
        for name in self.specification.attribute:
            if name in self.cells:
                found[name] = name
        order = ("motion", "date", "body", "voter", "vote", "outcome", *found)
        return {name: found[name] for name in dict.fromkeys(order) if name in found}

    def _are_votes(self, name: str) -> bool:
        texts = self._texts(name)
        if all(text.isdigit() for text in texts):  # how many, not how
            return False
        known = [text for text in texts if plain(text) in WORDS]
        if not known or len(texts) >= _DISTINCT:
            return False
        # Most words are, or most cells: beside a few votes a cell or two may say something else.
        times = self.cells[name]
        mostly = 2 * sum(times[text] for text in known) > sum(times[text] for text in texts)
        return 2 * len(known) > len(texts) or (len(known) > 1 and mostly)

    def _are_outcomes(self, name: str) -> bool:
        texts = self._texts(name)
        return bool(texts) and any(_outcome(text) for text in texts)

    def _are_days(self, name: str) -> bool:
        texts = self._texts(name)
        return bool(texts) and any(
            all(day_in(text, order) for text in texts) for order in permutations(PARTS)
        )

    def _are_voters(self, name: str) -> bool:
        texts = self._texts(name)
        known = [text for text in texts if self._party(text)[0]]
        return bool(texts) and (
            bool(set(plain(name).split()) & COLUMN_NAMES["voter"]) or 2 * len(known) > len(texts)
        )

    def _are_bodies(self, name: str) -> bool:
        return any(text in self.specification.body for text in self._texts(name))

    def _voters(self) -> dict[str, str]:
        """Columns full of votes, and whose they are."""
        return {
            name: self._party(_member(name))[0]
            for name in self.cells
            if self._are_votes(name) and plain(name) not in COLUMN_NAMES["outcome"]
        }

    def _totals(self, voters: Mapping[str, str]) -> dict[str, str]:
        return {
            name: TOTAL_NAMES[key]
            for name in self.cells
            if name not in voters and name not in self.taken
            for key in set(plain(name).split()) & set(TOTAL_NAMES)
            if all(text.isdigit() for text in self._texts(name))
        }

    # --- what its parts say ----------------------------------------------------------------------

    def _dates(self, name: str) -> Iterator[str]:
        texts = self._texts(name)
        orders = [o for o in permutations(PARTS) if all(day_in(text, o) for text in texts)]
        likely = ("year", "month", "day")
        order = likely if likely in orders else orders[0]
        why = say.DATES if len(orders) == 1 else say.dates_either(orders)
        if order != likely or not all(re.fullmatch(r"\d{4}-\d\d-\d\d", text) for text in texts):
            yield f"dates: {' '.join(order)}  {say.guessed(why)}"

    def _body(self, ours: Mapping[str, str]) -> Iterator[str]:
        bodies = [body.name for body in self.specification.bodies]
        if "body" not in ours and bodies:
            why = say.ONLY_BODY if len(bodies) == 1 else say.one_of_bodies(bodies)
            yield f"body: {bodies[0]}  {say.guessed(why)}"

    def _members(self, voters: Mapping[str, str]) -> Iterator[str]:
        cohorts = [party.name for party in self.specification.parties if party.cohort]
        for theirs, party in voters.items():
            if party:
                yield f"  {_text(theirs)}: {party}"
            elif cohorts:
                yield f"  {_text(theirs)}: {cohorts[0]}  {say.guessed(say.NOBODYS_NAME)}"
            else:
                yield f"  # {_text(theirs)}: {say.WHO}"

    def _words(self, columns: Sequence[str]) -> Iterator[str]:
        texts = dict.fromkeys(text for name in columns for text in self.cells[name])
        said = [text for text in texts if text or len(columns) > 1]
        if said:
            yield "words:"
        for text in said:
            yield _mapped(text, WORDS.get(plain(text), ("", "")))

    def _outcomes(self, name: str) -> Iterator[str]:
        yield "outcomes:"
        for text in self._texts(name):
            yield _mapped(text, (_outcome(text), ""))

    def _names(self, name: str) -> Iterator[str]:
        texts = self._texts(name)
        said = {
            text: self._party(text)
            for text in texts
            if text not in (*self.specification.party, "others", TOTAL)
        }
        named = {text: it for text, it in said.items() if it[0]}
        if named:
            yield f"names:  {say.guessed(say.NEAR)}"
            yield from (f"  {_text(text)}: {party}" for text, (party, _) in named.items())
        left = [text for text, it in said.items() if not it[0]]
        cohorts = [party.name for party in self.specification.parties if party.cohort]
        if left and cohorts:
            yield f"anyone_else: {cohorts[0]}  {say.guessed(say.everybody_else(left))}"
        elif left:
            yield from (f"# names: {{{_text(text)}: {say.WHO}}}" for text in left)

    def _defaults(self, ours: Mapping[str, str]) -> Iterator[str]:
        """What the table does not say, to be filled in by hand."""
        silent = [name for name in self.specification.attribute if name not in ours]
        others = [body.name for body in self.specification.bodies][1:] if "body" not in ours else []
        if not (silent or others):
            return
        yield f"# {say.TO_FILL_IN}"
        yield "# defaults:"
        if silent:
            yield f"#   decision: {{{', '.join(f'{name}: ' for name in silent).strip()}}}"
        if others:
            yield f"#   votes: {{{', '.join(f'{name}: did not meet' for name in others)}}}"

    def _party(self, text: str) -> tuple[str, bool]:
        """Who that is likely to be, by name or title."""
        titles = {
            plain(p.title or p.name): p.name for p in self.specification.parties if not p.cohort
        }
        names = {plain(p.name): p.name for p in self.specification.parties if not p.cohort}
        known = {**titles, **names}
        key = plain(text)
        if key in known:
            return known[key], True
        squeezed = {each.replace(" ", ""): name for each, name in known.items()}
        if key.replace(" ", "") in squeezed:
            return squeezed[key.replace(" ", "")], True
        close = near_words(key, known, 1, 0.85)
        return (known[close[0]], False) if close else ("", False)


def _without(found: NumberedRows, names: Sequence[str], members: str) -> NumberedRows:
    """A table without some columns, and without the rows that have no name."""
    kept = [index for index, name in enumerate(found.columns) if name not in names]
    columns = tuple(found.columns[index] for index in kept)
    at = columns.index(members)
    rows = [(line, [row[index] for index in kept]) for line, row in found.rows]
    return NumberedRows(columns, [(n, row) for n, row in rows if row[at].strip()], found.broken)


def _member(column: str) -> str:
    """A column's name without what says that it holds votes."""
    words = [word for word in plain(column).split() if word not in ("vote", "votes", "voted")]
    return " ".join(words)


def _outcome(text: str) -> str:
    said = plain(text)
    for beginning, outcome in OUTCOMES:
        if said.startswith(beginning):
            return outcome
    return ""


def _mapped(text: str, guess: tuple[str, str]) -> str:
    ours, why = guess
    if not ours:
        return f"  # {_text(text)}: {say.WHAT}"
    return f"  {_text(text)}: {ours}{f'  {say.guessed(why)}' if why else ''}"


def _text(text: str) -> str:
    """A text as YAML writes it."""
    # A sign that is shown as an escape has a meaning between quotation marks only.
    if _PLAIN.fullmatch(text) and seen(text) == text:
        return text
    quoted = text.replace("\\", r"\\").replace('"', r"\"")
    return '"' + "".join(c if c.isprintable() else f"\\U{ord(c):08x}" for c in quoted) + '"'
