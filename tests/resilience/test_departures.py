"""After how many departures nothing can pass: against all sets of seats, gone through by hand with the interpreter."""

from __future__ import annotations

import random
from collections.abc import Iterator
from itertools import combinations

import pytest

from policy_dsl import load_text
from policy_dsl.model import NOWHERE, CanBlock, Event, Manner, NoneCanPass, Specification
from policy_dsl.records import replace
from policy_dsl.state import intervals
from tests.cli.calling import call
from tests.semantics.brute_force import TooLarge, Verdict, verdict
from tests.semantics.generator import TINY, Maker
from tests.semantics.judging import LIMITS
from tests.statements.putting_back import Effort, put_back
from verifier.rendering.resilience_text import render_text
from verifier.rendering.wrapping import SCREEN
from verifier.resilience.departures import HAPPENS
from verifier.resilience.fewest_departures import resilience
from verifier.results.resilience import Departure, Resilience, ResilientClass, Standstill
from verifier.results.statement import Said, Statement, alone

SEVEN = """governance "Council of seven"
party A
party B
party C
party D
party E
party F
party G
body Council members A, B, C, D, E, F, G seats 7 quorum at least 3 of members
decision form kind : one of motion, bylaw
power ordinary when kind is motion requires at least 4 of members in Council
power bylaws when kind is bylaw requires at least 2/3 of members in Council may amend any clause
"""

OWN = ("a", "b", "c", "d")
TALLIES = (
    "majority of members in Board",
    "at least 2 of members in Board",
    "at least 2/3 of seats in Board",
    "all but 1 of members in Board",
    "at least 2 votes in favour in Board",
    "consent of a in Board",
    "consent of every one of Board by separate act",
    "majority of members among Few in Board",
    "consent of c by separate act or at least 3 of seats in Board",
)


def own_rules(rng: random.Random) -> Specification:
    """A board of three or four, with one or two powers; now and then a recusal or a condition on who sits."""
    names = OWN[: rng.choice((3, 4))]
    lines = ['governance "Own"', *(f"party {name}" for name in names)]
    lines.append("group Few is a, b")
    quorum = rng.choice(("none", "none", "at least 2 of members", "attendance of b"))
    lines.append(f"body Board members {', '.join(names)} seats {len(names)} quorum {quorum}")
    lines.append("decision substance urgent : yes or no substance about : parties")
    for number in range(rng.choice((1, 2))):
        when = rng.choice(("", "when urgent", "when Board has at least 3 members"))
        lines.append(f"power p{number} {when} requires {rng.choice(TALLIES)}")
        lines.append(rng.choice(("", "may remove members of Board", "may admit members to Board")))
    if rng.random() < 0.4:
        counting = rng.choice(("", "and counting"))
        lines.append(f"recusal own in Board excludes about from voting {counting}")
    if rng.random() < 0.3:
        lines.append(
            f"rule besides limits every power when not urgent requires {rng.choice(TALLIES)}"
        )
    if rng.random() < 0.2:
        lines.append(f"timeline on 2020-01-01 {names[-1]} is suspended from Board")
    return load_text("\n".join(lines), "own.policy")


def numbers(it: ResilientClass) -> Iterator[tuple[str, Standstill]]:
    for body in it.bodies:
        for stop in body.standstills:
            yield body.body, stop


def by_hand(
    specification: Specification, it: ResilientClass, body: str, kind: Departure
) -> tuple[int | None, set[frozenset[str]]]:
    """The fewest seats without which nothing can pass, and which, by going through all sets of them."""
    state = intervals(specification)[-1].state
    seats = {party for at, party in state.seats if at == body}
    seated = sorted(p for p in seats if kind is Departure.VACANT or state.votes_in(body, p))
    for number in range(1, len(seated) + 1):
        stuck = set()
        for them in combinations(seated, number):
            happens = tuple(Event(HAPPENS[kind], name, body, None, NOWHERE) for name in them)
            claim = NoneCanPass(it.condition)
            said = Statement(Said.STUCK_ONCE_GONE, claim, True, it.under, it.reading)
            prop = replace(said.as_property("stuck", ""), supposing=happens)
            whole = replace(specification, properties=(prop,))
            if verdict(whole, prop, 5_000, 60_000).value == Verdict.HOLDS.value:
                stuck.add(frozenset(them))
        if stuck:
            return number, stuck
    return None, set()


