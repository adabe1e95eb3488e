"""A configuration as it is written, YAML or JSON, each part with its place; and what is wrong with it."""

from __future__ import annotations

from collections.abc import Iterable
from fractions import Fraction

from policy_dsl.records import dataclass, field
from policy_dsl.source import Source, Span
from verifier.words import importing as say


@dataclass(frozen=True)
class ConfigurationMistake:
    """Something wrong with a configuration: where, what, and what to write instead."""

    span: Span
    message: str
    help: str = ""


class WrongConfiguration(Exception):
    """A configuration that can't be read at all."""


@dataclass
class FaultsFound:
    """What was found wrong with a file."""

    source: Source
    mistakes: list[ConfigurationMistake] = field(default_factory=list)

    def add(self, span: Span, message: str, instead: str = "") -> None:
        """Something is wrong there."""
        self.mistakes.append(ConfigurationMistake(span, message, instead))


@dataclass(frozen=True)
class ConfigurationPart:
    """A part: a text, a list (`items`) or names with values (`named`), and its place. `there`: it is in the file."""

    found: FaultsFound
    span: Span
    text: str | None = None
    items: tuple[ConfigurationPart, ...] = ()
    named: tuple[tuple[str, Span, ConfigurationPart], ...] = ()
    kind: str = "text"
    there: bool = True

    def get(self, name: str) -> ConfigurationPart:
        """The part of a name; one that is not there, where there is none."""
        for each, _, part in self.named:
            if each == name:
                return part
        return ConfigurationPart(self.found, self.span, kind="nothing", there=False)

    def first(self, *names: str) -> ConfigurationPart:
        """The first part that is there of several names for one thing."""
        return next((part for part in map(self.get, names) if part.there), self.get(names[0]))

    def with_parts_of(self, other: ConfigurationPart) -> ConfigurationPart:
        """It with the parts of another that it does not have itself."""
        return ConfigurationPart(
            self.found, self.span, self.text, self.items, (*self.named, *other.named), self.kind
        )

    def spelt(self, *names: Iterable[str]) -> ConfigurationPart:
        """It with these names for its parts that are called so in other letters, as `quorum_type` is `quorumType`."""
        known = {letters(name): name for each in names for name in each}
        exact = {name for name, _, _ in self.named}
        named = tuple(
            (
                name if known.get(letters(name), name) in exact else known.get(letters(name), name),
                at,
                part,
            )
            for name, at, part in self.named
        )
        return ConfigurationPart(
            self.found, self.span, self.text, self.items, named, self.kind, self.there
        )

    def any_of(self, names: Iterable[str]) -> bool:
        """Whether one of these is there, be it empty."""
        return any(name == each for name in names for each, _, _ in self.named)

    def wrong(self, message: str, instead: str = "") -> None:
        """Something is wrong with it."""
        self.found.add(self.span, message, instead)

    @property
    def empty(self) -> bool:
        """Whether it says nothing."""
        return not (self.text or self.items or self.named)

    def list_of_texts(self, what: str) -> list[tuple[str, ConfigurationPart]]:
        """Its texts, each once; a mistake for whatever is none."""
        if self.empty:
            return []
        if self.kind != "list":
            self.wrong(say.a_list(what))
            return []
        for each in self.items:
            if each.text is None:
                each.wrong(say.a_text(what))
        return list({each.text: (each.text, each) for each in self.items if each.text}.values())

    def number(self, what: str, least: Fraction, most: Fraction | None) -> Fraction | None:
        """The number that it says; None, with a mistake, for anything else."""
        try:
            found = Fraction((self.text or "").replace("_", ""))
        except (ValueError, ZeroDivisionError):
            self.wrong(say.a_number(what, self.text))
            return None
        if found < least or (most is not None and found > most):
            self.wrong(say.beyond(what, self.text or "", least, most))
            return None
        return found

    def whole(self, what: str, least: int, most: int | None = None) -> int | None:
        """The whole number that it says."""
        found = self.number(what, Fraction(least), None if most is None else Fraction(most))
        if found is not None and found.denominator != 1:
            self.wrong(say.a_whole_number(what, self.text or ""))
            return None
        return None if found is None else int(found)

    def truth(self, what: str) -> bool:
        """Yes or no; no where it is not there."""
        if self.empty:
            return False
        if (self.text or "").lower() not in ("true", "false", "yes", "no"):
            self.wrong(say.yes_or_no(what, self.text))
        return (self.text or "").lower() in ("true", "yes")


def letters(name: str) -> str:
    """A name without what is written now so, now so: small and capital letters, `_` and `-`."""
    return name.replace("_", "").replace("-", "").lower()


def placed(source: Source) -> ConfigurationPart:
    """The parts of a text in YAML or JSON; WrongConfiguration, with mistakes, for anything else."""
    import yaml

    found = FaultsFound(source)
    # A tab between the parts of JSON is a blank; places stay what they are.
    text = source.text.replace("\t", " ")
    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    try:
        node = yaml.compose(text, loader)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        start = 0 if mark is None else min(mark.index, max(0, len(text) - 1))
        found.add(
            source.span(start, start + 1), say.no_yaml(" ".join(filter(None, [error.problem])))
        )
        raise _Wrong(found) from None
    except (yaml.YAMLError, RecursionError) as error:
        found.add(source.span(0, 1), say.no_yaml(" ".join(str(error).split())))
        raise _Wrong(found) from None
    if not isinstance(node, yaml.MappingNode):
        found.add(source.span(0, max(1, len(text.split("\n", 1)[0]))), say.NAMES_EXPECTED)
        raise _Wrong(found)
    return _part(found, node, 0)


class _Wrong(WrongConfiguration):
    def __init__(self, found: FaultsFound) -> None:
        super().__init__()
        self.found = found


_DEEPEST = 40


def _part(found: FaultsFound, node: object, depth: int) -> ConfigurationPart:
    import yaml

    assert isinstance(node, yaml.Node)
    span = found.source.span(
        node.start_mark.index, max(node.end_mark.index, node.start_mark.index + 1)
    )
    if depth > _DEEPEST:
        found.add(span, say.TOO_DEEP)
        raise _Wrong(found)
    if isinstance(node, yaml.ScalarNode):
        # Without quotation marks the style is None or nothing, as the reader has it.
        nothing = not node.style and node.value in ("", "~", "null", "Null", "NULL")
        return ConfigurationPart(
            found, span, text=None if nothing else str(node.value), there=not nothing
        )
    if isinstance(node, yaml.SequenceNode):
        items = tuple(_part(found, each, depth + 1) for each in node.value)
        return ConfigurationPart(found, span, items=items, kind="list")
    assert isinstance(node, yaml.MappingNode)
    named: list[tuple[str, Span, ConfigurationPart]] = []
    for key, value in node.value:
        at = found.source.span(key.start_mark.index, key.end_mark.index)
        name = str(key.value) if isinstance(key, yaml.ScalarNode) else ""
        if any(name == each for each, _, _ in named):
            found.add(at, say.said_twice(name))
        named.append((name, at, _part(found, value, depth + 1)))
    return ConfigurationPart(found, span, named=tuple(named), kind="names")
