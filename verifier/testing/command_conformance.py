"""Any program as a system: a line of JSON with the question, a line of JSON with the answer."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from types import TracebackType
from typing import Any

from verifier.records.occasion import Occasion
from verifier.records.plain import ADOPTED, NOT_ADOPTED, Plain, asked
from verifier.solving.deadline import Deadline, OutOfTime
from verifier.testing.last_words import telling_line
from verifier.testing.processes import (
    LONGEST_LINE,
    EndedError,
    LineTooLongError,
    Talking,
    UnaskedError,
)
from verifier.words import conforming as say
from verifier.words.sessions import no_acceptance

PATIENCE = 1.0  # seconds that a program is given to end by itself
_SHOWN = 200  # characters of an answer that makes no sense


class ProgramError(Exception):
    """The program does not run, does not answer, or answers something that is no answer."""


class SilentError(ProgramError):
    """The program answers nothing in time."""


class Program:
    """A running program that is asked about occasions, one at a time.

    It reads one JSON object a line: an occasion as in `vetoproof decide`'s records, with an `id`. It
    answers each with one line: `{"id": …, "adopted": true}` (the id may be left out), or just `true`.
    """

    def __init__(
        self, command: Sequence[str], seconds: float, deadline: Deadline | None = None
    ) -> None:
        self.seconds = seconds
        self.deadline = deadline
        self.number = 0
        try:
            self._program = Talking(command)
        except OSError as error:
            raise ProgramError(say.not_started(command[0], error.strerror or error)) from None

    def __enter__(self) -> Program:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        # Where the work is broken off nobody waits for it to end by itself.
        self.close(PATIENCE if error is None or isinstance(error, Exception) else 0)

    def ask(self, occasion: Occasion) -> bool:
        """Whether the program adopts the decision; `OutOfTime` where the run has to end before it answers."""
        return self._adopted(*self._answered(asked(occasion)))

    def tell(self, event: Mapping[str, Plain]) -> bool | None:
        """What it answers to an event: adopted or accepted, or not; None of a result that is not known yet."""
        line, said = self._answered(event)
        if isinstance(said, dict) and isinstance(said.get("accepted"), bool):
            return said["accepted"] or (None if event["event"] == "result" else False)
        if event["event"] in ("result", "decides"):
            return self._adopted(line, said)
        raise ProgramError(no_acceptance(_shown(line)))

    def _answered(self, asking: Mapping[str, Plain]) -> tuple[bytes, Any]:
        """The line that it answers to a question, and what that says."""
        self.number += 1
        question = json.dumps({"id": self.number, **asking}, ensure_ascii=False)
        try:
            line = self._program.answer(question.encode(), self._at_most(self.seconds))
        except TimeoutError:
            if self.deadline is not None and self.deadline.passed:
                raise OutOfTime(self.deadline.reason) from None
            raise SilentError(say.no_answer(self.number, self.seconds)) from None
        except LineTooLongError as error:
            said = say.answer_too_long(self.number, _shown(error.args[0]), LONGEST_LINE)
            raise ProgramError(said) from None
        except UnaskedError as error:
            self._adopted(
                error.args[0], self._said(error.args[0])
            )  # where it is no answer, that is what to say
            raise ProgramError(say.answer_unasked(self.number, _shown(error.args[0]))) from None
        except EndedError:
            raise ProgramError(self._ended()) from None
        return line, self._said(line)

    def _ended(self) -> str:
        code = self._program.exit_code(self._at_most(self.seconds))
        said = telling_line(self._program.last_words())
        return say.ended(code, self.number, said[:_SHOWN])

    def _said(self, line: bytes) -> Any:
        """What a line says, of the question that was asked."""
        try:
            said = json.loads(line.decode("utf-8", "replace"))
        except (ValueError, RecursionError):
            raise ProgramError(say.answer_no_json(self.number, _shown(line))) from None
        if isinstance(said, dict):
            given = said.get("id", self.number)
            if given != self.number:
                shown = given if isinstance(given, int | float | None) else _shown(line)
                raise ProgramError(say.other_id(self.number, shown))
        return said

    def _adopted(self, line: bytes, said: Any) -> bool:
        if isinstance(said, dict):
            said = said.get("adopted", said.get("outcome", said))
        if isinstance(said, bool):
            return said
        if said in (ADOPTED, NOT_ADOPTED):
            return bool(said == ADOPTED)
        raise ProgramError(say.answer_silent(self.number, _shown(line)))

    def close(self, patience: float = PATIENCE) -> None:
        """End it, and all that it started: by closing its input, and if that is not enough, by force."""
        self._program.end(self._at_most(patience))

    def _at_most(self, seconds: float) -> float:
        """So many seconds, or what the run has left."""
        return seconds if self.deadline is None else min(seconds, self.deadline.left)


def _shown(line: bytes) -> str:
    """The beginning of an answer that makes no sense."""
    return line[: 4 * _SHOWN].decode("utf-8", "replace").strip()[:_SHOWN]
