"""What `check` says to a person."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import assert_never

from policy_dsl import claim_wording, wording
from policy_dsl.model import (
    Alone,
    CanBeQuorate,
    CanBlock,
    CanPass,
    Claim,
    Coalition,
    Part,
    Property,
    SomeCanPass,
    Specification,
)
from verifier.results import (
    Assumption,
    LoopholeCount,
    PropertyResult,
    SecondOpinion,
    Support,
    Verdict,
)
from verifier.words.verdicts import period, under_readings

VERDICTS = {
    Verdict.HOLDS: "holds",
    Verdict.FAILS: "fails",
    Verdict.VACUOUS: "vacuous",
    Verdict.UNDETERMINED: "undetermined",
}
NO_PROPERTIES = "It states no property, so there is nothing to check."
RESTS_ON = "It rests on:"
IN_THE_WAY = "What stands in the way:"
MAKES_IT_SO = "What makes it so:"
ASSUMING = "Assuming:"
BY_DATE = "By date:"
EVERY_CLAUSE = "Clause by clause:"


def asked(claim: str) -> str:
    """What a property asks."""
    return f"Asked: {claim}."


def claim_text(specification: Specification, prop: Property) -> str:
    """What a property claims, in the language's words."""
    return " ".join(
        [claim_wording.claim(specification, prop.claim), *claim_wording.modifiers(prop)]
    )


def shown_by_example(claim: Claim) -> str:
    """What is so where an example shows that a claim holds; nothing for a claim that no example can show."""
    match claim:
        case SomeCanPass():
            return "such a decision can pass"
        case CanBlock(Coalition(parts=(part,), alone=Alone.NONE)):
            return _for_each(part, "block", claim_wording.how(claim.others, claim.manner, claim.at))
        case CanPass(Coalition(parts=(part,), alone=Alone.NONE)):
            return _for_each(part, "pass", claim_wording.how(claim.others))
        case CanBeQuorate(body, True):
            return f"{body} can be quorate"
        case _:
            return ""


def _for_each(part: Part, does: str, how: str) -> str:
    if part.count is None:
        return f"for each of {part.who.label} there is such a decision that it alone cannot {does}{how}"
    them = f"any {part.count} of {part.who.label} together"
    return f"for {them} there is such a decision that they cannot {does}{how}"


FOR_EXAMPLE = "For example:"


def verdict_sentence(prop: PropertyResult) -> str:
    """The verdict as a sentence."""
    expected = ""
    if prop.expected is Verdict.FAILS:
        because = (prop.expected_because or "").rstrip(" .")
        expected = (
            f" This is as expected: {because}."
            if prop.as_expected
            else f" It was expected to be false: {because}."
        )
    reason = f" ({prop.reason})" if prop.reason else ""
    match prop.verdict:
        case Verdict.HOLDS if prop.scenario is not None:
            return f"True{reason}: {prop.shown}.{expected} {FOR_EXAMPLE}"
        case Verdict.HOLDS:
            return f"Proved{reason}: the contrary cannot happen, assuming what is listed below.{expected}"
        case Verdict.FAILS:
            shown = " This can happen:" if prop.scenario is not None else ""
            why = f" That is, {prop.reason}." if prop.reason else ""
            return f"Not so.{why}{expected}{shown}"
        case Verdict.VACUOUS:
            return f"True, but it says nothing: {prop.reason}.{expected}"
        case Verdict.UNDETERMINED:
            return f"Not decided: {prop.reason}"


def in_the_way(prop: PropertyResult) -> str:
    """What the parts are called that leave a claim nothing to speak of, or what it calls possible impossible."""
    return MAKES_IT_SO if prop.verdict is Verdict.VACUOUS else IN_THE_WAY


def not_expected(prop: PropertyResult) -> str:
    """What is not as expected, in a line."""
    because = f" (because {prop.expected_because})" if prop.expected_because else ""
    return f"{VERDICTS[prop.verdict]}, but expected: {VERDICTS[prop.expected]}{because}"


def fails_under(prop: PropertyResult) -> str:
    """The readings under which it fails."""
    if prop.every_reading:
        return "It fails however the rules are read."
    more = "" if prop.readings_complete else ", and perhaps under others (not all were tried)"
    return f"It fails when read so: {under_readings(prop.readings)}{more}."


