"""Any program as a system: a line of JSON with the question, a line of JSON with the answer."""

from __future__ import annotations

import contextlib
import json
import queue
import subprocess
import tempfile
import threading
from collections.abc import Sequence
from types import TracebackType
from typing import IO

from policy_dsl.source import lines_of
from verifier.records.occasion import Occasion
from verifier.records.plain import ADOPTED, NOT_ADOPTED, asked
from verifier.words import conforming as say

_SHOWN = 200  # characters of an answer that makes no sense


class ProgramError(Exception):
    """The program does not run, does not answer, or answers something that is no answer."""


class Program:
    """A running program that is asked about occasions, one at a time.

    It reads one JSON object a line: an occasion as in `vetoproof decide`'s records, with an `id`. It
    answers each with one line: `{"id": …, "adopted": true}` (the id may be left out), or just `true`.
    """

    def __init__(self, command: Sequence[str], seconds: float) -> None:
        self.command = command
        self.seconds = seconds
        self.number = 0
        self._errors: IO[bytes] = tempfile.TemporaryFile()  # noqa: SIM115 - closed with the program
        self._lines: queue.Queue[str | None] = queue.Queue()
        try:
            self._process = subprocess.Popen(
                list(command),
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=self._errors,
            )
        except OSError as error:
            self._errors.close()
            raise ProgramError(say.not_started(command[0], error.strerror or error)) from None
        threading.Thread(target=self._listen, daemon=True).start()

    def __enter__(self) -> Program:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def _listen(self) -> None:
        """Pass its lines on, then that there are no more."""
        assert self._process.stdout is not None
        for line in self._process.stdout:
            self._lines.put(line.decode("utf-8", "replace"))
        self._lines.put(None)

    def ask(self, occasion: Occasion) -> bool:
        """Whether the program adopts the decision."""
        self.number += 1
        question = json.dumps({"id": self.number, **asked(occasion)}, ensure_ascii=False)
        self._send(question)
        try:
            line = self._lines.get(timeout=self.seconds)
        except queue.Empty:
            raise ProgramError(say.no_answer(self.number, self.seconds)) from None
        if line is None:
            raise ProgramError(self._ended())
        return self._read(line)

    def _send(self, question: str) -> None:
        assert self._process.stdin is not None
        try:
            self._process.stdin.write(question.encode() + b"\n")
            self._process.stdin.flush()
        except OSError:
            raise ProgramError(self._ended()) from None

    def _ended(self) -> str:
        code = None
        with contextlib.suppress(subprocess.TimeoutExpired):
            code = self._process.wait(timeout=self.seconds)
        self._errors.seek(0)
        said = lines_of(self._errors.read().decode("utf-8", "replace").strip())
        return say.ended(code, self.number, said[-1][:_SHOWN] if said else "")

    def _read(self, line: str) -> bool:
        shown = line.strip()[:_SHOWN]
        try:
            said = json.loads(line)
        except (ValueError, RecursionError):
            raise ProgramError(say.answer_no_json(self.number, shown)) from None
        if isinstance(said, dict):
            given = said.get("id", self.number)
            if given != self.number:
                raise ProgramError(say.other_id(self.number, given))
            said = said.get("adopted", said.get("outcome", said))
        if isinstance(said, bool):
            return said
        if said in (ADOPTED, NOT_ADOPTED):
            return bool(said == ADOPTED)
        raise ProgramError(say.answer_silent(self.number, shown))

    def close(self) -> None:
        """End it: by closing its input, and if that is not enough, by force."""
        process = self._process
        try:
            if process.stdin is not None:
                process.stdin.close()
        except OSError:
            pass
        try:
            process.wait(timeout=1)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()
        self._errors.close()
