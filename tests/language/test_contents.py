"""What a clause says is all that sets it apart from another of its kind: no field is forgotten, none invented."""

from __future__ import annotations

from typing import get_args

import pytest

from policy_dsl.model import (
    ALWAYS,
    CONTENTS,
    AnyClause,
    Clause,
    Right,
    contents,
    same_but_for_contents,
)
from policy_dsl.records import fields, replace
from tests.semantics.building import exception, of, prohibition, rule

# What a clause is known by, and how sure its source is: no decision words it.
KNOWN_BY = {"name", "title", "place", "notes", "readings"}
KINDS = (*get_args(AnyClause), Right)


@pytest.mark.parametrize("kind", KINDS)
def test_every_field_is_known_by_or_said(kind: type[Clause]) -> None:
    said = {content.field for content in CONTENTS[kind]}
    assert said == {f.name for f in fields(kind)} - KNOWN_BY


def test_another_wording_is_the_same_clause() -> None:
    first = rule("r", of("majority", "cast", "Board"), limits="P")
    assert same_but_for_contents(first, replace(first, limits=None))
    assert not same_but_for_contents(first, replace(first, name="s"))
    assert not same_but_for_contents(first, prohibition("r", ALWAYS))


def test_an_exception_to_other_clauses_is_another_exception() -> None:
    made = exception("e", "r", ALWAYS)
    assert same_but_for_contents(made, replace(made, requires=None))
    assert not same_but_for_contents(made, replace(made, targets=("s",)))
    assert [content.word for content in contents(made)] == ["to", "at", "when", "requires"]
