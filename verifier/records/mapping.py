"""What a table or record of somebody else's says, as a mapping has it: columns, words, names, dates, defaults."""

from __future__ import annotations

import codecs
import os
from collections.abc import Callable, Mapping

from policy_dsl.model import Specification
from policy_dsl.reading import OutsideRootError, read_bytes, root_of
from policy_dsl.records import dataclass, field
from verifier.records.building import TOTALS
from verifier.records.dates import PARTS, order_of
from verifier.records.entries import list_of_members
from verifier.records.faults import Fault
from verifier.records.plain import ADOPTED, NOT_ADOPTED
from verifier.records.rows import COLUMNS, TOGETHER
from verifier.records.titles import titles
from verifier.records.tree import Many, NamedTrees, Scalar, Tree, from_yaml
from verifier.words import mapping as say
from verifier.words.calls import unreadable
from verifier.words.records import LEFT_OUT, TO_COME, UNANIMOUS, VACANT, WITHOUT_A_VOTE, unknown

BESIDE = "minutes.map.yaml"
LARGEST = 10_000_000  # bytes
VOTE_WORDS = (
    "for",
    "against",
    "abstain",
    "absent",
    VACANT,
    TO_COME,
    LEFT_OUT,
    UNANIMOUS,
    WITHOUT_A_VOTE,
)
OUTCOME_WORDS = (ADOPTED, NOT_ADOPTED, LEFT_OUT)
PROXIES = ("present", "absent")
# The separators that cannot be written as they are.
_SEPARATORS = {"tab": "\t", "comma": ",", "semicolon": ";", "bar": "|"}

Texts = Mapping[str, str]


@dataclass(frozen=True)
class RecordMapping:
    """A mapping. Of `columns`, ours are the keys; of all else, what stands in the record is.

    `turned` is the column of members' names in a table that has a column for each motion, which is turned first.
    `each` is the part of a record in JSON that lists its votes; `anyone_else` is the party of whoever has no name in
    the specification; `defaults` is a record that goes for all where they say nothing themselves.
    """

    file: str
    columns: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    voters: Texts = field(default_factory=dict)
    lists: Texts = field(default_factory=dict)
    totals: Texts = field(default_factory=dict)
    words: Texts = field(default_factory=dict)
    outcomes: Texts = field(default_factory=dict)
    names: Texts = field(default_factory=dict)
    values: Mapping[str, Texts] = field(default_factory=dict)
    leave_out: Mapping[str, frozenset[str]] = field(default_factory=dict)
    anyone_else: str = ""
    body: str = ""
    dates: tuple[str, ...] = ()
    each: str = ""
    proxies: str = ""
    zero: tuple[str, ...] = ()
    encoding: str = ""
    separator: str = ""
    turned: str = ""
    defaults: NamedTrees = NamedTrees(())


def mapping_beside(specification: str) -> str | None:
    """The mapping that lies beside a specification, if one does."""
    path = os.path.join(os.path.dirname(specification), BESIDE)
    return path if os.path.isfile(path) else None


def read_mapping(
    specification: Specification, path: str, root: str | None, faults: list[Fault]
) -> RecordMapping | None:
    """The mapping that a file says; None, with faults, where it does not say one."""
    try:
        data = read_bytes(path, root_of(path, root), LARGEST)
    except (OSError, ValueError, OutsideRootError) as error:
        faults.append(Fault(path, 0, "", say.cannot_be_read(unreadable(error))))
        return None
    try:
        trees, wrong = from_yaml(path, data[:LARGEST].decode("utf-8-sig"))
    except UnicodeDecodeError:
        faults.append(Fault(path, 0, "", say.NOT_UTF8))
        return None
    if wrong or len(trees) != 1 or not isinstance(trees[0], NamedTrees):
        faults += wrong or (Fault(path, 0, "", say.NO_MAPPING),)
        return None
    reader = _MappingReader(specification, path, root)
    found = reader.read(trees[0])
    faults += reader.faults
    return None if reader.faults else found


