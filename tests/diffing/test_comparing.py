"""What is said of two specifications: the seeds with a line edited, renamed things, things of one side only."""

from __future__ import annotations

import json
import re
import subprocess
from collections.abc import Callable
from pathlib import Path

import jsonschema
import pytest

from policy_dsl.loading import load, load_text
from policy_dsl.wording import condition as in_words
from verifier.cli import main
from verifier.diffing.comparing import DiffOptions, compare
from verifier.results import Verdict
from verifier.results.diff import (
    ChangeKind,
    Fate,
    Side,
    SolePower,
    SpecificationComparison,
    WhetherChanged,
)
from verifier.solving.limits import Limits

ROOT = Path(__file__).parents[2]
NOTTINGHAM = ROOT / "specs/nottinghamshire.policy"
RULES_ONLY = DiffOptions(properties=False)
SCHEMA = json.loads((ROOT / "verifier/schemas/diff.schema.json").read_text())

SMALL = """
governance "Small"
party Ada "A. Adams"
party Ben "B. Bell"
party Cleo "C. Cox"
body Board "The board"
  members Ada, Ben, Cleo
  quorum none
decision
  form kind : one of policy, contract
  substance costly : yes or no
power ordinary "Ordinary decisions"
  requires majority of votes cast in Board
rule care "Costly things" limits ordinary
  when costly
  requires consent of Ada in Board
property ada_is_asked "Ada is asked"
  Ada can block every decision when costly
"""


def edited(text: str, *edits: tuple[str, str]) -> str:
    for old, new in edits:
        assert old in text, old
        text = text.replace(old, new)
    return text


def small(*edits: tuple[str, str], options: DiffOptions | None = None) -> SpecificationComparison:
    """The small specification compared with itself, edited."""
    new = load_text(edited(SMALL, *edits), "new.policy")
    return compare(load_text(SMALL, "old.policy"), new, options)


def words(*edits: tuple[str, str]) -> SpecificationComparison:
    """As `small`, with each name changed wherever it stands as a word."""
    text = SMALL
    for old, new in edits:
        text = re.sub(rf"\b{old}\b", new, text)
    return compare(load_text(SMALL, "old.policy"), load_text(text, "new.policy"))


def nottingham(
    *edits: tuple[str, str], options: DiffOptions = RULES_ONLY
) -> SpecificationComparison:
    text = NOTTINGHAM.read_text()
    return compare(load(NOTTINGHAM), load_text(edited(text, *edits), "new.policy"), options)


# --- no change -----------------------------------------------------------------------------------


def test_the_same_is_proved_to_be_the_same() -> None:
    result = small()
    assert result.answer is WhetherChanged.SAME
    assert not result.undetermined


@pytest.mark.parametrize(
    "edit",
    [
        ("majority of votes cast", "more than 50% of votes cast"),
        (
            "when costly\n  requires",
            "when costly and (kind is policy or kind is contract)\n  requires",
        ),
        ("The board", "The committee"),
        ("members Ada, Ben, Cleo", "members Cleo, Ada, Ben"),
    ],
)
def test_other_words_for_the_same_are_no_change(edit: tuple[str, str]) -> None:
    assert small(edit, options=RULES_ONLY).answer is WhetherChanged.SAME


def test_a_limit_that_was_reached_is_never_no_change() -> None:
    result = compare(
        load(NOTTINGHAM), load(NOTTINGHAM), DiffOptions(Limits(steps=1), False, False, False)
    )
    assert result.answer is WhetherChanged.UNDETERMINED
    assert result.undetermined


# --- fates ---------------------------------------------------------------------------------------


def test_a_rule_that_went_makes_it_easier_and_takes_a_veto() -> None:
    result = small(
        ("when costly\n  requires consent", "when costly and kind is policy\n  requires consent")
    )
    (only,) = result.classes
    assert only.fate is Fate.OTHER_VOTES
    assert in_words(only.condition) == "kind is contract and costly"
    assert only.easier
    assert not only.harder
    assert only.every
    (lost,) = result.standings
    assert (lost.standing, lost.gained, lost.parties) == (SolePower.VETO, False, ("Ada",))
    assert in_words(lost.condition) == "kind is contract and costly"
    assert lost.shown is not None
    assert lost.shown.passes is Side.NEW
    (changed,) = result.properties
    assert changed.kind is ChangeKind.VERDICT
    assert (changed.old_verdict, changed.new_verdict) == (Verdict.HOLDS, Verdict.FAILS)
    assert changed.new_scenario is not None


