"""What a story says was counted is what was: votes in favour or against, those attending, or consents."""

from __future__ import annotations

import random
import re
from collections import Counter
from collections.abc import Iterator

from policy_dsl.decisions import Counts
from policy_dsl.interpreter import Checked, Outcome, decide
from policy_dsl.model import AttendanceTally, Tally, Who
from tests.semantics.generator import Case, random_case
from verifier.words.why_so import requirement_why

SEEDS = 400
SAID = re.compile(
    r"(?:not )?met, (\d+)(?: of \d+)? (in favour or abstaining|in favour|against|attending|consents)"
)


def test_what_is_said_to_be_counted_is_what_was() -> None:
    seen: Counter[str] = Counter()
    for seed in range(SEEDS):
        case = random_case(random.Random(f"numbers {seed}"))
        outcome = decide(case.specification, case.state, case.readings, case.decision, case.ballots)
        for checked in _checked(outcome):
            if checked.numbers is None or checked.tie or checked.quorate is False:
                continue
            said = SAID.search(requirement_why(case.specification, checked))
            if said is None:  # it counts a weight, and names that
                continue
            number, what = int(said[1]), said[2]
            assert number == _counted(case, outcome, checked, what), (seed, checked)
            seen[f"{type(checked.requirement).__name__} {what}"] += 1
    for kind in ("Tally in favour", "ConsentVote in favour", "Attends attending"):
        assert seen[kind] > 20, seen
    for kind in ("Consensus against", "NoObjection against", "AttendanceTally attending"):
        assert seen[kind] > 20, seen
    assert seen["Tally in favour or abstaining"] > 5, seen


def _checked(outcome: Outcome) -> Iterator[Checked]:
    """Every requirement that was checked, quorums included, without the parts that are not told alone."""
    left = [limit.checked for power in outcome.powers for limit in power.limits]
    left += [power.requirement for power in outcome.powers if power.requirement is not None]
    left += [body.quorum for body in outcome.bodies if body.quorum is not None]
    while left:
        it = left.pop()
        yield it
        left += [] if hasattr(it.requirement, "tally") else it.parts


def _counted(case: Case, outcome: Outcome, checked: Checked, what: str) -> int:
    """How many of those whom the requirement is about did that, from the ballots alone."""
    it = checked.requirement
    tally = it.tally if isinstance(it, AttendanceTally) else it
    if what == "consents":
        return _consents(case, tally.who)  # type: ignore[union-attr]
    among = tally.among if isinstance(tally, Tally) else getattr(tally, "who", None)
    (body,) = (each for each in outcome.bodies if each.body == tally.body)  # type: ignore[union-attr]
    found = 0
    for seated in body.seated:
        counted = seated.counts if what == "attending" else seated.entitled
        if not counted or not _among(case, among, seated.party, seated.cell):
            continue
        nobody = Counts(absent=seated.number)
        given = case.ballots.votes.get((body.body, seated.party), {}).get(seated.cell, nobody)
        did = {
            "in favour": given.in_favour,
            "in favour or abstaining": given.in_favour + given.abstain,
            "against": given.against,
            "attending": given.attending,
        }
        found += did[what]
    return found


def _consents(case: Case, who: Who) -> int:
    return sum(
        number
        for party, cells in case.ballots.consents.items()
        for cell, number in cells.items()
        if _among(case, who, party, cell)
    )


def _among(case: Case, who: Who | None, party: str, cell: frozenset[str]) -> bool:
    """Whether these are among those referred to; an attribute names them as its judge rules."""
    if who is None:
        return True
    if any(_among(case, part, party, cell) for part in who.but):
        return False
    if party in who.parties or any(_among(case, part, party, cell) for part in who.also):
        return True
    if any((body, party) in case.state.seats for body in who.bodies):
        return True
    if who.attribute is None:
        return False
    put = case.decision
    judged = case.specification.attribute[who.attribute].judge is not None
    if case.specification.party[party].cohort:
        marks = [m for m in cell if m.startswith(f"{who.attribute} (")]
        ruled = judged and who.attribute in put.rulings
        return bool(marks) if ruled else who.attribute in cell
    value = put.rulings.get(who.attribute, put.facts[who.attribute])
    assert isinstance(value, frozenset)
    return party in value
