"""What an analysis prints as properties, put back: parsed with the rules, checked, and judged by brute force."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass

from policy_dsl import load_text
from policy_dsl.model import Property, Specification
from policy_dsl.records import replace
from tests.changing.comparing import wrong
from tests.changing.explicit import known
from tests.semantics.brute_force import Shared
from tests.semantics.brute_force import verdict as by_ballots
from tests.semantics.enumerating import TooLarge
from tests.semantics.judging import LIMITS
from tests.semantics.printing import to_text, writable
from verifier import Options, Verdict, check
from verifier.checking.verdicts import verdict_of
from verifier.encoding.encodings import Encodings
from verifier.rendering.statements import render_properties
from verifier.results.statement import Said, Statement
from verifier.statements.printing import declarations
from verifier.words.statements import title

SAID = {title(said): said for said in Said}
TITLE = re.compile(r'^property \w+ "(.*)"$', re.MULTILINE)
# By title and what became of it.
Kinds = Counter[tuple[str, str]]


@dataclass(frozen=True)
class Effort:
    """What brute force goes through at most; `changes`: also all that decisions bring about."""

    decisions: int = 150
    ballots: int = 60_000
    changes: bool = False


@dataclass(frozen=True)
class Judged:
    """What became of a printed property. `force`: what brute force finds wrong with it; None where it has no answer."""

    prop: Property
    written: str
    verdict: Verdict
    force: str | None = None

    @property
    def kind(self) -> tuple[Said, bool]:
        """Which sentence it is, and whether its claim is said to hold."""
        return SAID[self.prop.title], says(self.prop)

    @property
    def confirmed(self) -> bool:
        """Whether the verdict is as printed."""
        return self.verdict is expected(self.prop)

    @property
    def refuted(self) -> list[str]:
        """What refutes it."""
        by = []
        if not self.confirmed and self.verdict is not Verdict.UNDETERMINED:
            by.append(self.verdict.value)
        if self.force:
            by.append(f"by brute force {self.force}")
        return [f"{self.prop.title}: {self.prop.claim}: {each}" for each in by]


def says(prop: Property) -> bool:
    """Whether a printed property says that its claim holds; else that it fails."""
    return prop.expected_false is None


def expected(prop: Property) -> Verdict:
    """The verdict that a printed property says."""
    return Verdict.HOLDS if says(prop) else Verdict.FAILS


@dataclass(frozen=True)
class Printed:
    """A specification with what is printed of it, as parsed; these properties, and how each was written."""

    specification: Specification
    properties: tuple[Property, ...]
    written: tuple[str, ...]

    def judged(
        self,
        effort: Effort | None = None,
        explained: bool = False,
        wanted: Callable[[Property], bool] = lambda _: True,
    ) -> Iterator[Judged]:
        """Those that are wanted, one by one; by brute force too, if it is said how much of it.

        By verdicts alone, which are a small part of the work, unless they are to be `explained`.
        """
        shared: Shared = {}
        them = [each for each in zip(self.properties, self.written, strict=True) if wanted(each[0])]
        verdicts = self._verdicts([prop for prop, _ in them], explained)
        for (prop, written), verdict in zip(them, verdicts, strict=True):
            force = None if effort is None else self.by_brute_force(prop, effort, shared)
            yield Judged(prop, written, verdict, force)

    def _verdicts(self, properties: Sequence[Property], explained: bool) -> Iterator[Verdict]:
        if explained:
            mine = replace(self.specification, properties=tuple(properties))
            for result in check(mine, Options(limits=LIMITS)).properties:
                yield result.verdict
            return
        encodings = Encodings(self.specification)
        for prop in properties:
            yield verdict_of(encodings, prop, LIMITS)

    def by_brute_force(self, prop: Property, effort: Effort, shared: Shared) -> str | None:
        """What is wrong with a property; nothing where nothing is, and None where there is too much to go through."""
        said = expected(prop)
        try:
            if prop.even_after_amendments:
                return wrong(said, known(self.specification, prop)) if effort.changes else None
            most = (effort.decisions, effort.ballots)
            found = by_ballots(self.specification, prop, *most, shared).value
        except TooLarge:
            return None
        return "" if found == said.value else found


def printed(
    specification: Specification,
    command: str,
    statements: Sequence[Statement],
    text: str | None = None,
    folder: str = ".",
) -> Printed:
    """What a command prints of a specification, each statement once, read again together with it.

    `text` is the specification as it was written; without one, it is written out.
    """
    shown = str(render_properties(specification, command, statements))
    whole = to_text(specification) if text is None else text
    again = load_text(f"{whole}\n{shown}\n", "again.policy", folder)
    added = again.properties[len(specification.properties) :]
    written = tuple(declarations(specification, command, statements))
    assert [prop.title for prop in added] == TITLE.findall(shown)
    assert len(added) == len(written)
    return Printed(again, added, written)


def put_back(
    specification: Specification,
    command: str,
    statements: Sequence[Statement],
    text: str | None = None,
    folder: str = ".",
    effort: Effort | None = None,
) -> tuple[list[str], Kinds, int]:
    """The printed statements that are refuted; how many of each kind are confirmed, or left open; and by brute force.

    With the explanations that a user gets, unless brute force judges as well.
    """
    if not statements:
        return [], Counter(), 0
    refuted: list[str] = []
    seen: Kinds = Counter()
    by_force = 0
    read = printed(specification, command, statements, text, folder)
    for each in read.judged(effort, explained=effort is None):
        refuted += each.refuted
        if each.verdict is Verdict.UNDETERMINED:
            seen[each.prop.title, "undetermined"] += 1
        elif each.confirmed:
            seen[each.prop.title, "confirmed"] += 1
        by_force += each.force == ""
    return refuted, seen, by_force


def judged(
    command: str,
    drawn: Callable[[int], Specification],
    said: Callable[[Specification], Sequence[Statement]],
    seeds: Iterable[int],
) -> tuple[list[str], Kinds, int]:
    """What is refuted of random rules; how many are confirmed, by kind; and how many by brute force."""
    wrong: list[str] = []
    seen: Kinds = Counter()
    by_force = 0
    for seed in seeds:
        specification = drawn(seed)
        if not writable(specification):
            continue
        refuted, kinds, number = put_back(
            specification, command, said(specification), effort=Effort()
        )
        wrong += [f"{seed}: {each}" for each in refuted]
        seen += kinds
        by_force += number
    return wrong, seen, by_force
