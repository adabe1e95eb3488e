"""Input so large that time runs out: what was not reached is named, or counted, and the run ends in time."""

from __future__ import annotations

import json
import sys
import time
from pathlib import Path

import pytest

from policy_dsl import load, load_text
from tests.cli.calling import CLUB
from tests.limits.test_timeouts import ran
from verifier import Limits, Options, check
from verifier.solving.deadline import Deadline

SEED = "specs/nottinghamshire.policy"
PARTIES, POWERS, RULES = 12, 14, 40
REACHED = "the run's limit of 1 second was reached"


def large() -> str:
    """Rules that change themselves, by many powers, with many conditions."""
    lines = ['governance "Large"', *(f"party P{n}" for n in range(PARTIES)), "decision"]
    lines += [f"  form fact{n} : yes or no" for n in range(RULES)]
    for body in range(3):
        members = ", ".join(f"P{n}" for n in range(body, PARTIES))
        lines += [f"body B{body}", f"  members {members}", '  quorum none  assumed "as it is"']
    for n in range(POWERS):
        lines += [f"power power{n}", f"  requires at least {n % 6 + 1}/7 of members in B{n % 3}"]
        lines += ["  may amend any clause"]
    for n in range(RULES):
        lines += [f"rule rule{n} limits every power", f"  when fact{n}"]
        lines += [f"  requires at least {n % 5 + 2}/8 of members in B{(n + 1) % 3}"]
    return "\n".join(lines) + "\n"


@pytest.mark.parametrize("command", ["matrix", "entrenchment"])
@pytest.mark.parametrize("form", ["text", "json"])
def test_rules_that_take_long(command: str, form: str, tmp_path: Path) -> None:
    file = tmp_path / "large.policy"
    file.write_text(large())
    load_text(large())
    done = ran(1.0, command, str(file), "--format", form)
    assert done.returncode == 3
    assert REACHED in " ".join((done.stdout + done.stderr).split())
    if form == "json":
        assert json.loads(done.stdout)


def test_minutes_that_take_long(tmp_path: Path) -> None:
    minutes = tmp_path / "minutes.json"
    votes = {"Committee": {"Ann": "for", "Bob": "for", "Cem": "against"}}
    motion = {"date": "2024-01-05", "decision": {"price": 5, "secret": False}, "votes": votes}
    number = 20_000
    minutes.write_text(
        json.dumps([{"motion": f"M{n}.", "outcome": "adopted", **motion} for n in range(number)])
    )
    rules = tmp_path / "club.policy"
    rules.write_text(CLUB)
    done = ran(1.0, "decide", str(rules), str(minutes), "--brief")
    assert done.returncode == 3, done.stderr[:300]
    assert REACHED in done.stderr


def test_a_program_that_takes_long(tmp_path: Path) -> None:
    rules = tmp_path / "club.policy"
    rules.write_text(CLUB)
    program = tmp_path / "program.py"
    program.write_text("import sys, time\nfor line in sys.stdin:\n    time.sleep(1000)\n")
    done = ran(
        1.0, "conform", str(rules), "--command", f"{sys.executable} {program}",
        "--reading", "dear=whole", "--answer-timeout", "100", "--examples", "30",
    )  # fmt: skip
    assert done.returncode == 3, done.stderr[:300]
    assert REACHED in " ".join((done.stdout + done.stderr).split())


def test_the_same_process_answers_as_before_after_a_run_was_cut() -> None:
    specification = load(SEED)
    chosen = Options(tuple(prop.name for prop in specification.properties[:4]))
    before = [each.verdict for each in check(specification, chosen).properties]
    for number in range(25):
        limits = Limits(deadline=Deadline.after(0.004 * (number + 1)))
        check(specification, Options(chosen.properties, limits=limits))
    began = time.monotonic()
    assert [each.verdict for each in check(specification, chosen).properties] == before
    assert time.monotonic() - began < 60
