"""Systems against the rules: what conforms, what does not, and how the difference is told."""

from __future__ import annotations

import importlib
import json
import sys
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, settings
from hypothesis.stateful import run_state_machine_as_test

from policy_dsl import load
from policy_dsl.model import Specification
from tests.testing.specifications import ROOT, committee
from verifier.records.coverage import Coverage
from verifier.records.plain import asked
from verifier.testing import Disagreement, assert_conforms, conformance_machine
from verifier.testing.state_machine import MemoryDisagreement

EXAMPLE = ROOT / "examples" / "voting_service"
RULES = load(EXAMPLE / "rules.policy")
MARCH = date(2025, 3, 1)


@pytest.fixture
def service(monkeypatch: pytest.MonkeyPatch) -> Iterator[ModuleType]:
    monkeypatch.syspath_prepend(str(EXAMPLE))
    yield importlib.import_module("defects")
    for name in ("voting", "defects"):
        sys.modules.pop(name, None)


def disagreement(system: Any, specification: Specification, **how: Any) -> Disagreement:
    with pytest.raises(Disagreement) as caught:
        assert_conforms(system, specification, **how)
    return caught.value


# --- the worked example --------------------------------------------------------------------------


def test_the_example_conforms(service: ModuleType) -> None:
    covered = Coverage()
    assert (
        assert_conforms(service.Voting().decide, RULES, on=MARCH, examples=700, coverage=covered)
        >= 600
    )
    assert covered.scenarios >= 600
    for clause in covered.clauses(RULES):
        assert not clause.gaps, clause


@pytest.mark.parametrize(
    ("defect", "clause"),
    [
        ("MoreThanTwoThirds", "large_sums"),
        ("AbstentionsCounted", "large_sums"),
        ("ExemptionIgnored", "emergencies"),
    ],
)
def test_each_defect_is_found_by_its_clause(service: ModuleType, defect: str, clause: str) -> None:
    found = disagreement(getattr(service, defect)().decide, RULES, on=MARCH)
    first = str(found).split("What decides it: ")[1]
    assert clause in first.split(" (")[0]
    assert found.occasion.adopted
    assert not found.answer


def test_the_defects_are_told_by_the_scenario_a_person_would_choose(service: ModuleType) -> None:
    found = disagreement(service.MoreThanTwoThirds().decide, RULES, on=MARCH)
    said = asked(found.occasion)
    assert said["decision"] == {"spending": 10_000, "repair": False}
    numbers = found.occasion.outcome.powers[0].limits[0].checked.numbers
    assert numbers is not None
    assert (numbers.counted, numbers.base) == (4, 6)
    found = disagreement(service.ExemptionIgnored().decide, RULES, on=MARCH)
    said = asked(found.occasion)
    assert said["decision"] == {"spending": 10_000, "repair": True}
    votes: Any = said["votes"]
    meeting = found.occasion.outcome.bodies[0]
    assert meeting.counted.present == 6  # just quorate
    assert votes["Meeting"]["Treasurer"] == "absent"
    assert "casting" not in said


@pytest.mark.parametrize("defect", ["MoreThanTwoThirds", "AbstentionsCounted", "ExemptionIgnored"])
def test_each_defect_is_found_by_the_state_machine(service: ModuleType, defect: str) -> None:
    large = "spending is at least 10_000"
    machine = conformance_machine(getattr(service, defect), RULES, when=large)
    with pytest.raises(Disagreement):
        run_state_machine_as_test(machine, settings=QUIET)


QUIET = settings(
    max_examples=300,
    stateful_step_count=8,
    derandomize=True,
    database=None,
    deadline=None,
    phases=[Phase.generate],
    suppress_health_check=list(HealthCheck),
)


def test_the_example_conforms_over_time(service: ModuleType) -> None:
    quick = settings(QUIET, max_examples=40)
    run_state_machine_as_test(conformance_machine(service.Voting, RULES), settings=quick)


def test_memory_that_fails_is_told_with_what_happened_before(service: ModuleType) -> None:
    class Forgets(service.Voting):  # type: ignore[name-defined,misc]
        """Takes nobody back."""

        def happens(self, event: Any) -> None:
            if event["event"] != "is restored to":
                super().happens(event)

    with pytest.raises(MemoryDisagreement) as caught:
        run_state_machine_as_test(conformance_machine(Forgets, RULES), settings=QUIET)
    text = str(caught.value)
    assert "Who has a vote in Meeting?" in text
    assert "is restored to Meeting" in text.split("Before that: ")[1] or "restores" in text


