"""`python -m benchmarks.defects`: how many questions until a defect is found, over twenty seeds, asked in three ways.

By proof, as `conform` asks; at random from the rules, as their strategies draw; and by Hypothesis alone, with
strategies written by hand as somebody would who knows the votes but not where mistakes are made. The rules say what is
right each time. What is drawn does not depend on the answers, so all defects are asked the same questions.
"""

from __future__ import annotations

import argparse
import importlib
import sys
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from statistics import median_low
from typing import Any

from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import seed as seeded
from hypothesis import strategies as st

from benchmarks.contract_models import MODELS, UNDELEGATED
from benchmarks.measure import ROOT
from policy_dsl import load, load_text
from policy_dsl.decisions import NO_ATTRIBUTE, Ballots, Counts, Decision, Vote, single
from policy_dsl.model import Specification
from policy_dsl.state import interval_on
from verifier.records.occasion import Occasion, intended_readings
from verifier.testing.conformance import caller, settled_readings
from verifier.testing.strategies import AskedAbout, asked_about, drawn_from
from verifier.testing.systems_asked import Run

PAGE = ROOT / "docs" / "benchmarks" / "defects.md"
SEEDS = 20
MOST = 500
FIRST = 100  # as many are asked by proof, among which all are found
System = Callable[[Occasion], object]

TOKENS = {"Whale": 40, "Fund": 31, "Ann": 20, "Bob": 3, "Small": 1}
GOVERNOR = """
governance "Token governor"
party Whale with tokens 40
party Fund with tokens 31
party Ann with tokens 20
party Bob with tokens 3
parties 7 Small "small holder" with tokens 1
body Holders
  members Whale, Fund, Ann, Bob, Small
  quorum none
power proposal
  requires majority of votes cast in Holders weighted by tokens
      and at least 4% of members in Holders weighted by tokens counting abstentions
"""


@dataclass(frozen=True)
class Case:
    """Rules, decisions and ballots written by hand for them, and systems with a defect each."""

    title: str
    about: AskedAbout
    by_hand: st.SearchStrategy[Occasion]
    defects: Mapping[str, System]


# --- a token governor ----------------------------------------------------------------------------


def contract(adopts: Callable[[int, int, int], bool], tokens: Mapping[str, int] = TOKENS) -> System:
    """A contract that adopts by the tokens for, against and abstaining."""

    def system(occasion: Occasion) -> bool:
        done = [0, 0, 0]
        for (_, party), cells in occasion.ballots.votes.items():
            for it in cells.values():
                for place, number in enumerate((it.in_favour, it.against, it.abstain)):
                    done[place] += number * tokens[party]
        return adopts(*done)

    return system


def governor() -> Case:
    """Four holders and seven small ones, 101 tokens; 4 % of them, 4.04, for or abstaining make a quorum of 5."""
    rules = load_text(GOVERNOR, "governor.policy")
    return Case(
        "A token governor: eleven holders, a quorum of 4 % for or abstaining",
        asked_about(rules),
        written_by_hand(rules, None, st.just({})),
        {
            "votes against count towards the quorum": contract(
                lambda f, g, a: f > g and f + g + a >= 5
            ),
            "the quorum is rounded down": contract(lambda f, g, a: f > g and f + a >= 4),
            "the quorum is dropped": contract(lambda f, g, a: f > g),
            "the quorum is of votes for only": contract(lambda f, g, a: f > g and f >= 5),
            "more than the quorum, for at least": contract(lambda f, g, a: f > g and f + a > 5),
            "a tie passes": contract(lambda f, g, a: f >= g and f + a >= 5),
            "abstentions are votes against": contract(lambda f, g, a: f > g + a and f + a >= 5),
            "heads for tokens": contract(
                lambda f, g, a: f > g and f + a >= 1, dict.fromkeys(TOKENS, 1)
            ),
        },
    )


# --- a housing co-operative ----------------------------------------------------------------------


def voting_service() -> Case:
    """The rules and defects of `examples/voting_service`."""
    folder = ROOT / "examples" / "voting_service"
    sys.path.insert(0, str(folder))
    defects = importlib.import_module("defects")
    rules = load(folder / "rules.policy")
    day = date(2025, 3, 1)
    decisions = st.fixed_dictionaries({"spending": st.integers(0, 20_000), "repair": st.booleans()})
    return Case(
        "A housing co-operative: two thirds for large sums, exempt repairs, a recused treasurer",
        asked_about(rules, on=day),
        written_by_hand(rules, day, decisions),
        {
            "more than two thirds, for at least": caller(defects.MoreThanTwoThirds().decide),
            "abstentions are votes cast": caller(defects.AbstentionsCounted().decide),
            "the exemption is ignored": caller(defects.ExemptionIgnored().decide),
        },
    )


# --- contracts that run in an EVM ------------------------------------------------------------------


def contracts() -> Case:
    """The rules of `examples/governor`, and its contracts with a mistake each, as they count."""
    rules = load(ROOT / "examples" / "governor" / "governor.policy")
    named = [party.name for party in rules.parties if not party.cohort]
    undelegated = st.frozensets(st.sampled_from(named))
    return Case(
        "A token governor of OpenZeppelin Contracts: seven holders of 106 tokens, some not delegated",
        asked_about(rules, readings=settled_readings(rules, None)),
        written_by_hand(rules, None, st.fixed_dictionaries({UNDELEGATED: undelegated})),
        {f"`{name}`": system for name, system in MODELS.items() if name != "ClubGovernor"},
    )


