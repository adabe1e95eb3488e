"""Rules that tell very many decisions apart: each power by itself, with each clause that bears on it.

Clauses that apply independently of one another make twice as many classes with each of them, none of which says
anything that its parts do not: by one power, what several clauses demand is demanded at once. So a power is listed
with what bears on its decisions where as little else as can be does.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import cached_property
from typing import assert_never

from policy_dsl.model import Composition, Power
from policy_dsl.records import dataclass, replace
from policy_dsl.state import State
from verifier.describing.prime_covers import Term
from verifier.encoding.terms import both, either, negation
from verifier.encoding.treatment import Mark
from verifier.matrix.decision_classes import RulesInPeriod, SymmetryClass, class_of, ground
from verifier.solving.answers import Answer, Found, NoneFound, Unknown
from verifier.solving.limits import Budget
from verifier.solving.preferring import prefer
from verifier.solving.questions import Exists
from verifier.solving.values import Values


@dataclass(frozen=True)
class DecisionsOfPower:
    """Decisions that a power covers, to which of the clauses that bear on it just those that are `applying` apply.

    They are those `inside`, of all those `among`: to which no others apply.
    """

    decisions: SymmetryClass
    inside: Term
    among: tuple[Term, ...]
    applying: tuple[str, ...]


@dataclass(frozen=True)
class OfPower:
    """What there is room for of a power; `left` says how many clauses and conditions are not gone through."""

    ground: RulesInPeriod
    parts: tuple[DecisionsOfPower | Unknown, ...]
    left: int


def powers_in_force(whole: RulesInPeriod) -> tuple[Power, ...]:
    """In the order of declaration."""
    in_force = whole.encoding.state.in_force
    return tuple(power for power in whole.specification.powers if power.name in in_force)


def of_power(
    whole: RulesInPeriod, power: Power, budget: Callable[[], Budget], most: int
) -> OfPower:
    """First decisions to which nothing else applies, if it can be; then for each clause some to which it does."""
    it = ground(whole.specification, _alone(whole, power), whole.effects)
    return _Listing(it, power.name, budget).listed(most)


def _alone(whole: RulesInPeriod, power: Power) -> State:
    """The state without other powers, and without the clauses that bear on these alone.

    What a composition bars no power can decide, so that each stays.
    """
    specification, state = whole.specification, whole.encoding.state
    left = [power.name]
    left += [c.name for c in specification.clauses if specification.limits(c, power.name)]
    bearing = set(left)
    bearing |= {c.name for c in specification.clauses if isinstance(c, Composition)}
    while left:
        for exception in specification.exceptions_to.get(left.pop(), ()):
            if exception.name not in bearing:
                bearing.add(exception.name)
                left.append(exception.name)
    return replace(state, in_force=state.in_force & bearing)


@dataclass(frozen=True)
class _Listing:
    ground: RulesInPeriod
    power: str
    budget: Callable[[], Budget]

    @cached_property
    def _terms(self) -> dict[Mark, Term]:
        return self.ground.treatment.terms

    def listed(self, most: int) -> OfPower:
        parts: list[DecisionsOfPower | Unknown] = []
        shown: set[object] = set()
        left = 0
        question = Exists([*self.ground.limits, self._covered])
        for subject, wanted in self._subjects():
            if subject in shown:
                continue
            if len(parts) >= most:
                left += 1
                continue
            found = self._plainest(question, wanted)
            match found:
                case NoneFound():
                    pass
                case Unknown():
                    parts.append(found)
                case Found(model):
                    values = Values(model)
                    so = {mark: values.truth(term) for mark, term in self._terms.items()}
                    shown |= {
                        _subject(mark)
                        for mark, is_so in so.items()
                        if is_so != _usual(mark, self.power)
                    }
                    parts.append(self._part(so))
                case _:
                    assert_never(found)
        return OfPower(self.ground, tuple(parts), left)

    def _plainest(self, question: Exists, wanted: Term | None) -> Answer:
        """A decision of which what is wanted is so, and of all else as much as can be is as usual."""
        budget = self.budget()
        given = [] if wanted is None else [wanted]
        found = question.ask(budget, extra=given)
        match found:
            case Found():
                best, _ = prefer(question, budget, found, self._preferences, given)
                limited = budget.unanswered_since(0)
                return best if limited is None else Unknown(limited)
            case NoneFound() | Unknown():
                return found
            case _:
                assert_never(found)

    @cached_property
    def _preferences(self) -> list[Term]:
        """That each mark is as usual: conditions of requirements first, clauses in their order, then what follows."""
        order = {"given": 0, "active": 1, "would": 1, "open": 2}
        marks = sorted(self._terms, key=lambda mark: order[mark.kind])
        return [
            t if _usual(m, self.power) else negation(t) for m in marks for t in (self._terms[m],)
        ]

    @property
    def _covered(self) -> Term:
        """The power may cover the decision, under some reading."""
        so = [term for mark, term in self._terms.items() if self._is_of_power(mark)]
        known = [
            so for mark, so in self.ground.treatment.constant.items() if self._is_of_power(mark)
        ]
        return either((*so, *known))

    def _is_of_power(self, mark: Mark) -> bool:
        return mark.kind == "active" and mark.name == self.power

    def _subjects(self) -> Iterator[tuple[object, Term | None]]:
        """Nothing; then each clause, that it applies, and each condition of a requirement, that it does not hold."""
        yield None, None
        found: dict[object, list[Term]] = {}
        for mark, term in self._terms.items():
            if mark.kind == "given" or (mark.kind == "active" and mark.name != self.power):
                unusual = negation(term) if _usual(mark, self.power) else term
                found.setdefault(_subject(mark), []).append(unusual)
        yield from ((subject, either(them)) for subject, them in found.items())

    def _part(self, so: dict[Mark, bool]) -> DecisionsOfPower:
        inside: list[Term] = []
        among: list[Term] = []
        # Of what an exception is made to it has to be said whether it would apply.
        spoken_of = {mark.name for mark, is_so in so.items() if is_so} | {self.power}
        for exception in self.ground.specification.exceptions:
            if exception.name in spoken_of:
                spoken_of |= set(exception.targets)
        for mark, term in self._terms.items():
            if so[mark]:
                inside.append(term)
            elif mark.kind in ("active", "would") and mark.name not in spoken_of:
                among.append(negation(term))
            else:
                inside.append(negation(term))
        active = {mark.name for mark, is_so in so.items() if is_so and mark.kind == "active"}
        active |= {
            mark.name
            for mark, is_so in self.ground.treatment.constant.items()
            if is_so and mark.kind == "active"
        }
        applying = tuple(
            clause.name
            for clause in self.ground.specification.clauses
            if clause.name in active and clause.name != self.power
        )
        return DecisionsOfPower(class_of(self.ground, [so]), both(inside), tuple(among), applying)


def _usual(mark: Mark, power: str) -> bool:
    """Conditions of requirements hold, and no clauses apply but the power."""
    return mark.kind in ("given", "open") or mark.name == power


def _subject(mark: Mark) -> object:
    return mark if mark.kind == "given" else mark.name
