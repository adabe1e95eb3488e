"""What a decision says, as literals that can be left out one by one, to find the weakest condition that does."""

from __future__ import annotations

from collections.abc import Iterator

import z3

from policy_dsl import wording
from policy_dsl.decisions import Decision, ruled
from policy_dsl.model import (
    Compare,
    Comparison,
    Condition,
    Effect,
    Includes,
    Is,
    Not,
    Number,
    OneOf,
    PartySet,
    Who,
    YesNo,
)
from policy_dsl.model.traverse import all_conditions, condition_atoms
from policy_dsl.records import dataclass
from verifier.encoding.frame import Frame
from verifier.encoding.terms import both, negation
from verifier.solving.values import Values
from verifier.words import verdicts as say


@dataclass(frozen=True)
class Literal:
    """One thing that a decision says: the attribute, in words, and as a term.

    `condition` says it of the facts, or with `ruled` of the rulings; `effect`: that it has this effect, or with
    `absent` that it has not. A literal without any of these says more than the language can.
    """

    attribute: str
    text: str
    term: z3.BoolRef
    condition: Condition | None = None
    ruled: bool = False
    effect: Effect | None = None
    absent: bool = False


def literals(frame: Frame, values: Values, decision: Decision) -> Iterator[Literal]:
    """Everything that the decision says of its attributes, rulings and effects, as far as something asks about it.

    What is best left out comes first.
    """
    atoms = list(
        dict.fromkeys(
            atom
            for condition in all_conditions(frame.encoding.specification)
            for atom in condition_atoms(condition)
        )
    )
    for attribute in frame.encoding.specification.attributes:
        value = decision.facts[attribute.name]
        match attribute.type:
            case YesNo() | OneOf():
                assert isinstance(value, bool | str)
                yield _fact(frame, Is(attribute.name, value))
            case Number():
                assert isinstance(value, int)
                yield from _bounds(frame, attribute.name, value, atoms)
            case PartySet():
                asked = [
                    a for a in atoms if isinstance(a, Includes) and a.attribute == attribute.name
                ]
                yield from _counted(frame, values, attribute.name)
                yield from _named(frame, values, attribute.name, asked)
                for atom in asked:
                    yield _either_way(frame, values, atom)
    for effect, variable in frame.encoding.decision.effects.items():
        # What a decision does to the rules is part of it wherever it does something.
        if effect in decision.effects:
            yield Literal("", f"it {wording.effect(effect)}", variable, effect=effect)
        else:
            yield Literal("", "", negation(variable), effect=effect, absent=True)
    for name in sorted(frame.encoding.decision.free):
        fact = frame.encoding.ruling_is_fact(name)
        if values.truth(fact):
            yield Literal(name, "", fact, ruled=True, absent=True)
        else:
            yield from _ruling(frame, decision, name)
            yield from _counted(frame, values, name, ruling=True)


def _ruling(frame: Frame, decision: Decision, name: str) -> Iterator[Literal]:
    ruling = decision.rulings[name]
    if isinstance(ruling, bool | str):
        atom = Is(name, ruling)
        said = ruling if isinstance(ruling, str) else say.yes_or_no(ruling)
        text = say.ruled_to_be(name, said)
        yield Literal(name, text, frame.encoding.condition(atom, False), atom, ruled=True)
    else:
        differs = negation(frame.encoding.ruling_is_fact(name))
        yield Literal(name, say.ruled_otherwise(name), differs, ruled=True)


def _fact(frame: Frame, atom: Condition) -> Literal:
    text = wording.condition(atom)
    return Literal(getattr(atom, "attribute", ""), text, frame.fact(atom), atom)


def _bounds(frame: Frame, attribute: str, value: int, atoms: list[Condition]) -> Iterator[Literal]:
    """Where a number lies among those that something compares it with."""
    compared = [a for a in atoms if isinstance(a, Compare) and a.attribute == attribute]
    low: int | None = None
    high: int | None = None
    for atom in compared:
        # Each comparison cuts the numbers in two (or, `is N`, in three).
        for edge in _edges(atom):
            if edge <= value:
                low = edge if low is None else max(low, edge)
            else:
                high = edge if high is None else min(high, edge)
    if low:
        at_least = Compare(attribute, Comparison.AT_LEAST, low)
        yield _fact(frame, wording.as_compared(compared, at_least))
    if high is not None:
        below = Compare(attribute, Comparison.BELOW, high)
        yield _fact(frame, wording.as_compared(compared, below))


def _edges(atom: Compare) -> tuple[int, ...]:
    """The first numbers of the parts into which a comparison cuts the numbers."""
    match atom.comparison:
        case Comparison.BELOW | Comparison.AT_LEAST:
            return (atom.value,)
        case Comparison.AT_MOST | Comparison.ABOVE:
            return (atom.value + 1,)
        case Comparison.EXACTLY:
            return (atom.value, atom.value + 1)


def _named(
    frame: Frame, values: Values, attribute: str, asked: list[Includes]
) -> Iterator[Literal]:
    """Whom an attribute names, party by party, where no condition asks for just that party."""
    alone = {a.who.parties[0] for a in asked if a.who.single and a.who.parties}
    for mark, party in tuple(frame.encoding.decision.named):
        if mark == attribute and party not in alone:
            yield _either_way(
                frame, values, Includes(attribute, Who(party, (party,), single=True), every=True)
            )


def _counted(
    frame: Frame, values: Values, attribute: str, ruling: bool = False
) -> Iterator[Literal]:
    """How many of each class an attribute names, or is ruled to name, where that can matter."""
    mark = ruled(attribute) if ruling else attribute
    sizes = [cell.size for cell in frame.encoding.electorate.cells if mark in cell.marks]
    if not sizes:
        return
    parties = tuple(party.name for party in frame.encoding.specification.parties)
    anybody = Includes(attribute, Who("anybody", parties), every=False)
    somebody = frame.encoding.condition(anybody, not ruling)
    if values.truth(somebody):
        same = both(size == values.number(size) for size in sizes)
        yield Literal(attribute, say.names_as_many(attribute, ruling), same, ruled=ruling)
    else:
        text = say.names_nobody(attribute, ruling)
        yield Literal(attribute, text, negation(somebody), Not(anybody), ruled=ruling)


def _either_way(frame: Frame, values: Values, atom: Includes) -> Literal:
    term = frame.fact(atom)
    return _fact(frame, atom) if values.truth(term) else _fact(frame, Not(atom))
