"""What a story says of clauses goes for the power that takes the decision: what limits others does not apply."""

import random
from collections import Counter
from dataclasses import replace
from itertools import islice, product

from policy_dsl import load_text
from policy_dsl.decisions import Ballots
from policy_dsl.interpreter import decide, is_quorate, requirement_met
from policy_dsl.model import (
    CanBeQuorate,
    ExceptionTo,
    NeverApplies,
    Prohibition,
    Recusal,
    Requirement,
    Rule,
    Specification,
)
from policy_dsl.model.traverse import requirement_of_claim
from tests.semantics.generating_claims import random_questions
from tests.semantics.generator import TINY
from tests.semantics.judging import LIMITS
from verifier import Options, PropertyResult, Scenario, check
from verifier.results import MeetingLine

SHAPE = replace(TINY, powers=3, rules=3)

RULES = """governance "T"
party A
party B
body C members A, B quorum none
decision form notice : number in days
power p requires majority of votes cast in C
power q requires consent of A by separate act
rule r "Seven days' notice" limits p requires notice is at least 7
"""


def shown(rules: str, claim: str) -> PropertyResult:
    specification = load_text(f"{rules}property x {claim}\n", "rules.policy")
    (result,) = check(specification).properties
    return result


def story(rules: str, claim: str) -> str:
    scenario = shown(rules, claim).scenario
    assert scenario is not None
    return " ".join(scenario.text)


def why(rules: str, claim: str, clause: str) -> str:
    scenario = shown(rules, claim).scenario
    assert scenario is not None
    (line,) = (each for each in scenario.clauses if each.name == clause)
    assert not line.applied
    assert not line.matters
    return line.why


def test_a_rule_of_another_power_does_not_apply_and_is_not_told_of() -> None:
    claim = "B can block every decision when notice is below 7"
    told = story(RULES, claim)
    assert "Rule r" not in told
    assert told.endswith("by power q.")
    assert why(RULES, claim, "r") == "it limits p only, and the decision is taken by q"


def test_nor_does_an_exception_to_it() -> None:
    rules = RULES + "exception e to r when notice is above 2\n"
    claim = "B can block every decision when notice is exactly 3"
    assert "Exception e" not in story(rules, claim)
    assert why(rules, claim, "e").startswith("what it makes an exception to limits p only, and")


def test_what_is_read_or_assumed_of_another_power_is_not_told() -> None:
    rules = """governance "T"
party A
party B
body C members A, B quorum none
power p
  requires
    reading narrow "all of them": unanimity of members in C
    reading wide "those who vote": majority of votes cast in C
  assumed "as p has always been used"
power q requires consent of A by separate act
  assumed "as q has always been used"
"""
    result = shown(rules, "B can block every decision under q")
    assert result.scenario is not None
    assert result.scenario.power == "q"
    assert not [line for line in result.scenario.text if line.startswith("Read so")]
    said = [each.text for each in result.assumptions if each.kind != "standing"]
    assert said == ["as q has always been used"]


def test_where_it_applies_to_one_of_several_that_is_said() -> None:
    told = story(RULES, "every decision when notice is below 7 passes with consent of B in C")
    assert "notice is 0" not in told.split("Rule r")[1].split(".")[0]
    assert "applies: it speaks of every decision; it limits p only." in told


def test_what_limits_other_powers_is_not_told_where_nobody_covers_the_decision() -> None:
    rules = """governance "T"
party A
party B
body C members A, B quorum none
body D members A, B quorum none
decision form kind : one of amendment, dissolution
power amending when kind is amendment requires majority of votes cast in C
rule ten limits amending requires consensus in D
prohibition twice limits amending when not kind is amendment
"""
    told = story(rules, "A and B together can pass every decision when kind is dissolution")
    assert "Rule ten" not in told
    assert "Prohibition twice" not in told
    assert "In C" not in told
    claim = "A and B together can pass every decision when kind is dissolution"
    assert why(rules, claim, "ten") == "it limits amending only, and no power covers the decision"


OWN_REMOVAL = """governance "T"
party A
party B
party D
party E
party F
body C members A, B, D, E, F quorum none
body M members A, B, D, E, F quorum none
decision form s : yes or no
power p requires majority of votes cast in M
  may remove members of C
power q when s requires majority of votes cast in C
  may remove members of C
recusal own in C excludes whom it removes from voting
recusal first in M limits p when s excludes D from voting
"""


