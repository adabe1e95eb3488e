"""What is said of how many suffice to adopt a decision against the holder."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import assert_never

from verifier.results.loopholes import Enough, Loophole, Supporters, Undetermined, WayMeeting
from verifier.words.conduct import at_meetings
from verifier.words.sentences import sentence

NOT_ASKED = "that was not asked"


def enough(it: Enough, meeting: str = "") -> str:
    """Who suffices to adopt one decision while the holder acts so, as a sentence; at a meeting, if one is named."""
    relative = [meeting] if meeting else []
    relative += [] if it.every is True or meeting else ["for the decision shown"]
    relative += [it.acting] if it.acting else []
    said = "; ".join(_enough(it.silent, it.opposed))
    return sentence(f"{', '.join(relative)}, {said}" if relative else said)


def _enough(
    silent: Supporters | Undetermined | None, opposed: Supporters | Undetermined | None
) -> Iterator[str]:
    match silent, opposed:
        case Supporters(0, _), Supporters(0, _):
            yield "nobody's support is needed, whatever the others do"
            return
        case Supporters(number, _), Supporters(same, who) if number == same:
            yield f"{_suffice(number)} whatever the others do: {'; '.join(who)}"
            return
        case _:
            pass
    match silent:
        case None:
            yield "no number of supporters suffices if the others are silent"
        case Undetermined(reason):
            yield f"how many supporters suffice if the others are silent is not settled: {reason}"
        case Supporters(0, _):
            yield "nobody's support is needed if the others are silent"
        case Supporters(number, who):
            yield f"{_suffice(number)} if the others are silent: {'; '.join(who)}"
        case _:
            assert_never(silent)
    match opposed:
        case None:
            yield "no number is sure of it whatever the others do"
        case Undetermined(reason):
            yield f"how many suffice whatever the others do is not settled: {reason}"
        case Supporters(number, who):
            yield (
                f"{number:,} whatever the others do: {'; '.join(who)}"
                if number
                else ("nobody's is, whatever they do")
            )
        case _:
            assert_never(opposed)


def _suffice(number: int) -> str:
    return f"{number:,} {'supporter suffices' if number == 1 else 'supporters suffice'}"


def over_meetings(meetings: Sequence[WayMeeting]) -> str:
    """Who suffices at each meeting; said once of meetings that need the same."""
    groups: list[tuple[Enough, list[int]]] = []
    for index, each in enumerate(meetings):
        for suffice, indices in groups:
            if suffice == each.enough:
                indices.append(index)
                break
        else:
            groups.append((each.enough, [index]))
    if len(groups) == 1 and len(meetings) > 1:
        return enough(groups[0][0], "at each meeting")
    said = [enough(suffice, f"at the {at_meetings(indices)}") for suffice, indices in groups]
    if meetings[-1].enough.every is not True:
        said.append("At the last that is said of the decision shown.")
    return " ".join(said)


OTHERS_DIFFER = "*"
NOT_SETTLED = "?"


def votes(them: Sequence[Loophole]) -> str:
    """How many suffice if the others are silent (and whatever they do), of the first; marked if others differ."""
    first, *others = [f"{_votes(it.enough.silent)} ({_votes(it.enough.opposed)})" for it in them]
    return f"{first}{OTHERS_DIFFER}" if any(each != first for each in others) else first


def fewest_votes(them: Sequence[Loophole], all_known: bool) -> str:
    """The fewest who carry an example of some way if the others are silent (and whatever they do), of several ways.

    "at most" where not all ways are known, or not what one of them needs.
    """
    silent = _fewest([it.enough.silent for it in them], all_known)
    return f"{silent} ({_fewest([it.enough.opposed for it in them], all_known)})"


def _fewest(them: Sequence[Supporters | Undetermined | None], all_known: bool) -> str:
    known = [it.number for it in them if isinstance(it, Supporters)]
    settled = all_known and not any(isinstance(it, Undetermined) for it in them)
    if not known:
        return "-" if settled else NOT_SETTLED
    return f"{min(known):,}" if settled else f"at most {min(known):,}"


def _votes(it: Supporters | Undetermined | None) -> str:
    match it:
        case None:
            return "-"
        case Undetermined():
            return NOT_SETTLED
        case Supporters(number, _):
            return f"{number:,}"
        case _:
            assert_never(it)
