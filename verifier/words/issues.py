"""What is said of an issue: what can happen, in which clauses, and how well what it rests on is sourced."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING

from policy_dsl import wording
from policy_dsl.model import EffectKind, Notes, Specification
from verifier.results import Scenario, SourceStrength
from verifier.words import in_titles, plain_names, telling
from verifier.words.sentences import capitalised
from verifier.words.verdicts import day, period

if TYPE_CHECKING:
    from verifier.results.loopholes import Opening
    from verifier.scenarios.sources import Noted
    from verifier.words.telling import Circumstances


def cause(
    specification: Specification,
    openings: Sequence[Opening],
    scenario: Scenario,
    power: str | None,
    about: Circumstances,
) -> str:
    """Why it can happen, in a few words."""
    if any(each.kind == "timing" for each in openings):
        return f"at another time, {period(scenario.start, scenario.end)}"
    first = [
        in_titles.effect(specification, effect)
        for meeting in scenario.earlier
        for effect in sorted(meeting.decision.effects, key=lambda e: (e.kind.name, e.target))
    ]
    acting = [
        in_titles.no_longer_sits(specification, each)
        if first and each.kind == "removal"
        else f"{in_titles.opening(specification, each)}{_by_nobody(specification, each) if not first else ''}"
        for each in openings
        if not first or not _decided_before(scenario, each)
    ]
    acting = _either_reading(acting)
    said = [f"an earlier decision {wording.listed(list(dict.fromkeys(first)))}"] if first else []
    said += [] if about.as_they_stand else acting
    if not said:
        when = "" if scenario.end is None else f" {period(scenario.start, scenario.end)}"
        by = f", by {in_titles.clause(specification, power)}" if power else ""
        decisive, _ = telling.readings(scenario, about)
        if power is not None and set(decisive) == {power}:
            read = f", read as {in_titles.read_as(specification, power, decisive[power])}"
        else:
            read = f", with {in_titles.read_so(specification, decisive)}" if decisive else ""
        return f"as the rules stand{when}{by}{read}"
    return wording.listed(said)


_READ_AS = re.compile(r"(.* is read as )(“[^”]*”)")


def _either_reading(them: Sequence[str]) -> list[str]:
    """Of one clause that is read in one way or another, that once."""
    found: dict[str, list[str]] = {}
    for each in them:
        read = _READ_AS.fullmatch(each)
        found.setdefault(read[1] if read else each, []).extend([read[2]] if read else [])
    return [f"{said}{' or '.join(dict.fromkeys(ways))}" for said, ways in found.items()]


def _decided_before(scenario: Scenario, it: Opening) -> bool:
    """Whether earlier decisions do what an opening says, so it is said of them: seats may be lost otherwise."""
    befalls = _BEFALLS.get(it.kind)
    if befalls is None:
        return it.kind in ("packing", "amendment")
    body = it.name.rpartition(" from ")[2]
    return any(
        effect.kind is befalls and effect.target == body
        for meeting in scenario.earlier
        for effect in meeting.decision.effects
    )


# What befalls a seat, and by which effects of decisions.
_BEFALLS = {"suspension": EffectKind.SUSPEND, "removal": EffectKind.REMOVE}


def _by_nobody(specification: Specification, it: Opening) -> str:
    """That no power does what befalls a seat, where none may: it comes from without."""
    kind = _BEFALLS.get(it.kind)
    body = it.name.rpartition(" from ")[2]
    granted = any(
        grant.kind is kind and (grant.targets is None or body in grant.targets)
        for power in specification.powers
        for grant in power.grants
    )
    return "" if kind is None or granted else ", not by any power of these rules"


def headline(
    specification: Specification,
    openings: Sequence[Opening],
    scenario: Scenario,
    power: str | None,
    about: Circumstances,
) -> str:
    """What can happen, in a sentence."""
    why = cause(specification, openings, scenario, power, about)
    supposed = telling.supposed(specification, about.supposing)
    before = f"{supposed}, " if supposed else ""
    if any(each.kind == "timing" for each in openings):
        return capitalised(f"{before}it could be taken {why}.")
    if scenario.earlier:
        return capitalised(f"{before}{why}; then the decision in question is taken.")
    facts, read = _of_which(specification, openings, scenario, about)
    such = f"a decision ({'; '.join(facts)})" if facts else "such a decision"
    if read:
        such = f"{such}, with {read},"
    return capitalised(f"{before}{such} can be taken all the same: {why}.")


def in_brief(
    specification: Specification,
    openings: Sequence[Opening],
    scenario: Scenario,
    power: str | None,
    about: Circumstances,
) -> str:
    """The same for a table: why it can happen first, then of which decision, as what is read."""
    why = cause(specification, openings, scenario, power, about)
    said = capitalised(why)
    supposed = telling.supposed(specification, about.supposing)
    if scenario.earlier or any(each.kind == "timing" for each in openings):
        return f"{said} ({supposed})." if supposed else f"{said}."
    facts, read = _of_which(specification, openings, scenario, about)
    facts += [each for each in (f"with {read}" if read else "", supposed) if each]
    return f"{said} ({'; '.join(facts)})." if facts else f"{said}."


def _of_which(
    specification: Specification,
    openings: Sequence[Opening],
    scenario: Scenario,
    about: Circumstances,
) -> tuple[list[str], str]:
    """The facts of the decision, and how clauses are read where no opening says it."""
    facts = list(in_titles.facts(specification, telling.facts_of(scenario)))
    if about.as_they_stand or not openings or any(each.kind == "reading" for each in openings):
        return facts, ""
    read, _ = telling.readings(scenario, about)
    return facts, in_titles.read_so(specification, read)


def together(said: str, more: int) -> str:
    """A finding with so many variants."""
    others = "One other way has" if more == 1 else f"{more} other ways have"
    return f"{said} {others} the same cause."


def noted(specification: Specification, it: Noted) -> str:
    """Something that a finding rests on, by its title."""
    match it.kind:
        case "quorum":
            return f"the quorum of {plain_names.body(specification, it.name)}"
        case "body":
            return f"how {plain_names.body(specification, it.name)} is set up"
        case "member":
            return f"who sits in {plain_names.body(specification, it.part_of)}"
        case "attribute":
            called = plain_names.attribute(specification, it.name)
            judged = specification.attribute[it.name].judge is not None
            return f"who rules on {called}" if judged else called
        case "event":
            assert it.event is not None
            on = "" if it.event.on is None else f" on {day(it.event.on)}"
            return f"that {in_titles.event(specification, it.event)}{on}"
        case _:
            return in_titles.clause(specification, it.name)


def all_noted(them: Sequence[str]) -> str:
    """Several of them; of clauses that take effect on the same day that is said once."""
    when: dict[str, list[str]] = {}
    for each in them:
        clause = _TAKES_EFFECT.fullmatch(each)
        when.setdefault(clause[2] if clause else each, []).append(clause[1] if clause else "")
    said = []
    for text, clauses in when.items():
        if len(clauses) < 2:
            said += [each for each in them if each == text or each.endswith(f" takes effect{text}")]
            continue
        said.append(f"that {wording.listed(clauses)} take effect{text}")
    return wording.listed(said)


_TAKES_EFFECT = re.compile(r"that (.*) takes effect( on .*)")


def why(it: Noted) -> str:
    """What is noted of its source: what is assumed, or the note; else the words that foretell or report it."""
    if it.notes.assumed is not None:
        return it.notes.assumed
    if not it.day_is_given:
        return NO_DAY
    return it.notes.note or ""


NO_DAY = "the words quoted do not give the day"

STRENGTHS = {
    SourceStrength.QUOTED: "quoted",
    SourceStrength.REPORTED: "reported",
    SourceStrength.EXPECTED: "expected",
    SourceStrength.PROPOSED: "proposed",
    SourceStrength.DISPUTED: "disputed",
    SourceStrength.NONE: "no source given",
    SourceStrength.ASSUMED: "assumed",
}


NOTHING_QUOTED = "no source is quoted"


def quoted(notes: Notes) -> str:
    """The words of a source, or that it is assumed."""
    words = [f"“{each.quotation}”" for each in notes.citations if each.quotation]
    return "; ".join(words) or ("assumed" if notes.assumed is not None else NOTHING_QUOTED)
