"""Questions from everywhere, each answered by one solver and asked of another."""

from __future__ import annotations

import time
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from itertools import count
from pathlib import Path

from policy_dsl import load
from policy_dsl.model import Specification
from tests.changing.comparing import KINDS
from tests.semantics.generator import LARGER
from tests.semantics.judging import model_of
from verifier import Limits, Options, SecondOpinion, SolversDisagree, check
from verifier.results import second_opinions

ROOT = Path(__file__).parents[2]
SHIPPED = "shipped"
SOURCES = (SHIPPED, "rules", "larger", "small", "wide")


@dataclass
class Asked:
    """How many questions were asked of both, and where they disagree or one gave up."""

    opinion: SecondOpinion = field(default_factory=lambda: SecondOpinion(0, 0))
    differences: list[str] = field(default_factory=list)

    def add(self, other: Asked) -> None:
        """Both together."""
        mine, theirs = self.opinion, other.opinion
        self.opinion = SecondOpinion(
            mine.questions + theirs.questions, mine.confirmed + theirs.confirmed
        )
        self.differences += other.differences


def specifications(source: str, first: int = 0) -> Iterator[tuple[str, Specification]]:
    """Those of a source, each with a label that finds it again; the random ones never end."""
    if source == SHIPPED:
        good = (ROOT / "tests" / "language" / "good").rglob("*.policy")
        for path in sorted((*(ROOT / "specs").rglob("*.policy"), *good)):
            if "governance " in path.read_text(encoding="utf-8"):  # others are parts of one
                yield str(path.relative_to(ROOT)), load(path)
        return
    for seed in count(first):
        match source:
            case "rules":
                it = model_of(seed)
            case "larger":
                it = model_of(seed, LARGER)
            case kind:
                it, prop = KINDS[kind](seed)
                it = replace(it, properties=(prop,))
        yield f"{source} {seed}", it


def ask(label: str, specification: Specification, seconds: float = 240) -> Asked:
    """All that `check` asks about a specification, asked of both."""
    options = Options(limits=Limits(seconds=seconds), count_loopholes=True, second_solver=True)
    try:
        result = check(specification, options)
    except SolversDisagree as error:
        said = f"{label}: {error.first}, {error.second}\n{error.question}"
        return Asked(differences=[said])
    return Asked(second_opinions(result.properties) or SecondOpinion(0, 0))


def ask_all(
    those: Iterable[tuple[str, Specification]], least: int | None
) -> Iterator[tuple[str, Asked]]:
    """Specification by specification until so many questions were asked; None: all."""
    asked = 0
    for label, specification in those:
        found = ask(label, specification)
        yield label, found
        asked += found.opinion.questions
        if least is not None and asked >= least:
            return


def report(source: str, questions: int) -> Asked:
    """So many questions of a source, or all where it ends; what is found is printed as it is found."""
    whole = Asked()
    started = time.monotonic()
    for number, (label, found) in enumerate(
        ask_all(specifications(source), None if source == SHIPPED else questions), 1
    ):
        for line in found.differences:
            print(f"DIFFERENCE {line}", flush=True)
        if found.opinion.open:
            print(f"not answered: {label}: {found.opinion.open}", flush=True)
        whole.add(found)
        if number % 100 == 0:
            print(_told(source, number, whole, started), flush=True)
    print(_told(source, number, whole, started), flush=True)
    return whole


def _told(source: str, number: int, whole: Asked, started: float) -> str:
    return (
        f"{source}: {whole.opinion.questions:,} questions of {number:,} specifications,"
        f" {whole.opinion.confirmed:,} confirmed, {whole.opinion.open:,} not answered,"
        f" {len(whole.differences):,} differences, {time.monotonic() - started:.0f} s"
    )
