"""Properties: a claim, and of which powers, days, readings and rulings it is made."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import get_args

from policy_dsl import model, syntax, wording
from policy_dsl.checker.claims import claim, reading_of
from policy_dsl.checker.context import Context
from policy_dsl.checker.names import POWER
from policy_dsl.checker.notes import notes_of, title_of
from policy_dsl.checker.reported import place_of, quoted
from policy_dsl.checker.timeline import History, Sitting, ToldEvent, events_of
from policy_dsl.checker.who import one_party
from policy_dsl.diagnostics import Related
from policy_dsl.model.traverse import (
    coalition_of_claim,
    condition_atoms,
    condition_of_claim,
    parties_of_claim,
)

_STATE_CLAIMS = get_args(model.StateClaim)
_DAYS = (syntax.OnDate, syntax.Throughout, syntax.FromTo)
_WORDS: dict[type[syntax.Modifier], str] = {
    syntax.UnderPower: "under",
    syntax.OnDate: "on",
    syntax.Throughout: "throughout",
    syntax.FromTo: "from … to",
    syntax.Supposing: "supposing",
    syntax.UnderReading: "under reading",
    syntax.WhateverRules: "whatever … rules",
    syntax.EvenAfterAmendments: "even after amendments",
    syntax.ExpectedFalse: "expected to be false",
}


def property_of(context: Context, node: syntax.Property, history: History) -> model.Property:
    """A property with its modifiers; modifiers that clash are reported with both places."""
    context.in_claim = True
    claimed = claim(context, node.claim)
    context.in_claim = False
    _refuse_clashes(context, node)
    _refuse_idle(context, node, claimed)
    _refuse_nobody_to_leave(context, node, claimed)
    _refuse_at_one_time(context, node, claimed)
    _refuse_after_changes(context, node, claimed)
    under: str | None = None
    at: model.When = model.Latest()
    supposing: list[model.Event] = []
    fixed_readings: list[tuple[str, str]] = []
    judges: list[str] = []
    expected_false: str | None = None
    even_after = unless_it_leaves = False
    for modifier in node.modifiers:
        match modifier:
            case syntax.UnderPower(power=power):
                context.names.find(power, POWER)
                under = power.text
            case syntax.OnDate(date=on):
                at = model.OnDate(on.value)
            case syntax.Throughout():
                at = model.Throughout()
            case syntax.FromTo():
                at = _between(context, modifier)
            case syntax.Supposing():
                supposing += _supposed(context, modifier, node, history)
            case syntax.UnderReading():
                chosen = reading_of(context, modifier.clause, modifier.reading)
                if chosen is not None:
                    fixed_readings.append(chosen)
            case syntax.WhateverRules(judge=judge):
                name = _judge(context, judge)
                if name is not None:
                    judges.append(name)
            case syntax.EvenAfterAmendments():
                even_after = True
                unless_it_leaves = modifier.unless_it_leaves
            case syntax.ExpectedFalse(because=because):
                expected_false = because.value
    return model.Property(
        node.name.text,
        title_of(node.title, node.name),
        claimed,
        under,
        at,
        tuple(supposing),
        tuple(fixed_readings),
        tuple(judges),
        even_after,
        expected_false,
        place_of(node.span),
        notes_of(context, node.annotations),
        unless_it_leaves,
    )


def _clash_key(modifier: syntax.Modifier) -> object:
    """What a modifier settles: two that settle the same clash."""
    if isinstance(modifier, _DAYS):
        return "days"
    if isinstance(modifier, syntax.UnderReading):
        return ("reading", modifier.clause.text)
    if isinstance(modifier, syntax.WhateverRules):
        return ("judge", modifier.judge.text)
    return type(modifier)


def _refuse_clashes(context: Context, node: syntax.Property) -> None:
    first: dict[object, syntax.Modifier] = {}
    for modifier in node.modifiers:
        earlier = first.setdefault(_clash_key(modifier), modifier)
        if earlier is modifier:
            continue
        one, other = _WORDS[type(earlier)], _WORDS[type(modifier)]
        context.report.error(
            "VP072",
            modifier.span,
            f"`{other}` stands twice in `{node.name.text}`"
            if one == other
            else f"`{other}` and `{one}` can't both be said of `{node.name.text}`",
            "write all events after one `supposing`, with commas"
            if isinstance(modifier, syntax.Supposing)
            else "keep one of the two, or make two properties of it",
            Related(earlier.span, f"the first `{one}`" if one == other else f"`{one}`"),
        )


def _refuse_idle(context: Context, node: syntax.Property, claimed: model.Claim) -> None:
    """Modifiers that can make no difference to what a claim says: of seats, of where a clause applies, of readings."""
    if isinstance(claimed, model.ComparesReadings):
        _refuse_one_reading(context, node, claimed.clause)
        return
    idle: tuple[type[syntax.Modifier], ...]
    if claimed.whatever_the_power:
        idle = (syntax.UnderPower,)
    elif isinstance(claimed, _STATE_CLAIMS):
        idle = (syntax.UnderPower, syntax.UnderReading, syntax.WhateverRules)
    else:
        return
    applies = isinstance(claimed, model.AboutClause)
    why = (
        "is about where a clause applies, which no power that takes a decision changes"
        if applies
        else "is about seats, not about decisions"
    )
    for modifier in node.modifiers:
        if isinstance(modifier, idle):
            context.report.error(
                "VP076",
                modifier.span,
                f"`{_WORDS[type(modifier)]}` makes no difference here: `{node.name.text}` {why}",
                "leave it out, or say with `when` which decisions are meant"
                if applies
                else "leave it out",
            )


def _refuse_one_reading(context: Context, node: syntax.Property, compared: str) -> None:
    """`under reading … of X` where two readings of X are compared."""
    for modifier in node.modifiers:
        if isinstance(modifier, syntax.UnderReading) and modifier.clause.text == compared:
            context.report.error(
                "VP076",
                modifier.span,
                f"`{_WORDS[type(modifier)]}` makes no difference here: `{node.name.text}` compares two readings of"
                f" `{compared}`",
                "leave it out",
            )


def _refuse_nobody_to_leave(context: Context, node: syntax.Property, claimed: model.Claim) -> None:
    """`unless it leaves` of a claim that is about no party."""
    if parties_of_claim(claimed) is not None:
        return
    for modifier in node.modifiers:
        if isinstance(modifier, syntax.EvenAfterAmendments) and modifier.unless_it_leaves:
            context.report.error(
                "VP089",
                modifier.span,
                f"`unless it leaves`: `{node.name.text}` is about nobody who could leave",
                "write `even after amendments` alone; who leaves is asked of somebody who holds a right, is a"
                " member, or can block or pass decisions",
            )


def _refuse_at_one_time(context: Context, node: syntax.Property, claimed: model.Claim) -> None:
    """A claim of one time under a condition on who sits where then, which is so or not whatever is decided."""
    several = syntax.Throughout | syntax.FromTo | syntax.EvenAfterAmendments
    if any(isinstance(modifier, several) for modifier in node.modifiers):
        return
    for atom in condition_atoms(condition_of_claim(claimed)):
        if isinstance(atom, model.BodyHas):
            context.report.error(
                "VP098",
                node.claim.span,
                f"`{wording.condition(atom)}` is so, or is not, of the one time that is asked about",
                "leave it out; or ask about more times, with `throughout`, `from … to …` or"
                " `even after amendments`",
            )


def _refuse_after_changes(context: Context, node: syntax.Property, claimed: model.Claim) -> None:
    """`even after amendments` of a claim about some choice of parties, or about what the others do at a meeting."""
    if not claimed.only_as_rules_stand:
        return
    coalition = coalition_of_claim(claimed)
    chosen = coalition is not None and coalition.chosen_once
    clause = isinstance(claimed, model.AboutClause)
    for modifier in node.modifiers:
        if isinstance(modifier, syntax.EvenAfterAmendments):
            context.report.error(
                "VP075",
                modifier.span,
                "who are the `some` or `no` that the claim speaks of is settled as the rules stand, and amendments may"
                " settle it otherwise"
                if chosen
                else "what the clause says is what amendments change"
                if clause
                else "the claim is about one meeting, and amendments take several",
                "name them: `A and B together`; or write `any …` or `no one of … alone`"
                if chosen
                else "leave out `even after amendments`",
            )


def _between(context: Context, node: syntax.FromTo) -> model.Between:
    first, last = node.first.value, node.last.value
    if last < first:
        context.report.error(
            "VP073",
            node.span,
            f"{first} is after {last}",
            f"write the earlier day first: `from {last} to {first}`",
        )
    return model.Between(first, last)


def _supposed(
    context: Context, node: syntax.Supposing, prop: syntax.Property, history: History
) -> list[model.Event]:
    """The events supposed; one that changes nothing on the day asked about is remarked on."""
    told = events_of(context, node.events)
    days = [modifier for modifier in prop.modifiers if isinstance(modifier, _DAYS)]
    _refuse_beyond_seats(context, told, days, history)
    if not days or isinstance(days[0], syntax.OnDate):
        on = days[0].date.value if days and isinstance(days[0], syntax.OnDate) else None
        state = history.on(on)
        for each in told:
            if each.event.one_of is not None:
                members = context.members_of(each.event.one_of)
                if state.possible_to(each.event, members):
                    # To whom it happens is open, and with it who sits where from then on.
                    break
                context.report.warning(
                    "VP071",
                    each.span,
                    f"this can happen to nobody: {_nobody(each.event)} then",
                    "ask about another day, or of others",
                )
                continue
            objection = state.objection(each.event)
            if objection is not None:
                context.report.warning(
                    "VP071",
                    each.span,
                    f"supposing this changes nothing: {objection}",
                    "leave it out, or ask about another day",
                )
            state.apply(each.event)
    return [each.event for each in told]


def _refuse_beyond_seats(
    context: Context, told: Sequence[ToldEvent], days: Sequence[syntax.Modifier], history: History
) -> None:
    """Supposing that somebody joins a body all of whose seats are held at some time that is asked about."""
    for state in _asked_about(days, history):
        for each in told:
            beyond = state.beyond_seats(each.event)
            if beyond is not None and (
                each.event.one_of is not None
                or (each.event.body, each.event.subject) not in state.seats
            ):
                context.report.error(
                    "VP093",
                    each.span,
                    f"this can't be supposed: {beyond}",
                    f"suppose besides that somebody leaves `{each.event.body}`, or ask about another day",
                )
                return
            if each.event.one_of is None:
                state.apply(each.event)


def _asked_about(days: Sequence[syntax.Modifier], history: History) -> Iterator[Sitting]:
    """The states that a property asks about, before what it supposes."""
    match days[0] if days else None:
        case None:
            yield history.on(None)
        case syntax.OnDate(date=on):
            yield history.on(on.value)
        case syntax.FromTo(first=first, last=last):
            yield history.on(first.value)
            for day in history.days:
                if first.value < day <= last.value:
                    yield history.on(day)
        case _:
            yield history.beginning()
            for day in history.days:
                yield history.on(day)


def _nobody(event: model.Event) -> str:
    """Of whom it could be supposed, and that there are none."""
    assert event.one_of is not None
    who = event.one_of.label
    match event.kind:
        case model.EventKind.JOINS:
            return f"every one of `{who}` has a seat in `{event.body}`"
        case model.EventKind.RESTORED:
            return f"no one of `{who}` is suspended from `{event.body}`"
        case model.EventKind.SUSPENDED:
            return f"no one of `{who}` has a vote in `{event.body}`"
        case _:
            return f"no one of `{who}` has a seat in `{event.body}`"


def _judge(context: Context, name: syntax.Name) -> str | None:
    party = one_party(context, name)
    if party is None:
        return None
    judges = list(
        dict.fromkeys(each.judge for each in context.attributes.values() if each.judge is not None)
    )
    if party not in judges:
        context.report.error(
            "VP074",
            name.span,
            f"`{party}` rules on nothing",
            f"who rules is said of an attribute, with `judged by {party}`"
            + (f"; those who rule on something are {quoted(judges)}" if judges else ""),
        )
        return None
    return party
