"""Systems that are told of votes one after the other: what they may not do is found, in Python and in programs."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, settings
from hypothesis.stateful import run_state_machine_as_test

from policy_dsl import load
from tests.cli.calling import Called, call
from verifier.testing import Disagreement, conformance_machine
from verifier.testing.lives import LifeDisagreement

HERE = Path(__file__).parents[2] / "examples" / "other_languages"
RULES = load(HERE / "committee.policy")
QUIET = settings(
    max_examples=60,
    stateful_step_count=6,
    derandomize=True,
    database=None,
    deadline=None,
    phases=[Phase.generate],
    suppress_health_check=list(HealthCheck),
)


class Committee:
    """As it should be; what is done otherwise is said in the tests."""

    late = second = again = replaces = leaks = False

    def __init__(self) -> None:
        self.members = {"Ann", "Bob", "Cem", "Dee"}
        self.motions: dict[int, dict[str, Any]] = {}

    def decide(self, ballots: Any) -> bool:
        return self.adopted([v for v in ballots["Committee"].values() if v != "absent"])

    def adopted(self, votes: list[str]) -> bool:
        return votes.count("for") > votes.count("against") and 2 * len(votes) >= len(self.members)

    def happens(self, event: Any) -> None:
        here = event["event"] in ("joins", "is restored to")
        (self.members.add if here else self.members.discard)(event["party"])

    def opens(self, motion: Any) -> None:
        self.motions[motion["motion"]] = {"votes": [], "closed": False}

    def votes(self, vote: Any) -> bool:
        it = self.motions[vote["motion"]]
        before = [each for each in it["votes"] if each[0] == vote["party"]]
        if it["closed"] and not self.late:
            return False
        if before and not self.second and not self.replaces:
            return False
        if self.replaces:
            it["votes"] = [each for each in it["votes"] if each not in before]
        it["votes"].append((vote["party"], vote["vote"]))
        return True

    def closes(self, motion: Any) -> bool:
        self.motions[motion["motion"]]["closed"] = True
        return True

    def result(self, motion: Any) -> bool | None:
        it = self.motions[motion["motion"]]
        if not it["closed"] and not self.leaks:
            return None
        said = self.adopted([vote for _, vote in it["votes"]])
        if it["closed"] and self.again:
            it["votes"] = []
        return said


def run(**how: bool) -> None:
    system = type("System", (Committee,), how)
    machine = conformance_machine(system, RULES, events=["leaves", "joins"])
    run_state_machine_as_test(machine, settings=QUIET)


def test_what_keeps_to_the_life_of_a_motion_agrees() -> None:
    run()
    run(replaces=True)  # the last vote counts, where a second one is taken


@pytest.mark.parametrize(
    ("defect", "said"),
    [
        ("late", "it takes a vote after closing"),
        ("leaks", "it says before closing that the motion is"),
        ("again", "and now that it is not adopted"),
    ],
)
def test_what_does_not_is_found(defect: str, said: str) -> None:
    with pytest.raises((LifeDisagreement, Disagreement)) as found:
        run(**{defect: True})
    assert said in str(found.value)
    assert "is put to the vote" in str(found.value)


def test_a_second_vote_that_counts_besides_the_first_is_found() -> None:
    with pytest.raises(Disagreement) as found:
        run(second=True)
    assert "Before that: " in str(found.value)


def test_an_event_that_is_none_is_an_error() -> None:
    with pytest.raises(ValueError, match="there is no event 'goes'; there are: joins, leaves"):
        conformance_machine(Committee, RULES, events=["goes"])


def conform(*more: str, defect: str = "") -> Called:
    command = f"{sys.executable} {HERE / 'sessions.py'} {defect}"
    return call("conform", str(HERE / "committee.policy"), "--command", command, *more)


def test_a_program_in_any_language_holds_sessions() -> None:
    called = conform("--sessions", "20")
    assert (called.code, called.out) == (0, "No disagreement in 20 sessions.\n")


def test_what_it_may_not_do_is_found_in_the_shortest_session() -> None:
    called = conform(
        "--sessions", "40", "--event", "none", "--format", "json", defect="results-leak"
    )
    assert called.code == 1
    assert '"in_session": [' in called.out
    assert "it says before closing that the motion is not adopted" in called.out


def test_names_of_events_and_programs_without_sessions_are_told() -> None:
    called = conform("--sessions", "5", "--event", "goes")
    assert called.code == 2
    assert "there is no event 'goes'" in called.err
    cat = call("conform", str(HERE / "committee.policy"), "--command", "cat", "--sessions", "5")
    assert cat.code == 2
    assert "does not say whether it is accepted" in cat.err


def test_a_session_is_saved_and_held_again(tmp_path: Path) -> None:
    kept = str(tmp_path / "session.json")
    found = conform("--sessions", "6", "--event", "none", "--save", kept, defect="results-leak")
    again = conform("--replay", kept, defect="results-leak")
    assert (found.code, again.code) == (1, 1)
    assert found.out == again.out
    mended = conform("--replay", kept)
    assert (mended.code, mended.out) == (0, "No disagreement in the session replayed.\n")


def test_decide_says_what_a_saved_session_is(tmp_path: Path) -> None:
    called = call("decide", str(HERE / "committee.policy"), told(tmp_path))
    assert called.code == 2
    assert called.err.count("\n") == 2
    assert "vetoproof conform … --replay" in called.err


def test_a_break_is_told_with_its_event_and_those_before(tmp_path: Path) -> None:
    program = tmp_path / "breaks.py"
    source = (HERE / "sessions.py").read_text()
    program.write_text(source.replace('["closed"] = True', '["shut"]'))
    path = told(
        tmp_path,
        {"event": "leaves", "party": "Dee", "body": "Committee"},
        {"event": "opens", "motion": 1, "decision": {}},
        {"event": "votes", "motion": 1, "body": "Committee", "party": "Ann", "vote": "for"},
        {"event": "closes", "motion": 1},
    )
    rules, command = str(HERE / "committee.policy"), f"{sys.executable} {program}"
    called = call("conform", rules, "--command", command, "--replay", path)
    assert called.code == 1
    assert (
        "its last words: KeyError: 'shut'. It was told: the vote on motion 1 is closed."
        in called.out
    )
    assert (
        "Before that: Dee leaves Committee; motion 1 is put to the vote; Ann in Committee votes for."
        in called.out
    )


def told(tmp_path: Path, *lines: dict[str, Any]) -> str:
    path = tmp_path / "told.json"
    members = {"Committee": ["Ann", "Bob", "Cem", "Dee"]}
    begins = {"event": "begins", "state": {"in_force": ["motion"], "members": members}}
    path.write_text(json.dumps({"session": [begins, *lines]}))
    return str(path)


def test_what_happens_in_a_saved_session_goes_for_what_follows(tmp_path: Path) -> None:
    committee = {"party": "Ann", "body": "Committee"}
    path = told(
        tmp_path,
        {"event": "is suspended from", **committee},
        {"event": "is restored to", **committee},
        {"event": "opens", "motion": 7, "decision": {}},
        {"event": "votes", "motion": 7, **committee, "vote": "for"},
    )
    assert conform("--replay", path).code == 0
    found = conform("--replay", path, defect="restored-stay-away")
    assert found.code == 1
    assert "it refuses the first vote of somebody who has one" in found.out


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ({"event": "votes", "motion": 1}, "session, 2: motion 1 was not opened before that"),
        ({"event": "goes"}, "session, 2: there is no event 'goes'"),
        ({"event": "opens", "motion": "x", "decision": {}}, "session, 2: opens is no line"),
    ],
)
def test_a_saved_session_that_does_not_fit_is_told_by_its_line(
    tmp_path: Path, line: dict[str, Any], said: str
) -> None:
    called = conform("--replay", told(tmp_path, line))
    assert called.code == 2
    assert said in called.err


def test_what_is_found_once_is_found(tmp_path: Path) -> None:
    """A program that does something else when the same session is held again."""
    program = tmp_path / "once.py"
    source = (HERE / "sessions.py").read_text()
    guard = 'if not it["closed"] and DEFECT != "results-leak":'
    assert guard in source
    program.write_text(
        source.replace(
            guard,
            'FIRST.append(it["closed"])\n        if FIRST[:-1].count(False) and not it["closed"]:',
        ).replace("DEFECT = ", "FIRST = []\nDEFECT = ")
    )
    called = call(
        "conform", str(HERE / "committee.policy"), "--command", f"{sys.executable} {program}",
        "--sessions", "40", "--event", "none",
    )  # fmt: skip
    assert called.code == 1
    first, second, *_ = called.out.splitlines()
    assert first.startswith("What follows was found in a session, and not found again")
    assert "it says before closing that the motion is" in second
