"""A fault of the tool itself: exit code 4 and a message, in the format that is asked for; never a traceback."""

import importlib
import json
from collections.abc import Mapping
from itertools import permutations
from pathlib import Path
from xml.etree import ElementTree

import pytest

from tests.cli.calling import CLUB, FAILS, HOLDS, ROOT, Called, call, process
from verifier import exits
from verifier.cli import COMMANDS, main
from verifier.results import ReplayError

# How each command is called, and something in it that may go wrong while it works and while it prints.
CALLS: Mapping[str, tuple[list[str], str, str | None]] = {
    "check": (
        ["club.policy"],
        "verifier.checking.specifications.check",
        "verifier.rendering.check_text.render_text",
    ),
    "entrenchment": (
        ["club.policy"],
        "verifier.changing.entrenchment.entrenchment",
        "verifier.rendering.entrenchment_text.render_text",
    ),
    "loopholes": (
        ["club.policy"],
        "verifier.loopholes.finding.find_loopholes",
        "verifier.rendering.loopholes_text.told",
    ),
    "repair": (
        ["club.policy", "holds_true"],
        "verifier.repair.repairs.find_repairs",
        "verifier.rendering.repair_text.told",
    ),
    "format": (["club.policy"], "policy_dsl.formatter.format_text", None),
    "init": (["new.policy"], "policy_dsl.template.template", None),
    "import": (["safe", "safe.json"], "verifier.importing.specifying.imported", None),
    "decide": (
        ["club.policy", "minutes.json"],
        "verifier.records.reading.read_as",
        "verifier.words.occasions.so_many_faults",
    ),
    "conform": (
        ["club.policy", "--command", "true"],
        "verifier.testing.conformance.settled_readings",
        None,
    ),
    "mutate": (
        ["club.policy"],
        "verifier.mutation.scoring.score",
        None,
    ),
    "matrix": (
        ["club.policy"],
        "verifier.matrix.whole_matrix.matrix",
        "verifier.rendering.matrix_text.rest",
    ),
    "readings": (
        ["club.policy"],
        "verifier.readings.pairs.readings",
        "verifier.rendering.readings_text.render_text",
    ),
    "chart": (
        ["club.policy", "ordinary"],
        "verifier.charting.charts.chart",
        "verifier.rendering.chart_text.render_text",
    ),
    "resilience": (
        ["club.policy"],
        "verifier.resilience.fewest_departures.resilience",
        "verifier.rendering.resilience_text.render_text",
    ),
    "suggest": (
        ["club.policy"],
        "verifier.suggesting.suggested.suggest",
        "verifier.rendering.suggest_text.render_text",
    ),
    "lint": (
        ["club.policy"],
        "verifier.linting.every_check.lint",
        "verifier.rendering.lint_text.told",
    ),
    "diff": (
        ["club.policy", "other.policy"],
        "verifier.diffing.comparing.compare",
        "verifier.rendering.diff_text.told",
    ),
    "report": (["club.policy", "-o", "club.html"], "verifier.review.building.review", None),
}
FORMATS = {
    "check": ("text", "markdown", "html", "json", "junit", "sarif", "github"),
    "entrenchment": ("text", "markdown", "html", "json"),
    "loopholes": ("text", "markdown", "html", "json", "sarif", "github"),
    "repair": ("text", "markdown", "html", "json"),
    "decide": ("text", "markdown", "html", "json"),
    "conform": ("text", "json"),
    "mutate": ("text", "json"),
    "matrix": ("text", "markdown", "html", "csv", "json"),
    "readings": ("text", "markdown", "html", "json"),
    "chart": ("text", "markdown", "html", "json"),
    "resilience": ("text", "markdown", "html", "json"),
    "suggest": ("text", "markdown", "html", "json"),
    "lint": ("text", "markdown", "html", "json", "sarif", "github"),
    "diff": ("text", "markdown", "html", "json"),
}
SAID = "a fault of Vetoproof, not of the files"


class Injected(Exception):
    """A fault whose message nobody may see: it may quote a file."""


def fail(*_: object, **__: object) -> None:
    raise Injected("words of a file")


