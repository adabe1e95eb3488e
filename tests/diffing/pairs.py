"""Random pairs of specifications, and what changes between them by trying everything.

A pair is a small random model and the same with something of it drawn anew. Brute force puts every decision, under
every reading both know, with everybody's ballots to the interpreter of both.
"""

from __future__ import annotations

import contextlib
import itertools
import random
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from fractions import Fraction

from policy_dsl.decisions import NO_ATTRIBUTE, Ballots, Cell, Counts, Decision, Vote
from policy_dsl.diagnostics import PolicyErrors
from policy_dsl.interpreter import Meeting, possible_effects
from policy_dsl.loading import load_text
from policy_dsl.model import ALWAYS, NoObjectionAct, Specification
from policy_dsl.model.atoms import requirement_atoms
from policy_dsl.model.traverse import all_conditions, requirements_of, whos_in_condition
from policy_dsl.state import State
from tests.semantics.enumerating import Domain, TooLarge, all_counts, compositions
from tests.semantics.generator import Maker, Shape
from tests.semantics.printing import to_text

SMALL = Shape(
    parties=3,
    bodies=1,
    heads=3,
    attributes=2,
    powers=2,
    rules=2,
    prohibitions=1,
    recusals=1,
    exceptions=2,
    events=2,
    depth=1,
)
MOST = 60_000  # ballots put to both sides


def random_pair(rng: random.Random) -> tuple[Specification, Specification]:
    """A model, and the same with one or two things of it drawn anew."""
    while True:
        maker = Maker(rng, SMALL)
        old = maker.specification()
        new = old
        for _ in range(maker.upto(1, 2)):
            new = changed(maker, new)
        # As the language reads them: it does not tell all effects apart that a model can, has no words for what may be
        # granted where exceptions are drawn anew, and does not read a rule that leaves open at which meeting.
        with contextlib.suppress(PolicyErrors, ValueError):
            return load_text(to_text(old), "old.policy"), load_text(to_text(new), "new.policy")


def regrouped_pair(rng: random.Random) -> tuple[Specification, Specification]:
    """A model, and the same in which a group that a condition names is of others; maybe with something drawn anew."""
    while True:
        maker = Maker(rng, SMALL)
        old = maker.specification()
        asked = {who.label for it in all_conditions(old) for who in whos_in_condition(it)}
        groups = [group for group in old.groups if group.name in asked]
        names = [party.name for party in old.parties]
        if not groups:
            continue
        group = maker.pick(groups)
        anew = replace(group, who=replace(group.who, parties=tuple(maker.some(names))))
        new = replace(old, groups=tuple(anew if g is group else g for g in old.groups))
        if maker.chance(0.5):
            new = changed(maker, new)
        with contextlib.suppress(PolicyErrors):  # a number may be too large for the group
            return load_text(to_text(old), "old.policy"), load_text(to_text(new), "new.policy")


def changed(maker: Maker, it: Specification) -> Specification:
    """The same with one thing of it drawn anew, if it can be."""
    kind = maker.upto(0, 5)
    if kind <= 2:
        plan = maker.pick(maker.plans)
        anew = maker.clause(plan)
        index = [c.name for c in it.clauses].index(plan.name)
        if anew.notes.status is not it.clauses[index].notes.status:
            return it
        clauses = (*it.clauses[:index], anew, *it.clauses[index + 1 :])
        return replace(it, clauses=clauses)
    if kind == 3:
        return replace(it, bodies=tuple(replace(b, quorum=maker.quorum(b.name)) for b in it.bodies))
    if kind == 4:
        return replace(it, events=maker.timeline(it.clauses))
    # The order of declarations says nothing.
    return replace(it, clauses=it.clauses[::-1])


@dataclass(frozen=True)
class One:
    """What became of one decision under one reading; `standings` are the vetoes and sole powers over it that parties
    of their own gained and lost.
    """

    decision: Decision
    reading: Mapping[str, str]
    fate: str | None
    standings: frozenset[tuple[str, bool, str]]  # what, whether gained, whose


@dataclass(frozen=True)
class Tried:
    """What brute force found in one pair of states: what became of each decision, and which part of all situations.

    `shares` are the situations that pass now and those that do no longer, of decisions without effects.
    """

    each: tuple[One, ...]
    shares: tuple[Fraction, Fraction]

    @property
    def fates(self) -> frozenset[str]:
        """What became of some decision."""
        return frozenset(one.fate for one in self.each if one.fate is not None)


