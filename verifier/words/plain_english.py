"""Conditions and requirements in plain English, with titles instead of names where there are some."""

from __future__ import annotations

import re

from policy_dsl import wording
from policy_dsl.model import (
    ALWAYS,
    AllBut,
    AllOf,
    And,
    AnyOf,
    AttendanceTally,
    Attends,
    Base,
    BodyHas,
    CastingVote,
    Compare,
    Comparison,
    Condition,
    Consensus,
    ConsentAct,
    ConsentVote,
    Count,
    Given,
    Includes,
    IncludesCount,
    Is,
    NoObjection,
    NoObjectionAct,
    NoRejection,
    Not,
    NumberIn,
    Or,
    Quantity,
    Quorate,
    Requirement,
    Rounding,
    Ruled,
    Share,
    Specification,
    Successive,
    Tally,
    Touches,
    Turnout,
    Waiting,
    Who,
)
from policy_dsl.model.atoms import adjournment
from verifier.words import articles

_EITHER_WAY = "for or against it"
NOTHING_MORE = "nothing more is asked for"


def spaced(name: str) -> str:
    """A name as words: "may_outsource" is "may outsource"."""
    return name.replace("_", " ")


def body(specification: Specification, name: str) -> str:
    """A body by its title, with an article: "the ICS board", "the General Assembly"."""
    return articles.with_article(specification.body[name].title or name)


def party(specification: Specification, name: str) -> str:
    """A party by its title, with an article where that is a common noun: "the Independent chair"."""
    it = specification.party.get(name)
    if it is None or it.cohort or not it.title:
        return (it.title or name) if it else name
    common = it.title.split()[-1][:1].islower() and "," not in it.title
    return articles.with_article(it.title) if common else articles.within(it.title)


def group(specification: Specification, name: str) -> str:
    """A group by its title; one without a title by its name as words."""
    titles = {each.name: each.title for each in specification.groups}
    return titles.get(name) or spaced(name)


# What a title says of one of several, before which "every" or "one" says it again.
_EACH = re.compile("^(each|every|any) ")


def one_of_a_cohort(specification: Specification, name: str, which: str) -> str:
    """One or every member of a cohort: "one member of the committee", "every elected member"."""
    title = party(specification, name)
    if not title[:1].islower():
        return f"{which} {'of' if which.endswith('one') else 'one of'} {title}"
    return f"{which} {_EACH.sub('', title)}"


def who(specification: Specification, it: Who) -> str:
    """Some parties: "Luton Council", "Councils", "those named under “interested”"."""
    if it.attribute is not None:
        named = f"those named under {attribute(specification, it.attribute)}"
        out = ", ".join(who(specification, each) for each in it.but)
        return f"{named} except {out}" if out else named
    if it.effects:
        return f"those {it.label.replace('whom it', 'whom the decision', 1)}"
    if it.single and len(it.parties) == 1:
        return party(specification, it.parties[0])
    if it.label in specification.body:
        return articles.members_of(body(specification, it.label))
    if it.label in specification.party:
        return party(specification, it.label)
    return articles.within(group(specification, it.label))


def everyone(specification: Specification, it: Who) -> str:
    """All of some parties."""
    if it.single:
        return who(specification, it)
    if it.label in specification.party and specification.party[it.label].cohort:
        return one_of_a_cohort(specification, it.label, "every")
    return f"every one of {who(specification, it)}"


def titled(specification: Specification, text: str) -> str:
    """Words of the language around names, with titles instead of these."""
    known = {each.name: party(specification, each.name) for each in specification.parties}
    known |= {name: body(specification, name) for name in specification.body}
    known |= {
        each.name: f"“{each.title if each.title not in ('', each.name) else spaced(each.name)}”"
        for each in specification.clauses
    }
    known = {name: title for name, title in known.items() if title != name}
    if not known:
        return text
    names = sorted(known, key=len, reverse=True)
    found = re.compile(rf"\b({'|'.join(map(re.escape, names))})\b")
    return found.sub(lambda match: known[match[1]], text)


def attribute(specification: Specification, name: str) -> str:
    """An attribute by its title or name, in quotation marks."""
    title = getattr(specification.attribute.get(name), "title", "")
    return f"“{title or spaced(name)}”"


