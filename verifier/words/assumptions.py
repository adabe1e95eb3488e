"""The standing assumptions of a verdict, in words."""

from __future__ import annotations

from collections.abc import Iterator

from policy_dsl import claim_wording, wording
from policy_dsl.model import (
    Alone,
    AtMeeting,
    CanBlock,
    CannotBlock,
    CanPass,
    Coalition,
    ExceptionTo,
    HoldsRight,
    IsMember,
    IsSuspended,
    MakesNoDifference,
    Manner,
    NeverMatters,
    NoObjectionAct,
    Others,
    Property,
    ReadingMakesNoDifference,
    Recusal,
    Specification,
    Successive,
)
from policy_dsl.model.atoms import counts_votes, meetings_in, requirement_atoms
from policy_dsl.model.traverse import (
    all_requirements,
    coalition_of_claim,
    parties_of_claim,
    requirement_of_claim,
)
from policy_dsl.records import replace
from verifier.words.keeping import held_fixed, parts_of_cohorts, recusals_at_all
from verifier.words.meetings import NOTHING_CHANGES
from verifier.words.sentences import capitalised

_ACTS = {
    Manner.AGAINST: "votes against wherever it has a vote, and consents to nothing",
    Manner.ABSTAINING: "abstains wherever it has a vote, and consents to nothing",
    Manner.AWAY: "stays away from every meeting, and consents to nothing",
    Manner.ANY: "votes as it likes but never for, and consents to nothing",
}
_ACTS_OF_SEVERAL = {
    Manner.AGAINST: "vote against wherever they have a vote, and consent to nothing",
    Manner.ABSTAINING: "abstain wherever they have a vote, and consent to nothing",
    Manner.AWAY: "stay away from every meeting, and consent to nothing",
    Manner.ANY: "vote as they like but never for, and consent to nothing",
}


_OTHERS = {
    Others.AWAY: "stays away from every meeting",
    Others.ABSTAINING: "abstains wherever it has a vote",
    Others.AGAINST: "votes against wherever it has a vote",
}


_AS_THEY_ARE = "Decisions are classified as what they are."
_AS_WRITTEN = "The rules stand as written at that time; chairs, weights and groups do not change."
_BY_POWERS = "Nothing is decided in any way but by the powers written here."
_WAITING = "How long passes between them is not looked at."
_LAST_MEETINGS = "What the claim asks of votes is asked of the last of these meetings, in order."
_LAST_MEETING = "What the claim asks of votes is asked of the last of these meetings."
_FREED = "; whoever may vote by only one of the two votes there in any way, and attends both times or neither"
_AS_MANY_SEATS = "held or vacant: nothing changes that, and nobody is admitted beyond."


def by_default(text: str) -> bool:
    """Whether every claim takes it for granted that says nothing else; all else is assumed by what a claim says."""
    always = (_AS_THEY_ARE, _AS_WRITTEN, _BY_POWERS)
    return text in always or text.startswith(NOTHING_CHANGES) or text.endswith(_AS_MANY_SEATS)


def _who(it: Coalition) -> tuple[str, bool]:
    """Who acts, and whether they are several."""
    if it.chosen_once:
        return "Those who are chosen", True
    if it.alone is not Alone.TOGETHER:
        return f"The one of {it.parts[0].who.label} that is asked about", False
    single = len(it.parts) == 1 and it.parts[0].count is None and it.parts[0].who.single
    said = claim_wording.coalition(it).removesuffix(" together")
    return capitalised(said) if said.startswith("any ") else said, not single


def _objecting(specification: Specification, how: Manner | Others, does: str) -> str:
    """What somebody does, with its acts apart where some clause or the claim asks for objections."""
    if not any(
        isinstance(atom, NoObjectionAct)
        for requirement in all_requirements(specification)
        for atom in requirement_atoms(requirement)
    ):
        return does
    several = " consent to" in does
    if how in (Manner.AGAINST, Manner.ANY, Others.AGAINST):
        objects = "object" if several else "objects"
        return does.replace(
            " and consent", f" {objects} wherever that is asked, and consent"
        ).replace(f"but never for, {objects}", f"but never for, and {objects}")
    return does.replace(" to nothing", f" and {'object' if several else 'objects'} to nothing")


def _at_one(who: str, does: str, at: AtMeeting, several: bool) -> str:
    """That they act so at one of the meetings."""
    there = does.replace(" from every meeting", "")
    they = "they do" if several else "it does"
    return f"{who} {there}, {at.value}; what {they} at the others is left open."


