"""Work shared with other processes: each part is done once, and comes out as it does alone, whatever becomes of it."""

from __future__ import annotations

import gc
import os
import time
from collections.abc import Callable, Sequence

import pytest

from verifier.cli import parser
from verifier.commands import options
from verifier.commands.signals import work_for_parent
from verifier.solving.deadline import Deadline
from verifier.solving.helping import Helpers
from verifier.solving.process import OWN
from verifier.solving.shared_work import SharedWork

HERE = os.getpid()


class Work:
    """What does the parts; `parent` is where it was asked for."""

    def __init__(self, parent: int) -> None:
        self.parent = parent
        self.done = 0

    @property
    def elsewhere(self) -> bool:
        return os.getpid() != self.parent

    def number(self, number: int, seconds: float) -> tuple[int, int]:
        time.sleep(seconds)
        self.done += 1
        return number, os.getpid()

    def fails_elsewhere(self, how: str) -> str:
        if not self.elsewhere:
            return "done here"
        if how == "dies":
            os._exit(1)
        if how == "cannot be sent":
            return lambda: how  # type: ignore[return-value]
        if how == "hangs":
            time.sleep(60)
        raise ValueError(how)

    def called(self, what: Callable[[], int]) -> int:
        return what()

    def fails(self, what: str) -> None:
        raise KeyError(what)


def shared(deadline: Deadline | None = None, helpers: int = 1) -> SharedWork[Work]:
    return SharedWork(Helpers(helpers, work_for_parent, 0.0), deadline, Work(HERE), Work, HERE)


def until_taken(parts: Sequence[object], it: SharedWork[Work]) -> None:
    """Until another process is at the last of them."""
    assert it._helping is not None
    until = time.monotonic() + 30
    while len(it._helping._parts) == len(parts) and time.monotonic() < until:
        time.sleep(0.01)


def test_each_part_is_done_once_and_by_all() -> None:
    with shared() as it:
        assert not gc.isenabled()  # nothing is thrown away by a thread that is not at work
        parts = [it.part(Work.number, number, 0.02) for number in range(40)]
        until_taken(parts, it)
        found = [it.result(part) for part in parts]
    assert gc.isenabled()
    assert [number for number, _ in found] == list(range(40))
    who = [process for _, process in found]
    assert len(set(who)) == 2
    assert it.own.done == who.count(HERE)


def test_without_helpers_all_is_done_here_when_it_is_asked_for() -> None:
    with SharedWork(None, None, Work(HERE), Work, HERE) as it:
        parts = [it.part(Work.number, number, 0.0) for number in range(3)]
        assert it.own.done == 0
        assert [it.result(part) for part in parts] == [(number, HERE) for number in range(3)]


@pytest.mark.parametrize("how", ["raises", "dies", "cannot be sent"])
def test_what_another_process_cannot_do_is_done_here(how: str) -> None:
    with shared() as it:
        parts = [it.part(Work.fails_elsewhere, how), it.part(Work.fails_elsewhere, how)]
        until_taken(parts, it)
        assert [it.result(part) for part in parts] == ["done here"] * 2


def test_what_cannot_be_sent_is_done_here() -> None:
    with shared() as it:
        parts = [it.part(Work.called, lambda: 1), it.part(Work.called, lambda: 2)]
        until_taken(parts, it)
        assert [it.result(part) for part in parts] == [1, 2]


def test_what_another_process_does_not_do_in_time_is_done_here() -> None:
    with shared(Deadline.after(1.5)) as it:
        parts = [it.part(Work.fails_elsewhere, "hangs")]
        until_taken(parts, it)
        assert it.result(parts[0]) == "done here"


def test_an_error_shows_where_it_is_asked_for() -> None:
    with shared() as it:
        slow = it.part(Work.number, 1, 0.0)
        wrong = it.part(Work.fails, "wrong")
        last = it.part(Work.number, 2, 0.5)
        until_taken([slow, wrong, last], it)
        # While it waits for the last it does the others, one of which fails.
        assert it.result(last)[0] == 2
        assert it.result(slow)[0] == 1
        with pytest.raises(KeyError, match="wrong"):
            it.result(wrong)


@pytest.mark.parametrize(
    ("call", "jobs", "own", "number"),
    [
        ([], None, True, 3),
        ([], None, False, 0),
        ([], "2", False, 1),
        ([], "1", True, 0),
        (["--jobs", "3"], "1", False, 2),
        (["--steps", "9", "--jobs", "3"], None, True, 0),
        (["--memory", "9"], None, True, 0),
        (["--memory", "9", "--jobs", "2"], None, True, 1),
    ],
)
def test_how_many_help(
    monkeypatch: pytest.MonkeyPatch, call: list[str], jobs: str | None, own: bool, number: int
) -> None:
    monkeypatch.setattr(options, "_processors", lambda: 8)
    monkeypatch.delenv(options.JOBS)
    if jobs is not None:
        monkeypatch.setenv(options.JOBS, jobs)
    token = OWN.set(own)
    try:
        helpers = options.helpers_of(parser().parse_args(["loopholes", "x.policy", *call]))
    finally:
        OWN.reset(token)
    assert (0 if helpers is None else helpers.number) == number


def test_what_says_how_many_has_to_be_a_number(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv(options.JOBS, "many")
    with pytest.raises(SystemExit):
        parser().parse_args(["report", "x.policy", "-o", "x.html"])
    assert "'many' is no whole number" in capsys.readouterr().err
