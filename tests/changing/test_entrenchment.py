"""The table of who can change what, on the seeds and the gallery."""

from __future__ import annotations

import json
import random
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from policy_dsl import load, load_text
from policy_dsl.model import CanBlock, Manner, Property, Specification
from tests.semantics.asking import prop, together
from tests.semantics.building import one, pattern, touches
from verifier import Options, Verdict, check
from verifier.answers.entrenchment import render_json
from verifier.changing.entrenchment import entrenchment
from verifier.rendering.document_markdown import render_markdown
from verifier.rendering.entrenchment_text import document, render_text
from verifier.results.entrenchment import ChangeableRow, Entrenchment, Hold, Route
from verifier.words import entrenchment as words

SPECS = Path(__file__).parents[2] / "specs"


def test_nottinghamshire_nobody_alone_can_stop_anything() -> None:
    table = entrenchment(load(str(SPECS / "nottinghamshire.policy")))
    assert {stop.hold for row in table.rows for stop in row.stops} == {Hold.SOMETIMES}
    assert [each.kind for each in table.lock_outs] == ["decisions"]
    assert table.lock_outs[0].steps == ("A decision repeals board_decision.",)
    text = render_text(table)
    assert len(text.splitlines()) <= 30
    assert max(len(line) for line in text.splitlines()) <= 100


def test_entrenched_the_city_keeps_every_rule_and_the_rule_keeps_itself() -> None:
    table = entrenchment(load(str(SPECS / "nottinghamshire_entrenched.policy")))
    assert all(row.stopped(Hold.FOR_GOOD) == ("City",) for row in table.rows)
    assert {r.name: r.protects_itself for r in table.rows if r.protects_itself} == {
        "entrenchment": ("City",)
    }


def test_a_two_step_bypass_is_named() -> None:
    table = entrenchment(load(str(SPECS / "gallery" / "company_articles.policy")))
    row = next(row for row in table.rows if row.name == "ordinary")
    (stop,) = row.stops
    assert stop.hold is Hold.AT_FIRST
    assert stop.parties == ("Founder", "Fund")
    assert stop.steps == ("a decision admits newcomers to Meeting",)
    fixed = next(row for row in table.rows if row.name == "articles_change")
    assert fixed.fixed is not None
    assert "until a decision admits newcomers to Meeting" in render_markdown(document(table))


def test_json_gives_the_same_facts() -> None:
    table = entrenchment(load(str(SPECS / "nottinghamshire_entrenched.policy")))
    said = json.loads(render_json([table]))["specifications"][0]
    assert [row["name"] for row in said["rows"]] == [row.name for row in table.rows]
    assert said["rows"][0]["stopped_for_good_by"] == ["City"]


def recused_case(rng: random.Random) -> Specification:
    """Two or three members, of whom one has no vote on decisions of one kind and may be needed for the quorum."""
    seated = ["A", "B", "C"][: rng.choice([2, 2, 3])]
    kinds = ["amends quorum of X", "amends r", "suspends B from X", "removes A from X", "s"]
    one_of_two, both = rng.sample(kinds, 2)
    alone = rng.random() < 0.5
    counting = " and counting" * (rng.random() < 0.3)
    return load_text(
        "\n".join(
            (
                'governance "Recused"',
                *(f"party {name}" for name in seated),
                f"body X members {', '.join(seated)} quorum majority of members",
                "decision substance s : yes or no",
                f"recusal c in X when {one_of_two}{'' if alone else ' and ' + both} excludes A from voting{counting}",
                f"rule r limits every power when {rng.choice(kinds)} requires no objection from A in X",
                f"power p requires {rng.choice(['unanimity of votes cast', 'majority of members'])} in X",
                f"  may amend r, suspend members of X{rng.choice([', amend quorum of X', ', amend c'])}",
            )
        ),
        "rules.policy",
    )


def stopped_and_claims(specification: Specification) -> Iterator[tuple[bool, Property]]:
    """For each clause and quorum, and each party: whether it stops every change by the table, and the claim."""
    table = entrenchment(specification)
    parties = {name for group in table.parties for name in group.split(", ")}
    for row in table.rows:
        if row.kind == "quorum":
            patterns = [pattern("amend_quorum", row.name)]
        elif row.kind in ("rule", "recusal", "power"):
            patterns = [
                pattern(kind, row.name)
                for kind in ("amend", "lapse", "enact", "enact_exception")
                if kind != "enact_exception" or row.kind != "power"
            ]
        else:
            continue
        if not row.routes and row.later is None:
            continue
        kept = {name for group in row.stopped(Hold.FOR_GOOD) for name in group.split(", ")}
        for party in sorted(parties):
            claim = CanBlock(together(one(party)), touches("changes it", *patterns), Manner.AGAINST)
            asked = replace(prop(claim), even_after_amendments=True)
            yield party in kept, asked


