"""From what minutes say to an occasion: every name looked up, everything said checked, nothing guessed."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from functools import cached_property
from typing import TypeVar

from policy_dsl import wording
from policy_dsl.decisions import Cell, Value, Vote, ruled
from policy_dsl.interpreter import possible_effects
from policy_dsl.model import Effect, NumberIn, OneOf, PartySet, Specification, YesNo
from policy_dsl.records import dataclass, field
from policy_dsl.state import State, interval_on, intervals
from verifier.records.faults import Fault
from verifier.records.occasion import Occasion, ambiguous
from verifier.records.plain import ADOPTED, NOT_ADOPTED, consenting, objecting
from verifier.records.titles import titles
from verifier.words import records as say
from verifier.words.records import (
    NOBODY,
    PRESENT,
    SOME_FOR,
    TO_COME,
    UNANIMOUS,
    VACANT,
    WITHOUT_A_VOTE,
    unknown,
)

VOTES: Mapping[str, Vote] = {vote.value: vote for vote in Vote}
TABLES = (".csv", ".tsv")
# What can be said of all members of a body together, in numbers or without one.
TOTALS = ("for", "against", "abstain", "absent", PRESENT, VACANT)
SAYING_NO_NUMBER = (UNANIMOUS, WITHOUT_A_VOTE)
_YES = {"yes": True, "true": True, "no": False, "false": False}
_MEANT = {
    "yes": "for", "aye": "for", "ayes": "for", "yea": "for", "in favour": "for", "in favor": "for", "+1": "for",
    "no": "against", "nay": "against", "noes": "against", "-1": "against", "opposed": "against",
    "abstention": "abstain", "abstained": "abstain", "abstaining": "abstain", "0": "abstain", "+0": "abstain",
    "away": "absent", "apologies": "absent", "not present": "absent",
}  # fmt: skip


@dataclass(frozen=True)
class Spot:
    """A place in a record: a line (or row) and what stands there."""

    line: int = 0
    where: str = ""

    def within(self, name: str, line: int = 0) -> Spot:
        """A place inside this one."""
        return Spot(line or self.line, f"{self.where}, {name}" if self.where else name)


@dataclass(frozen=True)
class Recorded:
    """A motion as the minutes have it. `spot` is where it begins, `outcome` what they say came of it."""

    file: str
    spot: Spot
    label: str
    occasion: Occasion
    outcome: bool | None
    # At each meeting, the bodies of which it says how the casting vote was cast, if it was.
    casting_said: tuple[frozenset[str], ...]
    # What the record says besides that is worth telling: vacant seats, totals that are not those of the roll.
    notes: tuple[str, ...] = ()
    # Of a body alone, where it is a roll call of one.
    roll_call_of: str = ""
    # Whose votes are told in numbers of all members together, and the numbers.
    totals: Mapping[str, Mapping[str, int]] = field(default_factory=dict)
    unallotted: Mapping[tuple[str, str], Mapping[Cell, int]] = field(default_factory=dict)


@dataclass
class Builder:
    """Gathers one motion. Whatever is wrong is kept in `faults`, and building goes on."""

    specification: Specification
    file: str
    spot: Spot
    faults: list[Fault]
    label: str = ""
    day: date | None = None
    state: State | None = None
    facts: dict[str, Value] = field(default_factory=dict)
    rulings: dict[str, Value] = field(default_factory=dict)
    cells: dict[str, dict[Cell, int]] = field(default_factory=dict)
    readings: dict[str, str] = field(default_factory=dict)
    effects: list[tuple[str, Spot]] = field(default_factory=list)
    counted: dict[tuple[str, str], dict[Cell, dict[Vote, int]]] = field(default_factory=dict)
    others: dict[str, Vote] = field(default_factory=dict)  # what whoever is not mentioned did
    consents: dict[str, dict[Cell, int]] = field(default_factory=dict)
    consents_said: bool = False
    objections: dict[str, dict[Cell, int]] = field(default_factory=dict)
    casting: dict[str, Vote | None] = field(default_factory=dict)
    outcome: bool | None = None
    cells_from: str | None = None
    # What is still to come: of a party (None: whoever of it is not mentioned), of others, acts apart, casting votes.
    coming: dict[tuple[str, str], dict[Cell, int] | None] = field(default_factory=dict)
    others_coming: set[str] = field(default_factory=set)
    others_vacant: set[str] = field(default_factory=set)
    consents_coming: dict[str, dict[Cell, int] | None] = field(default_factory=dict)
    objections_coming: dict[str, dict[Cell, int] | None] = field(default_factory=dict)
    casting_coming: set[str] = field(default_factory=set)
    earlier: list[Builder] = field(
        default_factory=list
    )  # of the meetings before the last, in order
    stated: dict[str, Spot] = field(default_factory=dict)
    # Of all members of a body together: how many did what, as far as that is said.
    totals: dict[str, dict[str, int]] = field(default_factory=dict)
    vacant: dict[tuple[str, str], int] = field(default_factory=dict)
    roll_call_of: str = ""
    # Bodies of whose votes some could not be read: what else they did is not known to be missing.
    misread: set[str] = field(default_factory=set)
    sound: bool = True

    @property
    def table(self) -> bool:
        """Whether it stands in a table."""
        return self.file.lower().endswith(TABLES)

    def fault(self, spot: Spot, message: str) -> None:
        """Something is wrong here."""
        self.sound = False
        self.faults.append(Fault(self.file, spot.line, spot.where, message))

    # --- when and what ---------------------------------------------------------------------------

    def set_date(self, text: str, spot: Spot) -> None:
        """The day of the decision."""
        try:
            self.day = date.fromisoformat(text)
        except ValueError:
            self.fault(spot, say.no_date(text))

    def set_outcome(self, text: str, spot: Spot) -> None:
        """What the minutes say came of it."""
        if text in (ADOPTED, NOT_ADOPTED):
            self.outcome = text == ADOPTED
        else:
            self.fault(spot, say.no_outcome(text, ADOPTED, NOT_ADOPTED))

    def set_value(
        self, name: str, given: str | list[str], spot: Spot, ruling: bool = False
    ) -> None:
        """A value of an attribute, or what its judge ruled."""
        attribute = self.specification.attribute.get(name)
        if attribute is None:
            self.fault(spot, unknown("attribute", name, self.specification.attribute))
            return
        if ruling and attribute.judge is None:
            self.fault(spot, say.no_judge(name))
            return
        value = self._value(name, given, spot)
        if value is not None:
            (self.rulings if ruling else self.facts)[name] = value
        self.stated[ruled(name) if ruling else name] = spot

    def _value(self, name: str, given: str | list[str], spot: Spot) -> Value | None:
        kind = self.specification.attribute[name].type
        if isinstance(kind, PartySet):
            names = [given] if isinstance(given, str) else given
            if names == [NOBODY] and NOBODY not in self.specification.party:
                names = []
            return self._parties(name, names, spot)
        if isinstance(given, list):
            self.fault(spot, say.one_value(name, kind))
            return None
        match kind:
            case YesNo() if given.lower() in _YES:
                return _YES[given.lower()]
            case OneOf(values) if given in values:
                return given
            case NumberIn():
                number = whole_number(given)
                if number is not None:
                    return number
            case _:
                pass
        self.fault(spot, say.no_value(given, name, kind))
        return None

    def _parties(self, name: str, given: list[str], spot: Spot) -> frozenset[str]:
        found: set[str] = set()
        for text in given:
            party = self.party_called(text, spot)
            if party is None:
                continue
            if self.specification.party[party].cohort:
                self.fault(
                    spot,
                    say.no_names(party, self.specification.party[party].size, name, self.table),
                )
            else:
                found.add(party)
        return frozenset(found)

    def add_cell(self, party: str, marks: list[str], number: str, spot: Spot) -> None:
        """How many of a cohort's members exactly these attributes name."""
        cell = self.cell(marks, spot)
        count = whole_number(number)
        if party not in self.specification.party or not self.specification.party[party].cohort:
            cohorts = [p.name for p in self.specification.parties if p.cohort]
            self.fault(spot, unknown("parties", party, cohorts))
        elif count is None:
            self.fault(spot, say.no_number(number, party))
        elif cell is not None:
            cells = self.cells.setdefault(party, {})
            cells[cell] = cells.get(cell, 0) + count
            size, total = self.specification.party[party].size, sum(cells.values())
            if total > size:
                self.fault(spot, say.more_named_than_there_are(total, party, size))

    def cell(self, marks: list[str], spot: Spot) -> Cell | None:
        """The attributes that name some members, if that is what they are."""
        sets = [a.name for a in self.specification.attributes if isinstance(a.type, PartySet)]
        known = {mark for name in sets for mark in (name, ruled(name))}
        for mark in marks:
            if mark not in known:
                self.fault(spot, unknown(say.PARTIES_ATTRIBUTE, mark, sets))
                return None
        return frozenset(marks)

    def set_reading(self, clause: str, reading: str, spot: Spot) -> None:
        """How an ambiguous clause is read."""
        if clause not in ambiguous(self.specification):
            self.fault(spot, unknown(say.AMBIGUOUS_CLAUSE, clause, ambiguous(self.specification)))
            return
        names = [each.name for each in self.specification.clause[clause].readings]
        if reading not in names:
            self.fault(spot, unknown(say.reading_of(clause), reading, names))
            return
        self.readings[clause] = reading

    # --- votes -----------------------------------------------------------------------------------

    def known_body(self, body: str, spot: Spot) -> bool:
        """Whether there is such a body."""
        if body in self.specification.body:
            return True
        self.fault(spot, unknown("body", body, self.specification.body))
        return False

    @cached_property
    def titles(self) -> Mapping[str, str]:
        """The names of those who can be called by their titles."""
        return titles(self.specification)

    def party_called(self, text: str, spot: Spot) -> str | None:
        """The party of that name or title; None, with a fault, if there is none."""
        found = text if text in self.specification.party else self.titles.get(text)
        if found is None:
            self.fault(spot, unknown("party", text, self.specification.party))
        return found

    def vote_of(self, text: str, spot: Spot) -> Vote | None:
        """A vote by its name."""
        vote = VOTES.get(text)
        if vote is None:
            meant = _MEANT.get(text.strip().lower(), text.strip().lower())
            self.fault(spot, say.no_vote(text, meant if meant in VOTES else ""))
        return vote

    def add_votes(
        self, body: str, party: str, cell: Cell, vote: Vote, number: int = 1
    ) -> dict[Vote, int]:
        """So many of a party's members voted so; body and party are known ones. The votes counted where these are."""
        votes = self.counted.setdefault((body, party), {}).setdefault(cell, {})
        votes[vote] = votes.get(vote, 0) + number
        return votes

    def add_vacant(self, body: str, party: str, number: int) -> None:
        """So many of a party's seats in a body are empty."""
        self.vacant[body, party] = self.vacant.get((body, party), 0) + number

    def add_to_come(self, body: str, party: str, cell: Cell, number: int | None) -> None:
        """The votes of so many of a party are still to come; None: of all that it has besides."""
        _add(self.coming, (body, party), cell, number)

    def add_act_to_come(self, consents: bool, party: str, cell: Cell, number: int | None) -> None:
        """So many may still consent (or object); None: all of them who have not."""
        _add(self.consents_coming if consents else self.objections_coming, party, cell, number)

    def set_others(self, body: str, text: str, spot: Spot) -> None:
        """What those did in a body who are not mentioned."""
        if text == TO_COME:
            self.others_coming.add(body)
        elif text in VOTES:
            self.others[body] = VOTES[text]
        elif text == VACANT:
            self.others_vacant.add(body)
        else:
            self.fault(spot, say.no_vote_of_others(text))

    def add_consent(self, party: str, cell: Cell, number: int, spot: Spot) -> None:
        """So many of a party consent by an act of their own."""
        if party not in consenting(self.specification):
            self.fault(spot, say.not_asked_to_consent(party, consenting(self.specification)))
            return
        given = self.consents.setdefault(party, {})
        given[cell] = given.get(cell, 0) + number

    def add_objection(self, party: str, cell: Cell, number: int, spot: Spot) -> None:
        """So many of a party object by an act of their own."""
        if party not in objecting(self.specification):
            self.fault(spot, say.not_asked_to_object(party, objecting(self.specification)))
            return
        given = self.objections.setdefault(party, {})
        given[cell] = given.get(cell, 0) + number

    def set_roll_call(self, body: str, spot: Spot) -> None:
        """It is a roll call of one body alone: its outcome is what came of it there."""
        if self.known_body(body, spot):
            self.roll_call_of = body

    def add_total(self, body: str, what: str, number: str, spot: Spot) -> None:
        """How many of all members of a body did something; or, without a number, that nobody voted against."""
        said = self.totals.setdefault(body, {})
        if what in SAYING_NO_NUMBER and not number:
            said["against"] = 0
            if what == UNANIMOUS:
                said[SOME_FOR] = 1
            return
        count = whole_number(number)
        if what not in TOTALS:
            self.fault(spot, say.no_total(what, TOTALS))
        elif count is None:
            self.fault(spot, say.no_number_in_all(number))
        elif what == VACANT:
            many = [seat.party for seat in self.specification.body[body].members]
            many = [name for name in many if self.specification.party[name].cohort]
            if len(many) == 1:
                self.add_vacant(body, many[0], count)
            elif count:
                self.fault(spot, say.vacant_of_whom(body))
        else:
            said[what] = said.get(what, 0) + count

    def set_casting(self, body: str, text: str, spot: Spot) -> None:
        """How a chair cast its casting vote."""
        chair = self.specification.body[body].chair
        if chair is None or not chair.casting_vote:
            self.fault(spot, say.no_casting_vote(body))
        elif text in ("for", "against"):
            self.casting[body] = Vote(text)
        elif text == "not cast":
            self.casting[body] = None
        elif text == TO_COME:
            self.casting_coming.add(body)
        else:
            self.fault(spot, say.no_casting(text))

    # --- all together ----------------------------------------------------------------------------

    def effects_in(self, state: State) -> frozenset[Effect]:
        """The effects that the decision is said to have."""
        known = {wording.effect(e): e for e in possible_effects(self.specification, state)}
        found: set[Effect] = set()
        for text, spot in self.effects:
            effect = known.get(" ".join(text.split()))
            if effect is None:
                self.fault(spot, unknown("effect", text, known))
            else:
                found.add(effect)
        return frozenset(found)

    def state_then(self) -> State | None:
        """The rules and seats on that day; None, and a fault, if no day is given and it matters."""
        if self.state is not None:
            return self.state
        if self.day is not None:
            return interval_on(self.specification, self.day).state
        if not self.specification.events:
            return intervals(self.specification)[-1].state
        self.fault(self.spot, say.NO_DAY)
        return None


Key = TypeVar("Key")


def _add(
    coming: dict[Key, dict[Cell, int] | None], key: Key, cell: Cell, number: int | None
) -> None:
    known = coming.setdefault(key, {})
    if number is None or known is None:
        coming[key] = None
    else:
        known[cell] = known.get(cell, 0) + number


def whole_number(text: str) -> int | None:
    """A whole number of at least 0, with `_` or `,` between thousands if need be."""
    plain = text.strip().replace("_", "").replace(",", "")
    return int(plain) if plain.isascii() and plain.isdigit() and len(plain) <= 18 else None
