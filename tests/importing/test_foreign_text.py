"""Names and texts of a configuration stay that: none begins a declaration, none is printed otherwise than written."""

from __future__ import annotations

import json

import pytest

from policy_dsl import load_text
from policy_dsl.visible import visible
from tests.importing.test_import import written
from verifier.importing.specifying import KINDS

# What begins a line, ends a text, hides, or is shown as an escape where it is printed.
EVIL = 'x\nparty Evil "::error::\u202e \\i \u3164'
PEOPLE = {
    "gitvote": {
        "profiles": {
            EVIL: {
                "duration": "1w",
                "pass_threshold": 50,
                "allowed_voters": {"teams": [EVIL], "users": [EVIL, "\\i"]},
                EVIL: 1,
            }
        }
    },
    "safe": {"threshold": 1, "owners": [EVIL, "\\i"], "modules": [EVIL], EVIL: EVIL},
    "governor": {"quorumNumerator": 4, "holders": {EVIL: 3, "\\i": 4}, EVIL: EVIL},
    "snapshot": {
        "name": EVIL,
        "strategies": [{"name": EVIL}],
        "voting": {"quorum": 3, "type": "basic", EVIL: EVIL},
        "plugins": {EVIL: {}},
    },
    "github": {
        "name": EVIL,
        "rules": [
            {"type": "pull_request", "parameters": {"required_approving_review_count": 1, EVIL: 1}}
        ],
        "bypass_actors": [{"actor_type": EVIL, "actor_id": 3}],
        EVIL: EVIL,
    },
}


@pytest.mark.parametrize("kind", KINDS)
def test_no_text_of_the_file_is_read_as_anything_else(kind: str) -> None:
    """It declares nothing by itself, and what is printed is what would be written."""
    owners = '* @octo @Octo octo \\i \u202e "::error\n' if kind == "github" else ""
    found = written(kind, json.dumps(PEOPLE[kind]), {}, owners)
    assert not [party.name for party in load_text(found).parties if party.name == "Evil"]
    assert found.splitlines() == [visible(line) for line in found.splitlines()]
