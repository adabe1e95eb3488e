"""Mutants: which there are, who notices them, and what is said of the rest."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from policy_dsl import load_text
from policy_dsl.model import Specification
from policy_dsl.model.contents import contents
from tests.semantics.printing import to_text
from tests.testing.specifications import ROOT, committee
from verifier.cli import main
from verifier.mutation.mutants import mutants
from verifier.mutation.scoring import Noticed, score
from verifier.records.coverage import coverage
from verifier.records.decisive import decisive
from verifier.records.plain import record
from verifier.records.reading import read

SMALL = """
governance "A board"
parties 9 Member
body Board
  members Member
  quorum at least 1/3 of members
decision
  substance cost : number in GBP
  form urgent : yes or no
power ordinary
  requires majority of votes cast in Board
power chair_action when urgent
  requires at least 2 votes in favour in Board
rule large limits every power
  when cost is at least 1_000
  requires at least 2/3 of votes cast in Board
exception emergencies to large
  when urgent
"""
WATCHED = (
    SMALL
    + """
property five "Five against four carries what is small"
  a vote of 5 to 4 in Board carries every decision when cost is 999 and not urgent
property tie "A tie does not"
  a vote of 4 to 4 in Board does not carry any decision when not urgent
property six "Six against three carries what is large"
  a vote of 6 to 3 in Board carries every decision when not urgent
property five_large "Five against four does not"
  a vote of 5 to 4 in Board does not carry any decision when cost is 1_000 and not urgent
