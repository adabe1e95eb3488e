"""Sessions that were saved: the lines that a program was told, told again and judged by the rules as they are now."""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence

from policy_dsl import wording
from policy_dsl.decisions import Vote
from policy_dsl.model import NOWHERE, Event, Specification
from policy_dsl.reading import root_of
from policy_dsl.records import dataclass, field
from policy_dsl.state import State, after_events
from verifier.output.formats import json_text
from verifier.output.text import Printable
from verifier.records.building import Builder, Recorded, Spot
from verifier.records.faults import Fault
from verifier.records.occasion import Occasion
from verifier.records.plain import asked, event_record
from verifier.records.texts import text_of
from verifier.records.tree import Many, NamedTrees, Scalar, Tree, from_json
from verifier.records.walking import Walker
from verifier.testing.disagreeing import Disagreement
from verifier.testing.lives import Life, Voter, voters
from verifier.testing.program_sessions import FoundInSession, Session, Sessions
from verifier.testing.state_machine import after_effects, event_kind
from verifier.words import sessions as say
from verifier.words.conforming import adopted_that

SESSION, EVENT, ANSWER = "session", "event", "answered"


def saved(found: FoundInSession) -> Printable:
    """A session with what was found in it, as a text that `read_sessions` reads."""
    lines = [{**each.event, ANSWER: each.answer} for each in found.told]
    return json_text({"found": found.text.split("\n"), SESSION: lines})


@dataclass(frozen=True)
class SavedSession:
    """The lines of a session, each as it was written."""

    file: str
    lines: tuple[Tree, ...]


def read_sessions(
    paths: Sequence[str], root: str | None
) -> tuple[tuple[SavedSession, ...], tuple[str, ...]]:
    """The sessions that were saved in some files, and those of the files that hold none."""
    found: list[SavedSession] = []
    others: list[str] = []
    for path in paths:
        if os.path.splitext(path)[1].lower() == ".json":
            text = text_of(path, root_of(path, root), "", [])
            trees = () if text is None else from_json(path, text)[0]
            said = dict(trees[0].items) if trees and isinstance(trees[0], NamedTrees) else {}
            lines = said.get(SESSION)
            if isinstance(lines, Many):
                found.append(SavedSession(path, lines.items))
                continue
        others.append(path)
    return tuple(found), tuple(others)


class NotReplayable(Exception):
    """A session was not saved so, or its names are not those of the rules any more; the fault is the argument."""


def replay(
    sessions: Sessions,
    specification: Specification,
    readings: Mapping[str, str],
    them: Sequence[SavedSession],
) -> None:
    """Tell a program the lines of saved sessions; raise the first thing that it does wrong.

    NotReplayable where the lines do not fit to the rules.
    """
    for each in them:
        again = _Again(sessions, specification, readings, each.file)
        try:
            for number, line in enumerate(each.lines, 1):
                again.tell(number, line)
        except AssertionError as error:
            if again.session is not None:
                sessions.found = again.session.found(error)
            raise


@dataclass
class _Again:
    """A session that is held again, and where the rules are by now."""

    sessions: Sessions
    specification: Specification
    readings: Mapping[str, str]
    file: str
    session: Session | None = None
    state: State | None = None
    story: list[str] = field(default_factory=list)
    motions: dict[str, Life] = field(default_factory=dict)

    def tell(self, number: int, line: Tree) -> None:
        """A line."""
        where = f"{SESSION}, {number}"
        if not isinstance(line, NamedTrees):
            raise self._wrong(where, say.no_line(number))
        said = {name: it.text for name, it in line.items if isinstance(it, Scalar)}
        event = said.get(EVENT, "")
        if event == "begins":
            self.state = self._state(line, where)
            self.session = self.sessions.begin(self.specification, self.state)
            return
        if self.session is None:
            raise self._wrong(where, say.no_line(event or number))
        if event in ("decides", "opens"):
            self._puts(event, said.get("motion", ""), line, where)
        elif event in ("votes", "closes", "result"):
            life = self.motions.get(said.get("motion", ""))
            if life is None:
                raise self._wrong(where, say.no_motion(said.get("motion", "")))
            if event == "votes":
                life.cast(self._voter(life.occasion, said, where), self._vote(said, where))
            elif event == "closes":
                life.close()
            else:
                life.ask()
        else:
            self._happens(event, said, where)

    def _puts(self, event: str, motion: str, line: NamedTrees, where: str) -> None:
        assert self.session is not None
        occasion = self._occasion(line, where, voted=event == "decides")
        if event == "opens":
            if not motion.isdigit():
                raise self._wrong(where, say.no_line(event))
            life = Life(self.session, occasion, int(motion), self.story)
            self.motions[motion] = life
            life.opened()
            return
        said = self.session.decide(asked(occasion))
        if said is not occasion.adopted:
            raise Disagreement(occasion, bool(said), tuple(self.story))
        if occasion.adopted:
            effects = occasion.meeting.effects
            self.state = after_effects(occasion.state, effects)
            if effects:
                self.story.append(adopted_that([wording.effect(each) for each in effects]))

    def _happens(self, event: str, said: Mapping[str, str], where: str) -> None:
        assert self.session is not None
        assert self.state is not None
        try:
            kind = event_kind(event)
        except ValueError as error:
            raise self._wrong(where, str(error)) from None
        subject = said.get("party") or said.get("clause", "")
        it = Event(kind, subject, said.get("body", ""), None, NOWHERE)
        self.session.happens(event_record(it))
        self.state = after_events(self.state, [it])
        self.story.append(wording.event(it))

    def _occasion(self, line: NamedTrees, where: str, voted: bool) -> Occasion:
        left = (EVENT, "motion", ANSWER)
        items = [each for each in line.items if each[0] not in left]
        if not voted:
            items += [("votes", NamedTrees(())), ("others", Scalar(Vote.ABSENT.value))]
        faults: list[Fault] = []
        built = self._walked(
            NamedTrees(tuple(items)), Builder(self.specification, self.file, Spot(0, where), faults)
        )
        if built is None:
            raise NotReplayable(faults[0])
        return built.occasion

    def _walked(self, line: NamedTrees, builder: Builder) -> Recorded | None:
        builder.state = self.state
        for clause, reading in self.readings.items():
            builder.readings.setdefault(clause, reading)
        return Walker(builder, _no_file, []).walk(line, lambda _: None)

    def _state(self, line: NamedTrees, where: str) -> State:
        faults: list[Fault] = []
        builder = Builder(self.specification, self.file, Spot(0, where), faults)
        for name, tree in line.items:
            if name == "state":
                Walker(builder, _no_file, []).part(name, tree, builder.spot)
        if faults:
            raise NotReplayable(faults[0])
        if builder.state is None:
            raise self._wrong(where, say.no_line("begins"))
        return builder.state

    def _voter(self, occasion: Occasion, said: Mapping[str, str], where: str) -> Voter:
        body, party, number = (said.get(it, "") for it in ("body", "party", "number"))
        for voter, _ in voters(occasion):
            if (voter.body, voter.party, str(voter.number or "")) == (body, party, number):
                return voter
        raise self._wrong(where, say.no_voter(say.voter(body, party, number)))

    def _vote(self, said: Mapping[str, str], where: str) -> Vote:
        try:
            return Vote(said.get("vote", ""))
        except ValueError:
            raise self._wrong(where, say.no_line(said.get("vote", ""))) from None

    def _wrong(self, where: str, message: str) -> NotReplayable:
        return NotReplayable(Fault(self.file, 0, where, message))


def _no_file(builder: Builder, body: str, name: str, spot: Spot) -> None:
    builder.fault(spot, say.no_line(name))