def test_effects_of_adopted_decisions_are_remembered(service: ModuleType) -> None:
    class NeverChanges(service.Voting):  # type: ignore[name-defined,misc]
        """Adopts, and does nothing about it."""

        def carry_out(self, effect: str) -> None:
            return

    with pytest.raises(MemoryDisagreement, match="a decision is adopted that"):
        run_state_machine_as_test(conformance_machine(NeverChanges, RULES), settings=QUIET)


# --- what a system is asked, and what it may answer ----------------------------------------------


def test_a_system_gets_what_it_asks_for() -> None:
    seen: dict[str, Any] = {}

    def asks(
        decision: Any, ballots: Any, consents: Any, date: Any, state: Any, occasion: Any
    ) -> bool:
        seen.update(locals())
        return bool(occasion.adopted)

    assert_conforms(asks, committee(), examples=8)
    assert set(seen["decision"]) == {"kind", "cost", "urgent", "affects"}
    assert set(seen["ballots"]) == {"Committee", "Owners"}
    assert set(seen["consents"]) == {"Chair"}
    assert seen["state"]["members"]["Owners"] == ["Ann", "Bob"]
    assert isinstance(seen["date"], date)


def test_two_parameters_with_other_names_get_decision_and_ballots() -> None:
    def system(motion: Any, votes: Any) -> bool:
        return "kind" in motion and "Committee" in votes and False

    found = disagreement(system, committee())
    assert found.occasion.adopted


def test_a_system_that_asks_for_the_unknown_is_told() -> None:
    with pytest.raises(ValueError, match="asks for weather"):
        assert_conforms(lambda decision, ballots, weather: True, committee())


def test_an_answer_that_is_none_is_told() -> None:
    with pytest.raises(TypeError, match="returned None; it has to return True"):
        assert_conforms(lambda decision, ballots: None, committee())


def test_words_are_answers_too() -> None:
    assert_conforms(
        lambda occasion: "adopted" if occasion.adopted else "not adopted", committee(), examples=8
    )


def test_a_system_that_changes_its_mind_is_told() -> None:
    asked_so_far: list[int] = []

    def system(occasion: Any) -> bool:
        asked_so_far.append(1)
        return bool(occasion.adopted) is (len(asked_so_far) % 3 == 0)

    with pytest.raises(AssertionError, match="now one way, now another"):
        assert_conforms(system, committee())


def test_readings_are_asked_for_where_none_is_intended() -> None:
    debian = load(ROOT / "specs/gallery/debian.policy")
    with pytest.raises(ValueError, match=r"say which, as readings=\{'overrule': 'strictly_more'\}"):
        assert_conforms(lambda occasion: occasion.adopted, debian)
    assert_conforms(
        lambda occasion: occasion.adopted,
        debian,
        readings={"overrule": "at_least"},
        examples=50,
    )
    with pytest.raises(ValueError, match="overrule has no reading 'x'; its readings are"):
        assert_conforms(lambda occasion: True, debian, readings={"overrule": "x"})
    with pytest.raises(ValueError, match="there is no clause 'veto' with readings"):
        assert_conforms(lambda occasion: True, debian, readings={"veto": "x"})


def test_another_reading_is_a_disagreement_at_its_edge() -> None:
    debian = load(ROOT / "specs/gallery/debian.policy")

    def at_least(ballots: Any) -> bool:
        votes = ballots["Committee"]["CommitteeMember"]
        return votes["for"] >= 2 and votes["for"] >= 3 * votes["against"]

    assert_conforms(at_least, debian, readings={"overrule": "at_least"})
    found = disagreement(at_least, debian, readings={"overrule": "strictly_more"})
    numbers = found.occasion.outcome.powers[0].requirement
    assert numbers is not None
    assert numbers.numbers is not None
    assert 4 * numbers.numbers.counted == 3 * (numbers.numbers.base or 0)


def test_votes_of_the_suspended_are_sent_where_asked_for() -> None:
    def counts_everybody(ballots: Any, casting: Any, decision: Any) -> bool:
        votes = ballots["Board"].values()
        return list(votes).count("for") * 2 > sum(v in ("for", "against") for v in votes)

    board = load(ROOT / "specs/nottinghamshire.policy")
    found = disagreement(
        counts_everybody,
        board,
        on=date(2019, 1, 1),
        uncounted=True,
        when="kind is contract",
    )
    assert found.occasion.specification is board


