"""What is said of a loophole, from its definition: who suffices, and under which condition it is always open."""

from __future__ import annotations

import itertools
import math
import operator
import re
from collections.abc import Iterator, Mapping
from dataclasses import replace

from policy_dsl.decisions import Ballots, Counts, Decision, Vote
from policy_dsl.interpreter import Meeting, Seated, what_is_fixed
from policy_dsl.interpreter.counting import Floor
from policy_dsl.interpreter.effects import beyond_seats
from policy_dsl.interpreter.requirements import check
from policy_dsl.model import (
    ALWAYS,
    Effect,
    Manner,
    Property,
    Specification,
)
from policy_dsl.model.atoms import requirement_atoms
from policy_dsl.model.expressions import NoObjectionAct
from policy_dsl.model.traverse import all_requirements
from policy_dsl.state import State
from tests.loopholes.brute_openings import MANNERS, Forms, TooLarge, protects
from tests.loopholes.parts_by_hand import Stated, group_of, parts_of, true_of
from tests.semantics.brute_force import Case
from tests.semantics.enumerating import Domain
from tests.semantics.meeting_ballots import _ballots
from verifier.results.loopholes import Loophole, Supporters

__all__ = ["TooLarge", "condition_faults", "fewest_supporters", "holder_of", "suffice_faults"]


def holder_of(spec: Specification, prop: Property, loophole: Loophole) -> frozenset[str] | None:
    """The single parties that hold the veto in a scenario; None where members of a cohort do."""
    guarded = protects(prop)
    assert guarded is not None
    if guarded.holder is None:
        return frozenset()
    found = loophole.scenario.coalition
    return frozenset(found) if all(name in spec.party for name in found) else None


def adopts(meeting: Meeting, power: str, ballots: Ballots) -> bool:
    """Whether that power adopts."""
    way = meeting.demands(meeting.specification.clause[power])  # type: ignore[arg-type]
    if way is None or meeting.obstacles:
        return False
    floor = Floor(meeting.rules, ballots, power)
    return all(check(floor, r, False).met for r in way)


# --- the weakest condition -------------------------------------------------------------------------


def condition_faults(
    spec: Specification, prop: Property, loophole: Loophole, limit: int = 600
) -> list[str]:
    """What is wrong with the condition stated: a decision that it lets in and that is blocked, or a needless part."""
    holder = holder_of(spec, prop, loophole)
    if not holder and any(p.cohort for p in spec.parties):
        return []  # their ballots are told cell by cell, and cells differ from decision to decision
    if holder is None or not loophole.under.every:
        return []
    parts = list(parts_of(spec, loophole))
    told = _decisions(spec, prop, loophole, holder, parts, limit)
    faults = []
    guarded = protects(prop)
    assert guarded is not None
    if guarded.manner is Manner.ANY:
        return []  # that goes for everything that the holder can do
    modes = ["exact"] if guarded.holder is None else ["attend", "away", "exact"]
    for mode in modes:
        passed = {
            n: _passes(spec, prop, loophole, put, holder, mode) for n, (put, _) in enumerate(told)
        }
        blocked = [n for n, (_, true) in enumerate(told) if all(true) and not passed[n]]
        if blocked:
            faults = [f"lets in {told[blocked[0]][0]}"]
            continue
        if not any(all(true) for _, true in told):
            return []  # one effect stands for several, and the one found is not among those tried
        if mode == "exact" and spec.recusals:
            return []  # the ballots shown may be none at all where others are recused
        return [
            f"{group} can be left out"
            for group in {group_of(spec, each) for each in parts if each.condition is not None}
            for them in [[i for i, each in enumerate(parts) if group_of(spec, each) == group]]
            if any(not true[index] for _, true in told for index in them)
            and all(
                passed[n]
                for n, (_, true) in enumerate(told)
                if all(true) or not all(true[index] for index in them)
            )
        ]
    return faults


