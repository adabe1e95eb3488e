"""Bodies: seats, chair and quorum."""

from __future__ import annotations

from collections.abc import Sequence

from policy_dsl import model, syntax
from policy_dsl.checker.context import Context
from policy_dsl.checker.names import PARTIES
from policy_dsl.checker.notes import notes_of, title_of
from policy_dsl.checker.parties import whole
from policy_dsl.checker.quorums import quorum
from policy_dsl.checker.reported import listed, place_of
from policy_dsl.checker.who import one_party, someone
from policy_dsl.diagnostics import Related


class Seating:
    """The seats that a body lists, found before anything is said about bodies: clauses ask who sits."""

    def __init__(self, context: Context, node: syntax.Body) -> None:
        self.members: dict[str, model.Seat] = {}
        self.observers: dict[str, model.Seat] = {}
        self._names: dict[str, syntax.Name] = {}
        self._node = node
        for line in node.members:
            self._line(context, line, self.members)
        for line in node.observers:
            self._line(context, line, self.observers)

    def _line(self, context: Context, line: syntax.Members, seats: dict[str, model.Seat]) -> None:
        notes = notes_of(context, line.annotations)
        for name in line.names:
            symbol = context.names.get(name.text, PARTIES.kinds)
            who = someone(context, name)
            if symbol is not None and who.seated_in:
                self._refuse_body(context, name, who)
            for party in who.parties:
                if party in self._names:
                    self._seated_twice(context, party, name, party in seats)
                else:
                    self._names[party] = name
                    seats[party] = model.Seat(party, place_of(name.span), notes)

    def _refuse_body(self, context: Context, name: syntax.Name, who: model.Who) -> None:
        body = who.seated_in[0]
        if body == self._node.name.text:
            context.report.error(
                "VP058",
                name.span,
                f"`{body}` can't take its members from itself",
                "name the parties",
            )
            return
        inside = "" if name.text == body else f" (in the group `{name.text}`)"
        symbol = context.symbol_of(body)
        context.report.error(
            "VP058",
            name.span,
            f"the body `{body}`{inside} can't be listed as members of another: when its members change,"
            " should those here change with them?",
            f"if so write `members those of {body}`; if not name its parties in a group, and list the group in both:"
            f" `group {body}Members is {listed(context.seats.get(body, ())) or 'A, B, C'}`",
            *((Related(symbol.span, f"`{body}` is declared here"),) if symbol else ()),
        )

    def _seated_twice(
        self, context: Context, party: str, name: syntax.Name, same_kind: bool
    ) -> None:
        first = self._names[party]
        if not same_kind:
            context.report.error(
                "VP086",
                name.span,
                f"`{party}` is listed as a member of `{self._node.name.text}` and as an observer",
                "a member has a vote, an observer has none: keep one of the two",
                Related(first.span, f"`{party}` as a member"),
            )
        elif first.text == name.text:
            context.report.error(
                "VP037",
                name.span,
                f"`{name.text}` is listed twice in `{self._node.name.text}`",
                "a party has one seat: take one of the two away; several votes are a weight: `with votes 2`",
                Related(first.span, "the first one"),
            )
        else:
            groups = [f"in `{each.text}`" for each in (first, name) if each.text != party]
            listed_by = ["by itself", *groups] if len(groups) == 1 else groups
            context.report.warning(
                "VP037",
                name.span,
                f"`{party}` is listed {' and '.join(listed_by)}; it has one seat",
                None,
                Related(first.span, "the first one"),
            )


def chair_of(context: Context, node: syntax.Body) -> model.Chair | None:
    """Who presides; known to the context from now on."""
    _once(context, "chair", node.chairs)
    if not node.chairs:
        return None
    chair = node.chairs[0]
    party = one_party(context, chair.party)
    if party is None:
        return None
    context.chairs[node.name.text] = (party, chair.casting_vote)
    return model.Chair(party, chair.casting_vote, place_of(chair.span))


def seats_of(context: Context, node: syntax.Body) -> int | None:
    """How many seats a body has, if that is said."""
    _once(context, "seats", node.seats)
    if not node.seats:
        return None
    number = whole(context, node.seats[0].number)
    if number == 0:
        context.report.error(
            "VP093",
            node.seats[0].number.span,
            "a body without seats can't decide anything",
            "write how many there are when all are filled",
        )
        return None
    return number


def body_of(
    context: Context, node: syntax.Body, seating: Seating, chair: model.Chair | None
) -> model.Body:
    """A body, once everybody's seats are known."""
    name = node.name.text
    _once(context, "quorum", node.quorums)
    _once(context, "fixed membership", node.fixed_membership)
    if not (context.seats.get(name) or node.members or node.those_of):
        context.report.error(
            "VP036",
            node.name.span,
            f"`{name}` has no members",
            "add a line `members` with the parties that have a vote",
        )
    notes = notes_of(
        context,
        node.annotations,
        *(line.annotations for line in node.chairs),
        *(line.annotations for line in node.fixed_membership),
        *(line.annotations for line in node.seats),
        *(line.annotations for line in node.those_of),
    )
    why = next((line.why.value for line in node.fixed_membership if line.why), None)
    if node.quorums:
        written = node.quorums[0]
        required = (
            None if written.requirement is None else quorum(context, written.requirement, name)
        )
        quorum_place = place_of(written.span)
        quorum_notes = notes_of(context, written.annotations, can_be_fixed=True)
    else:
        required, quorum_place, quorum_notes = None, place_of(node.span), model.NO_NOTES
        if not context.names.is_broken(name):
            context.report.error(
                "VP054",
                node.name.span,
                f"`{name}` has no quorum: how many members have to attend?",
                "write one of:\nquorum at least 1/2 of members\n"
                'quorum none  assumed "the source gives no quorum"',
            )
    return model.Body(
        name,
        title_of(node.title, node.name),
        tuple(seating.members.values()),
        tuple(seating.observers.values()),
        chair,
        required,
        quorum_place,
        quorum_notes,
        bool(node.fixed_membership),
        place_of(node.span),
        notes
        if why is None
        else model.Notes(notes.citations, notes.status, notes.assumed, notes.note, why),
        context.seat_numbers.get(name),
        tuple(dict.fromkeys(each.text for line in node.those_of for each in line.bodies)),
    )


def _once(
    context: Context,
    word: str,
    nodes: Sequence[syntax.Chair]
    | Sequence[syntax.Quorum]
    | Sequence[syntax.FixedMembership]
    | Sequence[syntax.SeatNumber],
) -> None:
    for extra in nodes[1:]:
        context.report.error(
            "VP013",
            extra.span,
            f"`{word}` is said twice of the same body",
            "keep one of the two",
            Related(nodes[0].span, f"the first `{word}`"),
        )