@pytest.fixture(autouse=True)
def _folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("VETOPROOF_DEBUG", raising=False)
    Path("club.policy").write_text(CLUB + HOLDS, encoding="utf-8")
    Path("other.policy").write_text(CLUB + HOLDS, encoding="utf-8")
    Path("minutes.json").write_text('{"outcome": "adopted"}', encoding="utf-8")
    Path("safe.json").write_text('{"owners": ["0x1"], "threshold": 1}', encoding="utf-8")


def broken(monkeypatch: pytest.MonkeyPatch, name: str, how: object = fail) -> None:
    """Make a function of the tool fail."""
    module, _, function = name.rpartition(".")
    monkeypatch.setattr(importlib.import_module(module), function, how)


def told(called: Called, form: str) -> str:
    """What is said of the fault, in a format."""
    assert called.code == exits.INTERNAL
    assert "Traceback" not in called.out + called.err
    assert "words of a file" not in called.out + called.err
    if form == "json":
        answer = json.loads(called.out)
        assert called.err == ""
        return "\n".join(each["message"] for each in answer["errors"])
    if form == "sarif":
        (run,) = json.loads(called.out)["runs"]
        (invocation,) = run["invocations"]
        assert invocation["executionSuccessful"] is False
        (note,) = invocation["toolExecutionNotifications"]
        return str(note["message"]["text"])
    if form == "github":
        assert called.out.startswith("::error::")
        return called.out
    if form == "junit":
        suites = ElementTree.fromstring(called.out)
        assert (suites.get("tests"), suites.get("errors")) == ("1", "1")
        return "".join(suites.itertext())
    assert called.out == ""
    assert len(called.err.splitlines()) == 1
    return called.err


@pytest.mark.parametrize(
    ("command", "form"),
    [(name, form) for name in COMMANDS for form in FORMATS.get(name, ("",))],
)
def test_while_it_works(command: str, form: str, monkeypatch: pytest.MonkeyPatch) -> None:
    if command in {"conform", "mutate"}:
        pytest.importorskip("hypothesis")
    if command == "report":
        for module in ("jinja2", "svg"):
            pytest.importorskip(module)
    arguments, work, _ = CALLS[command]
    broken(monkeypatch, work)
    called = call(command, *arguments, *(["--format", form] if form else []))
    said = told(called, form)
    assert SAID in said
    assert "Injected" in said
    assert not Path("new.policy").exists()
    assert not Path("club.html").exists()


@pytest.mark.parametrize("command", [name for name, (_, _, printing) in CALLS.items() if printing])
def test_while_it_prints(command: str, monkeypatch: pytest.MonkeyPatch) -> None:
    arguments, _, printing = CALLS[command]
    assert printing is not None
    broken(monkeypatch, printing)
    called = call(command, *arguments)
    assert called.code == exits.INTERNAL
    assert SAID in called.err
    assert "Traceback" not in called.err


@pytest.mark.parametrize("command", [name for name in COMMANDS if name not in ("init", "format")])
def test_while_it_reads(command: str, monkeypatch: pytest.MonkeyPatch) -> None:
    broken(monkeypatch, "policy_dsl.checker.specification.check")
    broken(monkeypatch, "policy_dsl.loading.check")
    called = call(command, *CALLS[command][0])
    assert called.code == exits.INTERNAL
    assert SAID in called.err


def test_where_even_saying_so_fails(monkeypatch: pytest.MonkeyPatch) -> None:
    broken(monkeypatch, "verifier.checking.specifications.check")
    broken(monkeypatch, "verifier.answers.check.render_json")
    called = call("check", "club.policy", "--format", "json")
    assert called.code == exits.INTERNAL
    assert SAID in json.loads(called.out)["errors"][0]["message"]
    broken(monkeypatch, "verifier.output.text.visible")
    assert call("check", "club.policy") == Called(exits.INTERNAL, "", "")


