"""Of clauses that can be read in several ways those are named of which that matters to the decision, and no others."""

from __future__ import annotations

import random
from itertools import product
from pathlib import Path

import pytest

from policy_dsl import load_text
from policy_dsl.interpreter import decide
from policy_dsl.records import replace
from verifier.cli import main
from verifier.readings.pairs import readings
from verifier.records.judging import in_few
from verifier.words import readings as say


def test_choices_of_readings_are_said_in_few_and_exactly() -> None:
    for seed in range(60):
        draw = random.Random(seed)
        names = {clause: ("one", "two", "three")[: draw.randint(1, 3)] for clause in "pqr"}
        every = [dict(zip(names, each, strict=True)) for each in product(*names.values())]
        matter = draw.sample(sorted(names), draw.randint(0, 2))
        by = {tuple(each[c] for c in matter): draw.random() < 0.5 for each in every}
        wanted = [each for each in every if by[tuple(each[c] for c in matter)]]
        parts = in_few(wanted, every)
        assert [e for e in every if any(p.items() <= e.items() for p in parts)] == wanted
        assert all(set(part) <= set(matter) for part in parts), (seed, parts)
        for part in parts:
            others = [each for each in parts if each is not part]
            assert any(not any(p.items() <= e.items() for p in others) for e in wanted)


RULES = """governance "Two kinds"
party A
party B
body C members A, B quorum none
decision form big : yes or no
power p when big requires
  reading one: majority of votes cast in C
  reading two: majority of members in C
power q when not big requires
  reading cast: majority of votes cast in C
  reading all_members: majority of members in C
rule r limits p requires
  reading all_of_them: consensus in C
  reading nobody_less: consent of A in C
"""
RECORD = "motion: Small\ndecision: {big: no}\nvotes:\n  C: {A: for, B: absent}\n"


def test_readings_of_other_powers_are_not_named(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "rules.policy").write_text(RULES, encoding="utf-8")
    (tmp_path / "record.yaml").write_text(RECORD, encoding="utf-8")
    assert main(["decide", str(tmp_path / "rules.policy"), str(tmp_path / "record.yaml")]) == 3
    out = capsys.readouterr().out
    assert "adopted under cast of q; not adopted under all_members of q\n" in out
    assert "of p" not in out.replace("rules of p", "")
    assert "of r" not in out.replace("Rule", "")
    # What is so in any case is told once.
    assert out.count("Decision: big: no.") == 1
    assert out.count("In C: for: A; absent: B.") == 1
    assert out.count("Power q") == 2
    for pair in readings(load_text(RULES)).pairs:
        others = {"p": "reading r", "q": "", "r": "reading p"}[pair.clause]
        for each in pair.partings:
            if each.scenario is not None:
                said = say.vote(pair.clause, each.scenario)
                assert ("reading" in said) is bool(others), said
                assert others in said
                assert "reading q" not in said


def test_what_is_left_out_of_a_choice_makes_no_difference() -> None:
    """The other readings of the story of two that part are those of which it hangs: all others end the same way."""
    spec = load_text(RULES)
    for pair in readings(spec).pairs:
        for it in (each.scenario for each in pair.partings if each.scenario is not None):
            idle = [c for c in it.readings if c not in (*it.readings_that_matter, pair.clause)]
            for clause in idle:
                for reading in spec.clause[clause].readings:
                    read = {**it.readings, clause: reading.name}
                    now = decide(spec, it.state, read, it.decision, it.ballots)
                    assert now.adopted is it.replay.adopted
                    assert replace(now, clauses=()) == replace(it.replay, clauses=())
