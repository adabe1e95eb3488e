"""The weakest condition: which decisions of the protected substance go the way of a loophole."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cached_property
from typing import assert_never

from policy_dsl.decisions import ruled
from policy_dsl.model import Attribute, Condition, Effect, Includes, Manner, PartySet, Power
from policy_dsl.model.traverse import all_conditions, condition_of_claim
from policy_dsl.records import dataclass, replace
from verifier.describing.dimensions import (
    Dimension,
    Term,
    TermOf,
    atoms_of,
    attribute_dimensions,
    counted,
    two_cells,
)
from verifier.describing.effects import EffectWords
from verifier.describing.literals import Literal, box, literals
from verifier.describing.prime_covers import prime
from verifier.describing.saying import Box, Sayer
from verifier.describing.whom import parties_of, whom
from verifier.encoding.cells import Cell
from verifier.encoding.claim_context import ClaimContext
from verifier.encoding.decisions import possible_effects
from verifier.encoding.effects import beyond_seats, may_be_too_many
from verifier.encoding.terms import FALSE, both, named_terms, negation
from verifier.encoding.treatment import Seen
from verifier.loopholes.openings import Openings
from verifier.results.loopholes import Conditions
from verifier.solving.answers import Answer, Found, NoneFound, Unknown
from verifier.solving.asking import Asking
from verifier.solving.limits import Budget
from verifier.solving.questions import Exists
from verifier.solving.values import Values


@dataclass(frozen=True)
class _Said:
    """One thing that is so of a decision or of its rulings; without `literal`: a judge rules as things are."""

    term: Term
    literal: Literal | None = None
    ruled: bool = False


def weakest(
    openings: Openings, values: Values, power: str, manner: Manner | None, budget: Budget
) -> tuple[Conditions, tuple[Term, ...]]:
    """What a decision in `values` says, less what can be left out.

    What is left: every decision of the protected substance of which it is true is adopted by `power`, under the
    readings found, the holder acting as found (in this `manner`, if all of it do; however it likes, if it may choose)
    and all others in favour. Where the property has no holder, the ballots are those found, and its requirement stays
    unmet. Where a limit was reached, as the budget says, more may be left than need be. Where
    that is so of no condition on single attributes, only some of these decisions are meant.
    Effects that no power may have, or no vacant seat is there for, belong to no decision here. With the terms that say
    so of a decision.
    """
    context = openings.context
    effects = _Effects(context, power)
    every = tuple(_all_said(context, values, effects))
    names = [f"said {index}" for index in range(len(every))]
    named, means = named_terms({name: it.term for name, it in zip(names, every, strict=True)})
    for question in _questions(openings, values, power, manner):
        with question.asked_incrementally([*effects.limits, *means]) as ask:

            def leaves(kept: Sequence[int], ask: Asking = ask) -> Answer:
                return ask(budget, [named[names[index]] for index in kept], read=False)

            whole = leaves(range(len(every)))
            match whole:
                case NoneFound():
                    kept = _with_wide_bounds(context, prime(every, leaves), ask, budget)
                    terms = (*effects.limits, *(each.term for each in kept))
                    return _conditions(context, kept, effects, True), terms
                case Found() | Unknown():
                    pass
                case _:
                    assert_never(whole)
    return _conditions(context, every, effects, False), ()


def _questions(
    openings: Openings, values: Values, power: str, manner: Manner | None
) -> Iterator[Exists]:
    """Is there a decision of the protected substance that is not adopted so? The first that fits the example counts.

    Those who are recused attend, or stay away; or else everybody does exactly what is found.
    """
    context, terms = openings.context, openings.terms
    encoding = context.encoding
    readings = values.kept([*encoding.activity.readings.variables, *context.who.variables])
    adopted = encoding.adopted_by[power]
    if openings.by_any_means:
        yield context.exists(*readings, *terms.protected(), *openings.opposed, negation(adopted))
    elif openings.conduct is not None:
        otherwise = manner or openings.conduct.manner
        for recused_attend in (True, False):
            votes = terms.opposed_as_in(values, otherwise, recused_attend)
            yield context.exists(*readings, *terms.protected(), *votes, negation(adopted))
    ballots = values.kept(encoding.ballot_variables)
    done = both([*encoding.ballot_limits, adopted, *terms.unmet_requirement()])
    # These ballots may be none at all for another decision, so what makes them ballots is a part of the question.
    yield Exists([*context.limits, *readings, *terms.protected(), *ballots, negation(done)])


def _with_wide_bounds(
    context: ClaimContext, kept: Sequence[_Said], ask: Asking, budget: Budget
) -> tuple[_Said, ...]:
    """The same with each number of those whom an attribute names bounded no closer than it need be.

    The example names so many, but fewer or more may do as well; a bound at which a decision goes the way of the
    loophole does so for each closer one, too.
    """
    found = list(kept)
    for place, each in enumerate(kept):
        low, high = _bounds(each)
        if low == high:
            continue
        # The bound that is known to do, and the widest that there may be.
        good, bad = (low, 0) if low else (high, _most(context, each) + 1)
        while abs(good - bad) > 1:
            middle = (good + bad) // 2
            tried = _bounded(context, each, middle)
            others = [it for index, it in enumerate(found) if index != place]
            parts = {f"{place} {middle} {i}": it.term for i, it in enumerate([*others, tried])}
            named, means = named_terms(parts)
            ask.add(both(means))
            answer = ask(budget, [*named.values()], read=False)
            match answer:
                case NoneFound():
                    found[place], good = tried, middle
                case Found():
                    bad = middle
                case Unknown():
                    break
                case _:
                    assert_never(answer)
    return tuple(found)


def _bounds(it: _Said) -> tuple[int, int]:
    """The least number that it says, or that before which it says the number to be; (0, 0) where it is no bound."""
    literal = it.literal
    if literal is None or literal.dimension.of is None or not literal.dimension.numbers:
        return 0, 0
    cells, cell = literal.dimension.cells, literal.cell
    above = cells[cell].high
    if cell == 0 and above is not None:
        return above, 0
    return (0, cells[cell].low) if cell == len(cells) - 1 else (0, 0)


def _most(context: ClaimContext, it: _Said) -> int:
    """How many there are of those who are counted."""
    assert it.literal is not None
    of = it.literal.dimension.of
    assert of is not None
    specification, state = context.encoding.specification, context.encoding.state
    return sum(specification.party[name].size for name in parties_of(specification, state, of))


def _bounded(context: ClaimContext, it: _Said, bound: int) -> _Said:
    """The same with another bound."""
    literal = it.literal
    assert literal is not None
    of = literal.dimension.of
    assert of is not None
    facts = not it.ruled
    dimension = counted(
        literal.dimension.about, of, [bound], lambda each: context.encoding.condition(each, facts)
    )
    other = Literal(dimension, 0 if literal.cell == 0 else 1)
    return replace(it, term=other.term, literal=other)


# --- what is said --------------------------------------------------------------------------------


@dataclass(frozen=True)
class _Effects:
    """What decisions can do to the rules and seats here: what some power in force may have, and a vacant seat allows.

    Only effects that some condition asks about are terms. A decision with any other is adopted by just those powers
    that may have it, and otherwise as it would be without.
    """

    context: ClaimContext
    power: str

    @cached_property
    def _possible(self) -> tuple[Effect, ...]:
        encoding = self.context.encoding
        return tuple(possible_effects(encoding.specification, encoding.state))

    @cached_property
    def _allowed(self) -> frozenset[Effect]:
        encoding = self.context.encoding
        seen = Seen(encoding.specification, encoding.state)
        specification, state = encoding.specification, encoding.state
        return frozenset(
            effect
            for effect in self._possible
            if seen.allowed(effect) and not beyond_seats(specification, state, effect)
        )

    @property
    def limits(self) -> list[Term]:
        """That a decision has only such effects."""
        known = self.context.encoding.decision.effects
        return [negation(term) for effect, term in known.items() if effect not in self._allowed]

    @property
    def dimensions(self) -> Iterator[Dimension]:
        """Those that are terms, each group of them by itself."""
        groups: dict[int, tuple[Term, list[Effect]]] = {}
        for effect, variable in self.context.encoding.decision.effects.items():
            if effect in self._allowed:
                groups.setdefault(variable.get_id(), (variable, []))[1].append(effect)
        for variable, group in groups.values():
            yield two_cells("", None, variable, tuple(group))

    def barred(self, kept: Sequence[Literal]) -> Box:
        """The decisions that have none which the power may not have, of those that are no terms.

        Nor any of those of which seats or a composition may bar several together, or one without another, or beside
        effects that are terms; but for those terms that are said (in what is `kept`) to be no effects.
        """
        encoding = self.context.encoding
        clause = encoding.specification.clause[self.power]
        assert isinstance(clause, Power)
        others = [
            effect
            for effect in self._possible
            if effect in self._allowed and effect not in encoding.decision.effects
        ]
        granted = {e for e in self._allowed if any(grant.matches(e) for grant in clause.grants)} - {
            e for each in kept if each.cell == 0 for e in each.dimension.group
        }
        together = [effect for effect in self._possible if effect in granted]
        crowding = may_be_too_many(encoding.specification, encoding.state, together)
        them = tuple(e for e in others if e not in granted or e in crowding)
        return {two_cells("", None, FALSE, them): frozenset({1})} if them else {}

    @property
    def words(self) -> EffectWords:
        """What is said of them."""
        never = frozenset(self._possible) - self._allowed
        return EffectWords(self.context.encoding.specification, self._allowed, never)


def _all_said(context: ClaimContext, values: Values, effects: _Effects) -> Iterator[_Said]:
    """All that tells the decision from others; what is best left out comes first."""
    decision = context.encoding.decision
    specification = context.encoding.specification
    dimensions = list(effects.dimensions)
    dimensions += _attributes(context, values, specification.attributes, True)
    for each in literals(dimensions, values):
        yield _Said(each.term, each)
    for name in sorted(decision.free):
        fact = context.encoding.ruling_is_fact(name)
        if values.truth(fact):
            yield _Said(fact, None, ruled=True)
            continue
        its = _attributes(context, values, (specification.attribute[name],), False)
        for each in literals(its, values):
            yield _Said(each.term, each, ruled=True)


def _attributes(
    context: ClaimContext, values: Values, attributes: Sequence[Attribute], facts: bool
) -> list[Dimension]:
    """What is asked about attributes (as they are, or as they are ruled), and whom they name."""
    encoding = context.encoding
    asked = [*all_conditions(encoding.specification), condition_of_claim(context.prop.claim)]

    def term(condition: Condition) -> Term:
        return encoding.condition(condition, facts)

    atoms = atoms_of(asked)
    found = list(attribute_dimensions(attributes, atoms, term))
    for attribute in attributes:
        if isinstance(attribute.type, PartySet):
            known = [each.said for each in found if each.about == attribute.name]
            found += [
                each
                for each in _named(context, values, attribute.name, term, facts)
                if each.said is None or each.said not in known
            ]
    return found


def _named(
    context: ClaimContext, values: Values, attribute: str, term: TermOf, facts: bool
) -> Iterator[Dimension]:
    """Whom an attribute names, one by one; of those whom nothing tells apart, how many."""
    encoding = context.encoding
    mark = attribute if facts else ruled(attribute)
    for named, party in tuple(encoding.decision.named):
        if named == mark:
            who = whom(encoding.specification, encoding.state, [party])
            single = Includes(attribute, who, every=True)
            yield two_cells(attribute, single, term(single))
    classes: dict[str, list[Cell]] = {}
    for cell in encoding.electorate.cells:
        if mark in cell.marks:
            classes.setdefault(cell.voters.name, []).append(cell)
    for them in classes.values():
        number = sum(values.number(cell.size) for cell in them)
        voters = them[0].voters
        parties = [party.name for party in voters.parties]
        who = whom(encoding.specification, encoding.state, parties)
        edges = {number, number + 1} & set(range(1, voters.size + 1))
        yield counted(attribute, who, sorted(edges), term)


# --- in words ------------------------------------------------------------------------------------


def _conditions(
    context: ClaimContext, kept: Sequence[_Said], effects: _Effects, every: bool
) -> Conditions:
    specification = context.encoding.specification
    sayer = Sayer(specification, effects.words, atoms_of(all_conditions(specification)))
    facts = [each.literal for each in kept if each.literal is not None and not each.ruled]
    rulings = [each.literal for each in kept if each.literal is not None and each.ruled]
    return Conditions(
        sayer.condition([{**box(facts), **effects.barred(facts)}]),
        sayer.condition([box(rulings)]) if rulings else None,
        every,
    )
