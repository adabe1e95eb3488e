"""How what has been amended may read: all wordings that can make a difference, the extremes of each kind.

Whatever else a clause says lies between those for any one decision and ballot.
"""

from __future__ import annotations

from collections.abc import Iterator
from enum import Enum
from fractions import Fraction
from itertools import combinations, product

from policy_dsl.change import (
    AmendedQuorum,
    Wording,
    World,
    at_meetings,
    belonging,
    keeping_out,
    nothing_asked,
    recusing,
    stands_in_the_way,
    stops_everything,
)
from policy_dsl.model import (
    Alone,
    AnyClause,
    AttendanceTally,
    Base,
    CanBlock,
    CannotBlock,
    CanPass,
    Claim,
    Composition,
    ConsentAct,
    Count,
    EveryCanPass,
    ExceptionTo,
    Given,
    NoneCanPass,
    Or,
    PassesWith,
    Power,
    Prohibition,
    Recusal,
    Requires,
    Rule,
    SomeCanPass,
    Tally,
    Versions,
    VoteCarries,
    Who,
)
from policy_dsl.records import replace
from tests.semantics.enumerating import TooLarge

IMPOSSIBLE = Given(Or(()))
MOST = 150


class Sought(Enum):
    """What the adversary wants of its wordings."""

    ADOPTION = "that decisions are adopted"
    DEFEAT = "that they are not"
    BOTH = "that it depends on the holder"


def sought(claim: Claim) -> Sought:
    """Which wordings can refute a claim."""
    match claim:
        case CanBlock(who):
            return Sought.DEFEAT if who.alone is Alone.NONE else Sought.ADOPTION
        case CanPass(who):
            return Sought.ADOPTION if who.alone is Alone.NONE else Sought.DEFEAT
        case Requires() | NoneCanPass():
            return Sought.ADOPTION
        case VoteCarries():
            return Sought.DEFEAT if claim.carries else Sought.ADOPTION
        case CannotBlock():
            return Sought.BOTH
        case PassesWith() | EveryCanPass() | SomeCanPass():
            return Sought.DEFEAT
        case _:
            return Sought.BOTH


def worded(
    world: World,
    wanted: Sought,
    both_quorums: bool,
    holder: frozenset[str] = frozenset(),
    on_powers: bool = False,
) -> Iterator[World]:
    """The world under all wordings that can matter of what has been amended.

    Recusals that are amended limit powers with `on_powers` only.
    """
    choices: list[list[Wording | AmendedQuorum]] = []
    size = 1
    for clause in world.specification.clauses:
        if clause.name in world.amended and clause.name in world.state.in_force:
            choices.append(_options(world, clause, wanted, holder, on_powers))
            size *= len(choices[-1])
    for body in sorted(world.quorums):
        none, never = AmendedQuorum(body, None), AmendedQuorum(body, IMPOSSIBLE)
        if world.specification.adjourning:
            # Met at one meeting and not at another, to be quorate helps or hurts.
            most = len(world.specification.parties)
            choices.append([none, never, *(_so_many(body, n) for n in range(2, most + 1))])
        elif both_quorums or wanted is Sought.BOTH:
            choices.append([none, never])
        else:
            choices.append([none if wanted is Sought.ADOPTION else never])
        size *= len(choices[-1])
    if size > MOST:
        raise TooLarge(f"{size} wordings")
    for chosen in product(*choices):
        yield world.reading(chosen)


def _so_many(body: str, number: int) -> AmendedQuorum:
    attending = Tally(Count(number, False), Base.MEMBERS, body)
    return AmendedQuorum(body, AttendanceTally(attending))


def rights_worded(world: World) -> Iterator[World]:
    """The world with amended rights belonging to all members and observers of some bodies, or of none."""
    names = [body.name for body in world.specification.bodies]
    sets = [them for n in range(len(names) + 1) for them in combinations(names, n)]
    amended = [right for right in world.specification.rights if right.name in world.amended]
    for chosen in product(sets, repeat=len(amended)):
        yield world.reading(
            belonging(right, them) for right, them in zip(amended, chosen, strict=True)
        )