def includes(attribute: str) -> str:
    """What names parties, as before them: an attribute, or what is done to them ("it removes or suspends")."""
    done = attribute.removeprefix("whom ")
    return done if done != attribute else f"{attribute} includes"


# --- conditions ----------------------------------------------------------------------------------

_COMPARED = {
    Comparison.BELOW: "below",
    Comparison.AT_MOST: "at most",
    Comparison.EXACTLY: "exactly",
    Comparison.AT_LEAST: "at least",
    Comparison.ABOVE: "above",
}


def condition(specification: Specification, it: Condition, negated: bool = False) -> str:
    """A condition on a decision, as what follows "where": "its kind is policy and it counts as “may outsource”"."""
    match it:
        case Is(name, bool() as value) if specification.attribute[name].title:
            so = "true" if value is not negated else "not true"
            return f"{attribute(specification, name)} is {so}{_OF_IT}"
        case Is(name, bool() as value):
            verb = "counts" if value is not negated else "does not count"
            return f"it {verb} as {attribute(specification, name)}"
        case Is(name, value):
            neg = "not " if negated else ""
            return f"{_its(specification, name)} is {neg}{spaced(str(value))}"
        case Compare(name, comparison, value):
            kind = specification.attribute[name].type
            unit = f" {kind.unit}" if isinstance(kind, NumberIn) and kind.unit else ""
            neg = "not " if negated else ""
            return f"{_its(specification, name)} is {neg}{_COMPARED[comparison]} {value:,}{unit}"
        case Includes(name, parties, every):
            them = who(specification, parties)
            some = them if parties.single else f"{'every one' if every else 'any'} of {them}"
            verb = "does not name" if negated else "names"
            return f"it {verb} {some} under {attribute(specification, name)}"
        case IncludesCount(name, parties, comparison, number, share):
            many = wording.fraction(number) if share else f"{int(number):,}"
            verb = "does not name" if negated else "names"
            of = f"{wording.HOW_MANY[comparison]} {many} of {who(specification, parties)}"
            return f"it {verb} {of} under {attribute(specification, name)}"
        case BodyHas():
            return _body_has(specification, it, negated)
        case Ruled(part):
            verb = "not ruled" if negated else "ruled"
            return f"it is {verb} that {condition(specification, part)}"
        case Touches(label):
            does = articles.of_changes(titled(specification, label))
            return f"it is not one that {does}" if negated else f"it {does}"
        case Not(part):
            return condition(specification, part, not negated)
        case And(()):
            return "never" if negated else "always"
        case Or(()):
            return "always" if negated else "never"
        case And(parts) | Or(parts):
            joint = " and " if isinstance(it, And) is not negated else " or "
            said = [_inner(specification, part, negated) for part in parts]
            return joint.join(said)


def _its(specification: Specification, name: str) -> str:
    """What a decision says, before "is": by its title, if it has one."""
    title = specification.attribute[name].title
    return f"“{title}”" if title else f"its {spaced(name)}"


def _body_has(specification: Specification, it: BodyHas, negated: bool) -> str:
    """How many sit in a body then: "the ICS board does not have fewer than 2 members with a vote"."""
    one, several = ("vacant seat", "vacant seats") if it.vacant else ("member", "members")
    noun = one if it.number == 1 else several
    vote = "" if it.vacant else " with a vote"
    among = "" if it.among is None else f" among {who(specification, it.among)}"
    verb = "does not have" if negated else "has"
    many = f"{wording.HOW_MANY[it.comparison]} {it.number:,}"
    return f"{body(specification, it.body)} {verb} {many} {noun}{vote}{among}"


def _inner(specification: Specification, part: Condition, negated: bool) -> str:
    said = condition(specification, part, negated)
    compound = isinstance(part, And | Or) and len(part.parts) > 1
    return f"({said})" if compound else said


def decisions(specification: Specification, it: Condition) -> str:
    """The decisions that a condition picks out: "a decision whose kind is policy"; "every decision"."""
    if it == ALWAYS:
        return "every decision"
    return f"a decision {such(specification, it)}"


def such(specification: Specification, it: Condition) -> str:
    """What follows on "a decision": "whose kind is policy and that counts as “may outsource”"."""
    parts: tuple[Condition, ...] = it.parts if isinstance(it, And | Or) and it.parts else (it,)
    joint = " and " if isinstance(it, And) else " or "
    said = [_inner(specification, part, False) for part in parts]
    if any(each.startswith("(") for each in said):
        return f"where {condition(specification, it)}"
    return joint.join(_relative(each) for each in said)


