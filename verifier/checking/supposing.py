"""A property that supposes something of one of several: asked with each of them, and true if it is so with all."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from policy_dsl.model import Property
from policy_dsl.records import replace
from policy_dsl.state import Interval
from policy_dsl.supposing import chooses
from verifier.checking.one_property import decide_in
from verifier.encoding.encodings import Encodings
from verifier.results import StateResult, Support, Verdict
from verifier.solving.limits import Budget
from verifier.words import reasons
from verifier.words import verdicts as words

# From worst to best.
RANK = (Verdict.FAILS, Verdict.UNDETERMINED, Verdict.VACUOUS, Verdict.HOLDS)


def decide_supposing(
    encodings: Encodings,
    prop: Property,
    interval: Interval,
    budget: Budget,
    every_basis: bool = False,
    explained: bool = True,
    told: bool = True,
) -> StateResult:
    """The verdict of a property in the state of an interval, whoever it is to whom happens what it supposes."""
    if not chooses(prop):
        return decide_in(encodings, prop, interval, budget, every_basis, explained, told)
    found: list[tuple[Property, StateResult]] = []
    for made, each in encodings.choices(prop, interval):
        result = decide_in(made, each.prop, each.interval, budget, every_basis, explained, told)
        found.append((each.prop, result))
    if not found:
        return StateResult(interval.start, interval.end, Verdict.VACUOUS, words.happens_to_nobody())
    return found[0][1] if len(found) == 1 else _together(found)


def _together(found: list[tuple[Property, StateResult]]) -> StateResult:
    """What holds of one choice after the other, as what is said of all."""
    every = [result for _, result in found]
    worst = min(every, key=lambda result: RANK.index(result.verdict))
    same = [(prop, result) for prop, result in found if result.verdict is worst.verdict]
    open_ones = [each for result in every for each in result.open]
    if any(result.bases for result in every):
        open_ones.append(reasons.bases_of_other_choices())
    match worst.verdict:
        case Verdict.HOLDS:
            return replace(
                worst,
                rests_on=tuple(_of_each([(p, it.rests_on) for p, it in found])),
                core_minimal=all(result.core_minimal for result in every),
                # Each choice has proofs of its own; what each of them needs is no single set.
                bases=(),
                in_every_basis=(),
                open=tuple(dict.fromkeys(open_ones)),
                chosen=(),
            )
        case Verdict.FAILS:
            fails = words.fails_supposing([words.supposed(prop) for prop, _ in same])
            why = [fails, *([worst.reason] if worst.reason else [])]
            unknown = [
                words.open_supposing(words.supposed(prop), result.reason)
                for prop, result in found
                if result.verdict is Verdict.UNDETERMINED
            ]
            readings = [each for _, result in same for each in result.readings]
            return replace(
                worst,
                reason="; ".join(why),
                readings=tuple(each for n, each in enumerate(readings) if each not in readings[:n]),
                readings_complete=not unknown and all(r.readings_complete for _, r in same),
                every_reading=any(result.every_reading for _, result in same),
                in_the_way=tuple(_of_each([(p, it.in_the_way) for p, it in same])),
                core_minimal=all(result.core_minimal for _, result in same),
                open=tuple(dict.fromkeys((*worst.open, *unknown))),
            )
        case Verdict.UNDETERMINED | Verdict.VACUOUS:
            prop, result = same[0]
            said = words.supposing_this(words.supposed(prop), result.reason)
            return replace(result, reason=said)


def _of_each(found: Sequence[tuple[Property, Sequence[Support]]]) -> Iterator[Support]:
    """What answers of all choices rest on, then what those of some of them do, each with what it supposes."""
    sets = [dict.fromkeys(supports) for _, supports in found]
    yield from (each for each in sets[0] if all(each in them for them in sets))
    for (prop, _), them in zip(found, sets, strict=True):
        for each in them:
            if not all(each in others for others in sets):
                yield replace(each, text=words.resting_if(each.text, words.supposed(prop)))
