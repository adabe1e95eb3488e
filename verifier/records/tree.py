"""A record as it was written: texts, lists and names with values, each with its line. YAML and JSON alike.

Every scalar stays the text that it is: YAML would take the party `NO` for false and `1.10` for a number.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence

from policy_dsl.records import dataclass
from policy_dsl.source import lines_of
from verifier.records.faults import Fault
from verifier.words import record_files as say

DEEPEST = 30
LARGEST = 200_000_000  # bytes


@dataclass(frozen=True)
class Scalar:
    """A scalar. `line` is 0 where it is not known."""

    text: str
    line: int = 0


@dataclass(frozen=True)
class Many:
    """A list."""

    items: tuple[Tree, ...]
    line: int = 0


@dataclass(frozen=True)
class NamedTrees:
    """Names with values, in order."""

    items: tuple[tuple[str, Tree], ...]
    line: int = 0


Tree = Scalar | Many | NamedTrees


def flat(above: str, tree: Tree) -> Iterator[tuple[str, str]]:
    """The scalars in a record, by the names that lead to them."""
    if isinstance(tree, Scalar):
        yield above, tree.text
    elif isinstance(tree, NamedTrees):
        for name, each in tree.items:
            yield from flat(f"{above}.{name}" if above else name, each)


def nested(above: str, tree: Tree) -> Iterator[str]:
    """The names that lead to what is no scalar in a record: to a list, or to names with values."""
    if not isinstance(tree, Scalar) and above:
        yield above
    if isinstance(tree, NamedTrees):
        for name, each in tree.items:
            yield from nested(f"{above}.{name}" if above else name, each)


class _WrongShapeError(Exception):
    def __init__(self, line: int, message: str) -> None:
        super().__init__(message)
        self.line = line


def from_json(file: str, text: str) -> tuple[tuple[Tree, ...], tuple[Fault, ...]]:
    """The records of a JSON text, or of a text with a JSON object a line."""
    try:
        return (_json(_parsed(text)),), ()
    except json.JSONDecodeError as error:
        lines = [(n, line) for n, line in enumerate(lines_of(text), 1) if line.strip()]
        if error.msg != "Extra data" or not all(line.lstrip()[0] == "{" for _, line in lines):
            return (), (Fault(file, error.lineno, "", say.no_json(error.msg)),)
        return _json_lines(file, lines)
    except RecursionError:
        return (), (Fault(file, 0, "", say.NESTED_TOO_DEEPLY),)
    except _WrongShapeError as error:
        return (), (Fault(file, error.line, "", str(error)),)


def _json_lines(
    file: str, lines: Sequence[tuple[int, str]]
) -> tuple[tuple[Tree, ...], tuple[Fault, ...]]:
    found: list[Tree] = []
    faults: list[Fault] = []
    for number, line in lines:
        try:
            found.append(_json(_parsed(line), number))
        except (json.JSONDecodeError, RecursionError) as error:
            said = error.msg if isinstance(error, json.JSONDecodeError) else say.NESTED
            faults.append(Fault(file, number, "", say.no_json(said)))
        except _WrongShapeError as error:
            faults.append(Fault(file, number, "", str(error)))
    return tuple(found), tuple(faults)


def _pairs(pairs: list[tuple[str, object]]) -> dict[str, object]:
    found: dict[str, object] = {}
    for name, value in pairs:
        if name in found:
            raise _WrongShapeError(0, say.said_twice(name))
        found[name] = value
    return found


def _constant(text: str) -> str:
    return text


def _parsed(text: str) -> object:
    """What a JSON text says, numbers as they are written."""
    return json.loads(
        text,
        object_pairs_hook=_pairs,
        parse_int=_constant,
        parse_float=_constant,
        parse_constant=_constant,
    )


def _json(value: object, line: int = 0) -> Tree:
    match value:
        case dict():
            return NamedTrees(
                tuple((name, _json(each, line)) for name, each in value.items()), line
            )
        case list():
            return Many(tuple(_json(each, line) for each in value), line)
        case bool():
            return Scalar("true" if value else "false", line)
        case None:
            return Scalar("", line)
        case _:
            return Scalar(str(value), line)


def from_yaml(file: str, text: str) -> tuple[tuple[Tree, ...], tuple[Fault, ...]]:
    """The documents of a YAML text."""
    import yaml

    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    try:
        return tuple(_yaml(node, set(), 0) for node in yaml.compose_all(text, loader)), ()
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        said = " ".join(filter(None, [error.context, error.problem]))
        line = 0 if mark is None else mark.line + 1
        return (), (Fault(file, line, "", say.no_yaml(said)),)
    except yaml.YAMLError as error:
        return (), (Fault(file, 0, "", say.no_yaml(" ".join(str(error).split()))),)
    except RecursionError:
        return (), (Fault(file, 0, "", say.NESTED_TOO_DEEPLY),)
    except _WrongShapeError as error:
        return (), (Fault(file, error.line, "", str(error)),)


def _yaml(node: object, seen: set[int], depth: int, named_on: int = 0) -> Tree:
    """A node as it is written; what has a name stands where its name does."""
    import yaml

    assert isinstance(node, yaml.Node)
    line = named_on or node.start_mark.line + 1
    if depth > DEEPEST:
        raise _WrongShapeError(line, say.NESTED_TOO_DEEPLY)
    if isinstance(node, yaml.ScalarNode):
        empty = node.style is None and node.value in ("", "~", "null", "Null", "NULL")
        return Scalar("" if empty else str(node.value), line)
    if id(node) in seen:
        raise _WrongShapeError(line, say.NO_REFERENCES)
    seen.add(id(node))
    if isinstance(node, yaml.SequenceNode):
        return Many(tuple(_yaml(each, seen, depth + 1) for each in node.value), line)
    assert isinstance(node, yaml.MappingNode)
    found: dict[str, Tree] = {}
    for key, value in node.value:
        if not isinstance(key, yaml.ScalarNode):
            raise _WrongShapeError(key.start_mark.line + 1, say.NAME_EXPECTED)
        name = str(key.value)
        if name in found:
            where = key.start_mark.line + 1
            raise _WrongShapeError(where, say.said_twice(name))
        found[name] = _yaml(value, seen, depth + 1, key.start_mark.line + 1)
    return NamedTrees(tuple(found.items()), line)