def _decisions(
    spec: Specification,
    prop: Property,
    loophole: Loophole,
    holder: frozenset[str],
    parts: list[Stated],
    limit: int,
) -> list[tuple[Decision, list[bool]]]:
    """The decisions of the protected substance of which all of these parts are true, or all but a group."""
    scenario = loophole.scenario
    judges = tuple({a.judge for a in spec.attributes if a.judge is not None})
    domain = Domain(spec, scenario.state, ALWAYS, judges, False, prop.claim, limit)
    case = Case(spec, scenario.state, scenario.readings, prop, limit)
    case._decisions = dict(enumerate(domain.decisions()))
    heads = dict.fromkeys(holder, 1)
    forms = Forms(spec, scenario.state, prop)
    told = []
    for i, put in case._decisions.items():
        if (
            not all(allowed(spec, scenario.state, effect) for effect in put.effects)
            or not case._rules_truly(heads, i)
            or not any(True for _ in forms.of(put))
        ):
            continue
        true = [true_of(spec, scenario.state, put, each) for each in parts]
        false = {group_of(spec, each) for each, so in zip(parts, true, strict=True) if not so}
        if len(false) <= 1:
            told.append((put, true))
    return told


def allowed(spec: Specification, state: State, effect: Effect) -> bool:
    """Whether some power may have an effect, with a vacant seat; others belong to no decision that is spoken of."""
    if what_is_fixed(spec, effect) is not None or beyond_seats(spec, state, (effect,)):
        return False
    return any(
        grant.matches(effect)
        for power in spec.powers
        if power.name in state.in_force
        for grant in power.grants
    )


def _recused_on_some(meeting: Meeting, body: str, seated: Seated) -> bool:
    powers = (power.name for power in meeting.specification.powers)
    return any(meeting.rules.recusing(body, seated.party, seated.cell, p) for p in powers)


def _passes(
    spec: Specification,
    prop: Property,
    loophole: Loophole,
    put: Decision,
    holder: frozenset[str],
    mode: str,
) -> bool:
    scenario = loophole.scenario
    meeting = Meeting(spec, scenario.state, scenario.readings, put)
    if mode == "exact":
        ballots = scenario.ballots
        guarded = protects(prop)
        claimed = None if guarded is None or guarded.holder is not None else guarded.claimed
        met = claimed is not None and check(Floor(meeting.rules, ballots), claimed, True).met
        return adopts(meeting, loophole.power, ballots) and not met
    last, *before = (
        _at_meeting(spec, prop, loophole, meeting, holder, mode, back)
        for back in range(spec.meetings)
    )
    return adopts(meeting, loophole.power, replace(last, earlier=tuple(reversed(before))))


def _at_meeting(
    spec: Specification,
    prop: Property,
    loophole: Loophole,
    meeting: Meeting,
    holder: frozenset[str],
    mode: str,
    back: int,
) -> Ballots:
    """What everybody does at a meeting, so many before the last: those who hold the will as in the example."""
    shown = loophole.scenario.ballots.before_the_last(back)
    votes: dict[tuple[str, str], Mapping[frozenset[str], Counts]] = {}
    casting: dict[str, Vote] = {}
    for body in spec.bodies:
        seated = [s for s in meeting.rules.seated[body.name] if not s.suspended]
        counts = []
        for s in seated:
            if not s.entitled:
                away = s.party in holder and said_manner(prop, loophole) is Manner.AWAY
                n = s.number if mode == "attend" and not away else 0
                counts.append(Counts(abstain=n, absent=s.number - n))
            elif s.party in holder:
                counts.append(_as_shown(spec, prop, loophole, body.name, s.party, back))
            elif mode != "attend" and _recused_on_some(meeting, body.name, s):
                counts.append(Counts(absent=s.number))
            else:
                counts.append(Counts(in_favour=s.number))
        votes.update(_ballots(body.name, seated, counts, None).votes)
        if body.name in shown.casting:
            casting[body.name] = shown.casting[body.name]
        elif body.chair is not None and body.chair.casting_vote and body.chair.party not in holder:
            casting[body.name] = Vote.FOR
    consents = {
        p.name: dict(meeting.rules.situation.cells[p.name])
        for p in spec.parties
        if p.name not in holder
    }
    return Ballots(votes, consents, casting, shown.objections)


