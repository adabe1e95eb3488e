"""Short ways to put a decision, ballots or a claim to a specification built by hand."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from policy_dsl.decisions import NO_ATTRIBUTE, Ballots, Cell, Counts, Decision, Value, Vote, single
from policy_dsl.interpreter import Outcome, decide, possible_effects
from policy_dsl.model import (
    NO_NOTES,
    NOWHERE,
    Alone,
    Claim,
    Coalition,
    Effect,
    Latest,
    Part,
    Property,
    Specification,
    Who,
)
from policy_dsl.model import When as At
from policy_dsl.state import State
from tests.semantics.building import Declaration, body, event, latest, party, specification

_VOTES = {"+": Vote.FOR, "-": Vote.AGAINST, "0": Vote.ABSTAIN, ".": Vote.ABSENT}


def votes(casting: Mapping[str, str] | None = None, consents: str = "", **by_body: str) -> Ballots:
    """Ballots: votes(Board="A+ B- C0 D.", consents="E", casting={"Board": "+"}); a cohort is "F:2,1,0,3"."""
    given: dict[tuple[str, str], Mapping[Cell, Counts]] = {}
    for where, text in by_body.items():
        for word in text.split():
            if ":" in word:
                name, _, numbers = word.partition(":")
                given[where, name] = {NO_ATTRIBUTE: Counts(*map(int, numbers.split(",")))}
            else:
                given[where, word[:-1]] = single(_VOTES[word[-1]])
    return Ballots(
        given,
        {name: {NO_ATTRIBUTE: 1} for name in consents.split()},
        {where: _VOTES[vote] for where, vote in (casting or {}).items()},
    )


def decision(
    *effects: Effect, rulings: Mapping[str, Value] | None = None, **facts: Value
) -> Decision:
    return Decision(facts, {}, rulings or {}, frozenset(effects))


def outcome(
    spec: Specification,
    ballots: Ballots,
    put: Decision | None = None,
    state: State | None = None,
    **readings: str,
) -> Outcome:
    """What becomes of a decision at the latest state."""
    return decide(spec, state or latest(spec), readings, put or decision(), ballots)


def adopted(
    spec: Specification,
    ballots: Ballots,
    put: Decision | None = None,
    state: State | None = None,
    **readings: str,
) -> bool:
    return outcome(spec, ballots, put, state, **readings).adopted


def can_have(spec: Specification, it: Effect) -> bool:
    return it in possible_effects(spec, latest(spec))


# --- claims --------------------------------------------------------------------------------------


def together(*who: Who | Part) -> Coalition:
    return Coalition(tuple(it if isinstance(it, Part) else Part(it) for it in who))


def each_alone(who: Who) -> Coalition:
    return Coalition((Part(who),), Alone.EVERY)


def none_alone(who: Who) -> Coalition:
    return Coalition((Part(who),), Alone.NONE)


def prop(
    claim: Claim,
    under: str | None = None,
    at: At | None = None,
    supposing: Sequence[str] = (),
    readings: Sequence[tuple[str, str]] = (),
    free: Sequence[str] = (),
) -> Property:
    return Property(
        "p",
        "p",
        claim,
        under,
        at or Latest(),
        tuple(event(None, text) for text in supposing),
        tuple(readings),
        tuple(free),
        False,
        None,
        NOWHERE,
        NO_NOTES,
    )


def with_properties(spec: Specification, *properties: Property) -> Specification:
    return replace(spec, properties=properties)


def one_board(*them: Declaration, names: str = "A B C", **how: Any) -> Specification:
    """A board of these parties with a vote each, and what else there is."""
    parties = (party(name) for name in names.split())
    return specification(*parties, body("Board", names, **how), *them)


def then(first: Ballots, *later: Ballots) -> Ballots:
    """Ballots at meetings that follow one another."""
    *before, last = (first, *later)
    return replace(last, earlier=tuple(before))
