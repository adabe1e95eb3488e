"""What happened, in order of time, and whether it can have happened."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from fractions import Fraction

from policy_dsl import model, syntax, wording
from policy_dsl.checker.context import Context
from policy_dsl.checker.following import seats_of
from policy_dsl.checker.names import CLAUSE
from policy_dsl.checker.notes import notes_of
from policy_dsl.checker.reported import many, place_of
from policy_dsl.checker.who import is_known_body, one_party, some_group
from policy_dsl.diagnostics import Related
from policy_dsl.model import EventKind
from policy_dsl.records import dataclass, field, replace
from policy_dsl.source import Span
from policy_dsl.state import State

_SEAT_VERBS = {
    "joins": EventKind.JOINS,
    "leaves": EventKind.LEAVES,
    "is suspended": EventKind.SUSPENDED,
    "is restored": EventKind.RESTORED,
}
_CLAUSE_VERBS = {"takes effect": EventKind.TAKES_EFFECT, "lapses": EventKind.LAPSES}


@dataclass(frozen=True)
class ToldEvent:
    """An event and the word of the file that tells it, for what there is to say about it."""

    event: model.Event
    span: Span


def events_of(
    context: Context,
    nodes: Sequence[syntax.Event],
    on: date | None = None,
    notes: model.Notes = model.NO_NOTES,
) -> list[ToldEvent]:
    """Each thing that happened to each party or clause, in the order told."""
    told: list[ToldEvent] = []
    for node in nodes:
        place = place_of(node.span)
        match node:
            case syntax.SeatEvent():
                where = seats_of(context, node.body)
                known = is_known_body(context, where)
                if node.one_of:
                    told += _of_one(context, node, where if known else None, on, notes)
                    continue
                for name in node.parties:
                    party = one_party(context, name, cohort=True)
                    if party is not None and known:
                        event = model.Event(_SEAT_VERBS[node.verb], party, where, on, place, notes)
                        told.append(ToldEvent(event, name.span))
            case syntax.ClauseEvent():
                for name in node.clauses:
                    if context.names.find(name, CLAUSE):
                        event = model.Event(
                            _CLAUSE_VERBS[node.verb], name.text, "", on, place, notes
                        )
                        told.append(ToldEvent(event, name.span))
    return told


def _of_one(
    context: Context, node: syntax.SeatEvent, where: str | None, on: date | None, notes: model.Notes
) -> Iterable[ToldEvent]:
    """What is supposed to happen to one of several; what has happened, has to somebody who is named."""
    (name,) = node.parties
    who = some_group(context, name)
    if who.single or not who.known:
        return
    if on is not None:
        named = [each for each in context.members_of(who) if not context.parties[each].cohort]
        context.report.error(
            "VP090",
            node.span,
            f"to which one of `{name.said}` this happened is not said",
            f"name the party, such as `{named[0]}`"
            if named
            else f"declare the one that is meant with `party`, apart from the rest of `{name.said}`, and name it",
        )
    elif where is not None:
        verb = _SEAT_VERBS[node.verb]
        event = model.Event(verb, "", where, on, place_of(node.span), notes, who)
        yield ToldEvent(event, node.span)


def timeline(context: Context, nodes: Iterable[syntax.Timeline]) -> list[ToldEvent]:
    """All dated events, by date, those of a day in the order told."""
    told = [
        each
        for node in nodes
        for dated in node.events
        for each in events_of(
            context,
            dated.events,
            dated.date.value,
            notes_of(context, dated.annotations, node.annotations),
        )
    ]
    return sorted(told, key=lambda each: each.event.on or date.min)


@dataclass
class Sitting:
    """Which clauses are in force and who has which seat, as time goes on."""

    in_force: set[str]
    seats: set[tuple[str, str]]
    context: Context
    suspended: set[tuple[str, str]] = field(default_factory=set)

    def copy(self) -> Sitting:
        """One that goes on by itself."""
        return Sitting(set(self.in_force), set(self.seats), self.context, set(self.suspended))

    def objection(self, event: model.Event) -> str | None:
        """Why an event can't have happened, if it can't."""
        seat = (event.body, event.subject)
        match event.kind:
            case EventKind.JOINS if seat in self.seats:
                return f"`{event.subject}` has a seat in `{event.body}` already"
            case EventKind.JOINS if (beyond := self.beyond_seats(event)) is not None:
                return beyond
            case EventKind.LEAVES | EventKind.SUSPENDED if seat not in self.seats:
                return f"`{event.subject}` has no seat in `{event.body}` then"
            case EventKind.SUSPENDED if seat in self.suspended:
                return f"`{event.subject}` is suspended from `{event.body}` already"
            case EventKind.RESTORED if seat not in self.suspended:
                return f"`{event.subject}` is not suspended from `{event.body}` then"
            case EventKind.TAKES_EFFECT if event.subject in self.in_force:
                return f"`{event.subject}` is in force already"
            case EventKind.LAPSES if event.subject not in self.in_force:
                return f"`{event.subject}` is not in force then"
            case _:
                return None

    def beyond_seats(self, event: model.Event) -> str | None:
        """Why somebody can't join a body, where too few of its seats are vacant."""
        number = self.context.seat_numbers.get(event.body)
        if number is None or event.kind is not EventKind.JOINS:
            return None
        held = self.context.heads({party: None for body, party in self.seats if body == event.body})
        joining = 1 if event.one_of is not None else self.context.heads({event.subject: None})
        if held + joining <= number:
            return None
        who = "one more" if event.one_of is not None else f"`{event.subject}`"
        on = "" if event.on is None else f" on {event.on}"
        left = (
            f"{number - held:,} {'is' if number - held == 1 else 'are'}"
            if number > held
            else "none is"
        )
        return (
            f"{who} can't join `{event.body}`{on}: of its {many(number, 'seat')} {left} vacant then"
        )

    def excess(self, clause: model.Composition) -> Fraction:
        """By how much some parties have more seats than a composition allows; below 0 where they have fewer."""
        held = {party: None for body, party in self.seats if body == clause.body}
        theirs = self.context.heads({party: None for party in held if party in clause.who.parties})
        return theirs - clause.most * (self.context.heads(held) if clause.share else 1)

    def possible_to(self, event: model.Event, members: Iterable[str]) -> bool:
        """Whether what is supposed of one of several can happen to one of those who are meant."""
        assert event.one_of is not None
        return any(
            self.objection(replace(event, subject=name, one_of=None)) is None
            for name in members
            if event.one_of.means(name, self.seats)
        )

    def apply(self, event: model.Event) -> None:
        """Let an event happen."""
        seat = (event.body, event.subject)
        match event.kind:
            case EventKind.JOINS:
                self.seats.add(seat)
            case EventKind.LEAVES:
                self.seats.discard(seat)
                self.suspended.discard(seat)
            case EventKind.SUSPENDED:
                self.suspended.add(seat)
            case EventKind.RESTORED:
                self.suspended.discard(seat)
            case EventKind.TAKES_EFFECT:
                self.in_force.add(event.subject)
            case EventKind.LAPSES:
                self.in_force.discard(event.subject)
        self.seat_followers()

    def seat_followers(self) -> None:
        """Where the members of a body are those of others, seat these."""
        following = tuple(self.context.following.items())
        if following:
            seated = State(frozenset(), frozenset(self.seats), frozenset(self.suspended), following)
            self.seats, self.suspended = set(seated.seats), set(seated.suspended)


