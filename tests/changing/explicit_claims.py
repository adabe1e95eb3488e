"""A claim at one world: is it refuted there, and does it say anything of it?

Decisions, wordings of what has been amended and ballots are gone through with the interpreter alone.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cached_property

from policy_dsl.change import World
from policy_dsl.decisions import Decision
from policy_dsl.interpreter import Meeting
from policy_dsl.model import (
    ALWAYS,
    Alone,
    CanBeQuorate,
    CanBlock,
    CannotBlock,
    CanPass,
    Claim,
    EveryCanPass,
    HoldsRight,
    IsMember,
    IsSuspended,
    Manner,
    NoneCanPass,
    PassesWith,
    Property,
    Requirement,
    Requires,
    SomeCanPass,
    Specification,
    VoteCarries,
)
from tests.changing.explicit_ballots import NOBODY, adopted_without
from tests.changing.explicit_wordings import rights_worded, sought, worded
from tests.semantics.brute_force import Case, Verdict, _counting_attendance, positive
from tests.semantics.enumerating import Domain

DECISIONS = 200
BALLOTS = 1_500


def counts(claim: Claim) -> bool:
    """Whether a claim counts votes itself."""
    return isinstance(claim, Requires | PassesWith | VoteCarries)


def come_to_limit(declared: Specification, claim: Claim) -> bool:
    """Whether recusals are taken to come to limit powers."""
    return not counts(claim) or any(recusal.limits is not None for recusal in declared.recusals)


class Asked:
    """A claim put to a world, under one reading of everything, for one holder (of those it is about)."""

    def __init__(
        self, world: World, prop: Property, readings: Mapping[str, str], holder: frozenset[str]
    ) -> None:
        self.world = world
        self.prop = prop
        self.holder = holder
        self.heads = dict.fromkeys(sorted(holder), 1)
        self.readings = readings
        self._without_help: dict[tuple[int, int], bool] = {}
        self._with_help: dict[tuple[int, int], bool] = {}

    @cached_property
    def cases(self) -> list[Case]:
        """One for each wording, all about the same decisions."""
        claim = self.prop.claim
        assert not isinstance(claim, HoldsRight | IsMember | IsSuspended)
        both = counts(claim)
        limited = come_to_limit(self.world.declared, claim)
        found = []
        for now in worded(self.world, sought(claim), both, self.holder, limited):
            case = Case(
                now.specification,
                now.state,
                now.readings(self.readings),
                self.prop,
                DECISIONS,
                BALLOTS,
            )
            case._decisions = self.decisions
            found.append(case)
        return found

    @cached_property
    def decisions(self) -> dict[int, Decision]:
        """All that the claim speaks of, up to what no clause, however worded, can tell apart."""
        claim = self.prop.claim
        quorate = isinstance(claim, CanBeQuorate)
        domain = Domain(
            self.world.specification,
            self.world.state,
            ALWAYS if quorate else claim.when,  # type: ignore[union-attr]
            self.prop.free_judges,
            not quorate and positive(claim),
            claim,
            DECISIONS,
        )
        return dict(enumerate(domain.decisions()))

    @cached_property
    def every(self) -> list[int]:
        """Those on which the holder's own judges rule truly."""
        if not self.decisions:
            return []
        return [i for i in self.decisions if self.cases[0]._rules_truly(self.heads, i)]

    # --- single decisions ----------------------------------------------------------------------

    def _meeting(self, number: int, i: int) -> tuple[Meeting, dict[str, list[Requirement]]]:
        case = self.cases[number]
        meeting = case._meeting(i)
        return meeting, case._ways(meeting)

    def adoptable(self, number: int, i: int) -> bool:
        """Some ballot adopts it."""
        if (number, i) not in self._with_help:
            meeting, ways = self._meeting(number, i)
            self._with_help[number, i] = adopted_without(
                meeting, ways, NOBODY, Manner.AGAINST, False
            )
        return self._with_help[number, i]

    def adopted(self, number: int, i: int) -> bool:
        """Some ballot adopts it in which the holder acts in the claim's manner."""
        if (number, i) not in self._without_help:
            manner = self.prop.claim.manner  # type: ignore[union-attr]
            meeting, ways = self._meeting(number, i)
            self._without_help[number, i] = adopted_without(
                meeting, ways, self.holder, manner, False
            )
        return self._without_help[number, i]

    def passed(self, number: int, i: int) -> bool:
        """The holder's votes and consents adopt it, whatever the others do."""
        question = self.cases[number].ask(i)
        return all(question.passed(h) for h in self.cases[number]._spread(self.heads, question))

    def _attends(self, number: int, i: int, body: str) -> bool:
        case = self.cases[number]
        quorum = case.spec.body[body].quorum
        if quorum is None:
            return True
        counted = _counting_attendance(quorum)
        return adopted_without(case._meeting(i), {"": [counted]}, NOBODY, Manner.AGAINST, False)

    def _all(self) -> Iterator[tuple[int, int]]:
        return ((number, i) for i in self.every for number in range(len(self.cases)))

    def _each(self, i: int) -> Iterator[tuple[int, int]]:
        """A decision under each wording: which of them it is may depend on the decision."""
        return ((number, i) for number in range(len(self.cases)))

    def _alike(self) -> list[list[int]]:
        return list(self.cases[0]._alike_in_fact(self.every))

    # --- the claim -----------------------------------------------------------------------------

    @cached_property
    def refuted(self) -> bool:
        """Some decision, or that there is none, refutes the claim here."""
        claim = self.prop.claim
        match claim:
            case HoldsRight() | IsMember() | IsSuspended():
                return any(
                    Case(
                        now.specification, now.state, self.readings, self.prop, DECISIONS
                    ).verdict()
                    is Verdict.FAILS
                    for now in rights_worded(self.world)
                )
            case CanBeQuorate(body, True):
                return all(
                    any(not self._attends(n, i, body) for i in them for n, _ in self._each(i))
                    for them in self._alike()
                )
            case CanBeQuorate(body, _):
                return any(self._attends(n, i, body) for n, i in self._all())
            case CanBlock(who) if who.alone is Alone.NONE:
                return all(any(not self.adopted(*at) for at in self._each(i)) for i in self.every)
            case CanBlock():
                return any(self.adopted(*at) for at in self._all())
            case CannotBlock():
                return any(self.adoptable(*at) and not self.adopted(*at) for at in self._all())
            case CanPass(who) if who.alone is Alone.NONE:
                return all(any(self.passed(*at) for at in self._each(i)) for i in self.every)
            case CanPass():
                return any(not self.passed(*at) for at in self._all())
            case Requires(_, requirement):
                return any(self._unmet(*at, requirement) for at in self._all())
            case PassesWith(_, requirement):
                return any(self._fails_with(*at, requirement) for at in self._all())
            case EveryCanPass():
                return any(not self.adoptable(*at) for at in self._all())
            case SomeCanPass():
                return all(
                    any(not self.adoptable(*at) for i in them for at in self._each(i))
                    for them in self._alike()
                )
            case NoneCanPass():
                return any(self.adoptable(*at) for at in self._all())
            case VoteCarries():
                return any(
                    carried != claim.carries for at in self._all() for carried in self._carried(*at)
                )
        raise AssertionError(claim)

    def _unmet(self, number: int, i: int, requirement: Requirement) -> bool:
        question = self.cases[number].ask(i, requirement)
        return question.some(lambda t: question.adopts(t) and not question.claim_met(t))

    def _fails_with(self, number: int, i: int, requirement: Requirement) -> bool:
        question = self.cases[number].ask(i, requirement)
        return question.some(lambda t: question.claim_met(t) and not question.adopts(t))

    def _carried(self, number: int, i: int) -> list[bool]:
        claim = self.prop.claim
        assert isinstance(claim, VoteCarries)
        totals = (claim.votes_for, claim.votes_against, claim.abstaining)
        return self.cases[number].ask(i).carried(claim.body, totals)

    @cached_property
    def says(self) -> bool:
        """There is such a decision here, and it could be adopted (or whatever else the claim needs)."""
        claim = self.prop.claim
        match claim:
            case CanBlock(who) | CanPass(who) if who.alone is Alone.NONE:
                return True
            case CanBlock() | CannotBlock() | Requires():
                return any(self.adoptable(*at) for at in self._all())
            case CanPass() | EveryCanPass():
                return bool(self.every)
            case PassesWith(_, requirement):
                return any(
                    (question := self.cases[n].ask(i, requirement)).some(question.claim_met)
                    for n, i in self._all()
                )
            case NoneCanPass():
                return any(self.cases[n].decided_by_any for n, _ in self._all())
            case VoteCarries():
                tried = any(self._carried(*at) for at in self._all())
                return tried and (claim.carries or any(self.adoptable(*at) for at in self._all()))
            case _:
                return True