def test_a_recusal_is_told_of_where_it_keeps_somebody_from_a_vote_that_counts() -> None:
    told = story(OWN_REMOVAL, "B can block every decision under p when removes A from C and not s")
    assert "Recusal own" not in told  # nobody votes in C
    told = story(OWN_REMOVAL, "B can block every decision under q when removes A from C")
    assert "Recusal own applies: A may not vote in C." in told
    assert "present, recused: A" in told
    told = story(OWN_REMOVAL, "B can block every decision under q when changes nothing")
    assert "Recusal own" not in told


def test_whom_a_recusal_keeps_from_voting_on_one_power_is_not_told_as_voting() -> None:
    told = story(OWN_REMOVAL, "B can block every decision under p when s")
    assert "In M: for: A, E and F; against: B; present, recused: D." in told
    assert "Recusal first applies: s is yes; D may not vote in M where p decides." in told


def test_what_names_nobody_is_not_said_to_make_no_difference() -> None:
    rules = """governance "T"
party A
party B
body C members A, B quorum none
decision form who : parties
power p requires majority of votes cast in C
prohibition about_a limits p when who includes A
"""
    told = story(rules, "some decision can pass")
    assert "who does not include A" in told
    assert "any other ends the same way" not in told


def test_what_applies_limits_the_power_by_which_it_passes() -> None:
    seen = 0
    told: Counter[str] = Counter()
    for seed in range(40):
        specification, properties = random_questions(random.Random(f"scope {seed}"), 3, SHAPE)
        specification = replace(specification, properties=properties)
        claims = {each.name: each.claim for each in properties}
        for result in check(specification, Options(limits=LIMITS)).properties:
            own = requirement_of_claim(claims[result.name])
            if isinstance(claims[result.name], CanBeQuorate):
                told["quorate"] += _is_quorate_as_told(
                    specification, result.scenario, claims[result.name].body
                )
                continue
            if result.scenario is not None and not isinstance(claims[result.name], NeverApplies):
                under = {each.name: each.under for each in properties}[result.name]
                _only_what_is_told_matters(specification, result.scenario, own, under, told)
            if result.scenario is not None and result.scenario.power is not None:
                if isinstance(claims[result.name], NeverApplies):
                    _applies_by_whichever_power(specification, result.scenario)
                    continue
                seen += _judged(specification, result.scenario)
                _does_nothing_untold(specification, result.scenario)
    assert seen > 10
    wanted = (
        "bodies left out",
        "consents left out",
        "recused",
        "readings left out",
        "by nobody",
        "quorate",
    )
    assert all(told[each] for each in wanted), told


def _is_quorate_as_told(specification: Specification, scenario: Scenario | None, body: str) -> bool:
    """A story of who can attend ends as it says by what it tells of that body alone, and tells of no other."""
    if scenario is None:
        return False
    assert {line.body for line in scenario.votes} <= {body}
    less = _told_alone(scenario.ballots, scenario)
    given = (specification, scenario.state, scenario.readings, scenario.decision)
    said = f"So {body} is quorate." in scenario.text
    assert said or f"So {body} is not quorate." in scenario.text
    assert is_quorate(*given, less, body) is said
    return True


def _told_alone(ballots: Ballots, told: Scenario | MeetingLine) -> Ballots:
    """Of what is done at a meeting, what is told of it: no votes in other bodies, and no other consents."""
    bodies = {line.body for line in told.votes}
    named = [name.split(" of ")[-1] for name in told.consents]
    return Ballots(
        {seat: them for seat, them in ballots.votes.items() if seat[0] in bodies},
        {party: them for party, them in ballots.consents.items() if party in named},
        ballots.casting,
        ballots.objections,
    )


