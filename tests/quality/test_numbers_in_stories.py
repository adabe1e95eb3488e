"""What a story says was counted is what was: votes in favour or against, those attending, or consents.

Who counts is found here from the model: a recusal that limits powers keeps its parties from voting where one of these
is judged, in its own requirement and in what limits it, and nowhere else.
"""

from __future__ import annotations

import random
import re
from collections import Counter
from collections.abc import Container, Iterator

from policy_dsl.decisions import Cell, Counts
from policy_dsl.interpreter import Checked, Outcome, decide
from policy_dsl.model import AttendanceTally, PowersOf, Recusal, Tally, Who
from policy_dsl.model.atoms import bodies_in_requirement
from tests.semantics.generator import Case, random_case
from verifier.words.requirement_why import requirement_why

SEEDS = 600
SAID = re.compile(
    r"(?:not )?met, (\d+)(?: of \d+)? (in favour or abstaining|in favour|against|attending|consenting)"
)
NEEDED = re.compile(r"(not )?met, ([\d,]+)(?: of [\d,]+)? [^;]+; (-?[\d,]+) needed$")
NOBODY = re.compile(r"not met, nobody (in favour|attending|voting for or against)$")


def test_what_is_said_to_be_counted_is_what_was() -> None:
    seen: Counter[str] = Counter()
    for seed in range(SEEDS):
        case = random_case(random.Random(f"numbers {seed}"))
        outcome = decide(case.specification, case.state, case.readings, case.decision, case.ballots)
        if outcome.earlier:  # `case.ballots` are those of the last of several meetings
            continue
        for power, checked in _checked(outcome):
            if checked.numbers is None or checked.tie or checked.quorate is False:
                continue
            why = requirement_why(case.specification, checked)
            seen["needed"] += _is_no_contradiction(why, checked)
            seen["nobody"] += bool(NOBODY.search(why))
            said = SAID.search(why)
            if said is None:  # it counts a weight, and names that
                continue
            number, what = int(said[1]), said[2]
            found = _counted(case, outcome, checked, what, power)
            assert number == found, (seed, power, checked)
            seen[f"{type(checked.requirement).__name__} {what}"] += 1
            seen["limited"] += found != _counted(case, outcome, checked, what, None)
    for kind in ("Tally in favour", "ConsentVote in favour", "Attends attending"):
        assert seen[kind] > 20, seen
    for kind in ("Consensus against", "NoObjection against", "AttendanceTally attending"):
        assert seen[kind] > 20, seen
    assert seen["Tally in favour or abstaining"] > 5, seen
    assert seen["needed"] > 100, seen
    assert seen["nobody"] > 5, seen
    assert seen["limited"] > 5, seen  # another number than if the recusal did not limit this power


def _is_no_contradiction(why: str, checked: Checked) -> bool:
    """Whether numbers are compared; then what is counted reaches what is needed where it is met, and nowhere else."""
    said = NEEDED.search(why)
    if said is None:
        return False
    number, needed = (int(said[group].replace(",", "")) for group in (2, 3))
    assert (number >= needed) is checked.met is (said[1] is None), why
    assert needed >= 0, why
    return True


def _checked(outcome: Outcome) -> Iterator[tuple[str | None, Checked]]:
    """Every requirement that was checked, and of which power; a quorum told of a body is of none.

    Without the parts that are not told alone.
    """
    left: list[tuple[str | None, Checked]] = []
    for power in outcome.powers:
        left += [(power.power, limit.checked) for limit in power.limits]
        left += [] if power.requirement is None else [(power.power, power.requirement)]
    left += [(None, body.quorum) for body in outcome.bodies if body.quorum is not None]
    while left:
        power_of_it, it = left.pop()
        yield power_of_it, it
        if not hasattr(it.requirement, "tally"):
            left += [(power_of_it, part) for part in it.parts]


def _counted(case: Case, outcome: Outcome, checked: Checked, what: str, power: str | None) -> int:
    """How many of those whom the requirement is about did that, from the ballots alone."""
    it = checked.requirement
    tally = it.tally if isinstance(it, AttendanceTally) else it
    if what == "consenting":
        return _consents(case, tally.who)  # type: ignore[union-attr]
    among = tally.among if isinstance(tally, Tally) else getattr(tally, "who", None)
    (body,) = (each for each in outcome.bodies if each.body == tally.body)  # type: ignore[union-attr]
    found = 0
    for seated in body.seated:
        recused = _recusing(case, outcome, body.body, seated.party, seated.cell, power)
        out = any(recusal.and_counting for recusal in recused)
        if (body.body, seated.party) in case.state.suspended:
            continue
        if out if what == "attending" else recused:
            continue
        if not _among(case, among, seated.party, seated.cell):
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


def _recusing(
    case: Case, outcome: Outcome, body: str, party: str, cell: Cell, power: str | None
) -> list[Recusal]:
    """The recusals that apply to the decision and keep these from voting: at all, or where the power is judged."""
    active = {each.clause for each in outcome.clauses if each.active}
    return [
        recusal
        for recusal in case.specification.clauses
        if isinstance(recusal, Recusal)
        and recusal.name in active
        and recusal.body == body
        and _among(case, recusal.excluded, party, cell)
        and (recusal.limits is None or power in _limited(case, recusal.limits))
    ]


def _limited(case: Case, scope: tuple[str, ...] | PowersOf) -> Container[str | None]:
    """The powers that are named, or those that count something in the body under some reading."""
    if isinstance(scope, tuple):
        return scope
    return [
        power.name
        for power in case.specification.powers
        if any(scope.body in bodies_in_requirement(each) for each in power.requires.all())
    ]


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
    if any(e.kind in who.effects and e.party == party for e in case.decision.effects):
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