def tried(specs: tuple[Specification, Specification], states: tuple[State, State]) -> Tried:
    """Every decision, reading and ballot; TooLarge where there are too many."""
    old, new = specs
    used = (*old.clauses, *new.clauses, *old.bodies, *new.bodies)
    decisions = Domain(new, states[1], ALWAYS, (), True, used, limit=400).decisions()
    there = set(possible_effects(old, states[0]))
    effects = [frozenset()] + [
        frozenset({e}) for e in possible_effects(new, states[1]) if e in there
    ]
    found: list[One] = []
    passed = failed = every = 0
    readings = list(_readings(specs, states))
    cost = 0
    for decision in decisions:
        ballots = list(_ballots(specs, states, decision))
        cost += len(ballots) * len(readings) * len(effects)
        if cost > MOST:
            raise TooLarge(str(cost))
        for its_effects, reading in itertools.product(effects, readings):
            put = replace(decision, effects=its_effects)
            meetings = [
                Meeting(s, state, {c: r for c, r in reading.items() if _read(s, state, c)}, put)
                for s, state in zip(specs, states, strict=True)
            ]
            outcomes = [
                tuple(
                    m.adopted(_own(b, s, state))
                    for m, s, state in zip(meetings, specs, states, strict=True)
                )
                for b in ballots
            ]
            before, now = (any(o[side] for o in outcomes) for side in (0, 1))
            fate = None
            if any(o[0] is not o[1] for o in outcomes):
                fate = (
                    "passes with other votes"
                    if before and now
                    else "now can pass"
                    if now
                    else "now blocked"
                )
            stands = frozenset(_standings(specs, meetings, ballots, outcomes))
            found.append(One(put, reading, fate, stands))
            if not its_effects:
                every += len(outcomes)
                passed += sum(o == (False, True) for o in outcomes)
                failed += sum(o == (True, False) for o in outcomes)
    shares = (Fraction(passed, every or 1), Fraction(failed, every or 1))
    return Tried(tuple(found), shares)


def _standings(
    specs: tuple[Specification, Specification],
    meetings: list[Meeting],
    ballots: list[Ballots],
    outcomes: list[tuple[bool, ...]],
) -> Iterator[tuple[str, bool, str]]:
    """The vetoes and sole powers over one decision that one side gives and the other does not."""
    can = [any(o[side] for o in outcomes) for side in (0, 1)]
    objects = _objections_count(specs)
    for party in specs[0].parties:
        if party.cohort:
            continue
        # By the ballots in which it does so on both sides: where one recuses it, it is there or not.
        spoils, carries = [], []
        for side in (0, 1):
            with_it = [
                o[side]
                for b, o in zip(ballots, outcomes, strict=True)
                if _does(meetings[side], b, party.name, Vote.FOR, objects)
            ]
            against = [
                o[side]
                for b, o in zip(ballots, outcomes, strict=True)
                if _does(meetings[side], b, party.name, Vote.AGAINST, objects)
            ]
            spoils.append(not any(against))
            carries.append(all(with_it))
        for side, gained in ((1, True), (0, False)):
            if can[side] and spoils[side] and not spoils[1 - side]:
                yield "veto", gained, party.name
            if carries[side] and not carries[1 - side]:
                yield "sole power", gained, party.name


def _does(meeting: Meeting, ballots: Ballots, party: str, vote: Vote, objects: bool) -> bool:
    """Whether it votes so wherever it may, consents or objects (if asked), and casts its casting votes so; always."""
    return all(_does_at_one(meeting, each, party, vote, objects) for each in ballots.meetings)


def _does_at_one(meeting: Meeting, ballots: Ballots, party: str, vote: Vote, objects: bool) -> bool:
    given = ballots.consents.get(party, {}).get(NO_ATTRIBUTE, 0)
    if given != (vote is Vote.FOR):
        return False
    objected = ballots.objections.get(party, {}).get(NO_ATTRIBUTE, 0)
    if objected != (vote is Vote.AGAINST and objects):
        return False
    for body, seated in meeting.rules.seated.items():
        for each in seated:
            if each.party == party and each.entitled:
                counts = ballots.votes[body, party][NO_ATTRIBUTE]
                if not (counts.in_favour if vote is Vote.FOR else counts.against):
                    return False
    return all(
        ballots.casting.get(body.name) is vote
        for body in meeting.specification.bodies
        if body.chair and body.chair.casting_vote and body.chair.party == party
    )


