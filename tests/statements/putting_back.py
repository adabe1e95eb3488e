"""What an analysis prints as properties, put back: parsed with the specification, and checked."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Sequence

from policy_dsl import load_text
from policy_dsl.model import Specification
from tests.semantics.brute_force import verdict
from tests.semantics.enumerating import TooLarge
from tests.semantics.judging import LIMITS
from tests.semantics.printing import to_text
from verifier import Options, Verdict, check
from verifier.rendering.statements import render_properties
from verifier.statements.statement import Statement

# With more decisions than these, going through all of them takes too long here.
MOST_DECISIONS = 150
TITLE = re.compile(r'^property \w+ "(.*)"$', re.MULTILINE)


def put_back(
    specification: Specification,
    command: str,
    statements: Sequence[Statement],
    text: str | None = None,
    folder: str = ".",
    options: Options | None = None,
) -> tuple[list[str], Counter[tuple[str, str]]]:
    """The printed statements that `check` refutes, and how many of each kind it confirms, or leaves open.

    `text` is the specification as it was written; without one, it is written out.
    """
    printed = str(render_properties(specification, command, statements))
    if not printed:
        return [], Counter()
    whole = to_text(specification) if text is None else text
    again = load_text(f"{whole}\n{printed}\n", "again.policy", folder)
    added = again.properties[len(specification.properties) :]
    assert [prop.title for prop in added] == TITLE.findall(printed)
    refuted: list[str] = []
    seen: Counter[tuple[str, str]] = Counter()
    results = check(_only(again, added), options or Options(limits=LIMITS)).properties
    for prop, result in zip(added, results, strict=True):
        if result.verdict is Verdict.UNDETERMINED:
            seen[prop.title, "undetermined"] += 1
        elif result.as_expected:
            seen[prop.title, "confirmed"] += 1
        else:
            refuted.append(f"{prop.title}: {result.claim}: {result.verdict.value}")
    return refuted, seen


def by_brute_force(
    specification: Specification, statements: Iterable[Statement]
) -> tuple[list[str], int]:
    """The statements about the rules as they stand that going through all ballots refutes; and how many it confirms."""
    refuted: list[str] = []
    confirmed = 0
    for said in statements:
        if said.forever:
            continue
        prop = said.as_property("claim", "found so")
        try:
            found = verdict(specification, prop, limit=MOST_DECISIONS)
        except (TooLarge, NotImplementedError):
            continue
        if found.value == ("holds" if said.holds else "fails"):
            confirmed += 1
        else:
            refuted.append(f"{said}: {found.value}")
    return refuted, confirmed


Kinds = Counter[tuple[str, str]]


def judged(
    command: str,
    drawn: Callable[[int], Specification],
    said: Callable[[Specification], Sequence[Statement]],
    seeds: Iterable[int],
) -> tuple[list[str], Kinds, int]:
    """What is refuted of random rules; how many are confirmed, by kind; and how many by brute force."""
    wrong: list[str] = []
    seen: Kinds = Counter()
    confirmed = 0
    for seed in seeds:
        specification = drawn(seed)
        statements = said(specification)
        refuted, kinds = put_back(specification, command, statements)
        wrong += [f"{seed}: {each}" for each in refuted]
        seen += kinds
        refuted, number = by_brute_force(specification, statements)
        wrong += [f"{seed}, by brute force: {each}" for each in refuted]
        confirmed += number
    return wrong, seen, confirmed


def _only(specification: Specification, properties: Sequence[object]) -> Specification:
    from policy_dsl.records import replace

    return replace(specification, properties=tuple(properties))
