"""Parts of a specification as readers know them: by their titles, never by a name that only the file has."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from policy_dsl import wording
from policy_dsl.model import (
    Effect,
    EffectPattern,
    Event,
    Is,
    PartySet,
    Provision,
    Specification,
    YesNo,
)
from policy_dsl.records import replace
from verifier.results.loopholes import Opening
from verifier.words import articles, plain_conditions, plain_names
from verifier.words.loophole_lines import HOLDER

_NEW = "new "
OTHERS = "others"


def clause(specification: Specification, name: str) -> str:
    """A clause by its title in quotation marks; one without a title by its name as words."""
    it = specification.clause.get(name)
    if it is None:
        return plain_names.spaced(name)
    title = it.text.rstrip(".") if isinstance(it, Provision) else it.title
    return f"“{plain_names.spaced(name) if title in ('', name) else title}”"


# Titles of more words are shortened where they stand in full nearby.
_LONG = 5
_BEGINNING = 3


def shortly(specification: Specification, name: str) -> str:
    """A clause by the beginning of its title, if that is long."""
    title = clause(specification, name)
    words = title.strip("“”").split()
    return f"“{' '.join(words[:_BEGINNING])} …”" if len(words) > _LONG else title


def anything(specification: Specification, name: str) -> str:
    """Whatever has this name, by its title: a party, a group, a body or a clause."""
    if name in specification.party:
        return plain_names.party(specification, name)
    if name in specification.body:
        return plain_names.body(specification, name)
    if any(each.name == name for each in specification.groups):
        return plain_names.group(specification, name)
    return clause(specification, name)


def effect(specification: Specification, it: Effect) -> str:
    """What a decision does to rules or seats: "suspends Luton Council from the leaders' group"."""
    target, party = (anything(specification, n) if n else n for n in (it.target, it.party))
    return articles.of_changes(wording.effect(replace(it, target=target, party=party)))


def pattern(specification: Specification, it: EffectPattern) -> str:
    """A set of things that a decision may do to rules or seats."""
    targets = it.targets
    if targets is not None:
        targets = tuple(anything(specification, name) for name in targets)
    party = None if it.party is None else anything(specification, it.party)
    return articles.of_changes(wording.pattern(replace(it, targets=targets, party=party)))


def event(specification: Specification, it: Event) -> str:
    """What happened to a seat or a clause."""
    subject, body = (anything(specification, n) if n else n for n in (it.subject, it.body))
    return wording.event(replace(it, subject=subject, body=body))


def names_replaced(specification: Specification, text: str) -> str:
    """Words of the tool around names of parties, groups and bodies, with their titles instead."""
    names = [each.name for each in specification.parties]
    names += [each.name for each in specification.groups]
    names += [each.name for each in specification.bodies]
    if not names:
        return text
    names.sort(key=len, reverse=True)
    each = "|".join(map(re.escape, names))
    cohorts = "|".join(re.escape(it.name) for it in specification.parties if it.cohort) or "(?!)"
    bodies = "|".join(re.escape(it.name) for it in specification.bodies) or "(?!)"
    # All at once: a title may hold what is a name elsewhere.
    found = re.compile(
        rf"\b(?:(?P<every>every )?one of (?P<one>{cohorts})\b(?P<alone> alone)?"
        rf"|(?P<number>\d[\d,]*) (?P<of>of )?(?P<some>{cohorts})\b"
        rf"|(?P<many>(?:one|each|none|all|\d[\d,]*) of )(?P<body>{bodies})\b"
        rf"|(?P<name>{each})\b)"
    )
    return found.sub(lambda match: _titled(specification, match), text)


def _titled(specification: Specification, it: re.Match[str]) -> str:
    if it["one"]:
        which = "every" if it["every"] else "one"
        said = plain_names.one_of_a_cohort(specification, it["one"], which)
        return f"{said}{it['alone'] or ''}"
    if it["some"]:
        return _some_of(specification, it["some"], it["number"], bool(it["of"]))
    if it["body"]:
        return f"{it['many']}{articles.members_of(plain_names.body(specification, it['body']))}"
    return articles.within(anything(specification, it["name"]))


def _some_of(specification: Specification, name: str, number: str, of: bool) -> str:
    """So many of a cohort: "146 of the 435 called “Representative”", "all 435 called so", "one director"."""
    if number == "1" and not of:
        return plain_names.one_of_a_cohort(specification, name, "one")
    cohort = specification.party[name]
    called = f"called “{cohort.title or plain_names.spaced(name)}”"
    if number == f"{cohort.size:,}" and not of:
        return f"all {number} {called}"
    return f"{number} of the {cohort.size:,} {called}"


def subject(specification: Specification, text: str) -> str:
    """What an assumption is about: a clause, attributes, or something of a body or a day."""
    _, _, name = text.partition(" ")
    if name in specification.clause:
        return clause(specification, name)
    names = text.replace(" and ", ", ").split(", ")
    if all(each in specification.attribute for each in names):
        return wording.listed([_attribute(specification, each) for each in names])
    said = names_replaced(specification, text)
    clauses = sorted(specification.clause, key=len, reverse=True)
    for each in clauses:
        said = re.sub(
            rf"\b{re.escape(each)}(?= takes effect| lapses| take effect)",
            clause(specification, each),
            said,
        )
    return said


def opening(specification: Specification, it: Opening) -> str:
    """An opening as a sentence without its full stop, with titles."""
    match it.kind:
        case "exemption":
            return f"the exception {clause(specification, it.name)} applies"
        case "route":
            by = f"it is decided by {clause(specification, it.name)}"
            if not it.opened_by:
                return by
            them = wording.listed([clause(specification, name) for name in it.opened_by])
            return f"{them} keeps whom the claim is about from voting, and {by}"
        case "form":
            asked = isinstance(specification.attribute[it.name].type, YesNo)
            another = "another answer to" if asked else "another"
            return f"the same is packaged with {another} {plain_names.attribute(specification, it.name)}"
        case "splitting":
            return f"it is split into parts with a smaller {plain_names.attribute(specification, it.name)}"
        case "waiting":
            return f"it waits for a longer {plain_names.attribute(specification, it.name)}"
        case "classification":
            attribute = specification.attribute[it.name]
            judge = plain_names.party(specification, attribute.judge or "")
            return f"{judge} could rule wrongly on {plain_names.attribute(specification, it.name)}"
        case "reading":
            reading, _, name = it.name.rpartition(" of ")
            return (
                f"{shortly(specification, name)} is read as {read_as(specification, name, reading)}"
            )
        case "suspension" | "removal":
            lost = "suspended" if it.kind == "suspension" else "removed"
            who, several, body = _whose_seat(specification, it)
            return f"{who} {'are' if several else 'is'} {lost} from {body}"
        case "packing":
            return f"members are admitted to {anything(specification, it.name)}"
        case "amendment" if it.name.startswith(_NEW):
            return f"a {it.name} is enacted"
        case "amendment":
            return f"{clause(specification, it.name)} is changed or repealed"
        case _:
            return names_replaced(specification, it.text)


def no_longer_sits(specification: Specification, it: Opening) -> str:
    """That somebody lost a seat, however that came about."""
    who, several, body = _whose_seat(specification, it)
    return f"{who} no longer {'sit' if several else 'sits'} in {body}"


def _whose_seat(specification: Specification, it: Opening) -> tuple[str, bool, str]:
    """Who loses a seat or its vote, whether these may be several, and in which body."""
    party, _, body = it.name.partition(" from ")
    others = "some of those who sit there" if party == OTHERS else party
    who = others if party in (OTHERS, HOLDER) else anything(specification, party)
    known = specification.party.get(party)
    cohort = known is not None and known.cohort
    if cohort:
        who = f"some or all of those called “{who}”"
    return who, cohort or party == OTHERS, anything(specification, body)


def _attribute(specification: Specification, name: str) -> str:
    title = specification.attribute[name].title
    return f"“{title}”" if title else plain_names.spaced(name)


def read_as(specification: Specification, name: str, reading: str) -> str:
    """A reading by its title, if it has one."""
    readings = {each.name: each.title for each in specification.clause[name].readings}
    return f"“{readings.get(reading) or plain_names.spaced(reading)}”"


def read_so(specification: Specification, readings: Mapping[str, str]) -> str:
    """How clauses are read: "“Unanimous vote” read as “nobody votes against”"."""
    each = [
        f"{shortly(specification, name)} read as {read_as(specification, name, reading)}"
        for name, reading in readings.items()
    ]
    return wording.listed(each)


def however_read(specification: Specification, readings: Mapping[str, str]) -> str:
    """That clauses may be read in any way, and in which way votes are counted."""
    clauses = wording.listed([shortly(specification, name) for name in readings])
    verb = "is" if len(readings) == 1 else "are"
    counted = wording.listed([read_as(specification, *each) for each in readings.items()])
    return f"however {clauses} {verb} read (counted here as {counted})"


def facts(specification: Specification, attributes: Mapping[str, str]) -> Sequence[str]:
    """What is said of a decision: "kind: contract", "“may outsource”: yes"."""
    return [
        f"{_attribute(specification, name)}: {_value(specification, name, value)}"
        for name, value in attributes.items()
    ]


def ruled_wrongly(specification: Specification, name: str, value: str) -> str:
    """What a judge says of a decision that is not so: "Independent chair rules that it does not count as “big”"."""
    it = specification.attribute[name]
    judge = plain_names.party(specification, it.judge or "")
    if isinstance(it.type, YesNo):
        said = plain_conditions.condition(specification, Is(name, value == "yes"))
    else:
        shown = _value(specification, name, value)
        said = f"{plain_names.attribute(specification, name)} is {shown}"
    return f"{judge} rules wrongly that {said}"


def _value(specification: Specification, name: str, value: str) -> str:
    kind = specification.attribute[name].type if name in specification.attribute else None
    if isinstance(kind, PartySet):
        return names_replaced(specification, value)
    return plain_names.spaced(value)
