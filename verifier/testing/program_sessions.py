"""A program as a system with memory: it is told in lines what happens, as a system in Python is told by calls."""

from __future__ import annotations

import sys
from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING

from policy_dsl.model import Specification
from policy_dsl.records import dataclass, field
from policy_dsl.state import State
from verifier.records.plain import Plain, state_record
from verifier.solving.deadline import OutOfTime
from verifier.testing.command_conformance import Program, ProgramError
from verifier.testing.disagreeing import Disagreement
from verifier.testing.lives import LifeDisagreement, accepted
from verifier.testing.state_machine import (
    MemoryDisagreement,
    conformance_machine,
    event_kind,
    first_state,
)
from verifier.words import sessions as say
from verifier.words.reasons import why

if TYPE_CHECKING:
    from hypothesis.stateful import RuleBasedStateMachine

    from verifier.testing.selecting import When

STEPS = 12  # at most so many in a session

FOUND = (Disagreement, MemoryDisagreement, LifeDisagreement)


@dataclass(frozen=True)
class ToldLine:
    """A line that a program was told, and what it answered: nothing, where it broke."""

    event: Mapping[str, Plain]
    answer: bool | None


@dataclass(frozen=True)
class FoundInSession:
    """What a program does wrong, and all that it was told in that session."""

    text: str
    told: tuple[ToldLine, ...]


class SessionBroke(LifeDisagreement):
    """The program ends, is silent or writes what is no answer in the middle of a session."""


@dataclass
class Sessions:
    """Sessions of one program, which is started anew only where it broke.

    `found` is what was found in the last one in which something was; whoever holds them says so.
    """

    start: Callable[[], Program]
    progress: Callable[[int], None] = lambda number: None  # told the number of each session
    number: int = 0
    told: int = 0
    answered: int = 0
    program: Program | None = None
    found: FoundInSession | None = None

    def begin(self, specification: Specification, state: State) -> Session:
        """A new session: whatever it was told before is to be forgotten."""
        self.number += 1
        self.progress(self.number)
        session = Session(self)
        session.tell({"event": "begins", "state": state_record(specification, state)})
        return session

    def tell(self, event: Mapping[str, Plain]) -> bool | None:
        """What the program answers; after ProgramError it is started anew."""
        if self.program is None:
            self.program = self.start()
        self.told += 1
        try:
            said = self.program.tell(event)
        except ProgramError:
            self.close()
            raise
        self.answered += 1
        return said

    def close(self) -> None:
        """End the program."""
        if self.program is not None:
            self.program.close()
            self.program = None


@dataclass
class Session:
    """What a machine calls, as lines to a program."""

    sessions: Sessions
    told: list[ToldLine] = field(default_factory=list)

    def tell(self, event: Mapping[str, Plain]) -> bool | None:
        """Its answer; SessionBroke where there is none."""
        said: bool | None = None
        try:
            said = self.sessions.tell(event)
        except ProgramError as error:
            before = [
                say.told(each.event, each.answer)
                for each in self.told
                if each.event["event"] != "begins"
            ]
            raise SessionBroke(say.broke(str(error), say.told(event), before)) from error
        finally:
            self.told.append(ToldLine(event, said))
        return said

    def found(self, error: BaseException) -> FoundInSession:
        """An error that this session ended with, as what was found in it."""
        return FoundInSession(str(error), tuple(self.told))

    def decide(self, record: Mapping[str, Plain]) -> bool | None:
        """A decision is taken at once. Who sits where the program knows by itself."""
        kept = {name: value for name, value in record.items() if name != "state"}
        return self.tell({"event": "decides", **kept})

    def happens(self, event: Mapping[str, Plain]) -> None:
        """Somebody comes or goes, or a clause does."""
        if not accepted(self.tell(event)):
            raise LifeDisagreement(say.refuses_what_happened(str(event["event"])))

    def opens(self, motion: Mapping[str, Plain]) -> bool | None:
        """A motion is put to the vote."""
        return self.tell({"event": "opens", **motion})

    def votes(self, vote: Mapping[str, Plain]) -> bool | None:
        """Somebody votes."""
        return self.tell({"event": "votes", **vote})

    def closes(self, motion: Mapping[str, Plain]) -> bool | None:
        """The vote ends."""
        return self.tell({"event": "closes", **motion})

    def result(self, motion: Mapping[str, Plain]) -> bool | None:
        """What came of it."""
        return self.tell({"event": "result", **motion})


def hold_sessions(
    sessions: Sessions,
    specification: Specification,
    examples: int,
    seed: int | None = None,
    *,
    when: When = None,
    readings: Mapping[str, str] | None = None,
    events: Sequence[str] = (),
    rulings: bool = False,
    shortest: bool = True,
) -> None:
    """Hold so many sessions; raise what is found in the shortest (not `shortest`: in the first).

    It is kept in `sessions.found`, which may be something where `Flaky` is raised, too: as it was the last time.
    """
    from hypothesis import seed as seeded
    from hypothesis import settings
    from hypothesis.stateful import run_state_machine_as_test

    from verifier.testing.quiet_settings import quietly

    state = first_state(specification)
    machine: type[RuleBasedStateMachine] = conformance_machine(
        lambda: sessions.begin(specification, state),
        specification,
        when=when,
        readings=readings,
        events=[event_kind(name) for name in events],
        rulings=rulings,
    )

    class Noting(machine):  # type: ignore[valid-type, misc]
        """The machine, which notes with what a session ended."""

        def teardown(self) -> None:
            error = sys.exc_info()[1]
            if isinstance(error, FOUND) and hasattr(self, "system"):
                sessions.found = self.system.found(error)

    how = settings(quietly(examples, seed, shortest), stateful_step_count=STEPS)
    run_state_machine_as_test(Noting if seed is None else seeded(seed)(Noting), settings=how)


@dataclass(frozen=True)
class SessionsHeld:
    """What came of sessions: how many of those wanted were held, lines told, what was found, what was not reached."""

    sessions: int
    told: int
    found: FoundInSession | None = None
    late: tuple[str, ...] = ()


def held(sessions: Sessions, hold: Callable[[Sessions], object], wanted: int) -> SessionsHeld:
    """What comes of holding sessions, of which so many were `wanted`.

    ProgramError where the program knows nothing of sessions.
    """
    from hypothesis.errors import Flaky

    late: tuple[str, ...] = ()
    text: str | None = None
    try:
        hold(sessions)
    except SessionBroke as broke:
        if not sessions.answered and isinstance(broke.__cause__, ProgramError):
            raise broke.__cause__ from None
        text = str(broke)
    except FOUND as one:
        text = str(one)
    except OutOfTime as over:
        late = (say.held_in_time(why(over.reason), sessions.number, wanted),)
        text = None if sessions.found is None else sessions.found.text
    except Flaky:
        if sessions.found is None:
            raise ProgramError(say.other_when_repeated()) from None
        text = say.found_once(sessions.found.text)
    finally:
        sessions.close()
    found = None
    if text is not None:
        found = FoundInSession(text, sessions.found.told if sessions.found else ())
    return SessionsHeld(min(wanted, sessions.number - bool(late)), sessions.told, found, late)