def test_blocked_and_open() -> None:
    prohibited = ("property", "prohibition never limits ordinary\n  when costly\nproperty")
    (blocked,) = small(prohibited, options=RULES_ONLY).classes
    assert (blocked.fate, in_words(blocked.condition)) == (Fate.NOW_BLOCKED, "costly")
    text = edited(SMALL, prohibited)
    back = compare(load_text(text, "old.policy"), load_text(SMALL, "new.policy"), RULES_ONLY)
    (opened,) = back.classes
    assert (opened.fate, in_words(opened.condition)) == (Fate.NOW_CAN_PASS, "costly")


def test_what_a_power_may_change_is_a_part_of_its_meaning() -> None:
    result = small(
        ("cast in Board\nrule", "cast in Board\n  may amend care\nrule"), options=RULES_ONLY
    )
    assert {(c.fate, in_words(c.condition)) for c in result.classes} >= {
        (Fate.NOW_CAN_PASS, "amends care")
    }


def test_a_sole_power() -> None:
    result = small(
        (
            "rule care",
            'power swift "Alone" when costly requires consent of Ada in Board\nrule care',
        ),
        options=RULES_ONLY,
    )
    gained = [s for s in result.standings if s.standing is SolePower.SOLE_POWER]
    assert [(s.gained, s.parties, in_words(s.condition)) for s in gained] == [
        (True, ("Ada",), "costly")
    ]


def test_counts_are_exact() -> None:
    """Of three members Ada, Ben, Cleo: passes by a majority, and now only with Ada."""
    result = small(
        ("when costly\n  requires consent", "requires consent"),
        options=RULES_ONLY,
    )
    (count,) = result.counts
    assert count.why_not is None
    assert count.situations == 2 * 4**3  # nothing asks about `kind`
    by_majority = sum(
        1
        for a in range(4)
        for b in range(4)
        for c in range(4)
        if [a, b, c].count(0) > [a, b, c].count(1) and a != 0
    )
    assert (count.now_pass, count.now_fail) == (0, by_majority)


def test_numbers_are_not_counted() -> None:
    text = edited(
        SMALL,
        ("costly : yes or no", "value : number in GBP"),
        ("when costly", "when value is at least 5"),
    )
    new = edited(text, ("at least 5", "at least 7"))
    result = compare(load_text(text, "old.policy"), load_text(new, "new.policy"), RULES_ONLY)
    (only,) = result.classes
    assert in_words(only.condition) == "value is at least 5 and value is below 7"
    (count,) = result.counts
    assert count.why_not is not None
    assert "value" in count.why_not


# --- names ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("kind", "old", "new"),
    [
        ("clause", "care", "caution"),
        ("clause", "ordinary", "usual"),
        ("party", "Ada", "Adams"),
        ("body", "Board", "Committee"),
        ("attribute", "costly", "dear"),
        ("property", "ada_is_asked", "first_of_all"),
        ("value", "contract", "purchase"),
    ],
)
def test_renamed_things_are_recognised(kind: str, old: str, new: str) -> None:
    result = words((old, new))
    assert [(r.kind, r.old, r.new) for r in result.renamed] == [(kind, old, new)]
    assert result.answer is WhetherChanged.SAME
    assert not result.one_sided


def test_all_renamed_at_once_and_edited() -> None:
    result = words(("care", "caution"), ("Board", "Committee"), ("Ada", "Adams"), ("Bell", "Belle"))
    assert result.answer is WhetherChanged.SAME
    assert len(result.renamed) == 3


def test_a_clause_is_known_by_its_title_though_it_says_something_else() -> None:
    result = small(
        ("rule care", "rule caution"),
        ("when costly\n  requires", "when costly and kind is policy\n  requires"),
        options=RULES_ONLY,
    )
    assert [(r.old, r.new) for r in result.renamed] == [("care", "caution")]
    assert [in_words(c.condition) for c in result.classes] == ["kind is contract and costly"]
    assert not result.one_sided


def test_another_party_in_the_same_seat_is_no_renaming() -> None:
    result = small(("party Ben", "party Bob"), ("B. Bell", "Bob Burr"), ("Ada, Ben,", "Ada, Bob,"))
    assert not result.renamed
    assert result.answer is WhetherChanged.CHANGED
    assert {(o.side, o.name) for o in result.one_sided} == {(Side.OLD, "Ben"), (Side.NEW, "Bob")}
    assert {(s.party, s.now) for s in result.seats if s.kind == "member"} >= set()


