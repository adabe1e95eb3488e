"""From a record's tree to a motion: which names there are, and what may stand under each."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from policy_dsl.decisions import NO_ATTRIBUTE
from policy_dsl.model import PartySet, Specification
from policy_dsl.records import replace
from policy_dsl.state import State
from verifier.records import acts
from verifier.records.building import (
    SAYING_NO_NUMBER,
    TOTALS,
    Builder,
    Recorded,
    Spot,
)
from verifier.records.completing import completed
from verifier.records.faults import Fault
from verifier.records.parts_read import PartsReader
from verifier.records.tree import Many, NamedTrees, Scalar, Tree
from verifier.words import record_files as say
from verifier.words.records import (
    DID_NOT_MEET,
    PART_OF_RECORD,
    PART_OF_STATE,
    TO_COME,
    TOTAL,
    VACANT,
    how_many_named,
    misspelt,
    unknown,
)

NAMES = (
    "motion",
    "date",
    "state",
    "readings",
    "decision",
    "rulings",
    "named",
    "effects",
    "earlier",
    "roll_call_of",
    "votes",
    "others",
    "consents",
    "objections",
    "casting",
    "outcome",
    "note",
    "id",
)
# What a record says of each meeting by itself.
OF_A_MEETING = ("date", "votes", "others", "consents", "objections", "casting", "note")
ReadVotes = Callable[[Builder, str, str, Spot], None]  # reads a file of votes in a body


def motions(
    specification: Specification,
    file: str,
    trees: tuple[Tree, ...],
    faults: list[Fault],
    notes: list[Fault],
    read_votes: ReadVotes,
    finish: Callable[[Builder], None],
) -> Iterator[Recorded]:
    """The motions of a file that are recorded soundly; what is wrong with others goes to `faults`.

    `finish` says what goes for all of them.
    """
    records = [
        record for tree in trees for record in (tree.items if isinstance(tree, Many) else (tree,))
    ]
    if not records:
        faults.append(Fault(file, 0, "", say.NO_RECORD))
    for number, record in enumerate(records, 1):
        where = say.record(number) if len(records) > 1 else ""
        if not isinstance(record, NamedTrees):
            faults.append(Fault(file, record.line, where, say.NAMES_WITH_VALUES))
            continue
        built = Walker(
            Builder(specification, file, Spot(record.line, where), faults), read_votes, notes
        ).walk(record, finish)
        if built is not None:
            yield built


class Walker(PartsReader):
    """Walks one record."""

    def __init__(self, builder: Builder, read_votes: ReadVotes, notes: list[Fault]) -> None:
        super().__init__(builder)
        self.notes = notes
        self.read_votes = read_votes

    def walk(self, record: NamedTrees, finish: Callable[[Builder], None]) -> Recorded | None:
        """The motion, or None."""
        said = dict(record.items)
        label = said.get("motion", Scalar(""))
        if isinstance(label, Scalar) and label.text:
            self.builder.label = label.text
            where = f"{self.builder.spot.where}, {label.text}".removeprefix(", ")
            self.builder.spot = Spot(record.line, where)
        elif not isinstance(label, Scalar):
            self.builder.fault(self.builder.spot.within("motion", label.line), say.ONE_VALUE)
        # The decision before the votes, which may be of those whom an attribute names.
        order = sorted(
            record.items, key=lambda item: NAMES.index(item[0]) if item[0] in NAMES else 0
        )
        missing = [name for name in NAMES if name not in said]
        left: list[str] = []
        for name, tree in order:
            spot = self.builder.spot.within(name, tree.line)
            if name in NAMES:
                self.part(name, tree, spot)
            elif misspelt(name, missing):
                self.builder.fault(spot, unknown(PART_OF_RECORD, name, missing))
            else:
                left.append(name)
        if left:
            message = say.parts_not_read(left)
            self.notes.append(Fault(self.builder.file, record.line, self.builder.label, message))
        if "votes" not in said:
            self.builder.fault(self.builder.spot, say.NO_VOTES)
        finish(self.builder)
        return completed(self.builder)

    def part(self, name: str, tree: Tree, spot: Spot) -> None:
        """One part of it."""
        walk = getattr(self, f"_{name}", None)
        if walk is not None:
            walk(tree, spot)

    # --- the parts of a record -------------------------------------------------------------------

    def _date(self, tree: Tree, spot: Spot) -> None:
        text = self.text(tree, spot)
        if text is not None:
            self.builder.set_date(text, spot)

    def _outcome(self, tree: Tree, spot: Spot) -> None:
        text = self.text(tree, spot)
        if text is not None:
            self.builder.set_outcome(text, spot)

    def _roll_call_of(self, tree: Tree, spot: Spot) -> None:
        text = self.text(tree, spot)
        if text is not None:
            self.builder.set_roll_call(text, spot)

    def _decision(self, tree: Tree, spot: Spot, ruling: bool = False) -> None:
        for name, each, where in self.names(tree, spot):
            if isinstance(each, Many):
                self.builder.set_value(name, self.texts(each, where), where, ruling)
            else:
                text = self.text(each, where)
                if text is not None:
                    self.builder.set_value(name, text, where, ruling)

    def _rulings(self, tree: Tree, spot: Spot) -> None:
        self._decision(tree, spot, ruling=True)

    def _readings(self, tree: Tree, spot: Spot) -> None:
        for clause, each, where in self.names(tree, spot):
            text = self.text(each, where)
            if text is not None:
                self.builder.set_reading(clause, text, where)

    def _effects(self, tree: Tree, spot: Spot) -> None:
        self.builder.effects += [(text, spot) for text in self.texts(tree, spot)]

    def _named(self, tree: Tree, spot: Spot) -> None:
        for party, each, where in self.names(tree, spot):
            sets = [a.name for a in self.specification.attributes if isinstance(a.type, PartySet)]
            for item in each.items if isinstance(each, Many) else (each,):
                said = dict(item.items) if isinstance(item, NamedTrees) else {}
                if set(said) != {"by", "number"}:
                    self.builder.fault(where, how_many_named(party, sets))
                    continue
                number = self.text(said["number"], where)
                marks = self.texts(said["by"], where)
                if number is not None:
                    self.builder.add_cell(party, marks, number, where)

    def _state(self, tree: Tree, spot: Spot) -> None:
        """Clauses in force and seats, where no date says them."""
        said = {name: (each, where) for name, each, where in self.names(tree, spot)}
        for name in said:
            if name not in ("in_force", "members", "suspended"):
                self.builder.fault(
                    spot,
                    unknown(PART_OF_STATE, name, ("in_force", "members", "suspended")),
                )
        for needed in ("in_force", "members"):
            if needed not in said:
                self.builder.fault(spot, say.part_missing(needed))
                return
        in_force = self.texts(*said["in_force"])
        for clause in in_force:
            if clause not in self.specification.clause:
                self.builder.fault(
                    said["in_force"][1], unknown("clause", clause, self.specification.clause)
                )
        seats = self._seats(*said["members"])
        suspended = self._seats(*said["suspended"]) if "suspended" in said else frozenset()
        following = self.specification.following
        state = State(frozenset(), seats | suspended, suspended, following)
        for body, bodies in following:
            told = {seat for seat in seats | suspended if seat[0] == body}
            if told and told != {seat for seat in state.seats if seat[0] == body}:
                self.builder.fault(said["members"][1], say.other_members(body, bodies))
        # A record speaks of votes, which no right matters to: those declared are in force.
        rights = {right.name for right in self.specification.rights}
        self.builder.state = replace(state, in_force=frozenset(in_force) | rights)

    def _seats(self, tree: Tree, spot: Spot) -> frozenset[tuple[str, str]]:
        found: set[tuple[str, str]] = set()
        for body, each, where in self.names(tree, spot):
            if self.builder.known_body(body, where):
                parties = self.texts(each, where)
                called = (self.builder.party_called(each, where) for each in parties)
                found.update((body, party) for party in called if party is not None)
        return frozenset(found)

    def _others(self, tree: Tree, spot: Spot) -> None:
        text = self.text(tree, spot)
        only = self.builder.roll_call_of
        for body in ((only,) if only else self.specification.body) if text is not None else ():
            assert text is not None
            self.builder.set_others(body, text, spot)

    def _casting(self, tree: Tree, spot: Spot) -> None:
        for body, each, where in self.names(tree, spot):
            text = self.text(each, where)
            if self.builder.known_body(body, where) and text is not None:
                self.builder.set_casting(body, text, where)

    def _earlier(self, tree: Tree, spot: Spot) -> None:
        """What was done at the meetings before the last, in order."""
        meetings = tree.items if isinstance(tree, Many) else (tree,)
        most = self.specification.meetings - 1
        if len(meetings) > most:
            self.builder.fault(spot, say.too_many_meetings(len(meetings), most))
            return
        for index, each in enumerate(meetings):
            where = spot.within(f"{index + 1}", each.line)
            # The decision is the same, so those of a cohort are told apart as they are at the last.
            one = Builder(self.specification, self.builder.file, where, self.builder.faults)
            one.cells = self.builder.cells
            walker = Walker(one, self.read_votes, self.notes)
            said = self.names(each, where)
            for name, part, place in said:
                if name in OF_A_MEETING:
                    walk = getattr(walker, f"_{name}", None)
                    if walk is not None:
                        walk(part, place)
                else:
                    one.fault(place, unknown(PART_OF_RECORD, name, OF_A_MEETING))
            if "votes" not in {name for name, *_ in said}:
                one.fault(where, say.NO_VOTES)
            self.builder.earlier.append(one)

    # --- votes and consents ----------------------------------------------------------------------

    def _votes(self, tree: Tree, spot: Spot) -> None:
        for body, each, where in self.names(tree, spot):
            if body == "others" and body not in self.specification.body:
                self._others(each, where)
            elif self.builder.known_body(body, where):
                before = len(self.builder.faults)
                self._votes_in(body, each, where)
                if len(self.builder.faults) > before:
                    self.builder.misread.add(body)

    def _votes_in(self, body: str, tree: Tree, spot: Spot) -> None:
        if isinstance(tree, Scalar):
            if tree.text == DID_NOT_MEET:
                self.builder.set_others(body, "absent", spot)
            elif tree.text == TO_COME:
                self.builder.set_others(body, TO_COME, spot)
            elif tree.text in SAYING_NO_NUMBER:
                self.builder.add_total(body, tree.text, "", spot)
            else:
                self.builder.fault(spot, say.votes_expected(body, DID_NOT_MEET))
            return
        said = self.names(tree, spot)
        if said and all(self._is_total(name) for name, *_ in said):
            self._totals(body, tree, spot)
            return
        for name, vote, place in said:
            if name == TOTAL and name not in self.specification.party:
                self._totals(body, vote, place)
            elif name == "others" and name not in self.specification.party:
                text = self.text(vote, place)
                if text is not None:
                    self.builder.set_others(body, text, place)
            elif name == "file" and name not in self.specification.party:
                text = self.text(vote, place)
                if text is not None:
                    self.read_votes(self.builder, body, text, place)
            else:
                party = self.builder.party_called(name, place)
                if party is not None:
                    self._party(body, party, vote, place)

    def _is_total(self, name: str) -> bool:
        return name in TOTALS and name not in self.specification.party

    def _totals(self, body: str, tree: Tree, spot: Spot) -> None:
        for what, each, where in self.names(tree, spot):
            text = self.text(each, where)
            if text is not None:
                self.builder.add_total(body, what, text, where)

    def _party(self, body: str, party: str, tree: Tree, spot: Spot) -> None:
        size = self.specification.party[party].size
        if isinstance(tree, Scalar) and tree.text == TO_COME:
            self.builder.add_to_come(body, party, NO_ATTRIBUTE, None)
            return
        if isinstance(tree, Scalar) and tree.text == VACANT:
            self.builder.add_vacant(body, party, size)
            return
        if isinstance(tree, Scalar):
            vote = self.builder.vote_of(tree.text, spot)
            if self.specification.party[party].cohort and size > 1:
                if vote is not None:
                    self.builder.fault(spot, say.how_many_voted_so(party, size, tree.text))
            elif vote is not None:
                self.builder.add_votes(body, party, NO_ATTRIBUTE, vote)
            return
        if not tree.items and not self.specification.party[party].cohort:
            self.builder.fault(spot, say.NOTHING_SAID)
        for item in tree.items if isinstance(tree, Many) else (tree,):
            cell, numbers = self.split(item, spot)
            for name, number, place in numbers:
                if name == "proxy":
                    self.builder.fault(place, say.PROXY)
                    continue
                if name == VACANT:
                    empty = self.count(number, place)
                    if empty is not None:
                        self.builder.add_vacant(body, party, empty)
                    continue
                if name == TO_COME:
                    coming = self.count(number, place)
                    if coming is not None:
                        self.builder.add_to_come(body, party, cell, coming)
                    continue
                vote, count = self.builder.vote_of(name, place), self.count(number, place)
                if vote is not None and count is not None:
                    self.builder.add_votes(body, party, cell, vote, count)

    def _consents(self, tree: Tree, spot: Spot) -> None:
        acts.consents(self, tree, spot)

    def _objections(self, tree: Tree, spot: Spot) -> None:
        acts.objections(self, tree, spot)