_OTHERWISE = {
    Manner.AGAINST: Counts(against=1),
    Manner.ABSTAINING: Counts(abstain=1),
    Manner.AWAY: Counts(absent=1),
    Manner.ANY: Counts(against=1),
}


def said_manner(prop: Property, loophole: Loophole) -> Manner:
    """How all of a holder act: as its claim says, if its openings do not say otherwise."""
    guarded = protects(prop)
    assert guarded is not None
    kinds = {each.kind for each in loophole.openings}
    return next((m for kind, m in MANNERS.items() if kind in kinds), guarded.manner)


def _as_shown(
    spec: Specification, prop: Property, loophole: Loophole, body: str, party: str, back: int
) -> Counts:
    """What a holder does: as in the scenario, or, where it had no vote there, as is said of all of it."""
    scenario = loophole.scenario
    shown = Meeting(spec, scenario.state, scenario.readings, scenario.decision)
    seat = next((s for s in shown.rules.seated[body] if s.party == party), None)
    if seat is None or not seat.entitled:
        return _OTHERWISE[said_manner(prop, loophole)]
    votes = scenario.ballots.before_the_last(back).votes.get((body, party), {})
    return next(iter(votes.values()), Counts(absent=1))


# --- supporters ------------------------------------------------------------------------------------


def fewest_supporters(
    spec: Specification,
    prop: Property,
    loophole: Loophole,
    limit: int = 3000,
    quiet: bool = False,
) -> int | None:
    """The fewest distinct parties that suffice whatever the others do; None: not even all of them do.

    `quiet`: if the others neither vote nor consent.
    """
    holder = holder_of(spec, prop, loophole)
    if holder is None or any(p.cohort for p in spec.parties):
        raise TooLarge("members of a cohort")
    scenario = loophole.scenario
    meeting = Meeting(spec, scenario.state, scenario.readings, scenario.decision)
    others = [p.name for p in spec.parties if p.name not in holder]
    for size in range(len(others) + 1):
        for supporters in itertools.combinations(others, size):
            every = _ballots_with(spec, prop, meeting, loophole, supporters, limit, quiet)
            done = (adopts(meeting, loophole.power, each) for each in every)
            if any(done) if quiet else all(done):
                return size
    return None


def suffice_faults(
    spec: Specification, prop: Property, loophole: Loophole, limit: int = 3000
) -> list[str]:
    """The decisions meant for which those who are said to suffice do not."""
    holder = holder_of(spec, prop, loophole)
    if holder is None or any(p.cohort for p in spec.parties) or loophole.enough.every is not True:
        raise TooLarge("not said of all decisions, or of members of a cohort")
    parts = list(parts_of(spec, loophole))
    faults = []
    for put, true in _decisions(spec, prop, loophole, holder, parts, limit):
        if not all(true):
            continue
        scenario = loophole.scenario
        meeting = Meeting(spec, scenario.state, scenario.readings, put)
        for quiet, them in ((True, loophole.enough.silent), (False, loophole.enough.opposed)):
            assert isinstance(them, Supporters)
            who = tuple(name for text in them.who for name in _names(text))
            assert len(who) == them.number
            every = _ballots_with(spec, prop, meeting, loophole, who, limit, quiet, anyhow=True)
            if not all(adopts(meeting, loophole.power, b) for b in every):
                faults.append(f"{them.who} (quiet: {quiet}) of {put}")
    return faults


def _names(text: str) -> list[str]:
    """Any so many of those named."""
    found = re.fullmatch(r"any (\d+) of (.*)", text)
    names = re.split(r", | and ", text if found is None else found[2])
    return names if found is None else names[: int(found[1])]


