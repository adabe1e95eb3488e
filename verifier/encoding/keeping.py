"""What stays as it is while rules change: all that a file declares and no point of a changing state stands for.

`CHANGES` and `KEEPS` together name every field of a declaration; a test holds them to it. What is not kept is said by
some kind of item, and what no item stands for is kept, and said so.
"""

from __future__ import annotations

from collections.abc import Mapping

from policy_dsl.model import Attribute, Body, Document, Group, Party, Right

# Fields that decisions change, with the kind of item that stands for them.
CHANGES: Mapping[type, Mapping[str, str]] = {
    Body: {"members": "seat", "quorum": "quorum"},
    Right: {"members_of": "clause", "observers_of": "clause"},
}

# Fields that no decision changes.
KEEPS: Mapping[type, tuple[str, ...]] = {
    Party: ("name", "size", "cohort", "weights"),
    Group: ("name", "who"),
    Body: ("name", "observers", "chair", "fixed_membership", "seats", "those_of"),
    Attribute: ("name", "role", "type", "judge"),
    Document: ("name", "dated"),
    Right: ("name",),
}

# Fields that only tell a reader what something is, where it is written and how sure that is.
TOLD = frozenset({"title", "place", "notes", "quorum_place", "quorum_notes"})
