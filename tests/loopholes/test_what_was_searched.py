"""That there is no way round is said of what was open in the search; what was not is named."""

from __future__ import annotations

from pathlib import Path

import pytest

from policy_dsl.loading import load_text
from tests.cli.calling import call
from verifier.loopholes.finding import find_loopholes
from verifier.loopholes.searching import Search
from verifier.results.loopholes import PropertyLoopholes
from verifier.solving.limits import Limits

NAMED = """\
governance "Its own claim names what would open it"
party A
party B
party C
body K
  members A, B, C
  quorum none
  fixed membership
power ordinary
  requires
    reading strict  "nobody may be silent": unanimity of members in K
    reading lenient "silence is no veto":   unanimity of votes cast in K
power urgent
  requires consent of C by separate act
property reading_named A can block every decision under reading strict of ordinary under ordinary
property by_whatever   A can block every decision by any means under reading strict of ordinary under ordinary
property open_ones     A can block every decision
"""


def found(rules: str, name: str, changes: bool = True) -> PropertyLoopholes:
    spec = load_text(rules, "searched.policy")
    prop = next(each for each in spec.properties if each.name == name)
    it = find_loopholes(Search(spec, Limits(60), changes=changes), prop)
    assert it is not None
    assert it.undetermined is None
    return it


def test_what_a_claim_names_itself_was_not_open() -> None:
    it = found(NAMED, "reading_named")
    assert not it.loopholes
    assert set(it.opened) == {"absence", "abstention"}
    assert it.shut == (
        "another reading of ordinary (the claim says strict)",
        "another power (the claim says ordinary)",
    )
    it = found(NAMED, "by_whatever", changes=False)
    assert not it.loopholes
    assert it.opened == ()
    assert "changes of rules or seats first" in it.shut
    assert "another way to act (the claim says any)" in it.shut
    it = found(NAMED, "open_ones")
    assert "route" in it.opened
    assert it.shut == ()


def test_that_is_printed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    Path("named.policy").write_text(NAMED, encoding="utf-8")
    text = " ".join(call("loopholes", "named.policy", "reading_named", "--all").out.split())
    assert "There is no way round it by staying away or abstaining." in text
    assert (
        "Not tried: another reading of ordinary (the claim says strict) and another power" in text
    )
    screen = " ".join(call("loopholes", "named.policy").out.split())
    assert (
        "No way round was found for: reading_named, by_whatever. Not tried: another reading of"
        in screen
    )
    assert "cannot be got round" not in text + screen


CHARTER = """\
governance "A charter"
party A
party B
party C
body Board
  members A, B, C
  quorum none
  fixed membership
power ordinary
  requires majority of members in Board
  may amend any clause
rule veto limits every power
  requires consent of A in Board
property now   A can block every decision
property later A can block every decision even after amendments
"""


def test_a_claim_about_amendments_can_be_got_round_by_them() -> None:
    """Whatever is to be amended needs it, unless the rule that says so does not go for its own amendment."""
    assert not found(CHARTER, "later").loopholes
    weaker = CHARTER.replace(
        "rule veto limits every power\n", "rule veto limits ordinary\n  when not amends veto\n"
    )
    for name in ("now", "later"):
        kinds = [{o.kind for o in each.openings} for each in found(weaker, name).loopholes]
        assert {"amendment"} in kinds


GRANTS = """\
governance "Grants"
party Ann
party Bob
party Cem
body Board
  members Ann, Bob, Cem
  quorum none
  fixed membership
decision
  substance grant : yes or no
  substance share : number
  form amount : number in EUR
power ordinary requires majority of votes cast in Board
rule veto limits ordinary when grant and {limit} requires unanimity of members in Board
property small Ann can block every decision when grant and {limit}
"""


def test_a_larger_number_of_form_is_another_form_and_of_substance_another_substance() -> None:
    it = found(GRANTS.format(limit="amount is at most 1_000"), "small")
    (only,) = it.loopholes
    assert [o.kind for o in only.openings] == ["form"]
    assert only.scenario.decision.facts["amount"] == 1_001
    assert "; with another share they are not." in it.assumptions[0]
    smaller = found(GRANTS.format(limit="amount is at least 1_000"), "small")
    # An amount of 0 is told with the smaller ones: it would be the same way round, told twice.
    assert [[o.kind for o in each.openings] for each in smaller.loopholes] == [["splitting"]]
    none = found(GRANTS.format(limit="amount is above 0"), "small")
    assert [[o.text for o in each.openings] for each in none.loopholes] == [
        ["in parts: amount is smaller, or there is none"]
    ]
    assert not found(GRANTS.format(limit="share is at most 1_000"), "small").loopholes