def beginning(
    context: Context, told: Sequence[ToldEvent], declared: Iterable[tuple[str, str]]
) -> Sitting:
    """The state before the first event: who joins first had no seat, what takes effect first no force."""
    first: dict[tuple[str, str], EventKind] = {}
    for each in told:
        first.setdefault((each.event.body, each.event.subject), each.event.kind)
    found = Sitting(
        {
            name
            for name in context.names.of_kind(CLAUSE.kinds)
            if first.get(("", name)) is not EventKind.TAKES_EFFECT and name not in context.proposed
        },
        {seat for seat in declared if first.get(seat) is not EventKind.JOINS},
        context,
    )
    found.seat_followers()
    return found


def refuse_too_many(context: Context, bodies: Iterable[syntax.Body], start: Sitting) -> None:
    """Report bodies with more first members than seats."""
    for node in bodies:
        number = context.seat_numbers.get(node.name.text)
        held = context.heads({party: None for body, party in start.seats if body == node.name.text})
        # Of several bodies of one name, only those that say so have that many.
        if number is not None and node.seats and held > number:
            context.report.error(
                "VP093",
                node.seats[0].number.span,
                f"`{node.name.text}` has {many(number, 'seat')}, and {many(held, 'first member')}",
                "write how many seats there are when all are filled, or list fewer members",
            )


