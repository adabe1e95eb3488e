"""The classes of decision that the rules distinguish, by listing what can be true of a decision together."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property
from itertools import product
from math import prod

from policy_dsl.model import Specification
from policy_dsl.records import dataclass
from policy_dsl.state import State
from verifier.describing.dimensions import atoms_of
from verifier.describing.literals import Alphabet, alphabet
from verifier.describing.prime_covers import Term
from verifier.encoding.adoption import Encoding, encode
from verifier.encoding.classes import voter_classes
from verifier.encoding.terms import both, either, negation
from verifier.encoding.treatment import (
    EffectGroups,
    Treatment,
    conditions_in_force,
    effect_groups,
)
from verifier.matrix.applicability import Signature, Treated, treated
from verifier.solving.answers import LimitReached, found_or_none
from verifier.solving.limits import Budget
from verifier.solving.questions import Exists
from verifier.solving.reasons import Reason
from verifier.solving.values import Values

MOST_SIGNATURES = 4096
# So many signatures for each class are gone through: where very many are treated alike, there are mostly more classes.
ALIKE = 5
MOST_READINGS = 64


@dataclass(frozen=True)
class RulesInPeriod:
    """A specification at one time, without its properties: what the matrix and lint ask about."""

    encoding: Encoding
    effects: EffectGroups
    treatment: Treatment

    @cached_property
    def alphabet(self) -> Alphabet:
        """What can tell decisions apart."""
        atoms = atoms_of(conditions_in_force(self.specification, self.encoding.state))
        return alphabet(self.encoding, atoms, self.effects)

    @property
    def specification(self) -> Specification:
        """The specification, without properties."""
        return self.encoding.specification

    @property
    def limits(self) -> list[Term]:
        """What makes the variables stand for a decision."""
        return [*self.encoding.decision.limits, *self.encoding.electorate.limits]

    def readings(self, clauses: Sequence[str]) -> Iterator[dict[str, str]]:
        """All readings of some ambiguous clauses; the others are read as their first reading."""
        choices = self.encoding.activity.readings.choices
        rest = {name: next(iter(each)) for name, each in choices.items() if name not in clauses}
        for names in product(*(choices[clause] for clause in clauses)):
            yield {**rest, **dict(zip(clauses, names, strict=True))}


def ground(
    specification: Specification, state: State, effects: EffectGroups | None = None
) -> RulesInPeriod:
    """The encoding of a state in which every effect on rules and seats, or some `effects`, can be spoken of."""
    effects = effect_groups(specification, state) if effects is None else effects
    encoding = encode(specification, state, voter_classes(specification), watched=effects.watched)
    return RulesInPeriod(encoding, effects, Treatment(encoding))


@dataclass(frozen=True)
class SymmetryClass:
    """Decisions that are treated the same. `treated` says how, under each reading of what is ambiguous in it."""

    term: Term
    signatures: tuple[Signature, ...]
    ambiguous: tuple[str, ...]
    treated: tuple[tuple[Mapping[str, str], tuple[Treated, ...]], ...]
    together: bool  # too many readings to look at each

    @property
    def open(self) -> bool:
        """Some power could take them, under some reading, if what it demands were met."""
        return any(each.ways or each.unmet for _, them in self.treated for each in them)


@dataclass(frozen=True)
class Classes:
    """All classes. None where there are `more` than are listed, or where a limit was reached, which `undetermined`
    says: what is treated the same is known only once all that can be true of decisions is.
    """

    classes: tuple[SymmetryClass, ...]
    more: bool
    undetermined: Reason | None


def decision_classes(it: RulesInPeriod, budget: Budget, most: int = MOST_SIGNATURES) -> Classes:
    """The classes of decision that the rules distinguish, where these are no more than `most`."""
    choices = it.encoding.activity.readings.choices
    ambiguous = tuple(choices)
    many = prod(len(choices[name]) for name in ambiguous) > MOST_READINGS
    readings = [] if many else list(it.readings(ambiguous))
    merged: dict[object, list[Signature]] = {}
    try:
        for listed, signature in enumerate(_signatures(it, budget), 1):
            key = (
                tuple(signature.items())
                if many
                else tuple(treated(it.treatment, signature, r).key for r in readings)
            )
            merged.setdefault(key, []).append(signature)
            if len(merged) > most or listed > min(MOST_SIGNATURES, ALIKE * most):
                return Classes((), True, None)
    except LimitReached as reached:
        return Classes((), False, reached.reason)
    found = [class_of(it, them) for them in merged.values()]
    return Classes(tuple(found), False, None)


def _signatures(it: RulesInPeriod, budget: Budget) -> Iterator[Signature]:
    """All that can be true of decisions together; `LimitReached` where it is not known whether there is more."""
    terms = it.treatment.terms
    distinct = {term.get_id(): term for term in terms.values()}
    with Exists(it.limits).asked_incrementally() as ask:
        while True:
            found = found_or_none(ask(budget))
            if found is None:
                return
            values = Values(found.model)
            truth = {number: values.truth(term) for number, term in distinct.items()}
            yield {mark: truth[term.get_id()] for mark, term in terms.items()}
            this = [term if truth[number] else negation(term) for number, term in distinct.items()]
            ask.add(negation(both(this)))


def class_of(it: RulesInPeriod, signatures: Sequence[Signature]) -> SymmetryClass:
    """The decisions of which one of these is true, which are all treated the same."""
    # In one order, whichever a solver came to first: before others what is true of them that is asked first.
    signatures = sorted(signatures, key=lambda it: [not so for so in it.values()])
    choices = it.encoding.activity.readings.choices
    ambiguous = tuple(choices)
    many = prod(len(choices[name]) for name in ambiguous) > MOST_READINGS
    terms = it.treatment.terms
    term = either(
        both(terms[mark] if so else negation(terms[mark]) for mark, so in signature.items())
        for signature in signatures
    )
    relevant = tuple(ambiguous) if many else _relevant(it, signatures, ambiguous)
    readings = [next(it.readings(()))] if many else list(it.readings(relevant))
    cases = tuple(
        (
            {name: reading[name] for name in relevant},
            tuple(dict.fromkeys(treated(it.treatment, s, reading) for s in signatures)),
        )
        for reading in readings
    )
    return SymmetryClass(term, tuple(signatures), relevant, cases, many)


def _relevant(
    it: RulesInPeriod, signatures: Sequence[Signature], ambiguous: Sequence[str]
) -> tuple[str, ...]:
    """The ambiguous clauses whose reading makes a difference to how such decisions are treated."""
    every = list(it.readings(ambiguous))
    found: list[str] = []
    for name in ambiguous:
        by_rest: dict[object, set[object]] = {}
        for reading in every:
            rest = tuple((c, n) for c, n in reading.items() if c != name)
            keys = tuple(treated(it.treatment, s, reading).key for s in signatures)
            by_rest.setdefault(rest, set()).add(keys)
        if any(len(keys) > 1 for keys in by_rest.values()):
            found.append(name)
    return tuple(found)
