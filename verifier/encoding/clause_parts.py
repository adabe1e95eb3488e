"""Parts of requirements, and quorums: does it make a difference to any decision that one of them is there?

A part is left out as if it had never been written: of several that are all required as if it were met, of several of
which one suffices as if it could not be. Whether it is left out is put into the requirements as one truth value for
each part, so all of them are asked about in one encoding.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence

import z3

from policy_dsl.model import (
    NOWHERE,
    AllOf,
    AnyClause,
    AnyOf,
    Attribute,
    Effect,
    ExceptionTo,
    Given,
    Is,
    Not,
    Power,
    Requirement,
    Role,
    Rule,
    Specification,
    Successive,
    Versions,
    YesNo,
)
from policy_dsl.model.atoms import Adjournment, adjourned, adjournment
from policy_dsl.records import dataclass, replace
from policy_dsl.state import State
from verifier.encoding.adoption import encode
from verifier.encoding.classes import VoterClass
from verifier.encoding.terms import at_most_one
from verifier.solving.library import CONTEXT, substituted
from verifier.solving.questions import Exists

Path = tuple[int, ...]


@dataclass(frozen=True)
class ClausePart:
    """A part of what a clause requires under a reading (None: its only one), or of a body's quorum.

    `path` leads to it by `and` and `or`; an empty one to the whole. `alternative` says that it is one of several of
    which one suffices, or what is asked at a first or at an adjourned meeting; `own_quorum` that it was written as
    `with quorum`.
    """

    name: str
    quorum: bool
    reading: str | None
    path: Path
    requirement: Requirement
    alternative: bool
    own_quorum: bool = False

    def within(self, other: ClausePart) -> bool:
        """Whether it is a part of the other one, which may be itself."""
        mine = (self.name, self.quorum, self.reading, self.path[: len(other.path)])
        return mine == (other.name, other.quorum, other.reading, other.path)


def parts_of(specification: Specification, state: State) -> tuple[ClausePart, ...]:
    """The parts of all that is required in a state and of all quorums, each whole before what it consists of."""
    return tuple(_parts_of(specification, state))


def _parts_of(specification: Specification, state: State) -> Iterator[ClausePart]:
    for clause in specification.clauses:
        requires = _requires(clause)
        if requires is None or clause.name not in state.in_force:
            continue
        readings: list[str | None] = [*requires.by_reading]
        for reading in readings or [None]:
            requirement = requires.under(reading)
            for path, part, alternative, own in _walk(requirement):
                yield ClausePart(clause.name, False, reading, path, part, alternative, own)
    for body in specification.bodies:
        if body.quorum is not None:
            for path, part, alternative, _ in _walk(body.quorum):
                yield ClausePart(body.name, True, None, path, part, alternative)


def _requires(clause: AnyClause) -> Versions[Requirement] | None:
    return clause.requires if isinstance(clause, Power | Rule | ExceptionTo) else None


def _walk(
    requirement: Requirement,
    path: Path = (),
    alternative: bool = False,
    own_quorum: bool = False,
) -> Iterator[tuple[Path, Requirement, bool, bool]]:
    yield path, requirement, alternative, own_quorum
    made = adjournment(requirement)
    if made is not None:
        yield from _walk(made.first, (*path, 0), True)
        yield from _walk(made.again, (*path, 1), True)
    elif isinstance(requirement, AllOf | AnyOf):
        for index, part in enumerate(requirement.parts):
            own = isinstance(requirement, AllOf) and requirement.own_quorum and index == 1
            yield from _walk(part, (*path, index), isinstance(requirement, AnyOf), own)
    elif isinstance(requirement, Successive):
        for index, stage in enumerate(requirement.stages):
            yield from _walk(stage, (*path, index))


@dataclass(frozen=True)
class LeftOut:
    """The question for a decision and ballots whose outcome another is once a part is left out; which one says `of`."""

    question: Exists
    of: Mapping[ClausePart, z3.BoolRef]


def left_out(
    specification: Specification,
    state: State,
    classes: Sequence[VoterClass],
    watched: Mapping[Effect, z3.BoolRef],
) -> LeftOut:
    """Asked in one state, about decisions with any of the effects watched, however they are read."""
    parts = parts_of(specification, state)
    flags = {part: f"part {index} is left out" for index, part in enumerate(parts)}
    encoding = encode(_marked(specification, flags), state, classes, watched=watched)
    of = {part: encoding.decision.facts[flag].bits[0] for part, flag in flags.items()}
    # Which part is left out is said by the decision, so one encoding is of all these rules at once, and the rules as
    # they are are the same terms with no part left out.
    none = [(flag, z3.BoolVal(False, CONTEXT)) for flag in of.values()]
    other = z3.Xor(encoding.adopted, substituted(encoding.adopted, none))
    limits = [*encoding.limits, *encoding.ballot_limits, *at_most_one(list(of.values()))]
    return LeftOut(Exists([*limits, other]), of)


def _marked(specification: Specification, flags: Mapping[ClausePart, str]) -> Specification:
    """The rules in which a decision says which part of them is left out."""
    by_place = {
        (part.name, part.quorum, part.reading, part.path): flag for part, flag in flags.items()
    }

    def marked(name: str, quorum: bool, reading: str | None, it: Requirement) -> Requirement:
        return _with_flags(it, lambda path: by_place.get((name, quorum, reading, path)))

    clauses: list[AnyClause] = []
    for clause in specification.clauses:
        if isinstance(clause, Power | Rule | ExceptionTo) and clause.requires is not None:
            plain, versions = clause.requires.plain, clause.requires.by_reading
            requires = Versions(
                None if plain is None else marked(clause.name, False, None, plain),
                {r: marked(clause.name, False, r, it) for r, it in versions.items()},
            )
            clauses.append(replace(clause, requires=requires))
        else:
            clauses.append(clause)
    bodies = tuple(
        replace(
            body, quorum=None if body.quorum is None else marked(body.name, True, None, body.quorum)
        )
        for body in specification.bodies
    )
    attributes = tuple(
        Attribute(flag, Role.FORM, YesNo(), None, NOWHERE) for flag in flags.values()
    )
    return replace(
        specification,
        clauses=tuple(clauses),
        bodies=bodies,
        attributes=(*specification.attributes, *attributes),
    )


def _with_flags(
    requirement: Requirement,
    flag: Callable[[Path], str | None],
    path: Path = (),
    alternative: bool = False,
) -> Requirement:
    made = adjournment(requirement)
    inner: Requirement
    match requirement:
        case AnyOf() if made is not None:
            first = _with_flags(made.first, flag, (*path, 0), True)
            again = _with_flags(made.again, flag, (*path, 1), True)
            inner = adjourned(Adjournment(made.body, first, again))
        case AllOf(parts):
            inner = AllOf(
                tuple(_with_flags(p, flag, (*path, i), False) for i, p in enumerate(parts))
            )
        case AnyOf(parts):
            inner = AnyOf(
                tuple(_with_flags(p, flag, (*path, i), True) for i, p in enumerate(parts))
            )
        case Successive(stages):
            marked = (_with_flags(each, flag, (*path, i)) for i, each in enumerate(stages))
            inner = replace(requirement, stages=tuple(marked))
        case _:
            inner = requirement
    name = flag(path)
    if name is None:
        return inner
    gone = Is(name, True)
    return AllOf((inner, Given(Not(gone)))) if alternative else AnyOf((inner, Given(gone)))
