"""What is new is known in few files, those that `ARCHITECTURE.md` lists: forms of claim, requirements, analyses.

Files are counted by the names of the classes that they mention, and the grammar with them. What an analysis says or
asks of a form is not counted: it could be written without that form. An analysis has those
that import it.
"""

import ast
import re
from functools import cache
from pathlib import Path
from typing import get_args

import pytest

from policy_dsl import model, syntax
from verifier.claims.dispatch import ASKED
from verifier.cli import main
from verifier.commands import documents, shell
from verifier.rendering import FORMATS

ROOT = Path(__file__).parents[2]
ANALYSES = {
    "changing",
    "charting",
    "diffing",
    "linting",
    "loopholes",
    "matrix",
    "mutation",
    "readings",
    "repair",
    "resilience",
    "review",
    "suggesting",
    "testing",
}
# What one of them asks besides, that another need not.
CAN_BE_A_QUORUM = {"policy_dsl/checker/quorums.py", "policy_dsl/checker/adjourning.py"}
TWO_BALLOTS_DECIDE = {"verifier/claims/passing.py"}
OF_ADJOURNED_MEETINGS = {"policy_dsl/model/atoms.py", "verifier/scenarios/meetings_held.py"}
MOST_FOR_A_CLAIM = 8
MOST_FOR_A_REQUIREMENT = 10
MOST_FOR_AN_ANALYSIS = 6  # its package is one of them
# What an analysis consists of beside its package.
PARTS = ("results", "words", "answers", "rendering", "commands")
IN_THE_REVIEW = {"verifier.results.review", "verifier.rendering.document.absences"}
PICTURE_OF_A_CHART = "verifier.rendering.pictures.thresholds"


@cache
def mentioned() -> dict[str, frozenset[str]]:
    """The names that each file of the product mentions."""
    found = {}
    for package in ("policy_dsl", "verifier"):
        for path in (ROOT / package).rglob("*.py"):
            tree = ast.parse(path.read_text(encoding="utf-8"))
            names = {each.id for each in ast.walk(tree) if isinstance(each, ast.Name)}
            names |= {each.attr for each in ast.walk(tree) if isinstance(each, ast.Attribute)}
            found[str(path.relative_to(ROOT))] = frozenset(names)
    return found


@cache
def imported() -> dict[str, frozenset[str]]:
    """The modules, and what is in them, that each module of the verifier imports."""
    found = {}
    for path in (ROOT / "verifier").rglob("*.py"):
        names: set[str] = set()
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.ImportFrom) and node.module:
                names |= {node.module, *(f"{node.module}.{each.name}" for each in node.names)}
        found[".".join(path.relative_to(ROOT).with_suffix("").parts)] = frozenset(names)
    return found


def touched(*names: str) -> set[str]:
    """The files that know of it under one of these names, analyses aside, and the grammar."""
    files = {path for path, known in mentioned().items() if known & set(names)}
    return {f for f in files if f.split("/")[1] not in ANALYSES} | {"policy_dsl/grammar.lark"}


def listed(row: str) -> tuple[int, str]:
    """The number of files that the page says, and where they are."""
    page = (ROOT / "ARCHITECTURE.md").read_text(encoding="utf-8")
    found = re.search(rf"^\| {row}: (\d+) \| (.*) \|$", page, re.MULTILINE)
    assert found is not None, row
    return int(found[1]), found[2]


@pytest.mark.parametrize(
    ("in_model", "in_syntax"),
    [
        ("VoteCarries", "VoteCarries"),
        ("PassesWith", "EveryPassesWith"),
        ("EveryCanPass", "EveryCanPass"),
        ("SomeCanPass", "SomeCanPass"),
        ("NoneCanPass", "NoneCanPass"),
        ("NeverMatters", "NeverMatters"),
        ("NeverApplies", "NeverApplies"),
        ("MakesNoDifference", "MakesNoDifference"),
        ("ReadingMakesNoDifference", "ReadingMakesNoDifference"),
    ],
)
def test_a_form_of_claim(in_model: str, in_syntax: str) -> None:
    files = touched(in_model) | touched(in_syntax)
    if in_syntax == "EveryPassesWith":
        files -= {"policy_dsl/checker/meetings.py", "policy_dsl/checker/adjourning.py"}
    assert len(files) <= MOST_FOR_A_CLAIM, sorted(files)