def refuse_impossible(context: Context, told: Sequence[ToldEvent], state: Sitting) -> None:
    """Report what can't have happened. `state` goes on to the end of the timeline."""
    for each in told:
        objection = state.objection(each.event)
        if objection is not None:
            context.report.error(
                "VP070", each.span, objection, _help(each.event, state.beyond_seats(each.event))
            )
        state.apply(each.event)


def refuse_beyond_compositions(
    context: Context,
    told: Sequence[ToldEvent],
    state: Sitting,
    compositions: Sequence[model.Composition],
) -> None:
    """Report who joined although a composition in force then does not allow it. `state` goes on to the end."""
    for each in told:
        event = each.event
        for clause in compositions:
            joins = event.kind is EventKind.JOINS and event.body == clause.body
            if not joins or clause.name not in state.in_force:
                continue
            then = state.copy()
            then.apply(event)
            before, after = state.excess(clause), then.excess(clause)
            if after > max(before, Fraction(0)):
                symbol = context.names.anything(clause.name)
                context.report.error(
                    "VP099",
                    each.span,
                    f"`{event.subject}` can't join `{event.body}` on {event.on}: `{clause.name}` allows"
                    f" {wording.allowed(clause)}",
                    f"check the dates; let somebody leave `{event.body}` before, or let `{clause.name}` lapse",
                    *(
                        (Related(symbol.span, f"`{clause.name}` is declared here"),)
                        if symbol
                        else ()
                    ),
                )
        state.apply(event)


def _help(event: model.Event, beyond_seats: str | None) -> str:
    match event.kind:
        case EventKind.JOINS if beyond_seats is not None:
            return f"let somebody leave `{event.body}` before, or correct its `seats`"
        case EventKind.JOINS:
            return "a party joins once, unless it has left; list it as a member, or let it join"
        case EventKind.LEAVES | EventKind.SUSPENDED:
            return (
                "check the dates, and whether it is listed as a member"
                if event.kind is EventKind.LEAVES
                else "check the dates: who is suspended has a seat, and is not suspended before it is restored"
            )
        case EventKind.RESTORED:
            return (
                f"say first when it was suspended: `{event.subject} is suspended from {event.body}`"
            )
        case EventKind.TAKES_EFFECT:
            return "a clause takes effect once, unless it has lapsed; check the dates"
        case EventKind.LAPSES:
            return "check the dates, and whether the clause is only proposed"


class History:
    """The state on any day, for what properties suppose."""

    def __init__(self, told: Sequence[ToldEvent], start: Sitting) -> None:
        self._told = told
        self._start = start
        self._known: dict[date | None, Sitting] = {}

    @property
    def days(self) -> list[date]:
        """The days on which something happens, in order."""
        return sorted({each.event.on for each in self._told if each.event.on is not None})

    def beginning(self) -> Sitting:
        """The state before the first event. A copy."""
        return self._start.copy()

    def on(self, day: date | None) -> Sitting:
        """The state on a day, its events included; None: after the last event. A copy."""
        if day not in self._known:
            state = self._start.copy()
            for each in self._told:
                if day is not None and each.event.on is not None and each.event.on > day:
                    break
                state.apply(each.event)
            self._known[day] = state
        return self._known[day].copy()
