"""Judges who could profit from a false ruling, and acts that pass only together with another."""

from __future__ import annotations

from collections.abc import Sequence

from policy_dsl.interpreter import Outcome, decide
from policy_dsl.model import Attribute, Coalition, Manner, Part, Party, Who
from policy_dsl.records import replace
from verifier.claims.verification_condition import VerificationCondition
from verifier.encoding.adoption import Encoding, encode
from verifier.encoding.claim_context import ClaimContext
from verifier.encoding.classes import voter_classes
from verifier.encoding.coalitions import acts as opposes
from verifier.encoding.coalitions import supports
from verifier.encoding.terms import negation
from verifier.encoding.what_if import Bundles, acts, adopted_if_ruled_truly, bundles, same_but_for
from verifier.linting.lint_context import LintContext, Term, any_decision
from verifier.results import ReplayError, Scenario
from verifier.results.lint import LintFinding
from verifier.scenarios.concretizing import Lifted, lift
from verifier.scenarios.narrating import told
from verifier.scenarios.plainest import plainest
from verifier.solving.answers import Found, LimitReached, there_is
from verifier.solving.limits import Budget
from verifier.solving.questions import Exists
from verifier.solving.values import Values
from verifier.words import lint as words
from verifier.words import lint_lines as lines

# --- judges --------------------------------------------------------------------------------------


def interested_judges(room: LintContext) -> None:
    """VL09: a false ruling alone turns some outcome to what the judge votes for."""
    for attribute in room.specification.attributes:
        if attribute.judge is None:
            continue
        judge = room.specification.party[attribute.judge]
        budget = room.budget()
        try:
            _interested(room, attribute, judge, budget)
        except LimitReached as reached:
            room.not_decided((words.JUDGE,), attribute.name, reached.reason)


def _has_a_say(encoding: Encoding, judge: Party) -> bool:
    """It has a vote, a consent or objection that is asked for, or a casting vote."""
    name = judge.name
    cell = next(c for c in encoding.electorate.cells if c.voters.first.name == name)
    if cell.name in encoding.ballots.acting:
        return True
    return any(
        encoding.state.votes_in(body.name, name)
        or (body.chair is not None and body.chair.casting_vote and body.chair.party == name)
        for body in encoding.specification.bodies
    )


def _interested(room: LintContext, attribute: Attribute, judge: Party, budget: Budget) -> None:
    specification = room.specification
    free = frozenset({attribute.name})
    encoding = encode(specification, room.now.state, voter_classes(specification), free)
    if not _has_a_say(encoding, judge):
        return
    truly = adopted_if_ruled_truly(encoding, attribute.name)
    if truly is None:
        room.not_decided((words.JUDGE,), attribute.name, words.RULING_ON_COHORTS)
        return
    who = Who(judge.name, (judge.name,), single=True)
    prop = any_decision()
    context = ClaimContext(encoding, prop, positive=False, coalition=Coalition((Part(who),)))
    # The context would have the judge rule truly, as holders do; here it is asked what it gains if it does not.
    limits = [*encoding.limits, *context.who.limits, *encoding.ballot_limits]
    false = negation(encoding.ruling_is_fact(attribute.name))
    ways: Sequence[tuple[bool, list[Term]]] = (
        (True, [encoding.adopted, negation(truly), *supports(encoding, context.who)]),
        (
            False,
            [negation(encoding.adopted), truly, *opposes(encoding, context.who, Manner.AGAINST)],
        ),
    )
    for adopted, goal in ways:
        if there_is(Exists([*limits, false, *goal]).ask(budget)):
            room.findings.append(
                _profit(room, encoding, attribute, judge, adopted, (false, *goal), budget)
            )
            return


def _profit(
    room: LintContext,
    encoding: Encoding,
    attribute: Attribute,
    judge: Party,
    adopted: bool,
    goal: tuple[Term, ...],
    budget: Budget,
) -> LintFinding:
    context = ClaimContext(encoding, any_decision(), positive=False)
    vc = VerificationCondition(context, context.exists(*goal), goal, adopted)
    found = room.found(vc.question, budget)
    assert found is not None
    shown = room.shown(plainest(vc, found, goal, adopted, budget))
    story = _replayed(room, attribute, shown.lifted, shown.matters, adopted)
    return LintFinding(
        words.JUDGE,
        "attribute",
        attribute.name,
        attribute.place.file,
        attribute.place.line,
        words.judge_profits(attribute, judge, adopted),
        words.instead_of_judge(attribute),
        lines.judge_profits(attribute, judge, adopted),
        story=story,
    )


