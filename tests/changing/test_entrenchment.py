"""The table of who can change what, on the seeds and the gallery."""

from __future__ import annotations

import json
from pathlib import Path

from policy_dsl import load
from verifier.changing.entrenchment import entrenchment
from verifier.rendering.entrenchment import render_json, render_markdown, render_text

SPECS = Path(__file__).parents[2] / "specs"


def test_nottinghamshire_nobody_alone_can_stop_anything() -> None:
    table = entrenchment(load(str(SPECS / "nottinghamshire.policy")))
    assert all(not row.kept_by for row in table.rows)
    assert [each.kind for each in table.lock_outs] == ["decisions"]
    assert table.lock_outs[0].steps == ("A decision repeals board_decision.",)
    text = render_text(table)
    assert len(text.splitlines()) <= 30
    assert max(len(line) for line in text.splitlines()) <= 100


def test_entrenched_the_city_keeps_every_rule_and_the_rule_keeps_itself() -> None:
    table = entrenchment(load(str(SPECS / "nottinghamshire_entrenched.policy")))
    assert all(row.kept_by == ("City",) for row in table.rows)
    assert {r.name: r.protects_itself for r in table.rows if r.protects_itself} == {
        "entrenchment": ("City",)
    }


def test_a_two_step_bypass_is_named() -> None:
    table = entrenchment(load(str(SPECS / "gallery" / "company_articles.policy")))
    row = next(row for row in table.rows if row.name == "ordinary")
    assert row.at_first[0].parties == ("Founder", "Fund")
    assert row.at_first[0].steps[0] == "admits newcomers to Meeting"
    fixed = next(row for row in table.rows if row.name == "articles_change")
    assert fixed.fixed is not None
    assert "until a decision admits newcomers to Meeting" in render_markdown(table)


def test_json_gives_the_same_facts() -> None:
    table = entrenchment(load(str(SPECS / "nottinghamshire_entrenched.policy")))
    said = json.loads(render_json([table]))["specifications"][0]
    assert [row["name"] for row in said["rows"]] == [row.name for row in table.rows]
    assert said["rows"][0]["stopped_for_good_by"] == ["City"]
