"""A model under other names: every reference follows the name that it refers to.

What is renamed is said by kind, so that a party and a clause of one name stay apart.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar

from policy_dsl.model import (
    Acceptance,
    Attribute,
    Body,
    Composition,
    Effect,
    EffectKind,
    EffectPattern,
    Event,
    EventKind,
    ExceptionTo,
    Group,
    Is,
    OneOf,
    Party,
    Power,
    PowersOf,
    Prohibition,
    Property,
    Provision,
    Reading,
    Recusal,
    Right,
    Rule,
    Versions,
    Who,
)
from policy_dsl.records import dataclass, field, fields, is_dataclass, replace

T = TypeVar("T")

_CLAUSE_EFFECTS = frozenset(
    {EffectKind.AMEND, EffectKind.LAPSE, EffectKind.ENACT, EffectKind.ENACT_EXCEPTION}
)
CLAUSE_EVENTS = frozenset({EventKind.TAKES_EFFECT, EventKind.LAPSES})

# What a field of this name names, in whatever part.
_NAMED = frozenset({"party", "body", "attribute", "clause", "right"})
# Which field of which part names what besides.
_REFERS: Mapping[type, Mapping[str, str]] = {
    Who: {"parties": "party", "bodies": "body"},
    Party: {"name": "party"},
    Group: {"name": "group"},
    Body: {"name": "body", "those_of": "body"},
    Attribute: {"name": "attribute", "judge": "party"},
    Power: {"name": "clause"},
    Rule: {"name": "clause", "limits": "clause"},
    Prohibition: {"name": "clause", "limits": "clause"},
    ExceptionTo: {"name": "clause", "targets": "clause"},
    Recusal: {"name": "clause", "limits": "clause"},
    Composition: {"name": "clause"},
    Provision: {"name": "clause"},
    Right: {"name": "right", "members_of": "body", "observers_of": "body"},
    Property: {"name": "property", "under": "clause", "free_judges": "party"},
    Acceptance: {"property": "property"},
}


def _target_kind(kind: EffectKind) -> str:
    """What an effect's target names; what is new has no name."""
    if kind is EffectKind.ENACT_NEW:
        return "kind of clause"
    return "clause" if kind in _CLAUSE_EFFECTS else "body"


@dataclass(frozen=True)
class NewNames:
    """New names by kind; values as (attribute, value), readings as (clause, reading). What is missing stays."""

    by_kind: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    values: Mapping[tuple[str, str], str] = field(default_factory=dict)
    readings: Mapping[tuple[str, str], str] = field(default_factory=dict)

    def of(self, kind: str, name: str) -> str:
        """The new name of something."""
        return self.by_kind.get(kind, {}).get(name, name)

    def value(self, attribute: str, value: str) -> str:
        """The new name of an attribute's value; `attribute` is the old name."""
        return self.values.get((attribute, value), value)

    def reading(self, clause: str, reading: str) -> str:
        """The new name of a clause's reading; `clause` is the old name."""
        return self.readings.get((clause, reading), reading)

    def text(self, label: str) -> str:
        """A text of the specification, in which names stand as words."""
        words = {old: new for each in self.by_kind.values() for old, new in each.items()}
        return " ".join(words.get(word, word) for word in label.split(" "))

    def effect(self, it: Effect) -> Effect:
        """What a decision does, with the new names."""
        return Effect(it.kind, self.target(it.kind, it.target), self.of("party", it.party))

    def target(self, kind: EffectKind, name: str) -> str:
        """The new name of what an effect is about; clauses and rights share their names."""
        which = _target_kind(kind)
        return self.of(which, self.of("right", name) if which == "clause" else name)

    def inverse(self) -> NewNames:
        """The way back."""
        return NewNames(
            {k: {new: old for old, new in each.items()} for k, each in self.by_kind.items()},
            {(self.of("attribute", a), new): old for (a, old), new in self.values.items()},
            {(self.of("clause", c), new): old for (c, old), new in self.readings.items()},
        )


def renamed(it: T, names: NewNames) -> T:
    """A part of a model, or a whole one, under other names."""
    made: T = _walk(it, names, None)
    return made


def _walk(it: Any, names: NewNames, clause: str | None) -> Any:
    if isinstance(it, tuple):
        return tuple(_walk(part, names, clause) for part in it)
    if not is_dataclass(it) or isinstance(it, type):
        return it
    kind = type(it)
    refers = _REFERS.get(kind, {})
    own = it.name if refers.get("name") == "clause" else clause  # type: ignore[attr-defined]
    changed: dict[str, Any] = {}
    for each in fields(it):
        value = getattr(it, each.name)
        named = refers.get(each.name, each.name if each.name in _NAMED else None)
        if named is not None:
            changed[each.name] = _refer(value, named, names)
        elif isinstance(value, tuple) or is_dataclass(value):
            changed[each.name] = _walk(value, names, own)
    changed.update(_special(it, names, own, changed))
    return replace(it, **changed)


def _refer(value: Any, kind: str, names: NewNames) -> Any:
    if value is None:
        return None
    if isinstance(value, tuple):
        return tuple(names.of(kind, name) for name in value)
    if isinstance(value, PowersOf):
        return PowersOf(names.of("body", value.body))
    return names.of(kind, value)


def _special(
    it: Any, names: NewNames, clause: str | None, changed: Mapping[str, Any]
) -> dict[str, Any]:
    """What no table says: names that depend on other names."""
    match it:
        case Is(attribute, str() as value):
            return {"value": names.value(attribute, value)}
        case Attribute(name=name, type=OneOf(values)):
            return {"type": OneOf(tuple(names.value(name, value) for value in values))}
        case EffectPattern(kind, targets) if targets is not None:
            return {"targets": tuple(names.target(kind, target) for target in targets)}
        case Effect():
            return {"target": names.effect(it).target}
        case Event(kind, subject):
            which = "clause" if kind in CLAUSE_EVENTS else "party"
            return {"subject": names.of(which, subject)}
        case Reading(name=name) if clause is not None:
            return {"name": names.reading(clause, name)}
        case Versions(by_reading=by_reading) if by_reading:
            assert clause is not None
            return {
                "by_reading": {
                    names.reading(clause, name): _walk(value, names, clause)
                    for name, value in by_reading.items()
                }
            }
        case Property(fixed_readings=fixed):
            found = tuple((names.of("clause", c), names.reading(c, r)) for c, r in fixed)
            return {"fixed_readings": found}
        case _ if "label" in {f.name for f in fields(it)}:
            return {"label": names.text(it.label)}
        case _:
            return {}