def stops_alone(specification: Specification, it: ResilientClass) -> set[frozenset[str]]:
    """Each party without whom nothing can pass, by brute force."""
    found = set()
    for party in specification.parties:
        claim = CanBlock(alone(party), it.condition, Manner.AWAY)
        said = Statement(Said.STUCK_WHILE_SILENT, claim, True, it.under, it.reading)
        prop = said.as_property("silent", "")
        whole = replace(specification, properties=(prop,))
        if verdict(whole, prop, 5_000, 60_000).value == Verdict.HOLDS.value:
            found.add(frozenset({party.name}))
    return found


def sets_of(stop: Standstill) -> set[frozenset[str]]:
    """All sets of names that are meant by what is told."""
    found: set[frozenset[str]] = set()
    for them in stop.sets:
        whole: list[frozenset[str]] = [frozenset()]
        for each in them:
            some = [frozenset(names) for names in combinations(each.parties, each.number)]
            whole = [one | other for one in whole for other in some]
        found |= set(whole)
    return found


def differences(specification: Specification) -> tuple[list[str], int]:
    """Where what is said is not so; and how many numbers there are."""
    wrong = []
    found = 0
    for it in resilience(specification, LIMITS).classes:
        alone_silent = sets_of(it.silent) if it.silent.number == 1 else set()
        if alone_silent != stops_alone(specification, it):
            wrong.append(f"{it.text} {dict(it.reading)} {it.silent}")
        for body, stop in numbers(it):
            assert stop.open is None
            number, sets = by_hand(specification, it, body, stop.kind)
            found += number is not None
            if (stop.number, sets_of(stop)) != (number, sets):
                wrong.append(f"{it.text} {dict(it.reading)} {body} {stop}: {number} {sets}")
    return wrong, found


def test_fewest_departures_against_all_sets_there_are() -> None:
    found = 0
    for seed in range(4):
        specification = own_rules(random.Random(f"departures {seed}"))
        wrong, numbers_found = differences(specification)
        assert wrong == [], seed
        found += numbers_found
    assert found > 5


@pytest.mark.campaign
def test_fewest_departures_against_all_sets_there_are_at_length() -> None:
    for seed in range(1000, 1400):
        assert differences(own_rules(random.Random(f"departures {seed}")))[0] == [], seed
    for seed in range(400):
        made = Maker(random.Random(f"departures {seed}"), TINY).specification()
        specification = replace(made, properties=())
        if any(party.cohort for party in specification.parties):
            continue
        try:
            assert differences(specification)[0] == [], seed
        except TooLarge:
            continue


def said(specification: Specification) -> tuple[Statement, ...]:
    return resilience(specification, LIMITS).statements


def test_what_is_printed_of_random_rules_holds() -> None:
    kinds = set()
    by_force = 0
    for seed in range(2):
        specification = own_rules(random.Random(f"said {seed}"))
        wrong, seen, judged = put_back(
            specification, "resilience", said(specification), effort=Effort(decisions=40)
        )
        assert wrong == [], seed
        kinds |= {title for title, _ in seen}
        by_force += judged
    assert len(kinds) >= 6
    assert by_force > 5


def found_in(text: str) -> Resilience:
    return resilience(load_text(text, "seven.policy"))


def test_one_resignation_makes_three_to_three() -> None:
    motion, bylaw = found_in(SEVEN).classes
    (council,) = motion.bodies
    assert council.split is not None
    assert (council.split.before, council.split.votes, council.split.vacant) == ((4, 3), (3, 3), 1)
    assert [stop.number for stop in council.standstills] == [4, 4]
    assert (motion.silent.number, bylaw.silent.number) == (4, 3)


