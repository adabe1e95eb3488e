"""Small random specifications whose rules can change, with openings of every other kind besides."""

from __future__ import annotations

import random
from dataclasses import replace

from policy_dsl.model import (
    ALWAYS,
    And,
    AnyClause,
    Attribute,
    CanBlock,
    Claim,
    Condition,
    ConsentVote,
    ExceptionTo,
    Is,
    Manner,
    Place,
    Power,
    Property,
    Reading,
    Requires,
    Role,
    Rule,
    Specification,
    Versions,
)
from tests.changing.small import NAMES, Maker
from tests.semantics.asking import together
from tests.semantics.building import exception, flag, of, one, pattern, rule


class _Calm(Maker):
    """Conditions seldom ask what a decision does to the rules, since each such effect doubles what is to be tried."""

    def condition(self) -> Condition:
        if self.rng.random() < 0.25:
            return super().condition()
        return ALWAYS if self.rng.random() < 0.3 else Is("a", self.rng.random() < 0.6)


def changing_question(seed: int) -> tuple[Specification, Property]:
    """A block, consent or `requires` claim about rules with a few grants."""
    rng = random.Random(seed)
    maker = _Calm(rng)
    spec, prop = maker.case()
    form = replace(flag("f"), role=Role.FORM)
    substance = spec.attributes[0]
    if rng.random() < 0.3:
        substance = replace(substance, judge=rng.choice(NAMES))
    holder = rng.choice(NAMES)
    clauses = tuple(_varied(rng, maker, clause) for clause in spec.clauses)
    if seed % 5 == 0:
        # Votes that newcomers outweigh are seldom drawn.
        holder = NAMES[0]
        clauses = _outweighed(clauses)
    elif rng.random() < 0.9:
        clauses = _guarded(rng, clauses, holder)
    others = (Manner.ABSTAINING, Manner.AWAY)
    manner = others[seed % 2] if seed % 3 == 1 else Manner.AGAINST
    prop = replace(prop, even_after_amendments=False, claim=_claim(rng, maker, holder, manner))
    attributes: tuple[Attribute, ...] = (substance, form)
    return replace(spec, attributes=attributes, clauses=clauses, properties=(prop,)), prop


def _varied(rng: random.Random, maker: Maker, clause: AnyClause) -> AnyClause:
    """Some exceptions and powers ask about the form, and some rules may be read in two ways."""
    if isinstance(clause, ExceptionTo) and rng.random() < 0.5:
        return replace(clause, when=Versions(plain=Is("f", True)))
    if isinstance(clause, Rule) and rng.random() < 0.25:
        strict, mild = maker.requirement(), maker.requirement(False)
        readings = (
            Reading("strict", "", rng.random() < 0.8, Place("", 0)),
            Reading("mild", "", False, Place("", 0)),
        )
        return replace(
            clause,
            readings=readings,
            requires=Versions(plain=None, by_reading={"strict": strict, "mild": mild}),
        )
    return clause


def _guarded(
    rng: random.Random, clauses: tuple[AnyClause, ...], holder: str
) -> tuple[AnyClause, ...]:
    """With a rule that protects what is claimed, so that there is something to get round."""
    asked = rng.choice(
        [
            ConsentVote(one(holder), "Board"),
            of("unanimity", "present", "Board"),
            of("majority", "cast", "Board"),
        ]
    )
    guard = rule("guard", asked, Is("a", True), None)
    found: list[AnyClause] = [guard]
    if rng.random() < 0.3:
        found.append(exception("exempt", "guard", Is("f", True), proposed=rng.random() < 0.3))
    for clause in clauses:
        if isinstance(clause, Power) and rng.random() < 0.7:
            kind = rng.choice(["amend", "lapse", "suspend", "remove", "admit_new"])
            whom = {"suspend": ("Board", holder), "remove": ("Board", holder)}
            what = ("Board",) if kind == "admit_new" else ("guard",)
            more = pattern(kind, *whom.get(kind, what))
            found.append(replace(clause, grants=(*clause.grants, more)))
            continue
        found.append(clause)
    return tuple(found)


def _outweighed(clauses: tuple[AnyClause, ...]) -> tuple[AnyClause, ...]:
    """With a guard that asks for a majority, and powers of the second member who may admit others."""
    guard = rule("guard", of("majority", "members", "Board"), Is("a", True), None)
    return (
        guard,
        *(
            replace(
                clause,
                requires=Versions(plain=ConsentVote(one(NAMES[1]), "Board")),
                grants=(*clause.grants, pattern("admit_new", "Board")),
            )
            if isinstance(clause, Power)
            else clause
            for clause in clauses
        ),
    )


def _claim(rng: random.Random, maker: Maker, holder: str, manner: Manner) -> Claim:
    when: Condition = ALWAYS if rng.random() < 0.1 else Is("a", True)
    if rng.random() < 0.4:
        when = And((Is("a", True), Is("f", False)))
    kind = rng.random()
    who = one(holder)
    if kind < 0.75:
        return CanBlock(together(who), when, manner)
    if kind < 0.9:
        return Requires(when, ConsentVote(who, "Board"))
    return Requires(when, maker.requirement(False))