# --- programs ------------------------------------------------------------------------------------

PYTHON = (
    f"{sys.executable} -c 'import json,sys\n"
    "for line in sys.stdin:\n"
    '  q=json.loads(line); v=q["votes"]["Committee"]["CommitteeMember"]\n'
    '  print(json.dumps({{"id": q["id"], "adopted": {condition}}}), flush=True)\''
)


def conform(*arguments: str) -> int:
    from verifier.cli import main

    return main(["conform", *arguments])


DEBIAN = str(ROOT / "specs/gallery/debian.policy")
AT_LEAST = ("--reading", "overrule=at_least")


def test_a_program_that_conforms(capsys: pytest.CaptureFixture[str]) -> None:
    condition = 'v["for"] >= max(2, 3 * v["against"])'
    assert conform(DEBIAN, "--command", PYTHON.format(condition=condition), *AT_LEAST) == 0
    assert "No disagreement: all " in capsys.readouterr().out


def test_a_program_that_does_not_and_its_record_decides_the_same(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    saved = tmp_path / "found.json"
    condition = 'v["for"] >= max(1, 3 * v["against"])'
    command = PYTHON.format(condition=condition)
    assert conform(DEBIAN, "--command", command, *AT_LEAST, "--save", str(saved)) == 1
    out = capsys.readouterr().out
    assert "the rules do not adopt this decision, the system does" in out
    assert "What decides it: rule enough_votes" in out
    from verifier.cli import main

    assert json.loads(saved.read_text())["outcome"] == "not adopted"
    assert main(["decide", DEBIAN, str(saved)]) == 0


def test_the_same_as_json(capsys: pytest.CaptureFixture[str]) -> None:
    command = PYTHON.format(condition="True")
    assert conform(DEBIAN, "--command", command, *AT_LEAST, "--format", "json", "--coverage") == 1
    said = json.loads(capsys.readouterr().out)
    assert said["conforms"] is False
    assert said["disagreement"]["rules"] == "not adopted"
    assert said["disagreement"]["decided_by"]
    assert {each["name"] for each in said["coverage"]} == {"overrule", "enough_votes"}


@pytest.mark.parametrize(
    ("command", "said"),
    [
        ("no-such-program-here", "can't be started"),
        ("true", "the program ended with exit code 0 before it answered question 1"),
        ("cat", "does not say whether it is adopted"),
        ("sh -c 'echo hello; cat'", "is no JSON: 'hello'"),
        ("sh -c 'echo too bad >&2; exit 3'", "its last words: too bad"),
        (
            """sh -c 'while read l; do echo "{\\"id\\": 9, \\"adopted\\": true}"; done'""",
            "with the id 9",
        ),
        ("sleep 30", "no answer to question 1 within 0.5 seconds"),
        ("", "--command is empty"),
        ("sh -c 'unfinished", "No closing quotation"),
        ("tee x | cat", "so | means nothing there; write --command \"sh -c 'tee x | cat'\""),
        ("cat x>y", "so > means nothing there"),
        ("DEFECT=1 cat", "it can't begin with DEFECT=1; write env before it"),
    ],
)
def test_programs_that_are_none(
    command: str, said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert conform(DEBIAN, "--command", command, *AT_LEAST, "--answer-timeout", "0.5") == 2
    assert said in capsys.readouterr().err


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        ((DEBIAN,), "--reading overrule=strictly_more"),
        ((DEBIAN, "--reading", "overrule"), "write CLAUSE=READING"),
        ((DEBIAN, "--reading", "overrule=x"), "overrule has no reading 'x'"),
        ((DEBIAN, *AT_LEAST, "--when", "nothing is"), "can't be read"),
        ((str(ROOT / "no.policy"),), "there is no such file"),
    ],
)
def test_calls_that_are_wrong(
    arguments: tuple[str, ...], said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert conform(*arguments, "--command", "cat") == 2
    assert said in capsys.readouterr().err


def test_the_example_in_another_language(capsys: pytest.CaptureFixture[str]) -> None:
    import shutil

    if shutil.which("node") is None:
        pytest.skip("node is not installed")
    program = ROOT / "examples/other_languages/voting.mjs"
    rules = str(EXAMPLE / "rules.policy")
    assert conform(rules, "--command", f"node {program}", "--examples", "20") == 0
    assert conform(rules, "--command", f"env DEFECT=1 node {program}") == 1
    assert "What decides it: rule large_sums" in capsys.readouterr().out
