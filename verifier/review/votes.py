"""How many votes a story takes of which no search for ways round has counted them: the fewest that suffice."""

from __future__ import annotations

from collections.abc import Iterator

from policy_dsl.model import (
    NOWHERE,
    Alone,
    CanPass,
    Coalition,
    EffectKind,
    Event,
    EventKind,
    Others,
    Part,
    Specification,
    Who,
)
from policy_dsl.records import dataclass, replace
from policy_dsl.state import intervals
from verifier.checking.verdicts import verdict_of
from verifier.encoding.encodings import Encodings
from verifier.loopholes.one_decision import just
from verifier.results import Scenario, Verdict
from verifier.results.statement import Said, Statement
from verifier.solving.limits import Limits

# Of more members the numbers are not tried one by one.
MOST = 15
_EVENTS = {
    EffectKind.LAPSE: EventKind.LAPSES,
    EffectKind.SUSPEND: EventKind.SUSPENDED,
    EffectKind.REMOVE: EventKind.LEAVES,
}


@dataclass(frozen=True)
class FewestCounted:
    """How many suffice at the meeting that needs most, if the others stay away; as claims, too."""

    silent: int
    statements: tuple[Statement, ...]


def counted(specification: Specification, story: Scenario, limits: Limits) -> FewestCounted | None:
    """None where that cannot be asked so: of several bodies, of many members, of changes that are no events."""
    last = intervals(specification)[-1]
    if story.start != last.start or story.end != last.end:
        return None
    happened: list[Event] = []
    silent = 0
    said: list[Statement] = []
    for meeting in (*story.earlier, story):
        found = _fewest(specification, meeting, tuple(happened), limits)
        if found is None:
            return None
        number, statements = found
        silent = max(number, silent)
        said += statements
        for effect in meeting.decision.effects:
            if effect.kind not in _EVENTS:
                return None
            lapses = effect.kind is EffectKind.LAPSE
            subject, body = (effect.target, "") if lapses else (effect.party, effect.target)
            happened.append(Event(_EVENTS[effect.kind], subject, body, None, NOWHERE))
    return FewestCounted(silent, tuple(said))


def _fewest(
    specification: Specification,
    meeting: Scenario,
    happened: tuple[Event, ...],
    limits: Limits,
) -> tuple[int, list[Statement]] | None:
    bodies = {vote.body for vote in meeting.votes}
    if len(bodies) != 1 or meeting.meetings or meeting.consents:
        return None
    (body,) = bodies
    members = sum(vote.number for vote in meeting.votes)
    if members > MOST or any(vote.vote in ("suspended",) for vote in meeting.votes):
        return None
    who = Who(body, bodies=(body,))
    when = just(specification, meeting.decision)
    said = [
        Statement(
            Said.AS_REVIEWED,
            CanPass(Coalition((Part(who, number),), Alone.SOME), when, Others.AWAY),
            True,
            meeting.power,
            dict(meeting.readings),
            supposing=happened,
        )
        for number in range(1, members + 1)
    ]
    # What a claim asks of changes is a part of the rules that it is asked of.
    asked = tuple(each.as_property(f"asked_{n}", "") for n, each in enumerate(said, 1))
    encodings = Encodings(replace(specification, properties=asked, acceptances=()))
    before: Statement | None = None
    for number, (each, prop) in enumerate(zip(said, asked, strict=True), 1):
        verdict = verdict_of(encodings, prop, limits)
        if verdict is Verdict.HOLDS:
            return number, [each, *_fails(before)]
        if verdict is Verdict.UNDETERMINED:
            return None
        # Of too few to be quorate the claim says nothing: that they do not suffice is so, and no claim that fails.
        before = each if verdict is Verdict.FAILS else None
    return None


def _fails(it: Statement | None) -> Iterator[Statement]:
    if it is not None:
        yield replace(it, holds=False)
