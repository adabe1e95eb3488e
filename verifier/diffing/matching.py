"""What of one specification is what of the other: by name, and else by what is said of it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from policy_dsl.model import AnyClause, AttributeType, NumberIn, OneOf, Specification
from verifier.diffing.content import CounterpartNames, all_names, same_kind
from verifier.results.diff import Renamed
from verifier.words import diffing as words

KINDS = ("party", "body", "attribute", "clause", "right", "property", "group")


class Matching:
    """Old names with their counterparts among the new ones, by kind; and which of them are under another name."""

    def __init__(self, old: Specification, new: Specification) -> None:
        self.old, self.new = old, new
        self.pairs: dict[str, dict[str, str]] = {kind: {} for kind in KINDS}
        self.values: dict[tuple[str, str], str] = {}
        self.readings: dict[tuple[str, str], str] = {}
        self.renamed: list[Renamed] = []
        self._by_name()
        self._by_title()
        while self._by_content():
            pass
        self._within_attributes()
        self._within_clauses()

    # --- by name -----------------------------------------------------------------------------

    def _by_name(self) -> None:
        there = {kind: set(names) for kind, names in all_names(self.new).items()}
        for kind, names in all_names(self.old).items():
            for name in names:
                if name in there[kind] and self._alike(kind, name, name):
                    self.pairs[kind][name] = name

    def _alike(self, kind: str, old: str, new: str) -> bool:
        """Whether two things of one name are of one sort."""
        if kind == "clause":
            return same_kind(self.old.clause[old], self.new.clause[new])
        if kind == "party":
            one, other = self.old.party[old], self.new.party[new]
            return one.cohort == other.cohort and one.size == other.size
        if kind == "attribute":
            return _of_one_type(self.old.attribute[old].type, self.new.attribute[new].type)
        return True

    def open(self, kind: str) -> tuple[list[str], list[str]]:
        """The old and the new names that have no counterpart."""
        taken = set(self.pairs[kind].values())
        old = [n for n in all_names(self.old)[kind] if n not in self.pairs[kind]]
        return old, [n for n in all_names(self.new)[kind] if n not in taken]

    # --- by what is said ---------------------------------------------------------------------

    def _by_title(self) -> None:
        """A party, body, clause, right or property is known by its title, if nothing else bears it."""
        for kind in ("party", "body", "clause", "right", "property"):
            old, new = self.open(kind)
            self._pair(
                kind,
                {name: _titled(_declared(self.old, kind, name)) for name in old},
                {name: _titled(_declared(self.new, kind, name)) for name in new},
                words.SAME_TITLE,
            )

    def _by_content(self) -> bool:
        """One more round over everything that has no counterpart; whether something was recognised."""
        mine = CounterpartNames(self.old, self.pairs)
        theirs = CounterpartNames(
            self.new, {kind: {n: n for n in them.values()} for kind, them in self.pairs.items()}
        )
        before = len(self.renamed)
        for kind in ("clause", "right", "property", "body", "attribute", "party"):
            old, new = self.open(kind)
            if old and new:
                self._pair(
                    kind,
                    {name: self._key(mine, self.old, kind, name) for name in old},
                    {name: self._key(theirs, self.new, kind, name) for name in new},
                    words.SAME_CONTENT,
                )
                if len(self.renamed) > before:
                    return True
        return False

    def _key(
        self, known: CounterpartNames, specification: Specification, kind: str, name: str
    ) -> Any:
        """What recognises something; None for what nothing recognises."""
        match kind:
            case "clause":
                return known.said(specification.clause[name], (kind, name))
            case "right":
                return known.said(_declared(specification, kind, name), (kind, name))
            case "property":
                prop = _declared(specification, kind, name)
                return known.said((prop.claim, prop.at, prop.supposing, prop.under), (kind, name))
            case "body":
                return known.said(specification.body[name], (kind, name))
            case _:
                declared = known.said(
                    specification.attribute[name]
                    if kind == "attribute"
                    else specification.party[name],
                    (kind, name),
                )
                used = known.used(kind, name)
                title = _titled(specification.party[name]) if kind == "party" else None
                # Two bearers of one title were recognised by it; two of different titles are two parties.
                return (declared, used, title) if used else None

    def _pair(self, kind: str, old: Mapping[str, Any], new: Mapping[str, Any], why: str) -> None:
        """Those whose keys are equal, and no other's."""
        for name, key in old.items():
            same_old = [n for n, k in old.items() if k == key]
            same_new = [n for n, k in new.items() if k == key]
            if key is not None and len(same_old) == len(same_new) == 1:
                self.pairs[kind][name] = same_new[0]
                self.renamed.append(Renamed(kind, name, same_new[0], why))

    # --- inside attributes and clauses ---------------------------------------------------------

    def _within_attributes(self) -> None:
        """Values are one by name; where each side has one other, in the same place of the list, that is one too."""
        for old_name, new_name in self.pairs["attribute"].items():
            old, new = self.old.attribute[old_name].type, self.new.attribute[new_name].type
            if not (isinstance(old, OneOf) and isinstance(new, OneOf)):
                continue
            mine = [v for v in old.values if v not in new.values]
            theirs = [v for v in new.values if v not in old.values]
            for value in old.values:
                if value in new.values:
                    self.values[old_name, value] = value
            one_each = len(mine) == len(theirs) == 1 and len(old.values) == len(new.values)
            if one_each and old.values.index(mine[0]) == new.values.index(theirs[0]):
                self.values[old_name, mine[0]] = theirs[0]
                why = words.same_place(new_name)
                self.renamed.append(Renamed("value", mine[0], theirs[0], why))

    def _within_clauses(self) -> None:
        for old_name, new_name in self.pairs["clause"].items():
            old, new = self.old.clause[old_name], self.new.clause[new_name]
            there = {r.name for r in new.readings}
            for reading in old.readings:
                if reading.name in there:
                    self.readings[old_name, reading.name] = reading.name
            self._readings_by_content(old, new)

    def _readings_by_content(self, old: AnyClause, new: AnyClause) -> None:
        mine = CounterpartNames(self.old, self.pairs)
        theirs = CounterpartNames(
            self.new, {kind: {n: n for n in them.values()} for kind, them in self.pairs.items()}
        )
        taken = {n for (c, _), n in self.readings.items() if c == old.name}
        lacking = [r.name for r in old.readings if (old.name, r.name) not in self.readings]
        free = [r.name for r in new.readings if r.name not in taken]
        old_keys = {name: mine.said(_under(old, name)) for name in lacking}
        new_keys = {name: theirs.said(_under(new, name)) for name in free}
        for name, key in old_keys.items():
            same = [n for n, k in new_keys.items() if k == key]
            if len(same) == 1 and list(old_keys.values()).count(key) == 1:
                self.readings[old.name, name] = same[0]
                self.renamed.append(Renamed("reading", name, same[0], words.same_reading(new.name)))