def standing(specification: Specification, prop: Property) -> Iterator[str]:
    """What every verdict on this property takes for granted; what others ask for is no part of that."""
    specification = replace(specification, properties=(prop,))
    if isinstance(prop.claim, HoldsRight | IsMember | IsSuspended):
        yield "The timeline is as it is written."
        if prop.even_after_amendments and prop.unless_it_leaves:
            yield f"{prop.claim.party} {_ACTS[Manner.AGAINST]}."
        if prop.even_after_amendments:
            yield from _changing(specification, prop)
        return
    if isinstance(prop.claim, CanBlock | CannotBlock):
        who, several = _who(prop.claim.who)
        acts = _ACTS_OF_SEVERAL if several else _ACTS
        does = _objecting(specification, prop.claim.manner, acts[prop.claim.manner])
        yield (
            f"{who} {does}."
            if prop.claim.at is None
            else _at_one(who, does, prop.claim.at, several)
        )
    if isinstance(prop.claim, CanPass):
        who, several = _who(prop.claim.who)
        does = (
            "vote for, and consent, wherever they can"
            if several
            else "votes for, and consents, wherever it can"
        )
        yield f"{who} {does}."
    if isinstance(prop.claim, CanBlock | CannotBlock | CanPass) and prop.claim.others is not None:
        does = f"{_OTHERS[prop.claim.others]}, and consents to nothing"
        yield f"Everybody else {_objecting(specification, prop.claim.others, does)}."
    if isinstance(prop.claim, NeverMatters):
        one = prop.claim.who.alone is Alone.TOGETHER
        whose = prop.claim.who.parts[0].who.label if one else "one of them"
        yield (
            f"Two ballots are compared that differ only in what {whose} does: its votes, whether it attends, and its"
            " casting vote if it has one. Consents by separate act are the same."
        )
    if isinstance(prop.claim, MakesNoDifference):
        yield (
            "The same decisions and ballots are put to the rules with the clause and without it; whoever may vote only"
            " with it, or only without it, votes there in any way, and attends both times or neither."
        )
    if isinstance(prop.claim, ReadingMakesNoDifference):
        it = prop.claim
        yield (
            f"The same decisions and ballots are put to the rules with {it.clause} read as {it.one} and as"
            f" {it.other}, all else read alike{_freed(specification, it.clause)}."
        )
    judged = [a for a in specification.attributes if a.judge is not None]
    free = [a.name for a in judged if a.judge in prop.free_judges]
    if free:
        judges = wording.listed(list(prop.free_judges))
        yield f"Decisions are what they are, but {judges} may rule otherwise on {wording.listed(free)}."
    else:
        yield _AS_THEY_ARE
    yield from _seats(specification)
    yield from _meetings(specification, prop)
    if prop.even_after_amendments:
        yield from _changing(specification, prop)
        yield from recusals_at_all(specification, prop.claim)
        yield from parts_of_cohorts(specification, prop.claim)
    else:
        yield _AS_WRITTEN
    yield _BY_POWERS


def of_readings(specification: Specification) -> Iterator[str]:
    """What is taken for granted where readings are compared."""
    freed = any(each.readings for each in (*specification.recusals, *specification.exceptions))
    yield (
        "The same decisions and ballots are put to both readings, with all other clauses read alike"
        f"{_FREED if freed and specification.recusals else ''}."
    )
    yield from as_they_stand(specification)


def as_they_stand(specification: Specification) -> Iterator[str]:
    """What is taken for granted where rules are looked at that do not change, and nothing else is said."""
    yield _AS_THEY_ARE
    yield from _seats(specification)
    yield from _meetings(specification, None)
    yield _AS_WRITTEN
    yield _BY_POWERS


def _meetings(specification: Specification, prop: Property | None) -> Iterator[str]:
    """What is taken for granted of meetings that follow one another, where some power is used at several.

    Of a claim about one power, as the rules stand, where that power is.
    """
    about = None if prop is None or prop.even_after_amendments else prop.under
    if specification.meetings_by(about) == 1:
        return
    said = NOTHING_CHANGES
    if any(
        waiting is not None
        for power in specification.powers
        for it in power.requires.all()
        if about in (None, power.name) and isinstance(it, Successive)
        for waiting in it.waiting
    ):
        said = f"{said} {_WAITING}"
    yield said
    asked = None if prop is None else requirement_of_claim(prop.claim)
    if (
        asked is not None
        and counts_votes(asked)
        and meetings_in(asked) < specification.meetings_by(about)
    ):
        one = meetings_in(asked) == 1
        yield _LAST_MEETING if one else _LAST_MEETINGS


def _seats(specification: Specification) -> Iterator[str]:
    """That bodies have as many seats as it is said."""
    for body in specification.seating:
        if body.seats is not None:
            seats = "1 seat" if body.seats == 1 else f"{body.seats:,} seats"
            yield f"{body.name} has {seats}, {_AS_MANY_SEATS}"


def _freed(specification: Specification, clause: str) -> str:
    """Of a clause by which somebody may vote only as it is read in one of two ways."""
    return _FREED if isinstance(specification.clause[clause], Recusal | ExceptionTo) else ""


def _changing(specification: Specification, prop: Property) -> Iterator[str]:
    """What changes and what does not, where a claim is about rules that decisions change."""
    holder = coalition_of_claim(prop.claim)
    if holder is None and prop.unless_it_leaves:
        holder = parties_of_claim(prop.claim)
    without = "" if holder is None else " and that go through without that help"
    anybody = "Anybody" if holder is None else "Others"
    leaving = f"{anybody} may leave, or suspend themselves, at any time"
    if any(body.fixed_membership for body in specification.bodies):
        leaving += ", where the membership is not fixed"
    own = ""
    if holder is not None and prop.unless_it_leaves:
        own = f"; {'their' if _who(holder)[1] else 'its'} own leaving is not counted"
    yield (
        f"Rules and seats change by any decisions that the rules then allow{without}; what is amended"
        f" may say anything of its kind. {leaving}{own}."
    )
    yield held_fixed(specification)


def declared(kind: str, name: str, part_of: str) -> str:
    """A declaration, or a part of one, as it is referred to."""
    match kind:
        case "quorum":
            return f"the quorum of {name}"
        case "member":
            return f"the seat of {name} in {part_of}"
        case "reading":
            return f"reading {part_of} of {name}"
        case _:
            return f"{kind} {name}"