def _read(spec: Specification, state: State, clause: str) -> bool:
    return clause in state.in_force and bool(spec.clause[clause].readings)


def _readings(
    specs: tuple[Specification, Specification], states: tuple[State, State]
) -> Iterator[Mapping[str, str]]:
    choices: dict[str, list[str]] = {}
    for spec, state in zip(specs, states, strict=True):
        for clause in spec.clauses:
            if _read(spec, state, clause.name):
                names = [r.name for r in clause.readings]
                known = choices.get(clause.name)
                choices[clause.name] = names if known is None else [n for n in known if n in names]
    for chosen in itertools.product(*choices.values()):
        yield dict(zip(choices, chosen, strict=True))


def _ballots(
    specs: tuple[Specification, Specification], states: tuple[State, State], decision: Decision
) -> Iterator[Ballots]:
    """Everybody's ballots at as many meetings as either side may take."""
    each = list(_at_one_meeting(specs, states, decision))
    meetings = max(spec.meetings for spec in specs)
    if len(each) ** meetings > MOST:
        raise TooLarge(str(len(each) ** meetings))
    for *before, last in itertools.product(each, repeat=meetings):
        yield replace(last, earlier=tuple(before))


def _objections_count(specs: tuple[Specification, Specification]) -> bool:
    return any(
        isinstance(part, NoObjectionAct)
        for spec in specs
        for clause in spec.clauses
        for requirement in requirements_of(clause)
        for part in requirement_atoms(requirement)
    )


def _at_one_meeting(
    specs: tuple[Specification, Specification], states: tuple[State, State], decision: Decision
) -> Iterator[Ballots]:
    """All votes of who has one on either side, all consents, all casting votes; cohorts by numbers."""
    options: list[list[object]] = []
    keys: list[tuple[str, ...]] = []
    objected = _objections_count(specs)
    for spec in specs[:1]:
        for body in spec.bodies:
            for party in spec.parties:
                if any(s.votes_in(body.name, party.name) for s in states):
                    keys.append(("votes", body.name, party.name))
                    cells = (
                        decision.cells_of(party.name, party.size)
                        if party.cohort
                        else {NO_ATTRIBUTE: 1}
                    )
                    options.append([dict(zip(cells, them, strict=True)) for them in
                                    itertools.product(*(all_counts(n) for n in cells.values()))])  # fmt: skip
            if any(s.body[body.name].chair and s.body[body.name].chair.casting_vote for s in specs):
                keys.append(("casting", body.name))
                options.append([None, Vote.FOR, Vote.AGAINST])
        for party in spec.parties:
            keys.append(("consents", party.name))
            cells = decision.cells_of(party.name, party.size) if party.cohort else {NO_ATTRIBUTE: 1}
            acts = [
                [(c, o) for c in range(n + 1) for o in range((n - c if objected else 0) + 1)]
                for n in cells.values()
            ]
            options.append(
                [
                    tuple(dict(zip(cells, each, strict=True)) for each in zip(*them, strict=True))
                    for them in itertools.product(*acts)
                ]
            )
    size = 1
    for each in options:
        size *= len(each)
    if size > MOST:
        raise TooLarge(str(size))
    for chosen in itertools.product(*options):
        votes: dict[tuple[str, str], Mapping[Cell, Counts]] = {}
        consents: dict[str, Mapping[Cell, int]] = {}
        objections: dict[str, Mapping[Cell, int]] = {}
        casting: dict[str, Vote] = {}
        for key, value in zip(keys, chosen, strict=True):
            if key[0] == "votes":
                votes[key[1], key[2]] = value  # type: ignore[assignment]
            elif key[0] == "casting":
                if value is not None:
                    casting[key[1]] = value  # type: ignore[assignment]
            else:
                consents[key[1]], objections[key[1]] = value  # type: ignore[misc]
        yield Ballots(votes, consents, casting, objections)


def _own(ballots: Ballots, spec: Specification, state: State) -> Ballots:
    """The ballots without what nobody could give on this side, and without meetings that it does not know."""
    votes = {key: cells for key, cells in ballots.votes.items() if state.votes_in(*key)}
    known = ballots.earlier[len(ballots.earlier) - spec.meetings + 1 :]
    return replace(ballots, votes=votes, earlier=tuple(_own(it, spec, state) for it in known))


__all__ = ["MOST", "SMALL", "TooLarge", "Tried", "compositions", "random_pair", "tried"]
