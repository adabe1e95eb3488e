"""What `check` says in a line each says no less, and nothing else, for not having been explained."""

from __future__ import annotations

import pytest

from policy_dsl.records import replace
from tests.checked import SEEDS, checked, specification
from verifier.checking.specifications import Options, check
from verifier.rendering.check_text import has_a_line_each, render_text
from verifier.results import PropertyResult, SpecificationResult

# With claims that have no title, are false under some reading only, are about some of several, or about what changes.
TOLD = (*SEEDS, "gallery/prometheus", "gallery/nixos", "texts/nodejs_tsc")
OPTIONS = Options(count_loopholes=True, lines=True)


def _lines(result: SpecificationResult) -> str:
    """Without what the file assumes: of what is not explained all of it counts."""
    plain = [replace(prop, assumptions=()) for prop in result.properties]
    return str(render_text([replace(result, properties=tuple(plain))], False, False, full=False))


@pytest.mark.parametrize("name", TOLD)
def test_a_line_says_the_same_whether_it_is_explained_or_not(name: str) -> None:
    lines, in_full = check(specification(name), OPTIONS), checked(name)
    assert has_a_line_each(len(lines.properties))
    counted = {prop.name: prop.loopholes for prop in lines.properties}
    full = [replace(prop, loopholes=counted[prop.name]) for prop in in_full.properties]
    assert _lines(lines) == _lines(replace(in_full, properties=tuple(full)))
    for brief, whole in zip(lines.properties, in_full.properties, strict=True):
        assert brief.verdict is whole.verdict
        assert {*whole.assumptions} <= {*brief.assumptions}


def test_what_is_not_as_expected_is_explained() -> None:
    rules = specification("nottinghamshire")
    contrary = tuple(
        replace(prop, expected_false=None if prop.expected_false else "so it is feared")
        for prop in rules.properties
    )
    lines = check(replace(rules, properties=contrary), OPTIONS).properties
    assert not any(prop.as_expected for prop in lines)
    explained = {prop.name: prop for prop in checked("nottinghamshire").properties}

    def told(prop: PropertyResult) -> object:
        return prop.rests_on, prop.in_the_way, prop.scenario, prop.clauses

    assert [told(prop) for prop in lines] == [told(explained[prop.name]) for prop in lines]


def test_nothing_is_explained_that_is_not_shown(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[object] = []
    for what in ("rests_on", "told"):
        monkeypatch.setattr(f"verifier.checking.one_property.{what}", lambda *it: asked.append(it))
    lines = check(specification("nottinghamshire"), OPTIONS)
    assert all(prop.as_expected and prop.settled for prop in lines.properties)
    assert not asked
