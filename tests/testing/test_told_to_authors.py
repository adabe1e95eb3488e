"""What the author of a test is told: a traceback that ends at the own line, options by their names, what was kept."""

from __future__ import annotations

import inspect
from textwrap import dedent
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, example, given, settings
from hypothesis.database import InMemoryExampleDatabase
from hypothesis.stateful import run_state_machine_as_test

from policy_dsl import load_text
from verifier.records.occasion import Occasion
from verifier.testing import (
    Disagreement,
    assert_conforms,
    conformance_machine,
    recorded,
    scenarios,
    telling_scenarios,
)
from verifier.testing.disagreeing import NoAnswer
from verifier.testing.state_machine import MemoryDisagreement
from verifier.testing.strategies import AboutDecisions, AboutScenarios
from verifier.testing.systems_asked import question_of

pytest_plugins = ["pytester"]

TEXT = """
governance "Two"
party Ann
party Bob
body Board
  members Ann, Bob
  quorum none
power ordinary
  requires majority of votes cast in Board
"""
RULES = load_text(TEXT, "two.policy")


def told(pytester: pytest.Pytester, test: str) -> str:
    """What pytest says of a failing test in a file of its own, from the traceback on."""
    pytester.makepyfile(
        "import policy_dsl\n"
        "from hypothesis import Phase, settings\n"
        "from hypothesis.stateful import run_state_machine_as_test\n"
        "from verifier.testing import assert_conforms, conformance_machine, recorded, scenarios\n"
        f"rules = policy_dsl.load_text({TEXT!r}, 'two.policy')\n"
        "quick = settings(max_examples=9, database=None, deadline=None, phases=[Phase.generate])\n"
        f"{dedent(test)}\n"
    )
    result = pytester.runpytest_inprocess("-p", "no:cacheprovider", "--tb=short", "-q")
    result.assert_outcomes(failed=1)
    return str(result.stdout)


FAILING: dict[str, tuple[str, str, type[Exception]]] = {
    "disagreement": (
        "def test_it():\n    assert_conforms(lambda decision, ballots: True, rules, database=None)",
        "in test_it",
        Disagreement,
    ),
    "the system raises": (
        """
        def system(decision, ballots):
            votes = list(ballots["Board"].values())
            return votes.count("for") > votes.count("against") and 1 // votes.count("absent") >= 0

        def test_it():
            assert_conforms(system, rules, database=None)
        """,
        "in system",
        ZeroDivisionError,
    ),
    "no answer": (
        "def test_it():\n    assert_conforms(lambda decision, ballots: None, rules)",
        "in test_it",
        NoAnswer,
    ),
    "a condition that is none": (
        "def test_it():\n    scenarios(rules, when='sum is 3')",
        "in test_it",
        ValueError,
    ),
    "no file": (
        "def test_it():\n    recorded(rules, 'none.json')",
        "in test_it",
        ValueError,
    ),
    "an option that is none": (
        "def test_it():\n    assert_conforms(lambda decision, ballots: True, rules, reading={})",
        "in test_it",
        TypeError,
    ),
    "a system with memory": (
        """
        class System:
            def decide(self, decision, ballots):
                return "?"

        def test_it():
            run_state_machine_as_test(conformance_machine(System, rules), settings=quick)
        """,
        "in test_it",
        NoAnswer,
    ),
}


