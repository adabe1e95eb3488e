"""A set of decisions in words: conditions that cover it, each of them as weak as can be."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import cached_property
from typing import assert_never

from policy_dsl import wording
from policy_dsl.model import Effect
from policy_dsl.records import dataclass, field
from verifier.diffing.literals import Literal, Term, conditions, literals
from verifier.encoding.frame import Frame
from verifier.encoding.joint import Joint, OneEffect
from verifier.encoding.plainness import intended_readings, plain_decision
from verifier.encoding.terms import both, either, negation
from verifier.solving.answers import Found, LimitReached, NoneFound, Unknown, there_is
from verifier.solving.limits import Budget
from verifier.solving.preferring import prefer
from verifier.solving.questions import Question
from verifier.solving.values import Values
from verifier.words import diffing as words

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


@dataclass(frozen=True)
class Part:
    """Decisions of a region that one condition describes; all of them, where `every`.

    `terms` say what they have in common, `exactly` besides that they have no other effects.
    """

    literals: tuple[Literal, ...]
    effects: tuple[OneEffect, ...]
    condition: str
    every: bool
    terms: tuple[Term, ...]
    exactly: tuple[Term, ...]

    @property
    def attributes(self) -> frozenset[str]:
        """The attributes that the condition speaks of."""
        return frozenset(
            getattr(getattr(each.condition, "part", each.condition), "attribute", "")
            for each in self.literals
            if each.condition is not None
        )

    @property
    def does(self) -> tuple[str, ...]:
        """What the decisions do to the rules and seats, in words."""
        return tuple(effect_text(each.new) for each in self.effects)


def effect_text(effect: Effect) -> str:
    """What a decision does, in words."""
    return wording.effect(effect)


@dataclass
class Cover:
    """The parts of a region; why a limit kept some from being told; whether there are more than are listed."""

    parts: list[Part] = field(default_factory=list)
    stopped: str | None = None
    cut: bool = False


def cover(joint: Joint, frame: Frame, region: Region, budget: Budget, most: int = MOST) -> Cover:
    """The region, in as few words as can be: decisions without effects first, then what others add to these."""
    made = Cover()
    plain = [*intended_readings(frame), *plain_decision(frame)]
    done = _parts(joint, region, budget, made, plain, joint.without_effects, most)
    if done and joint.effects:
        some = either(effect.variable for effect in joint.effects)
        _parts(joint, region, budget, made, plain, [some], most)
    # In which order the solver comes upon them is nothing that a reader should see.
    made.parts.sort(key=lambda part: _rank(joint, part))
    return made


def _rank(joint: Joint, part: Part) -> tuple[object, ...]:
    """Where a part comes: decisions without effects first, then as attributes and readings are declared."""
    specification = joint.new.specification
    attributes = [attribute.name for attribute in specification.attributes]
    clauses = [clause.name for clause in specification.clauses]
    said: list[tuple[int, int, int, str]] = []
    for literal in part.literals:
        if literal.reading is not None:
            clause, reading = literal.reading
            known = specification.clause.get(clause)
            names = [] if known is None else [each.name for each in known.readings]
            said.append((1, _index(clauses, clause), _index(names, reading), ""))
        if literal.condition is not None:
            about = getattr(literal.condition, "part", literal.condition)
            name = getattr(about, "attribute", "")
            said.append((0, _index(attributes, name), not literal.positive, str(literal.condition)))
    effects = [_index(joint.effects, each) for each in part.effects]
    return (bool(effects), effects, sorted(said))


def _index(names: Sequence[object], name: object) -> int:
    return names.index(name) if name in names else len(names)


def _parts(
    joint: Joint,
    region: Region,
    budget: Budget,
    made: Cover,
    plain: Sequence[Term],
    given: Sequence[Term],
    most: int,
) -> bool:
    while True:
        extra = [*given, *(negation(both(part.terms)) for part in made.parts)]
        before = len(budget.unanswered)
        answer = region.find.ask(budget, extra)
        match answer:
            case NoneFound():
                return True
            case Unknown(reason):
                made.stopped = reason
                return False
            case Found():
                pass
            case _:
                assert_never(answer)
        if len(made.parts) >= most:
            made.cut = True
            return False
        best, _ = prefer(region.find, budget, answer, plain, extra)
        try:
            part = _prime(joint, region, best, budget)
        except LimitReached as reached:
            made.stopped = str(reached)
            return False
        # Words chosen under a limit may be others than those chosen without one.
        made.stopped = budget.unanswered_since(before)
        if made.stopped is not None:
            return False
        made.parts.append(part)


def _prime(joint: Joint, region: Region, found: Found, budget: Budget) -> Part:
    """What the decision found says, without what it can be spared; `LimitReached` where that is not known."""
    values = Values(found.model)
    effects = tuple(each for each in joint.effects if values.truth(each.variable))
    exactly = [
        each.variable if each in effects else negation(each.variable) for each in joint.effects
    ]

    def leaves_it(kept: Sequence[Literal]) -> bool:
        given = [*exactly, *(each.term for each in kept)]
        return any(there_is(q.ask(budget, given)) for q in region.outside)

    kept = literals(joint, values)
    every = not leaves_it(kept)
    for each in list(kept) if every else ():
        rest = [other for other in kept if other is not each]
        if not leaves_it(rest):
            kept = rest
    # Those with more effects are none of their own: they count as said.
    terms = (*(e.variable for e in effects), *(each.term for each in kept))
    said = words.condition(
        conditions(joint.new.specification, kept),
        [each.reading for each in kept if each.reading is not None],
    )
    return Part(tuple(kept), effects, said, every, terms, (*terms, *exactly))
