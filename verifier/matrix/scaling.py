"""A class's numbers by how many of some parties its decisions name: nine members in conflict are ten cases."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Sequence

from policy_dsl.records import dataclass, replace
from verifier.describing.prime_covers import Term
from verifier.encoding.cells import Cell
from verifier.encoding.suffices import Suffices
from verifier.encoding.terms import at_least, same, term
from verifier.results.matrix import Scale, ScaleStep

# So many cases are worked out, and the last one; a longer list nobody reads.
MOST_STEPS = 16


@dataclass(frozen=True)
class VotersByNumber:
    """What makes a difference between the decisions of a class: how many voters are in one cell."""

    attribute: str
    cell: Cell


def only_dimension(questions: Suffices) -> VotersByNumber | None:
    """The one thing that makes a difference; None where there are several, or none."""
    encoding = questions.encoding
    if encoding.decision.named:
        return None  # single parties, each of whom may be named or not
    open_cells = [c for c in encoding.electorate.cells if not isinstance(c.size, int)]
    marked = [cell for cell in open_cells if cell.marks]
    if len(open_cells) != 2 or len(marked) != 1:
        return None
    (attribute,) = marked[0].marks
    return VotersByNumber(attribute, marked[0])


def scale_of(
    dimension: VotersByNumber,
    of: str,
    possible: Callable[[Sequence[Term]], bool],
    step: Callable[[int, Sequence[Term]], ScaleStep],
) -> Scale:
    """`possible` says whether there are such decisions at all, `step` works out one case."""
    most = _greatest(dimension, possible)
    numbers = [n for n in range(most + 1) if n < MOST_STEPS or n == most]
    steps: list[ScaleStep] = []
    for number in numbers:
        here = [term(same(dimension.cell.size, number))]
        if not possible(here):
            continue
        one = step(number, here)
        if steps and steps[-1].to == number - 1 and _same(steps[-1], one):
            steps[-1] = replace(steps[-1], to=number)
        else:
            steps.append(one)
    parties = tuple(party.name for party in dimension.cell.voters.parties)
    return Scale(dimension.attribute, parties, of, tuple(steps), len(numbers) <= most)


def _greatest(dimension: VotersByNumber, possible: Callable[[Sequence[Term]], bool]) -> int:
    """The most that a decision of the class names."""
    numbers = range(1, dimension.cell.voters.size + 1)

    def too_many(number: int) -> bool:
        return not possible([term(at_least(dimension.cell.size, number))])

    return bisect_left(numbers, True, key=too_many)


def _same(one: ScaleStep, other: ScaleStep) -> bool:
    return (one.can_pass, one.block, one.carry) == (other.can_pass, other.block, other.carry)
