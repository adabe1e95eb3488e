"""Every place that is shown points to the line where it stands."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.checked import NAMES, checked, specification
from verifier import Assumption, Support

# The word with which the line of a fact begins.
WORD = {
    "power": "power",
    "rule": "rule",
    "prohibition": "prohibition",
    "exception": "exception",
    "recusal": "recusal",
    "provision": "provision",
    "composition": "composition",
    "right": "right",
    "quorum": "quorum",
    "membership": "body",
    "seat": "members",
    "event": "on",
    "body": "body",
    "party": "party",
    "attribute": "",
    "chair": "chair",
}


def line(file: str, number: int) -> str:
    return Path(file).read_text(encoding="utf-8").splitlines()[number - 1].strip()


def placed(name: str) -> Iterator[tuple[str, str, str, int]]:
    """Kind, name, file and line of all that is shown with a place."""
    for prop in checked(name).properties:
        for state in prop.states:
            shown: list[Support | Assumption] = [
                *state.rests_on,
                *state.in_the_way,
                *prop.assumptions,
            ]
            for it in (*shown, *prop.rests_on, *prop.in_the_way):
                if it.file:
                    yield it.kind, it.name, it.file, it.line
        for clause in (*prop.clauses, *(prop.scenario.clauses if prop.scenario else ())):
            yield clause.kind, clause.name, clause.file, clause.line


# Of these all facts take half a minute.
LONG = {"texts/hive13", "texts/kubernetes_steering", "texts/python_governance"}


CHECKED = pytest.mark.parametrize(
    "name",
    [pytest.param(each, marks=[pytest.mark.campaign] if each in LONG else []) for each in NAMES],
)


@CHECKED
def test_facts(name: str) -> None:
    found = set(placed(name))
    assert found
    for kind, named, file, number in found:
        text = line(file, number)
        # Somebody who left or joined sits there by an event of the timeline.
        words = (WORD[kind], "on") if kind == "seat" else (WORD[kind],)
        assert text.startswith(words), (kind, named, text)
        if WORD[kind] == kind and kind not in ("quorum", "body", "party"):
            assert text.split()[1] == named


@CHECKED
def test_properties(name: str) -> None:
    for prop in checked(name).properties:
        assert line(prop.file, prop.line).split()[:2] == ["property", prop.name]


@pytest.mark.parametrize("name", NAMES)
def test_members_of_the_model(name: str) -> None:
    it = specification(name)
    for party in it.parties:
        assert line(party.place.file, party.place.line).split()[0] in ("party", "parties")
        assert party.name in line(party.place.file, party.place.line).split()
    for attribute in it.attributes:
        words = line(attribute.place.file, attribute.place.line).split()
        assert words[:2] == [attribute.role.value, attribute.name]
    for event in it.events:
        assert line(event.place.file, event.place.line).startswith(f"on {event.on}")
