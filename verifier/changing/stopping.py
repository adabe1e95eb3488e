"""Who alone can stop decisions of some kind, reading by reading: as the rules stand, and whatever is changed before."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from functools import cached_property
from itertools import product
from math import prod
from typing import Any, TypeVar, assert_never, cast

from policy_dsl.model import (
    ALWAYS,
    CanBlock,
    CannotBlock,
    Claim,
    Coalition,
    Condition,
    Manner,
    NoneCanPass,
    Or,
    Property,
    Specification,
)
from policy_dsl.records import dataclass, field, replace
from policy_dsl.state import State
from verifier.changing.alike import stand_ins
from verifier.changing.answered import Proof, Refutation, Unanswered
from verifier.changing.cohorts import said_of_rest, split_cohorts
from verifier.changing.deciding import decide_exactly, tell
from verifier.changing.limits import blind_spots
from verifier.changing.lock_outs import about_change
from verifier.changing.problem import Ask, Problem, says_not_all
from verifier.changing.saturation import Saturated, saturate
from verifier.changing.story import Story, continued, happens_again, held_again
from verifier.claims.dispatch import verification_conditions
from verifier.claims.readings import without_idle
from verifier.encoding.adoption import Encoding
from verifier.encoding.encodings import Encodings
from verifier.encoding.facts import RecusalDetail
from verifier.encoding.points import Point
from verifier.encoding.terms import both, negation
from verifier.solving.answers import Found, LimitReached, NoneFound, Unknown, there_is
from verifier.solving.limits import Budget
from verifier.solving.questions import Question, asked_incrementally
from verifier.solving.reasons import Reason, Why

# A reading of every ambiguous clause in force, in the order of the specification.
Reading = tuple[tuple[str, str], ...]

# Claims about every decision that changes something.
AboutChange = NoneCanPass | CanBlock | CannotBlock
T = TypeVar("T")

MOST_READINGS = 64
PERIOD = (None, None)


@dataclass
class AsRulesStand:
    """What is so of decisions as the rules stand. `conditions` and `holders` are all that is asked about."""

    specification: Specification
    state: State
    budget: Budget
    conditions: Sequence[Condition]
    holders: Sequence[Coalition]
    _encodings: Encodings = field(init=False)
    _known: dict[object, Any] = field(default_factory=dict)

    def __post_init__(self) -> None:
        # A party that is asked about by itself is no longer one of several that nothing tells apart.
        claims: list[Claim] = [NoneCanPass(when) for when in self.conditions]
        claims += [CanBlock(holder, ALWAYS, Manner.AGAINST) for holder in self.holders]
        asked = tuple(map(about_change, claims))
        self._encodings = Encodings(replace(self.specification, properties=asked))

    @cached_property
    def choices(self) -> Mapping[str, Sequence[str]]:
        """The readings of each ambiguous clause in force."""
        clauses = self.specification.clauses
        return {
            c.name: [reading.name for reading in c.readings]
            for c in clauses
            if c.readings and c.name in self.state.in_force
        }

    @cached_property
    def readings(self) -> tuple[Reading, ...]:
        """All readings; `LimitReached` where there are too many to ask about each."""
        if prod(len(names) for names in self.choices.values()) > MOST_READINGS:
            raise LimitReached(Reason(Why.TOO_MANY_READINGS, MOST_READINGS))
        return tuple(
            tuple(zip(self.choices, names, strict=True))
            for names in product(*self.choices.values())
        )

    @cached_property
    def _stand_ins(self) -> Mapping[Condition, Condition]:
        return stand_ins(self.specification, self.state, self.conditions)

    def _once(self, kind: str, claim: AboutChange, *more: object, ask: Callable[[Claim], T]) -> T:
        """What is asked of a claim, once for all that is changed and not told apart."""
        asked = replace(claim, when=self._stand_ins.get(claim.when, claim.when))
        key = kind, asked, *more
        if key not in self._known:
            self._known[key] = ask(asked)
        return cast(T, self._known[key])

    def failing(self, claim: AboutChange, under: str | None = None) -> frozenset[Reading]:
        """The readings under which a claim fails; `LimitReached` where that is not known."""
        return self._once("failing", claim, under, ask=lambda it: self._failing(it, under))

    def _failing(self, claim: Claim, under: str | None) -> frozenset[Reading]:
        prop = replace(about_change(claim), under=under, even_after_amendments=False)
        encoding = self._encodings.of(prop, self.state)
        (vc,) = verification_conditions(encoding, prop)
        return self._answered(encoding, vc.question)

    def speaking(self, claim: AboutChange) -> frozenset[Reading]:
        """The readings under which a claim says something; `LimitReached` where that is not known."""
        return self._once("speaking", claim, ask=self._speaking)

    def _speaking(self, claim: Claim) -> frozenset[Reading]:
        prop = replace(about_change(claim), even_after_amendments=False)
        encoding = self._encodings.of(prop, self.state)
        (vc,) = verification_conditions(encoding, prop)
        (goal,) = vc.possible
        return self._answered(encoding, vc.context.exists(*goal))

    def _answered(self, encoding: Encoding, question: Question) -> frozenset[Reading]:
        """The readings under which there is what is asked for."""
        if not there_is(question.ask(self.budget)):
            return frozenset()
        if len(self.readings) == 1:
            return frozenset(self.readings)
        chosen = encoding.activity.readings.choices
        found: list[Reading] = []
        with asked_incrementally(question) as ask:
            for reading in self.readings:
                under_it = [chosen[clause][name] for clause, name in reading]
                if there_is(ask(self.budget, under_it, read=False)):
                    found.append(reading)
        return frozenset(found)

    def always_limited(self, when: Condition, power: str, clause: str) -> bool:
        """Whether a clause limits every such decision that passes by a power."""
        passing = NoneCanPass(when)
        return self._once(
            "limited",
            passing,
            power,
            clause,
            ask=lambda it: self._always_limited(it, power, clause),
        )

    def _always_limited(self, passing: Claim, power: str, clause: str) -> bool:
        prop = replace(about_change(passing), under=power, even_after_amendments=False)
        encoding = self._encodings.of(prop, self.state)
        (vc,) = verification_conditions(encoding, prop)
        free = negation(encoding.limited_by(clause, power))
        return not there_is(vc.question.ask(self.budget, extra=[free]))

    def said(self, readings: Collection[Reading]) -> tuple[Mapping[str, str], ...]:
        """Some readings, without the clauses whose reading makes no difference; none where these are all."""
        wanted = set(readings)
        if wanted == set(self.readings):
            return ()
        return without_idle([dict(r) for r in self.readings if r in wanted], self.choices)


@dataclass
class Enduring:
    """What is so of decisions that change something, whatever is changed before.

    Asked of one holder, who votes against all of it; of none (`holder` None), of any adopted decisions. `detail` says
    how much is looked at first of what recusals may come to say; that something never is, is said of all of it.
    """

    specification: Specification
    state: State
    budget: Budget
    holder: Coalition | None
    conditions: Sequence[Condition]
    detail: RecusalDetail = RecusalDetail.SOME
    _ask: Ask = field(init=False)
    _party: str | None = field(init=False)
    _under: dict[Reading, Saturated] = field(default_factory=dict)
    _led: dict[Reading, list[Story]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        every = self._property(Or(tuple(self.conditions)))
        whole = Ask(
            self.specification,
            every,
            self.state,
            (self.state,),
            self.holder,
            Manner.AGAINST,
            # Who stops something is told, and on how little that rests is not.
            explained=False,
            detail=self.detail,
        )
        self._ask = split_cohorts(whole)
        parts = () if self.holder is None else self.holder.parts
        split = self._ask is not whole
        self._party = next((p.who.parties[0] for p in parts if split and p.count is not None), None)

    def _property(self, when: Condition) -> Property:
        claim: Claim = NoneCanPass(when)
        if self.holder is not None:
            claim = CanBlock(self.holder, when, Manner.AGAINST)
        return about_change(claim)

    def _asked(self, when: Condition, reading: Reading = ()) -> Ask:
        """One kind of decision, of the holder as it is once its cohort is two."""
        condition = when if self._party is None else said_of_rest(when, self._party)
        made: Any = self._ask.prop.claim
        claim = replace(made, when=condition)
        return replace(self._ask, prop=replace(self._ask.prop, claim=claim, fixed_readings=reading))

    @cached_property
    def _whole(self) -> Problem:
        # The terms have to tell apart what any of the conditions tells apart.
        props = tuple(self._asked(when).prop for when in self.conditions)
        asked = replace(self._ask, specification=replace(self._ask.specification, properties=props))
        shared = Problem(asked, self.budget).encoding
        return Problem(self._ask, self.budget, (), shared)

    @cached_property
    def _reached(self) -> Saturated:
        made = saturate(self._whole)
        if made.unknown is not None:
            raise LimitReached(made.unknown)
        return made

    def _reached_under(self, reading: Reading) -> Saturated:
        """What is reached under one reading: steps are any decisions, so it is the same for all kinds of them."""
        if reading not in self._under:
            ask = replace(self._ask, prop=replace(self._ask.prop, fixed_readings=reading))
            narrowed = self._whole.narrowed(ask, self._term(reading))
            assert narrowed is not None
            self._under[reading] = saturate(narrowed)
        made = self._under[reading]
        if made.unknown is not None:
            raise LimitReached(made.unknown)
        return made

    def _problem(self, when: Condition, told: bool = True) -> Problem:
        ask = replace(self._asked(when), told=told)
        return Problem(ask, self.budget, (), self._whole.encoding)

    @cached_property
    def _closely(self) -> Enduring | None:
        """The same with all that recusals may come to say; None where this looks at all of it."""
        if not says_not_all(self._whole, self._reached.never(self._whole)):
            return None
        return Enduring(
            self.specification,
            self.state,
            self.budget,
            self.holder,
            self.conditions,
            RecusalDetail.EACH_POWER,
        )

    def never(self, when: Condition) -> bool:
        """No such decision is ever adopted against the holder, however the rules are read.

        If not, one may be: what is reached is taken too widely. `LimitReached` where it is not known.
        """
        problem, made = self._problem(when), self._reached
        if there_is(problem.claim(made.never(problem))):
            return False
        blind = blind_spots(problem, made)
        if blind is not None:
            raise LimitReached(blind)
        return self._closely is None or self._closely.never(when)

    def story(
        self, when: Condition, reading: Reading, known: Story | None = None, told: bool = True
    ) -> Story | None:
        """How such a decision comes to be adopted against the holder; None where it never does.

        `known` is a story of others that may do here, too; `told` as of `Ask`. `LimitReached` where it is not known.
        """
        ask = self._asked(when, reading)
        if known is not None and self._party is None and happens_again(ask, known):
            return known
        problem = self._problem(when, told)
        if reading:
            made = self._reached_under(reading)
            ask = replace(ask, told=told)
            answered = decide_exactly(ask, PERIOD, self.budget, problem, self._term(reading), made)
        else:
            found = problem.claim(self._reached.never(problem))
            match found:
                case Unknown(reason):
                    raise LimitReached(reason)
                case NoneFound():
                    closely = self._closely
                    return None if closely is None else closely.story(when, reading, known, told)
                case Found():
                    answered = tell(problem, self._reached, found, PERIOD, self.budget)
                case _:
                    assert_never(found)
        match answered:
            case Proof():
                return None
            case Refutation(story=story):
                return story
            case Unanswered(reason):
                raise LimitReached(reason)
            case _:
                assert_never(answered)

    def ever(self, when: Condition, reading: Reading, like: Story | None = None) -> bool:
        """Whether such a decision comes to be adopted against the holder: mostly after the same meetings as another, or
        after the same changes as `like`, which is a story of anybody.

        `LimitReached` where it is not known.
        """
        ask = replace(self._asked(when, reading), told=False)
        known = self._led.setdefault(reading, [])
        if any(continued(ask, story, PERIOD, self.budget) is not None for story in known):
            return True
        found = None if like is None else held_again(ask, like, PERIOD, self.budget)
        found = found or self.story(when, reading, told=False)
        if found is not None:
            known.append(found)
        return found is not None

    def speaks(self, when: Condition, reading: Reading) -> bool:
        """Whether such a decision may be possible in some state that comes about against the holder."""
        problem, made = self._problem(when), self._reached
        term = self._term(reading)
        if reading:
            narrowed = problem.narrowed(self._asked(when, reading), term)
            assert narrowed is not None
            problem, made = narrowed, self._reached_under(reading)
        (goal,) = problem.vc.possible
        question = problem.vc.context.exists(*goal, term, *problem.bans(made.never(problem)))
        return there_is(question.ask(self.budget))

    def _term(self, reading: Reading) -> Any:
        choices = self._whole.encoding.activity.readings.choices
        return both(choices[clause][name] for clause, name in reading)

    def changes_without(self, when: Condition, own: Collection[Point]) -> bool:
        """Whether such a decision is adopted against the holder at once where these points may be otherwise."""
        problem = self._problem(when)
        kept = {*problem.beginning, *own}
        return there_is(problem.claim(p for p in problem.points if p not in kept))
