"""`can pass every decision`, `every|some|no decision can pass`, `passes with`, `requires`, `a vote of … carries`."""

from __future__ import annotations

from policy_dsl.model import (
    Alone,
    AttendanceTally,
    Attends,
    CanPass,
    Consensus,
    EveryCanPass,
    Given,
    NoneCanPass,
    NoObjection,
    NoRejection,
    PassesWith,
    Property,
    Requirement,
    Requires,
    SomeCanPass,
    Specification,
    Tally,
    Turnout,
    VoteCarries,
)
from policy_dsl.model.atoms import requirement_atoms
from policy_dsl.model.traverse import requirements_of
from verifier.claims.blocking import chosen_inquiry, each_of
from verifier.claims.inquiry import Inquiry, Term
from verifier.encoding.adoption import Encoding
from verifier.encoding.coalitions import others_away_or_against, supports, vote_of
from verifier.encoding.frame import Frame, not_so
from verifier.encoding.others import Own, conduct
from verifier.solving.questions import Question


def can_pass(encoding: Encoding, prop: Property, claim: CanPass) -> tuple[Inquiry, ...]:
    """A decision not adopted although the coalition supports it, the others doing what the claim says, or anything."""
    if claim.who.chosen_once:
        frame = Frame(encoding, prop, positive=True)
        goal = _lost_with_support(frame)
        chosen = frame.choice_without(*goal)
        return (chosen_inquiry(frame, goal, frame.exists(*goal), chosen, claim),)
    if claim.who.alone is Alone.NONE:
        return _no_one_alone(encoding, prop, claim)
    frame = Frame(encoding, prop, positive=True)
    goal = _lost_with_support(frame)
    return (Inquiry(frame, frame.exists(*goal), goal, False, possible=((frame.concerned,),)),)


def _lost_with_support(frame: Frame) -> tuple[Term, ...]:
    if frame.others is not None:
        support = conduct(frame.encoding, frame.who, Own.SUPPORTS, frame.others)
        return (frame.concerned, not_so(frame.adopted), *support)
    support = supports(frame.encoding, frame.who)
    if two_ballots_decide(frame.encoding.specification):
        support += others_away_or_against(frame.encoding, frame.who)
    return (frame.concerned, not_so(frame.adopted), *support)


def _no_one_alone(encoding: Encoding, prop: Property, claim: CanPass) -> tuple[Inquiry, ...]:
    """For each of the group (one for all those that nothing tells apart): it can pass them all."""
    found: list[Inquiry] = []
    for one in each_of(encoding, claim.who.parts[0].who):
        frame = Frame(encoding, prop, positive=True, coalition=one)
        goal = _lost_with_support(frame)
        found.append(
            Inquiry(
                frame,
                frame.reading_without(*goal),
                adopted=None,
                shows=goal,
                shown_by=frame.exists(*goal),
                shown_adopted=False,
            )
        )
    return tuple(found)


def two_ballots_decide(specification: Specification) -> bool:
    """The condition of the theorem in `others_away_or_against`."""
    counts_otherwise = (Attends, AttendanceTally, Turnout, NoObjection, NoRejection)
    return (
        not specification.recusals
        and not specification.adjourning
        and all(_counts_only(body.quorum, body.name) for body in specification.bodies)
        and not any(b.chair is not None and b.chair.casting_vote for b in specification.bodies)
        and not any(
            isinstance(atom, counts_otherwise) or _without_quorum(atom)
            for clause in specification.clauses
            for requirement in requirements_of(clause)
            for atom in requirement_atoms(requirement)
        )
    )


def _without_quorum(atom: Requirement) -> bool:
    """Whether it may be met where the body is not quorate: then votes against and staying away may hurt apart."""
    return isinstance(atom, Tally | Consensus) and atom.no_quorum


def _counts_only(quorum: Requirement | None, body: str) -> bool:
    """Whether a quorum asks for attendance in its own body alone, as the checker sees to."""
    if quorum is None:
        return True
    for atom in requirement_atoms(quorum):
        it = atom.tally if isinstance(atom, AttendanceTally) else atom
        if not isinstance(it, (Tally, Attends, Given)) or (
            not isinstance(it, Given) and it.body != body
        ):
            return False
    return True


def every_can_pass(encoding: Encoding, prop: Property, claim: EveryCanPass) -> tuple[Inquiry, ...]:
    """A decision that is not adopted even with everybody in favour."""
    frame = Frame(encoding, prop, positive=True)
    lost = not_so(frame.adopted)
    goal = (frame.concerned, lost, *frame.in_favour)
    question: Question = frame.exists(*goal)
    if frame.recusals_matter:
        question = frame.no_ballot([frame.concerned], lost, None)
    return (Inquiry(frame, question, goal, False, possible=((frame.concerned,),)),)


def some_can_pass(encoding: Encoding, prop: Property, claim: SomeCanPass) -> tuple[Inquiry, ...]:
    """A reading under which no decision is adopted, whatever is ruled on it, even with everybody in favour."""
    frame = Frame(encoding, prop, positive=True)
    goal = (frame.concerned, frame.adopted, *frame.in_favour)
    question, shown_by = frame.reading_where_not(*goal), frame.whatever_is_ruled(*goal)
    return (Inquiry(frame, question, adopted=None, shows=goal, shown_by=shown_by),)


def none_can_pass(encoding: Encoding, prop: Property, claim: NoneCanPass) -> tuple[Inquiry, ...]:
    """A decision that is adopted with everybody in favour.

    That none can be is what is claimed: whichever part of the rules makes it so, the claim says something.
    """
    frame = Frame(encoding, prop, positive=False)
    goal = (frame.concerned, frame.adopted, *frame.in_favour)
    decided = (frame.concerned, encoding.some_power_in_force(prop.under))
    return (Inquiry(frame, frame.exists(*goal), goal, True, possible=(decided,)),)


def requires(encoding: Encoding, prop: Property, claim: Requires) -> tuple[Inquiry, ...]:
    """A decision adopted without the requirement being met."""
    frame = Frame(encoding, prop, positive=False)
    unmet = not_so(frame.met(claim.requirement))
    goal = (frame.concerned, frame.adopted, unmet)
    possible = ((frame.concerned, frame.adopted, *frame.in_favour),)
    return (Inquiry(frame, frame.exists(*goal), goal, True, possible=possible),)


def passes_with(encoding: Encoding, prop: Property, claim: PassesWith) -> tuple[Inquiry, ...]:
    """A decision not adopted although the requirement is met."""
    frame = Frame(encoding, prop, positive=True)
    met = frame.met(claim.requirement)
    goal: tuple[Term, ...] = (frame.concerned, not_so(frame.adopted), met)
    possible = ((frame.concerned, met),)
    return (Inquiry(frame, frame.exists(*goal), goal, False, possible=possible),)


def vote_carries(encoding: Encoding, prop: Property, claim: VoteCarries) -> tuple[Inquiry, ...]:
    """An allocation of these votes with which a decision is not adopted (or, denied: is adopted)."""
    frame = Frame(encoding, prop, positive=claim.carries)
    vote = vote_of(encoding, claim.body, claim.votes_for, claim.votes_against, claim.abstaining)
    outcome = not_so(frame.adopted) if claim.carries else frame.adopted
    goal = (frame.concerned, outcome, *vote)
    possible: tuple[tuple[Term, ...], ...] = ((frame.concerned, *vote),)
    if not claim.carries:
        possible += ((frame.concerned, frame.adopted, *frame.in_favour),)
    return (Inquiry(frame, frame.exists(*goal), goal, not claim.carries, possible=possible),)
