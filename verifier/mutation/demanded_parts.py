"""The parts of what rules demand, each taken as met whatever happens, and as not met.

A vote that the one decides otherwise is one in which the part is not met and alone decides; a vote that the other
decides otherwise is one in which it is met and alone decides. So whoever asks about both has exercised the part both
ways (modified condition/decision coverage).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from policy_dsl import wording
from policy_dsl.model import (
    ALWAYS,
    AllOf,
    And,
    AnyClause,
    AnyOf,
    Body,
    CastingVote,
    CastsThough,
    Chair,
    Composition,
    Condition,
    ExceptionTo,
    Not,
    Or,
    Power,
    Provision,
    Requirement,
    Rule,
    Specification,
    Successive,
)
from policy_dsl.model.atoms import Adjournment, adjourned, adjournment
from policy_dsl.records import dataclass, replace
from verifier.mutation.mutants import NEVER, Mutant, casting_vote_asked, each_version, instead_of
from verifier.mutation.slips import NOTHING
from verifier.records.decisive import kind_of
from verifier.words import mutating as say

# Met whatever happens, and never met.
STUCK: tuple[Requirement, Requirement] = (NOTHING, AnyOf(()))


@dataclass(frozen=True)
class PartBothWays:
    """One part of a requirement, a condition or a quorum, taken as met (or so), and as not met (or not so)."""

    met: Mutant
    not_met: Mutant

    @property
    def text(self) -> str:
        """What it says."""
        return self.met.before


def parts(specification: Specification) -> Iterator[PartBothWays]:
    """All parts, in the order of the specification."""
    for index, clause in enumerate(specification.clauses):
        for text, met, not_met, condition in _of_clause(specification, clause):
            mutants = (
                Mutant(
                    replace(
                        specification, clauses=instead_of(specification.clauses, index, changed)
                    ),
                    say.PART,
                    clause.name,
                    f"{kind_of(clause)} {clause.name}",
                    text,
                    said,
                    clause.place,
                )
                for changed, said in zip((met, not_met), say.taken_as(condition), strict=True)
            )
            yield PartBothWays(*mutants)
    for index, body in enumerate(specification.bodies):
        for leaf, put in () if body.quorum is None else _leaves(body.quorum):
            text = say.quorum(wording.quorum(specification, leaf))
            mutants = (
                Mutant(
                    replace(
                        specification,
                        bodies=instead_of(
                            specification.bodies, index, replace(body, quorum=put(it))
                        ),
                    ),
                    say.PART,
                    body.name,
                    say.of_body(body.name),
                    text,
                    said,
                    body.quorum_place,
                )
                for it, said in zip(STUCK, say.taken_as(False), strict=True)
            )
            yield PartBothWays(*mutants)
        if body.chair is not None and body.chair.casting_vote:
            yield from _casting_vote(specification, index, body, body.chair)


def _casting_vote(
    specification: Specification, index: int, body: Body, chair: Chair
) -> Iterator[PartBothWays]:
    """That a tie is decided by the chair; where a clause asks for its vote by name that is a part already."""
    if casting_vote_asked(specification, body):
        return
    stuck = (
        replace(chair, casts_though=frozenset((CastsThough.ANYTHING,))),
        replace(chair, casting_vote=False),
    )
    mutants = (
        Mutant(
            replace(
                specification,
                bodies=instead_of(specification.bodies, index, replace(body, chair=it)),
            ),
            say.PART,
            body.name,
            say.of_body(body.name),
            wording.requirement(specification, CastingVote(body.name)),
            said,
            chair.place,
        )
        for it, said in zip(stuck, say.taken_as(False), strict=True)
    )
    yield PartBothWays(*mutants)


def _of_clause(
    specification: Specification, clause: AnyClause
) -> Iterator[tuple[str, AnyClause, AnyClause, bool]]:
    """Each part: its text, the clause with it met and not met, and whether it is one of a condition."""
    if isinstance(clause, Provision | Composition):
        return
    for put, condition in each_version(clause.when):
        for leaf, place in _literals(condition):
            text = say.when(wording.condition(leaf))
            so, not_so = (put(place(it)) for it in (ALWAYS, NEVER))
            yield text, replace(clause, when=so), replace(clause, when=not_so), True
    if not isinstance(clause, Power | Rule | ExceptionTo) or clause.requires is None:
        return
    for put_requirement, requirement in each_version(clause.requires):
        for part, place_part in _leaves(requirement):
            text = wording.requirement(specification, part)
            met, not_met = (put_requirement(place_part(it)) for it in STUCK)
            yield text, replace(clause, requires=met), replace(clause, requires=not_met), False


def _literals(
    condition: Condition,
) -> Iterator[tuple[Condition, Callable[[Condition], Condition]]]:
    """What a condition asks, one by one, each with what puts another in its place."""
    match condition:
        case And(parts) | Or(parts):
            for index, part in enumerate(parts):
                for leaf, put in _literals(part):
                    yield leaf, _in_parts(condition, index, put)
        case Not(part):
            for leaf, put in _literals(part):
                yield leaf, _negated(put)
        case _:
            yield condition, lambda other: other


def _negated(put: Callable[[Condition], Condition]) -> Callable[[Condition], Condition]:
    return lambda other: Not(put(other))


def _in_parts(
    whole: And | Or, index: int, put: Callable[[Condition], Condition]
) -> Callable[[Condition], Condition]:
    return lambda other: replace(whole, parts=instead_of(whole.parts, index, put(other)))


def _leaves(
    requirement: Requirement,
) -> Iterator[tuple[Requirement, Callable[[Requirement], Requirement]]]:
    """What a requirement asks for, one by one, each with what puts another in its place."""
    made = adjournment(requirement)
    if made is not None:
        for leaf, put in _leaves(made.first):
            yield leaf, _first(made, put)
        for leaf, put in _leaves(made.again):
            yield leaf, _again(made, put)
        return
    match requirement:
        case AllOf(parts) | AnyOf(parts):
            for index, part in enumerate(parts):
                for leaf, put in _leaves(part):
                    yield leaf, _among(requirement, index, put)
        case Successive(stages):
            for index, stage in enumerate(stages):
                for leaf, put in _leaves(stage):
                    yield leaf, _at_stage(requirement, index, put)
        case _:
            yield requirement, lambda other: other


def _first(
    made: Adjournment, put: Callable[[Requirement], Requirement]
) -> Callable[[Requirement], Requirement]:
    return lambda other: adjourned(replace(made, first=put(other)))


def _again(
    made: Adjournment, put: Callable[[Requirement], Requirement]
) -> Callable[[Requirement], Requirement]:
    return lambda other: adjourned(replace(made, again=put(other)))


def _among(
    whole: AllOf | AnyOf, index: int, put: Callable[[Requirement], Requirement]
) -> Callable[[Requirement], Requirement]:
    return lambda other: replace(whole, parts=instead_of(whole.parts, index, put(other)))


def _at_stage(
    whole: Successive, index: int, put: Callable[[Requirement], Requirement]
) -> Callable[[Requirement], Requirement]:
    return lambda other: replace(whole, stages=instead_of(whole.stages, index, put(other)))