# --- drawing -------------------------------------------------------------------------------------


def written_by_hand(
    rules: Specification, day: date | None, facts: st.SearchStrategy[Mapping[str, Any]]
) -> st.SearchStrategy[Occasion]:
    """Everybody does anything; of several how many do what is any way to part them; a casting vote or none."""
    about = asked_about(rules, on=day)
    read = intended_readings(rules)
    state = about.places[0][0] if day is None else interval_on(rules, day).state

    @st.composite
    def occasions(draw: st.DrawFn) -> Occasion:
        votes = {}
        casting: dict[str, Vote] = {}
        for body in rules.bodies:
            for seat in body.members:
                party = rules.party[seat.party]
                if party.size == 1:
                    votes[body.name, party.name] = single(draw(st.sampled_from(list(Vote))))
                else:
                    cuts = sorted(draw(st.integers(0, party.size)) for _ in range(3))
                    counts = Counts(
                        cuts[0], cuts[1] - cuts[0], cuts[2] - cuts[1], party.size - cuts[2]
                    )
                    votes[body.name, party.name] = {NO_ATTRIBUTE: counts}
            if body.chair is not None and body.chair.casting_vote:
                cast = draw(st.sampled_from((None, Vote.FOR, Vote.AGAINST)))
                if cast is not None:
                    casting[body.name] = cast
        ballots = Ballots(votes, {}, casting)
        return Occasion(rules, state, read, Decision(draw(facts)), ballots, about.places[0][1])

    return occasions()


def drawn(strategy: st.SearchStrategy[Occasion], seed: int, most: int) -> list[Occasion]:
    """What Hypothesis draws with a seed."""
    found: list[Occasion] = []

    @seeded(seed)
    @settings(
        max_examples=most,
        database=None,
        deadline=None,
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    @given(strategy)
    def keep(occasion: Occasion) -> None:
        found.append(occasion)

    keep()
    return found


def by_proof(about: AskedAbout) -> list[Occasion]:
    """What `conform` asks a system in which it finds nothing."""
    found: list[Occasion] = []

    def system(occasion: Occasion) -> bool:
        found.append(occasion)
        return occasion.adopted

    Run(system, about).compare(FIRST)
    return found


def until_found(system: System, asked: Sequence[Occasion]) -> int | None:
    """Which question the system answers wrongly first."""
    for number, occasion in enumerate(asked, 1):
        if system(occasion) is not occasion.adopted:
            return number
    return None


def told(found: Sequence[int | None], most: int) -> str:
    """The middle and the largest number of questions; of how many seeds it was not found."""
    numbers = [most + 1 if it is None else it for it in found]
    missed = sum(it is None for it in found)
    middle = median_low(numbers)
    shown = f"more than {most:,}" if middle > most else f"{middle}"
    if missed == len(found):
        return f"not found in {most:,}"
    if len(found) == 1:
        return shown
    if missed:
        return f"{shown}; not found with {missed} of {len(found)}"
    return f"{shown}, at most {max(numbers)}"


def table(case: Case, seeds: int, most: int) -> list[str]:
    """A row a defect."""
    ways: Mapping[str, list[list[Occasion]]] = {
        "by proof": [by_proof(case.about)],
        "at random": [drawn(drawn_from(case.about), seed, most) for seed in range(seeds)],
        "by hand": [drawn(case.by_hand, seed, most) for seed in range(seeds)],
    }
    lines = [f"## {case.title}", ""]
    lines += ["| defect | `conform` | drawn from the rules | Hypothesis, by hand |"]
    lines += ["| --- | --- | --- | --- |"]
    for defect, system in case.defects.items():
        cells = [
            told(
                [until_found(system, asked) for asked in way], FIRST if name == "by proof" else most
            )
            for name, way in ways.items()
        ]
        lines.append(f"| {defect} | {' | '.join(cells)} |")
    return [*lines, ""]


HEAD = """\
# Questions until a defect is found

Written by `python -m benchmarks.defects` in one run: for each defect the number of questions until a system with it
answers one wrongly. `conform` asks first what is worked out by proof, the same with every seed, so that it was asked
once. *Drawn from the rules* is what `verifier.testing.scenarios` draws, which knows where edges are. *Hypothesis, by
hand* is a strategy of twenty lines in which everybody does anything. Of both, the middle of {seeds} seeds and the
largest; at most {most:,} were drawn. The contracts of [examples/governor](../contracts.md) are asked as they count,
written again in Python, since so many questions would take an EVM hours; a test holds these to the contracts.

"""


def main() -> None:
    """Write the page."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.defects", description=__doc__)
    parser.add_argument("--seeds", type=int, default=SEEDS)
    parser.add_argument("--most", type=int, default=MOST, help="questions drawn (default 500)")
    options = parser.parse_args()
    text = HEAD.format(seeds=options.seeds, most=options.most)
    for case in (contracts(), governor(), voting_service()):
        text += "\n".join(table(case, options.seeds, options.most)) + "\n"
    PAGE.write_text(text.rstrip() + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
