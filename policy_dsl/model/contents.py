"""What a clause of each kind says, scope included: all that can differ between two clauses of one kind.

This is what "a clause may say anything" means wherever it is said: of a clause that was amended, of one that a proof
does not rest on, of one that is changed to see whether a property notices. What is *kept* stays where a clause is
amended, since an exception to other clauses is another exception, and amends those.
"""

from __future__ import annotations

from collections.abc import Mapping

from policy_dsl.model.clauses import (
    AnyClause,
    Clause,
    Composition,
    ExceptionTo,
    Power,
    Prohibition,
    Provision,
    Recusal,
    Rule,
)
from policy_dsl.model.declarations import Right
from policy_dsl.records import dataclass


@dataclass(frozen=True)
class Content:
    """One part of what a clause says: the field that holds it, and the word of the language that begins it."""

    field: str
    word: str
    scope: bool = False  # whom or what the clause is about, not what it demands
    kept: bool = False  # stays when the clause is amended: to change it is to amend other clauses


_WHEN = Content("when", "when")
_REQUIRES = Content("requires", "requires")
_LIMITS = Content("limits", "limits", scope=True)
_AT = Content("at", "at")

CONTENTS: Mapping[type[Clause] | type[Right], tuple[Content, ...]] = {
    Power: (_WHEN, _REQUIRES, Content("grants", "may")),
    Rule: (_LIMITS, _AT, _WHEN, _REQUIRES),
    Prohibition: (_LIMITS, _WHEN),
    ExceptionTo: (Content("targets", "to", scope=True, kept=True), _AT, _WHEN, _REQUIRES),
    Recusal: (
        Content("body", "in", scope=True),
        _LIMITS,
        _WHEN,
        Content("excluded", "excludes"),
        Content("and_counting", "and counting"),
    ),
    Composition: (
        Content("body", "in", scope=True),
        Content("most", "allows"),
        Content("share", "of members"),
        Content("who", "of"),
    ),
    Provision: (Content("text", ""),),
    Right: (
        Content("members_of", "held by members of", scope=True),
        Content("observers_of", "held by observers of", scope=True),
    ),
}


def contents(clause: AnyClause | Right) -> tuple[Content, ...]:
    """The parts of what a clause says, in the order in which they are written."""
    return CONTENTS[type(clause)]


def same_but_for_contents(one: AnyClause | Right, other: AnyClause | Right) -> bool:
    """Whether both are one clause under two wordings: alike in kind, in name and in what is kept."""
    return (
        type(one) is type(other)
        and one.name == other.name
        and all(
            getattr(one, part.field) == getattr(other, part.field)
            for part in contents(one)
            if part.kept
        )
    )
