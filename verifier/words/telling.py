"""A story in a few sentences, with titles: what is decided, who votes how, what was needed, what became of it."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence

from policy_dsl import wording
from policy_dsl.interpreter import Checked
from policy_dsl.model import (
    AllOf,
    EffectKind,
    Event,
    NoRejection,
    Specification,
)
from policy_dsl.records import dataclass
from verifier.results import Scenario, VoteLine
from verifier.words import in_titles, plain_names
from verifier.words.facts import NOBODY
from verifier.words.meetings import at_its, ordinal
from verifier.words.requirement_why import requirement_why
from verifier.words.sentences import sentence
from verifier.words.story import casting_that_decides
from verifier.words.verdicts import period

NO = "no"
NOTHING_NEEDED = "no vote is needed"
# So many are named; of more it is said how many they are.
_NAMED = 2
_VOTES = {
    "for": ("votes for it", "vote for it"),
    "against": ("votes against it", "vote against it"),
    "abstain": ("abstains", "abstain"),
    "absent": ("stays away", "stay away"),
    "recused, attending": ("attends and may not vote", "attend and may not vote"),
    "recused, absent": ("may not vote and stays away", "may not vote and stay away"),
    "suspended": ("is suspended", "are suspended"),
}


@dataclass(frozen=True)
class Circumstances:
    """What is said of a story beside its votes. The same happens however the clauses `however_read` are read.

    `supposing` is what it supposes. `as_they_stand`: nothing stands open but that the rules allow it.
    """

    however_read: frozenset[str] = frozenset()
    supposing: tuple[Event, ...] = ()
    as_they_stand: bool = False


_NOTHING_MORE = Circumstances()


def readings(it: Scenario, about: Circumstances) -> tuple[Mapping[str, str], Mapping[str, str]]:
    """How clauses are read on which it depends, and those that are read in one way of several."""
    every = it.readings_that_matter
    free = {name: read for name, read in every.items() if name in about.however_read}
    return {name: read for name, read in every.items() if name not in free}, free


def supposed(specification: Specification, them: Sequence[Event]) -> str:
    """What is supposed: "supposing that Bedford and Luton leave the board"."""
    alike: dict[tuple[str, str], list[str]] = {}
    for each in them:
        said = in_titles.event(specification, each)
        verb = next(verb for verb in _HAPPEN if f" {verb}" in said)
        who, _, where = said.partition(f" {verb}")
        alike.setdefault((verb, where), []).append(who)
    told = []
    for (verb, where), parties in alike.items():
        happens = verb if len(parties) == 1 else _HAPPEN[verb]
        told.append(f"{wording.listed(parties)} {happens}{where}")
    return f"supposing that {wording.listed(told)}" if told else ""


# What happens to one, and to several.
_HAPPEN = {
    "leaves": "leave",
    "joins": "join",
    "is suspended": "are suspended",
    "is restored": "are restored",
    "takes effect": "take effect",
    "lapses": "lapse",
}


def story(
    specification: Specification, it: Scenario, about: Circumstances = _NOTHING_MORE
) -> tuple[str, ...]:
    """The story of a scenario: when, what comes before, and each meeting in a sentence or two."""
    said = [_when(specification, it, about)]
    meetings = (*it.earlier, it)
    amended: set[str] = set()
    for index, each in enumerate(meetings):
        which = f"{ordinal(index)} meeting: " if len(meetings) > 1 else ""
        said.append(f"{which}{_meeting(specification, each, amended)}")
        amended |= {e.target for e in each.decision.effects if e.kind is EffectKind.AMEND}
    return tuple(said)


def _when(specification: Specification, it: Scenario, about: Circumstances) -> str:
    said = [period(it.start, it.end)]
    decisive, free = readings(it, about)
    if about.supposing:
        said.append(supposed(specification, about.supposing))
    if decisive:
        said.append(f"with {in_titles.read_so(specification, decisive)}")
    if free:
        said.append(in_titles.however_read(specification, free))
    return sentence(", ".join(said))


def _meeting(specification: Specification, it: Scenario, amended: Collection[str]) -> str:
    """What happens at one of them; `amended` are the clauses that read otherwise by then."""
    outcome = "Adopted" if it.replay.adopted else "Not adopted"
    parts = [_decision(specification, it), *_rulings(specification, it)]
    parts += [*_ballots(specification, it), *_acts(specification, it)]
    parts += _needs(specification, it, amended)
    return " ".join(sentence(each) for each in (*parts, outcome))


def facts_of(it: Scenario) -> dict[str, str]:
    """What a decision is, without what it is not."""
    return {name: value for name, value in it.attributes.items() if value not in (NO, NOBODY)}


def _decision(specification: Specification, it: Scenario) -> str:
    told = facts_of(it)
    facts = list(in_titles.facts(specification, told))
    effects = [
        in_titles.effect(specification, each)
        for each in sorted(it.decision.effects, key=lambda each: (each.kind.name, each.target))
    ]
    if effects:
        does = f"the decision {wording.listed(effects)}"
        return f"{does} ({'; '.join(facts)})" if facts else does
    return f"put to the vote ({'; '.join(facts)})" if facts else "put to the vote"


def _rulings(specification: Specification, it: Scenario) -> Iterator[str]:
    for name, value in it.rulings.items():
        yield in_titles.ruled_wrongly(specification, name, value)


def _ballots(specification: Specification, it: Scenario) -> Iterator[str]:
    every = (*(each.votes for each in it.meetings), it.votes)
    bodies = {line.body for votes in every for line in votes}
    for index, votes in enumerate(every):
        at = f", {at_its(index)}," if len(every) > 1 else ""
        for body in dict.fromkeys(line.body for line in votes):
            own = [line for line in votes if line.body == body]
            where = "" if len(bodies) == 1 else f"in {plain_names.body(specification, body)}"
            place = f"{where}{at}".strip(" ,")
            said = ballot(specification, own)
            yield f"{place}: {said}" if place else said


def ballot(specification: Specification, votes: Sequence[VoteLine]) -> str:
    """Who does what in a body: the few by their titles, the many by their number."""
    groups: dict[str, list[VoteLine]] = {}
    for line in votes:
        groups.setdefault(line.vote, []).append(line)
    largest = max(groups, key=lambda act: sum(_number(each) for each in groups[act]))
    order = [act for act in groups if act != largest] + [largest]
    said = []
    for act in order:
        number = sum(_number(each) for each in groups[act])
        one, several = _VOTES[act]
        if number == 1:
            said.append(f"{_titles(specification, groups[act])} {one}")
        elif act == largest and len(order) > 1:
            said.append(f"the other {number:,} {several}")
        elif act == largest:
            said.append(f"all {number:,} {several}")
        else:
            said.append(f"{_titles(specification, groups[act])} {several}")
    return ", ".join(said)


def _number(it: VoteLine) -> int:
    return it.number


def _titles(specification: Specification, them: Sequence[VoteLine]) -> str:
    number = sum(_number(each) for each in them)
    names = [name for each in them for name in each.who]
    if len(names) == number and number <= _NAMED:
        return wording.listed([in_titles.names_replaced(specification, name) for name in names])
    if len(names) == 1 and number > 1 and not names[0][:1].isdigit():
        return f"{number:,} of {in_titles.names_replaced(specification, names[0])}"
    return f"{number:,}" if number > 1 else in_titles.names_replaced(specification, names[0])


def _acts(specification: Specification, it: Scenario) -> Iterator[str]:
    for names, one, several in (
        (it.consents, "consents by an act of its own", "consent by acts of their own"),
        (it.objections, "objects by an act of its own", "object by acts of their own"),
    ):
        if names:
            who = in_titles.names_replaced(specification, wording.listed(list(names)))
            yield f"{who} {one if len(names) == 1 else several}"
    # Where votes are not equal, counted as they are asked for, it decides nothing.
    for body, vote in casting_that_decides(it.replay, it.casting).items():
        yield f"The casting vote in {plain_names.body(specification, body)} is cast {vote} it"


def _needs(specification: Specification, it: Scenario, amended: Collection[str]) -> Iterator[str]:
    """What each clause that was asked counted, and needed; where only one was, it is named if it was amended."""
    said: list[tuple[str, str]] = []
    for power in it.replay.powers:
        if power.requirement is None or it.power not in (None, power.power):
            continue
        asked = [(power.power, power.requirement)]
        asked += [(each.clause, each.checked) for each in power.limits]
        for name, checked in asked:
            counted = _counted(specification, checked)
            met = "met" if checked.met else "not met"
            if checked.requirement == AllOf(()):
                told = NOTHING_NEEDED
            else:
                told = (
                    counted if counted and checked.met else f"{met}, {counted}" if counted else met
                )
            said.append((name, told))
    for name, told in said:
        called = in_titles.shortly(specification, name)
        if len(said) == 1 and name in amended:
            yield f"{called}, as amended: {told}"
        else:
            yield told if len(said) == 1 else f"{called}: {told}"


def _counted(specification: Specification, it: Checked) -> str:
    inner = [part for part in it.parts if part.met == it.met]
    if inner and not isinstance(it.requirement, NoRejection):
        said = [_counted(specification, part) for part in inner]
        return "; ".join(dict.fromkeys(each for each in said if each))
    whole = requirement_why(specification, it)
    outcome = whole.removeprefix(f"{wording.requirement(specification, it.requirement)}: ")
    counted = outcome.partition(", ")[2]
    return in_titles.names_replaced(specification, counted)