class _MappingReader:
    """Reads one mapping."""

    def __init__(self, specification: Specification, file: str, root: str | None) -> None:
        self.specification = specification
        self.file = file
        self.root = root
        self.faults: list[Fault] = []

    def read(self, tree: NamedTrees) -> RecordMapping:
        parts: Mapping[str, Callable[[Tree, str], object]] = {
            "columns": self._columns,
            "voters": self._voters,
            "lists": lambda each, where: self._words(each, where, VOTE_WORDS),
            "totals": lambda each, where: self._words(each, where, TOTALS),
            "words": lambda each, where: self._words(each, where, VOTE_WORDS),
            "outcomes": lambda each, where: self._words(each, where, OUTCOME_WORDS),
            "names": self._names,
            "names_in": self._names_in,
            "values": self._values,
            "leave_out": self._leave_out,
            "anyone_else": lambda each, where: self._one(each, where, self.specification.party),
            "body": lambda each, where: self._one(each, where, self.specification.body),
            "dates": self._dates,
            "each": self._text,
            "proxies": lambda each, where: self._one(each, where, PROXIES),
            "zero": self._several,
            "encoding": self._encoding,
            "separator": self._separator,
            "turned": self._text,
            "defaults": self._defaults,
        }
        said: dict[str, object] = {}
        for name, each in tree.items:
            if name in parts:
                said[name] = parts[name](each, name)
            else:
                self._fault(each, "", unknown(say.PART, name, parts))
        listed = said.pop("names_in", {})
        said["names"] = {**listed, **said.get("names", {})}  # type: ignore[dict-item]
        return RecordMapping(self.file, **said)  # type: ignore[arg-type]

    def _fault(self, tree: Tree, where: str, message: str) -> None:
        self.faults.append(Fault(self.file, tree.line, where, message))

    def _text(self, tree: Tree, where: str) -> str:
        if isinstance(tree, Scalar):
            return tree.text
        self._fault(tree, where, say.ONE_VALUE)
        return ""

    def _one(self, tree: Tree, where: str, known: object) -> str:
        text = self._text(tree, where)
        if text not in known:  # type: ignore[operator]
            self._fault(tree, where, unknown(say.WORD, text, known))  # type: ignore[arg-type]
        return text

    def _items(self, tree: Tree, where: str) -> list[tuple[str, Tree]]:
        if isinstance(tree, NamedTrees):
            return list(tree.items)
        self._fault(tree, where, say.NAMES_EXPECTED)
        return []

    def _several(self, tree: Tree, where: str) -> tuple[str, ...]:
        items = tree.items if isinstance(tree, Many) else (tree,)
        return tuple(self._text(each, where) for each in items)

    def _columns(self, tree: Tree, where: str) -> Mapping[str, tuple[str, ...]]:
        known = (*COLUMNS, *self.specification.attribute)
        found = {}
        for name, each in self._items(tree, where):
            prefixed = any(name.startswith(prefix) for prefix in TOGETHER.values())
            if name not in known and not prefixed:
                self._fault(each, where, unknown(say.COLUMN, name, known))
            found[name] = self._several(each, f"{where}, {name}")
        return found

    def _words(self, tree: Tree, where: str, known: tuple[str, ...]) -> Texts:
        return {
            name: self._one(each, f"{where}, {name}", known)
            for name, each in self._items(tree, where)
        }

    def _voters(self, tree: Tree, where: str) -> Texts:
        return self._words(tree, where, tuple(self.specification.party))

    def _names(self, tree: Tree, where: str) -> Texts:
        known = (*self.specification.party, *self.specification.body)
        return self._words(tree, where, known)

    def _names_in(self, tree: Tree, where: str) -> Texts:
        """The names that a list of members says in one of its parts, for those in another."""
        said = {
            name: self._text(each, f"{where}, {name}") for name, each in self._items(tree, where)
        }
        if set(said) != {"file", "from", "to"}:
            self._fault(tree, where, say.NAMES_IN)
            return {}
        path = os.path.join(os.path.dirname(self.file), said["file"])
        found = list_of_members(path, self.root, self.faults)
        if found is None:
            return {}
        for name in (said["from"], said["to"]):
            if name not in found.columns:
                self._fault(tree, where, say.no_such_part(name, found.columns))
                return {}
        at = [found.columns.index(said[name]) for name in ("from", "to")]
        ours = {**titles(self.specification)}
        ours |= {name: name for name in self.specification.party}
        pairs = ((row[at[0]].strip(), ours.get(row[at[1]].strip())) for _, row in found.rows)
        names = {theirs: name for theirs, name in pairs if theirs and name}
        if not names:
            self._fault(tree, where, say.nobody_named(said["to"]))
        return names

    def _values(self, tree: Tree, where: str) -> Mapping[str, Texts]:
        found: dict[str, Texts] = {}
        for name, each in self._items(tree, where):
            if name not in self.specification.attribute:
                self._fault(each, where, unknown(say.ATTRIBUTE, name, self.specification.attribute))
            found[name] = {
                theirs: self._text(ours, f"{where}, {name}")
                for theirs, ours in self._items(each, f"{where}, {name}")
            }
        return found

    def _leave_out(self, tree: Tree, where: str) -> Mapping[str, frozenset[str]]:
        return {
            name: frozenset(self._several(each, f"{where}, {name}"))
            for name, each in self._items(tree, where)
        }

    def _dates(self, tree: Tree, where: str) -> tuple[str, ...]:
        text = self._text(tree, where)
        order = order_of(text)
        if order is None:
            self._fault(tree, where, say.no_order(text, PARTS))
        return order or ()

    def _encoding(self, tree: Tree, where: str) -> str:
        text = self._text(tree, where)
        try:
            return codecs.lookup(text).name
        except (LookupError, ValueError):
            self._fault(tree, where, say.no_encoding(text))
            return ""

    def _separator(self, tree: Tree, where: str) -> str:
        text = self._text(tree, where)
        text = _SEPARATORS.get(text, text)
        if len(text) != 1 or text in '"\r\n':
            self._fault(tree, where, say.no_separator(tuple(_SEPARATORS)))
            return ""
        return text

    def _defaults(self, tree: Tree, where: str) -> NamedTrees:
        if isinstance(tree, NamedTrees):
            return tree
        self._fault(tree, where, say.NAMES_EXPECTED)
        return NamedTrees(())
