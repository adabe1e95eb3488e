"""Shapes of configurations as interfaces hand them out and as public repositories keep them."""

from __future__ import annotations

import json
import re

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
    assert "The guard" not in written("safe", as_json({**safe, "guard": None}))
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


# --- whole files: each part is used, known not to matter, or told ---------------------------------


def told_not_taken(text: str) -> set[str]:
    """What a specification says at its top that it does not take into account."""
    lines = [line for line in text.splitlines() if line.endswith("not taken into account.")]
    return {line.split()[1] for line in lines}


SERVICE = {
    "address": "0x5F",
    "nonce": "217",
    "threshold": 4,
    "owners": [f"0xA{n}" for n in range(9)],
    "masterCopy": "0xd9",
    "modules": ["0xE1"],
    "fallbackHandler": "0xf4",
    "guard": "0x0000000000000000000000000000000000000000",
    "moduleGuard": "0x0000000000000000000000000000000000000000",
    "version": "1.4.1",
}
GATEWAY = {
    "address": {"value": "0x5F", "name": None, "logoUri": None},
    "chainId": "1",
    "nonce": 106,
    "threshold": 4,
    "owners": [{"value": f"0xA{n}", "name": None, "logoUri": None} for n in range(9)],
    "implementation": {"value": "0x34", "name": "Safe 1.4.1", "logoUri": "https://x"},
    "implementationVersionState": "UP_TO_DATE",
    "collectiblesTag": "1624007722",
    "txQueuedTag": None,
    "txHistoryTag": "1659287375",
    "messagesTag": None,
    "modules": [{"value": "0xE1", "name": "AllowanceModule"}],
    "fallbackHandler": {"value": "0xf4", "name": "Default"},
    "guard": None,
    "version": "1.4.1",
}
KIT = {
    "safeAccountConfig": {
        "owners": [f"0xA{n}" for n in range(9)],
        "threshold": 4,
        "to": "0xD0",
        "data": "0x8d",
        "fallbackHandler": "0xf4",
        "payment": 0,
    },
    "safeDeploymentConfig": {"saltNonce": "7", "safeVersion": "1.4.1"},
}


def test_whole_safes() -> None:
    for each, left in ((SERVICE, set()), (GATEWAY, set()), (KIT, {"to", "data"})):
        told = written("safe", as_json(each))
        assert told_not_taken(told) == left
        assert "requires at least 4 votes in favour in Owners" in told
        assert "can also change owners, the threshold" in told
    assert "party AllowanceModule" in written("safe", as_json(GATEWAY))
    limits = {**SERVICE, "spendingLimits": [{"beneficiary": "0xA1", "amount": "1"}]}
    assert told_not_taken(written("safe", as_json(limits))) == {"spendingLimits"}
    old = {"OWNERS": ["0xA1", "0xA2"], "Threshold": 2}
    assert "at least 2 votes in favour" in written("safe", as_json(old))


SPACE = {
    "id": "club.eth",
    "name": "Club",
    "about": "A club",
    "network": "1",
    "symbol": "CLUB",
    "private": False,
    "terms": "",
    "categories": ["protocol"],
    "strategies": [{"name": "erc20-votes", "network": "1", "params": {"decimals": 18}}],
    "admins": ["0xA1"],
    "moderators": [],
    "members": ["0xB1"],
    "filters": {"minScore": 100, "onlyMembers": False},
    "validation": {"name": "basic", "params": {"minScore": 100}},
    "voteValidation": {"name": "passport-gated", "params": {"stamps": ["Ens"]}},
    "delegationPortal": {"delegationType": "compound-governor", "delegationApi": "https://x"},
    "plugins": {"safeSnap": {"safes": []}},
    "treasuries": [{"name": "Treasury", "address": "0xC1", "network": "1"}],
    "parent": None,
    "children": [],
    "boost": {"enabled": True, "bribeEnabled": False},
    "voting": {
        "delay": 0,
        "period": 604800,
        "type": "basic",
        "quorum": 50,
        "quorumType": "default",
        "blind": False,
        "hideAbstain": True,
        "privacy": "shutter",
        "aliased": True,
    },
}


