"""What tells decisions apart for either of two specifications, in the words of the new one."""

from __future__ import annotations

from collections.abc import Iterator

from policy_dsl.model import (
    Attribute,
    Condition,
    Includes,
    IncludesCount,
    OneOf,
    Specification,
    Touches,
    Who,
)
from policy_dsl.records import replace
from verifier.describing.dimensions import (
    Dimension,
    DimensionCase,
    Term,
    atoms_of,
    attribute_dimensions,
    two_cells,
)
from verifier.describing.effects import EffectWords
from verifier.describing.literals import Alphabet
from verifier.describing.whom import parties_of, whom
from verifier.encoding.adoption import Encoding
from verifier.encoding.joint import Joint
from verifier.encoding.treatment import conditions_in_force
from verifier.words import diffing as words


def joint_alphabet(joint: Joint) -> Alphabet:
    """Effects, attributes and readings, as far as a clause of either side asks about them."""
    specification = joint.new.specification
    terms = dict(_asked(joint))
    groups = [two_cells("", None, each.variable, each.group) for each in joint.effects]
    attributes = attribute_dimensions(
        [_shared(joint, each) for each in specification.attributes],
        tuple(terms),
        lambda condition: _term(joint, terms, condition),
    )
    return Alphabet(
        specification,
        (*groups, *attributes, *_readings(joint)),
        EffectWords(
            specification,
            frozenset(effect for each in joint.effects for effect in each.group),
            frozenset(joint.never),
        ),
        tuple(joint.limits),
        tuple(terms),
    )


def _term(joint: Joint, terms: dict[Condition, Term], condition: Condition) -> Term:
    known = terms.get(condition)
    return joint.new.condition(condition, True) if known is None else known


def _shared(joint: Joint, attribute: Attribute) -> Attribute:
    """The attribute with those values that both sides know."""
    if not isinstance(attribute.type, OneOf):
        return attribute
    foreign = [value for name, value in joint.foreign_values if name == attribute.name]
    values = tuple(value for value in attribute.type.values if value not in foreign)
    return replace(attribute, type=OneOf(values))


def _asked(joint: Joint) -> Iterator[tuple[Condition, Term]]:
    """What clauses in force ask of decisions, as the new side words it, each with its term."""
    new, old = joint.new, joint.old
    seen: dict[Condition, frozenset[str]] = {}
    for atom in atoms_of(conditions_in_force(new.specification, new.state)):
        if not isinstance(atom, Touches):
            seen[atom] = _meant(new, atom)
            yield atom, new.condition(atom, True)
    bodies = dict(joint.bodies)
    for atom in atoms_of(conditions_in_force(old.specification, old.state)):
        if isinstance(atom, Touches):
            continue
        meant = _meant(old, atom)
        worded: Condition = atom
        if isinstance(atom, Includes | IncludesCount):
            if not meant:
                continue  # of nobody the answer is always the same
            who = _in_new_words(atom.who, bodies)
            worded = replace(atom, who=who)
            if not _reads_so(new.specification, who) or _meant(new, worded) != meant:
                worded = _about_these(new, atom, meant)
        if worded not in seen:
            seen[worded] = meant
            one = isinstance(worded, Includes) and worded.who.single
            yield worded, new.condition(worded, True) if one else old.condition(atom, True)


def _in_new_words(who: Who, bodies: dict[str, str]) -> Who:
    own = tuple(bodies.get(body, body) for body in who.bodies)
    also = tuple(_in_new_words(part, bodies) for part in who.also)
    but = tuple(_in_new_words(part, bodies) for part in who.but)
    label = who.label.replace(f" ({words.BEFORE})", "")
    return replace(who, bodies=own, label=label, also=also, but=but)


def _about_these(new: Encoding, atom: Includes | IncludesCount, meant: frozenset[str]) -> Condition:
    """A condition whose words mean others here, about those that it means; of one alone all ask the same."""
    parties = [party.name for party in new.specification.parties if party.name in meant]
    who = whom(new.specification, new.state, parties)
    return Includes(atom.attribute, who, every=True) if who.single else replace(atom, who=who)


def _reads_so(specification: Specification, who: Who) -> bool:
    """Whether the words for these parties are read as them in a specification."""
    if who.plain and who.label == ", ".join(who.parties):
        return True  # by their own names
    if who.bodies == (who.label,) and not (who.also or who.but):
        return True
    named = next((group.who for group in specification.groups if group.name == who.label), None)
    return named is not None and named == who


def _meant(encoding: Encoding, atom: Condition) -> frozenset[str]:
    """The parties that a condition asks about."""
    if not isinstance(atom, Includes | IncludesCount):
        return frozenset()
    return parties_of(encoding.specification, encoding.state, atom.who)


def _readings(joint: Joint) -> Iterator[Dimension]:
    seen: set[str] = set()
    for encoding in (joint.new, joint.old):
        for clause, choices in encoding.activity.readings.choices.items():
            if clause not in seen:
                seen.add(clause)
                cells = tuple(DimensionCase(reading, term) for reading, term in choices.items())
                yield Dimension("", cells, reading=clause)