def _only_what_is_told_matters(
    specification: Specification,
    scenario: Scenario,
    own: Requirement | None,
    under: str | None,
    seen: Counter[str],
) -> None:
    """With other votes in bodies and other acts that are not told, or other readings, it ends the same way; who is told
    as voting is not recused by the power told of, nor told to be kept from voting where nobody is; and where no power
    covers a decision, no clause that limits some powers applies.
    """
    outcome, ballots = scenario.replay, scenario.ballots
    covering = [e.power for e in outcome.powers if e.active and under in (None, e.power)]
    powers = [scenario.power] if scenario.power else covering
    less = _told_alone(ballots, scenario)
    if scenario.meetings:
        before = zip(ballots.earlier[-len(scenario.meetings) :], scenario.meetings, strict=True)
        less = replace(less, earlier=tuple(_told_alone(*each) for each in before))
    seen["bodies left out"] += less.votes != ballots.votes
    seen["consents left out"] += less.consents != ballots.consents
    text = " ".join(scenario.text)
    read = {
        name: reading
        for name, reading in scenario.readings.items()
        if f"{reading} of {name}" in text
    }
    others = [
        [(name, each.name) for each in specification.clause[name].readings]
        for name in scenario.readings
        if name not in read
    ]
    seen["readings left out"] += bool(others)
    for instead in islice(product(*others), 8):
        readings = read | dict(instead)
        now = decide(specification, scenario.state, readings, scenario.decision, less)
        if scenario.power:
            assert scenario.power in now.adopted_by, text
        else:
            assert not any(power.adopts for power in now.powers if power.power in powers), text
    if own is not None:
        for each in (ballots, less):
            given = (specification, scenario.state, scenario.readings, scenario.decision, each)
            met = requirement_met(*given, own, facts=True)
            assert met is requirement_met(*given[:4], ballots, own, facts=True), text
    seen["by nobody"] += not powers
    for line in scenario.clauses:
        clause = specification.clause[line.name]
        limits = getattr(clause, "limits", None)
        if limits is not None and not powers:
            assert not line.applied, line
        if isinstance(clause, Recusal) and f"Recusal {line.name}" in text and line.applied:
            (power,) = powers if len(powers) == 1 else (None,)
            votes = [vote for it in (*scenario.meetings, scenario) for vote in it.votes]
            kept = {
                seated.party
                for body in outcome.bodies_for(power)
                if any(body.body == vote.body for vote in votes)
                for seated in body.seated
                if line.name in seated.recused_by
            }
            assert kept or limits is not None, line
            voting = {
                name.split()[-1]
                for vote in votes
                if vote.body == clause.body and vote.vote in ("for", "against", "abstain", "absent")
                for name in vote.who
            }
            single = {name for name in kept if not specification.party[name].cohort}
            assert not single & voting, text
            seen["recused"] += bool(kept)


def _does_nothing_untold(specification: Specification, scenario: Scenario) -> None:
    """The decision is adopted by the same power without the clauses that the story leaves out."""
    idle = {line.name for line in scenario.clauses if not line.matters}
    left = replace(scenario.state, in_force=scenario.state.in_force - idle)
    readings = {name: read for name, read in scenario.readings.items() if name not in idle}
    outcome = decide(specification, left, readings, scenario.decision, scenario.ballots)
    assert scenario.power in outcome.adopted_by, idle
    # What another ballot on the same decision comes to is told apart.
    told = " ".join(scenario.text).split(" does otherwise,")[0]
    for name in idle:
        assert not any(f" {kind} {name} " in told for kind in ("Rule", "Prohibition", "Exception"))


def _applies_by_whichever_power(specification: Specification, scenario: Scenario) -> None:
    """Where a clause is said never to apply, it is told which do: adopted or not, and by whatever power."""
    outcomes = {each.clause: each for each in scenario.replay.clauses}
    for line in scenario.clauses:
        if isinstance(specification.clause[line.name], Rule | Prohibition | ExceptionTo):
            assert line.applied is outcomes[line.name].active, line


def _judged(specification: Specification, scenario: Scenario) -> int:
    """How many of its clauses limit powers; each of those that apply has to do with the power used."""
    (power,) = (each for each in scenario.replay.powers if each.power == scenario.power)
    demanded = {limit.clause for limit in power.limits}
    outcomes = {each.clause: each for each in scenario.replay.clauses}
    seen = 0
    for line in scenario.clauses:
        clause = specification.clause[line.name]
        limited = isinstance(clause, Rule | Prohibition | ExceptionTo)
        if not limited or not outcomes[line.name].active:
            assert not limited or not line.applied
            continue
        seen += 1
        if isinstance(clause, Rule):
            assert line.applied is (line.name in demanded), line
        elif isinstance(clause, Prohibition):
            assert not line.applied, line  # or it would not have passed
        elif clause.requires is not None:
            assert line.applied is (line.name in demanded), line
    return seen
