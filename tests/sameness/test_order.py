"""What is said of a property does not depend on what else is asked, nor in which order, process or hash seed."""

from __future__ import annotations

import json
import os
import random
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from policy_dsl import load_text
from tests.checked import NAMES, ROOT, SEEDS, SPECS, specification
from tests.sameness.any_answer import any_answer
from tests.sameness.asking import NO_LIMITS
from verifier.answers.check import of_property
from verifier.answers.declared import written
from verifier.answers.loopholes import render_json as loopholes_json
from verifier.checking.specifications import Options, check_some
from verifier.loopholes.finding import find_loopholes
from verifier.loopholes.searching import Search

OPTIONS = Options(None, None, NO_LIMITS, every_basis=True, count_loopholes=True)


def asked(name: str, order: list[int]) -> dict[str, Any]:
    """What is said of some properties, asked one after the other in this order."""
    it = specification(name)
    found = check_some(it, [it.properties[index] for index in order], OPTIONS)
    return {each.name: written(of_property(each)) for each in found}


@pytest.mark.parametrize("name", SEEDS)
def test_a_property_is_answered_alike_alone_and_among_others(name: str) -> None:
    count = len(specification(name).properties)
    together = asked(name, list(range(count)))
    chance = random.Random(name)
    for _ in range(2):
        order = chance.sample(range(count), count)
        assert asked(name, order) == together
    for index in chance.sample(range(count), min(count, 4)):
        for prop, said in asked(name, [index]).items():
            assert said == together[prop]


CONSENTS = """
governance "Consents that only a claim asks for"
party A "A"
party B "B"
party C "C"
body Board "Board"
  members A, B, C
  quorum none
decision
  substance sells : yes or no
power ordinary "Ordinary business"
  requires majority of votes cast in Board
rule sale "A sale needs A" limits every power
  when sells
  requires consent of A by separate act
property b_veto
  B can block every decision when sells
property c_consents
  every decision when sells requires consent of C by separate act
"""


def test_a_story_tells_of_no_consents_that_only_another_property_asks_for() -> None:
    it = load_text(CONSENTS, "consents.policy")
    (alone,) = check_some(it, it.properties[:1], OPTIONS)
    assert alone.scenario is not None
    assert alone.scenario.consents == ("A",)
    for seed in range(3):
        with any_answer(seed):
            _, again = check_some(it, it.properties[::-1], OPTIONS)
        assert written(of_property(again)) == written(of_property(alone))


@pytest.mark.campaign
@pytest.mark.parametrize("name", NAMES)
def test_every_property_is_answered_alike_alone_and_among_others(name: str) -> None:
    count = len(specification(name).properties)
    together = asked(name, list(range(count)))
    for index in range(count):
        for prop, said in asked(name, [index]).items():
            assert said == together[prop]
    chance = random.Random(name)
    for _ in range(5):
        assert asked(name, chance.sample(range(count), count)) == together


def test_ways_round_do_not_depend_on_what_was_asked_before() -> None:
    it = specification("blmk_luton")

    def said(order: list[int]) -> dict[str, str]:
        search = Search(it, NO_LIMITS, changes=True)
        found = {it.properties[i].name: find_loopholes(search, it.properties[i]) for i in order}
        return {name: loopholes_json([one]) for name, one in found.items() if one is not None}

    count = len(it.properties)
    together = said(list(range(count)))
    assert said(list(range(count))[::-1]) == together


@pytest.mark.parametrize("name", ["blmk_luton"])
def test_processes_and_hash_seeds_make_no_difference(name: str) -> None:
    path = str(SPECS / f"{name}.policy")
    calls = [
        ("0", ["check", "--format", "json", "--all-bases", path]),
        ("1", ["check", "--format", "json", "--all-bases", "--jobs", "2", path]),
        ("2", ["check", "--format", "json", "--all-bases", path]),
    ]
    first, *others = (called(seed, call) for seed, call in calls)
    assert json.loads(first)["specifications"]
    assert all(other == first for other in others)


@pytest.mark.parametrize(
    "call",
    [["loopholes"], ["repair", "luton_decides"], ["report", "-o", "FILE", "--date", "2026-11-30"]],
)
def test_work_that_is_shared_comes_out_as_it_does_alone(call: list[str], tmp_path: Path) -> None:
    command, *more = call
    if command == "report":
        pytest.importorskip("jinja2")
    found: set[str] = set()
    for jobs in ("1", "3"):
        file = tmp_path / f"{jobs}.html"
        options = [str(file) if each == "FILE" else each for each in more]
        made = called("0", [command, str(SPECS / "blmk_luton.policy"), *options, "--jobs", jobs])
        found.add(file.read_text(encoding="utf-8") if command == "report" else made)
    assert len(found) == 1


def called(hash_seed: str, arguments: list[str]) -> str:
    """What the command prints, in a process of its own."""
    done = subprocess.run(
        [sys.executable, "-m", "verifier", *arguments],
        cwd=ROOT,
        env={**os.environ, "PYTHONHASHSEED": hash_seed},
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert done.returncode in (0, 1), done.stderr
    return done.stdout
