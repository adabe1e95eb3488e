"""What is said about loopholes."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import assert_never

from policy_dsl import claim_wording, wording
from policy_dsl.model import (
    ALWAYS,
    AttributeType,
    CanBlock,
    Coalition,
    NumberIn,
    Property,
    Requires,
    Role,
    Specification,
)
from policy_dsl.model.traverse import condition_of_claim
from policy_dsl.state import Interval
from verifier.results import Weakest
from verifier.results.loopholes import (
    Accepted,
    Conditions,
    Enough,
    Loophole,
    PropertyLoopholes,
    Supporters,
    Undetermined,
)
from verifier.solving.reasons import Reason
from verifier.words.keeping import recusals_alike, recusals_at_all
from verifier.words.meetings import NOTHING_CHANGES
from verifier.words.reasons import why
from verifier.words.searched import by_these
from verifier.words.sentences import capitalised
from verifier.words.supporters import enough, over_meetings
from verifier.words.verdicts import day, period

ACCEPTANCE_GONE = "there is no such loophole any more; take the line out"


def acceptance_expired(until: date) -> str:
    """It was accepted for a time."""
    return f"accepted until {day(until)}, which has passed; accept it anew or close it"


def timing_name(interval: Interval) -> str:
    """An interval's name: its first day, or that it was before one."""
    if interval.start is not None:
        return day(interval.start)
    return f"before {day(interval.end)}" if interval.end is not None else "always"


def timing(interval: Interval) -> str:
    """At another time."""
    return f"{ANOTHER_TIME}{period(interval.start, interval.end)}"


ANOTHER_TIME = "at another time: "


def protected(specification: Specification, prop: Property, holder: Coalition | None) -> str:
    """What a property protects, in words; `holder` is whose will that is, who is against what goes round it."""
    when = wording.when(condition_of_claim(prop.claim)).strip() or "of any kind"
    match prop.claim:
        case CanBlock(who=who):
            return f"the will of {claim_wording.coalition(who)} over decisions {when}"
        case Requires(requirement=requirement):
            asked = wording.requirement(specification, requirement)
            against = (
                ""
                if holder is None
                else f", where {claim_wording.coalition(holder)} is against them"
            )
            return f"that decisions {when} need {asked}{against}"
        case _:
            return f"decisions {when}"


def assumptions(
    specification: Specification, properties: Sequence[Property], changes: bool = False
) -> tuple[str, ...]:
    """What the list takes for granted, of ways round these properties."""
    form = [a.name for a in specification.attributes if a.role is Role.FORM]
    numbers = [
        a.name
        for a in specification.attributes
        if a.role is Role.SUBSTANCE and isinstance(a.type, NumberIn)
    ]
    found = [
        "Decisions with the same substance attributes are the same in substance"
        + (f", whatever their form ({wording.listed(form)})" if form else "")
        + (f"; with another {wording.listed(numbers)} they are not" if numbers else "")
        + ".",
        "Openings that are not listed with a loophole are closed: the holder acts as its claim says (it votes against,"
        " if that says nothing), judges rule as things are, clauses are read as intended where a reading is marked so.",
    ]
    if specification.meetings > 1:
        found.append(NOTHING_CHANGES)
    if not changes:
        found.append(
            "The rules stand as written; how they could be changed first is not looked at here."
        )
        return tuple(found)
    found += [
        "Changes of rules or seats are brought about by decisions that are adopted against the holder, where there is"
        " one, or by others who leave; they begin at the last time that the property speaks of, and are not looked at"
        " together with another time. What is amended may say anything of its kind.",
        "How the holder acts and how clauses are read goes for every meeting. All other openings are those of the"
        " last decision; the ones before it may be of any form and by any power.",
    ]
    for prop in properties:
        found += recusals_at_all(specification, prop.claim)
        found += recusals_alike(specification, prop.claim)
    return tuple(dict.fromkeys(found))


# --- openings ------------------------------------------------------------------------------------


def exception_applies(name: str, title: str) -> str:
    """An exception."""
    return f"the exception {_called(name, title)} applies"


def by_power(name: str, title: str) -> str:
    """Another route."""
    return f"by the power {_called(name, title)}"


def opened_by(recusals: Sequence[str], by: str) -> str:
    """Another route, which recusals open."""
    said = (
        f"recusal {recusals[0]} keeps"
        if len(recusals) == 1
        else f"recusals {', '.join(recusals)} keep"
    )
    return f"{said} the holder from voting, {by}"


def _called(name: str, title: str) -> str:
    return f"{name} “{title}”" if title not in ("", name) else name


def another_form(attribute: str, of: AttributeType) -> str:
    """The same, packaged in another way; a smaller amount, or none, and a longer time are other openings."""
    if isinstance(of, NumberIn):
        what = "shorter, or not said" if of.is_time else "larger"
        return f"the same substance in another form: {attribute} is {what}"
    return f"the same substance in another form: {attribute} is otherwise"


def in_parts(attribute: str) -> str:
    """Split, so that no part is large, or without any."""
    return f"in parts: {attribute} is smaller, or there is none"


def later(attribute: str) -> str:
    """Once more time has passed."""
    return f"after waiting: {attribute} is longer"


def judge_rules_otherwise(judge: str | None, attribute: str) -> str:
    """A judge is wrong."""
    return f"{judge} rules wrongly on {attribute}"


def read_as(clause: str, reading: str, title: str) -> str:
    """A clause is read as it is not meant."""
    return f"{clause} is read as {reading}{f' (“{title}”)' if title else ''}"