def chosen(prop: PropertyResult) -> tuple[str, ...]:
    """Who can be chosen, where it is about some choice of several whether the claim is true."""
    found: list[str] = []
    for state in prop.states:
        when = f" {period(state.start, state.end)}" if len(prop.states) > 1 else ""
        for each in state.chosen:
            read = f", when read so: {under_readings((each.readings,))}" if each.readings else ""
            found.append(f"Such a choice{when}: {wording.listed(list(each.members))}{read}.")
    return tuple(found)


def still_open(prop: PropertyResult) -> tuple[str, ...]:
    """What a limit kept open beside a verdict that is known, each in a sentence."""
    if prop.verdict is Verdict.UNDETERMINED:
        return ()
    times = [
        f"what is so {period(state.start, state.end)} ({state.reason.rstrip('.')})"
        for state in prop.states
        if state.verdict is Verdict.UNDETERMINED
    ]
    return tuple(f"Not settled: {each}." for each in (*prop.open, *times))


def bases(number: int, complete: bool) -> str:
    """How many minimal sets of facts carry a proof."""
    if number == 1 and complete:
        return "Nothing else carries it; the one minimal set:"
    more = "" if complete else ", and there may be more"
    return f"Each of these {number} carries it alone{more}:"


SINGLE_POINTS = "Single points of failure (needed by every proof of it):"
DEFENCE_IN_DEPTH = "No single one of these is needed by every proof: defence in depth."


def loopholes(count: LoopholeCount) -> str:
    """How many ways round there are, in a line."""
    if count.number == 0:
        if count.open is not None:
            return f"Ways round it: not all were looked for ({count.open})."
        if count.may_change:
            return (
                "Ways round it: none without changing rules or seats first"
                " (see vetoproof loopholes)."
            )
        return "Ways round it: none."
    least = "at least " if count.more else ""
    first = "; and ".join(count.smallest) or "as the rules stand"
    which = " without changing rules or seats first" if count.may_change and count.smallest else ""
    rest = f"; not all were looked for: {count.open}" if count.open is not None else ""
    named = f"{count.names[0]}, " if count.names else ""
    return f"Ways round it: {least}{count.number}{which}, such as: {named}{first} (see vetoproof loopholes{rest})."


# --- a line each -----------------------------------------------------------------------------------


def in_a_line(prop: PropertyResult, most: int | None = None, titled: bool = False) -> str:
    """An answer that is as expected: its title, if it has one and is so; else why, with the title where `titled`.

    Of a title that is so no more than `most`.
    """
    has_title = prop.title not in ("", prop.name)
    if prop.verdict is Verdict.HOLDS and has_title:
        title = prop.title
        if most is not None and len(title) + 2 > most:
            fits = title[: most - 4]
            title = f"{fits.rpartition(' ')[0] or fits} …"
        return "; ".join([f"“{title}”", *(sentence.rstrip(".") for sentence in chosen(prop))])
    said = f"“{prop.title}”: {_why(prop)}" if titled and has_title else _why(prop)
    if prop.verdict is Verdict.FAILS and prop.readings and not prop.every_reading:
        readings = dict.fromkeys(name for each in prop.readings for name in each.values())
        more = "" if prop.readings_complete else ", perhaps others"
        said += f" (read as {' or '.join(readings)}{more})"
    return "; ".join([said, *(sentence.rstrip(".") for sentence in chosen(prop))])


def _why(prop: PropertyResult) -> str:
    match prop.verdict:
        case Verdict.FAILS:
            return (prop.expected_because or "").rstrip(" .")
        case Verdict.HOLDS if prop.scenario is not None:
            return prop.shown
        case Verdict.HOLDS:
            named = list(dict.fromkeys(_called(each) for each in prop.rests_on))
            left = len(named) - _RESTS
            shown = named if left <= 0 else [*named[:_RESTS], f"{left} more"]
            return f"rests on {wording.listed(shown)}" if shown else "proved"
        case Verdict.VACUOUS | Verdict.UNDETERMINED:
            return prop.reason
        case _:
            assert_never(prop.verdict)


_RESTS = 2
_ASSUMED = 6


def _called(it: Support) -> str:
    match it.kind:
        case "seat":
            return f"the seat of {it.name}"
        case "quorum":
            return f"the quorum of {it.name}"
        case _:
            return it.name


