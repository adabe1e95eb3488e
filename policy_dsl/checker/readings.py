"""Readings: the several ways in which a clause can be read, and what each part says under each."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from policy_dsl import model, syntax
from policy_dsl.checker.context import Context
from policy_dsl.checker.notes import notes_of, title_of
from policy_dsl.checker.reported import place_of, quoted
from policy_dsl.diagnostics import Related
from policy_dsl.records import dataclass

T = TypeVar("T")
_RESERVED = frozenset({model.IN_FORCE, model.NOT_IN_FORCE})


@dataclass(frozen=True)
class WrittenPart:
    """The `when` or `requires` of a clause, as written."""

    word: str
    wording: syntax.Wording | None

    @property
    def readings(self) -> tuple[syntax.Reading, ...]:
        """The readings, if it has several."""
        return self.wording.readings if isinstance(self.wording, syntax.Readings) else ()


def readings_of(
    context: Context,
    name: syntax.Name,
    parts: tuple[WrittenPart, ...],
    notes: model.Notes,
    place: model.Place,
) -> tuple[model.Reading, ...]:
    """The readings of a clause; known to the context from now on. If both its parts have readings,
    they have the same.
    """
    ambiguous = [part for part in parts if part.readings]
    found: dict[str, model.Reading] = {}
    intended: dict[str, syntax.Reading] = {}
    for part in ambiguous:
        _unique(context, part)
        for node in part.readings:
            reading = model.Reading(
                node.name.text,
                title_of(node.title, node.name),
                node.intended,
                place_of(node.span),
                notes_of(context, node.annotations),
            )
            known = found.get(reading.name)
            if known is None or (not known.intended and reading.intended):
                found[reading.name] = reading
            if node.intended:
                intended.setdefault(reading.name, node)
    _one_intended(context, intended)
    if len(ambiguous) == 2:
        _same_names(context, name, *ambiguous)
    result = tuple(found.values())
    if notes.status is model.Status.DISPUTED:
        if not result:
            result = (model.Reading(model.IN_FORCE, "it is in force", False, place),)
        result += (model.Reading(model.NOT_IN_FORCE, "it is not in force", False, place),)
    context.readings.setdefault(name.text, tuple(reading.name for reading in result))
    return result


def versions(
    part: WrittenPart, resolve: Callable[[syntax.Expression], T], otherwise: T, disputed: bool
) -> model.Versions[T]:
    """What a part says, under each reading. `otherwise` is what it says where it is left out.

    A disputed clause has one more reading, in which it is not in force and its parts do not matter;
    `plain` then keeps whoever asks nevertheless from finding nothing.
    """
    match part.wording:
        case None:
            return model.Versions(otherwise)
        case syntax.Plain(expression=expression):
            return model.Versions(resolve(expression))
        case syntax.Readings(readings=readings):
            found: dict[str, T] = {}
            for node in readings:
                meaning = resolve(node.expression)
                found.setdefault(node.name.text, meaning)
            return model.Versions(next(iter(found.values())) if disputed else None, found)


def _unique(context: Context, part: WrittenPart) -> None:
    first: dict[str, syntax.Reading] = {}
    for node in part.readings:
        name = node.name.text
        if name in first:
            context.report.error(
                "VP064",
                node.name.span,
                f"the reading `{name}` stands here twice",
                "give each reading a name of its own",
                Related(first[name].name.span, f"the first `{name}`"),
            )
        first.setdefault(name, node)
        if name in _RESERVED:
            context.report.error(
                "VP067",
                node.name.span,
                f"`{name}` is the name that a reading of a disputed clause has by itself",
                "choose another name; to say that a clause may not be in force, write `status disputed`",
            )


def _one_intended(context: Context, intended: dict[str, syntax.Reading]) -> None:
    first, *others = intended.values() or (None,)
    for other in others:
        if first is not None and other is not None:
            context.report.error(
                "VP065",
                other.name.span,
                f"`{other.name.text}` and `{first.name.text}` can't both be the one intended",
                "write `intended` after one reading of a clause, or after none",
                Related(first.name.span, f"`{first.name.text}` is marked as intended"),
            )


def _same_names(
    context: Context, clause: syntax.Name, one: WrittenPart, other: WrittenPart
) -> None:
    names = [{node.name.text for node in part.readings} for part in (one, other)]
    if names[0] == names[1]:
        return
    missing = [
        f"its `{part.word}` lacks {quoted(sorted(lacking))}"
        for part, lacking in ((one, names[1] - names[0]), (other, names[0] - names[1]))
        if lacking
    ]
    context.report.error(
        "VP066",
        other.readings[0].name.span,
        f"`{clause.text}` is read as a whole, so its `{one.word}` and its `{other.word}` have the same"
        f" readings; {' and '.join(missing)}",
        "give both parts readings of the same names, or only one of them",
        Related(one.readings[0].name.span, f"the readings of `{one.word}`"),
    )
