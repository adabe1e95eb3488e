"""Loopholes from their definition, by trying every decision, reading and ballot of a small model.

The second judge beside `verifier.loopholes`: for everything that can be adopted against the holder, which
openings must stand open? The smallest such sets are the loopholes. Raises TooLarge where there is too much to try.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property

from policy_dsl import claim_wording
from policy_dsl.decisions import Ballots, Decision, Value, Vote, ruled
from policy_dsl.interpreter import Meeting, condition_holds
from policy_dsl.interpreter.clauses import Rules
from policy_dsl.model import (
    ALWAYS,
    Alone,
    CanBlock,
    Coalition,
    ConsentAct,
    ConsentVote,
    ExceptionTo,
    Manner,
    NumberIn,
    Part,
    PartySet,
    Property,
    Requirement,
    Requires,
    Role,
    Specification,
)
from policy_dsl.model.traverse import all_conditions, condition_of_claim
from policy_dsl.state import Interval, State, after_events, intervals, intervals_of
from tests.loopholes.exceptions_by_hand import asked_by, at_work
from tests.loopholes.holding_by_hand import _ORDER, Own, every_choice
from tests.semantics.brute_force import Case
from tests.semantics.brute_questions import quorum_sees_effects, sees_decision
from tests.semantics.enumerating import (
    Domain,
    TooLarge,
    all_readings,
    attributes_in,
    nodes,
)
from tests.semantics.meeting_ballots import MET, Act, Heads, Question, Variable, _ballots

__all__ = ["Forms", "Opened", "TooLarge", "minimal", "minimal_sets"]

Opened = frozenset[tuple[str, str]]  # (kind, name) of openings
# How all of a holder may act, in the order in which a mixture names them.
MANNERS = {
    "absence": Manner.AWAY,
    "abstention": Manner.ABSTAINING,
    "opposition": Manner.AGAINST,
}
MIXTURE = "mixture"


def combinations_of(manner: Manner, seated: bool) -> list[frozenset[str]]:
    """What can stand open about how a holder acts, the fewest first: other manners, and that not all do the same.

    Of one who has a seat nowhere, to abstain is to stay away.
    """
    others = [kind for kind, each in MANNERS.items() if each is not manner]
    if not seated:
        others = ["absence" if manner is Manner.AGAINST else "opposition"]
    every = [] if manner is Manner.ANY else [*others, MIXTURE]
    sets = itertools.chain.from_iterable(
        itertools.combinations(every, n) for n in range(len(every) + 1)
    )
    return [frozenset(them) for them in sets]


def together(them: Opened) -> Opened:
    """A set of openings as it is listed: how the holder acts is one of them."""
    acts = {kind: name for kind, name in them if kind in (*MANNERS, MIXTURE)}
    if MIXTURE not in acts:
        return them
    kinds = " and ".join(kind for kind in MANNERS if kind in acts)
    rest = frozenset(each for each in them if each[0] not in acts)
    return rest | {(MIXTURE, f"{kinds} of {acts[MIXTURE]}")}


def minimal(them: Iterable[Opened]) -> frozenset[Opened]:
    """Those of which no other is a part."""
    found: list[Opened] = []
    for it in sorted(set(them), key=len):
        if not any(other <= it for other in found):
            found.append(it)
    return frozenset(found)


def minimal_sets(spec: Specification, prop: Property, limit: int = 600) -> frozenset[Opened] | None:
    """All minimal sets of openings by which the property is got round, as listed; None: it protects nothing."""
    found = sets_of_switches(spec, prop, limit)
    return None if found is None else frozenset(together(it) for it in found)


def sets_of_switches(
    spec: Specification, prop: Property, limit: int = 600
) -> frozenset[Opened] | None:
    """The same, with each manner and mixture apart."""
    spec = replace(spec, properties=(prop,))
    guarded = protects(prop)
    if guarded is None:
        return None
    own = intervals_of(spec, prop)
    found: set[Opened] = set()
    home: set[str] = set()
    for interval in own:
        ways = _ways(spec, prop, guarded, interval, limit)
        # A power that is not in force at the property's own time is no home to what it protects.
        state = after_events(interval.state, prop.supposing)
        home = {p for p, sets in ways.items() if p in state.in_force and frozenset() not in sets}
        found |= _with_routes(ways, home)
    found = set(minimal(found))
    for interval in intervals(spec):
        if interval in own:
            continue
        time = frozenset({("timing", _called(interval))})
        ways = _ways(spec, prop, guarded, interval, limit)
        for it in minimal(_with_routes(ways, home)):
            if not any(other <= it for other in found if not _timed(other)):
                found.add(it | time)
    return minimal(found)


def _timed(them: Opened) -> bool:
    return any(kind == "timing" for kind, _ in them)


def _with_routes(ways: Mapping[str, Iterable[Opened]], home: set[str]) -> set[Opened]:
    return {
        it | (frozenset() if power in home else frozenset({("route", power)}))
        for power, sets in ways.items()
        for it in sets
    }


def _called(interval: Interval) -> str:
    if interval.start is not None:
        return interval.start.isoformat()
    return f"before {interval.end.isoformat()}" if interval.end else "always"


@dataclass(frozen=True)
class Guarded:
    """Whose will a property protects, or which requirement is not to be missing."""

    holder: Coalition | None
    claimed: Requirement | None
    manner: Manner = Manner.AGAINST


def protects(prop: Property) -> Guarded | None:
    match prop.claim:
        case CanBlock(who=who, manner=manner, others=None) if who.alone in (
            Alone.TOGETHER,
            Alone.EVERY,
        ):
            return Guarded(who, None, manner)
        case Requires(requirement=ConsentVote(who, _, None) | ConsentAct(who, None)) if (
            who.single and who.attribute is None
        ):
            return Guarded(Coalition((Part(who),)), prop.claim.requirement)
        case Requires(requirement=asked):
            return Guarded(None, asked)
        case _:
            return None


# --- one state -----------------------------------------------------------------------------------


def _ways(
    spec: Specification, prop: Property, guarded: Guarded, interval: Interval, limit: int
) -> dict[str, frozenset[Opened]]:
    """For each power: the minimal sets of openings, routes apart, with which it adopts what is protected."""
    state = after_events(interval.state, prop.supposing)
    found: dict[str, set[Opened]] = {
        p.name: set() for p in spec.powers if prop.under in (None, p.name)
    }
    for readings in all_readings(spec, state, dict(prop.fixed_readings)):
        _Round(spec, prop, guarded, state, readings, limit).collect(found)
    return {power: minimal(sets) for power, sets in found.items()}


def kind_of_form(of: object, part: bool) -> str:
    """Another form, of an amount a larger one and of a time a shorter one; a smaller amount, a longer time."""
    if isinstance(of, NumberIn) and of.unit in ("days", "weeks", "months"):
        return "form" if part else "waiting"
    return "splitting" if part else "form"


@dataclass
class _Round:
    """One state under one reading of everything."""

    spec: Specification
    prop: Property
    guarded: Guarded
    state: State
    readings: Mapping[str, str]
    limit: int
    changed: frozenset[str] = frozenset()
    _votes: dict[object, list[frozenset[str]]] = field(default_factory=dict)

    @cached_property
    def forms(self) -> Forms:
        return Forms(self.spec, self.state, self.prop)

    def collect(self, found: dict[str, set[Opened]]) -> None:
        judges = tuple({a.judge for a in self.spec.attributes if a.judge is not None})
        domain = Domain(self.spec, self.state, ALWAYS, judges, False, self.prop.claim, self.limit)
        case = Case(self.spec, self.state, self.readings, self.prop, self.limit)
        case._decisions = dict(enumerate(domain.decisions()))
        coalitions = self._coalitions(case)
        for i, put in case._decisions.items():
            holders = [c for c in coalitions if case._rules_truly(c, i)]
            if not holders:
                continue
            meeting = Meeting(self.spec, self.state, self.readings, put)
            if meeting.obstacles:
                continue
            for power in self.spec.powers:
                if power.name not in found:
                    continue
                way = meeting.demands(power)
                sets = found[power.name]
                needed = self._needed(meeting, put, power.name)
                todo = [it for it in needed if not any(other <= it for other in sets)]
                if way is None or not todo:
                    continue
                question = Question(meeting, {power.name: way}, self.guarded.claimed or MET, 4000)
                for holder in holders:
                    for heads in case._spread(holder, question):
                        for votes in self._how(question, put, heads):
                            named = frozenset((kind, self._holder()) for kind in votes)
                            sets |= {it | named for it in todo}

    def _holder(self) -> str:
        assert self.guarded.holder is not None
        return claim_wording.coalition(self.guarded.holder)

    def _coalitions(self, case: Case) -> list[dict[str, int]]:
        holder = self.guarded.holder
        if holder is None:
            return [{}]
        if holder.alone is Alone.EVERY:
            return list(case._choices(Part(holder.parts[0].who, 1)))
        return list(case._coalitions(holder.parts))

    # --- what must stand open for a decision, votes and power apart --------------------------------

    def _needed(self, meeting: Meeting, put: Decision, power: str) -> list[Opened]:
        exempt = {
            ("exemption", c.name)
            for c in self.spec.clauses
            if isinstance(c, ExceptionTo)
            and c.name in self.state.in_force
            and meeting.rules.active(c)
            and at_work(self.spec, meeting.rules, c, power)
        }
        excused = self._excused(meeting.rules, {name for _, name in exempt})
        base = {*exempt, *self._misread(), *self._misruled(put)}
        found: set[Opened] = set()
        for named in self.forms.of(put):
            forms: set[tuple[str, str]] = set()
            for name, value in named.items():
                actual = put.facts[name]
                if actual == value or name in excused:
                    continue
                number = isinstance(self.spec.attribute[name].type, NumberIn)
                if name not in self.forms.asked:
                    break
                part = number and actual <= value  # type: ignore[operator]
                forms.add((kind_of_form(self.spec.attribute[name].type, part), name))
            else:
                found.add(frozenset(base | forms))
        return list(minimal(found))

    def _excused(self, rules: Rules, exempt: set[str]) -> set[str]:
        """The forms that exceptions ask for; one that was changed may ask for any."""
        if exempt & self.changed:
            return {a.name for a in self.spec.attributes}
        return {name for each in exempt for name in asked_by(self.spec, rules, each)}

    def _misread(self) -> Iterator[tuple[str, str]]:
        fixed = dict(self.prop.fixed_readings)
        for name, reading in self.readings.items():
            intended = [r.name for r in self.spec.clause[name].readings if r.intended]
            if name not in fixed and intended and intended[0] != reading:
                yield "reading", f"{reading} of {name}"

    def _misruled(self, put: Decision) -> Iterator[tuple[str, str]]:
        for name, ruling in put.rulings.items():
            cells = (c for them in put.cells.values() for c, n in them.items() if n)
            if ruling != put.facts[name] or any((name in c) != (ruled(name) in c) for c in cells):
                yield "classification", name

    # --- how the holder must act -------------------------------------------------------------------

    def _how(self, question: Question, put: Decision, heads: Heads) -> list[frozenset[str]]:
        """The least of what can stand open about how the holder acts with which some ballot adopts."""
        sees = sees_decision(self.spec, question)
        key = (
            question.claimed,
            tuple((power, *way) for power, way in question.ways.items()),
            tuple(question.standing),
            (tuple(put.facts.items()), tuple(put.rulings.items())) if sees else None,
            tuple((name, tuple(cells.items())) for name, cells in put.cells.items()),
            put.effects if quorum_sees_effects(self.spec) else None,
            tuple(heads.items()),
        )
        if key not in self._votes:
            found: list[frozenset[str]] = []
            every = combinations_of(self.guarded.manner, self._seated)
            for votes in every if self.guarded.holder is not None else every[:1]:
                if not any(other <= votes for other in found) and self._adopts(
                    question, heads, votes
                ):
                    found.append(votes)
            self._votes[key] = found
        return self._votes[key]

    @cached_property
    def _seated(self) -> bool:
        """Whether somebody who may be of the holder has a seat somewhere."""
        domain = Domain(self.spec, self.state, ALWAYS, (), False, self.prop.claim, self.limit)
        case = Case(self.spec, self.state, self.readings, self.prop, self.limit)
        case._decisions = dict(enumerate(domain.decisions()))
        parties = {
            party for each in self._coalitions(case) for party, number in each.items() if number
        }
        return any(party in parties for _, party in self.state.seats - self.state.suspended)

    def _adopts(self, question: Question, heads: Heads, votes: frozenset[str]) -> bool:
        """Whether some ballot adopts: all of the holder act in one manner that is open, or each in any."""
        if self.guarded.holder is None:
            return self._adopted(question, [Own(heads, frozenset(_ORDER))])
        if self.guarded.manner is Manner.ANY:
            choices = every_choice(self.spec, question, heads)
            return all(self._adopted(question, [own]) for own in choices)
        base = self.guarded.manner
        open_ones = {base, *(MANNERS[kind] for kind in votes - {MIXTURE})}
        if MIXTURE not in votes:
            return self._adopted(question, [Own(heads, frozenset({it}), base) for it in open_ones])
        return self._adopted(question, [Own(heads, frozenset(open_ones), base)])

    def _adopted(self, question: Question, owns: Iterable[Own]) -> bool:
        claimed = self.guarded.claimed is not None
        for own in owns:
            choice = []
            for i, (variables, _) in enumerate(question.components):
                acts = [self._act(question, v, own) for v in variables]
                choice.append(question.vectors(i, acts))
            if any(
                question.adopts(truth) and not (claimed and question.claim_met(truth))
                for truth in question.truths(choice)
            ):
                return True
        return False

    def _act(self, question: Question, variable: Variable, own: Own) -> Act:
        """All ballots in which the holder does what stands open, and the others anything."""
        kind, name, _ = variable
        cells = question.rules.situation.cells
        if kind == "consents":
            options = []
            for cell, n in cells[name]:
                mine = own.heads.get((name, cell), 0)
                rest, asked = n - mine, question.objections_asked
                options.append(
                    [
                        (consents, objections + by_it)
                        for consents in range(rest + 1)
                        for objections in range((rest - consents if asked else 0) + 1)
                        for by_it in (own.objects(mine) if asked else (0,))
                    ]
                )
            keys = [c for c, _ in cells[name]]
            return [
                Ballots(
                    {},
                    {name: {c: n for c, (n, _) in zip(keys, them, strict=True)}},
                    {},
                    {name: {c: n for c, (_, n) in zip(keys, them, strict=True)}},
                )
                for them in itertools.product(*options)
            ]
        seated = [s for s in question.rules.seated[name] if not s.suspended]
        choices = [list(own.counts(name, s)) for s in seated]
        chair = self.spec.body[name].chair
        casts: list[Vote | None] = [None]
        if chair is not None and chair.casting_vote:
            casts = [None, Vote.FOR, Vote.AGAINST]
            if own.heads.get((chair.party, frozenset()), 0):
                casts = own.casts(name)
        return [
            _ballots(name, seated, counts, cast)
            for counts in itertools.product(*choices)
            for cast in casts
        ]


class Forms:
    """The forms in which a property would protect a decision of the same substance."""

    def __init__(self, spec: Specification, state: State, prop: Property) -> None:
        self.spec, self.state = spec, state
        self.when = condition_of_claim(prop.claim)
        self.asked = attributes_in(part for it in all_conditions(spec) for part in nodes(it))
        mentioned = attributes_in(nodes(self.when))
        domain = Domain(spec, state, ALWAYS, (), False, prop.claim)
        in_force = (c for c in spec.clauses if c.name in state.in_force)
        used = [part for it in (*in_force, prop.claim) for part in nodes(it)]
        self.values = {
            a.name: domain._values(a.name, True, used)
            for a in spec.attributes
            if a.role is Role.FORM and not isinstance(a.type, PartySet) and a.name in mentioned
        }

    def of(self, put: Decision) -> Iterator[dict[str, Value]]:
        """Each as values of the form attributes that the property names."""
        for them in itertools.product(*self.values.values()):
            named = dict(zip(self.values, them, strict=True))
            other = replace(put, facts={**put.facts, **named})
            if condition_holds(self.spec, self.state, other, self.when, True):
                yield named
