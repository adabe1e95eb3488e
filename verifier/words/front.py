"""The first page of a review: what is protected, from whom, by how few it is undone, since when, on whose word."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from policy_dsl import claim_wording, wording
from policy_dsl.model import (
    ALWAYS,
    AllOf,
    Alone,
    AnyOf,
    CanBlock,
    CannotBlock,
    Condition,
    Manner,
    NoneCanPass,
    Property,
    Requires,
    Specification,
    Status,
    Successive,
)
from policy_dsl.model.traverse import condition_of_claim, conditions_of, exclude_each_other
from policy_dsl.state import intervals
from verifier.results import PropertyResult, SourceStrength, Support, Verdict
from verifier.results.review import ReviewFinding, SourceLink
from verifier.words import in_titles, plain_conditions, plain_names, plain_requirements
from verifier.words.issues import STRENGTHS
from verifier.words.sentences import capitalised, sentence, uncapitalised
from verifier.words.verdicts import day

_BY = {
    Manner.AGAINST: "",
    Manner.ABSTAINING: " by abstaining",
    Manner.AWAY: " by staying away",
    Manner.ANY: " by any means",
}
DOING_NOTHING = "doing nothing"
_INSTEAD = {Manner.AWAY: "staying away", Manner.ABSTAINING: "abstaining"}


def holder(specification: Specification, prop: Property) -> str:
    """Whom a claim is about."""
    assert isinstance(prop.claim, CanBlock | CannotBlock)
    who = prop.claim.who
    one = who.parts[0].who
    cohort = len(one.parties) == 1 and specification.party[one.parties[0]].cohort
    if who.alone is Alone.EVERY and cohort:
        return f"{plain_names.one_of_a_cohort(specification, one.parties[0], 'every')} alone"
    if (
        who.alone is Alone.TOGETHER
        and cohort
        and len(who.parts) == 1
        and who.parts[0].count is None
    ):
        it = specification.party[one.parties[0]]
        return f"all {it.size:,} called “{plain_names.party(specification, it.name)}” together"
    said = claim_wording.coalition(who)
    if who.alone is Alone.EVERY:
        said = said.replace("every one of ", "each of ", 1)
    return in_titles.names_replaced(specification, said)


def _every(specification: Specification, when: Condition) -> str:
    if when == ALWAYS:
        return "every decision"
    return f"every decision {plain_conditions.such(specification, when)}"


def _no(specification: Specification, when: Condition) -> str:
    if when == ALWAYS:
        return "no decision"
    return f"no decision {plain_conditions.such(specification, when)}"


def _by(it: CanBlock | CannotBlock) -> str:
    """How they act, and at which meeting if not at all."""
    if it.at is None:
        return _BY[it.manner]
    return f" {it.manner.value} {it.at.value}"


def claim(specification: Specification, prop: Property) -> str:
    """What a claim says, in a sentence without its full stop."""
    match prop.claim:
        case CanBlock(_, when) | CannotBlock(_, when):
            which = _every if isinstance(prop.claim, CanBlock) else _no
            acting = _by(prop.claim).strip()
            how = f"{acting}, " if acting else ""
            who = holder(specification, prop)
            return f"{how}{who} can block {which(specification, when)}"
        case Requires(when, requirement):
            asked = plain_requirements.requirement(specification, requirement)
            return f"{capitalised(_every(specification, when))} passes only if {asked}"
        case NoneCanPass(when):
            return f"{capitalised(_no(specification, when))} can be taken"
        case _:
            return prop.title or prop.name


def protected(
    specification: Specification,
    prop: Property,
    since: date | None,
    not_before: bool,
    link: SourceLink | None,
    hearsay: Sequence[SourceLink] = (),
) -> str:
    """What holds as the rules stand, and since when, or that nothing of the rules changes on a day.

    `link` says what happened on the day since when it is so, and how well that is sourced; `hearsay` which clauses it
    rests on that nobody has seen.
    """
    said = f"As the rules stand, {_inside(claim(specification, prop))}"
    told = [_since(specification, said, since, not_before, link)]
    for source in dict.fromkeys(each.source for each in hearsay):
        them = wording.listed([each.what for each in hearsay if each.source is source])
        told.append(f"It rests on what is {_HOW_WELL[source]}: {them}.")
    return " ".join(told)


def _since(
    specification: Specification,
    said: str,
    since: date | None,
    not_before: bool,
    link: SourceLink | None,
) -> str:
    if since is None:
        return f"{said}." if len(intervals(specification)) > 1 else f"{said}. {NO_DAY}"
    before = ", and was not before" if not_before else ""
    if link is None:
        return f"{said}. It has been so since {day(since)}{before}."
    what = link.what.removeprefix("that ")
    if link.source in _NOT_KNOWN:
        return (
            f"{said}. It has been so since {day(since)}{before}, if it came about that {what}: that is"
            f" {_HOW_WELL[link.source]}{_noted(link)}."
        )
    how = f"That {what} is {_HOW_WELL[link.source]}{_noted(link)}."
    return f"{said}. It has been so since {day(since)}{before}. {how}"


NO_DAY = "Nothing here begins or ends on a day: it is so for as long as the rules stand as they are given."
_NOT_KNOWN = (SourceStrength.EXPECTED, SourceStrength.PROPOSED)


_HOW_WELL = {
    **STRENGTHS,
    SourceStrength.REPORTED: "only reported",
    SourceStrength.EXPECTED: "only foretold, and not known to have come about",
    SourceStrength.PROPOSED: "only proposed",
    SourceStrength.NONE: "without a source",
}


def _noted(link: SourceLink) -> str:
    return f" ({link.why})" if link.why else ""


def not_so(specification: Specification, prop: Property, because: str) -> str:
    """A claim that is false, and why."""
    reason = f": {because.rstrip(' .')}" if because else ""
    match prop.claim:
        case CanBlock(_, when):
            who = holder(specification, prop)
            every = _every(specification, when)
            if prop.claim.who.alone is Alone.EVERY:
                return f"Not {who} can block {every}{_by(prop.claim)}{reason}."
            return f"Not {every} can be blocked by {who}{_by(prop.claim)}{reason}."
        case Requires(when, requirement) if not isinstance(requirement, AllOf | AnyOf | Successive):
            which = "" if when == ALWAYS else f" {plain_conditions.such(specification, when)}"
            unmet = plain_requirements.requirement(specification, requirement)
            return f"A decision{which} can pass although it is not so that {unmet}{reason}."
        case Requires():
            return f"Not {_inside(claim(specification, prop))}{reason}."
        case _:
            said = _inside(claim(specification, prop))
            return f"It is not so that {said}{reason}."


def so(specification: Specification, prop: Property) -> str:
    """A claim that holds."""
    return sentence(claim(specification, prop))


def manner(
    specification: Specification,
    prop: Property,
    how: Manner,
    holds: bool,
    only: Sequence[Mapping[str, str]],
    seated: bool = True,
) -> str:
    """Whether it still blocks where it acts otherwise; `only` are the readings under which alone it does.

    Who is not `seated` has no vote, and does nothing.
    """
    who = holder(specification, prop)
    acting = f"{_INSTEAD[how]} instead of voting against" if seated else DOING_NOTHING
    what = f"By {acting}, {who}"
    if holds:
        return f"{what} can block them all the same."
    if not only:
        return f"{capitalised(who)} cannot block all of them by {acting}."
    read = " or ".join(in_titles.read_so(specification, each) for each in only)
    return f"{what} can block all of them only with {read}."


def reason(
    specification: Specification,
    it: PropertyResult,
    ways: Sequence[ReviewFinding],
    reading_fixed: bool = False,
) -> str:
    """Why an answer is as it is, in a line; `reading_fixed`: the claim says itself how clauses are read.

    Where another claim has the same title, how.
    """
    said = _reason(specification, it, ways, reading_fixed)
    alike = [p for p in specification.properties if (p.title or p.name) == (it.title or it.name)]
    own = next((p for p in alike if p.name == it.name), None)
    if len(alike) < 2 or own is None or not own.fixed_readings:
        return said
    read = in_titles.read_so(specification, dict(own.fixed_readings))
    return f"{said.rstrip('.')}, with {read}"


def _reason(
    specification: Specification,
    it: PropertyResult,
    ways: Sequence[ReviewFinding],
    reading_fixed: bool,
) -> str:
    match it.verdict:
        case Verdict.FAILS if it.expected_because:
            because = capitalised(it.expected_because.rstrip(" ."))
            return because if reading_fixed else f"{because}{_so_read(specification, it)}"
        case Verdict.FAILS:
            return "An example shows it" if it.scenario is not None else "It is not so then"
        case Verdict.HOLDS if it.scenario is not None:
            of_each = it.shown.startswith("for ")
            return "An example was found for each" if of_each else "An example shows it"
        case Verdict.HOLDS:
            now = [str(each.number) for each in ways if not each.past and each.accepted is None]
            if now:
                return (
                    f"Got round by {'issue' if len(now) == 1 else 'issues'} {wording.listed(now)}"
                )
            prop = next((p for p in specification.properties if p.name == it.name), None)
            supports = sorted(it.rests_on, key=lambda each: _beside(specification, prop, each))
            named = list(dict.fromkeys(_support(specification, each) for each in supports))
            unsettled = f"; not settled: {'; '.join(it.open)}" if it.open else ""
            if not named:
                return f"Proved{unsettled}"
            named.sort(key=lambda each: (each.startswith(_OF_EVENTS), each.startswith(OF_FACTS)))
            shown = (
                named
                if len(named) <= 2
                else [*named[:1], f"{len(named) - 1} other parts of the rules"]
            )
            return f"Rests on {wording.listed(shown)}{unsettled}"
        case _:
            return capitalised(it.reason)


def _so_read(specification: Specification, it: PropertyResult) -> str:
    """How a clause is read where it fails, if it depends on that one alone."""
    clauses = {name for reading in it.readings for name in reading}
    if it.every_reading or not it.readings_complete or len(clauses) != 1:
        return ""
    (clause,) = clauses
    read = [in_titles.read_as(specification, clause, reading[clause]) for reading in it.readings]
    return f" (if {in_titles.shortly(specification, clause)} is read as {' or '.join(read)})"


_OF_EVENTS = ("the event that ", "what is not known to have come about: that ")


def _foretold(specification: Specification, it: Support) -> bool:
    """Whether it is an event that is not known to have come about."""
    return any(
        each.notes.status in (Status.EXPECTED, Status.PROPOSED)
        and (each.place.file, each.place.line, wording.event(each)) == (it.file, it.line, it.name)
        for each in specification.events
    )


def _beside(specification: Specification, prop: Property | None, it: Support) -> bool:
    """Whether it is a clause that no decision of a claim is under: it matters only in being so."""
    clause = specification.clause.get(it.name)
    if prop is None or clause is None:
        return False
    asked = condition_of_claim(prop.claim)
    whens = conditions_of(clause)
    return bool(whens) and all(exclude_each_other(asked, when) for when in whens)


def _support(specification: Specification, it: Support) -> str:
    match it.kind:
        case "seat" | "membership":
            return f"{OF_FACTS}{in_titles.names_replaced(specification, it.text)}"
        case "quorum":
            return f"the quorum of {in_titles.anything(specification, it.name)}"
        case "event":
            said = _OF_EVENTS[_foretold(specification, it)]
            return f"{said}{in_titles.subject(specification, it.text)}"
        case "right":
            titles = {each.name: each.title for each in specification.rights}
            return f"the right “{titles.get(it.name) or plain_names.spaced(it.name)}”"
        case _ if (
            it.kind == "fixed" or " " in it.name
        ):  # no name, but words: that nothing of a kind comes to be
            return f"{OF_FACTS}{plain_names.titled(specification, it.text)}"
        case _:
            return in_titles.anything(specification, it.name)


OF_FACTS = "what is given: that "


ANSWERS = {
    Verdict.HOLDS: "Holds",
    Verdict.FAILS: "Fails",
    Verdict.VACUOUS: "Says nothing",
    Verdict.UNDETERMINED: "Not determined",
}
DEPENDS = "Depends on the reading"


def answer(it: PropertyResult, reading_fixed: bool) -> str:
    """The answer in a word or two; that it depends on the reading is known only where all readings were asked about."""
    some = it.readings and it.readings_complete and not it.every_reading and not reading_fixed
    return DEPENDS if it.verdict is Verdict.FAILS and some else ANSWERS[it.verdict]


def round_it(it: ReviewFinding, claim: str | None, by: str, apart: str, told: str) -> str:
    """The easiest way round the claim told before, or round the one that is named, as the rules stand.

    `told`: what is so of the one that is named. `apart`: who acts as in the finding, whatever the others do.
    """
    said = it.headline if claim is None else f"The claim “{claim}” {told}. {it.headline}"
    return f"{said}{_votes(it, by, apart)}"


CAN_BE_GOT_ROUND = "can be got round"
IS_FALSE = "is false"
IS_SO_BY_READING = "is false under some readings, not under others"


def taken_away(it: ReviewFinding, claim: str | None, by: str, apart: str) -> str:
    """The easiest way through changes of the rules, by which what was told before is lost, or what a claim says."""
    what = "The protection" if claim is None else f"What the claim “{claim}” protects"
    how = f"an {it.headline[3:]}" if it.headline.startswith("An ") else it.headline
    return f"{what} can be taken away at {it.steps} meetings: {how}{_votes(it, by, apart)}"


def _votes(it: ReviewFinding, by: str, apart: str) -> str:
    silent, opposed = it.votes
    if not silent and not opposed:
        return ""
    if (silent or opposed) == "0":
        return " Nobody's vote is needed for it."
    number = silent or opposed
    power = f" by {by}" if by and by not in it.headline else ""
    # Whose they are matters where some have a veto.
    right = "parties" if it.consents else "members"
    if it.steps > 1:
        said = f" With the right {right} no meeting takes more than {_number(number, it.consents)}{power}"
    else:
        suffices = "suffices" if number == "1" else "suffice"
        said = f" With the right {right} {_number(number, it.consents)} {suffices}{power}"
    if silent == opposed or not silent:
        return f"{said}, whatever the others do."
    worst = f", or {opposed} whatever they do" if opposed else ""
    others = f"the others ({apart} apart)" if apart else "the others"
    return f"{said} if {others} neither vote nor consent{worst}."


def _number(votes: str, consents: bool) -> str:
    if votes == "1":
        return "1 vote or consent" if consents else "1 vote"
    return f"{votes} votes and consents" if consents else f"{votes} votes"


def as_expected(held: int, failed: int) -> str:
    """How many claims hold, all as the specification expects."""
    each = [f"{n:,} {verb}" for n, verb in ((held, "hold"), (failed, "fail")) if n]
    each = [
        said.replace("hold", "holds").replace("fail", "fails") if said[:2] == "1 " else said
        for said in each
    ]
    one = held + failed == 1
    return f"Of the claims {wording.listed(each)}, {'' if one else 'all '}as the specification expects."


def nothing_round() -> str:
    """No way round was found."""
    return "No way round any claim that protects something was found, of the kinds that are looked for."


def none_round_it() -> str:
    """No way round what was just said."""
    return "No way round that protection was found, of the kinds that are looked for."


def not_known(titles: Sequence[str]) -> str:
    """Of what it is not known."""
    return f"Not determined, since a limit was reached: {wording.listed(list(titles))}."


def surprises(titles: Sequence[str]) -> str:
    """What is not as the specification expects."""
    return f"Not as the specification expects: {wording.listed(list(titles))}."


def rests_on(links: Sequence[SourceLink]) -> str:
    """On whose word all that rests, the weakest first."""
    weakest, *more = links
    least = (
        f"At its weakest this rests on {weakest.what}: {STRENGTHS[weakest.source]}{_noted(weakest)}"
    )
    if not more:
        return f"{least}."
    others = [f"{each.what} ({STRENGTHS[each.source]})" for each in more]
    return f"{least}; it rests, too, on {wording.listed(others)}."


def _inside(text: str) -> str:
    """A sentence inside another one: words of the tool begin small, names as they are."""
    first = text.partition(" ")[0]
    return uncapitalised(text) if first in ("Every", "No") else text
