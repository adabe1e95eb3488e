"""A system with memory against the rules: meetings, amendments, members coming and going, in any order."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING, Any, Protocol

from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, precondition, rule

from policy_dsl import wording
from policy_dsl.interpreter import possible_effects
from policy_dsl.model import (
    NOWHERE,
    Condition,
    Effect,
    EffectKind,
    EffectPattern,
    Event,
    EventKind,
    Specification,
    Touches,
)
from policy_dsl.state import State, after_events, interval_on, intervals
from verifier.records.occasion import Occasion
from verifier.records.plain import Plain, event_record
from verifier.rendering.wrapping import spelling_of
from verifier.testing.conformance import caller, settled_readings
from verifier.testing.disagreeing import Disagreement, answer
from verifier.testing.lives import live, lives
from verifier.testing.remembering import key_of
from verifier.testing.selecting import When, condition_from
from verifier.testing.strategies import scenarios
from verifier.words import conforming as say
from verifier.words.sessions import no_such_event

if TYPE_CHECKING:
    from hypothesis.strategies import SearchStrategy

__tracebackhide__ = True  # pytest shows whoever calls

__all__ = ["MemoryDisagreement", "Remembers", "after_effects", "conformance_machine"]

# What an adopted decision does, as the event that it amounts to. Amended texts may say anything
# afterwards, new powers and newcomers have no names: no system can be told what to do with them.
_AS_EVENT = {
    EffectKind.LAPSE: EventKind.LAPSES,
    EffectKind.ENACT: EventKind.TAKES_EFFECT,
    EffectKind.SUSPEND: EventKind.SUSPENDED,
    EffectKind.RESTORE: EventKind.RESTORED,
    EffectKind.REMOVE: EventKind.LEAVES,
    EffectKind.ADMIT: EventKind.JOINS,
}
COMING_AND_GOING = (EventKind.SUSPENDED, EventKind.RESTORED, EventKind.LEAVES, EventKind.JOINS)


class Remembers(Protocol):
    """A system with memory. `decide` gets what its parameters are named after, as for `assert_conforms`."""

    decide: Callable[..., object]
    """Whether a decision is adopted; once it is, its effects hold from then on."""

    def happens(self, event: dict[str, Plain], /) -> object:
        """Something happened outside: {"event": "leaves", "party": "City", "body": "Board"}."""


class MemoryDisagreement(AssertionError):
    """The system's memory of who has a vote differs from the rules'."""


def after_effects(state: State, effects: Sequence[Effect]) -> State:
    """The state once a decision with these effects is adopted."""
    return after_events(state, [_as_event(effect) for effect in effects])


def _as_event(effect: Effect) -> Event:
    kind = _AS_EVENT[effect.kind]
    if effect.party:
        return Event(kind, effect.party, effect.target, None, NOWHERE)
    return Event(kind, effect.target, "", None, NOWHERE)


def only(effect: Effect) -> Touches:
    """That a decision has this effect."""
    pattern = EffectPattern(effect.kind, (effect.target,), effect.party or None)
    return Touches(wording.effect(effect), (pattern,))


def possible_events(
    specification: Specification, state: State, kinds: Sequence[EventKind]
) -> tuple[Event, ...]:
    """What can happen to seats and clauses in a state, in source order."""
    found = [
        _as_event(effect)
        for effect in possible_effects(specification, state)
        if effect.kind in _AS_EVENT
    ]
    return tuple(event for event in found if event.kind in kinds)


def first_state(specification: Specification, start: date | None = None) -> State:
    """The state on a day, or after the last event."""
    if start is None:
        return intervals(specification)[-1].state
    return interval_on(specification, start).state


def event_kind(name: EventKind | str) -> EventKind:
    """An event by its name; ValueError for a name that none has."""
    try:
        return EventKind(name)
    except ValueError:
        known = [each.value for each in EventKind]
        raise ValueError(no_such_event(str(name), known)) from None


def conformance_machine(
    make_system: Callable[[], Any],
    specification: Specification,
    *,
    when: When = None,
    start: date | None = None,
    readings: Mapping[str, str] | None = None,
    events: Sequence[EventKind | str] = COMING_AND_GOING,
    rulings: bool = False,
) -> type[RuleBasedStateMachine]:
    """A state machine that runs a new system from `make_system()` side by side with the rules.

    It starts with the state on the day `start` (None: after the last event). Then, one after the other in any order,
    decisions are taken, decisions change rules and seats where a power may, and `events` happen. The system is told
    by `decide(…)` and `happens(event)`. Events go by the names that it is told; ValueError for a name that none has. If
    it has `voters(body)`, the names that it gives must be those who have a vote; if it takes votes one after the other,
    as `TakesVotes`, motions go through their lives, each to its end before anything else happens. Use it as
    `TestVoting = conformance_machine(Voting, rules).TestCase`.
    """
    read = settled_readings(specification, readings)
    condition = condition_from(specification, when)
    kinds = tuple(map(event_kind, events))
    first = first_state(specification, start)
    known: dict[tuple[State, str], SearchStrategy[Occasion]] = {}

    def drawn_from(state: State, wanted: Condition) -> SearchStrategy[Occasion]:
        """Scenarios in a state. The strategies are kept: making them costs more than drawing."""
        key = (state, wording.condition(wanted))
        if key not in known:
            known[key] = scenarios(
                specification, wanted, state=state, readings=read, rulings=rulings
            )
        return known[key]

    class Machine(RuleBasedStateMachine):
        """The rules and the system, side by side."""

        def __init__(self) -> None:
            super().__init__()
            self.state = first
            self.story: list[str] = []
            self.motions = 0

        @initialize()
        def begin(self) -> None:
            """A new system."""
            self.system = make_system()
            self.ask = caller(self.system.decide)

        @rule(data=st.data())
        def decide(self, data: st.DataObject) -> None:
            """A decision that leaves the rules as they are."""
            self.put(data.draw(drawn_from(self.state, condition)))

        @precondition(lambda self: hasattr(self.system, "opens"))
        @rule(data=st.data())
        def life(self, data: st.DataObject) -> None:
            """A motion is opened, voted on one after the other, and closed; what may not be done is tried."""
            occasion = data.draw(drawn_from(self.state, condition))
            self.motions += 1
            steps = data.draw(lives(occasion))
            after = live(self.system, occasion, steps, self.motions, self.story)
            self.story.append(say.decided_on(self.motions, after.adopted))

        @precondition(lambda self: self.grantable())
        @rule(data=st.data())
        def change(self, data: st.DataObject) -> None:
            """A decision to change a rule or a seat, if a power may take such a one."""
            effect = data.draw(st.sampled_from(self.grantable()))
            self.put(data.draw(drawn_from(self.state, only(effect))))

        @precondition(lambda self: bool(possible_events(specification, self.state, kinds)))
        @rule(data=st.data())
        def happen(self, data: st.DataObject) -> None:
            """Somebody comes or goes."""
            event = data.draw(st.sampled_from(possible_events(specification, self.state, kinds)))
            self.system.happens(event_record(event))
            self.state = after_events(self.state, [event])
            self.story.append(wording.event(event))
            self.same_voters()

        def put(self, occasion: Occasion) -> None:
            """Both decide; what is adopted then holds for both."""
            said = answer(self.ask(occasion))
            if said is not occasion.adopted:
                raise Disagreement(occasion, said, tuple(self.story))
            effects = occasion.meeting.effects
            if occasion.adopted and effects:
                self.state = after_effects(self.state, effects)
                self.story.append(say.adopted_that([wording.effect(each) for each in effects]))
                self.same_voters()

        def same_voters(self) -> None:
            """Those who have a vote, if the system says who they are."""
            voters = getattr(self.system, "voters", None)
            if voters is None:
                return
            for body in specification.bodies:
                mine = [
                    p.name for p in specification.parties if self.state.votes_in(body.name, p.name)
                ]
                its = sorted(voters(body.name))
                if its != sorted(mine):
                    said = say.other_voters(body.name, mine, its, self.story)
                    raise MemoryDisagreement(spelling_of(specification)(said))

        def grantable(self) -> tuple[Effect, ...]:
            """The effects that some power in force may have, as far as a system can be told of them."""
            patterns = [
                p
                for power in specification.powers
                if power.name in self.state.in_force
                for p in power.grants
            ]
            return tuple(
                effect
                for effect in possible_effects(specification, self.state)
                if effect.kind in _AS_EVENT and any(p.matches(effect) for p in patterns)
            )

    Machine.__name__ = Machine.__qualname__ = "ConformanceMachine"
    # Hypothesis keeps what it found by the source of a class, which is the same for all of these.
    asks = (specification.title, wording.condition(condition), sorted(read.items()), kinds, rulings)
    Machine._hypothesis_internal_add_digest = key_of(make_system, *asks)
    return Machine
