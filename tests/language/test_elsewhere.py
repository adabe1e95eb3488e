"""A line that belongs in a declaration of another kind: it is said of which."""

from __future__ import annotations

import re
from functools import cache

import pytest

from policy_dsl.parsing import parse
from policy_dsl.plain_words import EXAMPLES
from policy_dsl.source import Source

# Every kind of line that only some declarations have.
LINES = (
    "members City, County",
    "observers City",
    "chair City with casting vote",
    "quorum at least 1/2 of members",
    "quorum none",
    "fixed membership",
    "substance sells : yes or no",
    "form kind : one of policy, contract",
    "may amend any clause, change membership of Board",
    "limits every power",
    "limits ordinary, special",
    "to unanimity",
    "in Board excludes City from voting",
    "excludes City from voting and counting",
    "when kind is contract",
    "requires majority of members in Board",
    'requires reading all_of "all": unanimity of members in Board',
    'reading part "part": kind is contract',
    'reading part "part": at least 2/3 of members in Board',
    "intended",
    "on 2020-01-01 unanimity takes effect",
    "on 2020-01-01 City, County join Board, ordinary lapses",
    "City leaves Board",
    "held by members of Board",
    "by staying away",
    "while the others abstain",
    "under ordinary",
    "under reading part of unanimity",
    "throughout",
    "from 2020-01-01 to 2021-01-01",
    "supposing one of Board leaves Board",
    "whatever Chair rules",
    "even after amendments unless it leaves",
    'expected to be false because "so it is"',
    "City can block every decision",
    "every decision when sells requires consent of City in Board",
    "no decision can pass",
    'because "it is known"',
    "until 2030-01-01",
    "is City, County",
    "dated 2020-01-01",
)
SAID = re.compile(r"this belongs in (.*), for example: ")


@cache
def reads(text: str) -> bool:
    """Whether the words can follow one another; what else is wrong with them is another matter."""
    told = parse(Source("line.policy", f'governance "Board"\n{text}\n')).found.told()
    return not {"VP001", "VP002"} & {each.code for each in told}


def takes(kind: str, line: str) -> bool:
    """Whether such a declaration can have the line somewhere: after part of its example that is whole, or begins it."""
    words = re.findall(r'"[^"]*"|\S+', EXAMPLES[kind])
    begun = [" ".join(words[:length]) for length in range(1, len(words) + 1)]
    return any(reads(f"{one}\n  {line}") for n, one in enumerate(begun) if n < 3 or reads(one))


@cache
def takers(line: str) -> frozenset[str]:
    """Worked out where it is asked for: it takes seconds, which whoever only collects the tests can do without."""
    return frozenset(kind for kind in EXAMPLES if takes(kind, line))


@pytest.mark.parametrize(
    "kind",
    sorted({*EXAMPLES} - {"governance", "include", "parties", "document", "provision", "group"}),
)
def test_it_is_said_where_a_line_belongs(kind: str) -> None:
    for line in LINES:
        if kind in takers(line):
            continue
        found = parse(
            Source("line.policy", f'governance "Board"\n{EXAMPLES[kind]}\n{line}\n')
        ).found
        helps = [each.help or "" for each in found.told()]
        said = [set(re.findall(r"`(\w+)`", m[1])) for each in helps if (m := SAID.match(each))]
        assert said == [takers(line)], (kind, line, helps, takers(line))