def _ballots_with(
    spec: Specification,
    prop: Property,
    meeting: Meeting,
    loophole: Loophole,
    supporters: tuple[str, ...],
    limit: int,
    quiet: bool,
    anyhow: bool = False,
) -> Iterator[Ballots]:
    """All ballots in which the supporters are in favour and the holder does as in the scenario.

    `quiet`: the others do nothing. `anyhow`: on any decision, so the holder's recused attend there or not.
    """
    each = [
        list(_of_meeting(spec, prop, meeting, loophole, supporters, limit, quiet, anyhow, back))
        for back in range(spec.meetings)
    ]
    if math.prod(map(len, each)) > limit:
        raise TooLarge("ballots at several meetings")
    for last, *before in itertools.product(*each):
        yield replace(last, earlier=tuple(reversed(before)))


def _of_meeting(
    spec: Specification,
    prop: Property,
    meeting: Meeting,
    loophole: Loophole,
    supporters: tuple[str, ...],
    limit: int,
    quiet: bool,
    anyhow: bool,
    back: int,
) -> Iterator[Ballots]:
    shown = loophole.scenario.ballots.before_the_last(back)
    holder = holder_of(spec, prop, loophole) or frozenset()
    votes: list[list[tuple[tuple[str, str], Counts]]] = []
    casts: list[list[tuple[str, Vote | None]]] = []
    for body in spec.bodies:
        for s in meeting.rules.seated[body.name]:
            if s.suspended:
                continue
            key = (body.name, s.party)
            options = [Counts(1), Counts(0, 1), Counts(0, 0, 1), Counts(0, 0, 0, 1)]
            if not s.entitled:
                options = options[2:]
                if quiet and s.party in holder:
                    away = said_manner(prop, loophole) is Manner.AWAY
                    own = [*shown.votes.get(key, {}).values()]
                    options = [Counts(0, 0, 0, 1), *([] if anyhow else own)]
                    options += [Counts(0, 0, 1)] if anyhow and not away else []
                elif quiet and s.party not in supporters:
                    options = options[1:]
            elif s.party in supporters:
                options = options[:1]
            elif s.party in holder:
                options = [_as_shown(spec, prop, loophole, body.name, s.party, back)]
            elif quiet:
                options = options[3:]
            votes.append([(key, each) for each in options])
        if body.chair is not None and body.chair.casting_vote:
            cast: list[Vote | None] = [None] if quiet else [Vote.FOR, Vote.AGAINST, None]
            if body.chair.party in supporters:
                cast = [Vote.FOR]
            elif body.chair.party in holder:
                cast = [shown.casting.get(body.name)]
            casts.append([(body.name, each) for each in cast])
    rest = [p.name for p in spec.parties if p.name not in (*holder, *supporters)]
    willing = [] if quiet else rest
    total = 1
    for options in (*votes, *casts):
        total *= len(options)
    # Whoever is asked may object; the holder does as in the scenario.
    asked = any(
        isinstance(atom, NoObjectionAct)
        for requirement in all_requirements(spec)
        for atom in requirement_atoms(requirement)
    )
    objecting = willing if asked else []
    objected = {name: them for name, them in shown.objections.items() if name in holder}
    if total * 2 ** len(willing + objecting) > limit:
        raise TooLarge(f"{total} ballots")
    cell = frozenset[str]()
    for them in itertools.product(*votes):
        for cast_so in itertools.product(*casts):
            acts = itertools.product((0, 1), repeat=len(willing + objecting))
            for consent, objection in ((a[: len(willing)], a[len(willing) :]) for a in acts):
                if any(map(operator.and_, consent, objection)):
                    continue  # nobody does both
                yield Ballots(
                    {key: {cell: counts} for key, counts in them},
                    {
                        **{name: {cell: 1} for name in supporters},
                        **{n: {cell: c} for n, c in zip(willing, consent, strict=True)},
                    },
                    {name: vote for name, vote in cast_so if vote is not None},
                    {
                        **objected,
                        **{n: {cell: c} for n, c in zip(objecting, objection, strict=True)},
                    },
                )