def where(it: Conditions) -> str:
    """Which decisions go a way, as the beginning of a sentence."""
    some = "" if it.every else "some decisions, not all: "
    facts = "any such decision"
    if it.of_facts != ALWAYS:
        facts = f"where {wording.condition(it.of_facts)}"
    judged = "" if it.of_rulings is None else f", if rulings say {wording.condition(it.of_rulings)}"
    return f"{some}{facts}{judged}"


NOTHING_PROTECTED = (
    "There is nothing to go round: no property here claims that somebody can block decisions, or that decisions"
    " require something."
)
_FOLLOWED = (
    "claims that name those who can block decisions (not `some` of several), by what they do at every meeting, and"
    " leave open what the others do"
)
ASSUMING = "Assuming:"
ACCEPTED = "Accepted:"
AS_IT_STANDS = "as the rules stand, without any opening"


def left_aside(names: Sequence[str]) -> str:
    """Claims that somebody can block, round which no ways are looked for."""
    return f"Not looked at: {', '.join(names)}. Ways round are looked for of {_FOLLOWED}."


def protects_nothing(name: str, aside: bool) -> str:
    """A property of another kind; `aside`: one that somebody can block, and that is not followed further."""
    if aside:
        return (
            f"no ways round {name} are looked for, only round {_FOLLOWED}; ask about one that does"
        )
    return (
        f"{name} protects nothing that could be got round: ask about a claim that somebody can block decisions,"
        " or that decisions require something"
    )


def protects(what: str) -> str:
    """What a property protects, as a sentence."""
    return f"Protected: {what}."


def stale(kind: str, name: str, reason: str) -> str:
    """An acceptance that accepts nothing."""
    return f"accepts {kind}{f' {name}' if name else ''}: {reason}"


def counted(it: PropertyLoopholes) -> str:
    """How many ways round there are."""
    number = len(it.loopholes)
    accepted = sum(each.accepted is not None for each in it.loopholes)
    said = f", {accepted} of them accepted" if accepted else ""
    if it.undetermined is not None:
        return f"{number} found{said}; not all were looked for: {it.undetermined}."
    ways = "way" if number == 1 else "ways"
    if it.more:
        return f"{number} {ways} round it{said}, and more exist."
    if number == 0:
        return f"There is no way round it{by_these(it.opened)}."
    return f"{number} {ways} round it{said}."


def mechanism(it: Loophole) -> str:
    """Where, by which power, and with how many."""
    before = " (before all of its protection was in force)" if it.before_protection else ""
    said = f"{capitalised(where(it.under))}, by power {it.power}{before}."
    rest = f" Not settled: {'; '.join(it.open)}." if it.open else ""
    if it.steps:
        first = " ".join(it.steps)
        return f"First: {first} Then {where(it.under)}, by power {it.power}. {over_meetings(it.meetings)}{rest}"
    return f"{said} {enough(it.enough)}{rest}"


def story_open(it: Reason) -> str:
    """It is told how it can happen, perhaps not as plainly as can be."""
    return f"whether it can be told more plainly ({why(it)})"


def still_open(plainer: Reason | None, weaker: Reason | None, suffice: Enough) -> tuple[str, ...]:
    """What a limit kept open about a way round."""
    said = [] if plainer is None else [story_open(plainer)]
    said += (
        [] if weaker is None else [f"whether it goes under a weaker condition too ({why(weaker)})"]
    )
    for each in (suffice.silent, suffice.opposed):
        match each:
            case Undetermined(reason):
                said.append(f"how many supporters suffice ({reason})")
            case Supporters() | None:
                pass
            case _:
                assert_never(each)
    if isinstance(suffice.every, Undetermined):
        said.append(f"whether they suffice for every such decision ({suffice.every.undetermined})")
    return tuple(dict.fromkeys(said))


def accepted(it: Accepted) -> str:
    """Why it is accepted."""
    until = f" until {day(it.until)}" if it.until is not None else ""
    return f"Accepted{until}: {it.because}"


def smallest(loophole: Sequence[str]) -> str:
    """A loophole in a line."""
    return "; and ".join(loophole) if loophole else AS_IT_STANDS


def finding(sets: Sequence[Sequence[str]]) -> str:
    """A way round in a line: what all that are one finding have in common, and in what they differ."""
    first, *others = sets
    if not others:
        return smallest(first)
    common = [text for text in first if all(text in other for other in others)]
    apart = [" and ".join(text for text in each if text not in common) for each in sets]
    named = apart[:_NAMED] if len(apart) > _NAMED + 1 else apart
    rest = f", or {len(apart) - len(named)} more like it" if len(named) < len(apart) else ""
    return smallest([*common, f"{', or '.join(named)}{rest}"])


# So many alternatives are named; of more, that there are some.
_NAMED = 3


def also(names: Sequence[str]) -> str:
    """The same way round other properties."""
    return f"The same way round other claims: {', '.join(names)}."


def only_expected(because: str) -> str:
    """It goes round a property that is expected to be false."""
    return f"That it can be got round is expected: {because}."


def no_finding(name: str, known: Sequence[str]) -> str:
    """There is no finding of that name."""
    said = f"there is no way round called {name}"
    return f"{said}; there are {', '.join(known)}" if known else said


def rests_on(what: str, it: Weakest) -> str:
    """The weakest source of a way round."""
    return f"It rests at its weakest on {what}: {it.source.value}."


def not_settled(name: str, reasons: Sequence[str]) -> str:
    """What a limit kept open of a way round."""
    return f"{name}: not settled: {'; '.join(reasons)}."


def round_what(protected: str) -> str:
    """What a way round goes round."""
    return f"A way round {protected}."


OR_SO = "Or so:"
