"""Both specifications under one set of names, over one set of parties and attributes.

The shared names are the new ones. Bodies of the old side keep a mark: a ballot there and one here are linked, not
the same, since a member may be recused on one side only.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from policy_dsl.interpreter import possible_effects
from policy_dsl.model import (
    ALWAYS,
    NO_NOTES,
    NOWHERE,
    AllOf,
    AnyClause,
    Attribute,
    ConsentAct,
    Effect,
    Latest,
    OneOf,
    Party,
    Property,
    Requires,
    Specification,
    Who,
)
from policy_dsl.records import dataclass, replace
from policy_dsl.state import State, intervals
from verifier.diffing.content import all_names
from verifier.diffing.matching import Matching, conflicts
from verifier.diffing.renaming import NewNames, renamed
from verifier.encoding.classes import counted_attributes
from verifier.encoding.treatment import Seen
from verifier.results.diff import OneSided, Redeclared, Side, Stretch
from verifier.words import diffing as words


@dataclass(frozen=True)
class Aligned:
    """One side: as it was written, and under the shared names with the way back."""

    side: Side
    original: Specification
    shared: Specification
    names: NewNames
    back: NewNames


@dataclass(frozen=True)
class Moment:
    """A stretch of time and the state of each side in it, under the shared names."""

    stretch: Stretch
    old: State
    new: State


@dataclass(frozen=True)
class Alignment:
    """Both sides, the bodies that are one (old name, new name), and what only one side has."""

    old: Aligned
    new: Aligned
    bodies: tuple[tuple[str, str], ...]
    foreign_values: tuple[tuple[str, str], ...]
    matching: Matching
    one_sided: tuple[OneSided, ...]
    redeclared: tuple[Redeclared, ...]

    def moments(self) -> tuple[Moment, ...]:
        """The two timelines as one, cut wherever one of them has an event; neighbours that are alike are one."""
        old, new = intervals(self.old.shared), intervals(self.new.shared)
        starts: list[date | None] = [None]
        starts += sorted({i.start for i in (*old, *new) if i.start is not None})
        found: list[Moment] = []
        for index, start in enumerate(starts):
            end = starts[index + 1] if index + 1 < len(starts) else None
            states = [
                next(i.state for i in reversed(each) if _begun(i.start, start))
                for each in (old, new)
            ]
            if found and [found[-1].old, found[-1].new] == states:
                found[-1] = replace(found[-1], stretch=Stretch(found[-1].stretch.from_, end))
            else:
                found.append(Moment(Stretch(start, end), *states))
        return tuple(found)


def _begun(interval: date | None, day: date | None) -> bool:
    return interval is None or (day is not None and interval <= day)


def align(old: Specification, new: Specification) -> Alignment:
    """The two under shared names."""
    matching = Matching(old, new)
    names = _old_names(matching)
    shared_old = renamed(old, names)
    parties = _union_parties(new.parties, shared_old.parties)
    attributes = _union_attributes(new.attributes, shared_old.attributes)
    counted = sorted({*counted_attributes(shared_old), *counted_attributes(new)})
    shared = [
        replace(
            each,
            parties=_with_own_weights(parties, each.parties),
            attributes=attributes,
            properties=(_counting(counted),) if counted else (),
            acceptances=(),
        )
        for each in (shared_old, new)
    ]
    bodies = tuple(
        (names.of("body", mine), theirs) for mine, theirs in matching.pairs["body"].items()
    )
    return Alignment(
        Aligned(Side.OLD, old, shared[0], names, names.inverse()),
        Aligned(Side.NEW, new, shared[1], NewNames(), NewNames()),
        bodies,
        tuple(_foreign_values(matching, names)),
        matching,
        tuple(_one_sided(matching)),
        tuple(_redeclared(matching)),
    )


def _old_names(matching: Matching) -> NewNames:
    by_kind: dict[str, dict[str, str]] = {}
    there = all_names(matching.new)
    for kind, pairs in matching.pairs.items():
        open_old, _ = matching.open(kind)
        by_kind[kind] = {**pairs, **conflicts(kind, open_old, there[kind])}
    by_kind["body"] = {
        body.name: f"{by_kind['body'].get(body.name, body.name)} ({words.BEFORE})"
        for body in matching.old.bodies
    }
    readings = dict(matching.readings)
    for old, new in matching.pairs["clause"].items():
        # Without any reading in common each side is read in its own ways.
        mine = [r.name for r in matching.old.clause[old].readings]
        if not any((old, name) in matching.readings for name in mine):
            theirs = {r.name for r in matching.new.clause[new].readings}
            for name in mine:
                if theirs:
                    readings[old, name] = f"{name} ({words.BEFORE})"
        else:
            open_old = [name for name in mine if (old, name) not in matching.readings]
            taken = [r.name for r in matching.new.clause[new].readings]
            for name, other in conflicts("reading", open_old, taken).items():
                readings[old, name] = other
    return NewNames(by_kind, dict(matching.values), readings)


def _union_parties(new: tuple[Party, ...], old: tuple[Party, ...]) -> tuple[Party, ...]:
    there = {party.name for party in new}
    return (*new, *(party for party in old if party.name not in there))


def _with_own_weights(every: tuple[Party, ...], own: tuple[Party, ...]) -> tuple[Party, ...]:
    """All parties; those that this side declares as it declares them."""
    mine = {party.name: party for party in own}
    return tuple(mine.get(party.name, party) for party in every)


def _union_attributes(
    new: tuple[Attribute, ...], old: tuple[Attribute, ...]
) -> tuple[Attribute, ...]:
    """All attributes; a list of values holds those of both sides."""
    mine = {attribute.name: attribute for attribute in old}
    found: list[Attribute] = []
    for attribute in new:
        other = mine.pop(attribute.name, None)
        if other is not None and isinstance(attribute.type, OneOf):
            assert isinstance(other.type, OneOf)
            extra = tuple(v for v in other.type.values if v not in attribute.type.values)
            found.append(replace(attribute, type=OneOf((*attribute.type.values, *extra))))
        else:
            found.append(attribute)
    return (*found, *mine.values())


def _counting(attributes: list[str]) -> Property:
    """A property that no one asks about, so that both sides count whom the same attributes name."""
    asked = tuple(ConsentAct(Who(name, attribute=name)) for name in attributes)
    return Property(
        "", "", Requires(ALWAYS, AllOf(asked)), None, Latest(), (), (), (), False, None,
        NOWHERE, NO_NOTES,
    )  # fmt: skip


def _foreign_values(matching: Matching, names: NewNames) -> Iterator[tuple[str, str]]:
    """Values that only one side has: no decision with one of these can be put to both."""
    for old_name, new_name in matching.pairs["attribute"].items():
        old, new = matching.old.attribute[old_name].type, matching.new.attribute[new_name].type
        if isinstance(old, OneOf) and isinstance(new, OneOf):
            mine = [names.value(old_name, value) for value in old.values]
            for value in (*mine, *new.values):
                if (value in mine) != (value in new.values):
                    yield new_name, value


def _one_sided(matching: Matching) -> Iterator[OneSided]:
    for side, specification in ((Side.OLD, matching.old), (Side.NEW, matching.new)):
        for kind, them in (
            ("party", specification.parties),
            ("body", specification.bodies),
            ("attribute", specification.attributes),
            ("clause", specification.clauses),
            ("right", specification.rights),
        ):
            lacking = set(matching.open(kind)[0 if side is Side.OLD else 1])
            for each in them:
                if each.name in lacking:
                    text = words.only_one_side(side, kind, each)
                    place = each.place
                    yield OneSided(side, kind, each.name, text, place.file, place.line)
    for old_name, new_name in matching.pairs["attribute"].items():
        mine, theirs = matching.old.attribute[old_name], matching.new.attribute[new_name]
        if isinstance(mine.type, OneOf) and isinstance(theirs.type, OneOf):
            known = {matching.values.get((old_name, v), "") for v in mine.type.values}
            for value in mine.type.values:
                if (old_name, value) not in matching.values:
                    text = words.only_value(Side.OLD, old_name, value)
                    yield OneSided(Side.OLD, "value", value, text, mine.place.file, mine.place.line)
            for value in theirs.type.values:
                if value not in known:
                    text = words.only_value(Side.NEW, new_name, value)
                    yield OneSided(
                        Side.NEW, "value", value, text, theirs.place.file, theirs.place.line
                    )
    for old_name, new_name in matching.pairs["clause"].items():
        yield from _one_sided_readings(
            matching, matching.old.clause[old_name], matching.new.clause[new_name]
        )


def _one_sided_readings(matching: Matching, old: AnyClause, new: AnyClause) -> Iterator[OneSided]:
    known = {n for (c, _), n in matching.readings.items() if c == old.name}
    for side, clause in ((Side.OLD, old), (Side.NEW, new)):
        for reading in clause.readings:
            shared = (
                (old.name, reading.name) in matching.readings
                if side is Side.OLD
                else reading.name in known
            )
            if not shared:
                text = words.only_reading(side, clause.name, reading.name, bool(known))
                place = reading.place
                yield OneSided(side, "reading", reading.name, text, place.file, place.line)


def _redeclared(matching: Matching) -> Iterator[Redeclared]:
    """What both declare differently, although no single decision shows it."""
    for old_name, new_name in matching.pairs["attribute"].items():
        old, new = matching.old.attribute[old_name], matching.new.attribute[new_name]
        if old.role is not new.role:
            text = words.role_changed(new_name, old.role.value, new.role.value)
            yield Redeclared("attribute", new_name, text)
        judge = None if old.judge is None else matching.pairs["party"].get(old.judge, old.judge)
        if judge != new.judge:
            yield Redeclared("attribute", new_name, words.judge_changed(new_name, judge, new.judge))


@dataclass(frozen=True)
class EffectPairs:
    """The effects that decisions can have which both know and one may adopt, in groups that no clause of either side
    tells apart: (old, new). `never` are the other effects that are possible on the new side.
    """

    groups: tuple[tuple[tuple[Effect, ...], tuple[Effect, ...]], ...]
    never: tuple[Effect, ...]


def _declares(side: Aligned, party: str | None) -> bool:
    return not party or side.back.of("party", party) in side.original.party


def effect_pairs(alignment: Alignment, moment: Moment) -> EffectPairs:
    """What decisions can do to the rules and seats, as far as it is told apart."""
    body = {new: old for old, new in alignment.bodies}
    before = Seen(alignment.old.shared, moment.old)
    now = Seen(alignment.new.shared, moment.new)
    there = set(possible_effects(alignment.old.shared, moment.old))
    groups: dict[object, tuple[list[Effect], list[Effect]]] = {}
    never: list[Effect] = []
    for new in possible_effects(alignment.new.shared, moment.new):
        old = Effect(new.kind, body.get(new.target, new.target), new.party)
        # Whoever only one side declares has a place in both, so that seats can be compared; but nobody can decide
        # there on admitting somebody of whom the side knows nothing.
        declared = all(_declares(side, new.party) for side in (alignment.old, alignment.new))
        allowed = old in there and before.allowed(old), now.allowed(new)
        if old not in there or not declared or not any(allowed):
            never.append(new)
            continue
        signature = before.signature(old), now.signature(new), allowed
        mine, theirs = groups.setdefault(signature, ([], []))
        mine.append(old)
        theirs.append(new)
    return EffectPairs(tuple((tuple(a), tuple(b)) for a, b in groups.values()), tuple(never))