_OF_IT = " of it"


def _relative(said: str) -> str:
    """A condition on a decision, behind "a decision"."""
    if said.startswith("its "):
        return f"whose {said.removeprefix('its ')}"
    if said.startswith("it "):
        return f"that {said.removeprefix('it ')}"
    return f"of which {said.removesuffix(_OF_IT)}" if said.endswith(_OF_IT) else f"where {said}"


# --- requirements --------------------------------------------------------------------------------


def quantity(it: Quantity) -> str:
    """How many of a base: "more than half", "all", "at least 2/3"."""
    match it:
        case Share() if it == wording.MAJORITY:
            return "more than half of"
        case Share() if it == wording.UNANIMITY:
            return "all"
        case Share() | Count():
            return f"{wording.quantity(it)} of"
        case AllBut(number):
            return f"all but {number} of"


def tally(specification: Specification, it: Tally, does: str = "for it") -> str:
    """A tally as a sentence: "more than half of the votes cast in the ICS board are for it"."""
    where = body(specification, it.body)
    among = f", among {who(specification, it.among)}," if it.among else ""
    weighed = f", counted by {spaced(it.weight)}" if it.weight else ""
    abstaining = ", abstentions included" if it.abstentions else ""
    tail = f"{weighed}{abstaining}{rounded(it.quantity)}{without_quorum(it)}"
    if it.weight and isinstance(it.quantity, Count):
        who_votes = f"those who vote {does}{' or abstain' if abstaining else ''} in {where}{among}"
        amount = wording.quantity(it.quantity)
        return f"{who_votes} have a {spaced(it.weight)} of {amount} in all{without_quorum(it)}"
    if it.base is None:
        assert isinstance(it.quantity, Count)
        number = it.quantity.number + it.quantity.strict
        return f"at least {number} votes in {where}{among} are {does}{weighed}{without_quorum(it)}"
    amount = quantity(it.quantity)
    if it.base is Base.CAST:
        noun = f"the votes cast in {where}{among}"
        uncounted = [] if abstaining else ["abstentions are not votes cast"]
        uncounted += [] if does == _EITHER_WAY else _casting(specification, it)
        verb = f"are {does} ({'; '.join(uncounted)})" if uncounted else f"are {does}"
    elif it.base is Base.PRESENT:
        noun = f"those present in {where}{among}"
        verb = f"vote {does}"
    elif it.base is Base.SEATS:
        noun = f"the seats of {where}"
        verb = f"vote {does} (the absent and vacant seats count among them)"
    elif it.base is Base.NOT_ABSTAINING:
        noun = f"{articles.members_of(where)}{among} who do not abstain"
        verb = f"vote {does} (the absent count among them)"
    else:
        noun = f"{articles.members_of(where)}{among}"
        verb = f"vote {does} (the absent count as members)"
    return f"{amount} {noun} {verb}{tail}"


def _casting(specification: Specification, it: Tally) -> list[str]:
    """That a casting vote decides it where there are as many votes on either side, if one does."""
    chair = specification.body[it.body].chair
    whole = it.among is None and not it.abstentions and it.base is Base.CAST
    if chair is None or not chair.casting_vote or it.quantity != wording.MAJORITY or not whole:
        return []
    who_casts = party(specification, chair.party)
    return [
        f"if as many are for it as against it, and any are, the casting vote of {who_casts} decides"
    ]


def rounded(it: Quantity) -> str:
    """What becomes of a part of a vote: ", rounded down to whole votes"; nothing where it is not rounded."""
    rounding = it.rounding if isinstance(it, Share) else None
    match rounding:
        case None:
            return ""
        case Rounding.NEAREST:
            return ", rounded to the nearest whole number, halves up"
        case Rounding.UP | Rounding.DOWN:
            return f", rounded {rounding.value} to a whole number"


