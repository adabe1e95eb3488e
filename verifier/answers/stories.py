"""A story in answers: a decision and everybody's votes, as the interpreter replayed it."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import Annotated, Literal, cast

from policy_dsl.records import dataclass
from verifier import results
from verifier.answers.declared import ABSENT, Absence
from verifier.results import MeetingLine, Note, VoteLine

Outcome = Literal["adopted", "not adopted"]


@dataclass(frozen=True)
class Put:
    """What is put to the vote."""

    attributes: Mapping[str, str]
    rulings: Mapping[str, str]
    effects: tuple[str, ...]


@dataclass(frozen=True)
class ClauseLine:
    """What a clause did."""

    schema_name = "clause"

    kind: str
    name: str
    title: str
    applied: bool
    why: str
    file: str
    line: int


@dataclass(frozen=True)
class Scenario:
    """A decision and everybody's votes, replayed by the reference interpreter."""

    date: Annotated[
        datetime.date | None,
        Note("The first day on which it can happen; null where it could always until `before`."),
    ]
    before: datetime.date | None
    readings: Mapping[str, str]
    decision: Put
    coalition: Annotated[tuple[str, ...], Note("Those whom the claim is about.")]
    votes: tuple[VoteLine, ...]
    consents: tuple[str, ...]
    objections: Annotated[
        tuple[str, ...] | Absence, Note("Who objects by separate act; left out where nobody does.")
    ]
    casting_votes: Mapping[str, str]
    power: str | None
    clauses: tuple[ClauseLine, ...]
    outcome: Outcome
    earlier: Annotated[
        tuple[Scenario, ...],
        Note("The meetings that have to come before, where the rules or seats are changed first."),
    ]
    otherwise: Annotated[
        Scenario | Absence,
        Note(
            "Only where two outcomes of one decision are compared: the second one, by a ballot that differs in one"
            " vote, or by rules without a clause, or with it read otherwise."
        ),
    ]
    meetings: Annotated[
        tuple[MeetingLine, ...] | Absence,
        Note(
            "Only where the decision is taken at meetings that follow one another: what is done at those before the"
            " last, in order; what stands beside is done at the last."
        ),
    ]
    text: str


def scenario(it: results.Scenario) -> Scenario:
    """A story as it is answered."""
    return Scenario(
        it.start,
        it.end,
        it.readings,
        Put(it.attributes, it.rulings, it.effects),
        it.coalition,
        it.votes,
        it.consents,
        it.objections or ABSENT,
        it.casting,
        it.power,
        tuple(
            ClauseLine(c.kind, c.name, c.title, c.applied, c.why, c.file, c.line)
            for c in it.clauses
        ),
        cast("Outcome", it.outcome),
        tuple(map(scenario, it.earlier)),
        ABSENT if it.otherwise is None else scenario(it.otherwise),
        it.meetings or ABSENT,
        "\n".join(it.text),
    )


def scenario_or_none(it: results.Scenario | None) -> Scenario | None:
    """The same, where there is one."""
    return None if it is None else scenario(it)