def _of_one_type(old: AttributeType, new: AttributeType) -> bool:
    """Whether a value of both says the same of a decision by either: 5,000 GBP are not 5,000 EUR."""
    match old, new:
        case OneOf(), OneOf():
            return bool(set(old.values) & set(new.values))
        case NumberIn(), NumberIn():
            return old.unit == new.unit or None in (old.unit, new.unit)
        case _:
            return type(old) is type(new)


def _declared(specification: Specification, kind: str, name: str) -> Any:
    """What bears a name."""
    them: Iterable[Any] = {
        "party": specification.parties,
        "body": specification.bodies,
        "clause": specification.clauses,
        "right": specification.rights,
        "property": specification.properties,
    }[kind]
    return next(each for each in them if each.name == name)


def _titled(it: Any) -> Any:
    """A title with what bears it; None without a title."""
    if not it.title:
        return None
    return (it.title, type(it).__name__, getattr(it, "cohort", None), getattr(it, "size", None))


def _under(clause: AnyClause, reading: str) -> tuple[Any, ...]:
    """What a clause says under one reading."""
    found: list[Any] = []
    for part in ("when", "requires"):
        versions = getattr(clause, part, None)
        if versions is not None and reading in versions.by_reading:
            found.append(versions.by_reading[reading])
    return tuple(found)


def conflicts(kind: str, open_old: Iterable[str], taken: Iterable[str]) -> dict[str, str]:
    """Old names without a counterpart that the new side uses for something else, under a name of their own."""
    there = set(taken)
    return {name: f"{name} ({words.BEFORE})" for name in open_old if name in there}
