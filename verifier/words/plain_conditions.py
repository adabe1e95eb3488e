"""Conditions on decisions in plain English, and the decisions that they pick out."""

from __future__ import annotations

from policy_dsl import wording
from policy_dsl.model import (
    ALWAYS,
    And,
    BodyHas,
    Compare,
    Comparison,
    Condition,
    Includes,
    IncludesCount,
    Is,
    Not,
    NumberIn,
    Or,
    Ruled,
    Specification,
    Touches,
)
from policy_dsl.touching import ANY_CLAUSE
from verifier.words import articles, plain_names

# What `amends any clause` says: repeals and quorums, too; a new power is no part of it.
_ANY_CLAUSE = "amends, repeals or adds any clause or quorum (new powers apart)"

_COMPARED = {
    Comparison.BELOW: "below",
    Comparison.AT_MOST: "at most",
    Comparison.EXACTLY: "exactly",
    Comparison.AT_LEAST: "at least",
    Comparison.ABOVE: "above",
}


def condition(specification: Specification, it: Condition, negated: bool = False) -> str:
    """A condition on a decision, as what follows "where": "its kind is policy and it counts as “may outsource”"."""
    match it:
        case Is(name, bool() as value) if specification.attribute[name].title:
            so = "true" if value is not negated else "not true"
            return f"{plain_names.attribute(specification, name)} is {so}{_OF_IT}"
        case Is(name, bool() as value):
            verb = "counts" if value is not negated else "does not count"
            return f"it {verb} as {plain_names.attribute(specification, name)}"
        case Is(name, value):
            neg = "not " if negated else ""
            return f"{_its(specification, name)} is {neg}{plain_names.spaced(str(value))}"
        case Compare(name, comparison, value):
            kind = specification.attribute[name].type
            unit = f" {kind.unit}" if isinstance(kind, NumberIn) and kind.unit else ""
            neg = "not " if negated else ""
            return f"{_its(specification, name)} is {neg}{_COMPARED[comparison]} {value:,}{unit}"
        case Includes(name, parties, every):
            them = plain_names.who(specification, parties)
            some = them if parties.single else f"{'every one' if every else 'any'} of {them}"
            verb = "does not name" if negated else "names"
            return f"it {verb} {some} under {plain_names.attribute(specification, name)}"
        case IncludesCount(name, parties, comparison, number, share):
            many = wording.fraction(number) if share else f"{int(number):,}"
            verb = "does not name" if negated else "names"
            of = f"{wording.HOW_MANY[comparison]} {many} of {plain_names.who(specification, parties)}"
            return f"it {verb} {of} under {plain_names.attribute(specification, name)}"
        case BodyHas():
            return _body_has(specification, it, negated)
        case Ruled(part):
            verb = "not ruled" if negated else "ruled"
            return f"it is {verb} that {condition(specification, part)}"
        case Touches(label):
            does = _ANY_CLAUSE if label == ANY_CLAUSE.label else label
            does = articles.of_changes(plain_names.titled(specification, does))
            return f"it is not one that {does}" if negated else f"it {does}"
        case Not(part):
            return condition(specification, part, not negated)
        case And(()):
            return "never" if negated else "always"
        case Or(()):
            return "always" if negated else "never"
        case And(parts) | Or(parts):
            joint = " and " if isinstance(it, And) is not negated else " or "
            said = [_inner(specification, part, negated) for part in parts]
            return joint.join(said)


def _its(specification: Specification, name: str) -> str:
    """What a decision says, before "is": by its title, if it has one."""
    title = specification.attribute[name].title
    return f"“{title}”" if title else f"its {plain_names.spaced(name)}"


def _body_has(specification: Specification, it: BodyHas, negated: bool) -> str:
    """How many sit in a body then: "the ICS board does not have fewer than 2 members with a vote"."""
    one, several = ("vacant seat", "vacant seats") if it.vacant else ("member", "members")
    noun = one if it.number == 1 else several
    vote = "" if it.vacant else " with a vote"
    among = "" if it.among is None else f" among {plain_names.who(specification, it.among)}"
    verb = "does not have" if negated else "has"
    many = f"{wording.HOW_MANY[it.comparison]} {it.number:,}"
    return f"{plain_names.body(specification, it.body)} {verb} {many} {noun}{vote}{among}"


def _inner(specification: Specification, part: Condition, negated: bool) -> str:
    said = condition(specification, part, negated)
    compound = isinstance(part, And | Or) and len(part.parts) > 1
    return f"({said})" if compound else said


def decisions(specification: Specification, it: Condition) -> str:
    """The decisions that a condition picks out: "a decision whose kind is policy"; "every decision"."""
    if it == ALWAYS:
        return "every decision"
    return f"a decision {such(specification, it)}"


def such(specification: Specification, it: Condition) -> str:
    """What follows on "a decision": "whose kind is policy and that counts as “may outsource”"."""
    parts: tuple[Condition, ...] = it.parts if isinstance(it, And | Or) and it.parts else (it,)
    joint = " and " if isinstance(it, And) else " or "
    said = [_inner(specification, part, False) for part in parts]
    if any(each.startswith("(") for each in said):
        return f"where {condition(specification, it)}"
    return joint.join(_relative(each) for each in said)


_OF_IT = " of it"


def _relative(said: str) -> str:
    """A condition on a decision, behind "a decision"."""
    if said.startswith("its "):
        return f"whose {said.removeprefix('its ')}"
    if said.startswith("it "):
        return f"that {said.removeprefix('it ')}"
    return f"of which {said.removesuffix(_OF_IT)}" if said.endswith(_OF_IT) else f"where {said}"