@pytest.mark.parametrize("kind", [RecursionError, MemoryError, KeyError, AssertionError, OSError])
def test_of_any_kind(kind: type[Exception], monkeypatch: pytest.MonkeyPatch) -> None:
    def how(*_: object, **__: object) -> None:
        raise kind("words of a file")

    broken(monkeypatch, "verifier.matrix.whole_matrix.matrix", how)
    called = call("matrix", "club.policy")
    assert called.code == exits.INTERNAL
    assert len(called.err.splitlines()) == 1
    assert "words of a file" not in called.err


def test_who_wants_to_know_sees_where(monkeypatch: pytest.MonkeyPatch) -> None:
    broken(monkeypatch, "verifier.matrix.whole_matrix.matrix")
    monkeypatch.setenv("VETOPROOF_DEBUG", "1")
    called = call("matrix", "club.policy")
    assert called.code == exits.INTERNAL
    assert "Traceback" in called.err
    assert "Injected: words of a file" in called.err


def test_it_goes_before_all_others() -> None:
    for codes in permutations((exits.OK, exits.FINDING, exits.WRONG, exits.OPEN, exits.INTERNAL)):
        assert exits.worst(codes) == exits.INTERNAL


def disagree(*_: object, **__: object) -> None:
    raise ReplayError("holds_true: adopted is False, expected True")


@pytest.mark.parametrize("form", FORMATS["check"])
def test_two_evaluations_that_disagree(form: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """There is no verdict of that property, and what is said of the others stands."""
    Path("club.policy").write_text(CLUB + HOLDS + FAILS, encoding="utf-8")
    broken(monkeypatch, "verifier.checking.one_property.replay", disagree)
    called = call("check", "club.policy", "--format", form)
    assert called.code == exits.INTERNAL
    said = "property fails_truly: internal error: two independent evaluations of the rules disagree"
    assert (said in called.out) is (form not in ("text", "markdown", "html"))
    assert (said in called.err) is (form != "json")
    assert "Traceback" not in called.out + called.err
    if form == "text":
        assert "HOLDS  holds_true" in called.out
        assert "UNDETERMINED  fails_truly" in called.out
    if form == "json":
        holds, fails = json.loads(called.out)["specifications"][0]["properties"]
        assert (holds["verdict"], fails["verdict"]) == ("holds", "undetermined")
    # A baseline of such a run would know too little.
    call("check", "club.policy", "--write-baseline", "known.json")
    assert not Path("known.json").exists()


@pytest.mark.parametrize(
    ("arguments", "function"),
    [
        (["loopholes", "club.policy"], "verifier.loopholes.explaining.replay_adopted"),
        (["repair", "club.policy", "fails_truly"], "verifier.checking.one_property.replay"),
        (["diff", "club.policy", "other.policy"], "verifier.checking.one_property.replay"),
        (["report", "club.policy", "-o", "x.html"], "verifier.checking.one_property.replay"),
    ],
)
def test_what_builds_on_a_verdict_has_none(
    arguments: list[str], function: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    if arguments[0] == "report":
        for module in ("jinja2", "svg"):
            pytest.importorskip(module)
    Path("club.policy").write_text(CLUB + HOLDS + FAILS, encoding="utf-8")
    broken(monkeypatch, function, disagree)
    called = call(*arguments)
    assert called.code == exits.INTERNAL, called
    assert "internal error: two independent evaluations of the rules disagree" in called.err
    assert not Path("x.html").exists()


@pytest.mark.parametrize(
    "arguments",
    [
        ["check"],
        ["entrenchment"],
        ["entrenchment", "--format", "json"],
        ["lint"],
        ["matrix"],
        ["loopholes"],
    ],
)
def test_the_end_of_memory_is_a_limit(arguments: list[str]) -> None:
    """In a process of its own, since the solver counts what the whole process takes."""
    seed = str(ROOT / "specs" / "nottinghamshire.policy")
    called = process(*arguments, seed, "--memory", "1", cwd=Path())
    assert called.code == exits.OPEN, called
    assert "the memory limit" in called.out + called.err


def test_a_stop_is_none(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def stop(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    broken(monkeypatch, "verifier.matrix.whole_matrix.matrix", stop)
    assert main(["matrix", "club.policy"]) == 130
    assert capsys.readouterr().err == "vetoproof: stopped\n"
