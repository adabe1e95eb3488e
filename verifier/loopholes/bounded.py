"""Changing rules in which only some openings are open: the steps that can then be taken, and the decision at the end.

Which openings concern what:

- A change of rules or seats may be brought about only where it is open; a decision that makes it makes no other change.
- How the holder acts and how clauses are read goes for every meeting.
- Exemption, form, splitting, route and classification concern the last decision, which is the one that is protected.
  Those before it are any decisions by any power. They need no wrong rulings: clauses see nothing but rulings, and
  nothing else is said of what such a decision is, so one of which the ruling is true does the same.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from copy import copy
from functools import cached_property
from typing import assert_never

from policy_dsl.model import Effect, Manner, Property, Specification
from policy_dsl.records import dataclass, field, replace
from policy_dsl.state import State
from verifier.changing.change_openings import ChangeOpening, change_openings
from verifier.changing.problem import Ask, Problem, Term, ask_for
from verifier.changing.saturation import Saturated, layers, saturate
from verifier.claims.verification_condition import VerificationCondition
from verifier.encoding.changing_rules import ChangingEncoding
from verifier.encoding.conduct import ACTS, Conduct, Switch
from verifier.encoding.opening_terms import OpeningTerms
from verifier.encoding.points import Point, produced
from verifier.encoding.steps import adopted_without_help
from verifier.encoding.terms import both, named_terms, negation
from verifier.loopholes.known import ReachedSoFar
from verifier.loopholes.openings import (
    Openings,
    Protection,
    free_rulings,
    open_question,
    open_readings,
    protection,
)
from verifier.solving.questions import Eased, Exists, ExistsForAll, Question

# The kinds of opening besides changes that concern every meeting, not the last decision alone.
EVERY_MEETING = ("reading", *ACTS)
# A new power has no name in the terms of changing rules.
NEW_POWER = ""


def question_about(specification: Specification, prop: Property, state: State) -> Ask:
    """What a property protects, as a question over changing rules: steps are such as are taken against the holder."""
    prop = replace(prop, even_after_amendments=False, supposing=())
    whole = ask_for(specification, prop, state)[0]
    what = protection(whole.prop)
    if what is None:
        return replace(whole, holder=None, manner=Manner.AGAINST)
    return replace(whole, holder=what.holder, manner=what.manner)


@dataclass
class Bounded(Problem):
    """A question over changing rules with the openings in `on` (numbers of `elements`) open.

    `home` are the powers at home at the property's own time.
    """

    home: tuple[str, ...] = ()
    on: frozenset[int] = field(default=frozenset())
    all_open: bool = False
    # What can be changed, where another problem about the same rules says so.
    given: tuple[ChangeOpening, ...] | None = None
    # What nothing beyond is reached, where another problem that leaves more open says so.
    bound: frozenset[Point] | None = None
    # What is known to be reached with which of them open; the same for all problems that differ in that alone.
    known: ReachedSoFar = field(default_factory=ReachedSoFar)

    @cached_property
    def what(self) -> Protection:
        """What is protected."""
        found = protection(self.ask.prop)
        assert found is not None
        return found

    @cached_property
    def encoding(self) -> ChangingEncoding:
        """The terms, in which all judges but the holder may err."""
        specification = replace(self.ask.specification, properties=(self.ask.prop,))
        free = free_rulings(specification, self.ask.holder)
        return self._encode(free, specification)

    @cached_property
    def opened(self) -> Openings:
        """The openings of the last decision, in whatever state."""
        start = self.ask.state
        since = {c.name for c in self.ask.specification.clauses} - start.in_force
        return open_question(
            self.encoding,
            self.ask.prop,
            self.what,
            self.budget,
            self.home,
            start,
            frozenset((*since, NEW_POWER)),
        )

    # --- the openings ------------------------------------------------------------------------

    @cached_property
    def at_most(self) -> Saturated:
        """All that decisions can reach with everything open."""
        everywhere = self.under(None)
        within = everywhere.within
        return saturate(everywhere, within=within if self.bound is None else within & self.bound)

    @property
    def reached(self) -> Saturated:
        """What is reached with what is open; layers count from what is known to be reached."""
        *_, made = self.reaching()
        return made

    def reaching(self) -> Iterator[Saturated]:
        """The same given again after each layer; at its end it is whole."""
        on = frozenset(i for i in self.on if self._moves(self.elements[i]))
        here = self.known.where(self.fixed, on)
        if self.at_most.unknown is not None:
            yield Saturated(unknown=self.at_most.unknown)
            return
        least, fresh = self.known.at_least(here, self._fresh)
        within = self.known.at_most(here, self.at_most.reached.keys()) & self.within
        made = Saturated()
        for made in layers(self, least, within, fresh):
            yield made
        if made.unknown is None:
            self.known.add(here, made.reached)

    def _moves(self, it: Switch | ChangeOpening) -> bool:
        """Whether an opening concerns decisions before the last one."""
        return isinstance(it, ChangeOpening) or it.kind in EVERY_MEETING

    def _fresh(self, opened: frozenset[int]) -> frozenset[Point] | None:
        """What these alone let be reached first; None where they let decisions pass that could not before."""
        them = [self.elements[index] for index in opened]
        changes = [it for it in them if isinstance(it, ChangeOpening)]
        every = len(changes) == len(them)
        return frozenset(p for it in changes for p in it.points) if every else None

    @cached_property
    def _changeable(self) -> tuple[ChangeOpening, ...]:
        return change_openings(self) if self.given is None else self.given

    @cached_property
    def changes(self) -> tuple[ChangeOpening, ...]:
        """The changes that decisions can make at all."""
        reached = set(self.at_most.reached) - self.beginning
        return tuple(c for c in self._changeable if reached & set(c.points))

    @cached_property
    def elements(self) -> tuple[Switch | ChangeOpening, ...]:
        """All openings."""
        return (*self.opened.switches, *self.changes)

    @cached_property
    def openers(self) -> dict[Point, frozenset[int]]:
        """For each point that is not the beginning: which openings have it."""
        found: dict[Point, set[int]] = {}
        for index, it in enumerate(self.elements):
            for point in it.points if isinstance(it, ChangeOpening) else ():
                found.setdefault(point, set()).add(index)
        return {point: frozenset(them) for point, them in found.items()}

    @cached_property
    def movers(self) -> dict[Term, frozenset[int]]:
        """For each variable of effects that is not always allowed: which openings allow one of its effects."""
        found: dict[Term, frozenset[int]] = {}
        for variable, effects in self.encoding.groups.items():
            made = [produced(effect) for effect in effects]
            if not any(point in self.beginning for point in made):
                none: frozenset[int] = frozenset()
                found[variable] = none.union(*(self.openers.get(point, none) for point in made))
        return found

    # --- some of them open -------------------------------------------------------------------

    def under(self, on: frozenset[int] | None) -> Bounded:
        """The same with these openings open (None: with all of them)."""
        shared = ("encoding", "holding", "opened", "beginning", "spontaneous", "step_context")
        for name in (*shared, "moves", "acting", "read_as_meant", "_strict", "_free", "_last"):
            getattr(self, name)
        if on is not None:
            _ = self.movers
        made = copy(self)
        made.on = frozenset() if on is None else on
        made.all_open = on is None
        for name in ("step", "vc", "within"):
            made.__dict__.pop(name, None)
        return made

    def where(self, terms: Sequence[Term]) -> Bounded:
        """The same where these terms hold throughout."""
        made = copy(self)
        made.fixed = terms
        return made

    def about(self, ask: Ask) -> Bounded:
        """The same rules with all readings and the holder chosen. Of a cohort in two parts, what could be done to it
        can be done to both.
        """
        parts = {p.name for p in ask.specification.parties}

        def both_parts(point: Point) -> tuple[Point, ...]:
            rest = point.item._replace(party=f"other {point.item.party}")
            return (point, Point(rest, point.status)) if rest.party in parts else (point,)

        given = tuple(
            replace(c, points=tuple(other for p in c.points for other in both_parts(p)))
            for c in self.changes
        )
        # With one reading and one holder no more is reached than with any.
        alike = ask.specification is self.ask.specification and self.at_most.unknown is None
        bound = frozenset(self.at_most.reached) if alike else None
        return Bounded(ask, self.budget, home=self.home, given=given, bound=bound)

    def same(self, on: frozenset[int], other: Bounded) -> frozenset[int]:
        """The same openings by the numbers that they have in another problem about the same rules.

        There a reading may be given, and so be no opening, and the holder may go by another name.
        """
        if other.elements is self.elements:
            return on
        wanted = self.names(on)
        return frozenset(i for i, it in enumerate(other.elements) if _name(it) in wanted)

    def names(self, on: frozenset[int]) -> frozenset[tuple[str, str, str]]:
        """What these openings are called, by themselves and not by who holds what is protected."""
        return frozenset(_name(self.elements[i]) for i in on)

    @property
    def switched(self) -> tuple[Switch, ...]:
        """Which of the switches are on."""
        if self.all_open:
            return self.opened.switches
        return tuple(s for i, s in enumerate(self.opened.switches) if i in self.on)

    @property
    def changing(self) -> tuple[ChangeOpening, ...]:
        """Which changes may be made."""
        first = len(self.opened.switches)
        return tuple(c for i, c in enumerate(self.changes, first) if i in self.on)

    @cached_property
    def within(self) -> frozenset[Point]:
        """What may be reached."""
        openings = self._changeable if self.all_open else self.changing
        return frozenset(p for opening in openings for p in opening.points)

    def told_apart(self, party: str) -> object:
        """What may become of a party's seats."""
        seats = (p for p in self.within if p.item.party == party)
        return frozenset((p.item.name, p.status) for p in seats)

    def allows(self, effect: Effect) -> bool:
        """Whether a decision that comes before the last one may have this effect."""
        point = produced(effect)
        return point in self.beginning or point in self.within

    # --- the questions -----------------------------------------------------------------------

    @cached_property
    def acting(self) -> Conduct | None:
        """How the holder may act in a step."""
        if self.ask.holder is None:
            return None
        acts = [switch for switch in self.opened.switches if switch.kind in ACTS]
        return Conduct(self.encoding, self.step_context.who, self.ask.manner, acts)

    @cached_property
    def read_as_meant(self) -> list[Term]:
        """Clauses are read as intended unless another reading is open."""
        intended, readings = open_readings(self.ask.specification, self.encoding, self.ask.prop)
        return OpeningTerms(self.step_context, None, None).closed_readings(readings, intended)

    @cached_property
    def step(self) -> Question:
        """Some decision that is adopted against the holder, with such effects only as may be."""
        barred = [] if self.all_open else [v for v, by in self.movers.items() if not by & self.on]
        literals = self.literals(self.switched)
        given = [*self.read_as_meant, *literals, *(negation(v) for v in barred)]
        if any(s.kind in ACTS for s in self.switched):
            return self.freely(given)
        return self.strictly(given)

    def strictly(self, given: list[Term]) -> Question:
        """A step for every ballot of a holder that acts as its claim says."""
        whole, term = self._strict
        match whole:
            case Exists():
                return self._asked(term, given)
            case Eased():
                easier = self._asked(term, given)
                return Eased(easier, whole.settled, lambda: whole.for_all.restricted(given))
            case ExistsForAll():
                return whole.restricted(given)
            case _:
                assert_never(whole)

    def freely(self, given: list[Term]) -> Exists:
        """A step for some ballot of a holder that acts as is open to it."""
        return self._asked(self._free, given)

    def lastly(self, given: list[Term]) -> Exists | ExistsForAll:
        """The last decision."""
        return self.opened.asking(given) if self._last is None else self._asked(self._last, given)

    # The same few questions are asked hundreds of times, each under other openings: each has a name in the solver, so
    # that it need not be put in again.

    @cached_property
    def _strict(self) -> tuple[Exists | ExistsForAll | Eased, Term | None]:
        question = adopted_without_help(self.step_context, self.ask.manner)
        match question:
            case Exists(constraints) | Eased(Exists(constraints)):
                return question, self._named("strictly", constraints)
            case ExistsForAll():
                return question, None
            case _:
                assert_never(question)

    @cached_property
    def _free(self) -> Term:
        context = self.step_context
        opposed = [] if self.acting is None else self.acting.opposed()
        return self._named("freely", context.exists(context.adopted, *opposed).constraints)

    @cached_property
    def _last(self) -> Term | None:
        question = self.opened.question
        return self._named("lastly", question.constraints) if isinstance(question, Exists) else None

    def _named(self, name: str, constraints: Sequence[Term]) -> Term:
        named, means = named_terms({name: both(constraints)})
        self.encoding.relaxation.constraints += means
        return named[name]

    def _asked(self, term: Term, given: list[Term]) -> Exists:
        return Exists([term, *given], self.encoding.ground)

    def literals(self, on: tuple[Switch, ...]) -> list[Term]:
        """These switches on, all others off."""
        return [s.term if s in on else negation(s.term) for s in self.opened.switches]

    @cached_property
    def vc(self) -> VerificationCondition:
        """The last decision."""
        opened = self.opened
        goal = (*opened.goal, *self.literals(self.switched))
        manner = None if self.ask.holder is None else Manner.ANY
        question = self.lastly(self.literals(self.switched))
        return VerificationCondition(opened.context, question, goal, True, manner=manner)


def _name(it: Switch | ChangeOpening) -> tuple[str, str, str]:
    if isinstance(it, ChangeOpening):
        return it.kind, it.name, ""
    return it.kind, "" if it.kind in ACTS else it.name, it.detail
