"""Powers by which a single vote in favour passes a decision, or none at all."""

from __future__ import annotations

from policy_dsl.decisions import Vote
from policy_dsl.interpreter import decide
from policy_dsl.model import Body, Power
from policy_dsl.records import dataclass, replace
from verifier.claims.verification_condition import Term, VerificationCondition
from verifier.encoding.claim_context import ClaimContext
from verifier.encoding.classes import VoterClass
from verifier.encoding.plainness import in_favour, so_many
from verifier.linting.lint_context import LintContext, any_decision
from verifier.linting.votes import voting_classes
from verifier.results import ReplayError, Scenario
from verifier.results.lint import LintFinding
from verifier.scenarios.concretizing import Lifted
from verifier.scenarios.narrating import told
from verifier.scenarios.plainest import plainest
from verifier.solving.answers import Found, LimitReached
from verifier.solving.limits import Budget
from verifier.words import lint as words
from verifier.words import lint_lines as lines
from verifier.words import lint_votes as say


def few_suffice(room: LintContext) -> None:
    """VL15, of each power in force: a decision that it passes with at most one vote in favour.

    Not where the one vote can be but one party's: whoever wrote that wanted this party to decide.
    """
    for power in room.specification.powers:
        if power.name not in room.now.state.in_force:
            continue
        budget = room.budget()
        try:
            finding = _of(room, power, budget)
        except LimitReached as reached:
            room.not_decided((words.FEW,), power.name, reached.reason)
            continue
        if finding is not None:
            room.findings.append(finding)


@dataclass(frozen=True)
class _Few:
    """How a decision passes so: nobody is in favour, or only one of `voters` in `body`."""

    vc: VerificationCondition
    found: Found
    body: Body | None = None
    number: int = 0  # with a vote in that body


def _of(room: LintContext, power: Power, budget: Budget) -> LintFinding | None:
    encoding = room.ground(room.now.state).encoding
    context = ClaimContext(encoding, replace(any_decision(), under=power.name), positive=False)
    few = _with_nobody(room, context, budget) or _with_one(room, context, budget)
    if few is None:
        return None
    goal = few.vc.goal
    shown = room.shown(plainest(few.vc, few.found, goal, True, budget, fewest=True))
    scenario, voter = _replayed(room, power, few, shown.lifted, shown.matters)
    return LintFinding(
        words.FEW,
        "power",
        power.name,
        power.place.file,
        power.place.line,
        say.one_vote_passes(power, voter, few.body, few.number),
        say.INSTEAD_OF_ONE_VOTE,
        lines.one_vote_passes(power, 0 if few.body is None else 1),
        story=scenario.text,
    )


def _asked(context: ClaimContext, *goal: Term) -> VerificationCondition:
    whole = (context.adopted, *goal)
    return VerificationCondition(context, context.exists(*whole), whole, True)


def _with_nobody(room: LintContext, context: ClaimContext, budget: Budget) -> _Few | None:
    vc = _asked(context, so_many(in_favour(context), 0))
    found = room.found(vc.question, budget)
    return None if found is None else _Few(vc, found)


def _with_one(room: LintContext, context: ClaimContext, budget: Budget) -> _Few | None:
    """The first body in which one vote does, of any of several."""
    one = so_many(in_favour(context), 1)
    for body in room.specification.bodies:
        classes = voting_classes(room, body)
        deciding: list[tuple[VoterClass, VerificationCondition, Found]] = []
        for voters in classes:
            its = so_many(in_favour(context, body.name, voters.name), 1)
            vc = _asked(context, one, its)
            found = room.found(vc.question, budget)
            if found is not None:
                deciding.append((voters, vc, found))
            if sum(each.size for each, _, _ in deciding) > 1:
                _, vc, found = deciding[0]
                return _Few(vc, found, body, sum(each.size for each in classes))
    return None


def _replayed(
    room: LintContext, power: Power, few: _Few, lifted: Lifted, matters: frozenset[str]
) -> tuple[Scenario, str]:
    """The interpreter agrees that the power adopts it; and who the one in favour is."""
    state, specification = room.now.state, room.specification
    outcome = decide(specification, state, lifted.readings, lifted.decision, lifted.ballots)
    ballots = lifted.ballots
    acts = sum(sum(each.values()) for it in ballots.meetings for each in it.consents.values())
    acts += sum(vote is Vote.FOR for it in ballots.meetings for vote in it.casting.values())
    votes = {
        (index, party): sum(counts.in_favour for counts in cells.values())
        for index, (party, cells) in enumerate(
            (party, cells) for it in ballots.meetings for (_, party), cells in it.votes.items()
        )
    }
    expected = 0 if few.body is None else 1
    if power.name not in outcome.adopted_by or acts or sum(votes.values()) != expected:
        raise ReplayError(f"lint {words.FEW} {power.name}")
    period = (room.now.start, room.now.end)
    prop = replace(any_decision(), under=power.name)
    scenario = told(specification, state, prop, period, lifted, matters, outcome, power.name)
    voter = next((specification.party[party] for (_, party), n in votes.items() if n), None)
    return scenario, "" if voter is None else say.one_of(voter)
