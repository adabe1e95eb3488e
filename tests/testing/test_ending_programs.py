"""Whatever comes while a program is ended, it is ended."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from verifier.testing.processes import Talking

pytestmark = pytest.mark.skipif(os.name != "posix", reason="groups of processes as POSIX has them")
STUBBORN = "import signal, time\nfor n in (1, 2, 15): signal.signal(n, signal.SIG_IGN)\nprint()\ntime.sleep(600)"


class Asked(BaseException):
    """Somebody asks the process to end."""


@pytest.mark.parametrize("where", ["waiting", "ending it by force"])
def test_who_is_asked_to_end_while_ending_a_program_ends_it(
    where: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    program = Talking([sys.executable, "-uc", STUBBORN])
    process: subprocess.Popen[bytes] = program._process
    assert program._heard.get(timeout=30) == b""
    asked: list[object] = []
    owner, name = (process, "wait") if where == "waiting" else (os, "killpg")
    truly = getattr(owner, name)

    def once(*given: Any, **more: Any) -> object:
        if not asked:
            asked.append(given)
            raise Asked
        return truly(*given, **more)

    monkeypatch.setattr(owner, name, once)
    with pytest.raises(Asked):
        program.end(0)
    assert process.wait(timeout=5) == -9
    assert not Path(f"/proc/{process.pid}").exists()
