"""The parts of a record by their shape: a text, a list of texts, names with values, a number of some members."""

from __future__ import annotations

from policy_dsl.decisions import NO_ATTRIBUTE, Cell
from verifier.records.building import Builder, Spot, whole_number
from verifier.records.tree import Many, NamedTrees, Scalar, Tree
from verifier.words import record_files as say


class PartsReader:
    """Reads parts for a motion that is built; what is of another shape is a fault there."""

    def __init__(self, builder: Builder) -> None:
        self.builder = builder
        self.specification = builder.specification

    def text(self, tree: Tree, spot: Spot) -> str | None:
        """A scalar that says something."""
        if isinstance(tree, Scalar) and tree.text:
            return tree.text
        self.builder.fault(spot, say.NOTHING_SAID if isinstance(tree, Scalar) else say.ONE_VALUE)
        return None

    def names(self, tree: Tree, spot: Spot) -> list[tuple[str, Tree, Spot]]:
        """Names with values."""
        if isinstance(tree, NamedTrees):
            return [(name, each, spot.within(name, each.line)) for name, each in tree.items]
        self.builder.fault(spot, say.NAMES_EXPECTED)
        return []

    def texts(self, tree: Tree, spot: Spot) -> list[str]:
        """A list of scalars; one scalar will do."""
        items = tree.items if isinstance(tree, Many) else (tree,)
        found = (self.text(each, spot) for each in items) if items else iter(())
        return [text for text in found if text is not None]

    def split(self, tree: Tree, spot: Spot) -> tuple[Cell, list[tuple[str, Tree, Spot]]]:
        """Which members an entry is about, and the rest of it."""
        cell: Cell | None = NO_ATTRIBUTE
        rest = []
        for name, each, where in self.names(tree, spot):
            if name == "named_by":
                cell = self.builder.cell(self.texts(each, where), where)
            else:
                rest.append((name, each, where))
        return (NO_ATTRIBUTE if cell is None else cell), rest

    def count(self, tree: Tree, spot: Spot) -> int | None:
        """A number of votes."""
        text = self.text(tree, spot)
        number = None if text is None else whole_number(text)
        if text is not None and number is None:
            self.builder.fault(spot, say.no_number_of_votes(text))
        return number
