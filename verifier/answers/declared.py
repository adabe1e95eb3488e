"""Answers are declared as data classes: how one is written as JSON, by which schema, and how it is read back.

A field is written under its name, without the underscore that keeps `from_` from being a word of Python. Types say all
else: `X | None`, `tuple[X, ...]`, `Mapping[str, X]`, dates, enumerations, `Literal`, other data classes, and
`Annotated` with what the schema says besides. Writing an answer looks at its values only; types are looked at where a
schema is made or an answer read. A schema calls a class by its name, or by its `schema_name`.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from enum import Enum
from functools import cache
from types import NoneType, UnionType
from typing import (
    Annotated,
    Any,
    Literal,
    TypeVar,
    Union,
    get_args,
    get_origin,
    get_type_hints,
    overload,
)

from policy_dsl.records import fields, is_dataclass

Json = Any
T = TypeVar("T")


class Absence(Enum):
    """Of a field that is not written at all in some answers."""

    ABSENT = "absent"


ABSENT = Absence.ABSENT


class NotAnAnswer(ValueError):
    """What is to be read is no answer of the kind declared; the message says where."""


def key(name: str) -> str:
    """The name of a field in JSON."""
    return name.removesuffix("_")


def written(it: object) -> Json:
    """An answer, or part of one, as JSON has it."""
    if isinstance(it, Enum):
        return it.value
    if it is None or isinstance(it, str | bool | int):
        return it
    if isinstance(it, date):
        return it.isoformat()
    if isinstance(it, Mapping):
        return {name: written(each) for name, each in it.items()}
    if isinstance(it, Sequence):
        return [written(each) for each in it]
    if is_dataclass(it):
        values = ((each.name, getattr(it, each.name)) for each in fields(it))
        return {key(name): written(value) for name, value in values if value is not ABSENT}
    raise TypeError(f"no part of an answer: {it!r}")


# --- the schema ----------------------------------------------------------------------------------


def schema(declared: Any, title: str) -> Json:
    """The JSON schema of an answer, a class or a choice of some; each data class in it is a definition of its own."""
    known: dict[str, tuple[type, Json]] = {}
    choice = get_origin(declared) in (Union, UnionType)
    whole = _schema(declared, known) if choice else _object(declared, known)
    whole = {"$schema": "https://json-schema.org/draft/2020-12/schema", "title": title, **whole}
    definitions = {name: it for name, (_, it) in sorted(known.items())}
    return {**whole, "$defs": definitions} if definitions else whole


def _object(declared: type, known: dict[str, tuple[type, Json]]) -> Json:
    hints = _hints(declared)
    required = [key(name) for name, hint in hints.items() if not _may_be_absent(hint)]
    return {
        "description": " ".join((declared.__doc__ or "").split()),
        "type": "object",
        "properties": {key(name): _schema(hint, known) for name, hint in hints.items()},
        "required": required,
        "additionalProperties": False,
    }


def _schema(hint: Any, known: dict[str, tuple[type, Json]]) -> Json:
    origin, arguments = get_origin(hint), get_args(hint)
    if origin is Annotated:
        of, note = arguments
        said = {
            "description": note.text,
            "minimum": note.least,
            "maximum": note.most,
            "pattern": note.pattern,
        }
        return {**{k: v for k, v in said.items() if v not in (None, "")}, **_schema(of, known)}
    if origin in (Union, UnionType):
        parts = [_schema(each, known) for each in arguments if each is not Absence]
        if len(parts) == 1:
            return parts[0]
        if all(set(part) == {"type"} for part in parts):
            return {"type": [part["type"] for part in parts]}
        return {"anyOf": parts}
    if origin is tuple:
        return {"type": "array", "items": _schema(arguments[0], known)}
    if origin is Mapping:
        return {"type": "object", "additionalProperties": _schema(arguments[1], known)}
    if origin is Literal:
        return {"enum": list(arguments)}
    if hint in _PLAIN:
        return dict(_PLAIN[hint])
    if issubclass(hint, Enum):
        return {"enum": [each.value for each in hint]}
    return _reference(hint, known)


def _may_be_absent(hint: Any) -> bool:
    of = get_args(hint)[0] if get_origin(hint) is Annotated else hint
    return Absence in get_args(of)


_PLAIN: Mapping[Any, Mapping[str, str]] = {
    str: {"type": "string"},
    bool: {"type": "boolean"},
    int: {"type": "integer"},
    date: {"type": "string", "format": "date", "pattern": "^[0-9]{4}-[0-9]{2}-[0-9]{2}$"},
    NoneType: {"type": "null"},
}


def _reference(declared: type, known: dict[str, tuple[type, Json]]) -> Json:
    name = getattr(declared, "schema_name", None) or _snake_case(declared.__name__)
    if name not in known:
        known[name] = declared, None  # it may hold others of its kind
        known[name] = declared, _object(declared, known)
    if known[name][0] is not declared:
        raise TypeError(f"{declared.__name__} is declared twice in one answer")
    return {"$ref": f"#/$defs/{name}"}


def _snake_case(name: str) -> str:
    return "".join(f"_{c.lower()}" if c.isupper() else c for c in name).lstrip("_")


# --- reading back --------------------------------------------------------------------------------


@overload
def read(declared: type[T], it: Json) -> T: ...
@overload
def read(declared: UnionType, it: Json) -> Any: ...
def read(declared: Any, it: Json) -> Any:
    """The answer that was written as `it`; NotAnAnswer where none of this kind was."""
    return _read(declared, it, "answer")


def _read(hint: Any, it: Json, where: str) -> Any:
    origin, arguments = get_origin(hint), get_args(hint)
    if origin is Annotated:
        return _read(arguments[0], it, where)
    if origin in (Union, UnionType):
        return _one_of(arguments, it, where)
    if origin is tuple and isinstance(it, list):
        return tuple(_read(arguments[0], each, f"{where}[{n}]") for n, each in enumerate(it))
    if origin is Mapping and isinstance(it, dict):
        return {name: _read(arguments[1], each, f"{where}.{name}") for name, each in it.items()}
    if origin is Literal and it in arguments:
        return it
    if hint is date and isinstance(it, str):
        return _date(it, where)
    if origin is None and hint in _PLAIN and type(it) is hint:
        return it
    if isinstance(hint, type) and issubclass(hint, Enum) and it in [each.value for each in hint]:
        return hint(it)
    if isinstance(hint, type) and is_dataclass(hint) and isinstance(it, dict):
        return hint(**dict(_fields(hint, it, where)))
    raise NotAnAnswer(f"{where}: {it!r}")


def _date(it: str, where: str) -> date:
    try:
        found = date.fromisoformat(it)
    except ValueError:
        raise NotAnAnswer(f"{where}: {it!r}") from None
    if found.isoformat() != it:
        raise NotAnAnswer(f"{where}: {it!r}")
    return found


def _one_of(hints: Sequence[Any], it: Json, where: str) -> Any:
    """Of what it may be, the first that it is."""
    refused = NotAnAnswer(f"{where}: {it!r}")
    for each in hints:
        try:
            return _read(each, it, where)
        except NotAnAnswer as error:
            # What goes deeper says more of what is wrong.
            refused = max(refused, error, key=lambda one: len(str(one).partition(": ")[0]))
    raise refused


def _fields(declared: type, it: Mapping[str, Json], where: str) -> Iterator[tuple[str, Any]]:
    hints = _hints(declared)
    unknown = set(it) - {key(name) for name in hints}
    if unknown:
        raise NotAnAnswer(f"{where}.{min(unknown)}")
    for name, hint in hints.items():
        if key(name) in it:
            yield name, _read(hint, it[key(name)], f"{where}.{key(name)}")
        elif _may_be_absent(hint):
            yield name, ABSENT
        else:
            raise NotAnAnswer(f"{where}.{key(name)}")


@cache
def _hints(declared: type) -> Mapping[str, Any]:
    return get_type_hints(declared, include_extras=True)
