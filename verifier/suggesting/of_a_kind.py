"""What is so of one kind of decision, however the rules are read: who stops it alone, how few pass it, or block it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import assert_never

from policy_dsl.model import (
    Alone,
    CanBlock,
    CanPass,
    Claim,
    Coalition,
    Condition,
    Manner,
    NoneCanPass,
    Others,
    Part,
    Specification,
    Who,
)
from policy_dsl.records import dataclass
from policy_dsl.state import State
from verifier.resilience.claims_asked import AboutClass, any_of, fewest, fewest_of_all, some_of
from verifier.results import Verdict
from verifier.results.statement import Said, Statement, alone
from verifier.results.suggest import Topic

# In larger bodies it is asked of any so many only, unless nothing tells their members apart: of some it takes long.
MOST_SEATS = 15


@dataclass(frozen=True)
class SoMany:
    """The fewest of a body of whom something is so; `any` so many, or only some.

    Not `least`: it was not asked whether some choice of fewer would do.
    """

    body: str
    number: int
    any: bool
    least: bool = True

    @property
    def who(self) -> Who:
        """The body."""
        return Who(self.body, bodies=(self.body,))

    @property
    def coalition(self) -> Coalition:
        """So many of it."""
        return any_of(self.who, self.number) if self.any else some_of(self.who, self.number)

    @property
    def fewer(self) -> Coalition | None:
        """That one less are not so many; None where that would be nobody."""
        if self.number == 1 or not self.least:
            return None
        if self.number == 2:
            return Coalition((Part(self.who),), Alone.NONE)
        return Coalition((Part(self.who, self.number - 1),), Alone.NONE)


@dataclass(frozen=True)
class KnownOfKind:
    """What is so of decisions of a kind: whether any can pass; who stops each alone; how few pass all, block all.

    `passes`: who passes each alone, whatever the others do; how few do is then not asked. `among_silent`: how few pass
    all while everybody else stays away, where these are fewer.
    """

    can_pass: bool
    vetoes: tuple[str, ...] = ()
    passes: tuple[str, ...] = ()
    passing: SoMany | None = None
    blocking: SoMany | None = None
    among_silent: SoMany | None = None


def known(about: AboutClass, blocking: bool = True) -> KnownOfKind | None:
    """What is so of them; None where there are no such decisions. `LimitReached` where that is not known.

    Not `blocking`: who stops them is not asked.
    """
    verdict = about.passes()
    match verdict:
        case Verdict.FAILS:
            pass
        case Verdict.HOLDS:
            return KnownOfKind(False)
        case Verdict.VACUOUS:
            return None
        case Verdict.UNDETERMINED:
            raise AssertionError  # told by an exception
        case _:
            assert_never(verdict)
    vetoes: tuple[str, ...] = ()
    blocked: SoMany | None = None
    if blocking:
        vetoes = tuple(_alone(about, lambda who: CanBlock(who, about.when, Manner.AGAINST)))
        blocked = None if vetoes else _blocking(about)
    # What the others do is open, so whatever some pass all pass together. And where coming helps, so does what some
    # pass while the others are silent.
    whole = Coalition((Part(Who("everybody", about.everybody.parties)),))
    passable = _so(about, CanPass(whole, about.all_of_it))
    passes = tuple(_alone(about, lambda who: CanPass(who, about.all_of_it))) if passable else ()
    passing = _fewest(about, None) if passable and not passes else None
    silent = None
    if not passes and (passable or not about.coming_helps):
        silent = _fewest(about, Others.AWAY)
    if silent is not None and passing is not None and silent.number >= passing.number:
        silent = None
    return KnownOfKind(True, vetoes, passes, passing, blocked, silent)


def _alone(about: AboutClass, claim: Callable[[Coalition], Claim]) -> Iterator[str]:
    """Of whom it is so alone; of those whom nothing tells apart each."""
    for voters in about.voters:
        names = tuple(party.name for party in voters.parties)
        if _so(about, claim(any_of(Who(voters.name, names), 1))):
            yield from names


def _so(about: AboutClass, claim: Claim) -> bool:
    return about.so(about.rules(), lambda _: claim)


def _fewest(about: AboutClass, others: Others | None) -> SoMany | None:
    """The body of which the fewest can pass all, and how few."""

    def passes(who: Coalition) -> bool:
        return _so(about, CanPass(who, about.all_of_it, others))

    return _least(about, passes, others is None or about.coming_helps)


def _blocking(about: AboutClass) -> SoMany | None:
    """The body of which the fewest can block all by voting against, and how few.

    Theorem: if some block, so do more, with recusals that limit powers and adjourned meetings, too. What the others do
    is open, so whatever ballots there are while more of them vote against are among those while fewer do. And the claim
    says something of the one if it does of the other: what can pass with everybody in favour does not depend on them.
    """

    def blocks(who: Coalition) -> bool:
        return _so(about, CanBlock(who, about.when, Manner.AGAINST))

    found = _least(about, blocks, True)
    # That nothing passes against all of a body says little.
    return None if found is None or found.number == about.seated(found.body).size else found


def _least(about: AboutClass, holds: Callable[[Coalition], bool], monotone: bool) -> SoMany | None:
    """The body of which it is so of the fewest, and of how few; of those of as many the first."""
    best: SoMany | None = None
    for body in about.bodies:
        # Of another body only fewer are of interest.
        most = about.seated(body).size if best is None else best.number - 1
        best = _of_body(about, body, holds, monotone, most) or best
    return best


def _of_body(
    about: AboutClass, body: str, holds: Callable[[Coalition], bool], monotone: bool, most: int
) -> SoMany | None:
    """The fewest of a body, of at most so many."""
    who, seated = Who(body, bodies=(body,)), about.seated(body)
    most = min(most, seated.size)

    def any_do(number: int) -> bool:
        return holds(any_of(who, number))

    def some_do(number: int) -> bool:
        return holds(some_of(who, number))

    alike = any(
        {party.name for party in voters.parties} >= set(seated.parties) for voters in about.voters
    )
    if alike or seated.size > MOST_SEATS:
        number = fewest(any_do, most, monotone)
        return None if number is None else SoMany(body, number, True, alike)
    # Of fewer than all, some choice may do though not any does.
    whole = most == seated.size
    number = (
        fewest_of_all(any_do, some_do, most, monotone) if whole else fewest(some_do, most, monotone)
    )
    return None if number is None else SoMany(body, number, any_do(number))


# --- as claims ---------------------------------------------------------------------------------


@dataclass(frozen=True)
class Saying:
    """What is said of decisions of some kinds, of which the same is so, about a topic of their own if they have one."""

    specification: Specification
    state: State
    when: Condition
    all_of_it: Condition
    under: str | None
    known: KnownOfKind
    topic: Topic | None = None

    def said(self) -> Iterator[tuple[Topic, Statement]]:
        """Each as a claim, the more telling one before the other."""
        it = self.known
        if not it.can_pass:
            none = NoneCanPass(self.when)
            yield self._as(Topic.POSSIBLE, Said.CANNOT_PASS, none)
            return
        for who in together(self.specification, self.state, it.passes):
            decides = CanPass(who, self.all_of_it)
            yield self._as(Topic.ALONE, Said.PASSES_ALONE, decides)
        for who in together(self.specification, self.state, it.vetoes):
            blocks = CanBlock(who, self.when, Manner.AGAINST)
            yield self._as(Topic.ALONE, Said.STOPS_AT_FIRST, blocks)
        if it.passing is not None:
            passes = CanPass(it.passing.coalition, self.all_of_it)
            yield self._as(Topic.PASSING, Said.SO_MANY_CARRY, passes)
            if it.passing.fewer is not None:
                fewer = CanPass(it.passing.fewer, self.all_of_it)
                yield self._as(Topic.PASSING, Said.FEWER_DO_NOT_CARRY, fewer)
        if it.blocking is not None:
            blocks = CanBlock(it.blocking.coalition, self.when, Manner.AGAINST)
            yield self._as(Topic.BLOCKING, Said.SO_MANY_BLOCK, blocks)
            if it.blocking.fewer is not None:
                less = CanBlock(it.blocking.fewer, self.when, Manner.AGAINST)
                yield self._as(Topic.BLOCKING, Said.FEWER_DO_NOT_BLOCK, less)
        if it.among_silent is not None:
            few = CanPass(it.among_silent.coalition, self.all_of_it, Others.AWAY)
            yield self._as(Topic.SILENCE, Said.SO_FEW_PASS_IF_SILENT, few)

    def _as(self, topic: Topic, said: Said, claim: Claim) -> tuple[Topic, Statement]:
        return self.topic or topic, Statement(said, claim, under=self.under)


def together(
    specification: Specification, state: State, names: tuple[str, ...]
) -> Iterator[Coalition]:
    """Parties of whom something is so of each alone: as groups and bodies that they make up, then one by one."""
    left = set(names)
    whos = [Who(body.name, bodies=(body.name,)) for body in specification.bodies]
    whos += [group.who for group in specification.groups]
    for who in sorted(whos, key=lambda it: -len(set(it.everybody(state.seats)))):
        members = set(who.everybody(state.seats))
        if len(members) > 1 and members <= left:
            left -= members
            yield Coalition((Part(who),), Alone.EVERY)
    yield from (alone(party) for party in specification.parties if party.name in left)
