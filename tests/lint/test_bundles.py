"""VL10 on random rules, also such in which whoever may not vote decides by attending, against enumeration."""

from __future__ import annotations

import random
from dataclasses import replace

import pytest

from policy_dsl import examine_text
from policy_dsl.decisions import Decision
from policy_dsl.interpreter import Meeting
from policy_dsl.model import Role, Specification, YesNo
from tests.lint.test_against_brute_force import (
    at_last,
    first_fitting,
    made,
)
from tests.semantics.enumerating import all_ballots, all_readings
from verifier.linting.every_check import lint
from verifier.words import lint as words

ACTS = ("sells", "builds", "lends")


def rules_with_recusals(rng: random.Random) -> Specification:
    """A body in which it depends on what is decided together who may vote, and on who attends whether it can pass."""
    size = rng.randint(2, 3)
    acts = ACTS[: rng.randint(2, 3)]
    quorum = rng.choice(("none", f"at least {size} of members", "majority of members"))
    lines = ['governance "Acts"', f"parties {size} Member", "party Chair"]
    lines.append(f"body Board members Member, Chair quorum {quorum}")
    lines += ["decision", *(f"  substance {act} : yes or no" for act in acts)]
    lines += ["  substance gains : parties", "  form urgent : yes or no"]

    def when() -> str:
        one, other = rng.sample(acts, 2)
        return rng.choice(
            (one, f"{one} and not {other}", f"not {other}", "urgent", f"{one} or urgent")
        )

    share = rng.choice(("majority", "unanimity", "at least 2/3", "at least 2"))
    base = rng.choice(("those present", "votes cast", "members"))
    lines.append(f"power motion requires {share} of {base} in Board")
    if rng.random() < 0.5:
        need = rng.choice(
            (
                f"attendance of at least {size} of members in Board",
                "attendance of every one of Board in Board",
                "at least 2 votes in favour in Board",
                "unanimity of those present in Board",
                "consent of Chair in Board",
            )
        )
        lines.append(f"rule further limits motion when {when()} requires {need}")
    if rng.random() < 0.5:
        lines.append(f"prohibition never limits motion when {when()}")
    for name in ("conflict", "interest")[: rng.randint(1, 2)]:
        who = rng.choice(("gains", "gains", "Chair", "every one of Board"))
        counting = rng.choice(("", " and counting"))
        lines.append(f"recusal {name} in Board when {when()} excludes {who} from voting{counting}")
    text = "\n".join(lines) + "\n"
    read = examine_text(text, "acts.policy")
    assert read.specification is not None, (text, read)
    return read.specification


def with_acts(spec: Specification) -> Specification:
    """Every yes-or-no attribute is an act, as it is."""
    attributes = (
        replace(a, role=Role.SUBSTANCE, judge=None) if isinstance(a.type, YesNo) else a
        for a in spec.attributes
    )
    return replace(spec, attributes=tuple(attributes))


def judged(spec: Specification) -> bool:
    """Found are just the acts of which some decision passes with another act, and with no ballots without it."""
    acts = [
        a.name for a in spec.attributes if isinstance(a.type, YesNo) and a.role is Role.SUBSTANCE
    ]
    if len(acts) < 2:
        return False
    state, decisions = made(spec, 300)

    def doing(put: Decision, *some: str) -> Decision:
        return replace(put, facts={**put.facts, **{act: act in some for act in acts}})

    def passes(readings: dict[str, str], put: Decision, *some: str) -> bool:
        this = doing(put, *some)
        meeting = Meeting(spec, state, readings, this)
        return bool(meeting.ways) and any(map(meeting.adopted, all_ballots(meeting, 3000)))

    # Acts that no clause asks about are not among what decisions are enumerated by.
    idle = [doing(put) for put in decisions if not put.effects and not put.rulings]
    idle = [put for index, put in enumerate(idle) if put not in idle[:index]]
    expected = {
        act
        for readings in all_readings(spec, state, {})
        for put in idle
        for act in acts
        if not passes(readings, put, act)
        and any(passes(readings, put, act, other) for other in acts if other != act)
    }
    found = lint(spec, at_last(spec, words.BUNDLE))
    assert not found.open
    assert {each.subject for each in found.findings} == expected
    assert all(each.why.startswith("Some decision that") for each in found.findings)
    return True


@pytest.mark.parametrize("seed", sorted({*range(20)} - {5, 12, 17}))
def test_acts_that_pass_only_together(seed: int) -> None:
    """Who may not vote, and who of these attends, can differ between the two decisions."""
    assert judged(rules_with_recusals(random.Random(seed)))


@pytest.mark.parametrize("seed", range(12))
def test_acts_in_any_rules(seed: int) -> None:
    """In random models of every kind."""
    first_fitting(seed, lambda spec: judged(with_acts(spec)))