def test_values_and_attributes_of_one_side_are_said() -> None:
    result = small(
        ("one of policy, contract", "one of policy, contract, grant"),
        ("costly : yes or no", "costly : yes or no\n  form urgent : yes or no"),
        ("when costly", "when costly and not urgent"),
        options=RULES_ONLY,
    )
    assert {(o.kind, o.name) for o in result.one_sided} == {
        ("attribute", "urgent"),
        ("value", "grant"),
    }
    (only,) = result.classes
    assert in_words(only.condition) == "costly and urgent"


def test_a_reading_that_was_settled() -> None:
    """One of three readings is taken: what only the other two allowed or asked for changes."""
    text = NOTTINGHAM.read_text()
    start = text.index("    reading all_members")
    end = text.index('  cite article "decisions by its board')
    settled = text[:start].rstrip() + " unanimity of members in Board\n" + text[end:]
    cut = settled[: settled.index("property policy_veto")]
    old = text[: text.index("property policy_veto")]
    result = compare(load_text(old, "old.policy"), load_text(cut, "new.policy"), RULES_ONLY)
    assert result.answer is WhetherChanged.CHANGED
    assert {c.fate for c in result.classes} == {Fate.OTHER_VOTES}
    assert all([clause for clause, _ in c.readings] == ["unanimity"] for c in result.classes)
    assert all(c.harder and not c.easier for c in result.classes)


# --- time ----------------------------------------------------------------------------------------


def test_seats_and_dates() -> None:
    result = nottingham(("on 2019-04-16  City", "on 2019-04-20  City"))
    (seat,) = result.seats
    assert (seat.kind, seat.party, seat.before, seat.now) == ("suspended", "City", False, True)
    (stretch,) = seat.stretches
    assert (str(stretch.from_), str(stretch.before)) == ("2019-04-16", "2019-04-20")
    assert all(c.stretches == seat.stretches for c in result.classes)
    assert any(not s.gained and s.parties == ("City",) for s in result.standings)


# --- the command ---------------------------------------------------------------------------------


def call(capsys: pytest.CaptureFixture[str], *arguments: str) -> tuple[int, str, str]:
    code = main(["diff", *arguments])
    out, err = capsys.readouterr()
    return code, out, err