def requirement(specification: Specification, it: Requirement) -> str:
    """A requirement as a sentence without its full stop."""
    match it:
        case Tally():
            return tally(specification, it)
        case NoRejection(inner):
            return (
                f"it is not rejected, that is, unless {tally(specification, inner, 'against it')}"
            )
        case Consensus(where):
            return f"nobody present in {body(specification, where)} votes against it{without_quorum(it)}"
        case NoObjection(them, where):
            here = f"{who(specification, them)} in {body(specification, where)}"
            return f"no vote against it comes from {here}{without_quorum(it)}"
        case ConsentVote(them, where, need):
            some = _some(specification, them, need)
            return f"{some} votes for it in {body(specification, where)}"
        case ConsentAct(them, need):
            return f"{_some(specification, them, need)} consents, by an act of its own"
        case NoObjectionAct(them):
            if them.single:
                return f"{who(specification, them)} does not object, by an act of its own"
            return f"none of {who(specification, them)} objects, by an act of its own"
        case Attends(them, where, need):
            return f"{_some(specification, them, need)} attends {body(specification, where)}"
        case AttendanceTally(inner):
            return attendance(specification, inner)
        case Turnout(inner):
            return turnout(specification, inner)
        case CastingVote(where):
            return f"the casting vote in {body(specification, where)} is cast for it"
        case Quorate(where, so):
            said = "is" if so else "is not"
            return f"{body(specification, where)} {said} quorate"
        case Given(part):
            return condition(specification, part)
        case AllOf(()):
            return NOTHING_MORE
        case AllOf(parts):
            return ", and ".join(_part(specification, part) for part in parts)
        case AnyOf(parts):
            adjourned = adjournment(it)
            if adjourned is not None:
                where = body(specification, adjourned.body)
                first = _part(specification, adjourned.first)
                again = _part(specification, adjourned.again)
                return f"{first}; or, if {where} is not quorate at that meeting, at an adjourned one {again}"
            return ", or ".join(_part(specification, part) for part in parts)
        case Successive(stages, waiting):
            first, *later = (_part(specification, stage) for stage in stages)
            between = waiting or (None,) * len(later)
            then = (
                f", and then at another{_later(each)} {said}"
                for said, each in zip(later, between, strict=True)
            )
            return f"at one meeting {first}{''.join(then)}"


def _later(it: Waiting | None) -> str:
    return "" if it is None else f", at least {it.number:,} {it.unit} later,"


def without_quorum(it: Tally | Consensus | NoObjection) -> str:
    """That the quorum of the body is not asked for: ", however few attend"."""
    return ", however few attend" if it.no_quorum else ""


def attendance(specification: Specification, it: Tally) -> str:
    """A tally of those who attend: "at least 1/2 of the members of the ICS board attend"."""
    among = f" among {who(specification, it.among)}" if it.among else ""
    weighed = f", counted by {spaced(it.weight)}" if it.weight else ""
    where = body(specification, it.body)
    whole = f"the seats of {where}" if it.base is Base.SEATS else articles.members_of(where)
    members = f"{whole}{among}"
    one = isinstance(it.quantity, Count) and it.quantity.number + it.quantity.strict == 1
    verb = "attends" if one else "attend"
    return f"{quantity(it.quantity)} {members} {verb}{weighed}{rounded(it.quantity)}"


def turnout(specification: Specification, it: Tally) -> str:
    """A tally of those who vote either way: "at least 1/2 of the members of the ICS board vote for or against"."""
    return tally(specification, it, _EITHER_WAY)


def quorum(specification: Specification, it: Requirement | None) -> str:
    """When a body can decide at all."""
    match it:
        case None:
            return "without a quorum"
        case AttendanceTally(inner):
            return f"only if {attendance(specification, inner)}"
        case AllOf(parts) if parts:
            return _only_if(" and ", [quorum(specification, part) for part in parts])
        case AnyOf(parts) if parts:
            return _only_if(" or ", [quorum(specification, part) for part in parts])
        case _:
            return f"only if {requirement(specification, it)}"


def _only_if(joint: str, parts: list[str]) -> str:
    """Several conditions, with what all of them begin with said once."""
    once = all(each.startswith("only if ") for each in parts)
    return joint.join([*parts[:1], *(p.removeprefix("only if ") if once else p for p in parts[1:])])


def _some(specification: Specification, them: Who, need: int | None) -> str:
    if need is None:
        return everyone(specification, them)
    return f"each of at least {need} of {who(specification, them)}"


def _part(specification: Specification, it: Requirement) -> str:
    said = requirement(specification, it)
    return f"({said})" if isinstance(it, AllOf | AnyOf) and len(it.parts) > 1 else said
