"""The specification that `vetoproof init` begins with."""

import pytest

from policy_dsl import examine_text
from policy_dsl.formatter import format_text
from policy_dsl.template import template


@pytest.mark.parametrize(
    "title", ["Board", 'The "board"', "back\\slash", "", "a\nb\tc", "{x} %s", "Rada Łódź"]
)
def test_it_checks_at_once(title: str) -> None:
    found = examine_text(template(title))
    assert found.diagnostics == ()
    assert found.specification is not None


def test_it_has_the_title() -> None:
    specification = examine_text(template('The "board" \\ {0}\n')).or_errors()
    assert specification.title == 'The "board" \\ {0}'


def test_its_layout_is_canonical() -> None:
    assert format_text(template("Board")) == template("Board")


def test_it_shows_the_language() -> None:
    specification = examine_text(template("Board")).or_errors()
    assert specification.powers
    assert specification.rules
    assert specification.exceptions
    assert specification.recusals
    assert specification.events
    assert any(clause.readings for clause in specification.clauses)
    assert any(prop.expected_false for prop in specification.properties)