def _replayed(
    room: LintContext, attribute: Attribute, lifted: Lifted, matters: frozenset[str], adopted: bool
) -> tuple[str, ...]:
    """Both outcomes are the interpreter's, and told: as it is ruled, and as it would be by the same votes."""
    state, specification = room.now.state, room.specification
    given = (specification, state, lifted.readings)
    outcome = decide(*given, lifted.decision, lifted.ballots)
    as_it_is = replace(lifted, decision=replace(lifted.decision, rulings={}))
    truly = decide(*given, as_it_is.decision, lifted.ballots)
    if outcome.adopted is not adopted or truly.adopted is adopted:
        raise ReplayError(f"lint {words.JUDGE} {attribute.name}")
    period = (room.now.start, room.now.end)
    about = (specification, state, any_decision(), period)
    first = told(*about, lifted, matters, outcome)
    then = told(*about, as_it_is, matters, truly)
    more = [line for line in then.text if line not in first.text]
    return (*first.text, words.ruled_truly(attribute, adopted), *more)


# --- bundles -------------------------------------------------------------------------------------


def acts_bundled(room: LintContext) -> None:
    """VL10: what no votes can pass alone passes together with another act. A key to several is shown for the first."""
    context = ClaimContext(room.ground(room.now.state).encoding, any_decision(), positive=False)
    every = acts(room.specification)
    if len(every) < 2:
        return
    it = bundles(context, every, every)
    shown: dict[str, str] = {}
    for act in every:
        budget = room.budget()
        try:
            _bundled(room, context, it, act, shown, budget)
        except LimitReached as reached:
            room.not_decided((words.BUNDLE,), act, reached.reason)


def _bundled(
    room: LintContext,
    context: ClaimContext,
    it: Bundles,
    act: str,
    shown: dict[str, str],
    budget: Budget,
) -> None:
    if room.found(it.question, budget, [it.does[act]]) is None:
        return
    for other in it.besides:
        given = [it.does[act], it.besides[other]]
        found = None if other == act else room.found(it.question, budget, given)
        if found is not None:
            break
    assert found is not None
    attribute = room.specification.attribute[act]
    if other in shown:
        _replayed_together(
            room, context, _together(context, Values(found.model), other), other, budget
        )
        story: tuple[str, ...] = (words.as_with(shown[other], act, other),)
    else:
        scenario = _shown_together(room, context, act, other, budget)
        story = (*scenario.text, words.not_alone(act, other))
        shown[other] = act
    room.findings.append(
        LintFinding(
            words.BUNDLE,
            "attribute",
            act,
            attribute.place.file,
            attribute.place.line,
            words.passes_together(act, other),
            words.instead_of_bundle(act, other),
            lines.passes_together(act, other),
            story=story,
        )
    )


def _together(context: ClaimContext, alone: Values, other: str) -> VerificationCondition:
    """What is asked of the bundle, once it is known which decision cannot pass alone."""
    goal = (*same_but_for(context, alone, other), context.adopted, *context.in_favour)
    return VerificationCondition(context, context.exists(*goal), goal, True)


def _replayed_together(
    room: LintContext, context: ClaimContext, vc: VerificationCondition, other: str, budget: Budget
) -> Found:
    """The bundle, adopted; and the act alone, not adopted by the same votes, both by the interpreter."""
    found = room.found(vc.question, budget)
    if found is None:
        raise ReplayError(f"lint {words.BUNDLE}")
    _outcome(room, lift(context, Values(found.model), None), other)
    return found


def _outcome(room: LintContext, lifted: Lifted, other: str) -> Outcome:
    given = (room.specification, room.now.state, lifted.readings)
    alone = replace(lifted.decision, facts={**lifted.decision.facts, other: False})
    won = decide(*given, lifted.decision, lifted.ballots)
    if decide(*given, alone, lifted.ballots).adopted or not won.adopted:
        raise ReplayError(f"lint {words.BUNDLE}")
    return won


def _shown_together(
    room: LintContext, context: ClaimContext, act: str, other: str, budget: Budget
) -> Scenario:
    """The same in the plainest case."""
    question = bundles(context, (act,), (other,)).question
    goal = (negation(context.adopted), *context.in_favour)
    found = room.found(question, budget)
    if found is None:
        raise ReplayError(f"lint {words.BUNDLE}")
    alone = room.shown(
        plainest(VerificationCondition(context, question, goal, False), found, goal, False, budget)
    )
    vc = _together(context, alone.values, other)
    found = _replayed_together(room, context, vc, other, budget)
    both = room.shown(plainest(vc, found, vc.goal, True, budget))
    won = _outcome(room, both.lifted, other)
    period = (room.now.start, room.now.end)
    matters = alone.matters | both.matters | set(acts(room.specification))
    return told(
        room.specification, room.now.state, any_decision(), period, both.lifted, matters, won
    )