def test_who_can_stop_a_change_for_good_is_whom_check_says() -> None:
    told = {True: 0, False: 0}
    for seed in range(12):
        rules = recused_case(random.Random(seed))
        for kept, asked in stopped_and_claims(rules):
            (result,) = check(
                replace(rules, properties=(asked,)), Options(explained=False)
            ).properties
            if result.verdict is Verdict.UNDETERMINED:
                continue
            told[kept] += 1
            assert kept is (result.verdict is not Verdict.FAILS), (seed, asked.claim)
    assert min(told.values()) > 3


def test_a_recused_member_that_is_needed_for_the_quorum_stops_nothing_by_voting_against() -> None:
    rules = load_text(
        """\
governance "Two effects at once"
party A
party B
body X members A, B quorum majority of members
recusal own in X when amends quorum of X and suspends B from X excludes A from voting
power p requires unanimity of votes cast in X
  may suspend members of X, amend quorum of X
""",
        "rules.policy",
    )
    kept = {row.text: row.stopped(Hold.FOR_GOOD) for row in entrenchment(rules).rows if row.routes}
    assert kept == {
        "the quorum of X": ("B",),
        "the seat of A in X": ("B",),
        "the seat of B in X": ("B",),
    }


def test_what_is_asked_under_each_reading_is_told_reading_by_reading() -> None:
    """Two readings are no choice: one of them goes."""
    spec = load_text(
        """governance "Read" party Ann party Ben party Cem
        body Board members Ann, Ben, Cem quorum none
        power votes "Votes" may amend any clause requires
          reading half: majority of votes cast in Board
          reading whole: unanimity of members in Board
        """,
        "read.policy",
    )
    route = entrenchment(spec).rows[0].routes[0]
    assert route.requirement == (
        "read as half: majority of votes cast in Board;"
        " read as whole: unanimity of members in Board"
    )


def test_what_needs_nothing_but_that_others_leave_is_said_to_need_that() -> None:
    """Whoever is admitted needs a vacant seat, which somebody who leaves makes: no decision comes before."""
    specification = load_text(
        'governance "Full"\nparty A\nparty B\nparty C\nbody GM members A, B seats 2 quorum none\n'
        "power p requires majority of votes cast in GM may change membership of GM\n",
        "full.policy",
    )
    text = " ".join(render_text(entrenchment(specification)).split())
    assert "nobody yet; somebody once others have left or suspended themselves" in text
    assert "0 other" not in text


def test_that_seats_which_stand_alike_count_once_is_said_beside_their_number() -> None:
    for members, party in (("A, B, C", ""), ("A, Many", "parties 3 Many\n"), ("A", "")):
        text = f"""
governance "G"
party A
party B
party C
{party}body Board
  members {members}
  quorum none
decision
  form big : yes or no
power p requires majority of votes cast in Board
  may remove members of Board
"""
        table = entrenchment(load_text(text))
        seats = [row for row in table.rows if row.kind == "seat"]
        said = words.counts(table)
        assert seats
        assert f"Of {len(table.rows)} rules" in said
        assert "(seats that stand alike count once)" in said


def test_what_is_known_to_be_changed_is_counted_though_more_is_open() -> None:
    routes = (Route("p", "consensus in Board", ()),)
    rows = (
        ChangeableRow("rule", "known", "rule known", routes, (), (), "f", 1),
        ChangeableRow("rule", "half", "rule half", routes, (), (), "f", 2, stopped_open=("A",)),
        ChangeableRow("rule", "open", "rule open", (), (), (), "f", 3, routes_open=("p",)),
        ChangeableRow("rule", "never", "rule never", (), (), (), "f", 4),
    )
    said = words.counts(Entrenchment("T", "f", ("A",), rows, ()))
    assert said.startswith(
        "Of 4 rules, quorums, seats and kinds of new ones 2 can be changed at once, 1 never, of 2 not all is settled."
    )
