"""What happens in a story before its last meeting, as events of the language: a claim can suppose it."""

from __future__ import annotations

from collections.abc import Iterator

from policy_dsl.model import NOWHERE, Effect, EffectKind, Event, EventKind, Specification, Who
from policy_dsl.parting import whole_cohort
from policy_dsl.records import replace
from verifier.changing.story import Story
from verifier.results.entrenchment import Stop
from verifier.words import changing_rules as words

_KINDS = {
    EffectKind.LAPSE: EventKind.LAPSES,
    EffectKind.ENACT: EventKind.TAKES_EFFECT,
    EffectKind.SUSPEND: EventKind.SUSPENDED,
    EffectKind.RESTORE: EventKind.RESTORED,
    EffectKind.REMOVE: EventKind.LEAVES,
    EffectKind.ADMIT: EventKind.JOINS,
}
# So many of a cohort are supposed to go one by one.
_MOST = 6


def happened(specification: Specification, story: Story) -> tuple[Event, ...]:
    """All that happens, in the order told; nothing where some of it is no event of the language: what is amended, and
    what nobody declared.
    """
    found: list[Event] = []
    for effect in _effects(story):
        events = _events(specification, story, effect)
        if not events:
            return ()
        found += events
    return tuple(found)


def until(specification: Specification, stop: Stop, story: Story) -> Stop:
    """With what comes before a change that they cannot stop."""
    return replace(
        stop,
        meetings=len(story.meetings) + 1,
        steps=words.steps_before(story),
        happens=happened(specification, story),
    )


def _effects(story: Story) -> Iterator[Effect]:
    """What decisions and those who go by themselves do, as one does."""
    for index in range(len(story.meetings) + 1):
        if index == story.turn:
            for gone in story.themselves:
                kind = EffectKind.REMOVE if gone.leaves else EffectKind.SUSPEND
                yield Effect(kind, gone.body, gone.party)
        if index < len(story.meetings):
            yield from story.meetings[index].effects


def _events(specification: Specification, story: Story, effect: Effect) -> list[Event]:
    kind = _KINDS.get(effect.kind)
    if kind is None:
        return []
    if kind in (EventKind.LAPSES, EventKind.TAKES_EFFECT):
        known = effect.target in specification.clause
        return [Event(kind, effect.target, "", None, NOWHERE)] if known else []
    name = whole_cohort(effect.party)
    declared, now = specification.party.get(name), story.world.specification.party[effect.party]
    if declared is None:
        return []
    if declared.size == now.size:
        return [Event(kind, name, effect.target, None, NOWHERE)]
    one = Event(kind, "", effect.target, None, NOWHERE, one_of=Who(name, parties=(name,)))
    return [one] * now.size if now.size <= _MOST else []
