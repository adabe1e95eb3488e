"""JUnit XML: what build servers expect of it, and that nothing gets lost."""

from __future__ import annotations

from pathlib import Path
from xml.etree import ElementTree as xml

import pytest

from policy_dsl import load, load_text
from tests.testing.specifications import ROOT
from verifier import Limits, Options, check
from verifier.cli import main
from verifier.rendering.junit import render

# What the schema of the format allows: of each element the attributes (those required marked) and the children.
ALLOWED: dict[str, tuple[set[str], set[str], set[str]]] = {
    "testsuites": (set(), {"name", "time", "tests", "failures", "errors"}, {"testsuite"}),
    "testsuite": (
        {"name", "tests", "failures", "errors"},
        {
            "group",
            "time",
            "skipped",
            "timestamp",
            "hostname",
            "id",
            "package",
            "file",
            "log",
            "url",
        },
        {"testsuite", "properties", "testcase", "system-out", "system-err"},
    ),
    "testcase": (
        {"name"},
        {"time", "classname", "group"},
        {"skipped", "error", "failure", "system-out"},
    ),
    "failure": (set(), {"type", "message"}, set()),
    "error": (set(), {"type", "message"}, set()),
    "system-out": (set(), set(), set()),
    "properties": (set(), set(), {"property"}),
    "property": ({"name", "value"}, set(), set()),
}


def validated(text: str) -> xml.Element:
    root = xml.fromstring(text)
    assert root.tag == "testsuites"
    for element in root.iter():
        required, optional, children = ALLOWED[element.tag]
        assert required <= set(element.attrib) <= required | optional
        assert {child.tag for child in element} <= children
    for suite in root.iter("testsuite"):
        cases = suite.findall("testcase")
        assert int(suite.attrib["tests"]) == len(cases)
        for kind in ("failure", "error"):
            having = [case for case in cases if case.find(kind) is not None]
            assert int(suite.attrib[f"{kind}s"]) == len(having)
    return root


def test_as_expected_is_no_failure() -> None:
    root = validated(render([check(load(ROOT / "specs/nottinghamshire.policy"))]))
    suite = root.find("testsuite")
    assert suite is not None
    assert suite.attrib["failures"] == suite.attrib["errors"] == "0"
    names = [case.attrib["name"] for case in suite.findall("testcase")]
    assert "policy_veto: The city council can block any outsourcing policy" in names


BOARD = """
governance "Böard & <sons>"
party City
party County
body Board
  members City, County
  quorum none
power p
  requires unanimity of members in Board
property wrong "“Any” & <all>"
  City cannot block any decision
"""


def test_a_failure_tells_the_story_and_strange_signs_survive() -> None:
    root = validated(render([check(load_text(BOARD, "board.policy"))]))
    failure = root.find("testsuite/testcase/failure")
    assert failure is not None
    assert failure.attrib == {"type": "fails", "message": "fails, but expected: holds"}
    assert "against: City" in (failure.text or "")
    suite = root.find("testsuite")
    assert suite is not None
    assert suite.attrib["name"] == "Böard & <sons>"


def test_undetermined_is_an_error() -> None:
    options = Options(limits=Limits(seconds=1e-9))
    root = validated(render([check(load_text(BOARD, "board.policy"), options)]))
    error = root.find("testsuite/testcase/error")
    assert error is not None
    assert error.attrib["type"] == "undetermined"


def test_what_xml_cannot_hold_is_replaced() -> None:
    from dataclasses import replace

    result = check(load_text(BOARD, "board.policy"))
    strange = replace(result, title="a\x00b\x1b[31m")
    root = validated(render([strange]))
    suite = root.find("testsuite")
    assert suite is not None
    assert "\x00" not in suite.attrib["name"]


def test_nothing_is_valid_too() -> None:
    assert len(validated(render([]))) == 0


def test_the_command(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "board.policy"
    path.write_text(BOARD, encoding="utf-8")
    assert main(["check", "--format", "junit", str(path)]) == 1
    root = validated(capsys.readouterr().out)
    assert root.attrib["failures"] == "1"