def test_three_trustees_can_change_the_bylaws_after_vacancies() -> None:
    _, bylaw = found_in(SEVEN).classes
    (council,) = bylaw.bodies
    few = {each.number: each.vacant for each in council.fewest}
    assert few == {5: 0, 4: 1, 3: 3}


def test_a_vacancy_that_lets_others_decide_is_no_standstill() -> None:
    """With one seat vacant nothing passes by the first power, with two the second one opens: sets are gone through."""
    text = """governance "Opening"
party a
party b
party c
body Board members a, b, c quorum none
decision form x : yes or no
power whole when Board has at least 3 members requires majority of members in Board
power rump when Board has fewer than 2 members requires majority of members in Board
"""
    (every,) = found_in(text).classes
    vacant, _ = every.bodies[0].standstills
    assert (vacant.number, vacant.clear) == (1, 0)


def test_a_large_cohort_is_told_as_a_number() -> None:
    text = """governance "Large"
parties 400 Member
body Assembly members Member seats 400 quorum none
decision form x : yes or no
power p requires at least 390 of seats in Assembly
"""
    (every,) = found_in(text).classes
    (assembly,) = every.bodies
    assert [stop.number for stop in assembly.standstills] == [11, 11]
    assert every.silent.number == 11
    shown = str(render_text(found_in(text)))
    assert "any 11 of Assembly" in shown


def test_most_fragile_decisions_come_first_and_all_fit_a_screen() -> None:
    """Eight kinds of decision, of which the last one is stopped by a single silence."""
    kinds = [f"k{number}" for number in range(1, 9)]
    lines = [
        f"power p{n} when kind is {k} requires at least {n} of members in Board"
        for n, k in enumerate(kinds, 1)
    ]
    text = "\n".join(
        [
            'governance "Many"',
            *(f"party x{number}" for number in range(1, 9)),
            f"body Board members {', '.join(f'x{n}' for n in range(1, 9))} quorum none",
            f"decision form kind : one of {', '.join(kinds)}",
            *lines,
        ]
    )
    found = found_in(text)
    shown = str(render_text(found)).split("\n")
    assert len(shown) <= SCREEN
    assert "k8" in shown[3]
    assert "more kinds of decision: --all." in "\n".join(shown)
    assert all(f"kind is {kind}" in str(render_text(found, every=True)) for kind in kinds)


def test_what_a_limit_keeps_open_is_said(tmp_path, capsys) -> None:  # type: ignore[no-untyped-def]
    path = tmp_path / "seven.policy"
    path.write_text(SEVEN, encoding="utf-8")
    done = call("resilience", str(path), "--steps", "1", "--root", str(tmp_path))
    assert done.code == 3
    assert "ot settled" in done.out


def test_what_is_not_asked_of_some_is_said() -> None:
    """Ten members with ten weights: any so many are told, and that of fewer it was not asked."""
    names = [f"x{number}" for number in range(1, 11)]
    text = "\n".join(
        [
            'governance "Weights"',
            *(f"party {name} with shares {n}" for n, name in enumerate(names, 1)),
            f"body Board members {', '.join(names)} quorum none",
            "decision form x : yes or no",
            "power p requires at least 28 of members in Board weighted by shares",
        ]
    )
    found = found_in(text)
    (every,) = found.classes
    assert every.silent.number is not None
    assert not every.silent.least
    assert every.bodies[0].fewest == ()
    assert every.bodies[0].fewest_left_out
    assert "of fewer it was not asked" in str(render_text(found))
    assert [s for s in found.statements if s.said is Said.PASSABLE_WHILE_FEWER_SILENT] == []


def test_that_a_casting_vote_is_not_cast_is_said_where_there_is_one() -> None:
    cast = SEVEN.replace("seats 7", "seats 7 chair A with casting vote").replace(
        "at least 4 of members", "majority of votes cast"
    )
    assert cast.count("casting") == 1
    for text, said in ((cast, True), (cast.replace("chair A with casting vote", ""), False)):
        shown = " ".join(str(render_text(resilience(load_text(text, "seven.policy")))).split())
        assert "one of 3 to 3 does not" in shown
        assert ("does not (with no casting vote cast)" in shown) is said
