"""Shapes of configurations as interfaces hand them out and as public repositories keep them."""

from __future__ import annotations

import json

import pytest

from tests.importing.test_import import written, wrong


def as_json(value: object) -> str:
    return json.dumps(value, indent=2)


def test_who_maintains_a_team_may_have_no_vote() -> None:
    told = written(
        "gitvote",
        "version: '1'\nchecks: 2\nprofiles:\n  default:\n    pass_threshold: 66\n    periodic_status_check: null\n"
        "    allowed_voters:\n      teams: [toc]\n      exclude_team_maintainers: true\n      bots: [b]\n",
    )
    assert "no vote (exclude_team_maintainers, line 9)" in told
    assert "checks (line 2) is not known" in told
    assert "bots (line 10) is not known" in told
    assert "version" not in told
    assert "periodic" not in told


def test_nothing_in_json_is_nothing() -> None:
    owners = [{"value": "0xA1", "name": None}, {"value": "0xB2", "name": None}]
    safe = {"address": {"value": "0xF"}, "threshold": 2, "owners": owners, "modules": None}
    told = written("safe", as_json({**safe, "guard": {"value": "0x77", "name": None}}))
    assert 'party n0xA1 "0xA1"' in told
    assert "at least 2 votes in favour in Owners" in told
    assert "The guard 0x77 may refuse a transaction" in told
    assert "guard" not in written("safe", as_json({**safe, "guard": None}))
    assert "null" not in told
    # What is quoted is a text.
    assert "party null" in written("safe", '{"owners": ["null"], "threshold": 1}')


def test_what_an_interface_puts_around_it() -> None:
    voting = {"type": None, "quorum": 30, "delay": None}
    space = {"id": "club.eth", "name": "Club", "voting": voting, "strategies": [{"name": "ticket"}]}
    told = written("snapshot", as_json({"data": {"space": space}}))
    assert "attendance of at least 30 of members in Voters" in told
    assert "ticket" in told
    parameters = {"quorumNumerator": "4", "votingDelay": "1"}
    told = written("governor", as_json({"data": {"governor": {"parameters": parameters}}}))
    assert "at least 4% of members in Holders" in told
    assert "the file gives no quorum" not in told


def test_strategies_of_the_first_spaces() -> None:
    old = {"key": "club", "strategies": [["erc20BalanceOf", {"decimals": 18}], ["balance", {}]]}
    assert "counted by erc20BalanceOf, balance." in written("snapshot", as_json(old))


def test_a_quorum_in_units_of_the_token_beside_an_example() -> None:
    told = written("governor", as_json({"quorumVotes": "400000000000000000000000"}))
    assert "The quorum of 400,000,000,000,000,000,000,000 is left out" in told
    assert "the file gives no quorum" not in told
    holders = {"quorumVotes": 9, "holders": {"A": 4}}
    assert (
        wrong("governor", as_json(holders))[0][2] == "the quorum is 9, but all votes together are 4"
    )


@pytest.mark.parametrize("kind", ["governor", "snapshot"])
def test_a_file_of_something_else_is_no_rule(kind: str) -> None:
    assert "nothing here says anything of a" in wrong(kind, '{"scripts": {"build": "make"}}')[0][2]


PULL = {"type": "pull_request", "parameters": {"required_approving_review_count": 1}}


def test_teams_that_a_ruleset_asks() -> None:
    asked = [
        {"minimum_approvals": 2, "file_patterns": ["**/*"], "reviewer": {"id": 7, "type": "Team"}},
        {"minimum_approvals": 1, "file_patterns": ["*.sql"], "reviewer": {"id": 8, "type": "Team"}},
        {"minimum_approvals": 0, "file_patterns": ["*.md"], "reviewer": {"id": 8, "type": "Team"}},
    ]
    pull = {
        **PULL,
        "parameters": {"required_approving_review_count": 0, "required_reviewers": asked},
    }
    told = written("github", as_json({"rules": [{"type": "deletion"}, pull]}))
    assert "requires consent of at least 2 of Team_7 in Reviewers" in told
    assert "when touches_sql\n  requires consent of at least 1 of Team_8 in Reviewers" in told
    assert "members Team_7, Team_8, writers" in told
    assert ".md" not in told


def test_a_bypassing_actor_without_a_number() -> None:
    actors = [{"actor_id": None, "actor_type": "DeployKey", "bypass_mode": "always"}]
    told = written("github", as_json({"rules": [PULL], "bypass_actors": actors}))
    assert "DeployKey bypasses the rules (always)" in told


PROTECTION = {
    "required_status_checks": {"strict": True, "contexts": ["test"]},
    "restrictions": None,
    "required_pull_request_reviews": {
        "required_approving_review_count": 2,
        "require_code_owner_reviews": True,
        "bypass_pull_request_allowances": {"users": ["jane", {"login": "bot"}], "teams": []},
    },
}


@pytest.mark.parametrize(
    ("admins", "bypass"),
    [
        (False, True),
        (None, True),
        (True, False),
        ({"enabled": True}, False),
        ({"enabled": False}, True),
    ],
)
def test_the_protection_of_a_branch(admins: object, bypass: bool) -> None:
    told = written("github", as_json({**PROTECTION, "enforce_admins": admins}), {}, "* @jane\n")
    assert "at least 2 votes in favour in Reviewers" in told
    assert "requires consent of at least 1 of owners_of_anything in Reviewers" in told
    assert "user bot bypasses the rules (pull_request)" in told
    assert ("administrator bypasses the rules (always)" in told) == bypass


def test_what_a_protection_does_not_say_of_administrators_is_assumed() -> None:
    said = "administrators are held to it (enforce_admins)"
    assert said in written("github", as_json(PROTECTION), {}, "* @jane\n")
    for admins in (True, False):
        whole = {**PROTECTION, "enforce_admins": admins}
        assert said not in written("github", as_json(whole), {}, "* @jane\n")


def test_a_protection_without_reviews_is_no_rule_of_them() -> None:
    told = wrong("github", as_json({**PROTECTION, "required_pull_request_reviews": None}))
    assert told[0][2] == "there is no rules here"