def test_exit_codes_text_and_json(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    old, new, bad = (tmp_path / name for name in ("old.policy", "new.policy", "bad.policy"))
    old.write_text(SMALL)
    new.write_text(edited(SMALL, ("when costly\n  requires", "when kind is policy\n  requires")))
    bad.write_text("governance")
    assert call(capsys, str(old), str(old))[0] == 0
    code, out, _ = call(capsys, str(old), str(new))
    assert code == 1
    assert "The meaning changes." in out
    assert call(capsys, str(old), str(bad))[0] == 2
    assert call(capsys, str(old))[0] == 2
    assert call(capsys, str(old), str(old), "--rev", "HEAD")[0] == 2
    assert call(capsys, str(old), str(tmp_path / "none.policy"))[0] == 2
    for arguments in ((old, old), (old, new), (old, bad)):
        _, out, _ = call(capsys, *map(str, arguments), "--format", "json")
        jsonschema.validate(json.loads(out), SCHEMA)


def test_a_revision_with_its_includes(
    capsys: pytest.CaptureFixture[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def git(*arguments: str) -> None:
        subprocess.run(
            ["git", "-c", "user.name=T", "-c", "user.email=t@example.org", *arguments],
            cwd=tmp_path,
            check=True,
            capture_output=True,
        )

    before, after = SMALL.split("power ordinary")
    main_file, part = tmp_path / "rules" / "main.policy", tmp_path / "shared" / "part.policy"
    main_file.parent.mkdir()
    part.parent.mkdir()
    main_file.write_text(before + 'include "../shared/part.policy"\n')
    part.write_text("power ordinary" + after)
    git("init", "-q")
    git("add", ".")
    git("commit", "-qm", "first")
    part.write_text(
        edited("power ordinary" + after, ("when costly\n  r", "when kind is policy\n  r"))
    )
    monkeypatch.chdir(tmp_path / "rules")
    code, out, _ = call(capsys, "main.policy", "--rev", "HEAD", "--root", "..")
    assert code == 1
    assert "main.policy@HEAD" in out
    part.write_text("power ordinary" + after)
    assert call(capsys, "main.policy", "--rev", "HEAD", "--root", "..")[0] == 0
    code, _, err = call(capsys, "main.policy", "--rev", "no-such")
    assert code == 2
    assert "no-such" in err
    Path("later.policy").write_text(SMALL)
    assert call(capsys, "later.policy", "--rev", "HEAD")[0] == 2


Golden = Callable[[str, str], None]


@pytest.mark.parametrize(
    ("name", "seed", "edits"),
    [
        (
            "nottinghamshire_contracts",
            "nottinghamshire",
            (
                (
                    "when kind is contract\n  cite",
                    "when kind is contract and not may_privatise\n  cite",
                ),
            ),
        ),
        (
            "blmk_luton_consent",
            "blmk_luton",
            (
                (
                    "requires majority of votes cast in LeadersGroup  assumed",
                    "requires at least 2/3 of votes cast in LeadersGroup  assumed",
                ),
            ),
        ),
    ],
)
def test_golden(
    capsys: pytest.CaptureFixture[str],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    name: str,
    seed: str,
    edits: tuple[tuple[str, str], ...],
) -> None:
    """What is said of a seed with one edited line. Scenarios, which the solver may choose, are left out."""
    text = (ROOT / f"specs/{seed}.policy").read_text()
    (tmp_path / "old.policy").write_text(text)
    (tmp_path / "new.policy").write_text(edited(text, *edits))
    monkeypatch.chdir(tmp_path)
    _, out, _ = call(capsys, "old.policy", "new.policy", "--all", "--no-loopholes")
    expected = Path(__file__).parent / "golden" / f"{name}.txt"
    assert out == expected.read_text(), f"{expected} differs; if it is right now, replace it"


def test_the_order_of_classes_is_that_of_the_specification() -> None:
    """Not that in which the solver comes upon them, which anything could change."""
    old = NOTTINGHAM.read_text(encoding="utf-8")
    new = old.replace(
        "requires majority of votes cast in Board",
        "requires majority of votes cast in Board and consent of City in Board",
    )
    assert old != new
    found = compare(load_text(old), load_text(new), DiffOptions(properties=False, counts=False))
    unread = [not each.readings for each in found.classes]
    assert unread == sorted(unread, reverse=True)
    assert len(set(unread)) == 2


CLUB_OF_TWO = """
governance "Club"
party Ann
party Bob
body Board
  members Ann, Bob
  quorum none
decision
  substance price : number
power board requires majority of votes cast in Board
  may admit members to Board
"""
STRICTER = """rule stricter when changes membership of Board limits every power
  requires unanimity of members in Board
"""
# Somebody is declared besides, and may be admitted; the other text knows nothing of her.
AND_A_FRIEND = CLUB_OF_TWO.replace(
    "body Board", "party Cem\nbody Friends\n  members Cem\n  quorum none\nbody Board"
)


@pytest.mark.parametrize(
    ("old", "new"),
    [(CLUB_OF_TWO, AND_A_FRIEND + STRICTER), (AND_A_FRIEND, CLUB_OF_TWO + STRICTER)],
)
def test_whoever_only_one_side_declares_is_admitted_by_no_decision_of_the_other(
    old: str, new: str
) -> None:
    result = compare(load_text(old), load_text(new))
    assert result.answer is WhetherChanged.CHANGED
    assert result.classes
    assert "Cem" not in "".join(map(repr, result.classes))


OWNERS = """
governance "Club"
party Ann
party Bob
party Cem
group Owners is Ann, Bob
body Board
  members Ann, Bob, Cem
  quorum none
decision
  substance gains : parties
power board requires majority of votes cast in Board
"""
OWN = "rule own when gains includes {} limits board requires unanimity of members in Board\n"


@pytest.mark.parametrize(
    ("asked", "told"),
    [
        ("any of Owners", "gains includes any of Ann, Bob"),
        ("at least 2 of Owners", "gains includes at least 2 of Ann, Bob"),
        ("more than 1/2 of Owners", "gains includes more than 1/2 of Ann, Bob"),
        ("any of Board", "gains includes any of Board"),
    ],
)
@pytest.mark.parametrize("now", ["group Owners is Bob, Cem\n", ""])
def test_a_group_that_is_of_others_now_is_told_by_names(asked: str, told: str, now: str) -> None:
    new = OWNERS.replace("group Owners is Ann, Bob\n", now)
    result = compare(load_text(OWNERS + OWN.format(asked)), load_text(new))
    assert {in_words(each.condition) for each in result.classes} == {told}
