"""Ways round that change rules or seats first, alone or together with other openings, each told as a story."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from datetime import date
from typing import assert_never

from policy_dsl.change import World
from policy_dsl.model import Manner, Property, Specification
from policy_dsl.records import dataclass, field, replace
from policy_dsl.state import Interval, after_events
from verifier.changing.cohorts import fewest_gone, some_of_cohort, some_told_apart
from verifier.changing.happening import happened
from verifier.changing.meetings_held import HeldMeeting, MeetingsHeld
from verifier.changing.planning import Plan, Planner, Words
from verifier.changing.problem import Ask, recusals_come_to_limit, says_not_all
from verifier.changing.saturation import saturate
from verifier.changing.story import Course, Story, alike, carry_out
from verifier.claims.verification_condition import VerificationCondition
from verifier.encoding.adoption import encode
from verifier.encoding.conduct import ACTS, Conduct, Switch
from verifier.encoding.opening_terms import OpeningTerms
from verifier.loopholes.acting import acting_in
from verifier.loopholes.bounded import Bounded, question_about
from verifier.loopholes.demands import ask_last
from verifier.loopholes.exchanges import exchanged_ask, exchanged_plan
from verifier.loopholes.explaining import Explained, explain, vc_of_openings
from verifier.loopholes.openings import free_rulings, open_question, protection, said
from verifier.loopholes.plans_known import KnownPlan, Plans
from verifier.loopholes.sets_with_changes import Combinations, Combined, Exchanged, Told
from verifier.loopholes.supporting import enough, most_needed, not_asked
from verifier.results.loopholes import Loophole, Opening, WayMeeting
from verifier.solving.answers import Found, NoneFound, Unknown, there_is
from verifier.solving.limits import Budget
from verifier.solving.reasons import Reason, Why
from verifier.words import changing_rules as say
from verifier.words import conduct as conduct_words
from verifier.words import loopholes as words

Key = tuple[str, str, str]


@dataclass(frozen=True)
class Ended(HeldMeeting):
    """The last meeting, with what is told of it."""

    explained: Explained | None = field(default=None, repr=False, compare=False)


@dataclass
class Changing:
    """The search for one property, from the last state that it speaks of.

    `home` are its powers at home there, `known` the minimal sets without any change. `explained`, `held` and `plans`
    are as in `Search`. `stopped`: why some may lack.
    """

    specification: Specification
    prop: Property
    interval: Interval
    home: tuple[str, ...]
    known: Sequence[frozenset[Key]]
    budget: Budget
    explained: bool = True
    held: MeetingsHeld = field(default_factory=MeetingsHeld)
    plans: Plans = field(default_factory=Plans)
    stopped: Reason | None = None
    opened: frozenset[str] = frozenset()
    untold: list[str] = field(default_factory=list)
    # By what plan a set's story was told, and as an answer to what.
    _planned: dict[frozenset[int], tuple[Ask, Plan]] = field(default_factory=dict)
    _foretold: dict[frozenset[int], Story] = field(default_factory=dict)

    def loopholes(self) -> Iterator[Loophole]:
        """Each minimal set with a change in it, as long as there are some."""
        state = after_events(self.interval.state, self.prop.supposing)
        ask = question_about(self.specification, self.prop, state)
        whole = Bounded(ask, self.budget, home=self.home)
        # As written no recusal limits powers, but one can come to. Terms in which it may are dearer, so they are made
        # only where such a recusal is reached with everything open; why they need say no more of it: decision 0024.5.
        if says_not_all(whole, ()) and not recusals_come_to_limit(ask):
            closer = Bounded(replace(ask, on_powers=True), self.budget, home=self.home)
            # Where it is not known what is reached, that is said of the closer look too.
            reached = closer.at_most
            if reached.unknown is not None or says_not_all(closer, reached.never(closer)):
                whole = closer
        search = Combinations(whole, self._numbers(whole), lambda on: self._is_foretold(whole, on))
        self.stopped = whole.at_most.unknown
        for combined in search if whole.changes else ():
            # Where those without any change are not all known, some are found again.
            if not whole.under(combined.on).changing:
                continue
            before = len(self.budget.unanswered)
            found = self._found(combined, whole, search)
            unanswered = self.budget.unanswered_since(before)
            if found is None and unanswered is not None:
                self.stopped = self.stopped or unanswered
            elif found is None:
                them = _openings(self.specification, whole.under(combined.on))
                self.untold.append(words.smallest([it.text for it in them]))
            elif unanswered is not None:
                # A story made under a limit may take more meetings than it needs.
                yield replace(found, open=found.open or (words.story_open(unanswered),))
            else:
                yield found
        self.stopped = self.stopped or search.stopped
        if self.stopped is None:
            self.opened = frozenset(change.kind for change in whole.changes)
        if self.stopped is None and self.untold:
            self.stopped = Reason(Why.UNTOLD_CHANGES, names=tuple(self.untold))

    def _numbers(self, whole: Bounded) -> list[frozenset[int]]:
        numbers: dict[tuple[str, str, str], int] = {
            (s.kind, s.name, s.detail): i for i, s in enumerate(whole.opened.switches)
        }
        return [
            frozenset(numbers[key] for key in one)
            for one in self.known
            if all(key in numbers for key in one)
        ]

    # --- one set -----------------------------------------------------------------------------

    def _found(
        self, it: Combined | Exchanged | Told, whole: Bounded, search: Combinations
    ) -> Loophole | None:
        """A set with its story; of one that suffices as another did, by what was planned for that, if it can be."""
        if isinstance(it, Combined):
            return self._told(it, whole)
        if isinstance(it, Told):
            return self._loophole(whole.under(it.on), self._foretold[it.on])
        if it.first in self._planned:
            ask, plan = self._planned[it.first]
            asked, planned = exchanged_ask(ask, it.exchange), exchanged_plan(plan, it.exchange)
            if asked is not None and planned is not None:
                problem = whole.under(it.on)
                story = self._by_plan(problem, asked, planned)
                if story is not None:
                    return self._loophole(problem, story)
        combined = search.asked(it.on)
        match combined:
            case Combined():
                return self._told(combined, whole)
            case Unknown():
                return None
            case frozenset():
                raise AssertionError  # by the theorem of `exchanges`
            case _:
                assert_never(combined)

    def _is_foretold(self, whole: Bounded, on: frozenset[int]) -> bool:
        """Whether a set has a story by what is known of another wording of the rules."""
        names = whole.names(on) if self.plans.known else frozenset()
        for ask, plan in self.plans.of(names, whole.ask):
            story = self._by_plan(whole.under(on), ask, plan)
            if story is not None:
                self._foretold[on] = story
                return True
        return False

    def _told(self, combined: Combined, whole: Bounded) -> Loophole | None:
        """With its story; None where none was found that replays."""
        problem, answer = combined.problem, combined.answer
        made = self._carried_out(problem, combined.ask, answer)
        if made is not None:
            self._planned[combined.on] = combined.ask, made[1]
            names = whole.names(combined.on)
            self.plans.made.append(KnownPlan(names, whole.ask, combined.ask, made[1]))
        # Where some of a cohort go and others stay, they are two cohorts from the beginning.
        answer = answer if made is not None else fewest_gone(problem, problem.reached, answer)
        for party, number in () if made is not None else some_told_apart(problem, answer):
            ask = some_of_cohort(combined.ask, party, number)
            if ask is None:
                continue
            other = whole.about(ask)
            problem = other.under(whole.same(combined.on, other))
            found = ask_last(problem, problem.reached)
            match found:
                case Found():
                    made = self._carried_out(problem, ask, found)
                case NoneFound() | Unknown():
                    pass
                case _:
                    assert_never(found)
            if made is not None:
                break
        return None if made is None else self._loophole(whole.under(combined.on), made[0])

    def _carried_out(self, problem: Bounded, ask: Ask, answer: Found) -> tuple[Story, Plan] | None:
        """The story, and the plan that it goes by."""
        made = saturate(problem, within=problem.within)
        if made.unknown is not None:
            return None
        plan = Planner(problem, made).plan(answer)
        match plan:
            case Plan():
                story = self._by_plan(problem, ask, plan)
                return None if story is None else (story, plan)
            case None | Unknown():
                return None
            case _:
                assert_never(plan)

    def _by_plan(self, problem: Bounded, ask: Ask, plan: Plan) -> Story | None:
        on = problem.switched
        course = Course(
            lambda vc: _acting(vc, ask.manner, on),
            lambda world, chosen: self._ended(ask, world, chosen, on),
            problem.allows,
            None if any(s.kind in ACTS for s in on) else self.held,
        )
        return carry_out(ask, plan, self._period, self.budget, course)

    @property
    def _period(self) -> tuple[date | None, date | None]:
        return self.interval.start, self.interval.end

    def _ended(self, ask: Ask, world: World, chosen: Words, on: Collection[Switch]) -> Ended | None:
        """The last decision in a world as it reads by then."""
        readings = world.readings(dict(ask.prop.fixed_readings))
        prop = replace(ask.prop, fixed_readings=tuple(readings.items()))
        specification = replace(world.specification, properties=(prop,))
        what = protection(prop)
        assert what is not None
        free = free_rulings(specification, what.holder)
        encoding = encode(specification, world.state, alike(specification, world.state), free)
        changed = world.amended | (world.state.in_force - ask.state.in_force)
        openings = open_question(
            encoding, prop, what, self.budget, self.home, ask.state, frozenset(changed)
        )
        vc = vc_of_openings(openings, on)
        if not there_is(vc.question.ask(self.budget)):
            return None
        explained = explain(
            openings,
            vc,
            on,
            specification,
            prop,
            self._period,
            self.budget,
            self.explained,
        )
        return Ended(explained.scenario, (), chosen, explained=explained)

    def _loophole(self, problem: Bounded, story: Story) -> Loophole:
        scenario = say.story(self.specification, self.prop, story)
        assert isinstance(story.last, Ended)
        explained = story.last.explained
        assert scenario is not None
        assert explained is not None
        meetings = [self._meeting(held, problem) for held in story.meetings]
        acting = [*(_acted(held, problem) for held in story.meetings), explained.acting]
        meetings.append(WayMeeting(say.decision(story.last), explained.power, explained.enough))
        return Loophole(
            property=self.prop.name,
            openings=_openings(self.specification, problem, acting),
            power=explained.power,
            clauses=tuple(line.name for line in scenario.clauses if line.applied),
            under=explained.under,
            enough=most_needed(meetings),
            accepted=None,
            scenario=scenario,
            steps=say.steps(story),
            happens=happened(self.specification, story),
            supposing=self.prop.supposing,
            meetings=tuple(meetings),
            open=explained.open,
        )

    def _meeting(self, held: HeldMeeting, problem: Bounded) -> WayMeeting:
        assert held.scenario is not None
        assert held.context is not None
        assert held.values is not None
        scenario, power = held.scenario, held.scenario.power or ""
        if not self.explained:
            return WayMeeting(say.decision(held), power, not_asked())
        terms = OpeningTerms(held.context, held.context.who, None)
        acting = conduct_words.while_acting(scenario.coalition, _acted(held, problem))
        values, coalition = held.values, scenario.coalition
        suffice = self.held.enough(
            held.context,
            acting,
            self.budget,
            lambda: enough(terms, values, power, coalition, self.budget, acting=acting),
        )
        return WayMeeting(say.decision(held), power, suffice)


def _openings(
    specification: Specification,
    problem: Bounded,
    meetings: Sequence[Sequence[conduct_words.Acting]] = (),
) -> tuple[Opening, ...]:
    return (
        *(Opening(c.kind, c.name, c.text, c.file, c.line) for c in problem.changing),
        *said(specification, problem.switched, problem.acting, meetings),
    )


def _acted(held: HeldMeeting, problem: Bounded) -> tuple[conduct_words.Acting, ...]:
    """What the holder does at a meeting that changes something."""
    if problem.acting is None:
        return ()
    assert held.context is not None
    assert held.values is not None
    assert held.scenario is not None
    conduct = Conduct(held.context.encoding, held.context.who, problem.ask.manner)
    return acting_in(conduct, held.values, held.scenario)


def _acting(
    vc: VerificationCondition, manner: Manner, on: Collection[Switch]
) -> VerificationCondition:
    """The vc into a step, if the holder may act otherwise at it than its claim says."""
    acts = [switch for switch in on if switch.kind in ACTS]
    if not acts:
        return vc
    context = vc.context
    opposed = Conduct(context.encoding, context.who, manner, acts).opposed()
    goal = (context.concerned, context.adopted, *opposed, *(s.term for s in acts))
    return replace(vc, question=context.exists(*goal), goal=goal)
