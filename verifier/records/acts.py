"""Consents and objections by separate act, as a record tells them."""

from __future__ import annotations

from policy_dsl.decisions import NO_ATTRIBUTE
from verifier.records.building import Spot, whole_number
from verifier.records.parts_read import PartsReader
from verifier.records.plain import consenting
from verifier.records.tree import Many, NamedTrees, Scalar, Tree
from verifier.words import record_files as say
from verifier.words.records import NOBODY, PART, TO_COME, unknown


def consents(reader: PartsReader, tree: Tree, spot: Spot) -> None:
    """A list of all who consent; or of each whether it does, or how many do."""
    reader.builder.consents_said = not isinstance(tree, NamedTrees)
    if all_to_come(tree):
        for party in consenting(reader.specification):
            _act(reader, party, tree, spot, True)
        return
    _acts(reader, tree, spot, True)
    if isinstance(tree, NamedTrees):
        return
    for party in consenting(reader.specification):
        reader.builder.consents.setdefault(party, {})


def objections(reader: PartsReader, tree: Tree, spot: Spot) -> None:
    """A list of all who object; or of each whether it does, or how many do. Others are silent."""
    _acts(reader, tree, spot, False)


def _acts(reader: PartsReader, tree: Tree, spot: Spot, consents: bool) -> None:
    """Those who consent, or who object: a list of them, or of each what it does."""
    if isinstance(tree, NamedTrees):
        told: set[str] = set()
        for name, each, where in reader.names(tree, spot):
            party = reader.builder.party_called(name, where)
            if party in told:
                reader.builder.fault(where, say.said_twice(party))
            elif party is not None:
                told.add(party)
                _act(reader, party, each, where, consents)
        return
    how_many = say.how_many_consented if consents else say.how_many_objected
    add = reader.builder.add_consent if consents else reader.builder.add_objection
    for name in reader.texts(tree, spot) if not _nobody(tree) else ():
        party = reader.builder.party_called(name, spot)
        if party is not None:
            if reader.specification.party[party].cohort:
                reader.builder.fault(spot, how_many(party))
            else:
                add(party, NO_ATTRIBUTE, 1, spot)


def _act(reader: PartsReader, party: str, tree: Tree, spot: Spot, consents: bool) -> None:
    add = reader.builder.add_consent if consents else reader.builder.add_objection
    if isinstance(tree, Many):
        for item in tree.items:
            cell, rest = reader.split(item, spot)
            for name, each, where in rest:
                count = reader.count(each, where)
                if name not in ("number", TO_COME):
                    parts = ("named_by", "number", TO_COME)
                    reader.builder.fault(where, unknown(PART, name, parts))
                elif count is not None and name == TO_COME:
                    add(party, cell, 0, where)
                    reader.builder.add_act_to_come(consents, party, cell, count)
                elif count is not None:
                    add(party, cell, count, where)
        return
    text = reader.text(tree, spot)
    if text is None:
        return
    if text == TO_COME:
        add(party, NO_ATTRIBUTE, 0, spot)
        reader.builder.add_act_to_come(consents, party, NO_ATTRIBUTE, None)
        return
    known = {"yes": 1, "true": 1, "no": 0, "false": 0}
    cohort = reader.specification.party[party].cohort
    number = whole_number(text) if cohort else known.get(text.lower())
    if number is None:
        reader.builder.fault(spot, say.not_understood(text, cohort))
    else:
        add(party, NO_ATTRIBUTE, number, spot)


def all_to_come(tree: Tree) -> bool:
    """Whether all of it is still to come."""
    return isinstance(tree, Scalar) and tree.text == TO_COME


def _nobody(tree: Tree) -> bool:
    """Whether consents or objections are said to be nobody's."""
    return isinstance(tree, Scalar) and tree.text in ("", NOBODY)
