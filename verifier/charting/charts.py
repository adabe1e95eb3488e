"""A power as a chart of votes: one decision, one reading, each body in which it counts."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from policy_dsl import wording
from policy_dsl.decisions import Value
from policy_dsl.interpreter import Meeting, Seated
from policy_dsl.model import AnyClause, Effect, ExceptionTo, Power, Recusal, Rule, Specification
from policy_dsl.nearness import near_words
from policy_dsl.records import dataclass
from policy_dsl.state import Interval, interval_on, intervals
from verifier.charting.choosing import NoneChosen, chosen
from verifier.charting.sizing import resized
from verifier.charting.votes_shared_out import Counting, TooManyWays, counted_bodies
from verifier.records.building import Builder, Spot
from verifier.records.faults import Fault
from verifier.records.occasion import ambiguous, intended_readings
from verifier.results.chart import BodyChart, PowerChart, TurnoutRow
from verifier.scenarios.attributes_told import value_text
from verifier.words import chart as say
from verifier.words.facts import so_many
from verifier.words.why_so import By, has_to_do_with, reading_matters


class NotCharted(Exception):
    """What was asked for cannot be charted; the message says why."""


@dataclass(frozen=True)
class ChartAsked:
    """What a call says: the power, what the decision is, how clauses are read, which body, how many attend, when."""

    power: str
    decision: Sequence[str] = ()
    effects: Sequence[str] = ()
    readings: Sequence[str] = ()
    bodies: Sequence[str] = ()
    turnout: int | None = None
    size: int | None = None
    at: date | None = None


def chart(specification: Specification, asked: ChartAsked) -> PowerChart:
    """The chart; `NotCharted` where there is none."""
    time = (
        intervals(specification)[-1] if asked.at is None else interval_on(specification, asked.at)
    )
    power = next((each for each in specification.powers if each.name == asked.power), None)
    if power is None:
        known = [each.name for each in specification.powers]
        raise NotCharted(say.no_power(asked.power, known, near_words(asked.power, known, 1)))
    if power.name not in time.state.in_force:
        raise NotCharted(say.not_in_force(power.name))
    said, readings, effects = _said(specification, time, asked)
    meeting = chosen(specification, time.state, readings, power, said, effects)
    if isinstance(meeting, NoneChosen):
        raise NotCharted(say.never_taken(power.name, bool(said or effects), meeting.at_all))
    bodies = counted_bodies(meeting, power.name)
    for body in asked.bodies:
        if body not in bodies:
            raise NotCharted(say.not_counted_in(power.name, body, bodies))
    if not bodies:
        raise NotCharted(say.counts_nowhere(power.name))
    charted = [(body, meeting) for body in asked.bodies or bodies]
    if asked.size is not None:
        charted = [
            (body, _with_size(meeting, time, power, body, asked.size)) for body, _ in charted
        ]
    charts = tuple(_body(of, power, body, bodies, asked) for body, of in charted)
    return _whole(specification, time, power, meeting, charts)


def _said(
    specification: Specification, time: Interval, asked: ChartAsked
) -> tuple[Mapping[str, Value], Mapping[str, str], frozenset[Effect] | None]:
    """What the call says of the decision, as records say it; how clauses are read; and what it does to rules."""
    faults: list[Fault] = []
    builder = Builder(specification, "", Spot(), faults)
    for text in asked.decision:
        name, equals, value = text.partition("=")
        if not equals:
            raise NotCharted(say.no_value(text))
        values = [each.strip() for each in value.split(";")]
        builder.set_value(name.strip(), values if len(values) > 1 else values[0], Spot())
    for text in asked.readings:
        clause, equals, reading = text.partition("=")
        if not equals:
            raise NotCharted(say.no_reading(text))
        builder.set_reading(clause.strip(), reading.strip(), Spot())
    builder.effects += [(text, Spot()) for text in asked.effects]
    effects = builder.effects_in(time.state) if asked.effects else None
    if faults:
        raise NotCharted("; ".join(each.message for each in faults))
    first = {
        name: specification.clause[name].readings[0].name
        for name in ambiguous(specification, time.state)
    }
    intended = {k: v for k, v in intended_readings(specification).items() if k in first}
    given = {k: v for k, v in builder.readings.items() if k in first}
    return builder.facts, {**first, **intended, **given}, effects


def _body(
    meeting: Meeting, power: Power, body: str, bodies: Sequence[str], asked: ChartAsked
) -> BodyChart:
    counting = Counting(meeting, power.name, body)
    specification = meeting.specification
    held = tuple(_held(meeting, power, body, bodies, counting))
    recused = tuple(_named(specification, counting.recused))
    try:
        rows, every = counting.rows()
        grid = None
        if asked.turnout is not None:
            if asked.turnout > counting.size:
                raise NotCharted(say.too_many_attend(asked.turnout, body, counting.size))
            grid = counting.grid(asked.turnout)
    except TooManyWays:
        return BodyChart(body, counting.size, recused, held, (), too_many=True)
    if _turns_on_who(rows):
        held = (*held, say.shared_out(body))
    return BodyChart(body, counting.size, recused, held, rows, every, grid)


def _with_size(meeting: Meeting, time: Interval, power: Power, body: str, size: int) -> Meeting:
    """The same decision, with so many who have a vote in the body."""
    found = resized(meeting.specification, time.state, body, size)
    if found is not None:
        again = Meeting(*found, meeting.rules.readings, meeting.decision)
        if power.name in again.ways:
            return again
    raise NotCharted(say.no_such_size(size, body))


def _named(specification: Specification, them: Sequence[Seated]) -> Sequence[str]:
    return [so_many(specification, each.party, each.number) for each in them]


def _held(
    meeting: Meeting, power: Power, body: str, bodies: Sequence[str], counting: Counting
) -> Sequence[str]:
    """What is taken for granted of everything that is not charted."""
    found: list[str] = []
    if len(bodies) > 1:
        found.append(say.elsewhere([each for each in bodies if each != body]))
    chair = meeting.specification.body[body].chair
    if chair is not None and chair.casting_vote:
        cast = body in counting.cast_for
        found.append(say.casting_vote(chair.party, body, cast))
    if counting.meetings > 1:
        found.append(say.at_each_meeting(power.name, counting.meetings))
    if counting.recused:
        found.append(say.recused_away(list(_named(meeting.specification, counting.recused)), body))
    return found


def _turns_on_who(rows: Sequence[TurnoutRow]) -> bool:
    """Whether some number of votes is enough by some who cast them, and not by others."""
    return any(
        it.perhaps is not None and (it.enough is None or it.perhaps < it.enough)
        for row in rows
        for it in (row.opposed, row.abstaining)
    )


def _whole(
    specification: Specification,
    time: Interval,
    power: Power,
    meeting: Meeting,
    charts: tuple[BodyChart, ...],
) -> PowerChart:
    decision = meeting.decision
    rules, bodies = meeting.rules, frozenset(counted_bodies(meeting, power.name))
    by = By((power.name,), True, bodies)
    limiting = {name for name, _ in rules.limits(power.name)}
    recusing = {
        name
        for body in bodies
        for each in rules.seated_for(power.name)[body]
        for name in each.recused_by
    }

    def kept(clause: AnyClause) -> bool:
        """Whether it has to do with such a decision of the power."""
        match clause:
            case Rule():
                return clause.name in limiting
            case Recusal():
                return clause.name in recusing
            case ExceptionTo():
                return rules.active(clause) and has_to_do_with(
                    specification, clause, rules.outcome(clause), by
                )
            case _:
                return False

    return PowerChart(
        specification.title,
        specification.file,
        power.name,
        time.start,
        time.end,
        {
            name: value_text(specification, name, value, decision.cells)
            for name, value in decision.facts.items()
        },
        tuple(wording.effect(effect) for effect in meeting.effects),
        {
            name: reading
            for name, reading in rules.readings.items()
            if reading_matters(
                specification,
                specification.clause[name],
                rules.outcome(specification.clause[name]),
                by,
            )
        },
        tuple(clause.name for clause in specification.clauses if kept(clause)),
        charts,
    )
