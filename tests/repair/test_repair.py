"""Edits do what is promised: made, read again, and asked anew, on the seeds and on rules made up for it."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from policy_dsl.formatter import format_text
from policy_dsl.loading import examine
from policy_dsl.wording import condition as in_words
from tests.repair.repairing import BOARD, ROUTE, SPECS, kept_as_promised, keys, repairs
from verifier.checking.specifications import Options, check
from verifier.cli import main
from verifier.loopholes.finding import find_loopholes
from verifier.loopholes.searching import Search
from verifier.repair.repairing import Repairing
from verifier.repair.repairs import find_repairs
from verifier.results import Verdict
from verifier.results.loopholes import Undetermined
from verifier.solving.limits import Limits


def verdicts(path: Path) -> dict[str, Verdict]:
    results = check(examine(path).or_errors(), Options(explained=False)).properties
    return {each.name: each.verdict for each in results}


def test_a_route_and_exceptions(tmp_path: Path) -> None:
    path = tmp_path / "board.policy"
    path.write_text(ROUTE, encoding="utf-8")
    before = verdicts(path)
    found = repairs(path, "veto")
    kinds = {each.kind for each in found.repairs}
    assert {"extend limits", "consent to a power"} <= kinds
    extended = next(each for each in found.repairs if each.kind == "extend limits")
    assert "+rule unanimity limits ordinary, urgent  # the board only" in extended.diff
    assert keys(extended.closes) == {frozenset({("route", "urgent")})}
    for repair in found.repairs:
        path.write_text(ROUTE, encoding="utf-8")
        kept_as_promised(path, "veto", repair, found)
        after = verdicts(path)
        said = {change.name for change in repair.changes}
        assert said == {name for name in before if before[name] is not after[name]}
        assert "# Whoever outsources needs everybody." in repair.new_text
        assert "# the board only" in repair.new_text
        assert format_text(repair.new_text) == repair.new_text


def test_an_exception_goes_with_all_that_speaks_of_it(tmp_path: Path) -> None:
    path = tmp_path / "board.policy"
    path.write_text(ROUTE, encoding="utf-8")
    found = repairs(path, "veto_on_the_day")
    dropped = next(each for each in found.repairs if each.kind == "drop an exception")
    assert "small_ones to" not in dropped.new_text
    assert "not_so_small" not in dropped.new_text
    assert "on 2020-01-01  unanimity takes effect" in dropped.new_text
    assert "lapses" not in dropped.new_text
    assert "\n\n\n" not in dropped.new_text
    kept_as_promised(path, "veto_on_the_day", dropped, found)
    narrowed = next(each for each in found.repairs if each.kind == "narrow an exception")
    assert "  when (kind is small or value is below 10) and not outsource" in narrowed.new_text


@pytest.mark.parametrize(
    ("seed", "name"), [("nottinghamshire", "policy_veto"), ("blmk_luton", "luton_decides")]
)
def test_seeds(seed: str, name: str, tmp_path: Path) -> None:
    path = tmp_path / f"{seed}.policy"
    shutil.copy(SPECS / path.name, path)
    text = path.read_text(encoding="utf-8")
    found = repairs(path, name)
    assert found.repairs
    ordered = [each.breaks for each in found.repairs]
    assert ordered == sorted(ordered)
    for repair in found.repairs:
        assert repair.closes
        assert repair.costs
        assert format_text(repair.new_text) == repair.new_text
        comments = [line for line in text.splitlines() if line.startswith("#")]
        assert [line for line in repair.new_text.splitlines() if line.startswith("#")] == comments
    for repair in (found.repairs[0], found.repairs[-1]):
        kept_as_promised(path, name, repair, found)
    if seed == "nottinghamshire":
        assert {frozenset({("classification", "may_outsource")})} == keys(
            found.closed_by_none
        ) or any(
            ("classification", "may_outsource") in way
            for repair in found.repairs
            for way in keys(repair.closes)
        )
        assert len(found.past) == 3


ONCE = (
    BOARD
    + """\
power ordinary
  requires majority of votes cast in Board

rule unanimity limits ordinary
  when outsource
  requires unanimity of members in Board

timeline
  on 2020-01-01  unanimity takes effect

property veto
  City can block every decision when outsource
"""
)


def test_a_way_of_an_earlier_time_is_told_where_there_is_nothing_to_repair(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "board.policy"
    path.write_text(ONCE, encoding="utf-8")
    for verbose in ((), ("-v",)):
        assert main(["repair", str(path), "veto", *verbose]) == 0
        assert "- veto/1  at another time: until 2019-12-31" in capsys.readouterr().out


def test_what_gets_stuck_is_said(tmp_path: Path) -> None:
    path = tmp_path / "board.policy"
    path.write_text(
        BOARD
        + """\
power ordinary
  requires majority of votes cast in Board

rule unanimity limits ordinary
  when outsource
  requires unanimity of votes cast in Board

