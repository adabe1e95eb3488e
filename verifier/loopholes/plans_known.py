"""By which plans ways round were told under one wording of the rules: under another one they mostly do as well.

A plan is only a proposal, wherever it comes from: whether it works is found out in a world that begins with the other
rules. Where it does, the openings suffice there, and nobody need ask whether they do.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from policy_dsl.records import dataclass, field

if TYPE_CHECKING:
    from verifier.changing.planning import Plan
    from verifier.changing.problem import Ask

# Kind, name and detail of an opening.
Name = tuple[str, str, str]


@dataclass(frozen=True)
class KnownPlan:
    """By what a set of openings was told, as an answer to `chosen`, which is `asked` for some readings and members."""

    names: frozenset[Name]
    asked: Ask
    chosen: Ask
    plan: Plan


@dataclass
class Plans:
    """Those that are `known` of another wording, to be tried, and those that were `made`."""

    known: tuple[KnownPlan, ...] = ()
    made: list[KnownPlan] = field(default_factory=list)

    def of(self, names: frozenset[Name], ask: Ask) -> Iterator[tuple[Ask, Plan]]:
        """What may tell a set of openings, as an answer to what; the same people are there."""
        if not self.known:
            return
        # Only here: most who look for ways round change no rules.
        from verifier.changing.again import chosen_as

        for each in self.known:
            if each.names == names:
                asked = chosen_as(ask, each.asked, each.chosen)
                people = each.chosen.specification.parties
                if asked is not None and asked.specification.parties == people:
                    yield asked, each.plan
