"""Who wants a decision, comes to a meeting and loses it by that: without it the meeting would be adjourned."""

from __future__ import annotations

from policy_dsl.interpreter import decide
from policy_dsl.model import Body
from policy_dsl.records import replace
from verifier.claims.verification_condition import VerificationCondition
from verifier.encoding.claim_context import ClaimContext
from verifier.encoding.classes import VoterClass
from verifier.encoding.what_if import staying_away_helps
from verifier.linting.coming import at_each, recused, with_counts
from verifier.linting.lint_context import LintContext, any_decision
from verifier.linting.votes import voting_classes
from verifier.results import ReplayError
from verifier.results.lint import LintFinding
from verifier.scenarios.narrating import told
from verifier.scenarios.plainest import Shown, plainest
from verifier.solving.answers import LimitReached
from verifier.solving.limits import Budget
from verifier.words import lint as words
from verifier.words import lint_lines as lines
from verifier.words import lint_votes as say


def lost_by_coming(room: LintContext) -> None:
    """VL19, once for each body a meeting of which may be adjourned."""
    for body in room.specification.bodies:
        if body.name not in room.specification.adjourning:
            continue
        try:
            finding = _in(room, body, room.budget())
        except LimitReached as reached:
            room.not_decided((words.COMING,), body.name, reached.reason)
            continue
        if finding is not None:
            room.findings.append(finding)


def _in(room: LintContext, body: Body, budget: Budget) -> LintFinding | None:
    encoding = room.ground(room.now.state).encoding
    context = ClaimContext(encoding, any_decision(), positive=False)
    for voters in voting_classes(room, body):
        goal = (staying_away_helps(encoding, body.name, voters.name),)
        vc = VerificationCondition(context, context.exists(*goal), goal, False)
        found = room.found(vc.question, budget)
        if found is not None:
            shown = room.shown(plainest(vc, found, goal, False, budget))
            return _finding(room, body, voters, shown)
    return None


def _finding(room: LintContext, body: Body, voters: VoterClass, shown: Shown) -> LintFinding:
    name, story = _replayed(room, body, voters, shown)
    place = body.quorum_place if body.quorum_place.line else body.place
    return LintFinding(
        words.COMING,
        "body",
        body.name,
        place.file or body.place.file,
        place.line or body.place.line,
        say.lost_by_coming(body, name),
        say.INSTEAD_OF_STAYING_AWAY,
        lines.lost_by_coming(body),
        story=story,
    )


def _replayed(
    room: LintContext, body: Body, voters: VoterClass, shown: Shown
) -> tuple[str, tuple[str, ...]]:
    """The interpreter agrees: not adopted with this vote for, adopted had the voter stayed away. Both are told."""
    state, specification, lifted = room.now.state, room.specification, shown.lifted
    given = (specification, state, lifted.readings, lifted.decision)
    outcome = decide(*given, lifted.ballots)
    if outcome.adopted:
        raise ReplayError(f"lint {words.COMING} {body.name}")
    period = (room.now.start, room.now.end)
    for party in voters.parties:
        for back, cell, counts in at_each(lifted.ballots, body.name, party.name):
            if not counts.in_favour or recused(outcome, body, party.name, cell):
                continue
            fewer = replace(counts, in_favour=counts.in_favour - 1, absent=counts.absent + 1)
            ballots = with_counts(lifted.ballots, back, (body.name, party.name), cell, fewer)
            again = decide(*given, ballots)
            if again.adopted:
                about = (specification, state, any_decision(), period)
                scenario = told(*about, lifted, shown.matters, outcome)
                instead = replace(lifted, ballots=ballots)
                otherwise = told(*about, instead, shown.matters, again)
                more = [line for line in otherwise.text if line not in scenario.text]
                who = say.one_of(party)
                return who, (*scenario.text, say.had_it_not_come(who, body), *more)
    raise ReplayError(f"lint {words.COMING} {body.name}")
