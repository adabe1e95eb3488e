"""Taking an exception out, with everything that only speaks of it: events, acceptances, exceptions to it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from policy_dsl import syntax
from policy_dsl.source import Source
from verifier.repair.editing import TextChange


def removal(
    source: Source, written: Sequence[syntax.Declaration], it: syntax.Exception_
) -> tuple[TextChange, ...]:
    """The changes that take an exception out of the declarations of a text.

    What else mentions it keeps the text from being read again.
    """
    found: dict[tuple[int, int], TextChange] = {}
    gone = _with_those_to(written, it)
    for declaration in written:
        for change in _changes(source, declaration, gone):
            found.setdefault((change.start, change.end), change)
    return tuple(found[key] for key in sorted(found))


def _with_those_to(written: Sequence[syntax.Declaration], it: syntax.Exception_) -> frozenset[str]:
    """The exception, and the exceptions to nothing but it."""
    gone = {it.name.text}
    while True:
        more = {
            d.name.text
            for d in written
            if isinstance(d, syntax.Exception_) and all(each.text in gone for each in d.to)
        }
        if more <= gone:
            return frozenset(gone)
        gone |= more


def _changes(
    source: Source, declaration: syntax.Declaration, gone: frozenset[str]
) -> Iterator[TextChange]:
    span = declaration.span
    match declaration:
        case syntax.Exception_(name=name) if name.text in gone:
            yield TextChange(span.start, span.end, "")
        case syntax.Exception_(to=to):
            yield from _listed(to, gone)
        case syntax.Accepts(kind="exemption", name=name) if name and name.text in gone:
            yield TextChange(span.start, span.end, "")
        case syntax.Timeline(events=events):
            dropped = [_event(each, gone) for each in events]
            if events and all(change is not None and not change.text for change in dropped):
                yield TextChange(span.start, span.end, "")
                return
            yield from (change for change in dropped if change is not None)
        case _:
            pass


def _listed(names: Sequence[syntax.Name], gone: frozenset[str]) -> Iterator[TextChange]:
    if any(each.text in gone for each in names):
        kept = ", ".join(each.text for each in names if each.text not in gone)
        yield TextChange(names[0].span.start, names[-1].span.end, kept)


def _event(line: syntax.DatedEvent, gone: frozenset[str]) -> TextChange | None:
    """What is left of one line of a timeline; None where nothing changes."""
    if not any(_names(event, gone) for event in line.events):
        return None
    kept: list[str] = []
    for event in line.events:
        if not isinstance(event, syntax.ClauseEvent):
            kept.append(_source_of_seats(event))
            continue
        left = [each.text for each in event.clauses if each.text not in gone]
        if left:
            kept.append(f"{', '.join(left)} {_verb(event.verb, len(left))}")
    if not kept:
        return TextChange(line.span.start, line.span.end, "")
    first, last = line.events[0], line.events[-1]
    return TextChange(first.span.start, last.span.end, ", ".join(kept))


def _names(event: syntax.Event, gone: frozenset[str]) -> bool:
    return isinstance(event, syntax.ClauseEvent) and any(c.text in gone for c in event.clauses)


def _verb(verb: str, number: int) -> str:
    if number == 1:
        return verb
    return {"takes effect": "take effect", "lapses": "lapse"}[verb]


def _source_of_seats(event: syntax.SeatEvent) -> str:
    names = ", ".join(each.text for each in event.parties)
    many = len(event.parties) > 1
    verbs = {
        "joins": "join" if many else "joins",
        "leaves": "leave" if many else "leaves",
        "is suspended": "are suspended from" if many else "is suspended from",
        "is restored": "are restored to" if many else "is restored to",
    }
    return f"{names} {verbs[event.verb]} {event.body.text}"
