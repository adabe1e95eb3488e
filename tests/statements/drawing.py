"""Random rules for each command that prints statements, and what it says of them.

Small ones, of which much is said in little time; each kind of rules makes other kinds of statements.
"""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from policy_dsl import PolicyErrors
from policy_dsl.loading import examine_text
from policy_dsl.model import Specification
from tests.loopholes.random_questions import protecting
from tests.matrix.conflicts import conflict_rules, naming_rules
from tests.resilience import test_departures
from tests.semantics.generator import TINY, Maker
from tests.semantics.judging import LIMITS
from tests.semantics.printing import to_text
from tests.statements import (
    test_entrenchment,
    test_lint,
    test_loopholes,
    test_matrix,
    test_repair,
)
from tests.statements.protected import protected_rules
from tests.statements.putting_back import Printed, printed
from tests.statements.steered import idle_rules, overturned_rules
from tests.suggesting import test_suggest
from verifier.readings.pairs import readings
from verifier.results.statement import Said, Statement

ROOT = Path(__file__).parents[2]
_KIND = re.compile(r"\bSaid\.([A-Z_]+)")

Rules = Callable[[random.Random], Specification]


@dataclass(frozen=True)
class Source:
    """A command, and rules of one kind that it is asked about; `printed` of a seed all that it prints of these."""

    command: str
    rules: str
    printed: Callable[[int], Iterable[Printed]]
    # Whether what is said of changes can be gone through.
    changes: bool = False

    @property
    def name(self) -> str:
        return f"{self.command} of {self.rules}"


def tiny(rng: random.Random) -> Specification:
    return Maker(rng, TINY).specification()


RULES: dict[str, Rules] = {
    "conflicts": conflict_rules,
    "names": naming_rules,
    "tiny": tiny,
    "entrenched": lambda rng: test_entrenchment.of(rng.randrange(10**9)),
    "protected": protected_rules,
    "idle": idle_rules,
    "overturned": overturned_rules,
}
# Rules with one property that protects something.
CASES: dict[str, Rules] = {
    "protecting": lambda rng: protecting(rng.randrange(10**9))[0],
    "protected": protected_rules,
}


def _plain(
    command: str,
    rules: Rules,
    of: Callable[[Specification], Specification],
    said: Callable[[Specification], Sequence[Statement]],
) -> Callable[[int], Iterator[Printed]]:
    def made(seed: int) -> Iterator[Printed]:
        specification = of(rules(random.Random(f"{command} {seed}")))
        try:
            read = printed(specification, command, said(specification))
        except PolicyErrors:
            if examine_text(to_text(specification), "random.policy").specification is None:
                return  # some random models say what the language refuses
            raise
        yield read

    return made


def _edited(rules: Rules) -> Callable[[int], Iterator[Printed]]:
    """What is said of each edit, of the text as edited."""

    def made(seed: int) -> Iterator[Printed]:
        text = to_text(rules(random.Random(f"repair {seed}")))
        loaded = examine_text(text, "random.policy")
        if loaded.specification is None or not loaded.specification.properties:
            return  # some random models say what the language refuses
        name = loaded.specification.properties[0].name
        for edited, after, them in test_repair.said(
            loaded.specification, name, text, "random.policy"
        ):
            yield printed(after, "repair", them, edited)

    return made


def _bare(made: Specification) -> Specification:
    return replace(made, properties=())


def said_by(command: str) -> frozenset[Said]:
    """The kinds of statements that a command makes itself: those that its package names."""
    package = {"lint": "linting", "entrenchment": "changing", "suggest": "suggesting"}
    files = (ROOT / "verifier" / package.get(command, command)).glob("*.py")
    named = (name for file in files for name in _KIND.findall(file.read_text(encoding="utf-8")))
    return frozenset(Said[name] for name in named)


def _read(specification: Specification) -> Sequence[Statement]:
    return readings(specification, LIMITS).statements


def sources() -> tuple[Source, ...]:
    """All commands with all kinds of rules that these are asked about."""
    changing = {"protected", "overturned"}
    found = []
    for name, rules in RULES.items():
        for command, of, said in (
            ("matrix", test_matrix.with_everybody, test_matrix.said),
            ("lint", _bare, test_lint.said),
            ("entrenchment", _bare, test_entrenchment.said),
            ("resilience", _bare, test_departures.said),
            ("suggest", _bare, test_suggest.said),
            ("readings", _bare, _read),
        ):
            made = _plain(command, rules, of, said)
            found.append(Source(command, name, made, name in changing))
    for name, rules in CASES.items():
        made = _plain("loopholes", rules, test_loopholes.with_the_rest, test_loopholes.said)
        found.append(Source("loopholes", name, made, name in changing))
        found.append(Source("repair", name, _edited(rules)))
    return tuple(found)
