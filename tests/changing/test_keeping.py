"""What is said to be held fixed is what the terms of changing rules keep: no field of a declaration is forgotten."""

from __future__ import annotations

import pytest

from policy_dsl import load_text
from policy_dsl.records import fields
from policy_dsl.state import intervals
from verifier.encoding.changing_rules import encode_changing
from verifier.encoding.keeping import CHANGES, KEEPS, TOLD
from verifier.encoding.points import STATUSES
from verifier.words.keeping import held_fixed

FILE = """
governance "G"
party A with shares 2
party B
group Both is A, B
body Board
  members A, B
  chair A
  quorum at least 1 of members
  fixed membership
decision
  substance gift : yes or no judged by B
power p requires majority of votes cast in Board
rule r limits p requires consent of A in Board fixed "the law"
"""


@pytest.mark.parametrize("kind", sorted({*KEEPS, *CHANGES}, key=lambda kind: kind.__name__))
def test_every_field_changes_or_is_kept(kind: type) -> None:
    changes, keeps = set(CHANGES.get(kind, {})), set(KEEPS.get(kind, ()))
    assert not changes & keeps
    assert changes | keeps == {f.name for f in fields(kind)} - TOLD


def test_what_changes_has_items() -> None:
    """An encoding of changing rules has items of each kind that is said to change something."""
    specification = load_text(FILE, "board.policy")
    items = encode_changing(specification, intervals(specification)[-1].state).change.items
    for kinds in CHANGES.values():
        assert set(kinds.values()) <= {item.kind for item in items} & set(STATUSES)


def test_it_says_what_there_is() -> None:
    said = held_fixed(load_text(FILE, "board.policy"))
    assert said == (
        "No decision changes which bodies there are, who chairs them, who belongs to which group, what each"
        " party's votes weigh, what can be said of a decision, who rules on it, what is marked as fixed (r)"
        " and the fixed membership of Board."
    )
    few = FILE.replace(" with shares 2", "").replace("  chair A\n", "").replace(" judged by B", "")
    assert held_fixed(load_text(few, "board.policy")) == (
        "No decision changes which bodies there are, who belongs to which group, what can be said of a"
        " decision, what is marked as fixed (r) and the fixed membership of Board."
    )
