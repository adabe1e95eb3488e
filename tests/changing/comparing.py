"""Verifier against going through every state: the verdicts of random claims even after amendments, by seed."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

from policy_dsl.model import Property, Specification
from tests.changing.explicit import Known, TooLarge, known
from tests.changing.following import following_case
from tests.changing.small import small_case
from tests.changing.small_kinds import (
    adjourned_case,
    done_case,
    leaving_case,
    limited_case,
    meetings_case,
    scope_case,
    who_case,
)
from tests.changing.small_seats import composed_case, seats_case
from tests.changing.wide import wide_case
from verifier import Limits, Options, Verdict, check

Case = tuple[Specification, Property]


def small(seed: int) -> Case:
    """Few things, all of them able to change."""
    return small_case(random.Random(seed))


def wide(seed: int) -> Case:
    """A bit of everything the language has."""
    return wide_case(random.Random(f"wide {seed}"))


def adjourned(seed: int) -> Case:
    """Powers that may be used at an adjourned meeting."""
    return adjourned_case(random.Random(f"adjourned {seed}"))


def scopes(seed: int) -> Case:
    """Clauses of which scope is what matters."""
    return scope_case(random.Random(f"scopes {seed}"))


def leaving(seed: int) -> Case:
    """Seats and rights that others may take away."""
    return leaving_case(random.Random(f"leaving {seed}"))


def who(seed: int) -> Case:
    """Clauses that limit the powers of a body."""
    return who_case(random.Random(f"who {seed}"))


def meetings(seed: int) -> Case:
    """Meetings that follow one another, of this seed."""
    return meetings_case(random.Random(f"meetings {seed}"))


def seats(seed: int) -> Case:
    """Bodies of which the number of seats is said."""
    return seats_case(random.Random(f"seats {seed}"))


def done(seed: int) -> Case:
    """Decisions that keep from voting those to whom they do something."""
    return done_case(random.Random(f"done {seed}"))


def limited(seed: int) -> Case:
    """Recusals that come to limit some of several powers."""
    return limited_case(random.Random(f"limited {seed}"))


def composed(seed: int) -> Case:
    """Bodies of which a composition says who may sit there."""
    return composed_case(random.Random(f"composed {seed}"))


def following(seed: int) -> Case:
    """Bodies whose members are those of others."""
    return following_case(random.Random(f"following {seed}"))


KINDS: dict[str, Callable[[int], Case]] = {
    "small": small,
    "following": following,
    "meetings": meetings,
    "adjourned": adjourned,
    "scopes": scopes,
    "leaving": leaving,
    "who": who,
    "seats": seats,
    "done": done,
    "limited": limited,
    "composed": composed,
    "wide": wide,
}


@dataclass
class Compared:
    """How often which verdict was given; the claims it was given on; and where it is wrong."""

    seen: Counter[str] = field(default_factory=Counter)
    claims: Counter[str] = field(default_factory=Counter)
    differences: list[str] = field(default_factory=list)

    def add(self, other: Compared) -> None:
        """Both together."""
        self.seen += other.seen
        self.claims += other.claims
        self.differences += other.differences


def verdict(specification: Specification, prop: Property, seconds: float = 5) -> Verdict:
    """What the verifier says."""
    limited = Options(properties=(prop.name,), limits=Limits(seconds=seconds), explained=False)
    return check(specification, limited).properties[0].verdict


def wrong(said: Verdict, found: Known) -> str:
    """What is wrong with a verdict; nothing where nothing is. Undetermined is never wrong.

    A claim may be said to hold, not to be vacuous, where only a combination of what is reached gives it something to
    speak of.
    """
    match said:
        case Verdict.HOLDS if found.refuted:
            return "said to hold, and does not"
        case Verdict.VACUOUS if found.refuted:
            return "said to be vacuous, and fails"
        case Verdict.VACUOUS if found.says:
            return "said to be vacuous, and is not"
        case Verdict.HOLDS if found.may_say is False:
            return "said to hold, and is vacuous"
        case Verdict.FAILS if not found.refuted:
            return "said to fail, and does not"
        case _:
            return ""


def compare(kind: str, seeds: Iterable[int], seconds: float = 5) -> Compared:
    """The cases of these seeds."""
    found = Compared()
    for seed in seeds:
        specification, prop = KINDS[kind](seed)
        try:
            true = known(specification, prop)
        except TooLarge:
            found.seen["too large"] += 1
            continue
        said = verdict(specification, prop, seconds)
        found.seen[said.value] += 1
        found.claims[f"{type(prop.claim).__name__} {said.value}"] += 1
        what = wrong(said, true)
        if what:
            found.differences.append(f"{kind} {seed}, {type(prop.claim).__name__}: {what}")
    return found