"""
)


def small(text: str = SMALL) -> Specification:
    return load_text(text, "board.policy")


def test_each_kind_of_slip_is_made() -> None:
    kinds = {(mutant.name, mutant.kind) for mutant in mutants(small())}
    assert {
        ("ordinary", "> for >="),
        ("ordinary", "base swapped"),
        ("ordinary", "abstentions"),
        ("chair_action", "off by one"),
        ("large", "> for >="),
        ("large", "boundary"),
        ("large", "scope narrowed"),
        ("large", "rule dropped"),
        ("emergencies", "exception dropped"),
        ("Board", "quorum off by one"),
        ("Board", "quorum dropped"),
    } <= kinds


SCOPES = """
governance "Scopes"
party A
party B
body Board members A, B quorum none
body House members A quorum none
decision form urgent : yes or no
power p requires majority of votes cast in Board
power q requires consent of B by separate act
rule r limits p requires consent of A in Board
rule s limits p, q when urgent requires consent of B in Board
prohibition f limits every power when urgent
exception e to r when urgent
exception g to e, r
exception h to g
recusal x in Board when urgent excludes A from voting
"""
HERS = """
property hers B can pass every decision when not urgent under q
"""


def scopes(specification: Specification) -> dict[tuple[str, str], set[str]]:
    found: dict[tuple[str, str], set[str]] = {}
    for mutant in mutants(specification):
        if mutant.kind.startswith("scope "):
            found.setdefault((mutant.name, mutant.kind), set()).add(mutant.after)
    return found


def test_each_scope_is_narrowed_widened_and_moved() -> None:
    assert scopes(small(SCOPES)) == {
        ("r", "scope moved"): {"limits q"},
        ("r", "scope widened"): {"limits p, q"},
        ("s", "scope narrowed"): {"limits p", "limits q"},
        ("f", "scope narrowed"): {"limits p", "limits q"},
        ("e", "scope moved"): {"to s", "to f"},
        ("e", "scope widened"): {"to r, s, f"},
        ("g", "scope narrowed"): {"to e", "to r"},
        ("g", "scope moved"): {"to e, s", "to e, f", "to s, r", "to f, r"},
        ("g", "scope widened"): {"to e, r, s, f"},
        ("h", "scope moved"): {"to e"},
        ("h", "scope widened"): {"to g, e"},
        ("x", "scope moved"): {"in House"},
        ("x", "scope narrowed"): {"limits p", "limits q"},
    }


def test_what_a_recusal_limits_is_narrowed_widened_and_moved() -> None:
    """Without `limits` it keeps from voting at all, which is more than to limit every power by name."""

    def slips(limits: str) -> set[tuple[str, str, str]]:
        text = f"{SCOPES}recusal y in Board {limits} excludes B from voting\n"
        return {
            (mutant.kind, mutant.before, mutant.after)
            for mutant in mutants(small(text))
            if mutant.name == "y" and mutant.kind.startswith("scope ")
        } - {("scope moved", "in Board", "in House")}

    assert slips("") == {
        ("scope narrowed", "without limits", "limits p"),
        ("scope narrowed", "without limits", "limits q"),
    }
    assert slips("limits p") == {
        ("scope moved", "limits p", "limits q"),
        ("scope widened", "limits p", "limits p, q"),
        ("scope widened", "limits p", "without limits"),
    }
    assert slips("limits p, q") == {
        ("scope narrowed", "limits p, q", "limits p"),
        ("scope narrowed", "limits p, q", "limits q"),
        ("scope widened", "limits p, q", "without limits"),
    }
    of_board = "limits every power of Board"
    assert slips(of_board) == {("scope widened", of_board, "without limits")}


def test_every_scope_that_a_clause_has_is_changed() -> None:
    """Of the definition of what clauses say; each changed specification is one that the checker takes."""
    specification = small(SCOPES)
    changed = {(m.name, m.after.split()[0]) for m in mutants(specification) if "scope" in m.kind}
    for clause in specification.clauses:
        for part in contents(clause):
            assert ((clause.name, part.word) in changed) is part.scope
    for mutant in mutants(specification):
        if mutant.kind.startswith("scope "):
            load_text(to_text(mutant.specification), "mutant.policy")


def test_a_scope_that_moves_unnoticed_is_told() -> None:
    def moved(text: str) -> Noticed:
        every = score(small(text), only=("r",)).each
        return next(each for each in every if each.mutant.kind == "scope moved")

    unwatched = moved(SCOPES)
    assert unwatched.by == ""
    assert unwatched.example is not None
    watched = moved(SCOPES + HERS)
    assert (watched.by, watched.name) == ("property", "hers")


def test_each_mutant_differs_and_says_how() -> None:
    for specification in (small(), committee()):
        for mutant in mutants(specification):
            assert mutant.specification != specification
            assert mutant.before != mutant.after, mutant
            assert mutant.place.line > 0


def test_without_properties_nobody_notices_and_the_example_shows_what_it_does() -> None:
    found = score(small(), only=("large", "emergencies"))
    assert not found.noticed
    assert len(found.unnoticed) >= 6
    for one in found.unnoticed:
        occasion = one.example
        assert occasion is not None
        changed = type(occasion)(
            one.mutant.specification,
            occasion.state,
            occasion.readings,
            occasion.decision,
            occasion.ballots,
        )
        assert changed.adopted is not occasion.adopted


def test_properties_notice_what_they_are_about() -> None:
    found = score(small(WATCHED), only=("large", "ordinary"))
    noticed = {(one.mutant.name, one.mutant.kind): one.name for one in found.noticed}
    assert noticed[("large", "> for >=")] == "six"
    assert noticed[("large", "rule dropped")] == "five_large"
    assert noticed[("large", "boundary")] == "five_large"
    assert noticed[("ordinary", "> for >=")] == "tie"
    unnoticed = {one.mutant.kind for one in found.unnoticed}
    assert "abstentions" in unnoticed  # no property speaks of abstentions


def test_recorded_motions_notice_too(tmp_path: Path) -> None:
    path = tmp_path / "m.yaml"
    path.write_text(
        "motion: exactly two thirds\ndecision: {cost: 1000, urgent: no}\n"
        "votes: {Board: {Member: {for: 6, against: 3}}}\n"
    )
    specification = small()
    recorded, faults = read(specification, [str(path)])
    assert not faults
    found = score(specification, [each.occasion for each in recorded], only=("large",))
    noticed = {one.mutant.kind: (one.by, one.name) for one in found.noticed}
    assert noticed["> for >="] == ("record", "exactly two thirds")


def test_what_changes_nothing_is_not_counted() -> None:
    same = small(
        SMALL.replace("requires at least 2/3 of votes cast", "requires at least 1 of votes cast")
    )
    found = score(same, only=("large",))
    assert "rule dropped" in {one.mutant.kind for one in found.without_effect}


def test_coverage_counts_what_applied_and_what_decided(tmp_path: Path) -> None:
    path = tmp_path / "m.yaml"
    path.write_text(
        "decision: {cost: 1000, urgent: no}\nvotes: {Board: {Member: {for: 5, against: 4}}}\n---\n"
        "decision: {cost: 1000, urgent: yes}\nvotes: {Board: {Member: {for: 5, against: 4}}}\n---\n"
        "decision: {cost: 0, urgent: no}\nvotes: {Board: {Member: {for: 9}}}\n"
    )
    specification = small()
    occasions = [each.occasion for each in read(specification, [str(path)])[0]]
    assert [o.adopted for o in occasions] == [False, True, True]
    assert [next(d.name for d in decisive(o)) for o in occasions[:2]] == ["large", "emergencies"]
    by_name = {each.name: each for each in coverage(occasions).clauses(specification)}
    large = by_name["large"]
    assert (large.applied, large.not_applied, large.decided) == (1, 2, 1)
    assert by_name["emergencies"].decided == 1
    assert "never applied" not in by_name["emergencies"].gaps
    assert "decided" not in record(occasions[0])


def test_the_command(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "board.policy"
    path.write_text(WATCHED, encoding="utf-8")
    assert main(["mutate", str(path), "--only", "large"]) == 1
    out = capsys.readouterr().out
    assert "UNNOTICED: rule large" in out
    assert "changes noticed (" in out
    assert main(["mutate", str(path), "--only", "large", "--at-least", "10"]) == 0
    capsys.readouterr()
    assert main(["mutate", str(path), "--only", "large", "--format", "json"]) == 1
    said = json.loads(capsys.readouterr().out)
    assert said["score"]["noticed"] >= 3
    assert all(each["before"] != each["after"] for each in said["changes"])
    assert main(["mutate", str(path), "--only", "larg"]) == 2
    assert "did you mean large?" in capsys.readouterr().err


def test_a_seed_keeps_its_score() -> None:
    """The Nottinghamshire properties notice every change of the unanimity that they speak of."""
    from policy_dsl import load

    found = score(load(ROOT / "specs/nottinghamshire.policy"), only=("contracts",))
    assert {one.mutant.kind for one in found.noticed} == {"exception dropped"}
