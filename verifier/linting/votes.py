"""Members whose vote never matters."""

from __future__ import annotations

from collections.abc import Sequence

from policy_dsl.model import (
    ALWAYS,
    Alone,
    Body,
    Coalition,
    Condition,
    NeverMatters,
    Part,
    Place,
    Recusal,
    Who,
)
from policy_dsl.records import replace
from verifier.encoding.classes import VoterClass
from verifier.encoding.terms import either
from verifier.encoding.what_if import vote_matters
from verifier.linting.lint_context import LintContext
from verifier.matrix.decision_classes import SymmetryClass
from verifier.results.lint import LintFinding
from verifier.results.statement import Said, Statement
from verifier.solving.answers import LimitReached
from verifier.solving.limits import Budget
from verifier.solving.questions import Exists
from verifier.words import lint as words
from verifier.words import lint_lines as lines
from verifier.words import lint_votes as say


def voting_classes(room: LintContext, body: Body) -> list[VoterClass]:
    """The classes of interchangeable voters with a vote in a body now."""
    encoding = room.ground(room.now.state).encoding
    state = room.now.state
    found: dict[str, VoterClass] = {}
    for cell in encoding.electorate.cells:
        if state.votes_in(body.name, cell.voters.first.name):
            found.setdefault(cell.voters.name, cell.voters)
    return list(found.values())


# --- votes that never matter ---------------------------------------------------------------------


def dummies(room: LintContext) -> None:
    """VL05, for each body that decides something: whose vote there never changes an outcome."""
    for body in room.specification.bodies:
        try:
            if _asked(room, body):
                _dummies_of(room, body, room.budget())
            elif voting_classes(room, body):
                room.findings.append(_unasked(body))
        except LimitReached as reached:
            room.not_decided((words.DUMMY,), body.name, reached.reason)


def _asked(room: LintContext, body: Body) -> list[SymmetryClass]:
    """The classes of decision in which some body's votes are asked for."""
    return [
        each
        for each in room.classes.classes
        if any(body.name in t.bodies for _, them in each.treated for t in them)
    ]


def _dummies_of(room: LintContext, body: Body, budget: Budget) -> None:
    it = room.ground(room.now.state)
    encoding = it.encoding
    base = [*encoding.limits, *encoding.ballot_limits]
    decided = [
        each
        for each in _asked(room, body)
        if room.found(Exists([*base, each.term, encoding.adopted]), budget) is not None
    ]
    idle_on: dict[tuple[int, ...], list[VoterClass]] = {}
    everybody = voting_classes(room, body)
    for voters in everybody:
        matters = vote_matters(encoding, body.name, voters.name)
        idle = tuple(
            index
            for index, each in enumerate(decided)
            if room.found(Exists([*base, each.term, matters]), budget) is None
        )
        if idle:
            idle_on.setdefault(idle, []).append(voters)
    for idle, them in idle_on.items():
        condition: Condition = ALWAYS
        decisions = ""
        if len(idle) < len(decided):
            term = either(decided[index].term for index in idle)
            described = room.described(term, budget)
            assert described is not None
            condition, decisions = described, words.decisions_text(described)
        if len(them) == len(everybody):
            why = say.no_vote_matters(body, decisions or words.ALL_DECISIONS)
            brief = lines.no_vote_matters(body, condition)
            found = _idle(body, "body", body.name, body.place, why, brief)
            room.findings.append(replace(found, statements=_never(room, body, them, condition)))
            continue
        places = {seat.party: seat.place for seat in body.members}
        for voters in them:
            name = voters.first.name
            why = say.vote_never_matters(voters, body, decisions)
            brief = lines.vote_never_matters(voters, body, condition)
            place = places.get(name, body.place)
            subject = f"{name} in {body.name}"
            found = _idle(body, "member", subject, place, why, brief)
            said = _never(room, body, [voters], condition)
            room.findings.append(replace(found, statements=said))


def _never(
    room: LintContext, body: Body, them: Sequence[VoterClass], condition: Condition
) -> tuple[Statement, ...]:
    """That it never matters how they vote, as a claim: it speaks of all that they do, in every body and as its chair.

    Nothing where somebody may be recused, whose attending counts as well; nor where readings differ, under one of which
    perhaps nothing can be adopted, so that the claim would say nothing.
    """
    in_force = room.now.state.in_force
    clauses = [clause for clause in room.specification.clauses if clause.name in in_force]
    if any(isinstance(clause, Recusal) or clause.readings for clause in clauses):
        return ()
    elsewhere = {party for other, party in room.now.state.seats if other != body.name}
    chairs = {each.chair.party for each in room.specification.bodies if each.chair is not None}
    found: list[Statement] = []
    for party in (party for voters in them for party in voters.parties):
        if party.name not in elsewhere | chairs:
            who = Who(party.name, parties=(party.name,), single=not party.cohort)
            each = Coalition((Part(who),), Alone.EVERY if party.cohort else Alone.TOGETHER)
            claim = NeverMatters(each, condition)
            found.append(Statement(Said.VOTE_NEVER_MATTERS, claim, at=room.when))
    return tuple(found)


def _idle(body: Body, kind: str, subject: str, place: Place, why: str, brief: str) -> LintFinding:
    instead = say.instead_of_dummy(body)
    return LintFinding(words.DUMMY, kind, subject, place.file, place.line, why, instead, brief)


def _unasked(body: Body) -> LintFinding:
    return LintFinding(
        words.DUMMY,
        "body",
        body.name,
        body.place.file,
        body.place.line,
        say.body_decides_nothing(body),
        say.INSTEAD_OF_UNASKED,
        lines.body_decides_nothing(body),
    )
