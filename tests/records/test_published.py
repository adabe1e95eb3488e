"""The published tables of `examples/records`: what comes out of each is what its page says."""

from __future__ import annotations

import re
from collections import Counter

import pytest

from tests.cli.calling import call
from tests.testing.specifications import ROOT

FOLDER = ROOT / "examples/records"
GALLERY = ROOT / "specs/gallery"
AS_RECORDED = "ADOPTED, as recorded"
NOT_AS_RECORDED = "NOT ADOPTED, as recorded"
# Each table with its specification, the exit code, and how often which answer begins so.
TABLES = {
    "nixos.csv": (GALLERY / "nixos.policy", 0, {AS_RECORDED: 10, NOT_AS_RECORDED: 3}),
    "openssl.csv": (None, 0, {AS_RECORDED: 58, NOT_AS_RECORDED: 5}),
    "kernelci.csv": (None, 0, {AS_RECORDED: 12}),
    "asyncapi.json": (None, 0, {"ADOPTED": 6}),
    "cab_forum.yaml": (None, 0, {AS_RECORDED: 2, NOT_AS_RECORDED: 1}),
    "owasp.csv": (None, 2, {AS_RECORDED: 38, "DIFFERS: recorded as adopted": 1}),
    "dc_council.csv": (None, 0, {"ADOPTED": 4, "NOT ADOPTED": 13}),
    "us_house.jsonl": (
        GALLERY / "us_legislation.policy",
        0,
        {"PASSED in House, as recorded": 1, "FAILED in House, as recorded": 1},
    ),
    "us_senate_override.jsonl": (
        GALLERY / "us_legislation.policy",
        0,
        {"FAILED in Senate, as recorded": 1},
    ),
    "un_assembly.json": (None, 0, {"ADOPTED": 2}),
    "vetoes.csv": (
        GALLERY / "un_security_council.policy",
        0,
        {"NOT ADOPTED, whatever still comes": 50},
    ),
    "compound.csv": (None, 0, {AS_RECORDED: 72, NOT_AS_RECORDED: 11}),
}


@pytest.mark.parametrize("table", TABLES)
def test_what_came_of_it(table: str) -> None:
    rules, code, expected = TABLES[table]
    name = table.partition(".")[0]
    called = call(
        "decide",
        str(rules or FOLDER / f"{name}.policy"),
        str(FOLDER / table),
        "--map",
        str(FOLDER / f"{name}.map.yaml"),
        "--brief",
    )
    assert called.code == code, called.err
    answers = re.findall(rf"\({re.escape(str(FOLDER / table))}:\d+\): (.*)", called.out)
    assert Counter(_kind(each, expected) for each in answers) == expected


def _kind(answer: str, known: dict[str, int]) -> str:
    return next((each for each in known if re.match(rf"{re.escape(each)}\b", answer)), answer)


def test_the_page_tells_of_every_table() -> None:
    page = (FOLDER / "README.md").read_text(encoding="utf-8")
    told = re.findall(r"^\| `(\S+)`: ", page, re.M)
    files = {each.name for each in FOLDER.iterdir()} - {"README.md"}
    tables = {each for each in files if not each.endswith((".map.yaml", ".policy"))}
    assert set(told) == tables == set(TABLES)
    assert "of 33 the totals are not those of the roll" in page


def test_each_table_has_its_source_and_licence() -> None:
    page = (FOLDER / "README.md").read_text(encoding="utf-8")
    rows = re.findall(r"^\| (`\S+`: .+) \| (.+) \| (.+) \| .+ \|$", page, re.M)
    assert len(rows) == len(TABLES)
    for table, source, licence in rows:
        assert re.search(r"\(https://\S+\).*commit `[0-9a-f]{8}`|^the same, ", source), table
        assert re.match(
            r"none stated: facts only$|(CC0-1\.0|CC-BY-4\.0|MIT, © .+)$|CC-BY-SA-3\.0, by ", licence
        )


def test_what_the_page_says_of_the_totals() -> None:
    called = call(
        "decide",
        str(FOLDER / "openssl.policy"),
        str(FOLDER / "openssl.csv"),
        "--map",
        str(FOLDER / "openssl.map.yaml"),
        "--brief",
    )
    assert called.out.count("Note: the totals of OTC in the record are ") == 33
