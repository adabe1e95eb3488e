"""Votes that are none in favour, by which a decision passes that would fail if the member had stayed away."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from policy_dsl.decisions import Ballots, Counts, Vote
from policy_dsl.interpreter import Outcome, decide
from policy_dsl.model import Body
from policy_dsl.records import replace
from verifier.claims.verification_condition import VerificationCondition
from verifier.encoding.claim_context import ClaimContext
from verifier.encoding.classes import VoterClass
from verifier.encoding.what_if import coming_helps
from verifier.linting.lint_context import LintContext, any_decision
from verifier.linting.votes import voting_classes
from verifier.results import ReplayError, Scenario
from verifier.results.lint import LintFinding
from verifier.scenarios.narrating import told
from verifier.scenarios.plainest import Shown, plainest
from verifier.solving.answers import Found, LimitReached
from verifier.solving.limits import Budget
from verifier.words import lint as words
from verifier.words import lint_lines as lines
from verifier.words import lint_votes as say


def helpful_objections(room: LintContext) -> None:
    """VL06, once for each body: a vote against without which the decision would fail."""
    _helpful(room, words.HELPS, _objections_in)


def helpful_abstentions(room: LintContext) -> None:
    """VL14, once for each body: an abstention without which the decision would fail.

    Not where a vote against is shown to help there, and an abstention in its place as well.
    """
    _helpful(room, words.ABSTAINING, _abstentions_in)


def _helpful(
    room: LintContext, code: str, look: Callable[[LintContext, Body, Budget], LintFinding | None]
) -> None:
    for body in room.specification.bodies:
        try:
            finding = look(room, body, room.budget())
        except LimitReached as reached:
            room.not_decided((code,), body.name, reached.reason)
            continue
        if finding is not None:
            room.findings.append(finding)


def _objections_in(room: LintContext, body: Body, budget: Budget) -> LintFinding | None:
    found = _found(room, body, Vote.AGAINST, budget, either=True)
    if found is None:
        found = _found(room, body, Vote.AGAINST, budget)
    return (
        None if found is None else _finding(room, words.HELPS, body, Vote.AGAINST, *found, budget)
    )


def _abstentions_in(room: LintContext, body: Body, budget: Budget) -> LintFinding | None:
    found = _found(room, body, Vote.ABSTAIN, budget)
    if found is None or _found(room, body, Vote.AGAINST, budget, either=True) is not None:
        return None
    return _finding(room, words.ABSTAINING, body, Vote.ABSTAIN, *found, budget)


# What a vote is called in terms and in counts.
_CALLED = {Vote.AGAINST: ("against", "against"), Vote.ABSTAIN: ("abstaining", "abstain")}


def _found(
    room: LintContext, body: Body, vote: Vote, budget: Budget, either: bool = False
) -> tuple[VoterClass, VerificationCondition, Found] | None:
    """The first voters of whom one helps by this vote, and how; by `either` this or an abstention."""
    encoding = room.ground(room.now.state).encoding
    context = ClaimContext(encoding, any_decision(), positive=False)
    for voters in voting_classes(room, body):
        so_does = "abstaining" if either else None
        goal = (coming_helps(encoding, body.name, voters.name, _CALLED[vote][0], so_does),)
        vc = VerificationCondition(context, context.exists(*goal), goal, True)
        found = room.found(vc.question, budget)
        if found is not None:
            return voters, vc, found
    return None


def _finding(
    room: LintContext,
    code: str,
    body: Body,
    vote: Vote,
    voters: VoterClass,
    vc: VerificationCondition,
    found: Found,
    budget: Budget,
) -> LintFinding:
    shown = room.shown(plainest(vc, found, vc.goal, True, budget))
    scenario, name, so_do_abstentions = _replayed(room, code, body, vote, voters, shown)
    place = body.quorum_place if body.quorum_place.line else body.place
    return LintFinding(
        code,
        "body",
        body.name,
        place.file or body.place.file,
        place.line or body.place.line,
        say.coming_helps(body, name, vote, so_do_abstentions),
        say.instead_of_helping(body, vote),
        lines.coming_helps(body, vote),
        story=(*scenario.text, say.had_it_stayed_away(name, body, vote)),
    )


def _replayed(
    room: LintContext, code: str, body: Body, vote: Vote, voters: VoterClass, shown: Shown
) -> tuple[Scenario, str, bool]:
    """The interpreter agrees: adopted with this vote, not adopted had the voter stayed away.

    Also whose vote it is, and whether the decision is adopted by an abstention in its place.
    """
    state, specification, lifted = room.now.state, room.specification, shown.lifted
    given = (specification, state, lifted.readings, lifted.decision)
    outcome = decide(*given, lifted.ballots)
    if not outcome.adopted:
        raise ReplayError(f"lint {code} {body.name}")
    _, called = _CALLED[vote]
    for party in voters.parties:
        for back, cell, counts in at_each(lifted.ballots, body.name, party.name):
            cast: int = getattr(counts, called)
            if not cast or recused(outcome, body, party.name, cell):
                continue
            less = replace(counts, **{called: cast - 1})
            away = replace(less, absent=less.absent + 1)
            instead = replace(less, abstain=less.abstain + 1)
            without, abstaining = (
                decide(
                    *given, with_counts(lifted.ballots, back, (body.name, party.name), cell, each)
                ).adopted
                for each in (away, instead)
            )
            if not without:
                period = (room.now.start, room.now.end)
                scenario = told(
                    specification, state, any_decision(), period, lifted, shown.matters, outcome
                )
                return scenario, say.one_of(party), abstaining
    raise ReplayError(f"lint {code} {body.name}")


def recused(outcome: Outcome, body: Body, party: str, cell: frozenset[str]) -> bool:
    """Whether these may not vote, so that what they do is no vote."""
    return any(
        seated.recused_by
        for each in outcome.bodies
        if each.body == body.name
        for seated in each.seated
        if (seated.party, seated.cell) == (party, cell)
    )


def at_each(
    ballots: Ballots, body: str, party: str
) -> Iterator[tuple[int, frozenset[str], Counts]]:
    """What those of a party do in a body at each meeting: the last, and so many before it."""
    for back in range(len(ballots.meetings)):
        for cell, counts in ballots.before_the_last(back).votes.get((body, party), {}).items():
            yield back, cell, counts


def with_counts(
    ballots: Ballots, back: int, seat: tuple[str, str], cell: frozenset[str], counts: Counts
) -> Ballots:
    """The ballots with other counts at one meeting."""
    one = ballots.before_the_last(back)
    there = replace(one, votes={**one.votes, seat: {**one.votes[seat], cell: counts}})
    if back == 0:
        return there
    place = len(ballots.earlier) - back
    return replace(
        ballots, earlier=(*ballots.earlier[:place], there, *ballots.earlier[place + 1 :])
    )
