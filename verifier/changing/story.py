"""A plan carried out: meeting by meeting in plain worlds, each decision found anew and replayed by the interpreter."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from typing import assert_never

from policy_dsl import wording
from policy_dsl.change import (
    Newcomers,
    World,
    after_decision,
    begin,
    leaving,
    suspending_itself,
)
from policy_dsl.model import (
    Alone,
    And,
    CanBlock,
    Condition,
    Effect,
    EffectKind,
    EffectPattern,
    HoldsRight,
    IsMember,
    IsSuspended,
    NoneCanPass,
    Not,
    Party,
    Property,
    Specification,
    Touches,
)
from policy_dsl.model.traverse import coalition_of_claim
from policy_dsl.records import dataclass, replace
from policy_dsl.state import State
from verifier.changing.comers import Comers, all_comers
from verifier.changing.meetings_held import HeldMeeting, MeetingsHeld
from verifier.changing.planning import Plan, Planned, Words, excepted, extremes, renewed
from verifier.changing.problem import Ask, step_property
from verifier.claims.dispatch import verification_conditions
from verifier.claims.states import state_claim_holds
from verifier.claims.verification_condition import VerificationCondition
from verifier.encoding.adoption import encode
from verifier.encoding.classes import VoterClass, voter_classes
from verifier.encoding.encodings import free_rulings
from verifier.encoding.points import Point
from verifier.encoding.steps import adopted_without_help
from verifier.results import ReplayError
from verifier.scenarios import plainest
from verifier.scenarios.narrating import told
from verifier.scenarios.replaying import replay
from verifier.solving.answers import Found, LimitReached, NoneFound, Unknown
from verifier.solving.limits import Budget
from verifier.solving.questions import Exists

Period = tuple[date | None, date | None]
# So often a meeting is asked about again, without what may not be among its effects.
_TRIES = 4


@dataclass(frozen=True)
class Gone:
    """Who leaves a body by itself, or else suspends itself; of a cohort so many (None: one party)."""

    party: str
    number: int | None
    body: str
    leaves: bool


@dataclass(frozen=True)
class Story:
    """All of it: who goes by itself, and after how many meetings (`turn`); the meetings that change something; and
    the last one (None: the state says it).
    """

    themselves: tuple[Gone, ...]
    turn: int
    meetings: tuple[HeldMeeting, ...]
    last: HeldMeeting | None
    world: World
    least: int
    # How what is amended reads in the end, where there is no last meeting.
    words: Words = ()


@dataclass(frozen=True)
class Course:
    """How meetings are asked about by somebody else than the claim itself.

    `step` makes of the vc into a meeting that changes something the one that is asked; `ending` holds the last
    meeting, in a world as it reads by then; `allows` says whether decisions may have an effect at all. `held` are
    meetings that were held before where `step` makes of each vc what it is.
    """

    step: Callable[[VerificationCondition], VerificationCondition]
    ending: Callable[[World, Words], HeldMeeting | None]
    allows: Callable[[Effect], bool]
    held: MeetingsHeld | None = None


def carry_out(
    ask: Ask, plan: Plan, period: Period, budget: Budget, course: Course | None = None
) -> Story | None:
    """The plan as a story; None where it does not work in the plain world. Where nothing is `told` of a story, its last
    decision is any that will do.
    """
    # Whoever goes by itself may have to wait until it has helped to bring something about.
    turns = range(len(plan.meetings) + 1) if plan.themselves else (0,)
    for comers in all_comers(ask, plan):
        for turn in turns:
            story = _carried_out(ask, plan, period, budget, comers, turn, course)
            if story is not None:
                return story
        if budget.spent is not None:
            return None
    return None


def _carried_out(
    ask: Ask,
    plan: Plan,
    period: Period,
    budget: Budget,
    comers: Comers,
    turn: int,
    course: Course | None,
) -> Story | None:
    """With these newcomers, if any; whoever goes by itself does so after as many meetings as `turn` says."""
    world = begin(ask.specification, ask.state)
    themselves: list[Gone] = []
    try:
        meetings: list[HeldMeeting] = []
        for index, planned in enumerate((*plan.meetings, None)):
            if index == turn:
                for point in plan.themselves:
                    gone = _going(ask, world, point)
                    if gone is None:
                        return None
                    world, who = gone
                    themselves += [] if who is None else [who]
            if planned is None:
                break
            held = _step(ask, world, planned, period, budget, course)
            if held is None or held.scenario is None:
                return None
            effects = held.effects
            newcomers = {
                e.target: comers.get(e.target, (Newcomers(1),))
                for e in effects
                if e.kind is EffectKind.ADMIT_NEW
            }
            meetings.append(replace(held, newcomers=newcomers))
            world = after_decision(world, effects, newcomers)
        if course is not None:
            for chosen in _candidates(world, plan.words):
                last = course.ending(world.reading(chosen), chosen)
                if last is not None:
                    return Story(tuple(themselves), turn, tuple(meetings), last, world, plan.least)
            return None
        return _ended(ask, plan, world, (tuple(themselves), turn), tuple(meetings), period, budget)
    except (ValueError, ReplayError, LimitReached):
        return None


def continued(ask: Ask, story: Story, period: Period, budget: Budget) -> Story | None:
    """The same meetings, held for another claim about the same holder; None where what they lead to does not refute it
    at once.
    """
    plan = Plan((), (), (), story.least)
    gone = story.themselves, story.turn
    try:
        return _ended(ask, plan, story.world, gone, story.meetings, period, budget)
    except (ValueError, ReplayError, LimitReached):
        return None


def held_again(ask: Ask, story: Story, period: Period, budget: Budget) -> Story | None:
    """The same changes in the same order, by decisions that are found anew, for a claim about whomever; None where that
    does not lead to what refutes it, or where somebody goes by itself.
    """
    if story.themselves:
        return None
    words = story.words if story.last is None else story.last.words
    meetings = tuple(Planned(held.effects, held.words) for held in story.meetings)
    return carry_out(ask, Plan((), meetings, words, story.least), period, budget)


def _step(
    ask: Ask, world: World, planned: Planned, period: Period, budget: Budget, course: Course | None
) -> HeldMeeting | None:
    """A meeting that has the effects planned, and no more than may be."""
    claim = step_property(ask.prop, ask.holder, ask.manner)
    wanted: tuple[Condition, ...] = tuple(_touches(e) for e in planned.effects)
    for _ in range(_TRIES):
        asked = _about(claim, And(wanted))

        def hold(prop: Property = asked) -> HeldMeeting | None:
            return _hold(ask, world, prop, planned.words, period, budget, 0, True, course)

        if course is None or course.held is None:
            held = hold()
        else:
            key = asked.claim, asked.fixed_readings, ask.manner, period
            held = course.held.once(key, world, planned.words, budget, hold)
        if held is None or held.scenario is None:
            return None
        effects = tuple(sorted(held.scenario.decision.effects, key=_order))
        barred = [e for e in effects if course is not None and not course.allows(e)]
        if not barred:
            return replace(held, effects=effects)
        wanted += tuple(Not(_touches(e)) for e in barred)
    return None


def _going(ask: Ask, world: World, point: Point) -> tuple[World, Gone | None] | None:
    """The world once a party has gone by itself, and who went, if it had not; None where the holder would go, too."""
    body, party = point.item.name, point.item.party
    if _partly_held(ask, party):
        return None
    it = world.specification.party[party]
    number = it.size if it.cohort else None
    if point.status == "out":
        return leaving(world, party, body), Gone(party, number, body, True)
    if (body, party) in world.state.suspended:
        return world, None
    return suspending_itself(world, party, body), Gone(party, number, body, False)


def _partly_held(ask: Ask, party: str) -> bool:
    """Whether some of a cohort belong to the holder, who never leaves; a cohort goes as a whole."""
    parts = () if ask.holder is None else ask.holder.parts
    return any(party in part.who.parties for part in parts)


def _order(effect: Effect) -> tuple[str, str, str]:
    return effect.kind.value, effect.target, effect.party


def _touches(effect: Effect) -> Condition:
    pattern = EffectPattern(
        effect.kind, (effect.target,) if effect.target else None, effect.party or None
    )
    return Touches(wording.effect(effect), (pattern,))


def _about(prop: Property, condition: Condition) -> Property:
    claim = prop.claim
    assert isinstance(claim, CanBlock | NoneCanPass)
    return replace(prop, claim=replace(claim, when=condition))


def _ended(
    ask: Ask,
    plan: Plan,
    world: World,
    gone: tuple[tuple[Gone, ...], int],
    meetings: tuple[HeldMeeting, ...],
    period: Period,
    budget: Budget,
) -> Story | None:
    claim = ask.prop.claim
    if isinstance(claim, HoldsRight | IsMember | IsSuspended):
        for chosen in _candidates(world, plan.words):
            if not state_claim_holds(world.reading(chosen).specification, world.state, claim):
                return Story(gone[0], gone[1], meetings, None, world, plan.least, chosen)
        return None
    prop = replace(ask.prop, even_after_amendments=False, supposing=())
    held = _hold(ask, world, prop, plan.words, period, budget, ask.index)
    if held is None:
        return None
    last = None if held.scenario is None else held
    return Story(gone[0], gone[1], meetings, last, world, plan.least)


def _candidates(world: World, words: Words) -> Iterator[Words]:
    """How what is amended may read: as planned, all of it at one extreme or the other, or with exceptions at work."""
    if not world.amended and not world.quorums:
        yield ()
        return
    seen: list[Words] = []
    for each in (
        extremes(world, least=True),
        renewed(words, world),
        extremes(world, least=False),
        excepted(world),
    ):
        if each not in seen:
            seen.append(each)
            yield each


def _hold(
    ask: Ask,
    world: World,
    prop: Property,
    words: Words,
    period: Period,
    budget: Budget,
    index: int = 0,
    step: bool = False,
    course: Course | None = None,
) -> HeldMeeting | None:
    """A decision that refutes the claim in this world, replayed; with the first wordings that allow it.

    A `step` has to be adopted whether or not the holder's recused members attend.
    """
    for chosen in _candidates(world, words):
        now = world.reading(chosen)
        here = replace(
            prop,
            fixed_readings=tuple(now.readings(dict(prop.fixed_readings)).items()),
        )
        specification = replace(now.specification, properties=(here,))
        free = free_rulings(specification, here)
        encoding = encode(specification, now.state, _classes(specification, now.state, here), free)
        vc = verification_conditions(encoding, here)[index]
        if step:
            context = vc.context
            question = adopted_without_help(context, ask.manner, [context.concerned])
            vc = replace(vc, question=question)
            vc = vc if course is None else course.step(vc)
        answer = vc.question.ask(budget)
        match answer:
            case Found():
                pass
            case NoneFound() | Unknown():
                continue
            case _:
                assert_never(answer)
        if not vc.goal:
            return HeldMeeting(None, (), chosen)
        plain = step or ask.told
        shown = plainest.shown(vc, answer, vc.goal, vc.adopted is not False, budget, plain)
        outcome = replay(specification, now.state, here, shown.lifted, vc.adopted)
        scenario = told(
            specification, now.state, here, period, shown.lifted, shown.matters, outcome
        )
        alone = vc.adopted is True and isinstance(vc.question, Exists)
        replayed = (here, shown.lifted) if alone else None
        return HeldMeeting(scenario, (), chosen, {}, replayed, vc.context, shown.values)
    return None


def happens_again(ask: Ask, story: Story) -> bool:
    """Whether the interpreter lets the story's meetings pass, vote for vote, under the readings that `ask` fixes.

    Asked of the interpreter alone, so "no" only means that these votes do not do. It is not asked where somebody
    goes by itself, and where members are recused: a step must then pass whether or not they attend.
    """
    held = [each for each in (*story.meetings, story.last) if each is not None]
    if story.themselves or story.last is None or ask.specification.recusals:
        return False
    world = begin(ask.specification, ask.state)
    try:
        for each in held:
            if each.replayed is None:
                return False
            prop, lifted = each.replayed
            now = world.reading(each.words)
            readings = {**lifted.readings, **now.readings(dict(ask.prop.fixed_readings))}
            here = replace(prop, fixed_readings=tuple(readings.items()))
            specification = replace(now.specification, properties=(here,))
            replay(specification, now.state, here, replace(lifted, readings=readings), adopted=True)
            world = after_decision(world, each.effects, each.newcomers)
    except (ValueError, ReplayError):
        return False
    return True


def _classes(specification: Specification, state: State, prop: Property) -> list[VoterClass]:
    """Each party by itself where a claim asks about one party after the other, as "no one of G alone" does."""
    coalition = coalition_of_claim(prop.claim)
    if coalition is not None and coalition.alone is Alone.NONE:
        return [VoterClass(party.name, (party,)) for party in specification.parties]
    return alike(specification, state)


def alike(specification: Specification, state: State) -> list[VoterClass]:
    """Classes of voters whom neither the words tell apart nor, once seats have changed, where they sit."""
    found: list[VoterClass] = []
    for voters in voter_classes(specification):
        groups: dict[object, list[Party]] = {}
        for party in voters.parties:
            key = tuple(
                ((body.name, party.name) in state.seats, (body.name, party.name) in state.suspended)
                for body in specification.bodies
            )
            groups.setdefault(key, []).append(party)
        for members in groups.values():
            name = members[0].name if len(members) == 1 else f"{members[0].name} and others"
            found.append(VoterClass(name, tuple(members)))
    return found
