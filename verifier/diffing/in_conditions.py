"""A set of decisions in words: conditions that cover it, each of them as weak as can be."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import cached_property
from typing import assert_never

from policy_dsl.model import Condition
from policy_dsl.records import dataclass, field
from verifier.describing.dimensions import Term
from verifier.describing.literals import Alphabet, box, literals
from verifier.describing.prime_covers import Literals, prime, without_idle
from verifier.encoding.claim_context import ClaimContext
from verifier.encoding.plainness import intended_readings
from verifier.encoding.terms import both, negation
from verifier.results.diff import Readings
from verifier.solving.answers import Answer, Found, NoneFound, Unknown
from verifier.solving.limits import Budget
from verifier.solving.preferring import prefer
from verifier.solving.questions import Question
from verifier.solving.reasons import Reason
from verifier.solving.values import Values

MOST = 12


@dataclass(frozen=True)
class Region:
    """A set of decisions (under their readings): what finds one, and what finds one outside, built where needed."""

    find: Question
    build_outside: Callable[[], tuple[Question, ...]]

    @cached_property
    def outside(self) -> tuple[Question, ...]:
        """Each of these is answered by a decision that is not one of the set."""
        return self.build_outside()

    def leaves(self, given: Sequence[Term], budget: Budget) -> Answer:
        """Is there a decision with what is given that is not one of the set?"""
        unknown: Unknown | None = None
        for question in self.outside:
            answer = question.ask(budget, given)
            match answer:
                case Found():
                    return answer
                case NoneFound():
                    pass
                case Unknown():
                    unknown = answer
                case _:
                    assert_never(answer)
        return NoneFound() if unknown is None else unknown


@dataclass(frozen=True)
class DescribedDecisions:
    """Decisions of a region that one condition describes, read as `readings` say; all of them, where `every`."""

    condition: Condition
    readings: Readings
    every: bool
    attributes: frozenset[str]
    terms: tuple[Term, ...]


@dataclass
class DescribedRegion:
    """The parts of a region; why a limit kept some from being told; whether there are more than are listed."""

    parts: list[DescribedDecisions] = field(default_factory=list)
    stopped: Reason | None = None
    cut: bool = False


def cover(
    alphabet: Alphabet, context: ClaimContext, region: Region, budget: Budget, most: int = MOST
) -> DescribedRegion:
    """The region, in as few words as can be.

    Conditions may not tell it: some of what says the same is of the region, and some is not. Where that is so of more
    than one, each says only what all of the region have in common that say the rest of it (`_in_common`).
    """
    found: list[tuple[Literals, Term]] = []
    every: dict[Literals, bool] = {}
    made = DescribedRegion()
    plain = [*intended_readings(context), *alphabet.preferences()]
    while True:
        extra = [negation(term) for _, term in found]
        before = len(budget.unanswered)
        answer = region.find.ask(budget, extra)
        match answer:
            case NoneFound():
                found = without_idle(found, region.find, budget)
                break
            case Unknown(reason):
                made.stopped = reason
                break
            case Found():
                pass
            case _:
                assert_never(answer)
        if len(found) >= most:
            made.cut = True
            break
        best, _ = prefer(region.find, budget, answer, plain, extra)
        kept, whole = _weakest(alphabet, region, Values(best.model), budget)
        # Words chosen under a limit may be others than those chosen without one.
        made.stopped = budget.unanswered_since(before)
        if made.stopped is not None:
            break
        every[kept] = whole
        found.append((kept, both(each.term for each in kept)))
        if sum(not it for it in every.values()) > 1:
            before = len(budget.unanswered)
            found = _less_said(region, found, every, budget)
            made.stopped = budget.unanswered_since(before)
            if made.stopped is not None:
                break
    # In which order the solver comes upon them is nothing that a reader should see.
    found.sort(key=lambda part: _rank(alphabet, part[0]))
    made.parts = [_part(alphabet, kept, every[kept]) for kept, _ in found]
    return made


def _weakest(
    alphabet: Alphabet, region: Region, values: Values, budget: Budget
) -> tuple[Literals, bool]:
    """What the decision found says, without what it can be spared; and whether all that say so are of the region."""
    every = literals(alphabet.dimensions, values)

    def leaves(kept: Sequence[int]) -> Answer:
        return region.leaves([every[index].term for index in kept], budget)

    whole = leaves(range(len(every)))
    match whole:
        case NoneFound():
            return prime(every, leaves), True
        case Found() | Unknown():
            return every, False
        case _:
            assert_never(whole)


def _less_said(
    region: Region,
    found: Sequence[tuple[Literals, Term]],
    every: dict[Literals, bool],
    budget: Budget,
) -> list[tuple[Literals, Term]]:
    """The parts, those of which only some are of the region with what these have in common in place of all they say."""
    beyond = [negation(term) for kept, term in found if every[kept]]
    parts: dict[Literals, Term] = {}
    for kept, term in found:
        if every[kept]:
            parts[kept] = term
            continue
        less = _in_common(region, kept, beyond, budget)
        every.setdefault(less, False)
        parts.setdefault(less, both(each.term for each in less))
    return list(parts.items())


def _in_common(region: Region, every: Literals, beyond: Sequence[Term], budget: Budget) -> Literals:
    """Of what a decision of the region says what is so of each that says the rest of it, and is not told of already.

    One after the other is left out where another decision of the region says the contrary of it, and all that is left.
    What is not known is kept.
    """
    kept = list(every)
    for each in every:
        others = [it for it in kept if it is not each]
        given = [*beyond, *(it.term for it in others), negation(each.term)]
        answer = region.find.ask(budget, given)
        match answer:
            case Found():
                kept = others
            case NoneFound() | Unknown():
                pass
            case _:
                assert_never(answer)
    return tuple(kept)


def _part(alphabet: Alphabet, kept: Literals, every: bool) -> DescribedDecisions:
    meant = box(kept)
    readings = tuple(
        (dimension.reading, tuple(dimension.cells[index].name for index in sorted(allowed)))
        for dimension, allowed in meant.items()
        if dimension.reading
    )
    return DescribedDecisions(
        alphabet.sayer.condition([meant]),
        readings,
        every,
        frozenset(each.dimension.about for each in kept),
        tuple(each.term for each in kept),
    )


def _rank(alphabet: Alphabet, kept: Literals) -> list[tuple[int, int]]:
    """Where a part comes: by what it says first, as that is declared."""
    order = {dimension: index for index, dimension in enumerate(alphabet.dimensions)}
    return sorted((order[each.dimension], each.cell) for each in kept)
