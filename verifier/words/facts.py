"""What is so in a specification, and what proofs rest on: facts of the encoding, and who stands behind them."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import TYPE_CHECKING, assert_never

from policy_dsl.wording import listed
from verifier.encoding.facts import FactKind, SeatTruth, TrackedFact, Voters

if TYPE_CHECKING:
    from policy_dsl.model import Specification
    from verifier.encoding.supporting import ChosenVoters

NOBODY = "nobody"


def name(it: TrackedFact) -> str:
    """What results call a fact; of those of one kind each has a name of its own."""
    if it.seated is not None:
        return f"{voters(it.seated.voters)} in {it.seated.body}"
    return it.name


def text(it: TrackedFact) -> str:
    """What a fact says."""
    match it.kind:
        case (
            FactKind.POWER
            | FactKind.RULE
            | FactKind.PROHIBITION
            | FactKind.EXCEPTION
            | FactKind.RECUSAL
            | FactKind.COMPOSITION
            | FactKind.PROVISION
            | FactKind.RIGHT
        ):
            title = f" “{it.title}”" if it.title not in ("", it.name) else ""
            return f"{it.kind} {it.name}{title}"
        case FactKind.QUORUM:
            return quorum_of(it.name)
        case FactKind.SEAT:
            assert it.seated is not None
            return seat(it.seated)
        case FactKind.MEMBERSHIP:
            return nobody_else(it.name)
        case FactKind.FIXED:
            return is_fixed(it.name)
        case _:
            assert_never(it.kind)


def voters(it: Voters) -> str:
    """Parties that nothing tells apart: a party's name, or how many of what."""
    if len(it.names) == 1:
        return it.names[0] if it.size == 1 else f"{it.size} {it.names[0]}"
    return names_of(it.names)


def so_many(specification: Specification, party: str, number: int) -> str:
    """A party by name; of a cohort how many, even where it is one: its name alone would be all of them."""
    return f"{number:,} {party}" if specification.party[party].cohort else party


def seat(it: SeatTruth) -> str:
    """Who sits in a body, or does not."""
    who, several = voters(it.voters), it.voters.size > 1
    if it.suspended:
        return f"{who} is suspended from {it.body}"
    if it.sits:
        return f"{who} {'are members' if several else 'is a member'} of {it.body}"
    return f"{who} {'have' if several else 'has'} no seat in {it.body}"


def some_of(it: ChosenVoters) -> str:
    """So many of voters who are alike."""
    if it.cohort:
        return some_of_cohort(it.number, it.left, it.voters.names[0], it.others) + marked(it.marks)
    who = voters(it.voters)
    return who if it.number == it.left else f"any {it.number:,} of {who}{marked(it.marks)}"


def quorum_of(body: str) -> str:
    """A quorum."""
    return f"the quorum of {body}"


def is_fixed(what: str) -> str:
    """Something that no decision may change."""
    return f"{what} is fixed"


def some_of_cohort(number: int, left: int, name: str, others: bool) -> str:
    """So many of a cohort, of whom so many are left; `others`: the rest are told apart from them."""
    of = f"other {name}" if others else name
    if number == left:
        return f"all {number:,} {of}" if others else f"{number:,} {of}"
    return f"any {number:,} of the {left:,} {of}" if others else f"any {number:,} of {of}"


def marked(marks: Collection[str]) -> str:
    """Which of a class: those whom these attributes name."""
    return f" (of those named by {', '.join(sorted(marks))})" if marks else ""


def names_of(names: Sequence[str]) -> str:
    """Parties that nothing tells apart; of many, some."""
    if len(names) > 4:
        return f"{names[0]}, {names[1]} and {len(names) - 2} others"
    return listed(list(names))


def nobody_else(body: str) -> str:
    """A list of members is complete."""
    return f"nobody else is a member of {body}"


def seats_held(held: int, places: int | None) -> str:
    """How many seats there are, and if not all are held, how many of them."""
    number = held if places is None else places
    said = f"{number:,} {'seat' if number == 1 else 'seats'}"
    return said if number == held else f"{said}, {held:,} of them held"