def number_of_ways(prop: PropertyResult) -> str:
    """In brackets, how many ways lead round what holds, as the rules stand; nothing of what protects nothing."""
    count = prop.loopholes
    if count is None or prop.verdict is not Verdict.HOLDS:
        return ""
    least = "at least " if count.more else ""
    return f" ({least}{count.number} {'way' if count.number == 1 else 'ways'})"


def assumed_of(it: Assumption) -> str:
    """What something is assumed of, in brief."""
    return "who sits where" if it.kind == "member" else it.name


def assuming_in_brief(shared: Sequence[str], declared: Sequence[str]) -> str:
    """What claims take for granted that say nothing else. `declared`: what the file says that it assumes."""
    # Each stays a sentence of its own: it may begin with a name, which is written as it is.
    said = list(shared)
    left = len(declared) - _ASSUMED
    named = list(declared) if left <= 1 else [*declared[:_ASSUMED], f"{left} more"]
    said += [f"More is assumed of {wording.listed(named)}."] if declared else []
    otherwise = "Assuming, unless a claim says otherwise" if shared else "Assuming"
    return f"{otherwise}: {' '.join(said)}" if said else ""


def pointers(ways: bool) -> str:
    """Where there is more; `ways`: numbers of ways round are shown."""
    brackets = " Brackets: ways round it without changes; all: vetoproof loopholes."
    more = brackets if ways else ""
    return f"In full: -v, or --property NAME.{more}"


def second_opinion(opinion: SecondOpinion) -> str:
    """What a second solver said to all that was asked about a property; how much that was goes with the run."""
    if opinion.questions == 0:
        return "Second solver: nothing had to be asked."
    if opinion.open:
        left = f"{_questions(opinion.open)} not answered within the limit"
        return f"Second solver: {left}; to all others the same answer."
    return "Second solver: the same answers."


def second_opinion_counted(opinion: SecondOpinion) -> str:
    """How many answers of a run a second solver confirmed, in a line."""
    said = f"Second solver: {opinion.confirmed} of {_questions(opinion.questions)} confirmed"
    return f"{said}, {opinion.open} not answered within the limit." if opinion.open else f"{said}."


def _questions(number: int) -> str:
    return f"{number} {'question' if number == 1 else 'questions'}"


def applied(it: bool) -> str:
    """Whether a clause applied."""
    return "applies" if it else "does not apply"


NEEDS_UNKNOWN = "what the answer rests on was not worked out."


def used(it: bool) -> str:
    """Whether a proof rests on a clause."""
    return "is used" if it else "is not needed"


def used_text(used: bool, minimal: bool, holds: bool, enduring: bool) -> str:
    """What an answer makes of a clause. `enduring`: it is about all that decisions make of the rules.

    `minimal`: it was worked out which of those that it names it can't do without.
    """
    if used:
        rests = "rests" if minimal else "may rest"
        return f"the answer {rests} on {'what is said of it above' if enduring else 'its wording'}"
    otherwise = "however decisions change it" if enduring else "if it said anything else"
    return f"the claim would still be {'true' if holds else 'false'} {otherwise}"


def summary(properties: Sequence[PropertyResult]) -> str:
    """How many of which verdict, and which are not as expected."""
    counts = Counter(prop.verdict for prop in properties)
    parts = [
        f"{counts[verdict]} {_word(verdict, counts[verdict])}"
        for verdict in Verdict
        if counts[verdict]
    ]
    total = f"{len(properties)} {'property' if len(properties) == 1 else 'properties'}"
    said = f"{total}: {', '.join(parts)}." if parts else f"{total}."
    unknown = [prop.name for prop in properties if prop.verdict is Verdict.UNDETERMINED]
    surprises = [p.name for p in properties if not p.as_expected and p.name not in unknown]
    if not properties:
        return said
    if not surprises and not unknown:
        return f"{said} All as expected."
    said += f" Not as expected: {', '.join(surprises)}." if surprises else ""
    return f"{said} Not known whether as expected: {', '.join(unknown)}." if unknown else said


def _word(verdict: Verdict, count: int) -> str:
    match verdict:
        case Verdict.HOLDS:
            return "holds" if count == 1 else "hold"
        case Verdict.FAILS:
            return "fails" if count == 1 else "fail"
        case Verdict.VACUOUS:
            return "vacuous"
        case Verdict.UNDETERMINED:
            return "undetermined"
