"""A claim over changing rules, as questions about one state of terms."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from functools import cached_property
from typing import Any

from policy_dsl.model import (
    ALWAYS,
    Alone,
    CanBlock,
    CannotBlock,
    CanPass,
    Coalition,
    CountsVotes,
    Effect,
    EffectKind,
    HoldsRight,
    IsMember,
    IsSuspended,
    Manner,
    NoneCanPass,
    Part,
    Property,
    Specification,
    Who,
)
from policy_dsl.model.traverse import coalition_of_claim, parties_of_claim
from policy_dsl.records import dataclass, field, replace
from policy_dsl.state import State
from verifier.claims.dispatch import verification_conditions
from verifier.claims.verification_condition import VerificationCondition
from verifier.encoding.changing_rules import ChangingEncoding, encode_changing
from verifier.encoding.claim_context import ClaimContext
from verifier.encoding.encodings import free_rulings
from verifier.encoding.facts import RecusalDetail
from verifier.encoding.holding import NOBODY, Holding, holding
from verifier.encoding.points import STATUSES, Item, Point, produced, start_points
from verifier.encoding.standing import standing_is_not
from verifier.encoding.steps import adopted_without_help
from verifier.encoding.terms import either, total
from verifier.solving.answers import Answer
from verifier.solving.limits import Budget
from verifier.solving.questions import Exists, Question

Term = Any  # a truth value of the solver


@dataclass(frozen=True)
class Ask:
    """What is asked: a property from one state (and, where dates move, from several), for one holder.

    `holder` withholds its help in `manner`; None: any adopted decision is a step. `index` picks the vc of a
    claim that makes several. Not `explained`: on how little a proof rests is not asked; not `told`: nothing is said of
    what refutes it but that it does. `detail` says how much of what recusals may come to say is looked at; `on_powers`:
    that they may limit powers is, even if none does to begin with.
    """

    specification: Specification
    prop: Property
    state: State
    starts: tuple[State, ...]
    holder: Coalition | None
    manner: Manner
    index: int = 0
    explained: bool = True
    told: bool = True
    detail: RecusalDetail = RecusalDetail.SOME
    on_powers: bool = False


def recusals_come_to_limit(ask: Ask) -> bool:
    """Whether recusals are taken to come to limit powers, where none does to begin with.

    Not for claims that count votes; nor where not all is looked at.
    """
    specification, claim = ask.specification, ask.prop.claim
    counts = isinstance(claim, CountsVotes)
    looked_at = (ask.on_powers or ask.detail is not RecusalDetail.SOME) and not counts
    return looked_at or any(recusal.limits is not None for recusal in specification.recusals)


def ask_for(
    specification: Specification, prop: Property, state: State, starts: Sequence[State] = ()
) -> list[Ask]:
    """The questions that a property makes; each must be answered with "cannot happen" for it to hold."""
    prop = replace(prop, claim=_at(prop.claim, state))
    if prop.claim.only_as_rules_stand:
        raise TypeError(f"not a claim about rules that change: {prop.name}")
    # Whoever has a seat or a right may give it up, and help others to take it away, unless that is set aside.
    about = parties_of_claim if prop.unless_it_leaves else coalition_of_claim
    holder, manner = about(prop.claim), Manner.AGAINST
    if isinstance(prop.claim, CanBlock | CannotBlock):
        manner = prop.claim.manner
    whole = Ask(specification, prop, state, tuple(starts) or (state,), holder, manner)
    if not isinstance(prop.claim, CanBlock | CanPass) or prop.claim.who.alone is not Alone.NONE:
        return [whole]
    # It is denied of each of them, whose help is then wanting; of nobody, there is nothing to ask.
    members = [p for p in specification.parties if p.name in prop.claim.who.parts[0].who.parties]
    return [
        replace(whole, holder=_only(p.name, p.size == 1), index=index)
        for index, p in enumerate(members)
    ]


def _only(party: str, single: bool) -> Coalition:
    return Coalition((Part(Who(party, parties=(party,), single=True), None if single else 1),))


def _at(claim: Any, state: State) -> Any:
    """A claim about those who sit in a body, as one about those who do so now: they stay the holders."""
    if not isinstance(claim, CanBlock | CannotBlock | CanPass):
        return claim
    parts = tuple(
        replace(part, who=part.who.only(part.who.everybody(state.seats)))
        for part in claim.who.parts
    )
    return replace(claim, who=replace(claim.who, parts=parts))


def step_property(prop: Property, holder: Coalition | None, manner: Manner) -> Property:
    """A step as a claim: what refutes it is a decision adopted although the holder does not help."""
    claim: Any = NoneCanPass(ALWAYS) if holder is None else CanBlock(holder, ALWAYS, manner)
    return replace(prop, claim=claim, under=None, even_after_amendments=False, supposing=())


@dataclass
class Problem:
    """One question over changing rules, with its terms. `fixed` are further terms that hold throughout.

    `instead` is asked in the place of what refutes the claim.
    """

    ask: Ask
    budget: Budget
    fixed: Sequence[Term] = ()
    shared: ChangingEncoding | None = None
    instead: Question | None = None
    points: tuple[Point, ...] = field(init=False)

    def __post_init__(self) -> None:
        encoding = self.encoding
        self.points = tuple(
            Point(item, status)
            for item in encoding.change.items
            for status in (*STATUSES[item.kind], *self._lost(item))
        )
        for point in self.points:
            encoding.change.ban(point, self.held(point.item))

    @cached_property
    def encoding(self) -> ChangingEncoding:
        """The terms."""
        if self.shared is not None:
            return self.shared
        free = free_rulings(self.ask.specification, self.ask.prop)
        # Conditions and coalitions of the property itself must be told apart too.
        specification = replace(self.ask.specification, properties=(self.ask.prop,))
        return self._encode(free, specification)

    def _encode(
        self, free: frozenset[str], specification: Specification, separate: bool = False
    ) -> ChangingEncoding:
        state, on_powers = self.ask.state, recusals_come_to_limit(self.ask)
        return encode_changing(specification, state, free, separate, self.ask.detail, on_powers)

    def narrowed(self, ask: Ask, term: Term) -> Problem | None:
        """The question that differs from this one by the readings alone, which `term` says; None where it does not."""
        mine = self.ask
        alike = (
            ask.specification is mine.specification
            and ask.state is mine.state
            and ask.holder is mine.holder
            and replace(ask.prop, fixed_readings=()) == replace(mine.prop, fixed_readings=())
        )
        return Problem(ask, self.budget, (term,), self.encoding) if alike else None

    def asking(self, question: Question) -> Problem:
        """The same rules, and another question of the same terms in the place of what refutes the claim."""
        return Problem(self.ask, self.budget, self.fixed, self.encoding, question)

    @cached_property
    def holding(self) -> Holding:
        """How many voters of each cell belong to the holder."""
        return NOBODY if self.ask.holder is None else holding(self.encoding, self.ask.holder)

    def held(self, item: Item) -> Any:
        """How many voters of a seat's party belong to the holder; 0 for anything else."""
        if item.kind != "seat":
            return 0
        every = self.encoding.electorate.cells
        cells = [c for c in every if c.voters.first.name == item.party]
        if cells and all(self.holding.has_all(c) for c in cells):
            return self.ask.specification.party[item.party].size
        return total([self.holding.of(c) for c in cells])

    def _lost(self, item: Item) -> tuple[str, ...]:
        held = self.held(item)
        return () if isinstance(held, int) and held == 0 else ("lost",)

    def told_apart(self, party: str) -> object:
        """What may be done to a party, where not the same may be done to all."""
        return None

    def allows(self, effect: Effect) -> bool:
        """Whether a decision that comes before the last one may have this effect."""
        return True

    # --- where it begins -------------------------------------------------------------------

    @cached_property
    def beginning(self) -> frozenset[Point]:
        """The points at which things are before anything is changed."""
        found: set[Point] = set()
        for state in self.ask.starts:
            points = start_points(self.ask.specification, state)
            found.update(Point(item, status) for item, status in points.items())
            for item, status in points.items():
                # Whoever sits nowhere, or is suspended, has no vote to lose; the claim is about that as it is.
                if self._lost(item) and status != "votes":
                    found.add(Point(item, "lost"))
        return frozenset(found)

    @cached_property
    def spontaneous(self) -> frozenset[Point]:
        """Points that are reached without any decision, wherever their seat has a vote or is suspended."""
        found: set[Point] = set()
        for point in self.points:
            item = point.item
            if item.kind != "seat" or point.status not in ("suspended", "out"):
                continue
            body = self.ask.specification.body[item.name]
            size = self.ask.specification.party[item.party].size
            held = self.held(item)
            if not body.fixed_membership and not (isinstance(held, int) and held == size):
                found.add(point)
        return frozenset(found)

    # --- steps -----------------------------------------------------------------------------

    @cached_property
    def step_context(self) -> ClaimContext:
        """The context of questions about steps."""
        prop = step_property(self.ask.prop, self.ask.holder, self.ask.manner)
        return ClaimContext(self.encoding, prop, positive=False)

    @cached_property
    def step(self) -> Question:
        """Some decision that is adopted without the holder's help."""
        return adopted_without_help(self.step_context, self.ask.manner, self.fixed)

    @cached_property
    def moves(self) -> dict[Any, tuple[tuple[Effect, tuple[Point, ...]], ...]]:
        """For each variable of effects: these effects, and the points that each brings about."""
        found: dict[Any, tuple[tuple[Effect, tuple[Point, ...]], ...]] = {}
        for variable, effects in self.encoding.groups.items():
            found[variable] = tuple((effect, self._brought_about(effect)) for effect in effects)
        return found

    def _brought_about(self, effect: Effect) -> tuple[Point, ...]:
        point = produced(effect)
        takes = effect.kind in (EffectKind.SUSPEND, EffectKind.REMOVE)
        lost = self._lost(point.item) if takes else ()
        return (point, *(Point(point.item, status) for status in lost))

    # --- the claim -------------------------------------------------------------------------

    @cached_property
    def vc(self) -> VerificationCondition:
        """What refutes the claim in a state. For a claim about a state alone, without scenario."""
        claim = self.ask.prop.claim
        if isinstance(claim, HoldsRight | IsMember | IsSuspended):
            context = self.step_context
            return VerificationCondition(
                context, Exists([*context.limits, standing_is_not(self.encoding, claim)])
            )
        found = verification_conditions(self.encoding, self.ask.prop)[self.ask.index]
        return found if self.instead is None else replace(found, question=self.instead)

    def claim(self, banned: Iterable[Point], extra: Sequence[Term] = ()) -> Answer:
        """Whether the claim is refuted in some state without the banned points."""
        return self.vc.question.ask(self.budget, extra=[*self.bans(banned), *self.fixed, *extra])

    def bans(self, points: Iterable[Point]) -> list[Term]:
        """The assumptions that these points are not reached, in a fixed order."""
        wanted = set(points)
        return [self.encoding.change.bans[p] for p in self.points if p in wanted]


def says_not_all(problem: Problem, never: Collection[Point]) -> bool:
    """Whether recusals may come to say, where these points are not reached, what is not looked at."""
    points = {p for p in problem.points if p.status in ("reworded", "some")} - set(never)
    items = {(p.item.kind, p.item.name) for p in points}
    names = {("clause", recusal.name) for recusal in problem.ask.specification.recusals}
    open_ones = items & {*names, ("new clause", "recusal")}
    return problem.ask.detail is RecusalDetail.SOME and bool(open_ones)


def either_of(terms: Iterable[Term]) -> Term:
    """At least one of them."""
    return either(terms)