def _options(
    world: World, clause: AnyClause, wanted: Sought, holder: frozenset[str], on_powers: bool
) -> list[Wording | AmendedQuorum]:
    match clause:
        case Power() | Rule() | Prohibition():
            found: list[Wording | AmendedQuorum] = []
            if wanted is not Sought.DEFEAT:
                found.append(nothing_asked(clause))
            if wanted is not Sought.DEFEAT and isinstance(clause, Power):
                # What is asked at the first meeting, or at the last, is asked at the only one, if there is one.
                meetings = range(2, world.specification.meetings + 1)
                found += [at_meetings(nothing_asked(clause), number) for number in meetings]
            if wanted is not Sought.ADOPTION:
                found.append(stops_everything(clause))
            if wanted is Sought.BOTH and holder and not isinstance(clause, Prohibition):
                found.append(_asks_consent(clause, holder))
            return found
        case ExceptionTo():
            found = [nothing_asked(clause), stops_everything(clause)]
            if wanted is not Sought.ADOPTION and _may_require(world, clause):
                found.append(stands_in_the_way(clause))
            return found
        case Recusal():
            return [nothing_asked(clause), *_recusing(world, clause, wanted, on_powers)]
        case Composition():
            return [
                nothing_asked(clause),
                *(() if wanted is Sought.ADOPTION else _keeping_out(world, clause)),
            ]
        case _:
            return [nothing_asked(clause)]


def _asks_consent(clause: Power | Rule, holder: frozenset[str]) -> Wording:
    """What depends on the holder alone: a clause that may say anything may say this."""
    widest = nothing_asked(clause) if isinstance(clause, Power) else stops_everything(clause)
    consent = Versions(plain=ConsentAct(Who("holder", tuple(sorted(holder)))))
    return Wording(
        replace(widest.clause, requires=consent),  # type: ignore[call-arg]
        "requires the consent of the holder",
    )


def _may_require(world: World, clause: ExceptionTo) -> bool:
    """An exception to a rule or prohibition may have a requirement of its own."""
    targets = (world.specification.clause[name] for name in clause.targets)
    return all(isinstance(target, Rule | Prohibition) for target in targets)


def _keeping_out(world: World, clause: Composition) -> Iterator[Wording]:
    """Nobody may come to sit in a body; or nobody leave it, since the others would be too large a part of it."""
    names = tuple(p.name for p in world.declared.parties)
    for body in world.specification.bodies:
        yield keeping_out(clause, Who("x", parties=names), body.name)
        for name in names:
            others = Who("x", parties=tuple(each for each in names if each != name))
            tight = replace(clause, body=body.name, most=Fraction(1, 1000), share=True, who=others)
            yield Wording(tight, "lets nobody but others leave")


def _recusing(world: World, clause: Recusal, wanted: Sought, on_powers: bool) -> Iterator[Wording]:
    """Anybody who has a vote in some body is excluded from it; who has a casting vote there, too.

    Either at all, or (`on_powers`) where some powers are judged: by which a decision is adopted, one; that another does
    not adopt it takes nothing from that.

    Of new recusals there is one for each body, so each stays where it is.
    """
    new = clause.name not in world.declared.clause
    powers = [power.name for power in world.specification.powers]
    limits: list[tuple[str, ...]] = [tuple(powers)] if on_powers else []
    if on_powers and wanted is not Sought.ADOPTION:
        limits += [some for n in range(1, len(powers)) for some in combinations(powers, n)]
    for body in world.specification.bodies:
        if new and body.name != clause.body:
            continue
        chair = {body.chair.party} if body.chair is not None and body.chair.casting_vote else set()
        names = [
            p.name
            for p in world.specification.parties
            if world.state.votes_in(body.name, p.name) or p.name in chair
        ]
        for n in range(1, len(names) + 1):
            for chosen in combinations(names, n):
                for counting in (False, True):
                    who = Who("x", parties=chosen)
                    yield recusing(clause, who, counting, body.name)
                    for some in limits:
                        yield recusing(clause, who, counting, body.name, some)