prohibition never limits ordinary
  when outsource and kind is contract

exception contracts to never, unanimity
  when kind is contract and value is below 10

property veto
  City can block every decision when outsource
""",
        encoding="utf-8",
    )
    found = repairs(path, "veto")
    dropped = next(each for each in found.repairs if each.kind == "drop an exception")
    assert [in_words(c.condition) for c in dropped.costs if c.kind == "stuck"] == [
        "kind is contract and outsource and value is below 10"
    ]


def test_what_may_follow(tmp_path: Path) -> None:
    path = tmp_path / "board.policy"
    text = (
        BOARD
        + """\
power ordinary
  requires majority of votes cast in Board
  may amend any clause, change membership of Board

rule unanimity limits ordinary
  when outsource
  requires unanimity of members in Board

property veto
  City can block every decision when outsource
  even after amendments
  expected to be false because "an ordinary majority can repeal the rule first"
"""
    )
    path.write_text(text, encoding="utf-8")
    found = repairs(path, "veto")
    added = [each for each in found.repairs if each.kind == "consent to an amendment"]
    assert added
    assert "  when amends any clause or changes membership of Board" in added[0].new_text
    assert "  requires consent of City in Board" in added[0].new_text
    for repair in found.repairs:
        assert repair.verdict.value == "holds"
        kept_as_promised(path, "veto", repair, found)


CHANGING = (
    BOARD
    + """\
power ordinary
  requires majority of votes cast in Board
  may amend any clause, remove members of Board

rule unanimity limits ordinary
  when outsource
  requires unanimity of members in Board

property veto
  City can block every decision when outsource
"""
)


def test_rules_that_are_changed_first(tmp_path: Path) -> None:
    """What is said to be left is all that `loopholes` finds afterwards, and some edit leaves nothing."""
    path = tmp_path / "board.policy"
    path.write_text(CHANGING, encoding="utf-8")
    loaded = examine(path)
    specification = loaded.or_errors()
    prop = specification.properties[0]
    it = Repairing(str(path), loaded.sources[str(path)], specification, Limits(120), changes=True)
    found = find_repairs(it, prop)
    assert found is not None
    kinds = {opening.kind for way in found.ways for opening in way.openings}
    assert {"amendment", "removal"} <= kinds
    assert {each.kind for each in found.repairs} >= {"consent to an amendment", "take a grant away"}
    for repair in found.repairs:
        path.write_text(repair.new_text, encoding="utf-8")
        after = examine(path).or_errors()
        left = find_loopholes(Search(after, Limits(120), changes=True), after.properties[0])
        assert left is not None
        assert repair.left == len(left.loopholes), repair.text
        # No way has variants here: each that is left was there, is new, or is an earlier one with something beside it.
        there = len(found.ways) - len(repair.closes)
        assert repair.left == there + len(repair.opens) + repair.need_more, repair.text
    assert any(repair.need_more for repair in found.repairs)
    assert any(repair.left == 0 for repair in found.repairs)


READ = """
power ordinary
  requires
    reading strict "of all": majority of members in Board  intended
    reading lax "of those who vote": majority of votes cast in Board

power urgent
  when outsource
  requires
    reading by_chair: consent of Chair in Board  intended
    reading by_one: at least 1 votes in favour in Board

rule unanimity limits ordinary
  when outsource
  requires
    reading strict: unanimity of members in Board  intended
    reading lax: unanimity of votes cast in Board

property veto "City can block outsourcing"
  City can block every decision when outsource
"""


def test_what_a_reading_means_is_not_rewritten(tmp_path: Path) -> None:
    path = tmp_path / "board.policy"
    path.write_text(BOARD + READ, encoding="utf-8")
    before = examine(path).or_errors()
    found = repairs(path, "veto")
    assert found.repairs
    for repair in found.repairs:
        path.write_text(repair.new_text, encoding="utf-8")
        after = examine(path).or_errors()
        for clause in before.clauses:
            if clause.readings:
                assert after.clause[clause.name].requires == clause.requires  # type: ignore[union-attr]


def test_ways_that_are_not_explained_are_the_same_ways(tmp_path: Path) -> None:
    """Of the ways that an edit leaves only what they are is told; the rest is said to be not asked."""
    path = tmp_path / "board.policy"
    path.write_text(CHANGING, encoding="utf-8")
    specification = examine(path).or_errors()
    prop = specification.properties[0]
    told, bare = (
        find_loopholes(Search(specification, Limits(120), changes=True, explained=explained), prop)
        for explained in (True, False)
    )
    assert told is not None
    assert bare is not None
    assert [(w.name, w.openings, w.scenario.end) for w in bare.loopholes] == [
        (w.name, w.openings, w.scenario.end) for w in told.loopholes
    ]
    assert bare.undetermined == told.undetermined is None
    for way in bare.loopholes:
        assert isinstance(way.enough.silent, Undetermined)
        assert not way.under.every
