"""Votes of all members of a body together, in numbers: checked against the roll, or given to whom they must be."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from policy_dsl.decisions import Cell, Counts, Vote
from policy_dsl.records import replace
from verifier.records.building import Builder
from verifier.words import records as say
from verifier.words.records import PRESENT, SOME_FOR, VACANT

Coming = dict[tuple[str, str], dict[Cell, int]]
FIELD = {
    Vote.FOR: "in_favour",
    Vote.AGAINST: "against",
    Vote.ABSTAIN: "abstain",
    Vote.ABSENT: "absent",
}


def unmentioned(
    counted: Mapping[Cell, Mapping[Vote, int]], sizes: Mapping[Cell, int]
) -> dict[Cell, int]:
    """How many of each cell nothing is said of by name."""
    return {
        cell: max(0, size - sum(counted.get(cell, {}).values())) for cell, size in sizes.items()
    }


def settle_totals(
    builder: Builder,
    votes: dict[tuple[str, str], dict[Cell, Counts]],
    unallotted: Coming,
    notes: list[str],
) -> None:
    """Of each body with totals: note where the roll says otherwise; give the votes out where there is but one way."""
    for body, said in builder.totals.items():
        seats = [seat for seat in unallotted if seat[0] == body]
        if seats and any(where == body for where, _ in builder.counted):
            notes.append(say.from_totals(body, _who(builder, seats, unallotted)))
        roll = _sum(
            each for seat, cells in votes.items() if seat[0] == body for each in cells.values()
        )
        if not seats:
            other = {what: n for what, n in said.items() if _differs(what, n, roll)}
            if other:
                notes.append(
                    say.totals_differ(
                        body, other, {"for" if w == SOME_FOR else w: _of(w, roll) for w in other}
                    )
                )
            continue
        places = [
            (seat, cell) for seat in seats for cell in unallotted[seat] if unallotted[seat][cell]
        ]
        left = sum(unallotted[seat][cell] for seat, cell in places)
        rest = _rest(said, replace(roll, absent=roll.absent - left), left)
        if rest is None or len(places) > 1:
            continue
        ((seat, cell),) = places
        counts = votes[seat][cell]
        votes[seat][cell] = Counts(
            counts.in_favour + rest.in_favour,
            counts.against + rest.against,
            counts.abstain + rest.abstain,
            counts.absent - left + rest.absent,
        )
        del unallotted[seat]


def _who(builder: Builder, seats: Sequence[tuple[str, str]], left: Coming) -> list[str]:
    """Those of whom nothing is said by name: of many without names, how many."""
    return [
        f"{sum(left[seat].values()):,} {seat[1]}"
        if builder.specification.party[seat[1]].cohort
        else seat[1]
        for seat in seats
    ]


def _sum(counts: object) -> Counts:
    found = Counts()
    for each in counts:  # type: ignore[attr-defined]
        found = Counts(
            found.in_favour + each.in_favour,
            found.against + each.against,
            found.abstain + each.abstain,
            found.absent + each.absent,
        )
    return found


def _of(what: str, roll: Counts) -> int:
    if what == PRESENT:
        return roll.attending
    if what == SOME_FOR:
        return roll.in_favour
    return int(getattr(roll, FIELD[Vote(what)]))


def _differs(what: str, number: int, roll: Counts) -> bool:
    if what == SOME_FOR:
        return roll.in_favour < number
    return what != VACANT and _of(what, roll) != number


def _rest(said: Mapping[str, int], roll: Counts, left: int) -> Counts | None:
    """What those did of whom nothing is said by name, if the totals say it in one way alone."""
    if SOME_FOR in said or "for" not in said or "against" not in said:
        return None
    in_favour, against = said["for"] - roll.in_favour, said["against"] - roll.against
    others = left - in_favour - against
    if "abstain" in said:
        abstain = said["abstain"] - roll.abstain
    elif "absent" in said:
        abstain = others - (said["absent"] - roll.absent)
    elif PRESENT in said:
        abstain = said[PRESENT] - roll.attending - in_favour - against
    elif others == 0:
        abstain = 0
    else:
        return None
    absent = others - abstain
    if min(in_favour, against, abstain, absent) < 0:
        return None
    if "absent" in said and said["absent"] != roll.absent + absent:
        return None
    return Counts(in_favour, against, abstain, absent)
