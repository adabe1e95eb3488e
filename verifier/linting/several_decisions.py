"""Clauses whose condition is met by decisions only that nobody may take as one."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import assert_never

from policy_dsl.model import AnyClause, Effect, Power, Prohibition, Recusal, Rule
from policy_dsl.state import State
from verifier.encoding.activity import kind_of
from verifier.encoding.adoption import Encoding
from verifier.encoding.terms import both, either, negation
from verifier.linting.lint_context import LintContext, Term
from verifier.results.lint import LintFinding
from verifier.solving.answers import Found, Unknown
from verifier.solving.cores import first_minimal
from verifier.solving.limits import Budget
from verifier.solving.questions import Exists
from verifier.solving.values import Values
from verifier.words import lint as words
from verifier.words import lint_demands as say
from verifier.words import lint_lines as lines


def in_no_decision(
    room: LintContext, clause: AnyClause, states: Sequence[State], budget: Budget
) -> bool:
    """VL18: some power that the clause is about applies where it does, but may never do all that is done there."""
    covered = False
    for state in states:
        encoding = room.apart(state)
        for power in _powers(room, clause, state):
            its = encoding.activity.active(power)
            given = [*encoding.limits, encoding.activity.applies(clause.name)]
            if room.found(Exists([*given, encoding.covers[power]]), budget) is not None:
                return False
            covered = covered or room.found(Exists([*given, its]), budget) is not None
    return covered


def _powers(room: LintContext, clause: AnyClause, state: State) -> list[str]:
    """The powers in force that a clause is, or limits; of an exception, or a recusal from everything, all."""
    if isinstance(clause, Power):
        return [clause.name]
    everywhere = not isinstance(clause, Rule | Prohibition | Recusal)
    return [
        power.name
        for power in room.specification.powers
        if power.name in state.in_force
        and (everywhere or room.specification.limits(clause, power.name))
    ]


def of_no_decision(
    room: LintContext, clause: AnyClause, states: Sequence[State], budget: Budget
) -> LintFinding:
    """The finding, with what can be done apart in the last state in which the clause is in force."""
    state = states[-1]
    apart = tuple(_apart(room, clause, state, budget))
    return LintFinding(
        words.SEVERAL,
        kind_of(clause),
        clause.name,
        clause.place.file,
        clause.place.line,
        say.in_no_decision(clause, apart),
        say.instead_of_in_no_decision(clause, bool(apart)),
        lines.in_no_decision(clause, bool(apart)),
    )


def _apart(
    room: LintContext, clause: AnyClause, state: State, budget: Budget
) -> Iterator[tuple[Effect, tuple[str, ...]]]:
    """What the smallest decision that the clause applies to does, each with the powers that may do it by itself.

    Nothing, where some of it may be done by none, or the clause is a power: then it would not do to do it apart.
    """
    encoding = room.apart(state)
    powers = () if isinstance(clause, Power) else tuple(_powers(room, clause, state))
    effects = _fewest(room, encoding, clause, powers, budget)
    found = [(effect, tuple(_may(room, encoding, effect, powers, budget))) for effect in effects]
    if len(found) > 1 and all(by for _, by in found):
        yield from found


def _fewest(
    room: LintContext,
    encoding: Encoding,
    clause: AnyClause,
    powers: Sequence[str],
    budget: Budget,
) -> list[Effect]:
    """Effects of a decision that the clause and one of the powers apply to, none of which it could do without.

    Of all such sets the one that is left once effects are gone through from the last to the first.
    """

    def enough(some: Sequence[Effect]) -> list[Effect] | None:
        found = room.found(question, budget, _only(encoding, some))
        return None if found is None else _done(encoding, found)

    applies = either(encoding.activity.active(power) for power in powers)
    question = Exists([*encoding.limits, encoding.activity.applies(clause.name), applies])
    found = room.found(question, budget)
    if found is None:
        return []
    effects = list(encoding.decision.effects)
    left = first_minimal(effects, _done(encoding, found), enough)
    match left:
        case tuple():
            return list(left)
        case Unknown():
            return effects
        case _:
            assert_never(left)


def _done(encoding: Encoding, found: Found) -> list[Effect]:
    values = Values(found.model)
    return [effect for effect, v in encoding.decision.effects.items() if values.truth(v)]


def _only(encoding: Encoding, effects: Sequence[Effect]) -> list[Term]:
    """The decision has no effects but these."""
    return [
        negation(variable)
        for effect, variable in encoding.decision.effects.items()
        if effect not in effects
    ]


def _may(
    room: LintContext, encoding: Encoding, effect: Effect, powers: Sequence[str], budget: Budget
) -> Iterator[str]:
    """The powers that cover a decision which does this and nothing else."""
    alone = [*_only(encoding, [effect]), encoding.decision.effects[effect]]
    for power in powers:
        covers = Exists([*encoding.limits, both((encoding.covers[power], *alone))])
        if room.found(covers, budget) is not None:
            yield power