@pytest.mark.parametrize(
    ("kind", "besides"),
    [
        ("NoObjection", set()),
        ("ConsentVote", TWO_BALLOTS_DECIDE),
        ("Consensus", TWO_BALLOTS_DECIDE),
        ("Attends", TWO_BALLOTS_DECIDE),
        ("Turnout", CAN_BE_A_QUORUM),
        ("AttendanceTally", CAN_BE_A_QUORUM | TWO_BALLOTS_DECIDE),
        ("Quorate", OF_ADJOURNED_MEETINGS | TWO_BALLOTS_DECIDE),
    ],
)
def test_a_kind_of_requirement(kind: str, besides: set[str]) -> None:
    files = touched(kind) - besides
    if kind == "Turnout":
        files.discard("verifier/answers/chart.py")  # a row of a picture has that name, too
    assert len(files) <= MOST_FOR_A_REQUIREMENT, sorted(files)


@pytest.mark.parametrize(
    ("name", "package", "besides"),
    [
        ("readings", "readings", IN_THE_REVIEW),
        ("suggest", "suggesting", set()),
        ("resilience", "resilience", IN_THE_REVIEW),
        ("chart", "charting", {PICTURE_OF_A_CHART}),
    ],
)
def test_an_analysis(name: str, package: str, besides: set[str]) -> None:
    parts = {
        module
        for module in imported()
        if re.fullmatch(rf"verifier\.({'|'.join(PARTS)})\.{name}(_text)?", module)
    }
    assert {module.split(".")[1] for module in parts} == set(PARTS)
    own = {module for module in imported() if module.startswith(f"verifier.{package}.")}
    known = {module for module, names in imported().items() if names & (parts | own)}
    # One that builds on it is no part of it.
    known = {module for module in known if module.split(".")[1] not in ANALYSES} - own
    assert known | parts == parts | besides
    assert len(parts) + 1 <= MOST_FOR_AN_ANALYSIS


def test_a_format(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    """Every command that prints documents prints them in a format that one file adds, and its line in the list."""
    for module in FORMATS.values():
        known = {it for it, names in imported().items() if names & {module, f"{module}.printed"}}
        assert known <= {"verifier.commands.report"}, module  # which makes a document of its own
    monkeypatch.setitem(FORMATS, "outline", "tests.architecture.outline")
    for command in (documents, shell):
        monkeypatch.setattr(command, "DOCUMENTS", tuple(FORMATS))
    file = ROOT / "specs" / "gallery" / "single_entrenchment.policy"
    assert main(["matrix", str(file), "--format", "outline"]) == 0
    assert capsys.readouterr().out.startswith("1. ")


def test_the_page_says_so() -> None:
    analysis, where = listed("an analysis")
    assert analysis == MOST_FOR_AN_ANALYSIS
    assert set(PARTS) == {each for each in PARTS if f"`{each}`" in where}
    assert listed("an output format for people")[0] == 1
    for row, most in (
        ("a claim form", MOST_FOR_A_CLAIM),
        ("a requirement", MOST_FOR_A_REQUIREMENT),
    ):
        number, where = listed(row)
        assert number == most
        first = where.split(". ")[0]
        assert len(re.findall(r"`[\w/]+\.(?:py|lark)`|a module in `claims`", first)) == most


def test_every_form_of_claim_is_asked() -> None:
    decided = {each.__name__ for each in (*get_args(model.DecisionClaim), model.CanBeQuorate)}
    assert {each.__name__ for each in ASKED} == decided


def test_what_is_made_of_names_alone_is_built_from_its_declaration() -> None:
    for made in syntax.OF_NAMES.values():
        assert isinstance(made, type)
        assert set(made.__annotations__.values()) <= {"Name", "Expression | None"}