def test_a_whole_space() -> None:
    told = written("snapshot", as_json(SPACE))
    assert told_not_taken(told) == {"The"}  # the plugin
    assert re.search(r"# The plugin safeSnap \(line \d\d\) may ask for more", told)
    assert "may propose (filters, validation, members, admins) is not part" in told
    assert "passes the validation 'passport-gated' may vote (voteValidation, line" in told
    assert "The settings hide abstentions (hideAbstain). Newer versions" in told
    assert "attendance of at least 50 of members in Voters weighted by strength" in told
    assert "choose among other things" not in told
    anything = {**SPACE, "voting": {**SPACE["voting"], "type": ""}, "quorumRule": "x"}  # type: ignore[dict-item]
    told = written("snapshot", as_json(anything))
    assert "choose among other things" in told
    assert "# quorumRule (line" in told
    plain = {**SPACE, "voteValidation": {"name": "any", "params": {}}, "plugins": {}}
    assert told_not_taken(written("snapshot", as_json(plain))) == set()
    assert "voteValidation" not in written("snapshot", as_json(plain))


def test_settings_in_the_letters_of_another_interface() -> None:
    """A quorum of votes against is one, whatever its name looks like."""
    snake = {"voting": {"quorum": 9, "quorum_type": "rejection"}, "strategies": []}
    said = wrong("snapshot", as_json(snake))[0]
    assert "with more of them than that a proposal fails, else it passes" in said[2]


DEPLOYMENT = {
    "token": {"name": "Vote", "symbol": "VOTE"},
    "timelock": {"minDelay": 86400},
    "clockMode": False,
    "firstMint": {"amount": 0, "to": ""},
    "governor": {
        "name": "DAO",
        "votingDelay": 7200,
        "votingPeriod": 50400,
        "quorumNumerator": 4,
        "proposalThreshold": 0,
        "voteExtension": 7200,
    },
}
REGISTRY = {
    "chainId": 1,
    "governorAddress": "0x40",
    "votingToken": {"type": "ERC20Votes", "address": "0x1f", "symbol": "UNI"},
    "timelock": {"address": "0x1a", "minDelay": 86400},
    "votingParams": {
        "votingDelay": 1,
        "votingPeriod": 50400,
        "proposal_threshold": "2500000000000000000000000",
        "quorum_numerator": 4,
        "snapshotEnabled": False,
    },
    "guardian": "0xGG",
    "vetoer": "0x0000000000000000000000000000000000000000",
    "executor": {"type": "timelock", "id": None},
}


def test_whole_governors() -> None:
    told = written("governor", as_json(DEPLOYMENT))
    assert "at least 4% of members in Holders weighted by tokens rounded down" in told
    assert told_not_taken(told) == {"firstMint"}
    assert "the vote is open for 7200 more" in told
    told = written("governor", as_json(REGISTRY))
    assert "at least 4% of members in Holders" in told
    assert "Whoever proposes needs 2500000000000000000000000 votes" in told
    assert told_not_taken(told) == {"snapshotEnabled", "executor"}
    assert re.search(r"# guardian \(line \d\d\) may be able to stop or cancel a proposal", told)
    assert "vetoer" not in told
    both = {
        "settings": {"votingDelay": 1},
        "parameters": {"quorumVotes": "43"},
        "holders": {"A": 90},
    }
    assert "at least 43 of members in Holders" in written("governor", as_json(both))


def test_whole_rulesets() -> None:
    ruleset = {
        "id": 738881,
        "name": "Protected",
        "target": "branch",
        "source_type": "Repository",
        "source": "club/rules",
        "enforcement": "active",
        "conditions": {"ref_name": {"exclude": ["refs/heads/x"], "include": ["~DEFAULT_BRANCH"]}},
        "rules": [
            {"type": "deletion"},
            {"type": "non_fast_forward"},
            {"type": "update"},
            {"type": "merge_queue", "parameters": {"merge_method": "MERGE"}},
            {
                "type": "pull_request",
                "parameters": {
                    "required_approving_review_count": 2,
                    "dismiss_stale_reviews_on_push": False,
                    "require_code_owner_review": False,
                    "require_last_push_approval": True,
                    "required_review_thread_resolution": True,
                    "allowed_merge_methods": ["merge"],
                    "required_reviewers": [],
                    "new_rule": True,
                },
            },
        ],
        "bypass_actors": [],
    }
    told = written("github", as_json(ruleset))
    assert "# The file says so of ~DEFAULT_BRANCH, but for refs/heads/x (conditions)" in told
    assert "# The rule update (line" in told
    assert "# The rule merge_queue (line" in told
    assert "# new_rule (line" in told
    assert len([line for line in told.splitlines() if line.endswith("into account.")]) == 3
    whole = {**PROTECTION, "enforce_admins": True, "lock_branch": {"enabled": True}}
    told = written("github", as_json(whole), {}, "* @jane\n")
    assert "# The rule lock_branch (line" in told
    assert told_not_taken(told) == {"The"}
    some = {**whole, "lock_branch": False, "restrictions": {"users": ["jane"], "teams": []}}
    assert told_not_taken(written("github", as_json(some), {}, "* @jane\n")) == {"restrictions"}
