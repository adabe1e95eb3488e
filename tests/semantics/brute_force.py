"""Claims decided from their definitions, by trying every decision, reading and ballot of a small model.

The third judge beside interpreter and encoding: `verdict(specification, property)`. Raises TooLarge where
there is too much to try.
"""

from __future__ import annotations

import itertools
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import Enum

from policy_dsl.decisions import Ballots, ruled
from policy_dsl.interpreter import Meeting
from policy_dsl.interpreter.counting import Floor
from policy_dsl.interpreter.requirements import check
from policy_dsl.model import (
    ALWAYS,
    AllOf,
    Alone,
    AnyOf,
    AtMeeting,
    AttendanceTally,
    CanBeQuorate,
    CanBlock,
    CannotBlock,
    CanPass,
    Claim,
    Coalition,
    Condition,
    ConsentAct,
    EveryCanPass,
    HoldsRight,
    IsMember,
    IsSuspended,
    MakesNoDifference,
    NeverApplies,
    NeverMatters,
    NoneCanPass,
    NoObjectionAct,
    Part,
    PassesWith,
    Property,
    ReadingMakesNoDifference,
    Requirement,
    Requires,
    SomeCanPass,
    Specification,
    Successive,
    Tally,
    VoteCarries,
    Who,
)
from policy_dsl.model.atoms import bodies_in_requirement
from policy_dsl.state import intervals_of
from tests.semantics.brute_questions import AtOneState
from tests.semantics.enumerating import (
    Domain,
    TooLarge,
    all_ballots,
    all_readings,
    compositions,
    nodes,
)
from tests.semantics.meeting_ballots import Heads, Question
from tests.semantics.supposed import asked_of

__all__ = ["TooLarge", "Verdict", "verdict"]


class Verdict(Enum):
    """Worst first."""

    FAILS = "fails"
    VACUOUS = "vacuous"
    HOLDS = "holds"


def worst(verdicts: Iterable[Verdict]) -> Verdict:
    order = list(Verdict)
    return min(verdicts, key=order.index)


Shared = dict[object, dict[object, Question]]


def verdict(
    spec: Specification,
    prop: Property,
    limit: int = 4000,
    ballots: int = 60_000,
    shared: Shared | None = None,
) -> Verdict:
    """The worst verdict over all states and readings that the property speaks of.

    What is `shared` are the ballots gone through for other properties of the same specification.
    """
    if prop.even_after_amendments:
        raise NotImplementedError("claims about what may follow are not decided here")
    found = []
    for interval in intervals_of(spec, prop):
        cases = asked_of(spec, prop, interval.state)
        # Where nobody can be chosen to whom it could happen nothing is said.
        found += [] if cases else [Verdict.VACUOUS]
        for there, state, asked in cases:
            for readings in all_readings(there, state, dict(prop.fixed_readings)):
                known = (
                    {}
                    if shared is None or there is not spec
                    else shared.setdefault((state, *readings.items()), {})
                )
                case = Case(there, state, readings, asked, limit, ballots, _same=known)
                found.append(case.verdict())
                if found[-1] is Verdict.FAILS:
                    return Verdict.FAILS
    return worst(found)


def positive(claim: Claim) -> bool:
    """Whether its decisions have only such effects as its `when` names."""
    if isinstance(claim, VoteCarries):
        return claim.carries
    return isinstance(claim, CanPass | PassesWith | EveryCanPass | SomeCanPass | CannotBlock)


