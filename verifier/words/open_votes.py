"""A vote of which some is still to come, in words."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import assert_never

from policy_dsl import wording
from verifier.results.open_votes import FewestActs, FurtherAct, OpenVote, Standing
from verifier.words.occasions import outcome, some_names

_ACTS = {
    "for": ("votes for", "vote for"),
    "against": ("votes against", "vote against"),
    "abstain": ("abstains", "abstain"),
    "absent": ("stays away", "stay away"),
    "attend": ("attends without a vote", "attend without a vote"),
    "consent": ("consents by separate act", "consent by separate act"),
    "no consent": ("refuses its consent", "refuse their consent"),
    "object": ("objects by separate act", "object by separate act"),
    "no objection": ("does not object", "do not object"),
    "cast for": ("casts the casting vote for", "cast the casting vote for"),
    "cast against": ("casts the casting vote against", "cast the casting vote against"),
    "not cast": ("does not cast the casting vote", "do not cast the casting vote"),
}


def verdict(each: OpenVote) -> str:
    """How a vote stands of which some is still to come, in a line."""
    match each.standing:
        case Standing.CARRIED:
            return "ADOPTED, whatever still comes"
        case Standing.LOST:
            return "NOT ADOPTED, whatever still comes"
        case Standing.OPEN:
            return f"OPEN: {outcome(each.now)} if nothing more comes"
        case Standing.UNKNOWN:
            return f"NOT KNOWN: {outcome(each.now)} if nothing more comes"
        case _:
            assert_never(each.standing)


def depends(said: Sequence[tuple[str, Mapping[str, str]]]) -> str:
    """The same where it depends on how clauses are read: how it stands, with a reading of each kind."""
    each = (
        f"{so} under {', '.join(f'{name} of {clause}' for clause, name in readings.items())}"
        for so, readings in said
    )
    return f"DEPENDS on the reading: {'; '.join(each)}"


NOT_FOLLOWED = "the outcome depends on more than one vote, which is not followed here"
AS_IT_IS = "If nothing more comes:"
_SHOWN = 12
_COMING = {
    "for": "votes",
    "attend": "attendance without a vote",
    "consent": "consent by separate act",
    "object": "objection by separate act",
    "cast for": "casting vote",
}


def still_to_come(each: OpenVote) -> str:
    """Who may still do something."""
    whose: dict[tuple[str, str], list[FurtherAct]] = {}
    for it in each.to_come:
        whose.setdefault((_COMING[it.act], it.body), []).append(it)
    said = (
        f"{what}{f' in {body}' if body else ''} of "
        + some_names([name for it in them for name in it.who], _SHOWN, sum(it.left for it in them))
        for (what, body), them in whose.items()
    )
    return f"Still to come: {'; '.join(said)}."


def fewest(it: FewestActs) -> str:
    """The fewest further acts that bring about an outcome."""
    if it.certain:
        be = "to be adopted" if it.adopted else "not to be adopted"
        start = f"It is certain {be}, whatever else comes, once"
    else:
        start = f"It is {outcome(it.adopted)} if nothing else comes and"
    if it.number is None:
        return f"{start}: how few have to do what is not settled ({it.open})."
    ways = [wording.listed([_act(act) for act in way]) for way in it.ways]
    if any(len(way) > 1 for way in it.ways):
        ways = [f"{way} ({it.number:,} in all)" for way in ways]
    more = "; or in other ways with as few" if it.more else ""
    return f"{start} {'; or '.join(ways)}{more}."


def _act(it: FurtherAct) -> str:
    where = f" in {it.body}" if it.body else ""
    one, several = _ACTS[it.act]
    who = some_names(it.who, _SHOWN, it.left)
    if it.number < it.left:
        who = f"any {it.number:,} of {who}"
    return f"{who} {one if it.number == 1 else several}{where}"


def because(reason: str) -> str:
    """Why it is not known how it stands."""
    return f"Whether what still comes can change that is not settled: {reason}."


def lines(each: OpenVote) -> Iterator[str]:
    """All that is said of it, a sentence each."""
    yield still_to_come(each)
    if each.because is not None:
        yield because(each.because)
    yield from map(fewest, each.fewest)
