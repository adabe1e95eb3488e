"""What is said of how the holder of a will acts."""

from __future__ import annotations

from collections.abc import Sequence

from policy_dsl import wording
from policy_dsl.model import Manner
from policy_dsl.records import dataclass
from verifier.words.meetings import ordinal

_DOES = {
    Manner.AWAY: ("stays away", "stay away", "staying away"),
    Manner.ABSTAINING: ("abstains", "abstain", "abstaining"),
    Manner.AGAINST: ("votes against", "vote against", "voting against"),
}
_ATTENDS = ("attends", "attend")


def acts_otherwise(who: str, manner: Manner, instead: Manner) -> str:
    """All of the holder act in another manner than the claim's, wherever they have a seat."""
    return f"{_acting(who)} {_DOES[manner][_several(who)]} instead of {_DOES[instead][2]}"


def attends_without_vote(who: str) -> str:
    """A holder that is recused wherever it has a seat does not stay away as its claim says."""
    return f"{_acting(who)} {_ATTENDS[_several(who)]} without a vote instead of staying away"


def attends_besides(who: str) -> str:
    """A holder that stays away wherever it has a vote, and attends where it is recused."""
    attends = _ATTENDS[_several(who)]
    away, has = _DOES[Manner.AWAY][_several(who)], ("has", "have")[_several(who)]
    it = "they" if _several(who) else "it"
    return f"{_acting(who)} {attends} without a vote, and {away} where {it} {has} one"


def acts_without_vote(who: str, manner: Manner, by_casting: bool) -> str:
    """A holder that has a vote nowhere acts otherwise: it objects by separate act, or casts a casting vote, or not."""
    several = _several(who)
    if by_casting:
        does = ("cast", "casts")[not several] + " a casting vote against"
        does_not = f"{('do', 'does')[not several]} not cast a casting vote"
        instead = "not casting it" if manner is Manner.AGAINST else "casting it against"
        return (
            f"{_acting(who)} {does if manner is Manner.AGAINST else does_not} instead of {instead}"
        )
    if manner is Manner.AGAINST:
        return f"{_acting(who)} {('object', 'objects')[not several]} instead of being silent"
    return f"{_acting(who)} {('are', 'is')[not several]} silent instead of objecting"


def of_the_holder(text: str, who: str, holder: str) -> str:
    """The same said of `holder` in place of `who`: one acts, where these may be several."""
    said = text.replace(_acting(who), holder, 1)
    alone = (_ATTENDS, ("is", "are"), ("objects", "object"), ("casts", "cast"), ("does", "do"))
    for one, several in (*alone, *(does[:2] for does in _DOES.values())):
        if _several(who):
            said = said.replace(f"{holder} {several} ", f"{holder} {one} ")
            said = said.replace(f"partly {several}", f"partly {one}")
    return said


def _acting(who: str) -> str:
    """Who acts where a claim is about each of several: one of them."""
    each = who.startswith("every one of ") and who.endswith(" alone")
    return who.removeprefix("every ").removesuffix(" alone") if each else who


def _several(who: str) -> bool:
    """Whether several parties act, as a claim names them: `A and B together`, `some 2 of G together`."""
    return who.endswith(" together")


def mixture_name(kinds: Sequence[str], who: str) -> str:
    """What a mixture is called: by the manners that it needs besides the claim's own."""
    return f"{' and '.join(kinds)} of {who}"


def acts_in_part(who: str, manners: Sequence[Manner], instead: Manner) -> str:
    """The holder acts in several manners at once; who does what is open."""
    parts = [
        f"partly {_DOES[each][_several(who)]}"
        for each in (*manners, *([instead] if len(manners) < 2 else []))
    ]
    return f"{_acting(who)} {wording.listed(parts)}"


@dataclass(frozen=True)
class Acting:
    """So many of the holder, by name where they have names, act in this manner in a body."""

    body: str
    manner: Manner
    number: int
    names: tuple[str, ...]


def acts_at(who: str, instead: Manner, meetings: Sequence[Sequence[Acting]]) -> str | None:
    """How the holder acts otherwise than its claim says, and at which meetings if not at all where it has a vote."""
    voting = [index for index, acting in enumerate(meetings) if acting]
    told: dict[str, list[int]] = {}
    for index in voting:
        manners = {each.manner for each in meetings[index]}
        if len(manners) > 1:
            told.setdefault(_mixture(who, meetings[index]), []).append(index)
        elif manners != {instead}:
            (manner,) = manners
            told.setdefault(acts_otherwise(who, manner, instead), []).append(index)
    said = [
        text if indices == voting else f"{text} at the {at_meetings(indices)}"
        for text, indices in told.items()
    ]
    return "; ".join(said) or None


def at_meetings(indices: Sequence[int]) -> str:
    """Which of several meetings."""
    which = wording.listed([ordinal(index).lower() for index in indices])
    return f"{which} {'meeting' if len(indices) == 1 else 'meetings'}"


def _mixture(who: str, acting: Sequence[Acting]) -> str:
    bodies = list(dict.fromkeys(each.body for each in acting))
    said = []
    for body in bodies:
        where = body if len(bodies) > 1 else None
        said.append(wording.listed([_does(each, where) for each in acting if each.body == body]))
    named = all(each.names for each in acting)
    return "; ".join(said) if named else f"of {who}, {'; '.join(said)}"


def _does(it: Acting, body: str | None) -> str:
    does = _DOES[it.manner][0 if it.number == 1 else 1]
    where = "" if body is None else f" {'from' if it.manner is Manner.AWAY else 'in'} {body}"
    return f"{wording.listed(list(it.names)) if it.names else f'{it.number:,}'} {does}{where}"


def while_acting(coalition: Sequence[str], acting: Sequence[Acting]) -> str:
    """What the holder does in a story, where it has a vote: "with City voting against"."""
    manners = list(dict.fromkeys(each.manner for each in acting))
    if len(manners) == 1:
        names = list(dict.fromkeys(name for each in acting for name in each.names))
        return f"with {wording.listed(names or list(coalition))} {_DOES[manners[0]][2]}"
    parts = dict.fromkeys(_so(each, acting) for each in acting)
    return f"with {wording.listed(list(parts))}" if parts else ""


def with_attending(acting: str, who: Sequence[str]) -> str:
    """The same with those of the holder that attend where they have no vote."""
    if not who:
        return acting
    said = f"{wording.listed(list(who))} attending without a vote"
    return f"{acting} and {said}" if acting else f"with {said}"


def _so(it: Acting, acting: Sequence[Acting]) -> str:
    several = len({each.body for each in acting}) > 1
    where = f" {'from' if it.manner is Manner.AWAY else 'in'} {it.body}" if several else ""
    who = wording.listed(list(it.names)) if it.names else f"{it.number:,} of the holder"
    return f"{who} {_DOES[it.manner][2]}{where}"