@dataclass
class Case(AtOneState):
    """Its claim, decided from what it means."""

    def verdict(self) -> Verdict:
        claim = self.prop.claim
        match claim:
            case HoldsRight() | IsMember() | IsSuspended():
                return _said(self._of_seats(claim) == claim.positive)
            case CanBeQuorate(body, wanted):
                return _said(self._can_be_quorate(body) == wanted)
        when: Condition = claim.when
        domain = Domain(
            self.spec,
            self.state,
            when,
            self.prop.free_judges,
            positive(claim),
            claim,
            self.limit,
        )
        decisions = domain.decisions()
        self._decisions = dict(enumerate(decisions))
        every = list(self._decisions)
        match claim:
            case CanBlock() | CannotBlock() | CanPass():
                return self._of_coalition(claim, claim.who, every)
            case Requires(_, requirement):
                fails = any(
                    q.some(lambda t, q=q: q.adopts(t) and not q.claim_met(t))
                    for q in self._all(every, requirement)
                )
                return self._unless(fails, every)
            case PassesWith(_, requirement):
                asked = list(self._all(every, requirement))
                if any(q.some(lambda t, q=q: q.claim_met(t) and not q.adopts(t)) for q in asked):
                    return Verdict.FAILS
                return Verdict.HOLDS if any(q.some(q.claim_met) for q in asked) else Verdict.VACUOUS
            case EveryCanPass():
                if not every:
                    return Verdict.VACUOUS
                return _said(all(self.ask(i).adoptable for i in every))
            case SomeCanPass():
                return _said(self._some_can_pass(every))
            case NoneCanPass():
                if any(self.ask(i).adoptable for i in every):
                    return Verdict.FAILS
                return Verdict.HOLDS if every and self.decided_by_any else Verdict.VACUOUS
            case VoteCarries():
                return self._of_vote(claim, every)
            case NeverMatters(who):
                return self._of_voters(who.parts[0].who, every)
            case NeverApplies(name):
                clause = self.spec.clause[name]
                if any(self._meeting(i).rules.active(clause) for i in every):
                    return Verdict.FAILS
                return Verdict.HOLDS if every and self._in_force(name) else Verdict.VACUOUS
            case MakesNoDifference(name):
                return self._compared(name, every, self.readings, {name})
            case ReadingMakesNoDifference(name, one, other):
                self.readings = {**self.readings, name: one}
                return self._compared(name, every, {**self.readings, name: other})

    # --- decisions -----------------------------------------------------------------------------------

    def _unless(self, fails: bool, every: Iterable[int]) -> Verdict:
        if fails:
            return Verdict.FAILS
        return Verdict.HOLDS if any(self.ask(i).adoptable for i in every) else Verdict.VACUOUS

    @property
    def decided_by_any(self) -> bool:
        """Whether a power (the one named) is in force."""
        return any(power.name in self.state.in_force for power in self._powers())

    def _some_can_pass(self, every: Iterable[int]) -> bool:
        """Some decision can pass, whatever free judges rule on it."""
        return any(all(self.ask(i).adoptable for i in them) for them in self._alike_in_fact(every))

    # --- coalitions ----------------------------------------------------------------------------------

    def _of_coalition(
        self, claim: CanBlock | CannotBlock | CanPass, who: Coalition, every: list[int]
    ) -> Verdict:
        if who.alone in (Alone.TOGETHER, Alone.SOME) or who.parts[0].count is not None:
            coalitions = list(self._coalitions(who.parts))
        else:
            coalitions = list(self._choices(Part(who.parts[0].who, 1)))
        if not coalitions:
            return Verdict.FAILS if who.alone is Alone.SOME else Verdict.VACUOUS
        found = [self._of_one(claim, coalition, every) for coalition in coalitions]
        if who.alone is Alone.SOME:
            # Where it is true of one of them it says something if any of them could have failed.
            if all(it is Verdict.FAILS for it in found):
                return Verdict.FAILS
            return Verdict.VACUOUS if all(it is Verdict.VACUOUS for it in found) else Verdict.HOLDS
        if who.alone is Alone.NONE:
            return _said(all(it is Verdict.FAILS for it in found))
        if Verdict.FAILS in found:
            return Verdict.FAILS
        return Verdict.HOLDS if Verdict.HOLDS in found else Verdict.VACUOUS

    def _of_one(
        self,
        claim: CanBlock | CannotBlock | CanPass,
        coalition: Mapping[str, int],
        every: list[int],
    ) -> Verdict:
        decisions = [i for i in every if self._rules_truly(coalition, i)]
        adoptable = False
        for i in decisions:
            question = self.ask(i)
            others = claim.others
            for heads in self._spread(coalition, question):
                could = question.adoptable_while(heads, others)
                adoptable = adoptable or could
                match claim:
                    case CanBlock(_, _, manner):
                        good = question.blocked(heads, manner, others, self._back)
                    case CannotBlock(_, _, manner):
                        good = not could or not question.blocked(heads, manner, others, self._back)
                    case CanPass():
                        good = question.passed(heads, others)
                if not good:
                    return Verdict.FAILS
        if isinstance(claim, CanPass):
            return Verdict.HOLDS if decisions else Verdict.VACUOUS
        return Verdict.HOLDS if adoptable else Verdict.VACUOUS

    @property
    def _back(self) -> int | None:
        """How many meetings before the last the coalition acts as the claim says, if at one of them."""
        claim = self.prop.claim
        at = claim.at if isinstance(claim, CanBlock | CannotBlock) else None
        numbers = [
            len(it.stages)
            if isinstance(it, Successive)
            else 1 + (isinstance(it, AnyOf) and it.adjourned)
            for power in self._powers()
            for it in power.requires.all()
        ]
        return None if at is None else max(numbers) - 1 if at is AtMeeting.FIRST else 0

    def _rules_truly(self, coalition: Mapping[str, int], i: int) -> bool:
        """Whether what the coalition's own judges rule is the fact."""
        put = self._decisions[i]
        for name, ruling in put.rulings.items():
            if not coalition.get(self.spec.attribute[name].judge or "", 0):
                continue
            if ruling != put.facts[name]:
                return False
            for cells in put.cells.values():
                if any((name in c) != (ruled(name) in c) for c, n in cells.items() if n):
                    return False
        return True

    def _spread(self, coalition: Mapping[str, int], question: Question) -> Iterator[Heads]:
        """All ways in which the members of a coalition fall into the cells of a decision."""
        options = []
        for name, count in coalition.items():
            cells = question.rules.situation.cells[name]
            options.append(
                [
                    {(name, cell): n for (cell, _), n in zip(cells, them, strict=True)}
                    for them in compositions(count, len(cells))
                    if all(n <= size for (_, size), n in zip(cells, them, strict=True))
                ]
            )
        for them in itertools.product(*options):
            yield {key: n for part in them for key, n in part.items()}

    # --- other claims --------------------------------------------------------------------------------

    def _of_voters(self, who: Who, every: list[int]) -> Verdict:
        """Whether nothing that any one of them does changes what becomes of a decision."""
        voters = self._named(who)
        for i in every:
            question = self.ask(i)
            for name in voters:
                if any(map(question.matters, self._spread({name: 1}, question))):
                    return Verdict.FAILS
        adoptable = any(self.ask(i).adoptable for i in every)
        return Verdict.HOLDS if adoptable and any(map(self._votes, voters)) else Verdict.VACUOUS

    def _votes(self, party: str) -> bool:
        """Whether it has a seat with a vote, or a casting vote."""
        return any(
            (body.name, party) not in self.state.suspended
            and (
                (body.name, party) in self.state.seats
                or (
                    body.chair is not None and body.chair.casting_vote and body.chair.party == party
                )
            )
            for body in self.spec.bodies
        )

    def _in_force(self, clause: str) -> bool:
        return clause in self.state.in_force

    def _compared(
        self,
        clause: str,
        every: list[int],
        readings: Mapping[str, str],
        left_out: Collection[str] = frozenset(),
    ) -> Verdict:
        """Whether every ballot on every decision has one outcome by the rules, and by these readings of what is left.

        Ballots say what everybody does in each seat, so there is one for both; whoever is recused attends by it or not.
        """
        for i in every:
            meeting = self._meeting(i)
            without = Meeting(self.spec, self.state, readings, self._decisions[i], left_out)
            before, after = self._ways(meeting), self._ways(without)
            demanded = [it for way in (*before.values(), *after.values()) for it in way]
            bodies = self._counted_in(demanded)
            acts = any(
                isinstance(atom, ConsentAct | NoObjectionAct)
                for it in demanded
                for atom in nodes(it)
            )
            for ballots in all_ballots(meeting, self.limit, bodies, acts) if demanded else ():
                if _met(meeting, before, ballots) is not _met(without, after, ballots):
                    return Verdict.FAILS
        adoptable = any(self.ask(i).adoptable for i in every)
        return Verdict.HOLDS if adoptable and self._in_force(clause) else Verdict.VACUOUS

    def _counted_in(self, demanded: Iterable[Requirement]) -> set[str]:
        """The bodies whose ballots such requirements can look at, by way of quorums too."""
        found = {body for it in demanded for body in bodies_in_requirement(it)}
        while True:
            quorums = [q for name in found if (q := self.spec.body[name].quorum) is not None]
            more = {body for it in quorums for body in bodies_in_requirement(it)} - found
            if not more:
                return found
            found |= more

    def _of_vote(self, claim: VoteCarries, every: list[int]) -> Verdict:
        totals = (claim.votes_for, claim.votes_against, claim.abstaining)
        tried = False
        for i in every:
            for carried in self.ask(i).carried(claim.body, totals):
                tried = True
                if carried != claim.carries:
                    return Verdict.FAILS
        if not claim.carries:
            tried = tried and any(self.ask(i).adoptable for i in every)
        return Verdict.HOLDS if tried else Verdict.VACUOUS

    def _of_seats(self, claim: HoldsRight | IsMember | IsSuspended) -> bool:
        seats, suspended = self.state.seats, self.state.suspended
        match claim:
            case IsMember(party, body):
                return (body, party) in seats
            case IsSuspended(party, body):
                return (body, party) in seats & suspended
            case HoldsRight(party, name):
                right = next(r for r in self.spec.rights if r.name == name)
                if name not in self.state.in_force:
                    return False
                sits = any((b, party) in seats - suspended for b in right.members_of)
                return sits or any(
                    seat.party == party
                    for b in right.observers_of
                    for seat in self.spec.body[b].observers
                )

    def _can_be_quorate(self, body: str) -> bool:
        quorum = self.spec.body[body].quorum
        if quorum is None:
            return True
        domain = Domain(
            self.spec, self.state, ALWAYS, self.prop.free_judges, False, quorum, self.limit
        )
        self._decisions = dict(enumerate(domain.decisions()))
        counted = _counting_attendance(quorum)
        every = list(self._decisions)
        if not self._wants_quorate():
            return any(Question(self._meeting(i), {"": [counted]}).adoptable for i in every)
        return any(
            all(Question(self._meeting(i), {"": [counted]}).adoptable for i in them)
            for them in self._alike_in_fact(every)
        )

    def _wants_quorate(self) -> bool:
        return isinstance(self.prop.claim, CanBeQuorate) and self.prop.claim.positive


def _counting_attendance(it: Requirement) -> Requirement:
    match it:
        case AllOf(parts):
            return AllOf(tuple(_counting_attendance(p) for p in parts))
        case AnyOf(parts):
            return AnyOf(tuple(_counting_attendance(p) for p in parts))
        case Tally():
            return AttendanceTally(it)
        case _:
            return it


def _met(meeting: Meeting, ways: Mapping[str, Iterable[Requirement]], ballots: Ballots) -> bool:
    """Whether the ballots meet all that some power demands."""
    return any(
        all(check(Floor(meeting.rules, ballots, power), it, False).met for it in way)
        for power, way in ways.items()
    )


def _said(holds: bool) -> Verdict:
    return Verdict.HOLDS if holds else Verdict.FAILS
