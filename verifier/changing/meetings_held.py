"""Meetings that change something, each found once, with who suffices at it: many ways round begin with the same."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Mapping
from typing import TYPE_CHECKING

from policy_dsl.records import dataclass, field
from verifier.solving.limits import Budget

if TYPE_CHECKING:
    from policy_dsl.change import Newcomers, World
    from policy_dsl.model import Effect, Property
    from verifier.changing.planning import Words
    from verifier.encoding.claim_context import ClaimContext
    from verifier.results import Scenario
    from verifier.results.loopholes import Enough
    from verifier.scenarios.concretizing import Lifted
    from verifier.solving.values import Values


@dataclass(frozen=True)
class HeldMeeting:
    """One meeting as it was replayed, and how what had been amended read in it."""

    scenario: Scenario | None  # None: nothing can be shown by one decision
    effects: tuple[Effect, ...]
    words: Words
    # Whom the decision admits who were nobody before, to each body.
    newcomers: Mapping[str, tuple[Newcomers, ...]] = field(default_factory=dict)
    # What was replayed, where one decision and one set of votes show all there is to show.
    replayed: tuple[Property, Lifted] | None = None
    # The terms in which it was found, and their values: for whoever asks who else could have carried it.
    context: ClaimContext | None = field(default=None, repr=False, compare=False)
    values: Values | None = field(default=None, repr=False, compare=False)


@dataclass
class MeetingsHeld:
    """Meetings by what was asked of them: which claim, under which readings, and how those act who withhold their help;
    in which world it is held, and which wordings are tried there.

    Where steps or memory are limited, or a limit was reached, nothing is kept.
    """

    _known: dict[Hashable, list[tuple[World, Words, HeldMeeting | None]]] = field(
        default_factory=dict
    )
    _enough: dict[tuple[int, str], tuple[ClaimContext, Enough]] = field(default_factory=dict)

    def once(
        self,
        asked: Hashable,
        world: World,
        words: Words,
        budget: Budget,
        hold: Callable[[], HeldMeeting | None],
    ) -> HeldMeeting | None:
        """The meeting, held if it was not."""
        known = self._known.setdefault(asked, [])
        for other, tried, found in known:
            if other == world and tried == words:
                return found
        before = len(budget.unanswered)
        made = hold()
        if _keeps(budget, before):
            known.append((world, words, made))
        return made

    def enough(
        self, context: ClaimContext, acting: str, budget: Budget, ask: Callable[[], Enough]
    ) -> Enough:
        """Who suffices at the meeting that was found in this context."""
        key = id(context), acting
        if key in self._enough:
            return self._enough[key][1]
        before = len(budget.unanswered)
        made = ask()
        if _keeps(budget, before):
            # With the context, so that no other one comes to stand where it does.
            self._enough[key] = context, made
        return made


def _keeps(budget: Budget, before: int) -> bool:
    limited = budget.counts_steps or budget.limits.megabytes is not None
    return not limited and budget.unanswered_since(before) is None
