"""The same decision in substance, in another form: what becomes of it by the same ballots."""

from __future__ import annotations

from collections.abc import Collection

import z3

from policy_dsl.model import NumberIn, PartySet, Role, Rule, Specification
from policy_dsl.records import dataclass
from verifier.encoding.adoption import Encoding
from verifier.encoding.differing import Copy
from verifier.encoding.terms import both, either, name_of, negation
from verifier.solving.library import substituted


@dataclass(frozen=True)
class Differing:
    """What a decision and ballots satisfy that one demand lets pass and another does not; `copy` is the other form."""

    goal: tuple[z3.BoolRef, ...]
    copy: Copy


def forms(specification: Specification) -> tuple[str, ...]:
    """Attributes of form whose values are names: what a decision may be called, or how it is brought about."""
    return tuple(
        attribute.name
        for attribute in specification.attributes
        if attribute.role is Role.FORM and not isinstance(attribute.type, NumberIn | PartySet)
    )


def passes_by_one(
    encoding: Encoding, one: str, other: str, differing: Collection[str]
) -> Differing:
    """A decision adopted by power `one` which `other` covers, too, and does not adopt, though nothing forbids it.

    By `other` it may be in another form, so far as attributes are `differing`; the ballots are the same, and ballots
    on it in both forms.
    """
    variables = [
        variable
        for name in differing
        for terms in (encoding.decision.facts[name], encoding.decision.rulings[name])
        for variable in terms.variables
    ]
    variables = list({v.get_id(): v for v in variables}.values())
    copy = Copy(tuple((v, z3.Const(f"otherwise {name_of(v)}", v.sort())) for v in variables))

    def again(term: z3.BoolRef) -> z3.BoolRef:
        return substituted(term, copy.pairs)

    limits = [again(limit) for limit in (*encoding.decision.limits, *encoding.electorate.limits)]
    limits += [again(limit) for limit in encoding.ballot_limits]
    goal = (
        *limits,
        encoding.adopted_under(one),
        again(encoding.covers[other]),
        *(
            negation(again(encoding.limited_by(each.name, other)))
            for each in encoding.specification.prohibitions
        ),
        negation(again(encoding.adopted_under(other))),
    )
    return Differing(goal, copy)


def met_by_one(encoding: Encoding, one: str, other: str, powers: Collection[str]) -> z3.BoolRef:
    """Clauses `one` and `other` both limit a decision of one of the powers; what `one` requires is met, and not that of
    `other`.
    """
    return either(
        both(
            (
                encoding.covers[power],
                encoding.limited_by(one, power),
                encoding.limited_by(other, power),
                _required(encoding, one, power),
                negation(_required(encoding, other, power)),
            )
        )
        for power in powers
    )


def _required(encoding: Encoding, name: str, power: str) -> z3.BoolRef:
    """What a rule requires is met, as it is when a power is judged."""
    clause = encoding.specification.clause[name]
    assert isinstance(clause, Rule)
    return encoding.meetings.demanded(clause, power)
