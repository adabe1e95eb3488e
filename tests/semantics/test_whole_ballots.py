"""Brute force over what members are to a vote, against whole ballots one by one."""

from __future__ import annotations

import itertools
import random
from collections.abc import Iterator
from dataclasses import replace

import pytest

from policy_dsl.decisions import Ballots, Cell, Counts, Vote
from policy_dsl.interpreter import Meeting, decide
from policy_dsl.model import Manner, NoObjectionAct
from policy_dsl.model.atoms import requirement_atoms
from tests.semantics.enumerating import all_counts
from tests.semantics.generator import TINY, Maker
from tests.semantics.meeting_ballots import Question

SMALLEST = replace(TINY, parties=2, heads=2)
MOST = 40_000


def whole_ballots(meeting: Meeting) -> Iterator[Ballots]:
    """Every ballot of every body, consent and casting vote, at every meeting, without any cleverness."""
    last = ballots_of_one_meeting(meeting)
    if meeting.specification.meetings == 1:
        yield from last
        return
    of_one = list(last)
    for one, *before in itertools.product(of_one, repeat=meeting.specification.meetings):
        yield replace(one, earlier=tuple(before))


def ballots_of_one_meeting(meeting: Meeting) -> Iterator[Ballots]:
    spec = meeting.specification
    slots: list[tuple[tuple[str, ...], Cell, list[object]]] = []
    for name, seated in meeting.rules.seated.items():
        for s in seated:
            if not s.suspended:
                slots.append(((name, s.party), s.cell, list(all_counts(s.number))))
    for name, cells in meeting.rules.situation.cells.items():
        slots += [((name,), cell, acts_apart(meeting, n)) for cell, n in cells]
    chaired = [b.name for b in spec.bodies if b.chair and b.chair.casting_vote]
    for them in itertools.product(*(options for _, _, options in slots)):
        votes_: dict[tuple[str, str], dict[Cell, Counts]] = {}
        consents: dict[str, dict[Cell, int]] = {}
        objections: dict[str, dict[Cell, int]] = {}
        for (key, cell, _), chosen in zip(slots, them, strict=True):
            if len(key) == 2:
                votes_.setdefault(key, {})[cell] = chosen  # type: ignore[index, assignment]
            else:
                given, refused = chosen  # type: ignore[misc]
                consents.setdefault(key[0], {})[cell] = given
                objections.setdefault(key[0], {})[cell] = refused
        for cast in itertools.product((None, Vote.FOR, Vote.AGAINST), repeat=len(chaired)):
            casting = {n: v for n, v in zip(chaired, cast, strict=True) if v is not None}
            yield Ballots(votes_, consents, casting, objections)


def objections_asked(meeting: Meeting) -> bool:
    return any(
        isinstance(atom, NoObjectionAct)
        for way in meeting.ways.values()
        for requirement in way
        for atom in requirement_atoms(requirement)
    )


def acts_apart(meeting: Meeting, number: int) -> list[object]:
    """How many of so many consent, and how many object, if anybody asks."""
    asked = objections_asked(meeting)
    return [(c, o) for c in range(number + 1) for o in range((number - c if asked else 0) + 1)]


@pytest.mark.parametrize("seed", range(14))
def test_adoptable_is_what_whole_ballots_say(seed: int) -> None:
    maker = Maker(random.Random(seed), TINY)
    spec = maker.specification()
    case = maker.case(spec)
    meeting = Meeting(spec, case.state, case.readings, case.decision)
    question = Question(meeting, meeting.ways)
    found = [
        decide(spec, case.state, case.readings, case.decision, ballots).adopted
        for ballots in itertools.islice(whole_ballots(meeting), 4000)
    ]
    if len(found) < 4000:
        assert question.adoptable is any(found)
    elif any(found):
        assert question.adoptable


@pytest.mark.parametrize("seed", range(12))
def test_blocked_is_what_whole_ballots_say(seed: int) -> None:
    """Against, and away: one party's acts filtered from all ballots."""
    maker = Maker(random.Random(seed), SMALLEST)
    spec = maker.specification()
    case = maker.case(spec)
    meeting = Meeting(spec, case.state, case.readings, case.decision)
    question = Question(meeting, meeting.ways)
    who = maker.pick(maker.singles)
    every = list(itertools.islice(whole_ballots(meeting), MOST))
    if len(every) == MOST:
        return
    for manner, act in ((Manner.AGAINST, Counts(against=1)), (Manner.AWAY, Counts(absent=1))):
        left = [b for b in every if _acts_at_all(meeting, b, who, act)]
        blocked = not any(meeting.adopted(b) for b in left)
        assert question.blocked({(who, frozenset()): 1}, manner) is blocked
    left = [b for b in every if _acts_at_all(meeting, b, who, Counts(in_favour=1))]
    passed = all(meeting.adopted(b) for b in left)
    assert question.passed({(who, frozenset()): 1}) is passed


def _acts_at_all(meeting: Meeting, ballots: Ballots, who: str, act: Counts) -> bool:
    """Whether the party acts so at every meeting."""
    return all(_acts(meeting, each, who, act) for each in ballots.meetings)


def _acts(meeting: Meeting, ballots: Ballots, who: str, act: Counts) -> bool:
    """Whether the party acts so in every body, in its consent, and with its casting votes."""
    casts = {1: Vote.FOR, -1: Vote.AGAINST, 0: None}[act.in_favour - act.against]
    for name, seated in meeting.rules.seated.items():
        for s in seated:
            if s.party != who or s.suspended:
                continue
            counts = ballots.votes[name, who][s.cell]
            if (s.entitled or act.absent) and counts != act:
                return False
        chair = meeting.specification.body[name].chair
        has_it = chair is not None and chair.casting_vote and chair.party == who
        if has_it and ballots.casting.get(name) is not casts:
            return False
    objects = act.against if objections_asked(meeting) else 0
    return (
        ballots.consents[who][frozenset()] == act.in_favour
        and ballots.objections[who][frozenset()] == objects
    )