@pytest.mark.parametrize("kind", FAILING)
def test_a_traceback_ends_at_the_authors_line(
    kind: str, pytester: pytest.Pytester, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PYTEST_DISABLE_PLUGIN_AUTOLOAD", "1")
    test, where, what = FAILING[kind]
    said = told(pytester, test)
    frames = [line for line in said.splitlines() if ": in " in line and "site-packages" not in line]
    assert frames[-1].endswith(where)
    assert not [line for line in frames if "verifier" in line or "policy_dsl" in line], said
    assert what.__name__ in said
    assert "another exception occurred" not in said


def test_what_says_nothing_says_it_again(pytester: pytest.Pytester) -> None:
    """A system that returned nothing was told to answer where it was asked again."""
    with pytest.raises(NoAnswer) as raised:
        assert_conforms(lambda decision, ballots: None, RULES, database=None)
    (note,) = raised.value.__notes__
    assert "Asked again" not in note
    assert "In Board: absent: Ann and Bob." in note


@pytest.mark.parametrize(
    ("function", "declared"),
    [
        (assert_conforms, AboutScenarios),
        (scenarios, AboutScenarios),
        (telling_scenarios, AboutDecisions),
    ],
)
def test_options_that_are_declared_once_are_told_by_name(function: Any, declared: type) -> None:
    shown = inspect.signature(function).parameters
    assert all(
        each.kind is not inspect.Parameter.VAR_KEYWORD and shown[name].default in (None, False)
        for each in shown.values()
        for name in declared.__annotations__
    )
    explained = inspect.getdoc(function) or ""
    assert all(f"`{name}`" in explained for name in declared.__annotations__)
    assert "object at" not in str(inspect.signature(function))
    with pytest.raises(TypeError, match=r"\(\) has no option 'rulling'; did you mean rulings\?"):
        function(RULES, rulling=True)


def test_what_is_told_of_a_case_is_an_example_as_it_stands() -> None:
    """By Hypothesis, and with a disagreement: the line in JSON is what `recorded` takes."""

    @settings(database=None, max_examples=30, deadline=None)
    @given(scenarios(RULES))
    def nothing_fails(scenario: Occasion) -> None:
        assert scenario.adopted

    with pytest.raises(AssertionError) as failed:
        nothing_fails()
    with pytest.raises(Disagreement) as found:
        assert_conforms(lambda decision, ballots: True, RULES, database=None)
    texts = ["\n".join(failed.value.__notes__), str(found.value)]
    lines = [line.strip() for text in texts for line in text.splitlines()]
    told = [line for line in lines if line.startswith("{")]
    assert len(told) == 2
    first, second = recorded(RULES, *told)
    assert question_of(second) == question_of(found.value.occasion)
    asked: list[Occasion] = []

    @settings(database=None, max_examples=1, deadline=None, phases=[Phase.explicit])
    @example(first)
    @given(scenarios(RULES))
    def asks(scenario: Occasion) -> None:
        asked.append(scenario)

    asks()
    assert asked == [first]
    assert not first.adopted


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ('{"votes": {"Board": {"file": "votes.csv"}}}', "the record given"),
        ('{"votes": {"Board": {"Ann": "for"}}}', "does not say what Bob did"),
        ('{"votes": ', "this is no JSON"),
    ],
)
def test_a_record_given_that_is_none_is_told(text: str, said: str) -> None:
    with pytest.raises(ValueError, match=said):
        recorded(RULES, text)


class Always:
    def decide(self, decision: Any, ballots: Any) -> bool:
        return True

    def happens(self, event: Any) -> None:
        return None


class Never(Always):
    def decide(self, decision: Any, ballots: Any) -> bool:
        return False


def test_what_a_machine_found_is_kept_for_its_system_alone() -> None:
    kept = InMemoryExampleDatabase()
    how = settings(
        max_examples=20,
        stateful_step_count=3,
        database=kept,
        phases=[Phase.reuse, Phase.generate],
        deadline=None,
        suppress_health_check=list(HealthCheck),
    )

    def found(system: type) -> None:
        with pytest.raises((Disagreement, MemoryDisagreement)):
            run_state_machine_as_test(conformance_machine(system, RULES), settings=how)

    found(Always)
    first = {key: set(values) for key, values in kept.data.items()}
    found(Never)  # of which nothing that the other did is an example
    assert all(values <= kept.data[key] for key, values in first.items())
    assert len(kept.data) > len(first)


def test_what_a_test_of_ones_own_found_is_asked_first_by_hypothesis() -> None:
    kept = InMemoryExampleDatabase()
    asked: list[str] = []

    def runs(phases: list[Phase]) -> None:
        @settings(database=kept, max_examples=30, deadline=None, phases=phases)
        @given(scenarios(RULES))
        def ties_are_not_met(scenario: Occasion) -> None:
            asked.append(repr(scenario))
            assert "against: " not in repr(scenario)

        with pytest.raises(AssertionError):
            ties_are_not_met()

    runs([Phase.reuse, Phase.generate, Phase.shrink])
    smallest = asked[-1]
    asked.clear()
    runs([Phase.reuse])
    assert asked[0] == smallest
