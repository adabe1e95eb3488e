"""The conditions that the language has about what a decision does to the rules and seats, each with its label."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence

from policy_dsl.model import (
    EffectKind,
    EffectPattern,
    ExceptionTo,
    Prohibition,
    Recusal,
    Rule,
    Specification,
    Touches,
)

Patterns = tuple[EffectPattern, ...]

AMENDING_DECLARED = tuple(
    EffectPattern(kind)
    for kind in (
        EffectKind.AMEND,
        EffectKind.LAPSE,
        EffectKind.ENACT,
        EffectKind.AMEND_QUORUM,
    )
)
# To amend any clause is also to enact one that nobody declared.
AMENDING_ANY = (
    *AMENDING_DECLARED,
    EffectPattern(EffectKind.ENACT_NEW),
    EffectPattern(EffectKind.ENACT_EXCEPTION),
)
ENACTING_POWERS = (EffectPattern(EffectKind.ENACT_POWER),)
ANY_CLAUSE = Touches("amends any clause", AMENDING_ANY)
ANY_DECLARED_CLAUSE = Touches("amends any declared clause", AMENDING_DECLARED)
ANYTHING = Touches("changes anything", tuple(EffectPattern(kind) for kind in EffectKind))
ANY_NEW_CLAUSE = Touches("enacts any new clause", (EffectPattern(EffectKind.ENACT_NEW),))
ANY_POWER = Touches("enacts any power", ENACTING_POWERS)

MOVES = {
    "remove": (EffectKind.REMOVE,),
    "suspend": (EffectKind.SUSPEND,),
    "restore": (EffectKind.RESTORE,),
    "admit": (EffectKind.ADMIT, EffectKind.ADMIT_NEW),
}
_WORDS = {
    "remove": ("removes", "from"),
    "suspend": ("suspends", "from"),
    "restore": ("restores", "to"),
    "admit": ("admits", "to"),
}


def on(kind: EffectKind, *targets: str) -> Patterns:
    """One kind of effect on some things."""
    return (EffectPattern(kind, targets),)


def on_each(kinds: Iterable[EffectKind], target: str) -> Patterns:
    """Several kinds of effects on one thing."""
    return tuple(EffectPattern(kind, (target,)) for kind in kinds)


def changing_membership(body: str) -> Patterns:
    """Every way of changing who sits in a body."""
    return on_each((kind for kinds in _SEATS for kind in kinds), body)


_SEATS = (
    (EffectKind.SUSPEND,),
    (EffectKind.RESTORE,),
    (EffectKind.REMOVE,),
    (EffectKind.ADMIT, EffectKind.ADMIT_NEW),
)


def amending(clause: str, exceptions: Sequence[str], exceptable: bool) -> Patterns:
    """To amend a clause: to reword it, to repeal it, or to enact an exception to it, declared or new."""
    found = amending_itself(clause)
    if exceptions:
        found = (*found, *on(EffectKind.ENACT, *exceptions))
    return (*found, *on(EffectKind.ENACT_EXCEPTION, clause)) if exceptable else found


def amending_itself(clause: str) -> Patterns:
    """To reword a clause or to repeal it."""
    return on_each((EffectKind.AMEND, EffectKind.LAPSE), clause)


def move(verb: str, party: str | None, body: str) -> Touches:
    """`removes P from B`, `suspends any member of B`, `admits anyone to B`: the party is None for any."""
    said, preposition = _WORDS[verb]
    if party is not None:
        return Touches(
            f"{said} {party} {preposition} {body}",
            (EffectPattern(MOVES[verb][0], (body,), party),),
        )
    whom = f"anyone {preposition}" if verb == "admit" else "any member of"
    return Touches(f"{said} {whom} {body}", on_each(MOVES[verb], body))


def newcomers(body: str) -> Touches:
    """`admits any newcomer to B`."""
    return Touches(f"admits any newcomer to {body}", on(EffectKind.ADMIT_NEW, body))


def membership(body: str) -> Touches:
    """`changes membership of B`."""
    return Touches(f"changes membership of {body}", changing_membership(body))


def amends(clause: str, patterns: Patterns) -> Touches:
    """`amends C`."""
    return Touches(f"amends {clause}", patterns)


def amends_itself(clause: str) -> Touches:
    """`amends C itself`."""
    return Touches(f"amends {clause} itself", amending_itself(clause))


def amends_quorum(body: str) -> Touches:
    """`amends quorum of B`."""
    return Touches(f"amends quorum of {body}", on(EffectKind.AMEND_QUORUM, body))


def amends_any_but(
    declared: bool,
    clauses: Sequence[str],
    quorums: Sequence[str],
    amending_each: Mapping[str, Patterns],
    every: Sequence[str],
    takes_exceptions: Collection[str],
    every_quorum: Sequence[str],
) -> Touches:
    """`amends any clause but C, quorum of B`: what `amends any clause` matches, and `amends C` and `enacts C` do not.

    `every` are the clauses and rights there are, `every_quorum` the bodies.
    """
    things = {
        EffectKind.AMEND: every,
        EffectKind.LAPSE: every,
        EffectKind.ENACT: every,
        EffectKind.AMEND_QUORUM: every_quorum,
        EffectKind.ENACT_EXCEPTION: [name for name in every if name in takes_exceptions],
    }
    spared = {(EffectKind.AMEND_QUORUM, name) for name in quorums}
    spared |= {(EffectKind.ENACT, name) for name in clauses}
    for name in clauses:
        spared |= {(e.kind, target) for e in amending_each[name] for target in e.targets or ()}
    found: list[EffectPattern] = []
    for pattern in AMENDING_DECLARED if declared else AMENDING_ANY:
        kind = pattern.kind
        if kind is EffectKind.ENACT_NEW:
            found.append(pattern)
        elif left := tuple(name for name in things[kind] if (kind, name) not in spared):
            found += on(kind, *left)
    said = [*clauses, *(f"quorum of {name}" for name in quorums)]
    which = "any declared clause" if declared else "any clause"
    return Touches(f"amends {which} but {', '.join(said)}", tuple(found))


def enacts(clause: str) -> Touches:
    """`enacts C`."""
    return Touches(f"enacts {clause}", on(EffectKind.ENACT, clause))


def enacts_exception(clause: str) -> Touches:
    """`enacts any new exception to C`."""
    return Touches(f"enacts any new exception to {clause}", on(EffectKind.ENACT_EXCEPTION, clause))


# --- all of a specification ----------------------------------------------------------------------


def exceptable(specification: Specification) -> frozenset[str]:
    """The clauses to which there can be exceptions."""
    return frozenset(
        clause.name
        for clause in specification.clauses
        if isinstance(clause, Rule | Prohibition | Recusal | ExceptionTo)
    )


def every_condition(specification: Specification) -> Iterator[Touches]:
    """All that the language can say of effects in one condition without `but`, wide ones first."""
    yield ANYTHING
    yield ANY_CLAUSE
    yield ANY_DECLARED_CLAUSE
    takes = exceptable(specification)
    clauses = [*specification.clauses, *specification.rights]
    for clause in clauses:
        yield amends(clause.name, amending_of(specification, clause.name))
    for clause in clauses:
        yield amends_itself(clause.name)
        yield enacts(clause.name)
        if clause.name in takes:
            yield enacts_exception(clause.name)
    yield ANY_NEW_CLAUSE
    yield ANY_POWER
    for body in specification.bodies:
        yield amends_quorum(body.name)
        if body.those_of:
            continue
        yield membership(body.name)
        for verb in MOVES:
            yield move(verb, None, body.name)
        for verb in MOVES:
            for party in specification.parties:
                yield move(verb, party.name, body.name)
        yield newcomers(body.name)


def amending_of(specification: Specification, clause: str) -> Patterns:
    """The effects that `amends C` matches."""
    made = tuple(each.name for each in specification.exceptions_to.get(clause, ()))
    return amending(clause, made, clause in exceptable(specification))
